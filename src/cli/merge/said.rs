//! What a merge says: a page for a person, or JSON.

use super::super::diff::{Row, Value, lines};
use super::super::output::{self, Format};
use super::super::report::{Trouble, harmless, remark};
use crate::model::{RecordId, TxId};
use crate::project::merge::Side;
use crate::query::changes::{Detail, noun};
use crate::query::merged::{Conflict, Report, Twins};
use serde::Serialize;
use std::path::Path;

/// Where the common state comes from.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Found {
    /// It was given.
    Given,
    /// In a log.
    #[serde(rename = "found")]
    InALog,
    /// It is the project as it was made: nothing later is known to be common.
    Beginning,
    /// There is none.
    None,
}

#[derive(Serialize)]
struct Whole<'r> {
    base: Found,
    since: Option<String>,
    conflicts: Vec<OneConflict<'r>>,
    taken: Vec<Row<'r>>,
    remarks: Vec<OneRemark<'r>>,
    same: Vec<Pair<'r>>,
    not_compared: usize,
    written: Option<String>,
}

#[derive(Serialize)]
struct OneConflict<'r> {
    record: String,
    kind: &'static str,
    name: &'r str,
    field: Option<&'static str>,
    mine: Vec<Value<'r>>,
    theirs: Vec<Value<'r>>,
    quotes: &'r [String],
    kept: &'static str,
    said: &'r str,
}

#[derive(Serialize)]
struct OneRemark<'r> {
    record: String,
    what: &'r str,
}

#[derive(Serialize)]
struct Pair<'r> {
    theirs: String,
    mine: String,
    score: f64,
    because: &'r [String],
    differs: &'r [String],
}

/// Says all of it.
pub fn say(
    format: Format,
    report: &Report,
    base: (Found, Option<TxId>),
    (written, is_file_alone): (Option<&Path>, bool),
) -> Result<(), Trouble> {
    if format.json {
        return output::json(&Whole {
            base: base.0,
            since: base.1.map(|id| id.to_string()),
            conflicts: report.conflicts.iter().map(conflict).collect(),
            taken: report.taken.iter().map(Row::from).collect(),
            remarks: report.remarks.iter().map(|(id, what)| OneRemark { record: id.to_string(), what }).collect(),
            same: report.same.iter().map(pair).collect(),
            not_compared: report.not_compared,
            written: written.map(|path| path.display().to_string()),
        });
    }
    output::put(&page(report, base))?;
    if let Some(written) = written {
        let how = match (report.taken.is_empty(), is_file_alone) {
            (true, _) => ": it is as mine was",
            (false, true) => "",
            (false, false) => " as one change, which can be undone",
        };
        remark(&format!("Written to “{}”{how}.", written.display()));
    }
    Ok(())
}

fn page(report: &Report, (found, at): (Found, Option<TxId>)) -> String {
    let mut page = match (found, at) {
        (Found::Given, _) => "Compared with the base that was given.\n".to_owned(),
        (Found::InALog, Some(at)) => format!("Both contain everything up to {at}; compared with that.\n"),
        (Found::InALog | Found::Beginning, _) => {
            "Nothing later than the beginning of the project is known to be in both; compared with that.\n".to_owned()
        }
        (Found::None, _) => {
            "No common state was found: the log of neither leads to one. So nothing counts as removed, \
                             and whatever the two have differently is a conflict.\n"
                .to_owned()
        }
    };
    if !report.conflicts.is_empty() {
        page.extend(["\nCONFLICTS (", &report.conflicts.len().to_string(), ")\n"]);
        page.extend(report.conflicts.iter().map(drawn));
    }
    if !report.remarks.is_empty() {
        page += "\nTO KNOW\n";
        page.extend(report.remarks.iter().map(|(_, what)| format!("{}\n", harmless(what))));
    }
    if !report.same.is_empty() {
        page += "\nPERHAPS THE SAME EVENT, ENTERED TWICE\n";
        page.extend(report.same.iter().map(|twins| {
            let (theirs, mine) = (twins.theirs, twins.mine);
            format!("{theirs} of theirs, {mine} of mine: {}\n", harmless(&twins.because.join(", ")))
        }));
        page += "They stay two. --same MINE=THEIRS makes one of them; in the window S does.\n";
    }
    if report.not_compared > 0 {
        page += &report.not_compared.to_string();
        page += " more events of theirs were not compared with those of mine.\n";
    }
    let counts = report.counts();
    let counts = if counts.is_empty() { counts } else { format!(" ({counts})") };
    page.extend(["\nTAKEN", &counts, "\n"]);
    page += if report.taken.is_empty() { "Nothing: mine has everything already.\n" } else { "" };
    page + &lines(&report.taken)
}

/// “event “Visit to Rabat” (e0123456789): mine is kept”, and below it what each side did, and what the record rests on.
fn drawn(conflict: &Conflict) -> String {
    let field = conflict.field.map(|field| format!(".{field}")).unwrap_or_default();
    let head = format!("{} ({}{field}): {}", conflict.called(), conflict.record, conflict.said);
    let side = |name: &str, details: &[Detail]| {
        let words: Vec<String> = details.iter().map(Detail::words).collect();
        let words = if words.is_empty() { "as it was".to_owned() } else { words.join("; ") };
        format!("    {name}  {}\n", harmless(&words))
    };
    let sides = [side("mine  ", &conflict.mine), side("theirs", &conflict.theirs)].concat();
    // A mark is called by its words already.
    let quotes = conflict.quotes.iter().filter(|_| !matches!(conflict.record, RecordId::Mark(_)));
    let quotes: Vec<String> = quotes.map(|quote| format!("    “{}”\n", harmless(quote))).collect();
    let quotes = quotes.concat();
    format!("{}\n{sides}{quotes}", harmless(&head))
}

fn conflict(one: &Conflict) -> OneConflict<'_> {
    OneConflict {
        record: one.record.to_string(),
        kind: noun(one.record),
        name: &one.name,
        field: one.field,
        mine: one.mine.iter().map(Value::from).collect(),
        theirs: one.theirs.iter().map(Value::from).collect(),
        quotes: &one.quotes,
        kept: if one.kept == Side::Mine { "mine" } else { "theirs" },
        said: &one.said,
    }
}

fn pair(twins: &Twins) -> Pair<'_> {
    let (theirs, mine) = (twins.theirs.to_string(), twins.mine.to_string());
    Pair { theirs, mine, score: twins.score, because: &twins.because, differs: &twins.differs }
}
