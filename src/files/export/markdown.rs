//! A report in Markdown: charts as tables, events by date with their quotes, entities, and the sources.
//!
//! `CommonMark` 0.31 with the tables of GitHub. It promises that every event and every quote is there, that words of a
//! project never become markup, and that each quote names its source by the number it has in the list at the end. What
//! it does *not* do: hold pictures or whole articles; the page has both.

use super::dossier::{Chart, Dossier};
use super::html::escape::put;
use crate::base::number::counted;
use crate::model::{EntityId, Event, EventId};
use crate::query::evidence;
use crate::query::fold::fold;
use crate::query::grid::participant_words;

/// The report, UTF-8.
#[must_use]
pub fn markdown(dossier: &Dossier<'_>) -> String {
    let mut report = format!("# {}\n\n", plain(&dossier.title));
    if let Some(label) = dossier.handling {
        put!(report, "**{label}**\n\n");
    }
    put!(report, "{}\n\n", plain(&dossier.extent()));
    if !dossier.left_out.is_empty() {
        report.push_str("## Not in this report\n\n");
        dossier.left_out.iter().for_each(|sentence| put!(report, "- {}\n", plain(sentence)));
        report.push('\n');
    }
    if !dossier.charts.is_empty() {
        report.push_str("## Charts\n\n");
        dossier.charts.iter().for_each(|chart| of_chart(&mut report, dossier, chart));
    }
    report.push_str("## Events\n\n");
    let mut heading = String::new();
    for id in &dossier.events {
        let Some(event) = dossier.project.events().get(*id) else { continue };
        let year = dossier.year_of(*id);
        if year != heading {
            put!(report, "### {year}\n\n");
            heading = year;
        }
        of_event(&mut report, dossier, *id, event);
    }
    entities(&mut report, dossier);
    sources(&mut report, dossier);
    report
}

fn of_chart(report: &mut String, dossier: &Dossier<'_>, chart: &Chart) {
    put!(report, "### {}\n\n", plain(&chart.title));
    report.push_str("| | | | events |\n|---|---|---:|---|\n");
    for bin in &chart.bins {
        let mut label = format!("{} ({})", plain(&bin.label), plain(&bin.total));
        if bin.total.is_empty() {
            label = plain(&bin.label);
        }
        for part in &bin.parts {
            let numbers = numbers(dossier, &part.events);
            put!(report, "| {label} | {} | {} | {numbers} |\n", plain(&part.name), plain(&part.amount));
            label.clear();
        }
    }
    for (why, events) in &chart.beside {
        put!(report, "| {} | | {} | {} |\n", plain(why), events.len(), numbers(dossier, events));
    }
    report.push('\n');
    for finding in &chart.findings {
        put!(report, "{}\n\n", plain(finding));
    }
}

fn of_event(report: &mut String, dossier: &Dossier<'_>, id: EventId, event: &Event) {
    let project = dossier.project;
    let number = dossier.event_number(id).unwrap_or_default();
    put!(report, "#### {number}. {}\n\n", plain(dossier.event_title(id)));
    let mut facts = vec![format!("**{}**", plain(&dossier.event_date(event)))];
    facts.extend(event.kind.map(|kind| plain(project.label(kind.into()))));
    facts.extend(dossier.status(event).map(|status| plain(&status)));
    put!(report, "{}\n\n", facts.join(" · "));
    for one in &event.participants {
        let role = one.role.map(|role| format!("{}: ", plain(project.label(role.into())))).unwrap_or_default();
        put!(report, "- {role}{}\n", plain(&participant_words(project, one)));
    }
    for (name, words) in dossier.particulars(event) {
        put!(report, "- {name}: {}\n", plain(&words));
    }
    if !event.participants.is_empty() || !dossier.particulars(event).is_empty() {
        report.push('\n');
    }
    for line in evidence(project, &[id]) {
        let source = dossier.document_number(line.document).unwrap_or_default();
        let row = project.documents().get(line.document);
        let said = row.map(|row| dossier.source(row)).unwrap_or_default();
        put!(report, "> {}\n>\n> — {} \\[{source}\\]\n\n", plain(&line.quote), plain(&said));
    }
}

fn entities(report: &mut String, dossier: &Dossier<'_>) {
    let project = dossier.project;
    let mut rows: Vec<(String, EntityId)> =
        project.entities().ids().map(|id| (fold(project.label(id.into())), id)).collect();
    if rows.is_empty() {
        return;
    }
    rows.sort_unstable();
    report.push_str("## Entities\n\n");
    for (_, id) in rows {
        let Some(row) = project.entities().get(id) else { continue };
        put!(report, "- **{}**", plain(project.label(id.into())));
        if let Some(kind) = row.kind {
            put!(report, " ({})", plain(project.label(kind.into())));
        }
        let others: Vec<String> = row.names.iter().skip(1).map(|name| plain(&name.text)).collect();
        if !others.is_empty() {
            put!(report, "; also {}", others.join(", "));
        }
        let events: Vec<EventId> = project.index().events_of_entity(id).collect();
        if !events.is_empty() {
            put!(report, "; events {}", numbers(dossier, &events));
        }
        put!(report, "; named {}\n", counted(project.index().mention_count(id), "time"));
    }
    report.push('\n');
}

fn sources(report: &mut String, dossier: &Dossier<'_>) {
    report.push_str("## Sources\n\n");
    for (id, number) in dossier.documents.iter().zip(1..) {
        let Some(row) = dossier.project.documents().get(*id) else { continue };
        put!(report, "{number}. {}", plain(&dossier.citation(row)));
        if !row.url.is_empty() {
            put!(report, " — {}", plain(&row.url));
        }
        report.push('\n');
    }
    put!(report, "\nMade with Entente {}.\n", env!("CARGO_PKG_VERSION"));
}

fn numbers(dossier: &Dossier<'_>, events: &[EventId]) -> String {
    let mut numbers: Vec<usize> = events.iter().filter_map(|id| dossier.event_number(*id)).collect();
    numbers.sort_unstable();
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Words on one line that are nothing but words.
fn plain(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !safe.is_empty() {
            safe.push(' ');
        }
        let is_first = safe.is_empty();
        let is_list = word.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
        if is_first
            && (word.starts_with(['-', '+', '=']) || (is_list && word.starts_with(|c: char| c.is_ascii_digit())))
        {
            let at = word.find(['-', '+', '=', '.', ')']).unwrap_or_default();
            safe.push_str(word.get(..at).unwrap_or_default());
            safe.push('\\');
            escape(&mut safe, word.get(at..).unwrap_or_default());
        } else {
            escape(&mut safe, word);
        }
    }
    safe
}

fn escape(safe: &mut String, words: &str) {
    for character in words.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' => {
                safe.push('\\');
                safe.push(character);
            }
            other if other.is_control() => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_stay_words() {
        assert_eq!(plain("<script>alert(1)</script> & *b*"), "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \\*b\\*");
        assert_eq!(plain("# a\n- b | [c](d)"), "\\# a - b \\| \\[c\\](d)");
        assert_eq!(
            (plain("- a").as_str(), plain("12. a").as_str(), plain("1.4 bn").as_str()),
            ("\\- a", "12\\. a", "1\\.4 bn")
        );
        assert_eq!(plain("==="), "\\===");
    }
}
