//! Which events a filter lets through, and lists of them in an order.
//!
//! Each field of a [`Filter`] that says something must agree; an empty one lets everything through. Types, areas and
//! roles let their descendants through as well, and an actor of a pair or a place its parts, where these
//! belonged to it at the date of the event; an event without a date lets any in that ever did. An event without a date is in no period. Marks and documents are taken as they are here, also those that
//! `scope` leaves out of counts: a list shows what is there.

mod family;

pub(in crate::query) use family::{Family, Reach};

use super::codebook::with_descendants;
use super::fold::fold;
use super::origins;
use crate::model::{CodeId, EntityId, Event, EventId, Filter, InRole, Mark, Participant, Somewhere, Who};
use crate::project::Project;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Whether an event is there and the filter lets it through. For many events build one [`Sieve`].
#[must_use]
pub fn matches(project: &Project, event: EventId, filter: &Filter) -> bool {
    project.events().get(event).is_some_and(|row| Sieve::new(project, filter).passes(event, row))
}

/// A filter made ready to be asked many times.
#[derive(Clone, Debug)]
pub struct Sieve<'f> {
    project: &'f Project,
    filter: &'f Filter,
    pub(super) words: Words,
    pub(super) types: BTreeSet<CodeId>,
    pub(super) areas: BTreeSet<CodeId>,
    pub(super) actors: Reach,
    pub(super) dyad: Option<[Reach; 2]>,
    pub(super) roles: Vec<Role>,
    pub(super) places: Reach,
    pub(super) place_words: BTreeSet<String>,
    /// The events that the outlets report, sorted.
    reported: Vec<EventId>,
}

/// A role with its descendants, and who is to fill it.
type Role = (BTreeSet<CodeId>, Option<EntityId>);

impl<'f> Sieve<'f> {
    /// Looks up once what every event is compared with.
    #[must_use]
    pub fn new(project: &'f Project, filter: &'f Filter) -> Self {
        let place = |place: &Somewhere| if let Somewhere::Entity(entity) = place { Some(*entity) } else { None };
        let words = |place: &Somewhere| if let Somewhere::Words(text) = place { Some(fold(text)) } else { None };
        let places: BTreeSet<EntityId> = filter.places.iter().filter_map(place).collect();
        let family = Family::if_asked(project, filter);
        let mut actors = family.reach(filter.wholes.clone());
        actors.add(&filter.entities);
        Self {
            project,
            filter,
            words: Words::of(&filter.text),
            types: with_descendants(project, &filter.types),
            areas: with_descendants(project, &filter.areas),
            actors,
            dyad: filter.dyad.map(|(one, other)| [one, other].map(|side| family.reach(BTreeSet::from([side])))),
            roles: filter.roles.iter().map(|role| wide_role(project, *role)).collect(),
            places: family.reach(places),
            place_words: filter.places.iter().filter_map(words).collect(),
            reported: reported(project, &filter.outlets, |mark| mark.events().collect()),
        }
    }

    /// Whether the event goes through.
    #[must_use]
    pub fn passes(&self, id: EventId, event: &Event) -> bool {
        self.is_such(event) && self.takes_part(event) && self.is_there(id, event)
    }

    /// What the row alone says, the cheapest first.
    fn is_such(&self, event: &Event) -> bool {
        let Filter { types, areas, statuses, period, coders, certainties, handlings, date, .. } = self.filter;
        (statuses.is_empty() || statuses.contains(&event.status))
            && (types.is_empty() || event.kind.is_some_and(|kind| self.types.contains(&kind)))
            && (areas.is_empty() || event.areas.iter().any(|area| self.areas.contains(area)))
            && (certainties.is_empty() || certainties.contains(&event.certainty))
            && (handlings.is_empty() || event.handling.is_some_and(|label| handlings.contains(&label)))
            && (coders.is_empty() || coders.contains(&event.made.by))
            && date.is_none_or(|date| date.is_so(event.when().is_some()))
            && period.as_ref().is_none_or(|period| event.when().is_some_and(|when| when.overlaps(period)))
            && self.words.are_in(&[event.title.as_str()])
    }

    fn takes_part(&self, event: &Event) -> bool {
        let Filter { entities, wholes, roles, .. } = self.filter;
        let anybody = entities.is_empty() && wholes.is_empty();
        (anybody || event.entities().any(|entity| self.actors.holds(self.project, entity, event.when())))
            && self.dyad.as_ref().is_none_or(|sides| is_pair(self.project, event, sides))
            && (roles.is_empty() || event.participants.iter().any(|participant| self.fills_a_role(participant)))
    }

    /// Whether a participant fills one of the roles of the filter.
    #[must_use]
    pub fn fills_a_role(&self, participant: &Participant) -> bool {
        let Some(role) = participant.role else { return false };
        self.roles.iter().any(|(roles, entity)| {
            roles.contains(&role) && entity.is_none_or(|entity| participant.who == Who::Entity(entity))
        })
    }

    /// What other records say.
    fn is_there(&self, id: EventId, event: &Event) -> bool {
        let Filter { places, outlets, evidence, origins, .. } = self.filter;
        let index = self.project.index();
        (places.is_empty() || self.took_place(event))
            && (outlets.is_empty() || self.reported.binary_search(&id).is_ok())
            && evidence.is_none_or(|evidence| evidence.is_so(index.evidence_count(id) > 0))
            && (*origins == 0 || origins::count(self.project, &index.documents_of_event(id)) >= *origins)
    }

    fn took_place(&self, event: &Event) -> bool {
        event.places.iter().any(|place| {
            let entity = place.entity.is_some_and(|entity| self.places.holds(self.project, entity, event.when()));
            entity || (!self.place_words.is_empty() && self.place_words.contains(&fold(&place.text)))
        })
    }
}

/// Whether one participant is of the one side and another one of the other.
fn is_pair(project: &Project, event: &Event, [one, other]: &[Reach; 2]) -> bool {
    let stands = |side: &Reach, entity: EntityId| side.holds(project, entity, event.when());
    event.entities().any(|a| stands(one, a) && event.entities().any(|b| a != b && stands(other, b)))
}

fn wide_role(project: &Project, InRole { role, entity }: InRole) -> Role {
    (with_descendants(project, &BTreeSet::from([role])), entity)
}

/// What the marks in documents of these outlets are evidence of, sorted; nothing is looked up for no outlet.
pub(super) fn reported<T: Ord>(
    project: &Project,
    outlets: &BTreeSet<String>,
    proved: impl Fn(&Mark) -> Vec<T>,
) -> Vec<T> {
    if outlets.is_empty() {
        return Vec::new();
    }
    let documents = documents_of(project, outlets);
    let marks = project.marks().iter().filter(|(_, mark)| documents.contains(&mark.document));
    let mut all: Vec<T> = marks.flat_map(|(_, mark)| proved(mark)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The documents of these outlets.
pub(super) fn documents_of(project: &Project, outlets: &BTreeSet<String>) -> BTreeSet<crate::model::DocumentId> {
    project.documents().iter().filter(|(_, row)| outlets.contains(&row.outlet)).map(|(id, _)| id).collect()
}

/// An entity and everything that is part of it, at whatever time, and so on downwards.
#[must_use]
pub fn with_parts(project: &Project, entity: EntityId) -> BTreeSet<EntityId> {
    Family::of(project).with_parts(&BTreeSet::from([entity]))
}

/// Words that are looked for, folded once.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(Vec<String>);

impl Words {
    pub(super) fn of(typed: &str) -> Self {
        Self(fold(typed).split_whitespace().map(str::to_owned).collect())
    }

    /// The words themselves, folded.
    pub(super) fn words(&self) -> &[String] {
        &self.0
    }

    /// Whether every word stands in one of the texts; no word at all: yes.
    pub(super) fn are_in<'t>(&self, texts: &(impl IntoIterator<Item = &'t str> + Clone)) -> bool {
        self.0.iter().all(|word| texts.clone().into_iter().any(|text| holds(text, word)))
    }
}

/// Whether a text holds a word in whatever case and accents. Most titles are plain letters, which need no folding.
fn holds(text: &str, word: &str) -> bool {
    if text.is_ascii() {
        return word.is_ascii()
            && text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    }
    fold(text).contains(word)
}

/// What a list of events is sorted by. Ties are always settled by date, title and id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventOrder {
    /// Earliest first; those without a beginning last.
    #[default]
    When,
    /// By title, without case and accents.
    Title,
    /// By the name of the type; those without one last.
    Type,
    /// In the order of [`crate::model::Status::ALL`].
    Status,
    /// Most marks first.
    Marks,
    /// Most documents first.
    Documents,
}

/// The events that the filter lets through, sorted.
#[must_use]
pub fn events(project: &Project, filter: &Filter, order: EventOrder) -> Vec<EventId> {
    let sieve = Sieve::new(project, filter);
    let mut passed: Vec<(EventId, &Event)> = project
        .events()
        .iter()
        .filter(|(id, event)| sieve.passes(*id, event))
        .map(|(id, event)| (id, &**event))
        .collect();
    passed.sort_by_cached_key(|(id, event)| (rank(project, *id, event, order), by_date(event), *id));
    passed.into_iter().map(|(id, _)| id).collect()
}

/// First by number, then by words: each order uses what it needs.
type Rank = (Reverse<usize>, Missing<String>);

fn rank(project: &Project, id: EventId, event: &Event, order: EventOrder) -> Rank {
    let none = (Reverse(0), Missing(None));
    match order {
        EventOrder::When => none,
        EventOrder::Title => (Reverse(0), Missing(Some(fold(&event.title)))),
        EventOrder::Type => {
            let code = event.kind.and_then(|kind| project.codes().get(kind));
            (Reverse(0), Missing(code.map(|code| fold(&code.name))))
        }
        EventOrder::Status => (Reverse(usize::MAX - event.status as usize), Missing(None)),
        EventOrder::Marks => (Reverse(project.index().evidence_count(id)), Missing(None)),
        EventOrder::Documents => (Reverse(project.index().documents_of_event(id).len()), Missing(None)),
    }
}

pub(super) fn by_date(event: &Event) -> (Missing<NaiveDate>, Missing<NaiveDate>, String) {
    let (first, last) = event.when().map_or((None, None), |when| (when.earliest(), when.latest()));
    (Missing(first), Missing(last), fold(&event.title))
}

/// An event's place in time, as a sort key; an event that is not there comes last.
pub(super) fn date_key(project: &Project, event: EventId) -> impl Ord + use<> {
    Missing(project.events().get(event).map(|event| by_date(event)))
}

/// A sort key that puts what is not there last instead of first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Missing<T>(pub Option<T>);

impl<T: Ord> Ord for Missing<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
    }
}

impl<T: Ord> PartialOrd for Missing<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Certainty, CodeKind, Document, Entity, Handling, Membership, Place, Presence, Proves, Source, Status,
    };
    use crate::project::testing::{World, when};

    #[test]
    fn each_field_that_says_something_must_agree() {
        let mut world = World::new();
        let meeting = world.event_type("Meeting");
        let visit = world.code(CodeKind::EventType, "Visit", Some(meeting));
        let arrest = world.event_type("Arrest");
        let (darmanin, daki) = (world.entity(&["Darmanin"]), world.entity(&["Daki"]));
        let event = world.event("Visite de Gérald Darmanin", "2025-03", Some(visit), &[darmanin]);
        let passes = |world: &World, filter: Filter| matches(&world.project, event, &filter);
        let words = |text: &str| Filter { text: text.into(), ..Filter::default() };
        let types = |types: &[CodeId]| Filter { types: types.iter().copied().collect(), ..Filter::default() };
        let period = |date: &str| Filter { period: when(date), ..Filter::default() };
        assert!(passes(&world, Filter::default()));
        assert!(passes(&world, words("GERALD visite")));
        assert!(!passes(&world, words("gerald Ouahbi")));
        assert!(passes(&world, types(&[meeting])), "a visit is a meeting");
        assert!(passes(&world, types(&[arrest, visit])));
        assert!(!passes(&world, types(&[arrest])));
        let with = |entity| Filter { entities: BTreeSet::from([entity]), ..Filter::default() };
        assert!(passes(&world, with(darmanin)) && !passes(&world, with(daki)));
        assert!(passes(&world, period("2025-03-10")) && passes(&world, period("2025-01/2025-03-01")));
        assert!(!passes(&world, period("2024")));
        assert!(!passes(&world, Filter { types: BTreeSet::from([visit]), ..words("Madrid") }));
        world.status(event, Status::Planned);
        assert!(!passes(&world, Filter::default()) && passes(&world, Filter::everything()));
    }

    #[test]
    fn an_event_without_a_date_is_in_no_period() {
        let mut world = World::new();
        let event = world.event("Talks", "", None, &[]);
        assert!(!matches(&world.project, event, &Filter { period: when("2025"), ..Filter::default() }));
    }

    /// A state with an agency of a ministry of it, another state, and an event of each pair.
    #[test]
    fn a_whole_stands_for_its_parts_where_that_is_asked() {
        let mut world = World::new();
        let [morocco, interior, dgsn, france] =
            ["Morocco", "Interior", "DGSN", "France"].map(|name| world.entity(&[name]));
        for (part, whole) in [(interior, morocco), (dgsn, interior)] {
            world.change::<Entity>(part, |row| row.part_of.push(part_of(whole)));
        }
        let raid = world.event("Raid", "", None, &[dgsn, france]);
        let talks = world.event("Talks", "", None, &[dgsn, interior]);
        let list = |filter: &Filter| events(&world.project, filter, EventOrder::Title);
        let all = Filter::everything();
        assert_eq!(list(&Filter { entities: BTreeSet::from([morocco]), ..all.clone() }), []);
        assert_eq!(list(&Filter { wholes: BTreeSet::from([morocco]), ..all.clone() }), [raid, talks]);
        let both = BTreeSet::from([france]);
        let either = Filter { wholes: BTreeSet::from([morocco]), entities: both, ..all.clone() };
        assert_eq!(list(&either), [raid, talks], "at least one of all of them");
        assert_eq!(list(&Filter { dyad: Some((france, morocco)), ..all.clone() }), [raid]);
        assert_eq!(list(&Filter { dyad: Some((morocco, france)), ..all.clone() }), [raid]);
        assert_eq!(list(&Filter { dyad: Some((morocco, interior)), ..all.clone() }), [talks], "two of them, not one");
        assert_eq!(list(&Filter { dyad: Some((interior, dgsn)), ..all }), [talks], "the agency is a part of it");
        assert_eq!(with_parts(&world.project, interior), BTreeSet::from([interior, dgsn]));
    }

    #[test]
    fn a_part_stands_for_its_whole_in_the_years_in_which_it_belonged_to_it() {
        let mut world = World::new();
        let [france, interior, darmanin] =
            ["France", "Interior Ministry", "Darmanin"].map(|name| world.entity(&[name]));
        world.change::<Entity>(interior, |row| row.part_of.push(part_of(france)));
        let then = |entity| Membership { when: when("2020-07/2024-09"), ..part_of(entity) };
        world.change::<Entity>(darmanin, |row| row.part_of.push(then(interior)));
        let [during, after, ever] = [("Visit", "2024-04"), ("Book", "2025-02"), ("Talk", "")]
            .map(|(title, date)| world.event(title, date, None, &[darmanin]));
        let of = |whole| {
            let filter = Filter { wholes: BTreeSet::from([whole]), ..Filter::everything() };
            events(&world.project, &filter, EventOrder::When)
        };
        assert_eq!([of(france), of(interior)], [[during, ever], [during, ever]], "without a date, if ever");
        let himself = Filter { entities: BTreeSet::from([darmanin]), ..Filter::everything() };
        assert_eq!(events(&world.project, &himself, EventOrder::When), [during, after, ever]);
    }

    #[test]
    fn parts_that_go_round_have_an_end() {
        let mut world = World::new();
        let [one, other] = ["One", "Other"].map(|name| world.entity(&[name]));
        world.change::<Entity>(one, |row| row.part_of.push(part_of(other)));
        world.change::<Entity>(other, |row| row.part_of.push(part_of(one)));
        assert_eq!(with_parts(&world.project, one).len(), 2);
    }

    fn part_of(entity: EntityId) -> Membership {
        Membership { entity, when: None, note: String::new(), source: Source::Analyst }
    }

    #[test]
    fn roles_are_filled_by_anybody_or_by_somebody() {
        let mut world = World::new();
        let host = world.code(CodeKind::Role, "Host", None);
        let main = world.code(CodeKind::Role, "Main host", Some(host));
        let (rabat, paris) = (world.entity(&["Rabat"]), world.entity(&["Paris"]));
        let event = world.event("Talks", "", None, &[rabat, paris]);
        world.change::<Event>(event, |row| row.participants[0].role = Some(main));
        let passes = |role, entity| {
            let filter = Filter { roles: BTreeSet::from([InRole { role, entity }]), ..Filter::everything() };
            matches(&world.project, event, &filter)
        };
        assert!(passes(main, None) && passes(host, None) && passes(host, Some(rabat)));
        assert!(!passes(host, Some(paris)), "Paris takes part, and hosts nothing");
    }

    #[test]
    fn a_place_is_an_entity_with_its_parts_or_words() {
        let mut world = World::new();
        let (morocco, rabat) = (world.entity(&["Morocco"]), world.entity(&["Rabat"]));
        world.change::<Entity>(rabat, |row| row.part_of.push(part_of(morocco)));
        let (talks, raid) = (world.event("Talks", "", None, &[]), world.event("Raid", "", None, &[]));
        world.change::<Event>(talks, |row| row.places.push(Place { entity: Some(rabat), ..Place::default() }));
        world.change::<Event>(raid, |row| row.places.push(Place { text: "Tétouan".into(), ..Place::default() }));
        let at = |place| {
            let filter = Filter { places: BTreeSet::from([place]), ..Filter::everything() };
            events(&world.project, &filter, EventOrder::Title)
        };
        assert_eq!(at(Somewhere::Entity(morocco)), [talks]);
        assert_eq!(at(Somewhere::Words("tetouan".into())), [raid]);
        assert_eq!(at(Somewhere::Words("tetou".into())), [], "the whole place");
    }

    #[test]
    fn what_other_records_say_counts_too() {
        let mut world = World::new();
        let seen = world.event("Talks", "2025", None, &[]);
        let unseen = world.event("Raid", "", None, &[]);
        let wire = world.document("Wire", "", "They met.");
        let copy = world.document("Courier", "", "They met.");
        world.change::<Document>(copy, |row| row.syndicated_from = Some(wire));
        for document in [wire, copy] {
            world.mark(document, "met", &[Proves::Event(seen)]);
        }
        world.change::<Event>(unseen, |row| {
            row.made.by = "BK".into();
            row.certainty = Certainty::Possible;
            row.handling = Some(Handling::Amber);
        });
        let check = |filter: Filter, expected: &[EventId]| {
            assert_eq!(events(&world.project, &filter, EventOrder::When), expected, "{filter:?}");
        };
        let all = Filter::everything;
        check(Filter { outlets: BTreeSet::from(["Courier".into(), "Nobody".into()]), ..all() }, &[seen]);
        check(Filter { outlets: BTreeSet::from(["Nobody".into()]), ..all() }, &[]);
        check(Filter { evidence: Some(Presence::Present), ..all() }, &[seen]);
        check(Filter { evidence: Some(Presence::Absent), ..all() }, &[unseen]);
        check(Filter { date: Some(Presence::Absent), ..all() }, &[unseen]);
        check(Filter { date: Some(Presence::Present), ..all() }, &[seen]);
        check(Filter { origins: 1, ..all() }, &[seen]);
        check(Filter { origins: 2, ..all() }, &[]);
        check(Filter { coders: BTreeSet::from(["BK".into()]), ..all() }, &[unseen]);
        check(Filter { certainties: BTreeSet::from([Certainty::Possible]), ..all() }, &[unseen]);
        check(Filter { handlings: BTreeSet::from([Handling::Amber, Handling::Red]), ..all() }, &[unseen]);
    }

    #[test]
    fn an_area_is_one_of_those_below_it_too() {
        let mut world = World::new();
        let crime = world.code(CodeKind::Area, "Crime", None);
        let drugs = world.code(CodeKind::Area, "Drugs", Some(crime));
        let event = world.event("Raid", "", None, &[]);
        world.change::<Event>(event, |row| row.areas = BTreeSet::from([drugs]));
        let passes =
            |area| matches(&world.project, event, &Filter { areas: BTreeSet::from([area]), ..Filter::everything() });
        assert!(passes(crime) && passes(drugs));
    }

    #[test]
    fn words_are_found_in_plain_and_in_accented_texts() {
        for (text, word, found) in [
            ("Visit to RABAT", "rabat", true),
            ("Visit to Rabat", "réunion", false),
            ("Réunion à Tétouan", "tetouan", true),
            ("", "a", false),
        ] {
            assert_eq!(Words::of(word).are_in(&[text]), found, "{text} {word}");
        }
        assert!(Words::of(" ").are_in(&[""]));
    }

    #[test]
    fn lists_are_sorted_and_ties_settled_by_date() {
        let mut world = World::new();
        let (visit, arrest) = (world.event_type("visit"), world.event_type("Arrest"));
        let c = world.event("Charlie", "", Some(visit), &[]);
        let b = world.event("bravo", "2025-03-10", Some(visit), &[]);
        let e = world.event("Écho", "2025-03-10", Some(arrest), &[]);
        let a = world.event("alpha", "2024", None, &[]);
        world.status(a, Status::Planned);
        let text = world.document("Wire", "", "They met.");
        world.mark(text, "met", &[Proves::Event(c)]);
        let list = |order| events(&world.project, &Filter::everything(), order);
        assert_eq!(list(EventOrder::When), [a, b, e, c]);
        assert_eq!(list(EventOrder::Title), [a, b, c, e]);
        assert_eq!(list(EventOrder::Type), [e, b, c, a]);
        assert_eq!(list(EventOrder::Status), [b, e, c, a]);
        assert_eq!(list(EventOrder::Marks), [c, a, b, e]);
        assert_eq!(list(EventOrder::Documents), [c, a, b, e]);
    }
}
