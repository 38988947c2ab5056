//! The middle: the article that is open, what is known of it in one line, and the codes to tag it with.

mod choice;
mod correct;
mod deciding;
mod evidence;
mod find;
mod header;
mod highlights;
mod hover;
mod lights;
mod proposed;
mod reading;
mod spoken;
mod tagbar;

use super::action::Action;
use super::reader::paint::proposed_at;
use super::reader::{Place, Reader, ReaderEvent, ReaderInput, ReaderOutput, ReaderStyle};
use super::view::{View, Wish, Wishes};
use super::widgets::menu::{Menu, Stays};
use super::widgets::row;
use crate::base::id::Fresh;
use crate::base::span::{Pieces, Span};
use crate::model::{Anchor, Document, DocumentId, Mark, MarkId, RecordId};
use crate::query::search::Question;
use crate::query::suggest::zones::Proposal;
use crate::session::{At, Command};
use correct::Correct;
use deciding::Deciding;
pub use deciding::{date_command, kind_name, name_command, sentence_of};
use egui::{Pos2, Rect, Ui, vec2};
use find::Find;
pub use find::Step;
use header::Header;
use highlights::{Map, Painted};
use lights::Lights;
use reading::Popover;
use std::collections::BTreeMap;
use std::sync::Arc;
use tagbar::TagBar;

/// State of the middle.
#[derive(Default)]
pub struct Article {
    reader: Reader,
    find: Find,
    correct: Correct,
    deciding: Deciding,
    map: Map,
    /// The document that the reader shows, and where each one was left, in bytes.
    shown: Option<DocumentId>,
    places: BTreeMap<DocumentId, usize>,
    jump: Option<(DocumentId, Span)>,
    lights: Lights,
    tagbar: TagBar,
    /// Marks that lie on top of each other, or what can be done with one.
    menu: Option<Menu>,
    /// Whether the list for the mark at the caret was asked for.
    wants_menu: bool,
    /// Whether the settings of the text are open.
    setting: Popover,
    /// The marks under the pointer in the last frame.
    hovered: Vec<MarkId>,
    /// Where the selected words and the selected mark stood on the screen in the last frame.
    words_at: Option<Rect>,
    mark_at: Option<Rect>,
    proposal_at: Option<Rect>,
    fresh: Option<(MarkId, f64)>,
    focus: bool,
    /// Lines of the open document that may not be the article, by place.
    proposed: Vec<Proposal>,
}

impl Article {
    /// Goes to a place, as soon as its document is shown.
    pub fn jump(&mut self, document: DocumentId, span: Span) {
        self.jump = Some((document, span));
    }

    /// Says which lines of the open document may not be the article, by place.
    pub fn propose(&mut self, zones: Vec<Proposal>) {
        self.proposed = zones;
    }

    /// Gives the article the keyboard.
    pub fn focus(&mut self) {
        self.focus = true;
    }

    /// Lets a fresh mark flash once.
    pub fn flash(&mut self, mark: MarkId, now: f64) {
        self.fresh = Some((mark, now));
    }

    /// Whether the article has the keyboard.
    #[must_use]
    pub fn has_focus(ctx: &egui::Context) -> bool {
        ctx.memory(|memory| memory.has_focus(Reader::id()))
    }

    /// Opens the field that finds words in this article.
    pub fn open_find(&mut self, words: Option<String>) {
        self.find.open(words, self.reader.caret());
    }

    /// What is looked for in this article; `None` while the field is closed.
    pub fn question(&mut self) -> Option<&mut Question> {
        self.find.is_open().then(|| self.find.question())
    }

    /// Goes to the next hit in this article, or to the one before.
    pub fn step_find(&mut self, step: Step) {
        self.find.step(step, self.reader.caret());
    }

    /// Where the caret is, in bytes of the open document.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.reader.caret()
    }

    /// Takes the edge of a mark that is on its way as it is now, because something else is to be done.
    pub fn settle_edges(&mut self) {
        self.reader.settle_edges();
    }

    /// Whether something of it is still being computed.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.map.is_computing() || self.lights.is_computing() || self.find.is_computing()
    }

    /// Whether Escape ends something here: the fields that find and correct words, a small list, the settings of the
    /// text, or an edge that is being moved.
    #[must_use]
    pub fn takes_escape(&self) -> bool {
        let open = self.find.is_open() || self.menu.is_some() || self.setting != Popover::Closed;
        open || self.correct.is_open() || self.deciding.is_open() || self.reader.is_moving_edge()
    }

    /// Whether a small list or the card of a suggestion is open, which take Enter, Escape and other keys.
    #[must_use]
    pub fn takes_keys(&self) -> bool {
        self.menu.is_some() || self.deciding.is_open()
    }

    /// Goes to the next suggestion in the open article; says whether there is one.
    pub fn next_suggestion(&mut self, view: View<'_>) -> bool {
        let Some(document) = self.shown else { return false };
        let to = self.deciding.step(view, document, self.reader.caret(), true);
        to.iter().for_each(|span| self.reader.scroll_to(span.start()));
        self.focus = to.is_some();
        to.is_some()
    }

    /// Opens a small list; the text gets the keyboard, so that no other control takes the keys of the list.
    pub fn open_menu(&mut self, menu: Menu) {
        self.menu = Some(menu).filter(|menu| !menu.is_empty());
        self.focus = true;
    }

    /// Lists what can be done with the code whose chip has the keyboard, with the selected words or with the mark at
    /// the caret.
    pub fn ask_for_menu(&mut self) {
        self.wants_menu = true;
    }

    /// Opens or closes the settings of the text.
    pub fn toggle_reading(&mut self) {
        self.setting = self.setting.toggled();
    }

    /// Where the selected words stand on the screen.
    #[must_use]
    pub fn words_at(&self) -> Option<Rect> {
        self.words_at
    }

    /// Where the selected mark stands on the screen.
    #[must_use]
    pub fn mark_at(&self) -> Option<Rect> {
        self.mark_at
    }

    /// Where the words of the suggestion stand on the screen that is being decided.
    #[must_use]
    pub fn proposal_at(&self) -> Option<Rect> {
        self.proposal_at
    }

    /// Opens the field that corrects the selected words, or the word at the caret; says why not.
    pub fn open_correct(&mut self, view: View<'_>) -> Result<(), &'static str> {
        let document = self.shown.ok_or("Open an article first")?;
        self.correct.open(view, document, self.reader.caret())?;
        if let Some(pieces) = self.correct.span().and_then(Pieces::one) {
            self.reader.select(&pieces);
        }
        Ok(())
    }

    /// Forgets what was selected, because the words have been tagged.
    pub fn clear_selection(&mut self) {
        self.reader.clear_selection();
    }

    /// Where somebody reads: the document and the byte at the top of the view.
    #[must_use]
    pub fn place(&self) -> Option<(DocumentId, usize)> {
        self.shown.map(|document| (document, self.reader.place().top_byte))
    }

    /// Where to begin reading a document.
    pub fn remember(&mut self, document: DocumentId, byte: usize) {
        self.places.insert(document, byte);
    }

    /// The next mark after the selected one, or the one before it, in the open document; goes round at the ends.
    #[must_use]
    pub fn next_mark(&self, view: View<'_>, forward: bool) -> Option<MarkId> {
        next_mark(view, self.shown?, self.reader.caret(), forward)
    }

    /// The next sentence in this article that is evidence of what is selected, or the one before, and of what it is.
    #[must_use]
    pub fn next_evidence(&self, view: View<'_>, forward: bool) -> Option<(MarkId, RecordId)> {
        let selection = &view.session.selection;
        let here = self.lights.here().filter(|here| Some(here.record) == selection.record)?;
        Some((here.next(view.project(), selection.mark, forward)?, here.record))
    }

    /// Draws the article, or what to do while none is open.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let open = view.session.selection.document;
        let Some((id, document)) = open.and_then(|id| Some((id, view.project().documents().get(id)?))) else {
            self.empty(ui, view, wishes);
            return;
        };
        self.switch(id);
        if self.menu.as_mut().is_some_and(|menu| menu.keys(ui.ctx(), wishes) == Stays::Closed) {
            self.menu = None;
        }
        if let Some(span) = self.deciding.follow(view, id) {
            self.reader.scroll_to(span.start());
        }
        self.lights.refresh(ui.ctx(), view, id);
        let style = reading::style(ui, view);
        // A header that is wider than the window is cut; it must not push the text to the side.
        let above = ui.available_rect_before_wrap();
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(above));
        child.shrink_clip_rect(above);
        let header = Header { id, document, here: self.lights.here(), style: &style };
        header.show(&mut child, view, &mut self.setting, wishes);
        let height = child.min_rect().height();
        ui.advance_cursor_after_rect(egui::Rect::from_min_size(above.min, vec2(above.width(), height)));
        self.find.show(ui, view, id, wishes);
        proposed::strip(ui, view, id, &self.proposed, wishes);
        ui.spacing_mut().item_spacing.y = 0.0;
        // In a low window the keys of the codes do without their chips.
        let tags = ui.available_height() >= 3.0 * tagbar::HEIGHT;
        let height = (ui.available_height() - if tags { tagbar::HEIGHT } else { 0.0 }).max(0.0);
        ui.allocate_ui(vec2(ui.available_width(), height), |ui| self.text(ui, view, id, document, &style, wishes));
        if tags {
            self.tagbar.show(ui, view, wishes);
        }
        self.show_menu(ui, wishes);
    }

    /// Takes the keys of the card of a suggestion, if one is open.
    pub fn decide(&mut self, ctx: &egui::Context, view: View<'_>, wishes: &mut Wishes) {
        if self.menu.is_none()
            && let Some(span) = self.deciding.keys(ctx, view, wishes)
        {
            self.reader.scroll_to(span.start());
        }
    }

    fn empty(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        self.shown = None;
        if view.project().documents().is_empty() {
            let text = "Drop .txt files or a folder anywhere on this window, or";
            if row::empty(ui, "Bring in what you want to read", text, Some("Import articles…")) {
                wishes.act(Action::Import);
            }
        } else {
            row::empty(ui, "No article is open", "Choose one on the left.", None);
        }
    }

    fn switch(&mut self, id: DocumentId) {
        if self.shown == Some(id) {
            return;
        }
        if let Some((left, byte)) = self.place() {
            self.places.insert(left, byte);
        }
        self.shown = Some(id);
        self.menu = None;
        self.hovered.clear();
        if let Some(top_byte) = self.places.get(&id).copied().filter(|byte| *byte > 0) {
            self.reader.set_place(Place { top_byte, caret: top_byte, ..Place::default() });
        }
    }

    fn text(
        &mut self,
        ui: &mut Ui,
        view: View<'_>,
        id: DocumentId,
        document: &Document,
        style: &ReaderStyle,
        wishes: &mut Wishes,
    ) {
        let Some(text) = view.project().shared_text(id) else {
            row::empty(ui, "This document has no text", "", None);
            return;
        };
        let jump = self.jump.take_if(|(document, _)| *document == id).map(|(_, span)| span);
        if let Some(span) = jump {
            self.reader.scroll_to(span.start());
        }
        if self.focus {
            // A dialog that was closed in the last frame still takes the keyboard from what lies behind it.
            self.focus = !ui.memory(|memory| memory.allows_interaction(ui.layer_id()));
            if self.focus {
                ui.ctx().request_repaint();
            } else {
                ui.memory_mut(|memory| memory.request_focus(Reader::id()));
            }
        }
        self.map.refresh(ui.ctx(), view, id);
        let lit = lights::of(view, &self.hovered);
        let painted = Painted { view, document: id, map: &self.map, lit: &lit };
        let stands_back = |mark| lights::stands_back(view, mark);
        let zones: Vec<Span> = document.zones.iter().map(|zone| zone.span).collect();
        let proposed_zones: Vec<Span> = self.proposed.iter().map(|zone| zone.span).collect();
        let edges = edges(view, id);
        let input = ReaderInput {
            document: id,
            text: &text,
            highlights: &painted,
            zones: &zones,
            proposed_zones: &proposed_zones,
            selected: view.session.selection.mark,
            edges: edges.as_ref().map(|(mark, row)| (*mark, &row.pieces)),
            stands_back: &stands_back,
            map: self.lights.map(),
            fresh: self.fresh.filter(|_| !view.settings.reduced_motion),
            proposed: view.suggested.spans(),
            proposal: self.deciding.span(id),
            found: self.find.places(id),
            found_current: self.find.current(),
            read_only: view.session.read_only().is_some(),
        };
        let output = self.reader.show(ui, &input, style);
        // Words that were gone to are selected, so that they can be seen; a mark is lit up already.
        if let Some(pieces) = jump.filter(|_| view.session.selection.mark.is_none()).and_then(Pieces::one) {
            self.reader.select(&pieces);
        }
        self.seen(ui, view, &output, wishes);
        for event in output.events {
            self.happened(ui, view, event, output.caret_at, wishes);
        }
        self.correct.show(ui, view, id, output.words_at, wishes);
        if let Some(span) = self.deciding.show(ui, view, output.proposal_at, wishes) {
            self.reader.scroll_to(span.start());
        }
    }

    /// Notes where things stand on the screen, and describes what the pointer is over.
    fn seen(&mut self, ui: &Ui, view: View<'_>, output: &ReaderOutput, wishes: &mut Wishes) {
        (self.words_at, self.mark_at) = (output.words_at, output.mark_at);
        self.proposal_at = output.proposal_at;
        if self.hovered != output.hovered {
            self.hovered.clone_from(&output.hovered);
            ui.ctx().request_repaint();
        }
        let covered = self.menu.is_some() || self.setting != Popover::Closed || self.correct.is_open();
        if !output.hovered.is_empty() && !covered {
            hover::show(ui, view, &output.hovered);
        }
        if std::mem::take(&mut self.wants_menu) {
            let menu = self.menu_by_key(view, output.caret_at.unwrap_or(output.response.rect).left_bottom());
            menu.into_iter().for_each(|menu| wishes.push(Wish::Menu(menu)));
        }
    }

    fn menu_by_key(&self, view: View<'_>, caret: Pos2) -> Option<Menu> {
        if let Some((code, at)) = self.tagbar.focused() {
            return choice::code(view, code, at);
        }
        if view.session.selection.words.is_some() {
            return self.menu_of_words(view, self.words_at.map_or(caret, |words| words.left_bottom()));
        }
        let selected = view.session.selection.mark;
        let marks = self.reader.marks_at_caret();
        let mark = selected.filter(|mark| marks.is_empty() || marks.contains(mark)).or(marks.first().copied())?;
        let at = self.mark_at.filter(|_| selected == Some(mark)).map_or(caret, |at| at.left_bottom());
        choice::mark(view, mark, at)
    }

    fn menu_of_words(&self, view: View<'_>, at: Pos2) -> Option<Menu> {
        let text = view.project().text(self.shown?);
        let quote = self.reader.selection()?.quote(text)?;
        Some(choice::words(view, &quote, at))
    }

    fn happened(&mut self, ui: &Ui, view: View<'_>, event: ReaderEvent, caret: Option<Rect>, wishes: &mut Wishes) {
        match event {
            ReaderEvent::SelectionChanged(words) => {
                if words.is_some() {
                    self.deciding.close();
                }
                wishes.push(Wish::Words(words));
            }
            ReaderEvent::MarkMoved(mark, pieces) => {
                wishes.command(Command::PlaceMark { mark, at: At::Bytes(pieces) });
            }
            ReaderEvent::SelectionFinished => {
                if let Some(code) = view.session.selection.sticky {
                    wishes.push(Wish::TagWords(code));
                }
            }
            ReaderEvent::ProposalClicked(span) => self.shown.into_iter().for_each(|id| self.deciding.open(id, span)),
            ReaderEvent::MarksClicked(marks) => {
                self.deciding.close();
                let at = ui.input(|input| input.pointer.interact_pos()).unwrap_or_default() + vec2(8.0, 12.0);
                self.meant(view, &marks, at, wishes);
            }
            ReaderEvent::MarksEntered(marks) if marks.is_empty() => {
                let at = proposed_at(view.suggested.spans(), self.reader.caret());
                self.shown.zip(at).into_iter().for_each(|(id, span)| self.deciding.open(id, span));
            }
            ReaderEvent::MarksEntered(marks) => {
                let at = caret.map_or(Pos2::ZERO, |caret| caret.left_bottom() + vec2(0.0, 4.0));
                self.meant(view, &marks, at, wishes);
            }
            ReaderEvent::ContextMenu { pos, marks, .. } => self.context_menu(view, &marks, pos, wishes),
            ReaderEvent::Focus => {}
        }
    }

    /// Shows the innermost mark at once, and offers the others beside it.
    fn meant(&mut self, view: View<'_>, marks: &[MarkId], at: Pos2, wishes: &mut Wishes) {
        let Some(first) = marks.first() else { return };
        wishes.push(Wish::ShowMark(*first));
        if marks.len() > 1 {
            self.menu = Some(choice::marks(view, marks, at));
        }
    }

    /// What can be done with the mark under the pointer; the selected one comes first. Else with the selected words.
    fn context_menu(&mut self, view: View<'_>, marks: &[MarkId], at: Pos2, wishes: &mut Wishes) {
        let selected = view.session.selection.mark.filter(|mark| marks.contains(mark));
        let menu = match selected.or(marks.first().copied()) {
            Some(mark) => {
                wishes.push(Wish::ShowMark(mark));
                choice::mark(view, mark, at)
            }
            None => self.menu_of_words(view, at),
        };
        menu.into_iter().for_each(|menu| wishes.push(Wish::Menu(menu)));
    }

    fn show_menu(&mut self, ui: &Ui, wishes: &mut Wishes) {
        if self.menu.as_mut().is_some_and(|menu| menu.show(ui.ctx(), wishes) == Stays::Closed) {
            self.menu = None;
            // A click on a row took the keyboard from the text.
            self.focus = true;
        }
    }
}

/// The selected mark, if it stands in this document and may be changed.
fn edges(view: View<'_>, document: DocumentId) -> Option<(MarkId, Arc<Mark>)> {
    let id = view.session.selection.mark.filter(|_| view.session.read_only().is_none())?;
    let mark = view.project().marks().get(id)?;
    let here = mark.document == document && mark.anchor != Anchor::Lost;
    here.then(|| (id, Arc::clone(mark)))
}

/// The next mark after the selected one or, if none in this document is selected, after a byte; or the one before.
/// Goes round at the ends.
fn next_mark(view: View<'_>, id: DocumentId, caret: usize, forward: bool) -> Option<MarkId> {
    let index = view.index();
    let here = view.session.selection.mark.and_then(|mark| Some((mark, view.project().marks().get(mark)?)));
    let here = here.filter(|(_, mark)| mark.document == id).map(|(id, mark)| (mark.pieces.hull(), id));
    let here = here.unwrap_or((Span::new(caret, caret), MarkId::from_bits(0)));
    let next = if forward {
        index.mark_after(id, here).or_else(|| index.first_mark(id))
    } else {
        index.mark_before(id, here).or_else(|| index.last_mark(id))
    };
    next.map(|(_, mark)| mark)
}
