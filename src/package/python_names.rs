//! Which names a Python module binds at its top level, found without running it. When in doubt it says so, by `None`.

use std::collections::BTreeSet;

/// A logical line: its indentation, and its text with comments gone and strings emptied.
struct Line {
    indent: usize,
    text: String,
}

/// The names that `source` binds at its top level, those under `if`, `try`, `with` and `for` included. `None` when it may
/// bind names that cannot be seen: a star import, a module `__getattr__`, `globals()`, `setattr`, `exec`.
pub(super) fn bound_names(source: &str) -> Option<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    // Indentation of each open block, and whether it has a scope of its own.
    let mut blocks: Vec<(usize, bool)> = Vec::new();
    for line in logical_lines(source) {
        while blocks.last().is_some_and(|(indent, _)| *indent >= line.indent) {
            blocks.pop();
        }
        if blocks.iter().any(|(_, own_scope)| *own_scope) {
            if let Some(list) = line.text.strip_prefix("global ") {
                names.extend(list.split(',').map(|name| name.trim().to_owned()));
            }
            continue;
        }
        if ["globals(", "setattr(", "exec(", "vars(", "locals(", "sys.modules["]
            .iter()
            .any(|call| line.text.contains(call))
        {
            return None;
        }
        let text = line.text.strip_prefix("async ").unwrap_or(&line.text).trim_start();
        let (keyword, rest) = split_word(text);
        if matches!(keyword, "def" | "class") {
            let (name, _) = split_word(rest);
            if name == "__getattr__" {
                return None;
            }
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
    Some(names)
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
            let (_, list) = statement.split_once("import")?;
            if list.contains('*') {
                return None;
            }
            for item in list.trim_matches(|c: char| "() ".contains(c)).split(',') {
                let bound = item.split_once(" as ").map_or(item, |(_, name)| name);
                names.insert(bound.trim().to_owned());
            }
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

/// Each name in a list of targets, brackets and stars taken off; `a.b` and `a[0]` bind nothing.
fn bind_targets(targets: &str, names: &mut BTreeSet<String>) {
    for target in targets.split(',') {
        let name = target.trim_matches(|c: char| "()[]* \t".contains(c));
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

fn split_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// Cuts `source` into logical lines: brackets and backslashes join, comments go, strings become empty.
fn logical_lines(source: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut depth = 0_usize;
    let mut rest = source.trim_start_matches('\u{feff}');
    while let Some(character) = rest.chars().next() {
        let mut step = character.len_utf8();
        match character {
            '#' => step = rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => {
                step = string_length(rest);
                current.push_str("\"\"");
            }
            '\\' => step = rest.find('\n').map_or(rest.len(), |at| at + 1),
            '\n' if depth == 0 => finish(&mut current, &mut lines),
            '\n' | '\r' => current.push(' '),
            _ => {
                match character {
                    '(' | '[' | '{' => depth += 1,
                    ')' | ']' | '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                current.push(character);
            }
        }
        rest = &rest[step..];
    }
    finish(&mut current, &mut lines);
    lines
}

fn finish(current: &mut String, lines: &mut Vec<Line>) {
    let text = current.trim_start();
    if !text.trim().is_empty() {
        lines.push(Line { indent: current.len() - text.len(), text: text.trim_end().to_owned() });
    }
    current.clear();
}

/// The length of the string that `text` begins with, its quotes included. A string that never ends goes on to the end of
/// its line, or of the file when it has three quotes.
fn string_length(text: &str) -> usize {
    let quote = &text[..1];
    let triple = quote.repeat(3);
    let (delimiter, multiline) =
        if text.starts_with(&triple) { (triple.as_str(), true) } else { (quote, false) };
    let mut at = delimiter.len();
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(delimiter) {
            return at + delimiter.len();
        }
        let mut characters = rest.chars();
        match characters.next() {
            Some('\\') => at += 1 + characters.next().map_or(0, char::len_utf8),
            Some('\n') if !multiline => return at,
            Some(character) => at += character.len_utf8(),
            None => break,
        }
    }
    text.len()
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
            ("(a, *b), c.d, e[0] = f\n", vec!["a", "b"]),
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
        for source in
            ["from app import *\n", "def __getattr__(n): ...\n", "globals()['run'] = 1\n", "exec(code)\n"]
        {
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
