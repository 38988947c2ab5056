//! What a screen reader is told, and what it asks for.
//!
//! The reader is one focusable text named “Article text”, read-only, whose value is what is selected, unless that is very long. Each visible
//! paragraph is a node below it with one text run for each row, so that caret and selection can be followed letter by
//! letter; after the paragraphs come the visible marks in reading order, and what is proposed, named by the caller. A selection that the
//! screen reader sets is taken (`Request::Select`), and so are a click on a mark and “bring this into view”. Nothing
//! is made when no screen reader listens.

use super::column::Column;
use super::paint::proposed_in;
use super::select::{Grain, Selection};
use super::view::{Shown, View};
use super::{Highlight, Highlights, Reader, ReaderEvent};
use crate::base::span::{Pieces, Span};
use crate::model::MarkId;
use egui::accesskit::{
    Action, ActionData, ActionRequest, Node, NodeId, Rect as AccessRect, Role, TextDirection, TextPosition,
    TextSelection, TreeId,
};
use egui::{Event, Rect, Response, Ui, UiBuilder, WidgetInfo, pos2};
use std::collections::BTreeSet;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

/// The name of the widget.
pub const LABEL: &str = "Article text";
/// More marks than this are not told at once: a thousand on one word are no help to anybody.
const MOST_MARKS: usize = 200;
/// Selections of more bytes than this have no value of their own: they can be read paragraph by paragraph.
const MOST_VALUE: usize = 10_000;
/// Rows of more letters than this, which only invisible ones make, are told without the places of their letters.
const MOST_PLACES: usize = 512;

/// A row that was told, to find caret and selection in it.
struct Run {
    node: NodeId,
    start: usize,
    end: usize,
}

/// What was told in the last frame, to understand what is asked about it.
#[derive(Default)]
pub struct Told {
    runs: Vec<Run>,
    /// Node, mark, and the first of its visible bytes.
    marks: Vec<(NodeId, MarkId, usize)>,
    proposed: Vec<(NodeId, Span)>,
}

#[cfg(test)]
impl Reader {
    /// The node of a row that was told.
    pub(super) fn spoken_run(&self, number: usize) -> NodeId {
        self.spoken.runs[number].node
    }

    /// The node of a mark that was told.
    pub(super) fn spoken_mark(&self, number: usize) -> NodeId {
        self.spoken.marks[number].0
    }
}

/// What a screen reader asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Request {
    /// Select from one byte to another; only the caret if they are the same.
    Select {
        /// The end that stays.
        anchor: usize,
        /// The end with the caret.
        caret: usize,
    },
    /// Show what a mark is evidence of.
    Click(MarkId),
    /// Decide about proposed words.
    Decide(Span),
    /// Bring a byte into the window.
    Show(usize),
}

impl Reader {
    /// Does what a screen reader asks for.
    pub(super) fn take_requests(
        &mut self,
        ui: &Ui,
        column: &mut Column,
        response: &Response,
        rect: Rect,
        events: &mut Vec<ReaderEvent>,
    ) {
        let text = Arc::clone(column.text());
        for request in requests(ui, response, &self.spoken, &text) {
            let show = match request {
                Request::Select { anchor, caret } => {
                    self.selection.put(&text, anchor);
                    if anchor != caret {
                        self.selection.extend(&text, caret, Grain::Letters);
                    }
                    response.request_focus();
                    caret
                }
                Request::Click(mark) => {
                    events.push(ReaderEvent::MarksClicked(vec![mark]));
                    continue;
                }
                Request::Decide(span) => {
                    events.push(ReaderEvent::ProposalClicked(span));
                    continue;
                }
                Request::Show(byte) => byte,
            };
            self.scroll.reveal(ui, column, show, f64::from(rect.height()));
        }
    }
}

/// Takes what the screen reader asked of the reader out of this frame's input.
fn requests(ui: &Ui, response: &Response, told: &Told, text: &str) -> Vec<Request> {
    let mut requests = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::AccessKitActionRequest(asked) = event else { return true };
            let request = read(asked, response.id.accesskit_id(), told, text);
            requests.extend(request.clone());
            request.is_none()
        });
    });
    requests
}

fn read(asked: &ActionRequest, reader: NodeId, told: &Told, text: &str) -> Option<Request> {
    if asked.target_tree != TreeId::ROOT {
        return None;
    }
    let mark = told.marks.iter().find(|(node, ..)| *node == asked.target_node);
    let run = told.runs.iter().find(|run| run.node == asked.target_node);
    let proposed = told.proposed.iter().find(|(node, _)| *node == asked.target_node);
    match (asked.action, &asked.data) {
        (Action::SetTextSelection, Some(ActionData::SetTextSelection(selection))) if asked.target_node == reader => {
            let (anchor, caret) = (byte(told, text, selection.anchor)?, byte(told, text, selection.focus)?);
            Some(Request::Select { anchor, caret })
        }
        (Action::Click, _) => {
            let proposed = proposed.map(|(_, span)| Request::Decide(*span));
            mark.map(|(_, mark, _)| Request::Click(*mark)).or(proposed)
        }
        (Action::Focus, _) => mark.map(|(.., at)| Request::Select { anchor: *at, caret: *at }),
        (Action::ScrollIntoView, _) => mark.map(|(.., at)| *at).or(run.map(|run| run.start)).map(Request::Show),
        _ => None,
    }
}

/// Tells what is visible, marked and selected.
#[must_use]
pub fn tell(
    ui: &mut Ui,
    response: &Response,
    view: &View,
    column: &Column,
    selection: &Selection,
    marks: (&dyn Highlights, &[Highlight]),
    proposed: [&[Span]; 2],
) -> Told {
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, LABEL));
    if !ui.ctx().has_accesskit_node(response.id) {
        return Told::default();
    }
    let text = column.text();
    // Nodes are made with child `Ui`s, since egui lets no one else say where a node hangs; they live in one of their
    // own, so that ids that the caller's `Ui` hands out do not depend on what is visible.
    let mut nest = ui.new_child(UiBuilder::new().scope_id(response.id.with("paragraphs")));
    let runs: Vec<Run> = view.shown.iter().flat_map(|shown| paragraph(&mut nest, response, text, shown)).collect();
    let names = marks.0;
    let marks = tell_marks(&mut nest, response, view, marks);
    let proposed = proposed_in(proposed, view.bytes()).take(MOST_MARKS);
    let proposed = proposed.map(|span| (tell_proposed(&mut nest, response, view, names, *span), *span)).collect();
    let is_short = |pieces: &&Pieces| pieces.spans().iter().map(|span| span.len()).sum::<usize>() <= MOST_VALUE;
    let selected = selection.shown().filter(is_short).and_then(|pieces| pieces.quote(text));
    let anchor = position(&runs, text, selection.anchor());
    let focus = position(&runs, text, selection.caret());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::MultilineTextInput);
        node.set_read_only();
        node.set_value(selected.unwrap_or_default());
        node.add_action(Action::SetTextSelection);
        if let (Some(anchor), Some(focus)) = (anchor, focus) {
            node.set_text_selection(TextSelection { anchor, focus });
        }
    });
    Told { runs, marks, proposed }
}

// --- marks ----------------------------------------------------------------------------------------------------------

fn tell_marks(
    ui: &mut Ui,
    response: &Response,
    view: &View,
    (names, visible): (&dyn Highlights, &[Highlight]),
) -> Vec<(NodeId, MarkId, usize)> {
    let mut told = BTreeSet::new();
    let mut sorted: Vec<&Highlight> = visible.iter().collect();
    sorted.sort_by_key(|one| (one.piece, one.mark));
    let first = sorted.into_iter().filter(|one| told.insert(one.mark)).take(MOST_MARKS);
    first.map(|one| (tell_mark(ui, response, view, names, one), one.mark, one.piece.start())).collect()
}

fn tell_mark(ui: &mut Ui, response: &Response, view: &View, names: &dyn Highlights, one: &Highlight) -> NodeId {
    let actions = [Action::Click, Action::Focus, Action::ScrollIntoView];
    tell_words(ui, response, view, (("mark", one.mark), one.piece), names.name(one.mark), &actions)
}

fn tell_proposed(ui: &mut Ui, response: &Response, view: &View, names: &dyn Highlights, span: Span) -> NodeId {
    tell_words(ui, response, view, (("proposed", span), span), names.proposal(span), &[Action::Click])
}

/// Words below the text that something can be done with.
fn tell_words(
    ui: &mut Ui,
    response: &Response,
    view: &View,
    (salt, words): (impl egui::AsIdSalt, Span),
    name: String,
    actions: &[Action],
) -> NodeId {
    let builder = UiBuilder::new()
        .scope_id(response.id.with(salt))
        .accessibility_parent(response.id)
        .accessibility_role(Role::Mark);
    let id = ui.new_child(builder).unique_id();
    let mut places = Vec::new();
    view.places(words, &mut places);
    let bounds = places.iter().map(|place| place.rect).reduce(Rect::union);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Mark);
        node.set_label(name);
        if let Some(bounds) = bounds {
            node.set_bounds(access_rect(bounds));
        }
        actions.iter().for_each(|action| node.add_action(*action));
    });
    id.accesskit_id()
}

// --- paragraphs -----------------------------------------------------------------------------------------------------

fn paragraph(ui: &mut Ui, response: &Response, text: &str, shown: &Shown) -> Vec<Run> {
    let words = shown.span.text(text).unwrap_or("");
    let size = egui::vec2(1.0, shown.sheet.height_px());
    let builder = UiBuilder::new()
        .scope_id(response.id.with(shown.number))
        .max_rect(Rect::from_min_size(shown.origin, size))
        .accessibility_parent(response.id)
        .accessibility_role(Role::Paragraph);
    let mut child = ui.new_child(builder);
    let rows = shown.sheet.rows().len();
    (0..rows).filter_map(|row| run(&mut child, words, shown, row)).collect()
}

fn run(ui: &mut Ui, words: &str, shown: &Shown, number: usize) -> Option<Run> {
    let row = shown.sheet.rows().get(number)?;
    let value = words.get(row.bytes.clone())?;
    let parent = ui.unique_id();
    let builder =
        UiBuilder::new().scope_id(parent.with(number)).accessibility_parent(parent).accessibility_role(Role::TextRun);
    let id = ui.new_child(builder).unique_id();
    let right_to_left = shown.sheet.right_to_left();
    let mut stretches = Vec::new();
    shown.sheet.stretches(row.bytes.clone(), &mut stretches);
    let left = stretches.iter().map(|stretch| stretch.left_px).reduce(f32::min).unwrap_or(0.0);
    let right = stretches.iter().map(|stretch| stretch.right_px).reduce(f32::max).unwrap_or(left);
    let top_left = shown.origin + egui::vec2(left, row.top_px);
    let bounds = Rect::from_min_max(top_left, pos2(shown.origin.x + right, shown.origin.y + row.bottom_px));
    let edges = letter_edges(shown, words, row.bytes.clone(), if right_to_left { right } else { left });
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::TextRun);
        node.set_value(value);
        node.set_bounds(access_rect(bounds));
        node.set_text_direction(if right_to_left { TextDirection::RightToLeft } else { TextDirection::LeftToRight });
        fill_letters(node, value, edges.as_deref());
    });
    let start = shown.span.start();
    Some(Run { node: id.accesskit_id(), start: start + row.bytes.start, end: start + row.bytes.end })
}

/// Distances of the letters of a row and of its end from the edge at which the row begins, px, in the direction of
/// reading; `None` if the row changes its direction, since then they cannot be told in one run.
fn letter_edges(shown: &Shown, words: &str, bytes: std::ops::Range<usize>, begin: f32) -> Option<Vec<f32>> {
    let value = words.get(bytes.clone()).unwrap_or("");
    let count = letters(value).take(MOST_PLACES + 1).count();
    let row = shown.sheet.row_of(bytes.start);
    let end = shown.sheet.rows().get(row).map_or(bytes.end, |row| row.letters_end);
    if count > MOST_PLACES {
        return None;
    }
    let mut last = begin;
    let mut places = Vec::new();
    let mut edge = |(at, letter): (usize, &str)| {
        places.clear();
        let at = bytes.start + at;
        shown.sheet.stretches(at..(at + letter.len()).min(end), &mut places);
        places.first().map(|place| (place.left_px, place.right_px))
    };
    let mut edges = Vec::with_capacity(count + 1);
    let right_to_left = shown.sheet.right_to_left();
    for letter in letters(value) {
        // White space that hangs out at the end of a row, and what cannot be seen, has no place of its own.
        let (from, to) = match edge(letter) {
            Some((left, right)) if right_to_left => (right, left),
            Some((left, right)) => (left, right),
            None => (last, last),
        };
        edges.push((from - begin).abs());
        last = to;
    }
    edges.push((last - begin).abs());
    edges.is_sorted().then_some(edges)
}

/// What a caret steps over, with its place in `value`: graphemes; one that is longer than a screen reader can be told
/// is told in parts.
fn letters(value: &str) -> impl Iterator<Item = (usize, &str)> {
    value.grapheme_indices(true).flat_map(|(at, letter)| {
        let mut rest = letter;
        std::iter::from_fn(move || {
            let part = rest.get(..rest.floor_char_boundary(usize::from(u8::MAX)))?;
            let from = at + letter.len() - rest.len();
            rest = rest.get(part.len()..)?;
            (!part.is_empty()).then_some((from, part))
        })
    })
}

fn fill_letters(node: &mut Node, value: &str, edges: Option<&[f32]>) {
    let lengths: Vec<u8> = letters(value).filter_map(|(_, letter)| u8::try_from(letter.len()).ok()).collect();
    if let Some(edges) = edges.filter(|edges| edges.len() == lengths.len() + 1) {
        node.set_character_positions(edges.iter().take(lengths.len()).copied().collect::<Vec<f32>>());
        let widths = edges.windows(2).map(|pair| if let [a, b] = pair { b - a } else { 0.0 });
        node.set_character_widths(widths.collect::<Vec<f32>>());
    }
    node.set_word_starts(word_starts(value));
    node.set_character_lengths(lengths);
}

fn word_starts(value: &str) -> Vec<u8> {
    let starts: Vec<usize> = value.unicode_word_indices().map(|(at, _)| at).collect();
    let letters = letters(value).enumerate().filter(|(_, (at, _))| starts.binary_search(at).is_ok());
    letters.map_while(|(number, _)| u8::try_from(number).ok()).collect()
}

/// A byte as a letter of a visible row; the nearest visible one if it is not visible.
fn position(runs: &[Run], text: &str, byte: usize) -> Option<TextPosition> {
    let after = runs.partition_point(|run| run.start <= byte);
    let run = runs.get(after.saturating_sub(1))?;
    let value = text.get(run.start..run.end)?;
    let within = byte.clamp(run.start, run.end) - run.start;
    Some(TextPosition { node: run.node, character_index: letters(value).take_while(|(at, _)| *at < within).count() })
}

/// A letter of a row that was told as a byte of the text.
fn byte(told: &Told, text: &str, position: TextPosition) -> Option<usize> {
    let run = told.runs.iter().find(|run| run.node == position.node)?;
    let value = text.get(run.start..run.end)?;
    let within = letters(value).nth(position.character_index).map_or(value.len(), |(at, _)| at);
    Some(run.start + within)
}

fn access_rect(rect: Rect) -> AccessRect {
    AccessRect { x0: rect.left().into(), y0: rect.top().into(), x1: rect.right().into(), y1: rect.bottom().into() }
}
