//! Texts as the language sees them: normalised to NFC, bounded in size, counted in grapheme clusters, and changed in
//! case letter by letter as Go does it, never by the rules for whole words.

use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};
use unicode_segmentation::UnicodeSegmentation as _;

use super::builtin::CallError;
use super::limits::check_text;
use super::value::Value;

/// A new text of the language.
///
/// # Errors
/// When it is longer than any configuration needs.
pub(super) fn text(text: String) -> Result<Value, CallError> {
    check_text(text.len())?;
    Ok(normalized(text))
}

/// A text that others hold too, copied only where it is not in the form of the language.
///
/// # Errors
/// When it is longer than any configuration needs.
pub(super) fn shared(text: Arc<str>) -> Result<Value, CallError> {
    check_text(text.len())?;
    Ok(Value::string(normal(text)))
}

/// The form of the language of a text that others hold too.
pub(super) fn normal(text: Arc<str>) -> Arc<str> {
    if text.is_ascii() || is_nfc(&text) { text } else { text.nfc().collect::<String>().into() }
}

/// A new text that is no longer than what it was made from.
pub fn normalized(text: String) -> Value {
    if text.is_ascii() || is_nfc(&text) {
        Value::string(text)
    } else {
        Value::string(text.nfc().collect::<String>())
    }
}

/// The grapheme clusters: what a reader calls characters.
pub(super) fn characters(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

/// How many characters a reader sees.
pub(super) fn count_characters(text: &str) -> usize {
    // Among ASCII characters only a carriage return joins the line feed after it.
    if text.is_ascii() && !text.contains('\r') { text.len() } else { characters(text).count() }
}

/// The one upper case letter for a letter: `ß`, which has none, stays.
pub(super) fn upper(letter: char) -> char {
    single(letter.to_uppercase()).unwrap_or(match letter {
        // Greek letters with an iota below: Unicode writes the iota beside the capital, the simple mapping below it.
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => offset(letter, 8),
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => offset(letter, 9),
        _ => letter,
    })
}

/// The one lower case letter for a letter.
pub(super) fn lower(letter: char) -> char {
    // Only `İ` has two; the simple mapping leaves the dot out.
    single(letter.to_lowercase()).unwrap_or(if letter == 'İ' { 'i' } else { letter })
}

/// The letter a title begins with: unlike the upper case one for letters that stand for two.
pub(super) fn title(letter: char) -> char {
    match letter {
        'Ǆ'..='ǆ' => 'ǅ',
        'Ǉ'..='ǉ' => 'ǈ',
        'Ǌ'..='ǌ' => 'ǋ',
        'Ǳ'..='ǳ' => 'ǲ',
        // Georgian has capitals, but titles do not begin with them.
        '\u{10d0}'..='\u{10fa}' | '\u{10fd}'..='\u{10ff}' => letter,
        _ => upper(letter),
    }
}

fn single(mut letters: impl Iterator<Item = char>) -> Option<char> {
    let first = letters.next();
    if letters.next().is_none() { first } else { None }
}

fn offset(letter: char, by: u32) -> char {
    char::from_u32(u32::from(letter) + by).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_changes_letter_by_letter() {
        assert_eq!("straße ᾳ".chars().map(upper).collect::<String>(), "STRAßE ᾼ");
        assert_eq!("İΣΑΣ".chars().map(lower).collect::<String>(), "iσασ");
        assert_eq!(title('ǆ'), 'ǅ');
    }

    #[test]
    fn characters_are_what_a_reader_sees() {
        assert_eq!(count_characters("e\u{301}🇩🇪\r\n"), 3);
        assert_eq!(count_characters("abc"), 3);
        assert_eq!(normalized("e\u{301}".to_owned()), Value::string("é"));
    }
}
