//! Which names a Python module binds at its top level, found without running it. When in doubt it says so, by `None`.

use std::collections::BTreeSet;

/// A logical line: its indentation, and its text with comments gone and strings emptied.
struct Line {
    indent: usize,
    text: String,
}

/// Words that reach the module's names from any scope.
const REACH_FROM_ANYWHERE: [&str; 5] = ["globals", "modules", "f_globals", "__dict__", "__import__"];

/// Words that reach the module's names from its top level.
const REACH_FROM_THE_TOP: [&str; 5] = ["setattr", "exec", "eval", "vars", "locals"];

/// The names that `source` binds at its top level, those under `if`, `try`, `with` and `for` included. `None` when it may
/// bind names that cannot be seen (a star import, a module `__getattr__`, `globals()`, `setattr`, `exec`), or when it
/// cannot be read for certain.
pub(super) fn bound_names(source: &str) -> Option<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    // Indentation of each open block, and whether it has a scope of its own.
    let mut blocks: Vec<(usize, bool)> = Vec::new();
    for line in logical_lines(&source.replace("\r\n", "\n").replace('\r', "\n"))? {
        while blocks.last().is_some_and(|(indent, _)| *indent >= line.indent) {
            blocks.pop();
        }
        if has_word(&line.text, &REACH_FROM_ANYWHERE) {
            return None;
        }
        bind_globals(&line.text, &mut names);
        if blocks.iter().any(|(_, own_scope)| *own_scope) {
            continue;
        }
        if has_word(&line.text, &REACH_FROM_THE_TOP) {
            return None;
        }
        let text = line.text.strip_prefix("async ").unwrap_or(&line.text).trim_start();
        let (keyword, rest) = split_word(text);
        if matches!(keyword, "def" | "class") {
            let (name, _) = split_word(rest);
            names.insert(name.to_owned());
            blocks.push((line.indent, true));
        } else if is_block(keyword) && header_end(text).is_some() {
            blocks.push((line.indent, false));
            let end = header_end(text).unwrap_or(text.len());
            bind_header(keyword, &text[..end], &mut names);
            for statement in text[end + 1..].split(';') {
                bind_statement(statement.trim(), &mut names)?;
            }
        } else {
            for statement in text.split(';') {
                bind_statement(statement.trim(), &mut names)?;
            }
        }
    }
    (!names.contains("__getattr__")).then_some(names)
}

fn has_word(text: &str, words: &[&str]) -> bool {
    text.split(|character: char| !is_word(character)).any(|word| words.contains(&word))
}

/// The names of each `global` statement, be it a line of its own or not.
fn bind_globals(text: &str, names: &mut BTreeSet<String>) {
    for statement in text.split([';', ':']) {
        if let ("global", list) = split_word(statement.trim_start()) {
            names.extend(list.split(',').map(|name| name.trim().to_owned()));
        }
    }
}

fn is_block(keyword: &str) -> bool {
    matches!(
        keyword,
        "if" | "elif" | "else" | "try" | "except" | "finally" | "with" | "for" | "while" | "match" | "case"
    )
}

/// Where the colon of a block's first line is.
fn header_end(text: &str) -> Option<usize> {
    let mut depth = 0_i32;
    text.char_indices().find_map(|(at, character)| {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ':' if depth == 0 && !text[at..].starts_with(":=") => return Some(at),
            _ => {}
        }
        None
    })
}

fn bind_header(keyword: &str, header: &str, names: &mut BTreeSet<String>) {
    bind_walrus(header, names);
    for after in header.split(" as ").skip(1) {
        bind_targets(after.split(" with ").next().unwrap_or_default(), names);
    }
    if keyword == "for"
        && let Some((targets, _)) = header["for".len()..].split_once(" in ")
    {
        bind_targets(targets, names);
    }
}

fn bind_statement(statement: &str, names: &mut BTreeSet<String>) -> Option<()> {
    let (keyword, rest) = split_word(statement);
    match keyword {
        "import" => {
            for item in rest.split(',') {
                let bound = item
                    .split_once(" as ")
                    .map_or_else(|| item.split('.').next().unwrap_or_default(), |(_, name)| name);
                names.insert(bound.trim().to_owned());
            }
        }
        "from" => {
            // The module's own name may hold the word: `from importlib import …`, `from .imports import …`.
            let (_, list) = words(rest).find(|(word, _)| *word == "import")?;
            if list.contains('*') {
                return None;
            }
            for item in list.trim_matches(|c: char| "() ".contains(c)).split(',') {
                let bound = item.split_once(" as ").map_or(item, |(_, name)| name);
                names.insert(bound.trim().to_owned());
            }
        }
        "type" if rest.starts_with(is_word) => {
            names.insert(split_word(rest).0.to_owned());
        }
        _ => {
            bind_walrus(statement, names);
            let parts = assignment_parts(statement);
            for target in &parts[..parts.len() - 1] {
                bind_targets(target.split(':').next().unwrap_or_default(), names);
            }
        }
    }
    Some(())
}

fn bind_walrus(text: &str, names: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices(":=") {
        let before = text[..at].trim_end();
        let start = before
            .rfind(|c: char| !is_word(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        names.insert(before[start..].to_owned());
    }
}

/// Each name in a list of targets, brackets and stars taken off; `a[0]` binds nothing. `a.b` may bind `b`, since `a` may be
/// this module.
fn bind_targets(targets: &str, names: &mut BTreeSet<String>) {
    for target in targets.split(',') {
        let target = target.trim_matches(|c: char| "()[]* \t".contains(c));
        let name = target.rsplit('.').next().unwrap_or(target);
        if !name.is_empty() && name.chars().all(is_word) {
            names.insert(name.to_owned());
        }
    }
}

/// A statement cut at each `=` that assigns; the last part is the value.
fn assignment_parts(statement: &str) -> Vec<&str> {
    let bytes = statement.as_bytes();
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            b'=' if depth == 0 => {
                let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
                let after = bytes.get(at + 1).copied().unwrap_or(b' ');
                if after != b'=' && !b"=!<>:+-*/%&|^@".contains(&before) {
                    parts.push(&statement[start..at]);
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    parts.push(&statement[start..]);
    parts
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Each word of `text` that stands between other characters than `.`, with what follows it.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !(is_word(c) || c == '.'));
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| !(is_word(c) || c == '.')).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some((word, after.trim_start()))
    })
}

fn split_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// Cuts `source` into logical lines: brackets and backslashes join, comments go, strings become empty. `None` when brackets
/// do not pair or a string does not end, as it seems to with one kind of quote inside an f-string of the same kind.
fn logical_lines(source: &str) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut depth = 0_usize;
    let mut rest = source.trim_start_matches('\u{feff}');
    while let Some(character) = rest.chars().next() {
        let mut step = character.len_utf8();
        match character {
            '#' => step = rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => {
                step = string_length(rest)?;
                current.push_str("\"\"");
            }
            '\\' => step = rest.find('\n').map_or(rest.len(), |at| at + 1),
            '\n' if depth == 0 => finish(&mut current, &mut lines),
            '\n' => current.push(' '),
            _ => {
                match character {
                    '(' | '[' | '{' => depth += 1,
                    ')' | ']' | '}' => depth = depth.checked_sub(1)?,
                    _ => {}
                }
                current.push(character);
            }
        }
        rest = &rest[step..];
    }
    finish(&mut current, &mut lines);
    (depth == 0).then_some(lines)
}

fn finish(current: &mut String, lines: &mut Vec<Line>) {
    let text = current.trim_start();
    if !text.trim().is_empty() {
        lines.push(Line { indent: current.len() - text.len(), text: text.trim_end().to_owned() });
    }
    current.clear();
}

/// The length of the string that `text` begins with, its quotes included; `None` when it does not end.
fn string_length(text: &str) -> Option<usize> {
    let quote = &text[..1];
    let triple = quote.repeat(3);
    let (delimiter, multiline) =
        if text.starts_with(&triple) { (triple.as_str(), true) } else { (quote, false) };
    let mut at = delimiter.len();
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(delimiter) {
            return Some(at + delimiter.len());
        }
        let mut characters = rest.chars();
        match characters.next() {
            Some('\\') => at += 1 + characters.next().map_or(0, char::len_utf8),
            Some('\n') if !multiline => return None,
            Some(character) => at += character.len_utf8(),
            None => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(source: &str) -> Vec<String> {
        bound_names(source).unwrap().into_iter().collect()
    }

    #[test]
    fn each_way_to_bind_a_name_is_seen() {
        for (source, expected) in [
            ("async def run(e, c):\n    inner = 1\n", vec!["run"]),
            ("@wraps(x)\ndef run(\n    a, b=1,\n): return 1\n", vec!["run"]),
            ("class Run:\n    handler = 1\nrun = Run().handler\n", vec!["Run", "run"]),
            ("a = b = lambda e, c: e == c\n", vec!["a", "b"]),
            ("x: Callable = make(y=1)\nz: int\n", vec!["x"]),
            ("(a, *b), c.d, e[0] = f\n", vec!["a", "b", "d"]),
            ("from importlib import import_module as get\nfrom .imports import(run)\n", vec!["get", "run"]),
            ("from x import \\\n    a, b\n", vec!["a", "b"]),
            ("def set(): global run, stop; run = 1\n", vec!["run", "set", "stop"]),
            ("type Event = dict\ntype = 1\n", vec!["Event", "type"]),
            ("s = 'a \\\r\n def (b'\r\ndef run(): pass\r\n", vec!["run", "s"]),
            ("import os\rdef run(): pass\r", vec!["os", "run"]),
            (
                "import os.path, json as j\nfrom m import (\n    a as b, # why\n    c,\n)\n",
                vec!["", "b", "c", "j", "os"],
            ),
            ("if X:\n    run = 1\nelse: stop = 2; go = 3\n", vec!["go", "run", "stop"]),
            ("try:\n    import a\nexcept E as error:\n    a = None\n", vec!["a", "error"]),
            ("for i, j in x: pass\nwith open(p) as f: pass\n", vec!["f", "i", "j"]),
            ("if (n := 1): pass\n", vec!["n"]),
            ("def set():\n    global run\n    run = 1\n", vec!["run", "set"]),
            ("'''\ndef no(): pass\n'''\ns = \"a # b = c\" # d = e\n", vec!["s"]),
            ("x == y\nx += 1\nf(a=1)\n", vec![]),
            ("a = 1 + \\\n  b\n", vec!["a"]),
        ] {
            assert_eq!(names(source), expected, "{source}");
        }
    }

    #[test]
    fn doubt_is_said() {
        for source in [
            "from app import *\n",
            "def __getattr__(n): ...\n",
            "__getattr__, __all__ = attach(__name__)\n",
            "from lazy import __getattr__\n",
            "globals()['run'] = 1\n",
            "def add(n, f):\n    globals()[n] = f\n",
            "me = sys.modules.get(__name__)\n",
            "exec(code)\n",
            "s = f\"{d[\"a(\"]}\"\ndef run(): pass\n",
            "s = \"no end\n",
        ] {
            assert_eq!(bound_names(source), None, "{source}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(source in "[a-z =:;,()\\[\\]#'\"\\\\\n*.\u{fc}]{0,60}") {
            bound_names(&source);
        }
    }
}
