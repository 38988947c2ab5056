//! Merged and taken apart, in every order: nothing is lost, and what came since stays.

use super::*;
use crate::model::ruling::Flaw;
use crate::model::{
    Assessed, Evidence, Figure, Mark, Matter, Membership, Participant, Place, Proves, Relation, RelationKind,
    StatedWhen, Status, StatusStep, View, Who,
};
use crate::ops::delete::delete;
use crate::project::testing::{World, probable, takes_part, when};

const HEED: Rulings = Rulings::Heed;

/// Two reports of one visit, tagged as two events, and everything around them.
struct Visits {
    world: World,
    darmanin: EntityId,
    ouahbi: EntityId,
    first: EventId,
    second: EventId,
    talks: EventId,
    marks: [MarkId; 3],
}

fn stated(text: &str, date: &str, mark: MarkId) -> StatedWhen {
    StatedWhen { text: text.into(), when: when(date), source: Source::Mark(mark) }
}

fn visits() -> Visits {
    let mut world = World::new();
    let visit = world.event_type("Visit");
    let (darmanin, ouahbi) = (world.entity(&["Darmanin"]), world.entity(&["Ouahbi"]));
    let first = world.event("Visit to Rabat", "2025-03-10", Some(visit), &[darmanin]);
    let second = world.event("Minister in Rabat", "", Some(visit), &[darmanin, ouahbi]);
    let talks = world.event("Talks", "", None, &[]);
    let herald = world.document("Herald", "2025-03-11", "Darmanin came to Rabat on Monday. They spoke.");
    let courier = world.document("Courier", "2025-03-12", "The minister came this month. They spoke.");
    let marks = [
        world.mark(herald, "Darmanin came to Rabat on Monday", &[Proves::Event(first)]),
        world.mark(courier, "The minister came this month", &[Proves::Event(second)]),
        world.mark(courier, "They spoke", &[Proves::Event(second), Proves::Event(talks)]),
    ];
    world.change::<Event>(first, |row| row.stated.push(stated("Monday", "2025-03-10", marks[0])));
    world.change::<Event>(second, |row| {
        row.stated.push(stated("this month", "2025-03", marks[1]));
        row.places.push(Place { text: "Rabat".into(), source: Source::Mark(marks[1]), ..Place::default() });
        row.figures.push(Figure { value: 2.into(), unit: "accords".into(), ..Figure::default() });
        row.note = "Second report.".into();
    });
    let relation = |to| Relation {
        kind: RelationKind::PartOf,
        to,
        certainty: crate::model::Certainty::Certain,
        note: String::new(),
        source: Source::Analyst,
    };
    world.change::<Event>(talks, |row| row.relations.push(relation(second)));
    Visits { world, darmanin, ouahbi, first, second, talks, marks }
}

impl Visits {
    fn event(&self, id: EventId) -> &Event {
        self.world.project.events().get(id).expect("an event")
    }

    fn evidence(&self, id: EventId) -> Vec<MarkId> {
        let mut marks: Vec<MarkId> = self.world.project.index().marks_of_event(id).collect();
        marks.sort();
        marks
    }

    fn merge(&mut self, kept: EventId, other: EventId) {
        self.world.draft(|draft| merge_events(draft, kept, &[other], HEED)).expect("a merge");
        self.is_sound();
    }

    fn part(&mut self, kept: EventId, other: EventId) {
        self.world.draft(|draft| take_apart(draft, Pair::Events(kept, other))).expect("two");
        self.is_sound();
    }

    #[track_caller]
    fn is_sound(&self) {
        let found = crate::project::check::check(&self.world.project);
        // The test's documents carry no hash.
        let found: Vec<_> = found.into_iter().filter(|finding| !finding.what.contains("hash")).collect();
        assert_eq!(found, []);
    }

    /// All records, but for who changed them last.
    fn rows(&self) -> Vec<String> {
        let project = &self.world.project;
        let events = project
            .events()
            .iter()
            .map(|(id, row)| format!("{id} {:?}", Event { changed: None, ..Event::clone(row) }));
        let entities = project
            .entities()
            .iter()
            .map(|(id, row)| format!("{id} {:?}", Entity { changed: None, ..Entity::clone(row) }));
        let marks =
            project.marks().iter().map(|(id, row)| format!("{id} {:?}", Mark { changed: None, ..Mark::clone(row) }));
        let views =
            project.views().iter().map(|(id, row)| format!("{id} {:?}", View { changed: None, ..View::clone(row) }));
        events.chain(entities).chain(marks).chain(views).collect()
    }
}

#[test]
fn a_merged_event_knows_what_both_knew_and_who_said_so() {
    let mut visits = visits();
    let (first, second) = (visits.first, visits.second);
    visits.merge(first, second);
    let row = visits.event(first);
    assert_eq!((&*row.title, row.stated.len(), row.figures.len()), ("Visit to Rabat", 2, 1));
    assert_eq!(row.stated[1].source, Source::Mark(visits.marks[1]));
    assert_eq!(row.places.first().map(|place| &*place.text), Some("Rabat"), "the kept one had none");
    assert_eq!(row.entities().collect::<Vec<_>>(), [visits.darmanin, visits.ouahbi], "each once");
    assert_eq!(row.note, "Second report.");
    assert_eq!(visits.evidence(first).len(), 3);
    assert_eq!(visits.event(visits.talks).relations[0].to, first, "who referred to it refers to the kept one");
    assert!(visits.world.project.events().get(second).is_none());
    assert_eq!(row.absorbed[0].was.title, "Minister in Rabat");
}

#[test]
fn taken_apart_everything_is_as_it_was() {
    let mut visits = visits();
    let before = visits.rows();
    let (first, second) = (visits.first, visits.second);
    visits.merge(first, second);
    visits.part(first, second);
    assert_eq!(visits.rows(), before);
    visits.merge(second, first);
    visits.part(second, first);
    assert_eq!(visits.rows(), before);
}

#[test]
fn what_came_to_the_kept_one_stays_with_it() {
    let mut visits = visits();
    let (first, second, talks) = (visits.first, visits.second, visits.talks);
    visits.merge(first, second);
    let document = visits.world.document("Wire", "2025-03-13", "He left again.");
    let late = visits.world.mark(document, "He left again", &[Proves::Event(first)]);
    visits.world.change::<Event>(first, |row| {
        row.participants.push(Participant { office: "guest".into(), ..takes_part(visits.ouahbi) });
        row.figures[0].what = "pages".into();
    });
    visits.part(first, second);
    assert!(visits.evidence(first).contains(&late));
    let row = visits.event(first);
    assert_eq!(row.participants.len(), 2, "Darmanin as before, and Ouahbi as somebody added him since");
    assert_eq!(row.figures[0].what, "pages", "what somebody changed is not taken away");
    assert_eq!(visits.event(second).figures[0].what, "", "and comes back as it was");
    assert_eq!(visits.event(talks).relations[0].to, second);
}

#[test]
fn chains_are_taken_apart_in_the_other_order() {
    let mut visits = visits();
    let (first, second, talks) = (visits.first, visits.second, visits.talks);
    visits.world.change::<Event>(talks, |row| row.relations.clear());
    let before = visits.rows();
    visits.merge(second, talks);
    visits.merge(first, second);
    assert_eq!(visits.world.project.events().len(), 1);
    let refused = visits.world.draft(|draft| take_apart(draft, Pair::Events(first, talks)));
    assert!(refused.is_err(), "only what it has absorbed itself");
    visits.part(first, second);
    visits.part(second, talks);
    assert_eq!(visits.rows(), before);
    // Round in a circle: what came out absorbs what held it.
    visits.merge(first, second);
    visits.part(first, second);
    visits.merge(second, first);
    visits.part(second, first);
    assert_eq!(visits.rows(), before);
}

#[test]
fn two_others_in_either_order() {
    let mut visits = visits();
    let (first, second, talks) = (visits.first, visits.second, visits.talks);
    visits.world.change::<Event>(talks, |row| {
        row.relations.clear();
        row.participants.push(takes_part(visits.ouahbi));
    });
    let before = visits.rows();
    visits.world.draft(|draft| merge_events(draft, first, &[second, talks], HEED)).expect("a merge");
    visits.part(first, second);
    let who: Vec<EntityId> = visits.event(first).entities().collect();
    assert_eq!(who, [visits.darmanin, visits.ouahbi], "the other one that it holds knows Ouahbi, too");
    visits.part(first, talks);
    let mut after = visits.rows();
    // Evidence that two of them shared comes back in another order.
    after.sort();
    let mut before = before;
    before.sort();
    let events = |rows: &[String]| rows.iter().filter(|row| row.starts_with('e')).cloned().collect::<Vec<_>>();
    assert_eq!(events(&after), events(&before));
}

#[test]
fn the_status_of_the_later_source_holds_and_the_other_is_history() {
    let mut visits = visits();
    let (first, second) = (visits.first, visits.second);
    visits.world.status(first, Status::HopedFor);
    let before = visits.rows();
    visits.merge(first, second);
    let row = visits.event(first);
    assert_eq!(row.status, Status::Happened, "hoped for on the 11th, done on the 12th");
    let step =
        StatusStep { status: Status::HopedFor, when: when("2025-03-11"), source: Source::Mark(visits.marks[0]) };
    assert_eq!(row.status_history, [step]);
    visits.part(first, second);
    assert_eq!(visits.rows(), before);
    // The other way round it is the same.
    visits.merge(second, first);
    assert_eq!(visits.event(second).status, Status::Happened);
    assert_eq!(visits.event(second).status_history.len(), 1);
}

#[test]
fn an_assessed_date_of_a_source_is_a_stated_one_beside_another() {
    let mut visits = visits();
    let (first, second) = (visits.first, visits.second);
    let source = Source::Mark(visits.marks[1]);
    let assessed = Assessed { source, ..Assessed::plain(when("2025-03-09").expect("a date")) };
    visits.world.change::<Event>(second, |row| row.assessed = Some(assessed));
    visits.merge(first, second);
    let row = visits.event(first);
    assert_eq!(row.assessed.as_ref().map(|assessed| assessed.when.to_string()).as_deref(), Some("2025-03-10"));
    assert_eq!((row.stated.len(), row.stated[2].source), (3, source));
}

#[test]
fn what_was_said_to_be_different_is_not_merged_unless_somebody_knows() {
    let mut visits = visits();
    let (first, second, talks) = (visits.first, visits.second, visits.talks);
    visits.world.draft(|draft| keep_apart(draft, Pair::Events(first, second))).expect("a ruling");
    assert!(visits.event(second).not_same.contains(&first), "on both sides");
    assert!(visits.world.draft(|draft| keep_apart(draft, Pair::Events(second, first))).is_err(), "known already");
    let refused = visits.world.draft(|draft| merge_events(draft, first, &[second], HEED)).expect_err("refused");
    assert!(refused.0.contains("“Visit to Rabat” and “Minister in Rabat” were said not to be the same"), "{refused}");
    // A third one joins neither side's ruling away.
    visits.merge(talks, first);
    assert!(visits.event(second).not_same.contains(&talks));
    let refused = visits.world.draft(|draft| merge_events(draft, second, &[talks], HEED)).expect_err("refused");
    assert!(refused.0.contains("it was said of “Visit to Rabat”, which “Talks” has absorbed"), "{refused}");
    let overruled = visits.world.draft(|draft| merge_events(draft, second, &[talks], Rulings::Overrule));
    assert_eq!(overruled, Ok(second));
    visits.is_sound();
    visits.part(second, talks);
    visits.part(talks, first);
    assert!(visits.event(first).not_same.contains(&second) && visits.event(second).not_same.contains(&first));
}

#[test]
fn one_place_is_marked_once_and_comes_back_twice() {
    let mut visits = visits();
    let (first, second) = (visits.first, visits.second);
    let document = visits.world.project.marks().get(visits.marks[0]).expect("a mark").document;
    let both = visits.world.mark(document, "They spoke", &[Proves::Event(first)]);
    let twin = visits.world.mark(document, "They spoke", &[Proves::Event(second)]);
    visits.world.change::<Event>(second, |row| row.stated[0].source = Source::Mark(twin));
    let before = visits.rows();
    visits.merge(first, second);
    assert!(visits.world.project.marks().get(twin).is_none());
    assert_eq!(visits.event(first).stated[1].source, Source::Mark(both));
    visits.part(first, second);
    assert_eq!(visits.rows(), before);
    // A mark that was evidence of both is evidence once.
    visits.world.draft(|draft| delete(draft, &[twin.into()])).expect("a deletion");
    visits.world.change::<Mark>(both, |row| row.evidence.push(probable(Proves::Event(second))));
    visits.merge(first, second);
    let row = visits.world.project.marks().get(both).expect("a mark");
    assert_eq!(row.evidence, [Evidence::certain(Proves::Event(first))]);
    visits.part(first, second);
    let row = visits.world.project.marks().get(both).expect("a mark");
    assert_eq!(row.evidence, [Evidence::certain(Proves::Event(first)), probable(Proves::Event(second))]);
}

#[test]
fn the_same_mark_of_two_coders_stays_that_of_both() {
    let mut visits = visits();
    let (first, second) = (visits.first, visits.second);
    let document = visits.world.project.marks().get(visits.marks[0]).expect("a mark").document;
    let one = visits.world.mark(document, "They spoke", &[Proves::Event(first)]);
    let other = visits.world.mark(document, "They spoke", &[Proves::Event(second)]);
    visits.world.change::<Mark>(other, |row| row.made.by = "BN".to_owned());
    let before = visits.rows();
    visits.merge(first, second);
    for mark in [one, other] {
        let row = visits.world.project.marks().get(mark).expect("what one coder saw stays");
        assert_eq!(row.evidence, [Evidence::certain(Proves::Event(first))]);
    }
    visits.is_sound();
    visits.part(first, second);
    assert_eq!(visits.rows(), before);
}

#[test]
fn entities_take_their_references_along_and_back() {
    let mut visits = visits();
    let (darmanin, ouahbi) = (visits.darmanin, visits.ouahbi);
    let ministry = visits.world.entity(&["Ministry", "Darmanin"]);
    visits.world.change::<Entity>(ministry, |row| {
        row.part_of.push(Membership { entity: darmanin, when: None, note: String::new(), source: Source::Analyst });
        row.names[0].used_by.insert("Herald".into());
    });
    let mut chart = crate::model::ChartSpec::default();
    chart.filter.entities = BTreeSet::from([darmanin, ouahbi]);
    let view = View { name: "Both".into(), chart, ..View::default() };
    let view = visits.world.draft(|draft| draft.add(view)).expect("a view");
    let before = visits.rows();
    visits.world.draft(|draft| merge_entities(draft, ouahbi, &[darmanin], HEED)).expect("a merge");
    visits.is_sound();
    let project = &visits.world.project;
    assert_eq!(visits.event(visits.second).entities().collect::<Vec<_>>(), [ouahbi], "once");
    assert_eq!(project.entities().get(ministry).expect("an entity").part_of[0].entity, ouahbi);
    assert_eq!(project.views().get(view).expect("a view").chart.filter.entities.len(), 1);
    visits.world.draft(|draft| take_apart(draft, Pair::Entities(ouahbi, darmanin))).expect("two");
    visits.is_sound();
    let mut after = visits.rows();
    let sort = |rows: &mut Vec<String>| rows.sort();
    sort(&mut after);
    assert_eq!(after.len(), before.len());
    let who: BTreeSet<EntityId> = visits.event(visits.second).entities().collect();
    assert_eq!(who, BTreeSet::from([darmanin, ouahbi]));
    assert_eq!(visits.world.project.entities().get(ministry).expect("an entity").part_of[0].entity, darmanin);
}

#[test]
fn a_sleeping_event_follows_its_entities_and_keeps_the_names_of_deleted_ones() {
    let mut visits = visits();
    let (first, second, darmanin, ouahbi) = (visits.first, visits.second, visits.darmanin, visits.ouahbi);
    let minister = visits.world.entity(&["The minister"]);
    visits.merge(first, second);
    visits.world.draft(|draft| merge_entities(draft, minister, &[darmanin], HEED)).expect("a merge");
    visits.world.draft(|draft| delete(draft, &[ouahbi.into()])).expect("a deletion");
    visits.part(first, second);
    let who: Vec<Who> = visits.event(second).participants.iter().map(|one| one.who.clone()).collect();
    assert_eq!(who, [Who::Entity(minister), Who::Unnamed { text: "Ouahbi".into(), count: None }]);
    assert_eq!(visits.event(first).participants.len(), 1);
    visits.world.draft(|draft| take_apart(draft, Pair::Entities(minister, darmanin))).expect("two");
    visits.is_sound();
    for event in [first, second] {
        assert_eq!(visits.event(event).entities().collect::<Vec<_>>(), [darmanin], "{event}");
    }
}

#[test]
fn an_entity_comes_back_in_an_event_that_sleeps() {
    let mut visits = visits();
    let (first, second, ouahbi) = (visits.first, visits.second, visits.ouahbi);
    let minister = visits.world.entity(&["The minister"]);
    visits.world.draft(|draft| merge_entities(draft, minister, &[ouahbi], HEED)).expect("a merge");
    visits.merge(first, second);
    visits.world.draft(|draft| take_apart(draft, Pair::Entities(minister, ouahbi))).expect("two");
    visits.is_sound();
    assert!(visits.event(first).entities().any(|entity| entity == ouahbi));
    visits.part(first, second);
    assert_eq!(visits.event(first).participants.len(), 1);
    assert_eq!(visits.event(second).entities().collect::<Vec<_>>(), [visits.darmanin, ouahbi]);
}

#[test]
fn rulings_are_about_the_kept_one_meanwhile() {
    let mut visits = visits();
    let (first, second) = (visits.first, visits.second);
    let about = Matter::Accepted { flaw: Flaw::NoActor, records: vec![second.into()], rests_on: String::new() };
    let ruling =
        visits.world.draft(|draft| crate::ops::ruling::rule(draft, &about, "nobody is named")).expect("a ruling");
    let records = |visits: &Visits| visits.world.project.rulings().get(ruling).expect("a ruling").about.records();
    visits.merge(first, second);
    assert_eq!(records(&visits), [first.into()]);
    visits.part(first, second);
    assert_eq!(records(&visits), [second.into()]);
}

#[test]
fn splitting_takes_along_what_the_sentences_say() {
    let mut visits = visits();
    let (second, talks) = (visits.second, visits.talks);
    let [other, came, spoke] = visits.marks;
    let split = |visits: &mut Visits, marks: &[MarkId]| {
        visits.world.draft(|draft| split_event(draft, second, marks, "A visit of its own"))
    };
    assert!(split(&mut visits, &[]).is_err());
    assert!(split(&mut visits, &[came, spoke]).is_err(), "nothing would stay");
    assert!(split(&mut visits, &[other]).is_err(), "no evidence of it");
    let new = split(&mut visits, &[came]).expect("an event");
    visits.is_sound();
    let (old, new_row) = (visits.event(second), visits.event(new));
    assert_eq!((old.stated.len(), old.places.len(), old.participants.len()), (0, 0, 2));
    assert_eq!((new_row.stated.len(), &*new_row.title, new_row.kind), (1, "A visit of its own", old.kind));
    assert!(!new_row.places.is_empty() && new_row.not_same.contains(&second) && old.not_same.contains(&new));
    assert_eq!((visits.evidence(new), visits.evidence(second)), (vec![came], vec![spoke]));
    assert_eq!(visits.event(talks).relations[0].to, second);
}

#[test]
fn a_person_who_was_two_becomes_two() {
    let mut visits = visits();
    let (second, darmanin) = (visits.second, visits.darmanin);
    let mark = visits.marks[1];
    visits.world.change::<Mark>(mark, |row| row.evidence.push(Evidence::certain(Proves::Entity(darmanin))));
    visits.world.change::<Event>(second, |row| row.participants[0].source = Source::Mark(mark));
    let split = |names: &[&str], visits: &mut Visits| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        visits.world.draft(|draft| split_entity(draft, darmanin, &names, &[mark]))
    };
    assert!(split(&[" "], &mut visits).is_err());
    let new = split(&["Darmanin", "The minister"], &mut visits).expect("an entity");
    visits.is_sound();
    let names = |id| -> Vec<String> {
        visits
            .world
            .project
            .entities()
            .get(id)
            .expect("an entity")
            .names
            .iter()
            .map(|name| name.text.clone())
            .collect()
    };
    assert_eq!(
        (names(new), names(darmanin)),
        (vec!["Darmanin".into(), "The minister".into()], vec!["Darmanin".into()])
    );
    assert_eq!(visits.event(second).entities().collect::<Vec<_>>(), [new, visits.ouahbi]);
    assert_eq!(visits.event(visits.first).entities().collect::<Vec<_>>(), [darmanin]);
}

#[test]
fn what_was_said_not_to_be_the_same_can_be_taken_back_on_both_sides() {
    let mut world = World::new();
    let [one, other] = ["Talks", "The talks"].map(|title| world.event(title, "", None, &[]));
    let pair = Pair::Events(one, other);
    assert!(world.draft(|draft| reconsider(draft, pair)).is_err(), "nobody said so");
    world.draft(|draft| keep_apart(draft, pair)).expect("kept apart");
    let turned = Pair::Events(other, one);
    assert_eq!(world.draft(|draft| reconsider(draft, turned)), Ok(true));
    assert!(world.project.events().iter().all(|(_, row)| row.not_same.is_empty()));
    world.draft(|draft| merge_events(draft, one, &[other], Rulings::Heed)).expect("merged");
}

#[test]
fn all_filters_of_a_view_come_back_when_two_are_taken_apart() {
    let mut world = World::new();
    let [state, other, third] = [["Morocco"], ["Kingdom of Morocco"], ["France"]].map(|names| world.entity(&names));
    let filter = crate::model::Filter {
        entities: [other].into(),
        wholes: [state, other].into(),
        dyad: Some((other, third)),
        places: [crate::model::Somewhere::Entity(other)].into(),
        ..crate::model::Filter::everything()
    };
    let chart = crate::model::ChartSpec { filter: filter.clone(), ..crate::model::ChartSpec::default() };
    let view =
        world.draft(|draft| draft.add(crate::model::View { name: "Pair".into(), chart, ..Default::default() }));
    let view = view.expect("a view");
    let now = |world: &World| world.project.views().get(view).expect("it").chart.filter.clone();
    world.draft(|draft| merge_entities(draft, state, &[other], Rulings::Heed)).expect("merged");
    let merged = now(&world);
    assert_eq!((merged.dyad, merged.wholes.len()), (Some((state, third)), 1));
    let before = world.project.clone();
    world.draft(|draft| take_apart(draft, Pair::Entities(state, other))).expect("apart");
    assert_eq!(now(&world), filter);
    world.project = before;
    world.change::<crate::model::View>(view, |row| row.chart.filter.dyad = None);
    world.draft(|draft| take_apart(draft, Pair::Entities(state, other))).expect("apart");
    assert_eq!(now(&world).dyad, None, "what somebody changed since stays");
}
