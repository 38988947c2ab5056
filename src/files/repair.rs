//! Makes a project sound again that was edited by hand or has lost records.
//!
//! Promises: no record is removed and no quote is lost; every change is reported and comes as edits, so that it is
//! logged and can be undone like any other. A sound project is returned as it is. What it does *not* do: it does not
//! guess. A mark is placed anew only where its words stand and the words around them fit; otherwise it is doubtful, or kept
//! as lost ([`super::anchoring`]).

use super::anchoring::Ground;
use super::problem::Problem;
use crate::base::patch::Patch;
use crate::base::span::Span;
use crate::model::{Code, CodeId, Document, DocumentId, Entity, Event, Made, Mark, MarkId, RecordId, Ruling, View};
use crate::project::check::{check, text_sha256};
use crate::project::links::Links;
use crate::project::{Edit, Project, Tabled, diff};
use std::collections::{BTreeMap, BTreeSet};

/// A sound project and how it came to be one.
#[derive(Clone, Debug)]
pub struct Repaired {
    /// The project.
    pub project: Project,
    /// What leads to it.
    pub edits: Vec<Edit>,
    /// What was done, and what is still not right.
    pub problems: Vec<Problem>,
}

/// Repairs what can be repaired without loss; `made` signs what has to be made up.
#[must_use]
pub fn repair(project: &Project, made: &Made) -> Repaired {
    if check(project).is_empty() {
        return Repaired { project: project.clone(), edits: Vec::new(), problems: Vec::new() };
    }
    let mut work = Work { project: project.clone(), problems: Vec::new(), edited: BTreeSet::new() };
    work.rows_for_texts_and_marks(made);
    work.documents();
    work.marks();
    work.links_of_all();
    work.circles();
    let left = check(&work.project).into_iter().map(|finding| Problem::of(finding.record, finding.what));
    work.problems.extend(left);
    Repaired { edits: diff::diff(project, &work.project), project: work.project, problems: work.problems }
}

struct Work {
    project: Project,
    problems: Vec<Problem>,
    /// Documents whose text is not the one that it was, or of which nobody knows.
    edited: BTreeSet<DocumentId>,
}

impl Work {
    fn say(&mut self, record: impl Into<RecordId>, what: impl Into<String>) {
        self.problems.push(Problem::of(record, what));
    }

    fn rows_for_texts_and_marks(&mut self, made: &Made) {
        let texts = self.project.texts().map(|(id, _)| id);
        let ruled = self.project.rulings().iter().flat_map(|(_, ruling)| ruling.about.documents());
        let wanted: BTreeSet<DocumentId> =
            texts.chain(self.project.marks().iter().map(|(_, mark)| mark.document)).chain(ruled).collect();
        for id in wanted {
            if self.project.documents().get(id).is_none() {
                let row = stand_in(self.project.text(id), made);
                self.project.insert_read(id, row);
                self.edited.insert(id);
                self.say(id, "its row is missing; an empty one stands in for it, so that what belongs to it is kept");
            }
        }
    }

    fn documents(&mut self) {
        let ids: Vec<DocumentId> = self.project.documents().ids().collect();
        for id in ids {
            self.hash(id);
            self.zones(id);
        }
    }

    fn hash(&mut self, id: DocumentId) {
        let hash = text_sha256(self.project.text(id));
        let Some(row) = self.project.documents().get(id).filter(|row| row.text_sha256 != hash) else { return };
        let row = Document { text_sha256: hash, ..Document::clone(row) };
        self.project.insert_read(id, row);
        self.edited.insert(id);
        let what = if self.project.text(id).is_empty() {
            "its text is missing; its marks keep their quotes"
        } else {
            "its text was changed outside the program; its hash was made anew"
        };
        self.say(id, what);
    }

    fn zones(&mut self, id: DocumentId) {
        let Some(row) = self.project.documents().get(id) else { return };
        let text = self.project.text(id);
        let fits = |span: Span| !span.is_empty() && span.text(text).is_some();
        let sorted = row.zones.is_sorted_by_key(|zone| zone.span);
        if sorted && row.zones.iter().all(|zone| fits(zone.span)) {
            return;
        }
        let mut row = Document::clone(row);
        let before = row.zones.len();
        row.zones.retain(|zone| fits(zone.span));
        row.zones.sort_by_key(|zone| zone.span);
        let gone = before - row.zones.len();
        self.project.insert_read(id, row);
        self.say(id, format!("its zones were put in order; {gone} lay outside the text and were dropped"));
    }

    fn marks(&mut self) {
        let mut of_documents: BTreeMap<DocumentId, Vec<MarkId>> = BTreeMap::new();
        self.project.marks().iter().for_each(|(id, mark)| of_documents.entry(mark.document).or_default().push(id));
        let none = Patch::default();
        for (document, ids) in of_documents {
            let text = self.project.shared_text(document);
            let edited = self.edited.contains(&document);
            let ground = Ground::new(text.as_deref().unwrap_or_default(), &none, edited);
            for id in ids {
                let settled = self.project.marks().get(id).and_then(|mark| ground.settle(mark));
                if let Some((mark, what)) = settled {
                    self.project.insert_read(id, mark);
                    self.say(id, what);
                }
            }
        }
    }

    fn links_of_all(&mut self) {
        self.links_of::<Document>();
        self.links_of::<Mark>();
        self.links_of::<Event>();
        self.links_of::<Entity>();
        self.links_of::<Code>();
        self.links_of::<View>();
        self.links_of::<Ruling>();
    }

    fn links_of<T: Tabled + Links>(&mut self) {
        let records: Vec<_> = T::table(&self.project).iter().map(|(id, record)| (id, record.clone())).collect();
        for (id, record) in records {
            let leads_nowhere = |link: &RecordId| !self.project.has(*link) || *link == id.into();
            let gone: BTreeSet<RecordId> = record.links().into_iter().filter(leads_nowhere).collect();
            if gone.is_empty() {
                continue;
            }
            let mut record = T::clone(&record);
            record.forget(&gone, &self.project);
            self.project.insert_read(id, record);
            let names: Vec<String> = gone.iter().map(ToString::to_string).collect();
            let what = format!("it referred to {}, which cannot be; the reference was dropped", names.join(", "));
            self.say(id, what);
        }
    }

    /// Codes that are their own ancestors: the one with the smallest id in each circle becomes a root.
    fn circles(&mut self) {
        let ids: Vec<CodeId> = self.project.codes().ids().collect();
        for id in ids {
            if !self.is_its_own_ancestor(id) {
                continue;
            }
            if let Some(code) = self.project.codes().get(id) {
                let code = Code { parent: None, ..Code::clone(code) };
                self.project.insert_read(id, code);
                self.say(id, "it was its own ancestor; it stands at the top of the tree now");
            }
        }
    }

    fn is_its_own_ancestor(&self, id: CodeId) -> bool {
        let parent_of = |id: CodeId| self.project.codes().get(id).and_then(|code| code.parent);
        let ancestors = std::iter::successors(parent_of(id), |ancestor| parent_of(*ancestor));
        ancestors.take(self.project.codes().len()).any(|ancestor| ancestor == id)
    }
}

fn stand_in(text: &str, made: &Made) -> Document {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    Document {
        title: first.chars().take(120).collect(),
        text_sha256: text_sha256(text),
        made: made.clone(),
        ..Document::default()
    }
}
