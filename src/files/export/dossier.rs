//! What a page or a report tells, in the order in which it is told: charts, events by date, entities, articles.
//!
//! It is gathered once from a copy of the project that may be given away ([`super::redact`]), so that the page, the
//! Markdown and the DOCX report cannot say different things. It promises that every event of the copy has a number, by
//! date, and that every mark that is evidence of it is quoted beside it. What it does *not* do: it knows no format and
//! escapes nothing.

mod charts;
mod kinds;

pub use charts::{Chart, Figure, Figures};

use super::redact::LeftOut;
use crate::base::number::counted;
use crate::model::{Certainty, Document, DocumentId, Event, EventId, Filter, Handling, Status};
use crate::project::Project;
use crate::query::calendar::day_label;
use crate::query::grid::{figure_words, places_words};
use crate::query::{DocumentFilter, DocumentOrder, EventOrder, documents, events};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Everything that is told.
#[derive(Debug)]
pub struct Dossier<'p> {
    /// The copy that may be given away.
    pub project: &'p Project,
    /// The title of the whole.
    pub title: String,
    /// What was left out, in sentences.
    pub left_out: Vec<String>,
    /// The strictest label of what is here; `None`: nothing has one.
    pub handling: Option<Handling>,
    /// The day of the last change of what is here; `None`: there is nothing.
    pub as_of: Option<NaiveDate>,
    /// The events by date; those without one last.
    pub events: Vec<EventId>,
    /// The documents by date of publication.
    pub documents: Vec<DocumentId>,
    /// The charts, in the order in which they are shown.
    pub charts: Vec<Chart>,
    event_numbers: BTreeMap<EventId, usize>,
    document_numbers: BTreeMap<DocumentId, usize>,
}

impl<'p> Dossier<'p> {
    /// Gathers all of a copy. `left` says what it lacks.
    #[must_use]
    pub fn new(project: &'p Project, left: &LeftOut, title: &str) -> Self {
        let events = events(project, &Filter::everything(), EventOrder::When);
        let documents = documents(project, &DocumentFilter::default(), DocumentOrder::Published);
        let as_of = last_change(project);
        let mut left_out = left.sentences();
        let charts = charts::charts(project, as_of, &mut left_out);
        Self {
            project,
            title: title.to_owned(),
            left_out,
            handling: strictest(project),
            as_of,
            event_numbers: numbered(&events),
            document_numbers: numbered(&documents),
            events,
            documents,
            charts,
        }
    }

    /// The number of an event, from 1, by date.
    #[must_use]
    pub fn event_number(&self, event: EventId) -> Option<usize> {
        self.event_numbers.get(&event).copied()
    }

    /// The number of a document, from 1, by date of publication.
    #[must_use]
    pub fn document_number(&self, document: DocumentId) -> Option<usize> {
        self.document_numbers.get(&document).copied()
    }

    /// “87 events, 412 marks, 8 documents, as of 12 Nov 2026”.
    #[must_use]
    pub fn extent(&self) -> String {
        let mut parts = vec![
            counted(self.events.len(), "event"),
            counted(self.project.marks().len(), "mark"),
            counted(self.documents.len(), "document"),
        ];
        parts.extend(self.as_of.map(|day| format!("as of {}", day_label(day))));
        parts.join(" · ")
    }

    /// How a list names an event.
    #[must_use]
    pub fn event_title(&self, id: EventId) -> &str {
        let title = self.project.label(id.into());
        if title.is_empty() { "Event without a title" } else { title }
    }

    /// The date of an event as a person reads it; what there is of it where there is no date.
    #[must_use]
    pub fn event_date(&self, event: &Event) -> String {
        event.when().map_or_else(|| "Undated".to_owned(), crate::base::when::When::human)
    }

    /// The heading that an event stands under: its year, the years that it may lie in, or that it has no date.
    #[must_use]
    pub fn year_of(&self, id: EventId) -> String {
        use chrono::Datelike;
        let when = self.project.events().get(id).and_then(|event| event.when().cloned());
        let first = when.as_ref().and_then(|when| when.earliest().or(when.latest()));
        first.map_or_else(|| "Undated".to_owned(), |day| day.year().to_string())
    }

    /// What is known of an event beside title, date, type and participants: a name and its words, without those that
    /// say nothing.
    #[must_use]
    pub fn particulars(&self, event: &Event) -> Vec<(&'static str, String)> {
        let project = self.project;
        let names = |ids: &mut dyn Iterator<Item = crate::model::CodeId>| {
            ids.map(|id| project.label(id.into()).to_owned()).collect::<Vec<_>>().join(", ")
        };
        let figures: Vec<String> = event.figures.iter().map(|figure| figure_words(project, figure)).collect();
        let stated: Vec<String> = event.stated.iter().map(|stated| format!("“{}”", stated.text)).collect();
        let reason = event.assessed.as_ref().map(|assessed| assessed.reason.clone()).unwrap_or_default();
        let mut all = vec![
            ("Place", places_words(project, event)),
            ("Area", names(&mut event.areas.iter().copied())),
            ("Figures", figures.join("; ")),
            ("Date as stated", stated.join(", ")),
            ("Why this date", reason),
        ];
        if event.certainty != Certainty::Certain {
            all.push(("Certainty", event.certainty.to_string()));
        }
        all.push(("Likelihood", event.likelihood.clone()));
        all.push(("Grade", event.grade.map(|grade| grade.to_string()).unwrap_or_default()));
        all.push(("Handling", event.handling.map(|label| label.to_string()).unwrap_or_default()));
        all.push(("Note", event.note.clone()));
        all.push(("Coded by", event.made.by.clone()));
        all.retain(|(_, words)| !words.trim().is_empty());
        all
    }

    /// “planned”; nothing for what simply happened.
    #[must_use]
    pub fn status(&self, event: &Event) -> Option<String> {
        (event.status != Status::Happened).then(|| event.status.to_string())
    }

    /// Outlet, title and date of a document: “Strait Courier, “Minister in Rabat”, 10 March 2025”.
    #[must_use]
    pub fn citation(&self, row: &Document) -> String {
        let title = if row.title.is_empty() { String::new() } else { format!("“{}”", row.title) };
        let parts = [row.author.clone(), title, row.outlet.clone(), published(row)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Outlet and date, for beside a quote.
    #[must_use]
    pub fn source(&self, row: &Document) -> String {
        let outlet = if row.outlet.is_empty() { &row.title } else { &row.outlet };
        let parts = [outlet.clone(), published(row)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// The date of publication as a person reads it; empty if it is not known.
#[must_use]
pub fn published(row: &Document) -> String {
    row.published.as_ref().map(|published| published.when.human()).unwrap_or_default()
}

fn numbered<T: Ord + Copy>(ids: &[T]) -> BTreeMap<T, usize> {
    ids.iter().copied().zip(1..).collect()
}

fn strictest(project: &Project) -> Option<Handling> {
    let documents = project.documents().iter().filter_map(|(_, row)| row.handling);
    documents.chain(project.events().iter().filter_map(|(_, row)| row.handling)).max()
}

fn last_change(project: &Project) -> Option<NaiveDate> {
    use crate::model::{Made, Record};
    fn last<T: Record>(table: &crate::project::Table<T>) -> Option<crate::base::stamp::Stamp> {
        let at = |made: Option<&Made>| made.map(|made| made.at);
        table.iter().filter_map(|(_, row)| at(row.changed()).max(at(Some(row.made())))).max()
    }
    let all = [last(project.documents()), last(project.marks()), last(project.events()), last(project.entities())];
    all.into_iter().flatten().max().map(|at| at.utc().date_naive())
}
