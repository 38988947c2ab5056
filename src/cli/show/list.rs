//! A list as it was asked for: chosen columns, groups under heads, or JSON.

use super::asked::Asked;
use super::{entities, events, marks};
use crate::cli::output::{self, Column, Format};
use crate::cli::report::{Answer, Trouble};
use crate::model::{ListOf, RecordId};
use crate::query::table::{self, Rows};
use crate::session::Session;
use serde::Serialize;
use std::ops::Range;

/// Rows of one kind, as the table and JSON show them.
pub(super) enum Shown {
    Events(Vec<events::Row>),
    Entities(Vec<entities::Row>),
    Marks(Vec<marks::Row>),
}

/// Rows that have something in common.
#[derive(Serialize)]
struct Group<'a, T> {
    #[serde(rename = "group")]
    name: &'a str,
    count: usize,
    rows: &'a [T],
}

/// Prints the list; says whether there was any row.
pub(super) fn print(session: &Session, of: ListOf, asked: &Asked, format: Format) -> Result<(Answer, bool), Trouble> {
    let project = session.project();
    let spec = asked.spec(project, of)?;
    let found = table::rows(project, &spec);
    let shown = shown(session, of, &found.ids);
    let any = !found.ids.is_empty();
    if format.json {
        json(&shown, &found)?;
    } else if any {
        let chosen = !spec.columns.is_empty();
        let (columns, names): (Vec<Column>, Vec<String>) = if chosen {
            let column = |column: &crate::model::ListColumn| {
                if column.is_count() { Column::Right("") } else { Column::Left("") }
            };
            (
                spec.shown().iter().map(column).collect(),
                spec.shown().iter().map(|column| column.to_string().to_uppercase()).collect(),
            )
        } else {
            let columns = columns(of);
            (columns.to_vec(), columns.iter().map(|column| column.name().to_uppercase()).collect())
        };
        let lines = if chosen {
            let cell = |id: &RecordId| {
                spec.shown().iter().map(|column| table::cell(project, &found.reach, *id, *column)).collect()
            };
            found.ids.iter().map(cell).collect()
        } else {
            cells(&shown)
        };
        draw(&columns, names, &lines, &found)?;
    }
    Ok((Answer::Yes, any))
}

fn draw(columns: &[Column], names: Vec<String>, lines: &[Vec<String>], found: &Rows) -> Result<(), Trouble> {
    if found.groups.is_empty() {
        return output::table(columns, names, lines.to_vec());
    }
    for (at, group) in found.groups.iter().enumerate() {
        let gap = if at == 0 { "" } else { "\n" };
        output::put(&format!("{gap}{} ({})\n", group.name, group.rows.len()))?;
        let of_group: &[Vec<String>] = lines.get(group.rows.clone()).unwrap_or_default();
        output::table(columns, names.clone(), of_group.to_vec())?;
    }
    Ok(())
}

fn json(shown: &Shown, found: &Rows) -> Result<(), Trouble> {
    match shown {
        Shown::Events(rows) => grouped(rows, found),
        Shown::Entities(rows) => grouped(rows, found),
        Shown::Marks(rows) => grouped(rows, found),
    }
}

fn grouped<T: Serialize>(rows: &[T], found: &Rows) -> Result<(), Trouble> {
    if found.groups.is_empty() {
        return output::json(&rows);
    }
    let of = |range: &Range<usize>| rows.get(range.clone()).unwrap_or_default();
    let groups =
        found.groups.iter().map(|group| Group { name: &group.name, count: group.rows.len(), rows: of(&group.rows) });
    output::json(&groups.collect::<Vec<_>>())
}

fn shown(session: &Session, of: ListOf, ids: &[RecordId]) -> Shown {
    let event = |id: &RecordId| if let RecordId::Event(id) = id { Some(*id) } else { None };
    let entity = |id: &RecordId| if let RecordId::Entity(id) = id { Some(*id) } else { None };
    let mark = |id: &RecordId| if let RecordId::Mark(id) = id { Some(*id) } else { None };
    match of {
        ListOf::Events => Shown::Events(events::rows(session, ids.iter().filter_map(event))),
        ListOf::Entities => Shown::Entities(entities::rows(session, ids.iter().filter_map(entity))),
        ListOf::Marks => Shown::Marks(marks::rows(session, ids.iter().filter_map(mark))),
    }
}

fn columns(of: ListOf) -> &'static [Column] {
    match of {
        ListOf::Events => &events::COLUMNS,
        ListOf::Entities => &entities::COLUMNS,
        ListOf::Marks => &marks::COLUMNS,
    }
}

fn cells(shown: &Shown) -> Vec<Vec<String>> {
    match shown {
        Shown::Events(rows) => rows.iter().map(events::cells).collect(),
        Shown::Entities(rows) => rows.iter().map(entities::cells).collect(),
        Shown::Marks(rows) => rows.iter().map(marks::cells).collect(),
    }
}
