//! Lines: of an activity chart, of the documents beside it, of a trend. Each is dashed in its own way.

use super::bars::Plot;
use super::ink::Paper;
use super::words::{escaped, number};
use super::{put, px};
use crate::model::Arranged;

/// How lines are dashed, in the order in which they are handed out.
const DASHES: [&str; 6] = ["", "7 3", "2 3", "9 3 2 3", "1 4", "12 4"];

/// More points than this need no dots to be told apart.
const DOTTED: usize = 120;

/// The attributes of the line of documents.
pub(super) fn documents(paper: Paper) -> String {
    format!(
        "fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\" stroke-dasharray=\"1 3\" stroke-linecap=\"round\"",
        paper.weak
    )
}

/// The attributes of a line.
pub(super) fn stroke(colour: &str, place: usize, width: f64) -> String {
    let dash = DASHES.get(place % DASHES.len()).copied().unwrap_or_default();
    let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
    format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{dash}")
}

/// A path through points; a gap where one is missing.
pub(super) fn path(points: &[Option<(f64, f64)>]) -> String {
    let mut path = String::new();
    let mut is_open = false;
    for point in points {
        let Some((x, y)) = point else {
            is_open = false;
            continue;
        };
        put(&mut path, format_args!("{}{} {}", if is_open { 'L' } else { 'M' }, px(*x), px(*y)));
        is_open = true;
    }
    path
}

impl Plot<'_> {
    pub(super) fn stroke(&self, series: usize) -> String {
        let colour = self.inks.get(series).map(|ink| ink.colour.to_string()).unwrap_or_default();
        // What did not simply happen is never a whole line.
        let is_hatched = self.activity.series.get(series).is_some_and(|series| series.hatched);
        stroke(&colour, if is_hatched && series.is_multiple_of(DASHES.len()) { series + 1 } else { series }, 2.0)
    }

    /// One line a series; stacked and as shares, areas that lie on one another.
    pub(super) fn lines(&self, svg: &mut String) {
        let bins = self.activity.bins.len();
        let is_grouped = self.activity.spec.arranged == Arranged::Grouped;
        let mut below = vec![0.0; bins];
        for (at, series) in self.activity.series.iter().enumerate() {
            let amounts = series.cells.iter().map(|cell| cell.amount).enumerate();
            let shown: Vec<f64> = amounts.map(|(place, amount)| self.shown(place, amount)).collect();
            let point = |place: usize, value: f64| Some((self.frame.x(place), self.frame.y(value)));
            let upper: Vec<f64> =
                if is_grouped { shown } else { below.iter().zip(&shown).map(|(below, own)| below + own).collect() };
            let line: Vec<_> = upper.iter().enumerate().map(|(place, value)| point(place, *value)).collect();
            if is_grouped {
                put(svg, format_args!("<path d=\"{}\" {}/>\n", path(&line), self.stroke(at)));
            } else {
                let back = below.iter().enumerate().rev().map(|(place, value)| point(place, *value));
                let around: Vec<_> = line.iter().copied().chain(back).collect();
                put(svg, format_args!("<path d=\"{}Z\" {}/>\n", path(&around), self.fill(at)));
                below.clone_from(&upper);
            }
            self.dots(svg, at, &line);
        }
    }

    /// What can be pointed at, with the number that it stands for.
    fn dots(&self, svg: &mut String, at: usize, line: &[Option<(f64, f64)>]) {
        let Some(series) = self.activity.series.get(at).filter(|_| line.len() <= DOTTED) else { return };
        let colour = self.inks.get(at).map(|ink| ink.colour.to_string()).unwrap_or_default();
        let points = line.iter().zip(&series.cells).zip(&self.activity.bins);
        for ((point, cell), bin) in points.filter(|((_, cell), _)| cell.count > 0) {
            let Some((x, y)) = point else { continue };
            let label = format!("{} · {}: {}", bin.label, series.name, number(cell.amount));
            put(
                svg,
                format_args!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"2.5\" fill=\"{colour}\"><title>{}</title></circle>\n",
                    px(*x),
                    px(*y),
                    escaped(&label)
                ),
            );
        }
    }

    /// The documents of each bin, on a scale of their own that the legend names.
    pub(super) fn denominator(&self, svg: &mut String) {
        let most = self.most_documents();
        if !self.activity.spec.denominator || most == 0 {
            return;
        }
        let plot = self.frame.plot;
        let height = (plot.bottom - plot.top) * 0.95;
        let y = |count: usize| plot.bottom - height * super::real(count) / super::real(most);
        let bins = self.activity.denominator.bins.iter().enumerate();
        let points: Vec<_> = bins.map(|(place, documents)| Some((self.frame.x(place), y(documents.len())))).collect();
        put(svg, format_args!("<path d=\"{}\" {}/>\n", path(&points), documents(self.frame.paper)));
    }
}
