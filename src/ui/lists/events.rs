//! All events: when, what type, what, who, how many documents and marks say so.

use super::{Direction, cell, column_head, filter_field, number};
use crate::model::{Code, Event, EventId, Filter, RecordId, Status, Who};
use crate::query::filter::{EventOrder, events};
use crate::ui::action::Action;
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, row};
use egui::{Context, Rect, RichText, Sense, Ui, vec2};
use egui_extras::{Column, TableBuilder, TableRow};
use std::collections::BTreeSet;

/// State of the table: filter, order, and the rows that come of them.
pub struct Events {
    text: String,
    status: Option<Status>,
    order: EventOrder,
    direction: Direction,
    rows: Computed<Key, Vec<EventId>>,
}

type Key = (u64, String, Option<Status>, EventOrder, Direction);

impl Default for Events {
    fn default() -> Self {
        Self {
            text: String::new(),
            status: None,
            order: EventOrder::When,
            direction: Direction::Down,
            rows: Computed::default(),
        }
    }
}

impl Events {
    /// Draws the filter and the table.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        if view.project().events().is_empty() {
            let text = "Select a sentence in an article and press the key of an event type.";
            row::empty(ui, "No events yet", text, None);
            return;
        }
        self.refresh(ui.ctx(), view);
        self.head(ui, view, wishes);
        match self.rows.get().map(Vec::is_empty) {
            None => row::computing(ui),
            Some(true) => drop(row::empty(ui, "No event fits", "Clear the filter to see all of them.", None)),
            Some(false) => self.table(ui, view, wishes),
        }
    }

    fn head(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        ui.horizontal(|ui| {
            filter_field(ui, "events-filter", "Filter events", &mut self.text);
            let chosen = self.status.map_or_else(|| "every status".to_owned(), |status| status.to_string());
            let name = format!("Status: {chosen}");
            let combo = egui::ComboBox::from_id_salt("events-status").selected_text(chosen).width(120.0);
            let statuses = combo.show_ui(ui, |ui| {
                ui.selectable_value(&mut self.status, None, "every status");
                for status in Status::ALL {
                    ui.selectable_value(&mut self.status, Some(status), status.to_string());
                }
            });
            statuses.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
            let rows = self.rows.get().map_or(&[][..], Vec::as_slice);
            let shown = rows.len();
            let total = view.project().events().len();
            let count = if shown == total { format!("{total} events") } else { format!("{shown} of {total} events") };
            ui.label(RichText::new(count).color(Palette::of(ui).weak));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                button::action(ui, Action::AddEvent, view.session.read_only().is_none(), wishes);
                if !rows.is_empty()
                    && button::link(ui, "Sentences").on_hover_text("All sentences behind these events").clicked()
                {
                    wishes.push(Wish::Evidence { title: count_title(shown), events: rows.to_vec() });
                }
            });
        });
    }

    /// Whether newer rows are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.rows.is_running()
    }

    fn refresh(&mut self, ctx: &Context, view: View<'_>) {
        let (order, direction) = (self.order, self.direction);
        let filter = Filter {
            text: self.text.clone(),
            statuses: self.status.into_iter().collect::<BTreeSet<_>>(),
            ..Filter::default()
        };
        let question: Key = (view.session.revision(), self.text.clone(), self.status, order, direction);
        self.rows.refresh(ctx, view, question, move |project| direction.of(events(project, &filter, order)));
    }

    fn table(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let mut sort = None;
        let Some(rows) = self.rows.get() else { return };
        let (order, direction) = (self.order, self.direction);
        TableBuilder::new(ui)
            .id_salt("events")
            .sense(Sense::click())
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
            .column(Column::initial(112.0).at_least(80.0).clip(true).resizable(true))
            .column(Column::initial(150.0).at_least(80.0).clip(true).resizable(true))
            .column(Column::remainder().at_least(140.0).clip(true))
            .column(Column::initial(220.0).at_least(80.0).clip(true).resizable(true))
            .column(Column::initial(86.0).clip(true))
            .column(Column::exact(86.0))
            .column(Column::exact(64.0))
            .header(theme::ROW, |mut head| {
                for (name, by, right) in HEADS {
                    head.col(|ui| {
                        let sorted = by.filter(|by| *by == order).map(|_| direction);
                        if column_head(ui, name, sorted, right) {
                            sort = by;
                        }
                    });
                }
            })
            .body(|body| {
                body.rows(theme::ROW, rows.len(), |mut table| {
                    if let Some(id) = rows.get(table.index()) {
                        one(&mut table, view, *id, wishes);
                    }
                });
            });
        if let Some(by) = sort {
            self.direction = if by == self.order { self.direction.turned() } else { Direction::Up };
            self.order = by;
        }
    }
}

const HEADS: [(&str, Option<EventOrder>, bool); 7] = [
    ("When", Some(EventOrder::When), false),
    ("Type", Some(EventOrder::Type), false),
    ("Title", Some(EventOrder::Title), false),
    ("Who", None, false),
    ("Status", Some(EventOrder::Status), false),
    ("Documents", Some(EventOrder::Documents), true),
    ("Marks", Some(EventOrder::Marks), true),
];

fn count_title(shown: usize) -> String {
    format!("{shown} events")
}

fn one(table: &mut TableRow<'_, '_>, view: View<'_>, id: EventId, wishes: &mut Wishes) {
    let Some(event) = view.project().events().get(id) else { return };
    table.set_selected(view.session.selection.record == Some(RecordId::Event(id)));
    table.col(|ui| {
        cell(
            ui,
            &event.when().map_or_else(|| "undated".to_owned(), crate::base::when::When::short),
            event.when().is_none(),
        );
    });
    let code = event.kind.and_then(|kind| view.project().codes().get(kind));
    table.col(|ui| kind(ui, code.map(|code| &**code)));
    table.col(|ui| cell(ui, &event.title, false));
    table.col(|ui| cell(ui, &who(view, event), true));
    table.col(|ui| cell(ui, &event.status.to_string(), event.status == Status::Happened));
    table.col(|ui| number(ui, view.index().documents_of_event(id).len()));
    table.col(|ui| number(ui, view.index().evidence_count(id)));
    if table.response().clicked() {
        wishes.push(Wish::Show(RecordId::Event(id)));
    }
}

fn kind(ui: &mut Ui, code: Option<&Code>) {
    let Some(code) = code else { return cell(ui, "", true) };
    let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
    let swatch = Rect::from_center_size(rect.center(), vec2(10.0, 10.0));
    chip::paint_swatch(ui.painter(), swatch, theme::of_code(code.colour), code.pattern);
    ui.spacing_mut().item_spacing.x = space::XS;
    cell(ui, &code.name, false);
}

fn who(view: View<'_>, event: &Event) -> String {
    let name = |who: &Who| match who {
        Who::Entity(entity) => view.project().label((*entity).into()).to_owned(),
        Who::Unnamed { text, .. } => text.clone(),
    };
    event.participants.iter().map(|participant| name(&participant.who)).collect::<Vec<_>>().join(", ")
}
