//! Reads a file that is laid out as the program lays it out, on all cores.
//!
//! It promises to answer only where [`super::read`] would read the whole file without a remark, and then the same; a
//! property test compares the two. Anything else (a comment, a conflict marker, two records of one id, a byte out of
//! place) is left to the careful reader, which is slower, reads what is left, and says what is wrong and where.
//!
//! Why it is here: to open a file of 97 MB with 100,000 marks took 3.3 s of CPU time without it, all on one core, and 1.2 s
//! with it, on as many as there are (`examples/speed.rs`). A file is cut where a record ends, which the layout shows: no
//! string that is written has a line end in it. Should a cut lie elsewhere, the part before it does not end there, and
//! the careful reader takes over.

pub mod spell;
pub mod value;

use super::format::{FORMAT, HEADER, Section, options};
use crate::base::parallel::in_parallel;
use crate::model::{DocumentId, ProjectId, TxId};
use crate::project::{Rows, Tabled};
use std::borrow::Cow;
use std::str::FromStr;
use std::sync::Arc;
use value::{Cursor, Unusual};

/// What a file in good order says.
#[derive(Debug, Default)]
pub struct Quick {
    /// The id of the project.
    pub project: Option<ProjectId>,
    /// The last transaction that it contains.
    pub last: Option<TxId>,
    /// Earlier ones.
    pub past: Vec<TxId>,
    /// All records and texts, in the order of the file.
    pub rows: Rows,
    format: Option<u32>,
    /// The section in which a part of the file begins and ends; `None`: not known, because no record is in it.
    begins: Option<Place>,
    ends: Option<Place>,
}

/// Where a part of the file begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Between the sections.
    Top,
    /// Among the records of one.
    In(Section),
    /// Among the records of one, and nobody knows yet of which.
    Within,
    /// Behind the last bracket.
    After,
}

/// Parts are so long, in bytes: long enough that their number does not matter, short enough that all cores end together.
const PART: usize = 1 << 20;

/// Bytes of the last line of a record with the line ends on both sides.
const LAST_LINE: usize = "\n        ),\n".len();

/// Reads a whole file; `None` if it has to be read with care.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Quick> {
    in_parts(bytes, PART)
}

/// Reads a whole file in parts of about so many bytes.
pub(super) fn in_parts(bytes: &[u8], length: usize) -> Option<Quick> {
    let start = bytes.starts_with(HEADER.as_bytes()).then_some(HEADER.len())?;
    let cuts = cuts(bytes, start, length);
    let parts = in_parallel(cuts.len().saturating_sub(1), |number| {
        let bytes = bytes.get(*cuts.get(number)?..*cuts.get(number + 1)?)?;
        part(std::str::from_utf8(bytes).ok()?, number == 0).ok()
    })?;
    let whole = parts.into_iter().try_fold(Quick::default(), Quick::join)?;
    let complete = whole.ends == Some(Place::After) && whole.project.is_some();
    (complete && whole.format.is_some_and(|format| format <= FORMAT)).then_some(whole)
}

/// Where the parts of a file begin and end: behind the comma of a record.
fn cuts(bytes: &[u8], start: usize, length: usize) -> Vec<usize> {
    let mut cuts = vec![start];
    let mut from = start + length;
    while let Some(rest) = bytes.get(from..) {
        let ends = |line: &[u8]| line.starts_with(b"\n        ),\n") || line.starts_with(b"\n        ],\n");
        let Some(end) = rest.windows(LAST_LINE).position(ends) else { break };
        let cut = from + end + LAST_LINE - 1;
        cuts.push(cut);
        from = cut + length;
    }
    cuts.push(bytes.len());
    cuts
}

/// Reads from one cut to the next.
fn part(text: &str, is_first: bool) -> Result<Quick, Unusual> {
    // A zero byte is damage, even in a string, and has to be named.
    if text.as_bytes().contains(&0) {
        return Err(Unusual);
    }
    let mut quick = Quick::default();
    let mut cursor = Cursor::new(text);
    if is_first {
        cursor.blanks();
        cursor.expect(b'(')?;
        quick.ends = Some(Place::Top);
        quick.begins = quick.ends;
    }
    while cursor.at() < text.len() {
        cursor.blanks();
        match (cursor.peek(), quick.ends) {
            (b'"', place) => quick.record(&mut cursor, place)?,
            (b'}', None | Some(Place::In(_))) => {
                cursor.expect(b'}')?;
                quick.go_on(Place::Within, Place::Top);
                ends_item(&mut cursor, b')')?;
            }
            (b')', Some(Place::Top)) => {
                cursor.expect(b')')?;
                quick.go_on(Place::Top, Place::After);
                cursor.blanks();
            }
            (0, Some(Place::After)) if cursor.at() == text.len() => {}
            (_, Some(Place::Top)) => quick.field(&mut cursor)?,
            _ => return Err(Unusual),
        }
    }
    if cursor.at() == text.len() { Ok(quick) } else { Err(Unusual) }
}

/// The comma behind an item, which only the last one of a list can do without.
fn ends_item(cursor: &mut Cursor<'_>, close: u8) -> Result<(), Unusual> {
    if cursor.eat(b',') {
        return Ok(());
    }
    cursor.blanks();
    if cursor.peek() == close { Ok(()) } else { Err(Unusual) }
}

impl Quick {
    /// Notes where the part is now. A part that does not know where it began learns it by what it meets first.
    fn go_on(&mut self, from: Place, to: Place) {
        self.begins.get_or_insert(from);
        self.ends = Some(to);
    }

    /// This part and the one behind it; `None` if the one does not begin where the other ends.
    fn join(mut self, next: Self) -> Option<Self> {
        let fits = match (self.ends, next.begins) {
            (None, _) | (_, None) | (Some(Place::In(_)), Some(Place::Within)) => true,
            (ends, begins) => ends == begins,
        };
        if !fits {
            return None;
        }
        self.begins = self.begins.or(next.begins);
        self.ends = next.ends.or(self.ends);
        self.format = self.format.or(next.format);
        self.project = self.project.or(next.project);
        self.last = self.last.or(next.last);
        self.past.extend(next.past);
        self.rows.append(next.rows);
        Some(self)
    }

    /// A field of the project: a section begins, or its value stands here.
    fn field(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Unusual> {
        let name = cursor.word()?;
        cursor.blanks();
        cursor.expect(b':')?;
        cursor.blanks();
        match name {
            "format" if self.format.is_none() => self.format = Some(serde::Deserialize::deserialize(&mut *cursor)?),
            "project" if self.project.is_none() => {
                self.project = Some(serde::Deserialize::deserialize(&mut *cursor)?);
            }
            "last" if self.last.is_none() => self.last = Some(serde::Deserialize::deserialize(&mut *cursor)?),
            "past" if self.past.is_empty() => self.past = serde::Deserialize::deserialize(&mut *cursor)?,
            _ => {
                let section = Section::named(name).ok_or(Unusual)?;
                cursor.expect(b'{')?;
                self.go_on(Place::Top, Place::In(section));
                return Ok(());
            }
        }
        ends_item(cursor, b')')
    }

    fn record(&mut self, cursor: &mut Cursor<'_>, place: Option<Place>) -> Result<(), Unusual> {
        let Cow::Borrowed(key) = cursor.string()? else { return Err(Unusual) };
        cursor.blanks();
        cursor.expect(b':')?;
        cursor.blanks();
        let of_key = key.bytes().next().and_then(|letter| Section::of(letter, Some(cursor.peek())));
        let section = match place {
            Some(Place::In(section)) => section,
            None => of_key.ok_or(Unusual)?,
            Some(_) => return Err(Unusual),
        };
        self.go_on(Place::In(section), Place::In(section));
        let rows = &mut self.rows;
        match section {
            Section::Codes => row(key, cursor, &mut rows.codes)?,
            Section::Entities => row(key, cursor, &mut rows.entities)?,
            Section::Documents => row(key, cursor, &mut rows.documents)?,
            Section::Events => row(key, cursor, &mut rows.events)?,
            Section::Marks => row(key, cursor, &mut rows.marks)?,
            Section::Views => row(key, cursor, &mut rows.views)?,
            Section::Rulings => row(key, cursor, &mut rows.rulings)?,
            Section::Texts => rows.texts.push((key.parse::<DocumentId>().map_err(|_| Unusual)?, text_of(cursor)?)),
        }
        ends_item(cursor, b'}')
    }
}

fn row<T: Tabled>(key: &str, cursor: &mut Cursor<'_>, rows: &mut Vec<(T::Id, Arc<T>)>) -> Result<(), Unusual>
where
    T::Id: FromStr,
{
    let id = key.parse().map_err(|_| Unusual)?;
    let start = cursor.at();
    let record = T::deserialize(&mut *cursor).or_else(|_| unusual_record(cursor, start))?;
    rows.push((id, Arc::new(record)));
    Ok(())
}

/// A record that is spelt in another way, such as one of an earlier format, by the `ron` crate.
fn unusual_record<T: Tabled>(cursor: &mut Cursor<'_>, start: usize) -> Result<T, Unusual> {
    let rest = cursor.rest(start);
    let length = rest.find("\n        )").map(|at| at + "\n        )".len()).ok_or(Unusual)?;
    let ron = rest.get(..length).ok_or(Unusual)?;
    let record = options().from_str(ron).map_err(|_| Unusual)?;
    // A conflict of a merge within a string, or what looks like another record: that is for the careful reader.
    if ron.lines().any(|line| line.starts_with("<<<<<<<") || line.trim_start().starts_with('"') && line.contains(':'))
    {
        return Err(Unusual);
    }
    cursor.go(start + length);
    Ok(record)
}

/// The lines of a text, joined.
fn text_of(cursor: &mut Cursor<'_>) -> Result<Arc<str>, Unusual> {
    let mut text = String::new();
    cursor.expect(b'[')?;
    cursor.blanks();
    let mut is_first = true;
    while !cursor.eat(b']') {
        if !is_first {
            text.push('\n');
        }
        is_first = false;
        text.push_str(&cursor.string()?);
        ends_item(cursor, b']')?;
        cursor.blanks();
    }
    Ok(text.into())
}
