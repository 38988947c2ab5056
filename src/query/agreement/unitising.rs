//! Krippendorff's α of units: do coders cut the same pieces out of a text, and call them the same?
//!
//! Krippendorff (1995), On the reliability of unitizing contiguous data, *Sociological Methodology* 25, 47–76, with the
//! formulas as in (2004), *Content Analysis*, 2nd ed., 11.6:
//!
//! ```text
//! αᵤ   = 1 − Σ Dₒ / Σ Dₑ over the categories c
//! Dₒ,c = Σ over ordered pairs of coders, and of sections that overlap, of δ² / (m(m − 1)L²)
//! δ²   = (b − b′)² + (e − e′)²   of two units that begin at b, b′ and end at e, e′
//!        l²                      of a unit of length l within a gap
//!        0                       else
//! Dₑ,c = 2/L · Σ over units of [ (N − 1)(2l³ − 3l² + l)/3 + l² · Σ over gaps g ≥ l of (g − l + 1) ]
//!        / (mL(mL − 1) − Σ over units of l(l − 1))
//! ```
//!
//! for m coders on a continuum of length L, with N units of the category and, for each coder, the gaps between them.
//!
//! Promises that pieces of one coder and category that overlap count as one, as the measure needs it, and that this is
//! counted. It does *not* see whether units of different categories lie in the same place. What does not count has
//! to be taken out beforehand, see [`super::Continuum`]. O(m² · units) for each category.

use super::continuum::joined;
use super::{CodedSpan, Exclusion, NotComputable, length};
use std::collections::{BTreeMap, BTreeSet};

/// α of units.
#[derive(Clone, Debug, PartialEq)]
pub struct Unitised<T> {
    /// αᵤ: 1 if all is the same, 0 if units are as far apart as by chance, and below that without a limit.
    pub value: Result<f64, NotComputable>,
    /// Dₒ and Dₑ, each summed over the categories: shares of the square of the length.
    pub disagreement: Option<(f64, f64)>,
    /// Length of the continuum.
    pub length: usize,
    /// Coders, those without a unit included.
    pub coders: usize,
    /// Units that were compared.
    pub units: usize,
    /// Units that were left out or joined, and why; no reason has 0.
    pub excluded: BTreeMap<Exclusion, usize>,
    /// Each category by itself, in order.
    pub categories: Vec<CategoryUnits<T>>,
}

/// α of the units of one category.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryUnits<T> {
    /// Which.
    pub category: T,
    /// Its α.
    pub value: Result<f64, NotComputable>,
    /// Dₒ: the observed disagreement.
    pub observed: f64,
    /// Dₑ: the disagreement by chance.
    pub expected: f64,
    /// Units of it that were compared.
    pub units: usize,
}

/// αᵤ of what coders marked between the two positions, one list for each coder, the empty ones included.
#[must_use]
pub fn alpha_u<T: Ord + Clone>(continuum: (usize, usize), coders: &[Vec<CodedSpan<T>>]) -> Unitised<T> {
    let mut found = Unitised {
        value: Err(NotComputable::NothingCoded),
        disagreement: None,
        length: length(continuum),
        coders: coders.len(),
        units: 0,
        excluded: BTreeMap::new(),
        categories: Vec::new(),
    };
    let names: BTreeSet<&T> = coders.iter().flatten().map(|unit| &unit.category).collect();
    for category in names {
        let of_coder = |units: &Vec<CodedSpan<T>>| units_in(continuum, units, category, &mut found.excluded);
        let units: Vec<Vec<(usize, usize)>> = coders.iter().map(of_coder).collect();
        if coders.len() > 1 && units.iter().any(|units| !units.is_empty()) {
            found.categories.push(of_category(continuum, category, &units));
        }
    }
    found.units = found.categories.iter().map(|category| category.units).sum();
    if coders.len() < 2 {
        found.value = Err(NotComputable::OneCoder);
    } else if found.length == 0 {
        found.value = Err(NotComputable::NoText);
    } else if !found.categories.is_empty() {
        let sum = |of: fn(&CategoryUnits<T>) -> f64| found.categories.iter().map(of).sum::<f64>();
        let (observed, expected) = (sum(|category| category.observed), sum(|category| category.expected));
        found.disagreement = Some((observed, expected));
        found.value = alpha(observed, expected);
    }
    found
}

/// Without disagreement by chance there was only one way to cut the text.
fn alpha(observed: f64, expected: f64) -> Result<f64, NotComputable> {
    if expected > 0.0 { Ok(1.0 - observed / expected) } else { Err(NotComputable::NoVariation) }
}

/// What one coder marked as the category, within the continuum, in order and without overlaps.
fn units_in<T: Ord>(
    continuum: (usize, usize),
    units: &[CodedSpan<T>],
    category: &T,
    excluded: &mut BTreeMap<Exclusion, usize>,
) -> Vec<(usize, usize)> {
    let mut inside = Vec::new();
    for unit in units.iter().filter(|unit| unit.category == *category) {
        let cut = (unit.span.0.max(continuum.0), unit.span.1.min(continuum.1));
        if length(cut) > 0 {
            inside.push(cut);
        } else {
            let why = if length(unit.span) == 0 { Exclusion::Empty } else { Exclusion::Outside };
            *excluded.entry(why).or_default() += 1;
        }
    }
    let (units, gone) = joined(inside);
    if gone > 0 {
        *excluded.entry(Exclusion::Joined).or_default() += gone;
    }
    units
}

fn of_category<T: Clone>(
    continuum: (usize, usize),
    category: &T,
    coders: &[Vec<(usize, usize)>],
) -> CategoryUnits<T> {
    let sections: Vec<Vec<Section>> = coders.iter().map(|units| sections(continuum, units)).collect();
    let (length, m) = (length(continuum) as f64, coders.len() as f64);
    let (observed, expected) = (observed(&sections, length, m), expected(&sections, length, m));
    CategoryUnits {
        category: category.clone(),
        value: alpha(observed, expected),
        observed,
        expected,
        units: coders.iter().map(Vec::len).sum(),
    }
}

/// A unit, or a gap between units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Section {
    start: usize,
    end: usize,
    is_unit: bool,
}

impl Section {
    fn length(self) -> f64 {
        length((self.start, self.end)) as f64
    }
}

/// The whole continuum as units and gaps, in order.
fn sections(continuum: (usize, usize), units: &[(usize, usize)]) -> Vec<Section> {
    let mut sections = Vec::with_capacity(2 * units.len() + 1);
    let mut at = continuum.0;
    let mut gap_up_to = |sections: &mut Vec<Section>, start: usize, end: usize| {
        if at < start {
            sections.push(Section { start: at, end: start, is_unit: false });
        }
        at = end;
    };
    for &(start, end) in units {
        gap_up_to(&mut sections, start, end);
        sections.push(Section { start, end, is_unit: true });
    }
    gap_up_to(&mut sections, continuum.1, continuum.1);
    sections
}

/// Dₒ of one category.
fn observed(coders: &[Vec<Section>], length: f64, m: f64) -> f64 {
    let pairs =
        coders.iter().enumerate().flat_map(|(at, one)| coders.iter().skip(at + 1).map(move |other| (one, other)));
    let sum: f64 = pairs.map(|(one, other)| between(one, other)).sum();
    2.0 * sum / (m * (m - 1.0) * length * length)
}

/// The sum of δ² over all sections of two coders that overlap.
fn between(one: &[Section], other: &[Section]) -> f64 {
    let (mut one, mut other) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    let mut sum = 0.0;
    while let (Some(a), Some(b)) = (one.peek().copied(), other.peek().copied()) {
        sum += squared_distance(a, b);
        if a.end <= b.end {
            one.next();
        }
        if b.end <= a.end {
            other.next();
        }
    }
    sum
}

/// δ² of two sections that overlap.
fn squared_distance(a: Section, b: Section) -> f64 {
    let apart = |x: usize, y: usize| (x.abs_diff(y) as f64).powi(2);
    let within = |unit: Section, gap: Section| gap.start <= unit.start && unit.end <= gap.end;
    match (a.is_unit, b.is_unit) {
        (true, true) => apart(a.start, b.start) + apart(a.end, b.end),
        (true, false) if within(a, b) => a.length().powi(2),
        (false, true) if within(b, a) => b.length().powi(2),
        _ => 0.0,
    }
}

/// Dₑ of one category.
fn expected(coders: &[Vec<Section>], length: f64, m: f64) -> f64 {
    let (units, gaps): (Vec<Section>, Vec<Section>) = coders.iter().flatten().partition(|section| section.is_unit);
    let n = units.len() as f64;
    let of_unit = |l: f64| {
        let among_units = (n - 1.0) * (2.0 * l.powi(3) - 3.0 * l * l + l) / 3.0;
        let room = |gap: &Section| (gap.length() - l + 1.0).max(0.0);
        among_units + l * l * gaps.iter().map(room).sum::<f64>()
    };
    let sum: f64 = units.iter().map(|unit| of_unit(unit.length())).sum();
    let own: f64 = units.iter().map(|unit| unit.length() * (unit.length() - 1.0)).sum();
    let all = m * length * (m * length - 1.0) - own;
    2.0 / length * sum / all
}

#[cfg(test)]
mod tests;
