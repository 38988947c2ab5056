//! `entente figures`: what the sources count, in what unit, within which bounds, and who says so.

use super::figures;
use super::filters::{self, Filters};
use super::output::{self, Column, Format};
use super::report::{Answer, Trouble};
use super::{args, open};
use crate::base::number::counted;
use crate::files::export::figures_csv::quantities_csv;
use crate::files::export::json::quantities_json;
use crate::model::{CodeKind, Filter};
use crate::project::Project;
use crate::query::Facts;
use crate::query::quantities::{NoRatio, Quantities, Quantity, QuantityOrder, Ratio, RatioOf, ratio};
use clap::Args;
use std::path::PathBuf;

const ABOUT: &str = "\
List the figures that sources give, with bound, unit and source

Every figure of the events that the filter lets through, whatever their status unless --status says otherwise: sums over many events are figures too. Figures of one unit are added up, with what speaks against that beside the sum: bounds, events that have several figures, periods that overlap or are not said, different owners. No unit and no currency is turned into another one.

--share A B says how many percent of B A is, --times A B how many times B, --per-year A what A comes to in a year of its period; A and B are ids of figures, as the table and the JSON give them. Bounds are kept: more than 200 of about 3,000 is more than about 6.67 %. What cannot be computed says why.

JSON: {title, filter, date, events, undated, figures: [{id, event, title, when, status, value, bound, unit, currency, what, of, period, words, mark, outlet, published, quote}], groups: [{unit, n, sum, sum_in_words, caveats: [sentence], figures: [id]}], left_out: [the same as figures], ratio: {words, value, caveats: [sentence]}, {refused} or null}. value and sum are written out in digits. bound is exactly, more than, less than, about or only. Without a mark the analyst says so.

Exit code: 0 listed, also if there is nothing to list; 1 a ratio was asked for that cannot be computed; 2 it could not be done.";

/// List the figures that sources give, with bound, unit and source
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Figures {
    /// The project file.
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,
    /// What they are sorted by; by unit unless said otherwise.
    #[arg(long, value_name = "ORDER", default_value = "unit", value_parser = args::one_of(&QuantityOrder::ALL))]
    sort: QuantityOrder,
    /// The first figure as a share of the second.
    #[arg(long, num_args = 2, value_names = ["FIGURE", "OF"], conflicts_with_all = ["times", "per_year"])]
    share: Vec<String>,
    /// How many times the second figure the first is.
    #[arg(long, num_args = 2, value_names = ["FIGURE", "OF"], conflicts_with = "per_year")]
    times: Vec<String>,
    /// A figure by the years of its period.
    #[arg(long, value_name = "FIGURE")]
    per_year: Option<String>,
    /// Two that both take part: FR-MA, by name, identifier or spelling.
    #[arg(long, value_name = "ONE-OTHER")]
    dyad: Option<String>,
    /// Print the figures as CSV.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[command(flatten)]
    format: Format,
    #[command(flatten, next_help_heading = "Of which events")]
    filters: Filters,
}

/// A ratio in words with its caveats, or why there is none.
type Answered = Result<Ratio, NoRatio>;

impl Figures {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = open::reading(&self.project)?;
        let filter = self.filter(session.project())?;
        let found = Facts::of(session.project()).quantities(&filter, self.sort);
        let answered = self.ratio(&found)?;
        let date = figures::today();
        if self.csv {
            output::put(&quantities_csv(&found, date))?;
        } else if self.format.json {
            output::json(&quantities_json(&found, answered.as_ref(), date))?;
        } else {
            print(&found)?;
            said(answered.as_ref())?;
        }
        Ok(if matches!(answered, Some(Err(_))) { Answer::No } else { Answer::Yes })
    }

    fn filter(&self, project: &Project) -> Result<Filter, Trouble> {
        let mut filter = Filter::everything();
        self.filters.narrow(project, &mut filter, &[CodeKind::EventType])?;
        filters::pair(project, &mut filter, self.dyad.as_ref())?;
        Ok(filter)
    }

    fn ratio(&self, found: &Quantities) -> Result<Option<Answered>, Trouble> {
        let one = |id: &String| {
            let same = |quantity: &&Quantity| quantity.id() == *id;
            let missing = || Trouble::new(format!("There is no figure “{id}” among these. The table names them."));
            found.list.iter().find(same).ok_or_else(missing)
        };
        let (of, ids): (RatioOf, Vec<&String>) = match (&self.share[..], &self.times[..], &self.per_year) {
            ([], [], None) => return Ok(None),
            ([], [], Some(id)) => (RatioOf::PerYear, vec![id]),
            ([], pair, _) => (RatioOf::Times, pair.iter().collect()),
            (pair, ..) => (RatioOf::Share, pair.iter().collect()),
        };
        let chosen: Vec<&Quantity> = ids.into_iter().map(one).collect::<Result<_, Trouble>>()?;
        let first = chosen.first().ok_or_else(|| Trouble::new("A ratio needs a figure."))?;
        Ok(Some(ratio(of, first, chosen.get(1).copied())))
    }
}

fn print(found: &Quantities) -> Result<(), Trouble> {
    output::put(&format!("{}\n{} of {}\n\n", found.title, found.list.len(), counted(found.events, "event")))?;
    let columns = ["id", "figure", "event", "when", "source", "quote"].map(Column::Left);
    let row = |one: &Quantity| {
        let said = one.source.as_ref();
        vec![
            one.id(),
            one.words.clone(),
            one.title.clone(),
            one.when.as_ref().map(ToString::to_string).unwrap_or_default(),
            said.map_or_else(|| "the analyst".to_owned(), crate::query::quantities::Said::words),
            said.map(|said| said.quote.clone()).unwrap_or_default(),
        ]
    };
    if !found.list.is_empty() {
        let names = columns.iter().map(|column| column.name().to_uppercase()).collect();
        output::table(&columns, names, found.list.iter().map(row).collect())?;
    }
    for group in found.groups.iter().filter(|group| group.figures.len() > 1) {
        let caveats =
            if group.caveats.is_empty() { String::new() } else { format!(" ({})", group.caveats.join("; ")) };
        output::put(&format!("\nTogether: {}{caveats}\n", group.words()))?;
    }
    if !found.left_out.is_empty() {
        output::put(&format!("\nStated only by what is left out of counts: {}\n", found.left_out.len()))?;
        let columns = [Column::Left(""), Column::Left("")];
        output::list(&columns, found.left_out.iter().map(|one| vec![one.id(), one.words.clone()]).collect())?;
    }
    Ok(())
}

fn said(answered: Option<&Answered>) -> Result<(), Trouble> {
    match answered {
        None => Ok(()),
        Some(Err(why)) => output::put(&format!("\n{why}.\n")),
        Some(Ok(ratio)) => {
            output::put(&format!("\n{}.\n", ratio.words))?;
            ratio.caveats.iter().try_for_each(|caveat| output::put(&format!("- {caveat}\n")))
        }
    }
}
