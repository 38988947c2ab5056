//! What is still open among the dates and names that the texts propose: neither accepted nor declined.
//!
//! Dates are looked at document by document, names for the whole project at once, because only together do its texts
//! say what is one name. Promises: what a person accepted or declined is left out; what comes out is sorted by place.
//! What it does *not* do: it finds nothing itself ([`super::dates`] and [`super::names`] do).

use super::dates::{self, Expression, Flag};
use super::names::{self, Decisions, Mention, Reading, Suggestion};
use crate::base::span::Span;
use crate::base::when::When;
use crate::base::words;
use crate::model::{
    Anchor, CodeId, CodeKind, Context, DocumentId, DocumentState, Event, EventId, MarkId, Matter, Source, StatedWhen,
    Zone,
};
use crate::project::Project;
use crate::query::actors::STATES;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The dates of a document that could be accepted: those with a value that are no part of a name, and that nobody has
/// accepted or declined.
#[must_use]
pub fn open_dates(project: &Project, document: DocumentId) -> Vec<Expression> {
    still_open(project, document, all_dates(project, document))
}

/// Those of the date expressions of a document that could be accepted and that nobody has decided about.
#[must_use]
pub fn still_open(project: &Project, document: DocumentId, mut open: Vec<Expression>) -> Vec<Expression> {
    let declined = declined_dates(project, document);
    let text = project.text(document);
    open.retain(|date| date.value.is_some() && !date.flags.contains(&Flag::InName));
    open.retain(|date| !is_declined(text, date.span, &declined) && !is_accepted(project, document, date.span));
    open
}

/// Every date expression of a document outside its zones, counted from its own date.
#[must_use]
pub fn all_dates(project: &Project, document: DocumentId) -> Vec<Expression> {
    let Some(row) = project.documents().get(document) else { return Vec::new() };
    let zones: Vec<Span> = row.zones.iter().map(|zone| zone.span).collect();
    let reference = row.published.as_ref().map(|published| &published.when);
    dates::dates(project.text(document), &zones, reference, &row.language)
}

/// How a declined date is remembered.
#[must_use]
pub fn not_a_date(project: &Project, document: DocumentId, span: Span) -> Option<Matter> {
    let text = project.text(document);
    let quote = span.text(text)?.to_owned();
    Some(Matter::NotADate { document, quote, context: Context::around(text, span) })
}

/// Quote and context of the dates that were declined in a document.
fn declined_dates(project: &Project, document: DocumentId) -> Vec<(&str, &Context)> {
    let rulings = project.index().rulings_about(document).filter_map(|id| project.rulings().get(id));
    let of_dates = rulings.filter_map(|ruling| match &ruling.about {
        Matter::NotADate { quote, context, .. } => Some((quote.as_str(), context)),
        _ => None,
    });
    of_dates.collect()
}

/// Code points of context that have to be the same: a correction further away brings nothing back.
const NEAR_CHARS: usize = 12;

fn is_declined(text: &str, span: Span, declined: &[(&str, &Context)]) -> bool {
    let words = span.text(text).unwrap_or_default();
    let mut same_words = declined.iter().filter(|(quote, _)| *quote == words).peekable();
    if same_words.peek().is_none() {
        return false;
    }
    let around = Context::around(text, span);
    same_words.any(|(_, context)| near(&around) == near(context))
}

fn near(context: &Context) -> (Vec<char>, Vec<char>) {
    let before = context.prefix.chars().rev().take(NEAR_CHARS);
    (before.collect(), context.suffix.chars().take(NEAR_CHARS).collect())
}

/// Whether an event has these words as a stated date, or has words of which they are a part: “on Monday”.
fn is_accepted(project: &Project, document: DocumentId, span: Span) -> bool {
    let words = span.text(project.text(document)).unwrap_or_default();
    let says = |stated: &StatedWhen| stated.text.contains(words) || words.contains(&*stated.text);
    let states = |event: &Event, source: Source| {
        event.stated.iter().any(|stated: &StatedWhen| stated.source == source && says(stated))
    };
    project.index().marks_over(document, span).into_iter().any(|(_, id)| {
        let mark = project.marks().get(id);
        let events = mark.into_iter().flat_map(|mark| mark.events().collect::<Vec<_>>());
        events
            .into_iter()
            .filter_map(|event| project.events().get(event))
            .any(|event| states(event, Source::Mark(id)))
    })
}

/// The events of which a mark around these words is evidence, those of the smallest marks first.
#[must_use]
pub fn events_around(project: &Project, document: DocumentId, span: Span) -> Vec<EventId> {
    let mut around: Vec<_> = project.index().marks_over(document, span);
    around.retain(|(hull, _)| hull.intersect(span) == Some(span));
    around.sort_by_key(|(hull, id)| (hull.len(), *id));
    let mut events = Vec::new();
    for (_, id) in around {
        let mark = project.marks().get(id);
        let more = mark.into_iter().flat_map(|mark| mark.events().collect::<Vec<_>>());
        events.extend(more.filter(|event| !events.contains(event)).collect::<Vec<_>>());
    }
    events
}

/// The dates in the sentences that a mark touches, read with the sentences before them, that are not accepted or
/// declined: what dates the event that the mark is evidence of. Costs the neighbourhood, not the text.
#[must_use]
pub fn dates_of_mark(project: &Project, mark: MarkId) -> Vec<Expression> {
    let Some(mark) = project.marks().get(mark).filter(|mark| mark.anchor != Anchor::Lost) else { return Vec::new() };
    let text = project.text(mark.document);
    let hull = mark.pieces.hull();
    let last = words::floor(text, hull.end().saturating_sub(1));
    let sentences = Span::new(words::sentence_at(text, hull.start()).start(), words::sentence_at(text, last).end());
    let window = Span::new(
        words::ceil(text, sentences.start().saturating_sub(BEFORE_BYTES)),
        words::floor(text, sentences.end().min(sentences.start() + MOST_BYTES)),
    );
    let mut dates = dates_in(project, mark.document, window);
    dates.retain(|date| date.span.start() >= sentences.start() && date.span.end() <= sentences.end());
    dates.retain(|date| date.value.is_some() && !date.flags.contains(&Flag::InName));
    let declined = declined_dates(project, mark.document);
    dates.retain(|date| !is_declined(text, date.span, &declined) && !is_accepted(project, mark.document, date.span));
    dates
}

/// Bytes before a sentence that are read with it: “two days later” counts from a date there.
const BEFORE_BYTES: usize = 2_000;
/// Bytes of sentences that are looked through for a form.
const MOST_BYTES: usize = 10_000;

/// The date expressions in a window of a document's text, in places of the whole text.
fn dates_in(project: &Project, document: DocumentId, window: Span) -> Vec<Expression> {
    let (Some(row), Some(part)) = (project.documents().get(document), window.text(project.text(document))) else {
        return Vec::new();
    };
    let inside = |zone: &Zone| zone.span.intersect(window);
    let moved = |span: Span| Span::new(span.start() - window.start(), span.end() - window.start());
    let zones: Vec<Span> = row.zones.iter().filter_map(inside).map(moved).collect();
    let reference = row.published.as_ref().map(|published| &published.when);
    let mut dates = dates::dates(part, &zones, reference, &row.language);
    for date in &mut dates {
        date.span = Span::new(date.span.start() + window.start(), date.span.end() + window.start());
    }
    dates
}

/// A date expression that reads differently since the date of its document is another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Redated {
    /// Bytes of the text, half-open.
    pub span: Span,
    /// What it came to.
    pub before: Option<When>,
    /// What it comes to now.
    pub after: Option<When>,
    /// An event has it as it was: that stays.
    pub confirmed: bool,
}

/// What another date of a document changes in its text, by place.
#[must_use]
pub fn redated(project: &Project, document: DocumentId, before: Option<&When>, after: Option<&When>) -> Vec<Redated> {
    let Some(row) = project.documents().get(document) else { return Vec::new() };
    let zones: Vec<Span> = row.zones.iter().map(|zone| zone.span).collect();
    let changes = dates::changed(project.text(document), &zones, &row.language, before, after);
    let redated = changes.into_iter().map(|dates::Change { span, before, after }| {
        let confirmed = is_accepted(project, document, span);
        Redated { span, before, after, confirmed }
    });
    redated.collect()
}

/// What was found in each text, so that a text is read again only when it, its zones or its language changed.
#[derive(Clone, Debug, Default)]
pub struct Cache(BTreeMap<DocumentId, Read>);

#[derive(Clone, Debug)]
struct Read {
    text: Arc<str>,
    zones: Vec<Span>,
    language: String,
    reading: Arc<Reading>,
}

/// The names of a project that are open somewhere.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Each name with the places that are not marked as it yet.
    pub list: Vec<Suggestion>,
    /// Where they stand, by document.
    pub places: BTreeMap<DocumentId, Placed>,
}

/// The places of one document.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The text that they are places of.
    pub text: Arc<str>,
    /// Bytes of the text, sorted.
    pub spans: Vec<Span>,
    /// For each of them the number of its name in [`Names::list`].
    pub names: Vec<usize>,
}

/// Names that could be accepted, in documents that are not set aside; `cache` is brought up to date.
#[must_use]
pub fn open_names(project: &Project, cache: &mut Cache) -> Names {
    let readings = cache.read(project);
    let mut list = names::group(project, &readings, &decisions(project));
    for suggestion in &mut list {
        suggestion.mentions.retain(|mention: &Mention| !mention.marked);
    }
    list.retain(|suggestion| !suggestion.mentions.is_empty());
    let places = places(project, &list);
    Names { list, places }
}

fn places(project: &Project, list: &[Suggestion]) -> BTreeMap<DocumentId, Placed> {
    let mut places: BTreeMap<DocumentId, Vec<(Span, usize)>> = BTreeMap::new();
    for (at, suggestion) in list.iter().enumerate() {
        for mention in &suggestion.mentions {
            places.entry(mention.document).or_default().push((mention.span, at));
        }
    }
    let placed = places.into_iter().filter_map(|(document, mut list)| {
        list.sort_unstable();
        list.dedup_by_key(|(span, _)| *span);
        let (spans, names) = list.into_iter().unzip();
        Some((document, Placed { text: project.shared_text(document)?, spans, names }))
    });
    placed.collect()
}

/// What was decided about names.
#[must_use]
pub fn decisions(project: &Project) -> Decisions {
    let mut decisions = Decisions::default();
    for (_, ruling) in project.rulings().iter() {
        match &ruling.about {
            Matter::NotAName(name) => drop(decisions.not_names.insert(name.clone())),
            Matter::NotOneName(a, b) => drop(decisions.apart.insert((a.clone(), b.clone()))),
            Matter::NotADate { .. }
            | Matter::NotAZone { .. }
            | Matter::NotACopy(..)
            | Matter::Accepted { .. }
            | Matter::Disagreement { .. } => {}
        }
    }
    decisions
}

impl Cache {
    fn read(&mut self, project: &Project) -> Vec<(DocumentId, Arc<Reading>)> {
        self.0.retain(|document, _| project.documents().get(*document).is_some());
        let open = project.documents().iter().filter(|(_, row)| row.state != DocumentState::SetAside);
        let readings = open.filter_map(|(id, row)| {
            let text = project.shared_text(id)?;
            let zones: Vec<Span> = row.zones.iter().map(|zone| zone.span).collect();
            Some((id, self.one(id, text, zones, &row.language)))
        });
        readings.collect()
    }

    fn one(&mut self, id: DocumentId, text: Arc<str>, zones: Vec<Span>, language: &str) -> Arc<Reading> {
        let known = self.0.get(&id);
        let known =
            known.filter(|read| Arc::ptr_eq(&read.text, &text) && read.zones == zones && read.language == language);
        if let Some(read) = known {
            return Arc::clone(&read.reading);
        }
        let reading = Arc::new(names::read(&text, &zones, language));
        let read = Read { text, zones, language: language.to_owned(), reading: Arc::clone(&reading) };
        self.0.insert(id, read);
        reading
    }
}

/// The entity kind of the codebook that a proposed name goes by, if there is one of a usual name. A state is a place
/// only where the codebook has no states.
#[must_use]
pub fn kind_code(project: &Project, name: &Suggestion) -> Option<CodeId> {
    let state: &[&str] = if name.kind == names::Kind::Place && names::is_state(&name.name) { &STATES } else { &[] };
    let usual: &[&str] = match name.kind {
        names::Kind::Person => &["person", "people", "personne"],
        names::Kind::Organisation => &["organisation", "organization", "agency", "institution", "body"],
        names::Kind::Place => &["place", "location", "lieu"],
        names::Kind::Agreement => &["instrument", "agreement", "treaty", "accord"],
        names::Kind::Operation => &["operation", "opération"],
        names::Kind::Other => &[],
    };
    let kinds: Vec<_> = project.codes().iter().filter(|(_, code)| code.kind == CodeKind::EntityKind).collect();
    let of_name = |name: &&str| kinds.iter().find(|(_, code)| code.name.to_lowercase() == **name).map(|(id, _)| *id);
    state.iter().chain(usual).find_map(of_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, Proves, Ruling, StatedWhen};
    use crate::project::testing::{World, when};

    const TEXT: &str = "They met on Monday.\n\nThe plan of May 2024 stands. Two days later they left.";

    fn words(world: &World, document: DocumentId, dates: &[Expression]) -> Vec<String> {
        let text = world.project.text(document);
        dates.iter().filter_map(|date| date.span.text(text)).map(str::to_owned).collect()
    }

    fn rule(world: &mut World, about: Matter) {
        let ruling = Ruling { about, reason: String::new(), made: crate::model::Made::default(), changed: None };
        world.draft(|draft| draft.add(ruling)).expect("a ruling");
    }

    #[test]
    fn what_was_accepted_or_declined_is_no_longer_open() {
        let mut world = World::new();
        let document = world.document("Echo", "2025-03-11", TEXT);
        let event = world.event("Talks", "", None, &[]);
        let mark = world.mark(document, "They met on Monday", &[Proves::Event(event)]);
        let open = |world: &World| words(world, document, &open_dates(&world.project, document));
        assert!(open(&world).starts_with(&["Monday".to_owned(), "May 2024".to_owned()]));
        let stated = StatedWhen { text: "on Monday".into(), when: when("2025-03-10"), source: Source::Mark(mark) };
        world.change::<Event>(event, |row| row.stated.push(stated));
        assert!(open(&world).starts_with(&["May 2024".to_owned()]));
        let may = open_dates(&world.project, document)[0].span;
        let about = not_a_date(&world.project, document, may).expect("words");
        rule(&mut world, about);
        assert!(!open(&world).contains(&"May 2024".to_owned()));
    }

    #[test]
    fn the_dates_of_a_mark_are_those_of_its_sentences() {
        let mut world = World::new();
        let document = world.document("Echo", "2025-03-11", TEXT);
        let mark = world.mark(document, "plan of May", &[]);
        assert_eq!(words(&world, document, &dates_of_mark(&world.project, mark)), ["May 2024"]);
        let mark = world.mark(document, "met", &[]);
        let [monday] = dates_of_mark(&world.project, mark).try_into().expect("one date");
        assert_eq!((monday.span.text(TEXT), monday.value), (Some("Monday"), when("2025-03-10")));
    }

    #[test]
    fn another_date_of_a_document_changes_what_counts_from_it_and_nothing_that_was_confirmed() {
        let mut world = World::new();
        let document = world.document("Echo", "2025-03-18", TEXT);
        let event = world.event("Talks", "", None, &[]);
        let mark = world.mark(document, "They met on Monday", &[Proves::Event(event)]);
        let stated = StatedWhen { text: "Monday".into(), when: when("2025-03-10"), source: Source::Mark(mark) };
        world.change::<Event>(event, |row| row.stated.push(stated));
        let before = when("2025-03-11");
        let after = when("2025-03-18");
        let changes = redated(&world.project, document, before.as_ref(), after.as_ref());
        let monday = changes.first().expect("a change");
        assert_eq!(
            (&monday.before, &monday.after, monday.confirmed),
            (&when("2025-03-10"), &when("2025-03-17"), true)
        );
        assert!(changes.iter().all(|change| change.span.text(TEXT) != Some("May 2024")));
    }

    #[test]
    fn a_name_is_open_where_it_is_not_marked_and_nowhere_once_it_was_declined() {
        let mut world = World::new();
        let text = "The talks\n\nMr Karim Tazi came to Lisbon. In Lisbon, Karim Tazi spoke to the police.";
        let document = world.document("Echo", "2025-03-11", text);
        let tazi = world.entity(&["Karim Tazi"]);
        world.mark(document, "Karim Tazi", &[Proves::Entity(tazi)]);
        let mut cache = Cache::default();
        let names = open_names(&world.project, &mut cache);
        let named = |name: &str| names.list.iter().find(|suggestion| suggestion.name == name);
        assert_eq!(named("Karim Tazi").map(|name| (name.entity, name.mentions.len())), Some((Some(tazi), 1)));
        assert_eq!(named("Lisbon").map(|name| name.mentions.len()), Some(2));
        let placed = &names.places[&document];
        assert!(placed.spans.is_sorted() && placed.spans.len() >= 3, "{:?}", placed.spans);
        assert_eq!(placed.spans.len(), placed.names.len());
        rule(&mut world, Matter::NotAName("Lisbon".into()));
        let names = open_names(&world.project, &mut cache);
        assert!(names.list.iter().all(|suggestion| suggestion.name != "Lisbon"));
    }

    #[test]
    fn a_state_is_of_the_kind_of_states_where_the_codebook_has_one() {
        let mut world = World::new();
        let place = world.code(CodeKind::EntityKind, "Place", None);
        world.document("Echo", "2025-03-11", "The Kingdom of Norway sent a team to Bergen. Norway waits in Bergen.");
        let kinds = |world: &World| {
            let names = open_names(&world.project, &mut Cache::default());
            let kind = |name: &str| {
                let named = names.list.iter().find(|suggestion| suggestion.name == name);
                named.and_then(|named| kind_code(&world.project, named))
            };
            (kind("Norway"), kind("Bergen"))
        };
        assert_eq!(kinds(&world), (Some(place), Some(place)));
        let state = world.code(CodeKind::EntityKind, "State", None);
        assert_eq!(kinds(&world), (Some(state), Some(place)));
    }
}
