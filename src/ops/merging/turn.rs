//! References: turned from a record to the one that absorbs it, and turned back when the two are taken apart.
//!
//! Turning remembers each reference as it was. Turning back looks for the same reference, or else for the one that
//! differs only in what somebody may have changed since (an office, a note), and leaves all others: a reference that
//! somebody made to the merged record stays with it.

use super::Pair;
use crate::model::{
    Became, Entity, EntityId, Event, Figure, Filter, Membership, Office, Participant, Place, RecordId, Reference,
    Relation, Ruling, Turned, View, Who,
};
use std::collections::BTreeSet;

/// A record whose references can be turned.
pub trait Turn {
    /// Turns all references from the second of the pair to the first; `own` is the record's own id. Says what each
    /// was.
    fn turn(&mut self, own: RecordId, pair: Pair) -> Vec<Turned>;

    /// Turns one reference back.
    fn turn_back(&mut self, pair: Pair, turned: &Turned);
}

impl Turn for Event {
    fn turn(&mut self, own: RecordId, pair: Pair) -> Vec<Turned> {
        let mut trail = Trail { record: own, turned: Vec::new() };
        match pair {
            Pair::Events(to, from) => {
                let itself = own == to.into();
                let turn = |relation: &Relation| (!itself).then(|| Relation { to, ..relation.clone() });
                trail.list(&mut self.relations, |relation| relation.to == from, turn, Reference::Relation);
                trail.set(&mut self.not_same, from, Some(to).filter(|_| !itself), Reference::NotSame);
            }
            Pair::Entities(to, from) => {
                let turn = |participant: &Participant| Some(with(participant, to));
                let is = |participant: &Participant| participant.who == Who::Entity(from);
                trail.list(&mut self.participants, is, turn, Reference::Participant);
                let there = |place: &Place| Some(Place { entity: Some(to), ..place.clone() });
                trail.list(&mut self.places, |place| place.entity == Some(from), there, Reference::PlaceOf);
                let its = |figure: &Figure| Some(Figure { of: Some(to), ..figure.clone() });
                trail.list(&mut self.figures, |figure| figure.of == Some(from), its, Reference::Figure);
            }
        }
        trail.turned
    }

    fn turn_back(&mut self, pair: Pair, turned: &Turned) {
        match (pair, &turned.was) {
            (Pair::Events(to, from), Reference::Relation(was)) => {
                let now = Relation { to, ..was.clone() };
                let like = |relation: &Relation| (relation.to, relation.kind) == (to, was.kind);
                let was = Relation { to: from, ..was.clone() };
                list_back(&mut self.relations, (&was, &now), turned.became, like, |relation| relation.to = from);
            }
            (Pair::Events(to, from), Reference::NotSame) => set_back(&mut self.not_same, to, from, turned.became),
            (Pair::Entities(to, from), Reference::Participant(was)) => {
                let (now, was) = (with(was, to), with(was, from));
                let like = |other: &Participant| (&other.who, other.role) == (&now.who, now.role);
                let back = |participant: &mut Participant| participant.who = Who::Entity(from);
                list_back(&mut self.participants, (&was, &now), turned.became, like, back);
            }
            (Pair::Entities(to, from), Reference::Place) => {
                let place = self.places.iter_mut().find(|place| place.entity == Some(to));
                place.into_iter().for_each(|place| place.entity = Some(from));
            }
            (Pair::Entities(to, from), Reference::PlaceOf(was)) => {
                let now = Place { entity: Some(to), ..was.clone() };
                let was = Place { entity: Some(from), ..was.clone() };
                let like = |place: &Place| place.entity == Some(to);
                list_back(&mut self.places, (&was, &now), turned.became, like, |place| place.entity = Some(from));
            }
            (Pair::Entities(to, from), Reference::Figure(was)) => {
                let now = Figure { of: Some(to), ..was.clone() };
                let was = Figure { of: Some(from), ..was.clone() };
                let like = |figure: &Figure| (figure.of, figure.value) == (Some(to), was.value);
                list_back(&mut self.figures, (&was, &now), turned.became, like, |figure| figure.of = Some(from));
            }
            // Events have no other references to events and entities.
            _ => {}
        }
    }
}

impl Turn for Entity {
    fn turn(&mut self, own: RecordId, pair: Pair) -> Vec<Turned> {
        let mut trail = Trail { record: own, turned: Vec::new() };
        if let Pair::Entities(to, from) = pair {
            let itself = own == to.into();
            let part = |part: &Membership| (!itself).then(|| Membership { entity: to, ..part.clone() });
            trail.list(&mut self.part_of, |part| part.entity == from, part, Reference::PartOf);
            let office = |office: &Office| (!itself).then(|| Office { of: Some(to), ..office.clone() });
            trail.list(&mut self.offices, |office| office.of == Some(from), office, Reference::Office);
            trail.set(&mut self.not_same, from, Some(to).filter(|_| !itself), Reference::NotSame);
        }
        trail.turned
    }

    fn turn_back(&mut self, pair: Pair, turned: &Turned) {
        let Pair::Entities(to, from) = pair else { return };
        match &turned.was {
            Reference::PartOf(was) => {
                let now = Membership { entity: to, ..was.clone() };
                let like = |part: &Membership| (part.entity, &part.when) == (to, &was.when);
                let was = Membership { entity: from, ..was.clone() };
                list_back(&mut self.part_of, (&was, &now), turned.became, like, |part| part.entity = from);
            }
            Reference::Office(was) => {
                let now = Office { of: Some(to), ..was.clone() };
                let like = |office: &Office| (office.of, &office.title) == (Some(to), &was.title);
                let was = Office { of: Some(from), ..was.clone() };
                list_back(&mut self.offices, (&was, &now), turned.became, like, |office| office.of = Some(from));
            }
            Reference::NotSame => set_back(&mut self.not_same, to, from, turned.became),
            // Entities have no other references to entities.
            Reference::Participant(_)
            | Reference::Place
            | Reference::PlaceOf(_)
            | Reference::Figure(_)
            | Reference::Relation(_)
            | Reference::Filter
            | Reference::Filters(_)
            | Reference::Ruling => {}
        }
    }
}

impl Turn for View {
    fn turn(&mut self, own: RecordId, pair: Pair) -> Vec<Turned> {
        let mut trail = Trail { record: own, turned: Vec::new() };
        if let Pair::Entities(to, from) = pair {
            let was: Vec<Filter> = self.filters().cloned().collect();
            self.filters_mut().for_each(|filter| filter.turn_entity(from, to));
            if !self.filters().eq(&was) {
                trail.note(Reference::Filters(was), Became::Turned);
            }
        }
        trail.turned
    }

    fn turn_back(&mut self, pair: Pair, turned: &Turned) {
        match (pair, &turned.was) {
            (Pair::Entities(to, from), Reference::Filter) => {
                set_back(&mut self.chart.filter.entities, to, from, turned.became);
            }
            (Pair::Entities(to, from), Reference::Filters(was)) => {
                for (filter, was) in self.filters_mut().zip(was) {
                    let mut now = was.clone();
                    now.turn_entity(from, to);
                    // A filter that somebody has changed since says what that one wanted.
                    if *filter == now {
                        filter.clone_from(was);
                    }
                }
            }
            _ => {}
        }
    }
}

impl Turn for Ruling {
    fn turn(&mut self, own: RecordId, pair: Pair) -> Vec<Turned> {
        let mut trail = Trail { record: own, turned: Vec::new() };
        if let Some(records) = self.about.records_mut() {
            let mut set: BTreeSet<RecordId> = records.iter().copied().collect();
            trail.set(&mut set, pair.other(), Some(pair.first()), Reference::Ruling);
            *records = set.into_iter().collect();
        }
        trail.turned
    }

    fn turn_back(&mut self, pair: Pair, turned: &Turned) {
        if let Some(records) = self.about.records_mut() {
            let mut set: BTreeSet<RecordId> = records.iter().copied().collect();
            set_back(&mut set, pair.first(), pair.other(), turned.became);
            *records = set.into_iter().collect();
        }
    }
}

fn with(participant: &Participant, entity: EntityId) -> Participant {
    Participant { who: Who::Entity(entity), ..participant.clone() }
}

/// What was turned in one record.
struct Trail {
    record: RecordId,
    turned: Vec<Turned>,
}

impl Trail {
    fn note(&mut self, was: Reference, became: Became) {
        self.turned.push(Turned { record: self.record, was, became });
    }

    /// `turn` gives the reference as it is to be; `None`: it would lead to itself.
    fn list<T: Clone + PartialEq>(
        &mut self,
        list: &mut Vec<T>,
        is: impl Fn(&T) -> bool,
        turn: impl Fn(&T) -> Option<T>,
        reference: impl Fn(T) -> Reference,
    ) {
        let before = std::mem::take(list);
        let is_there = |item: &T| before.contains(item);
        for item in &before {
            if !is(item) {
                list.push(item.clone());
                continue;
            }
            let became = match turn(item) {
                None => Became::Dropped,
                Some(now) if is_there(&now) || list.contains(&now) => Became::Joined,
                Some(now) => {
                    list.push(now);
                    Became::Turned
                }
            };
            self.note(reference(item.clone()), became);
        }
    }

    fn set<I: Ord + Copy>(&mut self, set: &mut BTreeSet<I>, from: I, to: Option<I>, reference: Reference) {
        if !set.remove(&from) {
            return;
        }
        let became = match to {
            None => Became::Dropped,
            Some(to) if set.insert(to) => Became::Turned,
            Some(_) => Became::Joined,
        };
        self.note(reference, became);
    }
}

/// Turns one reference of a list back: `was` is what it was, `now` what it became.
fn list_back<T: Clone + PartialEq>(
    list: &mut Vec<T>,
    (was, now): (&T, &T),
    became: Became,
    like: impl Fn(&T) -> bool,
    back: impl Fn(&mut T),
) {
    if became == Became::Turned {
        let at = list.iter().position(|item| item == now).or_else(|| list.iter().position(like));
        at.and_then(|at| list.get_mut(at)).into_iter().for_each(back);
    } else if !list.contains(was) {
        list.push(was.clone());
    }
}

fn set_back<I: Ord + Copy>(set: &mut BTreeSet<I>, to: I, from: I, became: Became) {
    // Somebody may have taken the turned one out since; then it stays out.
    if became != Became::Turned || set.remove(&to) {
        set.insert(from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Fresh;
    use crate::model::{Certainty, EventId, Source};

    const EVENT: u64 = 9;

    /// A participant by its number and office.
    fn participant((entity, office): (u64, &str)) -> Participant {
        let who = Who::Entity(EntityId::from_bits(entity));
        Participant { role: None, who, office: office.into(), certainty: Certainty::Certain, source: Source::Analyst }
    }

    fn event(participants: &[(u64, &str)]) -> Event {
        Event { participants: participants.iter().copied().map(participant).collect(), ..Event::default() }
    }

    /// Turns 2 to 1, lets somebody change the event, and turns it back.
    #[track_caller]
    fn check(before: &[(u64, &str)], turned: &[(u64, &str)], change: impl Fn(&mut Event), after: &[(u64, &str)]) {
        let own = RecordId::from(EventId::from_bits(EVENT));
        let pair = Pair::Entities(EntityId::from_bits(1), EntityId::from_bits(2));
        let mut row = event(before);
        let trail = row.turn(own, pair);
        assert_eq!(row, event(turned));
        change(&mut row);
        trail.iter().for_each(|turned| row.turn_back(pair, turned));
        assert_eq!(row, event(after));
    }

    #[test]
    fn turning_back_gives_what_was_there_and_leaves_what_came_since() {
        let nothing = |_: &mut Event| {};
        check(&[(2, "a"), (3, "")], &[(1, "a"), (3, "")], nothing, &[(2, "a"), (3, "")]);
        check(&[(1, "a"), (2, "a")], &[(1, "a")], nothing, &[(1, "a"), (2, "a")]);
        check(&[(1, "a"), (2, "b")], &[(1, "a"), (1, "b")], nothing, &[(1, "a"), (2, "b")]);
        let added = |row: &mut Event| row.participants.insert(0, participant((1, "new")));
        check(&[(2, "b")], &[(1, "b")], added, &[(1, "new"), (2, "b")]);
        let changed = |row: &mut Event| row.participants[0].office = "changed".into();
        check(&[(2, "b")], &[(1, "b")], changed, &[(2, "changed")]);
        check(&[(2, "b")], &[(1, "b")], |row| row.participants.clear(), &[]);
    }

    #[test]
    fn nothing_leads_to_itself_afterwards() {
        let [kept, other] = [1, 2].map(EventId::from_bits);
        let mut row = Event { not_same: BTreeSet::from([other]), ..Event::default() };
        let before = row.clone();
        let pair = Pair::Events(kept, other);
        let trail = row.turn(kept.into(), pair);
        assert_eq!((row.not_same.len(), trail[0].became), (0, Became::Dropped));
        trail.iter().for_each(|turned| row.turn_back(pair, turned));
        assert_eq!(row, before);
    }
}
