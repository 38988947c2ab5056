//! Small projects in tables.

use super::*;
use crate::model::{
    ChartKind, Code, CodeKind, DateRule, Event, Filter, LineOrder, Mark, Place, Proves, SplitBy, Status, Unit, Within,
};
use crate::project::testing::World;

fn spec(of: MatrixOf) -> ChartSpec {
    let asked = MatrixSpec { of, ..MatrixSpec::default() };
    ChartSpec { kind: ChartKind::Matrix(asked), ..ChartSpec::default() }
}

fn pivot(rows: Side, columns: Side) -> ChartSpec {
    spec(MatrixOf::Pivot { rows, columns })
}

/// The names of the columns, then a line for each row: its name, its cells, its sum.
fn drawn(found: &Matrix) -> Vec<String> {
    let number = |found: Found| crate::query::series::amount_in_words(found.amount);
    let names = found.columns.iter().map(|line| line.name.as_str()).collect::<Vec<_>>().join(" | ");
    let row = |at: usize| {
        let cells = (0..found.columns.len()).map(|column| number(found.cell(at, column)));
        let cells = cells.collect::<Vec<_>>().join(" ");
        format!("{}: {cells} = {}", found.rows[at].name, number(found.row_total(at)))
    };
    let sums = (0..found.columns.len()).map(|column| number(found.column_total(column)));
    let sums = format!("sum: {} = {}", sums.collect::<Vec<_>>().join(" "), number(found.total()));
    std::iter::once(names).chain((0..found.rows.len()).map(row)).chain([sums]).collect()
}

/// What is behind a number; the number of lines stands for the sums.
fn behind(world: &World, found: &Matrix, (row, column): (usize, usize)) -> Behind {
    let line = |line: usize, lines: usize| (line < lines).then_some(line);
    let at = (line(row, found.rows.len()), line(column, found.columns.len()));
    Facts::of(&world.project).behind(found, at)
}

/// Three visits and a raid; one visit is of all three.
fn world() -> World {
    let mut world = World::new();
    let (visit, raid) = (world.event_type("Visit"), world.event_type("Raid"));
    let [fr, ma, es] = ["France", "Morocco", "Spain"].map(|name| world.entity(&[name]));
    world.event("One", "2025-03-10", Some(visit), &[fr, ma]);
    world.event("Two", "2025-03", Some(visit), &[fr, ma, es]);
    world.event("Three", "", Some(visit), &[es]);
    world.event("Four", "2025-04-02/2025-05-01", Some(raid), &[fr]);
    world
}

#[test]
fn actors_with_actors_count_what_two_share() {
    let world = world();
    let found = matrix(&world.project, &pivot(Side::By(SplitBy::Actor), Side::By(SplitBy::Actor))).unwrap();
    assert_eq!(found.title, "Events that two actors share, happened");
    assert_eq!(
        drawn(&found),
        ["France | Morocco | Spain", "France: 3 2 1 = 3", "Morocco: 2 2 1 = 2", "Spain: 1 1 2 = 2", "sum: 3 2 2 = 4"]
    );
    assert!(found.is_symmetric && found.multiple && found.undated.is_empty());
    assert_eq!(found.without_date.len(), 1, "counted, and said");
    let shared = behind(&world, &found, (0, 1));
    assert_eq!((shared.events.len(), &shared), (2, &behind(&world, &found, (1, 0))));
    assert_eq!(
        Facts::of(&world.project).behind(&found, (Some(0), Some(3))),
        Behind::default(),
        "there is no such cell"
    );
    assert_eq!(found.shades().count(), 2, "the diagonal is not shaded");
}

#[test]
fn types_along_time_follow_the_rule_of_the_chart() {
    let world = world();
    let chart = pivot(Side::By(SplitBy::Type), Side::Period);
    let found = matrix(&world.project, &chart).unwrap();
    assert_eq!(found.title, "Events by type and month, happened; strict dates");
    assert_eq!(drawn(&found), ["Mar 2025", "Visit: 2 = 2", "sum: 2 = 2"]);
    assert_eq!((found.undated.len(), found.spanning.len()), (1, 1));
    let start = matrix(&world.project, &ChartSpec { rule: DateRule::Start, ..chart.clone() }).unwrap();
    assert_eq!(drawn(&start), ["Mar 2025 | Apr 2025", "Visit: 2 0 = 2", "Raid: 0 1 = 1", "sum: 2 1 = 3"]);
    let spread = matrix(&world.project, &ChartSpec { rule: DateRule::Proportional, ..chart }).unwrap();
    let raid = &drawn(&spread)[2];
    assert_eq!(raid, "Raid: 0 0.97 0.03 = 1", "29 of 30 days, and the whole in the sum");
    assert!(!spread.multiple);
    let both = matrix(&world.project, &pivot(Side::Period, Side::Period));
    assert_eq!(both, Err(NoMatrix::OnlyTime));
}

#[test]
fn what_is_rare_stands_together_and_rows_can_be_sorted() {
    let world = world();
    let of = MatrixOf::Pivot { rows: Side::By(SplitBy::Actor), columns: Side::By(SplitBy::Type) };
    let asked = MatrixSpec { of, most: 2, ..MatrixSpec::default() };
    let chart = |asked| ChartSpec { kind: ChartKind::Matrix(asked), ..ChartSpec::default() };
    let found = matrix(&world.project, &chart(asked)).unwrap();
    assert_eq!(drawn(&found), ["Visit | Raid", "France: 2 1 = 3", "2 others: 3 0 = 3", "sum: 3 1 = 4"]);
    let by_name =
        MatrixSpec { of, column_order: LineOrder::Name, row_order: LineOrder::Name, ..MatrixSpec::default() };
    let found = matrix(&world.project, &chart(by_name)).unwrap();
    assert_eq!(drawn(&found)[..2], ["Raid | Visit", "France: 1 2 = 3"]);
    let by_book = MatrixSpec { of, column_order: LineOrder::Codebook, ..MatrixSpec::default() };
    assert_eq!(matrix(&world.project, &chart(by_book)).unwrap().rows[0].name, "France", "in no codebook: by sum");
}

#[test]
fn what_has_none_stands_last_and_other_statuses_are_told() {
    let mut world = world();
    let talks = world.event("Talks", "2025-03-11", None, &[]);
    world.status(talks, Status::Planned);
    let chart =
        ChartSpec { filter: Filter::everything(), ..pivot(Side::By(SplitBy::Actor), Side::By(SplitBy::Type)) };
    let found = matrix(&world.project, &chart).unwrap();
    assert_eq!(found.rows.last().unwrap().name, "No actor");
    assert_eq!(found.columns.last().unwrap().name, "No type");
    let cell = found.cell(found.rows.len() - 1, found.columns.len() - 1);
    assert_eq!((cell.count, cell.not_happened), (1, 1));
    assert_eq!(behind(&world, &found, (found.rows.len() - 1, found.columns.len() - 1)).events, [talks]);
}

#[test]
fn marks_of_a_cell_are_those_of_its_outlet() {
    let mut world = world();
    let event = world.project.events().ids().next().unwrap();
    let place = Place { text: "Rabat".into(), ..Place::default() };
    world.change::<Event>(event, |row| row.places.push(place));
    let (post, wire) =
        (world.document("Post", "2025", "They met in Rabat."), world.document("Wire", "2025", "They met."));
    let of_post = world.mark(post, "They met", &[Proves::Event(event)]);
    let more = world.mark(post, "in Rabat", &[Proves::Event(event)]);
    let of_wire = world.mark(wire, "They met", &[Proves::Event(event)]);
    let chart = |unit| ChartSpec { unit, ..pivot(Side::By(SplitBy::Outlet), Side::By(SplitBy::Place)) };
    let found = matrix(&world.project, &chart(Unit::Marks)).unwrap();
    assert_eq!(drawn(&found), ["Rabat", "Post: 2 = 2", "Wire: 1 = 1", "sum: 3 = 3"]);
    let mut both = [of_post, more];
    both.sort_unstable();
    let marks = |found: &Matrix, at| behind(&world, found, at).marks;
    assert_eq!((marks(&found, (0, 0)), marks(&found, (1, 0))), (both.to_vec(), vec![of_wire]));
    assert_eq!((marks(&found, (0, found.columns.len())), marks(&found, (2, 0)).len()), (both.to_vec(), 3), "sums");
    assert_eq!(found.unmarked.len(), 3, "events without a mark");
    let documents = matrix(&world.project, &chart(Unit::Documents)).unwrap();
    assert_eq!(drawn(&documents), ["Rabat", "Post: 1 = 1", "Wire: 1 = 1", "sum: 2 = 2"]);
    assert_eq!(marks(&documents, (0, 0)), both);
    let events = matrix(&world.project, &chart(Unit::Events)).unwrap();
    assert_eq!(
        drawn(&events),
        ["Rabat | No place", "Post: 1 0 = 1", "Wire: 1 0 = 1", "No outlet: 0 3 = 3", "sum: 1 3 = 4"]
    );
}

/// Marks of three codes over two sentences.
fn coded() -> World {
    let mut world = World::new();
    let document =
        world.document("Post", "2025", "The minister met his host in Rabat. Police arrested two men.\n\nNothing.");
    let (visit, raid) = (world.event_type("Visit"), world.event_type("Raid"));
    let person = world.code(CodeKind::EntityKind, "Person", None);
    let event = world.event("Visit", "2025", Some(visit), &[]);
    for (words, code, of) in [
        ("The minister met his host in Rabat", visit, Some(event)),
        ("minister", person, None),
        ("host", person, None),
        ("arrested two men", raid, None),
    ] {
        let of: Vec<Proves> = of.into_iter().map(Proves::Event).collect();
        let mark = world.mark(document, words, &of);
        world.change::<Mark>(mark, |row| row.code = Some(code));
    }
    world
}

fn within(world: &World, within: Within) -> Vec<String> {
    drawn(&matrix(&world.project, &spec(MatrixOf::Codes(within))).unwrap())
}

#[test]
fn codes_are_counted_where_they_stand_together() {
    let mut world = coded();
    assert_eq!(
        within(&world, Within::Overlap),
        ["Person | Raid | Visit", "Person: 2 0 2 = 2", "Raid: 0 1 0 = 1", "Visit: 2 0 1 = 1", "sum: 2 1 1 = 4"]
    );
    assert_eq!(
        within(&world, Within::Sentence),
        ["Person | Raid | Visit", "Person: 1 0 1 = 1", "Raid: 0 1 0 = 1", "Visit: 1 0 1 = 1", "sum: 1 1 1 = 2"]
    );
    assert_eq!(within(&world, Within::Paragraph)[1], "Person: 1 1 1 = 1");
    assert_eq!(within(&world, Within::Document).last().unwrap(), "sum: 1 1 1 = 1");
    let event = world.project.events().ids().next().unwrap();
    world.status(event, Status::Denied);
    assert_eq!(within(&world, Within::Sentence)[0], "Person | Raid", "a mark of an event that is filtered out");
    for code in world.project.codes().ids().collect::<Vec<_>>() {
        world.change::<Code>(code, |row| row.name.push('!'));
    }
    let first = world.project.marks().ids().next().unwrap();
    world.change::<Mark>(first, |row| row.code = None);
    let chart = ChartSpec { filter: Filter::everything(), ..spec(MatrixOf::Codes(Within::Sentence)) };
    let found = matrix(&world.project, &chart).unwrap();
    let behind = Facts::of(&world.project).behind_all(&found);
    let shown: std::collections::BTreeSet<_> = behind.into_values().flat_map(|cell| cell.marks).collect();
    assert_eq!((found.uncoded, shown.len()), (vec![first], 3), "every mark is somewhere");
}
