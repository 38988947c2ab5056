//! Comparing the project with another file: chosen, read on a thread of its own, and shown on the tab of agreement. What
//! this does *not* do: it takes nothing in, and changes neither of the two.

use super::Workbench;
use super::files::fresh_ids;
use crate::session::{Notice, Session};
use crate::ui::dialog::Purpose;
use crate::ui::jobs::Done;
use crate::ui::lists::agreement::Other;
use crate::ui::lower::Tab;
use egui::Context;
use std::path::PathBuf;
use std::sync::Arc;

impl Workbench {
    /// Asks which file.
    pub(super) fn ask_to_compare(&mut self) {
        if !self.would_show("Comparing") {
            self.ask_path(Purpose::Compare);
        }
    }

    /// Reads it.
    pub(super) fn compare_with(&mut self, ctx: &Context, path: PathBuf) {
        let (disk, options) = (Arc::clone(&self.disk), self.options(false));
        if self.present().path().is_some_and(|own| disk.resolve(own) == disk.resolve(&path)) {
            let text = "That is this project itself; choose the copy that it is to be compared with";
            self.notice = Some(Notice::note(text));
            return;
        }
        self.jobs.work(ctx, "Reading the file…", move || {
            let read = Session::open(disk, &path, &options, fresh_ids());
            // Damage is said when somebody opens it; what could be read can be compared.
            let other = read.map(|(session, _)| Box::new(Other { project: session.project().clone(), path }));
            Done::Compared(other.map_err(|error| error.to_string()))
        });
    }

    /// Shows how far the two agree.
    pub(super) fn take_compared(&mut self, read: Result<Box<Other>, String>) {
        if self.would_show("Comparing") {
            return;
        }
        match read {
            Ok(other) => {
                self.settings.panels.lower = true;
                self.lower.tab = Tab::Agreement;
                self.lower.agreement.compare_with(*other);
            }
            Err(why) => self.notice = Some(Notice::problem(why)),
        }
    }
}
