//! Saving beside the frames: when somebody asks, after a while, and before the project is left.
//!
//! The project is a value, so what is written is the project as it was when the save began, while work goes on; what
//! comes in between is in the log. One save runs at a time. Leaving waits for it, with a word on the screen. A file that
//! would lose much of what it holds, or of which not all could be read, is written only after a question. What this does *not* do: it never writes to the
//! disk in a frame, but for the log.

use super::away::Which;
use super::{Workbench, now};
use crate::files::store::{Keeping, Written};
use crate::files::{FileError, backup};
use crate::session::{Failure, Notice};
use crate::ui::dialog::{Dialog, frame, keeping};
use crate::ui::jobs::Done;
use crate::ui::theme::{self, Palette};
use egui::{Context, Id, Modal, RichText, ViewportCommand};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const SECS_PER_MIN: f64 = 60.0;

/// Why the file is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Somebody asked for it.
    Asked,
    /// Some time has gone by.
    AfterAWhile,
    /// The project is being left.
    Leaving,
}

/// What comes after the project was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// The window closes.
    Close,
    /// Another project is opened.
    Open(PathBuf),
    /// Another project is opened for looking only.
    Look(PathBuf),
    /// Another project is made.
    New(PathBuf),
}

/// What is known of saving between two frames.
#[derive(Default)]
pub(super) struct Saver {
    then: Option<Then>,
    /// Somebody asked for it while a save was under way.
    again: bool,
    /// Since when, in seconds of the window's clock, the file has been behind the log.
    behind_since: Option<f64>,
    /// Nobody asked for the save that is under way.
    by_itself: bool,
    /// The revision of which somebody was told that it would drop much.
    told: Option<u64>,
    /// The revision that may be saved though it drops much.
    agreed: Option<u64>,
    /// The revision that may be left though the file does not have it.
    may_leave: Option<u64>,
}

impl Saver {
    /// Somebody decided not to leave.
    pub(super) fn stay(&mut self) {
        self.then = None;
    }

    /// What comes after the project was left.
    pub(super) fn then(&self) -> Option<Then> {
        self.then.clone()
    }
}

impl Workbench {
    /// Writes the file on a thread of its own.
    pub(super) fn save(&mut self, ctx: &Context, why: Why) {
        if self.is_away() {
            return;
        }
        self.back_to_now();
        if self.session.is_saving() {
            self.saver.again |= why != Why::AfterAWhile;
            return;
        }
        let revision = self.session.revision();
        let dropped = self.session.would_drop();
        if self.session.would_replace_damage() && self.saver.agreed != Some(revision) {
            // By itself it would not come here.
            self.dialog = Some(Dialog::Damage(keeping::Damage {
                lines: self.offers.damage().to_vec(),
                unread: self.session.unread(),
                dropped,
                file: self.session.path().map(|path| path.display().to_string()).unwrap_or_default(),
                leaving: why == Why::Leaving,
            }));
            return;
        }
        if !dropped.is_empty() && self.saver.agreed != Some(revision) {
            if why != Why::AfterAWhile {
                let file = self.session.path().map(|path| path.display().to_string()).unwrap_or_default();
                let (leaving, backups) = (why == Why::Leaving, self.settings.saving.backups);
                self.dialog = Some(Dialog::Drops(keeping::Drops { dropped, file, leaving, backups }));
            } else if self.saver.told != Some(revision) {
                self.saver.told = Some(revision);
                self.notice = Some(Notice::problem(
                    "The file was not saved by itself: it would lose much of what it holds. Save to see how much; \
                     every change is in the log.",
                ));
            }
            return;
        }
        let backups = self.settings.saving.backups;
        self.session.keeping = if backups { Keeping::Backups } else { Keeping::Nothing };
        match self.session.begin_save(now()) {
            Ok(saving) => {
                self.saver.by_itself = why == Why::AfterAWhile;
                self.jobs.save(ctx, saving);
            }
            Err(Failure::Refused(refused)) => self.notice = Some(Notice::note(refused.to_string())),
            Err(Failure::File(error)) => self.not_saved(&error),
        }
    }

    /// Takes what came of a save.
    pub(super) fn saved(&mut self, ctx: &Context, written: Written) {
        let was_damaged = self.present().would_replace_damage();
        match self.present_mut().end_save(written) {
            Ok(outcome) => {
                self.saver.behind_since = None;
                if was_damaged {
                    // What was said of it on opening gives room to where the damaged file is now.
                    self.problem = None;
                    self.offers.no_longer_damaged();
                }
                // What was just done keeps its place in the bar if nobody asked for the save.
                if !self.saver.by_itself || self.notice.as_ref().is_none_or(|notice| !notice.undoable) {
                    self.notice = Some(Notice::done(outcome.said));
                }
            }
            Err(error) => {
                self.saver.again = false;
                if error.why == crate::files::Why::ChangedOnDisk {
                    self.look_outside(ctx);
                }
                self.not_saved(&error);
                return;
            }
        }
        if std::mem::take(&mut self.saver.again) && self.session.unsaved() > 0 {
            self.save(ctx, Why::Asked);
        } else {
            self.go_on_leaving(ctx);
        }
    }

    /// Says why, and that leaving is possible all the same.
    fn not_saved(&mut self, error: &FileError) {
        let mut text = error.to_string();
        if let Some(then) = self.saver.then.take() {
            self.saver.may_leave = Some(self.session.revision());
            let again = match then {
                Then::Close => "Close again to leave.",
                Then::Open(_) | Then::Look(_) | Then::New(_) => "Do it again to leave.",
            };
            text = format!("{text} Your changes are in the log and come back at the next start. {again}");
        }
        self.notice = Some(Notice::problem(text));
    }

    /// Before another project is opened or the window closes: what is in the log goes into the file as well.
    pub(super) fn leave(&mut self, ctx: &Context, then: Then) {
        if self.is_away() {
            self.saver.then = Some(then);
            return;
        }
        self.back_to_now();
        self.remember();
        let session = &self.session;
        let behind = self.is_behind();
        let may_leave = self.saver.may_leave == Some(session.revision());
        if session.is_saving() || (behind && !may_leave) {
            self.saver.then = Some(then);
            if !self.session.is_saving() {
                self.save(ctx, Why::Leaving);
            }
            return;
        }
        self.saver.then = None;
        match then {
            Then::Close => {
                self.saver.may_leave = Some(self.session.revision());
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Then::Open(path) => self.enter(ctx, path, self.options(true), Which::Mine),
            // An older state of a file is not to be changed.
            Then::Look(path) => self.enter(ctx, path, self.options(false), Which::File),
            Then::New(path) => self.new_project(&path),
        }
    }

    /// Whether the file should be written before the project is left, or after a while. One that was replaced while it was
    /// closed waits for an answer: until then it is as it was found, and opens as it was opened now.
    fn is_behind(&self) -> bool {
        // What was put right on opening a damaged file is no work of anybody, and comes to the same the next time.
        let worked = self.session.unsaved() > 0 && !self.session.is_only_damaged();
        worked && self.session.read_only().is_none() && !self.offers.is_replaced()
    }

    /// Somebody was asked whether to save what drops much, or over a damaged file, and says yes.
    pub(super) fn save_all_the_same(&mut self, ctx: &Context) {
        self.saver.agreed = Some(self.session.revision());
        match self.saver.then.clone() {
            Some(then) => self.leave(ctx, then),
            None => self.save(ctx, Why::Asked),
        }
    }

    /// Somebody was asked whether to save what drops much, or over a damaged file, and wants to leave without.
    pub(super) fn leave_as_it_is(&mut self, ctx: &Context) {
        self.saver.may_leave = Some(self.session.revision());
        if let Some(then) = self.saver.then.clone() {
            self.leave(ctx, then);
        }
    }

    /// Closing saves first. If that fails the window stays once, and says so: everything is in the log.
    pub(super) fn close_if_asked(&mut self, ctx: &Context) {
        if !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        self.back_to_now();
        let behind = self.is_behind();
        let may_leave = self.saver.may_leave == Some(self.session.revision());
        if !self.is_away() && !self.session.is_saving() && (!behind || may_leave) {
            self.remember();
            return;
        }
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        self.leave(ctx, Then::Close);
    }

    /// Whether the project is being left, and only its file is waited for.
    pub(super) fn is_leaving(&self) -> bool {
        self.saver.then.is_some() && self.session.is_saving()
    }

    /// Says that the file is waited for, and offers not to.
    pub(super) fn tell_of_leaving(&mut self, ctx: &Context) {
        if !self.is_leaving() {
            return;
        }
        let name = self.session.path().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        Modal::new(Id::unique("leaving")).frame(frame(ctx)).show(ctx, |ui| {
            let palette = Palette::of(ui);
            ui.label(RichText::new(format!("Saving {name}…")).font(theme::heading()).color(palette.text));
            ui.label(RichText::new("Then it goes on. Every change is in the log already.").color(palette.weak));
        });
    }

    /// Writes the file when it has been behind the log for as long as the settings say. An idle window asks for one
    /// frame at that time, and for none before.
    pub(super) fn autosave(&mut self, ctx: &Context) {
        let session = &self.session;
        let minutes = self.settings.saving.after_mins;
        let behind = self.is_behind();
        if minutes == 0 || !behind {
            self.saver.behind_since = None;
            return;
        }
        if session.is_saving() || session.as_of().is_some() || self.dialog.is_some() || self.saver.then.is_some() {
            return;
        }
        // What could not be read is perhaps still to be repaired: that it is replaced is for a person to say.
        if session.would_replace_damage() {
            return;
        }
        let now = ctx.input(|input| input.time);
        let since = *self.saver.behind_since.get_or_insert(now);
        let wait = since + f64::from(minutes) * SECS_PER_MIN - now;
        if wait > 0.0 {
            ctx.request_repaint_after(Duration::from_secs_f64(wait));
        } else {
            // If it fails, or must not be, it is tried again after as long.
            self.saver.behind_since = Some(now);
            self.save(ctx, Why::AfterAWhile);
        }
    }

    /// Opens the small window about saving.
    pub(super) fn ask_about_saving(&mut self, ctx: &Context) {
        let path = self.session.path().unwrap_or(Path::new("")).to_owned();
        let folder = backup::folder_of(&path).display().to_string();
        self.dialog = Some(Dialog::Saving(keeping::Kept { backups: None, folder }));
        let disk = Arc::clone(&self.disk);
        self.jobs.begin(ctx, move || Done::Backups(backup::list(&*disk, &path)));
    }

    /// The older states of the file were listed.
    pub(super) fn listed_backups(&mut self, backups: Vec<backup::Backup>) {
        if let Some(Dialog::Saving(kept)) = &mut self.dialog {
            kept.backups = Some(backups);
        }
    }
}
