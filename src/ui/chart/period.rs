//! A slider for the period that charts look at: two handles over the time of the data, and between them a small picture
//! of how many events begin when.
//!
//! Each handle has the keyboard for itself: ← and → move it by a bin, Page up and down by ten, Home and End to the end of
//! the data. The stretch between them can be dragged as a whole. Both handles at their ends are no period at all. What it does
//! *not* do: count; the charts say what is counted.

use crate::base::when::When;
use crate::query::calendar::day_label;
use crate::query::extent::Extent;
use crate::ui::theme::{self, Palette};
use egui::{
    Align2, CornerRadius, CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// Width of a handle, in points.
const HANDLE_PX: f32 = 9.0;

/// Narrower than this, it is no use.
pub(super) const LEAST_PX: f32 = 190.0;

/// What the slider was moved to.
pub(super) enum Slid {
    /// Another period.
    To(When),
    /// All of the time, which is no period.
    Everything,
}

/// Which end of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    From,
    To,
}

/// Draws the slider over the rest of the row; answers with what it was moved to, if it was.
/// Nothing is drawn where there is nothing to choose.
pub(super) fn show(ui: &mut Ui, extent: &Extent, period: Option<&When>) -> Option<Slid> {
    let count = extent.bins.len();
    let width = ui.available_width().min(420.0);
    if count < 2 {
        return None;
    }
    let (rect, _) = ui.allocate_exact_size(vec2(width, theme::CONTROL), Sense::hover());
    let inner = Rect::from_min_max(rect.min + vec2(HANDLE_PX, 1.0), rect.max - vec2(HANDLE_PX, 12.0));
    let scale = Scale { inner, count };
    let shown = extent.within(period);
    let (first, last) = shown.unwrap_or((0, count - 1));
    paint(ui, extent, &scale, shown);
    let middle = ui.interact(scale.between(first, last), Id::unique("period-middle"), Sense::drag());
    let middle = middle.on_hover_cursor(CursorIcon::Grab).on_hover_text("Drag: another period of the same length");
    let from = handle(ui, extent, &scale, (End::From, first));
    let to = handle(ui, extent, &scale, (End::To, last));
    let mut moved = (first, last);
    if let Some(at) = from.and_then(|by| by.apply(first, count)) {
        moved.0 = at.min(last);
    }
    if let Some(at) = to.and_then(|by| by.apply(last, count)) {
        moved.1 = at.max(first);
    }
    if let Some(by) = dragged(ui, &middle, &scale, first) {
        let by = by.clamp(-signed(first), signed(count - 1 - last));
        moved = (first.saturating_add_signed(by), last.saturating_add_signed(by));
    }
    (moved != (first, last)).then(|| extent.period(moved.0, moved.1).map_or(Slid::Everything, Slid::To))
}

/// Where bins stand.
struct Scale {
    inner: Rect,
    count: usize,
}

impl Scale {
    /// Where a bin begins; that after the last one, where it ends.
    fn x(&self, bin: usize) -> f32 {
        self.inner.left() + self.inner.width() * share(bin, self.count)
    }

    fn between(&self, first: usize, last: usize) -> Rect {
        Rect::from_min_max(pos2(self.x(first), self.inner.top()), pos2(self.x(last + 1), self.inner.bottom()))
    }

    /// The edge between bins that is nearest to a place.
    fn edge(&self, x: f32) -> usize {
        let share = ((x - self.inner.left()) / self.inner.width().max(1.0)).clamp(0.0, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the number of bins"
        )]
        let edge = (share * share_of(self.count)).round() as usize;
        edge
    }
}

fn share(part: usize, whole: usize) -> f32 {
    share_of(part) / share_of(whole.max(1))
}

fn share_of(count: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "there are at most some thousand bins")]
    let count = count as f32;
    count
}

fn signed(count: usize) -> isize {
    isize::try_from(count).unwrap_or(isize::MAX)
}

/// How a handle was moved.
#[derive(Clone, Copy)]
enum Move {
    To(usize),
    By(isize),
}

impl Move {
    fn apply(self, now: usize, count: usize) -> Option<usize> {
        let to = match self {
            Self::To(at) => at,
            Self::By(by) => now.saturating_add_signed(by),
        };
        Some(to.min(count.checked_sub(1)?))
    }
}

fn handle(ui: &Ui, extent: &Extent, scale: &Scale, (end, bin): (End, usize)) -> Option<Move> {
    let (name, edge) = match end {
        End::From => ("Period from", scale.x(bin)),
        End::To => ("Period to", scale.x(bin + 1)),
    };
    let side = if end == End::From { -HANDLE_PX } else { 0.0 };
    let rect = Rect::from_min_size(pos2(edge + side, scale.inner.top()), vec2(HANDLE_PX, scale.inner.height()));
    let response =
        ui.interact(rect.expand2(vec2(1.0, 2.0)), Id::unique(("period", end == End::From)), Sense::click_and_drag());
    let day = extent.bins.get(bin).map(|bin| if end == End::From { bin.first } else { bin.last });
    let day = day.map(day_label).unwrap_or_default();
    let value = f64::from(u32::try_from(bin).unwrap_or(u32::MAX));
    response.widget_info(|| WidgetInfo::slider(true, value, format!("{name} {day}")));
    paint_handle(ui, rect, &response, end);
    let hint = format!("{name} {day}\nDrag, or ← → by one {}, Home and End", extent.step);
    let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal).on_hover_text(hint);
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    if response.dragged() {
        let edge = scale.edge(response.interact_pointer_pos()?.x);
        return Some(Move::To(if end == End::From { edge } else { edge.saturating_sub(1) }));
    }
    keyboard(ui, &response, extent.bins.len())
}

fn keyboard(ui: &Ui, response: &Response, count: usize) -> Option<Move> {
    if !response.has_focus() {
        return None;
    }
    let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let moves = [
        (Key::ArrowLeft, Move::By(-1)),
        (Key::ArrowRight, Move::By(1)),
        (Key::PageDown, Move::By(-10)),
        (Key::PageUp, Move::By(10)),
        (Key::Home, Move::To(0)),
        (Key::End, Move::To(count.saturating_sub(1))),
    ];
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    moves.into_iter().find(|(key, _)| pressed(*key)).map(|(_, by)| by)
}

/// By how many bins the stretch between the handles was dragged since it was taken.
fn dragged(ui: &Ui, middle: &Response, scale: &Scale, first: usize) -> Option<isize> {
    let id = middle.id.with("taken");
    let pointer = middle.interact_pointer_pos()?;
    let edge = scale.edge(pointer.x);
    if middle.drag_started() {
        ui.data_mut(|data| data.insert_temp(id, signed(edge) - signed(first)));
    }
    if !middle.dragged() {
        return None;
    }
    let taken: isize = ui.data(|data| data.get_temp(id))?;
    Some(signed(edge) - taken - signed(first))
}

/// The bars, those outside of the period faint, and below them the two ends in words.
fn paint(ui: &Ui, extent: &Extent, scale: &Scale, shown: Option<(usize, usize)>) {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    let most = extent.counts.iter().copied().max().unwrap_or(0).max(1);
    let base = Stroke::new(1.0, palette.edge);
    painter.hline(scale.inner.x_range(), scale.inner.bottom(), base);
    for (bin, count) in extent.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let is_in = shown.is_some_and(|(first, last)| (first..=last).contains(&bin));
        let colour = if is_in { palette.accent } else { palette.edge.gamma_multiply(0.5) };
        let height = (share(*count, most).sqrt() * scale.inner.height()).max(2.0);
        let (left, right) = (scale.x(bin), scale.x(bin + 1));
        let bar = Rect::from_min_max(
            pos2(left, scale.inner.bottom() - height),
            pos2((right - 0.5).max(left + 0.8), scale.inner.bottom()),
        );
        painter.rect_filled(bar, CornerRadius::ZERO, colour);
    }
    let ends = shown.unwrap_or((0, extent.bins.len().saturating_sub(1)));
    let (from, to) = (extent.bins.get(ends.0), extent.bins.get(ends.1));
    let day = |day: Option<chrono::NaiveDate>| day.map(day_label).unwrap_or_default();
    let words = if shown.is_none() {
        "the period lies beside".to_owned()
    } else {
        format!("{} – {}", day(from.map(|bin| bin.first)), day(to.map(|bin| bin.last)))
    };
    let below = pos2(scale.inner.center().x, scale.inner.bottom() + 6.5);
    painter.text(below, Align2::CENTER_CENTER, words, egui::FontId::proportional(10.5), palette.weak);
}

fn paint_handle(ui: &Ui, rect: Rect, response: &Response, end: End) {
    let palette = Palette::of(ui);
    let (fill, edge) = if response.has_focus() {
        (palette.accent, palette.accent)
    } else if response.hovered() {
        (palette.hovered, palette.accent)
    } else {
        (palette.raised, palette.edge)
    };
    let corners = match end {
        End::From => CornerRadius { nw: 3, sw: 3, ne: 0, se: 0 },
        End::To => CornerRadius { nw: 0, sw: 0, ne: 3, se: 3 },
    };
    ui.painter().rect(rect, corners, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let grip = Stroke::new(1.0, if response.has_focus() { palette.on_accent } else { palette.weak });
    ui.painter().vline(rect.center().x, rect.y_range().shrink(4.0), grip);
}
