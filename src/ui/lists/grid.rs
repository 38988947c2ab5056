//! What each document says of the selected event, side by side: an analyst decides between sources cell by cell.
//!
//! A click on a cell, or Enter, accepts its value with its quote as source: one command, one undo. Arrows move from
//! cell to cell, Space goes to the place in the article. What contradicts another document has a sign, what the event
//! has got a tick, and what no document states is the analyst's.

use crate::base::number::counted;
use crate::model::{Assessed, EventId, Field, Figure, Participant, Place, RecordId, Source, StatusStep};
use crate::ops::event::EventChange;
use crate::query::grid::{By, Cell, Column as Document, Grid, Row, Said, grid};
use crate::session::Command;
use crate::ui::action::Action;
use crate::ui::ask::source::sourced;
use crate::ui::computed::Computed;
use crate::ui::icons;
use crate::ui::keys::Keymap;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::line::line;
use crate::ui::widgets::{button, row};
use egui::{
    Align2, Button, EventFilter, Id, Key, Label, Modifiers, Response, RichText, Role, ScrollArea, Sense, Ui,
    WidgetInfo, pos2,
};
use egui_extras::{Column, TableBody, TableBuilder};

/// So many documents stand side by side.
const MOST_COLUMNS: usize = 24;

/// State of the tab: the grid as of some revision.
#[derive(Default)]
pub struct Sources {
    grid: Computed<(u64, EventId), Option<Grid>>,
}

/// A line of the table: a row, and which of the values that a document states in it.
#[derive(Clone, Copy)]
struct Line<'g> {
    row: &'g Row,
    nth: usize,
}

impl<'g> Line<'g> {
    fn cell(self, column: usize) -> Option<&'g Cell> {
        self.row.cells.iter().filter(|cell| cell.column == column).nth(self.nth)
    }
}

impl Sources {
    /// Whether a newer grid is on its way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.grid.is_running()
    }

    /// Draws the grid of the selected event.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let Some(RecordId::Event(event)) = view.session.selection.record else {
            row::empty(ui, "No event is selected", "Select one: here stands what each article says of it.", None);
            return;
        };
        self.grid.refresh(ui.ctx(), view, (view.session.revision(), event), move |project| grid(project, event));
        let of_event = self.grid.answered().is_some_and(|(_, answered)| *answered == event);
        match self.grid.get().filter(|_| of_event) {
            Some(Some(grid)) if grid.columns.is_empty() => nothing(ui),
            Some(Some(grid)) => shown(ui, view, grid, wishes),
            Some(None) => nothing(ui),
            None => row::computing(ui),
        }
    }
}

fn nothing(ui: &mut Ui) {
    let key = Keymap::of(ui.ctx()).text(Action::AttachTo);
    let how = if key.is_empty() { String::new() } else { format!(" and press {key}") };
    let text = format!("Select the sentence that reports it in an article{how}.");
    row::empty(ui, "No article reports this event yet", &text, None);
}

fn shown(ui: &mut Ui, view: View<'_>, grid: &Grid, wishes: &mut Wishes) {
    head(ui, view, grid);
    let columns = grid.columns.len().min(MOST_COLUMNS);
    let lines = lines(grid, columns);
    ScrollArea::horizontal().id_salt(("grid", grid.event)).show(ui, |ui| {
        TableBuilder::new(ui)
            .id_salt("grid")
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
            .column(Column::initial(110.0).at_least(60.0).clip(true).resizable(true))
            .column(Column::initial(180.0).at_least(80.0).clip(true).resizable(true))
            .column(Column::exact(56.0))
            .columns(Column::initial(170.0).at_least(90.0).clip(true).resizable(true), columns)
            .header(theme::ROW, |mut head| {
                for name in ["Field", "Accepted", "Origins"] {
                    head.col(|ui| weak(ui, name));
                }
                for document in grid.columns.iter().take(columns) {
                    head.col(|ui| title(ui, grid, document, wishes));
                }
            })
            .body(|body| rows(body, view, grid, &lines, columns, wishes));
    });
}

fn head(ui: &mut Ui, view: View<'_>, grid: &Grid) {
    ui.horizontal(|ui| {
        let title = RichText::new(view.project().label(grid.event.into())).font(theme::section());
        ui.add(Label::new(title).truncate().selectable(false));
    });
    ui.horizontal(|ui| {
        let mut said = format!("{} · {}", counted(grid.columns.len(), "document"), counted(grid.origins, "origin"));
        if grid.columns.len() > MOST_COLUMNS {
            said = format!("{said} · the first {MOST_COLUMNS} are shown");
        }
        weak(ui, &said);
        match grid.contradictions() {
            0 => weak(ui, "· no contradictions"),
            against => {
                let warn = Palette::of(ui).warn;
                ui.label(RichText::new(icons::WARNING_CIRCLE).font(theme::icon(13.0)).color(warn));
                let said = format!("{} that cannot all be so", counted(against, "value"));
                ui.label(RichText::new(said).font(theme::small()).color(warn));
            }
        }
        weak(ui, "· Enter accepts, Space goes to the sentence");
    });
}

fn weak(ui: &mut Ui, text: &str) {
    let text = RichText::new(text).font(theme::small()).color(Palette::of(ui).weak);
    ui.add(Label::new(text).truncate().selectable(false));
}

/// The outlet and its day; a click opens the article.
fn title(ui: &mut Ui, grid: &Grid, document: &Document, wishes: &mut Wishes) {
    let date = document.date.as_ref().map(|date| format!(" · {}", date.short())).unwrap_or_default();
    // Numbers are told only where two outlets have one origin.
    let shared = grid.columns.iter().filter(|other| other.origin == document.origin).count() > 1;
    let origin = if shared { format!(" · origin {}", document.origin + 1) } else { String::new() };
    let text = RichText::new(format!("{}{date}{origin}", document.outlet)).font(theme::small());
    let response = ui.add(Button::new(text).frame(false).truncate());
    let about = if shared { "Open the article; its origin is that of another column" } else { "Open the article" };
    if response.on_hover_text(about).clicked() {
        wishes.push(Wish::Open(document.document));
    }
}

/// The rows, each as often as the document that says most in it has values.
fn lines(grid: &Grid, columns: usize) -> Vec<Line<'_>> {
    let depth = |row: &Row| {
        let of = |column: usize| row.cells.iter().filter(|cell| cell.column == column).count();
        (0..columns).map(of).max().unwrap_or(0).max(1)
    };
    grid.rows.iter().flat_map(|row| (0..depth(row)).map(move |nth| Line { row, nth })).collect()
}

fn rows(
    mut body: TableBody<'_>,
    view: View<'_>,
    grid: &Grid,
    lines: &[Line<'_>],
    columns: usize,
    wishes: &mut Wishes,
) {
    for (at, line) in lines.iter().enumerate() {
        body.row(theme::ROW, |mut table| {
            table.col(|ui| weak(ui, if line.nth == 0 { &line.row.label } else { "" }));
            table.col(|ui| accepted(ui, *line));
            table.col(|ui| origins(ui, *line));
            for column in 0..columns {
                table.col(|ui| {
                    if let Some(cell) = line.cell(column) {
                        one(ui, view, grid, (at, lines), cell, wishes);
                    }
                });
            }
        });
    }
}

fn accepted(ui: &mut Ui, line: Line<'_>) {
    if line.nth > 0 {
        return;
    }
    let palette = Palette::of(ui);
    let text = if line.row.accepted.is_empty() { "–" } else { line.row.accepted.as_str() };
    let name = match line.row.by {
        By::Analyst => format!("{}: {text}, the analyst’s", line.row.label),
        By::Documents => format!("{}: {text}, {}", line.row.label, counted(line.row.origins, "origin")),
        By::Nobody => format!("{}: nothing accepted", line.row.label),
    };
    let sign = if line.row.by == By::Analyst { icons::USER } else { "" };
    let (response, _) = painted(ui, (sign, palette.weak), text, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    if line.row.by == By::Analyst {
        response.on_hover_text(format!("{text}\nNo document states this: it is the analyst’s"));
    } else {
        response.on_hover_text(text);
    }
}

fn origins(ui: &mut Ui, line: Line<'_>) {
    if line.nth == 0 && line.row.by == By::Documents {
        weak(ui, &line.row.origins.to_string());
    }
}

/// A sign and words over the whole cell.
fn painted(ui: &mut Ui, sign: (&str, egui::Color32), text: &str, sense: Sense) -> (Response, f32) {
    let palette = Palette::of(ui);
    let size = egui::vec2(ui.available_width(), ui.available_height());
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let mut left = rect.left() + space::XS;
    if !sign.0.is_empty() {
        ui.painter().text(
            pos2(left + 6.0, rect.center().y),
            Align2::CENTER_CENTER,
            sign.0,
            theme::icon(13.0),
            sign.1,
        );
        left += space::L;
    }
    let words = line(ui, text, &theme::body(), palette.text, rect.right() - left - space::XS);
    words.paint(ui.painter(), pos2(left, rect.center().y));
    (response, left)
}

fn cell_id(event: EventId, at: usize, column: usize) -> Id {
    Id::unique(("grid-cell", event, at, column))
}

fn one(
    ui: &mut Ui,
    view: View<'_>,
    grid: &Grid,
    (at, lines): (usize, &[Line<'_>]),
    cell: &Cell,
    wishes: &mut Wishes,
) {
    let id = cell_id(grid.event, at, cell.column);
    let rect = ui.available_rect_before_wrap();
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    if has_focus {
        // Before the cell is asked whether it was clicked: Space would be a click.
        keys(ui, grid, (at, lines), cell, wishes);
    }
    let palette = Palette::of(ui);
    let sign = match (cell.contradicts.is_empty(), cell.accepted) {
        (false, _) => (icons::WARNING_CIRCLE, palette.warn),
        (true, true) => (icons::CHECK_CIRCLE, palette.good),
        (true, false) => ("", palette.weak),
    };
    let response = ui.interact(rect, id, Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, theme::RADIUS, palette.hovered);
    }
    painted(ui, sign, &cell.value, Sense::hover());
    let name = said(grid, cell);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, cell.accepted, &name));
    button::focus_ring(ui, &response);
    if row::took_keyboard(&response) {
        response.scroll_to_me(None);
    }
    if response.clicked() && view.session.read_only().is_none() {
        accept(view, grid.event, cell).into_iter().for_each(|command| wishes.command(command));
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        ui.label(format!("“{}”", cell.quote));
        ui.label(RichText::new(name).font(theme::small()).color(Palette::of(ui).weak));
    });
}

/// “Echo: 10 March 2025, accepted, contradicts Harbour Post”.
fn said(grid: &Grid, cell: &Cell) -> String {
    let accepted = if cell.accepted { ", accepted" } else { "" };
    let against: Vec<&str> = cell.contradicts.iter().map(|column| grid.outlet(*column)).collect();
    let against = if against.is_empty() { String::new() } else { format!(", contradicts {}", against.join(", ")) };
    format!("{}: {}{accepted}{against}", grid.outlet(cell.column), cell.value)
}

fn keys(ui: &Ui, grid: &Grid, (at, lines): (usize, &[Line<'_>]), cell: &Cell, wishes: &mut Wishes) {
    let id = cell_id(grid.event, at, cell.column);
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Space) {
        wishes.push(Wish::GoToEvidence(cell.mark, grid.event.into()));
    }
    let moves = [
        (Key::ArrowLeft, To::Left),
        (Key::ArrowRight, To::Right),
        (Key::ArrowUp, To::Up),
        (Key::ArrowDown, To::Down),
    ];
    for (key, to) in moves {
        if pressed(key)
            && let Some((line, column)) = next(lines, grid.columns.len().min(MOST_COLUMNS), (at, cell.column), to)
        {
            ui.memory_mut(|memory| memory.request_focus(cell_id(grid.event, line, column)));
        }
    }
}

#[derive(Clone, Copy)]
enum To {
    Left,
    Right,
    Up,
    Down,
}

/// The nearest cell in a direction that holds something.
fn next(lines: &[Line<'_>], columns: usize, from: (usize, usize), to: To) -> Option<(usize, usize)> {
    let cells = lines.iter().enumerate().flat_map(|(at, line)| {
        (0..columns).filter(move |column| line.cell(*column).is_some()).map(move |column| (at, column))
    });
    let (line, column) = from;
    let ahead = cells.filter(|(at, other)| match to {
        To::Left => *other < column,
        To::Right => *other > column,
        To::Up => *at < line,
        To::Down => *at > line,
    });
    ahead.min_by_key(|(at, other)| {
        let (down, aside) = (at.abs_diff(line), other.abs_diff(column));
        match to {
            To::Left | To::Right => (down, aside),
            To::Up | To::Down => (aside, down),
        }
    })
}

/// What makes the value of a cell that of the event, with its mark as source; `None` if it has no value.
fn accept(view: View<'_>, event: EventId, cell: &Cell) -> Option<Command> {
    let row = view.project().events().get(event)?;
    let source = Source::Mark(cell.mark);
    let set = |field: Field, change: EventChange| sourced(row, field, change, source);
    let changes = match &cell.said {
        Said::Kind(code) => set(Field::Kind, EventChange::Kind(Some(*code))),
        Said::When(when) => {
            let when = when.clone()?;
            let kept = row.assessed.as_ref().filter(|assessed| assessed.when == when);
            let reason = kept.map(|assessed| assessed.reason.clone()).unwrap_or_default();
            set(Field::When, EventChange::When(Some(Assessed { reason, source, ..Assessed::plain(when) })))
        }
        Said::Place(place) => set(Field::Place, place_instead(row, place, source)),
        Said::Participant(at, who) => {
            set(Field::Participants, EventChange::SetParticipant(*at, Participant { source, ..who.clone() }))
        }
        Said::Figure(at, figure) => figure_first(row, *at, figure)?,
        Said::Status(status, _) => {
            let mut changes = set(Field::Status, EventChange::Status(*status));
            changes.extend(former(view, row, *status));
            changes
        }
    };
    Some(Command::ChangeEvent { event, changes })
}

/// One place takes the place of another, of several it is one more; one that is there already is said by this mark.
fn place_instead(row: &crate::model::Event, place: &Place, source: Source) -> EventChange {
    let same = |has: &Place| has.entity == place.entity && (place.text.is_empty() || has.text == place.text);
    let known = row.places.iter().position(same);
    let text = known.and_then(|at| row.places.get(at)).map_or_else(|| place.text.clone(), |has| has.text.clone());
    let place = Place { text, source, ..place.clone() };
    match known.or((row.places.len() == 1).then_some(0)) {
        Some(at) => EventChange::SetPlace(at, place),
        None => EventChange::AddPlace(place),
    }
}

/// The accepted figure is the first one of those that count the same thing: the two change places.
fn figure_first(row: &crate::model::Event, at: usize, figure: &Figure) -> Option<Vec<EventChange>> {
    let counts = crate::query::grid::counts;
    let first = row.figures.iter().position(|other| counts(other) == counts(figure))?;
    let other = row.figures.get(first)?.clone();
    Some(vec![EventChange::SetFigure(first, figure.clone()), EventChange::SetFigure(at, other)])
}

/// Another status takes the place of one that a source stated: that becomes a step of the history.
fn former(view: View<'_>, row: &crate::model::Event, status: crate::model::Status) -> Option<EventChange> {
    let source = row.sources.get(&Field::Status).copied().unwrap_or_default();
    let Source::Mark(mark) = source else { return None };
    let document = view.project().marks().get(mark).and_then(|mark| view.project().documents().get(mark.document));
    let when = document.and_then(|row| row.published.as_ref()).map(|published| published.when.clone());
    let step = StatusStep { status: row.status, when, source };
    (row.status != status && !row.status_history.contains(&step)).then_some(EventChange::AddStatusStep(step))
}
