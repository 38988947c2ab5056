//! `entente matrix`: two things crossed, the numbers in the cells, and the matrix itself.

use super::args;
use super::chart::Common;
use super::figures;
use super::filters;
use super::output::{self, Column};
use super::report::{self, Answer, Trouble};
use crate::files::export::figures_csv::matrix_csv;
use crate::files::export::json::matrix_json;
use crate::files::export::svg::matrix_svg;
use crate::model::{
    ChartKind, ChartSpec, DateRule, LineOrder, MatrixOf, MatrixSpec, Side, SplitBy, Step, Unit, Within,
};
use crate::project::Project;
use crate::query::Facts;
use crate::query::matrix::{Found, Matrix};
use clap::Args;

const ABOUT: &str = "\
Cross two things and count how many events belong to both

Actors with actors, types along time, areas with actors, or any two of what a bar can be cut into: --rows and --columns say what. Rows and columns of the same count what two have in common; the diagonal then counts what belongs to one at all. With period on one side, --by is the width of a bin, --imprecise the rule for dates that do not fit into one, and what has no place in time is listed as undated, spanning or bands. Without it dates play no part, and undated events are counted. Sums over many events are annotations and in no cell. The sums of rows and columns count each item once, so they may be less than their cells together.

With --codes the codes of marks are crossed with each other: how many pairs of their marks overlap, or in how many sentences, paragraphs or documents both stand. Of marks that are evidence of events, only those take part of which the filter lets an event through.

JSON: {title, heading, unit, rule, rule_in_words, filter, date, badge, symmetric, multiple, total, events: [id], marks: [id], rows: [{name, partial, total, events: [id], marks: [id]}], columns: [the same], cells: [{row, column, count, not_happened, events: [id], marks: [id]}], undated: [id], without_date: [id], spanning: [id], across: [id], outside: {earlier: [id], partly: [id], amount}, remarks: [sentence], bands: [{event, title, from, to}], annotations: [the same], set_aside: [id], unmarked: [id], uncoded: [id], unplaced: [id]}. Rows and columns of a cell are counted from 0; cells that hold nothing are left out. marks are given unless events are counted. without_date are counted although they have no date; uncoded and unplaced are marks without a code, and marks whose words are gone. rule is null where no side is time. partial are bins of which the period covers only a part, and outside is what lies beside it, as in “entente activity”. With proportional dates numbers have up to six decimals.

Exit code: 0 counted, also if there is nothing to count; 2 it could not be done.";

/// Cross two things and count how many events belong to both
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Cross {
    #[command(flatten)]
    common: Common,
    /// What stands in the rows; actors unless said otherwise.
    #[arg(long, value_name = "WHAT", value_parser = args::one_of(&Side::ALL))]
    rows: Option<Side>,
    /// What stands in the columns; actors unless said otherwise.
    #[arg(long, value_name = "WHAT", value_parser = args::one_of(&Side::ALL))]
    columns: Option<Side>,
    /// Instead, cross the codes of marks: where they overlap, or stand in one sentence, paragraph or document.
    #[arg(long, value_name = "WHERE", conflicts_with_all = ["rows", "columns", "unit", "by"], value_parser = args::one_of(&Within::ALL))]
    codes: Option<Within>,
    /// Width of a bin of time; a month unless said otherwise.
    #[arg(long, value_name = "STEP", value_parser = args::one_of(&Step::ALL))]
    by: Option<Step>,
    /// What is counted; events unless said otherwise.
    #[arg(long, value_name = "UNIT", value_parser = args::one_of(&Unit::ALL))]
    unit: Option<Unit>,
    /// What becomes of a date that is wider than a bin; strict unless said otherwise.
    #[arg(long, alias = "rule", value_name = "RULE", value_parser = args::one_of(&DateRule::ALL))]
    imprecise: Option<DateRule>,
    /// In which order the rows stand; the greatest first unless said otherwise.
    #[arg(long, value_name = "ORDER", value_parser = args::one_of(&LineOrder::ALL))]
    sort_rows: Option<LineOrder>,
    /// In which order the columns stand.
    #[arg(long, value_name = "ORDER", value_parser = args::one_of(&LineOrder::ALL))]
    sort_columns: Option<LineOrder>,
    /// So many rows and columns at most; the rarer ones stand together as others. 30 unless said otherwise.
    #[arg(long, value_name = "2..400", value_parser = clap::value_parser!(u16).range(2..=400))]
    most: Option<u16>,
    /// Two that both take part, themselves or by their parts: FR-MA, by name, identifier or spelling.
    #[arg(long, value_name = "ONE-OTHER")]
    dyad: Option<String>,
}

impl Cross {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = self.common.open()?;
        let spec = self.spec(session.project())?;
        let facts = Facts::of(session.project());
        let found = facts.matrix(&spec).map_err(|why| Trouble::new(report::sentence(&why.to_string())))?;
        let date = figures::today();
        self.common.give(
            date,
            |style| matrix_svg(&found, style),
            || matrix_csv(&found, date),
            || matrix_json(&facts, &found, date),
            || print(session.project(), &found),
        )
    }

    fn spec(&self, project: &Project) -> Result<ChartSpec, Trouble> {
        let mut spec = self.common.begin(project, "matrix", |chart| chart.matrix().is_some())?;
        spec.by = self.by.unwrap_or(spec.by);
        spec.unit = self.unit.unwrap_or(spec.unit);
        spec.rule = self.imprecise.unwrap_or(spec.rule);
        filters::pair(project, &mut spec.filter, self.dyad.as_ref())?;
        let mut asked: MatrixSpec = spec.matrix().cloned().unwrap_or_default();
        asked.of = self.of(asked.of);
        asked.row_order = self.sort_rows.unwrap_or(asked.row_order);
        asked.column_order = self.sort_columns.unwrap_or(asked.column_order);
        asked.most = self.most.unwrap_or(asked.most);
        spec.kind = ChartKind::Matrix(asked);
        Ok(spec)
    }

    fn of(&self, before: MatrixOf) -> MatrixOf {
        let actors = Side::By(SplitBy::Actor);
        match (self.codes, before, self.rows.is_some() || self.columns.is_some()) {
            (Some(within), _, _) => MatrixOf::Codes(within),
            (None, MatrixOf::Pivot { rows, columns }, _) => {
                MatrixOf::Pivot { rows: self.rows.unwrap_or(rows), columns: self.columns.unwrap_or(columns) }
            }
            (None, codes, false) => codes,
            (None, _, true) => {
                MatrixOf::Pivot { rows: self.rows.unwrap_or(actors), columns: self.columns.unwrap_or(actors) }
            }
        }
    }
}

fn print(project: &Project, found: &Matrix) -> Result<(), Trouble> {
    output::put(&format!("{}\n{}\n{}.\n", found.title, found.badge, found.rule))?;
    figures::remarks(&found.remarks)?;
    output::put("\n")?;
    if found.total().count > 0 {
        let mut names = vec![String::new(), "ALL".to_owned()];
        names.extend(found.columns.iter().map(|column| column.name.clone()));
        let mut columns = vec![Column::Left(""), Column::Right("all")];
        columns.extend(found.columns.iter().map(|_| Column::Series));
        let line = |name: &str, sum: Found, cells: Vec<String>| {
            [name.to_owned(), figures::cell(sum.amount)].into_iter().chain(cells).collect::<Vec<_>>()
        };
        let places = 0..found.columns.len();
        let cells = |row: usize| places.clone().map(|at| blank_or(found.cell(row, at))).collect();
        let of_row =
            |(at, row): (usize, &crate::query::matrix::Line)| line(&row.name, found.row_total(at), cells(at));
        let mut rows: Vec<Vec<String>> = found.rows.iter().enumerate().map(of_row).collect();
        let sums = places.clone().map(|at| blank_or(found.column_total(at))).collect();
        rows.push(line("All", found.total(), sums));
        output::table(&columns, names, rows)?;
    }
    if found.multiple {
        output::put("\nOne can stand in several rows or columns; the sums count it once.\n")?;
    }
    let bands: Vec<_> = found.bands.iter().map(|band| band.event).collect();
    let sums: Vec<_> = found.annotations.iter().map(|sum| sum.event).collect();
    figures::beside(project, "Undated", &found.undated)?;
    figures::beside(project, "Undated, and counted all the same", &found.without_date)?;
    figures::beside(project, "Spanning several bins", &found.spanning)?;
    figures::outside(project, &found.outside)?;
    figures::beside(project, "Counted, although they span several bins", &found.across)?;
    figures::beside(project, "Going on, or open on one side", &bands)?;
    figures::beside(project, "Sums over many events", &sums)?;
    figures::beside(project, "Without a mark that counts", &found.unmarked)?;
    figures::beside(project, "Reported only by what is set aside", &found.set_aside)?;
    for (what, marks) in [("Marks without a code", &found.uncoded), ("Marks whose words are gone", &found.unplaced)] {
        if !marks.is_empty() {
            output::put(&format!("\n{what}: {}\n", marks.len()))?;
        }
    }
    Ok(())
}

/// A number, or a point where there is nothing: a table of zeros hides what is there.
fn blank_or(found: Found) -> String {
    if found.count == 0 { "·".to_owned() } else { figures::cell(found.amount) }
}
