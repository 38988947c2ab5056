//! Reads a rule file: the words of a language and the patterns that make date expressions of them.
//!
//! The format is described in `assets/dates/README.md`. Promises: a line that cannot be read is left out and named in
//! [`Rules::problems`], which a test of the shipped files wants empty. What it does *not* do: it resolves nothing.

use super::calendar::symbol;
use super::lexicon::{Class, Lexicon, WordId};
use super::tree::Tree;

/// What a rule makes of what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// A place in the calendar, complete or to be completed.
    Date,
    /// So many units before or after something.
    Counted,
    /// A stretch of time without a place.
    Duration,
    /// Something that comes again.
    Set,
    /// “Now”, “recently”, “soon”.
    Reference,
    /// From one day of a month to another, or from one year to another.
    Range,
    /// No date at all, however much it looks like one.
    Nothing,
}

/// What one token of a pattern may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    Word(WordId),
    Class(Class),
}

/// One step of a pattern.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Any of these.
    pub(super) atoms: Vec<Atom>,
    /// Whether no blank may stand before it.
    pub(super) glued: bool,
}

/// A pattern without optional parts, and which of its items are the expression, half-open.
type Way = (Vec<Item>, (usize, usize));

/// A pattern without optional parts, and what it means.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) items: Vec<Item>,
    /// The items that are the expression, half-open; those around it are only wanted beside it.
    pub(super) extent: (usize, usize),
    pub(super) verb: Verb,
    /// What the rule itself says.
    pub(super) presets: Vec<(Class, i32)>,
}

/// A language: its words and its rules.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) lexicon: Lexicon,
    pub(super) all: Vec<Rule>,
    pub(super) tree: Tree,
    /// By word: whether a rule can begin with it.
    begins: Vec<bool>,
    /// Lines that could not be read, with their number from 1.
    pub(super) problems: Vec<String>,
}

impl Rules {
    /// Reads rule files, one after the other.
    pub(super) fn read(files: &[&str]) -> Self {
        let mut rules = Self::default();
        rules.lexicon.intern("");
        for file in files {
            rules.read_file(file);
        }
        rules.index();
        rules
    }

    /// Whether a rule can begin with this word.
    pub(super) fn can_begin(&self, word: WordId) -> bool {
        self.begins.get(word.index()).is_some_and(|begins| *begins)
    }

    fn read_file(&mut self, file: &str) {
        let mut class = None;
        for (number, line) in file.lines().enumerate() {
            let bare = line.split_once('#').map_or(line, |(before, _)| before).trim_end();
            let read = match bare.trim_start() {
                "" => Some(()),
                "rules" if bare == "rules" => {
                    class = None;
                    Some(())
                }
                rest if rest.len() == bare.len() => {
                    class = rest.strip_prefix("words ").and_then(Class::named);
                    class.map(|_| ())
                }
                rest => match class {
                    Some(class) => self.read_words(class, rest),
                    None => self.read_rule(rest),
                },
            };
            if read.is_none() {
                self.problems.push(format!("line {}: {line}", number + 1));
            }
        }
    }

    /// `3 March Mar`: a value and the words that have it.
    fn read_words(&mut self, class: Class, line: &str) -> Option<()> {
        let (value, words) = line.split_once(' ')?;
        let value = value_of(value)?;
        words.split_whitespace().for_each(|word| self.lexicon.add(word, class, value));
        Some(())
    }

    /// `in [ {month} {year}? ] => date`.
    fn read_rule(&mut self, line: &str) -> Option<()> {
        let (pattern, meaning) = line.split_once("=>")?;
        let mut meaning = meaning.split_whitespace();
        let verb = verb_named(meaning.next()?)?;
        let presets = meaning.map(|preset| {
            let (class, value) = preset.split_once('=')?;
            Some((Class::named(class)?, value_of(value)?))
        });
        let presets: Vec<(Class, i32)> = presets.collect::<Option<_>>()?;
        for (items, extent) in self.flat(pattern)? {
            self.all.push(Rule { items, extent, verb, presets: presets.clone() });
        }
        Some(())
    }

    /// The pattern once for each way of leaving out what may be left out.
    fn flat(&mut self, pattern: &str) -> Option<Vec<Way>> {
        let mut ways: Vec<(Vec<Item>, Option<usize>, Option<usize>)> = vec![(Vec::new(), None, None)];
        for part in pattern.split_whitespace() {
            match part {
                "[" => ways.iter_mut().for_each(|(items, from, _)| *from = Some(items.len())),
                "]" => ways.iter_mut().for_each(|(items, _, to)| *to = Some(items.len())),
                _ => {
                    let (part, optional) = part.strip_suffix('?').map_or((part, false), |part| (part, true));
                    let item = self.item(part)?;
                    let without = if optional { ways.clone() } else { Vec::new() };
                    ways.iter_mut().for_each(|(items, ..)| items.push(item.clone()));
                    ways.extend(without);
                }
            }
        }
        let closed = ways.into_iter().map(|(items, from, to)| {
            let extent = (from.unwrap_or(0), to.unwrap_or(items.len()));
            (items, extent)
        });
        Some(closed.filter(|(items, (from, to))| !items.is_empty() && from < to).collect())
    }

    /// `+` for “without a blank”, then a word, a class in braces, or several of them between bars.
    fn item(&mut self, part: &str) -> Option<Item> {
        let (part, glued) = part.strip_prefix('+').map_or((part, false), |part| (part, !part.is_empty()));
        let atoms = part.split('|').map(|atom| self.atom(atom));
        Some(Item { atoms: atoms.collect::<Option<_>>()?, glued })
    }

    fn atom(&mut self, atom: &str) -> Option<Atom> {
        match atom.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(class) => Class::named(class).map(Atom::Class),
            None => (!atom.is_empty()).then(|| Atom::Word(self.lexicon.intern(atom))),
        }
    }

    fn index(&mut self) {
        self.tree = Tree::of(&self.all);
        let mut begins = vec![false; self.lexicon.len()];
        let first = self.all.iter().filter_map(|rule| rule.items.first());
        for word in first.flat_map(|item| &item.atoms).flat_map(|atom| self.openings(*atom)) {
            if let Some(begins) = begins.get_mut(word.index()) {
                *begins = true;
            }
        }
        self.begins = begins;
    }

    /// The words that can be the first of what an atom stands for.
    fn openings(&self, atom: Atom) -> Vec<WordId> {
        let members = |classes: &[Class]| classes.iter().flat_map(|class| self.lexicon.members(*class)).collect();
        match atom {
            Atom::Word(word) => vec![word],
            Atom::Class(Class::Count) => members(&[Class::Number, Class::Multiplier, Class::Some]),
            Atom::Class(Class::Year) => members(&[Class::Number]),
            // “’70s”: the apostrophe is a token of its own.
            Atom::Class(Class::Decade) => vec![self.lexicon.find("'", &mut String::new())],
            Atom::Class(class) => members(&[class]),
        }
    }
}

fn verb_named(name: &str) -> Option<Verb> {
    Some(match name {
        "date" => Verb::Date,
        "counted" => Verb::Counted,
        "duration" => Verb::Duration,
        "set" => Verb::Set,
        "reference" => Verb::Reference,
        "range" => Verb::Range,
        "nothing" => Verb::Nothing,
        _ => return None,
    })
}

/// A number, or a name of the calendar such as `week` or `early`.
fn value_of(text: &str) -> Option<i32> {
    text.parse().ok().or_else(|| symbol(text))
}
