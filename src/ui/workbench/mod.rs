//! The window as a whole: it lays out the panels, collects their wishes and grants them.
//!
//! A frame has two halves. First everything is drawn from what is there (`layout`); then the wishes
//! are granted, in order (`grant`), so that no panel sees half a change.

mod asking;
mod away;
mod blind;
mod codebook;
mod comparing;
mod correct;
mod files;
mod grant;
mod input;
mod keys;
mod layout;
mod marks;
mod offers;
mod past;
mod picture;
mod saving;
mod tagging;

pub(crate) use away::Which;
pub use away::{Back, Entered};
pub(crate) use correct::read_edition;
pub(crate) use files::{Remarks, open_session};

use super::article::Article;
use super::ask::{Ask, Target};
use super::dialog::Dialog;
use super::jobs::Jobs;
use super::keys::Keymap;
use super::library::Library;
use super::lower::Lower;
use super::suggested::Suggested;
use super::view::{View, Wish, Wishes};
use super::widgets::picker::Picker;
use crate::base::stamp::Stamp;
use crate::files::Disk;
use crate::session::home::Home;
use crate::session::{Gravity, Notice, Selection, Session, Settings};
use std::sync::Arc;
use std::time::Instant;

/// Everything that the window holds between two frames.
pub struct Workbench {
    session: Session,
    settings: Settings,
    settings_saved: Settings,
    home: Option<Home>,
    disk: Arc<dyn Disk>,
    library: Library,
    article: Article,
    lower: Lower,
    suggested: Suggested,
    asking: Option<(Ask, Picker<Target>)>,
    dialog: Option<Dialog>,
    /// The page or report that waits for a place to go to.
    publishing: Option<crate::ui::dialog::publish::Publish>,
    /// How a chart was written last.
    look: crate::ui::chart::Look,
    jobs: Jobs,
    wishes: Wishes,
    notice: Option<Notice>,
    /// What did not work and has not been read yet.
    problem: Option<Notice>,
    title: String,
    picture: Option<picture::Picture>,
    saver: saving::Saver,
    /// What is waited for.
    away: away::Away,
    /// The session that waits while an earlier state is shown.
    present: past::Present,
    offers: offers::Offers,
    /// The damaged file of which a sound copy is to be written.
    damaged: Option<std::path::PathBuf>,
    /// When the program began, until the first frame has been painted and somebody wants to know how long that took.
    began: Option<Instant>,
    /// How far the wheel has zoomed beyond the last step, as a factor.
    zoomed: f32,
    /// Whether a field had the keyboard when the last frame ended: egui takes it away before Escape can be read.
    was_typing: bool,
    /// What gets the keyboard as soon as no dialog or list is in front of it.
    wants_focus: Option<egui::Id>,
    /// What had the keyboard before a dialog or list came in front of it.
    had_focus: Option<egui::Id>,
    /// What each key does, made from the settings.
    keymap: Arc<Keymap>,
}

impl Workbench {
    /// A window on a session.
    #[must_use]
    pub fn new(session: Session, settings: Settings, home: Option<Home>, disk: Arc<dyn Disk>) -> Self {
        let keymap = Arc::new(Keymap::new(&settings.keys));
        let mut workbench = Self {
            session,
            settings_saved: settings.clone(),
            settings,
            home,
            disk,
            library: Library::default(),
            article: Article::default(),
            lower: Lower::default(),
            suggested: Suggested::default(),
            asking: None,
            dialog: None,
            publishing: None,
            look: crate::ui::chart::Look::default(),
            jobs: Jobs::default(),
            wishes: Wishes::default(),
            notice: None,
            problem: None,
            title: String::new(),
            picture: None,
            saver: saving::Saver::default(),
            away: away::Away::default(),
            present: past::Present::default(),
            offers: offers::Offers::default(),
            damaged: None,
            began: None,
            zoomed: 1.0,
            was_typing: false,
            wants_focus: None,
            had_focus: None,
            keymap,
        };
        workbench.stay_blind();
        workbench.return_to_place();
        workbench
    }

    /// The session, to look at.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Asks for something as a panel would; it is granted at the end of the next frame.
    pub fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }

    /// Whether a panel still shows figures or rows of a moment ago, because newer ones are being computed, or something
    /// is being read or written.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.library.is_computing()
            || self.article.is_computing()
            || self.lower.is_computing()
            || self.suggested.is_computing()
            || self.jobs.is_running()
    }

    /// Closes the article, and forgets what was laid out of it and where it was being read.
    pub fn close_article(&mut self) {
        self.article = Article::default();
        self.session.selection = Selection::default();
    }

    /// What the status bar says.
    #[must_use]
    pub fn notice(&self) -> Option<&Notice> {
        self.problem.as_ref().or(self.notice.as_ref())
    }

    /// Writes on the standard error how long it took from `began` until the first frame was on the screen.
    pub fn time_start(&mut self, began: Instant) {
        self.began = Some(began);
    }

    #[expect(clippy::print_stderr, reason = "only for somebody who asked for it with ENTENTE_TIME_START")]
    fn report_start(&mut self, ctx: &egui::Context) {
        // The second frame begins when the first one has been painted.
        if ctx.cumulative_frame_nr() > 0
            && let Some(began) = self.began.take()
        {
            eprintln!("first frame painted after {} ms", began.elapsed().as_millis());
        } else if self.began.is_some() {
            ctx.request_repaint();
        }
    }

    /// Says something in the status bar.
    pub fn say(&mut self, notice: Notice) {
        self.notice = Some(notice);
    }

    /// A problem stays until it was read: what is said later waits behind it. Its “Undo” would then undo something else.
    fn keep_problem(&mut self) {
        match &self.notice {
            Some(notice) if notice.gravity == Gravity::Problem => self.problem = self.notice.take(),
            Some(_) => self.problem.iter_mut().for_each(|problem| problem.undoable = false),
            None => {}
        }
    }

    /// Opens the document where somebody was reading, or else the latest one.
    fn return_to_place(&mut self) {
        let project = self.session.project();
        let place = self.settings.places.get(&project.id()).copied();
        let place = place.filter(|place| project.has(place.document.into()));
        if let Some(place) = place {
            self.article.remember(place.document, place.byte);
        }
        let first = || self.library.listed(view(&self.session, &self.settings, &self.suggested)).first().copied();
        let document = place.map(|place| place.document).or_else(first);
        self.session.selection.document = document;
        if let Some(document) = document {
            self.library.reveal(document);
        }
    }

    /// Writes settings that somebody changed, once the mouse has let go of whatever it was dragging.
    fn keep_settings(&mut self, ctx: &egui::Context) {
        if self.settings != self.settings_saved && !ctx.input(|input| input.pointer.any_down()) {
            self.write_settings();
        }
    }

    /// Notes where somebody is reading, and writes the settings.
    fn remember(&mut self) {
        if let Some((document, byte)) = self.article.place() {
            let place = crate::session::settings::ReadingPlace { document, byte };
            self.settings.places.insert(self.session.project().id(), place);
        }
        self.write_settings();
    }

    fn write_settings(&mut self) {
        let Some(home) = &self.home else { return };
        if self.settings != self.settings_saved {
            if let Err(error) = self.settings.write(&*self.disk, &home.config) {
                self.notice = Some(Notice::problem(format!(
                    "The settings could not be written to {}: {error}. The project is not affected.",
                    home.config.display()
                )));
            }
            self.settings_saved = self.settings.clone();
        }
    }
}

/// What panels may read.
fn view<'a>(session: &'a Session, settings: &'a Settings, suggested: &'a Suggested) -> View<'a> {
    View { session, settings, suggested, today: chrono::Local::now().date_naive() }
}

/// The time, for the log.
fn now() -> Stamp {
    chrono::Utc::now().into()
}

impl Workbench {
    /// The proposals cannot be read from while they are made.
    fn refresh_suggested(&mut self, ctx: &egui::Context) {
        let mut suggested = std::mem::take(&mut self.suggested);
        suggested.refresh(ctx, view(&self.session, &self.settings, &self.suggested));
        self.suggested = suggested;
    }

    /// Draws one frame and grants what was wished for in it.
    pub fn frame(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        self.finish_jobs(&ctx);
        self.see_to_offers(&ctx);
        self.autosave(&ctx);
        self.keymap.install(&ctx);
        self.give_focus(&ctx);
        let pressed = self.read_input(&ctx);
        self.refresh_suggested(&ctx);
        self.lay_out(ui);
        // What a field that lost the keyboard has to store comes before what the key does.
        pressed.into_iter().for_each(|action| self.wishes.act(action));
        self.ask_and_tell(&ctx);
        self.grant_wishes(&ctx);
        self.follow_picture(&ctx);
        self.name_window(&ctx);
        self.close_if_asked(&ctx);
        self.keep_settings(&ctx);
        self.report_start(&ctx);
        self.keep_problem();
        self.was_typing = ctx.text_edit_focused();
        self.notice_focus(&ctx);
    }
}

impl eframe::App for Workbench {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.remember();
    }
}

#[cfg(test)]
mod tests;
