//! How the canvas of a network lies on the screen: moved, and larger or smaller.

use egui::{Pos2, Rect, Vec2, vec2};

/// As far in and out as it goes.
const ZOOMS: std::ops::RangeInclusive<f32> = 0.5..=12.0;

/// Where the canvas is looked at; at first all of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Camera {
    /// 1: the canvas fills its place.
    pub zoom: f32,
    /// By how much its middle is moved, in points.
    pub pan: Vec2,
}

impl Default for Camera {
    fn default() -> Self {
        Self { zoom: 1.0, pan: Vec2::ZERO }
    }
}

/// The canvas on a place of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lens {
    middle: Pos2,
    canvas: Vec2,
    /// Points on the screen for each pixel of the canvas.
    pub scale: f32,
    /// By how much nodes grow: less than the distances between them, so that a closer look has more room.
    pub grown: f32,
}

impl Camera {
    /// How the canvas lies on a place of the screen.
    pub fn lens(&self, place: Rect, [width, height]: [f32; 2]) -> Lens {
        let fit = (place.width() / width.max(1.0)).min(place.height() / height.max(1.0));
        let grown = if self.zoom > 1.0 { self.zoom.sqrt() } else { self.zoom };
        Lens {
            middle: place.center() + self.pan,
            canvas: vec2(width, height),
            scale: fit * self.zoom,
            grown: fit * grown,
        }
    }

    /// Goes closer, or away, so that what is at `pointer` stays there.
    pub fn zoom_at(&mut self, place: Rect, pointer: Pos2, by: f32) {
        let zoom = (self.zoom * by).clamp(*ZOOMS.start(), *ZOOMS.end());
        let away = pointer - place.center() - self.pan;
        self.pan += away * (1.0 - zoom / self.zoom);
        self.zoom = zoom;
        self.keep(place);
    }

    /// Moves the canvas, but never out of sight.
    pub fn move_by(&mut self, place: Rect, by: Vec2) {
        self.pan += by;
        self.keep(place);
    }

    /// Moves the canvas so far that a place of the screen is in sight.
    pub fn bring(&mut self, place: Rect, at: Pos2) {
        let inner = place.shrink2(vec2(place.width().min(120.0) / 3.0, place.height().min(60.0) / 3.0));
        self.move_by(place, inner.clamp(at) - at);
    }

    fn keep(&mut self, place: Rect) {
        let most = place.size() * 0.5 * self.zoom.max(1.0);
        self.pan = self.pan.clamp(-most, most);
    }
}

impl Lens {
    /// Where a place of the canvas is on the screen.
    pub fn on_screen(&self, [x, y]: [f32; 2]) -> Pos2 {
        self.middle + (vec2(x, y) - self.canvas / 2.0) * self.scale
    }

    /// Where what `other` shows at a place of the screen is through this lens.
    pub fn instead_of(&self, other: &Self, at: Pos2) -> Pos2 {
        self.middle + (at - other.middle) * (self.scale / other.scale)
    }

    /// How large a node is on the screen, as half its width.
    pub fn radius(&self, radius: f32) -> f32 {
        (radius * self.grown).max(2.5)
    }

    /// The same without the pan of a camera: what is drawn at one place can be moved to another.
    pub fn unmoved(mut self, camera: Camera) -> Self {
        self.middle -= camera.pan;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    const PLACE: Rect = Rect { min: pos2(10.0, 20.0), max: pos2(410.0, 220.0) };

    #[test]
    fn what_is_at_the_pointer_stays_there() {
        let mut camera = Camera::default();
        let at = [100.0, 50.0];
        let before = camera.lens(PLACE, [400.0, 200.0]).on_screen(at);
        camera.zoom_at(PLACE, before, 2.0);
        let after = camera.lens(PLACE, [400.0, 200.0]).on_screen(at);
        assert!((before - after).length() < 0.01, "{before} {after}");
        assert!((camera.zoom - 2.0).abs() < 1e-6);
    }

    #[test]
    fn one_lens_shows_a_place_where_another_would() {
        let (one, other) = (Camera { zoom: 3.0, pan: vec2(7.0, -4.0) }, Camera::default());
        let (one, other) = (one.lens(PLACE, [300.0, 200.0]), other.lens(PLACE, [300.0, 200.0]));
        let at = [40.0, 150.0];
        assert!((other.instead_of(&one, one.on_screen(at)) - other.on_screen(at)).length() < 0.01);
    }

    #[test]
    fn the_canvas_stays_in_sight_and_what_is_wanted_comes_into_it() {
        let mut camera = Camera::default();
        camera.move_by(PLACE, vec2(9_000.0, -9_000.0));
        let middle = camera.lens(PLACE, [400.0, 200.0]).on_screen([200.0, 100.0]);
        assert!(PLACE.expand(0.1).contains(middle));
        let mut camera = Camera { zoom: 4.0, pan: Vec2::ZERO };
        let corner = camera.lens(PLACE, [400.0, 200.0]).on_screen([5.0, 5.0]);
        camera.bring(PLACE, corner);
        assert!(PLACE.contains(camera.lens(PLACE, [400.0, 200.0]).on_screen([5.0, 5.0])));
    }
}
