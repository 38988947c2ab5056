//! The sentences of the open article that are evidence of what is selected: which, how many, and the next one.

use crate::base::span::Span;
use crate::model::{DocumentId, MarkId, RecordId};
use crate::project::Project;

/// The evidence of the selected event or entity in the open article.
pub struct Here {
    /// Of what.
    pub record: RecordId,
    /// Its marks in this article with their hulls, by their place.
    pub marks: Vec<(Span, MarkId)>,
    /// How many there are in all articles.
    pub all: usize,
}

/// Finds it; `None` if the record is neither an event nor an entity.
#[must_use]
pub fn of(project: &Project, document: DocumentId, record: RecordId) -> Option<Here> {
    let all: Vec<MarkId> = match record {
        RecordId::Event(event) => project.index().marks_of_event(event).collect(),
        RecordId::Entity(entity) => project.index().marks_of_entity(entity).collect(),
        _ => return None,
    };
    let mut marks: Vec<(Span, MarkId)> = all.iter().filter_map(|mark| place(project, document, *mark)).collect();
    marks.sort_unstable();
    Some(Here { record, marks, all: all.len() })
}

impl Here {
    /// Which of the marks this one is, counted from 0.
    #[must_use]
    pub fn at(&self, project: &Project, mark: Option<MarkId>) -> Option<usize> {
        let mark = mark?;
        let hull = project.marks().get(mark)?.pieces.hull();
        self.marks.binary_search(&(hull, mark)).ok()
    }

    /// The mark after this one, or the one before it; the first or last one if it is none of them. Goes round.
    #[must_use]
    pub fn next(&self, project: &Project, mark: Option<MarkId>, forward: bool) -> Option<MarkId> {
        let count = self.marks.len();
        let to = match (self.at(project, mark), forward) {
            (None, true) => 0,
            (None, false) => count.checked_sub(1)?,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.marks.get(to).map(|(_, mark)| *mark)
    }
}

fn place(project: &Project, document: DocumentId, mark: MarkId) -> Option<(Span, MarkId)> {
    let row = project.marks().get(mark).filter(|row| row.document == document)?;
    Some((row.pieces.hull(), mark))
}
