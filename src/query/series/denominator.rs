//! The corpus behind a chart: how many documents were published in each bin, and whether their number moves with the
//! figures. Five articles of one month make five publication peaks, and no wave of cooperation.

use super::Axis;
use crate::base::number::{counted, thousands};
use crate::model::DocumentId;
use crate::query::facts::Facts;

/// The documents of a project along the axis of a chart. Each is in exactly one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Denominator {
    /// Those published in each bin, by id.
    pub bins: Vec<Vec<DocumentId>>,
    /// Those whose date of publication does not certainly fall into one bin, by id.
    pub spanning: Vec<DocumentId>,
    /// Those published before the first bin or after the last, by id.
    pub outside: Vec<DocumentId>,
    /// Those without a date of publication, or with one that is open, by id.
    pub undated: Vec<DocumentId>,
    /// Those left out of all counts, by id.
    pub set_aside: Vec<DocumentId>,
}

/// The documents of the project along an axis.
pub(in crate::query) fn denominator(facts: &Facts, axis: &Axis) -> Denominator {
    let mut all = Denominator { bins: vec![Vec::new(); axis.bins.len()], ..Denominator::default() };
    for (id, paper) in facts.documents.values().iter().zip(&facts.papers) {
        let place = match paper.published {
            _ if !paper.counts => &mut all.set_aside,
            None => &mut all.undated,
            Some((first, last)) => match (axis.place(first), axis.place(last)) {
                (Some(from), Some(to)) if from == to => match all.bins.get_mut(from) {
                    Some(bin) => bin,
                    None => &mut all.outside,
                },
                (None, None) if !axis.is_within(first, last) => &mut all.outside,
                _ => &mut all.spanning,
            },
        };
        place.push(*id);
    }
    all
}

/// Fewer bins have no halves worth comparing.
const LEAST_BINS: usize = 4;

/// How many times as much, and how many more, the one half must have for a corpus or a series to have moved.
const TIMES: f64 = 1.5;
const MORE: f64 = 3.0;

/// What is to be said if the corpus moved with the figures: both have, in one half of the bins, at least half as much
/// again as in the other, and three more. Of an odd number of bins the middle one is left out.
pub(in crate::query) fn caution(figures: &[f64], denominator: &Denominator) -> Option<String> {
    let published: Vec<f64> = denominator.bins.iter().map(|documents| documents.len() as f64).collect();
    let (corpus, figures) = (halves(&published)?, halves(figures)?);
    let way = moved(corpus).filter(|way| moved(figures) == Some(*way))?;
    let (grew, more) = match way {
        Way::Up => ("grew", "more"),
        Way::Down => ("shrank", "less"),
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was a count")]
    let whole = |number: f64| number as usize;
    Some(format!(
        "The corpus {grew} as well: {} published in the first half of these bins, {} in the second; {more} activity \
         may be {more} reporting",
        counted(whole(corpus.0), "document"),
        thousands(whole(corpus.1))
    ))
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Up,
    Down,
}

fn moved((early, late): (f64, f64)) -> Option<Way> {
    let more = |less: f64, more: f64| more >= less * TIMES && more - less >= MORE;
    match (more(early, late), more(late, early)) {
        (true, _) => Some(Way::Up),
        (_, true) => Some(Way::Down),
        _ => None,
    }
}

fn halves(numbers: &[f64]) -> Option<(f64, f64)> {
    let half = numbers.len() / 2;
    let early = numbers.get(..half)?;
    let late = numbers.get(numbers.len() - half..)?;
    (numbers.len() >= LEAST_BINS).then(|| (early.iter().sum(), late.iter().sum()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(figures: &[usize], published: &[usize], expected: Option<&str>) {
        let figures: Vec<f64> = figures.iter().map(|count| *count as f64).collect();
        let bins = published
            .iter()
            .map(|count| vec![<DocumentId as crate::base::id::Fresh>::from_bits(*count as u64); *count])
            .collect();
        let said = caution(&figures, &Denominator { bins, ..Denominator::default() });
        assert_eq!(said.as_deref().map(|said| said.split(':').next().unwrap_or_default()), expected);
    }

    #[test]
    fn a_corpus_that_moves_with_the_figures_is_said() {
        check(&[1, 1, 4, 5], &[2, 2, 6, 7], Some("The corpus grew as well"));
        check(&[5, 4, 9, 1, 1], &[6, 7, 0, 2, 2], Some("The corpus shrank as well"));
        check(&[1, 1, 4, 5], &[4, 4, 4, 4], None);
        check(&[3, 3, 3, 3], &[2, 2, 6, 7], None);
        check(&[1, 1, 4, 5], &[7, 6, 2, 2], None);
        check(&[1, 9, 9], &[1, 9, 9], None);
        check(&[0, 0, 1, 1], &[0, 0, 2, 2], None);
    }
}
