//! What stands out in the text and in the map: the evidence of what is selected or under the pointer, and the marks of
//! the code that alone is asked for.
//!
//! Which marks in sight are lit is asked of each of them; what of the whole document stands out is computed when the
//! project or the selection has changed, beside the frames if the project is large.

use super::evidence::{self, Here};
use super::highlights::stripes_of;
use crate::model::{CodeId, DocumentId, Mark, MarkId, RecordId};
use crate::project::Project;
use crate::ui::computed::Computed;
use crate::ui::reader::{MapInput, Stripe};
use crate::ui::view::View;

/// What the lights depend on: the project's revision, the article, what is selected, the code that stands alone.
type Question = (u64, DocumentId, Option<RecordId>, Option<CodeId>);

/// The lights of one article.
#[derive(Default)]
pub struct Lights {
    found: Computed<Question, Found>,
    changes: u64,
}

struct Found {
    /// The marks of the code that alone is asked for.
    alone: Option<Vec<Stripe>>,
    /// The evidence of what is selected.
    ticked: Vec<Stripe>,
    here: Option<Here>,
}

impl Lights {
    /// Sees to it that they fit, now or soon.
    pub fn refresh(&mut self, ctx: &egui::Context, view: View<'_>, document: DocumentId) {
        let selection = &view.session.selection;
        let (record, only) = (selection.record, selection.only);
        let question = (view.session.revision(), document, record, only);
        if self.found.refresh(ctx, view, question, move |project| find(project, document, record, only)) {
            self.changes += 1;
        }
    }

    /// Whether newer ones are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.found.is_running()
    }

    /// The evidence of the selected event or entity in this article.
    #[must_use]
    pub fn here(&self) -> Option<&Here> {
        self.found.get()?.here.as_ref()
    }

    /// What stands out in the map.
    #[must_use]
    pub fn map(&self) -> MapInput<'_> {
        let Some(Found { alone, ticked, .. }) = self.found.get() else { return MapInput::default() };
        MapInput { alone: alone.as_deref(), ticked, revision: self.changes }
    }
}

fn find(project: &Project, document: DocumentId, record: Option<RecordId>, only: Option<CodeId>) -> Found {
    let here = record.and_then(|record| evidence::of(project, document, record));
    let stripes = |marks: Vec<MarkId>| {
        let marks = marks.iter().filter_map(|mark| project.marks().get(*mark)).map(|mark| &**mark);
        stripes_of(project, document, marks)
    };
    let ticked = stripes(here.iter().flat_map(|here| here.marks.iter().map(|(_, mark)| *mark)).collect());
    let alone = only.map(|code| stripes(project.index().marks_with_code(code).collect()));
    Found { alone, ticked, here }
}

/// What is lit up: the record that is selected, and those that the marks under the pointer speak of.
#[must_use]
pub fn of(view: View<'_>, hovered: &[MarkId]) -> Vec<RecordId> {
    let hovered = hovered.iter().filter_map(|mark| view.project().marks().get(*mark));
    let mut lit: Vec<RecordId> = hovered.flat_map(|mark| proven(mark)).collect();
    lit.extend(view.session.selection.record);
    lit
}

/// The events and entities that a mark speaks of.
pub fn proven(mark: &Mark) -> impl Iterator<Item = RecordId> + '_ {
    mark.events().map(RecordId::from).chain(mark.entities().map(RecordId::from))
}

/// Whether a mark stands back because another code alone is asked for.
#[must_use]
pub fn stands_back(view: View<'_>, mark: MarkId) -> bool {
    let only = view.session.selection.only;
    only.is_some() && view.project().marks().get(mark).is_some_and(|mark| mark.code != only)
}
