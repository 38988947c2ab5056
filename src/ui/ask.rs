//! Questions that are answered by choosing from a list: which code, which event, who took part, which command.
//!
//! A panel asks ([`Ask`]), the workbench opens the list ([`open`]), and what is chosen becomes wishes ([`answer`]).

use super::action::Action;
use super::article::{date_command, sentence_of};
use super::codebook::asks::{self, CodeAsk};
use super::computed::is_small;
use super::icons;
use super::keys::Keymap;
use super::suggested::What;
use super::theme;
use super::view::{View, Wish};
use super::widgets::meaning;
use super::widgets::picker::{Choice, Picked, Picker};
use crate::base::span::Span;
use crate::model::{
    CodeId, CodeKind, DocumentId, EntityId, Event, EventId, MarkId, Participant, Place, RecordId, Source, Who,
};
use crate::ops::entity::EntityChange;
use crate::ops::event::EventChange;
use crate::project::Project;
use crate::query::codebook::codebook;
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
    /// Where an event took place.
    Where(EventId),
    /// As what a mark is tagged.
    MarkCode(MarkId),
    /// Of which kind an entity is.
    EntityKind(EntityId),
    /// Which event a date in a document belongs to.
    DateOf(DocumentId, Span),
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
            Picker::new(format!("Tag {hits} hit{s} with"), "A code…", taggable(view)).with_new(&TAGGABLE_NOUNS)
        }
        Ask::KeepTagging => Picker::new("Keep tagging with", "A code…", taggable(view)),
        Ask::ShowOnly => Picker::new("Show only", "A code…", taggable(view)),
        Ask::TagWith => Picker::new("Tag as", "A code…", taggable(view)).with_new(&TAGGABLE_NOUNS),
        Ask::MarkCode(_) => Picker::new("Tag the mark as", "A code…", taggable(view)).with_new(&TAGGABLE_NOUNS),
        Ask::AttachTo(_) => {
            let picker = Picker::new("Evidence of which event?", "Words of its title…", Vec::new());
            with(picker, view, events).with_new(&["event"])
        }
        Ask::EventType(_) => Picker::new("Type of the event", "An event type…", codes(view, CodeKind::EventType))
            .with_new(&["event type"]),
        Ask::Area(_) => Picker::new("Area", "An area…", codes(view, CodeKind::Area)).with_new(&["area"]),
        Ask::Participant(event) => {
            let picker = Picker::new("Who took part?", "A name…", Vec::new());
            with(picker, view, move |project| entities_for(project, event)).with_new(&["entity"])
        }
        Ask::Role(..) => Picker::new("In which role?", "A role…", codes(view, CodeKind::Role)).with_new(&["role"]),
        Ask::Where(_) => with(Picker::new("Where?", "A place…", Vec::new()), view, places).with_new(&["place"]),
        Ask::DateOf(document, span) => dated(view, document, span),
        Ask::Codebook(about) => asks::open(view, about),
        Ask::EntityKind(_) => {
            Picker::new("Kind of entity", "A kind…", codes(view, CodeKind::EntityKind)).with_new(&["entity kind"])
        }
    }
}

/// What words can be tagged as, in the order in which something new is offered.
const TAGGABLE: [CodeKind; 2] = [CodeKind::EventType, CodeKind::EntityKind];
const TAGGABLE_NOUNS: [&str; 2] = ["event type", "entity kind"];

/// What a choice comes to.
#[must_use]
pub fn answer(view: View<'_>, ask: Ask, picked: Picked<Target>) -> Option<Wish> {
    match picked {
        Picked::Closed | Picked::Choice(Target::Nothing) => None,
        Picked::Choice(Target::Action(action)) => Some(Wish::Act(action)),
        Picked::Choice(Target::Record(record)) => chosen(view, ask, record),
        Picked::New { noun, name } => make(ask, TAGGABLE.get(noun).copied().unwrap_or(CodeKind::EventType), name),
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
        (Ask::EventType(event), RecordId::Code(code)) => change(event, EventChange::Kind(Some(code))),
        (Ask::Area(event), RecordId::Code(area)) => {
            let mut areas = view.project().events().get(event)?.areas.clone();
            areas.insert(area);
            change(event, EventChange::Areas(areas))
        }
        (Ask::Participant(event), RecordId::Entity(entity)) => {
            change(event, EventChange::AddParticipant(participant(view, event, entity)))
        }
        (Ask::Role(event, at), RecordId::Code(role)) => {
            let mut participant = view.project().events().get(event)?.participants.get(at)?.clone();
            participant.role = Some(role);
            change(event, EventChange::SetParticipant(at, participant))
        }
        (Ask::Where(event), RecordId::Entity(entity)) => {
            change(event, EventChange::Place(Some(Place { entity: Some(entity), ..Place::default() })))
        }
        (Ask::MarkCode(mark), RecordId::Code(code)) => Wish::Do(Command::Retype { mark, code }),
        (Ask::EntityKind(entity), RecordId::Code(kind)) => {
            Wish::Do(Command::ChangeEntity { entity, changes: vec![EntityChange::Kind(Some(kind))] })
        }
        (Ask::DateOf(document, span), record) => date(view, document, span, record)?,
        _ => return None,
    };
    Some(wish)
}

/// What a name comes to that the list does not hold. `kind`: what it is where a list offers two.
fn make(ask: Ask, kind: CodeKind, name: String) -> Option<Wish> {
    let purpose = match ask {
        Ask::TagWith => return Some(Wish::TagWordsNew(kind, name)),
        Ask::TagTicked(_) => return Some(Wish::TagTickedNew(kind, name)),
        Ask::AttachTo(None) => return Some(Wish::AttachWordsNew(name)),
        Ask::Where(event) => {
            let place = Place { text: name, ..Place::default() };
            return Some(change(event, EventChange::Place(Some(place))));
        }
        Ask::AttachTo(Some(mark)) => Purpose::Evidence(mark),
        Ask::MarkCode(mark) => Purpose::MarkCode { mark, kind },
        Ask::EventType(event) => Purpose::EventType(event),
        Ask::Area(event) => Purpose::Area(event),
        Ask::Participant(event) => Purpose::Participant(event),
        Ask::Role(event, at) => Purpose::Role(event, at),
        Ask::EntityKind(entity) => Purpose::EntityKind(entity),
        // These lists offer nothing new.
        Ask::Anything | Ask::KeepTagging | Ask::ShowOnly | Ask::DateOf(..) | Ask::Codebook(_) => return None,
    };
    Some(Wish::Do(Command::AddFor { name, purpose }))
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

/// The entity as a participant, in the first role of the event's type that nobody fills yet.
fn participant(view: View<'_>, event: EventId, entity: EntityId) -> Participant {
    let role = view.project().events().get(event).and_then(|event| free_role(view, event));
    somebody(entity, role)
}

fn free_role(view: View<'_>, event: &Event) -> Option<CodeId> {
    let kind = view.project().codes().get(event.kind?)?;
    let taken = |role: CodeId| event.participants.iter().any(|participant| participant.role == Some(role));
    kind.roles.iter().map(|rule| rule.role).find(|role| !taken(*role))
}

fn somebody(entity: EntityId, role: Option<CodeId>) -> Participant {
    Participant { role, who: Who::Entity(entity), office: String::new(), source: Source::Analyst }
}

/// Further choices, from the records of the project: at once if there are few, so that nothing comes in late.
fn with(
    mut picker: Picker<Target>,
    view: View<'_>,
    choices: impl FnOnce(&Project) -> Vec<Choice<Target>> + Send + 'static,
) -> Picker<Target> {
    if is_small(view.project()) {
        picker.extend(choices(view.project()));
        return picker;
    }
    let project = view.project().clone();
    picker.and_later(move || choices(&project))
}

fn actions(keymap: &Keymap) -> Vec<Choice<Target>> {
    let action = |action: Action| Choice {
        value: Target::Action(action),
        name: action.label().to_owned(),
        depth: 0,
        detail: keymap.text(action),
        icon: Some((action.icon(), None)),
    };
    Action::ALL.into_iter().map(action).collect()
}

fn everything(project: &Project) -> Vec<Choice<Target>> {
    let documents = project.documents().iter().map(|(id, document)| Choice {
        value: Target::Record(id.into()),
        name: document.title.clone(),
        depth: 0,
        detail: document.outlet.clone(),
        icon: Some((icons::FILE_TEXT, None)),
    });
    let mut all: Vec<Choice<Target>> = documents.collect();
    all.extend(events(project));
    all.extend(entities(project));
    all
}

fn events(project: &Project) -> Vec<Choice<Target>> {
    let filter = crate::model::Filter::everything();
    let order = crate::query::filter::EventOrder::When;
    let mut ids = crate::query::filter::events(project, &filter, order);
    // The latest first: the second article about something comes soon after the first.
    ids.reverse();
    ids.into_iter().filter_map(|id| event_choice(project, id)).collect()
}

fn event_choice(project: &Project, id: EventId) -> Option<Choice<Target>> {
    let event = project.events().get(id)?;
    let kind = event.kind.and_then(|kind| project.codes().get(kind));
    let detail = [kind.map(|kind| kind.name.clone()), event.when().map(crate::base::when::When::short)];
    Some(Choice {
        value: Target::Record(id.into()),
        name: event.title.clone(),
        depth: 0,
        detail: detail.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        icon: Some((icons::CALENDAR_BLANK, kind.map(|kind| theme::of_code(kind.colour)))),
    })
}

fn entities(project: &Project) -> Vec<Choice<Target>> {
    project.entities().ids().filter_map(|id| entity_choice(project, id)).collect()
}

fn entity_choice(project: &Project, id: EntityId) -> Option<Choice<Target>> {
    let entity = project.entities().get(id)?;
    let kind = entity.kind.and_then(|kind| project.codes().get(kind));
    let others = entity.names.iter().skip(1).map(|name| name.text.as_str());
    let detail: Vec<&str> = kind.map(|kind| kind.name.as_str()).into_iter().chain(others).take(4).collect();
    Some(Choice {
        value: Target::Record(id.into()),
        name: entity.names.first().map(|name| name.text.clone()).unwrap_or_default(),
        depth: 0,
        detail: detail.join(" · "),
        icon: Some((icons::USER, kind.map(|kind| theme::of_code(kind.colour)))),
    })
}

/// The entities that the event's own articles name come first.
fn entities_for(project: &Project, event: EventId) -> Vec<Choice<Target>> {
    let mut near: Vec<EntityId> = Vec::new();
    for document in project.index().documents_of_event(event) {
        let marks = project.index().marks_in(document).filter_map(|(_, mark)| project.marks().get(mark));
        near.extend(marks.flat_map(|mark| mark.entities().collect::<Vec<_>>()));
    }
    near.sort_unstable();
    near.dedup();
    let others = project.entities().ids().filter(|id| near.binary_search(id).is_err());
    near.iter().copied().chain(others).filter_map(|id| entity_choice(project, id)).collect()
}

/// Entities whose kind is called a place come first.
fn places(project: &Project) -> Vec<Choice<Target>> {
    let mut all = entities(project);
    all.sort_by_key(|choice| !choice.detail.starts_with("Place"));
    all
}

fn codes(view: View<'_>, kind: CodeKind) -> Vec<Choice<Target>> {
    codebook(view.project(), kind).into_iter().filter_map(|(id, depth)| code_choice(view, id, depth)).collect()
}

/// Event types and entity kinds: what words can be tagged as. Those used last come first.
fn taggable(view: View<'_>) -> Vec<Choice<Target>> {
    let recent = view.settings.recent_codes(view.project().id());
    let mut all: Vec<Choice<Target>> = TAGGABLE.into_iter().flat_map(|kind| codes(view, kind)).collect();
    let place = |choice: &Choice<Target>| {
        recent.iter().position(|code| choice.value == Target::Record((*code).into())).unwrap_or(usize::MAX)
    };
    all.sort_by_key(place);
    // One that was taken out of the tree stands for itself.
    all.iter_mut().filter(|choice| place(choice) < usize::MAX).for_each(|choice| choice.depth = 0);
    all
}

pub(super) fn code_choice(view: View<'_>, id: CodeId, depth: usize) -> Option<Choice<Target>> {
    let code = view.project().codes().get(id)?;
    let key = code.key.map(|key| format!("{}  ", key.to_uppercase())).unwrap_or_default();
    Some(Choice {
        value: Target::Record(id.into()),
        name: code.name.clone(),
        depth,
        detail: format!("{key}{}", code.definition),
        icon: Some((icons::TAG, Some(theme::of_code(code.colour)))),
    })
}
