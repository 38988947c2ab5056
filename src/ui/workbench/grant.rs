//! Granting wishes: one line each; what takes more has a function of its own.

use super::saving::Why;
use super::{Workbench, now, view};
use crate::base::when::When;
use crate::model::{ChartSpec, DocumentId, Filter, ListSpec, MarkId, RecordId};
use crate::ops::document::DocumentChange;
use crate::ops::entity::EntityChange;
use crate::ops::event::EventChange;
use crate::query::search::Question;
use crate::query::suggest::proposals::redated;
use crate::session::settings::{Step, Theme};
use crate::session::{Command, Failure, Notice, Outcome, Purpose as For};
use crate::ui::action::Action;
use crate::ui::article::Step as To;
use crate::ui::ask::Ask;
use crate::ui::chart::Kind;
use crate::ui::dialog::{Dialog, Purpose};
use crate::ui::keys::list::KeyList;
use crate::ui::lists::concordance::Hits;
use crate::ui::lower::Tab;
use crate::ui::view::Wish;
use egui::Context;

/// Dates of a text of so many bytes are read in a frame without anybody noticing.
const AT_ONCE_BYTES: usize = 100_000;

impl Workbench {
    /// Grants what was wished for in this frame.
    pub(super) fn grant_wishes(&mut self, ctx: &Context) {
        for wish in self.wishes.take() {
            self.grant(ctx, wish);
            // What was wished for is seen in the next frame.
            ctx.request_repaint();
        }
    }

    fn grant(&mut self, ctx: &Context, wish: Wish) {
        match wish {
            Wish::Do(command) => {
                self.perform(&command);
            }
            Wish::Act(action) => self.act(ctx, action),
            Wish::Open(document) => self.open_document(document),
            Wish::Jump(document, span) => {
                // The keyboard stays where it is: somebody may be typing what to look for.
                self.session.selection.open(document);
                self.session.selection.mark = None;
                self.show_article(document);
                self.article.jump(document, span);
            }
            Wish::Show(RecordId::Document(document)) => {
                self.session.selection.record = None;
                self.session.selection.open(document);
            }
            Wish::Show(RecordId::Code(code)) => self.show_code(code),
            Wish::Show(record) => self.session.selection.show(record),
            Wish::ShowMark(mark) => self.session.show_mark(mark),
            Wish::GoToMark(mark) => self.go_to(mark),
            Wish::GoToEvidence(mark, record) => {
                self.go_to(mark);
                self.session.selection.record = Some(record);
            }
            Wish::Reading(reading) => self.settings.reading = reading,
            Wish::Saving(saving) => self.settings.saving = saving,
            Wish::AsItWas(after) => self.ask_as_it_was(ctx, after),
            Wish::Restore(restore) => self.ask_to_restore(ctx, restore),
            Wish::TakeIn => self.take_in(ctx),
            Wish::MergeFile(path) => self.read_copy(ctx, path, None),
            Wish::EndMerge => self.end_merge(),
            Wish::Read => self.article.focus(),
            Wish::Words(words) => self.session.selection.words = words,
            Wish::TagWords(code) => self.tag_words(ctx, code),
            Wish::TagWordsNew(kind, name) => {
                self.add_for_words(ctx, name, |document, at| For::Tag { document, at, kind });
            }
            Wish::KeepTagging(code) => self.keep_tagging(ctx, code),
            Wish::ShowOnly(code) => self.session.selection.only = code,
            Wish::AttachWords(event) => self.attach_words(ctx, event),
            Wish::AttachWordsNew(name) => {
                self.add_for_words(ctx, name, |document, at| For::EvidenceAt { document, at });
            }
            Wish::Ask(question) => self.ask(question),
            Wish::Menu(menu) => self.article.open_menu(menu),
            Wish::Copy(words) => ctx.copy_text(words),
            Wish::Evidence { title, events } => {
                self.lower.list_evidence(title, events);
            }
            Wish::Sentences { title, marks } => self.lower.list_marks(title, marks),
            Wish::Undated(filter) => {
                self.settings.panels.lower = true;
                self.lower.show_undated(*filter);
            }
            Wish::ListLook(of, look) => self.settings.set_list(of, look),
            Wish::SaveChart(name, chart) => self.save_chart(name, chart),
            Wish::SaveList(name, list) => self.save_list(name, list),
            Wish::Uses(code) => {
                self.settings.panels.lower = true;
                self.lower.list_uses(code);
            }
            Wish::AddCode(kind, parent) => self.add_code(kind, parent),
            Wish::Period(period) => self.lower.charts.question.spec.filter.period = period,
            Wish::CloseEvidence => {
                self.lower.close_evidence();
            }
            Wish::ReviewName(name) => {
                self.settings.panels.lower = true;
                self.lower.review_name(view(&self.session, &self.settings, &self.suggested), &name);
            }
            Wish::SearchEverywhere(asked) => {
                self.settings.panels.lower = true;
                self.lower.search(asked);
            }
            Wish::TagTicked(code) => self.tag_ticked(code),
            Wish::TagTickedNew(kind, name) => self.tag_ticked_new(kind, name),
            Wish::SetKey(action, stroke) => self.set_key(action, stroke),
            Wish::UsualKeys => self.usual_keys(),
            Wish::Say(notice) => self.notice = Some(notice),
        }
    }

    /// Saves a list and shows it as the view that it is now.
    fn save_chart(&mut self, name: String, chart: Box<ChartSpec>) {
        let outcome = self.perform(&Command::AddView { name, chart: chart.clone() });
        if let Some(RecordId::View(id)) = outcome.and_then(|outcome| outcome.made.first().copied()) {
            self.lower.show_chart(id, *chart);
        }
    }

    fn save_list(&mut self, name: String, list: Box<ListSpec>) {
        let outcome = self.perform(&Command::AddListView { name, list: list.clone() });
        if let Some(RecordId::View(id)) = outcome.and_then(|outcome| outcome.made.first().copied()) {
            self.lower.saved(id, *list);
        }
    }

    /// Carries a command out and says what came of it.
    pub(super) fn perform(&mut self, command: &Command) -> Option<Outcome> {
        let dated = self.date_before(command);
        match self.session.perform(command, now()) {
            Ok(outcome) => {
                self.tell(command, &outcome);
                dated.into_iter().for_each(|(document, before)| self.list_redated(document, before));
                Some(outcome)
            }
            Err(Failure::Refused(refused)) => {
                self.notice = Some(Notice::note(refused.to_string()));
                None
            }
            Err(Failure::File(error)) => {
                self.notice = Some(Notice::problem(error.to_string()));
                None
            }
        }
    }

    fn tell(&mut self, command: &Command, outcome: &Outcome) {
        if outcome.said.is_empty() && outcome.left_out.is_empty() {
            let empty = match command {
                Command::Undo => "There is nothing to undo",
                Command::Redo => "There is nothing to redo",
                _ => return,
            };
            self.notice = Some(Notice::note(empty));
            return;
        }
        let mut said = outcome.said.clone();
        for left_out in &outcome.left_out {
            said.push_str(if said.is_empty() { "" } else { " · " });
            said.push_str(left_out);
        }
        let undoable = outcome.changed && !matches!(command, Command::Undo);
        self.notice = Some(if undoable { Notice::undoable(said) } else { Notice::done(said) });
    }

    /// The date of a document that a command is about to change: what counts from it will read differently.
    fn date_before(&self, command: &Command) -> Option<(DocumentId, Option<When>)> {
        let Command::ChangeDocument { document, changes } = command else { return None };
        changes.iter().any(|change| matches!(change, DocumentChange::Published(_))).then_some(())?;
        Some((*document, self.published(*document)))
    }

    fn published(&self, document: DocumentId) -> Option<When> {
        let row = self.session.project().documents().get(document)?;
        row.published.as_ref().map(|published| published.when.clone())
    }

    fn list_redated(&mut self, document: DocumentId, before: Option<When>) {
        let after = self.published(document);
        // What would be listed of a long text is not known at once.
        let is_long = self.session.project().text(document).len() > AT_ONCE_BYTES;
        let project = self.session.project();
        let reads_differently = is_long || !redated(project, document, before.as_ref(), after.as_ref()).is_empty();
        if self.settings.suggestions && before != after && reads_differently {
            self.settings.panels.lower = true;
            self.lower.list_redated(document, before, after);
        }
    }

    fn open_document(&mut self, document: DocumentId) {
        let selection = &mut self.session.selection;
        if selection.document != Some(document) {
            selection.open(document);
            selection.record = None;
            selection.mark = None;
        }
        self.show_article(document);
        self.article.focus();
    }

    /// Sees to it that the article can be seen, whatever had its room.
    fn show_article(&mut self, document: DocumentId) {
        self.settings.panels.lower_is_whole = false;
        self.library.reveal(document);
    }

    fn go_to(&mut self, id: MarkId) {
        let Some(mark) = self.session.project().marks().get(id).cloned() else { return };
        self.session.selection.open(mark.document);
        self.session.show_mark(id);
        self.show_article(mark.document);
        self.article.jump(mark.document, mark.pieces.hull());
    }

    /// What is looked for where somebody is looking: in all articles if the keyboard is there, else in the open one.
    fn question(&mut self, ctx: &Context) -> &mut Question {
        match self.article.question() {
            Some(question) if !Hits::has_focus(ctx) => question,
            _ => self.lower.question(),
        }
    }

    /// The selected words, if they are words to look for: of one line and not a whole page.
    fn selected_text(&self) -> Option<String> {
        const MOST_BYTES: usize = 200;
        let selection = &self.session.selection;
        let (document, words) = (selection.document?, selection.words.as_ref()?);
        let text = words.spans().first()?.text(self.session.project().text(document))?;
        (text.len() <= MOST_BYTES && !text.contains('\n')).then(|| text.to_owned())
    }

    fn act(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Undo => drop(self.perform(&Command::Undo)),
            Action::Redo => drop(self.perform(&Command::Redo)),
            Action::Save => self.save(ctx, Why::Asked),
            Action::Saving => self.ask_about_saving(ctx),
            Action::MergeCopy => {
                if !self.would_show("Merging") {
                    self.ask_path(Purpose::Merge);
                }
            }
            Action::CompareFile => self.ask_to_compare(),
            Action::CodeBlind => self.turn_blind(ctx),
            Action::ShowItsHistory => {
                let selection = &self.session.selection;
                let selected = selection.mark.map(RecordId::from).or(selection.record);
                match selected.or(selection.document.map(RecordId::from)) {
                    Some(record) => {
                        self.settings.panels.lower = true;
                        self.lower.open_history_of(record);
                    }
                    None => self.notice = Some(Notice::note("Nothing is selected")),
                }
            }
            Action::ShowTrash => {
                self.settings.panels.lower = true;
                self.lower.open_trash();
            }
            Action::BackToNow => {
                let text =
                    if self.back_to_now() { "Everything is shown as it is" } else { "This is the project as it is" };
                self.notice = Some(Notice::note(text));
            }
            Action::Open => self.ask_path(Purpose::Open),
            Action::New => self.ask_path(Purpose::New),
            Action::SaveAs => self.ask_path(Purpose::SaveAs),
            Action::Import => self.ask_path(Purpose::Import),
            Action::ExportChart => self.ask_for_look(),
            Action::ClearFilter => self.lower.charts.question.clear(),
            Action::Publish => self.ask_to_publish(),
            Action::ExportTables => self.ask_path(Purpose::ExportTables),
            Action::ExportCodebook => self.ask_path(Purpose::ExportCodebook),
            Action::ImportCodebook => self.ask_path(Purpose::ImportCodebook),
            Action::Screenshot => self.ask_path(Purpose::Picture),
            Action::Paste => self.dialog = Some(Dialog::Paste { text: String::new() }),
            Action::SetCoder => self.dialog = Some(Dialog::Coder { name: self.settings.coder.clone() }),
            Action::Keys => self.dialog = Some(Dialog::Keys(KeyList::default())),
            Action::Palette => self.ask(Ask::Anything),
            Action::TagWith => self.ask_for_code(),
            Action::AttachTo => self.ask_about_words(Ask::AttachTo(None)),
            Action::Highlight => self.highlight(ctx),
            Action::SplitMark => self.split_mark(ctx),
            Action::AddToMark => self.add_to_mark(),
            Action::TakeFromMark => self.take_from_mark(),
            Action::KeepTagging => match self.session.selection.sticky {
                Some(_) => self.keep_tagging(ctx, None),
                None => self.ask(Ask::KeepTagging),
            },
            Action::ShowOnly => self.toggle_only(),
            Action::MarkMenu => self.article.ask_for_menu(),
            Action::NextSuggestion => self.next_suggestion(),
            Action::NextEvidence => self.step_evidence(true),
            Action::PreviousEvidence => self.step_evidence(false),
            Action::Reading => self.article.toggle_reading(),
            Action::AddZone => self.add_zone(),
            Action::CorrectText => self.correct_text(),
            Action::ReplaceText => self.replace_text(),
            Action::AddEvent => self.add_event(),
            Action::AddEntity => self.add_entity(),
            Action::MergeEvent | Action::MergeEntity => self.ask_for_merge(action),
            Action::Delete => self.delete(),
            Action::Rename => self.rename(ctx),
            Action::Find => self.article.open_find(self.selected_text()),
            Action::ToggleRegex => self.question(ctx).turn_syntax(),
            Action::ToggleWholeWords => self.question(ctx).turn_edges(),
            Action::FindNext => self.article.step_find(To::Next),
            Action::FindPrevious => self.article.step_find(To::Previous),
            Action::FindEverywhere => {
                self.settings.panels.lower = true;
                self.lower.open_search(self.selected_text());
            }
            Action::NextDocument => self.step_document(true),
            Action::PreviousDocument => self.step_document(false),
            Action::NextPanel => self.focus_panel(ctx, true),
            Action::PreviousPanel => self.focus_panel(ctx, false),
            Action::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Action::ShowUndated => self.grant(ctx, Wish::Undated(Box::new(Filter::everything()))),
            _ => self.change_look(ctx, action),
        }
    }

    /// Actions that only change how things look.
    fn change_look(&mut self, ctx: &Context, action: Action) {
        let panels = &mut self.settings.panels;
        match action {
            Action::ToggleLibrary => panels.library = !panels.library,
            Action::ToggleInspector => panels.inspector = !panels.inspector,
            Action::ToggleLower => panels.lower = !panels.lower,
            Action::EnlargeLower => {
                panels.lower_is_whole = !(panels.lower && panels.lower_is_whole);
                panels.lower = true;
            }
            Action::ShowActivity
            | Action::ShowTrend
            | Action::ShowNetwork
            | Action::ShowLag
            | Action::ShowTimeline
            | Action::ShowMatrix
            | Action::ShowFigures
            | Action::ShowEvents
            | Action::ShowEntities
            | Action::ShowMarks
            | Action::ShowSources
            | Action::ShowSuggestions
            | Action::ShowToCheck
            | Action::ShowCodebook
            | Action::ShowHistory
            | Action::ShowCoding
            | Action::ShowAgreement => {
                panels.lower = true;
                self.lower.tab = match action {
                    Action::ShowTrend => Tab::Chart(Kind::Trend),
                    Action::ShowLag => Tab::Chart(Kind::Lag),
                    Action::ShowTimeline => Tab::Chart(Kind::Timeline),
                    Action::ShowMatrix => Tab::Chart(Kind::Matrix),
                    Action::ShowFigures => Tab::Figures,
                    Action::ShowNetwork => Tab::Chart(Kind::Network),
                    Action::ShowEvents => Tab::Events,
                    Action::ShowEntities => Tab::Entities,
                    Action::ShowMarks => Tab::Marks,
                    Action::ShowSources => Tab::Sources,
                    Action::ShowSuggestions => Tab::Suggestions,
                    Action::ShowToCheck => Tab::ToCheck,
                    Action::ShowCodebook => Tab::Codebook,
                    Action::ShowCoding => Tab::Coding,
                    Action::ShowHistory => Tab::History,
                    Action::ShowAgreement => Tab::Agreement,
                    _ => Tab::Chart(Kind::Activity),
                };
                if matches!(action, Action::ShowHistory | Action::ShowAgreement) {
                    self.give_room(ctx);
                }
            }
            Action::ToggleTheme => {
                let dark = ctx.theme() == egui::Theme::Dark;
                self.settings.theme = if dark { Theme::Light } else { Theme::Dark };
            }
            Action::ToggleSuggestions => self.settings.suggestions = !self.settings.suggestions,
            Action::ToggleSerif => self.settings.reading.serif = !self.settings.reading.serif,
            Action::LargerLetters => self.settings.reading.step_size(Step::Up),
            Action::SmallerLetters => self.settings.reading.step_size(Step::Down),
            Action::WiderColumn => self.settings.reading.step_width(Step::Up),
            Action::NarrowerColumn => self.settings.reading.step_width(Step::Down),
            Action::MoreSpacing => self.settings.reading.step_spacing(Step::Up),
            Action::LessSpacing => self.settings.reading.step_spacing(Step::Down),
            Action::ZoomIn => self.settings.zoom = (self.settings.zoom + 0.1).min(3.0),
            Action::ZoomOut => self.settings.zoom = (self.settings.zoom - 0.1).max(0.5),
            Action::ZoomReset => self.settings.zoom = 1.0,
            // Everything else is granted in `act`.
            _ => {}
        }
        crate::ui::start::apply_look(ctx, &self.settings);
    }

    fn step_evidence(&mut self, forward: bool) {
        match self.article.next_evidence(view(&self.session, &self.settings, &self.suggested), forward) {
            Some((mark, record)) => self.wishes.push(Wish::GoToEvidence(mark, record)),
            None => self.notice = Some(Notice::note("This article has no evidence of what is selected")),
        }
    }

    /// All codes again if one stands alone; else the code of the selected mark, or one that is asked for.
    fn toggle_only(&mut self) {
        let selection = &mut self.session.selection;
        if selection.only.take().is_some() {
            return;
        }
        let mark = selection.mark.and_then(|mark| self.session.project().marks().get(mark));
        match mark.and_then(|mark| mark.code) {
            Some(code) => self.session.selection.only = Some(code),
            None => self.ask(Ask::ShowOnly),
        }
    }

    fn add_event(&mut self) {
        let changes = vec![EventChange::Title("New event".to_owned())];
        self.add_and_show(&Command::AddEvent { changes, evidence: vec![] });
    }

    fn add_entity(&mut self) {
        let names = vec![crate::model::Name::plain("New entity")];
        self.add_and_show(&Command::AddEntity { changes: vec![EntityChange::Names(names)] });
    }

    fn add_and_show(&mut self, command: &Command) {
        if let Some(made) = self.perform(command).and_then(|outcome| outcome.made.first().copied()) {
            self.session.selection.show(made);
            self.settings.panels.inspector = true;
        }
    }

    /// Asks what is to be merged into the event or the entity that is shown.
    fn ask_for_merge(&mut self, action: Action) {
        match (action, self.session.selection.record) {
            (Action::MergeEvent, Some(RecordId::Event(event))) => self.ask(Ask::MergeEvent(event)),
            (Action::MergeEntity, Some(RecordId::Entity(entity))) => self.ask(Ask::MergeEntity(entity)),
            (Action::MergeEvent, _) => self.notice = Some(Notice::note("Select the event first that is to stay")),
            _ => self.notice = Some(Notice::note("Select the entity first that is to stay")),
        }
    }

    /// Deletes the mark that was clicked, or else the record that is shown.
    fn delete(&mut self) {
        let selection = &self.session.selection;
        let record = selection.mark.map(RecordId::from).or(selection.record);
        match record {
            Some(record) => drop(self.perform(&Command::Delete(vec![record]))),
            None => self.notice = Some(Notice::note("Nothing is selected that could be deleted")),
        }
    }

    /// Puts the caret into the title of what is shown, or into the name of the code whose row has the keyboard.
    fn rename(&mut self, ctx: &Context) {
        if let Some(field) = self.lower.codebook.name_field(ctx) {
            self.wants_focus = Some(field);
            return;
        }
        let Some(field) = self.first_field() else { return };
        self.settings.panels.inspector = true;
        self.wants_focus = Some(field);
    }

    /// The first field of the form that is shown.
    pub(super) fn first_field(&self) -> Option<egui::Id> {
        match self.session.selection.record {
            Some(RecordId::Event(event)) => Some(egui::Id::unique(("event-title", event))),
            Some(RecordId::Entity(entity)) => Some(egui::Id::unique(("entity-name", entity))),
            Some(RecordId::Mark(mark)) => Some(egui::Id::unique(("mark-note", mark))),
            _ => self.session.selection.document.map(|document| egui::Id::unique(("Title", document))),
        }
    }

    fn step_document(&mut self, forward: bool) {
        let listed = self.library.listed(view(&self.session, &self.settings, &self.suggested));
        let at = self.session.selection.document.and_then(|open| listed.iter().position(|id| *id == open));
        let next = match (at, forward) {
            (None, _) => 0,
            (Some(at), true) => at + 1,
            (Some(0), false) => listed.len().saturating_sub(1),
            (Some(at), false) => at - 1,
        };
        if let Some(document) = listed.get(next).or(listed.first()) {
            self.open_document(*document);
        }
    }
}
