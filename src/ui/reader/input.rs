//! What goes into the reader and what comes out of it.
//!
//! Plain values: the caller gathers them for a frame and keeps nothing of the reader's. Positions are UTF-8 bytes of
//! the document's text. Nothing here draws or decides.

use crate::base::span::{Pieces, Span};
use crate::model::{DocumentId, MarkId, Pattern};
use egui::{Color32, FontFamily, FontId, Pos2, Rect, Response, Ui};
use std::sync::Arc;

/// How a highlight looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Evidence of an event: tint and underline.
    Event,
    /// Names an entity: thin underline.
    Entity,
    /// Tagged, but evidence of nothing yet: tint and underline.
    Plain,
}

/// One piece of a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Highlight {
    /// The mark.
    pub mark: MarkId,
    /// The piece, in bytes of the text.
    pub piece: Span,
    /// The lane of its underline, 0 nearest to the letters; marks that overlap need different ones.
    pub lane: u8,
    /// Colour of its code.
    pub colour: Color32,
    /// Pattern of its code.
    pub pattern: Pattern,
    /// What it is evidence of.
    pub look: Look,
    /// Whether it is the first piece of its mark.
    pub first: bool,
    /// Whether it is the last piece of its mark.
    pub last: bool,
}

/// A place of the map in the scroll bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stripe {
    /// Where the mark begins, in bytes.
    pub byte: usize,
    /// Its colour.
    pub colour: Color32,
}

/// What stands out in the map beside the scroll bar.
#[derive(Clone, Copy, Default)]
pub struct MapInput<'a> {
    /// The only marks that are shown there at full strength; `None`: all are.
    pub alone: Option<&'a [Stripe]>,
    /// Marks that get a tick beside the map: the evidence of what is selected.
    pub ticked: &'a [Stripe],
    /// Any number that differs whenever one of the others does.
    pub revision: u64,
}

/// Who knows the highlights of the document.
pub trait Highlights {
    /// Adds the pieces that share a byte with `span`, by their start.
    fn between(&self, span: Span, out: &mut Vec<Highlight>);
    /// Whether a mark's words became others: it is dashed, with a question mark.
    fn is_doubtful(&self, mark: MarkId) -> bool {
        let _ = mark;
        false
    }
    /// Whether a mark is to be lit up: it is one of the selected event.
    fn is_lit(&self, mark: MarkId) -> bool;
    /// Where marks are in the whole document, in any order; one stripe may stand for several.
    fn stripes(&self) -> &[Stripe];
    /// What a screen reader is told of a mark: code, words, and what they are evidence of. Asked for visible marks, and
    /// only while one listens.
    fn name(&self, _mark: MarkId) -> String {
        String::new()
    }
    /// What a screen reader is told of proposed words. Asked for as the names of marks are.
    fn proposal(&self, _words: Span) -> String {
        String::new()
    }
    /// Any number that differs whenever [`Self::stripes`] would answer differently.
    fn revision(&self) -> u64;
}

/// What to show.
#[derive(Clone, Copy)]
pub struct ReaderInput<'a> {
    /// Which document; another one begins at its top (or where [`super::Reader::set_place`] says) with nothing selected.
    pub document: DocumentId,
    /// Its text. The same allocation every frame as long as it is the same text.
    pub text: &'a Arc<str>,
    /// Its highlights.
    pub highlights: &'a dyn Highlights,
    /// Parts that are not the article, sorted; greyed.
    pub zones: &'a [Span],
    /// Parts that may not be the article, sorted; a dashed rule beside them.
    pub proposed_zones: &'a [Span],
    /// The selected mark.
    pub selected: Option<MarkId>,
    /// That mark and its pieces, if its edges can be moved: they get handles.
    pub edges: Option<(MarkId, &'a Pieces)>,
    /// Whether a mark stands back behind the others, which alone are asked for. Asked for visible marks only.
    pub stands_back: &'a dyn Fn(MarkId) -> bool,
    /// What stands out in the map.
    pub map: MapInput<'a>,
    /// A mark that was just made, and when (egui's time, s): it flashes once.
    pub fresh: Option<(MarkId, f64)>,
    /// Words that are proposed as something, in two lists, each sorted: dotted and weak.
    pub proposed: [&'a [Span]; 2],
    /// The one of them that is being decided: Tab is left to the caller then.
    pub proposal: Option<Span>,
    /// What was searched for, sorted.
    pub found: &'a [Span],
    /// Which of `found` is the current one.
    pub found_current: Option<usize>,
    /// Nothing can be stored: selecting is for copying only, so it is not snapped to words.
    pub read_only: bool,
}

impl<'a> ReaderInput<'a> {
    /// A text and its highlights, of which nothing is selected, found or proposed.
    #[must_use]
    pub fn of(document: DocumentId, text: &'a Arc<str>, highlights: &'a dyn Highlights) -> Self {
        Self {
            document,
            text,
            highlights,
            zones: &[],
            proposed_zones: &[],
            selected: None,
            edges: None,
            stands_back: &|_| false,
            map: MapInput::default(),
            fresh: None,
            proposed: [&[], &[]],
            proposal: None,
            found: &[],
            found_current: None,
            read_only: false,
        }
    }
}

/// How it looks. Sizes in px.
#[derive(Clone, Debug, PartialEq)]
pub struct ReaderStyle {
    /// Family of the text; it should end with families for every script.
    pub family: FontFamily,
    /// Size of the letters.
    pub size_px: f32,
    /// From row to row, as a multiple of the size.
    pub line_height: f32,
    /// Width of the column at most, in digits of the font.
    pub columns: u16,
    /// Behind the text.
    pub ground: Color32,
    /// The letters.
    pub text: Color32,
    /// Less important things.
    pub weak: Color32,
    /// Focus, caret, found words.
    pub accent: Color32,
    /// Behind selected words; translucent.
    pub selection: Color32,
    /// Rules.
    pub line: Color32,
    /// Nothing flashes.
    pub reduced_motion: bool,
}

/// How wide the column of text is in a window of `available_px`: what stands above it can be as wide.
#[must_use]
pub fn column_width_px(ui: &Ui, style: &ReaderStyle, available_px: f32) -> f32 {
    let font = FontId::new(style.size_px, style.family.clone());
    let digit_px = ui.fonts_mut(|fonts| fonts.glyph_width(&font, '0')).max(1.0);
    let most = digit_px * f32::from(style.columns.clamp(20, 200));
    (available_px - 2.0 * super::margin::MARGIN_PX).min(most).round().max(60.0)
}

/// What the person did.
#[derive(Clone, Debug, PartialEq)]
pub enum ReaderEvent {
    /// Other words are selected: exactly the bytes that a mark made from them would hold. Comes while dragging, too.
    SelectionChanged(Option<Pieces>),
    /// The edges of a mark were moved: exactly the bytes that it is to hold now. Comes once, at the end.
    MarkMoved(MarkId, Pieces),
    /// A click on marks, the shortest first; empty: a click beside all marks.
    MarksClicked(Vec<MarkId>),
    /// The selection is complete: the button was let go, no further press belongs to it, or Enter was pressed. With
    /// Ctrl held more pieces may come, and only Enter completes it.
    SelectionFinished,
    /// Enter was pressed with the caret on marks, the shortest first.
    MarksEntered(Vec<MarkId>),
    /// A click on proposed words that no mark holds.
    ProposalClicked(Span),
    /// The reader got the keyboard focus.
    Focus,
    /// The secondary button was clicked.
    ContextMenu {
        /// Where on the screen.
        pos: Pos2,
        /// On which letter, or beside which.
        byte: usize,
        /// The marks there, the shortest first.
        marks: Vec<MarkId>,
    },
}

/// What came of one frame.
pub struct ReaderOutput {
    /// What the person did, in order.
    pub events: Vec<ReaderEvent>,
    /// The marks under the pointer, the shortest first.
    pub hovered: Vec<MarkId>,
    /// The visible bytes.
    pub visible: Span,
    /// Where the selected words stand on the screen, as far as they are visible.
    pub words_at: Option<Rect>,
    /// Where the selected mark stands.
    pub mark_at: Option<Rect>,
    /// Where the words stand that are being decided.
    pub proposal_at: Option<Rect>,
    /// Where the caret stands.
    pub caret_at: Option<Rect>,
    /// Whether a selection is still being dragged.
    pub dragging: bool,
    /// The area of the text: for menus, and as a target of drops.
    pub response: Response,
}

/// Where someone was in a document; to be remembered by the caller.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// The first visible byte.
    pub top_byte: usize,
    /// How much of its row is above the window, px.
    pub into_px: f64,
    /// The caret, in bytes.
    pub caret: usize,
}
