//! The events by date, each with what is known of it and the sentences that prove it.
//!
//! Every event is here, and every mark that is evidence of it is quoted. What it does *not* do: decide which events
//! and marks go out; that is done before ([`crate::files::export::redact`]).

use super::Page;
use super::escape::{lang, put, text};
use crate::base::when::When;
use crate::model::{Event, EventId, Participant, Who};
use crate::query::evidence;
use crate::query::grid::participant_words;

impl Page<'_> {
    pub(super) fn chronology(&self, html: &mut String) {
        html.push_str("<section aria-labelledby=\"events\">\n<h2 id=\"events\">Events</h2>\n");
        if self.dossier.events.is_empty() {
            html.push_str("<p class=\"weak\">There are no events.</p>\n");
        }
        let mut heading = String::new();
        for id in &self.dossier.events {
            let Some(event) = self.dossier.project.events().get(*id) else { continue };
            let year = self.dossier.year_of(*id);
            if year != heading {
                put!(html, "<h3 class=\"year\">{}</h3>\n", text(&year));
                heading = year;
            }
            self.event(html, *id, event);
        }
        html.push_str("</section>\n");
    }

    fn event(&self, html: &mut String, id: EventId, event: &Event) {
        let project = self.dossier.project;
        put!(html, "<article class=\"event\" id=\"{id}\"{}>\n", self.event_data(id, event));
        let number = self.dossier.event_number(id).unwrap_or_default();
        put!(html, "<h4><a class=\"nr\" href=\"#{id}\">{number}</a> ");
        put!(html, "<bdi>{}</bdi></h4>\n<p class=\"facts\">", text(self.dossier.event_title(id)));
        put!(html, "<span class=\"when\">{}</span>", text(&self.dossier.event_date(event)));
        put!(html, " {}", self.look.chip(project, event.kind));
        if let Some(status) = self.dossier.status(event) {
            put!(html, " <span class=\"status\">{}</span>", text(&status));
        }
        html.push_str("</p>\n");
        self.participants(html, &event.participants);
        let particulars = self.dossier.particulars(event);
        if !particulars.is_empty() {
            html.push_str("<dl class=\"facts\">");
            for (name, words) in &particulars {
                put!(html, "<div><dt>{name}</dt><dd dir=\"auto\">{}</dd></div>", text(words));
            }
            html.push_str("</dl>\n");
        }
        self.quotes(html, id);
        html.push_str("</article>\n");
    }

    /// What the filters ask: type, participants, outlets, and days.
    fn event_data(&self, id: EventId, event: &Event) -> String {
        let mut data = String::new();
        if let Some(number) = self.look.number(event.kind) {
            put!(data, " data-t=\"{number}\"");
        }
        let actors: Vec<String> =
            event.entities().filter_map(|id| self.actors.get(&id)).map(ToString::to_string).collect();
        put!(data, " data-a=\"{}\"", actors.join(" "));
        let documents = self.dossier.project.index().documents_of_event(id);
        let outlets = documents.iter().filter_map(|id| {
            let row = self.dossier.project.documents().get(*id)?;
            self.outlets.get(row.outlet.as_str())
        });
        let outlets: std::collections::BTreeSet<&usize> = outlets.collect();
        let outlets: Vec<String> = outlets.into_iter().map(ToString::to_string).collect();
        put!(data, " data-o=\"{}\"", outlets.join(" "));
        let when = event.when();
        for (name, day) in [("f", when.and_then(When::earliest)), ("l", when.and_then(When::latest))] {
            if let Some(day) = day {
                put!(data, " data-{name}=\"{day}\"");
            }
        }
        if when.is_none() {
            data.push_str(" data-u");
        }
        data
    }

    fn participants(&self, html: &mut String, participants: &[Participant]) {
        if participants.is_empty() {
            return;
        }
        html.push_str("<ul class=\"who\">");
        for one in participants {
            let role = one.role.map(|role| self.dossier.project.label(role.into())).unwrap_or_default();
            html.push_str("<li>");
            if !role.is_empty() {
                put!(html, "<span class=\"weak\"><bdi>{}</bdi>:</span> ", text(role));
            }
            let words = participant_words(self.dossier.project, one);
            match one.who {
                Who::Entity(id) if self.dossier.project.has(id.into()) => {
                    put!(html, "<a href=\"#{id}\"><bdi>{}</bdi></a>", text(&words));
                }
                _ => put!(html, "<bdi>{}</bdi>", text(&words)),
            }
            html.push_str("</li>");
        }
        html.push_str("</ul>\n");
    }

    fn quotes(&self, html: &mut String, id: EventId) {
        let project = self.dossier.project;
        let lines = evidence(project, &[id]);
        if lines.is_empty() {
            html.push_str("<p class=\"weak\">No sentence was marked as evidence; an analyst entered it.</p>\n");
        }
        for line in lines {
            let Some(row) = project.documents().get(line.document) else { continue };
            put!(html, "<blockquote dir=\"auto\"{}>{}", lang(&row.language), text(&line.quote));
            let mark = project.marks().get(line.mark);
            let note = mark.map(|mark| mark.note.as_str()).unwrap_or_default();
            let source = text(&self.dossier.source(row));
            html.push_str("<footer dir=\"auto\">");
            if self.placed.contains(&line.mark) {
                put!(html, "<a href=\"#{}\"><cite>{source}</cite></a>", line.mark);
            } else {
                put!(html, "<a href=\"#{}\"><cite>{source}</cite></a>", line.document);
            }
            let attribution = mark.map(|mark| mark.attribution.join(" → ")).unwrap_or_default();
            for (before, words) in [(" · says ", attribution.as_str()), (" · ", note)] {
                if !words.is_empty() {
                    put!(html, "<span class=\"weak\">{before}<bdi>{}</bdi></span>", text(words));
                }
            }
            if mark.is_some_and(|mark| mark.in_error) {
                html.push_str(" <span class=\"status\">held to be wrong here</span>");
            }
            html.push_str("</footer></blockquote>\n");
        }
    }
}
