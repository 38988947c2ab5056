//! Sentences: those behind a number, or those that a search found. A click goes to the place.

use crate::base::span::Span;
use crate::model::{DocumentId, EventId, MarkId, RecordId};
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, line::line, row};
use egui::{Align2, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// One sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it stands.
    pub document: DocumentId,
    /// Where in the text, in bytes.
    pub span: Span,
    /// The mark, if it is one.
    pub mark: Option<MarkId>,
    /// What stands before the words that count.
    pub before: String,
    /// The words that count.
    pub words: String,
    /// What stands after them.
    pub after: String,
    /// Outlet and date.
    pub source: String,
}

/// A list of sentences under a title.
#[derive(Clone, Debug, Default)]
pub struct Sentences {
    /// What they are: “March 2025 · Visit”.
    pub title: String,
    /// The sentences.
    pub list: Vec<Sentence>,
    /// How many more there are, if the list was cut.
    pub more: usize,
    /// Events behind the number that no sentence proves.
    pub unproven: Vec<EventId>,
}

const HEIGHT: f32 = 46.0;

impl Sentences {
    /// Draws the list.
    pub fn show(&self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        ui.horizontal(|ui| {
            row::head(ui, &self.title, Some(self.list.len() + self.more));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if button::icon(ui, icons::X, "Close the sentences", "Esc", true).clicked() {
                    wishes.push(Wish::CloseEvidence);
                }
                if !self.list.is_empty()
                    && button::icon(ui, icons::COPY, "Copy as quotes with their sources", "", true).clicked()
                {
                    ui.ctx().copy_text(self.as_quotes());
                }
            });
        });
        for event in self.unproven.iter().take(3) {
            let text = format!("No sentence proves “{}”", view.project().label((*event).into()));
            if button::link(ui, &text).on_hover_text("Show this event").clicked() {
                wishes.push(Wish::Show(RecordId::Event(*event)));
            }
        }
        if self.list.is_empty() {
            ui.label(RichText::new("No sentence").color(Palette::of(ui).weak));
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("sentences").auto_shrink(false).show_rows(
            ui,
            HEIGHT,
            self.list.len(),
            |ui, rows| {
                for sentence in self.list.get(rows).unwrap_or_default() {
                    one(ui, view, sentence, wishes);
                }
            },
        );
        if self.more > 0 {
            ui.label(RichText::new(format!("and {} more", self.more)).color(Palette::of(ui).weak));
        }
    }

    /// “words” — outlet, date; a line each.
    fn as_quotes(&self) -> String {
        let quote = |sentence: &Sentence| format!("“{}” — {}\n", sentence.words, sentence.source);
        self.list.iter().map(quote).collect()
    }
}

fn one(ui: &mut Ui, view: View<'_>, sentence: &Sentence, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    let name = format!("{}, {}", sentence.words, sentence.source);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let chosen = sentence.mark.is_some() && view.session.selection.mark == sentence.mark;
    row::background(ui, rect, chosen, &response);
    let (left, right) = (rect.left() + space::S, rect.right() - space::S);
    let top = rect.top() + 15.0;
    // Context is shown only as far as the words leave room: the words are what counts.
    let words = line(ui, &sentence.words, &theme::quote(), palette.text, right - left);
    let room = right - left - words.width;
    let before = tail(ui, &sentence.before, palette.weak, room * 0.5);
    let mut x = left;
    if let Some(before) = &before {
        before.paint(ui.painter(), pos2(x, top));
        x += before.width + 3.0;
    }
    words.paint(ui.painter(), pos2(x, top));
    x += words.width + 3.0;
    if right - x > 40.0 && !sentence.after.is_empty() {
        line(ui, sentence.after.trim_start(), &theme::quote(), palette.weak, right - x)
            .paint(ui.painter(), pos2(x, top));
    }
    let at = pos2(left, rect.top() + 34.0);
    ui.painter().text(at, Align2::LEFT_CENTER, &sentence.source, theme::small(), palette.weak);
    if response.clicked() {
        wishes.push(match sentence.mark {
            Some(mark) => Wish::GoToMark(mark),
            None => Wish::Jump(sentence.document, sentence.span),
        });
    }
}

/// The end of `text`, as much as fits; `None` if that is nothing.
fn tail(ui: &Ui, text: &str, colour: egui::Color32, room: f32) -> Option<crate::ui::widgets::line::Line> {
    let text = text.trim_end();
    let whole = line(ui, text, &theme::quote(), colour, f32::INFINITY);
    if text.is_empty() || whole.width > room { None } else { Some(whole) }
}
