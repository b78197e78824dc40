//! One step of a glob pattern against one name. Takes time in proportion to both, whatever the stars.

use super::error::BAD_PATTERN;

/// One step of a pattern, ready to be matched.
pub(super) struct Component(Vec<Token>);

enum Token {
    /// `*`
    Star,
    /// `?`
    Any,
    Letter(char),
    /// `[a-z]`, `[^a-z]`: whether it is the opposite, and its ranges.
    Class(bool, Vec<(char, char)>),
}

impl Component {
    /// Reads one step.
    ///
    /// # Errors
    /// When a class is not closed, empty or turned around, or a backslash stands last.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut tokens = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            tokens.push(match letter {
                '*' => Token::Star,
                '?' => Token::Any,
                '\\' => Token::Letter(letters.next().ok_or(BAD_PATTERN)?),
                '[' => {
                    let (class, rest) = class(letters.as_str()).ok_or(BAD_PATTERN)?;
                    letters = rest.chars();
                    class
                }
                _ => Token::Letter(letter),
            });
        }
        Ok(Self(tokens))
    }

    /// The name itself, where only that matches.
    pub(super) fn literal(&self) -> Option<String> {
        let letter = |token: &Token| if let Token::Letter(letter) = token { Some(*letter) } else { None };
        self.0.iter().map(letter).collect()
    }

    /// Whether the whole name matches.
    pub(super) fn matches(&self, name: &str) -> bool {
        let name: Vec<char> = name.chars().collect();
        let (mut token, mut at) = (0, 0);
        // Where to go on when the letters after a star do not fit: the star takes one letter more.
        let mut star: Option<(usize, usize)> = None;
        while at < name.len() {
            match self.0.get(token) {
                Some(Token::Star) => {
                    star = Some((token + 1, at));
                    token += 1;
                }
                Some(found) if found.fits(name[at]) => {
                    token += 1;
                    at += 1;
                }
                _ => {
                    let Some((after, taken)) = star else { return false };
                    star = Some((after, taken + 1));
                    token = after;
                    at = taken + 1;
                }
            }
        }
        self.0[token..].iter().all(|token| matches!(token, Token::Star))
    }
}

impl Token {
    fn fits(&self, letter: char) -> bool {
        match self {
            Self::Star => false,
            Self::Any => true,
            Self::Letter(own) => *own == letter,
            Self::Class(is_opposite, ranges) => {
                ranges.iter().any(|(low, high)| (*low..=*high).contains(&letter)) != *is_opposite
            }
        }
    }
}

/// The class that begins after a bracket just read, and what comes after it.
fn class(text: &str) -> Option<(Token, &str)> {
    let (is_opposite, mut rest) = match text.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut ranges = Vec::new();
    while !rest.starts_with(']') {
        let (low, after) = class_letter(rest)?;
        let (high, after) = match after.strip_prefix('-') {
            Some(after) => class_letter(after)?,
            None => (low, after),
        };
        ranges.push((low, high));
        rest = after;
    }
    // `[]` is none, but `[^]` is every letter.
    let is_valid = is_opposite || !ranges.is_empty();
    is_valid.then(|| (Token::Class(is_opposite, ranges), &rest[1..]))
}

fn class_letter(text: &str) -> Option<(char, &str)> {
    let mut letters = text.chars();
    let letter = match letters.next()? {
        '-' | ']' => return None,
        '\\' => letters.next()?,
        letter => letter,
    };
    Some((letter, letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_steps() {
        for (pattern, name, matches) in [
            ("*.py", "a.py", true),
            ("*.py", ".py", true),
            ("*.py", "a.pyc", false),
            ("a*b*c", "aXbbYc", true),
            ("a*b*c", "aXbbY", false),
            ("?", "é", true),
            ("?", "", false),
            ("[a-c]x", "bx", true),
            ("[^a-c]x", "bx", false),
            (r"[\]]", "]", true),
            (r"\*", "*", true),
            (r"\*", "a", false),
            ("", "a", false),
        ] {
            assert_eq!(Component::parse(pattern).unwrap().matches(name), matches, "{pattern} {name}");
        }
        let stars = Component::parse(&"*a".repeat(50)).unwrap();
        assert!(!stars.matches(&format!("{}b", "a".repeat(1000))));
    }

    #[test]
    fn bad_steps_are_refused() {
        for pattern in ["[", "[a", "[]", "[-a]", "[a-]", "\\"] {
            assert!(Component::parse(pattern).is_err(), "{pattern}");
        }
    }
}
