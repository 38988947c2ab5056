//! The articles with their highlights.
//!
//! A text is cut where a mark or a zone begins or ends, so that marks may overlap in any way: each piece carries the
//! underlines of all marks over it, one lane below the other, as in the window. Behind the last words of a mark stands
//! the number of its event, which leads there. Zones are not the article and are left out, which is said in their
//! place. Where the texts stay behind, the quotes stand for them. What this does *not* do: lay out lanes; that is
//! [`crate::query::layers`].

use super::Page;
use super::escape::{lang, put, text};
use super::look::code_of;
use crate::base::number::counted;
use crate::base::span::Span;
use crate::files::export::dossier::published;
use crate::files::export::redact::Part;
use crate::model::{Document, DocumentId, Mark, MarkId, Zone};
use crate::query::{Run, runs_over};
use std::collections::BTreeSet;

/// Underlines below one another; deeper marks share the last.
const LANES: u8 = 4;

impl Page<'_> {
    /// The section of all articles; notes which marks have a place in it.
    pub(super) fn articles(&mut self) -> String {
        let mut html = String::from("<section aria-labelledby=\"articles\">\n<h2 id=\"articles\">Articles</h2>\n");
        if self.dossier.documents.is_empty() {
            html.push_str("<p class=\"weak\">There are no articles.</p>\n");
        }
        for id in &self.dossier.documents {
            if let Some(row) = self.dossier.project.documents().get(*id) {
                self.article(&mut html, *id, row);
            }
        }
        html.push_str("</section>\n");
        html
    }

    fn article(&mut self, html: &mut String, id: DocumentId, row: &Document) {
        let number = self.dossier.document_number(id).unwrap_or_default();
        let mut events: BTreeSet<usize> = BTreeSet::new();
        for (_, mark) in self.dossier.project.index().marks_in(id) {
            let mark = self.dossier.project.marks().get(mark);
            events.extend(mark.iter().flat_map(|mark| mark.events()).filter_map(|id| self.dossier.event_number(id)));
        }
        let events: Vec<String> = events.iter().map(ToString::to_string).collect();
        put!(html, "<article class=\"text\" id=\"{id}\" data-e=\"{}\"", events.join(" "));
        if let Some(outlet) = self.outlets.get(row.outlet.as_str()) {
            put!(html, " data-o=\"{outlet}\"");
        }
        put!(html, ">\n<header>\n<h3 dir=\"auto\"{}>", lang(&row.language));
        let title = if row.title.is_empty() { "Article without a title" } else { &row.title };
        put!(html, "{}</h3>\n<p class=\"weak\">Article {number}", text(title));
        let handling = row.handling.map(|label| label.to_string()).unwrap_or_default();
        let grade = row.grade.map(|grade| format!("source graded {grade}")).unwrap_or_default();
        for part in [&row.outlet, &row.author, &published(row), &grade, &handling] {
            if !part.is_empty() {
                put!(html, " · <bdi>{}</bdi>", text(part));
            }
        }
        html.push_str("</p>\n");
        if !row.url.is_empty() {
            put!(html, "<p class=\"url weak\">{}</p>\n", text(&row.url));
        }
        if !row.note.is_empty() {
            put!(html, "<p class=\"note\" dir=\"auto\">Note: {}</p>\n", text(&row.note));
        }
        put!(html, "</header>\n<div class=\"body\"{}>\n", lang(&row.language));
        if self.texts == Part::Kept {
            self.body(html, id, row);
        } else {
            html.push_str("<p class=\"weak\">The text is not on this page, only what was marked as evidence.</p>\n");
        }
        self.without_place(html, id);
        html.push_str("</div>\n</article>\n");
    }

    fn body(&mut self, html: &mut String, id: DocumentId, row: &Document) {
        let whole = self.dossier.project.text(id);
        let runs = runs_over(self.dossier.project, id, Span::new(0, whole.len()));
        let mut writer = Writer { page: self, whole, runs: &runs, zones: &row.zones, begun: BTreeSet::new() };
        let mut start = 0;
        let mut first = 0;
        for line in whole.split_inclusive('\n') {
            let place = Span::new(start, start + line.trim_end_matches(['\n', '\r']).len());
            start += line.len();
            // Runs come by their start; those that ended before this line are behind the others that did.
            first += runs.iter().skip(first).take_while(|run| run.piece.end() <= place.start()).count();
            writer.paragraph(html, place, first);
        }
        let begun = writer.begun;
        self.placed.extend(begun);
    }

    /// What was marked and has no place in the text that is here: its words.
    fn without_place(&mut self, html: &mut String, id: DocumentId) {
        let project = self.dossier.project;
        let marks: Vec<MarkId> = project.index().marks_in(id).map(|(_, mark)| mark).collect();
        let mut is_first = true;
        for mark in marks.into_iter().filter(|mark| !self.placed.contains(mark)).collect::<Vec<_>>() {
            let Some(row) = project.marks().get(mark) else { continue };
            // A name by itself says nothing here; it stands with its entity.
            if self.texts == Part::LeftOut && row.events().next().is_none() && row.entities().next().is_some() {
                continue;
            }
            if is_first && self.texts == Part::Kept {
                html.push_str("<p class=\"weak\">Marked in an earlier version of the text:</p>\n");
            }
            is_first = false;
            put!(html, "<blockquote id=\"{mark}\" dir=\"auto\">{}", text(&row.quote));
            self.back(html, row);
            html.push_str("</blockquote>\n");
            self.placed.insert(mark);
        }
    }

    /// The numbers of the events that a mark is evidence of.
    fn back(&self, html: &mut String, mark: &Mark) {
        for event in mark.events() {
            let Some(number) = self.dossier.event_number(event) else { continue };
            let title = text(self.dossier.event_title(event));
            put!(
                html,
                "<a class=\"back\" href=\"#{event}\" title=\"{title}\" aria-label=\"Event {number}: {title}\">{number}</a>"
            );
        }
    }
}

/// Writes one text.
struct Writer<'w, 'd> {
    page: &'w Page<'d>,
    whole: &'w str,
    runs: &'w [Run],
    zones: &'w [Zone],
    /// Marks whose first words were written.
    begun: BTreeSet<MarkId>,
}

impl Writer<'_, '_> {
    fn paragraph(&mut self, html: &mut String, place: Span, first: usize) {
        let runs: Vec<Run> = self
            .runs
            .iter()
            .skip(first)
            .take_while(|run| run.piece.start() < place.end())
            .filter(|run| run.piece.overlaps(place))
            .copied()
            .collect();
        let zones = self.zones.iter().map(|zone| zone.span).filter(|zone| zone.overlaps(place));
        let mut cuts = BTreeSet::from([place.start(), place.end()]);
        for part in runs.iter().map(|run| run.piece).chain(zones).filter_map(|part| part.intersect(place)) {
            cuts.extend([part.start(), part.end()]);
        }
        let mut words = String::new();
        let mut left_out = Vec::new();
        let ends = cuts.iter().skip(1);
        for piece in cuts.iter().zip(ends).map(|(start, end)| Span::new(*start, *end)) {
            match self.zones.iter().find(|zone| zone.span.overlaps(piece)) {
                None => self.piece(&mut words, piece, &runs),
                // It is said once, where it begins.
                Some(zone) if zone.span.start() >= place.start() => left_out.push(zone),
                Some(_) => {}
            }
        }
        if !words.trim().is_empty() {
            put!(html, "<p dir=\"auto\">{words}</p>\n");
        }
        left_out.dedup_by_key(|zone| zone.id);
        for zone in left_out {
            let count = zone.span.text(self.whole).unwrap_or_default().split_whitespace().count();
            put!(html, "<p class=\"zone\">[{}, {}, left out]</p>\n", zone.kind, counted(count, "word"));
        }
    }

    /// Words over which the same marks lie from beginning to end.
    fn piece(&mut self, html: &mut String, piece: Span, runs: &[Run]) {
        let words = text(piece.text(self.whole).unwrap_or_default());
        let mut over: Vec<Run> = runs.iter().filter(|run| run.piece.overlaps(piece)).copied().collect();
        over.sort_unstable_by_key(|run| (run.lane, run.mark));
        let project = self.page.dossier.project;
        let mut closing = String::new();
        // One link cannot stand in another: the innermost name is the link.
        let link = over.iter().rev().find_map(|run| {
            let entity = project.marks().get(run.mark)?.entities().next()?;
            Some((run.mark, entity))
        });
        for run in &over {
            let Some(mark) = project.marks().get(run.mark) else { continue };
            let kind = if mark.entities().next().is_some() && mark.events().next().is_none() { "n" } else { "e" };
            let class =
                format!("{kind} l{}{}", run.lane.min(LANES - 1), self.page.look.class(code_of(project, mark)));
            let id = if self.begun.insert(run.mark) { format!(" id=\"{}\"", run.mark) } else { String::new() };
            if let Some((_, entity)) = link.filter(|(of, _)| *of == run.mark) {
                put!(html, "<a class=\"{class}\"{id} href=\"#{entity}\">");
                closing.insert_str(0, "</a>");
            } else {
                put!(html, "<span class=\"{class}\"{id}>");
                closing.insert_str(0, "</span>");
            }
        }
        html.push_str(&words);
        html.push_str(&closing);
        for run in over.iter().filter(|run| run.last && self.ends(run, piece)) {
            if let Some(mark) = project.marks().get(run.mark) {
                self.page.back(html, mark);
            }
        }
    }

    /// Whether nothing but blanks of the run's piece is left behind these words.
    fn ends(&self, run: &Run, piece: Span) -> bool {
        piece.end() >= run.piece.end()
            || self.whole.get(piece.end()..run.piece.end()).is_some_and(|rest| rest.trim().is_empty())
    }
}
