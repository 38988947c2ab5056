//! The answer in words and tables, for a person.
//!
//! Three decimals: more would say more than is known.

use crate::base::number::{counted, thousands};
use crate::cli::report::harmless;
use crate::query::agreement::{Agreement, NotComputable};
use crate::query::reliability::{EventsFound, Group, Reliability};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Disagreements that are printed; JSON has all.
const MOST: usize = 40;

/// A wider table is hard to read.
const MOST_COLUMNS: usize = 12;

/// All of it, in lines.
pub(super) fn said(found: &Reliability) -> String {
    let mut said = String::new();
    compared(&mut said, found);
    for group in found.groups.iter().filter(|group| group.units.iter().sum::<usize>() > 0) {
        of_group(&mut said, found, group);
    }
    codes(&mut said, found);
    found.events.iter().for_each(|events| of_events(&mut said, found, events));
    disagreements(&mut said, found);
    said.lines().flat_map(|line| [harmless(line), "\n".to_owned()]).collect()
}

fn compared(said: &mut String, found: &Reliability) {
    let chars: usize = found.documents.iter().map(|document| document.length - document.in_zones).sum();
    let zones: usize = found.documents.iter().map(|document| document.in_zones).sum();
    line(
        said,
        format_args!(
            "Compared: {} of {}, {} code points ({} in zones left out)",
            found.coders.join(", "),
            counted(found.documents.len(), "document"),
            thousands(chars),
            thousands(zones)
        ),
    );
    for (title, why) in &found.left_out.documents {
        line(said, format_args!("Left out: “{title}”: {why}"));
    }
    for (why, count) in &found.left_out.marks {
        line(said, format_args!("Left out: {} {why}", counted(*count, "mark")));
    }
    if found.in_all > 0 {
        let marks = counted(found.in_all, "mark");
        line(
            said,
            format_args!(
                "Compared, though nobody agreed on them: {marks} that all copies have as one record, from before they parted or merged since"
            ),
        );
    }
}

fn of_group(said: &mut String, found: &Reliability, group: &Group) {
    let units: Vec<String> =
        found.coders.iter().zip(&group.units).map(|(name, count)| format!("{name} {}", thousands(*count))).collect();
    line(said, format_args!("\nMarks, {}: {}", group.name, units.join(", ")));
    let pairs = group.exact.pairs.len();
    line(said, format_args!("  F1, same place          {}", number(group.exact.value, &pairs_of(pairs))));
    line(said, format_args!("  F1, half in common      {}", number(group.overlap.value, &pairs_of(pairs))));
    let units =
        format!("{} on {} code points", counted(group.unitising.units, "unit"), thousands(group.unitising.length));
    line(said, format_args!("  alpha of units          {}", number(group.unitising.value, &units)));
    let nominal = &group.nominal;
    measure(said, "percent of codes", &nominal.percent);
    if let Some(cohen) = &nominal.cohen {
        measure(said, "Cohen's kappa", cohen);
    }
    measure(said, "Fleiss' kappa", &nominal.fleiss);
    measure(said, "Krippendorff's alpha", &nominal.alpha);
    measure(said, "Gwet's AC1", &nominal.ac1);
    for (why, count) in &nominal.percent.excluded {
        line(said, format_args!("  left out of these: {} {why}", counted(*count, "place")));
    }
    if group.name != "all codes" {
        return;
    }
    for ((one, other), table) in &nominal.confusion {
        confusion(said, found, (*one, *other), &table.categories, &table.counts);
    }
}

fn pairs_of(pairs: usize) -> String {
    if pairs > 1 { format!("mean of {pairs} pairs") } else { String::new() }
}

fn measure(said: &mut String, name: &str, found: &Agreement) {
    let n = format!("{}, {}", counted(found.items, "place"), counted(found.pairs, "pair"));
    line(said, format_args!("  {name:<22}  {}", number(found.value, &n)));
}

fn number(value: Result<f64, NotComputable>, on: &str) -> String {
    match value {
        Ok(value) if on.is_empty() => format!("{value:.3}"),
        Ok(value) => format!("{value:.3}  ({on})"),
        Err(why) => format!("not computable: {why}"),
    }
}

/// Rows are the first coder's codes, columns the second's; the columns are numbered, since their names are long.
fn confusion(
    said: &mut String,
    found: &Reliability,
    (one, other): (usize, usize),
    codes: &[usize],
    counts: &[Vec<usize>],
) {
    let name = |coder: usize| found.coders.get(coder).map(String::as_str).unwrap_or_default();
    if codes.len() > MOST_COLUMNS {
        return mixed_up(said, found, (one, other), codes, counts);
    }
    line(said, format_args!("\n  Rows: {}; columns: {}, in the same order", name(one), name(other)));
    let widest =
        codes.iter().filter_map(|code| found.codes.get(*code)).map(|code| code.name.width()).max().unwrap_or(0);
    let number = counts.iter().flatten().map(|count| count.to_string().len()).max().unwrap_or(1).max(3);
    for (row, counts) in codes.iter().zip(counts) {
        let code = found.codes.get(*row).map(|code| code.name.as_str()).unwrap_or_default();
        let cells: Vec<String> = counts.iter().map(|count| format!("{count:>number$}")).collect();
        let gap = " ".repeat(widest.saturating_sub(code.width()));
        line(said, format_args!("  {code}{gap}  {}", cells.join(" ")));
    }
}

/// Of many codes: only those that were mixed up, most often first.
fn mixed_up(
    said: &mut String,
    found: &Reliability,
    (one, other): (usize, usize),
    codes: &[usize],
    counts: &[Vec<usize>],
) {
    let coder = |coder: usize| found.coders.get(coder).map(String::as_str).unwrap_or_default();
    let code = |at: &usize| found.codes.get(*at).map(|code| code.name.as_str()).unwrap_or_default();
    let mut cells: Vec<(std::cmp::Reverse<usize>, &str, &str)> = Vec::new();
    for (row, counts) in codes.iter().zip(counts) {
        let others = codes.iter().zip(counts).filter(|(column, count)| *column != row && **count > 0);
        cells.extend(others.map(|(column, count)| (std::cmp::Reverse(*count), code(row), code(column))));
    }
    cells.sort_unstable();
    let all = codes.len();
    line(
        said,
        format_args!("\n  Mixed up, of {all} codes ({} – {}); --json has the whole table", coder(one), coder(other)),
    );
    if cells.is_empty() {
        line(said, format_args!("  none"));
    }
    for (count, first, second) in cells {
        line(said, format_args!("  {:>4}  {first} – {second}", count.0));
    }
}

fn codes(said: &mut String, found: &Reliability) {
    if found.by_code.is_empty() {
        return;
    }
    let widest = found.by_code.iter().map(|group| group.name.width()).max().unwrap_or(0).max(4);
    let marks = found.coders.join("/");
    line(
        said,
        format_args!(
            "\nEach code{}  same place  half  alpha units  alpha codes  marks of {marks}",
            " ".repeat(widest.saturating_sub(9))
        ),
    );
    let short =
        |value: Result<f64, NotComputable>| value.map_or_else(|_| "–".to_owned(), |value| format!("{value:.3}"));
    for group in &found.by_code {
        let gap = " ".repeat(widest.max(9).saturating_sub(group.name.width()));
        let units: Vec<String> = group.units.iter().map(ToString::to_string).collect();
        line(
            said,
            format_args!(
                "{}{gap}  {:>10}  {:>5}  {:>10}  {:>11}  {}",
                group.name,
                short(group.exact.value),
                short(group.overlap.value),
                short(group.unitising.value),
                short(group.nominal.alpha.value),
                units.join("/")
            ),
        );
    }
    line(said, format_args!("– is not computable; --json says why"));
}

fn of_events(said: &mut String, found: &Reliability, events: &EventsFound) {
    let name = |coder: usize| found.coders.get(coder).map(String::as_str).unwrap_or_default();
    let (one, other) = events.coders;
    line(
        said,
        format_args!(
            "\nEvents: {} {}, {} {}; both found {}",
            name(one),
            events.found.0,
            name(other),
            events.found.1,
            events.both.len()
        ),
    );
    line(said, format_args!("  F1 of events            {}", number(events.value, "")));
    line(
        said,
        format_args!(
            "  of those both found     {} same type, {} same date, {} with dates that can be the same",
            events.count(|pair| pair.same_type),
            events.count(|pair| pair.same_date),
            events.count(|pair| pair.dates_meet)
        ),
    );
    if !events.apart.is_empty() {
        let pairs = counted(events.apart.len(), "pair");
        line(said, format_args!("  said to be two          {pairs} in the same place, counted as found by one each"));
    }
}

fn disagreements(said: &mut String, found: &Reliability) {
    line(said, format_args!("\nDisagreements: {}", thousands(found.disagreements.len())));
    for one in found.disagreements.iter().take(MOST) {
        let document = one.document.and_then(|at| found.documents.get(at));
        let place = match (document, one.chars) {
            (Some(document), Some((start, end))) => format!("“{}” {start}–{end}: ", document.title),
            _ => String::new(),
        };
        line(said, format_args!("- {place}{}", one.kind));
        for (name, own) in found.coders.iter().zip(&one.said) {
            let words =
                own.as_ref().map_or_else(|| "nothing".to_owned(), |own| format!("{} “{}”", own.value, own.quote));
            line(said, format_args!("    {name}: {}", words.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    if found.disagreements.len() > MOST {
        line(said, format_args!("… {} more; --json has all", thousands(found.disagreements.len() - MOST)));
    }
}

fn line(said: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = writeln!(said, "{words}");
}
