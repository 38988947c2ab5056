//! The underlines of marks: where each lane runs and how each pattern looks.
//!
//! A pattern is the second sign beside the colour, so the four must be told apart in grey: solid, dashed, dotted,
//! double. Lines lie on whole pixels, so that they are sharp.

use super::paint::faded;
use crate::model::Pattern;
use egui::emath::GuiRounding;
use egui::{Color32, Painter, Rangef, Rect};

/// From one lane to the next, px.
const PITCH_PX: f32 = 3.0;

/// How strong a line is.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Thickness, px.
    pub thick_px: f32,
    /// 0 to 1.
    pub strength: f32,
}

/// Top of the underline in a lane, px.
#[must_use]
pub fn top(baseline: f32, size_px: f32, lane: u8) -> f32 {
    (baseline + 0.25 * size_px).round() + PITCH_PX * f32::from(lane)
}

/// Draws one underline from left to right.
pub fn draw(painter: &Painter, x: Rangef, y: f32, pattern: Pattern, line: Line, colour: Color32) {
    let ppp = painter.pixels_per_point();
    let y = y.round_to_pixels(ppp);
    let colour = faded(colour, line.strength);
    let thick = line.thick_px;
    match pattern {
        Pattern::Plain => bar(painter, x, y, thick, colour),
        Pattern::Stripes => dashes(painter, x, y, [6.0, 3.0, thick], colour),
        Pattern::Dots => dashes(painter, x, y, [thick.max(1.5), 2.0, thick], colour),
        Pattern::Double => {
            bar(painter, x, y, 1.0, colour);
            bar(painter, x, y + 2.0, 1.0, colour);
        }
    }
}

fn bar(painter: &Painter, x: Rangef, y: f32, thick: f32, colour: Color32) {
    painter.rect_filled(Rect::from_x_y_ranges(x, y..=y + thick), 0.0, colour);
}

/// Length, gap and thickness of a dash, px.
fn dashes(painter: &Painter, x: Rangef, y: f32, [length, gap, thick]: [f32; 3], colour: Color32) {
    let mut at = x.min;
    while at < x.max {
        bar(painter, Rangef::new(at, (at + length).min(x.max)), y, thick, colour);
        at += length + gap;
    }
}
