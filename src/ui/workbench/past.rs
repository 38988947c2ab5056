//! The project as it was, and the ways back to it. While an earlier state is shown its session stands in the place of the
//! real one, which waits: so every panel shows it, and nothing can be changed. What is worked out from the log is worked
//! out on another thread. What this does *not* do: it never saves or changes the real session while that waits.

use super::away::Errand;
use super::{Workbench, now};
use crate::files::ancestor::Trail;
use crate::files::store::Beginning;
use crate::model::Made;
use crate::ops::Refused;
use crate::project::{Project, Transactions};
use crate::session::{Failure, Notice, Outcome, Plan, Restore, plan};
use crate::ui::banner::Offer;
use crate::ui::jobs::Done;
use egui::Context;

/// Revisions of earlier states begin here, so that nothing that was computed of one is taken for another.
const FIRST_REVISION: u64 = 1 << 48;

/// The session that waits while an earlier state is shown.
#[derive(Default)]
pub(super) struct Present {
    session: Option<Box<crate::session::Session>>,
    /// How many earlier states were shown.
    shown: u64,
}

impl Workbench {
    /// The session that changes are made in, also while an earlier state is shown.
    pub(super) fn present(&self) -> &crate::session::Session {
        self.present.session.as_deref().unwrap_or(&self.session)
    }

    pub(super) fn present_mut(&mut self) -> &mut crate::session::Session {
        self.present.session.as_deref_mut().unwrap_or(&mut self.session)
    }

    /// What the banner says while an earlier state is shown.
    pub(super) fn past(&self) -> Option<Offer> {
        let shown = self.session.as_of()?;
        let all = self.present().transactions().len();
        let said = match self.session.transactions().last() {
            Some(tx) => {
                let at = tx.at.utc().with_timezone(&chrono::Local).format("%-d %B %Y, %H:%M");
                format!("as it was on {at}, after change {shown} of {all}")
            }
            None => "as it was before the first change".to_owned(),
        };
        Some(Offer::Past { said, shown })
    }

    /// Works out what the project was like after so many changes.
    pub(super) fn ask_as_it_was(&mut self, ctx: &Context, after: usize) {
        if self.would_show("An earlier state") {
            return;
        }
        let (project, transactions) = self.log();
        self.jobs.work(ctx, "Going back…", move || {
            let project = trail(&project, &transactions).back_to(after).map(|common| Box::new(common.project));
            Done::AsItWas { after, project }
        });
    }

    /// Shows it.
    pub(super) fn show_as_it_was(&mut self, after: usize, project: Option<Box<Project>>) {
        if self.would_show("An earlier state") {
            return;
        }
        let Some(project) = project else {
            let text = "The log has a gap, and does not lead back there. Nothing was changed.";
            self.notice = Some(Notice::problem(text));
            return;
        };
        self.present.shown += 1;
        let revision = FIRST_REVISION + self.present.shown;
        let why = "This is the project as it was. Nothing was changed; go back to now first".to_owned();
        let past = self.present().showing(*project, after, revision, why);
        let was = std::mem::replace(&mut self.session, past);
        if self.present.session.is_none() {
            self.present.session = Some(Box::new(was));
        }
        self.notice = Some(Notice::note("Everything is shown as it was; “Back to now” ends it"));
    }

    /// Shows the project as it is again; says whether it did not.
    pub(super) fn back_to_now(&mut self) -> bool {
        let Some(present) = self.present.session.take() else { return false };
        let selection = std::mem::take(&mut self.session.selection);
        self.session = *present;
        self.session.selection = selection;
        self.session.repair_selection();
        true
    }

    /// Works out how something can be as it was.
    pub(super) fn ask_to_restore(&mut self, ctx: &Context, restore: Restore) {
        if self.would_show("Going back") {
            return;
        }
        let (project, transactions) = self.log();
        let revision = self.present().revision();
        let made = Made { by: self.settings.coder.clone(), at: now() };
        self.jobs.work(ctx, "Working out what was…", move || {
            Done::Planned(plan(&trail(&project, &transactions), revision, restore, &made).map(Box::new))
        });
    }

    /// Carries it out.
    pub(super) fn restore(&mut self, ctx: &Context, planned: Result<Box<Plan>, Refused>) {
        match planned {
            Ok(plan) => self.send(ctx, Errand::Restore(plan)),
            Err(refused) => {
                self.back_to_now();
                self.restored(Err(Failure::Refused(refused)));
            }
        }
    }

    /// It was carried out, or was not.
    pub(super) fn restored(&mut self, outcome: Result<Outcome, Failure>) {
        self.notice = Some(match outcome {
            Ok(outcome) if outcome.left_out.is_empty() => Notice::undoable(outcome.said),
            Ok(outcome) => Notice::undoable(format!("{} · {}", outcome.said, outcome.left_out.join(" · "))),
            Err(Failure::Refused(refused)) => Notice::note(refused.to_string()),
            Err(Failure::File(error)) => Notice::problem(error.to_string()),
        });
    }

    /// The project as it is, and its changes.
    fn log(&self) -> (Project, Transactions) {
        (self.present().project().clone(), self.present().transactions().clone())
    }
}

fn trail<'t>(project: &'t Project, transactions: &'t Transactions) -> Trail<'t> {
    Trail { project, transactions, last: None, past: &[], begins: Beginning::default(), unbroken: 0 }
}
