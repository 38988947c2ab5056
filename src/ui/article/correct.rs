//! Correcting words of the text: a small field beside them that holds them; Enter puts what was typed in their place.
//!
//! What is typed lives here until Enter; Escape, or another change of the project, drops it.

use crate::base::span::{Pieces, Span};
use crate::base::words::word_at;
use crate::model::DocumentId;
use crate::session::{At, Command};
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::button;
use egui::{Area, Frame, Id, Key, Modifiers, Order, Pos2, Rect, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};

/// State of the field.
#[derive(Default)]
pub struct Correct(Option<Open>);

struct Open {
    document: DocumentId,
    span: Span,
    typed: String,
    revision: u64,
    focus: Focus,
}

#[derive(PartialEq)]
enum Focus {
    Wanted,
    Given,
}

/// The field is not wider, in points.
const WIDTH: f32 = 420.0;
/// Words longer than this in characters are broken into rows.
const ONE_ROW: usize = 48;

impl Correct {
    /// Opens the field for the selected words, or for the word at the caret. Says no if there is none, or if the words
    /// are in several pieces.
    pub fn open(&mut self, view: View<'_>, document: DocumentId, caret: usize) -> Result<(), &'static str> {
        let text = view.project().text(document);
        let span = match view.session.selection.words.as_ref().map(Pieces::spans) {
            Some([span]) => *span,
            Some(_) => return Err("Select words in one piece to correct them"),
            None => word_at(text, caret).ok_or("Select the words that are to be corrected first")?,
        };
        let typed = span.text(text).unwrap_or_default().to_owned();
        self.0 = Some(Open { document, span, typed, revision: view.session.revision(), focus: Focus::Wanted });
        Ok(())
    }

    /// Whether the field is there.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// The words that are being corrected, in bytes of the text.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.0.as_ref().map(|open| open.span)
    }

    /// Draws the field below `words`, which are where the text shows them; `None` if they are out of sight.
    pub fn show(&mut self, ui: &Ui, view: View<'_>, id: DocumentId, words: Option<Rect>, wishes: &mut Wishes) {
        let current = |open: &Open| open.document == id && open.revision == view.session.revision();
        if !self.0.as_ref().is_some_and(current) {
            self.0 = None;
            return;
        }
        let Some(open) = &mut self.0 else { return };
        let was = open.span.text(view.project().text(id)).unwrap_or_default();
        let end = beside(ui, words, |ui| open.field(ui, was));
        match end {
            None => return,
            Some(End::Dropped) => {}
            Some(End::Typed) if open.typed == was => {}
            Some(End::Typed) => {
                let Some(pieces) = Pieces::one(open.span) else { return };
                let with = open.typed.clone();
                wishes.command(Command::CorrectText { document: id, at: At::Bytes(pieces), with });
            }
        }
        self.0 = None;
        wishes.push(Wish::Read);
    }
}

enum End {
    Typed,
    Dropped,
}

fn beside<R>(ui: &Ui, words: Option<Rect>, add: impl FnOnce(&mut Ui) -> R) -> R {
    let at = words.map_or_else(|| ui.max_rect().center_top() + vec2(-WIDTH / 2.0, space::L), below);
    let area = Area::new(Id::unique("correct")).order(Order::Foreground).fixed_pos(at).constrain(true);
    area.show(ui.ctx(), |ui| Frame::popup(ui.style()).show(ui, add).inner).inner
}

fn below(words: Rect) -> Pos2 {
    words.left_bottom() + vec2(-space::S, space::S)
}

impl Open {
    fn field(&mut self, ui: &mut Ui, was: &str) -> Option<End> {
        ui.set_max_width(WIDTH);
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.label(RichText::new("Correct the text").font(theme::small()).color(Palette::of(ui).weak));
        // Enter would make a line in a field of several rows; Escape has taken the keyboard from it already.
        let ours = ui.memory(|memory| memory.has_focus(field_id()));
        let entered = ours && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        self.edit(ui, was);
        let mut end = None;
        ui.horizontal(|ui| {
            let hint = if self.typed.is_empty() { "The words are removed" } else { "Marks follow; one undo" };
            ui.label(RichText::new(hint).font(theme::small()).color(Palette::of(ui).weak));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if button::words(ui, "Replace", true)
                    .on_hover_ui(|ui| button::tooltip(ui, "Replace", "Enter"))
                    .clicked()
                {
                    end = Some(End::Typed);
                }
                if button::words(ui, "Cancel", false).on_hover_ui(|ui| button::tooltip(ui, "Cancel", "Esc")).clicked()
                {
                    end = Some(End::Dropped);
                }
            });
        });
        match (entered, escaped) {
            (true, _) => Some(End::Typed),
            (_, true) => Some(End::Dropped),
            _ => end,
        }
    }

    fn edit(&mut self, ui: &mut Ui, was: &str) {
        let long = was.chars().count() > ONE_ROW || was.contains('\n');
        let edit = if long {
            TextEdit::multiline(&mut self.typed).desired_rows(3)
        } else {
            TextEdit::singleline(&mut self.typed)
        };
        let edit =
            edit.id(field_id()).font(theme::quote()).desired_width(WIDTH).margin(egui::Margin::symmetric(8, 6));
        let response = ui.add(edit);
        response.widget_info(|| {
            let mut info = WidgetInfo::new(Role::TextInput);
            info.label = Some("Correct words".to_owned());
            info
        });
        if self.focus == Focus::Wanted {
            response.request_focus();
            self.focus = Focus::Given;
        }
    }
}

fn field_id() -> Id {
    Id::unique("correct-words")
}
