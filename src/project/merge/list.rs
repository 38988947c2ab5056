//! Bringing together two changed copies of one list.
//!
//! Items are known again ([`Item::likeness`]), so that one side can change an item while the other adds or moves
//! another. What one side removed and the other changed stays, and counts as a clash. The order is that of the side
//! which changed it; what was added stands behind what it stood behind.

use super::choice::Side;
use super::fields::{Fields, Item, Likeness};

/// The three lists, and which item is which.
pub(super) struct Lists<'l, V> {
    base: &'l [V],
    mine: Copied<'l, V>,
    theirs: Copied<'l, V>,
}

/// A changed copy of the list.
struct Copied<'l, V> {
    items: &'l [V],
    /// For each item of the base, where it is here.
    of_base: Vec<Option<usize>>,
}

/// Which item of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Which {
    /// One of the base.
    Base(usize),
    /// One that both added; its places in mine and in theirs.
    Both(usize, usize),
    /// One that one side added.
    Added(Side, usize),
}

impl<'l, V: Item> Lists<'l, V> {
    pub(super) fn new(base: &'l [V], mine: &'l [V], theirs: &'l [V]) -> Self {
        let copied = |items: &'l [V]| Copied { items, of_base: matched(base, items, Likeness::Loose) };
        Self { base, mine: copied(mine), theirs: copied(theirs) }
    }

    pub(super) fn merged(&self, field: &'static str, fields: &mut Fields<'_>) -> Vec<V> {
        let (mine, theirs) = self.sequences();
        let skeleton = order(&mine, &theirs, field, fields);
        let mut result = Vec::new();
        self.insert(None, &mine, &theirs, &mut result, field, fields);
        for which in skeleton {
            result.extend(self.item(which, field, fields));
            self.insert(Some(which), &mine, &theirs, &mut result, field, fields);
        }
        result
    }

    /// The items of each side in its order, under names that both understand.
    fn sequences(&self) -> (Vec<Which>, Vec<Which>) {
        let (new_mine, new_theirs) = (self.mine.added(), self.theirs.added());
        let items = |copied: &Copied<'l, V>, at: &[usize]| -> Vec<V> {
            at.iter().filter_map(|at| copied.items.get(*at)).cloned().collect()
        };
        let pairs = matched(&items(&self.mine, &new_mine), &items(&self.theirs, &new_theirs), Likeness::Close);
        let both: Vec<(usize, usize)> =
            new_mine.iter().zip(pairs).filter_map(|(at, pair)| Some((*at, *new_theirs.get(pair?)?))).collect();
        let mine = self.mine.sequence(|at| match both.iter().find(|(mine, _)| *mine == at) {
            Some((mine, theirs)) => Which::Both(*mine, *theirs),
            None => Which::Added(Side::Mine, at),
        });
        let theirs = self.theirs.sequence(|at| match both.iter().find(|(_, theirs)| *theirs == at) {
            Some((mine, theirs)) => Which::Both(*mine, *theirs),
            None => Which::Added(Side::Theirs, at),
        });
        (mine, theirs)
    }

    /// What only one side has behind this item, or at the beginning; of two groups first the one with the smaller words.
    fn insert(
        &self,
        behind: Option<Which>,
        mine: &[Which],
        theirs: &[Which],
        result: &mut Vec<V>,
        field: &'static str,
        fields: &mut Fields<'_>,
    ) {
        let group = |one: &[Which], other: &[Which]| -> Vec<Which> {
            let from = match behind {
                None => 0,
                Some(behind) => one.iter().position(|which| *which == behind).map_or(one.len(), |at| at + 1),
            };
            let own = one.iter().skip(from).take_while(|which| !other.contains(which));
            own.copied().collect()
        };
        let mut groups = [group(mine, theirs), group(theirs, mine)]
            .map(|group| group.into_iter().filter_map(|which| self.item(which, field, fields)).collect::<Vec<V>>());
        groups.sort_by_cached_key(|group| group.first().map(|first| format!("{first:?}")));
        result.extend(groups.into_iter().flatten());
    }

    /// The item as it will be; `None` if it is gone.
    fn item(&self, which: Which, field: &'static str, fields: &mut Fields<'_>) -> Option<V> {
        let at = match which {
            Which::Added(Side::Mine, at) => return self.mine.items.get(at).cloned(),
            Which::Added(Side::Theirs, at) => return self.theirs.items.get(at).cloned(),
            Which::Both(at, there) => {
                let (mine, theirs) = (self.mine.items.get(at)?, self.theirs.items.get(there)?);
                return Some(V::join(None, mine, theirs, field, fields));
            }
            Which::Base(at) => at,
        };
        let base = self.base.get(at)?;
        match (self.mine.of(at), self.theirs.of(at)) {
            (Some(mine), Some(theirs)) => Some(V::join(Some(base), mine, theirs, field, fields)),
            (Some(one), None) | (None, Some(one)) if one != base => {
                fields.clash(field);
                Some(one.clone())
            }
            _ => None,
        }
    }
}

impl<V: Item> Copied<'_, V> {
    /// The item of the base as it is here.
    fn of(&self, base: usize) -> Option<&V> {
        self.of_base.get(base).copied().flatten().and_then(|at| self.items.get(at))
    }

    /// The places of the items that are not of the base.
    fn added(&self) -> Vec<usize> {
        (0..self.items.len()).filter(|at| !self.of_base.contains(&Some(*at))).collect()
    }

    fn sequence(&self, added: impl Fn(usize) -> Which) -> Vec<Which> {
        let which = |at: usize| match self.of_base.iter().position(|of_base| *of_base == Some(at)) {
            Some(base) => Which::Base(base),
            None => added(at),
        };
        (0..self.items.len()).map(which).collect()
    }
}

/// What both have, in the order that counts.
fn order(mine: &[Which], theirs: &[Which], field: &'static str, fields: &mut Fields<'_>) -> Vec<Which> {
    let common = |one: &[Which], other: &[Which]| -> Vec<Which> {
        one.iter().filter(|which| other.contains(which)).copied().collect()
    };
    let (ours, others) = (common(mine, theirs), common(theirs, mine));
    let as_before = |order: &[Which]| order.iter().filter(|which| matches!(which, Which::Base(_))).is_sorted();
    if ours == others || (as_before(&others) && !as_before(&ours)) {
        return ours;
    }
    if as_before(&ours) && !as_before(&others) {
        return others;
    }
    match fields.clash(field) {
        Side::Mine => ours,
        Side::Theirs => others,
    }
}

/// For each of these items the place of the same one among those: equal ones first, then close ones, then, if they
/// will do, loose ones.
fn matched<V: Item>(these: &[V], those: &[V], least: Likeness) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; these.len()];
    let mut taken = vec![false; those.len()];
    let mut pass = |same: &dyn Fn(&V, &V) -> bool| {
        for (slot, this) in found.iter_mut().zip(these).filter(|(slot, _)| slot.is_none()) {
            let mut free = those.iter().enumerate().filter(|(at, _)| taken.get(*at) == Some(&false));
            let place = free.find(|(_, that)| same(this, that)).map(|(at, _)| at);
            if let Some(mark) = place.and_then(|at| taken.get_mut(at)) {
                *mark = true;
            }
            *slot = place;
        }
    };
    pass(&|this, that| this == that);
    pass(&|this, that| this.likeness(that) == Likeness::Close);
    if least <= Likeness::Loose {
        pass(&|this, that| this.likeness(that) == Likeness::Loose);
    }
    found
}
