//! What networks promise.

use super::*;
use crate::base::id::Fresh;
use crate::model::{
    ChartKind, Code, CodeKind, Entity, Event, Filter, Membership, NetworkSpec, Proves, Source, Status, Unit,
};
use crate::project::testing::{World, takes_part, when};
use rust_decimal::Decimal;

struct Picture {
    world: World,
    france: EntityId,
    morocco: EntityId,
    spain: EntityId,
    ministry: EntityId,
    police: EntityId,
    host: CodeId,
}

/// France with a ministry (always) and a police force (until 2020), Morocco, Spain; visits weigh 3, a quarrel −5.
fn picture() -> Picture {
    let mut world = World::new();
    let state = world.code(CodeKind::EntityKind, "State", None);
    let [france, morocco, spain, ministry, police] =
        ["France", "Morocco", "Spain", "Ministry", "Police"].map(|name| world.entity(&[name]));
    for id in [france, morocco, spain] {
        world.change::<Entity>(id, |row| row.kind = Some(state));
    }
    for (part, period) in [(ministry, ""), (police, "2000/2020")] {
        let of = Membership { entity: france, when: when(period), note: String::new(), source: Source::Analyst };
        world.change::<Entity>(part, |row| row.part_of.push(of));
    }
    let (visit, quarrel) = (world.event_type("Visit"), world.event_type("Quarrel"));
    world.change::<Code>(visit, |row| row.weight = Some(Decimal::from(3)));
    world.change::<Code>(quarrel, |row| row.weight = Some(Decimal::from(-5)));
    let host = world.code(CodeKind::Role, "Host", None);
    let first = world.event("a", "2019-05-01", Some(visit), &[police, morocco]);
    world.change::<Event>(first, |row| row.participants[1].role = Some(host));
    world.event("b", "2024-05-01", Some(quarrel), &[police, ministry, morocco]);
    world.event("c", "2024-06", None, &[ministry, morocco]);
    world.event("d", "", Some(visit), &[spain]);
    world.event("e", "2024-07-01", Some(visit), &[]);
    Picture { world, france, morocco, spain, ministry, police, host }
}

fn spec(asked: NetworkSpec) -> ChartSpec {
    ChartSpec { kind: ChartKind::Network(asked), ..ChartSpec::default() }
}

fn folded() -> ChartSpec {
    spec(NetworkSpec { folded: true, ..NetworkSpec::default() })
}

fn sizes(network: &Network) -> Vec<(&str, usize, usize)> {
    network.nodes.iter().map(|node| (&*node.name, node.amount, node.ties)).collect()
}

fn ties(network: &Network) -> Vec<(String, usize)> {
    let name = |at: usize| &*network.nodes[at].name;
    network.ties.iter().map(|tie| (format!("{}–{}", name(tie.ends.0), name(tie.ends.1)), tie.amount)).collect()
}

#[test]
fn actors_apart_have_the_events_that_they_share() {
    let Picture { world, .. } = picture();
    let found = network(&world.project, &spec(NetworkSpec::default()));
    assert_eq!(sizes(&found), [("Morocco", 3, 2), ("Ministry", 2, 2), ("Police", 2, 2), ("Spain", 1, 0)]);
    let expected = [("Morocco–Ministry", 2), ("Morocco–Police", 2), ("Ministry–Police", 1)];
    assert_eq!(ties(&found), expected.map(|(name, amount)| (name.to_owned(), amount)));
    assert_eq!((found.alone.len(), found.nobody.len(), found.undated.len()), (1, 1, 1));
    assert_eq!(found.title, "Actors by shared events, happened");
    let facts = Facts::of(&world.project);
    assert!(found.nodes.iter().all(|node| facts.parts(&found, node).is_empty()));
}

#[test]
fn agencies_fold_into_the_state_that_they_belonged_to_at_the_time() {
    let Picture { world, france, police, ministry, .. } = picture();
    let found = network(&world.project, &folded());
    assert_eq!(sizes(&found), [("France", 3, 2), ("Morocco", 3, 2), ("Police", 1, 2), ("Spain", 1, 0)]);
    let state = &found.nodes[0];
    assert_eq!(state.entity, france);
    let mut expected = vec![(ministry, 2), (police, 1)];
    expected.sort_by_key(|(id, times)| (std::cmp::Reverse(*times), *id));
    assert_eq!(Facts::of(&world.project).parts(&found, state), expected, "who it was, in how many events");
    assert_eq!(ties(&found)[0], ("France–Morocco".to_owned(), 3));
}

#[test]
fn a_tie_says_weights_roles_and_events() {
    let Picture { world, host, .. } = picture();
    let found = network(&world.project, &folded());
    let tie = &found.ties[0];
    assert_eq!(tie.weight, Some(Weight { sum: -2.0, n: 2 }), "one of three has no weight");
    assert_eq!(tie.events.len(), 3);
    let roles = Facts::of(&world.project).roles(&found, tie);
    let with_role: Vec<_> = roles.iter().filter(|roles| roles.of == (None, Some(host))).collect();
    assert_eq!((with_role.len(), with_role[0].events.len()), (1, 1));
    let words = tie_in_words(&world.project, &found, tie, &roles);
    assert!(words.contains("France – Morocco: 3 events"), "{words}");
    assert!(words.contains("sum −2, mean −1 of 2 weighed events"), "{words}");
    assert!(words.contains("France: no role, Morocco: Host · 1 event"), "{words}");
}

#[test]
fn what_is_small_or_weak_is_named_and_not_lost() {
    let Picture { world, spain, .. } = picture();
    let few = network(&world.project, &spec(NetworkSpec { most: 2, ..NetworkSpec::default() }));
    assert_eq!((few.nodes.len(), few.others.len(), few.only_others.len()), (2, 2, 1));
    assert!(few.others.iter().any(|node| node.entity == spain && node.events == few.only_others));
    let strong = network(&world.project, &spec(NetworkSpec { least: 2, ..NetworkSpec::default() }));
    assert_eq!((strong.ties.len(), strong.weaker.count, strong.weaker.events.len()), (2, 1, 1));
    assert_eq!(strong.nodes.len(), 4, "who has no tie is there all the same");
}

#[test]
fn a_period_changes_numbers_and_moves_nobody() {
    let Picture { world, .. } = picture();
    let facts = Facts::of(&world.project);
    let layout = Layout::of(&facts, false);
    let canvas = [600.0, 300.0];
    let whole = facts.network(&spec(NetworkSpec::default()));
    let filter = Filter { period: when("2024"), ..Filter::default() };
    let narrow = facts.network(&ChartSpec { filter, ..spec(NetworkSpec::default()) });
    assert_eq!(sizes(&narrow), [("Ministry", 2, 2), ("Morocco", 2, 2), ("Police", 1, 2)]);
    assert_eq!(narrow.undated.len(), 1, "the undated one is named, though no period holds it");
    let (before, after) =
        (Arrangement::of(&whole, &layout, canvas, 0.0), Arrangement::of(&narrow, &layout, canvas, 0.0));
    for (node, place) in narrow.nodes.iter().zip(&after.places) {
        let at = whole.nodes.iter().position(|other| other.entity == node.entity).expect("it was there");
        assert!(
            before.places[at].iter().zip(place).all(|(was, is)| (was - is).abs() < f32::EPSILON),
            "{}",
            node.name
        );
    }
    assert!(layout.fits(&whole) && layout.place(EntityId::from_bits(1)).is_none());
}

#[test]
fn the_same_project_has_the_same_picture_whatever_is_asked() {
    let Picture { world, .. } = picture();
    let layout = Layout::of(&Facts::of(&world.project), true);
    assert_eq!(layout, Layout::of(&Facts::of(&world.project.clone()), true));
    let found = network(&world.project, &folded());
    let arranged = Arrangement::of(&found, &layout, [500.0, 200.0], 40.0);
    assert_eq!(arranged.places.len(), found.nodes.len());
    let inside = |place: &[f32; 2]| (0.0..=500.0).contains(&place[0]) && (0.0..=200.0).contains(&place[1]);
    assert!(arranged.places.iter().all(inside), "{arranged:?}");
}

#[test]
fn marks_and_documents_are_counted_once_each() {
    let Picture { mut world, morocco, ministry, .. } = picture();
    let text = world.document("Wire", "2024", "They met. They talked. They ate.");
    let ids: Vec<EventId> = world.project.events().ids().collect();
    let of = |world: &World, title: &str| {
        *ids.iter().find(|id| world.project.events().get(**id).is_some_and(|row| row.title == title)).expect("it")
    };
    let (b, c) = (of(&world, "b"), of(&world, "c"));
    let shared = world.mark(text, "They met", &[Proves::Event(b), Proves::Event(c)]);
    world.mark(text, "They talked", &[Proves::Event(b)]);
    let count = |unit| network(&world.project, &ChartSpec { unit, ..spec(NetworkSpec::default()) });
    let marks = count(Unit::Marks);
    let node = marks.nodes.iter().find(|node| node.entity == morocco).expect("Morocco");
    let behind = Facts::of(&world.project).marks_of_events(&node.events);
    assert_eq!((node.amount, node.events.len(), behind.len()), (2, 2, 2), "a mark of two events is one");
    assert!(behind.contains(&shared) && behind.is_sorted());
    assert_eq!(marks.unmarked.len(), 3);
    let documents = count(Unit::Documents);
    assert!(documents.ties.iter().all(|tie| tie.amount == 1));
    assert!(documents.nodes.iter().any(|node| node.entity == ministry && node.amount == 1));
}

#[test]
fn what_did_not_happen_is_said() {
    let Picture { mut world, morocco, ministry, .. } = picture();
    let planned = world.event("p", "2025", None, &[morocco, ministry]);
    world.status(planned, Status::Planned);
    world.change::<Event>(planned, |row| row.participants.push(takes_part(morocco)));
    let everything = ChartSpec { filter: Filter::everything(), ..spec(NetworkSpec::default()) };
    let found = network(&world.project, &everything);
    let tie = found.ties.iter().find(|tie| tie.events.contains(&planned)).expect("a tie");
    assert_eq!((tie.amount, tie.not_happened), (3, 1), "who takes part twice takes part once");
    assert!(tie_in_words(&world.project, &found, tie, &[]).contains("1 of another status"));
}

#[test]
fn a_sum_over_many_events_is_no_event() {
    let Picture { mut world, france, morocco, .. } = picture();
    let before = network(&world.project, &spec(NetworkSpec::default()));
    let sum = world.event("Over 200 visits", "2002/2024", None, &[france, morocco]);
    world.status(sum, Status::Aggregate);
    let asked = ChartSpec { filter: Filter::everything(), ..spec(NetworkSpec::default()) };
    let found = network(&world.project, &asked);
    assert_eq!((sizes(&found), ties(&found)), (sizes(&before), ties(&before)));
    assert_eq!(found.annotations.iter().map(|one| one.event).collect::<Vec<_>>(), [sum], "listed beside");
}
