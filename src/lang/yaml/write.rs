//! A value as YAML text: keys sorted, texts in double quotes or, where they have several lines, as blocks.

use super::characters::{is_break, is_printable};
use super::emitter::Emitter;
use crate::lang::builtin::CallError;
use crate::lang::limits::check_text;
use crate::lang::value::{Data, Entries, Value};

/// Keys longer than this stand after `?`.
const LONGEST_SIMPLE_KEY: usize = 128;

/// The YAML text of a value that is wholly known.
///
/// # Errors
/// When the text would be too long.
pub(in crate::lang) fn encode(value: &Value) -> Result<String, CallError> {
    let mut emitter = Emitter::default();
    write_value(&mut emitter, value, false)?;
    emitter.start_line();
    let is_plain = matches!(value.data, Data::Null(_) | Data::Bool(_) | Data::Number(_));
    // A word or number alone could go on in the next line, so its end is said.
    Ok(emitter.finish() + if is_plain { "...\n" } else { "" })
}

fn write_value(emitter: &mut Emitter, value: &Value, in_mapping: bool) -> Result<(), CallError> {
    match &value.data {
        Data::Null(_) => emitter.plain("null"),
        // What calls this has looked for unknowns before: there is nothing to write for one.
        Data::Unknown(_) => return Err(CallError::new("the value is not known")),
        Data::Bool(flag) => emitter.plain(if *flag { "true" } else { "false" }),
        Data::Number(number) => emitter.plain(&number.to_string()),
        Data::String(text) => write_text(emitter, text, false),
        Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => {
            write_elements(emitter, elements, in_mapping)?;
        }
        Data::Map(_, entries) | Data::Object(entries) => write_entries(emitter, entries)?,
    }
    // The same value may stand in many places: only the text shows how much it grows.
    check_text(emitter.len())
}

fn write_text(emitter: &mut Emitter, text: &str, is_simple_key: bool) {
    emitter.indented(|emitter| {
        if text.contains('\n') && !is_simple_key && fits_block(text) {
            emitter.block(text);
        } else {
            emitter.quoted(text, !is_simple_key);
        }
    });
}

/// Whether a text is the same after it was read back from a block.
fn fits_block(text: &str) -> bool {
    let breaks_after_space = text.split_inclusive(is_break).any(|line| {
        let mut characters = line.chars().rev();
        characters.next().is_some_and(is_break) && characters.next() == Some(' ')
    });
    text.chars().all(is_printable) && !text.ends_with(' ') && !breaks_after_space
}

fn write_elements(emitter: &mut Emitter, elements: &[Value], in_mapping: bool) -> Result<(), CallError> {
    if elements.is_empty() {
        emitter.indicator("[]", true, false);
        return Ok(());
    }
    // The dashes of a sequence after `key:` stand below the key itself.
    emitter.open(in_mapping && !emitter.is_line_start());
    for element in elements {
        emitter.start_line();
        emitter.indicator("-", true, true);
        write_value(emitter, element, false)?;
    }
    emitter.close();
    Ok(())
}

fn write_entries(emitter: &mut Emitter, entries: &Entries) -> Result<(), CallError> {
    if entries.is_empty() {
        emitter.indicator("{}", true, false);
        return Ok(());
    }
    emitter.open(false);
    for (name, entry) in entries {
        emitter.start_line();
        if name.len() <= LONGEST_SIMPLE_KEY && !name.contains(is_break) {
            write_text(emitter, name, true);
            emitter.indicator(":", false, false);
        } else {
            emitter.indicator("?", true, true);
            write_text(emitter, name, false);
            emitter.start_line();
            emitter.indicator(":", true, true);
        }
        write_value(emitter, entry, true)?;
    }
    emitter.close();
    Ok(())
}
