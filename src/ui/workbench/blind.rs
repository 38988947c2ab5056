//! Coding blind: switched on and off, and what must not happen while it is on. What is hidden, the session decides; here
//! is only what would show it by another way: an earlier state, or a copy that is looked at. Whether somebody codes blind
//! is remembered in the settings, for each project; the file does not know.

use super::Workbench;
use crate::base::number::counted;
use crate::session::{Blindfold, Notice};
use crate::ui::article::Article;
use crate::ui::dialog::Dialog;
use crate::ui::dialog::blind::Uncover;
use crate::ui::jobs::Done;
use crate::ui::library::Library;
use crate::ui::lower::Lower;
use crate::ui::suggested::Suggested;
use egui::Context;

impl Workbench {
    /// Hides what others coded, or asks whether it is to be seen again.
    pub(super) fn turn_blind(&mut self, ctx: &Context) {
        if let Some(hidden) = self.session.hidden() {
            match hidden.people.len() {
                // There is nothing to be seen that was not.
                0 => self.see_all(),
                people => self.dialog = Some(Dialog::Uncover(Uncover { people })),
            }
            return;
        }
        if self.settings.coder.trim().is_empty() {
            self.notice = Some(Notice::note("Give yourself a name first: it tells your coding from that of others"));
            self.dialog = Some(Dialog::Coder { name: String::new() });
            return;
        }
        self.back_to_now();
        let work = self.session.blindfold();
        self.jobs.work(ctx, "Hiding what others coded…", move || Done::Blindfold(Box::new(work())));
    }

    /// Puts on what was worked out, or works it out again if something was changed meanwhile.
    pub(super) fn put_on(&mut self, ctx: &Context, made: Blindfold) {
        self.back_to_now();
        // Another project may have been opened meanwhile; that is another question.
        if self.session.is_blind() || !self.session.is_for_this(&made) {
            return;
        }
        if !self.session.put_on(made) {
            let work = self.session.blindfold();
            self.jobs.work(ctx, "Hiding what others coded…", move || Done::Blindfold(Box::new(work())));
            return;
        }
        self.settings.blind.insert(self.session.project().id());
        self.look_afresh();
        let hidden = self.session.hidden().map_or(0, |hidden| hidden.people.len());
        let text = match hidden {
            0 => "You code blind: what others code stays hidden. Nobody else has coded here yet".to_owned(),
            1 => "You code blind: what 1 other person coded is hidden".to_owned(),
            many => format!("You code blind: what {many} other people coded is hidden"),
        };
        self.notice = Some(Notice::done(text));
    }

    /// Shows what others coded.
    pub(super) fn see_all(&mut self) {
        let hidden = self.session.hidden().cloned().unwrap_or_default();
        self.session.see_all();
        self.settings.blind.remove(&self.session.project().id());
        self.look_afresh();
        let (marks, events) = (counted(hidden.marks, "mark"), counted(hidden.events, "event"));
        self.notice = Some(Notice::done(match hidden.people.len() {
            0 => "You see everything; nobody else has coded here".to_owned(),
            1 => format!("You see everything: {marks} and {events} of 1 other person were hidden"),
            many => format!("You see everything: {marks} and {events} of {many} other people were hidden"),
        }));
    }

    /// A project in which somebody codes blind opens so, before anything of it is drawn.
    pub(super) fn stay_blind(&mut self) {
        let wanted = self.settings.blind.contains(&self.session.project().id());
        if wanted && !self.session.is_blind() && !self.settings.coder.trim().is_empty() {
            self.session.code_blind();
        }
    }

    /// Another name: what is somebody's own is another thing, also for somebody who codes blind.
    pub(super) fn call_me(&mut self, name: String) {
        self.present_mut().set_coder(&name);
        if self.session.is_blind() {
            self.look_afresh();
            let text = format!(
                "New records carry the name {name}; what others coded is hidden, also what you coded as \
                                somebody else"
            );
            self.notice = Some(Notice::done(text));
        } else {
            self.notice = Some(Notice::done(format!("New records carry the name {name}")));
        }
        self.settings.coder = name;
    }

    /// Says that something would show what is hidden, if somebody codes blind.
    pub(super) fn would_show(&mut self, what: &str) -> bool {
        let blind = self.present().is_blind();
        if blind {
            let text = format!("{what} would show what others coded. End blind coding first");
            self.notice = Some(Notice::note(text));
        }
        blind
    }

    /// What is to be said of what was exported by somebody who codes blind.
    pub(super) fn only_mine(&self) -> &'static str {
        if self.session.is_blind() { ", without what others coded" } else { "" }
    }

    /// No panel may go on showing what it worked out when something else was to be seen.
    fn look_afresh(&mut self) {
        if let Some((document, byte)) = self.article.place() {
            self.article = Article::default();
            self.article.remember(document, byte);
        } else {
            self.article = Article::default();
        }
        self.library = Library::default();
        self.suggested = Suggested::default();
        let before = std::mem::take(&mut self.lower);
        self.lower = Lower::after(before);
        self.asking = None;
        self.session.repair_selection();
    }
}
