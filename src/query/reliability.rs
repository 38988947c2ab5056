//! How far coders of the same documents agree: what is compared, every measure of it, and every disagreement.
//!
//! A coder is a copy of a project, or one person's records in a project that several share. It promises that only
//! documents are compared that every coder has with the same text and has worked on; that everything left out is
//! counted with its reason; that each measure says on how much it rests, or why it cannot be computed; and that each
//! disagreement names its place, its words and the marks. Zones are no part of the text.
//!
//! The measures are those of [`super::agreement`]. What this does *not* do: it does not judge who is right, nor
//! whether a value is good.

mod align;
mod disagree;
mod happened;
mod shared;

pub use disagree::{Disagreement, Kind, Said, type_and_date};
pub use happened::{EventPair, EventsFound, events_of};
pub use shared::{Code, LeftOut, SharedDocument, Unit, WhyDocument, WhyMark};

use super::agreement::{
    Agreement, CodedSpan, Confusion, Matching, NotComputable, PairwiseSpans, Unitised, alpha_u, cohen_kappa,
    confusion, fleiss_kappa, gwet_ac1, krippendorff_alpha, pairwise_span_f1, percent_agreement,
};
use crate::model::CodeKind;
use crate::project::Project;
use shared::Material;

/// Somebody whose coding is compared.
#[derive(Clone, Copy, Debug)]
pub struct Coder<'p> {
    /// How the answer names them.
    pub name: &'p str,
    /// Where their marks are.
    pub project: &'p Project,
    /// Whose records of the project are theirs, by the name that records carry; `None`: all.
    pub only: Option<&'p str>,
}

/// How far coders agree.
#[derive(Clone, Debug)]
pub struct Reliability {
    /// Their names, in the order in which they were given.
    pub coders: Vec<String>,
    /// What was compared.
    pub documents: Vec<SharedDocument>,
    /// What was not.
    pub left_out: LeftOut,
    /// Marks of the compared documents that all copies have as one record, from before they parted or merged since. They
    /// are compared like all others; where nobody changed them they count as agreed, though nobody agreed on them. 0 for
    /// people in one project.
    pub in_all: usize,
    /// The codes that were used, in order of kind and name.
    pub codes: Vec<Code>,
    /// All marks; those with types of events; those with kinds of entities.
    pub groups: Vec<Group>,
    /// Each code by itself, in the order of `codes`.
    pub by_code: Vec<Group>,
    /// Each pair of coders: which events both have found, and whether they are the same.
    pub events: Vec<EventsFound>,
    /// Everything on which they differ, by document and place.
    pub disagreements: Vec<Disagreement>,
}

/// The measures of some marks.
#[derive(Clone, Debug)]
pub struct Group {
    /// Such as “all codes”, “event types”, or the name of a code.
    pub name: String,
    /// How many marks each coder has.
    pub units: Vec<usize>,
    /// Marks of one code from the same position to the same position.
    pub exact: PairwiseSpans,
    /// Marks of one code that share at least half of the longer one.
    pub overlap: PairwiseSpans,
    /// α of units over all texts together, in code points.
    pub unitising: Unitised<usize>,
    /// Codes of marks that lie in the same place: at least half of the longer one is common. Of one code: whether they
    /// have it.
    pub nominal: Nominal,
}

/// Measures of the codes of aligned marks.
#[derive(Clone, Debug)]
pub struct Nominal {
    /// The share of pairs that agree.
    pub percent: Agreement,
    /// Cohen's κ, of two coders.
    pub cohen: Option<Agreement>,
    /// Fleiss' κ.
    pub fleiss: Agreement,
    /// Krippendorff's α.
    pub alpha: Agreement,
    /// Gwet's AC1.
    pub ac1: Agreement,
    /// For each pair of coders, by their places: how often who gave which code, by its place in [`Reliability::codes`]
    /// (of one code: 1 for it, 0 for another).
    pub confusion: Vec<((usize, usize), Confusion<usize>)>,
    /// For each coder and code, in the order of [`Reliability::codes`]: marks that no other coder has anything beside.
    pub alone: Vec<Vec<usize>>,
}

/// Compares what coders have marked, and the events that they have found.
#[must_use]
pub fn reliability(coders: &[Coder<'_>]) -> Reliability {
    let material = Material::of(coders);
    let items = align::items(&material);
    let of_kind = |kind: CodeKind| material.codes.iter().map(|code| code.kind == Some(kind)).collect::<Vec<_>>();
    let all = vec![true; material.codes.len()];
    let groups = vec![
        group(&material, &items, "all codes", &all),
        group(&material, &items, "event types", &of_kind(CodeKind::EventType)),
        group(&material, &items, "entity kinds", &of_kind(CodeKind::EntityKind)),
    ];
    let by_code = (0..material.codes.len()).map(|code| one_code(&material, &items, code)).collect();
    let events = happened::compared(coders, &material, &items);
    let disagreements = disagree::all(coders, &material, &items, &events);
    let in_all = material.in_all(coders);
    Reliability {
        coders: coders.iter().map(|coder| coder.name.to_owned()).collect(),
        documents: material.documents,
        left_out: material.left_out,
        in_all,
        codes: material.codes,
        groups,
        by_code,
        events,
        disagreements,
    }
}

/// The measures of the marks whose code is wanted.
fn group(material: &Material, items: &[align::Item], name: &str, wanted: &[bool]) -> Group {
    let is_wanted = |code: usize| wanted.get(code).copied().unwrap_or(false);
    let values: Vec<Vec<Option<usize>>> = items
        .iter()
        .map(|item| item.codes(material))
        .filter(|codes| codes.iter().flatten().any(|code| is_wanted(*code)))
        .collect();
    let count = wanted.iter().filter(|wanted| **wanted).count();
    Group { name: name.to_owned(), nominal: nominal(material, &values, count), ..spans(material, &is_wanted) }
}

/// The measures of one code against all others.
fn one_code(material: &Material, items: &[align::Item], code: usize) -> Group {
    let is_wanted = |other: usize| other == code;
    let values: Vec<Vec<Option<usize>>> = items
        .iter()
        .map(|item| {
            item.codes(material).into_iter().map(|given| given.map(|given| usize::from(given == code))).collect()
        })
        .collect();
    let name = material.codes.get(code).map(|code| code.name.clone()).unwrap_or_default();
    let mut nominal = nominal(material, &values, 2);
    nominal.alone.clear();
    Group { name, nominal, ..spans(material, &is_wanted) }
}

/// The measures of places, with those of codes still to be filled in.
fn spans(material: &Material, is_wanted: &impl Fn(usize) -> bool) -> Group {
    // A span is of one document and one code: another document is another category.
    let own: Vec<Vec<CodedSpan<(usize, usize)>>> = material
        .units
        .iter()
        .map(|units| {
            let units = units.iter().filter(|unit| is_wanted(unit.code));
            units.map(|unit| CodedSpan { category: (unit.document, unit.code), span: unit.chars }).collect()
        })
        .collect();
    let placed: Vec<Vec<CodedSpan<usize>>> = material
        .units
        .iter()
        .map(|units| {
            let units = units.iter().filter(|unit| is_wanted(unit.code));
            let spans = units.filter_map(|unit| {
                Some(CodedSpan { category: unit.code, span: material.continuum.place(unit.document, unit.chars)? })
            });
            spans.collect()
        })
        .collect();
    Group {
        name: String::new(),
        units: own.iter().map(Vec::len).collect(),
        exact: pairwise_span_f1(&own, Matching::Exact),
        overlap: pairwise_span_f1(&own, Matching::HALF),
        unitising: alpha_u((0, material.continuum.length()), &placed),
        nominal: nominal(material, &[], 0),
    }
}

fn nominal(material: &Material, values: &[Vec<Option<usize>>], categories: usize) -> Nominal {
    let coders = material.units.len();
    let pairs = (0..coders).flat_map(|one| (one + 1..coders).map(move |other| (one, other)));
    let mut alone = vec![vec![0; material.codes.len()]; coders];
    for item in values {
        let mut given = item.iter().enumerate().filter_map(|(coder, code)| Some((coder, (*code)?)));
        if let (Some((coder, code)), None) = (given.next(), given.next())
            && let Some(count) = alone.get_mut(coder).and_then(|codes| codes.get_mut(code))
        {
            *count += 1;
        }
    }
    Nominal {
        percent: percent_agreement(values),
        cohen: (coders == 2).then(|| cohen_kappa(values, 0, 1)),
        fleiss: fleiss_kappa(values),
        alpha: krippendorff_alpha(values),
        ac1: gwet_ac1(values, categories),
        confusion: pairs.map(|(one, other)| ((one, other), confusion(values, one, other))).collect(),
        alone,
    }
}

/// Why a measure has no value, with its stop.
#[must_use]
pub fn why_not(why: NotComputable) -> String {
    format!("Not computable: {}.", lowered(&why.to_string()))
}

fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
