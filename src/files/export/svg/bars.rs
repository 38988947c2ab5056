//! The bars of an activity chart, stacked, side by side, or as shares of 100 %.

use super::frame::{Contents, Entry, Frame, Swatch};
use super::ink::{self, Ink};
use super::words::{self, escaped, number, width_px};
use super::{SvgStyle, TEXTURED_PX, TICK_PX, axis, beside, lines, put, px, real};
use crate::base::number::thousands;
use crate::model::{Arranged, Drawn};
use crate::query::{Activity, Series};

/// An activity chart in its frame.
pub(super) struct Plot<'a> {
    pub activity: &'a Activity,
    pub frame: Frame<'a>,
    pub inks: Vec<Ink>,
    /// Whether bars are too thin for textures, which the legend has all the same.
    is_thin: bool,
}

/// A bar between two sides, in pixels.
#[derive(Clone, Copy)]
struct Sides {
    left: f64,
    width: f64,
}

impl<'a> Plot<'a> {
    pub fn new(activity: &'a Activity, style: &SvgStyle) -> Self {
        let most = if style.height < 320 { 4 } else { 6 };
        let is_share = activity.spec.arranged == Arranged::Share;
        let contents = Contents {
            words: words::of_activity(activity, style),
            step: activity.spec.by,
            bins: &activity.bins,
            ticks: axis::value_ticks(0.0, activity.highest(), most, whole(activity)),
            sign: if is_share { " %" } else { "" },
            entries: Vec::new(),
            lanes: beside::lanes(&activity.bins, &activity.bands),
            key: format!("{activity:?}"),
        };
        let inks = ink::inks(&activity.series);
        let mut plot = Self { activity, frame: Frame::new(contents, style), inks, is_thin: false };
        // Entries have to know the id, and the frame how much room they need.
        let entries = plot.entries();
        let contents = Contents {
            words: words::of_activity(activity, style),
            step: activity.spec.by,
            bins: &activity.bins,
            ticks: std::mem::take(&mut plot.frame.ticks),
            sign: plot.frame.sign,
            entries,
            lanes: plot.frame.lanes,
            key: format!("{activity:?}"),
        };
        plot.frame = Frame::new(contents, style);
        plot.is_thin = plot.bar_px() < TEXTURED_PX;
        plot
    }

    /// The series from the top of the bars down, so that the eye need not turn the order round; then the documents.
    fn entries(&self) -> Vec<Entry> {
        let is_lines = self.activity.spec.drawn == Drawn::Lines;
        let entry = |(place, series): (usize, &Series)| Entry {
            name: series.name.clone(),
            value: thousands(series.total),
            swatch: if is_lines && self.activity.spec.arranged == Arranged::Grouped {
                Swatch::Line(self.stroke(place))
            } else {
                Swatch::Square(self.fill(place))
            },
        };
        let is_cut = self.activity.spec.split.is_some() || self.activity.series.len() > 1;
        let series = self.activity.series.iter().enumerate().filter(|_| is_cut);
        let mut entries: Vec<Entry> = series.rev().map(entry).collect();
        if self.activity.spec.denominator {
            let documents: usize = self.activity.denominator.bins.iter().map(Vec::len).sum();
            entries.push(Entry {
                name: format!("Documents, at most {}", self.most_documents()),
                value: thousands(documents),
                swatch: Swatch::Line(lines::documents(self.frame.paper)),
            });
        }
        entries
    }

    pub fn most_documents(&self) -> usize {
        self.activity.denominator.bins.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The textures that series are filled with.
    pub fn patterns(&self) -> String {
        let patterns = self.inks.iter().enumerate();
        patterns.filter_map(|(place, ink)| ink::pattern(&self.ink_id(place), *ink, self.frame.paper)).collect()
    }

    pub fn bars(&self, svg: &mut String) {
        let widest =
            self.activity.totals.iter().map(|cell| width_px(&number(cell.amount), TICK_PX)).fold(0.0, f64::max);
        let has_figures = widest + 4.0 <= self.frame.slot_px() && self.activity.spec.arranged == Arranged::Stacked;
        for place in 0..self.activity.bins.len() {
            let middle = self.frame.x(place);
            let sides = Sides { left: middle - self.bar_px() / 2.0, width: self.bar_px() };
            let height = self.bar(svg, sides, place);
            let total = self.activity.totals.get(place).map_or(0.0, |cell| cell.amount);
            if self.activity.multiple && total > 0.0 && self.activity.spec.arranged == Arranged::Stacked {
                self.once(svg, sides, total);
            }
            if has_figures && height > 0.0 {
                // Where pieces add up to more than there is, the number belongs to the line that says how many there are.
                let at = if self.activity.multiple { total } else { height };
                let (x, y) = (px(middle), px(self.frame.y(at) - 5.0));
                put(
                    svg,
                    format_args!(
                        "<text x=\"{x}\" y=\"{y}\" font-size=\"{TICK_PX}\" text-anchor=\"middle\" fill=\"{}\" \
                         stroke=\"{}\" stroke-width=\"2.5\" stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>\n",
                        self.frame.paper.text,
                        self.frame.paper.ground,
                        number(total)
                    ),
                );
            }
        }
    }

    /// Wide enough to be seen, narrow enough to be told from its neighbours.
    fn bar_px(&self) -> f64 {
        let slot = self.frame.slot_px();
        let most = if self.activity.spec.arranged == Arranged::Grouped { 160.0 } else { 48.0 };
        if slot < 3.0 { slot } else { (slot * 0.72).min(most) }
    }

    /// The pieces of one bar; answers how high it is.
    fn bar(&self, svg: &mut String, sides: Sides, place: usize) -> f64 {
        let bin = self.activity.bins.get(place).map_or("", |bin| &bin.label);
        let columns = real(self.activity.series.len().max(1));
        let mut below = 0.0;
        for (at, series) in self.activity.series.iter().enumerate() {
            let amount = series.cells.get(place).map_or(0.0, |cell| cell.amount);
            if amount <= 0.0 {
                continue;
            }
            let shown = self.shown(place, amount);
            let said = if self.activity.spec.arranged == Arranged::Share {
                format!("{} ({} %)", number(amount), number(shown))
            } else {
                number(amount)
            };
            let label = format!("{bin} · {}: {said}", series.name);
            if self.activity.spec.arranged == Arranged::Grouped {
                let width = sides.width / columns;
                let own = Sides { left: sides.left + width * real(at), width };
                self.piece(svg, own, (0.0, shown), at, &label);
                below = f64::max(below, shown);
            } else {
                self.piece(svg, sides, (below, below + shown), at, &label);
                below += shown;
            }
        }
        below
    }

    /// A number as it stands on the axis: itself, or its share of the pieces of its bin in percent.
    pub fn shown(&self, place: usize, amount: f64) -> f64 {
        if self.activity.spec.arranged != Arranged::Share {
            return amount;
        }
        let cells = self.activity.series.iter().filter_map(|series| series.cells.get(place));
        let all: f64 = cells.map(|cell| cell.amount).sum();
        if all > 0.0 { amount / all * 100.0 } else { 0.0 }
    }

    /// A line across the bar where it would end if each item stood in one series only.
    fn once(&self, svg: &mut String, sides: Sides, total: f64) {
        let y = px(self.frame.y(total));
        let (left, right) = (px(sides.left - 3.0), px(sides.left + sides.width + 3.0));
        for (width, colour) in [(4, self.frame.paper.ground), (2, self.frame.paper.text)] {
            put(
                svg,
                format_args!("<path d=\"M{left} {y}H{right}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>\n"),
            );
        }
    }

    /// One piece of a bar, from one number to another; a hair of ground parts it from the one above.
    fn piece(&self, svg: &mut String, sides: Sides, (from, to): (f64, f64), at: usize, label: &str) {
        let (top, bottom) = (self.frame.y(to), self.frame.y(from));
        let gap = if bottom - top > 3.0 { 1.0 } else { 0.0 };
        let round = if sides.width >= 6.0 { " rx=\"1.5\"" } else { "" };
        put(
            svg,
            format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{round} {}><title>{}</title></rect>\n",
                px(sides.left),
                px(top + gap),
                px(sides.width),
                px(bottom - top - gap),
                self.bar_fill(at),
                escaped(label)
            ),
        );
    }

    fn ink_id(&self, series: usize) -> String {
        format!("{}-{series}", self.frame.id)
    }

    fn bar_fill(&self, series: usize) -> String {
        let smooth = self.inks.get(series).filter(|_| self.is_thin).map(|ink| ink.smooth());
        smooth.map_or_else(|| self.fill(series), |ink| ink::fill(&self.ink_id(series), ink, self.frame.paper))
    }

    pub fn fill(&self, series: usize) -> String {
        let ink = self.inks.get(series);
        ink.map_or_else(String::new, |ink| ink::fill(&self.ink_id(series), *ink, self.frame.paper))
    }
}

/// Whether all that is drawn is whole, so that the axis has whole numbers only.
fn whole(activity: &Activity) -> axis::Numbers {
    let cells = activity.series.iter().flat_map(|series| &series.cells);
    if cells.map(|cell| cell.amount).all(|amount| amount.fract() == 0.0) {
        axis::Numbers::Whole
    } else {
        axis::Numbers::Any
    }
}
