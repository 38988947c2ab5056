//! Which colour each series has.
//!
//! A code, a class and a status have theirs for good. Of outlets, entities, pairs, places and coders the most frequent one of the
//! whole project has the first, the next one the second …, *whatever the filter lets through*: who looks at one year and
//! then at another finds the same actor in the same colour. Only where two of those shown have the same one, since there
//! are more of them than colours, the rarer one takes a colour that is free.

use super::SeriesKey;
use super::keys::Keys;
use crate::model::{Class, Colour, Status};
use std::cmp::Reverse;

/// The colour of each of these keys of a split: that of the code where it is one, grey where there is no key.
pub(super) fn colours(keys: &Keys<'_>, shown: &[u32]) -> Vec<Colour> {
    let mut colours: Vec<Option<Colour>> = shown.iter().map(|key| of_meaning(keys, &keys.key(*key))).collect();
    if colours.iter().any(Option::is_none) {
        let homes = homes(keys, shown);
        let mut wanting: Vec<(usize, &mut Option<Colour>)> =
            homes.into_iter().zip(&mut colours).filter(|(_, colour)| colour.is_none()).collect();
        wanting.sort_unstable_by_key(|(home, _)| *home);
        hand_out(wanting);
    }
    colours.into_iter().map(Option::unwrap_or_default).collect()
}

/// To each its own by its rank, or the next that is taken no more often than all others; they come by rank.
fn hand_out(wanting: Vec<(usize, &mut Option<Colour>)>) {
    let mut taken = [0_usize; Colour::TURNS.len()];
    for (home, colour) in wanting {
        let least = taken.iter().min().copied().unwrap_or(0);
        let mut from_home = (home..home + taken.len()).map(|turn| turn % Colour::TURNS.len());
        let turn = from_home.find(|turn| taken.get(*turn) == Some(&least)).unwrap_or(home);
        if let Some(times) = taken.get_mut(turn) {
            *times += 1;
        }
        *colour = Some(Colour::in_turn(turn));
    }
}

/// The colour that the meaning of a key gives it. Cooperation is blue and conflict red, as the ties of a network are, words
/// paler than deeds; a status has its place; a code has its own, and everything the first.
fn of_meaning(keys: &Keys<'_>, key: &SeriesKey) -> Option<Colour> {
    match key {
        SeriesKey::All => Some(Colour::in_turn(0)),
        SeriesKey::None | SeriesKey::Other => Some(Colour::default()),
        SeriesKey::Code(id) => Some(keys.project().codes().get(*id).map(|code| code.colour).unwrap_or_default()),
        SeriesKey::Class(Class::VerbalCooperation) => Some(Colour::SKY_BLUE),
        SeriesKey::Class(Class::MaterialCooperation) => Some(Colour::BLUE),
        SeriesKey::Class(Class::VerbalConflict) => Some(Colour::ORANGE),
        SeriesKey::Class(Class::MaterialConflict) => Some(Colour::VERMILION),
        SeriesKey::Status(status) => Status::ALL.iter().position(|one| one == status).map(Colour::in_turn),
        SeriesKey::Entity(_)
        | SeriesKey::Pair(..)
        | SeriesKey::Words(_)
        | SeriesKey::Outlet(_)
        | SeriesKey::Coder(_) => None,
    }
}

/// The rank of each of these keys among all of the project, by the number of events that have it; of equally frequent
/// ones, that which was met first comes first.
fn homes(keys: &Keys<'_>, shown: &[u32]) -> Vec<usize> {
    let sizes = keys.events_of_each();
    let rank = |key: u32| {
        let size = |key: u32| sizes.get(key as usize).copied().unwrap_or(0);
        let own = (Reverse(size(key)), key);
        (0..).zip(&sizes).filter(|(other, size)| (Reverse(**size), *other) < own).count()
    };
    shown.iter().map(|key| rank(*key)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::activity;
    use super::*;
    use crate::model::{ChartSpec, Code, CodeKind, SplitBy, Step};
    use crate::project::testing::World;
    use std::collections::{BTreeMap, BTreeSet};

    fn colours_of(world: &World, spec: &ChartSpec) -> BTreeMap<String, Colour> {
        let figures = activity(&world.project, spec).expect("figures");
        figures.series.iter().map(|series| (series.name.clone(), series.colour)).collect()
    }

    #[test]
    fn an_actor_keeps_its_colour_whatever_the_filter_lets_through() {
        let mut world = World::new();
        let names = ["Spain", "France", "Italy", "Malta", "Libya", "Egypt", "Chad", "Niger", "Mali"];
        let actors = names.map(|name| world.entity(&[name]));
        // All are in 2024, the first one most often; in 2025 it is the other way round, and in 2026 there are two.
        for (place, actor) in actors.iter().enumerate() {
            for _ in place * 2..names.len() * 2 {
                world.event("Visit", "2024-03-01", None, &[*actor]);
            }
            for _ in 0..=place {
                world.event("Visit", "2025-03-01", None, &[*actor]);
            }
        }
        for actor in [actors.first(), actors.get(3)].into_iter().flatten() {
            world.event("Visit", "2026-03-01", None, &[*actor]);
        }
        let spec = |period: &str| {
            let mut spec = ChartSpec { split: Some(SplitBy::Actor), ..ChartSpec::default() };
            spec.filter.period = Some(period.parse().expect("a period"));
            spec
        };
        let [one, other, few] = ["2024", "2025", "2026"].map(|period| colours_of(&world, &spec(period)));
        assert_eq!(one, other);
        assert!(few.len() == 2 && few.iter().all(|(name, colour)| one[name] == *colour), "{few:?} {one:?}");
        let frequent: BTreeSet<Colour> = names.iter().take(7).map(|name| one[*name]).collect();
        assert_eq!(frequent.len(), 7, "no colour twice among the most frequent: {one:?}");
    }

    #[test]
    fn cooperation_is_blue_and_conflict_red_whatever_is_shown() {
        let mut world = World::new();
        for class in [Class::MaterialCooperation, Class::MaterialConflict] {
            let kind = world.code(CodeKind::EventType, &class.to_string(), None);
            world.change::<Code>(kind, |code| code.class = Some(class));
            world.event("Event", "2025", Some(kind), &[]);
        }
        let spec = ChartSpec { split: Some(SplitBy::Class), by: Step::Year, ..ChartSpec::default() };
        let colours = colours_of(&world, &spec);
        assert_eq!(colours["Material cooperation"], Colour::BLUE);
        assert_eq!(colours["Material conflict"], Colour::VERMILION);
    }
}
