//! Finds the records of a project file, in good order or not.
//!
//! The scanner knows strings, characters, raw strings, comments and brackets, and nothing of what a record means. In
//! a sound file it finds every record once, in order. In a damaged one it says what is wrong and goes on at the next
//! line that can only be the beginning of a record or of a section, so that one missing bracket costs one record.
//!
//! Promises: it ends, in time proportional to the file; it never skips anything but white space and comments without
//! saying so. What it does *not* do: it does not read the records ([`super::read`] does).

use super::format::Section;
use std::ops::Range;

/// Something found in the file. Places are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item<'t> {
    /// A field beside the sections, such as `format`.
    Field {
        /// Its name.
        name: &'t str,
        /// Its value.
        value: Range<usize>,
    },
    /// A record or a text.
    Record {
        /// Where it was found to belong.
        section: Section,
        /// Its key, without quotes.
        key: &'t str,
        /// Where its key is.
        at: usize,
        /// Its value.
        value: Range<usize>,
    },
    /// Something that had to be left out.
    Damage {
        /// Where it begins.
        at: usize,
        /// The key of the record that it cost, if it cost one.
        key: Option<&'t str>,
        /// What is the matter.
        what: String,
    },
}

/// The scanner: an iterator over the file.
#[derive(Debug)]
pub struct Scanner<'t> {
    text: &'t str,
    at: usize,
    place: Place,
    /// The file is nothing but the records of this section.
    only: Option<Section>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    Top,
    In(Section),
    /// After the last bracket.
    After,
    Done,
}

impl<'t> Scanner<'t> {
    /// Begins at the beginning.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, place: Place::Start, only: None }
    }

    /// Begins at the beginning of a file that is one map of records.
    #[must_use]
    pub fn of_map(text: &'t str, section: Section) -> Self {
        Self { only: Some(section), ..Self::new(text) }
    }

    fn start(&mut self) -> Option<Item<'t>> {
        self.skip_space();
        while self.rest().starts_with("#!") {
            self.at = self.rest().find(']').map_or(self.text.len(), |end| self.at + end + 1);
            self.skip_space();
        }
        if let Some(section) = self.only {
            self.place = Place::In(section);
            return if self.eat(b'{') { None } else { Some(self.lost(self.at, "it does not begin with {")) };
        }
        let name = self.word();
        self.at += name.len();
        self.skip_space();
        self.place = Place::Top;
        if self.eat(b'(') { None } else { Some(self.lost(self.at, "it does not begin as a project does")) }
    }

    fn top(&mut self) -> Option<Item<'t>> {
        let comma = self.skip_commas();
        let at = self.at;
        if self.eat(b')') {
            self.place = Place::After;
            return None;
        }
        if self.at == self.text.len() {
            return Some(self.cut_off("the file ends here, before its last bracket"));
        }
        let name = self.word();
        self.at += name.len();
        self.skip_space();
        if name.is_empty() || !self.eat(b':') {
            return Some(self.lost(at, "this is not part of a project"));
        }
        if comma > 1 {
            // Harmless, and still not what RON allows.
            return Some(self.remark(at, "there is more than one comma before this"));
        }
        self.skip_space();
        match Section::named(name) {
            Some(section) if self.eat(b'{') => {
                self.place = Place::In(section);
                None
            }
            Some(_) => Some(self.lost(at, "this section does not begin with {")),
            None => Some(self.field(name, at)),
        }
    }

    fn field(&mut self, name: &'t str, at: usize) -> Item<'t> {
        match self.value() {
            Ok(value) => Item::Field { name, value },
            Err(what) => self.lost(at, &what),
        }
    }

    fn record(&mut self, section: Section) -> Option<Item<'t>> {
        self.skip_commas();
        let at = self.at;
        if self.eat(b'}') {
            self.place = if self.only.is_some() { Place::After } else { Place::Top };
            return None;
        }
        if self.at == self.text.len() {
            return Some(self.cut_off(&format!("the file ends here, inside {}", section.name())));
        }
        if let Some(Landmark::Section) = landmark(self.rest()) {
            self.place = Place::Top;
            return Some(self.remark(at, "the section before this is not closed"));
        }
        let Some(key) = self.key() else {
            return Some(self.lost(at, "this is not the beginning of a record"));
        };
        let value = self.value();
        Some(match value {
            Ok(value) => Item::Record { section, key, at, value },
            Err(what) => self.lost_record(at, key, &what),
        })
    }

    /// A quoted key and its colon.
    fn key(&mut self) -> Option<&'t str> {
        let body = self.rest().strip_prefix('"')?;
        let key = body.get(..body.find(['"', '\n'])?)?;
        self.at += 1 + key.len();
        if !self.eat(b'"') {
            return None;
        }
        self.skip_space();
        self.eat(b':').then(|| {
            self.skip_space();
            key
        })
    }

    /// The value that begins here, up to the comma or bracket after it.
    fn value(&mut self) -> Result<Range<usize>, String> {
        let start = self.at;
        let mut open: Vec<u8> = Vec::new();
        loop {
            let Some(byte) = self.text.as_bytes().get(self.at).copied() else {
                return Err("the file ends here, in the middle of this".to_owned());
            };
            match byte {
                b'(' | b'[' | b'{' => open.push(byte),
                b',' if open.is_empty() => return Ok(start..self.at),
                b')' | b']' | b'}' => match open.pop() {
                    None => return Ok(start..self.at),
                    Some(opening) if closes(opening, byte) => {}
                    Some(_) => return Err("its brackets do not match".to_owned()),
                },
                b'"' => self.string()?,
                b'r' => self.raw_string()?,
                b'\'' => self.character(),
                b'/' => self.comment(),
                b'\n' if landmark(self.text.get(self.at + 1..).unwrap_or_default()).is_some() => {
                    return Err("it is not closed before the next one begins".to_owned());
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Goes to the last byte of a string.
    fn string(&mut self) -> Result<(), String> {
        let bytes = self.text.as_bytes();
        self.at += 1;
        loop {
            match bytes.get(self.at) {
                None => return Err("the file ends here, in the middle of a string".to_owned()),
                Some(b'"') => return Ok(()),
                Some(b'\\') => self.at += 2,
                Some(b'\n') if landmark(self.text.get(self.at + 1..).unwrap_or_default()).is_some() => {
                    return Err("a string in it is not closed".to_owned());
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// Goes to the last byte of a raw string; to where it is, if it is just the letter r.
    fn raw_string(&mut self) -> Result<(), String> {
        let bytes = self.text.as_bytes();
        let in_a_word = self.at.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(|b| is_word(*b));
        let after = self.text.get(self.at + 1..).unwrap_or_default();
        let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
        if in_a_word || after.as_bytes().get(hashes) != Some(&b'"') {
            return Ok(());
        }
        let end = format!("\"{}", "#".repeat(hashes));
        let body = after.get(hashes + 1..).unwrap_or_default();
        let length = body.find(&end).ok_or("a raw string in it is not closed")?;
        self.at += hashes + 1 + length + end.len();
        Ok(())
    }

    /// Goes to the last byte of a character literal; to where it is, if it is just an apostrophe.
    fn character(&mut self) {
        let after = self.text.get(self.at + 1..).unwrap_or_default();
        let body = match after.as_bytes().first() {
            // The escaped character itself may be the apostrophe.
            Some(b'\\') => after.get(2..).and_then(|rest| rest.find('\'')).map(|at| at + 2),
            _ => after.chars().next().map(char::len_utf8),
        };
        if let Some(length) = body
            && after.as_bytes().get(length) == Some(&b'\'')
        {
            self.at += 1 + length;
        }
    }

    /// Goes to the last byte of a comment; to where it is, if it is just a slash.
    fn comment(&mut self) {
        let length = comment_len(self.rest());
        self.at += length.saturating_sub(1);
    }

    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            let space = rest.len() - rest.trim_start().len();
            self.at += space + comment_len(rest.trim_start());
            if comment_len(rest.trim_start()) == 0 {
                return;
            }
        }
    }

    /// White space and commas; how many commas there were.
    fn skip_commas(&mut self) -> usize {
        let mut commas = 0;
        self.skip_space();
        while self.eat(b',') {
            commas += 1;
            self.skip_space();
        }
        commas
    }

    /// What cannot be understood here costs everything up to the next landmark.
    fn lost(&mut self, at: usize, what: &str) -> Item<'t> {
        self.recover(at);
        Item::Damage { at, key: None, what: what.to_owned() }
    }

    fn lost_record(&mut self, at: usize, key: &'t str, what: &str) -> Item<'t> {
        // A value may be broken far behind its key, but never behind a landmark: the search goes on after the key.
        self.recover(at);
        Item::Damage { at, key: Some(key), what: what.to_owned() }
    }

    fn remark(&mut self, at: usize, what: &str) -> Item<'t> {
        self.at = at;
        Item::Damage { at, key: None, what: what.to_owned() }
    }

    fn cut_off(&mut self, what: &str) -> Item<'t> {
        self.place = Place::Done;
        Item::Damage { at: self.text.len(), key: None, what: what.to_owned() }
    }

    /// Goes on at the next line after `from` that can only be the beginning of a record or a section.
    fn recover(&mut self, from: usize) {
        let mut line = from;
        loop {
            let rest = self.text.get(line..).unwrap_or_default();
            let Some(end) = rest.find('\n') else {
                self.at = self.text.len();
                self.place = Place::Done;
                return;
            };
            line += end + 1;
            match landmark(rest.get(end + 1..).unwrap_or_default()) {
                None => {}
                Some(mark) => {
                    self.at = line;
                    self.place = match mark {
                        Landmark::Record(section) => Place::In(section),
                        Landmark::Section | Landmark::Field => Place::Top,
                    };
                    return;
                }
            }
        }
    }

    fn after(&mut self) -> Option<Item<'t>> {
        self.skip_space();
        if self.at == self.text.len() {
            self.place = Place::Done;
            return None;
        }
        let what = if self.only.is_some() { "the records" } else { "the project" };
        Some(self.lost(self.at, &format!("there is something after the end of {what}")))
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn word(&self) -> &'t str {
        let rest = self.rest();
        let length = rest.bytes().take_while(|byte| is_word(*byte)).count();
        rest.get(..length).unwrap_or_default()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.text.as_bytes().get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }
}

impl<'t> Iterator for Scanner<'t> {
    type Item = Item<'t>;

    fn next(&mut self) -> Option<Item<'t>> {
        loop {
            let item = match self.place {
                Place::Start => self.start(),
                Place::Top => self.top(),
                Place::In(section) => self.record(section),
                Place::After => self.after(),
                Place::Done => return None,
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

/// A line that can only be the beginning of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Landmark {
    Record(Section),
    Section,
    Field,
}

/// What the line at the beginning of `text` begins, if that is certain.
fn landmark(text: &str) -> Option<Landmark> {
    let line = text.trim_start_matches([' ', '\t']);
    if let Some(key) = line.strip_prefix('"') {
        let (letter, digits) = key.as_bytes().split_at_checked(11)?.0.split_first()?;
        let after = key.get(11..)?.strip_prefix('"')?.trim_start().strip_prefix(':')?.trim_start();
        let is_id = digits.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
        let section = Section::of(*letter, after.bytes().next())?;
        return is_id.then_some(Landmark::Record(section));
    }
    // Most lines end here: a section or a field begins a line of at most a dozen letters.
    let word = line.get(..line.bytes().take(12).take_while(|byte| is_word(*byte)).count())?;
    let after = line.get(word.len()..)?.trim_start().strip_prefix(':')?.trim_start();
    match word {
        "format" | "project" | "last" => Some(Landmark::Field),
        _ if Section::named(word).is_some() && after.starts_with('{') => Some(Landmark::Section),
        _ => None,
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn closes(opening: u8, closing: u8) -> bool {
    matches!((opening, closing), (b'(', b')') | (b'[', b']') | (b'{', b'}'))
}

/// Bytes of the comment at the beginning of `text`; 0 if there is none. Block comments nest, as in RON.
fn comment_len(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if !text.starts_with("/*") {
        return 0;
    }
    let (mut depth, mut at) = (0usize, 0);
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        let step = match rest {
            [b'/', b'*', ..] => {
                depth += 1;
                2
            }
            [b'*', b'/', ..] => {
                depth -= 1;
                2
            }
            _ => 1,
        };
        at += step;
        if depth == 0 {
            return at;
        }
    }
    text.len()
}
