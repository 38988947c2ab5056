//! Ties and names of a network as triangles and places, made anew only when figures, zoom or colours change; and its
//! nodes.
//!
//! Five thousand lines cost a frame more than it has. They are turned into triangles once: where the canvas is moved, so
//! are they, and where it is zoomed their ends go apart while they stay as thick as they were. Names move with their
//! nodes while somebody zooms, and look for room again when that rests. A frame in which nothing changes shows the same
//! again.

use super::Shown;
use super::camera::{Camera, Lens};
use super::sheet::{LINE_PX, MANY_TIES, name_width, node_shapes, spot, tie_shapes};
use crate::query::network::{Area, labels};
use crate::ui::theme::Palette;
use egui::epaint::{Mesh, Tessellator, Vertex};
use egui::{Color32, Painter, Pos2, Rect, Shape, Ui, Vec2, vec2};
use std::sync::Arc;

/// The picture as it was drawn last.
#[derive(Default)]
pub(super) struct Drawing {
    ties: Option<(Of, Ties)>,
    /// The lines on a canvas that is not moved.
    made: Option<(Key, Arc<Mesh>)>,
    /// The same at another pan.
    moved: Option<(Key, Vec2, Arc<Mesh>)>,
    widths: Widths,
    /// The names that have room on a canvas that is not moved, the lens they were placed for, and what for.
    names: Option<((Key, usize), Lens, Names)>,
}

/// How wide the names of the nodes are, the first ones first: to lay out five hundred is more than a frame has time for.
#[derive(Default)]
pub(super) struct Widths {
    /// The figures, and the pixels of a point.
    of: Option<(u64, f32)>,
    known: Vec<f32>,
}

/// So many names are measured in a frame.
const MEASURED: usize = 40;

impl Widths {
    /// Measures some more of them.
    fn go_on(&mut self, ui: &Ui, shown: &Shown, number: u64) {
        let of = (number, ui.ctx().pixels_per_point());
        if self.of != Some(of) {
            *self = Self { of: Some(of), known: Vec::new() };
        }
        let more = shown.figures.nodes.iter().skip(self.known.len()).take(MEASURED);
        self.known.extend(more.map(|node| name_width(ui, &node.name)));
        if self.known.len() < shown.figures.nodes.len() {
            ui.ctx().request_repaint();
        }
    }

    /// The width of the name of a node; infinite as long as it is not known.
    pub fn of(&self, node: usize) -> f32 {
        self.known.get(node).copied().unwrap_or(f32::INFINITY)
    }
}

/// Names by the places of their nodes, and where they stand.
type Names = Vec<(usize, Rect)>;

/// What the picture depends on beside the zoom.
#[derive(Clone, Copy, PartialEq)]
struct Of {
    figures: u64,
    place: Rect,
    dark: bool,
    pixels_per_point: f32,
}

/// All that the picture depends on.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    of: Of,
    zoom: f32,
}

/// Lines as triangles.
struct Ties {
    mesh: Mesh,
    /// How far each corner stands beside its line, which is how thick the line is.
    beside: Vec<Vec2>,
    /// What they were made for.
    lens: Lens,
}

impl Drawing {
    /// Draws ties and nodes; answers with the names that have room and where they stand.
    pub fn show(&mut self, ui: &Ui, (shown, number): (&Shown, u64), place: Rect, camera: Camera) -> Names {
        let dark = ui.visuals().dark_mode;
        let of = Of { figures: number, place, dark, pixels_per_point: ui.ctx().pixels_per_point() };
        let key = Key { of, zoom: camera.zoom };
        let lens = camera.lens(place, shown.arranged.canvas).unmoved(camera);
        let is_zooming = self.made.as_ref().is_some_and(|(made, _)| made.of == of && *made != key);
        let made = match self.made.take().filter(|(made, _)| *made == key) {
            Some((_, mesh)) => mesh,
            None => Arc::new(self.picture(ui, shown, of, &lens)),
        };
        self.made = Some((key, Arc::clone(&made)));
        let is_there = |(of, pan, _): &&(Key, Vec2, Arc<Mesh>)| *of == key && *pan == camera.pan;
        let mesh = if let Some((.., mesh)) = self.moved.as_ref().filter(is_there) {
            Arc::clone(mesh)
        } else {
            let moved = |vertex: &Vertex| Vertex { pos: vertex.pos + camera.pan, ..*vertex };
            let vertices = made.vertices.iter().map(moved).collect();
            let mesh = Arc::new(Mesh { vertices, indices: made.indices.clone(), texture_id: made.texture_id });
            self.moved = Some((key, camera.pan, Arc::clone(&mesh)));
            mesh
        };
        let painter = ui.painter().with_clip_rect(place);
        painter.add(Shape::Mesh(mesh));
        nodes(&painter, shown, &camera.lens(place, shown.arranged.canvas), Palette::of(ui).panel);
        self.widths.go_on(ui, shown, number);
        let names = self.names(ui, shown, (key, &lens), is_zooming);
        names.into_iter().map(|(node, area)| (node, area.translate(camera.pan))).collect()
    }

    /// How wide the names of the nodes are.
    pub fn widths(&self) -> &Widths {
        &self.widths
    }

    fn picture(&mut self, ui: &Ui, shown: &Shown, of: Of, lens: &Lens) -> Mesh {
        let ties = match self.ties.take().filter(|(ties, _)| *ties == of && shown.figures.ties.len() > MANY_TIES) {
            Some((_, ties)) => ties,
            // Dashes of few lines are as long at any zoom.
            None => Ties::of(ui, shown, lens),
        };
        let mesh = ties.seen_through(lens);
        self.ties = Some((of, ties));
        mesh
    }

    fn names(&mut self, ui: &Ui, shown: &Shown, (key, lens): (Key, &Lens), is_zooming: bool) -> Names {
        let wanted = (key, self.widths.known.len());
        match &self.names {
            Some((placed, _, names)) if *placed == wanted => names.clone(),
            Some((placed, before, names)) if is_zooming && placed.0.of == key.of => {
                // They are placed anew in the first frame in which the zoom rests.
                ui.ctx().request_repaint();
                let place = |node: usize| shown.arranged.places.get(node).copied().unwrap_or_default();
                let went = |node: usize| lens.on_screen(place(node)) - before.on_screen(place(node));
                names.iter().map(|(node, area)| (*node, area.translate(went(*node)))).collect()
            }
            _ => {
                let names = names(shown, &self.widths, key.of.place, lens);
                self.names = Some((wanted, *lens, names.clone()));
                names
            }
        }
    }
}

/// The nodes in sight, the biggest above: each is two filled forms, which cost less than to keep their corners.
fn nodes(painter: &Painter, shown: &Shown, lens: &Lens, edge: Color32) {
    let sight = painter.clip_rect();
    for at in (0..shown.figures.nodes.len()).rev() {
        let shapes = node_shapes(shown, at, lens, edge);
        if shapes.iter().any(|shape| shape.visual_bounding_rect().intersects(sight)) {
            painter.extend(shapes);
        }
    }
}

impl Ties {
    fn of(ui: &Ui, shown: &Shown, lens: &Lens) -> Self {
        let (palette, dark) = (Palette::of(ui), ui.visuals().dark_mode);
        let options = ui.ctx().tessellation_options(|options| *options);
        let mut tessellator = Tessellator::new(ui.ctx().pixels_per_point(), options, [1, 1], Vec::new());
        let (mut mesh, mut beside) = (Mesh::default(), Vec::new());
        // The strongest last, so that they lie above.
        for at in (0..shown.figures.ties.len()).rev() {
            let shapes = tie_shapes(shown, at, lens, palette, dark);
            shapes.into_iter().for_each(|shape| tessellator.tessellate_shape(shape, &mut mesh));
            let Some(tie) = shown.figures.ties.get(at) else { continue };
            let end = |node: usize| lens.on_screen(shown.arranged.places.get(node).copied().unwrap_or_default());
            let (from, along) = (end(tie.ends.0), (end(tie.ends.1) - end(tie.ends.0)).normalized());
            let off = |pos: Pos2| (pos - from) - along * (pos - from).dot(along);
            beside.extend(mesh.vertices.iter().skip(beside.len()).map(|vertex| off(vertex.pos)));
        }
        Self { mesh, beside, lens: *lens }
    }

    /// The same lines through another lens.
    fn seen_through(&self, lens: &Lens) -> Mesh {
        let mut mesh = self.mesh.clone();
        if self.lens != *lens {
            for (vertex, beside) in mesh.vertices.iter_mut().zip(&self.beside) {
                vertex.pos = lens.instead_of(&self.lens, vertex.pos - *beside) + *beside;
            }
        }
        mesh
    }
}

/// The names that have room, wherever on the canvas they stand.
fn names(shown: &Shown, widths: &Widths, place: Rect, lens: &Lens) -> Names {
    let spots: Vec<_> = (0..shown.figures.nodes.len()).map(|at| spot(shown, at, widths.of(at), lens)).collect();
    // At the edges of a canvas that fills its place names end where it does; beyond, the canvas can be moved.
    let [width, height] = shown.arranged.canvas;
    let canvas = Rect::from_min_max(lens.on_screen([0.0, 0.0]), lens.on_screen([width, height]));
    let sheet = canvas.union(place.shrink2(vec2(2.0, 0.0)));
    let sheet = Area { left: sheet.left(), top: sheet.top(), right: sheet.right(), bottom: sheet.bottom() };
    let found = labels(&spots, LINE_PX, sheet);
    let rect = |area: Area| Rect::from_min_max(egui::pos2(area.left, area.top), egui::pos2(area.right, area.bottom));
    found.into_iter().enumerate().filter_map(|(node, area)| Some((node, rect(area?)))).collect()
}
