//! Questions that are answered by choosing from a list: which code, which event, who took part, which command.
//!
//! A panel asks ([`Ask`]), the workbench opens the list ([`open`]), and what is chosen becomes wishes ([`answer`]).

mod choices;
pub mod source;

pub(super) use choices::code_choice;

use self::choices::{
    actions, bodies_for, codes, entities, entities_for, event_choice, events, everything, places, taggable,
    wholes_for, with,
};
use self::source::{Known, Valued, source_now};
use super::action::Action;
use super::article::{date_command, sentence_of};
use super::codebook::asks::{self, CodeAsk};
use super::icons;
use super::keys::Keymap;
use super::suggested::What;
use super::view::{View, Wish};
use super::widgets::meaning;
use super::widgets::picker::{Choice, Picked, Picker};
use crate::base::span::Span;
use crate::model::{
    Certainty, CodeId, CodeKind, DocumentId, EntityId, Event, EventId, Field, Figure, MarkId, Membership, Office,
    Participant, Place, RecordId, Relation, RelationKind, Source, Who,
};
use crate::ops::entity::EntityChange;
use crate::ops::event::EventChange;
use crate::ops::merging::{Pair, Rulings, why_apart};
use crate::query::suggest::figures;
use crate::query::suggest::proposals::events_around;
use crate::session::{Command, DateOf, Purpose};

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Any command, and any record by its name.
    Anything,
    /// With which code to tag every selection from now on.
    KeepTagging,
    /// The marks of which code to show alone.
    ShowOnly,
    /// With which code to tag the selected words.
    TagWith,
    /// With which code to tag so many hits that are ticked in the concordance.
    TagTicked(usize),
    /// Of which event the selected words, or this mark, are evidence.
    AttachTo(Option<MarkId>),
    /// Of which type an event is.
    EventType(EventId),
    /// One more area of an event.
    Area(EventId),
    /// One more participant of an event.
    Participant(EventId),
    /// The role of a participant, counted from 0.
    Role(EventId, usize),
    /// Where an event took place: which of its places, counted from 0; one behind the last is new.
    Where(EventId, usize),
    /// Whose a figure of an event is, counted from 0.
    FigureOf(EventId, usize),
    /// Which other event an event is linked to, and how.
    Relate(EventId, RelationKind),
    /// Who says a value of an event.
    SourceOf(EventId, Valued),
    /// Who says a value of an entity.
    EntitySource(EntityId, Known),
    /// As what a mark is tagged.
    MarkCode(MarkId),
    /// Of which kind an entity is.
    EntityKind(EntityId),
    /// What an entity is part of.
    PartOf(EntityId),
    /// Of which state or body an office of an entity is, counted from 0.
    OfficeOf(EntityId, usize),
    /// Which event a date in a document belongs to.
    DateOf(DocumentId, Span),
    /// Which event to merge into this one.
    MergeEvent(EventId),
    /// Which entity to merge into this one.
    MergeEntity(EntityId),
    /// Whether to merge the second into the first although somebody said that they are not the same.
    Overrule(Pair),
    /// Something about the codebook itself.
    Codebook(CodeAsk),
}

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Something to do.
    Action(Action),
    /// A record.
    Record(RecordId),
    /// The analyst, who says so without a sentence.
    Analyst,
    /// None of the records.
    Nothing,
}

/// The list for a question; what a code means is said below it.
#[must_use]
pub fn open(view: View<'_>, keymap: &Keymap, ask: Ask) -> Picker<Target> {
    let project = view.project().clone();
    list(view, keymap, ask).explained(move |ui, target| {
        if let Target::Record(RecordId::Code(code)) = target
            && let Some(code) = project.codes().get(*code)
        {
            meaning::show(ui, code);
        }
    })
}

/// The list for a question.
fn list(view: View<'_>, keymap: &Keymap, ask: Ask) -> Picker<Target> {
    match ask {
        Ask::Anything => {
            let picker =
                Picker::new("Search or run a command", "A command, an article, an event, a name…", actions(keymap));
            with(picker, view, everything)
        }
        Ask::TagTicked(hits) => {
            let s = if hits == 1 { "" } else { "s" };
            Picker::new(format!("Tag {hits} hit{s} with"), "A code…", taggable(view)).with_new(|_| &TAGGABLE_NOUNS)
        }
        Ask::KeepTagging => Picker::new("Keep tagging with", "A code…", taggable(view)),
        Ask::ShowOnly => Picker::new("Show only", "A code…", taggable(view)),
        Ask::TagWith => Picker::new("Tag as", "A code…", taggable(view)).with_new(|_| &TAGGABLE_NOUNS),
        Ask::MarkCode(_) => Picker::new("Tag the mark as", "A code…", taggable(view)).with_new(|_| &TAGGABLE_NOUNS),
        Ask::AttachTo(_) => {
            let picker = Picker::new("Evidence of which event?", "Words of its title…", Vec::new());
            with(picker, view, events).with_new(|_| &["event"])
        }
        Ask::EventType(_) => Picker::new("Type of the event", "An event type…", codes(view, CodeKind::EventType))
            .with_new(|_| &["event type"]),
        Ask::Area(_) => Picker::new("Area", "An area…", codes(view, CodeKind::Area)).with_new(|_| &["area"]),
        Ask::Participant(event) => {
            let picker = Picker::new("Who took part?", "A name…", Vec::new());
            let picker = with(picker, view, move |project| entities_for(project, event));
            picker.with_new(participant_nouns).called(call_participant)
        }
        Ask::PartOf(entity) => {
            let picker = Picker::new("Part of what?", "A ministry, a state, a group…", Vec::new());
            with(picker, view, move |project| wholes_for(project, entity)).with_new(|_| &["entity"])
        }
        Ask::OfficeOf(entity, _) => {
            let picker = Picker::new("An office of what?", "A state, a ministry, a court…", Vec::new());
            with(picker, view, move |project| bodies_for(project, entity)).with_new(|_| &["entity"])
        }
        Ask::Role(..) => {
            Picker::new("In which role?", "A role…", codes(view, CodeKind::Role)).with_new(|_| &["role"])
        }
        Ask::FigureOf(event, _) => {
            let picker = Picker::new("Whose figure?", "A state, a body…", Vec::new());
            with(picker, view, move |project| entities_for(project, event)).with_new(|_| &["entity"])
        }
        Ask::Where(..) => with(Picker::new("Where?", "A place…", Vec::new()), view, places).with_new(|_| &["place"]),
        Ask::Relate(event, _) => {
            let picker = Picker::new("Link to which event?", "Words of its title…", Vec::new());
            with(picker, view, move |project| {
                let mut others = events(project);
                others.retain(|choice| choice.value != Target::Record(event.into()));
                others
            })
        }
        Ask::SourceOf(event, _) => source::picker(view, event.into()),
        Ask::EntitySource(entity, _) => source::picker(view, entity.into()),
        Ask::DateOf(document, span) => dated(view, document, span),
        Ask::MergeEvent(kept) => {
            let title = format!("Which event is the same as “{}”?", view.project().label(kept.into()));
            with(Picker::new(title, "Words of its title…", Vec::new()), view, move |project| {
                without(events(project), kept.into())
            })
        }
        Ask::MergeEntity(kept) => {
            let title = format!("Who is the same as “{}”?", view.project().label(kept.into()));
            with(Picker::new(title, "A name…", Vec::new()), view, move |project| {
                without(entities(project), kept.into())
            })
        }
        Ask::Overrule(pair) => overrule(view, pair),
        Ask::Codebook(about) => asks::open(view, about),
        Ask::EntityKind(_) => {
            Picker::new("Kind of entity", "A kind…", codes(view, CodeKind::EntityKind)).with_new(|_| &["entity kind"])
        }
    }
}

/// What words can be tagged as, in the order in which something new is offered.
const TAGGABLE: [CodeKind; 2] = [CodeKind::EventType, CodeKind::EntityKind];
const TAGGABLE_NOUNS: [&str; 2] = ["event type", "entity kind"];

/// Somebody without a name, as a row to be made of what was typed.
const GROUP: &str = "unnamed group";

/// “Two suspects” is rather a group than somebody’s name; a name may be anything else.
fn participant_nouns(typed: &str) -> &'static [&'static str] {
    if figures::count(typed).is_some() { &[GROUP, "entity"] } else { &["entity", GROUP] }
}

fn call_participant(noun: &str, typed: &str) -> String {
    match figures::count(typed) {
        Some(count) if noun == GROUP => format!("Unnamed group: {typed} ({count})"),
        None if noun == GROUP => format!("Unnamed group: {typed}"),
        _ => format!("New {noun} “{typed}”"),
    }
}

/// What a choice comes to.
#[must_use]
pub fn answer(view: View<'_>, ask: Ask, picked: Picked<Target>) -> Option<Wish> {
    match picked {
        Picked::Closed | Picked::Choice(Target::Nothing) => None,
        Picked::Choice(Target::Action(action)) => Some(Wish::Act(action)),
        Picked::Choice(Target::Record(record)) => chosen(view, ask, record),
        Picked::Choice(Target::Analyst) => analyst(view, ask),
        Picked::New { noun, name } => make(view, ask, noun, name),
    }
}

fn chosen(view: View<'_>, ask: Ask, record: RecordId) -> Option<Wish> {
    let wish = match (ask, record) {
        (Ask::Anything, RecordId::Document(id)) => Wish::Open(id),
        (Ask::Anything, record) => Wish::Show(record),
        (Ask::TagWith, RecordId::Code(code)) => Wish::TagWords(code),
        (Ask::TagTicked(_), RecordId::Code(code)) => Wish::TagTicked(code),
        (Ask::KeepTagging, RecordId::Code(code)) => Wish::KeepTagging(Some(code)),
        (Ask::ShowOnly, RecordId::Code(code)) => Wish::ShowOnly(Some(code)),
        (Ask::AttachTo(None), RecordId::Event(event)) => Wish::AttachWords(event),
        (Ask::AttachTo(Some(mark)), RecordId::Event(event)) => Wish::Do(Command::Attach { mark, event }),
        (Ask::EventType(event), RecordId::Code(code)) => {
            set(view, event, Field::Kind, EventChange::Kind(Some(code)))?
        }
        (Ask::Area(event), RecordId::Code(area)) => {
            let mut areas = view.project().events().get(event)?.areas.clone();
            areas.insert(area);
            set(view, event, Field::Areas, EventChange::Areas(areas))?
        }
        (Ask::Participant(event), RecordId::Entity(entity)) => set(
            view,
            event,
            Field::Participants,
            EventChange::AddParticipant(somebody(view, event, Who::Entity(entity))),
        )?,
        (Ask::Role(event, at), RecordId::Code(role)) => {
            let mut participant = view.project().events().get(event)?.participants.get(at)?.clone();
            participant.role = Some(role);
            change(event, EventChange::SetParticipant(at, participant))
        }
        (Ask::Where(event, at), RecordId::Entity(entity)) => {
            set(view, event, Field::Place, placed(view, event, at, |place| place.entity = Some(entity))?)?
        }
        (Ask::FigureOf(event, at), RecordId::Entity(of)) => {
            let figure = view.project().events().get(event)?.figures.get(at)?.clone();
            change(event, EventChange::SetFigure(at, Figure { of: Some(of), ..figure }))
        }
        (Ask::Relate(event, kind), RecordId::Event(to)) => {
            let source = source_now(view, event);
            let relation = Relation { kind, to, certainty: Certainty::Certain, note: String::new(), source };
            change(event, EventChange::AddRelation(relation))
        }
        (Ask::SourceOf(event, of), RecordId::Mark(mark)) => resource(view, event, of, Source::Mark(mark))?,
        (Ask::EntitySource(entity, of), RecordId::Mark(mark)) => {
            change_entity(entity, source::change_known(view, entity, of, Source::Mark(mark))?)
        }
        (Ask::MarkCode(mark), RecordId::Code(code)) => Wish::Do(Command::Retype { mark, code }),
        (Ask::EntityKind(entity), RecordId::Code(kind)) => change_entity(entity, EntityChange::Kind(Some(kind))),
        (Ask::PartOf(entity), RecordId::Entity(whole)) => {
            let source = source::known_now(view, entity);
            let membership = Membership { entity: whole, when: None, note: String::new(), source };
            change_entity(entity, EntityChange::AddMembership(membership))
        }
        (Ask::OfficeOf(entity, at), RecordId::Entity(of)) => {
            let office = view.project().entities().get(entity)?.offices.get(at)?.clone();
            change_entity(entity, EntityChange::SetOffice(at, Office { of: Some(of), ..office }))
        }
        (Ask::DateOf(document, span), record) => date(view, document, span, record)?,
        (Ask::MergeEvent(kept), RecordId::Event(other)) => merge(view, Pair::Events(kept, other)),
        (Ask::MergeEntity(kept), RecordId::Entity(other)) => merge(view, Pair::Entities(kept, other)),
        (Ask::Overrule(pair), record) if record == pair.first() => Wish::Do(merged(pair, Rulings::Overrule)),
        _ => return None,
    };
    Some(wish)
}

/// The choice of the analyst as who says something.
fn analyst(view: View<'_>, ask: Ask) -> Option<Wish> {
    match ask {
        Ask::SourceOf(event, of) => resource(view, event, of, Source::Analyst),
        Ask::EntitySource(entity, of) => {
            Some(change_entity(entity, source::change_known(view, entity, of, Source::Analyst)?))
        }
        _ => None,
    }
}

/// Gives a value of an event another source.
fn resource(view: View<'_>, event: EventId, of: Valued, source: Source) -> Option<Wish> {
    Some(change(event, source::change(view.project().events().get(event)?, of, source)?))
}

/// A new value of a field of an event, said by the selected mark or else by the analyst.
fn set(view: View<'_>, event: EventId, field: Field, change: EventChange) -> Option<Wish> {
    let changes = source::sourced(view.project().events().get(event)?, field, change, source_now(view, event));
    Some(Wish::Do(Command::ChangeEvent { event, changes }))
}

/// The place of an event with something else in it.
fn placed(view: View<'_>, event: EventId, at: usize, edit: impl FnOnce(&mut Place)) -> Option<EventChange> {
    let known = view.project().events().get(event)?.places.get(at);
    let mut place = known.cloned().unwrap_or_default();
    edit(&mut place);
    place.source = source_now(view, event);
    Some(if known.is_some() { EventChange::SetPlace(at, place) } else { EventChange::AddPlace(place) })
}

/// What a name comes to that the list does not hold. `noun`: which of those that the list offers.
fn make(view: View<'_>, ask: Ask, noun: usize, name: String) -> Option<Wish> {
    // What it is where a list offers two.
    let kind = TAGGABLE.get(noun).copied().unwrap_or(CodeKind::EventType);
    let purpose = match ask {
        Ask::TagWith => return Some(Wish::TagWordsNew(kind, name)),
        Ask::TagTicked(_) => return Some(Wish::TagTickedNew(kind, name)),
        Ask::AttachTo(None) => return Some(Wish::AttachWordsNew(name)),
        Ask::Where(event, at) => {
            return set(view, event, Field::Place, placed(view, event, at, |place| place.text = name)?);
        }
        Ask::AttachTo(Some(mark)) => Purpose::Evidence(mark),
        Ask::MarkCode(mark) => Purpose::MarkCode { mark, kind },
        Ask::EventType(event) => Purpose::EventType(event),
        Ask::Area(event) => Purpose::Area(event),
        Ask::Participant(event) if participant_nouns(&name).get(noun) == Some(&GROUP) => {
            let who = Who::Unnamed { count: figures::count(&name), text: name };
            return set(view, event, Field::Participants, EventChange::AddParticipant(somebody(view, event, who)));
        }
        Ask::Participant(event) => Purpose::Participant(event),
        Ask::Role(event, at) => Purpose::Role(event, at),
        Ask::EntityKind(entity) => Purpose::EntityKind(entity),
        Ask::PartOf(entity) => Purpose::PartOf(entity),
        Ask::OfficeOf(entity, at) => Purpose::OfficeOf(entity, at),
        Ask::FigureOf(event, at) => Purpose::FigureOf(event, at),
        // These lists offer nothing new.
        Ask::Anything
        | Ask::KeepTagging
        | Ask::ShowOnly
        | Ask::DateOf(..)
        | Ask::MergeEvent(_)
        | Ask::MergeEntity(_)
        | Ask::Overrule(_)
        | Ask::Relate(..)
        | Ask::SourceOf(..)
        | Ask::EntitySource(..)
        | Ask::Codebook(_) => return None,
    };
    Some(Wish::Do(Command::AddFor { name, purpose }))
}

/// Merges the second into the first; asks once more where somebody said that they are not the same.
fn merge(view: View<'_>, pair: Pair) -> Wish {
    match why_apart(view.project(), pair) {
        Some(_) => Wish::Ask(Ask::Overrule(pair)),
        None => Wish::Do(merged(pair, Rulings::Heed)),
    }
}

fn merged(pair: Pair, rulings: Rulings) -> Command {
    match pair {
        Pair::Events(keep, other) => Command::MergeEvents { keep, others: vec![other], rulings },
        Pair::Entities(keep, other) => Command::MergeEntities { keep, others: vec![other], rulings },
    }
}

/// Keeping the two apart comes first, so that Enter alone merges nothing.
fn overrule(view: View<'_>, pair: Pair) -> Picker<Target> {
    let choice = |record: RecordId, name: &str, detail: &str| Choice {
        value: Target::Record(record),
        name: name.to_owned(),
        depth: 0,
        detail: detail.to_owned(),
        icon: Some((icons::WARNING_CIRCLE, None)),
    };
    let choices = vec![
        choice(pair.other(), "Keep them apart", ""),
        choice(pair.first(), "Merge them all the same", "they can be taken apart again"),
    ];
    Picker::new(why_apart(view.project(), pair).unwrap_or_default(), "Merge them?", choices)
}

fn without(mut choices: Vec<Choice<Target>>, record: RecordId) -> Vec<Choice<Target>> {
    choices.retain(|choice| choice.value != Target::Record(record));
    choices
}

/// Which event a date belongs to: those whose evidence it stands in, the types of a new one, then all others.
fn dated(view: View<'_>, document: DocumentId, span: Span) -> Picker<Target> {
    let around = events_around(view.project(), document, span);
    let choice = |event: &EventId| event_choice(view.project(), *event);
    let mut choices: Vec<Choice<Target>> = around.iter().filter_map(choice).collect();
    choices.extend(codes(view, CodeKind::EventType).into_iter().map(|mut code| {
        code.name = format!("New: {}", code.name);
        code
    }));
    let words = span.text(view.project().text(document)).unwrap_or_default();
    let picker = Picker::new(format!("What happened “{words}”?"), "An event, or the type of a new one…", choices);
    with(picker, view, move |project| {
        let mut others = events(project);
        others.retain(|choice| !around.iter().any(|event| choice.value == Target::Record((*event).into())));
        others
    })
}

fn date(view: View<'_>, document: DocumentId, span: Span, record: RecordId) -> Option<Wish> {
    let What::Date(date) = view.suggested.at(span)? else { return None };
    let of = match record {
        RecordId::Event(event) => DateOf::Event(event),
        RecordId::Code(code) => DateOf::New { code, words: sentence_of(view, document, span)? },
        _ => return None,
    };
    Some(Wish::Do(date_command(document, date, of)?))
}

fn change(event: EventId, change: EventChange) -> Wish {
    Wish::Do(Command::ChangeEvent { event, changes: vec![change] })
}

fn change_entity(entity: EntityId, change: EntityChange) -> Wish {
    Wish::Do(Command::ChangeEntity { entity, changes: vec![change] })
}

/// Somebody as a participant, in the first role of the event's type that nobody fills yet.
fn somebody(view: View<'_>, event: EventId, who: Who) -> Participant {
    let role = view.project().events().get(event).and_then(|event| free_role(view, event));
    let (certainty, source) = (Certainty::Certain, source_now(view, event));
    Participant { role, who, office: String::new(), certainty, source }
}

fn free_role(view: View<'_>, event: &Event) -> Option<CodeId> {
    let kind = view.project().codes().get(event.kind?)?;
    let taken = |role: CodeId| event.participants.iter().any(|participant| participant.role == Some(role));
    kind.roles.iter().map(|rule| rule.role).find(|role| !taken(*role))
}
