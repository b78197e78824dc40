//! `{a,b}` in a glob pattern: one pattern becomes several that have none.

use super::error::BAD_PATTERN;

/// More patterns than anybody writes.
const MAX_PATTERNS: usize = 10_000;

/// All patterns that `pattern` stands for.
///
/// # Errors
/// When a brace is not closed, or there would be too many.
pub(super) fn expand(pattern: &str) -> Result<Vec<String>, String> {
    let mut expanded = Vec::new();
    let mut waiting = vec![(String::new(), pattern.to_owned())];
    while let Some((done, rest)) = waiting.pop() {
        let Some(brace) = find_brace(&rest) else {
            expanded.push(done + &rest);
            continue;
        };
        let (options, after) = alternatives(&rest[brace + 1..]).ok_or(BAD_PATTERN)?;
        if expanded.len() + waiting.len() + options.len() > MAX_PATTERNS {
            return Err(format!("the pattern stands for more than {MAX_PATTERNS} others"));
        }
        for option in options {
            // What an option has of its own braces is still to be expanded.
            waiting.push((format!("{done}{}", &rest[..brace]), format!("{option}{after}")));
        }
    }
    Ok(expanded)
}

/// The first brace that opens alternatives: not escaped, not in a class.
fn find_brace(pattern: &str) -> Option<usize> {
    let bytes = pattern.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => at += bytes[at..].iter().position(|byte| *byte == b']').unwrap_or(0),
            b'{' => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The alternatives up to the closing brace, and what comes after it.
fn alternatives(text: &str) -> Option<(Vec<&str>, &str)> {
    let mut options = Vec::new();
    let (mut start, mut depth, mut is_escaped) = (0, 1, false);
    for (at, byte) in text.bytes().enumerate() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match byte {
            b'\\' => is_escaped = true,
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b',' if depth == 1 => {
                options.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        if depth == 0 {
            options.push(&text[start..at]);
            return Some((options, &text[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_become_patterns() {
        let sorted = |pattern: &str| {
            let mut patterns = expand(pattern).unwrap();
            patterns.sort();
            patterns
        };
        assert_eq!(sorted("a{b,c{d,e}}f"), ["abf", "acdf", "acef"]);
        assert_eq!(sorted(r"[{]\{{,x}"), [r"[{]\{", r"[{]\{x"]);
        assert_eq!(expand("{a").unwrap_err(), "syntax error in pattern");
        assert!(expand(&"{a,b}".repeat(20)).unwrap_err().contains("more than 10000 others"));
    }
}
