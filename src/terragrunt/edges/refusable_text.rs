//! The same as `refusable` by the text alone, to know whether the locals of a file have to be parsed at all: the parser
//! takes many times as long. What is not told apart here counts as refusable.

use super::refusable::{Look, is_sure, is_typed, refusable_of};

/// What stands for operators that do not give a text. A minus and a slash are parts of names and paths without a space.
const OPERATORS: [&str; 12] = ["==", "!", "&", "|", "?", "+", "%", " -", "- ", " /", "/ ", "*"];

/// Whether Terragrunt may refuse a file over a `locals` block, of which this is the text behind the name.
pub(super) fn may_refuse(block: &str) -> bool {
    let Some(inside) = block.trim().strip_prefix('{').and_then(|block| block.strip_suffix('}')) else {
        return true;
    };
    let mut looks = Vec::new();
    let mut rest = inside;
    while let Some(start) = rest.find(|letter: char| !letter.is_whitespace()) {
        rest = &rest[start..];
        if rest.starts_with('#') || rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, behind)| behind);
            continue;
        }
        let end = end_of_local(rest);
        let (local, behind) = rest.split_at(end);
        rest = behind;
        let Some((name, value)) = local.split_once('=') else { return true };
        looks.push((name.trim(), look_at(value)));
    }
    !refusable_of(&looks).is_empty()
}

/// Where a line ends that closes all brackets. Those in texts are counted too: then several locals are one, or the last one
/// has no end, and neither hides what one of them may be.
fn end_of_local(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            b'\n' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

fn look_at(value: &str) -> Look<'_> {
    let compares =
        |sign: char, before: &[char]| value.match_indices(sign).any(|(at, _)| !value[..at].ends_with(before));
    let mut look = Look {
        // The arrow of a `for` and the beginning of a heredoc are no comparisons.
        may_be_typed: OPERATORS.iter().any(|operator| value.contains(operator))
            || compares('>', &['='])
            || compares('<', &['<']) && !value.contains("<<"),
        // More than one local, an element of something, or all elements.
        may_fail: value.contains('\n') || value.contains("[\"") || value.contains(".*"),
        locals: Vec::new(),
    };
    let is_in_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
    let mut rest = value;
    while let Some(start) = rest.find(is_in_name) {
        rest = &rest[start..];
        let (name, behind) = rest.split_at(rest.find(|letter| !is_in_name(letter)).unwrap_or(rest.len()));
        rest = behind;
        match name.strip_prefix("local.") {
            _ if behind.starts_with('(') => {
                look.may_fail |= !is_sure(name);
                look.may_be_typed |= is_typed(name);
            }
            Some(name) if !name.contains('.') => look.locals.push(name),
            _ => {
                let is_number = name.starts_with(|letter: char| letter.is_ascii_digit());
                look.may_fail |= name.contains('.') && !is_number;
            }
        }
        // An element of something.
        look.may_fail |= behind.starts_with('[');
    }
    look
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_typed_locals_that_may_fail_are_refusable() {
        for (text, expected) in [
            ("{}", false),
            ("{\n  a = \"x\"\n  b = 4 % 2 == 0 ? \"l\" : \"s\"\n  c = local.b == \"l\" ? 1 : 2\n}", false),
            ("{\n  a = include.root.locals.x\n  b = \"arn:aws:iam::1:role/${local.a}\"\n}", false),
            ("{\n  # a = b.c ? 1 : 2\n  a = 1\n}", false),
            ("{\n  a = { for l in [\"a\", \"b\"] : l => upper(l) }\n}", false),
            ("{\n  a = include.root.locals.x\n  b = \"${local.a}-x\"\n  c = local.b == \"x\"\n}", true),
            ("{\n  a = get_env(\"X\") == \"x\"\n}", true),
            ("{ a = local.b[0] != 1 }", true),
            ("{\n  a = length(read_terragrunt_config(\"x.hcl\").locals.a)\n}", true),
            ("{\n  a = {\n    b = !local.c.d\n  }\n}", true),
            ("{\n  a = [for x in y : x if x > z.b]\n}", true),
            ("{\n  a = \"{\"\n  b = local.c.d ? 1 : 2\n}", true),
        ] {
            assert_eq!(may_refuse(text), expected, "{text}");
        }
    }
}
