//! Bytes of a project file that cannot be words: those that are not UTF-8, and zeros.
//!
//! A zero byte is never written: it is escaped. A block of them is what a crash of the computer or a bad disk leaves
//! behind. So zeros are taken out, bytes that are not UTF-8 become �, and where that was is kept, to be said. Only a zero
//! that is the key of a code stays what it is, and is said too: it was written like that once.
//! What this does *not* do: it does not know what stood there.

use super::salvage::Item;
use std::borrow::Cow;

/// What was found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scar {
    /// Where it was, in bytes of the text that is left.
    pub at: usize,
    /// The line, counted from 1.
    pub line: usize,
    /// How many zero bytes were taken out; `None`: bytes that are not UTF-8 became �.
    pub zeros: Option<usize>,
}

/// What stands before the key of a code.
const KEY: [&str; 2] = ["key: '", "key: Some('"];

impl Scar {
    /// What is the matter, as a sentence.
    #[must_use]
    pub fn what(&self) -> String {
        match self.zeros {
            None => "some bytes here are not UTF-8; each is read as �".to_owned(),
            Some(1) => "1 zero byte stands here, where words stood; the rest is read".to_owned(),
            Some(zeros) => format!("{zeros} zero bytes stand here, where words stood; the rest is read"),
        }
    }

    /// The key of the record in which it is, if it is in one; `items` are in the order of the text.
    #[must_use]
    pub fn key<'t>(&self, items: &[Item<'t>]) -> Option<&'t str> {
        let before = items.partition_point(|item| start(item) <= self.at);
        match items.get(before.checked_sub(1)?)? {
            Item::Record { key, value, .. } if self.at <= value.end => Some(key),
            Item::Damage { key, .. } => *key,
            _ => None,
        }
    }
}

fn start(item: &Item<'_>) -> usize {
    match item {
        Item::Field { value, .. } => value.start,
        Item::Record { at, .. } | Item::Damage { at, .. } => *at,
    }
}

/// The text without its mark of order and without zeros, and what was found, at most one scar of a kind in a line.
#[must_use]
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Vec<Scar>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes)
        && !bytes.contains(&0)
    {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut text = String::with_capacity(bytes.len());
    let mut scars: Vec<Scar> = Vec::new();
    let mut line = 1;
    for chunk in bytes.utf8_chunks() {
        for (number, part) in chunk.valid().split('\0').enumerate() {
            if number > 0 {
                match scars.iter_mut().rev().take_while(|scar| scar.line == line).find_map(|scar| scar.zeros.as_mut())
                {
                    Some(zeros) => *zeros += 1,
                    None => scars.push(Scar { at: text.len(), line, zeros: Some(1) }),
                }
                if part.starts_with('\'') && KEY.iter().any(|key| text.ends_with(key)) {
                    text.push('\0');
                }
            }
            line += part.bytes().filter(|byte| *byte == b'\n').count();
            text.push_str(part);
        }
        if !chunk.invalid().is_empty() {
            let known = scars.iter().rev().take_while(|scar| scar.line == line).any(|scar| scar.zeros.is_none());
            if !known {
                scars.push(Scar { at: text.len(), line, zeros: None });
            }
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    (Cow::Owned(text), scars)
}

/// Whether it is UTF-16: every second byte of most of its letters is zero, and without the zeros others would be read as
/// letters that nobody wrote.
#[must_use]
pub fn is_wide(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xFF\xFE").or_else(|| bytes.strip_prefix(b"\xFE\xFF")).unwrap_or(bytes);
    bytes.starts_with(b"#\0!\0") || bytes.starts_with(b"\0#\0!")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_counted_in_each_line_and_taken_out() {
        let (text, scars) = decode(b"\xEF\xBB\xBFab\0\0c\n\0d\xFF\0e\xFE\nf");
        assert_eq!(text, "abc\nd\u{fffd}e\u{fffd}\nf");
        let found: Vec<_> = scars.iter().map(|scar| (scar.at, scar.line, scar.zeros)).collect();
        assert_eq!(found, [(2, 1, Some(2)), (4, 2, Some(2)), (5, 2, None)]);
        let wide: Vec<u8> = "\u{feff}#![enable(".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(is_wide(&wide) && is_wide(&wide[2..]) && !is_wide(b"#![enable(") && !is_wide(b"#\0\0\0"));
        let (text, scars) = decode(b"key: '\0', name: \"a '\0' b\"");
        assert_eq!((text.as_ref(), scars.len()), ("key: '\0', name: \"a '' b\"", 1));
        assert!(matches!(decode("aé".as_bytes()), (Cow::Borrowed("aé"), scars) if scars.is_empty()));
    }
}
