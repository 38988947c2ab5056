//! What is said on the standard error: remarks and troubles, each a wrapped paragraph.
//!
//! A trouble says what failed, what still holds and what to do. It does *not* say it twice: whoever returns a
//! [`Trouble`] prints nothing itself.

use crate::files::{FileError, OpenError};
use crate::ops::Refused;
use crate::session::Failure;
use std::fmt;
use std::io::{Write, stderr};
use unicode_width::UnicodeWidthStr;

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// All is fine.
    Yes,
    /// It was done, and the answer is no.
    No,
}

/// Why a command could not be carried out, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble(String);

impl Trouble {
    /// From a paragraph that says what failed, what still holds and what to do.
    pub fn new(paragraph: impl Into<String>) -> Self {
        Self(paragraph.into())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<FileError> for Trouble {
    fn from(error: FileError) -> Self {
        Self(error.to_string())
    }
}

impl From<OpenError> for Trouble {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Busy { error, .. } => {
                Self(format!("{error} The commands show, search, activity, export and check read it all the same."))
            }
            OpenError::File(error) => error.into(),
        }
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        Self(sentence(&refused.to_string()))
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refused) => refused.into(),
            Failure::File(error) => error.into(),
        }
    }
}

/// With a full stop, unless there is one.
#[must_use]
pub fn sentence(text: &str) -> String {
    let ends = ['.', '!', '?', '…'];
    if text.ends_with(ends) { text.to_owned() } else { format!("{text}.") }
}

/// Says that something could not be done.
pub fn trouble(paragraph: &str) {
    say(&format!("entente: {paragraph}"));
}

/// Says something that is worth knowing.
pub fn remark(paragraph: &str) {
    say(paragraph);
}

/// Columns where nobody knows how wide the paper is.
const COLUMNS: usize = 80;

/// Lines longer than this are hard to read.
const MOST_COLUMNS: usize = 100;

fn say(paragraph: &str) {
    let columns = terminal_size::terminal_size_of(stderr()).map_or(COLUMNS, |(width, _)| width.0.into());
    // Where nobody listens there is nobody to tell about it.
    let _ = stderr().write_all(wrapped(paragraph, columns.min(MOST_COLUMNS)).as_bytes());
}

/// The words in lines of at most so many columns; a longer word has a line of its own.
fn wrapped(paragraph: &str, columns: usize) -> String {
    let mut lines = String::new();
    let mut used = 0;
    for word in paragraph.split_whitespace() {
        let word = harmless(word);
        let width = word.width();
        if used > 0 && used + 1 + width > columns {
            lines.push('\n');
            used = 0;
        } else if used > 0 {
            lines.push(' ');
            used += 1;
        }
        lines.push_str(&word);
        used += width;
    }
    lines.push('\n');
    lines
}

/// A text from elsewhere must not steer the terminal.
pub(super) fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_and_control_signs_taken_out() {
        assert_eq!(wrapped("One two  three\nfour", 9), "One two\nthree\nfour\n");
        assert_eq!(wrapped("a-word-that-is-too-long b", 5), "a-word-that-is-too-long\nb\n");
        assert_eq!(wrapped("\u{1b}[31mred", 80), "\u{fffd}[31mred\n");
        assert_eq!(sentence("It ends"), "It ends.");
        assert_eq!(sentence("It ended."), "It ended.");
    }
}
