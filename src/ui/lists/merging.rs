//! Taking a copy in: what would come of it, conflicts side by side with a choice each, and what is to be looked at
//! afterwards.
//!
//! What would come of it is worked out on another thread from a clone, anew whenever somebody chooses or the project
//! changes. Nothing is changed before “Merge”; then it is one change that undo takes back. What this does *not* do: it
//! decides nothing, and two events that look the same stay two.

mod rows;

use crate::base::number::{counted, thousands};
use crate::files::ancestor::{Trail, common};
use crate::files::store::{Beginning, Mark};
use crate::model::{RecordId, TxId};
use crate::project::merge::{Choices, Merged, Side, merge};
use crate::project::{Project, Tx};
use crate::query::merged::{Conflict, Report, report};
use crate::session::Session;
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
    transactions: Vec<Arc<Tx>>,
    last: Option<TxId>,
    past: Vec<TxId>,
    begins: Beginning,
}

impl Mine {
    fn of(session: &Session) -> Self {
        let trail = session.trail();
        Self {
            revision: session.revision(),
            project: trail.project.clone(),
            transactions: trail.transactions.to_vec(),
            last: trail.last,
            past: trail.past.to_vec(),
            begins: trail.begins,
        }
    }

    fn trail(&self) -> Trail<'_> {
        Trail {
            project: &self.project,
            transactions: &self.transactions,
            last: self.last,
            past: &self.past,
            begins: self.begins,
        }
    }
}

/// What would come of it.
pub(super) struct Outcome {
    merged: Merged,
    pub(super) report: Report,
    /// “2 events, 1 mark come, no conflict · compared with …”.
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
    outcome: Computed<(u64, Choices), Outcome>,
    at: Option<Row>,
    /// It was taken in: what is left to look at.
    taken: bool,
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
    pub fn ready(&self, revision: u64) -> Option<(&Merged, Arc<Copy>)> {
        let question = (revision, self.choices.clone());
        let outcome = self.outcome.get().filter(|_| self.outcome.answered() == Some(&question))?;
        Some((&outcome.merged, Arc::clone(self.copy.as_ref()?)))
    }

    /// It was taken in; says whether something is left to look at.
    pub fn was_taken(&mut self) -> bool {
        let left = self.outcome.get().is_some_and(|outcome| !outcome.report.same.is_empty());
        if left {
            self.taken = true;
        } else {
            *self = Self::default();
        }
        left
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
        if !self.taken {
            self.refresh(ui, view, &copy);
        }
        let Some(outcome) = self.outcome.get() else {
            row::computing(ui);
            return;
        };
        if self.at.is_none() {
            self.at = outcome.rows.iter().copied().find(|row| !matches!(row, Row::Head(..)));
        }
        let name = copy.path.file_name().unwrap_or_default().to_string_lossy();
        let said = (format!("Merge “{name}”"), outcome.said.clone());
        let mut choose = None;
        head(ui, view, (&said, self.taken, self.outcome.is_running()), wishes, &mut choose);
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
                rows::list(ui, outcome, &mut at, &mut choose);
            });
            ui.allocate_ui_with_layout(vec2(beside, whole.y), column, |ui| {
                rows::detail(ui, view, outcome, at, &mut choose, wishes);
            });
        });
        self.at = at;
        if let Some(chosen) = choose.filter(|_| !self.taken) {
            chosen.apply_to(&mut self.choices);
        }
    }

    fn refresh(&mut self, ui: &Ui, view: View<'_>, copy: &Arc<Copy>) {
        let revision = view.session.revision();
        if self.mine.as_ref().is_none_or(|mine| mine.revision != revision) {
            self.mine = Some(Arc::new(Mine::of(view.session)));
        }
        let Some(mine) = self.mine.clone() else { return };
        let (copy, choices) = (Arc::clone(copy), self.choices.clone());
        self.outcome
            .refresh_beside(ui.ctx(), view, (revision, choices.clone()), move |_| outcome(&mine, &copy, &choices));
    }
}

/// Somebody chose a side, for one conflict or for all.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    side: Side,
    of: Option<(RecordId, Option<String>)>,
}

impl Chosen {
    pub(super) fn of(conflict: &Conflict, side: Side) -> Option<Self> {
        // What one side removed stays; there is nothing to choose.
        let field = conflict.field?;
        Some(Self { side, of: Some((conflict.record, Some(field.to_owned()))) })
    }

    fn apply_to(self, choices: &mut Choices) {
        match self.of {
            Some(of) => {
                choices.each.insert(of, self.side);
            }
            None => *choices = Choices { otherwise: self.side, each: std::collections::BTreeMap::new() },
        }
    }
}

fn outcome(mine: &Mine, copy: &Copy, choices: &Choices) -> Outcome {
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
    let merged = merge(before, &mine.project, theirs.project, choices);
    let report = report(before, &mine.project, theirs.project, &merged);
    let (rows, said) = (rows_of(&report), said(&report, &base));
    Outcome { merged, report, said, rows }
}

fn rows_of(report: &Report) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut part = |name: &'static str, count: usize, row: fn(usize) -> Row| {
        if count > 0 {
            rows.push(Row::Head(name, count));
            rows.extend((0..count).map(row));
        }
    };
    part("Conflicts", report.conflicts.len(), Row::Conflict);
    part("Perhaps entered twice", report.same.len(), Row::Twins);
    part("To know", report.remarks.len(), Row::Remark);
    part("What comes", report.taken.len(), Row::Taken);
    rows
}

fn said(report: &Report, base: &str) -> String {
    let comes = match report.counts() {
        counts if counts.is_empty() => "nothing comes".to_owned(),
        counts => format!("{counts} come"),
    };
    let conflicts = match report.conflicts.len() {
        0 => "no conflict".to_owned(),
        1 => "1 conflict".to_owned(),
        many => format!("{} conflicts", thousands(many)),
    };
    format!("{comes}, {conflicts} · {base}")
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
                        *choose = Some(Chosen { side, of: None });
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

/// M and T choose a side while a conflict has the keyboard.
pub(super) fn keys(ui: &Ui) -> Option<Side> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let side = match (pressed(Key::M), pressed(Key::T)) {
        (true, _) => Some(Side::Mine),
        (_, true) => Some(Side::Theirs),
        _ => None,
    };
    if side.is_some() {
        // The letter itself is for nothing else.
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(_))));
    }
    side
}
