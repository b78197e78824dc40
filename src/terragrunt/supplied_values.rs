//! Values that the person who runs it supplies, in place of what would be asked of AWS or decrypted with keys.
//!
//! A document, JSON or TOML, has a member for each builtin: `get_aws_account_id` and its kin with a text, or with texts by
//! the folders they count in; `sops_decrypt_file` with what each file decrypts to. `docs/supplied-values.md` shows it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::lang::provenance::Provenance;
use crate::lang::value::Value;
use crate::lang::world::{PathKind, World};
use crate::source::{SourceFile, Span};
use crate::syntax::json::{JsonKey, JsonKind, JsonNode, parse_json};
use crate::syntax::parse_toml;

use super::paths;

/// The builtins that answer for the caller's account.
const OF_ACCOUNT: [&str; 4] = [
    "get_aws_account_id",
    "get_aws_account_alias",
    "get_aws_caller_identity_arn",
    "get_aws_caller_identity_user_id",
];
const OF_FILE: &str = "sops_decrypt_file";
/// The member that names a decrypted file.
const FILE: &str = "file";

/// What was supplied.
#[derive(Clone, Debug, Default)]
pub struct SuppliedValues {
    /// By builtin, then by the folder that it counts in and below.
    of_account: BTreeMap<&'static str, BTreeMap<PathBuf, Value>>,
    /// By encrypted file.
    of_file: BTreeMap<PathBuf, Value>,
}

impl SuppliedValues {
    /// Adds what the document at `path` says, or its member `section`; it counts over what was added before. Paths in it
    /// are relative to `root`, those of decrypted files to the document. Reports what is wrong with it.
    pub fn add(
        &mut self,
        world: &dyn World,
        root: &Path,
        path: &Path,
        section: Option<&str>,
    ) -> Vec<Diagnostic> {
        let mut reader = Reader { world, root, path, values: self, diagnostics: Vec::new() };
        reader.document(section);
        reader.diagnostics
    }

    /// What a builtin gives for a unit in `folder`: what the nearest folder says.
    pub(super) fn of_account(&self, builtin: &str, folder: &Path) -> Option<&Value> {
        let folders = self.of_account.get(builtin)?;
        folder.ancestors().find_map(|folder| folders.get(folder))
    }

    /// What an encrypted file decrypts to.
    pub(super) fn of_file(&self, path: &Path) -> Option<&Value> {
        self.of_file.get(path)
    }
}

struct Reader<'r> {
    world: &'r dyn World,
    root: &'r Path,
    path: &'r Path,
    values: &'r mut SuppliedValues,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn document(&mut self, section: Option<&str>) {
        let file = match self.world.read(self.path) {
            Ok(file) => file,
            Err(error) => {
                let title = format!("the supplied values in `{}` cannot be read", self.display(self.path));
                self.diagnostics.push(Diagnostic::error(Code::FileUnreadable, title).note(error.to_string()));
                return;
            }
        };
        let is_toml = self.path.extension().is_some_and(|extension| extension == "toml");
        let parsed = if is_toml { parse_toml(&file) } else { parse_json(&file) };
        match parsed {
            Err(problem) => {
                // Where in it secrets are cannot be told.
                file.keep_confidential();
                self.diagnostics.push(problem);
            }
            Ok(node) => match section {
                None => self.builtins(&file, &node),
                Some(section) => {
                    let JsonKind::Object(members) = &node.kind else { return };
                    for (_, node) in members.iter().filter(|(key, _)| *key.text == *section) {
                        self.builtins(&file, node);
                    }
                }
            },
        }
    }

    fn builtins(&mut self, file: &SourceFile, node: &JsonNode) {
        let Some(members) = self.members(node, "an object of builtins is required") else { return };
        for (key, node) in members {
            if let Some(name) = OF_ACCOUNT.into_iter().find(|name| *name == &*key.text) {
                self.account(name, key, node);
            } else if *key.text == *OF_FILE {
                self.files(file, node);
            } else {
                let mut problem = Diagnostic::error(
                    Code::InvalidConfig,
                    format!("no values are supplied for `{}`", key.text),
                )
                .at(key.span, "not such a builtin");
                problem = match suggest::nearest(&key.text, OF_ACCOUNT.into_iter().chain([OF_FILE])) {
                    Some(nearest) => problem.hint(format!("did you mean `{nearest}`?")),
                    None => problem.hint(format!(
                        "values are supplied for `{OF_FILE}` and `{}`",
                        OF_ACCOUNT.join("`, `")
                    )),
                };
                self.diagnostics.push(problem);
            }
        }
    }

    /// One text for all units, or texts by folder.
    fn account(&mut self, name: &'static str, key: &JsonKey, node: &JsonNode) {
        if let JsonKind::Object(folders) = &node.kind {
            for (key, node) in folders {
                let folder = paths::join(self.root, &key.text);
                if self.world.kind(&folder) != Some(PathKind::Folder) {
                    self.nothing_there(key, "folder");
                }
                self.account_in(name, folder, key, node);
            }
        } else {
            self.account_in(name, self.root.to_path_buf(), key, node);
        }
    }

    fn account_in(&mut self, name: &'static str, folder: PathBuf, key: &JsonKey, node: &JsonNode) {
        let JsonKind::String(text) = &node.kind else {
            let what = if matches!(node.kind, JsonKind::Number(_)) { "a number" } else { "not a text" };
            self.diagnostics.push(
                Diagnostic::error(Code::InvalidConfig, format!("`{name}` gives a text"))
                    .at(node.span, format!("this is {what}"))
                    .hint("put it into quotes"),
            );
            return;
        };
        let value =
            Value::string(Arc::clone(text)).with_provenance(Provenance::written(key.span.to(node.span)));
        self.values.of_account.entry(name).or_default().insert(folder, value);
    }

    /// What each encrypted file decrypts to: the text, or the file that holds it.
    fn files(&mut self, file: &SourceFile, node: &JsonNode) {
        let Some(members) = self.members(node, "an object of encrypted files is required") else { return };
        for (key, node) in members {
            let encrypted = paths::join(self.root, &key.text);
            if self.world.kind(&encrypted) != Some(PathKind::File) {
                self.nothing_there(key, "file");
            }
            // What is meant as the text is a secret, however wrong its form.
            match &node.kind {
                JsonKind::Object(members) => {
                    for (_, node) in members.iter().filter(|(key, _)| *key.text != *FILE) {
                        file.keep_range_confidential(node.span.range());
                    }
                }
                _ => file.keep_range_confidential(node.span.range()),
            }
            let value = match &node.kind {
                JsonKind::String(text) => {
                    Some(Value::string(Arc::clone(text)).with_provenance(Provenance::written(key.span)))
                }
                JsonKind::Object(members) => self.decrypted_file(members, node.span, key.span),
                _ => {
                    self.malformed_file(node.span);
                    None
                }
            };
            if let Some(value) = value {
                self.values.of_file.insert(encrypted, value.sensitive_if(true));
            }
        }
    }

    fn decrypted_file(&mut self, members: &[(JsonKey, JsonNode)], place: Span, key: Span) -> Option<Value> {
        let [(name, JsonNode { kind: JsonKind::String(path), span })] = members else {
            self.malformed_file(place);
            return None;
        };
        if *name.text != *FILE {
            self.malformed_file(place);
            return None;
        }
        let path = paths::join(self.path.parent().unwrap_or(self.root), path);
        match self.world.read(&path) {
            Ok(decrypted) => {
                decrypted.keep_confidential();
                let text = Arc::clone(decrypted.text());
                let whole = Span::new(decrypted.id(), 0..text.len());
                Some(Value::string(text).with_provenance(Provenance::written(whole).through(key)))
            }
            Err(error) => {
                let title = format!("the decrypted file `{}` cannot be read", self.display(&path));
                let problem = Diagnostic::error(Code::FileUnreadable, title).at(*span, "named here");
                self.diagnostics.push(problem.note(error.to_string()));
                None
            }
        }
    }

    fn malformed_file(&mut self, place: Span) {
        let title = format!("what a file of `{OF_FILE}` decrypts to cannot be understood");
        self.diagnostics.push(
            Diagnostic::error(Code::InvalidConfig, title)
                .at(place.head(), "neither a text nor a file")
                .hint("give the decrypted text, or name a file that holds it, as in `{ file = \"decrypted.yaml\" }`"),
        );
    }

    fn members<'n>(&mut self, node: &'n JsonNode, wanted: &str) -> Option<&'n [(JsonKey, JsonNode)]> {
        if let JsonKind::Object(members) = &node.kind {
            return Some(members);
        }
        let title = "the supplied values cannot be understood";
        self.diagnostics.push(Diagnostic::error(Code::InvalidConfig, title).at(node.span.head(), wanted));
        None
    }

    fn nothing_there(&mut self, key: &JsonKey, what: &str) {
        self.diagnostics.push(
            Diagnostic::warning(
                Code::FileNotFound,
                format!("values are supplied for a {what} that does not exist"),
            )
            .at(key.span, format!("no {what} is there"))
            .note(format!("paths are relative to `{}`", self.root.display())),
        );
    }

    fn display(&self, path: &Path) -> String {
        paths::shown(self.root, path)
    }
}
