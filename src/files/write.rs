//! A project as the bytes of its file.
//!
//! Promises: the same project gives the same bytes; a record that did not change keeps its bytes, whatever happens
//! to the others; a text is a list of its lines, so that a comparison shows the paragraph that changed. What it does
//! *not* do: it does not touch the disk ([`super::store`] does).

use super::format::{FORMAT, HEADER, RECORD_INDENT, Section, copy_readable, layout, options, quote};
use super::quick::spell::spell;
use crate::base::parallel::in_parallel;
use crate::model::{
    Code, CodeId, Document, DocumentId, Entity, EntityId, Event, EventId, Mark, MarkId, Record, Ruling, RulingId,
    TxId, View, ViewId,
};
use crate::project::Project;
use ron::ser::PrettyConfig;
use std::fmt::Write;

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
    writeln!(out, "{HEADER}\n(\n    format: {FORMAT},\n    project: \"{}\",", project.id())?;
    if let Some(last) = last {
        writeln!(out, "    last: \"{last}\",")?;
    }
    if !past.is_empty() {
        let ids: Vec<String> = past.iter().map(|id| format!("\"{id}\"")).collect();
        writeln!(out, "    past: [{}],", ids.join(", "))?;
    }
    for section in Section::ALL {
        write_section(project, section, &mut out)?;
    }
    out.push_str(")\n");
    Ok(out)
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

/// So many records are one piece of work for a core.
const PIECE: usize = 1_024;

fn write_section(project: &Project, section: Section, out: &mut String) -> Result<(), ron::Error> {
    let name = section.name();
    let items = items(project, section);
    // A project in which nothing was declined keeps the bytes that it had before there were rulings.
    if items.is_empty() && section == Section::Rulings {
        return Ok(());
    }
    if items.is_empty() {
        return Ok(writeln!(out, "    {name}: {{}},")?);
    }
    writeln!(out, "    {name}: {{")?;
    write_items(&items, out)?;
    Ok(writeln!(out, "    }},")?)
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

/// Writes items one after the other; if they are many, pieces of them on all cores.
fn write_items(items: &[Item<'_>], out: &mut String) -> Result<(), ron::Error> {
    if items.len() <= PIECE {
        return items.iter().try_for_each(|item| write_item(item, out));
    }
    let pieces: Vec<&[Item<'_>]> = items.chunks(PIECE).collect();
    let written = in_parallel(pieces.len(), |number| {
        let mut part = String::new();
        pieces.get(number)?.iter().try_for_each(|item| write_item(item, &mut part)).ok()?;
        Some(part)
    });
    match written {
        Some(parts) => parts.iter().for_each(|part| out.push_str(part)),
        // Once more, to learn what the matter is.
        None => items.iter().try_for_each(|item| write_item(item, out))?,
    }
    Ok(())
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
