//! The build key: one digest over everything that can change a package's bytes, printable part by part.
//!
//! No path of this machine, time, file mode, locale or network address is in it, and no program runs to compute it.

use std::collections::BTreeMap;
use std::fmt;

use super::content::is_executable;
use super::excludes;
use super::gather::Requirements;
use super::runtime::Target;
use super::sources::Selection;

/// Changes when, and only when, the same inputs give other bytes than before: the archive's form, the deflate engine or its
/// level, what is pruned, how requirements are installed.
pub(super) const FORMAT: u32 = 1;

/// A digest with the parts it was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildKey {
    digest: String,
    components: BTreeMap<String, String>,
}

/// What a key is made from, beside the format.
pub(super) struct KeyInputs<'i> {
    pub(super) target: Target,
    pub(super) handler: &'i str,
    pub(super) selection: &'i Selection,
    pub(super) requirements: &'i Requirements,
}

impl BuildKey {
    pub(super) fn of(inputs: &KeyInputs<'_>) -> Self {
        let KeyInputs { target, handler, selection, requirements } = inputs;
        let mut components = BTreeMap::from(
            [
                ("runtime", target.runtime.id),
                ("python", target.runtime.release),
                ("architecture", target.architecture.as_str()),
                ("platform", target.platform()),
                ("handler", handler),
                ("root", if selection.root.is_empty() { "." } else { selection.root }),
                ("excludes", &excludes::digest()),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        for entry in &selection.entries {
            let mode = if is_executable(&entry.content) { " executable" } else { "" };
            components.insert(format!("source {}", entry.path), format!("{}{mode}", hash(&entry.content)));
        }
        for file in &requirements.files {
            components.insert(format!("requirements {}", file.path), hash(&file.content));
        }
        for wheel in &requirements.wheels {
            components.insert(format!("wheel {}", wheel.path), hash(&wheel.content));
        }
        Self { digest: digest(FORMAT, &components), components }
    }

    /// The digest in hex.
    pub fn as_str(&self) -> &str {
        &self.digest
    }

    /// The parts by name.
    pub fn components(&self) -> &BTreeMap<String, String> {
        &self.components
    }

    /// What is different from `previous`, by name. Nothing, yet another key, means that the format changed.
    pub fn changes_since(&self, previous: &BTreeMap<String, String>) -> Vec<Change> {
        let now = self.components.iter().filter_map(|(name, value)| match previous.get(name) {
            None => Some(Change::Added(name.clone())),
            Some(old) if old != value => Some(Change::Changed(name.clone())),
            Some(_) => None,
        });
        let gone = previous.keys().filter(|name| !self.components.contains_key(*name));
        let mut changes: Vec<Change> = now.chain(gone.map(|name| Change::Removed(name.clone()))).collect();
        changes.sort_by(|left, right| left.name().cmp(right.name()));
        changes
    }
}

/// One line a part, aligned, the format first.
impl fmt::Display for BuildKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.components.keys().map(|name| name.chars().count()).max().unwrap_or_default();
        writeln!(formatter, "{:width$}  {FORMAT}", "format")?;
        self.components.iter().try_for_each(|(name, value)| writeln!(formatter, "{name:width$}  {value}"))
    }
}

/// A part of the key that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    Added(String),
    /// It is there no more.
    Removed(String),
    /// It has another value.
    Changed(String),
}

impl Change {
    /// The part's name.
    pub fn name(&self) -> &str {
        let (Self::Added(name) | Self::Removed(name) | Self::Changed(name)) = self;
        name
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added(name) => write!(formatter, "`{name}` is new"),
            Self::Removed(name) => write!(formatter, "`{name}` is gone"),
            Self::Changed(name) => write!(formatter, "`{name}` changed"),
        }
    }
}

fn hash(content: &[u8]) -> String {
    blake3::hash(content).to_hex().to_string()
}

/// Lengths stand before names and values, so that no two sets of parts give the same bytes.
fn digest(format: u32, components: &BTreeMap<String, String>) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&format.to_le_bytes());
    let mut field = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    for (name, value) in components {
        field(name);
        field(value);
    }
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::super::content::{Entry, Origin};
    use super::super::gather::InputFile;
    use super::super::request::Architecture;
    use super::super::runtime::Runtime;
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone)]
    struct Inputs {
        runtime: &'static str,
        architecture: Architecture,
        handler: &'static str,
        root: &'static str,
        sources: Vec<(&'static str, &'static str)>,
        requirements: Vec<(&'static str, &'static str)>,
        wheels: Vec<(&'static str, &'static str)>,
    }

    fn base() -> Inputs {
        Inputs {
            runtime: "python3.12",
            architecture: Architecture::X86_64,
            handler: "app.run",
            root: "",
            sources: vec![("app.py", "def run(): ..."), ("tool", "echo")],
            requirements: vec![("requirements.txt", "jinja2")],
            wheels: vec![],
        }
    }

    fn key(inputs: &Inputs) -> BuildKey {
        let files = |list: &[(&str, &str)]| {
            list.iter()
                .map(|(path, text)| InputFile { path: (*path).to_owned(), content: text.as_bytes().to_vec() })
                .collect()
        };
        let entries = inputs.sources.iter().map(|(path, text)| Entry {
            path: (*path).to_owned(),
            content: text.as_bytes().to_vec(),
            origin: Origin::Function,
        });
        BuildKey::of(&KeyInputs {
            target: Target {
                runtime: Runtime::find(inputs.runtime).unwrap(),
                architecture: inputs.architecture,
            },
            handler: inputs.handler,
            selection: &Selection { root: inputs.root, has_handler: true, entries: entries.collect() },
            requirements: &Requirements {
                files: files(&inputs.requirements),
                wheels: files(&inputs.wheels),
                ..Requirements::default()
            },
        })
    }

    #[test]
    fn each_input_changes_the_key_and_says_so() {
        type Edit = (&'static str, fn(&mut Inputs), &'static [&'static str]);
        let edits: [Edit; 10] = [
            ("runtime", |i| i.runtime = "python3.13", &["`python` changed", "`runtime` changed"]),
            (
                "architecture",
                |i| i.architecture = Architecture::Arm64,
                &["`architecture` changed", "`platform` changed"],
            ),
            ("handler", |i| i.handler = "app.go", &["`handler` changed"]),
            ("root", |i| i.root = "src/", &["`root` changed"]),
            ("content", |i| i.sources[0].1 = "def run(): pass", &["`source app.py` changed"]),
            ("name", |i| i.sources[1].0 = "tools", &["`source tool` is gone", "`source tools` is new"]),
            ("executable", |i| i.sources[1].1 = "#!/bin/sh", &["`source tool` changed"]),
            ("new file", |i| i.sources.push(("z", "")), &["`source z` is new"]),
            ("pins", |i| i.requirements[0].1 = "jinja2==3", &["`requirements requirements.txt` changed"]),
            ("wheel", |i| i.wheels.push(("w.whl", "")), &["`wheel w.whl` is new"]),
        ];
        let before = key(&base());
        let mut seen = std::collections::BTreeSet::from([before.digest.clone()]);
        for (name, edit, expected) in edits {
            let mut inputs = base();
            edit(&mut inputs);
            let after = key(&inputs);
            assert!(seen.insert(after.digest.clone()), "{name} changes the key");
            let changes: Vec<String> =
                after.changes_since(before.components()).iter().map(ToString::to_string).collect();
            assert_eq!(changes, expected, "{name}");
        }
        assert_eq!(key(&base()), before);
    }

    /// A key that moves without a reason rebuilds every function of every user: bump `FORMAT` when bytes change, and only then.
    #[test]
    fn a_known_key_stays() {
        insta::assert_snapshot!(key(&base()), @"
        format                         1
        architecture                   x86_64
        excludes                       0ee9f6e4550a8ddf
        handler                        app.run
        platform                       x86_64-manylinux_2_34
        python                         3.12.7
        requirements requirements.txt  43bdfaae1ec7035c9163bf05287c8dba3b2658b390c0916f1a05841648665477
        root                           .
        runtime                        python3.12
        source app.py                  ec8fddede9104a61226e8d11a47aaf3a1c4e2a53b562f6adf8bc9f849f7f04bb
        source tool                    54eed4460d7248c40158faa659cd0b6dbdb99cdd87221218783da7c227e5d0f8
        ");
        insta::assert_snapshot!(digest(1, &BTreeMap::from([("a".to_owned(), "b".to_owned())])), @"448f7cfe4dfe8fdd46f802469bca8b52d4c0af270761170808f2d855bf70e2e3");
    }

    proptest! {
        #[test]
        fn different_parts_have_different_digests(
            left in prop::collection::btree_map("[a-c]{0,3}", "[a-c]{0,3}", 0..3),
            right in prop::collection::btree_map("[a-c]{0,3}", "[a-c]{0,3}", 0..3),
        ) {
            prop_assert_eq!(left == right, digest(1, &left) == digest(1, &right));
            prop_assert_ne!(digest(1, &left), digest(2, &left));
        }
    }
}
