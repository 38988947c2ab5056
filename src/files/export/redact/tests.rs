//! What is left out is nowhere, and the rest is sound.

use super::*;
use crate::model::{Assessed, Entity, EntityId, Made, Place, Source, View};
use crate::project::testing::{World, takes_part, when};

const SECRET: &str = "Harrow";

/// Two articles, of which one is for nobody; an event in both, one in each, and one that is itself for nobody.
struct Case {
    world: World,
    both: EventId,
    open: EventId,
}

fn case() -> Case {
    let mut world = World::new();
    let free =
        world.document("Courier", "2025-03-10", "They met in Rabat. They signed. More of this: an advertisement.");
    let closed = world.document("Harrow Wire", "2025-03-11", "Harrow said so in Harrow Hall.");
    world.zone(free, "an advertisement");
    world.change::<Document>(closed, |row| row.handling = Some(Handling::Red));
    world.change::<Document>(free, |row| row.note = "a note".into());
    let minister = world.entity(&["The minister"]);
    let agent = world.entity(&["Harrow the agent"]);
    let both = world.event("Met", "2025-03-10", None, &[minister]);
    let open = world.event("Signed", "", None, &[minister]);
    let hidden = world.event("Harrow's meeting", "2025-03-11", None, &[agent]);
    let red = world.event("Harrow's plan", "2025-03-12", None, &[minister, agent]);
    world.change::<Event>(red, |row| row.handling = Some(Handling::AmberStrict));
    world.mark(free, "They met", &[Proves::Event(both)]);
    world.mark(free, "They signed", &[Proves::Event(open), Proves::Event(red)]);
    world.mark(free, "More", &[Proves::Event(red)]);
    world.mark(free, "advertisement", &[Proves::Entity(minister)]);
    let said = world.mark(closed, "Harrow said so", &[Proves::Event(both), Proves::Event(hidden)]);
    world.mark(closed, "Harrow", &[Proves::Entity(agent)]);
    world.change::<Event>(both, |row| {
        row.places = vec![Place { text: "Harrow Hall".into(), source: Source::Mark(said), ..Place::default() }];
        row.assessed = Some(Assessed {
            reason: "as Harrow said".into(),
            source: Source::Mark(said),
            ..Assessed::plain(when("2025-03-10").expect("a date"))
        });
        row.participants.push(takes_part(agent));
        row.participants.last_mut().expect("a participant").source = Source::Mark(said);
        row.note = "my note".into();
        row.made = Made { by: "A. B.".into(), ..Made::default() };
    });
    let mut view = View { name: "With Harrow".into(), ..View::default() };
    view.chart.filter.entities.insert(agent);
    world.draft(|draft| draft.add(view)).expect("a view");
    Case { world, both, open }
}

/// The made-up documents have no hash.
#[track_caller]
fn check_sound(copy: &Project) {
    let mut found = crate::project::check::check(copy);
    found.retain(|finding| !finding.what.contains("hash"));
    assert_eq!(found, []);
}

fn level(most: Handling) -> Redaction {
    Redaction { max_handling: Some(most), ..Redaction::default() }
}

#[test]
fn nothing_above_the_level_is_left_anywhere() {
    let case = case();
    let (copy, left) = redacted(&case.world.project, level(Handling::Green));
    let all = format!("{copy:?}");
    assert!(!all.contains(SECRET), "{all}");
    assert_eq!(
        copy.events().ids().collect::<Vec<_>>(),
        [case.both, case.open].into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    );
    assert_eq!((left.documents, left.marks, left.events, left.entities, left.charts), (1, 3, 2, 1, 1));
    assert_eq!((left.values, left.uncounted_marks), (3, 1));
    check_sound(&copy);
    let said = left.sentences().join(" ");
    assert!(
        said.contains("TLP:GREEN")
            && said.contains("1 document, 3 marks, 2 events, 3 values, 1 saved chart and 1 entity"),
        "{said}"
    );
}

#[test]
fn without_a_level_all_that_counts_is_there() {
    let case = case();
    let (copy, left) = redacted(&case.world.project, Redaction::default());
    assert_eq!(
        (copy.events().len(), copy.entities().len(), copy.documents().len(), copy.views().len()),
        (4, 2, 2, 1)
    );
    assert_eq!(copy.marks().len(), case.world.project.marks().len() - 1);
    assert_eq!((left.documents, left.events, left.uncounted_marks), (0, 0, 1));
    assert_eq!(left.sentences().len(), 1);
    check_sound(&copy);
}

#[test]
fn what_is_set_aside_goes_with_what_it_alone_reports() {
    let mut world = World::new();
    let aside = world.document("Courier", "2025", "They met.");
    let kept = world.document("Post", "2025", "They met.");
    let event = world.event("Only there", "2025", None, &[]);
    let other = world.event("By hand", "2025", None, &[]);
    let mark = world.mark(aside, "They met", &[Proves::Event(event)]);
    world.change::<Event>(other, |row| {
        row.places = vec![Place { text: "Rabat".into(), source: Source::Mark(mark), ..Place::default() }];
    });
    world.change::<Document>(kept, |row| row.syndicated_from = Some(aside));
    world.set_aside(aside);
    let (copy, left) = redacted(&world.project, Redaction::default());
    assert_eq!(copy.events().ids().collect::<Vec<_>>(), [other]);
    assert_eq!((left.set_aside, left.uncounted_marks, left.uncounted_events), (1, 1, 1));
    let row = copy.events().get(other).expect("the event");
    assert_eq!((row.places.len(), row.places[0].source), (1, Source::Analyst), "the value stays, the reference goes");
    check_sound(&copy);
}

#[test]
fn notes_coders_and_texts_stay_if_that_is_asked() {
    let case = case();
    let redaction =
        Redaction { notes: Part::LeftOut, coders: Part::LeftOut, texts: Part::LeftOut, max_handling: None };
    let (copy, left) = redacted(&case.world.project, redaction);
    let all = format!("{copy:?}");
    for gone in ["a note", "my note", "as Harrow said", "A. B.", "an advertisement"] {
        assert!(!all.contains(gone), "{gone}: {all}");
    }
    assert!(all.contains("They signed"), "the quotes stay");
    assert_eq!((left.notes, left.coders, left.texts), (3, 1, 2));
    assert_eq!(left.sentences().len(), 4);
}

#[test]
fn an_entity_that_nobody_kept_back_stays() {
    let mut world = World::new();
    let part = world.entity(&["Directorate"]);
    let whole = world.entity(&["Ministry"]);
    world.change::<Entity>(part, |row| {
        row.part_of.push(crate::model::Membership {
            entity: whole,
            when: None,
            note: String::new(),
            source: Source::Analyst,
        });
    });
    let closed = world.document("Wire", "2025", "The Ministry said so.");
    world.change::<Document>(closed, |row| row.handling = Some(Handling::Red));
    world.mark(closed, "Ministry", &[Proves::Entity(whole)]);
    let ids = |project: &Project| project.entities().ids().collect::<BTreeSet<EntityId>>();
    let (copy, _) = redacted(&world.project, level(Handling::Amber));
    assert_eq!(ids(&copy), BTreeSet::from([part]), "nobody in the open named the ministry");
    check_sound(&copy);
    world.event("Met", "2025", None, &[part]);
    let (copy, _) = redacted(&world.project, level(Handling::Amber));
    assert_eq!(ids(&copy), BTreeSet::from([part, whole]), "what a participant belongs to is theirs");
}

#[test]
fn a_quote_across_a_zone_is_without_its_words() {
    let mut world = World::new();
    let document = world.document("Courier", "2025-03-10", "They met in Rabat. Read also. They signed there.");
    world.zone(document, "Read also.");
    let event = world.event("Met", "2025-03-10", None, &[]);
    let mark = world.mark(document, "met in Rabat. Read also. They signed", &[Proves::Event(event)]);
    let (copy, _) = redacted(&world.project, Redaction::default());
    let row = copy.marks().get(mark).expect("it counts");
    assert_eq!(row.quote, "met in Rabat.  …  They signed");
    assert!(!format!("{row:?}").contains("Read also"), "{row:?}");
    check_sound(&copy);
}
