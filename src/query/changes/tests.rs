//! Changes are said in words, each field under its own name.

use super::*;
use crate::model::{Assessed, Event, Participant, Relation, RelationKind, Source};
use crate::project::testing::{World, takes_part, when};

fn check(change: impl FnOnce(&mut World), expected: &[&str]) {
    let mut world = World::new();
    let visit = world.event_type("Visit");
    let minister = world.entity(&["Gérald Vasseur"]);
    let event = world.event("Visit to Rabat", "2025-03", Some(visit), &[minister]);
    let text = "Visit to Rabat\n\nHe met his colleague.\nThey left.\n";
    let document = world.document("Courier", "2025-03-11", text);
    world.mark(document, "met his colleague", &[crate::model::Proves::Event(event)]);
    let before = world.project.clone();
    change(&mut world);
    let lines: Vec<String> = between(&before, &world.project).iter().flat_map(Change::lines).collect();
    assert_eq!(lines, expected);
    assert_eq!(between(&before, &before), []);
}

fn first<T: crate::project::Tabled>(world: &World) -> T::Id {
    T::table(&world.project).ids().next().unwrap()
}

fn on_event(change: impl FnOnce(&mut Event)) -> impl FnOnce(&mut World) {
    |world| {
        let event = first::<Event>(world);
        world.change::<Event>(event, change);
    }
}

#[test]
fn single_values() {
    let date = |edtf: &str| Assessed::plain(when(edtf).unwrap());
    check(
        on_event(|event| event.assessed = Some(date("2025-03-10"))),
        &["event “Visit to Rabat”: date 2025-03 → 2025-03-10"],
    );
    check(on_event(|event| event.assessed = None), &["event “Visit to Rabat”: date removed: 2025-03"]);
    check(
        on_event(|event| event.note = "Two words".to_owned()),
        &["event “Visit to Rabat”: note added: “Two words”"],
    );
    check(
        on_event(|event| event.status = crate::model::Status::Planned),
        &["event “Visit to Rabat”: status happened → planned"],
    );
}

#[test]
fn values_name_the_sentence_that_says_them() {
    check(
        |world| {
            let (event, mark) = (first::<Event>(world), first::<crate::model::Mark>(world));
            world.change::<Event>(event, |event| {
                event.assessed =
                    Some(Assessed { source: Source::Mark(mark), ..Assessed::plain(when("2025").unwrap()) });
            });
        },
        &["event “Visit to Rabat”: date 2025-03 → 2025 (“met his colleague”)"],
    );
}

#[test]
fn lists_are_said_item_by_item() {
    check(
        |world| {
            let (event, other) = (first::<Event>(world), world.entity(&["Nadia Benali"]));
            let follows = world.event("The call", "", None, &[]);
            world.change::<Event>(event, |event| {
                event.participants[0].office = "minister".to_owned();
                event.participants.push(takes_part(other));
                event.relations.push(Relation {
                    kind: RelationKind::Follows,
                    to: follows,
                    certainty: crate::model::Certainty::Probable,
                    note: String::new(),
                    source: Source::Analyst,
                });
            });
        },
        &[
            "event “Visit to Rabat”: participant Gérald Vasseur → Gérald Vasseur, minister",
            "event “Visit to Rabat”: participant added: Nadia Benali",
            "event “Visit to Rabat”: link added: follows “The call” (probable)",
            "event “The call” added",
            "entity “Nadia Benali” added",
        ],
    );
    check(
        on_event(|event| event.participants.clear()),
        &["event “Visit to Rabat”: participant removed: Gérald Vasseur"],
    );
    check(
        |world| {
            let (event, other) = (first::<Event>(world), first::<crate::model::Entity>(world));
            world.change::<Event>(event, |event| {
                let two = Participant { office: "mayor".to_owned(), ..takes_part(other) };
                event.participants.push(two);
            });
        },
        &["event “Visit to Rabat”: participant added: Gérald Vasseur, mayor"],
    );
}

#[test]
fn texts_are_said_by_line_and_marks_by_their_words() {
    check(
        |world| {
            let document = first::<crate::model::Document>(world);
            let patch = crate::project::diff::change(
                world.project.text(document),
                "Visit to Rabat\n\nHe met his colleague.\nThey stayed.\n",
            );
            world.draft(|draft| draft.patch(document, patch)).unwrap();
        },
        &["document “Visit to Rabat\n\nHe met his colleague”: line 4 “They left.” → “They stayed.”"
            .replace("\n\n", " ")
            .as_str()],
    );
    check(
        |world| {
            let mark = first::<crate::model::Mark>(world);
            world.draft(|draft| draft.remove::<crate::model::Mark>(mark)).unwrap();
        },
        &["mark “met his colleague” removed"],
    );
}

#[test]
fn what_is_gone_keeps_its_name() {
    let mut world = World::new();
    let event = world.event("The visit", "", None, &[]);
    let before = world.project.clone();
    world.draft(|draft| draft.remove::<Event>(event)).unwrap();
    let edits = diff(&before, &world.project);
    // Later nobody knows either project any more.
    let empty = Project::new(world.project.id());
    let [change] = &changes(&edits, &empty, &empty)[..] else { panic!() };
    assert_eq!(change.lines(), ["event “The visit” removed"]);
    assert_eq!(change.details[0].before.as_deref(), Some("The visit"));
}

#[test]
fn records_of_one_name_are_told_apart() {
    let mut world = World::new();
    let (visit, other) = (world.event_type("Visit"), world.event_type("Visit"));
    let event = world.event("The visit", "2025-03", Some(visit), &[]);
    let before = world.project.clone();
    world.change::<Event>(event, |event| event.kind = Some(other));
    let [change] = &between(&before, &world.project)[..] else { panic!() };
    assert_eq!(change.lines(), [format!("event “The visit”: type Visit ({visit}) → Visit ({other})")]);
}

#[test]
fn saved_charts_and_lists_are_told_by_their_parts() {
    use crate::model::{ChartKind, Filter, ListOf, ListSpec, Step, TimelineSpec, View};
    let mut world = World::new();
    let id = world.draft(|draft| draft.add(View { name: "Visits".to_owned(), ..View::default() })).unwrap();
    let actor = world.entity(&["Morocco"]);
    let before = world.project.clone();
    world.change::<View>(id, |view| {
        view.chart.by = Step::Year;
        view.chart.kind = ChartKind::Timeline(TimelineSpec::default());
        view.chart.filter = Filter { entities: [actor].into(), ..Filter::default() };
        view.list = Some(ListSpec::new(ListOf::Marks));
    });
    let lines: Vec<String> = between(&before, &world.project).iter().flat_map(Change::lines).collect();
    assert_eq!(
        lines,
        [
            "view “Visits”: chart activity → timeline",
            "view “Visits”: step month → year",
            "view “Visits”: filter happened → happened; with Morocco",
            "view “Visits”: list added: marks",
        ]
    );
}
