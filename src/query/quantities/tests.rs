//! Figures as sources give them.

use super::*;
use crate::model::{Bound, Event, Proves, Source};
use crate::project::testing::{World, when};

fn figure(value: i64, unit: &str, bound: Bound) -> Figure {
    Figure { value: value.into(), unit: unit.into(), bound, ..Figure::default() }
}

fn of_event(world: &mut World, title: &str, figures: Vec<Figure>) -> EventId {
    let event = world.event(title, "2025-02", None, &[]);
    world.change::<Event>(event, |row| row.figures = figures);
    event
}

fn all(world: &World) -> Quantities {
    quantities(&world.project, &Filter::everything(), QuantityOrder::Unit)
}

/// The ratio of the first two figures in words, with its caveats, or why there is none.
fn told(of: RatioOf, figures: Vec<Figure>) -> String {
    let mut world = World::new();
    of_event(&mut world, "Report", figures);
    let mut list = quantities(&world.project, &Filter::everything(), QuantityOrder::When).list;
    list.sort_by_key(|one| one.position);
    match ratio(of, &list[0], list.get(1)) {
        Ok(found) => format!("{}; {}", found.words, found.caveats.join("; ")),
        Err(why) => why.to_string(),
    }
}

#[test]
fn bounds_reach_into_a_share() {
    use Bound::{About, Exactly, LessThan, MoreThan, Only};
    let share = |a: (i64, Bound), b: (i64, Bound)| {
        let told = told(RatioOf::Share, vec![figure(a.0, "cells", a.1), figure(b.0, "cells", b.1)]);
        told.split(" % of").next().unwrap().split(" is ").nth(1).unwrap().to_owned()
    };
    assert_eq!(share((200, MoreThan), (3_000, About)), "more than about 6.67");
    assert_eq!(share((50, Exactly), (200, Only)), "25");
    assert_eq!(share((50, Exactly), (200, MoreThan)), "less than 25");
    assert_eq!(share((50, MoreThan), (200, LessThan)), "more than 25");
    assert_eq!(share((1, Exactly), (3, Exactly)), "about 33.3");
    let both = told(RatioOf::Share, vec![figure(50, "cells", MoreThan), figure(200, "cells", MoreThan)]);
    assert!(both.contains("is 25 % of") && both.contains("leave open whether it is more or less"), "{both}");
}

#[test]
fn a_ratio_says_what_speaks_against_it_or_why_there_is_none() {
    let money = |value: i64, what: &str| Figure {
        currency: "EUR".into(),
        what: what.into(),
        ..figure(value, "", Bound::Exactly)
    };
    let told_share = told(RatioOf::Share, vec![money(300_000_000, "confiscated"), money(1_400_000_000, "seized")]);
    for part in ["is about 21.4 % of", "periods not stated", "owners not stated", "confiscated and seized"] {
        assert!(told_share.contains(part), "{part}: {told_share}");
    }
    let exact = |value, unit| figure(value, unit, Bound::Exactly);
    assert_eq!(
        told(RatioOf::Share, vec![exact(12, "arrests"), exact(9, "cities")]),
        "Not computable: “arrests” and “cities” are not one unit"
    );
    assert_eq!(told(RatioOf::Times, vec![exact(1, "x"), exact(0, "X")]), "Not computable: the second figure is zero");
    assert_eq!(told(RatioOf::Share, vec![exact(1, "x")]), NoRatio::Count.to_string());
    assert_eq!(told(RatioOf::PerYear, vec![exact(1, "x")]), NoRatio::NoPeriod.to_string());
    let cells = Figure { when: when("2002/2025-03-10"), ..figure(200, "cells", Bound::MoreThan) };
    let rate = told(RatioOf::PerYear, vec![cells]);
    assert!(rate.contains("is more than about 8.62 a year") && rate.contains("spread evenly"), "{rate}");
}

#[test]
fn only_one_unit_is_added_up_and_the_caveats_stand_beside() {
    let mut world = World::new();
    let document = world.document("Post", "2025-03-10", "They arrested about 12 men in nine cities.");
    let event = of_event(&mut world, "Raid", Vec::new());
    let mark = world.mark(document, "about 12 men", &[Proves::Event(event)]);
    let source = Source::Mark(mark);
    let figures = vec![
        Figure { source, ..figure(12, "Arrests", Bound::About) },
        figure(9, "cities", Bound::Exactly),
        figure(7, "", Bound::Exactly),
    ];
    world.change::<Event>(event, |row| row.figures = figures);
    let sum = of_event(&mut world, "Sum", vec![figure(200, "arrests", Bound::MoreThan)]);
    world.status(sum, Status::Aggregate);
    let found = all(&world);
    assert_eq!((found.list.len(), found.events, found.undated), (4, 2, 0));
    assert_eq!(found.groups.iter().map(|group| group.unit.as_str()).collect::<Vec<_>>(), ["arrests", "cities", ""]);
    let arrests = &found.groups[0];
    assert_eq!(arrests.words(), "more than about 212 arrests");
    let caveats = arrests.caveats.join("; ");
    assert!(caveats.contains("2 of 2 are not exact") && caveats.contains("1 sums up many events"), "{caveats}");
    assert_eq!(found.groups[2].words(), "not added up: no unit is said");
    let twelve = found.list.iter().find(|one| one.figure.value == 12.into()).unwrap();
    assert_eq!(twelve.as_quote(), "“about 12 men” — Post, 10 March 2025");
    world.set_aside(document);
    let found = all(&world);
    assert_eq!((found.list.len(), found.left_out.len()), (1, 3), "what only a document set aside reports");
}
