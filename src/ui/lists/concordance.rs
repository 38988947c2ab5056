//! The concordance: words in all articles, each hit in a row with what stands to its left and right, to be read,
//! sorted, ticked and tagged together.
//!
//! It searches for each change of what is asked, of the order or of the project, beside the frames if the project is
//! large, and lays out only the rows in sight. Ticks stay on their hits while other things change. A hit that lies in a mark
//! with a code is decided: it is weak and names the code.

mod rows;

use super::{Direction, directed};
use crate::base::number::{counted, thousands};
use crate::project::Project;
use crate::query::concordance::{Concordance, Line, MOST_HITS, Order, concordance, sorted};
use crate::query::search::{Hit, KWIC_CHARS, Question};
use crate::session::{At, Spot};
use crate::ui::ask::Ask;
use crate::ui::computed::Computed;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::question::{self, Asked};
use crate::ui::widgets::{button, row};
use egui::{Align, Context, Id, Key, Layout, Modifiers, RichText, Ui};
use std::collections::BTreeSet;

/// State of the concordance.
#[derive(Default)]
pub struct Hits {
    /// If it is no regular expression, the hits are those of the question before.
    asked: Asked,
    order: Order,
    direction: Direction,
    hides_decided: bool,
    found: Computed<Inquiry, Found>,
    ticked: BTreeSet<Hit>,
    /// The row that the keys are about, counted from 0.
    at: usize,
    wants: Wants,
}

/// What the rows depend on: the project's revision, what is asked, how it is sorted, and whether it is thinned out.
type Inquiry = (u64, Question, Order, Direction, bool);

/// The hits, and those that are shown, in order.
#[derive(Default)]
struct Found {
    all: Concordance,
    /// As places in `all`.
    shown: Vec<usize>,
    /// All hits, sorted, to see which of the ticked ones are still there.
    hits: Vec<Hit>,
}

/// What is to be done in the next frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Wants {
    #[default]
    Nothing,
    /// The field gets the keyboard.
    Field,
    /// The rows get the keyboard.
    Rows,
    /// The row that the keys are about comes into sight.
    Sight,
}

impl Hits {
    /// Asks this.
    pub fn ask(&mut self, question: Question) {
        self.asked.question = question;
        self.wants = Wants::Field;
    }

    /// Gives the field the keyboard, with these words or those that stand there.
    pub fn open(&mut self, words: Option<String>) {
        words.into_iter().for_each(|words| self.asked.question.take_words(words));
        self.wants = Wants::Field;
    }

    /// What is asked, to turn its switches.
    pub fn question(&mut self) -> &mut Question {
        &mut self.asked.question
    }

    /// Whether the field or the rows have the keyboard.
    #[must_use]
    pub fn has_focus(ctx: &egui::Context) -> bool {
        ctx.memory(|memory| memory.has_focus(field_id()) || memory.has_focus(rows::id()))
    }

    /// The places that are ticked, or else the one that the keys are about.
    #[must_use]
    pub fn ticked(&self) -> Vec<Spot> {
        self.chosen().into_iter().filter_map(spot).collect()
    }

    /// Takes all ticks away.
    pub fn untick(&mut self) {
        self.ticked.clear();
    }

    /// Draws the field and the rows.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        ui.horizontal(|ui| self.head(ui, view, wishes));
        self.refresh(ui.ctx(), view);
        if let Some(why) = self.asked.wrong() {
            ui.label(RichText::new(why).font(theme::small()).color(Palette::of(ui).error));
        }
        if self.asked.question.is_empty() {
            row::empty(ui, "Find words in all articles", "Zones that are not the article are left out.", None);
        } else if self.found.get().is_none() {
            row::computing(ui);
        } else if self.rows() == 0 {
            let (title, text) = self.nothing();
            row::empty(ui, title, text, None);
        } else {
            rows::show(self, ui, view, wishes);
        }
    }

    /// What to say where no row is shown.
    fn nothing(&self) -> (&'static str, &'static str) {
        if self.asked.wrong().is_some() {
            ("", "")
        } else if self.lines().is_empty() {
            ("No article has these words", "Case and accents do not matter, but to a regular expression.")
        } else {
            ("Every hit is decided", "Take “Hide decided” away to see them.")
        }
    }

    fn head(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        ui.spacing_mut().item_spacing.x = space::XS;
        let response = question::field(ui, field_id(), "Words in all articles", &mut self.asked.question, 260.0);
        if self.wants == Wants::Field {
            self.wants = Wants::Nothing;
            question::take_up(ui, &response, &self.asked.question);
        }
        let down = response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
        if self.rows() == 0 && response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            response.request_focus();
        } else if down || response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            self.wants = Wants::Rows;
        }
        question::switches(ui, &mut self.asked.question);
        ui.add_space(space::XS);
        ui.checkbox(&mut self.hides_decided, "Hide decided")
            .on_hover_text("Leaves out hits that lie in a mark with a code");
        ui.add_space(space::XS);
        ui.label(RichText::new(self.count()).font(theme::small()).color(Palette::of(ui).weak));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| self.buttons(ui, view, wishes));
    }

    fn buttons(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        if self.rows() == 0 {
            return;
        }
        if button::icon(ui, icons::COPY, "Copy as quotes with their sources", "", true).clicked() {
            ui.ctx().copy_text(self.as_quotes(view));
        }
        if self.ticked.is_empty() {
            let hint = "Space ticks a row, Ctrl+A all";
            ui.label(RichText::new(hint).font(theme::small()).color(Palette::of(ui).weak));
        } else if view.session.read_only().is_none() {
            let name = format!("Tag {} with…", counted(self.ticked.len(), "hit"));
            if button::words(ui, &name, true).on_hover_text("Tags all ticked hits as one step  F").clicked() {
                wishes.push(Wish::Ask(Ask::TagTicked(self.ticked.len())));
            }
        }
    }

    /// “1,204 hits in 311 documents”.
    fn count(&self) -> String {
        if self.asked.question.is_empty() || self.asked.wrong().is_some() {
            return String::new();
        }
        let Some(Found { all: found, shown, .. }) = self.found.get() else { return String::new() };
        let all = counted(found.lines.len(), "hit");
        let first = if found.more { "the first " } else { "" };
        let hidden = found.lines.len() - shown.len();
        let hidden = if hidden > 0 { format!(", {} hidden", thousands(hidden)) } else { String::new() };
        format!("{first}{all} in {}{hidden}", counted(found.documents, "document"))
    }

    /// The one place where it is searched and sorted.
    fn refresh(&mut self, ctx: &Context, view: View<'_>) {
        if self.asked.prepare() {
            self.ticked.clear();
            self.at = 0;
        }
        let Some((asked, search)) = self.asked.ready() else { return };
        let (order, direction, hides) = (self.order, self.direction, self.hides_decided);
        let question = (view.session.revision(), asked, order, direction, hides);
        let find = move |project: &Project| {
            let all = concordance(project, &search, MOST_HITS);
            let mut shown = directed(direction, sorted(project, &all.lines, order));
            shown.retain(|at| !hides || all.lines.get(*at).is_some_and(|line| line.decided.is_none()));
            let mut hits: Vec<Hit> = all.lines.iter().map(|line| line.hit).collect();
            hits.sort_unstable();
            Found { all, shown, hits }
        };
        if self.found.refresh(ctx, view, question, find) {
            self.at = self.at.min(self.rows().saturating_sub(1));
            let hits = self.found.get().map_or(&[][..], |found| &found.hits);
            self.ticked.retain(|hit| hits.binary_search(hit).is_ok());
        }
    }

    /// Whether newer hits are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.found.is_running()
    }

    fn lines(&self) -> &[Line] {
        self.found.get().map_or(&[], |found| found.all.lines.as_slice())
    }

    /// How many rows are shown.
    fn rows(&self) -> usize {
        self.found.get().map_or(0, |found| found.shown.len())
    }

    fn line(&self, row: usize) -> Option<Line> {
        let found = self.found.get()?;
        found.all.lines.get(*found.shown.get(row)?).copied()
    }

    fn hit(&self, row: usize) -> Option<Hit> {
        self.line(row).map(|line| line.hit)
    }

    fn chosen(&self) -> Vec<Hit> {
        if self.ticked.is_empty() {
            self.hit(self.at).into_iter().collect()
        } else {
            self.ticked.iter().copied().collect()
        }
    }

    fn turn_tick(&mut self, hit: Hit) {
        if !self.ticked.remove(&hit) {
            self.ticked.insert(hit);
        }
    }

    /// Ticks every row that is shown; if all are ticked, none.
    fn turn_all(&mut self) {
        let all: BTreeSet<Hit> = (0..self.rows()).filter_map(|row| self.hit(row)).collect();
        self.ticked = if self.ticked == all { BTreeSet::new() } else { all };
    }

    /// “…before words after…” — source; a line each, of those that are ticked or else of all.
    fn as_quotes(&self, view: View<'_>) -> String {
        let rows = (0..self.rows()).filter_map(|row| self.hit(row));
        let wanted = rows.filter(|hit| self.ticked.is_empty() || self.ticked.contains(hit));
        let quote = |hit: Hit| {
            let context = hit.context(view.project().text(hit.document), KWIC_CHARS);
            let words = format!("{}{}{}", context.before, context.words, context.after);
            let document = view.project().documents().get(hit.document)?;
            let date = document.published.as_ref().map(|published| format!(", {}", published.when.human()));
            let (outlet, date) = (&document.outlet, date.unwrap_or_default());
            Some(format!("“…{}…” — {outlet}{date} · {}\n", words.trim(), document.title))
        };
        wanted.filter_map(quote).collect()
    }
}

fn field_id() -> Id {
    Id::unique("search-everywhere")
}

fn spot(hit: Hit) -> Option<Spot> {
    let pieces = crate::base::span::Pieces::one(hit.span)?;
    Some(Spot { document: hit.document, at: At::Bytes(pieces) })
}
