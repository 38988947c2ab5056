//! What is selected: a document that is open, words in it, a record whose details are shown, and the codes that
//! somebody works with for a while.

use crate::base::span::Pieces;
use crate::model::{CodeId, DocumentId, MarkId, RecordId};
use crate::project::Project;

/// What is selected. Never dangling: [`Selection::repair`] runs after every change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The document that is open in the reader.
    pub document: Option<DocumentId>,
    /// Words selected in it, just as they would be stored.
    pub words: Option<Pieces>,
    /// The record whose details are shown.
    pub record: Option<RecordId>,
    /// The mark through which that record was reached, if it was.
    pub mark: Option<MarkId>,
    /// The code that every finished selection of words is tagged with at once.
    pub sticky: Option<CodeId>,
    /// The code whose marks alone stand out.
    pub only: Option<CodeId>,
}

impl Selection {
    /// Lets go of what is not there any more.
    pub fn repair(&mut self, project: &Project) {
        if self.document.is_some_and(|id| !project.has(id.into())) {
            self.document = None;
            self.words = None;
        }
        if let (Some(document), Some(words)) = (self.document, &self.words)
            && words.quote(project.text(document)).is_none()
        {
            self.words = None;
        }
        if self.record.is_some_and(|id| !project.has(id)) {
            self.record = None;
        }
        if self.mark.is_some_and(|id| !project.has(id.into())) {
            self.mark = None;
        }
        for code in [&mut self.sticky, &mut self.only] {
            code.take_if(|code| !project.has((*code).into()));
        }
    }

    /// Opens a document, letting go of words selected in another one.
    pub fn open(&mut self, document: DocumentId) {
        if self.document != Some(document) {
            self.words = None;
        }
        self.document = Some(document);
    }

    /// Shows a record's details, and nothing of the mark through which another one was reached.
    pub fn show(&mut self, record: impl Into<RecordId>) {
        let record = record.into();
        self.record = Some(record);
        self.mark = match record {
            RecordId::Mark(mark) => Some(mark),
            _ => None,
        };
    }

    /// Shows what a mark is evidence of, or the mark itself if it is evidence of nothing.
    pub fn show_mark(&mut self, project: &Project, id: MarkId) {
        let Some(mark) = project.marks().get(id) else { return };
        let event = mark.events().next().map(RecordId::from);
        let entity = mark.entities().next().map(RecordId::from);
        self.record = Some(event.or(entity).unwrap_or(id.into()));
        self.mark = Some(id);
    }
}
