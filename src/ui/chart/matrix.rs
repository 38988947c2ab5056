//! Matrices: actors with actors, types along time, areas with actors, codes with codes, or any two things crossed. A
//! click on a cell, on a name or on a sum lists the sentences behind the number, beside the matrix.
//!
//! Filter, statuses, step and rule are those of every chart; what is crossed, the unit and the order are its own.

mod drawn;
mod heads;
mod opened;
mod sheet;

use super::controls::{self, choose};
use super::facts::Shelf;
use super::head::{Head, is_cramped};
use super::question::Question;
use super::trays::{self, Tray, Why};
use super::{Kind, bars};
use crate::base::number::counted;
use crate::model::{
    ChartKind, ChartSpec, DateRule, LineOrder, MatrixOf, MatrixSpec, Side, SplitBy, Step, Unit, Within,
};
use crate::project::Project;
use crate::query::Facts;
use crate::query::matrix::{Found, Matrix, NoMatrix, Shades};
use crate::ui::computed::Computed;
use crate::ui::theme;
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, row};
use egui::scroll_area::ScrollBarVisibility;
use egui::{ComboBox, Label, RichText, Role, ScrollArea, Ui, WidgetInfo};
use opened::Opened;
use sheet::{Asked, Sheet};
use std::sync::Arc;

/// How many lines can be chosen.
const MOST: [u16; 5] = [12, 30, 60, 150, 400];

/// State of the matrix: what it is asked beside what all charts are, and what came of it.
#[derive(Default)]
pub struct MatrixChart {
    asked: MatrixSpec,
    unit: Unit,
    figures: Computed<(u64, ChartSpec), Result<Shown, NoMatrix>>,
    sheet: Sheet,
    opened: Opened,
    head: Head,
}

/// The figures, and what is made of them once.
struct Shown {
    matrix: Arc<Matrix>,
    /// What they were counted from.
    facts: Arc<Facts>,
    trays: Vec<Tray>,
    shades: Shades,
    /// The most digits that a cell has.
    widest: usize,
}

impl Shown {
    fn of(matrix: Matrix, facts: Arc<Facts>) -> Self {
        let trays = [
            Tray::of(Why::GoingOn, matrix.bands.iter().map(|band| band.event)),
            Tray::of(Why::Sums, matrix.annotations.iter().map(|sum| sum.event)),
            Tray::of(Why::Undated, matrix.undated.iter().copied()),
            Tray::of(Why::WithoutDate, matrix.without_date.iter().copied()),
            Tray::of(Why::Spanning, matrix.spanning.iter().copied()),
            Tray::of(Why::Earlier, matrix.outside.earlier.iter().copied()),
            Tray::of(Why::Partly, matrix.outside.partly.iter().copied()),
            Tray::of(Why::LeftOut, matrix.set_aside.iter().copied()),
            Tray::of(Why::Unmarked, matrix.unmarked.iter().copied()),
        ];
        let widest = matrix.cells().map(|(_, found)| words_of(found).len()).max().unwrap_or(1);
        let shades = matrix.shades();
        Self { trays: trays.into_iter().flatten().collect(), shades, widest, matrix: Arc::new(matrix), facts }
    }
}

/// The number of a cell as it is written.
fn words_of(found: Found) -> String {
    crate::query::series::amount_in_words(found.amount)
}

impl MatrixChart {
    /// Whether newer figures are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.figures.is_running()
    }

    /// The whole chart: what every chart is asked, and what only a matrix is.
    #[must_use]
    pub fn spec(&self, question: &Question) -> ChartSpec {
        let kind = ChartKind::Matrix(self.asked.clone());
        ChartSpec { kind, unit: self.unit, ..question.common(Kind::Matrix) }
    }

    /// Asks what a saved matrix asks.
    pub fn take(&mut self, asked: MatrixSpec, unit: Unit) {
        (self.asked, self.unit) = (asked, unit);
    }

    /// Draws title, controls and cells.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        view: View<'_>,
        (question, shelf): (&mut Question, &Shelf),
        wishes: &mut Wishes,
    ) {
        let (revision, asked, shelf) = (view.session.revision(), self.spec(question), shelf.clone());
        let question_of_figures = (revision, asked.clone());
        let crossed = move |project: &Project| {
            let facts = shelf.facts(revision, project);
            facts.matrix(&asked).map(|matrix| Shown::of(matrix, facts))
        };
        if self.figures.refresh(ui.ctx(), view, question_of_figures, crossed) {
            self.sheet.forget();
            self.opened.forget();
        }
        let Self { figures, head, opened, .. } = self;
        let shown = figures.get().and_then(|shown| shown.as_ref().ok());
        let counted = shown.map_or("", |shown| &shown.matrix.title);
        question.above(
            ui,
            view,
            (Kind::Matrix, head, counted),
            wishes,
            |ui, own, wishes| shown.into_iter().for_each(|shown| title(ui, shown, own, (opened, wishes))),
            |_, _, _| (),
        );
        // One row, whatever the width: the cells need the height.
        let row = ScrollArea::horizontal()
            .id_salt("matrix-controls")
            .auto_shrink([false, true])
            .scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
        row.show(ui, |ui| ui.horizontal(|ui| self.controls(ui, &mut question.spec)));
        if is_cramped(ui, wishes) {
            return;
        }
        let Self { figures, sheet, opened, asked, .. } = self;
        match figures.get() {
            None => row::computing(ui),
            Some(Err(why)) => drop(row::empty(ui, "No matrix", &why.to_string(), None)),
            Some(Ok(shown)) if shown.matrix.total().count == 0 => {
                row::empty(ui, "Nothing to cross yet", nothing(view, asked.of), None);
            }
            Some(Ok(shown)) => match sheet.show(ui, shown) {
                Some(Asked::Sentences(row, column)) => opened.ask((row, column)),
                Some(Asked::Period(from, to)) => question.spec.filter.period = bars::days(from, to),
                Some(Asked::Step(step)) => question.spec.by = step,
                Some(Asked::Everything) => question.clear(),
                None => {}
            },
        }
        if let Some(Ok(shown)) = figures.get() {
            opened.show(ui.ctx(), view, shown, wishes);
        }
    }

    /// What is crossed, what is counted, in which order, and how many lines there are.
    fn controls(&mut self, ui: &mut Ui, chart: &mut ChartSpec) {
        presets(ui, &mut self.asked.of);
        let sides = |side: Side| match side {
            Side::Period => chart_step(chart.by),
            Side::By(split) => split.to_string(),
        };
        match &mut self.asked.of {
            MatrixOf::Codes(within) => {
                let text = |within: Within| match within {
                    Within::Overlap => "where marks overlap".to_owned(),
                    within => format!("in one {within}"),
                };
                choose(ui, "Where codes stand together", within, &Within::ALL, text);
            }
            MatrixOf::Pivot { rows, columns } => {
                let before = (*rows, *columns);
                choose(ui, "Rows", rows, &Side::ALL, sides);
                ui.label(RichText::new("×").color(theme::Palette::of(ui).weak));
                choose(ui, "Columns", columns, &Side::ALL, sides);
                // Time cannot be on both sides: where it is chosen for one it leaves the other to what was there.
                if (*rows, *columns) == (Side::Period, Side::Period) {
                    (*rows, *columns) = (before.1, before.0);
                }
                if chip::chip(ui, "Swap", None, "", false).on_hover_text("Rows become columns").clicked() {
                    std::mem::swap(rows, columns);
                    std::mem::swap(&mut self.asked.row_order, &mut self.asked.column_order);
                }
                choose(ui, "Counted unit", &mut self.unit, &Unit::ALL, |unit| unit.to_string());
            }
        }
        controls::statuses(ui, chart);
        if self.asked.of.is_timed() {
            choose(ui, "Width of a bin", &mut chart.by, &Step::ALL, |step| format!("per {step}"));
            choose(ui, "Imprecise dates", &mut chart.rule, &DateRule::ALL, |rule| controls::of_rule(rule).to_owned());
        }
        self.orders(ui);
        let mut choices = MOST.to_vec();
        if !choices.contains(&self.asked.most) {
            choices.push(self.asked.most);
        }
        choose(ui, "Rows and columns at most", &mut self.asked.most, &choices, |most| format!("at most {most}"));
    }

    fn orders(&mut self, ui: &mut Ui) {
        let by = |what: &'static str| {
            move |order: LineOrder| match order {
                LineOrder::Total => format!("{what} by total"),
                LineOrder::Name => format!("{what} by name"),
                LineOrder::Codebook => format!("{what} as in the codebook"),
            }
        };
        let MatrixSpec { of, row_order, column_order, .. } = &mut self.asked;
        if of.is_symmetric() {
            choose(ui, "Order", row_order, &LineOrder::ALL, by("sorted"));
            return;
        }
        let is_time = |side: Side| side == Side::Period;
        if let MatrixOf::Pivot { rows, columns } = *of {
            if !is_time(rows) {
                choose(ui, "Order of the rows", row_order, &LineOrder::ALL, by("rows"));
            }
            if !is_time(columns) {
                choose(ui, "Order of the columns", column_order, &LineOrder::ALL, by("columns"));
            }
        }
    }
}

fn chart_step(step: Step) -> String {
    format!("time, per {step}")
}

/// The matrices that are asked for most.
fn presets(ui: &mut Ui, of: &mut MatrixOf) {
    let by = Side::By;
    let pivot = |rows, columns| MatrixOf::Pivot { rows, columns };
    let within = if let MatrixOf::Codes(within) = *of { within } else { Within::default() };
    let all = [
        ("Actors together", pivot(by(SplitBy::Actor), by(SplitBy::Actor))),
        ("Types along time", pivot(by(SplitBy::Type), Side::Period)),
        ("Areas of actors", pivot(by(SplitBy::Area), by(SplitBy::Actor))),
        ("Codes together", MatrixOf::Codes(within)),
    ];
    let shown = all.iter().find(|(_, preset)| preset == of).map_or("Any two", |(name, _)| name);
    let combo = ComboBox::from_id_salt("matrix-of").selected_text(shown).width(112.0);
    let response = combo.show_ui(ui, |ui| {
        for (name, preset) in all {
            ui.selectable_value(of, preset, name);
        }
        let other = pivot(by(SplitBy::Place), by(SplitBy::Type));
        if ui.selectable_label(shown == "Any two", "Any two…").clicked() && shown != "Any two" {
            *of = other;
        }
    });
    let label = format!("Matrix: {shown}");
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &label));
    response.response.on_hover_text("What is crossed with what");
}

fn nothing(view: View<'_>, of: MatrixOf) -> &'static str {
    match of {
        MatrixOf::Codes(_) => "Tag words with codes: here stands which of them occur together.",
        _ if view.project().events().is_empty() => "Tag a sentence as an event and say who took part.",
        _ if of.is_timed() => "No event fits: look at the statuses and the filter, or give the undated ones a date.",
        MatrixOf::Pivot { .. } => "No event fits: look at the statuses and the filter.",
    }
}

/// A number with its unit: “3 events”.
fn said(matrix: &Matrix, found: Found) -> String {
    let unit = matrix.unit.as_str();
    let one = unit.strip_suffix('s').filter(|_| found.count == 1 && found.amount >= 1.0).unwrap_or(unit);
    format!("{} {one}", words_of(found))
}

/// What is counted, in words, and the numbers that it leaves out; each of them opens its events or marks.
fn title(ui: &mut Ui, Shown { matrix, trays, .. }: &Shown, own: &str, (opened, wishes): (&mut Opened, &mut Wishes)) {
    let heading = RichText::new(if own.is_empty() { &matrix.heading } else { own }).font(theme::section());
    ui.scope(|ui| {
        ui.set_max_width((ui.available_width() * 0.5).max(160.0));
        let title = ui.add(Label::new(heading).truncate());
        title.on_hover_text(format!("{}.\n{}.", matrix.title, matrix.rule));
    });
    if button::link(ui, &matrix.badge).on_hover_text("All sentences behind the matrix").clicked() {
        opened.ask((None, None));
    }
    if matrix.multiple {
        trays::note(ui, "One can stand in several rows or columns; the sums at the edges count it once");
    }
    matrix.remarks.iter().for_each(|remark| trays::note(ui, remark));
    trays::links(ui, trays, &matrix.spec.filter, wishes);
    let of_marks = [
        (&matrix.uncoded, "without a code", "Marks without a code are in no row"),
        (&matrix.unplaced, "gone", "Marks whose words are gone from the text stand in no sentence"),
    ];
    for (marks, name, reason) in of_marks.into_iter().filter(|(marks, ..)| !marks.is_empty()) {
        let text = format!("{} {name}", counted(marks.len(), "mark"));
        if button::link(ui, &text).on_hover_text(reason).clicked() {
            wishes.push(Wish::Sentences { title: text, marks: marks.clone() });
        }
    }
}
