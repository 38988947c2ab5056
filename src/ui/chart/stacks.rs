//! The bars or lines themselves, with their patterns, as one picture.
//!
//! A chart of seventy months has many hundreds of parts, each with lines or dots in it. They are turned into triangles
//! only when figures, place, zoom or colours change; a frame in which nothing of that changes shows the same triangles
//! again. It does *not* know axes, pointer or keys.

use super::bars::{colour_of, on_screen};
use super::parts;
use crate::model::{Arranged, Drawn};
use crate::query::series::Activity;
use crate::ui::theme::Palette;
use crate::ui::widgets::chip::{pattern_shapes, stripes};
use egui::epaint::{CornerRadius, Mesh, RectShape, Tessellator};
use egui::{Color32, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, vec2};
use egui_plot::{PlotPoint, PlotTransform};
use std::sync::Arc;

/// The picture as it was drawn last.
#[derive(Default)]
pub(super) struct Stacks {
    made: Option<(Key, Arc<Mesh>)>,
    /// The height of the axis, for these figures.
    highest: Option<(u64, f64)>,
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
    /// The height that the upright axis has to show; `number` is another one for other figures.
    pub fn highest(&mut self, figures: &Activity, number: u64) -> f64 {
        match self.highest {
            Some((of, highest)) if of == number => highest,
            _ => self.highest.insert((number, parts::highest(figures))).1,
        }
    }

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
    let mut shapes = match figures.spec.drawn {
        Drawn::Bars => bars(figures, transform, palette),
        Drawn::Lines => lines(figures, transform, palette),
    };
    if figures.spec.denominator {
        shapes.extend(documents(figures, transform, palette));
    }
    shapes
}

fn bars(figures: &Activity, transform: &PlotTransform, palette: &Palette) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for part in (0..figures.bins.len()).flat_map(|bin| parts::of_bin(figures, bin)) {
        let rect = on_screen(transform, &part);
        let Some(series) = figures.series.get(part.series).filter(|_| rect.intersects(*transform.frame())) else {
            continue;
        };
        let colour = colour_of(figures, part.series);
        if series.hatched {
            shapes.extend(hatched(rect, colour));
        } else {
            let gap = Stroke::new(1.0, palette.panel);
            shapes.push(RectShape::new(rect, CornerRadius::ZERO, colour, gap, StrokeKind::Inside).into());
            shapes.extend(pattern_shapes(rect, series.pattern));
        }
    }
    if figures.multiple && figures.spec.arranged == Arranged::Stacked {
        shapes.extend(totals(figures, transform, palette));
    }
    shapes
}

/// Where an item stands in several parts of a bar, a line across the bar says how many there really are.
fn totals(figures: &Activity, transform: &PlotTransform, palette: &Palette) -> Vec<Shape> {
    let line = |bin: usize| {
        let total = figures.totals.get(bin).filter(|total| total.count > 0)?;
        let whole = parts::whole(figures, bin).filter(|whole| whole.high > total.amount)?;
        let at = |x: f64| transform.position_from_point(&PlotPoint::new(x, total.amount));
        let ends = [at(whole.left - 0.06), at(whole.right + 0.06)];
        Some(Shape::line_segment(ends, Stroke::new(2.0, palette.text)))
    };
    (0..figures.bins.len()).filter_map(line).collect()
}

/// What did not simply happen: pale, with an edge and stripes of its colour.
pub(super) fn hatched(rect: Rect, colour: Color32) -> Vec<Shape> {
    let edge = Stroke::new(1.2, colour);
    let pale = colour.gamma_multiply(0.25);
    let mut shapes = vec![RectShape::new(rect, CornerRadius::ZERO, pale, edge, StrokeKind::Inside).into()];
    shapes.extend(stripes(rect, edge));
    shapes
}

/// A line a series, with points of different forms, so that two of like colours can be told apart.
fn lines(figures: &Activity, transform: &PlotTransform, palette: &Palette) -> Vec<Shape> {
    let mut points: Vec<Vec<Pos2>> = vec![Vec::new(); figures.series.len()];
    for part in (0..figures.bins.len()).flat_map(|bin| parts::of_bin(figures, bin)) {
        if let Some(line) = points.get_mut(part.series) {
            line.push(on_screen(transform, &part).center());
        }
    }
    let mut shapes = Vec::new();
    for (at, line) in points.into_iter().enumerate() {
        let colour = colour_of(figures, at);
        let hatched = figures.series.get(at).is_some_and(|series| series.hatched);
        let stroke = Stroke::new(2.0, colour);
        if hatched {
            shapes.extend(Shape::dashed_line(&line, stroke, 6.0, 4.0));
        } else {
            shapes.push(Shape::line(line.clone(), stroke));
        }
        let edge = Stroke::new(1.0, palette.panel);
        let seen = line.into_iter().filter(|point| transform.frame().expand(8.0).contains(*point));
        shapes.extend(seen.map(|point| form(at, point, colour, edge)));
    }
    shapes
}

/// A point of a line: circle, square, diamond or triangle, in turn.
pub(super) fn form(series: usize, at: Pos2, colour: Color32, edge: Stroke) -> Shape {
    const R: f32 = 4.0;
    let corners = |corners: &[(f32, f32)]| corners.iter().map(|(x, y)| at + vec2(x * R, y * R)).collect();
    match series % 4 {
        0 => Shape::Circle(egui::epaint::CircleShape { center: at, radius: R, fill: colour, stroke: edge }),
        1 => Shape::convex_polygon(corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]), colour, edge),
        2 => Shape::convex_polygon(corners(&[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]), colour, edge),
        _ => Shape::convex_polygon(corners(&[(0.0, -1.2), (1.2, 0.9), (-1.2, 0.9)]), colour, edge),
    }
}

/// How many documents were published in each bin: a dotted line in steps, on a scale of its own that ends at the most.
fn documents(figures: &Activity, transform: &PlotTransform, palette: &Palette) -> Vec<Shape> {
    let counts: Vec<usize> = figures.denominator.bins.iter().map(Vec::len).collect();
    let most = parts::length(counts.iter().copied().max().unwrap_or(0).max(1));
    let (low, high) = (0.0, parts::highest(figures));
    let mut points = Vec::with_capacity(2 * counts.len());
    for (bin, count) in counts.into_iter().enumerate() {
        let y = low + (high - low) * parts::length(count) / most;
        for x in [parts::length(bin) - 0.5, parts::length(bin) + 0.5] {
            points.push(transform.position_from_point(&PlotPoint::new(x, y)));
        }
    }
    Shape::dashed_line(&points, Stroke::new(1.5, palette.weak), 2.0, 3.0)
}
