//! Tables that can be filtered and sorted: events, entities, marks, hits of a search, and sentences behind a number.

pub mod agreement;
pub mod behind;
mod bulk;
pub mod coding;
pub mod concordance;
pub mod filterbar;
pub mod found;
pub mod grid;
pub mod history;
mod kwic;
pub mod merging;
pub mod names;
pub mod sentences;
pub mod table;
pub mod tocheck;
mod undated;
pub mod views;

use super::theme::{self, Palette};
pub use crate::model::Direction;
use egui::{Align, Button, Label, Layout, RichText, Sense, TextEdit, Ui, WidgetInfo};

/// The field above a table that filters it.
fn filter_field(ui: &mut Ui, id: &str, name: &str, filter: &mut String) {
    let hint = RichText::new(name.to_owned()).color(Palette::of(ui).weak);
    let field = TextEdit::singleline(filter)
        .id(egui::Id::unique(id.to_owned()))
        .hint_text(hint)
        .desired_width(220.0)
        .margin(egui::Margin::symmetric(8, 4));
    let response = ui.add(field);
    let typed = filter.clone();
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, "", typed.as_str(), name);
        info.label = Some(name.to_owned());
        info
    });
}

/// The head of a column: a click sorts by it, another one turns the order round. Says whether it was clicked.
fn column_head(ui: &mut Ui, name: &str, sorted: Option<Direction>, right: bool) -> bool {
    let palette = Palette::of(ui);
    let arrow = match sorted {
        Some(Direction::Up) => " ▲",
        Some(Direction::Down) => " ▼",
        None => "",
    };
    let text = RichText::new(format!("{name}{arrow}")).font(theme::small()).color(palette.weak);
    let layout = if right { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
    ui.with_layout(layout, |ui| ui.add(Button::new(text).frame(false))).inner.on_hover_text("Sort").clicked()
}

/// Rows that were sorted upwards, the way that they are to go.
fn directed<T>(direction: Direction, mut rows: Vec<T>) -> Vec<T> {
    if direction == Direction::Down {
        rows.reverse();
    }
    rows
}

/// With a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    first + letters.as_str()
}

/// A cell of text, cut where the column ends.
fn cell(ui: &mut Ui, text: &str, weak: bool) {
    let palette = Palette::of(ui);
    let colour = if weak { palette.weak } else { palette.text };
    let shown = super::widgets::line::line(ui, text, &theme::body(), colour, ui.available_width());
    let (rect, response) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), ui.available_height()), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, text));
    shown.paint(ui.painter(), egui::pos2(rect.left(), rect.center().y));
}

/// A number, at the right edge of its column.
fn number(ui: &mut Ui, number: usize) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let colour = Palette::of(ui).text;
        ui.add(Label::new(RichText::new(number.to_string()).color(colour)).selectable(false));
    });
}
