//! The sentences that prove something, with outlet and date; a click goes to the place.

use crate::model::{MarkId, RecordId};
use crate::session::Command;
use crate::ui::ask::Ask;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::row;
use egui::{CornerRadius, Frame, Label, Margin, RichText, Role, Sense, Stroke, Ui, WidgetInfo};

/// A list of marks as quotes.
pub fn show(ui: &mut Ui, view: View<'_>, title: &str, marks: &[MarkId], wishes: &mut Wishes, ask: &mut Option<Ask>) {
    row::head(ui, title, Some(marks.len()));
    for mark in marks {
        quote(ui, view, *mark, wishes, ask);
    }
}

fn quote(ui: &mut Ui, view: View<'_>, id: MarkId, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let Some(mark) = view.project().marks().get(id) else { return };
    let palette = Palette::of(ui);
    let chosen = view.session.selection.mark == Some(id);
    let edge = if chosen { palette.accent } else { palette.line };
    let frame = Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(10, 8));
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::XS;
        let quote = format!("“{}”", shortened(&mark.quote));
        ui.add(Label::new(RichText::new(quote).font(theme::quote())).wrap().selectable(false));
        ui.label(RichText::new(source(view, id)).font(theme::small()).color(palette.weak));
    });
    let response = inner.response.interact(Sense::click());
    let name = format!("Evidence: {}", mark.quote);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    crate::ui::widgets::button::focus_ring(ui, &response);
    if response.clicked() {
        wishes.push(Wish::GoToMark(id));
    }
    response.on_hover_text("Go to this place in the article").context_menu(|ui| menu(ui, id, wishes, ask));
}

fn menu(ui: &mut Ui, id: MarkId, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    if ui.button("Evidence of another event…").clicked() {
        *ask = Some(Ask::AttachTo(Some(id)));
        ui.close();
    }
    if ui.button("Change the code…").clicked() {
        *ask = Some(Ask::MarkCode(id));
        ui.close();
    }
    if ui.button("Details of the mark").clicked() {
        wishes.push(Wish::Show(RecordId::Mark(id)));
        ui.close();
    }
    ui.separator();
    if ui.button("Delete the mark").clicked() {
        wishes.command(Command::Delete(vec![RecordId::Mark(id)]));
        ui.close();
    }
}

/// “The Daily Strait · 10 March 2025”.
pub fn source(view: View<'_>, id: MarkId) -> String {
    let mark = view.project().marks().get(id);
    let Some(document) = mark.and_then(|mark| view.project().documents().get(mark.document)) else {
        return String::new();
    };
    let outlet = if document.outlet.is_empty() { &document.title } else { &document.outlet };
    let date = document.published.as_ref().map(|published| format!(" · {}", published.when.human()));
    format!("{outlet}{}", date.unwrap_or_default())
}

fn shortened(quote: &str) -> String {
    const MOST_CHARS: usize = 240;
    match quote.char_indices().nth(MOST_CHARS) {
        None => quote.to_owned(),
        Some((at, _)) => format!("{}…", quote.get(..at).unwrap_or_default().trim_end()),
    }
}
