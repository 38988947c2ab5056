//! Tagging many places at once: what a search has found, ticked and judged.
//!
//! An entity kind makes of each place a mention of the entity of that name, as tagging one by one does. Any other
//! code, an event type too, gives marks and no events: twelve hits of “arrested” are twelve sentences of perhaps
//! three arrests, and twelve new events would be counted as twelve. Such a mark becomes evidence of an event when
//! somebody who has read it says of which.

use super::mark::{entity_named, read, tag};
use super::{Draft, Refused};
use crate::base::span::Pieces;
use crate::model::{Code, CodeId, CodeKind, Document, DocumentId, Evidence, MarkId, Proves};

/// What came of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The new marks, in the order of the places.
    pub made: Vec<MarkId>,
    /// How many places carried this code already.
    pub left_out: usize,
}

/// Marks every place with the code; a place that carries it already is left out.
///
/// # Errors
/// If no place is given, the code or a document is not there, or a place is outside its text or cuts a character.
/// Then no place is tagged.
pub fn tag_each(draft: &mut Draft, places: &[(DocumentId, Pieces)], code: CodeId) -> Result<Batch, Refused> {
    if places.is_empty() {
        return Err(Refused::because("There is no place to tag"));
    }
    let kind = draft.get::<Code>(code)?.kind;
    let mut batch = Batch::default();
    for (document, pieces) in places {
        draft.get::<Document>(*document)?;
        let (quote, _) = read(draft.project().text(*document), pieces)?;
        if is_tagged(draft, *document, pieces, code) {
            batch.left_out += 1;
            continue;
        }
        let evidence = match kind {
            CodeKind::EntityKind => vec![Evidence::certain(Proves::Entity(entity_named(draft, &quote, code)?))],
            CodeKind::EventType | CodeKind::Area | CodeKind::Role | CodeKind::RelationKind => vec![],
        };
        batch.made.push(tag(draft, *document, pieces.clone(), Some(code), evidence)?);
    }
    Ok(batch)
}

/// Whether a mark of this place carries the code.
fn is_tagged(draft: &Draft, document: DocumentId, pieces: &Pieces, code: CodeId) -> bool {
    let near = draft.project().index().marks_over(document, pieces.hull());
    let marks = near.iter().filter_map(|(_, id)| draft.project().marks().get(*id));
    marks.into_iter().any(|mark| mark.code == Some(code) && mark.pieces == *pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Ids;
    use crate::base::patch::Patch;
    use crate::base::span::Span;
    use crate::model::{Entity, Made};
    use crate::ops::code::{self, CodeChange};
    use crate::project::Project;
    use std::collections::BTreeSet;

    /// A project with one text, a code of each kind, and what a batch of these words comes to.
    fn batch(kind: CodeKind, text: &str, words: &[&str]) -> (Project, Batch, Batch) {
        let mut ids = Ids::from_seed(7);
        let mut project = Project::new(ids.fresh());
        let mut draft = Draft::new(&mut project, &mut ids, Made::default());
        let document = draft.add(Document::default()).expect("a document");
        draft.patch(document, Patch::replace(0, "", text)).expect("a text");
        let code = code::add(&mut draft, kind, &[CodeChange::Name("Thing".into())]).expect("a code");
        let place = |words: &&str| {
            let start = text.find(*words).expect("words of the text");
            (document, Pieces::one(Span::new(start, start + words.len())).expect("words"))
        };
        let places: Vec<_> = words.iter().map(place).collect();
        let first = tag_each(&mut draft, &places, code).expect("a batch");
        let again = tag_each(&mut draft, &places, code).expect("the same batch");
        assert!(draft.finish("test").is_some());
        (project, first, again)
    }

    const TEXT: &str = "Rabat hosts talks. RABAT is calm. Oslo too.";

    #[test]
    fn names_become_mentions_of_one_entity_each() {
        let (project, first, again) = batch(CodeKind::EntityKind, TEXT, &["Rabat", "RABAT", "Oslo", "Rabat"]);
        assert_eq!((first.made.len(), first.left_out), (3, 1), "the same place twice is one");
        assert_eq!((again.made.len(), again.left_out), (0, 4));
        let names: BTreeSet<&str> =
            project.entities().iter().map(|(_, row): (_, &std::sync::Arc<Entity>)| &*row.names[0].text).collect();
        assert_eq!(names, BTreeSet::from(["Oslo", "Rabat"]));
        assert!(project.marks().iter().all(|(_, mark)| mark.entities().count() == 1));
    }

    #[test]
    fn sentences_become_marks_and_no_events() {
        let (project, first, _) = batch(CodeKind::EventType, TEXT, &["Rabat hosts talks", "RABAT is calm"]);
        assert_eq!((first.made.len(), project.events().len()), (2, 0));
        assert!(project.marks().iter().all(|(_, mark)| mark.code.is_some() && mark.evidence.is_empty()));
    }
}
