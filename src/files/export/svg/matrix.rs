//! A matrix as a picture: a number in each cell, shaded in few steps of one hue, sums at the edges.
//!
//! The shade repeats what the number says, so a grey copy loses nothing. The picture grows with its rows and columns;
//! of very many columns the cells are too narrow for numbers, and the picture says so.

use super::frame::{Contents, Frame};
use super::words::{self, escaped, fitted_middle, number, width_px};
use super::{MARGIN_PX, SvgStyle, TEXT_PX, TICK_PX, ink, put, px, real};
use crate::query::Bin;
use crate::query::matrix::{Found, Head, Line, Matrix, Shades};
use crate::query::ticks::date_ticks;

/// Height of a row.
const CELL_PX: f64 = 24.0;
/// No name of a row takes more.
const MOST_NAME_PX: f64 = 240.0;
/// No slanted name of a column goes higher.
const MOST_HEAD_PX: f64 = 150.0;
/// So many columns get cells that are wide enough for their numbers, however wide the picture becomes.
const MOST_NUMBERED: usize = 150;
/// The least width of a cell without a number.
const LEAST_PX: f64 = 6.0;

/// The matrix as a complete SVG file.
#[must_use]
pub fn matrix_svg(matrix: &Matrix, style: &SvgStyle) -> String {
    let bins: Vec<Bin> = bins(&matrix.columns);
    let sheet = Sheet::new(matrix, style, &bins);
    let mut svg = String::new();
    sheet.frame.open(&mut svg, "");
    sheet.frame.heading(&mut svg);
    if matrix.total().count == 0 {
        sheet.frame.nothing(&mut svg, "Nothing to show: nothing goes through the filter");
    } else {
        sheet.heads(&mut svg);
        for row in 0..matrix.rows.len() {
            sheet.row(&mut svg, row);
        }
        sheet.sums(&mut svg);
        sheet.legend(&mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

/// The columns as bins, if they are.
fn bins(columns: &[Line]) -> Vec<Bin> {
    let bin = |line: &Line| match &line.head {
        Head::Bin(bin) => Some(bin.clone()),
        Head::Key(_) => None,
    };
    columns.iter().filter_map(bin).collect()
}

struct Sheet<'a> {
    matrix: &'a Matrix,
    frame: Frame<'a>,
    shades: Shades,
    is_dark: bool,
    /// Where the cells begin, and where the columns of sums does.
    left: f64,
    top: f64,
    cell_px: f64,
    sum_px: f64,
    is_numbered: bool,
}

impl<'a> Sheet<'a> {
    fn new(matrix: &'a Matrix, style: &SvgStyle, bins: &'a [Bin]) -> Self {
        let (rows, columns) = (matrix.rows.len(), matrix.columns.len());
        let width = |found: Found| width_px(&number(found.amount), TICK_PX);
        let widest = matrix.cells().map(|(_, found)| width(found)).fold(0.0, f64::max);
        let names = matrix.rows.iter().map(|line| width_px(&line.name, TEXT_PX)).fold(60.0, f64::max);
        let head_px = names.min(MOST_NAME_PX) + 12.0;
        let sum_px = (0..rows).map(|row| width(matrix.row_total(row))).fold(width(matrix.total()), f64::max) + 18.0;
        let room = f64::from(style.width.max(360)) - 2.0 * MARGIN_PX - head_px - sum_px - slant_room(matrix);
        let needed = (widest + 10.0).max(if bins.is_empty() { 26.0 } else { 22.0 });
        let fair = (room / real(columns.max(1))).min(52.0);
        let is_numbered = fair >= needed || columns <= MOST_NUMBERED;
        let cell_px = if is_numbered { fair.max(needed) } else { fair.max(LEAST_PX) };
        let wide = 2.0 * MARGIN_PX + head_px + cell_px * real(columns) + sum_px + slant_room(matrix);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width in pixels")]
        let wide = SvgStyle { width: style.width.max(wide.ceil() as u32), height: 220, ..*style };
        let contents = Contents {
            words: words::of_matrix(matrix, &wide, is_numbered),
            step: matrix.spec.by,
            bins,
            ticks: Vec::new(),
            sign: "",
            entries: Vec::new(),
            lanes: 0,
            key: format!("{matrix:?}"),
        };
        let mut frame = Frame::new(contents, &wide);
        let top = frame.plot.top + heads_px(matrix);
        frame.plot.left = MARGIN_PX + head_px;
        frame.plot.right = frame.plot.left + cell_px * real(columns);
        frame.plot.bottom = top + CELL_PX * real(rows + 1);
        if matrix.total().count > 0 {
            frame.height = frame.plot.bottom + 52.0 + MARGIN_PX;
        }
        let left = frame.plot.left;
        Self { matrix, frame, shades: matrix.shades(), is_dark: style.dark, left, top, cell_px, sum_px, is_numbered }
    }

    fn x(&self, column: usize) -> f64 {
        self.left + self.cell_px * real(column)
    }

    fn y(&self, row: usize) -> f64 {
        self.top + CELL_PX * real(row)
    }

    /// The names of the columns: dates level and thinned, all others slanted.
    fn heads(&self, svg: &mut String) {
        let (weak, text) = (self.frame.paper.weak, self.frame.paper.text);
        if !self.frame.bins.is_empty() {
            self.dates(svg);
        }
        let names = self.matrix.columns.iter().enumerate().filter(|_| self.frame.bins.is_empty());
        for (column, line) in names {
            let (x, y) = (self.x(column) + self.cell_px / 2.0, self.top - 8.0);
            let name = fitted_middle(&line.name, MOST_HEAD_PX / SLANT - 10.0, TEXT_PX);
            put(
                svg,
                format_args!(
                    "<text transform=\"translate({} {}) rotate(-45)\" font-size=\"{TEXT_PX}\" fill=\"{text}\">{}\
                     <title>{}</title></text>\n",
                    px(x),
                    px(y),
                    escaped(&name),
                    escaped(&line.name)
                ),
            );
        }
        let x = px(self.x(self.matrix.columns.len()) + self.sum_px - 4.0);
        let y = px(self.top - 8.0);
        put(
            svg,
            format_args!(
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{TICK_PX}\" text-anchor=\"end\" fill=\"{weak}\">All</text>\n"
            ),
        );
    }

    fn dates(&self, svg: &mut String) {
        let weak = self.frame.paper.weak;
        let measure = |label: &str| width_px(label, TICK_PX);
        for tick in date_ticks(self.frame.step, self.frame.bins, self.cell_px, measure) {
            let left = self.x(tick.bin);
            if let Some(label) = &tick.upper {
                let (x, y) = (px(left + self.cell_px / 2.0), px(self.top - 7.0));
                put(
                    svg,
                    format_args!(
                        "<text x=\"{x}\" y=\"{y}\" font-size=\"{TICK_PX}\" text-anchor=\"middle\" fill=\"{weak}\">{label}</text>\n"
                    ),
                );
            }
            if let Some(label) = &tick.lower {
                let (x, y) = (px(left + 3.0), px(self.top - 23.0));
                put(
                    svg,
                    format_args!(
                        "<text x=\"{x}\" y=\"{y}\" font-size=\"{TICK_PX}\" font-weight=\"600\" fill=\"{weak}\">{label}</text>\n"
                    ),
                );
            }
        }
    }

    fn row(&self, svg: &mut String, row: usize) {
        let Some(line) = self.matrix.rows.get(row) else { return };
        let y = self.y(row);
        self.name(svg, &line.name, y);
        for column in 0..self.matrix.columns.len() {
            self.cell(svg, row, column);
        }
        self.sum(svg, self.matrix.columns.len(), y, self.matrix.row_total(row));
    }

    fn name(&self, svg: &mut String, name: &str, y: f64) {
        let shown = fitted_middle(name, MOST_NAME_PX, TEXT_PX);
        put(
            svg,
            format_args!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{TEXT_PX}\" text-anchor=\"end\" fill=\"{}\">{}<title>{}</title></text>\n",
                px(self.left - 8.0),
                px(y + CELL_PX / 2.0 + 4.0),
                self.frame.paper.text,
                escaped(&shown),
                escaped(name)
            ),
        );
    }

    fn cell(&self, svg: &mut String, row: usize, column: usize) {
        let found = self.matrix.cell(row, column);
        let (x, y) = (self.x(column), self.y(row));
        let is_diagonal = self.matrix.is_diagonal(row, column);
        let step = if is_diagonal { 0 } else { self.shades.step(found.amount) };
        let (fill, text) = ink::shade(self.is_dark, step, self.shades.count(), self.frame.paper);
        let gap = if self.cell_px > 12.0 { 1.0 } else { 0.5 };
        let (width, height) = (px(self.cell_px - gap), px(CELL_PX - 1.0));
        let edge = if is_diagonal { self.frame.paper.baseline } else { "none" };
        let (row_name, column_name) = self.names(row, column);
        put(
            svg,
            format_args!(
                "<g><title>{} · {}: {}</title><rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" rx=\"2\" \
                 fill=\"{fill}\" stroke=\"{edge}\"/>",
                escaped(row_name),
                escaped(column_name),
                said(found, &self.matrix.unit),
                px(x),
                px(y)
            ),
        );
        if self.is_numbered && found.count > 0 {
            put(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" text-anchor=\"middle\" fill=\"{text}\">{}</text>",
                    px(x + self.cell_px / 2.0),
                    px(y + CELL_PX / 2.0 + 3.5),
                    number(found.amount)
                ),
            );
        }
        if found.not_happened > 0 && !is_diagonal {
            // A dashed edge below: not all of it simply happened.
            put(
                svg,
                format_args!(
                    "<path d=\"M{} {}h{}\" stroke=\"{text}\" stroke-width=\"1.5\" stroke-dasharray=\"3 2\"/>",
                    px(x + 3.0),
                    px(y + CELL_PX - 3.5),
                    px((self.cell_px - 7.0).max(1.0))
                ),
            );
        }
        svg.push_str("</g>\n");
    }

    fn names(&self, row: usize, column: usize) -> (&str, &str) {
        let name = |lines: &'a [Line], at: usize| lines.get(at).map_or("", |line| line.name.as_str());
        (name(&self.matrix.rows, row), name(&self.matrix.columns, column))
    }

    /// A number beside or below the cells.
    fn sum(&self, svg: &mut String, column: usize, y: f64, found: Found) {
        let columns = self.matrix.columns.len();
        let shown = number(found.amount);
        let fits = column == columns || (self.is_numbered && width_px(&shown, TICK_PX) <= self.cell_px);
        if !fits || found.count == 0 {
            return;
        }
        let (x, anchor) = if column == columns {
            (self.x(columns) + self.sum_px - 4.0, "end")
        } else {
            (self.x(column) + self.cell_px / 2.0, "middle")
        };
        put(
            svg,
            format_args!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" text-anchor=\"{anchor}\" fill=\"{}\">{shown}</text>\n",
                px(x),
                px(y + CELL_PX / 2.0 + 3.5),
                self.frame.paper.weak
            ),
        );
    }

    /// The sums of the columns, below a line.
    fn sums(&self, svg: &mut String) {
        let y = self.y(self.matrix.rows.len());
        let (left, right) = (px(MARGIN_PX), px(self.x(self.matrix.columns.len()) + self.sum_px));
        let line = self.frame.paper.baseline;
        put(svg, format_args!("<path d=\"M{left} {}H{right}\" stroke=\"{line}\"/>\n", px(y + 1.0)));
        self.name(svg, "All", y + 2.0);
        for column in 0..self.matrix.columns.len() {
            self.sum(svg, column, y + 2.0, self.matrix.column_total(column));
        }
        self.sum(svg, self.matrix.columns.len(), y + 2.0, self.matrix.total());
    }

    /// What the shades mean.
    fn legend(&self, svg: &mut String) {
        let y = self.frame.plot.bottom + 24.0;
        let mut x = MARGIN_PX;
        for (place, words) in self.shades.words().iter().enumerate() {
            let (fill, text) = ink::shade(self.is_dark, place + 1, self.shades.count(), self.frame.paper);
            let width = width_px(words, TICK_PX) + 16.0;
            put(
                svg,
                format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"18\" rx=\"2\" fill=\"{fill}\"/>\
                     <text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" text-anchor=\"middle\" fill=\"{text}\">{words}</text>\n",
                    px(x),
                    px(y),
                    px(width),
                    px(x + width / 2.0),
                    px(y + 13.0)
                ),
            );
            x += width + 2.0;
        }
        let mut words = vec![self.matrix.unit.clone()];
        words.extend(self.matrix.is_symmetric.then(|| "framed: all that belongs to one".to_owned()));
        let is_mixed = self.matrix.total().not_happened > 0;
        words.extend(is_mixed.then(|| "dashed: not all of it simply happened".to_owned()));
        put(
            svg,
            format_args!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" fill=\"{}\">{}</text>\n",
                px(x + 6.0),
                px(y + 13.0),
                self.frame.paper.weak,
                escaped(&words.join(" · "))
            ),
        );
    }
}

/// How much of its length a slanted name takes upwards and to the right.
const SLANT: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// Height of the names of the columns.
fn heads_px(matrix: &Matrix) -> f64 {
    if matches!(matrix.columns.first().map(|line| &line.head), Some(Head::Bin(_)) | None) {
        return 28.0;
    }
    let longest = matrix.columns.iter().map(|line| width_px(&line.name, TEXT_PX)).fold(0.0, f64::max);
    (longest * SLANT + 16.0).clamp(30.0, MOST_HEAD_PX)
}

/// How far the slanted name of the last column reaches out to the right, beyond the sums.
fn slant_room(matrix: &Matrix) -> f64 {
    if matches!(matrix.columns.first().map(|line| &line.head), Some(Head::Bin(_)) | None) {
        return 0.0;
    }
    (heads_px(matrix) - 40.0).max(0.0)
}

fn said(found: Found, unit: &str) -> String {
    let other = match found.not_happened {
        0 => String::new(),
        count => format!(", {count} of them did not simply happen"),
    };
    format!("{} {}{other}", number(found.amount), escaped(unit))
}
