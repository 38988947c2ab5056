//! What takes longer than a frame and is waited for: opening another project, and errands of the session itself: taking
//! a copy in, restoring, saving under another name.
//!
//! For an errand the session goes to a thread of its own. A session that shows the same and refuses every change stands
//! in its place, so the frames go on; what other jobs bring meanwhile waits until it is back. After a third of a second
//! a word on the screen says what is waited for; opening can be given up. What this does *not* do: it stores nothing
//! else than the session would, and an errand that fails, even by a panic, brings the session back.

use super::files::{Remarks, open_session};
use super::offers::Offers;
use super::{Workbench, now};
use crate::base::stamp::Stamp;
use crate::files::Disk;
use crate::files::store::OpenOptions;
use crate::project::Project;
use crate::session::{Failure, Notice, Outcome, Plan, Session};
use crate::ui::dialog::frame;
use crate::ui::jobs::Done;
use crate::ui::lists::merging::Copy;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::button;
use egui::{Align, Color32, Context, Frame, Id, Key, Layout, Modal, Modifiers, RichText};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// So long something may take before the screen says that it is waited for, in seconds.
const SOON_SECS: f64 = 0.3;

/// What is known of it between two frames.
#[derive(Default)]
pub(super) struct Away {
    waiting: Option<Waiting>,
    /// What other jobs brought while the session was away.
    held: Vec<Done>,
    /// What is to be done as soon as the save that is under way has ended.
    next: Option<Errand>,
    tickets: u64,
}

/// What is waited for.
struct Waiting {
    words: String,
    /// Since when, in seconds of the window's clock.
    since: f64,
    ticket: u64,
    /// Whether the session is with a thread.
    is_away: bool,
    /// Whether it can be given up.
    can_end: bool,
    /// Whether the screen says so already.
    told: bool,
}

/// What is done with the session on a thread.
pub(super) enum Errand {
    /// This is to be what the project is, with what the copy contains.
    TakeIn(Box<Project>, Arc<Copy>),
    /// Something is to be as it was.
    Restore(Box<Plan>),
    /// It goes on under another name.
    SaveAs(PathBuf),
}

/// What an errand was.
enum Kind {
    TakeIn(Arc<Copy>),
    Restore,
    SaveAs(PathBuf),
}

/// The session, back from an errand, with what came of it; `None` if that broke off.
pub struct Back {
    session: Session,
    came: Option<(Kind, Result<Outcome, Failure>)>,
}

/// Another project that was opened, or why it was not.
pub struct Entered {
    ticket: u64,
    path: PathBuf,
    outcome: Result<(Session, Remarks), String>,
}

/// Which state of a project that was replaced while it was closed is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// The one that was here, if it can still be told.
    Mine,
    /// The one that the file holds.
    File,
}

impl Errand {
    fn words(&self) -> String {
        match self {
            Self::TakeIn(..) => "Merging…".to_owned(),
            Self::Restore(_) => "Restoring…".to_owned(),
            Self::SaveAs(path) => format!("Saving as {}…", name(path)),
        }
    }

    fn run(self, session: &mut Session, disk: Arc<dyn Disk>, at: Stamp) -> (Kind, Result<Outcome, Failure>) {
        match self {
            Self::TakeIn(result, copy) => {
                let theirs = copy.session.trail();
                let taken = match &copy.mark {
                    Some(mark) => session.take_in_place(mark.clone(), &result, &theirs, at),
                    None => session.take_in(&result, &theirs, at),
                };
                (Kind::TakeIn(copy), taken)
            }
            Self::Restore(plan) => (Kind::Restore, session.carry_out(*plan, at)),
            Self::SaveAs(path) => {
                let saved = session.save_as(disk, &path, at).map_err(Failure::File);
                (Kind::SaveAs(path), saved)
            }
        }
    }
}

impl Workbench {
    /// Sends the session on an errand.
    pub(super) fn send(&mut self, ctx: &Context, errand: Errand) {
        self.back_to_now();
        let words = errand.words();
        let saving = self.session.is_saving();
        self.wait_for(ctx, (words.clone(), !saving, false));
        if saving {
            self.away.next = Some(errand);
            return;
        }
        let stand_in = self.session.stand_in(format!("{words} Nothing can be changed until that is done"));
        let mut session = std::mem::replace(&mut self.session, stand_in);
        let (disk, at) = (Arc::clone(&self.disk), now());
        self.jobs.work(ctx, &words, move || {
            let came = catch_unwind(AssertUnwindSafe(|| errand.run(&mut session, disk, at))).ok();
            Done::Back(Box::new(Back { session, came }))
        });
    }

    /// A save has ended: what waited for that begins.
    pub(super) fn send_next(&mut self, ctx: &Context) {
        if let Some(errand) = self.away.next.take() {
            self.send(ctx, errand);
        }
    }

    /// The session is back.
    pub(super) fn back(&mut self, ctx: &Context, back: Back) {
        let selection = std::mem::take(&mut self.session.selection);
        self.session = back.session;
        self.session.selection = selection;
        self.session.repair_selection();
        self.away.waiting = None;
        self.wants_focus = self.had_focus;
        match back.came {
            Some((Kind::TakeIn(copy), outcome)) => self.taken_in(&copy, outcome),
            Some((Kind::Restore, outcome)) => self.restored(outcome),
            Some((Kind::SaveAs(path), outcome)) => self.saved_as(&path, outcome),
            None => {
                let text = "This broke off because of a fault in the program. What was done before is in the log; close \
                            the project and open it again before you go on.";
                self.notice = Some(Notice::problem(text));
            }
        }
        for done in std::mem::take(&mut self.away.held) {
            self.finish(ctx, done);
        }
        self.go_on_leaving(ctx);
    }

    /// Keeps what a job brought if the session is not there to take it.
    pub(super) fn hold(&mut self, done: Done) -> Option<Done> {
        if self.is_away() && !matches!(done, Done::Back(_)) {
            self.away.held.push(done);
            return None;
        }
        Some(done)
    }

    /// Opens another project on a thread of its own.
    pub(super) fn enter(&mut self, ctx: &Context, path: PathBuf, options: OpenOptions, which: Which) {
        let words = format!("Opening {}…", name(&path));
        let ticket = self.wait_for(ctx, (words.clone(), false, true));
        let disk = Arc::clone(&self.disk);
        let blind = if self.settings.coder.trim().is_empty() { BTreeSet::new() } else { self.settings.blind.clone() };
        self.jobs.work(ctx, &words, move || {
            let mut outcome = open_session(&disk, &path, &options, which);
            // What others coded is hidden before a frame can show it.
            if let Ok((session, _)) = &mut outcome
                && blind.contains(&session.project().id())
            {
                session.code_blind();
            }
            Done::Entered(Box::new(Entered { ticket, path, outcome }))
        });
    }

    /// Another project was opened. If nobody waits for it any more, it is let go of.
    pub(super) fn entered(&mut self, entered: Entered) {
        if self.away.waiting.as_ref().is_none_or(|waiting| waiting.ticket != entered.ticket) {
            return;
        }
        self.away.waiting = None;
        match entered.outcome {
            Ok((session, remarks)) => {
                let offers = Offers::opened(&remarks, session.project());
                self.change_session(session, remarks.notice, offers);
            }
            Err(error) => {
                self.notice = Some(Notice::problem(error));
                self.offer_repair(&entered.path);
            }
        }
    }

    /// Opens the file of this project as somebody else left it, instead of what was here before.
    pub(super) fn enter_the_other(&mut self, ctx: &Context) {
        let Some(path) = self.session.path().map(Path::to_owned) else { return };
        self.remember();
        // The lock has to be free.
        self.session = self.session.stand_in("This is to be looked at only. Open the project again".to_owned());
        self.enter(ctx, path, self.options(true), Which::File);
        self.away.waiting.iter_mut().for_each(|waiting| waiting.can_end = false);
    }

    fn wait_for(&mut self, ctx: &Context, (words, is_away, can_end): (String, bool, bool)) -> u64 {
        self.away.tickets += 1;
        let (ticket, since) = (self.away.tickets, ctx.input(|input| input.time));
        self.away.waiting = Some(Waiting { words, since, ticket, is_away, can_end, told: false });
        ticket
    }

    /// Whether the session is with a thread.
    pub(super) fn is_away(&self) -> bool {
        self.away.waiting.as_ref().is_some_and(|waiting| waiting.is_away)
    }

    /// Whether something is waited for that nothing may come in front of.
    pub(super) fn is_waiting(&self) -> bool {
        self.away.waiting.is_some()
    }

    /// Says what is waited for, if it takes long; nothing behind it can be touched before.
    pub(super) fn tell_of_waiting(&mut self, ctx: &Context) {
        let Some(waiting) = &mut self.away.waiting else { return };
        let wait = waiting.since + SOON_SECS - ctx.input(|input| input.time);
        if wait > 0.0 {
            ctx.request_repaint_after(Duration::from_secs_f64(wait));
            let unseen = Modal::new(Id::unique("waiting")).backdrop_color(Color32::TRANSPARENT).frame(Frame::NONE);
            unseen.show(ctx, |_| {});
            return;
        }
        let mut ended = false;
        let first = !std::mem::replace(&mut waiting.told, true);
        Modal::new(Id::unique("waiting")).frame(frame(ctx)).show(ctx, |ui| {
            ui.set_width(320.0);
            let palette = Palette::of(ui);
            ui.label(RichText::new(&waiting.words).font(theme::heading()).color(palette.text));
            let about = if waiting.can_end {
                "The project that is open stays as it is until then."
            } else {
                "Nothing can be changed until that is done. Every change before it is in the log."
            };
            ui.label(RichText::new(about).color(palette.weak));
            if waiting.can_end {
                ui.add_space(space::S);
                ended |= ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let cancel = button::words(ui, "Cancel", false);
                    if first || ui.memory(|memory| memory.focused().is_none()) {
                        cancel.request_focus();
                    }
                    ended |= cancel.clicked();
                });
            }
        });
        if ended {
            self.away.waiting = None;
            // It still runs, but nobody waits for it.
            self.jobs.doing.clear();
            self.notice = Some(Notice::note("Nothing else was opened"));
            self.wants_focus = self.had_focus;
        }
    }

    /// The session is back, or a save has ended: whoever wanted to leave does.
    pub(super) fn go_on_leaving(&mut self, ctx: &Context) {
        if let Some(then) = self.saver.then() {
            self.leave(ctx, then);
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
