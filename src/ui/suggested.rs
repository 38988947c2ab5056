//! What the texts propose and nobody has decided yet, for all panels: the names of the project, the dates of the open
//! article.
//!
//! Both are computed on threads of their own; each text is read once for its names. What is shown is a moment old, so
//! every list knows the text that it was made from, and places in a text that has become another one are not shown. No
//! frame goes through a list: dates and names stay two lists, in which places are found by halving.

use super::computed::Computed;
use super::view::View;
use crate::base::span::Span;
use crate::model::DocumentId;
use crate::project::Project;
use crate::query::suggest::dates::Expression;
use crate::query::suggest::names::Suggestion;
use crate::query::suggest::proposals::{Cache, Names, Placed, open_dates, open_names};
use egui::Context;
use std::sync::{Arc, Mutex, PoisonError};

/// The state of it.
#[derive(Default)]
pub struct Suggested {
    names: Computed<u64, Names>,
    dates: Computed<(u64, DocumentId), Dates>,
    cache: Arc<Mutex<Cache>>,
    /// The open article and its text; `None` while suggestions are switched off.
    open: Option<(DocumentId, Arc<str>)>,
}

/// The dates of one text, and where they stand.
struct Dates {
    text: Option<Arc<str>>,
    spans: Vec<Span>,
    list: Vec<Expression>,
}

/// What words of the open article are proposed as.
#[derive(Clone, Debug, PartialEq)]
pub enum What<'s> {
    /// A date.
    Date(&'s Expression),
    /// A name.
    Name(&'s Suggestion),
}

impl Suggested {
    /// Sees to it that it fits the project and the open article soon; costs nothing while nobody wants it.
    pub fn refresh(&mut self, ctx: &Context, view: View<'_>) {
        let document = view.session.selection.document.filter(|_| view.settings.suggestions);
        self.open = document.and_then(|document| Some((document, view.project().shared_text(document)?)));
        if !view.settings.suggestions {
            return;
        }
        let revision = view.session.revision();
        let cache = Arc::clone(&self.cache);
        self.names.refresh_beside(ctx, view, revision, move |project: &Project| {
            // A thread that failed while it read a text has left the others as they are.
            let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
            open_names(project, &mut cache)
        });
        if let Some(document) = document {
            let question = (revision, document);
            self.dates.refresh_beside(ctx, view, question, move |project| dates(project, document));
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

    /// Where something is proposed in the open article: names, and dates, each sorted.
    #[must_use]
    pub fn spans(&self) -> [&[Span]; 2] {
        let names = self.placed().map_or(&[][..], |placed| &placed.spans);
        [names, self.dates().map_or(&[][..], |dates| &dates.spans)]
    }

    /// How many proposals the open article has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.spans().into_iter().map(<[Span]>::len).sum()
    }

    /// What is proposed at a place of the open article.
    #[must_use]
    pub fn at(&self, span: Span) -> Option<What<'_>> {
        let name = self.placed().and_then(|placed| {
            let name = *placed.names.get(placed.spans.binary_search(&span).ok()?)?;
            self.names().get(name)
        });
        let date = || self.dates().and_then(|dates| dates.list.get(dates.spans.binary_search(&span).ok()?));
        name.map(What::Name).or_else(|| date().map(What::Date))
    }

    /// The first proposal behind a place; with the place itself, if that is one: the one after it.
    #[must_use]
    pub fn after(&self, span: Span) -> Option<Span> {
        let next = |spans: &[Span]| spans.get(spans.partition_point(|other| *other <= span)).copied();
        self.spans().into_iter().filter_map(next).min()
    }

    /// The last proposal before a place.
    #[must_use]
    pub fn before(&self, span: Span) -> Option<Span> {
        let last = |spans: &[Span]| spans.get(spans.partition_point(|other| *other < span).checked_sub(1)?).copied();
        self.spans().into_iter().filter_map(last).max()
    }

    /// Whether newer ones are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.names.is_running() || self.dates.is_running()
    }

    /// The names of the open text, as it is now.
    fn placed(&self) -> Option<&Placed> {
        let (document, text) = self.open.as_ref()?;
        let placed = self.names.get()?.places.get(document)?;
        Arc::ptr_eq(&placed.text, text).then_some(placed)
    }

    /// The dates of the open text, as it is now.
    fn dates(&self) -> Option<&Dates> {
        let (_, text) = self.open.as_ref()?;
        self.dates.get().filter(|dates| dates.text.as_ref().is_some_and(|of| Arc::ptr_eq(of, text)))
    }
}

fn dates(project: &Project, document: DocumentId) -> Dates {
    let list = open_dates(project, document);
    Dates { text: project.shared_text(document), spans: list.iter().map(|date| date.span).collect(), list }
}
