//! Titles for an event: from the first sentence that proves it, and from its type, actors and place.
//!
//! Promises: a title is one line of at most 80 characters that ends with a whole word. What it does *not* do: it
//! rewrites nothing; dateline, opening date and attribution are cut off, no word is put in.

use super::dates;
use crate::base::words;
use crate::model::{Anchor, Event, EventId, MarkId, Who};
use crate::project::Project;

/// The most characters of a title.
const MOST_CHARS: usize = 80;
/// A title that is cut at a comma has at least so many.
const LEAST_CHARS: usize = 30;
/// Names in a title that is made of actors.
const MOST_NAMES: usize = 2;

/// What an event could be called, the best first; each once.
#[must_use]
pub fn titles(project: &Project, event: EventId) -> Vec<String> {
    let Some(row) = project.events().get(event) else { return Vec::new() };
    let mark = project.index().marks_of_event(event).next();
    let mut titles: Vec<String> = mark.and_then(|mark| of_sentence(project, mark)).into_iter().collect();
    let made = of_actors(project, row);
    titles.extend(made.filter(|made| !titles.contains(made)));
    titles
}

fn of_sentence(project: &Project, mark: MarkId) -> Option<String> {
    let mark = project.marks().get(mark)?;
    let text = project.text(mark.document);
    let sentence = if mark.anchor == Anchor::Lost {
        mark.quote.as_str()
    } else {
        words::sentence_at(text, mark.pieces.hull().start()).text(text)?
    };
    let tag = project.documents().get(mark.document).map_or("", |row| row.language.as_str());
    // A sentence is too short to tell its language; the article is not.
    let language = if dates::is_french(tag, text) { "fr" } else { "en" };
    let title = titled(sentence, language);
    (!title.is_empty()).then_some(title)
}

/// “Visit: Vasseur, Amrani (Rabat)”; `None` without a type or without anybody.
fn of_actors(project: &Project, event: &Event) -> Option<String> {
    let kind = project.label(event.kind?.into());
    let names = event.participants.iter().map(|participant| match &participant.who {
        Who::Entity(entity) => project.label((*entity).into()),
        Who::Unnamed { text, .. } => text.as_str(),
    });
    let names: Vec<&str> = names.take(MOST_NAMES).collect();
    if names.is_empty() {
        return None;
    }
    let place = event.places.first().map(|place| match place.entity {
        Some(entity) => project.label(entity.into()),
        None => place.text.as_str(),
    });
    let place = place.filter(|place| !place.is_empty()).map(|place| format!(" ({place})")).unwrap_or_default();
    Some(shortened(&format!("{kind}: {}{place}", names.join(", "))))
}

/// A sentence as a title.
fn titled(sentence: &str, language: &str) -> String {
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = without_dateline(&sentence);
    let sentence = without_opening_date(sentence, language);
    let sentence = without_attribution(sentence.trim_end_matches(['.', '!', '?', '…', ';', ':']));
    let short = shortened(sentence.trim_matches(['“', '”', '"', '«', '»', ' ']));
    let mut letters = short.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// “RABAT, 10 March (Courier) — Two ministers met” → “Two ministers met”.
fn without_dateline(sentence: &str) -> &str {
    const MOST_BYTES: usize = 60;
    for dash in [" — ", " – ", " - "] {
        let Some((before, after)) = sentence.split_once(dash).filter(|(before, _)| before.len() <= MOST_BYTES) else {
            continue;
        };
        let first = before.split([' ', ',']).next().unwrap_or_default();
        let is_shouted = first.chars().count() > 2 && first.chars().all(|letter| !letter.is_lowercase());
        if is_shouted || before.ends_with(')') {
            return after;
        }
    }
    sentence
}

/// “On Monday, two ministers met” → “two ministers met”.
fn without_opening_date<'s>(sentence: &'s str, language: &str) -> &'s str {
    const MOST_WORDS: usize = 5;
    let Some((before, after)) = sentence.split_once(", ") else { return sentence };
    let is_short = before.split(' ').count() <= MOST_WORDS;
    if is_short && !dates::dates(before, &[], None, language).is_empty() { after } else { sentence }
}

/// “Two ministers met, a spokesman said” → “Two ministers met”.
fn without_attribution(sentence: &str) -> &str {
    let Some((before, after)) = sentence.rsplit_once(", ") else { return sentence };
    let says = ["said", "says", "told", "reported", "announced", "a dit", "a déclaré", "a annoncé", "a indiqué"];
    let is_said = says.iter().any(|says| after.ends_with(says))
        || after.starts_with("according to")
        || after.starts_with("selon ");
    if is_said { before } else { sentence }
}

/// At most so many characters: up to a comma if that leaves enough, else up to a word.
fn shortened(sentence: &str) -> String {
    let Some((end, _)) = sentence.char_indices().nth(MOST_CHARS) else { return sentence.to_owned() };
    let head = sentence.get(..end).unwrap_or_default();
    let long_enough = |at: &usize| head.get(..*at).is_some_and(|head| head.chars().count() >= LEAST_CHARS);
    let comma = head.rfind(", ").filter(long_enough);
    let cut = comma.or_else(|| head.rfind(' ')).unwrap_or(end);
    head.get(..cut).unwrap_or(head).trim_end_matches([',', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Proves};
    use crate::project::testing::World;

    #[track_caller]
    fn check(sentence: &str, title: &str) {
        assert_eq!(titled(sentence, "en"), title);
    }

    #[test]
    fn a_sentence_without_what_stands_around_it_is_a_title() {
        check("RABAT, 10 March 2025 (Courier) — Two ministers met in Rabat.", "Two ministers met in Rabat");
        check("On Monday, two ministers met, a spokesman said.", "Two ministers met");
        check("In Rabat, two ministers met.", "In Rabat, two ministers met");
        check("“We met”, he said.", "We met");
        check("", "");
        let long = "The two interior ministers signed a plan against smuggling, which neither of them wanted to explain any further";
        check(long, "The two interior ministers signed a plan against smuggling");
        let endless = "word ".repeat(40);
        assert!(titled(&endless, "en").chars().count() <= MOST_CHARS);
    }

    #[test]
    fn type_actors_and_place_make_a_title_too() {
        let mut world = World::new();
        let document = world.document("Echo", "2025-03-11", "On Monday, two ministers met in Rabat. Nothing else.");
        let visit = world.event_type("Visit");
        let (guest, place) = (world.entity(&["Vasseur"]), world.entity(&["Rabat"]));
        let event = world.event("", "", Some(visit), &[]);
        assert_eq!(titles(&world.project, event), [""; 0]);
        world.mark(document, "two ministers", &[Proves::Event(event)]);
        assert_eq!(titles(&world.project, event), ["Two ministers met in Rabat"]);
        let full = world.event("", "", Some(visit), &[guest]);
        world.change::<Event>(full, |row| row.places.push(Place { entity: Some(place), ..Place::default() }));
        assert_eq!(titles(&world.project, full), ["Visit: Vasseur (Rabat)"]);
    }
}
