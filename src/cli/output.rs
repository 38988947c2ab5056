//! What is said on the standard output: rows as a table or as JSON, and texts as they are.
//!
//! Promises: every cell is one line without signs that steer a terminal; cells are cut only where a terminal would
//! break its lines, never in a pipe or a file; a reader that closes the pipe early is no error. What it does *not*
//! do: it chooses no words and no order.

use super::report::{Answer, Trouble, harmless};
use clap::Args;
use serde::Serialize;
use std::io::{ErrorKind, Write, stdout};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How the answer is printed.
#[derive(Args, Clone, Copy)]
pub struct Format {
    /// Print JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// A column of a table.
#[derive(Clone, Copy)]
pub enum Column {
    /// Words; cut at their end.
    Left(&'static str),
    /// Numbers, or words before something; cut at their beginning.
    Right(&'static str),
    /// Named while the program runs; numbers.
    Series,
}

/// Prints rows: as a JSON array, or as a table with these columns.
pub fn rows<T: Serialize>(
    format: Format,
    rows: &[T],
    columns: &[Column],
    cells: impl Fn(&T) -> Vec<String>,
) -> Result<Answer, Trouble> {
    if format.json {
        json(&rows)?;
    } else if !rows.is_empty() {
        let names = columns.iter().map(|column| column.name().to_uppercase()).collect();
        table(columns, names, rows.iter().map(cells).collect())?;
    }
    Ok(Answer::Yes)
}

/// Prints one JSON value.
pub fn json<T: Serialize>(value: &T) -> Result<(), Trouble> {
    let text = serde_json::to_string_pretty(value);
    let text = text.map_err(|error| Trouble::new(format!("The answer could not be written as JSON: {error}.")))?;
    put(&format!("{text}\n"))
}

/// Prints a table under these names.
pub fn table(columns: &[Column], names: Vec<String>, rows: Vec<Vec<String>>) -> Result<(), Trouble> {
    put(&drawn(columns, [names].into_iter().chain(rows), terminal_columns()))
}

/// Prints rows under no names.
pub fn list(columns: &[Column], rows: Vec<Vec<String>>) -> Result<(), Trouble> {
    put(&drawn(columns, rows.into_iter(), terminal_columns()))
}

fn terminal_columns() -> Option<usize> {
    terminal_size::terminal_size_of(stdout()).map(|(width, _)| width.0.into())
}

/// Prints a text.
pub fn put(text: &str) -> Result<(), Trouble> {
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Trouble::new(format!(
            "The answer could not be written to the standard output: {error}. The project is as the command left it. \
             Check where the output goes, then ask again."
        ))),
        _ => Ok(()),
    }
}

/// Blanks between two columns.
const GAP: usize = 2;

/// No column is cut below this: an id stays whole.
const LEAST: usize = 12;

fn drawn(columns: &[Column], rows: impl Iterator<Item = Vec<String>>, terminal: Option<usize>) -> String {
    let lines: Vec<Vec<String>> = rows.map(|row| row.iter().map(|cell| one_line(cell)).collect()).collect();
    let mut widths = vec![0; columns.len()];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.width());
        }
    }
    if let Some(terminal) = terminal {
        narrow(&mut widths, terminal);
    }
    lines.iter().map(|line| drawn_line(columns, &widths, line)).collect()
}

/// Takes columns from the widest until the line fits, or nothing more can be taken.
fn narrow(widths: &mut [usize], terminal: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    widths.iter_mut().for_each(|width| *width = (*width).min(terminal));
    while widths.iter().sum::<usize>() + gaps > terminal {
        match widths.iter_mut().max() {
            Some(widest) if *widest > LEAST => *widest -= 1,
            _ => return,
        }
    }
}

fn drawn_line(columns: &[Column], widths: &[usize], cells: &[String]) -> String {
    let mut line = String::new();
    for ((column, width), cell) in columns.iter().zip(widths).zip(cells) {
        let cell = column.cut(cell, *width);
        let blanks = " ".repeat(width.saturating_sub(cell.width()));
        match column {
            Column::Left(_) => line.extend([cell.as_str(), &blanks]),
            Column::Right(_) | Column::Series => line.extend([blanks.as_str(), &cell]),
        }
        line.push_str(&" ".repeat(GAP));
    }
    format!("{}\n", line.trim_end())
}

impl Column {
    /// Its name; empty if that is given while the program runs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Left(name) | Self::Right(name) => name,
            Self::Series => "",
        }
    }

    /// The cell in at most so many columns of the terminal.
    fn cut(self, cell: &str, width: usize) -> String {
        if cell.width() <= width {
            return cell.to_owned();
        }
        let room = width.saturating_sub(1);
        match self {
            Self::Left(_) | Self::Series => format!("{}…", fitting(cell.graphemes(true), room).concat()),
            Self::Right(_) => {
                let mut kept = fitting(cell.graphemes(true).rev(), room);
                kept.reverse();
                format!("…{}", kept.concat())
            }
        }
    }
}

fn fitting<'t>(graphemes: impl Iterator<Item = &'t str>, room: usize) -> Vec<&'t str> {
    let mut used = 0;
    let fits = |grapheme: &&str| {
        used += grapheme.width();
        used <= room
    };
    graphemes.take_while(fits).collect()
}

/// A cell in one line: breaks and tabs become blanks.
fn one_line(cell: &str) -> String {
    harmless(&cell.replace("\r\n", " ").replace(['\n', '\r', '\t'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(terminal: Option<usize>) -> String {
        let columns = [Column::Left("words"), Column::Right("before"), Column::Left("note")];
        let names = ["words", "before", "note"].map(str::to_owned).to_vec();
        let row = ["né\nà Rabat, وزارة 会談", "a long way before the words", "b"].map(str::to_owned).to_vec();
        drawn(&columns, [names, row].into_iter(), terminal)
    }

    #[test]
    fn columns_are_aligned_and_nothing_is_cut_in_a_pipe() {
        let drawn = draw(None);
        let [names, row] = drawn.lines().collect::<Vec<_>>()[..] else { panic!("{drawn}") };
        assert_eq!(row, "né à Rabat, وزارة 会談  a long way before the words  b");
        assert_eq!(names.width(), row.width() + "ote".len());
        assert!(names.starts_with("words  ") && names.ends_with("  before  note"), "{names}");
    }

    #[test]
    fn a_terminal_gets_what_fits() {
        let drawn = draw(Some(40));
        assert!(drawn.lines().all(|line| line.width() <= 40), "{drawn}");
        assert!(drawn.contains("…") && drawn.contains("the words"), "{drawn}");
    }

    #[test]
    fn cells_are_one_line_and_steer_nothing() {
        assert_eq!(one_line("a\r\nb\tc\u{1b}[2J"), "a b c\u{fffd}[2J");
    }
}
