//! What is compared of a spelling, computed once however often it stands in the articles.

use crate::query::suggest::names::keys::{bag, ends, initials, is_generic, plain, sound, sound_of_word};
use crate::query::suggest::names::lists::{Traits, lists};
use std::collections::HashMap;

/// A spelling without case and accents, and its keys.
pub struct Shape {
    pub plain: String,
    pub words: usize,
    pub sound: Option<String>,
    /// First and last word as they sound.
    pub ends: Option<String>,
    pub bag: String,
    /// The first letters of its words, if it has several.
    pub initials: Option<String>,
    /// Whether it says nothing of whose body it is.
    pub generic: bool,
    /// As a place: the usual name of the state that it is, or how the town sounds.
    pub place: String,
}

impl Shape {
    fn of(name: &str) -> Self {
        let words = name.split(' ').count();
        let both = ends(name).map(|(first, last)| format!("{first} {last}"));
        Self {
            words,
            sound: sound(name),
            ends: both.map(|both| sound(&both).unwrap_or(both)),
            bag: bag(name),
            initials: (words > 1).then(|| initials(name)),
            generic: is_generic(name),
            place: lists().state_of_plain(name).map_or_else(|| key_of_place(name), plain),
            plain: name.to_owned(),
        }
    }
}

/// “Marrakesh” and “Marrakech” are one town: both are long, and both in the list.
fn key_of_place(plain: &str) -> String {
    let listed = lists().traits(plain).has(Traits::BEGINS) && plain.len() > 5 && !plain.contains(' ');
    if listed { format!("~{}", sound_of_word(plain.trim_end_matches('s'))) } else { plain.to_owned() }
}

/// All of them, by number.
#[derive(Default)]
pub struct Shapes {
    all: Vec<Shape>,
    numbers: HashMap<String, usize>,
}

impl Shapes {
    /// The number of a plain spelling, a new one if it is new.
    pub fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.all.len();
        self.all.push(Shape::of(name));
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// The shape with this number.
    pub fn get(&self, number: usize) -> Option<&Shape> {
        self.all.get(number)
    }
}
