//! The sentences of the open article that are evidence of what is selected: which, how many, and the next one.

use crate::base::span::Span;
use crate::model::{DocumentId, MarkId, RecordId};
use crate::project::Project;
use crate::ui::view::View;

/// The evidence of the selected event or entity in the open article.
pub struct Here {
    /// Of what.
    pub record: RecordId,
    /// Its marks in this article, by their place.
    pub marks: Vec<MarkId>,
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
    let mut here: Vec<(Span, MarkId)> = all.iter().filter_map(|mark| place(project, document, *mark)).collect();
    here.sort_unstable();
    let marks: Vec<MarkId> = here.into_iter().map(|(_, mark)| mark).collect();
    Some(Here { record, marks, all: all.len() })
}

impl Here {
    /// Which of the marks is the selected one, counted from 0.
    #[must_use]
    pub fn at(&self, view: View<'_>) -> Option<usize> {
        let selected = view.session.selection.mark?;
        self.marks.iter().position(|mark| *mark == selected)
    }
}

fn place(project: &Project, document: DocumentId, mark: MarkId) -> Option<(Span, MarkId)> {
    let row = project.marks().get(mark).filter(|row| row.document == document)?;
    Some((row.pieces.hull(), mark))
}

/// The next sentence in this article, or the one before; goes round at the ends.
#[must_use]
pub fn next(view: View<'_>, forward: bool) -> Option<(MarkId, RecordId)> {
    let selection = &view.session.selection;
    let here = of(view.project(), selection.document?, selection.record?)?;
    let last = here.marks.len().checked_sub(1)?;
    let to = match (here.at(view), forward) {
        (None, true) => 0,
        (None, false) => last,
        (Some(at), true) => {
            if at == last {
                0
            } else {
                at + 1
            }
        }
        (Some(at), false) => at.checked_sub(1).unwrap_or(last),
    };
    here.marks.get(to).map(|mark| (*mark, here.record))
}
