//! A list of events, entities or marks: filtered, sorted, grouped, with the columns that somebody chose. Several rows
//! can be chosen and changed as one step.
//!
//! The rows are computed when the project or the question changed, and for a large project beside the frames; cells
//! only where they are seen, once for each revision.

mod columns;
mod rows;

use super::bulk;
use super::filter_field;
use super::filterbar;
use super::undated::Tray;
use super::views;
use crate::base::number::thousands;
use crate::base::when::When;
use crate::model::{Direction, EventId, Filter, ListColumn, ListOf, ListSpec, MarkId, RecordId, Sorting, ViewId};
use crate::project::Project;
use crate::query::table::{self, Lines, Rows};
use crate::ui::action::Action;
use crate::ui::computed::Computed;
use crate::ui::theme::{Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::picker::{Picked, Picker};
use crate::ui::widgets::{button, chip, row};
use egui::{Align, ComboBox, Context, Id, Key, Layout, Modifiers, RichText, Ui, WidgetInfo};
use std::collections::{BTreeMap, BTreeSet};

/// State of a list: what it is asked, the rows that come of that, and what is chosen among them.
pub struct Records {
    /// What it is asked; no columns: those of the settings.
    pub(super) spec: ListSpec,
    /// The saved view that was chosen.
    pub(super) view: Option<ViewId>,
    /// The period of the charts, to which the list is narrowed.
    period: Option<When>,
    rows: Computed<(u64, ListSpec, Option<When>), Rows>,
    lines: Lines,
    folded: BTreeSet<String>,
    chosen: Chosen,
    cells: BTreeMap<(RecordId, ListColumn), String>,
    asking: Option<Asking>,
    tray: Tray,
    wants: Wants,
    widths: columns::Widths,
}

/// The rows that are chosen, and the line that the keys are about.
#[derive(Default)]
struct Chosen {
    records: BTreeSet<RecordId>,
    /// The line of the keys.
    at: usize,
    /// What stands in it, so that it is found again when the rows are others.
    on: Option<RecordId>,
    /// Where a stretch of chosen rows begins.
    from: usize,
}

/// What is to happen when the rows are drawn next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    Nothing,
    /// The line of the keys in sight.
    Sight,
    /// The keyboard, too.
    Focus,
}

/// An open list to choose from.
enum Asking {
    Filter(Picker<filterbar::Answer>),
    Bulk(bulk::Question, Picker<bulk::Answer>),
    Views(Picker<views::Answer>),
    Rename(ViewId, Picker<views::Answer>),
}

impl Records {
    /// All records of a kind.
    #[must_use]
    pub fn new(of: ListOf) -> Self {
        let mut spec = ListSpec::new(of);
        if of == ListOf::Events {
            // The latest first: what is worked on was often made a moment ago.
            spec.sort = Some(Sorting { by: ListColumn::When, direction: Direction::Down });
        }
        Self {
            spec,
            view: None,
            period: None,
            rows: Computed::default(),
            lines: Lines::default(),
            folded: BTreeSet::new(),
            chosen: Chosen::default(),
            cells: BTreeMap::new(),
            asking: None,
            tray: Tray::default(),
            wants: Wants::Nothing,
            widths: columns::Widths::default(),
        }
    }

    /// Whether newer rows are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.rows.is_running() || self.tray.is_computing()
    }

    /// Whether a list to choose from is open, which takes all keys.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Which records are let through.
    pub fn filter_mut(&mut self) -> &mut Filter {
        &mut self.spec.filter
    }

    /// Narrows the list to what has to do with a period of the charts.
    pub fn within(&mut self, period: Option<&When>) {
        if self.period.as_ref() != period {
            self.period = period.cloned();
        }
    }

    /// Shows the events without a usable date, of those that a filter lets through.
    pub fn open_tray(&mut self, filter: Filter) {
        self.spec.filter = filter;
        self.tray.open();
    }

    /// Draws the list.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let before = self.state();
        self.content(ui, view, wishes);
        // What was done below is seen above in the next frame.
        if self.state() != before {
            ui.ctx().request_repaint();
        }
    }

    /// What decides how the list looks.
    fn state(&self) -> impl PartialEq + use<> {
        let chosen = (self.chosen.records.len(), self.chosen.at);
        (self.spec.clone(), self.view, chosen, self.folded.len(), self.asking.is_some(), self.tray.is_open())
    }

    fn content(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        if table::total(view.project(), self.spec.of) == 0 {
            self.asking = None;
            let (title, text) = nothing_yet(self.spec.of);
            row::empty(ui, title, text, None);
            return;
        }
        self.refresh(ui.ctx(), view);
        self.bar(ui, view, wishes);
        self.ask(ui.ctx(), view, wishes);
        if self.tray.is_open() {
            self.tray.show(ui, view, wishes);
            return;
        }
        if self.chosen.records.len() > 1 {
            self.bulk_bar(ui, view, wishes);
        }
        match self.rows.get().map(|rows| rows.ids.is_empty()) {
            None => row::computing(ui),
            Some(true) => drop(row::empty(ui, none_fits(self.spec.of), "Clear the filter to see all of them.", None)),
            Some(false) => rows::show(self, ui, view, wishes),
        }
    }

    /// The list with the columns that are shown.
    fn asked(&self, view: View<'_>) -> ListSpec {
        let mut spec = self.spec.clone();
        if spec.columns.is_empty() {
            spec.columns = view.settings.list(spec.of).columns(spec.of);
        }
        spec.columns = spec.shown();
        spec
    }

    fn refresh(&mut self, ctx: &Context, view: View<'_>) {
        if self.view.is_some_and(|id| view.project().views().get(id).is_none_or(|row| row.list.is_none())) {
            self.view = None;
        }
        let spec = self.asked(view);
        let period = self.period.clone();
        let question = (view.session.revision(), spec.clone(), period.clone());
        let rows = move |project: &Project| table::rows_within(project, &spec, period.as_ref());
        if self.rows.refresh(ctx, view, question, rows) {
            self.cells.clear();
            self.chosen.records.retain(|id| view.project().has(*id));
            self.relay();
        }
        if self.spec.of == ListOf::Events {
            self.tray.refresh(ctx, view, &self.spec.filter);
        }
    }

    /// Makes the lines anew, and finds the line of the keys again.
    fn relay(&mut self) {
        let Some(rows) = self.rows.get() else { return };
        self.lines = Lines::of(rows, &self.folded);
        let found = self.chosen.on.and_then(|id| self.lines.find(rows, id));
        let last = self.lines.len().saturating_sub(1);
        self.chosen.at = found.unwrap_or(self.chosen.at).min(last);
        self.chosen.from = self.chosen.from.min(last);
    }

    fn bar(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        // Too narrow for both in one row: the tools go below the filter.
        let wide = ui.available_width() > 900.0;
        ui.horizontal(|ui| {
            self.filter(ui, view, wishes);
            if wide {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| self.tools(ui, view, wishes));
            }
        });
        if !wide {
            ui.horizontal(|ui| self.tools(ui, view, wishes));
        }
        if filterbar::has_chips(&self.spec.filter) || self.period.is_some() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
                filterbar::period(ui, self.period.as_ref(), wishes);
                filterbar::chips(ui, view.project(), self.spec.of, &mut self.spec.filter);
            });
        }
    }

    /// From the left: words, further filters, how many rows.
    fn filter(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let of = self.spec.of;
        let (id, name) = (format!("{of}-filter"), format!("Filter {of}"));
        filter_field(ui, &id, &name, &mut self.spec.filter.text);
        let in_field = ui.memory(|memory| memory.has_focus(Id::unique(id)));
        if in_field && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown)) {
            self.wants = Wants::Focus;
        }
        if chip::chip(ui, "+ Filter", None, "", false).on_hover_text("Let only some rows through").clicked() {
            self.asking = Some(Asking::Filter(filterbar::dimensions(of)));
        }
        if !self.spec.filter.is_everything()
            && button::link(ui, "Clear").on_hover_text("Let everything through; Backspace in the rows").clicked()
        {
            self.spec.filter = Filter::everything();
        }
        self.counts(ui, view, wishes);
        if of == ListOf::Events {
            self.tray.button(ui);
        }
    }

    /// How many rows there are, and what is behind all of them.
    fn counts(&self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let of = self.spec.of;
        let total = table::total(view.project(), of);
        let Some(rows) = self.rows.get() else { return };
        let shown = rows.count;
        let count = if shown == total {
            format!("{} {of}", thousands(total))
        } else {
            format!("{} of {} {of}", thousands(shown), thousands(total))
        };
        ui.label(RichText::new(&count).color(Palette::of(ui).weak));
        let what = format!("All sentences behind these {of}");
        if shown > 0 && button::link(ui, "Sentences").on_hover_text(what).clicked() {
            behind(view, count, &rows.distinct(), wishes);
        }
    }

    /// From the right: adding, views, columns, grouping.
    fn tools(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let writable = view.session.read_only().is_none();
        match self.spec.of {
            ListOf::Events => drop(button::action(ui, Action::AddEvent, writable, wishes)),
            ListOf::Entities => drop(button::action(ui, Action::AddEntity, writable, wishes)),
            ListOf::Marks => {}
        }
        let name = views::name(view.project(), self.view);
        let response = chip::chip(ui, &name, None, "", self.view.is_some());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("Views: {name}")));
        if response.on_hover_text("Saved lists").clicked() {
            self.asking = Some(Asking::Views(views::menu(view.project(), &self.spec, self.view)));
        }
        let shown = self.asked(view).columns;
        if let Some(columns) = columns::menu(ui, self.spec.of, &shown) {
            self.choose_columns(view, columns, wishes);
        }
        self.group_menu(ui);
    }

    fn choose_columns(&mut self, view: View<'_>, columns: Vec<ListColumn>, wishes: &mut Wishes) {
        // A saved view has its own columns; without one they are this person's.
        if self.view.is_some() {
            self.spec.columns = columns;
            return;
        }
        let mut look = view.settings.list(self.spec.of);
        look.choose(&columns);
        self.spec.columns.clear();
        wishes.push(Wish::ListLook(self.spec.of, look));
    }

    fn group_menu(&mut self, ui: &mut Ui) {
        let of = self.spec.of;
        let text = self.spec.group.map_or_else(|| "in one list".to_owned(), |by| format!("by {}", by.label(of)));
        let combo = ComboBox::from_id_salt(("group", of)).selected_text(&text).width(96.0);
        let before = self.spec.group;
        let response = combo.show_ui(ui, |ui| {
            ui.selectable_value(&mut self.spec.group, None, "in one list");
            for by in of.groups() {
                ui.selectable_value(&mut self.spec.group, Some(*by), format!("by {}", by.label(of)));
            }
        });
        if self.spec.group != before {
            self.folded.clear();
        }
        let name = format!("Grouped: {text}");
        response.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
        response.response.on_hover_text("Put rows together");
    }

    fn bulk_bar(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let chosen = &self.chosen.records;
        match bulk::bar(ui, view, self.spec.of, chosen.len()) {
            None => {}
            Some(bulk::Pressed::Ask(question)) => {
                let records: Vec<RecordId> = chosen.iter().copied().collect();
                self.asking = Some(Asking::Bulk(question, bulk::picker(view, question, records)));
            }
            Some(bulk::Pressed::Delete) => wishes.command(bulk::delete(chosen)),
            Some(bulk::Pressed::Sentences) => {
                let records: Vec<RecordId> = chosen.iter().copied().collect();
                let title = format!("{} selected {}", thousands(records.len()), self.spec.of);
                behind(view, title, &records, wishes);
            }
            Some(bulk::Pressed::LetGo) => self.chosen.records.clear(),
        }
    }

    /// Draws the open list to choose from, and does what was chosen.
    fn ask(&mut self, ctx: &Context, view: View<'_>, wishes: &mut Wishes) {
        let Some(mut asking) = self.asking.take() else { return };
        match &mut asking {
            Asking::Filter(picker) => match picker.show(ctx) {
                None => self.asking = Some(asking),
                Some(picked) => self.narrow(view, picked, wishes),
            },
            Asking::Bulk(question, picker) => match picker.show(ctx) {
                None => self.asking = Some(asking),
                Some(Picked::Choice(answer)) => {
                    wishes.command(bulk::command(*question, &self.chosen.records, answer));
                    self.wants = Wants::Focus;
                }
                Some(_) => self.wants = Wants::Focus,
            },
            Asking::Views(picker) => match picker.show(ctx) {
                None => self.asking = Some(asking),
                Some(picked) => self.use_view(view, picked, wishes),
            },
            Asking::Rename(id, picker) => match picker.show(ctx) {
                None => self.asking = Some(asking),
                Some(Picked::New { name, .. }) => {
                    let id = *id;
                    wishes.push(views::rename(view.project(), id, name));
                    self.wants = Wants::Focus;
                }
                Some(_) => self.wants = Wants::Focus,
            },
        }
    }

    fn narrow(&mut self, view: View<'_>, picked: Picked<filterbar::Answer>, wishes: &mut Wishes) {
        self.wants = Wants::Focus;
        match filterbar::answer(view, self.spec.of, picked) {
            filterbar::Next::Ask(picker) => self.asking = Some(Asking::Filter(*picker)),
            filterbar::Next::Add(part) => part.add(&mut self.spec.filter),
            filterbar::Next::Say(notice) => wishes.push(Wish::Say(notice)),
            filterbar::Next::Nothing => {}
        }
    }

    fn use_view(&mut self, view: View<'_>, picked: Picked<views::Answer>, wishes: &mut Wishes) {
        self.wants = Wants::Focus;
        let project = view.project();
        match (picked, self.view) {
            (Picked::Choice(views::Answer::Choose(id)), _) => {
                if let Some(list) = project.views().get(id).and_then(|row| row.list.clone()) {
                    self.show_view(Some(id), list);
                }
            }
            (Picked::Choice(views::Answer::Leave), _) => self.show_view(None, Self::new(self.spec.of).spec),
            (Picked::Choice(views::Answer::Update), Some(id)) => {
                wishes.push(views::update(project, id, self.asked(view)));
            }
            (Picked::Choice(views::Answer::Rename), Some(id)) => {
                self.asking = Some(Asking::Rename(id, views::renaming(project, id)));
            }
            (Picked::Choice(views::Answer::Delete), Some(id)) => {
                wishes.command(crate::session::Command::Delete(vec![id.into()]));
            }
            (Picked::New { name, .. }, _) => {
                let list = Box::new(self.asked(view));
                wishes.push(Wish::SaveList(name, list));
            }
            _ => {}
        }
    }

    fn show_view(&mut self, id: Option<ViewId>, list: ListSpec) {
        self.view = id;
        self.spec = list;
        self.folded.clear();
        self.chosen = Chosen::default();
    }

    /// A list was saved: it is the view that is shown from now on.
    pub fn saved(&mut self, id: ViewId, list: ListSpec) {
        self.show_view(Some(id), list);
    }
}

/// Lists the sentences behind records: of events by their date, of others mark by mark.
pub(super) fn behind(view: View<'_>, title: String, records: &[RecordId], wishes: &mut Wishes) {
    let event = |id: &RecordId| if let RecordId::Event(id) = id { Some(*id) } else { None };
    let events: Vec<EventId> = records.iter().filter_map(event).collect();
    if events.len() == records.len() {
        wishes.push(Wish::Evidence { title, events });
        return;
    }
    let marks = records.iter().flat_map(|id| table::cells::marks_behind(view.project(), *id));
    let marks: BTreeSet<MarkId> = marks.collect();
    wishes.push(Wish::Sentences { title, marks: marks.into_iter().collect() });
}

fn nothing_yet(of: ListOf) -> (&'static str, &'static str) {
    match of {
        ListOf::Events => ("No events yet", "Select a sentence in an article and press the key of an event type."),
        ListOf::Entities => (
            "No entities yet",
            "Select a name in an article and press the key of an entity kind, such as 1 for a person.",
        ),
        ListOf::Marks => ("No marks yet", "Select words in an article and press the key of a code."),
    }
}

fn none_fits(of: ListOf) -> &'static str {
    match of {
        ListOf::Events => "No event fits",
        ListOf::Entities => "No entity fits",
        ListOf::Marks => "No mark fits",
    }
}

/// What a column is called in its head.
pub(super) fn heading(of: ListOf, column: ListColumn) -> String {
    match (of, column) {
        (ListOf::Entities, ListColumn::Marks) => "Mentions".to_owned(),
        (ListOf::Entities, ListColumn::Spellings) => "Also written".to_owned(),
        _ => super::capital(&column.to_string()),
    }
}
