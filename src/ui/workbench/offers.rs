//! What is noticed beside the project and offered in the banner: a file that somebody else changed, copies that lie
//! beside it, damage; and merging a copy. Looking and reading run on threads of their own: when a project is opened,
//! and when the window gets the keyboard again. What this does *not* do: it takes nothing in before somebody says so.

use super::away::Errand;
use super::{Workbench, now};
use crate::base::number::counted;
use crate::files::store::{Mark, Seen};
use crate::files::{copies, rescue};
use crate::model::Made;
use crate::project::Project;
use crate::session::{Failure, Notice, Outcome, Restore, Session};
use crate::ui::banner::{self, Answer, Offer};
use crate::ui::dialog::{Dialog, Purpose, keeping};
use crate::ui::jobs::Done;
use crate::ui::lists::merging::Copy;
use crate::ui::lower::Tab;
use egui::{Context, Event, Frame, Panel, Ui};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was noticed and not answered yet.
#[derive(Default)]
pub(super) struct Offers {
    waiting: Vec<Offer>,
    /// What the damage was, in words.
    damage: Vec<String>,
    /// What somebody else wrote in the place of the file.
    seen: Option<Mark>,
    /// If another copy was put in the place of the file while it was closed: how many changes only mine has.
    replaced: Option<usize>,
    /// What was answered in this frame.
    answered: Option<(Offer, Answer)>,
    /// Whether the file is just being looked at.
    looking: bool,
    /// Whether copies beside the project have been looked for.
    searched: bool,
}

impl Offers {
    /// Those of a project that was just opened with these remarks.
    pub(super) fn opened(remarks: &super::Remarks, project: &Project) -> Self {
        let problems = &remarks.problems;
        let is_damage = |problem: &&crate::files::Problem| {
            problem.what != crate::files::store::NO_LOG && (problem.line.is_some() || problem.record.is_some())
        };
        let damages = problems.iter().filter(is_damage).count();
        let waiting = if damages > 0 { vec![Offer::Damaged { remarks: damages }] } else { Vec::new() };
        let damage = problems.iter().map(|problem| problem.named(project)).collect();
        Self { waiting, damage, replaced: remarks.replaced, ..Self::default() }
    }

    fn offer(&mut self, offer: Offer) {
        if !self.waiting.contains(&offer) {
            self.waiting.push(offer);
        }
    }

    fn withdraw(&mut self, offer: &Offer) {
        self.waiting.retain(|other| other != offer);
    }

    /// Whether the file was replaced while it was closed, and nobody has decided what is to become of it.
    pub(super) fn is_replaced(&self) -> bool {
        self.replaced.is_some()
    }

    /// What is offered where somebody else has written in the place of the file.
    fn of_change(&self) -> Offer {
        match self.replaced {
            Some(changes) => Offer::Replaced { changes },
            None => Offer::Changed,
        }
    }

    /// What somebody else wrote was taken in, or may go.
    fn settled(&mut self) {
        let offer = self.of_change();
        self.withdraw(&offer);
        (self.seen, self.replaced) = (None, None);
    }
}

impl Offers {
    /// What was wrong with the file.
    pub(super) fn damage(&self) -> &[String] {
        &self.damage
    }

    /// The file that was damaged has been replaced.
    pub(super) fn no_longer_damaged(&mut self) {
        self.waiting.retain(|offer| !matches!(offer, Offer::Damaged { .. }));
    }
}

impl Workbench {
    /// Draws the banner, if there is something to say.
    pub(super) fn banner(&mut self, ui: &mut Ui) {
        let past = self.past();
        let Some(offer) = past.clone().or_else(|| self.offers.waiting.first().cloned()) else { return };
        let more = self.offers.waiting.len().saturating_sub(usize::from(past.is_none()));
        let answer = Panel::top("banner")
            .exact_size(banner::HEIGHT)
            .frame(Frame::new())
            .show(ui, |ui| banner::show(ui, &offer, more));
        if let Some(answer) = answer.inner {
            self.offers.answered = Some((offer, answer));
        }
    }

    /// Does what was answered, and looks at the file when the window gets the keyboard.
    pub(super) fn see_to_offers(&mut self, ctx: &Context) {
        if let Some((offer, answer)) = self.offers.answered.take() {
            self.answer(ctx, &offer, answer);
        }
        if ctx.input(|input| input.events.contains(&Event::WindowFocused(true))) {
            self.look_outside(ctx);
        }
        if !std::mem::replace(&mut self.offers.searched, true) {
            self.search_copies(ctx);
            if self.offers.replaced.is_some() {
                self.look_outside(ctx);
            }
        }
    }

    fn answer(&mut self, ctx: &Context, offer: &Offer, answer: Answer) {
        match (offer, answer) {
            (_, Answer::Now) => {
                if self.back_to_now() {
                    self.notice = Some(Notice::done("Everything is shown as it is"));
                }
            }
            (Offer::Past { shown, .. }, Answer::Restore) => {
                self.ask_to_restore(ctx, Restore::Everything { after: *shown });
            }
            (Offer::Changed | Offer::Replaced { .. }, Answer::Merge) => {
                if let Some(path) = self.present().path().map(Path::to_owned) {
                    self.read_copy(ctx, path, self.offers.seen.clone());
                }
            }
            (Offer::Copy(path), Answer::Merge) => self.read_copy(ctx, path.clone(), None),
            (Offer::Changed | Offer::Replaced { .. }, Answer::KeepMine) => self.keep_mine(),
            (_, Answer::Other) => self.enter_the_other(ctx),
            (_, Answer::Say) => {
                let lines = self.offers.damage.clone();
                self.dialog =
                    Some(Dialog::Said(keeping::Said { title: "What was wrong with this file".to_owned(), lines }));
            }
            (Offer::Damaged { .. }, Answer::Repair) => {
                self.ask_where_to_repair();
            }
            (Offer::Unreadable(path), Answer::Repair) => {
                self.damaged = Some(path.clone());
                self.ask_path(Purpose::Repair);
            }
            (offer, _) => self.offers.withdraw(offer),
        }
    }

    /// Somebody says that what somebody else wrote may go.
    fn keep_mine(&mut self) {
        let Some(seen) = self.offers.seen.take() else { return };
        self.back_to_now();
        match self.session.accept(seen, now()) {
            Ok(()) => {
                self.offers.settled();
                let text = "The next save replaces it, and keeps it as a backup";
                self.notice = Some(Notice::note(text));
            }
            Err(error) => self.notice = Some(Notice::problem(error.to_string())),
        }
    }

    /// Looks whether somebody else has changed the file.
    pub(super) fn look_outside(&mut self, ctx: &Context) {
        let session = self.present();
        if self.offers.looking || session.is_saving() {
            return;
        }
        if let Some(outside) = session.outside() {
            self.offers.looking = true;
            self.jobs.begin(ctx, move || Done::Looked(Box::new(outside.look().ok())));
        }
    }

    /// Takes what was seen.
    pub(super) fn looked(&mut self, seen: Option<Seen>) {
        self.offers.looking = false;
        match seen {
            Some(Seen::Changed(mark)) => {
                self.offers.seen = Some(mark);
                let offer = self.offers.of_change();
                self.offers.offer(offer);
            }
            Some(Seen::Same) => self.offers.settled(),
            Some(Seen::Gone) => {
                let text = "The file of this project is gone from its folder. Everything is here and in the log; save to \
                            write it again.";
                self.notice = Some(Notice::problem(text));
            }
            None => {}
        }
    }

    fn search_copies(&mut self, ctx: &Context) {
        let session = self.present();
        let Some(path) = session.path().map(Path::to_owned) else { return };
        if session.read_only().is_some() {
            return;
        }
        let (project, known, disk) = (session.project().id(), session.trail().known(), Arc::clone(&self.disk));
        self.jobs.begin(ctx, move || Done::Copies(copies::copies(&*disk, &path, project, &known)));
    }

    /// Takes what was found.
    pub(super) fn found_copies(&mut self, found: Vec<PathBuf>) {
        found.into_iter().for_each(|path| self.offers.offer(Offer::Copy(path)));
    }

    /// Reads a copy to be merged; `seen` if it stands in the place of the project file.
    pub(super) fn read_copy(&mut self, ctx: &Context, path: PathBuf, seen: Option<Mark>) {
        if self.would_show("Merging") {
            return;
        }
        let (disk, options) = (Arc::clone(&self.disk), self.options(false));
        let own = self.present().path().is_some_and(|own| disk.resolve(own) == disk.resolve(&path));
        if own && seen.is_none() {
            self.notice = Some(Notice::note("That is this project itself; choose the copy that is to be taken in"));
            return;
        }
        if self.session.unread() > 0 {
            let text = "Not all of this project could be read when it was opened, and what is missing would count as \
                        removed. Open it again to write a repaired copy, and merge into that";
            self.notice = Some(Notice::problem(text));
            return;
        }
        self.jobs.work(ctx, "Reading the copy…", move || {
            let read = match seen {
                Some(_) => Session::open_alone(disk, &path, &options, super::files::fresh_ids())
                    .map(|(session, mark)| (session, Some(mark))),
                None => Session::open(disk, &path, &options, super::files::fresh_ids())
                    .map(|(session, _)| (session, None)),
            };
            Done::Copy(match read {
                Ok((session, _)) if session.unread() > 0 => Err(format!(
                    "“{}” is damaged: {} could not be read, and what is missing would count as removed. Nothing was \
                     changed. Ask for a sound copy, or open this one to write a repaired copy, and merge that",
                    path.display(),
                    counted(session.unread(), "place")
                )),
                Ok((session, mark)) => Ok(Box::new(Copy { path, session, mark })),
                Err(error) => Err(error.to_string()),
            })
        });
    }

    /// Shows what would come of taking it in.
    pub(super) fn take_copy(&mut self, ctx: &Context, copy: Result<Box<Copy>, String>) {
        self.back_to_now();
        if self.would_show("Merging") {
            return;
        }
        let copy = match copy {
            Ok(copy) => copy,
            Err(why) => {
                self.notice = Some(Notice::problem(why));
                return;
            }
        };
        if copy.session.project().id() != self.session.project().id() {
            let name = copy.path.display();
            self.notice = Some(Notice::problem(format!(
                "“{name}” is another project, not a copy of this one. Nothing was changed. Choose a copy, or unite the \
                 two with “entente merge --unrelated”."
            )));
            return;
        }
        self.settings.panels.lower = true;
        self.lower.tab = Tab::Merge;
        self.lower.merging.begin(*copy);
        self.give_room(ctx);
    }

    /// Takes the copy in, as one change.
    pub(super) fn take_in(&mut self, ctx: &Context) {
        let revision = self.session.revision();
        let Some((result, copy)) = self.lower.merging.ready(revision) else {
            self.notice = Some(Notice::note("What would come of it is just being worked out; try again in a moment"));
            return;
        };
        let errand = Errand::TakeIn(Box::new(result.clone()), copy);
        self.send(ctx, errand);
    }

    /// It was taken in, or was not.
    pub(super) fn taken_in(&mut self, copy: &Copy, outcome: Result<Outcome, Failure>) {
        match outcome {
            Ok(outcome) => {
                let text = if outcome.changed { outcome.said } else { "There is nothing to take in".to_owned() };
                self.notice = Some(Notice { undoable: outcome.changed, ..Notice::done(text) });
                if copy.mark.is_some() {
                    self.offers.settled();
                } else {
                    self.offers.withdraw(&Offer::Copy(copy.path.clone()));
                }
                self.lower.agreement.was_merged(&copy.path);
                if !self.lower.merging.was_taken() {
                    self.lower.tab = Tab::History;
                }
            }
            Err(Failure::Refused(refused)) => self.notice = Some(Notice::note(refused.to_string())),
            Err(Failure::File(error)) => self.notice = Some(Notice::problem(error.to_string())),
        }
    }

    /// Ends a merge without taking anything in.
    pub(super) fn end_merge(&mut self) {
        self.lower.merging.close();
        self.lower.tab = Tab::History;
    }

    /// A file could not be opened: perhaps something of it can be saved.
    pub(super) fn offer_repair(&mut self, path: &Path) {
        if self.disk.exists(path) {
            self.offers.offer(Offer::Unreadable(path.to_owned()));
        }
    }

    /// Asks where a sound copy of the file that is open is to be written.
    pub(super) fn ask_where_to_repair(&mut self) {
        self.saver.stay();
        self.damaged = self.session.path().map(Path::to_owned);
        self.ask_path(Purpose::Repair);
    }

    /// Writes a sound project out of a damaged one.
    pub(super) fn repair(&mut self, ctx: &Context, to: PathBuf) {
        let Some(from) = self.damaged.take() else { return };
        let made = Made { by: self.settings.coder.clone(), at: now() };
        let (disk, mut ids) = (Arc::clone(&self.disk), super::files::fresh_ids());
        self.jobs.work(ctx, "Saving what can be saved…", move || {
            let rescued = rescue::rescue(&*disk, &from, &made).and_then(|rescued| {
                rescued.write(&*disk, &to, ids.fresh())?;
                Ok(rescued)
            });
            let lines = |rescued: rescue::Rescued| {
                let kept = rescue::kinds(&rescued.project);
                let kept: Vec<String> = kept.iter().map(|(name, count)| format!("{count} {name}")).collect();
                let mut lines = vec![format!("Saved: {}", kept.join(", "))];
                lines.extend(rescued.problems.iter().map(|problem| problem.named(&rescued.project)));
                lines
            };
            Done::Repaired { to, outcome: rescued.map(lines).map_err(|error| error.to_string()) }
        });
    }

    /// Says what was saved and what could not be.
    pub(super) fn repaired(&mut self, to: &Path, outcome: Result<Vec<String>, String>) {
        match outcome {
            Ok(lines) => {
                self.offers.waiting.retain(|offer| !matches!(offer, Offer::Damaged { .. } | Offer::Unreadable(_)));
                let title = format!("What could be read is in {}", to.display());
                self.notice = Some(Notice::done(title.clone()));
                self.dialog = Some(Dialog::Said(keeping::Said { title, lines }));
            }
            Err(why) => self.notice = Some(Notice::problem(why)),
        }
    }
}
