//! The names at the edges of a matrix: cut in their middle where they are too long, since names often differ at their
//! ends; dates in two lines, the year only where it begins.

use crate::model::Step;
use crate::query::Bin;
use crate::query::calendar::{month_name, quarter};
use crate::query::matrix::{Head, Line, Matrix};
use crate::ui::theme;
use crate::ui::widgets::line;
use chrono::{Datelike, NaiveDate};
use egui::Ui;

/// Names as they fit, made once for each state of the figures.
#[derive(Default)]
pub(super) struct Names {
    rows: Vec<Option<String>>,
    columns: Vec<Option<Vec<String>>>,
    widest: Option<f32>,
    pixels_per_point: f32,
}

/// The width of a name in the rows, in points.
const LEAST_PX: f32 = 90.0;
const MOST_PX: f32 = 230.0;

impl Names {
    /// Forgets them, also when letters have another size.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    pub fn check(&mut self, ui: &Ui) {
        let now = ui.ctx().pixels_per_point();
        if (self.pixels_per_point - now).abs() > f32::EPSILON {
            *self = Self { pixels_per_point: now, ..Self::default() };
        }
    }

    /// How wide the names of the rows are, in points.
    pub fn width(&mut self, ui: &Ui, matrix: &Matrix, room: f32) -> f32 {
        let widest = *self.widest.get_or_insert_with(|| {
            let width =
                |of: &Line| line::line(ui, &of.name, &theme::small(), theme::Palette::of(ui).text, MOST_PX).width;
            matrix.rows.iter().map(width).fold(LEAST_PX, f32::max) + indent(matrix) + 8.0
        });
        widest.min(room * 0.35).max(LEAST_PX.min(room * 0.35))
    }

    /// The name of a row in this width.
    pub fn row(&mut self, ui: &Ui, matrix: &Matrix, at: usize, width: f32) -> &str {
        self.rows.resize(matrix.rows.len(), None);
        let name = matrix.rows.get(at).map_or("", |line| line.name.as_str());
        let fitted = || line::middle(ui, name, &theme::small(), width, 1).join(" ");
        self.rows.get_mut(at).map_or("", |kept| kept.get_or_insert_with(fitted))
    }

    /// The name of a column in two lines of this width.
    pub fn column(&mut self, ui: &Ui, matrix: &Matrix, at: usize, width: f32) -> &[String] {
        self.columns.resize(matrix.columns.len(), None);
        let name = matrix.columns.get(at).map_or("", |line| line.name.as_str());
        let fitted = || line::middle(ui, name, &theme::small(), width, 2);
        self.columns.get_mut(at).map_or(&[], |kept| kept.get_or_insert_with(fitted))
    }
}

/// The stretches of time on a side.
pub(super) fn bins(matrix: &Matrix) -> Vec<Bin> {
    let bin = |line: &Line| match &line.head {
        Head::Bin(bin) => Some(bin.clone()),
        Head::Key(_) => None,
    };
    matrix.rows.iter().chain(&matrix.columns).filter_map(bin).collect()
}

/// How far names stand in behind their swatches, in points, if any of them has one.
pub(super) fn indent(matrix: &Matrix) -> f32 {
    if matrix.rows.iter().any(|line| line.colour.is_some()) { 14.0 } else { 0.0 }
}

/// The days of a line, if it is a stretch of time.
pub(super) fn days(line: Option<&Line>) -> Option<(NaiveDate, NaiveDate)> {
    match &line?.head {
        Head::Bin(bin) => Some((bin.first, bin.last)),
        Head::Key(_) => None,
    }
}

/// A bin in two words: what changes from one to the next, and what they share: “Mar”, “2025”.
pub(super) fn of_bin(step: Step, first: NaiveDate) -> (String, String) {
    let year = first.year().to_string();
    match step {
        Step::Day => (first.day().to_string(), format!("{} {year}", month_name(first.month()))),
        Step::Week => (format!("W{}", first.iso_week().week()), first.iso_week().year().to_string()),
        Step::Month => (month_name(first.month()).to_owned(), year),
        Step::Quarter => (format!("Q{}", quarter(first)), year),
        Step::Year => (year, String::new()),
    }
}
