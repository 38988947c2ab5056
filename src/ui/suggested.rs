//! What the texts propose and nobody has decided yet, for all panels: the names of the project, the dates of the open
//! article.
//!
//! Names are computed on a thread of their own, whatever the size of the project, because all texts are read for
//! them; each text is read once. What is shown is a moment old, so every list knows the text that it was made from, and
//! places in a text that has become another one are not shown.

use super::computed::Computed;
use super::view::View;
use crate::base::span::Span;
use crate::model::DocumentId;
use crate::project::Project;
use crate::query::suggest::dates::Expression;
use crate::query::suggest::names::Suggestion;
use crate::query::suggest::proposals::{Cache, Names, open_dates, open_names};
use egui::Context;
use std::sync::{Arc, Mutex, PoisonError};

/// The state of it.
#[derive(Default)]
pub struct Suggested {
    names: Computed<u64, Names>,
    dates: Computed<(u64, DocumentId), Dates>,
    cache: Arc<Mutex<Cache>>,
    /// Those of the open article, by place.
    here: Vec<Proposal>,
    spans: Vec<Span>,
    of: Option<(DocumentId, Arc<str>)>,
}

#[derive(Default)]
struct Dates {
    text: Option<Arc<str>>,
    list: Vec<Expression>,
}

/// Words of the open article that could be accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Bytes of the text, half-open.
    pub span: Span,
    /// As what.
    pub what: What,
}

/// What words are proposed as.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A date.
    Date(Expression),
    /// A name: its number among [`Suggested::names`].
    Name(usize),
}

impl Suggested {
    /// Sees to it that it fits the project and the open article, now or soon; costs nothing while nobody wants it.
    pub fn refresh(&mut self, ctx: &Context, view: View<'_>) {
        if !view.settings.suggestions {
            self.gather(None);
            return;
        }
        let revision = view.session.revision();
        let cache = Arc::clone(&self.cache);
        let names = move |project: &Project| {
            // A thread that failed while it read a text has left the others as they are.
            let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
            open_names(project, &mut cache)
        };
        let mut newer = self.names.refresh_beside(ctx, view, revision, names);
        let open = view.session.selection.document;
        if let Some(document) = open {
            newer |= self.dates.refresh(ctx, view, (revision, document), move |project| dates(project, document));
        }
        let text = open.and_then(|document| Some((document, view.project().shared_text(document)?)));
        if newer || !same(self.of.as_ref(), text.as_ref()) {
            self.gather(text);
        }
    }

    /// The names that are open, in all articles.
    #[must_use]
    pub fn names(&self) -> &[Suggestion] {
        self.names.get().map_or(&[], |names| &names.list)
    }

    /// Whether they have been looked for at all.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.names.get().is_some()
    }

    /// What is proposed in the open article, by place.
    #[must_use]
    pub fn here(&self) -> &[Proposal] {
        &self.here
    }

    /// Where they stand, sorted.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The proposal at a place of the open article.
    #[must_use]
    pub fn at(&self, span: Span) -> Option<&Proposal> {
        let first = self.here.partition_point(|proposal| proposal.span < span);
        self.here.get(first).filter(|proposal| proposal.span == span)
    }

    /// Whether newer ones are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.names.is_running() || self.dates.is_running()
    }

    fn gather(&mut self, of: Option<(DocumentId, Arc<str>)>) {
        self.here.clear();
        if let Some((document, text)) = &of {
            let placed = self.names.get().and_then(|names| names.places.get(document));
            let placed = placed.filter(|placed| Arc::ptr_eq(&placed.text, text));
            let names = placed.into_iter().flat_map(|placed| &placed.list);
            self.here.extend(names.map(|(span, name)| Proposal { span: *span, what: What::Name(*name) }));
            let dates = self.dates.get().filter(|dates| dates.text.as_ref().is_some_and(|of| Arc::ptr_eq(of, text)));
            let dates = dates.into_iter().flat_map(|dates| &dates.list);
            self.here.extend(dates.map(|date| Proposal { span: date.span, what: What::Date(date.clone()) }));
            self.here.sort_by_key(|proposal| proposal.span);
            self.here.dedup_by_key(|proposal| proposal.span);
        }
        self.spans = self.here.iter().map(|proposal| proposal.span).collect();
        self.of = of;
    }
}

fn dates(project: &Project, document: DocumentId) -> Dates {
    Dates { text: project.shared_text(document), list: open_dates(project, document) }
}

fn same(a: Option<&(DocumentId, Arc<str>)>, b: Option<&(DocumentId, Arc<str>)>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some((a, x)), Some((b, y))) => a == b && Arc::ptr_eq(x, y),
        _ => false,
    }
}
