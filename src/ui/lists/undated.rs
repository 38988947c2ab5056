//! The tray of events without a usable date: why each cannot be placed, and a field that gives it a date with a reason,
//! as one step.

use super::cell;
use crate::base::when::{Understood, When};
use crate::model::{Assessed, EventId, Filter, RecordId};
use crate::ops::event::EventChange;
use crate::query::table::undated::{Undated, reference, undated};
use crate::session::Command;
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, line::line, row};
use egui::{Align, Context, Id, Key, Layout, RichText, Role, Sense, TextEdit, Ui, WidgetInfo, pos2};
use egui_extras::{Column, TableBuilder, TableRow};
use std::collections::BTreeMap;

/// Height of a row, in points: a field, and below it how it was understood.
const ROW_PX: f32 = 48.0;

/// State of the tray.
#[derive(Default)]
pub struct Tray {
    open: bool,
    rows: Computed<(u64, Filter), Vec<Undated>>,
    typed: BTreeMap<EventId, Typed>,
}

/// What somebody is typing for an event.
#[derive(Clone, Default)]
struct Typed {
    date: String,
    reason: String,
    /// Why it could not be stored.
    problem: Option<String>,
}

impl Tray {
    /// Whether it is shown instead of the list.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Shows it.
    pub fn open(&mut self) {
        self.open = true;
    }

    /// Whether newer rows are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.rows.is_running()
    }

    /// Sees to it that the events fit the project and the filter of the list, now or soon.
    pub fn refresh(&mut self, ctx: &Context, view: View<'_>, filter: &Filter) {
        let filter = filter.clone();
        let question = (view.session.revision(), filter.clone());
        if self.rows.refresh(ctx, view, question, move |project| undated(project, &filter)) {
            // What is typed for an event is kept until it is dated or gone.
            self.typed.retain(|event, _| view.project().has((*event).into()));
        }
    }

    /// “Undated 7”: shows the tray or the list.
    pub fn button(&mut self, ui: &mut Ui) {
        let count = self.rows.get().map_or(0, Vec::len);
        if count == 0 && !self.open {
            return;
        }
        let name = format!("Undated {}", crate::base::number::thousands(count));
        let response = chip::chip(ui, &name, None, "", self.open);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, self.open, &name));
        if response.on_hover_text("Events without a date that a chart could place").clicked() {
            self.open = !self.open;
        }
    }

    /// Draws the events and their fields.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let Some(rows) = self.rows.get() else {
            row::computing(ui);
            return;
        };
        if rows.is_empty() {
            let text = "Every event that the filter lets through has a date that a chart can place.";
            if row::empty(ui, "Nothing undated", text, Some("Back to the list")) {
                self.open = false;
            }
            return;
        }
        let writable = view.session.read_only().is_none();
        let typed = &mut self.typed;
        TableBuilder::new(ui)
            .id_salt("undated")
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .cell_layout(Layout::left_to_right(Align::Center))
            .column(Column::remainder().at_least(140.0).clip(true))
            .column(Column::initial(190.0).at_least(80.0).clip(true).resizable(true))
            .column(Column::initial(190.0).at_least(110.0).clip(true).resizable(true))
            .column(Column::initial(220.0).at_least(110.0).clip(true).resizable(true))
            .column(Column::exact(88.0))
            .header(theme::ROW, |mut head| {
                for name in ["Event", "Why", "Date", "Because", ""] {
                    head.col(|ui| {
                        ui.label(RichText::new(name).font(theme::small()).color(Palette::of(ui).weak));
                    });
                }
            })
            .body(|body| {
                body.rows(ROW_PX, rows.len(), |mut row| {
                    if let Some(undated) = rows.get(row.index()) {
                        one(&mut row, view, undated, typed, writable, wishes);
                    }
                });
            });
    }
}

fn one(
    row: &mut TableRow<'_, '_>,
    view: View<'_>,
    undated: &Undated,
    all: &mut BTreeMap<EventId, Typed>,
    writable: bool,
    wishes: &mut Wishes,
) {
    let id = undated.event;
    let title = view.project().label(id.into());
    let mut typed = all.get(&id).cloned().unwrap_or_default();
    row.set_selected(view.session.selection.record == Some(RecordId::Event(id)));
    row.col(|ui| name(ui, title, id, wishes));
    row.col(|ui| cell(ui, &undated.why.to_string(), true));
    let day = reference(view.project(), id);
    let mut done = false;
    row.col(|ui| {
        ui.add_enabled_ui(writable, |ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                let field = field(
                    ui,
                    ("undated-date", id),
                    &format!("Date of {title}"),
                    "10 March, 3/2025…",
                    &mut typed.date,
                );
                // The next field is not to take the same key.
                let entered = |input: &mut egui::InputState| input.consume_key(egui::Modifiers::NONE, Key::Enter);
                if field.lost_focus() && ui.input_mut(entered) {
                    ui.memory_mut(|memory| memory.request_focus(Id::unique(("undated-reason", id))));
                }
                understood(ui, &typed, day);
            });
        });
    });
    row.col(|ui| {
        ui.add_enabled_ui(writable, |ui| {
            let field =
                field(ui, ("undated-reason", id), &format!("Reason of {title}"), "Why this date", &mut typed.reason);
            done |= field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        });
    });
    row.col(|ui| {
        let able = writable && !typed.date.trim().is_empty();
        ui.add_enabled_ui(able, |ui| {
            let response = button::words(ui, "Date it", false);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, able, format!("Date {title}")));
            done |= response.clicked();
        });
    });
    if done {
        match command(id, &typed, day) {
            Ok(command) => {
                wishes.command(command);
                typed = Typed::default();
            }
            Err(problem) => typed.problem = Some(problem),
        }
    }
    if typed.date.is_empty() && typed.reason.is_empty() {
        all.remove(&id);
    } else {
        all.insert(id, typed);
    }
}

/// The title, which shows the event.
fn name(ui: &mut Ui, title: &str, id: EventId, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let shown = line(ui, title, &theme::body(), palette.text, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, title));
    button::focus_ring(ui, &response);
    shown.paint(ui.painter(), pos2(rect.left(), rect.center().y));
    if response.on_hover_text("Show this event").clicked() {
        wishes.push(Wish::Show(RecordId::Event(id)));
    }
}

fn field(ui: &mut Ui, id: (&str, EventId), name: &str, hint: &str, text: &mut String) -> egui::Response {
    let hint = RichText::new(hint).color(Palette::of(ui).weak);
    let edit = TextEdit::singleline(text).id(Id::unique(id)).hint_text(hint).desired_width(f32::INFINITY);
    let response = ui.add(edit.font(theme::body()).margin(egui::Margin::symmetric(8, 3)));
    let now = text.clone();
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, "", now.as_str(), name);
        info.label = Some(name.to_owned());
        info
    });
    response
}

/// How the date is understood, or what is missing.
fn understood(ui: &mut Ui, typed: &Typed, day: Option<chrono::NaiveDate>) {
    let palette = Palette::of(ui);
    if typed.date.trim().is_empty() {
        return;
    }
    let (said, colour) = match (&typed.problem, read(&typed.date, day)) {
        (_, Err(problem)) => (problem, palette.warn),
        (Some(problem), Ok(_)) if typed.reason.trim().is_empty() => (problem.clone(), palette.warn),
        (_, Ok(Understood { when, otherwise: None })) => (format!("= {}", when.human()), palette.good),
        (_, Ok(Understood { when, otherwise: Some(other) })) => {
            (format!("= {}, not {}", when.human(), other.human()), palette.warn)
        }
    };
    let width = ui.available_width();
    let shown = line(ui, &said, &theme::small(), colour, width);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 16.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    shown.paint(ui.painter(), rect.left_center());
}

fn read(text: &str, day: Option<chrono::NaiveDate>) -> Result<Understood, String> {
    When::understand(text, day).map_err(|error| error.to_string())
}

/// The date with its reason, or why that is not yet a date with a reason.
fn command(event: EventId, typed: &Typed, day: Option<chrono::NaiveDate>) -> Result<Command, String> {
    let when = read(&typed.date, day)?.when;
    let reason = typed.reason.trim().to_owned();
    if reason.is_empty() {
        return Err("Say why it is this date".to_owned());
    }
    let assessed = Assessed { reason, ..Assessed::plain(when) };
    Ok(Command::ChangeEvent { event, changes: vec![EventChange::When(Some(assessed))] })
}
