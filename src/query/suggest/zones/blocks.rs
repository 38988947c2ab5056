//! Lines that stand in several documents: the page around the articles repeats itself, articles do not.
//!
//! Promises: to take one text in or out costs that text alone; nothing depends on the order in which they came. What
//! it does *not* do: say which repeated line is no part of the article; that depends on where it stands.

use crate::project::Project;
use crate::query::fold::fold;
use crate::query::suggest::hash;
use std::collections::{BTreeSet, HashMap};

/// Shorter lines repeat by chance; code points, folded.
const FEWEST_CHARS: usize = 20;

/// In how many texts each line stands.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    times: HashMap<u64, u32>,
    /// The lines of each text, under the SHA-256 of the text.
    texts: HashMap<String, Vec<u64>>,
}

impl Blocks {
    /// Follows a project: takes in what is new in it and out what is gone.
    pub fn follow(&mut self, project: &Project) {
        let here: BTreeSet<&str> = project.documents().iter().map(|(_, row)| row.text_sha256.as_str()).collect();
        let mut gone: Vec<String> =
            self.texts.keys().filter(|sha256| !here.contains(sha256.as_str())).cloned().collect();
        gone.sort();
        gone.iter().for_each(|sha256| self.remove(sha256));
        for (id, row) in project.documents().iter() {
            self.add(&row.text_sha256, project.text(id));
        }
    }

    /// Takes a text in, unless it is in already; `sha256` tells texts apart.
    pub fn add(&mut self, sha256: &str, text: &str) {
        if self.texts.contains_key(sha256) {
            return;
        }
        let lines: BTreeSet<u64> = text.lines().filter_map(key).collect();
        for line in &lines {
            *self.times.entry(*line).or_default() += 1;
        }
        self.texts.insert(sha256.to_owned(), lines.into_iter().collect());
    }

    /// Takes a text out.
    pub fn remove(&mut self, sha256: &str) {
        for line in self.texts.remove(sha256).unwrap_or_default() {
            if let Some(times) = self.times.get_mut(&line) {
                *times -= 1;
            }
        }
    }

    /// In how many texts a line stands, whatever its case and accents; 0 for one that is too short to tell.
    #[must_use]
    pub fn texts_with(&self, line: &str) -> u32 {
        if self.times.is_empty() {
            return 0;
        }
        key(line).and_then(|key| self.times.get(&key).copied()).unwrap_or(0)
    }
}

fn key(line: &str) -> Option<u64> {
    let folded = fold(line.trim());
    folded.chars().nth(FEWEST_CHARS - 1)?;
    Some(hash::of(folded.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_counted_once_for_each_text_and_forgotten_with_it() {
        let mut blocks = Blocks::default();
        let line = "The Daily Strait, every morning";
        blocks.add("a", &format!("One\n{line}\n{line}"));
        blocks.add("b", &format!("Two\n{}", line.to_uppercase()));
        blocks.add("b", "is in already");
        assert_eq!((blocks.texts_with(line), blocks.texts_with("One")), (2, 0));
        blocks.remove("a");
        assert_eq!(blocks.texts_with(line), 1);
    }
}
