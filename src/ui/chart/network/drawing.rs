//! Ties, nodes and names of a network as triangles and places, made anew only when figures, zoom or colours change.
//!
//! Five thousand lines cost a frame more than it has. They are turned into triangles once, and moved where the canvas is
//! moved; a frame in which nothing changes shows the same again.

use super::Shown;
use super::camera::{Camera, Lens};
use super::sheet::{LINE_PX, node_shape, spot, tie_shapes};
use crate::query::network::{Area, labels};
use crate::ui::theme::Palette;
use egui::epaint::{Mesh, Tessellator};
use egui::{Rect, Shape, Ui, Vec2, vec2};
use std::sync::Arc;

/// The picture as it was drawn last.
#[derive(Default)]
pub(super) struct Drawing {
    made: Option<(Key, Picture)>,
    /// The mesh at another pan.
    moved: Option<(Key, Vec2, Arc<Mesh>)>,
}

/// What the picture depends on.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    figures: u64,
    place: Rect,
    zoom: f32,
    dark: bool,
    pixels_per_point: f32,
}

/// The picture of a canvas that is not moved.
struct Picture {
    mesh: Arc<Mesh>,
    /// The names that have room: node, and where.
    names: Vec<(usize, Rect)>,
}

impl Drawing {
    /// Draws ties and nodes; answers with the names that have room and where they stand.
    pub fn show(
        &mut self,
        ui: &Ui,
        (shown, number): (&Shown, u64),
        place: Rect,
        camera: Camera,
    ) -> Vec<(usize, Rect)> {
        let key = Key {
            figures: number,
            place,
            zoom: camera.zoom,
            dark: ui.visuals().dark_mode,
            pixels_per_point: ui.ctx().pixels_per_point(),
        };
        if self.made.as_ref().is_none_or(|(made, _)| *made != key) {
            let lens = camera.lens(place, shown.arranged.canvas).unmoved(camera);
            self.made = Some((key, picture(ui, shown, place, &lens)));
        }
        let Some((_, picture)) = &self.made else { return Vec::new() };
        let is_there = |(of, pan, _): &&(Key, Vec2, Arc<Mesh>)| *of == key && *pan == camera.pan;
        let mesh = if let Some((.., mesh)) = self.moved.as_ref().filter(is_there) {
            Arc::clone(mesh)
        } else {
            let mut mesh = Mesh::clone(&picture.mesh);
            mesh.translate(camera.pan);
            let mesh = Arc::new(mesh);
            self.moved = Some((key, camera.pan, Arc::clone(&mesh)));
            mesh
        };
        ui.painter().with_clip_rect(place).add(Shape::Mesh(mesh));
        picture.names.iter().map(|(node, area)| (*node, area.translate(camera.pan))).collect()
    }
}

fn picture(ui: &Ui, shown: &Shown, place: Rect, lens: &Lens) -> Picture {
    let palette = Palette::of(ui);
    let options = ui.ctx().tessellation_options(|options| *options);
    let mut tessellator = Tessellator::new(ui.ctx().pixels_per_point(), options, [1, 1], Vec::new());
    let mut mesh = Mesh::default();
    let mut add = |shape: Shape| tessellator.tessellate_shape(shape, &mut mesh);
    // The strongest last, so that they lie above.
    for at in (0..shown.figures.ties.len()).rev() {
        tie_shapes(shown, at, lens, palette, ui.visuals().dark_mode).into_iter().for_each(&mut add);
    }
    for at in (0..shown.figures.nodes.len()).rev() {
        add(node_shape(shown, at, lens, palette.panel));
    }
    Picture { mesh: Arc::new(mesh), names: names(ui, shown, place, lens) }
}

/// The names that have room, wherever on the canvas they stand.
fn names(ui: &Ui, shown: &Shown, place: Rect, lens: &Lens) -> Vec<(usize, Rect)> {
    let spots: Vec<_> = (0..shown.figures.nodes.len()).map(|at| spot(ui, shown, at, lens)).collect();
    // At the edges of a canvas that fills its place names end where it does; beyond, the canvas can be moved.
    let [width, height] = shown.arranged.canvas;
    let canvas = Rect::from_min_max(lens.on_screen([0.0, 0.0]), lens.on_screen([width, height]));
    let sheet = canvas.union(place.shrink2(vec2(2.0, 0.0)));
    let sheet = Area { left: sheet.left(), top: sheet.top(), right: sheet.right(), bottom: sheet.bottom() };
    let found = labels(&spots, LINE_PX, sheet);
    let rect = |area: Area| Rect::from_min_max(egui::pos2(area.left, area.top), egui::pos2(area.right, area.bottom));
    found.into_iter().enumerate().filter_map(|(node, area)| Some((node, rect(area?)))).collect()
}
