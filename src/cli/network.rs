//! `entente network`: the actors and ties behind the network, and the network itself.

use super::args;
use super::chart::Common;
use super::figures;
use super::filters;
use super::output::{self, Column};
use super::report::{Answer, Trouble};
use crate::files::export::figures_csv::network_csv;
use crate::files::export::json::network_json;
use crate::files::export::svg::network_svg;
use crate::model::{ChartKind, ChartSpec, TiesBy, Unit};
use crate::project::Project;
use crate::query::Facts;
use crate::query::network::{Layout, MAX_NODES, Network, Node, Tie, Weight};
use clap::Args;

const ABOUT: &str = "\
Show who takes part in events with whom

An actor is as large as the number of events that it takes part in, a tie as strong as the number that two share; --unit counts their marks, documents or independent origins instead. With --fold an agency counts as the state that it belonged to at the date of the event. The --most biggest actors are drawn, the others are named; ties below --least are counted and not drawn. Only what happened is counted, unless --status asks for more. Documents set aside and zones are left out of all counts.

Ties have no direction: no codebook says which role acts on which. As what both took part stands with each tie. Events without a date count like any other unless --period asks for one; they are named as undated in both cases. Where actors stand in the picture follows from the whole project, so that filters and periods move nobody.

JSON: {title, heading, unit, filter, folded, date, badge, nodes: [{id, name, kind, count, ties, parts: [{id, name, events: n}], events: [id], marks: [id]}], edges: [{from, to, from_id, to_id, count, weight: {sum, mean, n}, not_happened, roles: [{from, to, events: [id]}], events: [id], marks: [id]}], others: nodes that are not drawn, weaker: {count, events: [id]}, alone: [id], only_others: [id], nobody: [id], set_aside: [id], annotations: [{event, title, from, to}], unmarked: [id], undated: [id], undated_count}. marks are given where marks are counted. annotations are sums over many events, which are none themselves. alone are events of one actor only. undated_count says whether the undated are counted.

CSV: a row for each actor, then one for each tie, then one for each reason why events are behind no actor.

Exit code: 0 counted, also if there is nothing to count; 2 it could not be done.";

/// Show who takes part in events with whom
#[derive(Args)]
#[command(long_about = ABOUT)]
pub struct Net {
    #[command(flatten)]
    common: Common,
    /// What is counted; events unless said otherwise.
    #[arg(long, value_name = "UNIT", value_parser = args::one_of(&Unit::ALL))]
    unit: Option<Unit>,
    /// Agencies count as the state that they belonged to at the date of the event.
    #[arg(long)]
    fold: bool,
    /// Draw at most so many actors, the biggest; 60 unless said otherwise, never more than 500.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    most: Option<u16>,
    /// Draw no tie of less than so many; 1 unless said otherwise.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    least: Option<u32>,
    /// What the colours of ties say: nothing (amount), or cooperation and conflict (weight).
    #[arg(long, value_name = "WHAT", value_parser = args::one_of(&TiesBy::ALL))]
    ties: Option<TiesBy>,
    /// Two that both take part, themselves or by their parts: FR-MA, by name, identifier or spelling.
    #[arg(long, value_name = "ONE-OTHER")]
    dyad: Option<String>,
}

impl Net {
    /// Runs it.
    pub fn run(self) -> Result<Answer, Trouble> {
        let session = self.common.open()?;
        let project = session.project();
        let spec = self.spec(project)?;
        let facts = Facts::of(project);
        let found = facts.network(&spec);
        let date = figures::today();
        let folded = spec.network().is_some_and(|asked| asked.folded);
        self.common.give(
            date,
            |style| network_svg(&facts, &found, &Layout::of(&facts, folded), style),
            || network_csv(&facts, &found, date),
            || network_json(&facts, &found, date),
            || print(project, &found),
        )
    }

    fn spec(&self, project: &Project) -> Result<ChartSpec, Trouble> {
        let mut spec = self.common.begin(project, "network", |chart| chart.network().is_some())?;
        let mut asked = spec.network().cloned().unwrap_or_default();
        asked.folded |= self.fold;
        asked.most = self.most.unwrap_or(asked.most);
        if usize::from(asked.most) > MAX_NODES {
            return Err(Trouble::new(format!("At most {MAX_NODES} actors are drawn: give a smaller --most.")));
        }
        asked.least = self.least.unwrap_or(asked.least);
        asked.ties = self.ties.unwrap_or(asked.ties);
        spec.kind = ChartKind::Network(asked);
        spec.unit = self.unit.unwrap_or(spec.unit);
        filters::pair(project, &mut spec.filter, self.dyad.as_ref())?;
        Ok(spec)
    }
}

fn print(project: &Project, found: &Network) -> Result<(), Trouble> {
    output::put(&format!("{}\n{}\n\n", found.title, found.badge))?;
    let heads = |columns: &[Column]| columns.iter().map(|column| column.name().to_uppercase()).collect();
    let unit = found.spec.unit.to_string().to_uppercase();
    let actors = [Column::Left("actor"), Column::Left("kind"), Column::Series, Column::Right("ties")];
    let row = |node: &Node| {
        let kind = node.kind.as_ref().map_or_else(String::new, |kind| kind.name.clone());
        vec![node.name.clone(), kind, node.amount.to_string(), node.ties.to_string()]
    };
    if !found.nodes.is_empty() {
        let names = vec!["ACTOR".to_owned(), "KIND".to_owned(), unit.clone(), "TIES".to_owned()];
        output::table(&actors, names, found.nodes.iter().map(row).collect())?;
    }
    let ties = [
        Column::Left("actor"),
        Column::Left("actor"),
        Column::Series,
        Column::Right("weight"),
        Column::Right("mean"),
        Column::Right("n"),
    ];
    let name = |at: usize| found.nodes.get(at).map_or_else(String::new, |node| node.name.clone());
    let row = |tie: &Tie| {
        let of = |pick: fn(&Weight) -> String| tie.weight.as_ref().map(pick).unwrap_or_default();
        vec![
            name(tie.ends.0),
            name(tie.ends.1),
            tie.amount.to_string(),
            of(|weight| figures::cell(weight.sum)),
            of(|weight| figures::cell(weight.mean())),
            of(|weight| weight.n.to_string()),
        ]
    };
    if !found.ties.is_empty() {
        output::put("\n")?;
        let mut names: Vec<String> = heads(&ties);
        if let Some(head) = names.get_mut(2) {
            *head = unit;
        }
        output::table(&ties, names, found.ties.iter().map(row).collect())?;
    }
    let others: Vec<String> = found.others.iter().map(|node| format!("{} {}", node.name, node.amount)).collect();
    if !others.is_empty() {
        output::put(&format!("\nActors too small to be drawn: {}\n{}\n", others.len(), others.join(", ")))?;
    }
    if found.weaker.count > 0 {
        output::put(&format!("\nTies too weak to be drawn: {}\n", found.weaker.count))?;
    }
    let undated = if found.spec.filter.period.is_none() { "Undated, counted" } else { "Undated, in no period" };
    figures::beside(project, undated, &found.undated)?;
    figures::beside(project, "Only of actors too small to be drawn", &found.only_others)?;
    figures::beside(project, "Of no actor with a name", &found.nobody)?;
    let sums: Vec<_> = found.annotations.iter().map(|sum| sum.event).collect();
    figures::beside(project, "Sums over many events", &sums)?;
    figures::beside(project, "Without a mark that counts", &found.unmarked)?;
    figures::beside(project, "Reported only by what is set aside", &found.set_aside)
}
