//! The bars themselves, with their patterns, as one picture.
//!
//! A chart of seventy months has many hundreds of parts, each with lines or dots in it. They are turned into triangles
//! only when figures, place, zoom or colours change; a frame in which nothing of that changes shows the same triangles
//! again. It does *not* know axes, pointer or keys.

use super::bars::{colour_of, part, pattern_of};
use crate::query::series::Activity;
use crate::ui::theme::Palette;
use crate::ui::widgets::chip::pattern_shapes;
use egui::epaint::{CornerRadius, Mesh, RectShape, Tessellator};
use egui::{Rect, Shape, Stroke, StrokeKind, Ui};
use egui_plot::PlotTransform;
use std::sync::Arc;

/// The picture as it was drawn last.
#[derive(Default)]
pub(super) struct Stacks {
    made: Option<(Key, Arc<Mesh>)>,
}

/// What the picture depends on.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    /// Which figures: goes up with each new ones.
    figures: u64,
    frame: Rect,
    low: [f64; 2],
    high: [f64; 2],
    dark: bool,
    pixels_per_point: f32,
}

impl Stacks {
    /// Draws the bars; `number` is another one for other figures.
    pub fn show(&mut self, ui: &Ui, figures: &Activity, number: u64, transform: &PlotTransform) {
        let key = Key {
            figures: number,
            frame: *transform.frame(),
            low: transform.bounds().min(),
            high: transform.bounds().max(),
            dark: ui.visuals().dark_mode,
            pixels_per_point: ui.ctx().pixels_per_point(),
        };
        if self.made.as_ref().is_none_or(|(made, _)| *made != key) {
            self.made = Some((key, Arc::new(picture(ui, figures, transform))));
        }
        if let Some((_, mesh)) = &self.made {
            ui.painter().with_clip_rect(key.frame).add(Shape::Mesh(Arc::clone(mesh)));
        }
    }
}

fn picture(ui: &Ui, figures: &Activity, transform: &PlotTransform) -> Mesh {
    let options = ui.ctx().tessellation_options(|options| *options);
    let mut tessellator = Tessellator::new(ui.ctx().pixels_per_point(), options, [1, 1], Vec::new());
    let mut mesh = Mesh::default();
    for shape in shapes(figures, transform, Palette::of(ui)) {
        tessellator.tessellate_shape(shape, &mut mesh);
    }
    mesh
}

fn shapes(figures: &Activity, transform: &PlotTransform, palette: &Palette) -> Vec<Shape> {
    let gap = Stroke::new(1.0, palette.panel);
    let mut shapes = Vec::new();
    let mut bases = vec![0.0; figures.bins.len()];
    for (at, series) in figures.series.iter().enumerate() {
        let colour = colour_of(figures, at);
        for (bin, (cell, base)) in series.cells.iter().zip(&mut bases).enumerate() {
            let rect = part(transform, bin, *base, cell.amount);
            *base += cell.amount;
            if cell.count > 0 && rect.intersects(*transform.frame()) {
                shapes.push(RectShape::new(rect, CornerRadius::ZERO, colour, gap, StrokeKind::Inside).into());
                shapes.extend(pattern_shapes(rect, pattern_of(series)));
            }
        }
    }
    shapes
}
