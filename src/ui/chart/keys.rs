//! A chart that has the keyboard as one thing: arrows stay in it, and what they are on is said in its corner.

use super::zoom::{narrower, wider};
use crate::model::Step;
use crate::query::Bin;
use crate::ui::theme::{self, Palette};
use egui::{
    Align2, CornerRadius, EventFilter, Key, Modifiers, Response, Role, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

/// What was asked of a chart of bins, by mouse or by keys.
pub(super) enum Asked<Cursor> {
    /// The sentences behind a place.
    Sentences(Cursor),
    /// To look only at the bins from one to another, in whichever order.
    Period(usize, usize),
    /// Bins of another width.
    Step(Step),
    /// To look at all events again.
    Everything,
}

/// What the keys ask that all charts of bins have: Enter the sentences, P this period alone, Backspace everything, + and
/// − another width.
pub(super) fn asked<Cursor>(
    ui: &Ui,
    (at, bin): (Cursor, usize),
    (step, bins): (Step, &[Bin]),
) -> Option<Asked<Cursor>> {
    if pressed(ui, Key::P) {
        return Some(Asked::Period(bin, bin));
    }
    if pressed(ui, Key::Backspace) {
        return Some(Asked::Everything);
    }
    if pressed(ui, Key::Plus) || pressed(ui, Key::Equals) {
        return narrower(step, bins).map(Asked::Step);
    }
    if pressed(ui, Key::Minus) {
        return wider(step).map(Asked::Step);
    }
    pressed(ui, Key::Enter).then_some(Asked::Sentences(at))
}

/// Says what the chart is on to a screen reader, and keeps the arrows if it has the keyboard; says whether it has.
pub(super) fn hold(ui: &Ui, chart: &Response, said: &str) -> bool {
    chart.widget_info(|| WidgetInfo::labeled(Role::Button, true, said.replace('\n', ", ")));
    if !chart.has_focus() {
        return false;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(chart.id, arrows));
    let edge = Stroke::new(1.0, Palette::of(ui).accent);
    ui.painter().rect_stroke(chart.rect, CornerRadius::same(theme::RADIUS), edge, StrokeKind::Inside);
    true
}

/// Whether a key was pressed, which is then nobody else's.
pub(super) fn pressed(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

/// Writes what the keyboard is on into the corner of the chart; the last line says what a click does, and is left out.
pub(super) fn say(ui: &Ui, chart: &Response, said: &str) {
    let text = said.lines().take(2).collect::<Vec<_>>().join(" · ");
    let corner = chart.rect.right_top() + vec2(-10.0, 8.0);
    ui.painter().text(corner, Align2::RIGHT_TOP, text, theme::small(), Palette::of(ui).text);
}
