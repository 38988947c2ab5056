//! Documents that are done, although their texts still propose dates or names that nobody has decided.

use super::{Finding, Repair, named};
use crate::base::number::counted;
use crate::base::span::Span;
use crate::base::when::When;
use crate::model::{Document, DocumentId, DocumentState, Flaw};
use crate::project::Project;
use crate::query::suggest::dates::Expression;
use crate::query::suggest::proposals::{self, all_dates, open_names, still_open};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was found in texts, so that each is read again only when it, its zones, its language or its date changed.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    names: proposals::Cache,
    dates: BTreeMap<DocumentId, (Key, Arc<Vec<Expression>>)>,
}

#[derive(Clone, Debug, PartialEq)]
struct Key {
    text: Arc<str>,
    zones: Vec<Span>,
    language: String,
    published: Option<When>,
}

impl Cache {
    pub(super) fn find(&mut self, project: &Project) -> Vec<Finding> {
        self.dates.retain(|document, _| project.documents().get(*document).is_some());
        let done = project.documents().iter().filter(|(_, row)| row.state == DocumentState::Done);
        let done: Vec<(DocumentId, &Arc<Document>)> = done.collect();
        if done.is_empty() {
            return Vec::new();
        }
        let names = open_names(project, &mut self.names);
        let of = |(id, row): (DocumentId, &Arc<Document>)| {
            let dates = still_open(project, id, self.dates_of(project, id, row)?.to_vec()).len();
            let names = names.places.get(&id).map_or(0, |placed| placed.spans.len());
            finding(project, id, dates, names)
        };
        done.into_iter().filter_map(of).collect()
    }

    fn dates_of(&mut self, project: &Project, id: DocumentId, row: &Document) -> Option<Arc<Vec<Expression>>> {
        let key = Key {
            text: project.shared_text(id)?,
            zones: row.zones.iter().map(|zone| zone.span).collect(),
            language: row.language.clone(),
            published: row.published.as_ref().map(|published| published.when.clone()),
        };
        // One comparison of pointers, and only for a text that was replaced one of letters.
        let known = self.dates.get(&id).filter(|(known, _)| *known == key);
        if let Some((_, dates)) = known {
            return Some(Arc::clone(dates));
        }
        let dates = Arc::new(all_dates(project, id));
        self.dates.insert(id, (key, Arc::clone(&dates)));
        Some(dates)
    }
}

fn finding(project: &Project, id: DocumentId, dates: usize, names: usize) -> Option<Finding> {
    let open: Vec<String> = [(dates, "date"), (names, "name")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(n, noun)| counted(n, noun))
        .collect();
    if open.is_empty() {
        return None;
    }
    let open = open.join(" and ");
    let what = format!("{} is done, but nobody has decided about {open}", named(project, id.into()));
    let finding = Finding::new(Flaw::StillOpen, vec![id.into()], what);
    Some(finding.rests_on(open).repaired_by(Some(Repair::BackToWork(id))))
}
