//! Where each paragraph stands: a Fenwick tree of heights.
//!
//! Changing one height, asking how far down a paragraph begins, and asking which paragraph is at some depth each take
//! O(log n). Heights are `f64` pixels, so that a text of any length can be scrolled by a quarter of a pixel. It does
//! *not* know whether a height was measured or guessed.

/// Heights of paragraphs, in pixels.
#[derive(Debug, Default)]
pub struct Heights {
    /// `sums[i]` holds the heights of the `i & -i` paragraphs that end with number `i - 1`.
    sums: Vec<f64>,
    heights: Vec<f32>,
}

impl Heights {
    /// Takes the heights from the first paragraph to the last.
    #[must_use]
    pub fn new(heights: Vec<f32>) -> Self {
        let mut sums = vec![0.0; heights.len() + 1];
        for (number, height) in heights.iter().enumerate() {
            let at = number + 1;
            sums[at] += f64::from(*height);
            let above = at + lowest_bit(at);
            if above < sums.len() {
                sums[above] += sums[at];
            }
        }
        Self { sums, heights }
    }

    /// How many paragraphs.
    #[must_use]
    pub fn count(&self) -> usize {
        self.heights.len()
    }

    /// Height of one paragraph; 0 beyond the last.
    #[must_use]
    pub fn get(&self, paragraph: usize) -> f32 {
        self.heights.get(paragraph).copied().unwrap_or(0.0)
    }

    /// Replaces the height of one paragraph.
    pub fn set(&mut self, paragraph: usize, height_px: f32) {
        let Some(old) = self.heights.get_mut(paragraph) else { return };
        let change = f64::from(height_px) - f64::from(*old);
        *old = height_px;
        let mut at = paragraph + 1;
        while change != 0.0 && at < self.sums.len() {
            self.sums[at] += change;
            at += lowest_bit(at);
        }
    }

    /// The sum of the heights before a paragraph: where it begins.
    #[must_use]
    pub fn before(&self, paragraph: usize) -> f64 {
        let mut at = paragraph.min(self.heights.len());
        let mut sum = 0.0;
        while at > 0 {
            sum += self.sums[at];
            at -= lowest_bit(at);
        }
        sum
    }

    /// The paragraph at a depth; the first above the text, the last below it.
    #[must_use]
    pub fn at(&self, y_px: f64) -> usize {
        let mut found = 0;
        let mut rest = y_px;
        let mut step = self.sums.len().next_power_of_two();
        while step > 0 {
            let next = found + step;
            if next < self.sums.len() && self.sums[next] <= rest {
                found = next;
                rest -= self.sums[next];
            }
            step /= 2;
        }
        found.min(self.heights.len().saturating_sub(1))
    }

    /// All heights together.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.before(self.heights.len())
    }
}

fn lowest_bit(number: usize) -> usize {
    number & number.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_has_no_height() {
        let heights = Heights::new(Vec::new());
        assert_eq!((heights.total(), heights.at(10.0), heights.count()), (0.0, 0, 0));
    }

    proptest! {
        /// Against adding up one after the other.
        #[test]
        fn agrees_with_adding_up(start in prop::collection::vec(1u16..50, 1..80),
                                 changes in prop::collection::vec((0usize..80, 1u16..50), 0..20), depth in 0u16..4000) {
            let mut plain: Vec<f32> = start.iter().map(|h| f32::from(*h)).collect();
            let mut heights = Heights::new(plain.clone());
            for (paragraph, height) in changes {
                heights.set(paragraph, f32::from(height));
                if let Some(slot) = plain.get_mut(paragraph) {
                    *slot = f32::from(height);
                }
            }
            let mut y = 0.0;
            let mut expected = plain.len() - 1;
            for (number, height) in plain.iter().enumerate() {
                prop_assert!((heights.before(number) - y).abs() < 1e-6);
                if f64::from(depth) >= y && f64::from(depth) < y + f64::from(*height) {
                    expected = number;
                }
                y += f64::from(*height);
            }
            prop_assert!((heights.total() - y).abs() < 1e-6);
            prop_assert_eq!(heights.at(f64::from(depth)), expected);
        }
    }
}
