//! Which texts are the same, which are near copies of each other, and which only look alike.
//!
//! Each text is its [`Signature`]: hashes of every five words in a row, 126 minima of them (`MinHash`), and the words
//! of its headline. Texts that share a band of two minima, or of their headlines, are compared exactly; others are
//! not. Zones, and lines that would be proposed as zones, take no part, so that two pages of one outlet are not alike
//! for their footers.
//!
//! Promises: fixed seeds, so that the same texts give the same pairs in the same order; to take one text in or out of
//! [`Signatures`] costs that text and those like it, not all. What it does *not* do: decide which of two copies is the
//! original ([`original`] proposes one), or link anything. A pair that shares less than a tenth of its words in a row
//! may be missed; decision 014 says how often.

mod signature;

pub use signature::Signature;

use crate::model::{Document, DocumentId};
use crate::project::Project;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// How alike two texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same words in the same order, whatever stands around the articles.
    Same,
    /// So many words in a row are the same that one was made from the other, or both from a third.
    NearCopy,
    /// The headlines or some passages are alike, the texts are not: false friends.
    LooksAlike,
}

impl std::fmt::Display for Likeness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Same => "same text",
            Self::NearCopy => "near copy",
            Self::LooksAlike => "looks alike",
        })
    }
}

/// Two texts that are alike; `a` comes before `b`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair<K = DocumentId> {
    /// One of them.
    pub a: K,
    /// The other.
    pub b: K,
    /// How alike they are.
    pub likeness: Likeness,
    /// How much of the shorter text stands in the other, from 0 to 1: of its five words in a row.
    pub share: f64,
    /// In words.
    pub because: String,
}

impl<K: Copy + PartialEq> Pair<K> {
    /// The other one.
    #[must_use]
    pub fn other(&self, one: K) -> K {
        if self.a == one { self.b } else { self.a }
    }
}

/// From this share of all different words in a row on, two texts are near copies…
const COPY_JACCARD: f64 = 0.4;

/// … or from this share of the shorter one on, if it is not just a few lines.
const COPY_SHARE: f64 = 0.7;

/// Words in a row that a text needs for its share alone to count: some two paragraphs.
const COPY_FEWEST: usize = 60;

/// From this share on, passages are alike.
const ALIKE_SHARE: f64 = 0.15;

/// From this share of all different words on, and so many of them, headlines are alike.
const ALIKE_HEADLINE: f64 = 0.5;
const ALIKE_WORDS: usize = 3;

/// Texts with one band in common that are compared with each newcomer; beyond it, the first of them.
const MOST_IN_BAND: usize = 48;

/// Texts that are compared with each newcomer in all: those that it shares most bands with. Where hundreds of texts are
/// made of the same sentences, a list of all pairs would say no more and would not fit into memory.
const MOST_COMPARED: usize = 64;

/// The signatures of many texts, and the pairs among them.
#[derive(Clone, Debug)]
pub struct Signatures<K = DocumentId> {
    texts: BTreeMap<K, Arc<Signature>>,
    bands: HashMap<u64, BTreeSet<K>>,
    pairs: BTreeMap<K, BTreeMap<K, Pair<K>>>,
}

impl<K> Default for Signatures<K> {
    fn default() -> Self {
        Self { texts: BTreeMap::new(), bands: HashMap::new(), pairs: BTreeMap::new() }
    }
}

impl<K: Copy + Ord> Signatures<K> {
    /// Takes a text in, in place of what it was before; costs nothing if it is the same signature.
    pub fn add(&mut self, key: K, signature: Arc<Signature>) {
        if self.texts.get(&key).is_some_and(|before| before.mark() == signature.mark()) {
            return;
        }
        self.remove(key);
        for pair in self.like(key, &signature) {
            self.pairs.entry(pair.a).or_default().insert(pair.b, pair.clone());
            self.pairs.entry(pair.b).or_default().insert(pair.a, pair);
        }
        for band in signature.bands() {
            self.bands.entry(band).or_default().insert(key);
        }
        self.texts.insert(key, signature);
    }

    /// Takes a text out.
    pub fn remove(&mut self, key: K) {
        let Some(signature) = self.texts.remove(&key) else { return };
        for band in signature.bands() {
            if let Some(keys) = self.bands.get_mut(&band) {
                keys.remove(&key);
            }
        }
        for other in self.pairs.remove(&key).unwrap_or_default().into_keys() {
            if let Some(pairs) = self.pairs.get_mut(&other) {
                pairs.remove(&key);
            }
        }
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// All pairs, by their texts.
    pub fn pairs(&self) -> impl Iterator<Item = &Pair<K>> {
        self.pairs.iter().flat_map(|(key, pairs)| pairs.range(*key..).map(|(_, pair)| pair))
    }

    /// The pairs of one text, by the other one.
    pub fn pairs_of(&self, key: K) -> impl Iterator<Item = &Pair<K>> {
        self.pairs.get(&key).into_iter().flat_map(BTreeMap::values)
    }

    /// The texts that are like this one, as pairs with it.
    fn like(&self, key: K, signature: &Signature) -> Vec<Pair<K>> {
        let met = |bands: &[u64]| -> Vec<K> {
            let mut times: BTreeMap<K, usize> = BTreeMap::new();
            for band in bands {
                let keys = self.bands.get(band).into_iter().flatten().copied();
                keys.filter(|other| *other != key).take(MOST_IN_BAND).for_each(|other| {
                    *times.entry(other).or_default() += 1;
                });
            }
            let mut met: Vec<(usize, K)> = times.into_iter().map(|(other, times)| (times, other)).collect();
            met.sort_by_key(|(times, other)| (Reverse(*times), *other));
            met.into_iter().map(|(_, other)| other).collect()
        };
        let mut candidates: BTreeSet<K> = met(signature.text_bands()).into_iter().take(MOST_COMPARED).collect();
        // Texts that met only under their headlines are compared if these are alike.
        let by_headline = met(signature.headline_bands()).into_iter().filter(|other| {
            let other = self.texts.get(other);
            other.is_some_and(|other| signature.headline_likeness(other) >= ALIKE_HEADLINE)
        });
        candidates.extend(by_headline.take(MOST_COMPARED));
        let compared = candidates.into_iter().filter_map(|other| {
            let (likeness, share, because) = compare(signature, self.texts.get(&other)?)?;
            Some(Pair { a: key.min(other), b: key.max(other), likeness, share, because })
        });
        compared.collect()
    }
}

impl Signatures<DocumentId> {
    /// Follows a project: takes in what is new or changed in it, and out what is gone.
    pub fn follow(&mut self, project: &Project) {
        let gone: Vec<DocumentId> = self.texts.keys().filter(|id| !project.has((**id).into())).copied().collect();
        gone.into_iter().for_each(|id| self.remove(id));
        for (id, row) in project.documents().iter() {
            let mark = signature::mark(row);
            if self.texts.get(&id).is_none_or(|before| before.mark() != mark) {
                self.add(id, Arc::new(Signature::of(row, project.text(id))));
            }
        }
    }

    /// The same signatures under other keys, beside which more can be taken in.
    #[must_use]
    pub fn rekeyed<K: Copy + Ord>(&self, key: impl Fn(DocumentId) -> K) -> Signatures<K> {
        let mut rekeyed = Signatures::default();
        self.texts.iter().for_each(|(id, signature)| rekeyed.add(key(*id), Arc::clone(signature)));
        rekeyed
    }
}

/// How alike two texts are, their share, and why; `None` if they are not.
fn compare(a: &Signature, b: &Signature) -> Option<(Likeness, f64, String)> {
    let common = signature::common(a.shingles(), b.shingles());
    let (fewest, all) =
        (a.shingles().len().min(b.shingles().len()), a.shingles().len() + b.shingles().len() - common);
    let of = |whole: usize| if whole == 0 { 0.0 } else { common as f64 / whole as f64 };
    let (share, jaccard) = (of(fewest), of(all));
    let percent = (share * 100.0).round();
    if a.is_same_as(b) {
        return Some((Likeness::Same, 1.0, "the same words in the same order".to_owned()));
    }
    if jaccard >= COPY_JACCARD || (share >= COPY_SHARE && fewest >= COPY_FEWEST) {
        let because = format!("{percent} % of the shorter text stands in the other, word for word");
        return Some((Likeness::NearCopy, share, because));
    }
    let shared = a.shared_headline(b);
    let headlines = shared.len() >= ALIKE_WORDS && a.headline_likeness(b) >= ALIKE_HEADLINE;
    let because = match (headlines, share >= ALIKE_SHARE) {
        (true, _) => format!("the headlines share “{}”, the texts {percent} %", shared.join(" ")),
        (false, true) => format!("{percent} % of the shorter text stands in the other: passages, not the whole"),
        (false, false) => return None,
    };
    Some((Likeness::LooksAlike, share, because))
}

/// Which of two copies was there first, as far as their rows say: the one published earlier, else the one that was
/// brought in earlier, else the first; and which is the copy.
#[must_use]
pub fn original<K>(a: (K, &Document), b: (K, &Document)) -> (K, K) {
    let day = |row: &Document| row.published.as_ref().and_then(|published| published.when.earliest());
    let earlier = match (day(a.1), day(b.1)) {
        (Some(one), Some(other)) if one != other => one < other,
        _ => a.1.made.at <= b.1.made.at,
    };
    if earlier { (a.0, b.0) } else { (b.0, a.0) }
}

#[cfg(test)]
mod tests;
