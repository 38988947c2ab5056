//! A project from the bytes of its file, as far as it can be read.
//!
//! A file that is laid out as the program lays it out is read by [`quick`]. Any other is read with care: [`Scanner`]
//! finds the records, and each is read by itself. So a damaged record costs itself and no other, and every remark names
//! a line and a column. Every record that is left out is reported; a
//! record that refers to one that is missing is kept.
//!
//! What it does *not* do: it does not check what the records say ([`super::repair`] does), and it writes nothing.

use super::conflicts;
use super::error::Why;
use super::format::{FORMAT, Section, options};
use super::problem::Problem;
use super::quick;
use super::salvage::{Item, Scanner};
use super::scars::{self, Scar};
use super::sniff;
use crate::base::id::Fresh;
use crate::base::lines::Lines;
use crate::model::{Code, CodeId, DocumentId, Entity, Event, Mark, ProjectId, RecordId, Ruling, TxId, View};
use crate::model::{Document, Record};
use crate::project::{Project, Tabled};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::str::FromStr;

/// What a file held.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The project.
    pub project: Project,
    /// The last transaction that it contains.
    pub last: Option<TxId>,
    /// Transactions that it contained when it was saved before, and those of copies that it took in, oldest first.
    pub past: Vec<TxId>,
    /// What could not be read and was left out, in the order of the file. If there is anything here, the file must
    /// not be overwritten without a copy.
    pub problems: Vec<Problem>,
    /// The format, if it is newer than what this program writes: what this program knows could be read, and it must not
    /// be written back.
    pub newer: Option<u32>,
    /// Records that could be read and whose words lost some: bytes that are not UTF-8, or zeros, stood in them.
    pub spoilt: BTreeSet<RecordId>,
    /// Whether something was wrong where the codes stand, so that some may be gone without a name.
    pub codes_damaged: bool,
}

/// Reads a project file.
///
/// `fallback` is the project's id as its log has it, for a file that has lost its own.
///
/// # Errors
/// If there is nothing in it that could be part of a project.
pub fn read(bytes: &[u8], fallback: Option<ProjectId>) -> Result<Read, Why> {
    if bytes.is_empty() {
        return Err(Why::Empty);
    }
    if let Some(kind) = sniff::not_text(bytes) {
        return Err(Why::NotText(kind));
    }
    if scars::is_wide(bytes) {
        return Err(Why::NotText("something else"));
    }
    if let Some(read) = in_good_order(bytes) {
        return Ok(read);
    }
    with_care(bytes, fallback)
}

/// A file that is laid out as the program lays it out.
fn in_good_order(bytes: &[u8]) -> Option<Read> {
    of_quick(quick::read(bytes)?)
}

/// The project of what was read quickly; `None` if an id is there twice.
pub(super) fn of_quick(quick: quick::Quick) -> Option<Read> {
    let project = Project::of_rows(quick.project?, quick.rows)?;
    Some(Read {
        project,
        last: quick.last,
        past: quick.past,
        problems: Vec::new(),
        newer: None,
        spoilt: BTreeSet::new(),
        codes_damaged: false,
    })
}

/// Reads any file record by record, and names what cannot be read. [`read`] does so where a file is not in good order.
///
/// # Errors
/// As [`read`].
pub fn with_care(bytes: &[u8], fallback: Option<ProjectId>) -> Result<Read, Why> {
    let (text, scars) = scars::decode(bytes);
    let versions = conflicts::versions(&text);
    let id = |header: &Header| header.project.or(fallback).unwrap_or_else(|| id_from(bytes));
    let mut version = Version::read(&versions.first, &scars, id);
    let mut both: Vec<Problem> = versions.conflicts.iter().copied().map(in_conflict).collect();
    if let Some(second) = &versions.second {
        let second = Version::read(second, &scars, id);
        both.extend(version.join(second));
    }
    let Version { header, project, records, mut problems, spoilt, codes_damaged } = version;
    if records == 0 && (header.format.is_none() || header.project.is_none()) {
        let strange = scars.is_empty() && both.is_empty();
        return Err(if strange { Why::NotAProject } else { Why::NotText("something else") });
    }
    problems.extend(both);
    problems.extend(header.missing(fallback));
    problems.sort_by_key(|problem| (problem.line.is_none(), problem.line, problem.column));
    let newer = header.format.filter(|format| *format > FORMAT);
    Ok(Read { project, last: header.last, past: header.past, problems, newer, spoilt, codes_damaged })
}

/// One of the versions that a file holds; most hold one.
struct Version {
    header: Header,
    project: Project,
    records: usize,
    problems: Vec<Problem>,
    spoilt: BTreeSet<RecordId>,
    codes_damaged: bool,
}

impl Version {
    fn read(text: &str, scars: &[Scar], id: impl Fn(&Header) -> ProjectId) -> Self {
        let items: Vec<Item> = Scanner::new(text).collect();
        let mut reader = Reader::new(text);
        let header = reader.header(&items);
        let mut project = Project::new(id(&header));
        let spoilt = reader.scarred(scars, &items);
        let codes = place_of_codes(text, &items);
        for item in items {
            reader.take(item, &mut project);
        }
        let codes_damaged =
            reader.problems.iter().filter_map(|problem| problem.line).any(|line| codes.contains(&line));
        Self { header, project, records: reader.records, problems: reader.problems, spoilt, codes_damaged }
    }

    /// Takes in what the other version has; what is to be said about that.
    fn join(&mut self, other: Self) -> Vec<Problem> {
        let (project, problems) = conflicts::join(&self.project, &other.project);
        self.project = project;
        self.records += other.records;
        self.codes_damaged |= other.codes_damaged;
        self.spoilt.extend(other.spoilt);
        let more: Vec<Problem> =
            other.problems.into_iter().filter(|problem| !self.problems.contains(problem)).collect();
        self.problems.extend(more);
        self.header.format = self.header.format.or(other.header.format);
        problems
    }
}

/// The lines in which codes stand, from the last field before them to the first record of another kind.
fn place_of_codes(text: &str, items: &[Item<'_>]) -> std::ops::RangeInclusive<usize> {
    let line = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let of_others = items.iter().find_map(|item| match item {
        Item::Record { section, at, .. } if *section != Section::Codes => Some(*at),
        _ => None,
    });
    let end = of_others.unwrap_or(text.len());
    let fields = items.iter().filter_map(|item| match item {
        Item::Field { value, .. } if value.end < end => Some(value.end),
        _ => None,
    });
    line(fields.max().unwrap_or(0)) + 1..=line(end)
}

/// The codes in a map of codes, and what could not be read.
pub(super) fn codes(bytes: &[u8]) -> (BTreeMap<CodeId, Code>, Vec<Problem>) {
    let (text, scars) = scars::decode(bytes);
    let mut reader = Reader::new(&text);
    let mut project = Project::new(id_from(bytes));
    let items: Vec<Item> = Scanner::of_map(&text, Section::Codes).collect();
    reader.scarred(&scars, &items);
    for item in items {
        reader.take(item, &mut project);
    }
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| (problem.line.is_none(), problem.line, problem.column));
    (project.codes().iter().map(|(id, code)| (id, Code::clone(code))).collect(), problems)
}

/// What stands in a project file before its sections.
#[derive(Default)]
struct Header {
    format: Option<u32>,
    project: Option<ProjectId>,
    last: Option<TxId>,
    past: Vec<TxId>,
}

impl Header {
    fn missing(&self, fallback: Option<ProjectId>) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.format.is_none() {
            problems.push(Problem::general(format!("its format number cannot be read; it was taken to be {FORMAT}")));
        }
        if self.project.is_none() {
            let from = if fallback.is_some() { "the one of its log was taken" } else { "it was given a new one" };
            problems.push(Problem::general(format!("its id cannot be read; {from}")));
        }
        problems
    }
}

fn in_conflict((first, last): conflicts::Lines) -> Problem {
    let what = format!(
        "a merge left two versions between lines {first} and {last}; both were read, and where they differ the first was taken"
    );
    Problem { line: Some(first), ..Problem::general(what) }
}

struct Reader<'t> {
    text: &'t str,
    /// Made when the first remark needs it.
    lines: Option<Lines>,
    texts: BTreeSet<DocumentId>,
    records: usize,
    problems: Vec<Problem>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, lines: None, texts: BTreeSet::new(), records: 0, problems: Vec::new() }
    }

    fn header(&mut self, items: &[Item<'t>]) -> Header {
        let mut header = Header::default();
        for item in items {
            let Item::Field { name, value } = item else { continue };
            match *name {
                "format" => header.format = self.parse(value),
                "project" => header.project = self.parse(value),
                "last" => header.last = self.parse(value),
                "past" => header.past = self.parse(value).unwrap_or_default(),
                _ => self.report(value.start, None, format!("left out: nothing is known of “{name}”")),
            }
        }
        header
    }

    /// Names what cannot be words; the records whose words lost some to that.
    fn scarred(&mut self, scars: &[Scar], items: &[Item<'t>]) -> BTreeSet<RecordId> {
        let of = |scar: &Scar| scar.key(items).and_then(any_id);
        let problems = scars.iter().map(|scar| {
            let (line, record) = (Some(scar.line), of(scar));
            Problem { line, record, ..Problem::general(scar.what()) }
        });
        self.problems.extend(problems);
        scars.iter().filter_map(of).collect()
    }

    fn take(&mut self, item: Item<'t>, project: &mut Project) {
        match item {
            Item::Field { .. } => {}
            Item::Record { section, key, at, value } => self.record(section, key, at, &value, project),
            Item::Damage { at, key, what } => {
                let what = if key.is_some() { format!("left out: {what}") } else { what };
                self.report(at, key.and_then(any_id), what);
            }
        }
    }

    /// A value that is not a record; reported if it cannot be read.
    fn parse<T: DeserializeOwned>(&mut self, value: &Range<usize>) -> Option<T> {
        match self.parse_value(value) {
            Ok(value) => Some(value),
            Err((at, what)) => {
                self.report(at, None, what);
                None
            }
        }
    }

    fn record(&mut self, section: Section, key: &str, at: usize, value: &Range<usize>, project: &mut Project) {
        match section {
            Section::Codes => self.row::<Code>(key, at, value, project),
            Section::Entities => self.row::<Entity>(key, at, value, project),
            Section::Documents => self.row::<Document>(key, at, value, project),
            Section::Events => self.row::<Event>(key, at, value, project),
            Section::Marks => self.row::<Mark>(key, at, value, project),
            Section::Views => self.row::<View>(key, at, value, project),
            Section::Rulings => self.row::<Ruling>(key, at, value, project),
            Section::Texts => self.lines_of_text(key, at, value, project),
        }
    }

    fn row<T: Tabled>(&mut self, key: &str, at: usize, value: &Range<usize>, project: &mut Project)
    where
        T::Id: FromStr<Err: std::fmt::Display>,
    {
        let Some(id) = self.id::<T::Id>(key, at) else { return };
        if T::table(project).get(id).is_some() {
            let what = format!("left out: a {} of this id stands further up", T::NOUN);
            return self.report(at, Some(id.into()), what);
        }
        match self.parse_value::<T>(value) {
            Ok(record) => {
                project.insert_read(id, record);
                self.records += 1;
            }
            Err((place, what)) => {
                self.report(place, Some(id.into()), format!("this {} was left out: {what}", T::NOUN));
            }
        }
    }

    fn lines_of_text(&mut self, key: &str, at: usize, value: &Range<usize>, project: &mut Project) {
        let Some(id) = self.id::<DocumentId>(key, at) else { return };
        if !self.texts.insert(id) {
            return self.report(at, Some(id.into()), "left out: a text of this id stands further up".into());
        }
        match self.parse_value::<Vec<String>>(value) {
            Ok(lines) => {
                project.insert_text_read(id, lines.join("\n"));
                self.records += 1;
            }
            Err((place, what)) => self.report(place, Some(id.into()), format!("this text was left out: {what}")),
        }
    }

    fn id<I: FromStr<Err: std::fmt::Display>>(&mut self, key: &str, at: usize) -> Option<I> {
        let id = key.parse::<I>();
        id.map_err(|error| self.report(at, any_id(key), format!("left out: {error}"))).ok()
    }

    /// The value, or the byte where it goes wrong and why.
    fn parse_value<T: DeserializeOwned>(&self, value: &Range<usize>) -> Result<T, (usize, String)> {
        let ron = self.text.get(value.clone()).unwrap_or_default();
        options().from_str(ron).map_err(|error| {
            let place = byte_at(ron, error.span.start.line, error.span.start.col);
            (value.start + place, error.code.to_string())
        })
    }

    fn report(&mut self, at: usize, record: Option<RecordId>, what: String) {
        let lines = self.lines.get_or_insert_with(|| Lines::new(self.text));
        let (line, column) = lines.line_column(self.text, at).unzip();
        self.problems.push(Problem { line, column, record, what });
    }
}

/// An id that the same bytes always give, for a project that has lost its own.
fn id_from(bytes: &[u8]) -> ProjectId {
    let digest = Sha256::digest(bytes);
    let bits = digest.iter().take(8).fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte));
    ProjectId::from_bits(bits)
}

/// The record that a key names, if it names one.
fn any_id(key: &str) -> Option<RecordId> {
    fn read<I: FromStr + Into<RecordId>>(key: &str) -> Option<RecordId> {
        key.parse::<I>().ok().map(Into::into)
    }
    read::<DocumentId>(key)
        .or_else(|| read::<<Mark as Record>::Id>(key))
        .or_else(|| read::<<Event as Record>::Id>(key))
        .or_else(|| read::<<Entity as Record>::Id>(key))
        .or_else(|| read::<<Code as Record>::Id>(key))
        .or_else(|| read::<<View as Record>::Id>(key))
        .or_else(|| read::<<Ruling as Record>::Id>(key))
}

/// The byte at a line and column, both counted from 1, as RON's errors have them.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}
