//! What the registry knows of an entity from its marks: which document uses which spelling, where it is named and with
//! what around it; and which office somebody held at a date.
//!
//! A mark uses the spelling that its quote is, letter by letter, or else the first one that is the same without case
//! and accents ([`mod@super::fold`]). What is no recorded spelling is listed behind them, so that it can be added. A
//! mark that is tagged as an event names nobody, even if it is evidence of an entity: its quote is a sentence. All
//! other marks are here, those in zones and those that lost their words included: it is a list of what stands where,
//! not a count.

use super::fold::fold;
use super::lists::published;
use super::search::{Context, Hit};
use crate::base::when::When;
use crate::model::{Anchor, CodeKind, DocumentId, Entity, EntityId, EventId, Mark, MarkId, Office, RecordId};
use crate::project::Project;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A spelling and who uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The words.
    pub text: String,
    /// Its place among the names of the entity, from 0; `None`: it was marked so, and is not recorded.
    pub name: Option<usize>,
    /// The documents that use it, by date of publication and title.
    pub uses: Vec<Use>,
}

/// A document that uses a spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The document.
    pub document: DocumentId,
    /// The marks, by place.
    pub marks: Vec<MarkId>,
}

impl Spelling {
    /// How many marks are spelled so.
    #[must_use]
    pub fn count(&self) -> usize {
        self.uses.iter().map(|found| found.marks.len()).sum()
    }

    /// The mark that is spelled so first.
    #[must_use]
    pub fn first(&self) -> Option<MarkId> {
        self.uses.first().and_then(|found| found.marks.first()).copied()
    }

    /// The outlets that spell it so, each once, by name; documents without one are left out.
    #[must_use]
    pub fn outlets<'p>(&self, project: &'p Project) -> BTreeSet<&'p str> {
        let documents = self.uses.iter().filter_map(|found| project.documents().get(found.document));
        documents.map(|document| document.outlet.as_str()).filter(|outlet| !outlet.is_empty()).collect()
    }
}

/// The spellings of an entity: its names in their order, also those that no mark uses, then what it was marked as
/// besides, the most frequent first.
#[must_use]
pub fn spellings(project: &Project, id: EntityId) -> Vec<Spelling> {
    let Some(entity) = project.entities().get(id) else { return Vec::new() };
    let names = Names::of(entity);
    let recorded = |(at, name): (usize, &crate::model::Name)| Spelling {
        text: name.text.clone(),
        name: Some(at),
        uses: Vec::new(),
    };
    let mut found: Vec<Spelling> = entity.names.iter().enumerate().map(recorded).collect();
    let mut others: BTreeMap<String, Spelling> = BTreeMap::new();
    for mark in mentions(project, id) {
        let Some(row) = project.marks().get(mark).filter(|row| is_naming(project, row)) else { continue };
        let spelling = match names.of_quote(&row.quote).and_then(|at| found.get_mut(at)) {
            Some(spelling) => spelling,
            None => others.entry(fold(&row.quote)).or_insert_with(|| Spelling {
                text: one_line(&row.quote),
                name: None,
                uses: Vec::new(),
            }),
        };
        spelling.note(row.document, mark);
    }
    let mut others: Vec<Spelling> = others.into_values().collect();
    others.sort_by_cached_key(|spelling| (Reverse(spelling.count()), fold(&spelling.text)));
    found.extend(others);
    found
}

impl Spelling {
    /// Marks come document by document.
    fn note(&mut self, document: DocumentId, mark: MarkId) {
        match self.uses.last_mut().filter(|last| last.document == document) {
            Some(last) => last.marks.push(mark),
            None => self.uses.push(Use { document, marks: vec![mark] }),
        }
    }
}

/// The names of an entity, to be looked up by a quote.
struct Names {
    exact: BTreeMap<String, usize>,
    folded: BTreeMap<String, usize>,
}

impl Names {
    fn of(entity: &Entity) -> Self {
        let (mut exact, mut folded) = (BTreeMap::new(), BTreeMap::new());
        for (at, name) in entity.names.iter().enumerate() {
            exact.entry(one_line(&name.text)).or_insert(at);
            folded.entry(fold(name.text.trim())).or_insert(at);
        }
        Self { exact, folded }
    }

    fn of_quote(&self, quote: &str) -> Option<usize> {
        self.exact.get(&one_line(quote)).or_else(|| self.folded.get(&fold(quote.trim()))).copied()
    }
}

/// The words with one blank between each: a name may be broken over two lines.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_naming(project: &Project, mark: &Mark) -> bool {
    let kind = mark.code.and_then(|code| project.codes().get(code)).map(|code| code.kind);
    kind != Some(CodeKind::EventType)
}

/// The marks of an entity: by date of publication and title of the document, then by place.
#[must_use]
pub fn mentions(project: &Project, id: EntityId) -> Vec<MarkId> {
    let marks = project.index().marks_of_entity(id);
    let mut marks: Vec<(MarkId, &Mark)> = marks.filter_map(|id| Some((id, &**project.marks().get(id)?))).collect();
    let mut documents: Vec<DocumentId> = marks.iter().map(|(_, mark)| mark.document).collect();
    documents.sort_unstable();
    documents.dedup();
    documents.sort_by_cached_key(|id| {
        let row = project.documents().get(*id);
        (row.map(|row| (published(row), fold(&row.title))), *id)
    });
    let rank: BTreeMap<DocumentId, usize> = documents.into_iter().enumerate().map(|(rank, id)| (id, rank)).collect();
    marks.sort_by_key(|(id, mark)| (rank.get(&mark.document), mark.pieces.hull(), *id));
    marks.into_iter().map(|(id, _)| id).collect()
}

/// The words of a mark and what stands around them in the same line, at most `chars` code points on each side. Of
/// several pieces it is all from the first to the last. A mark that lost its words has those that it was made with.
#[must_use]
pub fn in_context<'p>(project: &'p Project, mark: &'p Mark, chars: usize) -> Context<'p> {
    if mark.anchor == Anchor::Lost {
        let before = mark.context.prefix.rsplit('\n').next().unwrap_or_default();
        let after = mark.context.suffix.split('\n').next().unwrap_or_default();
        return Context { before, words: &mark.quote, after };
    }
    let hit = Hit { document: mark.document, span: mark.pieces.hull() };
    hit.context(project.text(mark.document), chars)
}

/// The events that took place at an entity, by date; those without a date last.
#[must_use]
pub fn events_at(project: &Project, place: EntityId) -> Vec<EventId> {
    let is_there = |id: &EventId| {
        let event = project.events().get(*id);
        event.is_some_and(|event| event.places.iter().any(|found| found.entity == Some(place)))
    };
    let referrers = project.index().referrers_but_marks(place.into());
    let events = referrers.filter_map(|from| match from {
        RecordId::Event(id) => Some(id),
        _ => None,
    });
    let mut events: Vec<EventId> = events.filter(is_there).collect();
    events.sort_by_cached_key(|id| (super::filter::date_key(project, *id), *id));
    events
}

/// The office that somebody held at a date. Of several that of the latest beginning; one without a period only if no
/// other fits. Without a date it is the only office, if there is just one.
#[must_use]
pub fn office_at<'e>(entity: &'e Entity, when: Option<&When>) -> Option<&'e Office> {
    let Some(when) = when else {
        return entity.offices.first().filter(|_| entity.offices.len() == 1);
    };
    let dated = |office: &&Office| office.when.as_ref().is_some_and(|period| period.overlaps(when));
    // Of equal ones the first: `max_by_key` alone would take the last.
    let latest = entity.offices.iter().rev().filter(dated);
    let latest = latest.max_by_key(|office| office.when.as_ref().and_then(When::earliest));
    latest.or_else(|| entity.offices.iter().find(|office| office.when.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, Name, Place, Proves};
    use crate::project::testing::{World, when};

    /// Spellings as a person would read them off: `Darmanin 2 (Wire, Strait)`, in brackets if they are not recorded.
    fn read(world: &World, id: EntityId) -> Vec<String> {
        let one = |spelling: Spelling| {
            let outlets: Vec<&str> = spelling.outlets(&world.project).into_iter().collect();
            let text = if spelling.name.is_some() { spelling.text.clone() } else { format!("[{}]", spelling.text) };
            format!("{text} {} ({})", spelling.count(), outlets.join(", "))
        };
        spellings(&world.project, id).into_iter().map(one).collect()
    }

    #[test]
    fn each_spelling_says_who_uses_it() {
        let mut world = World::new();
        let id = world.entity(&["Gérald Darmanin", "Gerald Darmanin", "Darmanin"]);
        let names = [Proves::Entity(id)];
        let late = world.document("Wire", "2025-03-11", "GERALD DARMANIN spoke.\nThen Gérald\nDarmanin left.");
        let early = world.document("Strait", "2025-03-10", "Gerald Darmanin came. The minister met Gerald Darmanin.");
        let all_caps = world.mark(late, "GERALD DARMANIN", &names);
        world.mark(late, "Gérald\nDarmanin", &names);
        let came = world.mark(early, "Gerald Darmanin", &names);
        world.mark(early, "The minister", &names);
        let expected =
            ["Gérald Darmanin 2 (Wire)", "Gerald Darmanin 1 (Strait)", "Darmanin 0 ()", "[The minister] 1 (Strait)"];
        assert_eq!(read(&world, id), expected, "without case and accents the first name fits; exact ones come first");
        let found = spellings(&world.project, id);
        assert_eq!((found[0].first(), found[1].first()), (Some(all_caps), Some(came)));
        assert_eq!(found[1].uses, [Use { document: early, marks: vec![came] }]);
        world.change::<Entity>(id, |row| row.names.push(Name::plain("the  minister")));
        assert_eq!(read(&world, id)[3], "the  minister 1 (Strait)", "once it is recorded it is a name");
    }

    #[test]
    fn a_sentence_about_an_event_is_no_spelling() {
        let mut world = World::new();
        let visit = world.event_type("Visit");
        let id = world.entity(&["Rabat"]);
        let text = world.document("Wire", "", "He came to Rabat. Rabat-Salé slept.");
        let sentence = world.mark(text, "He came to Rabat", &[Proves::Entity(id)]);
        world.change::<Mark>(sentence, |row| row.code = Some(visit));
        assert_eq!(read(&world, id), ["Rabat 0 ()"]);
        assert_eq!(mentions(&world.project, id), [sentence], "it is a mention all the same");
        world.mark(text, "Rabat-Salé", &[Proves::Entity(id)]);
        assert_eq!(read(&world, id)[1], "[Rabat-Salé] 1 (Wire)");
    }

    #[test]
    fn mentions_come_by_date_and_place_with_what_stands_around_them() {
        let mut world = World::new();
        let id = world.entity(&["Daki"]);
        let names = [Proves::Entity(id)];
        let late = world.document("Wire", "2025-03-11", "Title\nMr Daki spoke, said Daki.");
        let early = world.document("Strait", "2025-03", "Daki came");
        let last = world.mark(late, "said Daki", &names);
        let second = world.mark(late, "Daki", &names);
        let first = world.mark(early, "Daki", &names);
        let undated = world.document("Echo", "", "Daki again");
        let lost = world.mark(undated, "Daki", &names);
        world.change::<Mark>(lost, |row| {
            row.anchor = Anchor::Lost;
            row.context = crate::model::Context { prefix: "a line\nfirst ".into(), suffix: " then".into() };
        });
        let found = mentions(&world.project, id);
        assert_eq!(found, [first, second, last, lost]);
        let lines = found.iter().map(|id| {
            let Context { before, words, after } =
                in_context(&world.project, world.project.marks().get(*id).expect("a mark"), 8);
            format!("{before}[{words}]{after}")
        });
        let expected = ["[Daki] came", "Mr [Daki] spoke, ", " spoke, [said Daki].", "first [Daki] then"];
        assert_eq!(lines.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_happened_at_a_place_is_not_what_it_took_part_in() {
        let mut world = World::new();
        let rabat = world.entity(&["Rabat"]);
        let there = |world: &mut World, date: &str| {
            let event = world.event("Talks", date, None, &[]);
            let place = Place { entity: Some(rabat), ..Place::default() };
            world.change::<Event>(event, |row| row.places.push(place));
            event
        };
        let (undated, late, early) = (there(&mut world, ""), there(&mut world, "2025"), there(&mut world, "2024"));
        world.event("Statement", "2023", None, &[rabat]);
        assert_eq!(events_at(&world.project, rabat), [early, late, undated]);
    }

    #[test]
    fn the_office_is_that_of_the_date() {
        let office =
            |title: &str, period: &str| Office { title: title.into(), when: when(period), ..Office::default() };
        let interior = office("interior minister", "2022/2024-09");
        let justice = office("justice minister", "2024-12/..");
        let mayor = office("mayor", "");
        let party = office("party leader", "2025-01/..");
        let entity =
            |offices: &[&Office]| Entity { offices: offices.iter().copied().cloned().collect(), ..Entity::default() };
        let at = |entity: &Entity, date: &str| {
            office_at(entity, when(date).as_ref()).map_or("none".to_owned(), |office| office.title.clone())
        };
        let minister = entity(&[&interior, &justice]);
        assert_eq!(at(&minister, "2024-05"), "interior minister");
        assert_eq!(at(&minister, "2025-03-10"), "justice minister");
        assert_eq!(at(&minister, "2024-10"), "none");
        assert_eq!(at(&minister, ""), "none", "who held two offices held neither for sure");
        assert_eq!(at(&minister, "2024"), "justice minister", "the later of two that can be");
        assert_eq!(at(&entity(&[&mayor, &justice]), "2025"), "justice minister", "a period says more than none");
        assert_eq!(at(&entity(&[&mayor, &justice]), "2023"), "mayor");
        assert_eq!(at(&entity(&[&justice, &party]), "2025-03"), "party leader");
        let until = office("envoy", "../2026");
        assert_eq!(at(&entity(&[&until, &justice]), "2025-03"), "justice minister");
        assert_eq!(at(&entity(&[&justice]), ""), "justice minister");
        assert_eq!(at(&Entity::default(), "2025"), "none");
    }
}
