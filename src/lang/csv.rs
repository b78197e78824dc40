//! Comma-separated values as Go's `encoding/csv` reads them: strict about quotes, lenient about empty lines.

/// The records of a text.
///
/// # Errors
/// With the line and what is wrong there.
pub(super) fn parse(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut records: Vec<Vec<String>> = Vec::new();
    let mut reader = Reader { rest: text, line: 0 };
    while let Some(line) = reader.line() {
        if line.is_empty() {
            continue;
        }
        let first = reader.line;
        let record =
            reader.record(line).map_err(|(line, why)| format!("CSV parse error on line {line}: {why}"))?;
        if records.first().is_some_and(|header| header.len() != record.len()) {
            return Err(format!("CSV parse error on line {first}: wrong number of fields"));
        }
        records.push(record);
    }
    Ok(records)
}

const BARE_QUOTE: &str = "bare \" in non-quoted-field";
const LOOSE_QUOTE: &str = "extraneous or missing \" in quoted-field";

struct Reader<'t> {
    rest: &'t str,
    /// The line read last, from 1.
    line: usize,
}

impl<'t> Reader<'t> {
    /// The next line without its break.
    fn line(&mut self) -> Option<&'t str> {
        if self.rest.is_empty() {
            return None;
        }
        self.line += 1;
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        Some(line.strip_suffix('\r').unwrap_or(line))
    }

    fn record(&mut self, mut line: &'t str) -> Result<Vec<String>, (usize, &'static str)> {
        let mut fields = Vec::new();
        loop {
            if let Some(quoted) = line.strip_prefix('"') {
                let (field, after) = self.quoted(quoted)?;
                fields.push(field);
                match after.strip_prefix(',') {
                    Some(after) => line = after,
                    None if after.is_empty() => return Ok(fields),
                    None => return Err((self.line, LOOSE_QUOTE)),
                }
                continue;
            }
            let (field, after) = match line.split_once(',') {
                Some((field, after)) => (field, Some(after)),
                None => (line, None),
            };
            if field.contains('"') {
                return Err((self.line, BARE_QUOTE));
            }
            fields.push(field.to_owned());
            match after {
                Some(after) => line = after,
                None => return Ok(fields),
            }
        }
    }

    /// A field whose opening quote was read, which may go on over several lines, and what comes after it.
    fn quoted(&mut self, mut line: &'t str) -> Result<(String, &'t str), (usize, &'static str)> {
        let mut field = String::new();
        loop {
            let Some((before, after)) = line.split_once('"') else {
                field.push_str(line);
                field.push('\n');
                line = self.line().ok_or((self.line, LOOSE_QUOTE))?;
                continue;
            };
            field.push_str(before);
            // Two quotes are one that is meant.
            let Some(after) = after.strip_prefix('"') else { return Ok((field, after)) };
            field.push('"');
            line = after;
        }
    }
}
