//! The bars and their legend.

use super::words::{escaped, fitted, width_px};
use super::{Chart, MARGIN_PX, ROW_PX, SWATCH_PX, TEXT_PX, TICK_PX, put, px, real};
use crate::base::number::thousands;
use crate::query::Series;

/// A bar between two sides, in pixels.
#[derive(Clone, Copy)]
struct Sides {
    left: f64,
    width: f64,
}

impl Chart<'_> {
    pub(super) fn bars(&self, svg: &mut String) {
        let widest =
            self.activity.totals.iter().map(|cell| width_px(&thousands(cell.count), TICK_PX)).fold(0.0, f64::max);
        let has_figures = widest + 4.0 <= self.slot_px();
        for place in 0..self.activity.bins.len() {
            let middle = self.plot.left + self.slot_px() * (real(place) + 0.5);
            let sides = Sides { left: middle - self.bar_px() / 2.0, width: self.bar_px() };
            let height = self.bar(svg, sides, place);
            let total = self.activity.totals.get(place).map_or(0, |cell| cell.count);
            if self.activity.multiple && total > 0 {
                self.once(svg, sides, total);
            }
            if has_figures && height > 0 {
                let (x, y) = (px(middle), px(self.y(height) - 5.0));
                put(
                    svg,
                    format_args!(
                        "<text x=\"{x}\" y=\"{y}\" font-size=\"{TICK_PX}\" text-anchor=\"middle\" fill=\"{}\">{}</text>\n",
                        self.paper.text,
                        thousands(total)
                    ),
                );
            }
        }
    }

    /// Wide enough to be seen, narrow enough to be told from its neighbours.
    pub(super) fn bar_px(&self) -> f64 {
        let slot = self.slot_px();
        if slot < 3.0 { slot } else { (slot * 0.72).min(48.0) }
    }

    /// The pieces of one bar; answers with the items in all of them.
    fn bar(&self, svg: &mut String, sides: Sides, place: usize) -> usize {
        let bin = self.activity.bins.get(place).map_or("", |bin| &bin.label);
        let mut below = 0;
        for (number, series) in self.activity.series.iter().enumerate() {
            let count = series.cells.get(place).map_or(0, |cell| cell.count);
            if count > 0 {
                let label = format!("{bin} · {}: {}", series.name, thousands(count));
                self.piece(svg, sides, (below, below + count), number, &label);
                below += count;
            }
        }
        below
    }

    /// A line across the bar where it would end if each item stood in one series only.
    fn once(&self, svg: &mut String, sides: Sides, total: usize) {
        let (y, left, right) = (px(self.y(total)), px(sides.left - 3.0), px(sides.left + sides.width + 3.0));
        for (width, colour) in [(4, self.paper.ground), (2, self.paper.text)] {
            put(
                svg,
                format_args!("<path d=\"M{left} {y}H{right}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>\n"),
            );
        }
    }

    /// One piece of a bar, from so many items to so many; a hair of ground parts it from the one above.
    fn piece(&self, svg: &mut String, sides: Sides, (from, to): (usize, usize), number: usize, label: &str) {
        let (top, bottom) = (self.y(to), self.y(from));
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
                self.fill(number),
                escaped(label)
            ),
        );
    }

    /// The series from the top of the bars down, so that the eye need not turn the order round.
    pub(super) fn legend(&self, svg: &mut String) {
        if !self.has_legend() {
            return;
        }
        if self.legend_right {
            let left = self.plot.right + 28.0;
            for (row, number) in (0..self.activity.series.len()).rev().enumerate() {
                self.entry(svg, number, (left, self.plot.top + ROW_PX * real(row)), self.legend_px());
            }
            return;
        }
        let top = self.plot.top - ROW_PX * real(self.rows().len()) - 8.0;
        for (row, entries) in self.rows().into_iter().enumerate() {
            for (number, left, width) in entries {
                self.entry(svg, number, (left, top + ROW_PX * real(row)), width);
            }
        }
    }

    fn entry(&self, svg: &mut String, number: usize, (left, top): (f64, f64), width: f64) {
        let Some(series) = self.activity.series.get(number) else { return };
        let total = thousands(series.total);
        let room = width - SWATCH_PX - 8.0 - width_px(&total, TEXT_PX) - 10.0;
        let name = fitted(&series.name, room, TEXT_PX);
        let baseline = px(top + 10.5);
        put(
            svg,
            format_args!(
                "<g><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{SWATCH_PX}\" height=\"{SWATCH_PX}\" rx=\"2\" {}/>",
                escaped(&series.name),
                px(left),
                px(top),
                self.fill(number)
            ),
        );
        put(
            svg,
            format_args!(
                "<text x=\"{}\" y=\"{baseline}\" font-size=\"{TEXT_PX}\" fill=\"{}\">{}</text>",
                px(left + SWATCH_PX + 8.0),
                self.paper.text,
                escaped(&name)
            ),
        );
        put(
            svg,
            format_args!(
                "<text x=\"{}\" y=\"{baseline}\" font-size=\"{TEXT_PX}\" text-anchor=\"end\" fill=\"{}\">{total}</text></g>\n",
                px(left + width),
                self.paper.weak
            ),
        );
    }

    pub(super) fn has_legend(&self) -> bool {
        self.activity.spec.split.is_some()
    }

    /// Width of the legend at the right: what its longest entry needs, but never more than a quarter of the picture.
    pub(super) fn legend_px(&self) -> f64 {
        let widest = self.activity.series.iter().map(entry_px).fold(110.0, f64::max);
        widest.min(self.width * 0.26)
    }

    /// The legend above the bars: in each row its entries with their left edge and width.
    pub(super) fn rows(&self) -> Vec<Vec<(usize, f64, f64)>> {
        let right = self.width - MARGIN_PX;
        let mut rows: Vec<Vec<(usize, f64, f64)>> = vec![Vec::new()];
        let mut left = MARGIN_PX;
        for (number, series) in self.activity.series.iter().enumerate().rev() {
            let width = entry_px(series).min(right - MARGIN_PX);
            if left + width > right {
                rows.push(Vec::new());
                left = MARGIN_PX;
            }
            if let Some(row) = rows.last_mut() {
                row.push((number, left, width));
            }
            left += width + 20.0;
        }
        rows
    }
}

fn entry_px(series: &Series) -> f64 {
    let words = width_px(&series.name, TEXT_PX) + width_px(&thousands(series.total), TEXT_PX);
    SWATCH_PX + 8.0 + words + 12.0
}
