//! Which numbers are drawn how dark: five steps at most, so that each can be told from the next, also in grey.

use crate::query::series::amount_in_words;

/// Steps of darkness.
const STEPS: usize = 5;

/// How dark which numbers are drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shades {
    /// The greatest number of each step, rising.
    bounds: Vec<f64>,
}

impl Shades {
    /// For numbers up to this one: each number has a step of its own if there are few, else the steps grow by about
    /// the same factor, since most cells are small.
    #[must_use]
    pub fn up_to(highest: f64) -> Self {
        if highest <= 0.0 || !highest.is_finite() {
            return Self::default();
        }
        let whole = highest.ceil();
        let mut bounds: Vec<f64> = Vec::new();
        for step in 1..=STEPS {
            let (step, steps) = (step as f64, STEPS as f64);
            let bound = if whole <= steps { step.min(whole) } else { whole.powf(step / steps).round() };
            let least = bounds.last().map_or(1.0, |last| last + 1.0);
            bounds.push(bound.max(least));
        }
        bounds.retain(|bound| *bound <= whole);
        if let Some(last) = bounds.last_mut() {
            *last = whole;
        }
        Self { bounds }
    }

    /// The step of a number, from 1 on; 0 for nothing.
    #[must_use]
    pub fn step(&self, amount: f64) -> usize {
        if amount <= 0.0 { 0 } else { (self.bounds.partition_point(|bound| *bound < amount) + 1).min(self.count()) }
    }

    /// How many steps there are; none if all cells are empty.
    #[must_use]
    pub fn count(&self) -> usize {
        self.bounds.len()
    }

    /// How dark a step is, of 1.
    #[must_use]
    pub fn share(&self, step: usize) -> f64 {
        if self.bounds.is_empty() { 0.0 } else { step as f64 / self.count() as f64 }
    }

    /// What the legend says of each step: “1”, “2–4”.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let mut from = 0.0;
        let words = self.bounds.iter().map(|bound| {
            let first = amount_in_words(from + 1.0);
            from = *bound;
            let last = amount_in_words(*bound);
            if first == last { last } else { format!("{first}–{last}") }
        });
        words.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(highest: f64, words: &[&str]) {
        let shades = Shades::up_to(highest);
        assert_eq!(shades.words(), words, "{highest}");
        assert_eq!(shades.step(highest), shades.count());
        assert_eq!(shades.step(0.0), 0);
    }

    #[test]
    fn few_numbers_have_a_step_each_and_many_steps_that_grow() {
        check(0.0, &[]);
        check(1.0, &["1"]);
        check(3.0, &["1", "2", "3"]);
        check(5.0, &["1", "2", "3", "4", "5"]);
        check(7.0, &["1", "2", "3", "4–5", "6–7"]);
        check(40.0, &["1–2", "3–4", "5–9", "10–19", "20–40"]);
        check(2_000.0, &["1–5", "6–21", "22–96", "97–437", "438–2,000"]);
        assert_eq!(Shades::up_to(0.4).step(0.3), 1, "a part of an event is something");
        assert_eq!(Shades::up_to(40.0).step(19.5), 5, "between two steps it is the higher one");
    }
}
