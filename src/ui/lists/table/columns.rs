//! The columns of a list: which, in which order, how wide.

use super::heading;
use crate::model::{ListColumn, ListOf};
use crate::session::settings::ListLook;
use crate::ui::icons;
use crate::ui::widgets::button;
use egui::{ComboBox, PopupCloseBehavior, Ui, WidgetInfo};
use egui_extras::Column;

/// A list to choose columns from, and to put them in order; the new ones, if somebody changed them.
pub(super) fn menu(ui: &mut Ui, of: ListOf, shown: &[ListColumn]) -> Option<Vec<ListColumn>> {
    let mut chosen = shown.to_vec();
    let combo = ComboBox::from_id_salt(("columns", of)).selected_text("Columns").width(84.0).height(420.0);
    let combo = combo.close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let response = combo.show_ui(ui, |ui| {
        // Those that are shown first, in their order; then the others.
        let others = of.columns().iter().copied().filter(|column| !shown.contains(column));
        for column in shown.iter().copied().chain(others) {
            one(ui, of, column, &mut chosen);
        }
    });
    response.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, "Columns"));
    response.response.on_hover_text("Choose columns and their order");
    (chosen != shown).then_some(chosen)
}

fn one(ui: &mut Ui, of: ListOf, column: ListColumn, chosen: &mut Vec<ListColumn>) {
    let name = heading(of, column);
    let at = chosen.iter().position(|other| *other == column);
    ui.horizontal(|ui| {
        let first = at == Some(0);
        let last = at.is_some_and(|at| at + 1 == chosen.len());
        let up = button::icon(ui, icons::CARET_UP, &format!("{name} further left"), "", at.is_some() && !first);
        let down = button::icon(ui, icons::CARET_DOWN, &format!("{name} further right"), "", at.is_some() && !last);
        let mut on = at.is_some();
        let ticked = ui.checkbox(&mut on, &name).changed();
        match at {
            Some(at) if up.clicked() && at > 0 => chosen.swap(at, at - 1),
            Some(at) if down.clicked() && at + 1 < chosen.len() => chosen.swap(at, at + 1),
            // One column stays.
            Some(at) if ticked && chosen.len() > 1 => drop(chosen.remove(at)),
            None if ticked => chosen.push(column),
            _ => {}
        }
    });
}

/// How wide a column is unless somebody made it another width, in points.
fn usual_width(column: ListColumn) -> f32 {
    use ListColumn as C;
    match column {
        C::Documents | C::Marks | C::Origins | C::Events => 86.0,
        C::Status | C::Certainty | C::Coder | C::Anchor => 92.0,
        C::When | C::Date | C::First | C::Last | C::Handling => 112.0,
        C::Changed | C::Outlet | C::Kind | C::Code => 128.0,
        C::Type | C::Place | C::Areas | C::PartOf | C::Event | C::Entity => 150.0,
        C::Who | C::Document | C::Note | C::Name | C::Spellings => 220.0,
        C::Title | C::Quote => 300.0,
    }
}

/// The column that takes what the others leave.
fn takes_the_rest(shown: &[ListColumn]) -> Option<ListColumn> {
    use ListColumn as C;
    let wide = [C::Title, C::Quote, C::Spellings, C::Note, C::Name];
    wide.into_iter().find(|column| shown.contains(column)).or(shown.last().copied())
}

/// The columns of the table.
pub(super) fn layout(shown: &[ListColumn], look: &ListLook) -> Vec<Column> {
    let rest = takes_the_rest(shown);
    let column = |column: &ListColumn| {
        if Some(*column) == rest {
            return Column::remainder().at_least(120.0).clip(true);
        }
        let width = look.width(*column).unwrap_or_else(|| usual_width(*column));
        Column::initial(width).at_least(48.0).clip(true).resizable(true)
    };
    shown.iter().map(column).collect()
}

/// Widths as they were drawn last, to see what somebody drags.
#[derive(Default)]
pub(super) struct Widths {
    drawn: Vec<(ListColumn, f32)>,
    dragged: bool,
}

impl Widths {
    /// Notes how wide the columns were drawn; once a drag has ended, the look with the new widths.
    pub(super) fn note(
        &mut self,
        ui: &Ui,
        shown: &[ListColumn],
        widths: &[f32],
        look: &ListLook,
    ) -> Option<ListLook> {
        let now: Vec<(ListColumn, f32)> = shown.iter().copied().zip(widths.iter().copied()).collect();
        let same_columns = now.len() == self.drawn.len() && now.iter().zip(&self.drawn).all(|(a, b)| a.0 == b.0);
        let moved = now.iter().zip(&self.drawn).any(|(a, b)| (a.1 - b.1).abs() > 0.5);
        let down = ui.input(|input| input.pointer.any_down());
        self.dragged |= down && same_columns && moved;
        self.drawn = now;
        if down || !std::mem::take(&mut self.dragged) {
            return None;
        }
        let rest = takes_the_rest(shown);
        let mut look = look.clone();
        for (column, width) in self.drawn.iter().filter(|(column, _)| Some(*column) != rest) {
            look.widths.insert(column.to_string(), *width);
        }
        Some(look)
    }
}
