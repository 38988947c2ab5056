//! Finding words in the open article: a field above the text, the places lit up, Enter for the next one.
//!
//! The article is searched once for each change of what is asked or of the project, never for a frame. A regular
//! expression that is none leaves the places of the one before lit up and says why below the field.

use crate::base::span::Span;
use crate::model::DocumentId;
use crate::query::search::{Question, search_in};
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, question};
use egui::{Id, Key, Modifiers, RichText, Ui};

/// State of the field.
#[derive(Default)]
pub struct Find {
    open: bool,
    asked: Question,
    places: Vec<Span>,
    at: Option<usize>,
    /// Why what was typed is no regular expression.
    wrong: Option<String>,
    /// What the places were found for: document, revision, question.
    made_for: Option<(DocumentId, u64, Question)>,
    /// The byte from which the first hit is looked for: where somebody was reading.
    from: usize,
    wants_focus: bool,
    wants_step: Option<Step>,
}

/// To the next hit or to the one before; both go round at the ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next one.
    Next,
    /// The one before.
    Previous,
}

impl Find {
    /// Opens the field with these words, or with those that were looked for last, and gives it the keyboard. `from`
    /// is the byte where somebody reads.
    pub fn open(&mut self, words: Option<String>, from: usize) {
        self.open = true;
        self.wants_focus = true;
        self.from = from;
        words.into_iter().for_each(|words| self.asked.take_words(words));
    }

    /// Goes on, whatever has the keyboard; opens the field if it is closed.
    pub fn step(&mut self, step: Step, from: usize) {
        if self.open && !self.asked.is_empty() {
            self.wants_step = Some(step);
        } else if self.asked.is_empty() {
            self.open(None, from);
        } else {
            (self.open, self.from, self.wants_step) = (true, from, Some(step));
        }
    }

    /// What is asked, to turn its switches.
    pub fn question(&mut self) -> &mut Question {
        &mut self.asked
    }

    /// Whether the field is there.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The places that were found.
    #[must_use]
    pub fn places(&self) -> &[Span] {
        if self.open { &self.places } else { &[] }
    }

    /// Which of them is the current one, counted from 0.
    #[must_use]
    pub fn current(&self) -> Option<usize> {
        self.at
    }

    /// Draws the field, if it is open.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, document: DocumentId, wishes: &mut Wishes) {
        if !self.open {
            return;
        }
        let id = Id::unique("find");
        let mut step = self.wants_step.take();
        ui.horizontal(|ui| {
            ui.add_space(space::XL);
            ui.spacing_mut().item_spacing.x = space::XS;
            step = step.or(self.field(ui, id));
            question::switches(ui, &mut self.asked);
            ui.label(RichText::new(self.count()).font(theme::small()).color(Palette::of(ui).weak));
            step = step.or(self.buttons(ui, wishes));
        });
        let typed = self.refresh(view, document);
        if let Some(why) = &self.wrong {
            wrong(ui, why);
        }
        let hit = match step {
            Some(step) => self.go(step),
            None if typed => self.at.and_then(|at| self.places.get(at).copied()),
            None => None,
        };
        if let Some(span) = hit {
            wishes.push(Wish::Jump(document, span));
        }
    }

    fn field(&mut self, ui: &mut Ui, id: Id) -> Option<Step> {
        let response = question::field(ui, id, "Find in this article", &mut self.asked, 260.0);
        if std::mem::take(&mut self.wants_focus) {
            question::take_up(ui, &response, &self.asked);
        }
        let (enter, shift) = ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift));
        if !(response.lost_focus() && enter) {
            return None;
        }
        response.request_focus();
        Some(if shift { Step::Previous } else { Step::Next })
    }

    fn buttons(&mut self, ui: &mut Ui, wishes: &mut Wishes) -> Option<Step> {
        let mut step = None;
        let some = !self.places.is_empty();
        if button::icon(ui, icons::CARET_UP, "Previous hit", "Shift+Enter, Shift+F3", some).clicked() {
            step = Some(Step::Previous);
        }
        if button::icon(ui, icons::CARET_DOWN, "Next hit", "Enter, F3", some).clicked() {
            step = Some(Step::Next);
        }
        if button::link(ui, "in all articles").clicked() && !self.asked.is_empty() {
            wishes.push(Wish::SearchEverywhere(self.asked.clone()));
        }
        let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if button::icon(ui, icons::X, "Close", "Esc", true).clicked() || escaped {
            self.open = false;
            wishes.push(Wish::Read);
        }
        step
    }

    /// Searches again if something has changed; says whether what is asked has.
    fn refresh(&mut self, view: View<'_>, document: DocumentId) -> bool {
        let key = (document, view.session.revision(), self.asked.clone());
        if self.made_for.as_ref() == Some(&key) {
            return false;
        }
        let asked_anew = self.made_for.as_ref().is_some_and(|(of, _, asked)| *of == document && *asked != self.asked);
        let elsewhere = self.made_for.as_ref().is_none_or(|(of, _, _)| *of != document);
        self.made_for = Some(key);
        match self.asked.prepare() {
            Err(bad) => self.wrong = Some(bad.to_string()),
            Ok(search) => {
                let current = self.at.and_then(|at| self.places.get(at)).map(|place| place.start());
                self.wrong = None;
                self.places = search_in(view.project(), document, &search).into_iter().map(|hit| hit.span).collect();
                self.at = match (elsewhere, asked_anew, current) {
                    (true, ..) => None,
                    (_, true, _) => self.first_from(self.from),
                    (_, false, current) => current.and_then(|byte| self.first_from(byte)),
                };
            }
        }
        asked_anew
    }

    /// The first hit at or after a byte; from the last one round to the first.
    fn first_from(&self, byte: usize) -> Option<usize> {
        let at = self.places.partition_point(|place| place.start() < byte);
        let last = self.places.len().checked_sub(1)?;
        Some(if at > last { 0 } else { at })
    }

    fn count(&self) -> String {
        match (self.at, self.places.len()) {
            _ if self.asked.is_empty() || self.wrong.is_some() => String::new(),
            (_, 0) => "not found".to_owned(),
            (None, 1) => "1 hit".to_owned(),
            (None, all) => format!("{all} hits"),
            (Some(at), all) => format!("{} of {all}", at + 1),
        }
    }

    fn go(&mut self, step: Step) -> Option<Span> {
        let last = self.places.len().checked_sub(1)?;
        let at = match (self.at, step) {
            (None, Step::Next) => self.first_from(self.from)?,
            (None, Step::Previous) => last,
            (Some(at), Step::Next) => {
                if at >= last {
                    0
                } else {
                    at + 1
                }
            }
            (Some(at), Step::Previous) => at.checked_sub(1).unwrap_or(last),
        };
        self.at = Some(at);
        let place = self.places.get(at).copied()?;
        self.from = place.start();
        Some(place)
    }
}

fn wrong(ui: &mut Ui, why: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.add_space(space::XL);
        ui.label(RichText::new(why).font(theme::small()).color(Palette::of(ui).error));
    });
}
