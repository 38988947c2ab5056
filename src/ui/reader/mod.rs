//! The reader: one article, its highlights, and a selection.
//!
//! [`Reader::show`] draws the text of a document of any length, asks the caller for the highlights in the visible part
//! only, and answers with what the person did ([`ReaderEvent`]). Cost of a frame grows with what is visible, not with
//! the document or its marks. Between frames it keeps view state (scroll, caret, selection) and caches, never project
//! data.
//!
//! It does *not* change anything, know codes or events, draw the header, or open menus: those are the caller's.
//!
//! How the parts work together: [`mod@column`] cuts the text into `paragraphs` and lays out those in sight (`layout`,
//! `bidi`), `scroll` says which those are, `view` answers where a byte is, [`mod@pointer`] and [`mod@keys`] move the
//! `select`ion, [`mod@handles`] move the edges of a mark, `paint`, `margin` and `bar` draw,
//! `access` tells a screen reader.

pub mod access;
pub mod bar;
pub mod bidi;
pub mod column;
pub mod handles;
pub mod heights;
pub mod input;
pub mod keys;
pub mod layout;
pub mod margin;
pub mod paint;
pub mod paragraphs;
pub mod pointer;
pub mod scroll;
pub mod select;
mod underline;
pub mod view;

pub use input::{
    Highlight, Highlights, Look, Place, ReaderEvent, ReaderInput, ReaderOutput, ReaderStyle, Stripe, column_width_px,
};

use crate::base::span::{Pieces, Span};
use crate::model::{DocumentId, MarkId};
use bar::Bar;
use column::Column;
use egui::{self, CursorIcon, EventFilter, FontId, Rect, Response, Sense, Stroke, StrokeKind, Ui};
use handles::Handles;
use keys::Press;
use layout::Measure;
use paint::Brush;
use pointer::Pointer;
use scroll::Scroll;
use select::{Grain, Selection};
use std::sync::Arc;
use view::View;

/// Where to go when the text is laid out next.
#[derive(Clone, Copy, Debug)]
enum Journey {
    Place(Place),
    Show(usize),
}

/// One text view: view state and caches, nothing of the project.
#[derive(Default)]
pub struct Reader {
    document: Option<DocumentId>,
    column: Option<Column>,
    scroll: Scroll,
    place: Place,
    journey: Option<Journey>,
    selection: Selection,
    told: Option<Pieces>,
    pointer: Pointer,
    handles: Handles,
    bar: Bar,
    goal_x: Option<f32>,
    focus_by_key: bool,
    had_focus: bool,
    visible: Vec<Highlight>,
    spoken: access::Told,
}

impl Reader {
    /// Where the person is in the document that was shown last.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { caret: self.selection.caret(), ..self.place }
    }

    /// Goes to a place in the document that is shown next.
    pub fn set_place(&mut self, place: Place) {
        self.journey = Some(Journey::Place(place));
    }

    /// Brings a byte into the window; nothing moves if it is there already.
    pub fn scroll_to(&mut self, byte: usize) {
        self.journey = Some(Journey::Show(byte));
    }

    /// What is selected.
    #[must_use]
    pub fn selection(&self) -> Option<&Pieces> {
        self.selection.shown()
    }

    /// The caret, in bytes.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.selection.caret()
    }

    /// Selects exactly these pieces. The event follows with the next frame.
    pub fn select(&mut self, pieces: &Pieces) {
        if let Some(column) = &self.column {
            self.selection.set(column.text(), pieces);
        }
    }

    /// Whether an edge of a mark is on its way.
    #[must_use]
    pub fn is_moving_edge(&self) -> bool {
        self.handles.is_moving()
    }

    /// Takes an edge that is on its way as it is now. The event follows with the next frame.
    pub fn settle_edges(&mut self) {
        self.handles.settle();
    }

    /// Selects nothing. The event follows with the next frame.
    pub fn clear_selection(&mut self) {
        if let Some(column) = &self.column {
            self.selection.clear(column.text());
        }
    }

    /// How many paragraphs of the present text have been laid out so far; for tests and figures.
    #[must_use]
    pub fn laid_out(&self) -> u64 {
        self.column.as_ref().map_or(0, Column::laid_out)
    }

    /// The widget's id, to give it the focus; there is one reader in a window.
    #[must_use]
    pub fn id() -> egui::Id {
        egui::Id::unique("article-text")
    }

    /// Draws the text in all the space there is.
    pub fn show(&mut self, ui: &mut Ui, input: &ReaderInput, style: &ReaderStyle) -> ReaderOutput {
        let rect = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(rect);
        let response = ui.interact(rect, Self::id(), Sense::click_and_drag());
        self.open(input);
        self.handles.begin(input.edges);
        let Some(mut column) = self.column.take() else { return idle(response) };
        let text_rect = self.fit(ui, &mut column, rect, style);
        let mut events = Vec::new();
        self.take_requests(ui, &mut column, &response, rect, &mut events);
        self.take_keys(ui, &mut column, &response, input, text_rect, style);
        self.move_view(ui, &mut column, &response, rect);
        let view = View::new(ui, &mut column, &mut self.scroll, rect, text_rect);
        let hovered = self.take_pointer(ui, &mut column, &response, &view, input, &mut events);
        self.notice_focus(ui, &response, &mut events);
        self.handles.place(&view, column.text(), style, input.edges);
        self.draw(ui, &column, &view, &response, input, style, &hovered);
        self.handles.name(ui, &response);
        events.extend(self.handles.end(ui, &response));
        let marks = (input.highlights, &self.visible[..]);
        self.spoken = access::tell(ui, &response, &view, &column, &self.selection, marks);
        let (top_byte, into_px) = self.scroll.held(ui, &mut column);
        self.place = Place { top_byte, into_px, caret: self.selection.caret() };
        if self.selection.shown() != self.told.as_ref() {
            self.told = self.selection.shown().cloned();
            events.push(ReaderEvent::SelectionChanged(self.told.clone()));
        }
        column.end();
        self.column = Some(column);
        ReaderOutput { events, hovered, visible: view.bytes(), dragging: self.is_dragging(), response }
    }

    fn is_dragging(&self) -> bool {
        self.pointer.is_dragging() || self.handles.is_dragging()
    }

    /// Takes another document or another text of the same one.
    fn open(&mut self, input: &ReaderInput) {
        let same_document = self.document == Some(input.document);
        let same_text = self.column.as_ref().is_some_and(|column| Arc::ptr_eq(column.text(), input.text));
        if same_document && same_text {
            return;
        }
        if !same_document {
            self.place = Place::default();
        }
        self.document = Some(input.document);
        self.column = Some(Column::new(Arc::clone(input.text)));
        self.scroll = Scroll::default();
        self.selection = Selection::default();
        self.selection.put(input.text, self.place.caret);
        self.pointer.forget();
        self.handles.forget();
        self.goal_x = None;
    }

    /// Finds the width of the column; keeps the place if it changed, and goes where it was asked to go.
    fn fit(&mut self, ui: &Ui, column: &mut Column, rect: Rect, style: &ReaderStyle) -> Rect {
        let font = FontId::new(style.size_px, style.family.clone());
        let width_px = column_width_px(ui, style, rect.width());
        let line_px = (style.size_px * style.line_height).round().max(4.0);
        let window_px = f64::from(rect.height());
        if column.begin(ui, &Measure { font, line_px, width_px }) {
            let top_byte = self.place.top_byte.min(column.text().len());
            self.scroll.hold(ui, column, (top_byte, self.place.into_px), window_px);
        }
        match self.journey.take() {
            Some(Journey::Place(place)) => {
                self.scroll.hold(ui, column, (place.top_byte.min(column.text().len()), place.into_px), window_px);
                self.selection.put(column.text(), place.caret);
            }
            Some(Journey::Show(byte)) => self.scroll.reveal(ui, column, byte.min(column.text().len()), window_px),
            None => {}
        }
        let left = (rect.center().x - width_px / 2.0).max(rect.left() + 8.0).round();
        Rect::from_x_y_ranges(left..=left + width_px, rect.y_range())
    }

    fn take_keys(
        &mut self,
        ui: &Ui,
        column: &mut Column,
        response: &Response,
        input: &ReaderInput,
        rect: Rect,
        style: &ReaderStyle,
    ) {
        if !response.has_focus() {
            return;
        }
        let ground = keys::Ground {
            words: self.selection.shown().is_some(),
            mark: input.edges.is_some(),
            moving: self.handles.is_moving(),
        };
        let escape = ground.words || ground.moving;
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape, tab: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        if ground.moving && handles::other_key(ui) {
            self.handles.settle();
        }
        for press in keys::take(ui, ground) {
            self.focus_by_key = true;
            self.obey(ui, column, press, input, rect, style);
        }
    }

    fn obey(
        &mut self,
        ui: &Ui,
        column: &mut Column,
        press: Press,
        input: &ReaderInput,
        rect: Rect,
        style: &ReaderStyle,
    ) {
        let text = Arc::clone(column.text());
        let window_px = f64::from(rect.height());
        match press {
            Press::SelectAll => {
                self.selection.put(&text, 0);
                self.selection.extend(&text, text.len(), Grain::Letters);
            }
            Press::Grow => {
                self.selection.grow(&text);
                self.scroll.reveal(ui, column, self.selection.caret(), window_px);
            }
            Press::Clear if self.handles.forget() => {}
            Press::Clear => {
                self.selection.clear(&text);
            }
            Press::Aside => self.selection.put_beside(&text, self.selection.caret()),
            Press::Copy => {
                if let Some(quote) = self.selection.shown().and_then(|pieces| pieces.quote(&text)) {
                    ui.copy_text(quote);
                }
            }
            Press::Nudge(side, motion) => {
                let nudge = |mark| self.handles.nudge(ui, column, mark, input.highlights, (side, motion));
                if let Some(byte) = input.edges.and_then(nudge) {
                    self.scroll.reveal(ui, column, byte, window_px);
                }
            }
            Press::Move(motion) => self.step(ui, column, motion, None, rect, style),
            Press::Select(motion) => {
                let letters = input.read_only || matches!(motion, keys::Motion::Left | keys::Motion::Right);
                let grain = if letters { Grain::Letters } else { Grain::Snapped };
                self.step(ui, column, motion, Some(grain), rect, style);
            }
        }
    }

    fn step(
        &mut self,
        ui: &Ui,
        column: &mut Column,
        motion: keys::Motion,
        grain: Option<Grain>,
        rect: Rect,
        style: &ReaderStyle,
    ) {
        let line_px = (style.size_px * style.line_height).round().max(4.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rows = ((rect.height() / line_px).floor() - 1.0).max(1.0) as usize;
        let from = self.step_from(motion, grain);
        let to = from
            .unwrap_or_else(|| keys::destination(ui, column, self.selection.caret(), motion, rows, &mut self.goal_x));
        let text = Arc::clone(column.text());
        match grain {
            Some(grain) => self.selection.extend(&text, to, grain),
            None => self.selection.step(&text, to),
        }
        let window_px = f64::from(rect.height());
        if let keys::Motion::Page(pages) = motion {
            let sign = if pages < 0 { -1.0 } else { 1.0 };
            #[allow(clippy::cast_precision_loss)]
            let page_px = rows as f64 * f64::from(line_px);
            self.scroll.by(ui, column, sign * page_px, window_px);
        }
        self.scroll.reveal(ui, column, to, window_px);
    }

    /// A plain arrow leaves a selection at its end instead of moving on from the caret.
    fn step_from(&self, motion: keys::Motion, grain: Option<Grain>) -> Option<usize> {
        let leaves = grain.is_none() && !self.selection.awaits_piece();
        let hull = self.selection.shown().filter(|_| leaves).map(Pieces::hull)?;
        match motion {
            keys::Motion::Left => Some(hull.start()),
            keys::Motion::Right => Some(hull.end()),
            _ => None,
        }
    }

    /// Wheel and bar.
    fn move_view(&mut self, ui: &Ui, column: &mut Column, response: &Response, rect: Rect) {
        let bar_id = response.id.with("bar");
        self.bar.follow(ui, bar_id, rect, column, &mut self.scroll);
        // While something is dragged, the wheel belongs to the text wherever the pointer is.
        if ui.rect_contains_pointer(rect) || self.is_dragging() {
            let delta = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
            if delta != 0.0 {
                self.scroll.by(ui, column, -f64::from(delta), f64::from(rect.height()));
            }
        }
    }

    /// Pointer on the text. The marks under it, the shortest first.
    fn take_pointer(
        &mut self,
        ui: &Ui,
        column: &mut Column,
        response: &Response,
        view: &View,
        input: &ReaderInput,
        events: &mut Vec<ReaderEvent>,
    ) -> Vec<MarkId> {
        let text = Arc::clone(column.text());
        let on_handle = self.handles.follow(ui, response, view, &text, input.edges, input.highlights);
        let outcome = match on_handle {
            Some(outcome) => outcome,
            None => self.pointer.follow(ui, response, view, &text, input.read_only, &mut self.selection),
        };
        if outcome.pressed {
            self.goal_x = None;
            self.focus_by_key = false;
            response.request_focus();
        }
        if outcome.pull_px != 0.0 {
            let secs = ui.input(|i| i.stable_dt).min(0.1);
            self.scroll.by(ui, column, f64::from(outcome.pull_px * secs), f64::from(view.rect.height()));
            ui.ctx().request_repaint();
        }
        self.visible.clear();
        input.highlights.between(view.bytes(), &mut self.visible);
        self.handles.preview(view.bytes(), &mut self.visible);
        let free = |pos: &egui::Pos2| !self.is_dragging() && self.handles.spot_at(*pos).is_none();
        let letter = response.hover_pos().filter(free).and_then(|pos| view.letter_at(pos));
        let hovered = letter.map(|byte| paint::marks_at(&self.visible, byte)).unwrap_or_default();
        if response.hovered() && (letter.is_some() || self.pointer.is_dragging()) {
            ui.set_cursor_icon(if hovered.is_empty() || self.pointer.is_dragging() {
                CursorIcon::Text
            } else {
                CursorIcon::PointingHand
            });
        }
        if outcome.clicked {
            events.push(ReaderEvent::MarksClicked(hovered.clone()));
        }
        if response.secondary_clicked()
            && let Some(pos) = response.interact_pointer_pos()
            && let Some(byte) = view.letter_at(pos).or_else(|| view.stop_at(pos))
        {
            events.push(ReaderEvent::ContextMenu { pos, byte });
        }
        hovered
    }

    fn notice_focus(&mut self, ui: &Ui, response: &Response, events: &mut Vec<ReaderEvent>) {
        let has = response.has_focus();
        if has && !self.had_focus {
            self.focus_by_key = !ui.input(|i| i.pointer.any_down() || i.pointer.any_released());
            events.push(ReaderEvent::Focus);
        }
        self.had_focus = has;
    }

    #[allow(clippy::too_many_arguments)]
    fn draw(
        &mut self,
        ui: &Ui,
        column: &Column,
        view: &View,
        response: &Response,
        input: &ReaderInput,
        style: &ReaderStyle,
        hovered: &[MarkId],
    ) {
        let painter = ui.painter().with_clip_rect(view.rect.intersect(ui.clip_rect()));
        painter.rect_filled(view.rect, 0.0, style.ground);
        let brush = Brush { painter, style, input, view, now_secs: ui.input(|i| i.time) };
        let seen = brush.look_up(&self.visible, hovered);
        let caret = response.has_focus().then_some(self.selection.caret());
        brush.column(&seen, self.selection.shown(), caret);
        self.handles.draw(&brush.painter, style);
        brush.hidden(&self.visible);
        margin::draw(&brush.painter, view.rect, style, &seen);
        self.bar.draw(ui, view.rect, column, &self.scroll, style, input.highlights);
        if response.has_focus() && self.focus_by_key {
            let ring = Stroke::new(1.5, style.accent);
            brush.painter.rect_stroke(view.rect.shrink(1.0), 4.0, ring, StrokeKind::Inside);
        }
        if brush.flash_until().is_some() {
            ui.ctx().request_repaint();
        }
    }
}

fn idle(response: Response) -> ReaderOutput {
    ReaderOutput { events: Vec::new(), hovered: Vec::new(), visible: Span::new(0, 0), dragging: false, response }
}

#[cfg(test)]
mod tests;
