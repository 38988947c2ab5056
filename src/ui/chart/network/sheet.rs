//! The drawing: ties below, nodes above, names beside; and what is looked at brought out before all else.

use super::camera::{Camera, Lens};
use super::drawing::{Drawing, Widths};
use super::hands::{self, Asked};
use super::{Focus, Shown, Words};
use crate::model::Colour;
use crate::query::network::{Area, Arrangement, Dash, Spot, corners, labels};
use crate::ui::chart::keys;
use crate::ui::theme::{self, Palette};
use crate::ui::view::View;
use crate::ui::widgets::line::line;
use egui::{Color32, CornerRadius, Id, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

/// Height of a name, in points.
pub(super) const LINE_PX: f32 = 15.0;
/// How thick the edge of a node is, in points.
const EDGE_PX: f32 = 1.0;
/// No name is drawn longer than this.
const NAME_PX: f32 = 150.0;
/// Dashed lines cost many shapes; of more than so many ties each has three long dashes.
pub(super) const MANY_TIES: usize = 600;

/// What is drawn.
pub(super) struct Sheet<'a> {
    pub shown: &'a Shown,
    pub number: u64,
    pub view: View<'a>,
}

/// Draws the network; says what was asked for.
pub(super) fn show(
    ui: &mut Ui,
    sheet: &Sheet<'_>,
    focus: &mut Focus,
    (camera, drawing, words): (&mut Camera, &mut Drawing, &mut Words),
) -> Option<Asked> {
    let shown = sheet.shown;
    let size = ui.available_size().max(vec2(64.0, 48.0));
    let (place, _) = ui.allocate_exact_size(size, Sense::hover());
    // One id, wherever it stands: beside a list of sentences it keeps the keyboard.
    let response = ui.interact(place, Id::unique("network-chart"), Sense::click_and_drag());
    hands::move_canvas(ui, &response, camera);
    let (view, of) = (sheet.view, (shown, sheet.number));
    let said = format!("Network. {}", words.focus.words(ui.ctx(), view, of, *focus));
    let has_keyboard = keys::hold(ui, &response, &said);
    let mut asked = None;
    if has_keyboard {
        asked = hands::keyboard(ui, place, shown, focus, camera);
    }
    let lens = camera.lens(place, shown.arranged.canvas);
    let pointed = response.hover_pos().filter(|_| !response.dragged()).and_then(|at| hands::under(shown, &lens, at));
    // Enter counts as a click, too, and is for what the keyboard is on.
    if response.clicked() && ui.input(|input| input.pointer.any_click()) {
        response.request_focus();
        *focus = pointed.unwrap_or_default();
        asked = pointed.map(|_| Asked::Sentences);
    }
    if response.double_clicked() && pointed.is_none() {
        *camera = Camera::default();
    }
    let names = drawing.show(ui, (shown, sheet.number), place, *camera);
    let brought_out = pointed.or(Some(*focus).filter(|focus| focus.actor.is_some()));
    match brought_out.filter(|focus| focus.actor.is_some_and(|actor| shown.node(actor).is_some())) {
        Some(focus) => sheet.bring_out(ui, place, &lens, (focus, drawing.widths())),
        None => names.iter().for_each(|(node, area)| sheet.name(ui, place, *node, *area)),
    }
    if let Some(pointed) = pointed {
        let hint = "Click: the sentences · wheel: closer · drag: move";
        let said = words.pointed.words(ui.ctx(), view, of, pointed);
        response.clone().on_hover_text_at_pointer(format!("{said}\n{hint}"));
    }
    if has_keyboard && focus.actor.is_some() {
        corner(ui, place, &words.focus.words(ui.ctx(), view, of, *focus));
    }
    asked
}

/// What the keyboard is on, in the corner, on a ground of its own.
fn corner(ui: &Ui, place: Rect, said: &str) {
    let palette = Palette::of(ui);
    let words = said.lines().take(2).collect::<Vec<_>>().join(" · ");
    let text = line(ui, &words, &theme::small(), palette.text, (place.width() - 24.0).max(40.0));
    let area = Rect::from_min_size(place.right_top() + vec2(-16.0 - text.width, 4.0), vec2(text.width + 12.0, 20.0));
    ui.painter().rect_filled(area, CornerRadius::same(4), palette.raised);
    text.paint(ui.painter(), area.left_center() + vec2(6.0, 0.0));
}

impl Sheet<'_> {
    fn name(&self, ui: &Ui, place: Rect, node: usize, area: Rect) {
        if !place.intersects(area) {
            return;
        }
        let name = self.shown.figures.nodes.get(node).map_or("", |node| node.name.as_str());
        let palette = Palette::of(ui);
        let text = line(ui, name, &theme::small(), palette.text, NAME_PX);
        let ground = Rect::from_min_size(area.left_top() + vec2(-1.0, 1.0), vec2(text.width + 2.0, LINE_PX - 2.0));
        let painter = ui.painter().with_clip_rect(place);
        painter.rect_filled(ground, CornerRadius::ZERO, palette.panel.gamma_multiply(0.7));
        text.paint(&painter, pos2(area.left(), area.center().y));
    }

    /// Draws what is looked at and its neighbours over everything else, which becomes faint.
    fn bring_out(&self, ui: &Ui, place: Rect, lens: &Lens, (focus, widths): (Focus, &Widths)) {
        let (palette, shown) = (Palette::of(ui), self.shown);
        let painter = ui.painter().with_clip_rect(place);
        painter.rect_filled(place.shrink(1.0), CornerRadius::ZERO, palette.panel.gamma_multiply(0.72));
        let Some(node) = focus.actor.and_then(|actor| shown.node(actor)) else { return };
        let other = focus.other.and_then(|other| shown.node(other));
        let ties = shown.ties_of.get(node).into_iter().flatten().copied();
        let ends = |tie: usize| shown.figures.ties.get(tie).map(|tie| tie.ends);
        let is_wanted =
            |tie: &usize| other.is_none_or(|other| ends(*tie).is_some_and(|ends| ends.0 == other || ends.1 == other));
        let ties: Vec<usize> = ties.filter(is_wanted).collect();
        let mut nodes = vec![node];
        for tie in ties.iter().rev() {
            painter.extend(tie_shapes(shown, *tie, lens, palette, ui.visuals().dark_mode));
            nodes.extend(ends(*tie).map(|ends| if ends.0 == node { ends.1 } else { ends.0 }));
        }
        nodes.dedup();
        for at in nodes.iter().rev() {
            painter.extend(node_shapes(shown, *at, lens, palette.panel));
        }
        let at = lens.on_screen(shown.arranged.places.get(node).copied().unwrap_or_default());
        let radius = lens.radius(shown.arranged.radii.get(node).copied().unwrap_or_default());
        painter.circle_stroke(at, radius * Arrangement::CORNERS + 1.5, Stroke::new(1.5, palette.accent));
        let spots: Vec<Spot> = nodes.iter().map(|at| spot(shown, *at, widths.of(*at), lens)).collect();
        let sheet = Area { left: place.left(), top: place.top(), right: place.right(), bottom: place.bottom() };
        for (at, area) in nodes.iter().zip(labels(&spots, LINE_PX, sheet)) {
            let Some(area) = area else { continue };
            let area = Rect::from_min_max(pos2(area.left, area.top), pos2(area.right, area.bottom));
            self.name(ui, place, *at, area);
        }
    }
}

/// A node that wants its name of this width beside it.
pub(super) fn spot(shown: &Shown, at: usize, width: f32, lens: &Lens) -> Spot {
    let place = lens.on_screen(shown.arranged.places.get(at).copied().unwrap_or_default());
    let radius = lens.radius(shown.arranged.radii.get(at).copied().unwrap_or_default());
    Spot { at: [place.x, place.y], radius: radius * Arrangement::CORNERS, width }
}

/// How wide a name is drawn, in points.
pub(super) fn name_width(ui: &Ui, name: &str) -> f32 {
    line(ui, name, &theme::small(), Color32::PLACEHOLDER, NAME_PX).width
}

/// The form of a node, in the colour of its kind.
pub(super) fn node_shapes(shown: &Shown, at: usize, lens: &Lens, edge: Color32) -> [Shape; 2] {
    let node = shown.figures.nodes.get(at);
    let place = lens.on_screen(shown.arranged.places.get(at).copied().unwrap_or_default());
    let radius = lens.radius(shown.arranged.radii.get(at).copied().unwrap_or_default());
    let kind = node.and_then(|node| node.kind.as_ref());
    form(kind.map(|kind| kind.place), place, radius, colour(kind.map(|kind| kind.colour)), edge)
}

/// The colour of a kind: its own, as everywhere; without one it is grey.
pub(super) fn colour(colour: Option<Colour>) -> Color32 {
    theme::of_code(colour.unwrap_or_default())
}

/// A node, or a sample of one: a form on a ground that is a little larger, which is its edge.
pub(super) fn form(place: Option<usize>, at: Pos2, radius: f32, fill: Color32, edge: Color32) -> [Shape; 2] {
    let corners = corners(place);
    let filled = |radius: f32, fill: Color32| {
        if corners.is_empty() {
            return Shape::circle_filled(at, radius, fill);
        }
        let points = corners.iter().map(|[x, y]| at + vec2(*x, *y) * radius).collect();
        Shape::convex_polygon(points, fill, Stroke::NONE)
    };
    [filled(radius + EDGE_PX / 2.0, edge), filled(radius - EDGE_PX / 2.0, fill)]
}

/// The line of a tie, in pieces if it is dashed.
pub(super) fn tie_shapes(shown: &Shown, at: usize, lens: &Lens, palette: &Palette, dark: bool) -> Vec<Shape> {
    let Some(tie) = shown.figures.ties.get(at) else { return Vec::new() };
    let end = |node: usize| lens.on_screen(shown.arranged.places.get(node).copied().unwrap_or_default());
    let ends = [end(tie.ends.0), end(tie.ends.1)];
    let drawn = shown.figures.stroke(tie);
    let colour = drawn.lean.map_or(palette.edge, |lean| theme::leaning(lean, palette, dark));
    let stroke = Stroke::new(drawn.width_px, colour.gamma_multiply(drawn.cover));
    let is_many = shown.figures.ties.len() > MANY_TIES;
    match drawn.dash {
        Dash::Solid => vec![Shape::line_segment(ends, stroke)],
        _ if is_many => {
            let piece = |from: f32, to: f32| [ends[0].lerp(ends[1], from), ends[0].lerp(ends[1], to)];
            let pieces = [piece(0.0, 0.26), piece(0.37, 0.63), piece(0.74, 1.0)];
            pieces.map(|piece| Shape::line_segment(piece, stroke)).to_vec()
        }
        Dash::Dashed => Shape::dashed_line(&ends, stroke, 7.0, 4.0),
        Dash::Dotted => Shape::dashed_line(&ends, stroke, 2.0, 4.0),
    }
}
