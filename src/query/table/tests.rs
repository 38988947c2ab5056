//! Lists as a person asks for them.

use super::undated::{Undated, Why, undated};
use super::*;
use crate::model::{
    Certainty, CodeId, CodeKind, Entity, EntityId, Event, EventId, Filter, GroupBy, InRole, Mark, MarkId, Membership,
    Place, Presence, Proves, Sorting, Source, StatedWhen, Status,
};
use crate::project::testing::{World, probable};
use std::collections::BTreeSet;

/// Two types, two areas, two actors, three events, two documents, four marks.
struct Desk {
    world: World,
    visit: CodeId,
    crime: CodeId,
    dgsn: EntityId,
    daki: EntityId,
    talks: EventId,
    raid: EventId,
    award: EventId,
    marks: [MarkId; 4],
}

fn desk() -> Desk {
    let mut world = World::new();
    let meeting = world.event_type("Meeting");
    let visit = world.code(CodeKind::EventType, "Visit", Some(meeting));
    let arrest = world.event_type("arrest");
    let crime = world.code(CodeKind::Area, "Crime", None);
    let ports = world.code(CodeKind::Area, "Ports", None);
    let person = world.code(CodeKind::EntityKind, "Person", None);
    let (dgsn, daki) = (world.entity(&["DGSN", "General Directorate"]), world.entity(&["El-Hassan Daki"]));
    world.change::<Entity>(daki, |row| row.kind = Some(person));
    let talks = world.event("Talks", "2025-03-10", Some(visit), &[daki, dgsn]);
    let raid = world.event("Écho raid", "2024", Some(arrest), &[dgsn]);
    let award = world.event("award", "", None, &[]);
    world.change::<Event>(talks, |row| row.areas = BTreeSet::from([crime, ports]));
    world.change::<Event>(raid, |row| {
        row.areas = BTreeSet::from([crime]);
        row.certainty = Certainty::Possible;
        row.places.push(Place { text: "Tétouan".into(), ..Place::default() });
    });
    world.status(award, Status::Planned);
    let wire = world.document("Wire", "2025-03-11", "They met Daki in Rabat. A raid.");
    let courier = world.document("Courier", "2025-03-12", "They met.");
    let met = world.mark(wire, "They met", &[Proves::Event(talks)]);
    let named = world.mark(wire, "Daki", &[Proves::Entity(daki)]);
    let raided = world.mark(wire, "A raid", &[Proves::Event(raid)]);
    let again = world.mark(courier, "They met", &[Proves::Event(talks)]);
    world.change::<Mark>(met, |row| row.code = Some(visit));
    world.change::<Mark>(again, |row| row.evidence = vec![probable(Proves::Event(talks))]);
    Desk { world, visit, crime, dgsn, daki, talks, raid, award, marks: [met, named, raided, again] }
}

fn spec(of: ListOf) -> ListSpec {
    ListSpec::new(of)
}

fn by(of: ListOf, column: ListColumn, direction: Direction) -> ListSpec {
    ListSpec { sort: Some(Sorting { by: column, direction }), ..spec(of) }
}

impl Desk {
    fn list(&self, spec: &ListSpec) -> Vec<String> {
        rows(&self.world.project, spec).ids.into_iter().map(|id| self.world.project.label(id).to_owned()).collect()
    }

    /// “Name 2: a, b” for each group.
    fn groups(&self, of: ListOf, group: GroupBy) -> Vec<String> {
        let found = rows(&self.world.project, &ListSpec { group: Some(group), ..spec(of) });
        let label = |id: &RecordId| self.world.project.label(*id).to_owned();
        let groups = found.groups.iter().enumerate().map(|(at, group)| {
            let rows: Vec<String> = found.of_group(at).iter().map(label).collect();
            assert_eq!(rows.len(), group.rows.len());
            format!("{}: {}", group.name, rows.join(", "))
        });
        groups.collect()
    }

    fn filtered(&self, of: ListOf, filter: Filter) -> Vec<String> {
        self.list(&ListSpec { filter, ..spec(of) })
    }
}

#[test]
fn lists_come_in_their_own_order_and_by_any_column() {
    use Direction::{Down, Up};
    let desk = desk();
    assert_eq!(desk.list(&spec(ListOf::Events)), ["Écho raid", "Talks", "award"]);
    let events = |column, direction| desk.list(&by(ListOf::Events, column, direction));
    assert_eq!(events(ListColumn::When, Down), ["Talks", "Écho raid", "award"], "what has no date stays last");
    assert_eq!(events(ListColumn::Title, Up), ["award", "Écho raid", "Talks"]);
    assert_eq!(events(ListColumn::Type, Up), ["Écho raid", "Talks", "award"]);
    assert_eq!(events(ListColumn::Type, Down), ["Talks", "Écho raid", "award"]);
    assert_eq!(events(ListColumn::Marks, Down), ["Talks", "Écho raid", "award"]);
    assert_eq!(events(ListColumn::Origins, Up), ["award", "Écho raid", "Talks"]);
    assert_eq!(events(ListColumn::Status, Down), ["award", "Écho raid", "Talks"]);
    assert_eq!(events(ListColumn::Certainty, Down), ["Écho raid", "Talks", "award"]);
    assert_eq!(events(ListColumn::Place, Up), ["Écho raid", "Talks", "award"]);
    assert_eq!(events(ListColumn::Quote, Up), ["Écho raid", "Talks", "award"], "a column of another list");
    assert_eq!(desk.list(&spec(ListOf::Entities)), ["DGSN", "El-Hassan Daki"]);
    assert_eq!(desk.list(&by(ListOf::Entities, ListColumn::Marks, Down)), ["El-Hassan Daki", "DGSN"]);
    assert_eq!(desk.list(&by(ListOf::Entities, ListColumn::First, Up)), ["DGSN", "El-Hassan Daki"]);
    assert_eq!(desk.list(&spec(ListOf::Marks)), ["They met", "Daki", "A raid", "They met"]);
    assert_eq!(desk.list(&by(ListOf::Marks, ListColumn::Quote, Up)), ["A raid", "Daki", "They met", "They met"]);
    let latest = rows(&desk.world.project, &by(ListOf::Marks, ListColumn::Date, Down));
    assert_eq!(latest.ids.first(), Some(&desk.marks[3].into()));
}

#[test]
fn a_row_stands_in_each_of_its_groups_and_one_without_in_the_last() {
    let desk = desk();
    let events = |group| desk.groups(ListOf::Events, group);
    assert_eq!(events(GroupBy::Type), ["arrest: Écho raid", "Visit: Talks", "no type: award"]);
    assert_eq!(events(GroupBy::Area), ["Crime: Écho raid, Talks", "Ports: Talks", "no area: award"]);
    assert_eq!(events(GroupBy::Status), ["happened: Écho raid, Talks", "planned: award"]);
    assert_eq!(events(GroupBy::Actor), ["DGSN: Écho raid, Talks", "El-Hassan Daki: Talks", "no actor: award"]);
    assert_eq!(events(GroupBy::Month), ["Mar 2025: Talks", "more than one month: Écho raid", "no date: award"]);
    assert_eq!(events(GroupBy::Year), ["2024: Écho raid", "2025: Talks", "no date: award"]);
    assert_eq!(events(GroupBy::Outlet), ["Courier: Talks", "Wire: Écho raid, Talks", "no outlet: award"]);
    assert_eq!(events(GroupBy::Place), ["Tétouan: Écho raid", "no place: Talks, award"]);
    assert_eq!(events(GroupBy::Certainty), ["certain: Talks, award", "possible: Écho raid"]);
    assert_eq!(events(GroupBy::PartOf), [""; 0], "not a way to group events");
    let marks = |group| desk.groups(ListOf::Marks, group);
    assert_eq!(marks(GroupBy::Type), ["Visit: They met", "no code: Daki, A raid, They met"]);
    assert_eq!(marks(GroupBy::Event), ["Écho raid: A raid", "Talks: They met, They met", "no event: Daki"]);
    assert_eq!(marks(GroupBy::Document), ["They met: They met", "They met Daki in Rabat: They met, Daki, A raid"]);
    assert_eq!(marks(GroupBy::Month), ["Mar 2025: They met, Daki, A raid, They met"]);
    assert_eq!(desk.groups(ListOf::Entities, GroupBy::Type), ["Person: El-Hassan Daki", "no kind: DGSN"]);
    let crowded = rows(&desk.world.project, &ListSpec { group: Some(GroupBy::Area), ..spec(ListOf::Events) });
    assert_eq!((crowded.count, crowded.ids.len(), crowded.distinct().len()), (3, 4, 3));
}

#[test]
fn a_filter_speaks_of_a_mark_or_of_its_events() {
    let desk = desk();
    let marks = |filter| desk.filtered(ListOf::Marks, filter);
    let all = Filter::everything;
    assert_eq!(marks(Filter { text: "MET".into(), ..all() }), ["They met", "They met"]);
    assert_eq!(marks(Filter { types: BTreeSet::from([desk.visit]), ..all() }), ["They met"]);
    assert_eq!(marks(Filter { outlets: BTreeSet::from(["Courier".into()]), ..all() }), ["They met"]);
    assert_eq!(marks(Filter { entities: BTreeSet::from([desk.daki]), ..all() }), ["They met", "Daki", "They met"]);
    assert_eq!(marks(Filter { areas: BTreeSet::from([desk.crime]), ..all() }), ["They met", "A raid", "They met"]);
    assert_eq!(marks(Filter { dyad: Some((desk.daki, desk.dgsn)), ..all() }), ["They met", "They met"]);
    assert_eq!(marks(Filter { certainties: BTreeSet::from([Certainty::Probable]), ..all() }), ["They met"]);
    assert_eq!(marks(Filter { period: crate::project::testing::when("2025-03-12"), ..all() }), ["They met"]);
    assert_eq!(marks(Filter { evidence: Some(Presence::Absent), ..all() }), [""; 0]);
    assert_eq!(marks(Filter { origins: 2, ..all() }), ["They met", "They met"]);
    assert_eq!(marks(Filter::default()), ["They met", "A raid", "They met"], "the events of the marks happened");
}

#[test]
fn a_mark_that_says_itself_whether_it_happened_is_taken_at_its_word() {
    let mut desk = desk();
    let [met, ..] = desk.marks;
    desk.world.change::<Mark>(met, |row| row.status = Some(Status::HopedFor));
    let with = |status| Filter { statuses: BTreeSet::from([status]), ..Filter::everything() };
    assert_eq!(desk.filtered(ListOf::Marks, with(Status::HopedFor)), ["They met"]);
    assert_eq!(desk.filtered(ListOf::Marks, with(Status::Happened)), ["A raid", "They met"]);
}

#[test]
fn a_filter_speaks_of_an_entity_or_of_one_of_its_events() {
    let mut desk = desk();
    let host = desk.world.code(CodeKind::Role, "Host", None);
    let state = desk.world.entity(&["Morocco"]);
    desk.world.change::<Event>(desk.talks, |row| row.participants[0].role = Some(host));
    let whole = Membership { entity: state, when: None, note: String::new(), source: Source::Analyst };
    desk.world.change::<Entity>(desk.dgsn, |row| row.part_of.push(whole));
    let entities = |filter| desk.filtered(ListOf::Entities, filter);
    let all = Filter::everything;
    let kind = desk.world.project.entities().get(desk.daki).and_then(|row| row.kind).expect("a kind");
    assert_eq!(entities(Filter { text: "general".into(), ..all() }), ["DGSN"], "by any spelling");
    assert_eq!(entities(Filter { text: "person".into(), ..all() }), ["El-Hassan Daki"], "by kind");
    assert_eq!(entities(Filter { types: BTreeSet::from([kind]), ..all() }), ["El-Hassan Daki"]);
    assert_eq!(entities(Filter { wholes: BTreeSet::from([state]), ..all() }), ["DGSN", "Morocco"]);
    assert_eq!(entities(Filter { evidence: Some(Presence::Present), ..all() }), ["El-Hassan Daki"]);
    assert_eq!(entities(Filter { outlets: BTreeSet::from(["Wire".into()]), ..all() }), ["El-Hassan Daki"]);
    assert_eq!(entities(Filter { period: crate::project::testing::when("2024"), ..all() }), ["DGSN"]);
    let roles = BTreeSet::from([InRole { role: host, entity: None }]);
    assert_eq!(entities(Filter { roles, ..all() }), ["El-Hassan Daki"], "the host, not whoever was there");
    assert_eq!(desk.groups(ListOf::Entities, GroupBy::PartOf)[0], "Morocco: DGSN");
}

#[test]
fn cells_say_what_there_is() {
    let desk = desk();
    let project = &desk.world.project;
    let listed =
        rows(project, &ListSpec { columns: vec![ListColumn::First, ListColumn::Last], ..spec(ListOf::Entities) });
    let cell = |id: RecordId, column| cell(project, &listed.reach, id, column);
    let talks = desk.talks.into();
    for (column, expected) in [
        (ListColumn::Type, "Visit"),
        (ListColumn::Title, "Talks"),
        (ListColumn::Who, "El-Hassan Daki, DGSN"),
        (ListColumn::Status, "happened"),
        (ListColumn::Documents, "2"),
        (ListColumn::Marks, "2"),
        (ListColumn::Origins, "2"),
        (ListColumn::Quote, ""),
    ] {
        assert_eq!(cell(talks, column), expected, "{column}");
    }
    assert!(cell(talks, ListColumn::When).contains("2025"));
    assert_eq!(cell(desk.award.into(), ListColumn::When), "undated");
    assert_eq!(cell(desk.raid.into(), ListColumn::Place), "Tétouan");
    assert_eq!(cell(desk.dgsn.into(), ListColumn::Spellings), "General Directorate");
    assert_eq!(cell(desk.dgsn.into(), ListColumn::First), "2024-01-01");
    assert_eq!(cell(desk.dgsn.into(), ListColumn::Last), "2025-03-10");
    assert_eq!(cell(desk.marks[1].into(), ListColumn::Entity), "El-Hassan Daki");
    assert_eq!(cell(desk.marks[0].into(), ListColumn::Event), "Talks");
    assert_eq!(cell(desk.marks[3].into(), ListColumn::Certainty), "probable");
    assert_eq!(cell(desk.marks[0].into(), ListColumn::Outlet), "Wire");
    assert!(rows(project, &spec(ListOf::Entities)).reach.is_empty(), "nobody asked for it");
}

#[test]
fn folded_groups_keep_their_heads() {
    use Line::{Head, Row};
    let desk = desk();
    let found = rows(&desk.world.project, &ListSpec { group: Some(GroupBy::Area), ..spec(ListOf::Events) });
    let lines = Lines::of(&found, &BTreeSet::new());
    let seen = |lines: &Lines| -> Vec<Line> { (0..lines.len()).filter_map(|at| lines.at(&found, at)).collect() };
    assert_eq!(seen(&lines), [Head(0), Row(0), Row(1), Head(1), Row(2), Head(2), Row(3)]);
    assert_eq!(lines.find(&found, desk.talks.into()), Some(2), "the first of its two lines");
    let folded = Lines::of(&found, &BTreeSet::from(["Crime".to_owned()]));
    assert_eq!(seen(&folded), [Head(0), Head(1), Row(2), Head(2), Row(3)]);
    assert_eq!(folded.find(&found, desk.talks.into()), Some(2), "the other one");
    assert_eq!(folded.find(&found, desk.raid.into()), None);
    assert_eq!(folded.at(&found, 5), None);
    let plain = rows(&desk.world.project, &spec(ListOf::Events));
    let lines = Lines::of(&plain, &BTreeSet::new());
    assert_eq!((lines.len(), lines.at(&plain, 2), lines.group_at(1)), (3, Some(Row(2)), None));
}

#[test]
fn the_tray_says_why_a_date_cannot_be_used() {
    let mut desk = desk();
    let spanning = desk.world.event("Tension", "2019/2021", None, &[]);
    let open = desk.world.event("Inquiry", "2024-05-01/..", None, &[]);
    let words = StatedWhen { text: "earlier this year".into(), ..StatedWhen::default() };
    let stated = desk.world.event("Letter", "", None, &[]);
    desk.world.change::<Event>(stated, |row| row.stated.push(words));
    let tray = undated(&desk.world.project, &Filter::everything());
    let human = |event: EventId| {
        let row = desk.world.project.events().get(event).expect("an event");
        row.when().expect("a date").human()
    };
    let expected = [
        (spanning, Why::Spans(human(spanning))),
        (open, Why::Open(human(open))),
        (desk.award, Why::NoDate),
        (stated, Why::OnlyWords("earlier this year".into())),
    ];
    assert_eq!(tray, expected.map(|(event, why)| Undated { event, why }));
    assert_eq!(undated(&desk.world.project, &Filter::default()).len(), 3, "the filter holds here, too");
    let letter = desk.world.document("Wire", "2025-05-02", "A letter.");
    desk.world.mark(letter, "A letter", &[Proves::Event(stated)]);
    let reference = undated::reference(&desk.world.project, stated);
    assert_eq!(reference.map(|day| day.to_string()).as_deref(), Some("2025-05-02"));
    desk.world.set_aside(letter);
    assert_eq!(undated::reference(&desk.world.project, stated), None);
}

#[test]
fn names_do_not_join_groups() {
    let mut desk = desk();
    let other = desk.world.code(CodeKind::Area, "Crime", None);
    desk.world.change::<Event>(desk.award, |row| row.areas = BTreeSet::from([other]));
    let groups = desk.groups(ListOf::Events, GroupBy::Area);
    assert_eq!(groups.iter().filter(|group| group.starts_with("Crime: ")).count(), 2, "{groups:?}");
}
