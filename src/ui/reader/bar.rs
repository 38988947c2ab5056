//! The scroll bar, which is also a map: thin stripes show where in the whole text the marks are. What stands alone is
//! shown at full strength among pale ones; what is evidence of the selected event has a tick that reaches out of the map.
//!
//! The stripes are gathered into one per few pixels only when the marks, the text or the height change; drawing them
//! costs the same for ten marks and for a hundred thousand. Pressing the bar goes there, dragging the thumb scrolls.

use super::column::Column;
use super::scroll::Scroll;
use super::{ReaderInput, ReaderStyle, Stripe};
use egui::epaint::Mesh;
use egui::{Color32, Id, Rect, Sense, Shape, Stroke, StrokeKind, Ui, pos2, vec2};
use std::sync::Arc;

/// Width of the bar, px.
pub const WIDTH_PX: f32 = 14.0;
/// Height of one stripe, px.
const STRIPE_PX: f32 = 3.0;
/// The thumb is never smaller, px.
const THUMB_PX: f32 = 28.0;

/// The scroll bar of one reader.
#[derive(Default)]
pub struct Bar {
    grabbed_px: f32,
    map: Option<(Key, Arc<Mesh>)>,
}

/// What the gathered stripes depend on.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    revision: u64,
    stripes: usize,
    map: u64,
    bytes: usize,
    track: Rect,
    tick: Color32,
}

impl Bar {
    /// Where the bar is in a window.
    #[must_use]
    pub fn track(window: Rect) -> Rect {
        Rect::from_min_max(
            pos2(window.right() - WIDTH_PX + 2.0, window.top() + 4.0),
            window.right_bottom() - vec2(4.0, 4.0),
        )
    }

    /// Follows the pointer on the bar.
    pub fn follow(&mut self, ui: &Ui, id: Id, window: Rect, column: &Column, scroll: &mut Scroll) {
        let track = Self::track(window);
        let response = ui.interact(track, id, Sense::CLICK | Sense::DRAG);
        let Some(thumb) = thumb(track, window.height(), column, scroll) else { return };
        let Some(pos) = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on()) else {
            return;
        };
        if ui.input(|i| i.pointer.primary_pressed()) {
            let on_thumb = thumb.y_range().contains(pos.y);
            self.grabbed_px = if on_thumb { pos.y - thumb.top() } else { thumb.height() / 2.0 };
        }
        let room = f64::from(track.height() - thumb.height()).max(1.0);
        let share = f64::from(pos.y - self.grabbed_px - track.top()) / room;
        let hidden = (column.heights().total() - f64::from(window.height())).max(0.0);
        scroll.to_y(column, share.clamp(0.0, 1.0) * hidden);
    }

    /// Draws track, stripes and thumb.
    pub fn draw(
        &mut self,
        ui: &Ui,
        window: Rect,
        column: &Column,
        scroll: &Scroll,
        style: &ReaderStyle,
        input: &ReaderInput,
    ) {
        let track = Self::track(window);
        let painter = ui.painter().with_clip_rect(window);
        painter.rect_filled(track, 2.0, style.line.gamma_multiply(0.35));
        let key = Key {
            revision: input.highlights.revision(),
            stripes: input.highlights.stripes().len(),
            map: input.map.revision,
            bytes: column.text().len(),
            track,
            tick: style.text,
        };
        if self.map.as_ref().is_none_or(|(old, _)| *old != key) {
            self.map = Some((key, Arc::new(gather(key, input))));
        }
        if let Some((_, mesh)) = self.map.as_ref().filter(|(_, mesh)| !mesh.is_empty()) {
            painter.add(Shape::Mesh(Arc::clone(mesh)));
        }
        if let Some(thumb) = thumb(track, window.height(), column, scroll) {
            let near = ui.rect_contains_pointer(track.expand(4.0));
            let strength = if near { 0.45 } else { 0.25 };
            // The edge is seen even where the map is dense.
            let edge = Stroke::new(1.0, style.text.gamma_multiply(strength + 0.3));
            painter.rect(thumb, 3.0, style.weak.gamma_multiply(strength), edge, StrokeKind::Inside);
        }
    }
}

/// The thumb; `None` if everything is in the window.
#[allow(clippy::cast_possible_truncation)]
fn thumb(track: Rect, window_px: f32, column: &Column, scroll: &Scroll) -> Option<Rect> {
    let (total, window) = (column.heights().total(), f64::from(window_px));
    if total <= window + 1.0 {
        return None;
    }
    let height = (f64::from(track.height()) * window / total).max(f64::from(THUMB_PX).min(f64::from(track.height())));
    let share = (scroll.y(column) / (total - window)).clamp(0.0, 1.0);
    let top = share * (f64::from(track.height()) - height);
    Some(Rect::from_min_size(pos2(track.left(), track.top() + top as f32), vec2(track.width(), height as f32)))
}

/// The map: pale stripes, full ones, and ticks.
fn gather(key: Key, input: &ReaderInput) -> Mesh {
    /// How much of their colour marks keep that stand back.
    const PALE: f32 = 0.2;
    /// How far a tick reaches out of the map, px.
    const TICK_PX: f32 = 5.0;
    let mut mesh = Mesh::default();
    let all = input.highlights.stripes();
    let strength = if input.map.alone.is_some() { PALE } else { 1.0 };
    stripes(&mut mesh, key, all, |colour| colour.gamma_multiply(strength));
    stripes(&mut mesh, key, input.map.alone.unwrap_or_default(), |colour| colour);
    let beside =
        Rect::from_min_size(key.track.left_top() - vec2(TICK_PX, 0.0), vec2(TICK_PX - 1.0, key.track.height()));
    stripes(&mut mesh, Key { track: beside, ..key }, input.map.ticked, |_| key.tick);
    mesh
}

/// One colour for every few pixels: the one that most of the marks there have (by majority vote, in one pass).
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn stripes(mesh: &mut Mesh, key: Key, all: &[Stripe], painted: impl Fn(Color32) -> Color32) {
    let buckets = (key.track.height() / STRIPE_PX).floor().max(1.0) as usize;
    let mut votes: Vec<(Color32, u32)> = vec![(Color32::TRANSPARENT, 0); buckets];
    for stripe in all {
        let bucket = (stripe.byte as f64 / key.bytes.max(1) as f64 * buckets as f64) as usize;
        let vote = &mut votes[bucket.min(buckets - 1)];
        match vote {
            (colour, count) if *colour == stripe.colour => *count += 1,
            (colour, count) if *count <= 1 => (*colour, *count) = (stripe.colour, 1),
            (_, count) => *count -= 1,
        }
    }
    for (number, (colour, count)) in votes.iter().enumerate() {
        if *count > 0 {
            let top = key.track.top() + number as f32 * STRIPE_PX;
            let rect = Rect::from_min_size(pos2(key.track.left(), top), vec2(key.track.width(), STRIPE_PX));
            mesh.add_colored_rect(rect, painted(*colour));
        }
    }
}
