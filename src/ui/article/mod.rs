//! The middle: the article that is open, what is known of it in one line, and the codes to tag it with.

mod find;
mod highlights;
mod spoken;
mod tagbar;

use super::action::Action;
use super::reader::{Place, Reader, ReaderEvent, ReaderInput, ReaderStyle, column_width_px};
use super::theme::{self, Palette, space};
use super::view::{View, Wish, Wishes};
use super::widgets::{chip, line::line, row};
use crate::base::id::Fresh;
use crate::base::span::{Pieces, Span};
use crate::model::{Anchor, Document, DocumentId, Mark, MarkId, RecordId};
use crate::query::search::Question;
use crate::session::{At, Command};
use egui::{Align, Layout, Pos2, RichText, Sense, Ui, vec2};
use find::Find;
pub use find::Step;
use highlights::{Map, Painted};
use std::collections::BTreeMap;
use std::sync::Arc;

/// State of the middle.
#[derive(Default)]
pub struct Article {
    reader: Reader,
    find: Find,
    map: Map,
    /// The document that the reader shows, and where each one was left, in bytes.
    shown: Option<DocumentId>,
    places: BTreeMap<DocumentId, usize>,
    jump: Option<(DocumentId, Span)>,
    /// Marks that lie on top of each other where somebody clicked, to choose from.
    choice: Option<(Pos2, Vec<MarkId>)>,
    fresh: Option<(MarkId, f64)>,
    focus: bool,
}

impl Article {
    /// Goes to a place, as soon as its document is shown.
    pub fn jump(&mut self, document: DocumentId, span: Span) {
        self.jump = Some((document, span));
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

    /// Whether Escape ends something here: the field that finds words, the list of marks on top of each other, or an
    /// edge that is being moved.
    #[must_use]
    pub fn takes_escape(&self) -> bool {
        self.find.is_open() || self.choice.is_some() || self.reader.is_moving_edge()
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
        self.map.is_computing()
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

    /// Draws the article, or what to do while none is open.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let open = view.session.selection.document;
        let Some((id, document)) = open.and_then(|id| Some((id, view.project().documents().get(id)?))) else {
            self.empty(ui, view, wishes);
            return;
        };
        self.switch(id);
        let style = reader_style(ui, view);
        // A header that is wider than the window is cut; it must not push the text to the side.
        let above = ui.available_rect_before_wrap();
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(above));
        child.shrink_clip_rect(above);
        header(&mut child, view, id, document, &style, wishes);
        let height = child.min_rect().height();
        ui.advance_cursor_after_rect(egui::Rect::from_min_size(above.min, vec2(above.width(), height)));
        self.find.show(ui, view, id, wishes);
        ui.spacing_mut().item_spacing.y = 0.0;
        // In a low window the keys of the codes do without their chips.
        let tags = ui.available_height() >= 3.0 * tagbar::HEIGHT;
        let height = (ui.available_height() - if tags { tagbar::HEIGHT } else { 0.0 }).max(0.0);
        ui.allocate_ui(vec2(ui.available_width(), height), |ui| self.text(ui, view, id, document, &style, wishes));
        if tags {
            tagbar::show(ui, view, wishes);
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
        self.choice = None;
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
        let painted = Painted { view, document: id, map: &self.map };
        let zones: Vec<Span> = document.zones.iter().map(|zone| zone.span).collect();
        let edges = edges(view, id);
        let input = ReaderInput {
            document: id,
            text: &text,
            highlights: &painted,
            zones: &zones,
            selected: view.session.selection.mark,
            edges: edges.as_ref().map(|(mark, row)| (*mark, &row.pieces)),
            fresh: self.fresh.filter(|_| !view.settings.reduced_motion),
            found: self.find.places(),
            found_current: self.find.current(),
            read_only: view.session.read_only().is_some(),
        };
        let output = self.reader.show(ui, &input, style);
        // Words that were gone to are selected, so that they can be seen; a mark is lit up already.
        if let Some(pieces) = jump.filter(|_| view.session.selection.mark.is_none()).and_then(Pieces::one) {
            self.reader.select(&pieces);
        }
        for event in output.events {
            self.happened(ui, event, wishes);
        }
        if !output.hovered.is_empty() && self.choice.is_none() {
            hover(ui, view, &output.hovered);
        }
        self.choose(ui, view, wishes);
    }

    fn happened(&mut self, ui: &Ui, event: ReaderEvent, wishes: &mut Wishes) {
        match event {
            ReaderEvent::SelectionChanged(words) => wishes.push(Wish::Words(words)),
            ReaderEvent::MarkMoved(mark, pieces) => {
                wishes.command(Command::PlaceMark { mark, at: At::Bytes(pieces) });
            }
            ReaderEvent::MarksClicked(marks) => match marks.as_slice() {
                [] => {}
                [mark] => wishes.push(Wish::ShowMark(*mark)),
                [first, ..] => {
                    // The innermost is shown at once; the others are offered beside the pointer.
                    wishes.push(Wish::ShowMark(*first));
                    let at = ui.input(|input| input.pointer.interact_pos()).unwrap_or_default();
                    self.choice = Some((at, marks));
                }
            },
            ReaderEvent::Focus | ReaderEvent::ContextMenu { .. } => {}
        }
    }

    /// A small list of marks that lie on top of each other.
    fn choose(&mut self, ui: &Ui, view: View<'_>, wishes: &mut Wishes) {
        let Some((at, marks)) = &self.choice else { return };
        let mut chosen = None;
        let area = egui::Area::new(egui::Id::unique("overlap"))
            .order(egui::Order::Foreground)
            .fixed_pos(*at + vec2(8.0, 12.0));
        let shown = area.show(ui.ctx(), |ui| {
            egui::Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_max_width(340.0);
                ui.label(RichText::new("Marks here").font(theme::small()).color(Palette::of(ui).weak));
                for mark in marks {
                    let selected = view.session.selection.mark == Some(*mark);
                    if mark_chip(ui, view, *mark, selected) {
                        chosen = Some(*mark);
                    }
                }
            });
        });
        let elsewhere = shown.response.clicked_elsewhere() && ui.input(|input| input.pointer.any_click());
        let escaped =
            ui.input(|input| input.key_pressed(egui::Key::Escape) || input.smooth_scroll_delta() != egui::Vec2::ZERO);
        if let Some(mark) = chosen {
            wishes.push(Wish::ShowMark(mark));
            self.choice = None;
        } else if elsewhere || escaped {
            self.choice = None;
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

fn mark_chip(ui: &mut Ui, view: View<'_>, id: MarkId, selected: bool) -> bool {
    let Some(mark) = view.project().marks().get(id) else { return false };
    let code = mark.code.and_then(|code| view.project().codes().get(code));
    let words: String = mark.quote.chars().take(34).collect();
    let ellipsis = if words.len() < mark.quote.len() { "…" } else { "" };
    let name = code.map_or("Highlight", |code| &code.name);
    let swatch = code.map(|code| (theme::of_code(code.colour), code.pattern));
    chip::chip(ui, &format!("{name}: {words}{ellipsis}"), swatch, "", selected).clicked()
}

/// What the pointer is over: code, event or entity, who marked it.
fn hover(ui: &Ui, view: View<'_>, marks: &[MarkId]) {
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("mark-hover"));
    egui::Tooltip::always_open(ui.ctx().clone(), layer, egui::Id::unique("mark-hover"), egui::PopupAnchor::Pointer)
        .gap(14.0)
        .show(|ui| {
            ui.set_max_width(360.0);
            for mark in marks.iter().take(4) {
                described(ui, view, *mark);
            }
        });
}

fn described(ui: &mut Ui, view: View<'_>, id: MarkId) {
    let Some(mark) = view.project().marks().get(id) else { return };
    let palette = Palette::of(ui);
    let code = mark.code.map_or("Highlight", |code| view.project().label(code.into()));
    let of = mark.events().next().map(RecordId::from).or_else(|| mark.entities().next().map(RecordId::from));
    let label = of.map_or("", |of| view.project().label(of));
    ui.horizontal(|ui| {
        if let Some(code) = mark.code.and_then(|code| view.project().codes().get(code)) {
            let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
            chip::paint_swatch(ui.painter(), rect, theme::of_code(code.colour), code.pattern);
        }
        ui.label(RichText::new(code).font(theme::medium()));
        ui.label(RichText::new(&mark.made.by).font(theme::small()).color(palette.weak));
    });
    if !label.is_empty() {
        ui.label(RichText::new(label).color(palette.text));
    }
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

fn reader_style(ui: &Ui, view: View<'_>) -> ReaderStyle {
    let palette = Palette::of(ui);
    ReaderStyle {
        family: theme::reading_family(view.settings.reading.serif),
        size_px: view.settings.reading.size,
        line_height: 1.6,
        columns: 72,
        ground: palette.ground,
        text: palette.text,
        weak: palette.weak,
        accent: palette.accent,
        selection: palette.accent.gamma_multiply(if ui.visuals().dark_mode { 0.34 } else { 0.24 }),
        line: palette.line,
        reduced_motion: view.settings.reduced_motion,
    }
}

/// Headline, and below it where the article comes from; as wide as the text.
fn header(
    ui: &mut Ui,
    view: View<'_>,
    id: DocumentId,
    document: &Document,
    style: &ReaderStyle,
    wishes: &mut Wishes,
) {
    let palette = Palette::of(ui);
    // In a low window the text needs the height more than the facts do.
    let roomy = ui.available_height() > 220.0;
    let width = column_width_px(ui, style, ui.available_width());
    let margin = ((ui.available_width() - width) / 2.0).max(space::XL);
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        ui.add_space(margin);
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = space::XS;
            let title = if document.title.is_empty() { "Untitled" } else { &document.title };
            let title = line(ui, title, &theme::title(), palette.text, width);
            let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
            let x = if title.rtl { rect.right() - title.width } else { rect.left() };
            title.paint(ui.painter(), egui::pos2(x, rect.center().y));
            let said = document.title.clone();
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &said));
            if response.on_hover_text("Show what is known of this document").clicked() {
                wishes.push(Wish::Show(RecordId::Document(id)));
            }
            if roomy {
                ui.horizontal(|ui| about(ui, view, id, document, wishes));
            }
        });
    });
    ui.add_space(space::S);
}

fn about(ui: &mut Ui, view: View<'_>, id: DocumentId, document: &Document, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    ui.spacing_mut().item_spacing.x = 6.0;
    let outlet = if document.outlet.is_empty() { "Outlet not known" } else { &document.outlet };
    ui.label(RichText::new(outlet).font(theme::small()).color(palette.weak));
    let date = document.published.as_ref().map_or_else(|| "undated".to_owned(), |published| published.when.human());
    let mut facts = vec![date];
    facts.extend(Some(document.language.clone()).filter(|language| !language.is_empty()));
    facts.extend(document.grade.map(|grade| grade.to_string()));
    for fact in facts {
        if chip::chip(ui, &fact, None, "", false).on_hover_text("Show what is known of this document").clicked() {
            wishes.push(Wish::Show(RecordId::Document(id)));
        }
    }
    // In a narrow column the facts need the room.
    if ui.available_width() < 72.0 {
        return;
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let marks = view.index().mark_count(id);
        let marks = format!("{marks} mark{}", if marks == 1 { "" } else { "s" });
        ui.label(RichText::new(marks).font(theme::small()).color(palette.weak));
    });
}
