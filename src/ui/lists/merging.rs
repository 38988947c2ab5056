//! Taking a copy in: what would come of it, conflicts and events that both entered side by side with a choice each, and
//! what is to be looked at afterwards.
//!
//! What would come of it is worked out on another thread from a clone, anew whenever somebody chooses or the project
//! changes. Nothing is changed before “Merge”; then it is one change that undo takes back. What this does *not* do: it
//! decides nothing; two events that look the same stay two until somebody says that they are one.

mod detail;
mod rows;

use crate::base::number::{counted, thousands};
use crate::files::ancestor::{Trail, common};
use crate::files::store::{Beginning, Mark};
use crate::model::{Made, RecordId, TxId};
use crate::project::merge::{Choices, Merged, Side, merge};
use crate::project::{Project, Transactions};
use crate::query::changes::between;
use crate::query::merged::{Conflict, Report, Twins, report};
use crate::session::Session;
use crate::session::twins::{Settled, Twin, Verdict, Verdicts, settle};
use crate::ui::computed::Computed;
use crate::ui::theme::{Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, field, row};
use egui::{Align, Key, Layout, Modifiers, Ui, vec2};
use std::path::PathBuf;
use std::sync::Arc;

/// A copy that was opened to be taken in.
pub struct Copy {
    /// Where it came from.
    pub path: PathBuf,
    /// What it holds.
    pub session: Session,
    /// If it is what somebody else wrote in the place of the project file: how that is known again.
    pub mark: Option<Mark>,
}

/// The project that takes it in, as it was when the question was asked.
struct Mine {
    revision: u64,
    project: Project,
    transactions: Transactions,
    last: Option<TxId>,
    past: Vec<TxId>,
    begins: Beginning,
    unbroken: usize,
}

impl Mine {
    fn of(session: &Session) -> Self {
        let trail = session.trail();
        Self {
            revision: session.revision(),
            project: trail.project.clone(),
            transactions: trail.transactions.clone(),
            last: trail.last,
            past: trail.past.to_vec(),
            begins: trail.begins,
            unbroken: trail.unbroken,
        }
    }

    fn trail(&self) -> Trail<'_> {
        Trail {
            project: &self.project,
            transactions: &self.transactions,
            last: self.last,
            past: &self.past,
            begins: self.begins,
            unbroken: self.unbroken,
        }
    }
}

/// What somebody wants of it, and the revision of the project that it is asked of.
#[derive(Clone, PartialEq)]
struct Question {
    revision: u64,
    choices: Choices,
    verdicts: Verdicts,
}

/// What would come of it.
pub(super) struct Outcome {
    /// The two brought together, before anything was decided about twins.
    merged: Merged,
    /// What would be taken in.
    settled: Settled,
    pub(super) report: Report,
    /// “takes in 2 events, 1 mark, no conflict · compared with …”.
    said: String,
    pub(super) rows: Vec<Row>,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// The head of a part, with how many it holds.
    Head(&'static str, usize),
    /// A conflict, by its place.
    Conflict(usize),
    /// Two events that may be one.
    Twins(usize),
    /// Something else to know.
    Remark(usize),
    /// A record that comes, goes or changes.
    Taken(usize),
}

/// State of the tab.
#[derive(Default)]
pub struct Merging {
    copy: Option<Arc<Copy>>,
    mine: Option<Arc<Mine>>,
    choices: Choices,
    /// What somebody decided about events that both entered.
    verdicts: Verdicts,
    outcome: Computed<Question, Outcome>,
    at: Option<Row>,
    /// It was taken in: what is left to look at.
    left: Option<Vec<Row>>,
}

impl Merging {
    /// Begins with a copy.
    pub fn begin(&mut self, copy: Copy) {
        *self = Self { copy: Some(Arc::new(copy)), ..Self::default() };
    }

    /// Whether there is something to show.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.copy.is_some()
    }

    /// Whether something is being worked out.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.outcome.is_running()
    }

    /// What is to be taken in, if it was worked out for this state of the project.
    #[must_use]
    pub fn ready(&self, revision: u64) -> Option<(&Project, Arc<Copy>)> {
        let question = self.question(revision);
        let outcome = self.outcome.get().filter(|_| self.outcome.answered() == Some(&question))?;
        Some((&outcome.settled.project, Arc::clone(self.copy.as_ref()?)))
    }

    fn question(&self, revision: u64) -> Question {
        Question { revision, choices: self.choices.clone(), verdicts: self.verdicts.clone() }
    }

    /// It was taken in; says whether something is left to look at.
    pub fn was_taken(&mut self) -> bool {
        let twins = self.outcome.get().map(|outcome| outcome.report.same.as_slice()).unwrap_or_default();
        let open = twins.iter().enumerate().filter(|(_, twins)| !self.verdicts.contains_key(&twin(twins)));
        let rows: Vec<Row> = open.map(|(place, _)| Row::Twins(place)).collect();
        let is_left = !rows.is_empty();
        if is_left {
            self.at = rows.first().copied();
            self.left = Some([vec![Row::Head(TWINS, rows.len())], rows].concat());
        } else {
            *self = Self::default();
        }
        is_left
    }

    /// Ends it.
    pub fn close(&mut self) {
        *self = Self::default();
    }

    /// Draws the tab.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let Some(copy) = self.copy.clone() else {
            let text = "Somebody who has a copy of this project may have changed it. Choose that copy to see what would come.";
            if row::empty(ui, "No copy was chosen", text, Some("Choose a copy…")) {
                wishes.act(crate::ui::action::Action::MergeCopy);
            }
            return;
        };
        let taken = self.left.is_some();
        if !taken {
            self.refresh(ui, view, &copy);
        }
        let Some(outcome) = self.outcome.get() else {
            row::computing(ui);
            return;
        };
        let shown = Shown {
            outcome,
            rows: self.left.as_deref().unwrap_or(&outcome.rows),
            verdicts: &self.verdicts,
            can_choose: !taken && view.session.read_only().is_none(),
        };
        if self.at.is_none() {
            self.at = shown.rows.iter().copied().find(|row| !matches!(row, Row::Head(..)));
            // Whoever asked for this goes on with the keys that choose.
            self.at.into_iter().for_each(|row| ui.memory_mut(|memory| memory.request_focus(rows::row_id(row))));
        }
        let name = copy.path.file_name().unwrap_or_default().to_string_lossy();
        let said = (format!("Merge “{name}”"), outcome.said.clone());
        let mut choose = None;
        head(ui, view, (&said, taken, self.outcome.is_running()), wishes, &mut choose);
        if outcome.rows.is_empty() {
            field::label(ui, "This copy holds nothing that is not here already.");
        }
        let whole = ui.available_size();
        let beside = (whole.x * 0.5).clamp(300.0, 900.0).min(whole.x * 0.62);
        let mut at = self.at;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            let column = Layout::top_down(Align::Min);
            ui.allocate_ui_with_layout(vec2(whole.x - beside - space::L, whole.y), column, |ui| {
                ui.set_min_size(ui.available_size());
                rows::list(ui, &shown, &mut at, &mut choose);
            });
            ui.allocate_ui_with_layout(vec2(beside, whole.y), column, |ui| {
                detail::detail(ui, view, &shown, at, &mut choose, wishes);
            });
        });
        let can_choose = shown.can_choose;
        self.at = at;
        if let Some(chosen) = choose.filter(|_| can_choose) {
            self.choose(chosen);
        }
    }

    fn choose(&mut self, chosen: Chosen) {
        match chosen {
            Chosen::Everywhere(side) => {
                self.choices = Choices { otherwise: side, each: std::collections::BTreeMap::new() };
            }
            Chosen::Side(of, side) => {
                self.choices.each.insert(of, side);
            }
            // Once more takes it back.
            Chosen::Verdict(twin, verdict) if self.verdicts.get(&twin) == Some(&verdict) => {
                self.verdicts.remove(&twin);
            }
            Chosen::Verdict(twin, verdict) => {
                self.verdicts.insert(twin, verdict);
            }
        }
    }

    fn refresh(&mut self, ui: &Ui, view: View<'_>, copy: &Arc<Copy>) {
        let revision = view.session.revision();
        if self.mine.as_ref().is_none_or(|mine| mine.revision != revision) {
            self.mine = Some(Arc::new(Mine::of(view.session)));
        }
        let Some(mine) = self.mine.clone() else { return };
        let (copy, question) = (Arc::clone(copy), self.question(revision));
        let made = Made { by: view.settings.coder.clone(), at: chrono::Utc::now().into() };
        let asked = question.clone();
        self.outcome.refresh_beside(ui.ctx(), view, question, move |_| outcome(&mine, &copy, &asked, &made));
    }
}

/// What is drawn, and what was chosen of it.
pub(super) struct Shown<'s> {
    pub(super) outcome: &'s Outcome,
    pub(super) rows: &'s [Row],
    pub(super) verdicts: &'s Verdicts,
    pub(super) can_choose: bool,
}

impl Shown<'_> {
    pub(super) fn verdict(&self, twins: &Twins) -> Option<Verdict> {
        self.verdicts.get(&twin(twins)).copied()
    }

    /// Why what was decided about two cannot be done.
    pub(super) fn why_not(&self, twins: &Twins) -> Option<&str> {
        self.outcome.settled.left_out.get(&twin(twins)).map(String::as_str)
    }
}

/// How two events are known again.
pub(super) fn twin(twins: &Twins) -> Twin {
    (twins.mine, twins.theirs)
}

/// What somebody chose.
#[derive(Clone, Debug)]
pub(super) enum Chosen {
    /// A side, in all conflicts.
    Everywhere(Side),
    /// A side, in one conflict.
    Side((RecordId, Option<String>), Side),
    /// Whether two events are one.
    Verdict(Twin, Verdict),
}

impl Chosen {
    pub(super) fn of(conflict: &Conflict, side: Side) -> Option<Self> {
        // What one side removed stays; there is nothing to choose.
        let field = conflict.field?;
        Some(Self::Side((conflict.record, Some(field.to_owned())), side))
    }
}

fn outcome(mine: &Mine, copy: &Copy, question: &Question, made: &Made) -> Outcome {
    let theirs = copy.session.trail();
    let found = common(&mine.trail(), &theirs);
    let base = match &found {
        Some(common) if common.at.is_some() => {
            format!("compared with the state that both contain; {} since", counted(common.since, "change"))
        }
        Some(_) => "compared with the project as it was made".to_owned(),
        None => "no common state is known, so nothing counts as removed".to_owned(),
    };
    let none = Project::new(mine.project.id());
    let before = found.as_ref().map_or(&none, |common| &common.project);
    let merged = merge(before, &mine.project, theirs.project, &question.choices);
    let mut report = report(before, &mine.project, theirs.project, &merged);
    // A pair that another choice has taken away is not decided any more.
    let asked = |twin: &Twin| report.same.iter().any(|twins| (twins.mine, twins.theirs) == *twin);
    let verdicts = question.verdicts.iter().filter(|(twin, _)| asked(twin)).map(|(twin, verdict)| (*twin, *verdict));
    let settled = settle(&merged.project, &verdicts.collect(), made);
    if !question.verdicts.is_empty() {
        report.taken = between(&mine.project, &settled.project);
    }
    let (rows, said) = (rows_of(&report), said(&report, question, &base));
    Outcome { merged, settled, report, said, rows }
}

/// The part with events that both may have entered.
const TWINS: &str = "Perhaps entered twice";

fn rows_of(report: &Report) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut part = |name: &'static str, count: usize, row: fn(usize) -> Row| {
        if count > 0 {
            rows.push(Row::Head(name, count));
            rows.extend((0..count).map(row));
        }
    };
    part("Conflicts", report.conflicts.len(), Row::Conflict);
    part(TWINS, report.same.len(), Row::Twins);
    part("To know", report.remarks.len(), Row::Remark);
    part("What comes", report.taken.len(), Row::Taken);
    rows
}

fn said(report: &Report, question: &Question, base: &str) -> String {
    let comes = match report.counts() {
        counts if counts.is_empty() => "takes nothing in".to_owned(),
        counts => format!("takes in {counts}"),
    };
    let conflicts = match report.conflicts.len() {
        0 => "no conflict".to_owned(),
        1 => "1 conflict".to_owned(),
        many => format!("{} conflicts", thousands(many)),
    };
    let open = report.same.iter().filter(|twins| !question.verdicts.contains_key(&twin(twins))).count();
    let twins = match open {
        0 => String::new(),
        open => format!(", {} perhaps entered twice", counted(open, "event")),
    };
    format!("{comes}, {conflicts}{twins} · {base}")
}

fn head(
    ui: &mut Ui,
    view: View<'_>,
    ((title, said), taken, running): (&(String, String), bool, bool),
    wishes: &mut Wishes,
    choose: &mut Option<Chosen>,
) {
    let writable = view.session.read_only().is_none();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if button::words(ui, if taken { "Close" } else { "Cancel" }, taken).clicked() {
                wishes.push(Wish::EndMerge);
            }
            if !taken {
                ui.add_enabled_ui(writable && !running, |ui| {
                    if button::words(ui, "Merge", true).on_hover_text("As one change that undo takes back").clicked()
                    {
                        wishes.push(Wish::TakeIn);
                    }
                });
                for (side, words) in [(Side::Theirs, "All theirs"), (Side::Mine, "All mine")] {
                    if button::words(ui, words, false).on_hover_text("In every conflict").clicked() {
                        *choose = Some(Chosen::Everywhere(side));
                    }
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                row::head(ui, if taken { "Merged" } else { title }, None);
                let said = if taken { "These events may have been entered twice: look at each" } else { said };
                let colour = Palette::of(ui).weak;
                let shown = crate::ui::widgets::line::line(
                    ui,
                    said,
                    &crate::ui::theme::small(),
                    colour,
                    (ui.available_width() - space::S).max(40.0),
                );
                let (rect, response) = ui.allocate_exact_size(vec2(shown.width, 18.0), egui::Sense::hover());
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, said));
                shown.paint(ui.painter(), rect.left_center());
                response.on_hover_text(said);
            });
        });
    });
}

/// Which of these letters was pressed; the letter itself is then for nothing else.
pub(super) fn pressed<T: Clone>(ui: &Ui, keys: &[(Key, T)]) -> Option<T> {
    let is_pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (_, chosen) = keys.iter().find(|(key, _)| is_pressed(*key))?;
    ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(_))));
    Some(chosen.clone())
}
