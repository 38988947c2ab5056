//! The sentences that are listed beside a chart or a table: those behind a number, those of some marks, or those whose
//! dates read differently now. Computed when the project has changed, beside the frames if it is large.

use super::sentences::{Sentence, Sentences};
use crate::base::when::When;
use crate::model::{CodeId, DocumentId, EventId, Mark, MarkId, Proves};
use crate::project::Project;
use crate::query::codebook::Uses;
use crate::query::evidence::{evidence, unproven};
use crate::query::search::{Hit, KWIC_CHARS};
use crate::query::suggest::proposals::{Redated, redated};
use crate::ui::computed::Computed;
use crate::ui::view::View;
use std::sync::Arc;

/// A list of sentences and what it answers.
pub struct Behind {
    question: Question,
    list: Computed<u64, Sentences>,
}

/// What is listed.
#[derive(Clone)]
pub enum Question {
    /// The evidence of the events that a number counted.
    Events {
        /// What the number was: “March 2025 · Visit”.
        title: String,
        /// The events.
        events: Arc<Vec<EventId>>,
    },
    /// The sentences of marks.
    Marks {
        /// What they are.
        title: String,
        /// The marks.
        marks: Arc<Vec<MarkId>>,
    },
    /// What is tagged with a code, and what proves or names the events and entities that use it.
    Uses(CodeId),
    /// The dates of a document that read differently since its own date is another one.
    Redated {
        /// Which document.
        document: DocumentId,
        /// Its date before.
        before: Option<When>,
        /// Its date now.
        after: Option<When>,
    },
}

impl Behind {
    /// A list that is still to be computed.
    #[must_use]
    pub fn new(question: Question) -> Self {
        Self { question, list: Computed::default() }
    }

    /// The list, as soon as it is there.
    #[must_use]
    pub fn get(&self) -> Option<&Sentences> {
        self.list.get()
    }

    /// Whether a newer list is on its way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.list.is_running()
    }

    /// Whether there turned out to be nothing to say.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        let nothing = self.list.get().is_some_and(|list| list.list.is_empty());
        nothing && matches!(self.question, Question::Redated { .. })
    }

    /// Sees to it that the list fits the project, now or soon.
    pub fn refresh(&mut self, ctx: &egui::Context, view: View<'_>) {
        let question = self.question.clone();
        self.list.refresh(ctx, view, view.session.revision(), move |project| question.answer(project));
    }
}

impl Question {
    fn answer(&self, project: &Project) -> Sentences {
        match self {
            Self::Events { title, events } => behind_events(project, title, events),
            Self::Marks { title, marks } => {
                let list = marks.iter().filter_map(|mark| of_mark(project, *mark)).collect();
                Sentences { title: title.clone(), list, ..Sentences::default() }
            }
            Self::Uses(code) => behind_uses(project, *code),
            Self::Redated { document, before, after } => {
                let list = redated(project, *document, before.as_ref(), after.as_ref());
                let list = list.iter().map(|change| redated_line(project, *document, change)).collect();
                Sentences { title: "Dates that read differently now".to_owned(), list, ..Sentences::default() }
            }
        }
    }
}

/// A mark as a sentence, with what it is evidence of.
fn of_mark(project: &Project, id: MarkId) -> Option<Sentence> {
    let mark = project.marks().get(id)?;
    let document = project.documents().get(mark.document)?;
    let date = document.published.as_ref().map(|published| published.when.human());
    let proved = mark.evidence.first().map(|evidence| match evidence.of {
        Proves::Event(event) => project.label(event.into()).to_owned(),
        Proves::Entity(entity) => project.label(entity.into()).to_owned(),
    });
    let source = [Some(document.outlet.clone()), date, proved, wrong(mark)];
    let source = source.into_iter().flatten().filter(|part| !part.is_empty());
    Some(Sentence {
        document: mark.document,
        span: mark.pieces.hull(),
        mark: Some(id),
        before: mark.context.prefix.clone(),
        words: mark.quote.clone(),
        after: mark.context.suffix.clone(),
        source: source.collect::<Vec<_>>().join(" · "),
    })
}

/// What is said beside a sentence that the analyst holds to be wrong.
fn wrong(mark: &Mark) -> Option<String> {
    mark.in_error.then(|| "the source is wrong here".to_owned())
}

/// The sentences that use a code; an event without evidence is named, so that the number comes out.
fn behind_uses(project: &Project, code: CodeId) -> Sentences {
    let uses = Uses::of(project, code);
    let list = uses.sentences(project).into_iter().filter_map(|mark| of_mark(project, mark)).collect();
    let title = format!("{}: {}", project.label(code.into()), uses.words());
    Sentences { title, list, more: 0, unproven: unproven(project, &uses.events) }
}

fn behind_events(project: &Project, title: &str, events: &[EventId]) -> Sentences {
    let events: Vec<EventId> = events.iter().copied().filter(|event| project.has((*event).into())).collect();
    let list = evidence(project, &events).into_iter().filter_map(|line| {
        let mark = project.marks().get(line.mark)?;
        let date = line.date.map(|date| format!(" · {}", date.human())).unwrap_or_default();
        let event = project.label(line.event.into());
        Some(Sentence {
            document: line.document,
            span: mark.pieces.hull(),
            mark: Some(line.mark),
            before: mark.context.prefix.clone(),
            words: line.quote,
            after: mark.context.suffix.clone(),
            source: format!(
                "{}{date} · {event}{}",
                line.outlet,
                wrong(mark).map_or(String::new(), |said| format!(" · {said}"))
            ),
        })
    });
    let list: Vec<Sentence> = list.collect();
    Sentences { title: title.to_owned(), list, more: 0, unproven: unproven(project, &events) }
}

/// “10 March 2025 → 3 March 2025”; what was confirmed stays, and says so.
fn redated_line(project: &Project, document: DocumentId, change: &Redated) -> Sentence {
    let human = |when: &Option<When>| when.as_ref().map_or_else(|| "no date".to_owned(), When::human);
    let (before, after) = (human(&change.before), human(&change.after));
    let source = if change.confirmed {
        format!("stays {before}, as it was confirmed · would read {after}")
    } else {
        format!("{before} → {after}")
    };
    let context = Hit { document, span: change.span }.context(project.text(document), KWIC_CHARS);
    Sentence {
        document,
        span: change.span,
        mark: None,
        before: context.before.to_owned(),
        words: context.words.to_owned(),
        after: context.after.to_owned(),
        source,
    }
}
