//! How the parts of a network are told apart, in the window and on paper alike, and never by colour alone: kinds of
//! actors by the form of the node, cooperation and conflict by the dashes of the line.

use super::{Network, Tie};
use crate::model::TiesBy;
use crate::query::series::amount_in_words;

/// The weight at which a colour is at its strongest, on either side; beyond, nothing is stronger.
const STRONGEST: f64 = 5.0;

/// The thinnest and the thickest line, in pixels.
const WIDTHS_PX: [f32; 2] = [1.0, 6.0];

/// How a line is dashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dash {
    /// Not at all.
    Solid,
    /// In long pieces: conflict.
    Dashed,
    /// In dots: none of the events has happened.
    Dotted,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its width, in pixels.
    pub width_px: f32,
    /// Its dashes.
    pub dash: Dash,
    /// From −1, conflict, to 1, cooperation; `None`: it has no weight, or weights are not asked for.
    pub lean: Option<f32>,
    /// How much of what lies below it covers, from 0 to 1: among thousands of lines each is faint.
    pub cover: f32,
}

impl Network {
    /// How a tie of this network is drawn.
    #[must_use]
    pub fn stroke(&self, tie: &Tie) -> Stroke {
        let by_weight = self.spec.network().is_some_and(|asked| asked.ties == TiesBy::Weight);
        let most = self.ties.first().map_or(1, |strongest| strongest.amount).max(1) as f32;
        let mean = tie.weight.as_ref().filter(|_| by_weight).map(super::Weight::mean);
        #[expect(clippy::cast_possible_truncation, reason = "from −1 to 1")]
        let lean = mean.map(|mean| (mean / STRONGEST).clamp(-1.0, 1.0) as f32);
        let dash = match lean {
            _ if tie.not_happened == tie.events.len() => Dash::Dotted,
            Some(lean) if lean < 0.0 => Dash::Dashed,
            _ => Dash::Solid,
        };
        // Where a thousand lines cross, thin and faint ones show where they are many.
        let crowd = (400.0 / self.ties.len().max(1) as f32).min(1.0);
        // A strongest tie of few events is no reason to draw bars, but each event more is a pixel that can be seen.
        let thick = WIDTHS_PX[1].min(WIDTHS_PX[0] + most - 1.0);
        let share = ((tie.amount as f32 - 1.0) / (most - 1.0).max(1.0)).clamp(0.0, 1.0);
        let width_px = (WIDTHS_PX[0] + (thick - WIDTHS_PX[0]) * share) * (0.5 + 0.5 * crowd);
        let cover = if lean.is_some() { 0.85 } else { 0.6 } * (0.2 + 0.8 * crowd);
        Stroke { width_px, dash, lean, cover }
    }

    /// The kinds of the actors that are drawn, in the order of the codebook, each with how many there are; those
    /// without a kind last.
    #[must_use]
    pub fn kinds(&self) -> Vec<(Option<&super::Kind>, usize)> {
        let mut all: Vec<Option<&super::Kind>> = self.nodes.iter().map(|node| node.kind.as_ref()).collect();
        all.sort_by_key(|kind| kind.map_or((usize::MAX, None), |kind| (kind.place, Some(kind.code))));
        all.chunk_by(|a, b| a.map(|kind| kind.code) == b.map(|kind| kind.code))
            .filter_map(|same| Some((*same.first()?, same.len())))
            .collect()
    }
}

/// The corners of the form of a kind, for a node of half width 1, x to the right and y down; none: a circle. `place`: that of
/// the kind in the codebook.
#[must_use]
pub fn corners(place: Option<usize>) -> &'static [[f32; 2]] {
    const SQUARE: [[f32; 2]; 4] = [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]];
    const DIAMOND: [[f32; 2]; 4] = [[0.0, -1.2], [1.2, 0.0], [0.0, 1.2], [-1.2, 0.0]];
    const TRIANGLE: [[f32; 2]; 3] = [[0.0, -1.2], [1.15, 0.85], [-1.15, 0.85]];
    const HEXAGON: [[f32; 2]; 6] =
        [[-0.55, -0.95], [0.55, -0.95], [1.1, 0.0], [0.55, 0.95], [-0.55, 0.95], [-1.1, 0.0]];
    const DOWN: [[f32; 2]; 3] = [[-1.15, -0.85], [1.15, -0.85], [0.0, 1.2]];
    const HOUSE: [[f32; 2]; 5] = [[0.0, -1.15], [1.05, -0.3], [0.75, 0.95], [-0.75, 0.95], [-1.05, -0.3]];
    const BAR: [[f32; 2]; 4] = [[-1.2, -0.65], [1.2, -0.65], [1.2, 0.65], [-1.2, 0.65]];
    match place.map(|place| place % 8) {
        Some(1) => &SQUARE,
        Some(2) => &DIAMOND,
        Some(3) => &TRIANGLE,
        Some(4) => &HEXAGON,
        Some(5) => &DOWN,
        Some(6) => &HOUSE,
        Some(7) => &BAR,
        _ => &[],
    }
}

/// “−5 or less”: what the strongest colours of a legend stand for.
#[must_use]
pub fn strongest_in_words() -> [String; 2] {
    let strongest = amount_in_words(STRONGEST);
    [format!("−{strongest} or less"), format!("{strongest} or more")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lie_about_their_node() {
        for place in (0..8).map(Some).chain([None]) {
            let far = corners(place).iter().flatten().map(|part| part.abs()).fold(0.0, f32::max);
            assert!(far <= 1.2, "{place:?}");
        }
        assert_eq!(corners(Some(9)), corners(Some(1)));
        assert!(corners(None).is_empty());
    }
}
