//! Key words in context: the cells of a row that shows some words and what stands at their left and right.

use crate::query::concordance::reads_right_to_left;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::line::line;
use egui::{Align2, Color32, Sense, Ui, pos2, vec2};

/// Characters (code points) of context that a wide window can show on one side.
pub const CONTEXT_CHARS: usize = 120;
/// A narrow letter in points: a context is laid out only as far as it can be seen.
const NARROW_PX: f32 = 4.5;
/// Room for an ellipsis, in points.
const ELLIPSIS_PX: f32 = 14.0;

/// On which side of a hit something stands, as seen.
#[derive(Clone, Copy)]
pub enum Side {
    /// At the left.
    Left,
    /// At the right.
    Right,
}

/// The words that were found.
pub fn hit(ui: &mut Ui, words: &str, weak: bool) {
    let palette = Palette::of(ui);
    let colour = if weak { palette.weak } else { palette.text };
    let (rect, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let words = line(ui, words, &theme::medium(), colour, rect.width());
    let x = if words.rtl { rect.right() - words.width } else { rect.left() };
    words.paint(ui.painter(), pos2(x, rect.center().y));
}

/// What stands beside the hit, close to it; what has no room is cut at the far end.
pub fn beside(ui: &mut Ui, text: &str, side: Side) {
    let colour: Color32 = Palette::of(ui).weak;
    let (rect, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let rtl = reads_right_to_left(text);
    // What comes first is cut off at its beginning, what comes last at its end.
    let comes_before = matches!(side, Side::Left) != rtl;
    let text = near(text.trim(), rect.width(), comes_before);
    let context = line(ui, text, &theme::body(), colour, f32::INFINITY);
    // Where it is cut an ellipsis stands, at the far end.
    let room = if context.width > rect.width() { ELLIPSIS_PX } else { 0.0 };
    let (x, seen, far) = match side {
        Side::Left => (rect.right() - context.width, rect.with_min_x(rect.left() + room), rect.left_center()),
        Side::Right => (rect.left(), rect.with_max_x(rect.right() - room), rect.right_center() - vec2(room, 0.0)),
    };
    let painter = ui.painter().with_clip_rect(seen.intersect(ui.clip_rect()));
    context.paint(&painter, pos2(x, rect.center().y));
    if room > 0.0 {
        ui.painter().text(far, Align2::LEFT_CENTER, "…", theme::body(), colour);
    }
}

/// As much of a context as can have room, from the side of the hit.
fn near(text: &str, width_px: f32, comes_before: bool) -> &str {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a window is not wider than 2^16")]
    let chars = (width_px.max(0.0) / NARROW_PX) as usize;
    if comes_before {
        let from = text.char_indices().rev().take(chars).last().map_or(text.len(), |(at, _)| at);
        text.get(from..).unwrap_or_default()
    } else {
        let to = text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
        text.get(..to).unwrap_or_default()
    }
}
