//! A project as the bytes of its file.
//!
//! Promises: the same project gives the same bytes; a record that did not change keeps its bytes, whatever happens
//! to the others; a text is a list of its lines, so that a comparison shows the paragraph that changed. What it does
//! *not* do: it does not touch the disk ([`super::store`] does).

use super::format::{FORMAT, HEADER, RECORD_INDENT, Section, copy_readable, layout, options, quote};
use super::quick::spell::spell;
use crate::base::parallel::in_order;
use crate::model::{
    Code, CodeId, Document, DocumentId, Entity, EntityId, Event, EventId, Mark, MarkId, Record, Ruling, RulingId,
    TxId, View, ViewId,
};
use crate::project::Project;
use ron::ser::PrettyConfig;
use std::borrow::Cow;
use std::fmt::Write;
use std::{convert, io};

/// The whole file; `last` is the last transaction that the project contains.
///
/// # Errors
/// None that is known: the types of a project hold nothing that RON cannot write.
pub fn project_file(project: &Project, last: Option<TxId>) -> Result<String, ron::Error> {
    project_file_of(project, last, &[])
}

/// The whole file, with transactions that tell a copy where it parted from this one, oldest first.
///
/// # Errors
/// None that is known: the types of a project hold nothing that RON cannot write.
pub fn project_file_of(project: &Project, last: Option<TxId>, past: &[TxId]) -> Result<String, ron::Error> {
    let mut out = String::with_capacity(expected_len(project));
    in_parts(project, last, past, convert::identity, |part| {
        out.push_str(part);
        Ok(())
    })?;
    Ok(out)
}

/// The whole file, handed on in parts from the first to the last, each as soon as it is made: so a large one is never in
/// memory as a whole, and flows to the disk while all cores make the rest.
///
/// # Errors
/// What `take` answers with; then nothing more is handed on.
pub fn write_project(
    project: &Project,
    last: Option<TxId>,
    past: &[TxId],
    take: impl FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    in_parts(project, last, past, io::Error::other, take)
}

fn in_parts<E: Send>(
    project: &Project,
    last: Option<TxId>,
    past: &[TxId],
    fail: fn(ron::Error) -> E,
    mut take: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    let pieces = pieces(project, last, past).map_err(fail)?;
    let made = |number: usize| match pieces.get(number) {
        Some(Piece::Words(words)) => Ok(Cow::Borrowed(words.as_str())),
        Some(Piece::Items(items)) => written(items).map(Cow::Owned).map_err(fail),
        None => Ok(Cow::Borrowed("")),
    };
    in_order(pieces.len(), made, |part| take(&part))
}

/// A codebook as a file of its own: a map of codes, in the notation of a project file.
///
/// # Errors
/// None that is known: a code holds nothing that RON cannot write.
pub fn codebook_file(project: &Project) -> Result<String, ron::Error> {
    let layout = PrettyConfig::new().new_line("\n    ").indentor("    ").depth_limit(2);
    let mut out = format!("{HEADER}\n{{\n");
    let mut buffer = String::new();
    for (id, code) in project.codes().iter() {
        write!(out, "    \"{id}\": ")?;
        write_record(&**code, layout.clone(), &mut buffer, &mut out)?;
        out.push_str(",\n");
    }
    out.push_str("}\n");
    Ok(out)
}

/// A record or a text, to be written.
enum Item<'p> {
    Code(CodeId, &'p Code),
    Entity(EntityId, &'p Entity),
    Document(DocumentId, &'p Document),
    Event(EventId, &'p Event),
    Mark(MarkId, &'p Mark),
    View(ViewId, &'p View),
    Ruling(RulingId, &'p Ruling),
    Text(DocumentId, &'p str),
}

/// What is written in one go.
enum Piece<'p> {
    /// What stands around the records.
    Words(String),
    /// Records or texts, one after the other.
    Items(Vec<Item<'p>>),
}

/// About so many bytes of records are one piece of work for a core.
const PIECE: usize = 1 << 19;

/// All pieces of a file, from the first to the last.
fn pieces<'p>(project: &'p Project, last: Option<TxId>, past: &[TxId]) -> Result<Vec<Piece<'p>>, ron::Error> {
    let mut words = format!("{HEADER}\n(\n    format: {FORMAT},\n    project: \"{}\",\n", project.id());
    if let Some(last) = last {
        writeln!(words, "    last: \"{last}\",")?;
    }
    if !past.is_empty() {
        let ids: Vec<String> = past.iter().map(|id| format!("\"{id}\"")).collect();
        writeln!(words, "    past: [{}],", ids.join(", "))?;
    }
    let mut pieces = Vec::new();
    for section in Section::ALL {
        let (name, items) = (section.name(), items(project, section));
        // A project in which nothing was declined keeps the bytes that it had before there were rulings.
        match items.is_empty() {
            true if section == Section::Rulings => {}
            true => writeln!(words, "    {name}: {{}},")?,
            false => {
                writeln!(words, "    {name}: {{")?;
                pieces.push(Piece::Words(std::mem::take(&mut words)));
                split(items, &mut pieces);
                writeln!(words, "    }},")?;
            }
        }
    }
    words.push_str(")\n");
    pieces.push(Piece::Words(words));
    Ok(pieces)
}

/// Parts items so that none is much more work than another.
fn split<'p>(items: Vec<Item<'p>>, pieces: &mut Vec<Piece<'p>>) {
    let (mut piece, mut bytes) = (Vec::new(), 0);
    for item in items {
        bytes += item.bytes();
        piece.push(item);
        if bytes >= PIECE {
            pieces.push(Piece::Items(std::mem::take(&mut piece)));
            bytes = 0;
        }
    }
    pieces.push(Piece::Items(piece));
}

impl Item<'_> {
    /// About how many bytes it will be.
    fn bytes(&self) -> usize {
        match self {
            Self::Text(_, text) => text.len() + text.len() / 8 + 64,
            Self::Event(..) => 1_024,
            _ => 512,
        }
    }
}

fn items(project: &Project, section: Section) -> Vec<Item<'_>> {
    match section {
        Section::Codes => project.codes().iter().map(|(id, row)| Item::Code(id, row)).collect(),
        Section::Entities => project.entities().iter().map(|(id, row)| Item::Entity(id, row)).collect(),
        Section::Documents => project.documents().iter().map(|(id, row)| Item::Document(id, row)).collect(),
        Section::Events => project.events().iter().map(|(id, row)| Item::Event(id, row)).collect(),
        Section::Marks => project.marks().iter().map(|(id, row)| Item::Mark(id, row)).collect(),
        Section::Views => project.views().iter().map(|(id, row)| Item::View(id, row)).collect(),
        Section::Rulings => project.rulings().iter().map(|(id, row)| Item::Ruling(id, row)).collect(),
        Section::Texts => project.texts().map(|(id, text)| Item::Text(id, text)).collect(),
    }
}

fn written(items: &[Item<'_>]) -> Result<String, ron::Error> {
    let mut part = String::with_capacity(items.iter().map(Item::bytes).sum());
    items.iter().try_for_each(|item| write_item(item, &mut part))?;
    Ok(part)
}

fn write_item(item: &Item<'_>, out: &mut String) -> Result<(), ron::Error> {
    match item {
        Item::Code(id, row) => write_row(*id, *row, out),
        Item::Entity(id, row) => write_row(*id, *row, out),
        Item::Document(id, row) => write_row(*id, *row, out),
        Item::Event(id, row) => write_row(*id, *row, out),
        Item::Mark(id, row) => write_row(*id, *row, out),
        Item::View(id, row) => write_row(*id, *row, out),
        Item::Ruling(id, row) => write_row(*id, *row, out),
        Item::Text(id, text) => write_text(*id, text, out),
    }
}

fn write_row<T: Record>(id: T::Id, record: &T, out: &mut String) -> Result<(), ron::Error> {
    write!(out, "{RECORD_INDENT}\"{id}\": ")?;
    if spell(record, out).is_err() {
        write_record(record, layout(), &mut String::new(), out)?;
    }
    out.push_str(",\n");
    Ok(())
}

fn write_record<T: Record>(
    record: &T,
    layout: PrettyConfig,
    buffer: &mut String,
    out: &mut String,
) -> Result<(), ron::Error> {
    buffer.clear();
    options().to_writer_pretty(&mut *buffer, record, layout)?;
    Ok(copy_readable(buffer, out)?)
}

fn write_text(id: DocumentId, text: &str, out: &mut String) -> Result<(), ron::Error> {
    writeln!(out, "{RECORD_INDENT}\"{id}\": [")?;
    for line in text.split('\n') {
        out.push_str(RECORD_INDENT);
        out.push_str("    ");
        quote(line, out)?;
        out.push_str(",\n");
    }
    Ok(writeln!(out, "{RECORD_INDENT}],")?)
}

/// About how many bytes it will be, so that a large file is not copied over and over while it grows.
fn expected_len(project: &Project) -> usize {
    let texts: usize = project.texts().map(|(_, text)| text.len() + text.len() / 8 + 64).sum();
    let rows = project.codes().len() + project.entities().len() + project.documents().len() + project.marks().len();
    1024 + texts + 512 * (rows + 2 * project.events().len() + project.views().len() + project.rulings().len())
}
