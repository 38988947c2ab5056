//! A text from the bytes of a file.
//!
//! Promises: the text is as it came, but for its encoding, its line ends (LF) and the byte order mark; nothing is
//! trimmed. What was assumed is noted. What it does *not* do: it takes no text out of HTML, PDF or word processors.

use super::guess::{self, Guess};
use crate::files::sniff;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::fmt;

/// A text and what can be guessed about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedText {
    /// The text.
    pub text: String,
    /// The name of its encoding, such as `UTF-8` or `windows-1256`.
    pub encoding: &'static str,
    /// Title, date and language, each with its reason.
    pub guess: Guess,
}

/// Something worth knowing about how a text was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// It names no encoding and is not UTF-8; this one fits best.
    EncodingGuessed(&'static str),
    /// Bytes that mean nothing in its encoding were read as �.
    Replaced {
        /// How many times.
        times: usize,
    },
    /// Its line ends were made LF.
    LineEnds,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EncodingGuessed(name) => write!(f, "it is not UTF-8; read as {name}, which fits best"),
            Self::Replaced { times } => write!(f, "bytes without a meaning were read as � in {times} places"),
            Self::LineEnds => f.write_str("its line ends were made LF"),
        }
    }
}

/// The longest file that is taken for one text, in bytes: some ten thousand pages.
pub const LONGEST: u64 = 64 << 20;

/// Why there is no text to be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No bytes.
    #[error("“{file}” is empty (0 bytes); there is nothing to bring in")]
    Empty {
        /// The file's name.
        file: String,
    },
    /// Only white space.
    #[error("“{file}” holds nothing but white space; there is nothing to bring in")]
    Blank {
        /// The file's name.
        file: String,
    },
    /// More bytes than one text may have.
    #[error("“{file}” has {mib} MiB, and one text may have {} MiB; split it into its articles first", LONGEST >> 20)]
    TooLong {
        /// The file's name.
        file: String,
        /// Its length in MiB, rounded up.
        mib: u64,
    },
    /// Not text.
    #[error("“{file}” is not text but {kind}; save it as plain text (.txt or .md) first")]
    NotText {
        /// The file's name.
        file: String,
        /// What it looks like.
        kind: &'static str,
    },
}

/// Makes a text of the bytes of a file.
///
/// # Errors
/// [`Refusal`] if they are not text, or if there is nothing in them.
pub fn read_text(bytes: &[u8], file_name: &str) -> Result<(ImportedText, Vec<Note>), Refusal> {
    let file = file_name.to_owned();
    if bytes.is_empty() {
        return Err(Refusal::Empty { file });
    }
    if let Some(kind) = sniff::not_text(bytes) {
        return Err(Refusal::NotText { file, kind });
    }
    let (encoding, guessed) = encoding(bytes);
    if bytes.contains(&0) && ![UTF_16LE, UTF_16BE].contains(&encoding) {
        return Err(Refusal::NotText { file, kind: "something with zero bytes in it" });
    }
    let (text, _, replaced) = encoding.decode(bytes);
    if text.trim().is_empty() {
        return Err(Refusal::Blank { file });
    }
    let mut notes = Vec::new();
    if guessed {
        notes.push(Note::EncodingGuessed(encoding.name()));
    }
    if replaced {
        notes.push(Note::Replaced { times: text.matches('\u{FFFD}').count() });
    }
    if text.contains('\r') {
        notes.push(Note::LineEnds);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let guess = guess::guess(&text, file_name);
    Ok((ImportedText { text, encoding: encoding.name(), guess }, notes))
}

/// The encoding, and whether it was guessed.
fn encoding(bytes: &[u8]) -> (&'static Encoding, bool) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding, false);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, false);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    (detector.guess(None, chardetng::Utf8Detection::Deny), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str, notes: &[Note]) {
        let (got, said) = read_text(bytes, "a.txt").unwrap();
        assert_eq!((got.text.as_str(), got.encoding, &said[..]), (text, encoding, notes));
    }

    #[test]
    fn encodings_are_told_apart() {
        check(" né\n".as_bytes(), " né\n", "UTF-8", &[]);
        check(b"\xEF\xBB\xBFn\xC3\xA9\r\na\rb", "né\na\nb", "UTF-8", &[Note::LineEnds]);
        check(b"\xFF\xFEn\0\xE9\0", "né", "UTF-16LE", &[]);
        let french = "Le ministère de la Justice a été reçu à Rabat, où l'accord a été signé.";
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(french);
        check(&bytes, french, "windows-1252", &[Note::EncodingGuessed("windows-1252")]);
        let arabic = "استقبل وزير العدل المغربي نظيره الفرنسي في الرباط لبحث التعاون القضائي بين البلدين";
        let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(arabic);
        check(&bytes, arabic, "windows-1256", &[Note::EncodingGuessed("windows-1256")]);
    }

    #[test]
    fn what_is_not_a_text_is_refused_with_the_reason() {
        let refused = |bytes: &[u8]| read_text(bytes, "a.txt").unwrap_err().to_string();
        assert!(refused(b"").contains("0 bytes"));
        assert!(refused(b" \n\t").contains("white space"));
        assert!(refused(b"\xFF\xD8\xFF\xE0").contains("a JPEG picture"));
        assert!(refused(b"%PDF-1.7").contains("a PDF document"));
        assert!(refused(b"PK\x03\x04").contains("ZIP"));
        assert!(refused(b"text\0text").contains("zero bytes"));
    }
}
