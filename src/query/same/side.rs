//! One event of a comparison, with what is asked of it again and again.

use crate::model::{DocumentId, EntityId, Event, EventId};
use crate::project::Project;
use crate::query::fold::fold;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Sentences of an event that are read.
const MOST_SENTENCES: usize = 8;

/// An event with what is asked of it again and again.
pub struct Side<'p> {
    /// Its id.
    pub id: EventId,
    /// The event.
    pub event: &'p Event,
    /// Who takes part.
    pub actors: BTreeSet<EntityId>,
    /// What its title and sentences say, word by word.
    pub words: BTreeSet<String>,
    /// The articles that tell of it.
    pub documents: BTreeSet<DocumentId>,
    /// The first and last day on which it was reported.
    pub reported: Option<(NaiveDate, NaiveDate)>,
}

impl<'p> Side<'p> {
    /// The event, its sentences not read yet.
    pub fn of(project: &'p Project, id: EventId) -> Option<Self> {
        let event = project.events().get(id)?;
        let actors = event.entities().collect();
        Some(Self { id, event, actors, words: BTreeSet::new(), documents: BTreeSet::new(), reported: None })
    }

    /// The first and last day on which it can have been.
    pub fn range(&self) -> Option<(NaiveDate, NaiveDate)> {
        let when = self.event.when()?;
        Some((when.earliest().or(when.latest())?, when.latest().or(when.earliest())?))
    }

    /// Reads its title and first sentences, and when they were published.
    pub fn read(&mut self, project: &Project) {
        add_words(&mut self.words, &self.event.title);
        for (document, mark) in project.index().places_of_event(self.id).take(MOST_SENTENCES) {
            self.documents.insert(document);
            project.marks().get(mark).iter().for_each(|mark| add_words(&mut self.words, &mark.quote));
            let published = project.documents().get(document).and_then(|row| row.published.as_ref()?.when.earliest());
            if let Some(day) = published {
                let (first, last) = self.reported.unwrap_or((day, day));
                self.reported = Some((first.min(day), last.max(day)));
            }
        }
    }
}

/// The words of a text that carry meaning, folded.
pub fn add_words(words: &mut BTreeSet<String>, text: &str) {
    let folded = fold(text);
    let parts = folded.split(|letter: char| !letter.is_alphanumeric());
    words.extend(parts.filter(|word| word.chars().count() > 2 && !is_stop(word)).map(str::to_owned));
}

/// Words that any two sentences share, in English, French and Spanish, folded.
const STOP: &str = "the and for with from that this was were has have had been his her its their who which will would \
                    after before said says also into between during over under about than then them they more most \
                    other two new not but all one are les des une dans par pour avec sur aux est ont qui que son ses \
                    leur leurs entre lors deux plus cette ces ete los las del por con para una sus este esta como fue \
                    han dos monday tuesday wednesday thursday friday saturday sunday year";

fn is_stop(word: &str) -> bool {
    STOP.split_whitespace().any(|stop| stop == word)
}
