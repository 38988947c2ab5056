//! Accepting a name that was found in the texts: it becomes an entity with its spellings, and its places are marked.

use super::entity::{self, EntityChange};
use super::mark;
use super::{Draft, Refused};
use crate::base::span::Pieces;
use crate::model::{CodeId, DocumentId, Entity, EntityId, Evidence, Mark, MarkId, Name, Office, Proves};
use serde::{Deserialize, Serialize};

/// What is known of a name that is accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Naming {
    /// The entity that it names; `None`: a new one.
    #[serde(default)]
    pub entity: Option<EntityId>,
    /// Its kind, a code: that of a new entity, and of its marks.
    #[serde(default)]
    pub kind: Option<CodeId>,
    /// Its spellings, the one that lists show first; those that the entity has already stay as they are.
    #[serde(default)]
    pub names: Vec<String>,
    /// Offices that the texts give it, in words.
    #[serde(default)]
    pub offices: Vec<String>,
}

/// What became of the places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The entity.
    pub entity: EntityId,
    /// Its new marks.
    pub marks: Vec<MarkId>,
    /// How many places were marked as it already.
    pub left_out: usize,
}

/// Makes or completes the entity, and marks each place as evidence of it.
///
/// # Errors
/// If the entity is not there, a new one has no name, or a place is outside its text. Nothing is done then.
pub fn accept(draft: &mut Draft, naming: &Naming, places: &[(DocumentId, Pieces)]) -> Result<Accepted, Refused> {
    let entity = match naming.entity {
        Some(entity) => completed(draft, entity, naming)?,
        None => made(draft, naming)?,
    };
    let code = naming.kind.or(draft.get::<Entity>(entity)?.kind);
    let mut accepted = Accepted { entity, marks: Vec::new(), left_out: 0 };
    for (document, pieces) in places {
        if is_marked(draft, *document, pieces, entity) {
            accepted.left_out += 1;
            continue;
        }
        let evidence = vec![Evidence::certain(Proves::Entity(entity))];
        let mark = mark::tag(draft, *document, pieces.clone(), code, evidence)?;
        mark::cite::for_spelling(draft, entity, mark)?;
        accepted.marks.push(mark);
    }
    Ok(accepted)
}

/// Lets one entity have a spelling for itself: all others lose it, whatever its case.
///
/// # Errors
/// If the entity does not have it or nobody else has, or another one would have no name left.
pub fn give(draft: &mut Draft, name: &str, to: EntityId) -> Result<(), Refused> {
    let is_it = |other: &Name| other.text.to_lowercase() == name.to_lowercase();
    let entity = draft.get::<Entity>(to)?;
    if !entity.names.iter().any(is_it) {
        return Err(Refused::because(format!("“{name}” is no name of this entity")));
    }
    let others: Vec<EntityId> = draft.project().index().entities_named(name).filter(|other| *other != to).collect();
    if others.is_empty() {
        return Err(Refused::because(format!("No other entity is called “{name}”")));
    }
    for other in others {
        let names = &draft.get::<Entity>(other)?.names;
        let left: Vec<Name> = names.iter().filter(|name| !is_it(name)).cloned().collect();
        entity::change(draft, other, &[EntityChange::Names(left)])?;
    }
    Ok(())
}

fn made(draft: &mut Draft, naming: &Naming) -> Result<EntityId, Refused> {
    let names = naming.names.iter().map(Name::plain).collect();
    let offices = naming.offices.iter().map(|title| office(title)).collect();
    let changes = [EntityChange::Kind(naming.kind), EntityChange::Names(names), EntityChange::Offices(offices)];
    entity::add(draft, &changes)
}

fn completed(draft: &mut Draft, id: EntityId, naming: &Naming) -> Result<EntityId, Refused> {
    let entity = draft.get::<Entity>(id)?;
    let mut offices = entity.offices.clone();
    let new = naming.offices.iter().filter(|title| !entity.offices.iter().any(|office| office.title == **title));
    offices.extend(new.map(|title| office(title)));
    let mut changes: Vec<EntityChange> =
        naming.names.iter().map(|name| EntityChange::AddName(name.clone())).collect();
    changes.push(EntityChange::Offices(offices));
    entity::change(draft, id, &changes)?;
    Ok(id)
}

fn office(title: &str) -> Office {
    Office { title: title.to_owned(), ..Office::default() }
}

/// Whether a mark of exactly these words is evidence of the entity.
fn is_marked(draft: &Draft, document: DocumentId, pieces: &Pieces, entity: EntityId) -> bool {
    let project = draft.project();
    let same = |mark: &Mark| mark.pieces == *pieces && mark.entities().any(|other| other == entity);
    let over = project.index().marks_over(document, pieces.hull());
    over.into_iter().any(|(_, id)| project.marks().get(id).is_some_and(|mark| same(mark)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;
    use crate::model::{CodeKind, Source};
    use crate::project::testing::World;

    fn place(world: &World, document: DocumentId, words: &str) -> (DocumentId, Pieces) {
        let start = world.project.text(document).find(words).expect(words);
        (document, Pieces::one(Span::new(start, start + words.len())).expect("words"))
    }

    #[test]
    fn a_spelling_is_given_to_one_entity_unless_another_has_no_other() {
        let mut world = World::new();
        let (one, two) = (world.entity(&["Judicial Police", "PJ"]), world.entity(&["Port of Jerez", "pj"]));
        world.draft(|draft| give(draft, "PJ", one)).expect("given");
        let names = |id| world.project.entities().get(id).expect("it").names.len();
        assert_eq!((names(one), names(two)), (2, 1));
        assert!(world.draft(|draft| give(draft, "PJ", one)).is_err(), "nobody else has it");
        let three = world.entity(&["PJ"]);
        assert!(world.draft(|draft| give(draft, "PJ", two)).is_err(), "it does not have it");
        world.draft(|draft| give(draft, "PJ", three)).expect("given");
        world.change::<Entity>(one, |row| row.names.push(Name::plain("PJ")));
        assert!(world.draft(|draft| give(draft, "PJ", one)).is_err(), "the other would be nameless");
    }

    #[test]
    fn a_name_becomes_an_entity_and_later_names_complete_it() {
        let mut world = World::new();
        let document = world.document("Echo", "", "Amina Saidi spoke. Mme Saidi left; A. Saidi smiled.");
        let person = world.code(CodeKind::EntityKind, "Person", None);
        let naming = Naming { kind: Some(person), names: vec!["Amina Saidi".into()], ..Naming::default() };
        let full = place(&world, document, "Amina Saidi");
        let first = world.draft(|draft| accept(draft, &naming, std::slice::from_ref(&full))).expect("an entity");
        let more = Naming { entity: Some(first.entity), names: vec!["Saidi".into()], ..Naming::default() };
        let more = Naming { offices: vec!["minister".into()], ..more };
        let places = [full, place(&world, document, "A. Saidi")];
        let second = world.draft(|draft| accept(draft, &more, &places)).expect("the same entity");
        assert_eq!((second.entity, second.marks.len(), second.left_out), (first.entity, 1, 1));
        let entity = world.project.entities().get(first.entity).expect("an entity");
        let names: Vec<&str> = entity.names.iter().map(|name| &*name.text).collect();
        assert_eq!((names, &*entity.offices[0].title), (vec!["Amina Saidi", "Saidi"], "minister"));
        let says = [Source::Mark(first.marks[0]), Source::Analyst];
        assert_eq!(entity.names.iter().map(|name| name.source).collect::<Vec<_>>(), says, "one stands in a mark");
        let codes = world.project.marks().iter().map(|(_, mark)| mark.code);
        assert_eq!(codes.collect::<Vec<_>>(), [Some(person); 2]);
    }

    #[test]
    fn a_new_entity_needs_a_name() {
        let mut world = World::new();
        assert!(world.draft(|draft| accept(draft, &Naming::default(), &[])).is_err());
    }
}
