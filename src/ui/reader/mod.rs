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
mod typing;
mod underline;
pub mod view;

pub use input::{
    Highlight, Highlights, Look, MapInput, Place, ReaderEvent, ReaderInput, ReaderOutput, ReaderStyle, Stripe,
    column_width_px,
};

use crate::base::diff::between;
use crate::base::span::{Pieces, Span};
use crate::model::{DocumentId, MarkId};
use bar::Bar;
use column::Column;
use egui::{self, CursorIcon, FontId, Rect, Response, Sense, Stroke, StrokeKind, Ui};
use handles::Handles;
use layout::Measure;
use paint::Brush;
use pointer::Pointer;
use scroll::Scroll;
use select::Selection;
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
    said: Option<Said>,
}

/// What was said in this frame beside moving and selecting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// What is selected is complete.
    Finished,
    /// The mark at the caret is meant.
    Entered,
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

    /// The visible marks that the caret stands in or at the end of, the shortest first.
    #[must_use]
    pub fn marks_at_caret(&self) -> Vec<MarkId> {
        let caret = self.selection.caret();
        paint::marks_touching(&self.visible, Span::new(caret.saturating_sub(1), caret + 1))
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
        self.spoken = access::tell(ui, &response, &view, &column, &self.selection, marks, input.proposed);
        let (top_byte, into_px) = self.scroll.held(ui, &mut column);
        self.place = Place { top_byte, into_px, caret: self.selection.caret() };
        self.report(&mut events);
        column.end();
        self.column = Some(column);
        let words = self.selection.shown().and_then(|pieces| view.bounds(pieces.spans()));
        let mark = self.visible.iter().filter(|one| Some(one.mark) == input.selected).map(|one| one.piece);
        let mark = view.bounds(&mark.collect::<Vec<_>>());
        let caret = view.caret(self.selection.caret()).map(|place| place.rect);
        ReaderOutput {
            events,
            hovered,
            visible: view.bytes(),
            words_at: words,
            mark_at: mark,
            proposal_at: input.proposal.and_then(|span| view.bounds(&[span])),
            caret_at: caret,
            dragging: self.is_dragging(),
            response,
        }
    }

    /// Tells what came of the selection: first that it is another one, then that it is complete.
    fn report(&mut self, events: &mut Vec<ReaderEvent>) {
        if self.selection.shown() != self.told.as_ref() {
            self.told = self.selection.shown().cloned();
            events.push(ReaderEvent::SelectionChanged(self.told.clone()));
        }
        match self.said.take() {
            Some(Said::Finished) if self.told.is_some() => events.push(ReaderEvent::SelectionFinished),
            Some(Said::Entered) => events.push(ReaderEvent::MarksEntered(self.marks_at_caret())),
            _ => {}
        }
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
        match &self.column {
            Some(column) if same_document => self.place = followed(self.place, column.text(), input.text),
            _ => self.place = Place::default(),
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
        if outcome.finished {
            self.said = Some(Said::Finished);
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
        let proposed =
            letter.filter(|_| hovered.is_empty()).and_then(|byte| paint::proposed_at(input.proposed, byte));
        if proposed.is_some() && !self.is_dragging() && response.hovered() {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        if outcome.clicked {
            events.push(
                proposed.map_or_else(|| ReaderEvent::MarksClicked(hovered.clone()), ReaderEvent::ProposalClicked),
            );
        }
        if response.secondary_clicked()
            && let Some(pos) = response.interact_pointer_pos()
            && let Some(byte) = view.letter_at(pos).or_else(|| view.stop_at(pos))
        {
            let marks = paint::marks_at(&self.visible, byte);
            events.push(ReaderEvent::ContextMenu { pos, byte, marks });
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
        self.bar.draw(ui, view.rect, column, &self.scroll, style, input);
        if response.has_focus() && self.focus_by_key {
            let ring = Stroke::new(1.5, style.accent);
            brush.painter.rect_stroke(view.rect.shrink(1.0), 4.0, ring, StrokeKind::Inside);
        }
        if brush.flash_until().is_some() {
            ui.ctx().request_repaint();
        }
    }
}

/// Where somebody was reading, in the text that took the place of the one they read.
fn followed(place: Place, before: &str, after: &str) -> Place {
    let patch = between(before, after);
    let moves = patch.moves();
    Place { top_byte: moves.byte(place.top_byte), caret: moves.byte(place.caret), ..place }
}

fn idle(response: Response) -> ReaderOutput {
    ReaderOutput {
        events: Vec::new(),
        hovered: Vec::new(),
        visible: Span::new(0, 0),
        words_at: None,
        mark_at: None,
        proposal_at: None,
        caret_at: None,
        dragging: false,
        response,
    }
}

#[cfg(test)]
mod tests;
