//! Lists to choose from and dialogs: opened, drawn in front of everything, and what was decided in them carried out.

use super::saving::Then;
use super::{Workbench, view};
use crate::ui::ask::{self, Ask};
use crate::ui::codebook::asks;
use crate::ui::dialog::{Decided, Purpose};
use crate::ui::widgets::picker::Picked;
use egui::Context;

impl Workbench {
    /// Opens a list to choose from.
    pub(super) fn ask(&mut self, question: Ask) {
        // What is asked about words is asked beside them.
        let beside = match question {
            Ask::TagWith | Ask::AttachTo(None) => self.article.words_at(),
            Ask::DateOf(..) => self.article.proposal_at(),
            Ask::MarkCode(_) | Ask::AttachTo(Some(_)) => self.article.mark_at(),
            _ => None,
        };
        let picker =
            ask::open(view(&self.session, &self.settings, &self.suggested), &self.keymap, question).beside(beside);
        self.asking = Some((question, picker));
    }

    /// Draws the open list or dialog and takes what was decided.
    pub(super) fn ask_and_tell(&mut self, ctx: &Context) {
        if let Some((question, picker)) = &mut self.asking {
            let question = *question;
            if let Some(picked) = picker.show(ctx) {
                self.asking = None;
                self.answered(question, picked);
            }
        }
        self.tell_of_leaving(ctx);
        self.tell_of_waiting(ctx);
        let view = view(&self.session, &self.settings, &self.suggested);
        let decided = self.dialog.as_mut().and_then(|dialog| dialog.show(ctx, view, &mut self.wishes));
        if let Some(decided) = decided {
            self.dialog = None;
            self.decided(ctx, decided);
        }
    }

    fn answered(&mut self, question: Ask, picked: Picked<ask::Target>) {
        if matches!(picked, Picked::Closed) {
            self.return_focus();
        }
        if let (Ask::Codebook(about), Picked::Choice(target)) = (question, &picked) {
            let view = view(&self.session, &self.settings, &self.suggested);
            asks::answer(view, about, *target).into_iter().for_each(|wish| self.wishes.push(wish));
            self.return_focus();
            return;
        }
        if let Some(wish) = ask::answer(view(&self.session, &self.settings, &self.suggested), question, picked) {
            self.wishes.push(wish);
        }
    }

    fn decided(&mut self, ctx: &Context, decided: Decided) {
        match decided {
            Decided::Closed => {
                self.saver.stay();
                self.return_focus();
            }
            Decided::Uncover => self.see_all(),
            Decided::Repair => self.ask_where_to_repair(),
            Decided::SaveAll => self.save_all_the_same(ctx),
            Decided::LeaveAsItIs => self.leave_as_it_is(ctx),
            Decided::Look(path) => self.leave(ctx, Then::Look(path)),
            Decided::Browse(purpose) => self.jobs.browse(ctx, purpose),
            Decided::Paths(purpose, paths) => self.use_paths(ctx, purpose, paths),
            Decided::Text(text) => self.add_pasted(&text),
            Decided::EditionFile(document) => self.ask_path(Purpose::Edition(document)),
            Decided::Edition(document, text) => self.replaced(document, text),
            Decided::Chart(look) => {
                self.look = look;
                self.ask_path(Purpose::ExportChart(look));
            }
            Decided::Publish(wanted) => {
                self.ask_path(Purpose::Publish(wanted.form));
                self.publishing = Some(wanted);
            }
            Decided::Coder(name) => {
                self.call_me(name);
            }
        }
    }
}
