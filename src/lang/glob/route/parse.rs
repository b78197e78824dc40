//! A pattern's text as a tree.

/// What a part of a pattern stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// Nothing at all: what is left of an alternative whose parts were all shared.
    Nothing,
    /// Parts one behind the other.
    Sequence(Vec<Self>),
    /// One of these.
    Alternatives(Vec<Self>),
    /// `[abc]`, `[!abc]`.
    List { letters: Vec<char>, is_negated: bool },
    /// `[a-c]`, `[!a-c]`.
    Range { low: char, high: char, is_negated: bool },
    /// Itself.
    Text(String),
    /// `*`.
    Step,
    /// `**`.
    Anything,
    /// `?`.
    Letter,
}

/// More than any pattern has: what is nested is worked through recursively.
const MAX_NESTED: usize = 32;
/// A longer pattern is none that a person writes, and putting it together takes time with the cube of its length.
const MAX_LETTERS: usize = 1_000;

/// Reads a pattern.
///
/// # Errors
/// When a class of letters is none, with what is wrong.
pub(super) fn parse(pattern: &str) -> Result<Node, String> {
    let letters: Vec<char> = pattern.chars().take_while(|letter| *letter != '\0').collect();
    if letters.len() > MAX_LETTERS {
        return Err(format!("it is longer than {MAX_LETTERS} letters"));
    }
    let mut parser = Parser { letters, at: 0, nested: 0 };
    // What opens at the end of the pattern needs no closing.
    Ok(Node::Sequence(parser.sequence()?))
}

struct Parser {
    letters: Vec<char>,
    at: usize,
    /// How many `{` are open.
    nested: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += 1;
        Some(letter)
    }

    /// Parts up to the end, or to what ends an alternative, which is left.
    fn sequence(&mut self) -> Result<Vec<Node>, String> {
        let mut parts = Vec::new();
        while let Some(letter) = self.peek() {
            match letter {
                ',' | '}' if self.nested > 0 => break,
                '{' => {
                    self.at += 1;
                    parts.push(self.alternatives()?);
                }
                '[' => {
                    self.at += 1;
                    parts.push(self.class()?);
                }
                '?' => {
                    self.at += 1;
                    parts.push(Node::Letter);
                }
                '*' => {
                    self.at += 1;
                    let is_double = self.peek() == Some('*');
                    self.at += usize::from(is_double);
                    parts.push(if is_double { Node::Anything } else { Node::Step });
                }
                _ => {
                    let breakers: &[char] =
                        if self.nested > 0 { &['?', '*', '[', '{', '}', ','] } else { &['?', '*', '[', '{'] };
                    let text = self.text(breakers);
                    if !text.is_empty() {
                        parts.push(Node::Text(text));
                    }
                }
            }
        }
        Ok(parts)
    }

    fn alternatives(&mut self) -> Result<Node, String> {
        self.nested += 1;
        if self.nested > MAX_NESTED {
            return Err(format!("more than {MAX_NESTED} `{{` are inside each other"));
        }
        let mut alternatives = vec![Node::Sequence(self.sequence()?)];
        while let Some(',') = self.peek() {
            self.at += 1;
            alternatives.push(Node::Sequence(self.sequence()?));
        }
        // Either `}` or the end.
        self.at += usize::from(self.peek().is_some());
        self.nested -= 1;
        Ok(Node::Alternatives(alternatives))
    }

    fn class(&mut self) -> Result<Node, String> {
        let is_negated = self.peek() == Some('!');
        self.at += usize::from(is_negated);
        let unfinished = || "a `[` is not closed".to_owned();
        let first = self.peek().ok_or_else(unfinished)?;
        let node = if self.letters.get(self.at + 1) == Some(&'-') {
            self.at += 2;
            let high = self.next().ok_or_else(unfinished)?;
            if high < first {
                return Err(format!("`{high}` does not come after `{first}`"));
            }
            Node::Range { low: first, high, is_negated }
        } else {
            let text = self.text(&[']']);
            if text.is_empty() {
                return Err("a `[` with nothing in it".to_owned());
            }
            Node::List { letters: text.chars().collect(), is_negated }
        };
        match self.next() {
            Some(']') => Ok(node),
            Some(_) => Err("one range of letters is all that a `[` may hold".to_owned()),
            None => Err(unfinished()),
        }
    }

    /// Letters up to one of `breakers`, which counts as a letter behind a `\`.
    fn text(&mut self, breakers: &[char]) -> String {
        let mut text = String::new();
        while let Some(letter) = self.peek() {
            if breakers.contains(&letter) {
                break;
            }
            self.at += 1;
            if letter != '\\' {
                text.push(letter);
            } else if let Some(escaped) = self.next() {
                text.push(escaped);
            }
        }
        text
    }
}
