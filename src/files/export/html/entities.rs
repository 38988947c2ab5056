//! The entities: their names, what they belong to, the events that they take part in, and where they are named.
//!
//! What it does *not* do: compute who is part of whom at a date; it says what was entered.

use super::Page;
use super::escape::{put, text};
use crate::base::number::counted;
use crate::model::{CodeId, Entity, EntityId, EventId, MarkId};
use crate::query::fold::fold;
use std::collections::BTreeMap;

/// A kind, by its place in the codebook.
type Kind = (usize, Option<CodeId>);

impl Page<'_> {
    pub(super) fn entities(&self, html: &mut String) {
        let project = self.dossier.project;
        if project.entities().is_empty() {
            return;
        }
        let mut kinds: BTreeMap<Kind, Vec<(String, EntityId)>> = BTreeMap::new();
        for (id, entity) in project.entities().iter() {
            let order = self.look.number(entity.kind).unwrap_or(usize::MAX);
            kinds.entry((order, entity.kind)).or_default().push((fold(project.label(id.into())), id));
        }
        html.push_str("<section aria-labelledby=\"entities\">\n<h2 id=\"entities\">Entities</h2>\n");
        for ((_, kind), mut rows) in kinds {
            rows.sort_unstable();
            let name = kind.map_or("", |kind| project.label(kind.into()));
            put!(html, "<h3 dir=\"auto\">{}</h3>\n", text(if name.is_empty() { "Without a kind" } else { name }));
            for (_, id) in rows {
                if let Some(entity) = project.entities().get(id) {
                    self.entity(html, id, entity);
                }
            }
        }
        html.push_str("</section>\n");
    }

    fn entity(&self, html: &mut String, id: EntityId, entity: &Entity) {
        let project = self.dossier.project;
        let name = project.label(id.into());
        let name = if name.is_empty() { "Name left out" } else { name };
        put!(html, "<article class=\"entity\" id=\"{id}\">\n<h4><bdi>{}</bdi></h4>\n", text(name));
        let others: Vec<&str> = entity.names.iter().skip(1).map(|name| name.text.as_str()).collect();
        let offices: Vec<String> = entity.offices.iter().map(|office| self.office(office)).collect();
        let wholes: Vec<String> = entity
            .part_of
            .iter()
            .map(|part| {
                let when = part.when.as_ref().map(|when| format!(" ({})", when.human())).unwrap_or_default();
                format!("{}{when}", project.label(part.entity.into()))
            })
            .collect();
        html.push_str("<dl class=\"facts\">");
        let rows = [
            ("Also", others.join(", ")),
            ("Office", offices.join("; ")),
            ("Part of", wholes.join(", ")),
            ("Note", entity.note.clone()),
        ];
        for (name, words) in rows.iter().filter(|(_, words)| !words.is_empty()) {
            put!(html, "<div><dt>{name}</dt><dd dir=\"auto\">{}</dd></div>", text(words));
        }
        let takes_part = |event: &EventId| {
            project.events().get(*event).is_some_and(|row| row.entities().any(|entity| entity == id))
        };
        let events: Vec<EventId> = project.index().events_of_entity(id).filter(takes_part).collect();
        if !events.is_empty() {
            put!(html, "<div><dt>{}</dt><dd>", counted(events.len(), "event"));
            self.events_behind(html, &events);
            html.push_str("</dd></div>");
        }
        self.mentions(html, id);
        html.push_str("</dl>\n</article>\n");
    }

    fn office(&self, office: &crate::model::Office) -> String {
        let of = office.of.map(|of| format!(", {}", self.dossier.project.label(of.into()))).unwrap_or_default();
        let when = office.when.as_ref().map(|when| format!(" ({})", when.human())).unwrap_or_default();
        format!("{}{of}{when}", office.title)
    }

    /// Where it is named: article by article, in the order of their dates, with a link to each mark.
    fn mentions(&self, html: &mut String, id: EntityId) {
        let project = self.dossier.project;
        let mut documents: BTreeMap<usize, Vec<(usize, MarkId)>> = BTreeMap::new();
        let mut count = 0;
        for mark in project.index().marks_of_entity(id) {
            let Some(row) = project.marks().get(mark) else { continue };
            let Some(number) = self.dossier.document_number(row.document) else { continue };
            documents.entry(number).or_default().push((row.pieces.hull().start(), mark));
            count += 1;
        }
        if count == 0 {
            return;
        }
        put!(
            html,
            "<div><dt>Named {}</dt><dd>",
            if count == 1 { "once".to_owned() } else { format!("{count} times") }
        );
        for (place, (number, mut marks)) in documents.into_iter().enumerate() {
            marks.sort_unstable();
            let Some(document) = self.dossier.documents.get(number - 1) else { continue };
            let Some(row) = project.documents().get(*document) else { continue };
            let gap = if place == 0 { "" } else { "; " };
            put!(html, "{gap}<bdi>{}</bdi>", text(&self.dossier.source(row)));
            for (nth, (_, mark)) in marks.iter().enumerate() {
                if self.placed.contains(mark) {
                    put!(html, " <a class=\"nr\" href=\"#{mark}\">{}</a>", nth + 1);
                } else {
                    let quote = project.marks().get(*mark).map(|row| row.quote.as_str()).unwrap_or_default();
                    put!(html, " “<bdi>{}</bdi>”", text(quote));
                }
            }
        }
        html.push_str("</dd></div>");
    }
}
