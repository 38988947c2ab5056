//! A report for Word and `LibreOffice`: charts as pictures, events by date with their quotes, entities, and the sources.
//!
//! Office Open XML (ECMA-376), the few parts of it that a plain text needs (`parts`), with styles by name so that a
//! person can give the report their own looks. It promises that every event and every quote is there, that right-to-left
//! paragraphs are marked as such, that it refers to nothing outside of itself, and that the same dossier gives the same
//! bytes. What it does *not* do: hold whole articles; the page does.

mod parts;

use super::dossier::{Chart, Dossier};
use super::png;
use crate::base::number::counted;
use crate::model::{EntityId, Event, EventId};
use crate::query::evidence;
use crate::query::fold::fold;
use crate::query::grid::participant_words;
use parts::{Body, Picture, Style};

/// The report as a .docx file.
///
/// # Errors
/// If a chart cannot be drawn, or the file cannot be packed: in words without a stop.
pub fn docx(dossier: &Dossier<'_>) -> Result<Vec<u8>, String> {
    let mut body = Body::default();
    body.line(Style::Title, &dossier.title);
    if let Some(label) = dossier.handling {
        body.line(Style::Label, &label.to_string());
    }
    body.line(Style::Weak, &dossier.extent());
    if !dossier.left_out.is_empty() {
        body.line(Style::Heading1, "Not in this report");
        dossier.left_out.iter().for_each(|sentence| body.line(Style::Bullet, sentence));
    }
    if !dossier.charts.is_empty() {
        body.line(Style::Heading1, "Charts");
    }
    for chart in &dossier.charts {
        of_chart(&mut body, dossier, chart)?;
    }
    body.line(Style::Heading1, "Events");
    let mut heading = String::new();
    for id in &dossier.events {
        let Some(event) = dossier.project.events().get(*id) else { continue };
        let year = dossier.year_of(*id);
        if year != heading {
            body.line(Style::Heading2, &year);
            heading = year;
        }
        of_event(&mut body, dossier, *id, event);
    }
    entities(&mut body, dossier);
    sources(&mut body, dossier);
    body.packed(&dossier.title)
}

fn of_chart(body: &mut Body, dossier: &Dossier<'_>, chart: &Chart) -> Result<(), String> {
    body.line(Style::Heading2, &chart.title);
    let png = png::from_svg(&chart.wide, 2).map_err(|why| why.to_string())?;
    body.picture(Picture { png, words: chart.title.clone() })?;
    for finding in &chart.findings {
        body.line(Style::Normal, finding);
    }
    for bin in &chart.bins {
        let parts: Vec<String> = bin
            .parts
            .iter()
            .map(|part| format!("{} {} (events {})", part.name, part.amount, numbers(dossier, &part.events)))
            .collect();
        body.parts(Style::Small, &[(true, &bin.label), (false, ": "), (false, &parts.join("; "))]);
    }
    for (why, events) in &chart.beside {
        let said = format!(": {} (events {})", events.len(), numbers(dossier, events));
        body.parts(Style::Small, &[(true, why), (false, &said)]);
    }
    Ok(())
}

fn of_event(body: &mut Body, dossier: &Dossier<'_>, id: EventId, event: &Event) {
    let project = dossier.project;
    let number = dossier.event_number(id).unwrap_or_default();
    body.line(Style::Heading3, &format!("{number}. {}", dossier.event_title(id)));
    let mut facts = vec![dossier.event_date(event)];
    facts.extend(event.kind.map(|kind| project.label(kind.into()).to_owned()));
    facts.extend(dossier.status(event));
    body.parts(Style::Normal, &[(true, &facts.join(" · "))]);
    for one in &event.participants {
        let role = one.role.map(|role| format!("{}: ", project.label(role.into()))).unwrap_or_default();
        body.parts(Style::Bullet, &[(false, &role), (false, &participant_words(project, one))]);
    }
    for (name, words) in dossier.particulars(event) {
        body.line(Style::Bullet, &format!("{name}: {words}"));
    }
    for line in evidence(project, &[id]) {
        body.line(Style::Quote, &line.quote);
        let source = dossier.document_number(line.document).unwrap_or_default();
        let said = project.documents().get(line.document).map(|row| dossier.source(row)).unwrap_or_default();
        body.line(Style::Source, &format!("— {said} [{source}]"));
    }
}

fn entities(body: &mut Body, dossier: &Dossier<'_>) {
    let project = dossier.project;
    let mut rows: Vec<(String, EntityId)> =
        project.entities().ids().map(|id| (fold(project.label(id.into())), id)).collect();
    if rows.is_empty() {
        return;
    }
    rows.sort_unstable();
    body.line(Style::Heading1, "Entities");
    for (_, id) in rows {
        let Some(row) = project.entities().get(id) else { continue };
        let mut said = row.kind.map(|kind| format!(" ({})", project.label(kind.into()))).unwrap_or_default();
        let others: Vec<&str> = row.names.iter().skip(1).map(|name| name.text.as_str()).collect();
        if !others.is_empty() {
            said.push_str("; also ");
            said.push_str(&others.join(", "));
        }
        let events: Vec<EventId> = project.index().events_of_entity(id).collect();
        if !events.is_empty() {
            said.push_str("; events ");
            said.push_str(&numbers(dossier, &events));
        }
        said.push_str("; named ");
        said.push_str(&counted(project.index().mention_count(id), "time"));
        body.parts(Style::Bullet, &[(true, project.label(id.into())), (false, &said)]);
    }
}

fn sources(body: &mut Body, dossier: &Dossier<'_>) {
    body.line(Style::Heading1, "Sources");
    for (id, number) in dossier.documents.iter().zip(1..) {
        let Some(row) = dossier.project.documents().get(*id) else { continue };
        let url = if row.url.is_empty() { String::new() } else { format!(" — {}", row.url) };
        body.line(Style::Normal, &format!("[{number}] {}{url}", dossier.citation(row)));
    }
    body.line(Style::Weak, &format!("Made with Entente {}.", env!("CARGO_PKG_VERSION")));
}

fn numbers(dossier: &Dossier<'_>, events: &[EventId]) -> String {
    let mut numbers: Vec<usize> = events.iter().filter_map(|id| dossier.event_number(*id)).collect();
    numbers.sort_unstable();
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
