//! Reads `TimeML`, the format in which corpora of dated news come: the text of `TEXT` and the time of creation.
//!
//! Promises: the text is that of the parsed document, entities decoded, tags inside it dropped; memory is bounded by
//! the size of the file, because entities that a file declares for itself are refused, not expanded. What it does
//! *not* do: it reads no annotation other than the time of creation.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A `TimeML` document, as far as it is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeMl {
    /// The text, from the start of the content of `TEXT`.
    pub text: String,
    /// The value of the time of creation, such as `1998-02-06`; empty if there is none.
    pub created: String,
}

/// Why a file is not `TimeML`, in words that end a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeMlError {
    /// It is not well-formed.
    #[error("at byte {byte} it is not well-formed XML: {what}")]
    NotXml {
        /// Where, counted from the start of the file.
        byte: u64,
        /// What the reader of XML says.
        what: String,
    },
    /// It has no `TEXT`.
    #[error("it has no element TEXT")]
    NoText,
    /// It ends inside an element.
    #[error("it ends inside an element that is not closed")]
    CutOff,
}

/// Reads a `TimeML` document.
///
/// # Errors
///
/// If it is not well-formed or has no element `TEXT`.
pub fn read(source: &str) -> Result<TimeMl, TimeMlError> {
    let mut reader = Reader::from_str(source);
    let mut state = State::default();
    loop {
        let event = reader.read_event();
        let at = reader.error_position();
        let bad = |what: String| TimeMlError::NotXml { byte: at, what };
        match event.map_err(|error| bad(error.to_string()))? {
            Event::Start(tag) => state.open(&tag, Content::Follows).map_err(bad)?,
            Event::Empty(tag) => state.open(&tag, Content::None).map_err(bad)?,
            Event::End(tag) => state.close(tag.name().as_ref()),
            Event::Text(text) => state.push(&text.decode().map_err(|error| bad(error.to_string()))?),
            Event::CData(text) => state.push(&text.decode().map_err(|error| bad(error.to_string()))?),
            Event::GeneralRef(reference) => state.push(&decoded(&reference).map_err(bad)?),
            Event::Eof => return state.finish(),
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {}
        }
    }
}

/// Whether an element has content.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Follows,
    None,
}

#[derive(Default)]
struct State {
    found: TimeMl,
    /// Open elements.
    depth: usize,
    /// The depth of the first `TEXT`, while it is open.
    text_depth: Option<usize>,
    has_text: bool,
}

impl State {
    fn open(&mut self, tag: &BytesStart<'_>, content: Content) -> Result<(), String> {
        if tag.name().as_ref() == b"TIMEX3" && self.found.created.is_empty() {
            self.found.created = creation_time(tag)?.unwrap_or_default();
        }
        let is_text = tag.name().as_ref() == b"TEXT" && !self.has_text;
        self.has_text |= is_text;
        if content == Content::Follows {
            self.depth += 1;
            if is_text {
                self.text_depth = Some(self.depth);
            }
        }
        Ok(())
    }

    /// The reader has checked that the names of the tags agree.
    fn close(&mut self, _name: &[u8]) {
        if self.text_depth == Some(self.depth) {
            self.text_depth = None;
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn push(&mut self, text: &str) {
        if self.text_depth.is_some() {
            // XML gives one kind of line end, whatever the file has.
            self.found.text.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
        }
    }

    fn finish(self) -> Result<TimeMl, TimeMlError> {
        match (self.depth, self.has_text) {
            (1.., _) => Err(TimeMlError::CutOff),
            (0, false) => Err(TimeMlError::NoText),
            (0, true) => Ok(self.found),
        }
    }
}

/// The value of a TIMEX3 that says when the document was made.
fn creation_time(tag: &BytesStart<'_>) -> Result<Option<String>, String> {
    let (mut value, mut is_creation) = (String::new(), false);
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        match attribute.key.as_ref() {
            b"value" => value = String::from_utf8_lossy(&attribute.value).into_owned(),
            b"functionInDocument" => is_creation = attribute.value.as_ref() == b"CREATION_TIME",
            _ => {}
        }
    }
    Ok(is_creation.then_some(value))
}

/// A character by its number or by one of the five names that XML has.
fn decoded(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(character.to_string());
    }
    let name = reference.decode().map_err(|error| error.to_string())?;
    let known = resolve_predefined_entity(&name).map(str::to_owned);
    known.ok_or_else(|| format!("the entity “{name}” is none of those that XML has"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"<TimeML><DCT><TIMEX3 tid="t0" value="2025-03-10" functionInDocument="CREATION_TIME">10 March</TIMEX3></DCT>"#;

    #[test]
    fn the_text_is_what_a_reader_of_xml_sees() {
        let source = format!(
            "{HEAD}<TEXT>\nA &amp; B <EVENT>met</EVENT> on &#233;t&#xE9;<!-- no --><![CDATA[ <b>]]>\r\nx</TEXT></TimeML>"
        );
        let read = read(&source).unwrap();
        assert_eq!(read.text, "\nA & B met on été <b>\nx");
        assert_eq!(read.created, "2025-03-10");
    }

    #[test]
    fn what_is_broken_is_said() {
        assert_eq!(read("<TimeML></TimeML>"), Err(TimeMlError::NoText));
        assert_eq!(read(""), Err(TimeMlError::NoText));
        assert_eq!(read("<TimeML><TEXT>on Monday"), Err(TimeMlError::CutOff));
        assert!(matches!(read("<TimeML><TEXT>a</TimeML>"), Err(TimeMlError::NotXml { .. })));
        assert!(matches!(read("<TEXT>&nbsp;</TEXT>"), Err(TimeMlError::NotXml { .. })));
    }

    #[test]
    fn an_entity_bomb_is_refused_before_it_grows() {
        let bomb =
            r#"<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><TimeML><TEXT>&b;</TEXT></TimeML>"#;
        assert!(matches!(read(bomb), Err(TimeMlError::NotXml { .. })));
    }
}
