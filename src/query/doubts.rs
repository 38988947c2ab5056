//! Marks that somebody should look at since a text was changed: doubtful ones, with what stands in their place now and
//! a score, and lost ones.

use crate::model::{Anchor, CodeId, DocumentId, Mark, MarkId};
use crate::project::Project;

/// A mark to check.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The mark.
    pub mark: MarkId,
    /// Its document.
    pub document: DocumentId,
    /// As what it is tagged.
    pub code: Option<CodeId>,
    /// The words that were marked or confirmed.
    pub quote: String,
    /// What stands in its place now; `None` if it is lost.
    pub words: Option<String>,
    /// How well that fits, from 0 to 1; see [`crate::base::anchor`].
    pub score: f64,
}

/// All marks to check: document by document, in the order of the text, lost ones last.
#[must_use]
pub fn doubts(project: &Project) -> Vec<Doubt> {
    let open = project.index().unsettled();
    let mut open: Vec<(MarkId, &Mark)> = open.filter_map(|id| Some((id, &**project.marks().get(id)?))).collect();
    open.sort_by_key(|(id, mark)| (mark.document, mark.anchor == Anchor::Lost, mark.pieces.hull(), *id));
    open.into_iter().map(|(id, mark)| doubt(project, id, mark)).collect()
}

fn doubt(project: &Project, id: MarkId, mark: &Mark) -> Doubt {
    let text = project.text(mark.document);
    Doubt {
        mark: id,
        document: mark.document,
        code: mark.code,
        quote: mark.quote.clone(),
        words: (mark.anchor == Anchor::Doubtful).then(|| mark.pieces.quote(text)).flatten(),
        score: mark.score(text),
    }
}
