//! What a comparison comes to, made ready to be shown: figures, a row for each disagreement, what was left out and why.
//!
//! Two people of one project are compared, or this project and another file, as `entente agree` does. Of a file the rows
//! say where their words stand in the project that is open, if they do. What this does *not* do: it draws nothing.

use crate::base::number::{counted, thousands};
use crate::base::span::Span;
use crate::model::{DocumentId, EventId, MarkId, Matter, RecordId};
use crate::ops::settle::Dispute;
use crate::project::Project;
use crate::query::agreement::{Agreement, NotComputable, PairwiseSpans};
use crate::query::reliability::{
    Coder, Disagreement, Group, Kind, Reliability, Said, WhyMark, reliability, type_and_date,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// Another file that this project is compared with.
pub struct Other {
    /// Where it lies.
    pub path: PathBuf,
    /// What it holds.
    pub project: Project,
}

impl Other {
    /// How it is called.
    pub(super) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// Who is compared.
#[derive(Clone)]
pub(super) enum Whom {
    /// Two people; what is not there is replaced by this person and whoever else marked most.
    People([String; 2], String),
    /// This project and a file.
    File(Arc<Other>),
}

/// What a comparison came to.
pub(super) struct Found {
    /// Who has marked, and how much, most first; nobody if files are compared.
    pub people: Vec<(String, usize)>,
    /// How the two are called.
    pub pair: [String; 2],
    pub figures: Vec<Figure>,
    pub rows: Vec<Row>,
    /// How many of them may stay as they are.
    pub may_stay: usize,
    /// What was left out, in a sentence each, and what more there is to say of it.
    pub left_out: Vec<(String, String)>,
    /// Whether there was anything to compare.
    pub compared: usize,
}

/// A figure as it is shown.
pub(super) struct Figure {
    pub name: &'static str,
    pub value: String,
    pub about: String,
    pub opens: Opens,
}

/// What a figure opens.
pub(super) enum Opens {
    /// The rows of one kind, or all.
    List(Option<Kind>),
    /// The sentences of events, under a title.
    Events(&'static str, Vec<EventId>),
}

/// A disagreement.
pub(super) struct Row {
    /// In what: more than one where an event has another type and another date.
    pub kinds: Vec<Kind>,
    pub title: String,
    pub quote: String,
    pub said: [Option<Here>; 2],
    /// Where to look for it in the project that is open.
    pub at: Option<Place>,
    /// Whether somebody decided that it may stay as it is.
    pub is_left: bool,
}

/// What one of the two says.
pub(super) struct Here {
    pub record: RecordId,
    /// The code of a mark, type and date of an event.
    pub value: String,
    /// How many sentences an event has.
    pub sentences: usize,
}

/// A place in the project that is open.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Mark(MarkId),
    /// An event, and its first sentence.
    Event(EventId, Option<MarkId>),
    Words(DocumentId, Span),
}

/// What a row is known by.
pub(super) type Key = [Option<RecordId>; 2];

impl Row {
    pub fn key(&self) -> Key {
        self.said.each_ref().map(|said| said.as_ref().map(|said| said.record))
    }

    /// In what the two differ, in words.
    pub fn what(&self) -> String {
        match self.kinds[..] {
            [Kind::EventType, Kind::EventDate] => "other type and date".to_owned(),
            _ => self.kinds.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        }
    }

    /// What there is to settle.
    pub fn dispute(&self) -> Option<Dispute> {
        let mark = |record: RecordId| if let RecordId::Mark(mark) = record { Some(mark) } else { None };
        let event = |record: RecordId| if let RecordId::Event(event) = record { Some(event) } else { None };
        let [first, second] = self.key();
        match first.or(second)? {
            RecordId::Mark(_) => Some(Dispute::Marks(first.and_then(mark), second.and_then(mark))),
            RecordId::Event(_) => Some(Dispute::Events(first.and_then(event), second.and_then(event))),
            _ => None,
        }
    }
}

/// What somebody without a name is called.
pub(super) fn shown(name: &str) -> &str {
    if name.is_empty() { "without a name" } else { name }
}

/// Compares.
pub(super) fn compare(project: &Project, whom: Whom) -> Found {
    match whom {
        Whom::People(chosen, me) => people(project, chosen, &me),
        Whom::File(other) => file(project, &other),
    }
}

fn file(project: &Project, other: &Other) -> Found {
    let pair = ["This project".to_owned(), other.name()];
    let [first, second] = &pair;
    let coders =
        [Coder { name: first, project, only: None }, Coder { name: second, project: &other.project, only: None }];
    let found = reliability(&coders);
    let mut left_out = left_out(&found);
    if found.in_all > 0 {
        let about = "They were there before the two files parted, or were merged since. Where neither changed them they \
                     count as agreed, though nobody agreed on them";
        left_out.push((format!("{} in both files as one record", counted(found.in_all, "mark")), about.to_owned()));
    }
    let rows = rows(&found, [project, &other.project]);
    let (figures, compared) = (told(&found), found.documents.len());
    Found { people: Vec::new(), pair, figures, may_stay: may_stay(&rows), rows, left_out, compared }
}

fn people(project: &Project, chosen: [String; 2], me: &str) -> Found {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, mark) in project.marks().iter() {
        *counts.entry(&mark.made.by).or_default() += 1;
    }
    let mut people: Vec<(String, usize)> = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    people.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
    let is_there = |name: &str| people.iter().any(|(other, _)| other == name);
    let [first, second] = &chosen;
    let pair = if first != second && is_there(first) && is_there(second) {
        chosen
    } else {
        let most =
            |other: Option<&str>| people.iter().map(|(name, _)| name).find(|name| Some(name.as_str()) != other);
        let first = if is_there(me) { me.to_owned() } else { most(None).cloned().unwrap_or_default() };
        let second = most(Some(&first)).cloned().unwrap_or_default();
        [first, second]
    };
    if people.len() < 2 {
        let (figures, rows, left_out) = (Vec::new(), Vec::new(), Vec::new());
        return Found { people, pair, figures, rows, may_stay: 0, left_out, compared: 0 };
    }
    let coders = pair.each_ref().map(|name| Coder { name: shown(name), project, only: Some(name) });
    let found = reliability(&coders);
    let (figures, compared) = (told(&found), found.documents.len());
    let rows = rows(&found, [project, project]);
    Found { figures, may_stay: may_stay(&rows), rows, left_out: left_out(&found), people, pair, compared }
}

/// Those of events, then those of marks by document and place. An event goes first, since it is found by nobody any
/// more once its marks are settled; one whose type and date differ is one row, for one answer settles both.
fn rows(found: &Reliability, projects: [&Project; 2]) -> Vec<Row> {
    // The same document has an id of its own in each file.
    let own: BTreeMap<DocumentId, DocumentId> =
        found.documents.iter().filter_map(|document| Some((*document.ids.get(1)?, *document.ids.first()?))).collect();
    let (marks, events): (Vec<_>, Vec<_>) = found.disagreements.iter().partition(|one| one.document.is_some());
    let [mine, _] = projects;
    let left = mine.rulings().iter().filter_map(|(_, row)| match &row.about {
        Matter::Disagreement { records } => Some(records.as_slice()),
        _ => None,
    });
    let left: BTreeSet<&[RecordId]> = left.collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut places: BTreeMap<Key, usize> = BTreeMap::new();
    for row in events.into_iter().chain(marks).map(|one| row(found, one, projects, &own)) {
        if let Some(there) = places.get(&row.key()).and_then(|place| rows.get_mut(*place)) {
            there.kinds.extend(row.kinds);
        } else {
            places.insert(row.key(), rows.len());
            rows.push(row);
        }
    }
    for row in &mut rows {
        let mut records: Vec<RecordId> = row.key().into_iter().flatten().collect();
        records.sort_unstable();
        row.is_left = left.contains(records.as_slice());
    }
    rows
}

fn may_stay(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.is_left).count()
}

fn row(
    found: &Reliability,
    one: &Disagreement,
    projects: [&Project; 2],
    own: &BTreeMap<DocumentId, DocumentId>,
) -> Row {
    let here = |at: usize| {
        let said: &Said = one.said.get(at)?.as_ref()?;
        let project = projects.get(at)?;
        if let Some(event) = said.event {
            let value = type_and_date(project, project.events().get(event)?);
            return Some(Here {
                record: event.into(),
                value,
                sentences: project.index().marks_of_event(event).count(),
            });
        }
        Some(Here { record: said.mark?.into(), value: said.value.clone(), sentences: 0 })
    };
    let said = [here(0), here(1)];
    let mut quotes: Vec<&str> = one.said.iter().flatten().map(|said| said.quote.as_str()).collect();
    if one.document.is_some() {
        quotes.truncate(1);
    }
    // Each has a title of their own for an event.
    quotes.dedup();
    let quote = quotes.join(" / ");
    let at = place(&said, projects, own);
    let [mine, _] = projects;
    let document = match (one.document, at) {
        (Some(document), _) => found.documents.get(document).and_then(|document| document.ids.first().copied()),
        (None, Some(Place::Words(document, _))) => Some(document),
        (None, Some(Place::Event(event, _))) => mine.index().documents_of_event(event).first().copied(),
        (None, _) => None,
    };
    let title = document.map(|document| mine.label(document.into()).to_owned()).unwrap_or_default();
    Row { kinds: vec![one.kind], title, quote, said, at, is_left: false }
}

/// What the open project has is looked at there; of what only a file has, the words.
fn place(
    said: &[Option<Here>; 2],
    [mine, theirs]: [&Project; 2],
    own: &BTreeMap<DocumentId, DocumentId>,
) -> Option<Place> {
    let there = said.iter().flatten().map(|here| here.record).find(|record| mine.has(*record));
    match there {
        Some(RecordId::Mark(mark)) => return Some(Place::Mark(mark)),
        Some(RecordId::Event(event)) => return Some(Place::Event(event, mine.index().marks_of_event(event).next())),
        _ => {}
    }
    let words = |mark: MarkId| {
        let row = theirs.marks().get(mark)?;
        Some(Place::Words(*own.get(&row.document)?, row.pieces.hull()))
    };
    match said.iter().flatten().next()?.record {
        RecordId::Mark(mark) => words(mark),
        RecordId::Event(event) => theirs.index().marks_of_event(event).find_map(words),
        _ => None,
    }
}

fn left_out(found: &Reliability) -> Vec<(String, String)> {
    const MOST: usize = 12;
    let documents = &found.left_out.documents;
    let mut said = Vec::new();
    if !documents.is_empty() {
        let mut about: Vec<String> =
            documents.iter().take(MOST).map(|(title, why)| format!("“{title}”: {why}")).collect();
        if documents.len() > MOST {
            about.push(format!("and {} more", thousands(documents.len() - MOST)));
        }
        let compared = counted(found.documents.len(), "document");
        said.push((format!("{compared} compared, {} left out", thousands(documents.len())), about.join("\n")));
    }
    // Marks of others are not in question here.
    let marks = found.left_out.marks.iter().filter(|(why, _)| **why != WhyMark::OtherCoder);
    said.extend(marks.map(|(why, count)| (format!("{} {why} left out", counted(*count, "mark")), String::new())));
    said
}

/// The figures.
fn told(found: &Reliability) -> Vec<Figure> {
    let Some(all) = found.groups.first() else { return Vec::new() };
    let Group { units, exact, overlap, unitising, nominal, .. } = all;
    let marks: Vec<String> = units.iter().map(|count| thousands(*count)).collect();
    let marks = format!("{} marks", marks.join(" and "));
    let matched = |pairs: &PairwiseSpans| pairs.pairs.first().map_or(0, |(_, pair)| pair.matched.len());
    let figure = |name, value: Result<f64, NotComputable>, about: String, opens| Figure {
        name,
        value: value.map_or_else(|_| "–".to_owned(), |value| format!("{value:.3}")),
        about: value.map_or_else(|why| format!("Not computable: {why}"), |_| about),
        opens,
    };
    let places =
        |of: &Agreement, what: &str| format!("{what}: of {} places that both have marked", thousands(of.items));
    let codes = || Opens::List(Some(Kind::Code));
    let mut figures = vec![
        figure(
            "F1, same place",
            exact.value,
            format!("{marks}, {} the same to the letter", matched(exact)),
            Opens::List(None),
        ),
        figure(
            "F1, half in common",
            overlap.value,
            format!("{marks}, {} with at least half in common", matched(overlap)),
            Opens::List(Some(Kind::Missing)),
        ),
        figure(
            "alpha of units",
            unitising.value,
            format!("{} units on {} code points", unitising.units, thousands(unitising.length)),
            Opens::List(Some(Kind::Edges)),
        ),
        figure("percent of codes", nominal.percent.value, places(&nominal.percent, "The same code"), codes()),
    ];
    if let Some(cohen) = &nominal.cohen {
        figures.push(figure("Cohen's kappa", cohen.value, places(cohen, "Corrected for chance"), codes()));
    }
    figures.push(figure(
        "alpha of codes",
        nominal.alpha.value,
        places(&nominal.alpha, "Krippendorff's alpha"),
        codes(),
    ));
    figures.push(figure("AC1", nominal.ac1.value, places(&nominal.ac1, "Gwet's AC1"), codes()));
    if let Some(found) = found.events.first() {
        let (one, other) = found.found;
        let both = found.both.len();
        let about = format!("{one} and {other} events, {both} found by both");
        figures.push(figure("F1 of events", found.value, about, Opens::List(Some(Kind::EventMissing))));
        for (name, same, kind) in [
            ("same type", found.count(|pair| pair.same_type), Kind::EventType),
            ("same date", found.count(|pair| pair.same_date), Kind::EventDate),
        ] {
            let about = format!("Of the {both} events that both found, {same} have the {name}");
            let value = format!("{same} of {both}");
            figures.push(Figure { name, value, about, opens: Opens::List(Some(kind)) });
        }
        if !found.apart.is_empty() {
            let about = "Somebody said that these are two events, though their sentences lie in the same place: each \
                         counts as found by one, and is settled";
            let events = found.apart.iter().flat_map(|(first, second)| [*first, *second]).collect();
            figures.push(Figure {
                name: "said to be two",
                value: counted(found.apart.len(), "pair"),
                about: about.to_owned(),
                opens: Opens::Events("Events that were said to be two", events),
            });
        }
    }
    figures
}
