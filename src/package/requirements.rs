//! Reads the text of requirement files: what they include, pin and refer to. Resolves and installs nothing.

use std::collections::BTreeSet;
use std::ops::Range;

/// What one requirements file says, as far as a build must know.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parsed {
    /// Files included by `-r`, as written.
    pub(super) includes: Vec<Spanned>,
    /// Files included by `-c`, as written.
    pub(super) constraints: Vec<Spanned>,
    /// Local wheels, as written.
    pub(super) wheels: Vec<Spanned>,
    /// Local places that `--find-links` names, as written.
    pub(super) links: Vec<Spanned>,
    /// What is source, not a wheel: folders, archives, repositories, editable installs.
    pub(super) source: Vec<Spanned>,
    /// Lines that ask for builds from source.
    pub(super) builds: Vec<Spanned>,
    /// The names of the packages asked for, as written.
    pub(super) names: Vec<Spanned>,
    /// Whether any requirement names a hash.
    pub(super) has_hashes: bool,
    /// Whether the file itself says where packages come from.
    pub(super) names_index: bool,
    /// Whether there is anything to install.
    pub(super) is_empty: bool,
    /// Variables in `${NAME}` form.
    pub(super) variables: BTreeSet<String>,
}

/// A word of the file with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spanned {
    /// The word.
    pub(super) text: String,
    /// Its line in the file, in bytes.
    pub(super) range: Range<usize>,
}

/// Options that say where packages come from.
const INDEX_OPTIONS: [&str; 6] =
    ["-i", "--index-url", "--extra-index-url", "-f", "--find-links", "--no-index"];

/// Reads `text`.
pub(super) fn parse(text: &str) -> Parsed {
    let mut parsed = Parsed { is_empty: true, ..Parsed::default() };
    for (range, line) in logical_lines(text) {
        parsed.variables.extend(variables(&line));
        parsed.has_hashes |= line.contains("--hash");
        let spanned = |text: &str| Spanned { text: text.to_owned(), range: range.clone() };
        if let Some(path) = option(&line, &["-r", "--requirement"]) {
            parsed.includes.push(spanned(path));
            parsed.is_empty = false;
        } else if let Some(path) = option(&line, &["-c", "--constraint"]) {
            parsed.constraints.push(spanned(path));
        } else if let Some(path) = option(&line, &["-e", "--editable"]) {
            parsed.source.push(spanned(path));
            parsed.is_empty = false;
        } else if let Some(place) = option(&line, &["-f", "--find-links"]) {
            let path = place.strip_prefix("file://").unwrap_or(place);
            if path.contains("://") {
                parsed.names_index = true;
            } else {
                parsed.links.push(spanned(path));
            }
        } else if option(&line, &["--no-binary"]).is_some_and(|packages| packages != ":none:") {
            parsed.builds.push(spanned(&line));
        } else if line.starts_with('-') {
            parsed.names_index |= INDEX_OPTIONS.iter().any(|option| line.starts_with(option));
        } else {
            parsed.is_empty = false;
            match local_path(&line) {
                Some(path) if has_suffix(path, ".whl") => parsed.wheels.push(spanned(path)),
                Some(path) => parsed.source.push(spanned(path)),
                None => {
                    let shown = |address| name(&line).map_or_else(|| without_user(address), str::to_owned);
                    parsed.source.extend(source_address(&line).map(|address| spanned(&shown(address))));
                }
            }
            if let Some(name) = name(&line) {
                parsed.names.push(spanned(name));
            }
        }
    }
    parsed
}

/// Lines with their continuations joined, comments and empty ones left out. The range is that of the first line.
fn logical_lines(text: &str) -> Vec<(Range<usize>, String)> {
    let mut lines = Vec::new();
    let mut open: Option<(Range<usize>, String)> = None;
    let mut offset = 0;
    let text = text.strip_prefix('\u{feff}').map_or(text, |rest| {
        offset = text.len() - rest.len();
        rest
    });
    for raw in text.split_inclusive('\n') {
        let line = raw.trim_end_matches(['\n', '\r']);
        let range = offset..offset + line.len();
        offset += raw.len();
        let (content, continues) = match line.strip_suffix('\\') {
            Some(content) => (content, true),
            None => (line, false),
        };
        let (first, mut joined) = open.take().unwrap_or((range, String::new()));
        joined.push_str(without_comment(content));
        joined.push(' ');
        if continues {
            open = Some((first, joined));
        } else {
            lines.push((first, joined));
        }
    }
    lines.extend(open);
    lines
        .into_iter()
        .map(|(range, line)| (range, line.trim().to_owned()))
        .filter(|(_, line)| !line.is_empty())
        .collect()
}

/// A comment begins at the start or after white space: a `#` in a URL is none.
fn without_comment(line: &str) -> &str {
    let start = line
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|at| *at == 0 || line[..*at].ends_with(char::is_whitespace));
    start.map_or(line, |start| &line[..start])
}

/// The value of an option in one of the forms `-r x`, `-rx`, `--requirement x`, `--requirement=x`.
fn option<'l>(line: &'l str, names: &[&str]) -> Option<&'l str> {
    names.iter().find_map(|name| {
        let rest = line.strip_prefix(name)?;
        let glued = !name.starts_with("--") || rest.starts_with(['=', ' ', '\t']);
        let value = rest.trim_start_matches(['=', ' ', '\t']);
        let unquoted = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
        let value = unquoted('"').or_else(|| unquoted('\'')).unwrap_or(value);
        (glued && !value.is_empty()).then_some(value)
    })
}

/// The path or address a requirement names: what follows ` @ `, else the whole, up to white space or a marker.
fn target(line: &str) -> &str {
    let target = line.split_once('@').map_or(line, |(_, after)| after.trim_start());
    let target = if line.contains(" @ ") { target } else { line };
    &target[..target.find([' ', ';']).unwrap_or(target.len())]
}

/// The address of a repository, or of an archive that is no wheel.
fn source_address(line: &str) -> Option<&str> {
    let target = target(line);
    let (scheme, _) = target.split_once("://")?;
    let path = target.split(['#', '?']).next().unwrap_or(target);
    let archives = [".tar.gz", ".tgz", ".zip", ".tar.bz2", ".tar.xz", ".tar"];
    (scheme.contains('+') || archives.iter().any(|suffix| has_suffix(path, suffix))).then_some(target)
}

/// An address without name and password, for messages.
fn without_user(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let host = rest.split('/').next().unwrap_or(rest);
    let user = host.rfind('@').map_or(0, |at| at + 1);
    format!("{scheme}://{}", &rest[user..])
}

/// The path a requirement names on this machine: `./x`, `../x`, `/x`, `file:x`, `name @ file:x`, `x.whl`.
fn local_path(line: &str) -> Option<&str> {
    let target = target(line);
    let path = target.strip_prefix("file://").or_else(|| target.strip_prefix("file:")).unwrap_or(target);
    let is_local = path.len() < target.len()
        || path.starts_with(['.', '/'])
        || (!path.contains("://")
            && (has_suffix(path, ".whl") || has_suffix(path, ".tar.gz") || path.contains('/')));
    is_local.then_some(path)
}

/// Case counts, as it does for uv.
fn has_suffix(path: &str, suffix: &str) -> bool {
    path.strip_suffix(suffix).is_some()
}

fn name(line: &str) -> Option<&str> {
    let end = line
        .find(|character: char| !(character.is_ascii_alphanumeric() || "-_.".contains(character)))
        .unwrap_or(line.len());
    let name = line[..end].trim_end_matches(['.', '-']);
    (name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !line[end..].starts_with(['/', ':', '+']))
    .then_some(name)
}

fn variables(line: &str) -> impl Iterator<Item = String> {
    line.split("${").skip(1).filter_map(|rest| {
        let name = &rest[..rest.find('}')?];
        name.chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
            .then(|| name.to_owned())
    })
}

/// A package's name as the index knows it: lowercase, with one `-` for each run of `-`, `_` and `.`.
pub(super) fn normalized(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for part in name.split(['-', '_', '.']).filter(|part| !part.is_empty()) {
        if !normal.is_empty() {
            normal.push('-');
        }
        normal.push_str(&part.to_ascii_lowercase());
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(words: &[Spanned]) -> Vec<&str> {
        words.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn a_file_is_read_as_pip_reads_it() {
        let text = "# pinned\n--index-url https://${TOKEN}@index.invalid/simple\n-r common.txt\n-cpins.txt # why\n\
                    Jinja2==3.1.6 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\n\nmarkupsafe[x]>=2 ; python_version > '3'\n";
        let parsed = parse(text);
        assert_eq!(texts(&parsed.includes), ["common.txt"]);
        assert_eq!(texts(&parsed.constraints), ["pins.txt"]);
        assert_eq!(texts(&parsed.names), ["Jinja2", "markupsafe"]);
        assert_eq!(&text[parsed.names[0].range.clone()], "Jinja2==3.1.6 \\");
        assert!(parsed.has_hashes && parsed.names_index && !parsed.is_empty && parsed.source.is_empty());
        assert_eq!(parsed.variables, BTreeSet::from(["TOKEN".to_owned()]));
    }

    #[test]
    fn local_things_are_told_from_the_rest() {
        let parsed = parse(
            "./lib\n-e .\nfile:///opt/x\nlib @ file:../lib\nwheels/a-1-py3-none-any.whl\nb @ ./b-1.whl ; x\n\
             c @ https://host.invalid/c-1-py3-none-any.whl#sha256=00\nd @ git+ssh://git@host.invalid/d\ne~=1.0\n\
             f @ https://host.invalid/f-1.tar.gz\ngit+https://me:token@host.invalid/g@v1\n",
        );
        assert_eq!(
            texts(&parsed.source),
            ["./lib", ".", "/opt/x", "../lib", "d", "f", "git+https://host.invalid/g@v1"]
        );
        assert_eq!(texts(&parsed.wheels), ["wheels/a-1-py3-none-any.whl", "./b-1.whl"]);
        assert_eq!(texts(&parsed.names), ["lib", "b", "c", "d", "e", "f"]);
        assert!(!parsed.has_hashes && !parsed.names_index);
    }

    #[test]
    fn options_that_change_what_is_installed_are_seen() {
        let text = "\u{feff}-r \"more pins.txt\"\r\n--find-links=../wheels\n-f https://host.invalid/x\n\
                    --no-binary :none:\n--no-binary=six\nsix\n";
        let parsed = parse(text);
        assert_eq!(texts(&parsed.includes), ["more pins.txt"]);
        assert_eq!(&text[parsed.includes[0].range.clone()], "-r \"more pins.txt\"");
        assert_eq!(texts(&parsed.links), ["../wheels"]);
        assert_eq!(texts(&parsed.builds), ["--no-binary=six"]);
    }

    #[test]
    fn comments_and_constraints_alone_install_nothing() {
        assert!(parse("# none\n\n-c pins.txt\n--pre\n").is_empty);
        assert!(!parse("-r more.txt").is_empty);
    }

    #[test]
    fn names_are_compared_the_way_the_index_does() {
        assert_eq!(normalized("Foo__Bar.baz"), "foo-bar-baz");
    }
}
