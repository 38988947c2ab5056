//! Accepting a date that a source states: it becomes a stated date of an event, with its words as evidence.

use super::event::{self, EventChange};
use super::mark;
use super::{Draft, Refused};
use crate::base::span::Pieces;
use crate::base::when::When;
use crate::model::{CodeId, DocumentId, Event, EventId, Evidence, Mark, MarkId, Proves, Source, StatedWhen};
use crate::project::Project;

/// Which event a date belongs to.
#[derive(Clone, Debug, PartialEq)]
pub enum Dated {
    /// One that is there.
    Event(EventId),
    /// A new one of this type, of which these words are evidence.
    New(CodeId, Pieces),
}

/// Records that these words date an event; answers with the event and the mark that says so: the one around the words
/// that is evidence of the event already, else a new one of the words alone.
///
/// # Errors
/// If the event, the type or the document is not there, the code is no event type, the words lie outside the text, or
/// the event has this date from these words already.
pub fn accept(
    draft: &mut Draft,
    document: DocumentId,
    words: &Pieces,
    when: &When,
    of: Dated,
) -> Result<(EventId, MarkId), Refused> {
    let text = words.quote(draft.project().text(document));
    let text = text.ok_or_else(|| Refused::because("A date needs words of this text"))?;
    let (event, mark) = match of {
        Dated::Event(event) => (event, around(draft, document, words, event)?),
        Dated::New(code, sentence) => new(draft, document, sentence, code)?,
    };
    let stated = StatedWhen { text, when: Some(when.clone()), source: Source::Mark(mark) };
    if draft.get::<Event>(event)?.stated.contains(&stated) {
        return Err(Refused::because("The event has this date from these words already"));
    }
    event::change(draft, event, &[EventChange::AddStated(stated)])?;
    Ok((event, mark))
}

fn new(
    draft: &mut Draft,
    document: DocumentId,
    sentence: Pieces,
    code: CodeId,
) -> Result<(EventId, MarkId), Refused> {
    match mark::tag_new(draft, document, sentence, code)? {
        (mark, Some(Proves::Event(event))) => Ok((event, mark)),
        _ => Err(Refused::because("Only an event has a date; choose an event type")),
    }
}

fn around(draft: &mut Draft, document: DocumentId, words: &Pieces, event: EventId) -> Result<MarkId, Refused> {
    draft.get::<Event>(event)?;
    match mark_around(draft.project(), document, words, event) {
        Some(mark) => Ok(mark),
        None => mark::tag(draft, document, words.clone(), None, vec![Evidence::certain(Proves::Event(event))]),
    }
}

/// The smallest mark around these words that is evidence of an event.
fn mark_around(project: &Project, document: DocumentId, words: &Pieces, event: EventId) -> Option<MarkId> {
    let covers =
        |mark: &Mark| mark.document == document && mark.pieces.hull().intersect(words.hull()) == Some(words.hull());
    let marks = project.index().marks_of_event(event).filter_map(|id| Some((id, project.marks().get(id)?)));
    let around = marks.filter(|(_, mark)| covers(mark));
    around.min_by_key(|(id, mark)| (mark.pieces.hull().len(), *id)).map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;
    use crate::project::testing::{World, when};

    fn words(world: &World, document: DocumentId, words: &str) -> Pieces {
        let start = world.project.text(document).find(words).expect(words);
        Pieces::one(Span::new(start, start + words.len())).expect("words")
    }

    #[test]
    fn the_mark_around_the_words_says_so_or_else_a_new_one() {
        let mut world = World::new();
        let document = world.document("Echo", "2025-03-11", "They met on Monday. The pact of May stands.");
        let event = world.event("Talks", "", None, &[]);
        let met = world.mark(document, "They met on Monday", &[Proves::Event(event)]);
        let (monday, may) = (words(&world, document, "Monday"), words(&world, document, "May"));
        let [day, month] = ["2025-03-10", "2024-05"].map(|date| when(date).expect("a date"));
        let first = world.draft(|draft| accept(draft, document, &monday, &day, Dated::Event(event)));
        assert_eq!(first, Ok((event, met)));
        let (_, mark) =
            world.draft(|draft| accept(draft, document, &may, &month, Dated::Event(event))).expect("a date");
        assert_eq!(world.project.marks().get(mark).expect("a mark").quote, "May");
        let stated = &world.project.events().get(event).expect("an event").stated;
        let texts: Vec<(&str, Source)> = stated.iter().map(|stated| (&*stated.text, stated.source)).collect();
        assert_eq!(texts, [("Monday", Source::Mark(met)), ("May", Source::Mark(mark))]);
        let again = world.draft(|draft| accept(draft, document, &monday, &day, Dated::Event(event)));
        assert!(again.is_err(), "the same date twice");
    }

    #[test]
    fn a_new_event_has_the_sentence_as_evidence() {
        let mut world = World::new();
        let document = world.document("Echo", "2025-03-11", "They met on Monday.");
        let (visit, area) = (world.event_type("Visit"), world.code(crate::model::CodeKind::Area, "Policing", None));
        let (monday, sentence) = (words(&world, document, "Monday"), words(&world, document, "They met on Monday."));
        let day = when("2025-03-10").expect("a date");
        let new = |code| Dated::New(code, sentence.clone());
        assert!(world.draft(|draft| accept(draft, document, &monday, &day, new(area))).is_err());
        let (event, mark) =
            world.draft(|draft| accept(draft, document, &monday, &day, new(visit))).expect("an event");
        assert_eq!(world.project.events().get(event).and_then(|event| event.when()), Some(&day));
        assert_eq!(world.project.marks().get(mark).expect("a mark").quote, "They met on Monday.");
    }
}
