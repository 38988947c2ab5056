//! What is kept of a text to compare it with others: hashes of its words in a row, their minima, its headline.
//!
//! Promises: the signature depends on the text, its zones and its headline alone, and never changes. What it does
//! *not* do: keep words that could be read, but for those of the headline.

use crate::base::span::Span;
use crate::model::Document;
use crate::query::fold::fold;
use crate::query::suggest::hash;
use crate::query::suggest::zones::{Blocks, zones};
use std::collections::BTreeSet;

/// Words in a row that are compared as one.
const ROW: usize = 5;

/// Bands of two minima each: two texts that share a tenth of their rows meet in a band with a chance of 47 %, a
/// quarter 98 %, half of them always.
const BANDS: usize = 63;
const MINIMA: usize = 2 * BANDS;

/// Bands of the headline, of two minima each: headlines that share half of their words meet with a chance of 97 %.
const HEADLINE_BANDS: usize = 12;

/// What is kept of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    mark: u64,
    /// The hash of all words in order.
    words: u64,
    /// Hashes of all rows of words, sorted, each once.
    shingles: Vec<u32>,
    bands: Vec<u64>,
    headline_bands: Vec<u64>,
    /// The telling words of the headline, folded, sorted, and their hashes, sorted.
    headline: BTreeSet<String>,
    headline_hashes: Vec<u32>,
}

/// What a signature depends on, as one number.
pub(super) fn mark(row: &Document) -> u64 {
    let zones = row.zones.iter().flat_map(|zone| [zone.span.start() as u64, zone.span.end() as u64]);
    let texts = [hash::of(row.text_sha256.as_bytes()), hash::of(row.title.as_bytes())];
    texts.into_iter().chain(zones).fold(0, |mark, part| hash::mixed(mark ^ hash::mixed(part)))
}

impl Signature {
    /// The signature of a document's text.
    #[must_use]
    pub fn of(row: &Document, text: &str) -> Self {
        let words = article_words(row, text);
        let shingles = shingles(&words);
        let headline = headline(&row.title);
        let (bands, headline_bands) = (bands(&shingles), headline_bands(&headline));
        let words = words.iter().fold(words.len() as u64, |all, word| hash::mixed(all ^ word));
        let mut headline_hashes: Vec<u32> = headline.iter().map(|word| low(hash::of(word.as_bytes()))).collect();
        headline_hashes.sort_unstable();
        Self { mark: mark(row), words, shingles, bands, headline_bands, headline, headline_hashes }
    }

    pub(super) fn mark(&self) -> u64 {
        self.mark
    }

    pub(super) fn shingles(&self) -> &[u32] {
        &self.shingles
    }

    /// Where it is looked for: texts without a common band are not compared.
    pub(super) fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        self.bands.iter().chain(&self.headline_bands).copied()
    }

    /// Those of the text alone.
    pub(super) fn text_bands(&self) -> &[u64] {
        &self.bands
    }

    /// Those of the headline alone.
    pub(super) fn headline_bands(&self) -> &[u64] {
        &self.headline_bands
    }

    /// Whether the articles have the same words in the same order; one without words is like no other.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        self.words == other.words && !self.shingles.is_empty() && self.shingles == other.shingles
    }

    /// The words that both headlines have.
    pub(super) fn shared_headline<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        self.headline.intersection(&other.headline).map(String::as_str).collect()
    }

    /// The share of the words of either headline that both have.
    pub(super) fn headline_likeness(&self, other: &Self) -> f64 {
        let shared = common(&self.headline_hashes, &other.headline_hashes);
        let all = self.headline_hashes.len() + other.headline_hashes.len() - shared;
        if all == 0 { 0.0 } else { shared as f64 / all as f64 }
    }
}

/// How many numbers two sorted lists share.
pub(super) fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut at_a, mut at_b, mut common) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.get(at_a), b.get(at_b)) {
        // Without branches: which number is the smaller one cannot be foretold.
        common += usize::from(one == other);
        at_a += usize::from(one <= other);
        at_b += usize::from(other <= one);
    }
    common
}

/// Hashes of the words of the article in order: without zones, and without lines that would be proposed as such.
fn article_words(row: &Document, text: &str) -> Vec<u64> {
    let drawn: Vec<Span> = row.zones.iter().map(|zone| zone.span).collect();
    let mut left_out: Vec<Span> = zones(text, &drawn, &Blocks::default()).into_iter().map(|zone| zone.span).collect();
    left_out.extend(drawn);
    left_out.sort_unstable();
    let mut words = Vec::new();
    let mut from = 0;
    for span in left_out.into_iter().chain([Span::new(text.len(), text.len())]) {
        let until = span.start().max(from);
        push_words(text.get(from..until).unwrap_or_default(), &mut words);
        from = from.max(span.end());
    }
    words
}

fn push_words(text: &str, words: &mut Vec<u64>) {
    let folded = fold(text);
    let split = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.extend(split.map(|word| hash::of(word.as_bytes())));
}

/// Hashes of each [`ROW`] words in a row, sorted, each once; of a shorter text, of all its words.
fn shingles(words: &[u64]) -> Vec<u32> {
    let row = |words: &[u64]| {
        let all = words.iter().fold(0u64, |row, word| row.rotate_left(13).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word);
        low(hash::mixed(all))
    };
    if words.is_empty() {
        return Vec::new();
    }
    let mut shingles: Vec<u32> = words.windows(ROW.min(words.len())).map(row).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
fn low(bits: u64) -> u32 {
    bits as u32
}

/// The bands of a text: pairs of minima, each under its number.
fn bands(shingles: &[u32]) -> Vec<u64> {
    if shingles.is_empty() {
        return Vec::new();
    }
    let mut minima = [u32::MAX; MINIMA];
    let seeds: Vec<(u32, u32)> = (0..MINIMA as u64).map(seed).collect();
    for shingle in shingles {
        for (minimum, (flip, factor)) in minima.iter_mut().zip(&seeds) {
            let mixed = (shingle ^ flip).wrapping_mul(*factor);
            *minimum = (*minimum).min(mixed ^ (mixed >> 15));
        }
    }
    let band = |(number, pair): (usize, &[u32])| {
        pair.iter().fold(number as u64 + 1, |band, minimum| hash::mixed(band ^ u64::from(*minimum)))
    };
    minima.chunks(2).enumerate().map(band).collect()
}

/// What the numbers are flipped and multiplied with for one of the minima; fixed for ever.
fn seed(number: u64) -> (u32, u32) {
    let bits = hash::mixed(0x656e_7465_6e74_6500 + number);
    (low(bits), low(bits >> 32) | 1)
}

/// The words of a headline that tell it from others.
fn headline(title: &str) -> BTreeSet<String> {
    const SMALL: [&str; 40] = [
        "with", "from", "over", "into", "after", "before", "says", "said", "more", "than", "that", "this", "will",
        "have", "has", "been", "about", "amid", "against", "between", "their", "dans", "avec", "pour", "contre",
        "entre", "apres", "avant", "plus", "sont", "leur", "leurs", "cette", "sous", "selon", "chez", "vers", "mais",
        "the", "les",
    ];
    let folded = fold(title);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() > 3 && !SMALL.contains(word)).map(str::to_owned).collect()
}

/// The bands of a headline: the smallest of its words under several orders.
fn headline_bands(headline: &BTreeSet<String>) -> Vec<u64> {
    let words: Vec<u64> = headline.iter().map(|word| hash::of(word.as_bytes())).collect();
    let band = |number: usize| {
        let salt = hash::mixed(0x6865_6164 + number as u64);
        words.iter().map(|word| hash::mixed(word ^ salt)).min()
    };
    if words.len() < super::ALIKE_WORDS {
        return Vec::new();
    }
    let pair =
        |number: usize| Some(hash::mixed(band(2 * number)? ^ band(2 * number + 1)?.rotate_left(7) ^ number as u64));
    (0..HEADLINE_BANDS).filter_map(pair).collect()
}
