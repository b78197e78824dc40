//! Addresses as Go's `net/url` takes them apart and writes them again: what is written decides the name of a folder.

use std::fmt::Write as _;

/// An address of a source, its query left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Url {
    /// With the getters that are forced before it: `git::https`; empty when there is none.
    pub(super) scheme: String,
    /// Who asks, host and port; `None` without `//`.
    authority: Option<String>,
    /// Decoded.
    path: String,
    /// As it was written, where that is not how it would be written again.
    raw_path: String,
    fragment: Option<String>,
}

impl Url {
    /// Takes an address apart, with the getters before it (`git::`).
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (getters, rest) = split_getters(text);
        let (rest, fragment) = match rest.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment.to_owned())),
            None => (rest, None),
        };
        let (rest, _query) = rest.split_once('?').unwrap_or((rest, ""));
        let (scheme, rest) = split_scheme(rest)?;
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) if !scheme.is_empty() || !rest.starts_with('/') => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(rest[..end].to_owned()), &rest[end..])
            }
            _ => (None, rest),
        };
        if authority.is_none() && !scheme.is_empty() && !path.starts_with('/') {
            // What follows the scheme is no path, as in `cas::sha1:…`: no source that a person writes.
            return None;
        }
        // Go refuses a first step that looks like a scheme.
        if scheme.is_empty()
            && authority.is_none()
            && path.split('/').next().is_some_and(|step| step.contains(':'))
        {
            return None;
        }
        let scheme = format!("{getters}{}", scheme.to_ascii_lowercase());
        let mut url = Self { scheme, authority, path: String::new(), raw_path: String::new(), fragment };
        url.path = decode(path)?;
        if encode(&url.path) != path {
            path.clone_into(&mut url.raw_path);
        }
        Some(url)
    }

    /// The decoded path.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The same with another decoded path.
    pub(super) fn with_path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Written again.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        if !self.scheme.is_empty() {
            text.push_str(&self.scheme);
            text.push(':');
        }
        let is_raw_good = !self.raw_path.is_empty()
            && self.raw_path.bytes().all(may_stand)
            && decode(&self.raw_path).as_ref() == Some(&self.path);
        let path = if is_raw_good { self.raw_path.clone() } else { encode(&self.path) };
        if let Some(authority) = &self.authority {
            text.push_str("//");
            text.push_str(authority);
            if !path.is_empty() && !path.starts_with('/') && !authority.is_empty() {
                text.push('/');
            }
        }
        text.push_str(&path);
        if let Some(fragment) = &self.fragment {
            text.push('#');
            text.push_str(fragment);
        }
        text
    }
}

/// The getters before an address, each with its `::`, and the address.
pub(super) fn split_getters(text: &str) -> (&str, &str) {
    let mut end = 0;
    while let Some((getter, rest)) = text[end..].split_once("::") {
        if getter.is_empty() || rest.is_empty() || !getter.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            break;
        }
        end += getter.len() + 2;
    }
    text.split_at(end)
}

/// The scheme, empty without one; `None` where there should be one and is not.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    for (index, letter) in text.char_indices() {
        match letter {
            'a'..='z' | 'A'..='Z' => {}
            '0'..='9' | '+' | '-' | '.' if index > 0 => {}
            ':' if index == 0 => return None,
            ':' => return Some((&text[..index], &text[index + 1..])),
            _ => break,
        }
    }
    Some(("", text))
}

/// Letters that a path may show as they are where it was written so.
fn may_stand(byte: u8) -> bool {
    stands(byte) || matches!(byte, b'!' | b'\'' | b'(' | b')' | b'*' | b'[' | b']' | b'%')
}

/// Letters that are written as they are.
fn stands(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'_' | b'.' | b'~' | b'$' | b'&' | b'+' | b',' | b'/' | b':' | b';' | b'=' | b'@'
        )
}

fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if stands(byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("internal: a string takes everything");
        }
    }
    encoded
}

fn decode(path: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let value = digit()? * 16 + digit()?;
        decoded.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_again_as_go_writes_it() {
        for (text, written, path) in [
            ("git::HTTPS://host/org/x.git?ref=v1", "git::https://host/org/x.git", "/org/x.git"),
            ("file:///m d/(x)", "file:///m%20d/%28x%29", "/m d/(x)"),
            ("file:///m(d)", "file:///m(d)", "/m(d)"),
            ("tfr:///a/b/c?version=1", "tfr:///a/b/c", "/a/b/c"),
            ("git::ssh://git@host:22/x#y", "git::ssh://git@host:22/x#y", "/x"),
            ("https://host", "https://host", ""),
            ("a/b%20c", "a/b%20c", "a/b c"),
            ("", "", ""),
        ] {
            let url = Url::parse(text).unwrap();
            assert_eq!((url.text().as_str(), url.path()), (written, path), "{text}");
        }
        for text in ["git@host:x/y", "file:///a%zz", ":x", "cas::sha1:abc//x", "a:b"] {
            assert_eq!(Url::parse(text), None, "{text}");
        }
    }
}
