//! A project as the bytes of its file.
//!
//! Promises: the same project gives the same bytes; a record that did not change keeps its bytes, whatever happens
//! to the others; a text is a list of its lines, so that a comparison shows the paragraph that changed. What it does
//! *not* do: it does not touch the disk ([`super::store`] does).

use super::format::{FORMAT, HEADER, RECORD_INDENT, Section, copy_readable, layout, options, quote};
use crate::model::{Record, TxId};
use crate::project::{Project, Table};
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

fn write_section(project: &Project, section: Section, out: &mut String) -> Result<(), ron::Error> {
    let name = section.name();
    let empty = match section {
        Section::Codes => project.codes().is_empty(),
        Section::Entities => project.entities().is_empty(),
        Section::Documents => project.documents().is_empty(),
        Section::Events => project.events().is_empty(),
        Section::Marks => project.marks().is_empty(),
        Section::Views => project.views().is_empty(),
        Section::Rulings => project.rulings().is_empty(),
        Section::Texts => project.texts().next().is_none(),
    };
    // A project in which nothing was declined keeps the bytes that it had before there were rulings.
    if empty && section == Section::Rulings {
        return Ok(());
    }
    if empty {
        return Ok(writeln!(out, "    {name}: {{}},")?);
    }
    writeln!(out, "    {name}: {{")?;
    match section {
        Section::Codes => write_table(project.codes(), out)?,
        Section::Entities => write_table(project.entities(), out)?,
        Section::Documents => write_table(project.documents(), out)?,
        Section::Events => write_table(project.events(), out)?,
        Section::Marks => write_table(project.marks(), out)?,
        Section::Views => write_table(project.views(), out)?,
        Section::Rulings => write_table(project.rulings(), out)?,
        Section::Texts => write_texts(project, out)?,
    }
    Ok(writeln!(out, "    }},")?)
}

fn write_table<T: Record>(table: &Table<T>, out: &mut String) -> Result<(), ron::Error> {
    let layout = layout();
    let mut buffer = String::new();
    for (id, record) in table.iter() {
        write!(out, "{RECORD_INDENT}\"{id}\": ")?;
        write_record(&**record, layout.clone(), &mut buffer, out)?;
        out.push_str(",\n");
    }
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

fn write_texts(project: &Project, out: &mut String) -> Result<(), ron::Error> {
    for (id, text) in project.texts() {
        writeln!(out, "{RECORD_INDENT}\"{id}\": [")?;
        for line in text.split('\n') {
            out.push_str(RECORD_INDENT);
            out.push_str("    ");
            quote(line, out)?;
            out.push_str(",\n");
        }
        writeln!(out, "{RECORD_INDENT}],")?;
    }
    Ok(())
}

/// About how many bytes it will be, so that a large file is not copied over and over while it grows.
fn expected_len(project: &Project) -> usize {
    let texts: usize = project.texts().map(|(_, text)| text.len() + text.len() / 8 + 64).sum();
    let rows = project.codes().len() + project.entities().len() + project.documents().len() + project.marks().len();
    1024 + texts + 512 * (rows + 2 * project.events().len() + project.views().len() + project.rulings().len())
}
