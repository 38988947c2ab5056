//! What a list does not hold yet: a code, an event or an entity is made from its name alone and used at once, as one
//! step. The purpose says of what kind it is, so that nothing can be made here that does not fit where it is used.

use super::{parts::Purpose, place};
use crate::model::{
    Certainty, CodeId, CodeKind, Entity, EntityId, Event, EventId, Evidence, Figure, Mark, Membership, Name, Office,
    Participant, Proves, RecordId, Source, Who,
};
use crate::ops::code::CodeChange;
use crate::ops::entity::EntityChange;
use crate::ops::event::EventChange;
use crate::ops::{self, Refused};
use crate::project::Draft;

/// Makes the record and uses it; says which records were made, the one that matters first.
pub(super) fn add_for(draft: &mut Draft, name: &str, purpose: &Purpose) -> Result<Vec<RecordId>, Refused> {
    let name = name.trim();
    match purpose {
        Purpose::Tag { document, at, kind } => {
            let code = code(draft, *kind, name)?;
            let mut made = super::perform::tag_new(draft, *document, at, code)?;
            made.push(code.into());
            Ok(made)
        }
        Purpose::MarkCode { mark, kind } => {
            let code = code(draft, *kind, name)?;
            ops::mark::retype(draft, *mark, code)?;
            Ok(vec![code.into()])
        }
        Purpose::TagEach { places, kind } => {
            let code = code(draft, *kind, name)?;
            // A code that is new is nowhere yet, so no place is left out.
            let mut made = super::perform::tag_each(draft, places, code)?.made;
            made.push(code.into());
            Ok(made)
        }
        Purpose::Evidence(mark) => {
            let event = event_of(draft, name, draft.get::<Mark>(*mark)?.code)?;
            ops::mark::attach(draft, *mark, event)?;
            Ok(vec![event.into(), (*mark).into()])
        }
        Purpose::EvidenceAt { document, at } => {
            let pieces = place::pieces(draft.project().text(*document), at)?;
            let event = event_of(draft, name, None)?;
            let evidence = vec![Evidence::certain(Proves::Event(event))];
            let mark = ops::mark::tag(draft, *document, pieces, None, evidence)?;
            Ok(vec![event.into(), mark.into()])
        }
        Purpose::EventType(event) => {
            code_of(draft, *event, name, CodeKind::EventType, |_, code| Ok(EventChange::Kind(Some(code))))
        }
        Purpose::Area(event) => code_of(draft, *event, name, CodeKind::Area, |event, area| {
            Ok(EventChange::Areas(event.areas.iter().copied().chain([area]).collect()))
        }),
        Purpose::Role(event, at) => code_of(draft, *event, name, CodeKind::Role, |event, role| {
            let participant = event.participants.get(*at).cloned();
            let participant = participant.ok_or_else(|| Refused::because("There is no such participant"))?;
            Ok(EventChange::SetParticipant(*at, Participant { role: Some(role), ..participant }))
        }),
        Purpose::Participant(event) => {
            let entity = entity(draft, name)?;
            let who = Who::Entity(entity);
            let (certainty, source) = (Certainty::Certain, Source::Analyst);
            let somebody = Participant { role: None, who, office: String::new(), certainty, source };
            ops::event::change(draft, *event, &[EventChange::AddParticipant(somebody)])?;
            Ok(vec![entity.into()])
        }
        Purpose::PartOf(part) => {
            let whole = entity(draft, name)?;
            let membership = Membership { entity: whole, when: None, note: String::new(), source: Source::Analyst };
            ops::entity::change(draft, *part, &[EntityChange::AddMembership(membership)])?;
            Ok(vec![whole.into()])
        }
        Purpose::OfficeOf(holder, at) => {
            let office = draft.get::<Entity>(*holder)?.offices.get(*at).cloned();
            let office = office.ok_or_else(|| Refused::because("There is no such office"))?;
            let of = entity(draft, name)?;
            ops::entity::change(draft, *holder, &[EntityChange::SetOffice(*at, Office { of: Some(of), ..office })])?;
            Ok(vec![of.into()])
        }
        Purpose::FigureOf(event, at) => {
            let figure = draft.get::<Event>(*event)?.figures.get(*at).cloned();
            let figure = figure.ok_or_else(|| Refused::because("There is no such figure"))?;
            let of = entity(draft, name)?;
            ops::event::change(draft, *event, &[EventChange::SetFigure(*at, Figure { of: Some(of), ..figure })])?;
            Ok(vec![of.into()])
        }
        Purpose::EntityKind(entity) => {
            let kind = code(draft, CodeKind::EntityKind, name)?;
            ops::entity::change(draft, *entity, &[EntityChange::Kind(Some(kind))])?;
            Ok(vec![kind.into()])
        }
    }
}

fn code(draft: &mut Draft, kind: CodeKind, name: &str) -> Result<CodeId, Refused> {
    ops::code::add(draft, kind, &[CodeChange::Name(name.to_owned())])
}

fn entity(draft: &mut Draft, name: &str) -> Result<EntityId, Refused> {
    ops::entity::add(draft, &[EntityChange::Names(vec![Name::plain(name)])])
}

/// An event of this title; of the type that its mark is tagged as, if that is one.
fn event_of(draft: &mut Draft, title: &str, code: Option<CodeId>) -> Result<EventId, Refused> {
    let codes = draft.project().codes();
    let kind = code.filter(|code| codes.get(*code).is_some_and(|code| code.kind == CodeKind::EventType));
    ops::event::add(draft, &[EventChange::Title(title.to_owned()), EventChange::Kind(kind)], &[])
}

/// A code, and an event changed by it.
fn code_of(
    draft: &mut Draft,
    id: EventId,
    name: &str,
    kind: CodeKind,
    change: impl FnOnce(&Event, CodeId) -> Result<EventChange, Refused>,
) -> Result<Vec<RecordId>, Refused> {
    let code = code(draft, kind, name)?;
    let change = change(draft.get::<Event>(id)?, code)?;
    ops::event::change(draft, id, &[change])?;
    Ok(vec![code.into()])
}

#[cfg(test)]
mod tests {
    use crate::base::id::Ids;
    use crate::base::stamp::Stamp;
    use crate::model::{CodeKind, DocumentId, EventId, MarkId, RecordId};
    use crate::session::Purpose;
    use crate::session::codebook::new_project;
    use crate::session::{At, Command, NewDocument, Outcome, Session};

    fn session() -> (Session, DocumentId) {
        let mut session = Session::in_memory(new_project(Ids::from_seed(1).fresh()), "AL", 2);
        let new = NewDocument { text: "Two ministers met in Rabat.".to_owned(), changes: vec![] };
        let made = session.perform(&Command::AddDocument(new), Stamp::default()).expect("a document").made;
        let RecordId::Document(document) = made[0] else { panic!("no document") };
        (session, document)
    }

    fn words(quote: &str) -> At {
        At::Quote { quote: quote.to_owned(), occurrence: 1, then: vec![] }
    }

    fn add(session: &mut Session, name: &str, purpose: Purpose) -> Outcome {
        let before = session.project().clone();
        let command = Command::AddFor { name: name.to_owned(), purpose };
        let outcome = session.perform(&command, Stamp::default()).expect("is not refused");
        let after = session.project().clone();
        session.perform(&Command::Undo, Stamp::default()).expect("undone");
        assert_eq!(session.project(), &before, "one undo takes everything back");
        session.perform(&Command::Redo, Stamp::default()).expect("redone");
        assert_eq!(session.project(), &after);
        outcome
    }

    fn event(outcome: &Outcome) -> EventId {
        let found =
            outcome.made.iter().find_map(|id| if let RecordId::Event(event) = id { Some(*event) } else { None });
        found.expect("an event")
    }

    fn mark(outcome: &Outcome) -> MarkId {
        let found = outcome.made.iter().find_map(|id| if let RecordId::Mark(mark) = id { Some(*mark) } else { None });
        found.expect("a mark")
    }

    #[test]
    fn a_code_and_what_it_tags_are_one_step() {
        let (mut session, document) = session();
        let purpose = Purpose::Tag { document, at: words("ministers met"), kind: CodeKind::EventType };
        let outcome = add(&mut session, " Hostage exchange ", purpose);
        assert_eq!(outcome.said, "Tag as hostage exchange");
        let kind = session.project().events().get(event(&outcome)).and_then(|event| event.kind).expect("a type");
        assert_eq!(session.project().label(kind.into()), "Hostage exchange");
        let mark = session.project().marks().get(mark(&outcome)).cloned().expect("a mark");
        assert_eq!((mark.code, mark.quote.as_str()), (Some(kind), "ministers met"));

        let purpose = Purpose::Tag { document, at: words("Rabat"), kind: CodeKind::EntityKind };
        let outcome = add(&mut session, "Town", purpose);
        assert!(matches!(outcome.made[0], RecordId::Entity(_)));
    }

    #[test]
    fn whatever_a_list_makes_is_one_step_with_its_use() {
        let (mut session, document) = session();
        let made = add(&mut session, "Talks", Purpose::EvidenceAt { document, at: words("ministers met") });
        let (first, mark) = (event(&made), mark(&made));
        let event = event(&add(&mut session, "Talks in Rabat", Purpose::Evidence(mark)));
        assert!(session.project().marks().get(mark).is_some_and(|mark| mark.proves_event(event)));
        assert!(session.project().events().get(first).is_some(), "it had a title of its own");
        add(&mut session, "Talks", Purpose::MarkCode { mark, kind: CodeKind::EventType });
        add(&mut session, "Round of talks", Purpose::EventType(event));
        add(&mut session, "Ports", Purpose::Area(event));
        add(&mut session, "Ferries", Purpose::Area(event));
        add(&mut session, "Port authority", Purpose::Participant(event));
        add(&mut session, "Harbour master", Purpose::Role(event, 0));
        let event = session.project().events().get(event).cloned().expect("still there");
        assert_eq!((event.areas.len(), event.participants.len()), (2, 1));
        let role = event.participants[0].role.map(|role| session.project().label(role.into()).to_owned());
        assert_eq!(role.as_deref(), Some("Harbour master"));
        let crate::model::Who::Entity(entity) = event.participants[0].who else { panic!("nobody") };
        add(&mut session, "Authority", Purpose::EntityKind(entity));
        add(&mut session, "Ministry of Transport", Purpose::PartOf(entity));
        let office = crate::model::Office { title: "director".to_owned(), ..crate::model::Office::default() };
        let changes = vec![crate::ops::entity::EntityChange::AddOffice(office)];
        session.perform(&Command::ChangeEntity { entity, changes }, Stamp::default()).expect("an office");
        add(&mut session, "Port of Nador", Purpose::OfficeOf(entity, 0));
        let entity = session.project().entities().get(entity).cloned().expect("still there");
        let names = [Some(entity.part_of[0].entity), entity.offices[0].of];
        let names = names.map(|id| id.map(|id| session.project().label(id.into()).to_owned()));
        assert_eq!(names.map(Option::unwrap_or_default), ["Ministry of Transport", "Port of Nador"]);
    }

    #[test]
    fn what_cannot_be_used_is_not_made() {
        let (mut session, document) = session();
        let before = session.project().clone();
        let nowhere = Purpose::Tag { document, at: words("not there"), kind: CodeKind::EventType };
        for (name, purpose) in [("Talks", nowhere), ("  ", Purpose::EvidenceAt { document, at: words("not there") })]
        {
            let command = Command::AddFor { name: name.to_owned(), purpose };
            assert!(session.perform(&command, Stamp::default()).is_err());
            assert_eq!(session.project(), &before);
        }
    }
}
