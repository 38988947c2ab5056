//! All entities: name, kind, other spellings, how often named, in how many events.

use super::{Direction, cell, column_head, filter_field, number};
use crate::model::{EntityId, RecordId};
use crate::query::lists::{EntityFilter, EntityOrder, entities};
use crate::ui::action::Action;
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row};
use egui::{Context, RichText, Sense, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

/// State of the table.
#[derive(Default)]
pub struct Entities {
    text: String,
    order: EntityOrder,
    direction: Direction,
    rows: Computed<(u64, String, EntityOrder, Direction), Vec<EntityId>>,
}

impl Entities {
    /// Draws the filter and the table.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let total = view.project().entities().len();
        if total == 0 {
            let text = "Select a name in an article and press the key of an entity kind, such as 1 for a person.";
            row::empty(ui, "No entities yet", text, None);
            return;
        }
        self.refresh(ui.ctx(), view);
        ui.horizontal(|ui| {
            filter_field(ui, "entities-filter", "Filter entities", &mut self.text);
            let shown = self.rows.get().map_or(0, Vec::len);
            let count =
                if shown == total { format!("{total} entities") } else { format!("{shown} of {total} entities") };
            ui.label(RichText::new(count).color(Palette::of(ui).weak));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                button::action(ui, Action::AddEntity, view.session.read_only().is_none(), wishes);
            });
        });
        match self.rows.get().map(Vec::is_empty) {
            None => row::computing(ui),
            Some(true) => drop(row::empty(ui, "No entity fits", "Clear the filter to see all of them.", None)),
            Some(false) => self.table(ui, view, wishes),
        }
    }

    /// Whether newer rows are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.rows.is_running()
    }

    fn refresh(&mut self, ctx: &Context, view: View<'_>) {
        let (order, direction) = (self.order, self.direction);
        let filter = EntityFilter { text: self.text.clone(), ..EntityFilter::default() };
        let question = (view.session.revision(), self.text.clone(), order, direction);
        self.rows.refresh(ctx, view, question, move |project| direction.of(entities(project, &filter, order)));
    }

    fn table(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let mut sort = None;
        let Some(rows) = self.rows.get() else { return };
        let (order, direction) = (self.order, self.direction);
        TableBuilder::new(ui)
            .id_salt("entities")
            .sense(Sense::click())
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
            .column(Column::initial(260.0).at_least(100.0).clip(true).resizable(true))
            .column(Column::initial(120.0).at_least(60.0).clip(true).resizable(true))
            .column(Column::remainder().at_least(140.0).clip(true))
            .column(Column::exact(86.0))
            .column(Column::exact(86.0))
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

const HEADS: [(&str, Option<EntityOrder>, bool); 5] = [
    ("Name", Some(EntityOrder::Name), false),
    ("Kind", Some(EntityOrder::Kind), false),
    ("Also written", None, false),
    ("Mentions", Some(EntityOrder::Marks), true),
    ("Events", Some(EntityOrder::Events), true),
];

fn one(table: &mut TableRow<'_, '_>, view: View<'_>, id: EntityId, wishes: &mut Wishes) {
    let Some(entity) = view.project().entities().get(id) else { return };
    table.set_selected(view.session.selection.record == Some(RecordId::Entity(id)));
    table.col(|ui| cell(ui, entity.names.first().map_or("", |name| &name.text), false));
    table.col(|ui| cell(ui, entity.kind.map_or("", |kind| view.project().label(kind.into())), true));
    let others: Vec<&str> = entity.names.iter().skip(1).map(|name| name.text.as_str()).collect();
    table.col(|ui| cell(ui, &others.join(" · "), true));
    table.col(|ui| number(ui, view.index().mention_count(id)));
    table.col(|ui| number(ui, view.index().participation_count(id)));
    if table.response().clicked() {
        wishes.push(Wish::Show(RecordId::Entity(id)));
    }
}
