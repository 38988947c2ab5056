//! What a project knows already: where the names of its entities stand, and which words are marked.
//!
//! A name of an entity is found wherever it stands as whole words, whatever its accents. Capitals matter where the name
//! has some, so that a state called “US” is not found in “us”; a name in small letters is found in any case.

use super::lists::Traits;
use super::tokens::{Token, tokens};
use crate::base::span::Span;
use crate::model::{DocumentId, EntityId, Proves};
use crate::project::Project;
use crate::query::fold::fold;
use std::collections::{BTreeMap, HashMap};

/// The names of all entities, to be looked for.
pub struct Learnt<'p> {
    by_first: HashMap<String, Vec<Spelling<'p>>>,
}

struct Spelling<'p> {
    words: Vec<String>,
    written: &'p str,
    entity: EntityId,
}

impl<'p> Learnt<'p> {
    /// Reads the names of the entities.
    pub fn of(project: &'p Project) -> Self {
        let mut all = Vec::new();
        for (entity, row) in project.entities().iter() {
            for name in &row.names {
                let words: Vec<String> =
                    tokens(&name.text, &[], "").iter().map(|token| folded(&name.text, token)).collect();
                all.push(Spelling { words, written: &name.text, entity });
            }
        }
        // The longest first, so that it is found where several stand.
        all.sort_by(|a, b| (b.words.len(), a.written, a.entity).cmp(&(a.words.len(), b.written, b.entity)));
        let mut by_first: HashMap<String, Vec<Spelling<'p>>> = HashMap::new();
        for spelling in all {
            if let Some(first) = spelling.words.first().cloned() {
                by_first.entry(first).or_default().push(spelling);
            }
        }
        Self { by_first }
    }

    /// The places of these names in a text, sorted, not overlapping; at each place the longest.
    pub fn places(&self, text: &str, zones: &[Span], language: &str) -> Vec<(Span, EntityId)> {
        if self.by_first.is_empty() {
            return Vec::new();
        }
        let tokens = tokens(text, zones, language);
        let words: Vec<String> = tokens.iter().map(|token| folded(text, token)).collect();
        let mut places = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let spellings = self.by_first.get(word).map_or(&[][..], Vec::as_slice);
            let fits =
                |spelling: &&Spelling<'_>| words.get(at..at + spelling.words.len()) == Some(&spelling.words[..]);
            let hit = spellings.iter().filter(fits).find_map(|spelling| {
                let span = Span::new(tokens.get(at)?.start, tokens.get(at + spelling.words.len() - 1)?.end);
                capitals_agree(spelling.written, span.text(text)?).then_some((span, spelling))
            });
            at += hit.as_ref().map_or(1, |(_, spelling)| spelling.words.len());
            places.extend(hit.map(|(span, spelling)| (span, spelling.entity)));
        }
        places
    }
}

fn folded(text: &str, token: &Token) -> String {
    fold(text.get(token.start..token.end).unwrap_or_default())
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
