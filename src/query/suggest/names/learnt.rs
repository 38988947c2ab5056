//! What a project knows already: where the names of its entities stand, and which words are marked.
//!
//! A name of an entity is found wherever it stands as whole words, whatever its accents. Capitals matter where the name
//! has some, so that a state called “US” is not found in “us”; a name in small letters is found in any case.

use super::lists::Traits;
use super::tokens::tokens;
use super::words::{Word, Words, letters};
use crate::base::span::Span;
use crate::model::{DocumentId, EntityId, Proves};
use crate::project::Project;
use crate::query::fold::fold;
use std::collections::{BTreeMap, HashMap};

/// The names of all entities, to be looked for.
pub struct Learnt<'p> {
    by_first: HashMap<u32, Vec<Spelling<'p>>>,
    /// A bit for every first word, at the place that the lowest bits of its number say: most words of a text are none,
    /// and this says so quickest.
    firsts: Vec<bool>,
}

struct Spelling<'p> {
    /// Folded.
    words: Vec<String>,
    letters: Vec<u32>,
    written: &'p str,
    entity: EntityId,
}

/// A power of two.
const FIRSTS: usize = 1 << 16;

impl<'p> Learnt<'p> {
    /// Reads the names of the entities.
    pub fn of(project: &'p Project) -> Self {
        let names =
            project.entities().iter().flat_map(|(id, row)| row.names.iter().map(move |name| (&*name.text, id)));
        let mut spellings: Vec<Spelling<'p>> = names.flat_map(|(written, id)| spellings(written, id)).collect();
        spellings.sort_by(|a, b| (b.words.len(), a.written, a.entity).cmp(&(a.words.len(), b.written, b.entity)));
        let mut learnt = Self { by_first: HashMap::new(), firsts: vec![false; FIRSTS] };
        for spelling in spellings {
            let Some(first) = spelling.letters.first().copied() else { continue };
            if let Some(bit) = learnt.firsts.get_mut(first as usize % FIRSTS) {
                *bit = true;
            }
            learnt.by_first.entry(first).or_default().push(spelling);
        }
        learnt
    }

    /// The places of these names in a text, sorted, not overlapping; at each place the longest. `words` are those of
    /// the text.
    pub fn places(&self, text: &str, words: &Words) -> Vec<(Span, EntityId)> {
        let mut places: Vec<(Span, EntityId)> = Vec::new();
        if self.by_first.is_empty() {
            return places;
        }
        for (at, word) in words.all().iter().enumerate() {
            let may_begin = self.firsts.get(word.letters as usize % FIRSTS).is_some_and(|bit| *bit);
            if may_begin && places.last().is_none_or(|(last, _)| last.end() <= word.span().start()) {
                places.extend(self.place(text, words.all().get(at..).unwrap_or_default()));
            }
        }
        places
    }

    /// The longest name with which these words begin.
    fn place(&self, text: &str, words: &[Word]) -> Option<(Span, EntityId)> {
        let spellings = self.by_first.get(&words.first()?.letters)?;
        spellings.iter().find_map(|spelling| {
            let run = words.get(..spelling.words.len())?;
            let same = run.iter().zip(&spelling.letters).all(|(word, letters)| word.letters == *letters);
            let span = Span::new(run.first()?.span().start(), run.last()?.span().end());
            let fits = same && spelling.is_in(text, run) && capitals_agree(spelling.written, span.text(text)?);
            fits.then_some((span, spelling.entity))
        })
    }
}

impl Spelling<'_> {
    /// Whether the words are its own, with nothing but signs between them: a zone may have been left out there.
    fn is_in(&self, text: &str, run: &[Word]) -> bool {
        let between = |pair: &[Word]| match pair {
            [before, after] => text.get(before.span().end()..after.span().start()),
            _ => None,
        };
        run.iter()
            .zip(&self.words)
            .all(|(found, own)| found.span().text(text).is_some_and(|found| fold(found) == *own))
            && run
                .windows(2)
                .filter_map(between)
                .all(|signs| !without_possessive(signs).contains(char::is_alphanumeric))
    }
}

/// What stands between two words, without the ending that was cut off the first: “Morocco’s Interior Ministry” is three
/// words, and the letter of the ending belongs to none of them.
fn without_possessive(signs: &str) -> &str {
    super::tokens::POSSESSIVE.iter().find_map(|ending| signs.strip_prefix(ending)).unwrap_or(signs)
}

/// “L’Aube” is one word in English texts and two in French ones.
fn spellings(written: &str, entity: EntityId) -> impl Iterator<Item = Spelling<'_>> {
    let [english, french] = ["en", "fr"].map(|language| folded_words(written, language));
    let both = (english != french).then_some(french);
    both.into_iter().chain([english]).map(move |words| {
        let letters = words.iter().map(|word| letters(word)).collect();
        Spelling { words, letters, written, entity }
    })
}

fn folded_words(name: &str, language: &str) -> Vec<String> {
    let word = |token: &super::tokens::Token| fold(name.get(token.start..token.end).unwrap_or_default());
    tokens(name, &[], language).iter().map(word).collect()
}

/// A name with capitals is not meant by small letters; a short one in capitals only by capitals.
fn capitals_agree(written: &str, found: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let shouts = |word: &str| !word.chars().any(char::is_lowercase);
    let has_capital = written.split_whitespace().any(capital);
    let short = written.chars().count() <= 4 && shouts(written);
    !has_capital || (found.split_whitespace().any(capital) && (!short || shouts(found)))
}

/// The words that are marked as an entity, by document, sorted.
pub fn marked(project: &Project) -> BTreeMap<DocumentId, Vec<Span>> {
    let mut marked: BTreeMap<DocumentId, Vec<Span>> = BTreeMap::new();
    for (_, mark) in project.marks().iter() {
        if mark.evidence.iter().any(|evidence| matches!(evidence.of, Proves::Entity(_))) {
            marked.entry(mark.document).or_default().push(mark.pieces.hull());
        }
    }
    marked.values_mut().for_each(|spans| spans.sort_unstable());
    marked
}

/// Words that say whether a kind of the codebook is a person, a place or a body.
pub fn kind_of_code(label: &str) -> Option<super::Kind> {
    let label = fold(label);
    let says = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if says(&["person"]) {
        return Some(super::Kind::Person);
    }
    if says(&["place", "state", "city", "region"]) {
        return Some(super::Kind::Place);
    }
    if says(&["operation"]) {
        return Some(super::Kind::Operation);
    }
    if says(&["agreement", "instrument", "treaty"]) {
        return Some(super::Kind::Agreement);
    }
    says(&["agency", "organisation", "body", "court", "ministry", "outlet", "group"])
        .then_some(super::Kind::Organisation)
}

/// A family name may be part of it: the last word that is no generation.
pub fn last_word(plain: &str) -> &str {
    let generation = |word: &&str| !super::lists::lists().traits(word).has(Traits::GENERATION);
    plain.split(' ').rev().find(generation).unwrap_or(plain)
}
