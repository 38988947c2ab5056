//! What panels get: something to read and a list to push wishes on. They change nothing themselves.

use super::action::Action;
use super::ask::Ask;
use super::keys::Stroke;
use super::suggested::Suggested;
use crate::base::span::{Pieces, Span};
use crate::base::when::When;
use crate::model::{ChartSpec, CodeId, CodeKind, DocumentId, EventId, Filter, ListOf, ListSpec, MarkId, RecordId};
use crate::project::{Index, Project};
use crate::query::search::Question;
use crate::session::settings::ListLook;
use crate::session::{Command, Notice, Session, Settings};
use chrono::NaiveDate;

/// Everything that a panel may read.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The project at work, its selection, its history.
    pub session: &'a Session,
    /// What this person chose.
    pub settings: &'a Settings,
    /// What the texts propose and nobody has decided yet.
    pub suggested: &'a Suggested,
    /// Today, for “today” in a date field.
    pub today: NaiveDate,
}

impl<'a> View<'a> {
    /// The project.
    #[must_use]
    pub fn project(&self) -> &'a Project {
        self.session.project()
    }

    /// What can be looked up in it.
    #[must_use]
    pub fn index(&self) -> &'a Index {
        self.session.index()
    }
}

/// What a panel asks for.
#[derive(Clone, Debug)]
pub enum Wish {
    /// Changes the project.
    Do(Command),
    /// Does something with the window.
    Act(Action),
    /// Opens a document in the reader.
    Open(DocumentId),
    /// Goes to a place in a document and lights it up.
    Jump(DocumentId, Span),
    /// Shows the details of a record.
    Show(RecordId),
    /// Shows what a mark is evidence of.
    ShowMark(MarkId),
    /// Goes to a mark, and shows what it is evidence of.
    GoToMark(MarkId),
    /// Goes to a mark that is evidence of a record, whose details stay.
    GoToEvidence(MarkId, RecordId),
    /// How the article is set.
    Reading(crate::session::settings::Reading),
    /// When the project file is written by itself, and what stays of the files before.
    Saving(crate::session::settings::Saving),
    /// Shows the project as it was after so many changes.
    AsItWas(usize),
    /// Makes something as it was.
    Restore(crate::session::Restore),
    /// Takes the copy in that is looked at.
    TakeIn,
    /// Shows what would come of taking a file in.
    MergeFile(std::path::PathBuf),
    /// Ends looking at a copy.
    EndMerge,
    /// Gives the article the keyboard.
    Read,
    /// Words are selected in the open document, or none.
    Words(Option<Pieces>),
    /// Tags the selected words with a code, as its key does.
    TagWords(CodeId),
    /// Tags the selected words with a new code of this kind and name.
    TagWordsNew(CodeKind, String),
    /// Tags every finished selection with a code from now on, or stops doing so.
    KeepTagging(Option<CodeId>),
    /// Lets only the marks of a code stand out, or all again.
    ShowOnly(Option<CodeId>),
    /// Makes the selected words evidence of an event.
    AttachWords(EventId),
    /// Makes the selected words evidence of a new event of this title.
    AttachWordsNew(String),
    /// Opens a small list of things to do with something.
    Menu(super::widgets::menu::Menu),
    /// Puts words on the clipboard.
    Copy(String),
    /// Lists the sentences behind a number.
    Evidence {
        /// What the number was: “March 2025 · Visit”.
        title: String,
        /// The events behind it.
        events: Vec<EventId>,
    },
    /// Lists the sentences of marks.
    Sentences {
        /// What they are.
        title: String,
        /// The marks.
        marks: Vec<MarkId>,
    },
    /// Lists the events without a usable date, of those that a filter lets through.
    Undated(Box<Filter>),
    /// How a list of this kind is set.
    ListLook(ListOf, ListLook),
    /// Saves a chart under a name, and shows it as that.
    SaveChart(String, Box<ChartSpec>),
    /// Saves a list under a name, and shows it as that.
    SaveList(String, Box<ListSpec>),
    /// Lists the sentences behind the uses of a code.
    Uses(CodeId),
    /// Adds a code of this kind, under a code or at the top, and shows it.
    AddCode(CodeKind, Option<CodeId>),
    /// Narrows charts, lists and library to what has to do with a period, or looks at all time again.
    Period(Option<When>),
    /// Goes back from the sentences to what showed the number.
    CloseEvidence,
    /// Shows all places of a name that the texts propose.
    ReviewName(String),
    /// Looks for words in all documents.
    SearchEverywhere(Question),
    /// Opens a list to choose from.
    Ask(Ask),
    /// Tags the hits that are ticked in the concordance with a code.
    TagTicked(CodeId),
    /// Tags them with a code that is made from its name.
    TagTickedNew(CodeKind, String),
    /// Gives an action another key, or none.
    SetKey(Action, Option<Stroke>),
    /// Gives every action its usual key.
    UsualKeys,
    /// Says something.
    Say(Notice),
}

/// The wishes of one frame, in the order in which they came up.
#[derive(Debug, Default)]
pub struct Wishes(Vec<Wish>);

impl Wishes {
    /// One more.
    pub fn push(&mut self, wish: Wish) {
        self.0.push(wish);
    }

    /// A change of the project.
    pub fn command(&mut self, command: Command) {
        self.0.push(Wish::Do(command));
    }

    /// Something for the window.
    pub fn act(&mut self, action: Action) {
        self.0.push(Wish::Act(action));
    }

    /// Takes them all.
    #[must_use]
    pub fn take(&mut self) -> Vec<Wish> {
        std::mem::take(&mut self.0)
    }
}
