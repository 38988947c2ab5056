//! A filter made ready for facts: the same answer as [`crate::query::filter::Sieve`], a hundred times as quick.

use super::build::EVER;
use super::{At, Dated, Facts, Row};
use crate::model::{EntityId, Filter, Handling, Status};
use crate::query::filter::{Reach, Sieve};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Which numbers are wanted; `None`: nothing is asked.
type Wanted = Option<Vec<bool>>;

/// By whom a role is to be filled.
#[derive(Clone, Copy)]
enum Filled {
    ByAnybody,
    By(u32),
    /// By somebody who takes part in nothing.
    Never,
}

/// Who or what stands for something that is asked for, by number: always, or at times.
struct Stands {
    always: Vec<bool>,
    at_times: Vec<bool>,
    reach: Reach,
}

/// A filter, in the numbers of the facts.
pub(in crate::query) struct FactSieve<'f> {
    facts: &'f Facts,
    filter: &'f Filter,
    statuses: [bool; Status::ALL.len()],
    types: Wanted,
    areas: Wanted,
    who: Option<Stands>,
    dyad: Option<[Stands; 2]>,
    roles: Vec<(Vec<bool>, Filled)>,
    places: Option<Stands>,
    outlets: Wanted,
    coders: Wanted,
    handlings: Vec<Handling>,
    period: Option<Vec<(NaiveDate, NaiveDate)>>,
    words: Vec<String>,
}

impl<'f> FactSieve<'f> {
    /// Looks up once what every event is compared with.
    pub fn new(facts: &'f Facts, filter: &'f Filter) -> Self {
        // Who reports what is in the facts already and need not be looked up.
        let lean = Filter { outlets: BTreeSet::new(), ..filter.clone() };
        let sets = Sieve::new(&facts.project, &lean);
        let entities = |reach: &Reach| Stands {
            always: facts.entities.table(&reach.always),
            at_times: facts.entities.table(&reach.at_times),
            reach: reach.clone(),
        };
        let places = |reach: &Reach| Stands {
            always: facts.places.marked(|place| match place {
                At::Entity(entity) => reach.always.contains(entity),
                At::Words(words) => sets.place_words.contains(words),
            }),
            at_times: facts.places.marked(|place| matches!(place, At::Entity(id) if reach.at_times.contains(id))),
            reach: reach.clone(),
        };
        let asked = |asked: bool, table: Vec<bool>| asked.then_some(table);
        let anybody = filter.entities.is_empty() && filter.wholes.is_empty();
        Self {
            statuses: Status::ALL.map(|status| filter.statuses.is_empty() || filter.statuses.contains(&status)),
            types: asked(!filter.types.is_empty(), facts.codes.table(&sets.types)),
            areas: asked(!filter.areas.is_empty(), facts.codes.table(&sets.areas)),
            who: (!anybody).then(|| entities(&sets.actors)),
            dyad: sets.dyad.as_ref().map(|[one, other]| [entities(one), entities(other)]),
            roles: sets
                .roles
                .iter()
                .map(|(roles, who)| {
                    let filled = who
                        .map_or(Filled::ByAnybody, |who| facts.entities.find(&who).map_or(Filled::Never, Filled::By));
                    (facts.codes.table(roles), filled)
                })
                .collect(),
            places: (!filter.places.is_empty()).then(|| places(&sets.places)),
            outlets: asked(!filter.outlets.is_empty(), facts.outlets.marked(|name| filter.outlets.contains(name))),
            coders: asked(!filter.coders.is_empty(), facts.coders.marked(|name| filter.coders.contains(name))),
            handlings: filter.handlings.iter().copied().collect(),
            period: filter.period.as_ref().map(crate::base::when::When::stretches),
            words: sets.words.words().to_vec(),
            facts,
            filter,
        }
    }

    /// The filter that it is made of.
    pub fn filter(&self) -> &'f Filter {
        self.filter
    }

    /// Whether a row goes through.
    pub fn passes(&self, number: usize, row: &Row) -> bool {
        let Filter { certainties, handlings, evidence, date, origins, .. } = self.filter;
        self.statuses.get(row.status as usize).copied().unwrap_or(false)
            && wants(&self.types, row.kind)
            && wants(&self.coders, Some(row.coder))
            && (certainties.is_empty() || certainties.contains(&row.certainty))
            && (handlings.is_empty() || row.handling.is_some_and(|label| self.handlings.contains(&label)))
            && date.is_none_or(|date| date.is_so(row.dated != Dated::Not))
            && evidence.is_none_or(|evidence| evidence.is_so(row.proven))
            && row.origins as usize >= *origins
            && self.is_of_time(number, row)
            && wants_any(&self.areas, self.facts.areas.of(number))
            && self.who.as_ref().is_none_or(|side| self.takes_part(side, number, row))
            && self.is_pair(number, row)
            && (self.roles.is_empty() || self.has_role(number))
            && self.places.as_ref().is_none_or(|side| self.was_there(side, number, row))
            && wants_any(&self.outlets, self.facts.reported_by.of(number))
            && self.has_words(number)
    }

    fn is_of_time(&self, number: usize, row: &Row) -> bool {
        let Some(period) = &self.period else { return true };
        if row.dated == Dated::Not {
            return false;
        }
        let meets =
            |(first, last): (NaiveDate, NaiveDate)| period.iter().any(|(from, to)| first <= *to && *from <= last);
        match self.facts.stretches.get(&super::packed::small(number)) {
            Some(stretches) => stretches.iter().any(|stretch| meets(*stretch)),
            None => meets((row.first.unwrap_or(EVER.0), row.last.unwrap_or(EVER.1))),
        }
    }

    fn is_pair(&self, number: usize, row: &Row) -> bool {
        let Some([one, other]) = &self.dyad else { return true };
        let entities = self.facts.entities_of.of(number);
        let stands = |side: &Stands, number: u32| self.stands(side, number, row);
        entities.iter().any(|a| stands(one, *a) && entities.iter().any(|b| a != b && stands(other, *b)))
    }

    fn takes_part(&self, side: &Stands, number: usize, row: &Row) -> bool {
        self.facts.entities_of.of(number).iter().any(|entity| self.stands(side, *entity, row))
    }

    /// Whether an entity stands for a side at the date of an event.
    fn stands(&self, side: &Stands, entity: u32, row: &Row) -> bool {
        let then = || self.facts.entities.value(entity).is_some_and(|id| self.stood(side, *id, row));
        is(&side.always, entity) || (is(&side.at_times, entity) && then())
    }

    fn was_there(&self, side: &Stands, number: usize, row: &Row) -> bool {
        let then =
            |place: u32| matches!(self.facts.places.value(place), Some(At::Entity(id)) if self.stood(side, *id, row));
        let here = |place: &u32| is(&side.always, *place) || (is(&side.at_times, *place) && then(*place));
        self.facts.places_said.of(number).iter().any(here)
    }

    /// What is rarely asked: whether what belonged to a side for some years did so then.
    fn stood(&self, side: &Stands, entity: EntityId, row: &Row) -> bool {
        let event = self.facts.event(row.id);
        event.is_some_and(|event| side.reach.holds(&self.facts.project, entity, event.when()))
    }

    fn has_role(&self, number: usize) -> bool {
        let fills = |(role, who): &(Option<u32>, Option<u32>)| {
            self.roles.iter().any(|(roles, filled)| {
                let by = match filled {
                    Filled::ByAnybody => true,
                    Filled::By(only) => *who == Some(*only),
                    Filled::Never => false,
                };
                by && role.is_some_and(|role| is(roles, role))
            })
        };
        self.facts.parts.of(number).iter().any(fills)
    }

    fn has_words(&self, number: usize) -> bool {
        if self.words.is_empty() {
            return true;
        }
        // What was a text stays one.
        let title = std::str::from_utf8(self.facts.titles.of(number)).unwrap_or_default();
        self.words.iter().all(|word| title.contains(word.as_str()))
    }
}

fn is(table: &[bool], number: u32) -> bool {
    table.get(number as usize).copied().unwrap_or(false)
}

fn wants(wanted: &Wanted, number: Option<u32>) -> bool {
    wanted.as_ref().is_none_or(|table| number.is_some_and(|number| is(table, number)))
}

fn wants_any(wanted: &Wanted, numbers: &[u32]) -> bool {
    wanted.as_ref().is_none_or(|table| numbers.iter().any(|number| is(table, *number)))
}
