//! Which marks of several coders are about the same place, so that their codes can be compared.
//!
//! Two marks are about the same place if at least half of the longer one is common. Each has at most one partner with
//! each other coder: first one with the same code, then any; of the ways to do so, as many as can have one
//! ([`crate::query::agreement::span_f1`]). With more than two coders, partners of partners belong together, as long as
//! no coder is there twice. What it does *not* do: compare.

use super::shared::{Material, Unit};
use crate::query::agreement::{CodedSpan, Matching, span_f1};

/// One place, and the mark that each coder has there, by its place among their units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub units: Vec<Option<usize>>,
}

impl Item {
    /// The mark of a coder.
    pub fn unit<'m>(&self, material: &'m Material, coder: usize) -> Option<&'m Unit> {
        material.units.get(coder)?.get((*self.units.get(coder)?)?)
    }

    /// The code that each coder gave.
    pub fn codes(&self, material: &Material) -> Vec<Option<usize>> {
        (0..self.units.len()).map(|coder| self.unit(material, coder).map(|unit| unit.code)).collect()
    }

    /// Document and first place, for an order.
    pub fn place(&self, material: &Material) -> (usize, (usize, usize)) {
        let units = (0..self.units.len()).filter_map(|coder| self.unit(material, coder));
        units.map(|unit| (unit.document, unit.chars)).min().unwrap_or_default()
    }
}

/// All places, by document and position; a mark without a partner is a place of its own.
pub(super) fn items(material: &Material) -> Vec<Item> {
    let coders = material.units.len();
    let mut items: Vec<Item> = Vec::new();
    // For each coder and unit, the item that it is in.
    let mut home: Vec<Vec<usize>> = Vec::new();
    for (coder, units) in material.units.iter().enumerate() {
        let own = units.iter().enumerate().map(|(at, _)| {
            let mut places = vec![None; coders];
            places.get_mut(coder).into_iter().for_each(|place| *place = Some(at));
            items.push(Item { units: places });
            items.len() - 1
        });
        home.push(own.collect());
    }
    for one in 0..coders {
        for other in one + 1..coders {
            for (first, second) in partners(material, one, other) {
                join(&mut items, &mut home, (one, first), (other, second));
            }
        }
    }
    items.retain(|item| item.units.iter().any(Option::is_some));
    items.sort_by_key(|item| (item.place(material), item.units.clone()));
    items
}

/// Puts two marks into one item, unless a coder would be there twice.
fn join(items: &mut [Item], home: &mut [Vec<usize>], one: (usize, usize), other: (usize, usize)) {
    let at = |(coder, unit): (usize, usize)| home.get(coder).and_then(|units| units.get(unit)).copied();
    let (Some(into), Some(from)) = (at(one), at(other)) else { return };
    let (Some(kept), Some(moved)) = (items.get(into).cloned(), items.get(from).cloned()) else { return };
    let clash = kept.units.iter().zip(&moved.units).any(|(a, b)| a.is_some() && b.is_some());
    if into == from || clash {
        return;
    }
    for (coder, unit) in moved.units.iter().enumerate() {
        let Some(unit) = unit else { continue };
        home.get_mut(coder).and_then(|units| units.get_mut(*unit)).into_iter().for_each(|home| *home = into);
        let place = items.get_mut(into).and_then(|item| item.units.get_mut(coder));
        place.into_iter().for_each(|place| *place = Some(*unit));
    }
    items.get_mut(from).into_iter().for_each(|item| item.units.fill(None));
}

/// Pairs of marks of two coders, by their places among their units.
fn partners(material: &Material, one: usize, other: usize) -> Vec<(usize, usize)> {
    let spans = |coder: usize| -> Vec<CodedSpan<(usize, usize)>> {
        let units = material.units.get(coder).into_iter().flatten();
        units.map(|unit| CodedSpan { category: (unit.document, unit.code), span: unit.chars }).collect()
    };
    let (ones, others) = (spans(one), spans(other));
    let mut pairs = span_f1(&ones, &others, Matching::HALF).matched;
    let rest =
        |all: &[CodedSpan<(usize, usize)>], taken: &dyn Fn(usize) -> bool| -> (Vec<usize>, Vec<CodedSpan<usize>>) {
            let free = all.iter().enumerate().filter(|(at, _)| !taken(*at));
            free.map(|(at, span)| (at, CodedSpan { category: span.category.0, span: span.span })).unzip()
        };
    let taken: std::collections::BTreeSet<usize> = pairs.iter().map(|pair| pair.0).collect();
    let (places, ones) = rest(&ones, &|at| taken.contains(&at));
    let taken: std::collections::BTreeSet<usize> = pairs.iter().map(|pair| pair.1).collect();
    let (other_places, others) = rest(&others, &|at| taken.contains(&at));
    let more = span_f1(&ones, &others, Matching::HALF).matched.into_iter();
    pairs.extend(more.filter_map(|(one, other)| Some((*places.get(one)?, *other_places.get(other)?))));
    pairs.sort_unstable();
    pairs
}
