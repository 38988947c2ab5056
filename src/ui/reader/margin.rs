//! The stripes in the margin: how far each event mark reaches, in the colour of its code.
//!
//! A stripe stands in the lane of its mark; where that place is taken in the same row it moves one to the left. They
//! are only drawn: a click belongs to the text.

use super::paint::{LANES, Seen, Stress, faded};
use super::{Look, ReaderStyle, bar};
use crate::model::MarkId;
use egui::{self, Painter, Rangef, Rect};

/// From one stripe to the next, px.
const PITCH_PX: f32 = 6.0;
/// Width of a stripe, px.
const WIDE_PX: f32 = 3.0;
/// Only so many stripes before one are asked whether they stand in its way or belong to the same mark.
const NEAR: usize = 64;
/// Space needed beside the column for stripes and bar, px.
pub const MARGIN_PX: f32 = bar::WIDTH_PX + 16.0 + LANES as f32 * PITCH_PX;

struct Stripe<'a> {
    mark: MarkId,
    y: Rangef,
    seen: &'a Seen,
}

/// Draws the stripes of the visible marks at the right of the window.
pub fn draw(painter: &Painter, window: Rect, style: &ReaderStyle, seen: &[Seen]) {
    let mut taken: Vec<(u8, Rangef)> = Vec::new();
    for stripe in stripes(seen) {
        let free = |lane: &u8| {
            !taken.iter().rev().take(NEAR).any(|(other, y)| other == lane && y.intersects(stripe.y.shrink(1.0)))
        };
        let Some(lane) = (stripe.seen.highlight.lane..LANES).find(free) else { continue };
        taken.push((lane, stripe.y));
        let right = window.right() - bar::WIDTH_PX - 12.0 - PITCH_PX * f32::from(lane);
        let rect = Rect::from_x_y_ranges(right - WIDE_PX..=right, stripe.y);
        // What stands back is a hairline without colour.
        let (wider, colour) = match stripe.seen.stress {
            Stress::Back => (-1.0, faded(style.weak, 0.5)),
            Stress::None => (0.0, faded(stripe.seen.highlight.colour, 0.9)),
            Stress::Lit => (0.5, stripe.seen.highlight.colour),
            Stress::Selected => (1.0, stripe.seen.highlight.colour),
        };
        painter.rect_filled(rect.expand2(egui::vec2(wider, 0.0)), style.size_px / 10.0, colour);
    }
}

/// One stripe a mark, from its first visible row to its last.
fn stripes(seen: &[Seen]) -> Vec<Stripe<'_>> {
    let mut stripes: Vec<Stripe> = Vec::new();
    for one in seen.iter().filter(|one| matches!(one.highlight.look, Look::Event | Look::Plain)) {
        let (Some(first), Some(last)) = (one.places.first(), one.places.last()) else { continue };
        let y = Rangef::new(first.rect.top() + 3.0, last.rect.bottom() - 1.0);
        match stripes.iter_mut().rev().take(NEAR).find(|stripe| stripe.mark == one.highlight.mark) {
            Some(stripe) => stripe.y = Rangef::new(stripe.y.min.min(y.min), stripe.y.max.max(y.max)),
            None => stripes.push(Stripe { mark: one.highlight.mark, y, seen: one }),
        }
    }
    stripes
}
