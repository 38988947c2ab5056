//! What a project file looks like: its number, its sections and their order, and how RON is spelt in it.
//!
//! `docs/format.md` describes the same for people. What this does *not* do: it neither reads nor writes a file.

use ron::Options;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use std::fmt::{self, Write};

/// The format that this program writes, and the newest that it reads for certain. Since 2: rulings, copies, speech,
/// records that were merged, saved lists, and filters of every kind. Since 3: several places of an event, earlier
/// assessments of its date, whose a figure is and for which period, how sure a participant is, sources of what is known
/// of entities, and marks where the source is wrong. Since 4: kinds of charts.
pub const FORMAT: u32 = 4;

/// The first line: `Some(x)` may be written `x`.
pub const HEADER: &str = "#![enable(implicit_some)]";

/// Spaces before the key of a record.
pub const RECORD_INDENT: &str = "        ";

/// The maps of a project file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The codebook.
    Codes,
    /// Entities.
    Entities,
    /// Rows of documents.
    Documents,
    /// Events.
    Events,
    /// Marks.
    Marks,
    /// Saved views.
    Views,
    /// What was declined.
    Rulings,
    /// Texts: last, because they are long and hardly ever change.
    Texts,
}

impl Section {
    /// All of them, in the order of the file: what others refer to comes first.
    pub const ALL: [Self; 8] = [
        Self::Codes,
        Self::Entities,
        Self::Documents,
        Self::Events,
        Self::Marks,
        Self::Views,
        Self::Rulings,
        Self::Texts,
    ];

    /// Its name in the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Codes => "codes",
            Self::Entities => "entities",
            Self::Documents => "documents",
            Self::Events => "events",
            Self::Marks => "marks",
            Self::Views => "views",
            Self::Rulings => "rulings",
            Self::Texts => "texts",
        }
    }

    /// The section of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    /// The section in which a record with such an id stands. Documents and texts share their ids, so the first byte
    /// of the value decides: a text is a list.
    #[must_use]
    pub fn of(letter: u8, value: Option<u8>) -> Option<Self> {
        Some(match letter {
            b'c' => Self::Codes,
            b'n' => Self::Entities,
            b'd' if value == Some(b'[') => Self::Texts,
            b'd' => Self::Documents,
            b'e' => Self::Events,
            b'm' => Self::Marks,
            b'v' => Self::Views,
            b'r' => Self::Rulings,
            _ => return None,
        })
    }
}

/// How RON is read and written here: `implicit_some` is always on, so that a record can be read by itself.
#[must_use]
pub fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// How a record is laid out: a line for each field and for each item of a list, what lies deeper on that line.
#[must_use]
pub fn layout() -> PrettyConfig {
    PrettyConfig::new().new_line(format!("\n{RECORD_INDENT}")).indentor("    ").depth_limit(2)
}

/// Copies RON that the serialiser wrote, with its strings and characters spelt so that people can read them.
///
/// The serialiser escapes apostrophes and every combining mark, which makes French and Arabic unreadable, and leaves a
/// character by itself as it is, even a zero, which is damage wherever else it stands in a file.
///
/// # Errors
/// Only if `out` refuses to be written to.
pub fn copy_readable(ron: &str, out: &mut String) -> fmt::Result {
    let mut rest = ron;
    while let Some(at) = rest.find(['"', '\'']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let length = literal_len(from);
        let (literal, after) = from.split_at(length);
        match ron::from_str::<String>(literal) {
            Ok(value) if literal.contains('\\') => quote(&value, out)?,
            Ok(_) => out.push_str(literal),
            Err(_) => match ron::from_str::<char>(literal) {
                Ok(value) if value != '"' && needs_escape(value, true) => {
                    write!(out, "'{}'", value.escape_debug())?;
                }
                _ => out.push_str(literal),
            },
        }
        rest = after;
    }
    out.push_str(rest);
    Ok(())
}

/// Bytes of the string or character literal at the beginning of `text`.
fn literal_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let quote = bytes.first().copied();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            // The character literal `'''` cannot occur: the serialiser escapes it.
            _ if Some(*byte) == quote => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// Writes a string literal: characters that can be seen as they are; all others, quotes and backslashes escaped.
///
/// # Errors
/// Only if `out` refuses to be written to.
pub fn quote(text: &str, out: &mut String) -> fmt::Result {
    out.push('"');
    let mut rest = text;
    // Nearly all of a text is letters without accents: only what is not is looked at as a character.
    while let Some(plain) = rest.bytes().position(|byte| !is_plain(byte)) {
        let (before, from) = rest.split_at(plain);
        out.push_str(before);
        let Some(character) = from.chars().next() else { break };
        let (one, after) = from.split_at(character.len_utf8());
        if needs_escape(character, rest.len() == text.len() && plain == 0) {
            write!(out, "{}", character.escape_debug())?;
        } else {
            out.push_str(one);
        }
        rest = after;
    }
    out.push_str(rest);
    out.push('"');
    Ok(())
}

/// Whether a byte is a character that is written as it is wherever it stands.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\'
}

fn needs_escape(character: char, first: bool) -> bool {
    match character {
        '"' | '\\' => true,
        ' '..='~' => false,
        _ if !first && character.is_alphanumeric() => false,
        // Escaped by itself: a control, an odd space, or a mark that combines with the letter before it. Only the last
        // of these is written as it is behind a letter; behind the opening quote nobody would see it.
        _ if character.escape_debug().len() == 1 => false,
        _ => first || ['a', character].iter().collect::<String>().escape_debug().count() > 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quoted(text: &str) -> String {
        let mut out = String::new();
        quote(text, &mut out).unwrap();
        out
    }

    #[test]
    fn every_scalar_comes_back() {
        let all: Vec<char> = (0..=0x10_FFFF).filter_map(char::from_u32).collect();
        for chunk in all.chunks(4096) {
            let text: String = chunk.iter().collect();
            assert_eq!(ron::from_str::<String>(&quoted(&text)).unwrap(), text);
            let mut copied = String::new();
            copy_readable(&ron::to_string(&text).unwrap(), &mut copied).unwrap();
            assert_eq!(ron::from_str::<String>(&copied).unwrap(), text);
        }
        for one in all {
            let text = one.to_string();
            let written = quoted(&text);
            assert_eq!(ron::from_str::<String>(&written).unwrap(), text, "U+{:04X}", u32::from(one));
            assert!(!written.contains(['\n', '\r']), "a line stays a line");
        }
    }

    #[test]
    fn a_character_that_nobody_sees_is_escaped() {
        for (character, expected) in
            [('\0', "'\\0'"), ('\u{301}', "'\\u{301}'"), ('\u{a0}', "'\\u{a0}'"), ('é', "'é'"), ('v', "'v'")]
        {
            let mut copied = String::new();
            copy_readable(&ron::to_string(&(character, "a\0b")).unwrap(), &mut copied).unwrap();
            assert_eq!(copied, format!("({expected},\"a\\0b\")"));
            assert_eq!(ron::from_str::<(char, String)>(&copied).unwrap(), (character, "a\0b".to_owned()));
        }
    }

    #[test]
    fn people_can_read_it() {
        let text = "L'accord signé à Rabat: «\u{a0}oui\u{a0}» e\u{301} كِتَاب 😀";
        assert_eq!(quoted(text), "\"L'accord signé à Rabat: «\\u{a0}oui\\u{a0}» e\u{301} كِتَاب 😀\"");
    }

    proptest! {
        #[test]
        fn copies_mean_the_same(values in proptest::collection::vec(("\\PC*", any::<String>(), any::<char>()), 0..4)) {
            let ron = ron::to_string(&values).unwrap();
            let mut copied = String::new();
            copy_readable(&ron, &mut copied).unwrap();
            prop_assert!(!copied.contains('\0'), "a zero byte is damage: {}", copied);
            prop_assert_eq!(ron::from_str::<Vec<(String, String, char)>>(&copied).unwrap(), values);
        }
    }
}
