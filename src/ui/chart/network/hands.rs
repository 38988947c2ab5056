//! Pointer and keys on a network.
//!
//! The network has the keyboard as one thing: ← and → go through the actors by size, ↓ and ↑ through the ties of the one
//! that is looked at, Enter lists the sentences, + and − and 0 zoom and show all, Backspace clears the filter. The
//! pointer drags the canvas and turns the wheel to zoom; a double click on nothing shows all.

use super::camera::{Camera, Lens};
use super::{Focus, Shown};
use crate::ui::chart::keys;
use egui::{Key, Pos2, Rect, Response, Ui, pos2};

/// How far from a line the pointer may be, in points.
const REACH_PX: f32 = 5.0;

/// By how much a key zooms.
const STEP: f32 = 1.3;

/// What was asked for.
pub(super) enum Asked {
    /// The sentences behind what is looked at.
    Sentences,
    /// To look at all events again.
    Everything,
}

/// Wheel and dragging.
pub(super) fn move_canvas(ui: &Ui, response: &Response, camera: &mut Camera) {
    let place = response.rect;
    if response.dragged() {
        camera.move_by(place, response.drag_delta());
    }
    if let Some(pointer) = response.hover_pos() {
        let (wheel, fingers) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let by = (wheel * 0.004).exp() * fingers;
        if (by - 1.0).abs() > f32::EPSILON {
            camera.zoom_at(place, pointer, by);
        }
    }
}

/// What is under the pointer: a node, or else the nearest tie.
pub(super) fn under(shown: &Shown, lens: &Lens, pointer: Pos2) -> Option<Focus> {
    let places = shown.arranged.places.iter().zip(&shown.arranged.radii).enumerate();
    let away = places.map(|(at, (place, radius))| {
        let distance = lens.on_screen(*place).distance(pointer);
        (at, distance - lens.radius(*radius))
    });
    let nearest = away.filter(|(_, away)| *away < 2.0).min_by(|a, b| a.1.total_cmp(&b.1));
    let actor = |at: usize| shown.figures.nodes.get(at).map(|node| node.entity);
    if let Some((at, _)) = nearest {
        return Some(Focus { actor: actor(at), other: None });
    }
    let place = |at: usize| lens.on_screen(shown.arranged.places.get(at).copied().unwrap_or_default());
    let ties = shown.figures.ties.iter().map(|tie| (tie, from_line(pointer, place(tie.ends.0), place(tie.ends.1))));
    let (tie, _) = ties.filter(|(_, away)| *away <= REACH_PX).min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(Focus { actor: actor(tie.ends.0), other: actor(tie.ends.1) })
}

/// How far a place is from the line between two others.
fn from_line(at: Pos2, one: Pos2, other: Pos2) -> f32 {
    let around = Rect::from_two_pos(one, other).expand(REACH_PX);
    if !around.contains(at) {
        return f32::INFINITY;
    }
    let along = other - one;
    let share = ((at - one).dot(along) / along.length_sq().max(1e-6)).clamp(0.0, 1.0);
    at.distance(pos2(one.x + share * along.x, one.y + share * along.y))
}

/// The keys of a network that has the keyboard.
pub(super) fn keyboard(ui: &Ui, place: Rect, shown: &Shown, focus: &mut Focus, camera: &mut Camera) -> Option<Asked> {
    let pressed = |key| keys::pressed(ui, key);
    let before = *focus;
    let last = shown.figures.nodes.len().saturating_sub(1);
    let at = focus.actor.and_then(|actor| shown.node(actor));
    let node = |at: usize| shown.figures.nodes.get(at).map(|node| node.entity);
    let go = |focus: &mut Focus, to: usize| *focus = Focus { actor: node(to), other: None };
    for (key, to) in [
        (Key::ArrowRight, at.map_or(0, |at| (at + 1).min(last))),
        (Key::ArrowLeft, at.map_or(0, |at| at.saturating_sub(1))),
        (Key::Home, 0),
        (Key::End, last),
    ] {
        if pressed(key) {
            go(focus, to);
        }
    }
    if pressed(Key::ArrowDown) {
        step(shown, focus, 1);
    }
    if pressed(Key::ArrowUp) {
        step(shown, focus, -1);
    }
    for (key, by) in [(Key::Plus, STEP), (Key::Equals, STEP), (Key::Minus, 1.0 / STEP)] {
        if pressed(key) {
            camera.zoom_at(place, place.center(), by);
        }
    }
    if pressed(Key::Num0) {
        *camera = Camera::default();
    }
    if *focus != before
        && let Some(at) = focus.other.or(focus.actor).and_then(|actor| shown.node(actor))
    {
        let lens = camera.lens(place, shown.arranged.canvas);
        camera.bring(place, lens.on_screen(shown.arranged.places.get(at).copied().unwrap_or_default()));
    }
    if pressed(Key::Backspace) {
        return Some(Asked::Everything);
    }
    pressed(Key::Enter).then_some(Asked::Sentences)
}

/// To the next tie of the actor that is looked at, or the one before; before the first one is the actor itself.
fn step(shown: &Shown, focus: &mut Focus, by: isize) {
    let Some(node) = focus.actor.and_then(|actor| shown.node(actor)) else {
        *focus = Focus { actor: shown.figures.nodes.first().map(|node| node.entity), other: None };
        return;
    };
    let others: Vec<_> = shown
        .ties_of
        .get(node)
        .into_iter()
        .flatten()
        .filter_map(|tie| {
            let ends = shown.figures.ties.get(*tie)?.ends;
            let other = if ends.0 == node { ends.1 } else { ends.0 };
            Some(shown.figures.nodes.get(other)?.entity)
        })
        .collect();
    let now = focus.other.and_then(|other| others.iter().position(|id| *id == other));
    let next = match (now, by > 0) {
        (None, true) => Some(0),
        (None, false) => None,
        (Some(at), true) => Some((at + 1).min(others.len().saturating_sub(1))),
        (Some(at), false) => at.checked_sub(1),
    };
    focus.other = next.and_then(|at| others.get(at)).copied();
}
