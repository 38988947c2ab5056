//! Finding words in the open article: a field above the text, the places lit up, Enter for the next one.
//!
//! The article is searched once for each change of what is asked or of the project, beside the frames if the project is
//! large. A regular expression that is none leaves the places of the one before lit up and says why below the field.

use crate::base::number::{counted, thousands};
use crate::base::span::Span;
use crate::model::DocumentId;
use crate::project::Project;
use crate::query::search::{Question, search_in};
use crate::ui::computed::Computed;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::button;
use crate::ui::widgets::question::{self, Asked};
use egui::{Context, Id, Key, Modifiers, RichText, Ui};

/// State of the field.
#[derive(Default)]
pub struct Find {
    open: bool,
    asked: Asked,
    /// By document, revision of the project, question.
    places: Computed<(DocumentId, u64, Question), Vec<Span>>,
    at: Option<usize>,
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
        words.into_iter().for_each(|words| self.asked.question.take_words(words));
    }

    /// Goes on, whatever has the keyboard; opens the field if it is closed.
    pub fn step(&mut self, step: Step, from: usize) {
        if self.open && !self.asked.question.is_empty() {
            self.wants_step = Some(step);
        } else if self.asked.question.is_empty() {
            self.open(None, from);
        } else {
            (self.open, self.from, self.wants_step) = (true, from, Some(step));
        }
    }

    /// What is asked, to turn its switches.
    pub fn question(&mut self) -> &mut Question {
        &mut self.asked.question
    }

    /// Whether the field is there.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The places that were found in this document.
    #[must_use]
    pub fn places(&self, document: DocumentId) -> &[Span] {
        let is_of_this = self.places.answered().is_some_and(|(of, ..)| *of == document);
        self.places.get().filter(|_| self.open && is_of_this).map_or(&[], Vec::as_slice)
    }

    /// Whether newer places are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.places.is_running()
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
            question::switches(ui, &mut self.asked.question);
            ui.label(RichText::new(self.count(document)).font(theme::small()).color(Palette::of(ui).weak));
            step = step.or(self.buttons(ui, document, wishes));
        });
        let typed = self.refresh(ui.ctx(), view, document);
        if let Some(why) = self.asked.wrong() {
            wrong(ui, why);
        }
        let hit = match step {
            Some(step) => self.go(step, document),
            None if typed => self.at.and_then(|at| self.places(document).get(at).copied()),
            None => None,
        };
        if let Some(span) = hit {
            wishes.push(Wish::Jump(document, span));
        }
    }

    fn field(&mut self, ui: &mut Ui, id: Id) -> Option<Step> {
        let response = question::field(ui, id, "Find in this article", &mut self.asked.question, 260.0);
        if std::mem::take(&mut self.wants_focus) {
            question::take_up(ui, &response, &self.asked.question);
        }
        let (enter, shift) = ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift));
        if !(response.lost_focus() && enter) {
            return None;
        }
        response.request_focus();
        Some(if shift { Step::Previous } else { Step::Next })
    }

    fn buttons(&mut self, ui: &mut Ui, document: DocumentId, wishes: &mut Wishes) -> Option<Step> {
        let mut step = None;
        let some = !self.places(document).is_empty();
        if button::icon(ui, icons::CARET_UP, "Previous hit", "Shift+Enter, Shift+F3", some).clicked() {
            step = Some(Step::Previous);
        }
        if button::icon(ui, icons::CARET_DOWN, "Next hit", "Enter, F3", some).clicked() {
            step = Some(Step::Next);
        }
        if button::link(ui, "in all articles").clicked() && !self.asked.question.is_empty() {
            wishes.push(Wish::SearchEverywhere(self.asked.question.clone()));
        }
        let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if button::icon(ui, icons::X, "Close", "Esc", true).clicked() || escaped {
            self.open = false;
            wishes.push(Wish::Read);
        }
        step
    }

    /// Sees to it that the places fit, now or soon; says whether those of another question have just come.
    fn refresh(&mut self, ctx: &Context, view: View<'_>, document: DocumentId) -> bool {
        self.asked.prepare();
        let Some((asked, search)) = self.asked.ready() else { return false };
        let before = self.places.answered().cloned();
        let current = self.at.and_then(|at| self.places(document).get(at)).map(|place| place.start());
        let question = (document, view.session.revision(), asked);
        let find = move |project: &Project| {
            let hits = search_in(project, document, &search);
            hits.into_iter().map(|hit| hit.span).collect::<Vec<Span>>()
        };
        if !self.places.refresh(ctx, view, question, find) {
            return false;
        }
        let now = self.places.answered();
        let asked_anew = match (&before, now) {
            (Some((of, _, before)), Some((document, _, now))) => of == document && before != now,
            _ => false,
        };
        let elsewhere = before.is_none_or(|(of, ..)| now.is_some_and(|(document, ..)| of != *document));
        self.at = match (elsewhere, asked_anew) {
            (true, _) => None,
            (_, true) => self.first_from(self.from, document),
            (_, false) => current.and_then(|byte| self.first_from(byte, document)),
        };
        asked_anew
    }

    /// The first hit at or after a byte; from the last one round to the first.
    fn first_from(&self, byte: usize, document: DocumentId) -> Option<usize> {
        let places = self.places(document);
        let at = places.partition_point(|place| place.start() < byte);
        let last = places.len().checked_sub(1)?;
        Some(if at > last { 0 } else { at })
    }

    fn count(&self, document: DocumentId) -> String {
        match (self.at, self.places(document).len()) {
            _ if self.asked.question.is_empty() || self.asked.wrong().is_some() => String::new(),
            (_, 0) if self.places.is_running() => "looking…".to_owned(),
            (_, 0) => "not found".to_owned(),
            (None, all) => counted(all, "hit"),
            (Some(at), all) => format!("{} of {}", thousands(at + 1), thousands(all)),
        }
    }

    fn go(&mut self, step: Step, document: DocumentId) -> Option<Span> {
        let last = self.places(document).len().checked_sub(1)?;
        let at = match (self.at, step) {
            (None, Step::Next) => self.first_from(self.from, document)?,
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
        let place = self.places(document).get(at).copied()?;
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
