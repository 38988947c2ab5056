//! All patterns as one tree, so that what many rules begin with is read once.
//!
//! Promises: a node knows its next words by search, and has each next class once. What it does *not* do: it reads no
//! tokens; [`super::pattern`] walks it.

use super::lexicon::{Class, WordId};
use super::rules::{Atom, Item, Rule};

/// The root of every tree.
pub(super) const ROOT: usize = 0;

/// A step from a node: what is wanted, whether glued to what is before, and where it leads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step<T> {
    pub(super) want: T,
    /// Whether no blank may stand before it.
    pub(super) glued: bool,
    /// The node that it leads to.
    pub(super) to: usize,
}

/// What has been read so far, and what may follow.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Sorted by word.
    words: Vec<Step<WordId>>,
    pub(super) classes: Vec<Step<Class>>,
    /// The first rule of the file that ends here, as its place among all.
    pub(super) rule: Option<u16>,
}

impl Node {
    /// The steps that a word takes.
    pub(super) fn steps(&self, word: WordId) -> impl Iterator<Item = &Step<WordId>> {
        let first = self.words.partition_point(|step| step.want < word);
        self.words.iter().skip(first).take_while(move |step| step.want == word)
    }
}

/// The patterns of a language.
#[derive(Debug, Default)]
pub(super) struct Tree(Vec<Node>);

impl Tree {
    /// The tree of these rules.
    pub(super) fn of(rules: &[Rule]) -> Self {
        let mut tree = Self(vec![Node::default()]);
        for (number, rule) in (0u16..).zip(rules) {
            tree.insert(&rule.items, number);
        }
        tree
    }

    /// The node of this number.
    pub(super) fn node(&self, number: usize) -> Option<&Node> {
        self.0.get(number)
    }

    fn insert(&mut self, items: &[Item], number: u16) {
        let mut ends = vec![ROOT];
        for item in items {
            let from = std::mem::take(&mut ends);
            let ways = from.iter().flat_map(|node| item.atoms.iter().map(move |atom| (*node, *atom)));
            ends.extend(ways.filter_map(|(node, atom)| self.child(node, atom, item.glued)));
        }
        for end in ends {
            if let Some(node) = self.0.get_mut(end) {
                node.rule.get_or_insert(number);
            }
        }
    }

    /// The node behind an atom, made if there is none.
    fn child(&mut self, node: usize, atom: Atom, glued: bool) -> Option<usize> {
        let fresh = self.0.len();
        let own = self.0.get_mut(node)?;
        let to = match atom {
            Atom::Word(word) => follow_word(&mut own.words, Step { want: word, glued, to: fresh }),
            Atom::Class(class) => follow_class(&mut own.classes, Step { want: class, glued, to: fresh }),
        };
        if to == fresh {
            self.0.push(Node::default());
        }
        Some(to)
    }
}

fn follow_word(steps: &mut Vec<Step<WordId>>, step: Step<WordId>) -> usize {
    let key = |step: &Step<WordId>| (step.want, step.glued);
    match steps.binary_search_by_key(&key(&step), key) {
        Ok(place) => steps.get(place).map_or(step.to, |known| known.to),
        Err(place) => {
            steps.insert(place, step);
            step.to
        }
    }
}

fn follow_class(steps: &mut Vec<Step<Class>>, step: Step<Class>) -> usize {
    let known = steps.iter().find(|known| known.want == step.want && known.glued == step.glued);
    if let Some(known) = known {
        return known.to;
    }
    steps.push(step);
    step.to
}
