//! Projects at random, in the words of the domain.
//!
//! A [`Step`] is a verb and a few small numbers. What the numbers stand for is decided when the step is taken, by
//! looking at the project as it is then ([`command`]): so most steps succeed, some are refused, and a failing sequence
//! can be made shorter without losing its sense. A [`World`] is a session with a clock that takes such steps.
//!
//! What this does *not* do: it expects nothing. The tests do.

use entente::base::id::{Fresh, Ids};
use entente::base::span::{Pieces, Span};
use entente::base::stamp::Stamp;
use entente::base::when::When;
use entente::files::store::OpenOptions;
use entente::files::{Disk, OpenError, Problem, RealDisk, Store};
use entente::model::{
    Anchor, Arranged, Assessed, Bound, CERTAINTIES, Certainty, ChartKind, ChartSpec, Class, Code, CodeId, CodeKind,
    Colour, Compared, Context, DateRule, Direction, Document, DocumentId, DocumentState, Entity, Event, Evidence,
    ExternalId, Field, Figure, Filter, Flaw, GroupBy, Handling, HowKnown, InRole, LanesBy, Level, LineOrder,
    ListColumn, ListOf, ListSpec, Mark, MarkId, MatrixOf, MatrixSpec, Matter, Membership, Name, NetworkSpec, Office,
    Participant, Pattern, Place, Presence, ProjectId, Proves, Published, RecordId, Relation, RelationKind, RoleRule,
    Ruling, Side, Somewhere, Sorting, Source, Speech, SplitBy, StatedWhen, Status, StatusStep, Step as Bins, TiesBy,
    TimelineSpec, TrendOf, TrendSpec, Unit, View, Who, Within, Zone, ZoneId, ZoneKind,
};
use entente::ops::bulk::{EventsChange, MarksChange};
use entente::ops::code::CodeChange;
use entente::ops::document::DocumentChange;
use entente::ops::entity::EntityChange;
use entente::ops::event::EventChange;
use entente::ops::mark::MarkChange;
use entente::ops::merging::{Pair, Rulings};
use entente::ops::name::Naming;
use entente::ops::settle::{Dispute, Take};
use entente::project::{History, Project, Tabled, Tx};
use entente::session::{
    Arrival, At, Command, DateOf, Failure, NewDocument, NewZone, Outcome, Part, Purpose, Session, Spot,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// Something that a person may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    AddDocument,
    AddDocuments,
    ChangeDocument,
    AddZone,
    AddZones,
    ChangeZone,
    RemoveZone,
    BringIn,
    CorrectText,
    ReplaceText,
    ConfirmMarks,
    Tag,
    TagNew,
    TagEach,
    ChangeMark,
    PlaceMark,
    Retype,
    SplitMark,
    Attach,
    AddEvent,
    ChangeEvent,
    AddEntity,
    ChangeEntity,
    ChangeEvents,
    ChangeEntities,
    ChangeMarks,
    MergeEvents,
    MergeEntities,
    TakeApart,
    KeepApart,
    Settle,
    Reconsider,
    SplitEvent,
    SplitEntity,
    AddCode,
    ChangeCode,
    MergeCodes,
    SplitCode,
    DeleteCode,
    OrderCodes,
    AdoptCodes,
    JoinMarks,
    GiveName,
    AddFor,
    AddView,
    ChangeView,
    AddListView,
    ChangeListView,
    AcceptName,
    AcceptDate,
    Decline,
    Delete,
    Undo,
    Redo,
}

/// How often each is asked for: what stands here twice comes up twice as often.
const VERBS: [Verb; 94] = [
    Verb::Reconsider,
    Verb::Reconsider,
    Verb::MergeEvents,
    Verb::MergeEvents,
    Verb::MergeEvents,
    Verb::MergeEntities,
    Verb::MergeEntities,
    Verb::TakeApart,
    Verb::TakeApart,
    Verb::TakeApart,
    Verb::KeepApart,
    Verb::Settle,
    Verb::Settle,
    Verb::SplitEvent,
    Verb::SplitEvent,
    Verb::SplitEntity,
    Verb::MergeCodes,
    Verb::MergeCodes,
    Verb::SplitCode,
    Verb::DeleteCode,
    Verb::OrderCodes,
    Verb::AdoptCodes,
    Verb::JoinMarks,
    Verb::GiveName,
    Verb::GiveName,
    Verb::GiveName,
    Verb::ChangeEvents,
    Verb::ChangeEvents,
    Verb::ChangeEntities,
    Verb::ChangeMarks,
    Verb::ChangeMarks,
    Verb::AddListView,
    Verb::ChangeListView,
    Verb::AddZones,
    Verb::AddZones,
    Verb::ChangeZone,
    Verb::ChangeZone,
    Verb::BringIn,
    Verb::BringIn,
    Verb::Tag,
    Verb::TagNew,
    Verb::TagEach,
    Verb::CorrectText,
    Verb::Delete,
    Verb::Undo,
    Verb::Redo,
    Verb::ChangeEvent,
    Verb::AddDocument,
    Verb::AddDocuments,
    Verb::ChangeDocument,
    Verb::AddZone,
    Verb::AddZone,
    Verb::RemoveZone,
    Verb::RemoveZone,
    Verb::ChangeMark,
    Verb::PlaceMark,
    Verb::Retype,
    Verb::SplitMark,
    Verb::Attach,
    Verb::AddEvent,
    Verb::AddEntity,
    Verb::AddEntity,
    Verb::AddEntity,
    Verb::ChangeEntity,
    Verb::AddCode,
    Verb::ChangeCode,
    Verb::AddFor,
    Verb::AddView,
    Verb::ChangeView,
    Verb::AcceptName,
    Verb::AcceptDate,
    Verb::Decline,
    Verb::Tag,
    Verb::TagNew,
    Verb::CorrectText,
    Verb::CorrectText,
    Verb::ReplaceText,
    Verb::ConfirmMarks,
    Verb::ConfirmMarks,
    Verb::ConfirmMarks,
    Verb::ConfirmMarks,
    Verb::Delete,
    Verb::Delete,
    Verb::Undo,
    Verb::Undo,
    Verb::Redo,
    Verb::Redo,
    Verb::Redo,
    Verb::ChangeEvent,
    Verb::ChangeEvent,
    Verb::ChangeMark,
    Verb::AddZone,
    Verb::AddZone,
    Verb::RemoveZone,
];

/// A verb and the numbers that decide what it is done to.
#[derive(Clone)]
pub struct Step {
    pub verb: Verb,
    pub numbers: [u8; 8],
}

/// On one line, so that a failing sequence can be read.
impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.verb, self.numbers)
    }
}

/// Up to `most` steps.
pub fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = (select(VERBS.to_vec()), any::<[u8; 8]>()).prop_map(|(verb, numbers)| Step { verb, numbers });
    vec(step, 0..=most)
}

/// Texts as they come: accents in two spellings, right to left, emoji of several code points, empty lines, spaces at
/// the ends, quotation marks and backslashes. Line ends are `\n`, as after every import.
pub const TEXTS: [&str; 9] = [
    "Gérald Darmanin met Abdellatif Ouahbi in Rabat on Monday.\n\nBoth signed a declaration; both spoke to the press.",
    "Reçu à Rabat, le garde des Sceaux a signé.\n\n\n« C'est un tournant », a-t-il dit — «\u{a0}vraiment\u{a0}».\n",
    "استقبل وزير العدل نظيره الفرنسي في الرباط يوم الاثنين.\n\nووقّع الطرفان إعلانًا مشتركًا.",
    "Cafe\u{301} de\u{301}cide\u{301}: e\u{301} is two code points, é is one.\n",
    "Two 👮🏽‍♀️👮 and a flag 🇲🇦 at the port of Tanger Med 🚢\n\n😀",
    "  spaces at both ends, a tab\there, \"quotes\", a back\\slash and // no comment  ",
    "\n\n\nthe title stands below empty lines\n\n",
    "a a a a a a",
    "é",
];

const WORDS: [&str; 8] = ["", "x", "é", "Abdel-Latif", "الرباط", "🇫🇷", "a longer correction,\nover two lines", " "];
const NAMES: [&str; 6] = ["Gérald Darmanin", "Darmanin", "وهبي", "Ouahbi", "DGSN", " "];
const DATES: [&str; 7] =
    ["2025-03-10", "2025-03", "2025", "2025-03-10/2025-03-12", "2025-03-10/..", "2024-21", "2025-03~"];
const OUTLETS: [&str; 4] = ["Strait Herald", "Le Quotidien", "الصباح", ""];

/// One in so many ids leads nowhere, so that refusals are tried too.
const ASTRAY: u8 = 23;

/// Reads the numbers of a step as choices in a project.
struct Dice<'a> {
    project: &'a Project,
    numbers: &'a [u8],
    thrown: usize,
}

impl Dice<'_> {
    fn number(&mut self) -> u8 {
        let round = u8::try_from(self.thrown / self.numbers.len()).unwrap_or(u8::MAX);
        let number = self.numbers[self.thrown % self.numbers.len()];
        self.thrown += 1;
        // A second look at the same number gives another one.
        if round == 0 { number } else { number.rotate_left(3).wrapping_mul(31).wrapping_add(round) }
    }

    fn below(&mut self, sides: usize) -> usize {
        usize::from(self.number()) % sides.max(1)
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) + 1 == one_in
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    /// A record of this kind; now and then an id that leads nowhere.
    fn id<T: Tabled>(&mut self) -> T::Id
    where
        T::Id: Fresh,
    {
        let number = self.number();
        let ids: Vec<T::Id> = T::table(self.project).ids().collect();
        match usize::from(number).checked_rem(ids.len()) {
            Some(at) if number % ASTRAY != ASTRAY - 1 => ids[at],
            _ => T::Id::from_bits(number.into()),
        }
    }

    /// A document with zones, if there is one.
    fn zoned(&mut self) -> DocumentId {
        let number = usize::from(self.number());
        let zoned = self.project.documents().iter().filter(|(_, document)| !document.zones.is_empty());
        let zoned: Vec<DocumentId> = zoned.map(|(id, _)| id).collect();
        match number.checked_rem(zoned.len()) {
            Some(at) => zoned[at],
            None => self.id::<Document>(),
        }
    }

    /// A mark that is in doubt, if there is one.
    fn doubtful(&mut self) -> MarkId {
        let number = usize::from(self.number());
        let open = self.project.marks().iter().filter(|(_, mark)| mark.anchor == Anchor::Doubtful);
        let open: Vec<MarkId> = open.map(|(id, _)| id).collect();
        match number.checked_rem(open.len()) {
            Some(at) => open[at],
            None => self.id::<Mark>(),
        }
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.chance(3) { None } else { Some(value(self)) }
    }

    fn code(&mut self, kind: CodeKind) -> CodeId {
        let number = usize::from(self.number());
        let fitting = self.project.codes().iter().filter(|(_, code)| code.kind == kind).map(|(id, _)| id);
        let fitting: Vec<CodeId> = fitting.collect();
        match number.checked_rem(fitting.len()) {
            Some(at) => fitting[at],
            None => self.id::<Code>(),
        }
    }

    fn when(&mut self) -> When {
        self.of(&DATES).parse().expect("a date")
    }

    fn source(&mut self) -> Source {
        if self.chance(2) { Source::Mark(self.id::<Mark>()) } else { Source::Analyst }
    }

    fn proves(&mut self) -> Proves {
        if self.chance(2) { Proves::Event(self.id::<Event>()) } else { Proves::Entity(self.id::<Entity>()) }
    }

    fn evidence(&mut self) -> Evidence {
        Evidence { of: self.proves(), link: self.of(&[Certainty::Certain, Certainty::Probable]) }
    }

    fn text(&mut self) -> String {
        let text = self.of(&TEXTS);
        match self.below(3) {
            0 => text.to_owned(),
            // Another text, so that it is not refused as known.
            number => format!("{text}{}", "\nMore.".repeat(number + self.below(40))),
        }
    }

    fn new_document(&mut self) -> NewDocument {
        let text = self.text();
        NewDocument { text, changes: (0..self.below(3)).map(|_| self.document_change()).collect() }
    }

    /// Mostly a few code points in sequence; also two pieces, a word, and places that cut a character or lie outside.
    fn place(&mut self, document: DocumentId) -> At {
        let text = self.project.text(document);
        let length = text.chars().count();
        let start = (self.below(256) * 3) % (length + 1);
        let end = start + 1 + self.below(14);
        let marked = self.project.index().first_mark(document);
        match self.below(9) {
            // Where something is marked already.
            8 if marked.is_some() => {
                let mark = marked.and_then(|(_, id)| self.project.marks().get(id)).expect("a mark");
                At::Bytes(mark.pieces.clone())
            }
            0 => At::Chars(vec![(start, start + 1), (end + 1, end + 3)]),
            1 => {
                let words: Vec<&str> = text.split_whitespace().collect();
                let quote = if words.is_empty() { "word" } else { words[self.below(words.len())] };
                At::Quote { quote: quote.to_owned(), occurrence: 1 + self.below(2), then: Vec::new() }
            }
            2 => {
                let span = Span::new(start, end);
                Pieces::one(span).map_or(At::Chars(vec![(start, end)]), At::Bytes)
            }
            _ => At::Chars(vec![(start.min(length.saturating_sub(1)), end.min(length))]),
        }
    }

    fn document_change(&mut self) -> DocumentChange {
        match self.below(11) {
            9 => DocumentChange::SyndicatedFrom(self.maybe(Self::id::<Document>)),
            0 => DocumentChange::Title(self.of(&NAMES).to_owned()),
            1 => DocumentChange::Outlet(self.of(&OUTLETS).to_owned()),
            2 => DocumentChange::Published(self.maybe(|dice| Published {
                when: dice.when(),
                known: dice.of(&[HowKnown::Stated, HowKnown::Address, HowKnown::Inferred]),
                reason: dice.of(&WORDS).to_owned(),
            })),
            3 => DocumentChange::State(self.of(&DocumentState::ALL)),
            4 => DocumentChange::Tags(BTreeSet::from([self.of(&WORDS).to_owned(), self.of(&NAMES).to_owned()])),
            5 => DocumentChange::Grade(self.maybe(|dice| dice.of(&["A1", "B2", "F6"]).parse().expect("a grade"))),
            6 => DocumentChange::Handling(self.maybe(|dice| dice.of(&[Handling::Clear, Handling::AmberStrict]))),
            7 => DocumentChange::Origin(vec![self.of(&OUTLETS).to_owned(), self.of(&NAMES).to_owned()]),
            8 => DocumentChange::External(vec![self.external()]),
            _ => DocumentChange::Note(self.of(&WORDS).to_owned()),
        }
    }

    fn external(&mut self) -> ExternalId {
        ExternalId { scheme: "wikidata".to_owned(), value: format!("Q{}", self.number()) }
    }

    fn mark_change(&mut self) -> MarkChange {
        match self.below(7) {
            0 => MarkChange::Code(self.maybe(Self::id::<Code>)),
            1 => MarkChange::AddEvidence(self.evidence()),
            2 => MarkChange::RemoveEvidence(self.proves()),
            3 => MarkChange::Status(self.maybe(|dice| dice.of(&Status::ALL))),
            4 => MarkChange::Speech(self.maybe(|dice| dice.of(&Speech::ALL))),
            5 => MarkChange::Attribution(vec![self.of(&NAMES).to_owned()]),
            _ => MarkChange::Note(self.of(&WORDS).to_owned()),
        }
    }

    fn purpose(&mut self) -> Purpose {
        let document = self.id::<Document>();
        let at = self.place(document);
        let kind = self.of(&[CodeKind::EventType, CodeKind::EntityKind, CodeKind::Role]);
        match self.below(11) {
            0 => Purpose::Tag { document, at, kind },
            1 => Purpose::MarkCode { mark: self.id::<Mark>(), kind },
            2 => Purpose::Evidence(self.id::<Mark>()),
            3 => Purpose::EvidenceAt { document, at },
            4 => Purpose::EventType(self.id::<Event>()),
            5 => Purpose::Area(self.id::<Event>()),
            6 => Purpose::Role(self.id::<Event>(), self.below(2)),
            7 => Purpose::Participant(self.id::<Event>()),
            8 => Purpose::PartOf(self.id::<Entity>()),
            9 => Purpose::OfficeOf(self.id::<Entity>(), self.below(2)),
            _ => Purpose::EntityKind(self.id::<Entity>()),
        }
    }

    fn participant(&mut self) -> Participant {
        let who = match self.below(3) {
            0 => Who::Unnamed { text: "two suspects".to_owned(), count: self.maybe(|dice| dice.number().into()) },
            _ => Who::Entity(self.id::<Entity>()),
        };
        let role = self.maybe(|dice| dice.code(CodeKind::Role));
        let office = self.of(&WORDS).to_owned();
        Participant { role, who, office, certainty: self.of(&CERTAINTIES), source: self.source() }
    }

    fn figure(&mut self) -> Figure {
        Figure {
            value: rust_decimal::Decimal::new(i64::from(self.number()), 1),
            unit: self.of(&["arrests", "euros"]).to_owned(),
            currency: String::new(),
            bound: self.of(&[Bound::Exactly, Bound::MoreThan, Bound::About, Bound::Only]),
            what: self.of(&WORDS).to_owned(),
            of: self.maybe(Self::id::<Entity>),
            when: self.maybe(Self::when),
            source: self.source(),
        }
    }

    fn place_of_event(&mut self) -> Place {
        let entity = self.maybe(Self::id::<Entity>);
        Place { entity, text: self.of(&WORDS).to_owned(), source: self.source() }
    }

    fn assessed(&mut self) -> Assessed {
        let known = self.of(&[HowKnown::Given, HowKnown::Inferred]);
        Assessed { when: self.when(), known, reason: self.of(&WORDS).to_owned(), source: self.source() }
    }

    fn relation(&mut self) -> Relation {
        let kind = match self.below(4) {
            0 => RelationKind::Other(self.code(CodeKind::RelationKind)),
            1 => RelationKind::Causes,
            _ => RelationKind::Follows,
        };
        let to = self.id::<Event>();
        Relation { kind, to, certainty: Certainty::Probable, note: String::new(), source: self.source() }
    }

    fn stated(&mut self) -> StatedWhen {
        StatedWhen { text: "Monday".to_owned(), when: self.maybe(Self::when), source: self.source() }
    }

    fn status_step(&mut self) -> StatusStep {
        StatusStep { status: self.of(&Status::ALL), when: self.maybe(Self::when), source: self.source() }
    }

    fn event_change(&mut self) -> EventChange {
        match self.below(28) {
            0 => EventChange::Kind(self.maybe(|dice| dice.code(CodeKind::EventType))),
            1 => EventChange::Areas(BTreeSet::from([self.code(CodeKind::Area), self.code(CodeKind::Area)])),
            2 => EventChange::Title(self.of(&WORDS).to_owned()),
            3 => EventChange::When(self.maybe(Self::assessed)),
            4 => EventChange::AddStated(self.stated()),
            5 => EventChange::Stated(Vec::new()),
            6 => match self.below(5) {
                0 => EventChange::Places(vec![self.place_of_event(), self.place_of_event()]),
                1 => EventChange::SetPlace(self.below(2), self.place_of_event()),
                2 => EventChange::RemovePlace(self.below(2)),
                _ => EventChange::AddPlace(self.place_of_event()),
            },
            7 | 8 => EventChange::AddParticipant(self.participant()),
            9 => EventChange::SetParticipant(self.below(2), self.participant()),
            10 => EventChange::RemoveParticipant(self.below(2)),
            11 => EventChange::AddFigure(self.figure()),
            12 => EventChange::SetFigure(self.below(2), self.figure()),
            13 => EventChange::RemoveFigure(self.below(2)),
            14 => EventChange::Status(self.of(&Status::ALL)),
            15 => EventChange::AddStatusStep(self.status_step()),
            16 => EventChange::Source(self.of(&[Field::Kind, Field::Title, Field::Place]), self.source()),
            17 | 18 => EventChange::AddRelation(self.relation()),
            19 => EventChange::NotSame(self.id::<Event>()),
            20 => EventChange::Unspecified(BTreeSet::from([self.of(&[Field::When, Field::Figures])])),
            21 => EventChange::SetStated(self.below(2), self.stated()),
            22 => EventChange::RemoveStated(self.below(2)),
            23 => EventChange::SetStatusStep(self.below(2), self.status_step()),
            24 => EventChange::RemoveStatusStep(self.below(2)),
            26 if self.chance(2) => EventChange::RemoveAssessedBefore(0),
            26 => EventChange::SetAssessedBefore(0, self.assessed()),
            25 => EventChange::SetRelation(self.below(2), self.relation()),
            _ => EventChange::Note(self.of(&WORDS).to_owned()),
        }
    }

    fn entity_change(&mut self) -> EntityChange {
        match self.below(16) {
            0 => EntityChange::Kind(self.maybe(|dice| dice.code(CodeKind::EntityKind))),
            1 => EntityChange::Names(vec![Name::plain(self.of(&NAMES)), Name::plain(self.of(&NAMES))]),
            2 if self.chance(2) => EntityChange::AddSpelling(self.name()),
            2 => EntityChange::AddName(self.of(&NAMES).to_owned()),
            3 => EntityChange::ShowName(self.of(&NAMES).to_owned()),
            4 => EntityChange::PartOf(vec![self.membership()]),
            5 => EntityChange::Offices(vec![self.office()]),
            6 => EntityChange::NotSame(self.id::<Entity>()),
            7 => EntityChange::SetName(self.below(2), self.name()),
            8 => EntityChange::RemoveName(self.of(&NAMES).to_owned()),
            9 if self.chance(2) => EntityChange::RemoveExternal(0),
            9 => EntityChange::AddExternal(self.external()),
            10 => EntityChange::External(vec![self.external()]),
            11 => EntityChange::AddMembership(self.membership()),
            12 => EntityChange::SetMembership(self.below(2), self.membership()),
            13 => EntityChange::RemoveMembership(self.below(2)),
            14 => match self.below(3) {
                0 => EntityChange::AddOffice(self.office()),
                1 => EntityChange::SetOffice(self.below(2), self.office()),
                _ => EntityChange::RemoveOffice(self.below(2)),
            },
            _ => EntityChange::Note(self.of(&WORDS).to_owned()),
        }
    }

    fn name(&mut self) -> Name {
        Name { source: self.source(), ..Name::plain(self.of(&NAMES)) }
    }

    fn membership(&mut self) -> Membership {
        let when = self.maybe(Self::when);
        Membership { entity: self.id::<Entity>(), when, note: String::new(), source: self.source() }
    }

    fn office(&mut self) -> Office {
        Office {
            title: self.of(&["justice minister", "mayor"]).to_owned(),
            of: self.maybe(Self::id::<Entity>),
            when: self.maybe(Self::when),
            level: Some(Level::Minister),
            source: self.source(),
        }
    }

    fn code_change(&mut self, kind: CodeKind) -> CodeChange {
        match self.below(9) {
            0 => CodeChange::Name(self.of(&["Visit", "Arrest", "Accord", " "]).to_owned()),
            1 | 2 => CodeChange::Parent(self.maybe(|dice| dice.code(kind))),
            3 => CodeChange::Key(self.maybe(|dice| dice.of(&['v', 'a', '1', 'é']))),
            4 => CodeChange::Colour(Colour([self.number(), 0, 255])),
            5 => CodeChange::Weight(self.maybe(|dice| rust_decimal::Decimal::new(i64::from(dice.number()), 1))),
            6 => CodeChange::Class(self.maybe(|dice| dice.of(&[Class::VerbalConflict, Class::MaterialCooperation]))),
            7 => CodeChange::Roles(vec![RoleRule {
                role: self.code(CodeKind::Role),
                kinds: vec![self.code(CodeKind::EntityKind)],
                at_least: 1,
                at_most: self.maybe(Self::number),
            }]),
            _ => CodeChange::Pattern(self.of(&[Pattern::Stripes, Pattern::Dots])),
        }
    }

    fn chart(&mut self) -> ChartSpec {
        ChartSpec {
            by: self.of(&Bins::ALL),
            split: self.maybe(|dice| dice.of(&SplitBy::ALL)),
            unit: self.of(&Unit::ALL),
            rule: self.of(&DateRule::ALL),
            filter: Filter {
                types: self.maybe(|dice| dice.code(CodeKind::EventType)).into_iter().collect(),
                entities: self.maybe(Self::id::<Entity>).into_iter().collect(),
                period: self.maybe(Self::when),
                ..Filter::everything()
            },
            arranged: self.of(&Arranged::ALL),
            caption: self.of(&WORDS).to_owned(),
            kind: self.kind_of_chart(),
            ..ChartSpec::default()
        }
    }

    fn kind_of_chart(&mut self) -> ChartKind {
        match self.below(7) {
            0 => ChartKind::Activity,
            1 => ChartKind::Lag,
            2 => ChartKind::Timeline(TimelineSpec {
                lanes: self.of(&LanesBy::ALL),
                split_at: self.maybe(Self::when).and_then(|when| when.earliest()),
                without_links: self.below(2) == 0,
            }),
            3 => ChartKind::Matrix(MatrixSpec {
                of: MatrixOf::Pivot { rows: self.of(&Side::ALL), columns: self.of(&Side::ALL) },
                row_order: self.of(&LineOrder::ALL),
                ..MatrixSpec::default()
            }),
            4 => ChartKind::Matrix(MatrixSpec {
                of: MatrixOf::Codes(self.of(&Within::ALL)),
                most: 12,
                ..MatrixSpec::default()
            }),
            5 => ChartKind::Network(NetworkSpec {
                folded: self.below(2) == 0,
                most: 1 + self.of(&[0, 4, 99]),
                ties: self.of(&TiesBy::ALL),
                ..NetworkSpec::default()
            }),
            _ => ChartKind::Trend(TrendSpec {
                of: self.of(&TrendOf::ALL),
                compare: vec![Compared { name: self.of(&WORDS).to_owned(), filter: self.filter() }],
                ..TrendSpec::default()
            }),
        }
    }

    fn filter(&mut self) -> Filter {
        let role =
            self.maybe(|dice| InRole { role: dice.code(CodeKind::Role), entity: dice.maybe(Self::id::<Entity>) });
        let place = self.maybe(|dice| match dice.below(2) {
            0 => Somewhere::Entity(dice.id::<Entity>()),
            _ => Somewhere::Words(dice.of(&WORDS).to_owned()),
        });
        Filter {
            types: self.maybe(|dice| dice.code(CodeKind::EventType)).into_iter().collect(),
            areas: self.maybe(|dice| dice.code(CodeKind::Area)).into_iter().collect(),
            wholes: self.maybe(Self::id::<Entity>).into_iter().collect(),
            dyad: self.maybe(|dice| (dice.id::<Entity>(), dice.id::<Entity>())),
            roles: role.into_iter().collect(),
            places: place.into_iter().collect(),
            outlets: self.maybe(|dice| dice.of(&OUTLETS).to_owned()).into_iter().collect(),
            evidence: self.maybe(|dice| dice.of(&[Presence::Present, Presence::Absent])),
            origins: self.below(3),
            ..Filter::everything()
        }
    }

    fn list(&mut self) -> Box<ListSpec> {
        let of = self.of(&[ListOf::Events, ListOf::Entities, ListOf::Marks]);
        // Now and then a column or a group that such a list does not have.
        let column = self.of(&[ListColumn::Note, ListColumn::Coder, ListColumn::Title]);
        Box::new(ListSpec {
            of,
            columns: vec![column],
            sort: self.maybe(|dice| Sorting { by: column, direction: dice.of(&[Direction::Up, Direction::Down]) }),
            group: self.maybe(|dice| dice.of(&[GroupBy::Type, GroupBy::Coder, GroupBy::Month])),
            filter: self.filter(),
        })
    }

    fn events_change(&mut self) -> EventsChange {
        match self.below(7) {
            0 => EventsChange::Kind(self.maybe(|dice| dice.code(CodeKind::EventType))),
            1 => EventsChange::AddArea(self.code(CodeKind::Area)),
            2 => EventsChange::RemoveArea(self.code(CodeKind::Area)),
            3 => EventsChange::Status(self.of(&Status::ALL)),
            4 => EventsChange::Certainty(self.of(&[Certainty::Certain, Certainty::Possible])),
            5 => EventsChange::Handling(self.maybe(|dice| dice.of(&[Handling::Clear, Handling::Red]))),
            _ => EventsChange::AddParticipant(self.participant()),
        }
    }

    fn marks_change(&mut self) -> MarksChange {
        match self.below(3) {
            0 => MarksChange::Status(self.maybe(|dice| dice.of(&Status::ALL))),
            _ => MarksChange::Retype(self.id::<Code>()),
        }
    }

    fn many(&mut self, verb: Verb) -> Command {
        match verb {
            Verb::ChangeEvents => Command::ChangeEvents {
                events: (0..self.below(4)).map(|_| self.id::<Event>()).collect(),
                changes: (0..=self.below(2)).map(|_| self.events_change()).collect(),
            },
            Verb::ChangeEntities => Command::ChangeEntities {
                entities: (0..self.below(4)).map(|_| self.id::<Entity>()).collect(),
                changes: vec![self.entity_change()],
            },
            _ => Command::ChangeMarks {
                marks: (0..self.below(4)).map(|_| self.id::<Mark>()).collect(),
                changes: (0..=self.below(2)).map(|_| self.marks_change()).collect(),
            },
        }
    }

    fn saved(&mut self, verb: Verb) -> Command {
        let view = matches!(verb, Verb::ChangeView | Verb::ChangeListView).then(|| self.id::<View>());
        let name = self.of(&NAMES).to_owned();
        match (view, verb) {
            (None, Verb::AddView) => Command::AddView { name, chart: Box::new(self.chart()) },
            (None, _) => Command::AddListView { name, list: self.list() },
            (Some(view), Verb::ChangeView) => Command::ChangeView { view, name, chart: Box::new(self.chart()) },
            (Some(view), _) => Command::ChangeListView { view, name, list: self.list() },
        }
    }

    /// A record with one that it has absorbed, if there is one.
    fn absorbed(&mut self) -> Pair {
        let number = usize::from(self.number());
        let events = self.project.events().iter();
        let events = events.flat_map(|(id, row)| row.absorbed.iter().map(move |one| Pair::Events(id, one.id)));
        let entities = self.project.entities().iter();
        let entities = entities.flat_map(|(id, row)| row.absorbed.iter().map(move |one| Pair::Entities(id, one.id)));
        let all: Vec<Pair> = events.chain(entities).collect();
        match number.checked_rem(all.len()) {
            Some(at) => all[at],
            None => Pair::Events(self.id::<Event>(), self.id::<Event>()),
        }
    }

    fn tagging(&mut self, verb: Verb) -> Command {
        if verb == Verb::TagEach {
            let places = (0..self.below(4)).map(|_| self.spot()).collect();
            let kind = self.of(&[CodeKind::EventType, CodeKind::EntityKind, CodeKind::Area]);
            return Command::TagEach { places, code: self.code(kind) };
        }
        let document = self.id::<Document>();
        let at = self.place(document);
        if verb == Verb::TagNew {
            let kind = self.of(&[CodeKind::EventType, CodeKind::EntityKind, CodeKind::Area]);
            return Command::TagNew { document, at, code: self.code(kind) };
        }
        let code = self.maybe(Dice::id::<Code>);
        let evidence = (0..self.below(3)).map(|_| self.evidence()).collect();
        Command::Tag { document, at, code, evidence }
    }

    fn two_codes_changed(&mut self, verb: Verb) -> Command {
        let (one, other) = self.two_codes();
        match verb {
            Verb::MergeCodes => Command::MergeCodes { keep: one, others: vec![other] },
            Verb::DeleteCode => Command::DeleteCode { code: one, uses_to: self.maybe(|_| other) },
            _ => Command::OrderCodes { under: self.maybe(|dice| dice.two_codes().0), codes: vec![one, other] },
        }
    }

    fn merging(&mut self, verb: Verb) -> Command {
        let rulings = self.of(&[Rulings::Heed, Rulings::Overrule]);
        match verb {
            Verb::MergeEvents => {
                let others = (0..=self.below(2)).map(|_| self.id::<Event>()).collect();
                Command::MergeEvents { keep: self.id::<Event>(), others, rulings }
            }
            Verb::MergeEntities => {
                let others = (0..=self.below(2)).map(|_| self.id::<Entity>()).collect();
                Command::MergeEntities { keep: self.id::<Entity>(), others, rulings }
            }
            Verb::TakeApart => Command::TakeApart(self.absorbed()),
            Verb::Reconsider => Command::Reconsider(self.kept_apart()),
            _ if self.chance(2) => Command::KeepApart(Pair::Events(self.id::<Event>(), self.id::<Event>())),
            _ => Command::KeepApart(Pair::Entities(self.id::<Entity>(), self.id::<Entity>())),
        }
    }

    fn settle(&mut self) -> Command {
        let of = if self.chance(3) {
            Dispute::Marks(self.maybe(Dice::id::<Mark>), self.maybe(Dice::id::<Mark>))
        } else {
            Dispute::Events(self.maybe(Dice::id::<Event>), Some(self.id::<Event>()))
        };
        Command::Settle { of, take: self.of(&[Take::First, Take::Second, Take::Both, Take::Neither]) }
    }

    /// Two that somebody said are not the same, where there are any.
    fn kept_apart(&mut self) -> Pair {
        let events = self
            .project
            .events()
            .iter()
            .flat_map(|(id, row)| row.not_same.iter().map(move |other| Pair::Events(id, *other)));
        let entities = self
            .project
            .entities()
            .iter()
            .flat_map(|(id, row)| row.not_same.iter().map(move |other| Pair::Entities(id, *other)));
        let all: Vec<Pair> = events.chain(entities).collect();
        let none = Pair::Events(self.id::<Event>(), self.id::<Event>());
        if all.is_empty() { none } else { self.of(&all) }
    }

    fn split_event(&mut self) -> Command {
        let event = self.id::<Event>();
        let all: Vec<MarkId> = self.project.index().marks_of_event(event).collect();
        let marks = all.into_iter().filter(|_| self.chance(2)).collect();
        Command::SplitEvent { event, marks, title: self.of(&WORDS).to_owned() }
    }

    fn split_entity(&mut self) -> Command {
        let entity = self.id::<Entity>();
        let all: Vec<MarkId> = self.project.index().marks_of_entity(entity).collect();
        let marks = all.into_iter().filter(|_| self.chance(2)).collect();
        Command::SplitEntity { entity, names: vec![self.of(&NAMES).to_owned()], marks }
    }

    fn any_record(&mut self) -> RecordId {
        match self.below(13) {
            0 => self.id::<Document>().into(),
            1..=3 => self.id::<Mark>().into(),
            4..=6 => self.id::<Event>().into(),
            7..=9 => self.id::<Entity>().into(),
            10 => self.id::<Code>().into(),
            11 => self.id::<Ruling>().into(),
            _ => self.id::<View>().into(),
        }
    }

    fn spot(&mut self) -> Spot {
        let document = self.id::<Document>();
        Spot { document, at: self.place(document) }
    }

    fn naming(&mut self) -> Naming {
        let known = self.chance(2);
        Naming {
            entity: known.then(|| self.id::<Entity>()),
            kind: self.chance(2).then(|| self.code(CodeKind::EntityKind)),
            names: (0..self.below(3)).map(|_| self.of(&NAMES).to_owned()).collect(),
            offices: (0..self.below(2)).map(|_| self.of(&NAMES).to_owned()).collect(),
        }
    }

    fn dated(&mut self) -> Command {
        let document = self.id::<Document>();
        let (at, when) = (self.place(document), self.when());
        Command::AcceptDate { document, at, when, of: self.date_of(document) }
    }

    fn date_of(&mut self, document: DocumentId) -> DateOf {
        if self.chance(2) {
            return DateOf::Event(self.id::<Event>());
        }
        let kind = self.of(&[CodeKind::EventType, CodeKind::EventType, CodeKind::Area]);
        DateOf::New { code: self.code(kind), words: self.place(document) }
    }

    /// A mark, and words of its document.
    fn place_of_mark(&mut self) -> (MarkId, At) {
        let mark = self.id::<Mark>();
        let document = self.project.marks().get(mark).map(|mark| mark.document);
        (mark, self.place(document.unwrap_or(DocumentId::from_bits(0))))
    }

    fn declined(&mut self) -> Command {
        let about = (0..=self.below(1)).map(|_| self.matter()).collect();
        Command::Decline { about, reason: self.of(&NAMES).to_owned() }
    }

    fn matter(&mut self) -> Matter {
        let document = self.id::<Document>();
        let words = self.of(&NAMES).to_owned();
        match self.below(6) {
            5 => Matter::Accepted {
                flaw: self.of(&Flaw::ALL),
                records: (0..self.below(3)).map(|_| self.any_record()).collect(),
                rests_on: words,
            },
            0 => Matter::NotAName(words),
            1 => Matter::NotOneName(words, self.of(&NAMES).to_owned()),
            2 => Matter::NotADate { document, quote: words, context: Context::default() },
            3 => Matter::NotAZone { document, begins: words },
            _ => Matter::NotACopy(document, self.id::<Document>()),
        }
    }

    /// Two codes, mostly of one kind.
    fn two_codes(&mut self) -> (CodeId, CodeId) {
        let kind = self.of(&CodeKind::ALL);
        (self.code(kind), if self.chance(6) { self.id::<Code>() } else { self.code(kind) })
    }

    /// Some of what uses a code, and now and then something that does not.
    fn split_code(&mut self) -> Command {
        let code = self.id::<Code>();
        let all = self.project.index().referrers(code.into());
        let uses = (0..=self.below(2)).map(|_| {
            let number = usize::from(self.number());
            number.checked_rem(all.len()).map_or_else(|| self.any_record(), |at| all[at])
        });
        Command::SplitCode { code, uses: uses.collect(), name: self.of(&["Narrower", " "]).to_owned() }
    }

    /// Codes of this project and new ones, changed here and there as in a file of somebody else.
    fn adopt_codes(&mut self) -> Command {
        let mut codes = BTreeMap::new();
        for at in 0..3 {
            let from = self.id::<Code>();
            let Some(row) = self.project.codes().get(from) else { continue };
            let id = if self.chance(2) { CodeId::from_bits(900 + at) } else { from };
            let row = Code {
                key: self.maybe(|dice| dice.of(&['v', 'a'])),
                parent: self.maybe(Self::id::<Code>),
                definition: self.of(&WORDS).to_owned(),
                kind: if self.chance(5) { self.of(&CodeKind::ALL) } else { row.kind },
                ..Code::clone(row)
            };
            codes.insert(id, row);
        }
        Command::AdoptCodes(codes)
    }

    /// A spelling that somebody else has too, if there is one.
    fn give_name(&mut self) -> Command {
        let entities = self.project.entities().iter();
        let spelt = entities.flat_map(|(id, row)| row.names.iter().map(move |name| (id, name.text.clone())));
        let shared = spelt.filter(|(_, name)| self.project.index().entities_named(name).count() > 1);
        let shared: Vec<_> = shared.collect();
        let number = usize::from(self.number());
        let found = number.checked_rem(shared.len()).and_then(|at| shared.get(at).cloned());
        let (to, name) = found.unwrap_or_else(|| (self.id::<Entity>(), self.of(&NAMES).to_owned()));
        Command::GiveName { name, to }
    }

    /// A mark and those of the same words; one that has such, if there is one.
    fn join_marks(&mut self) -> Command {
        let marks: Vec<_> = self.project.marks().iter().collect();
        let place = |mark: &Mark| (mark.document, mark.pieces.clone());
        let twice =
            marks.iter().filter(|(_, mark)| marks.iter().filter(|(_, m)| place(m) == place(mark)).count() > 1);
        let twice: Vec<MarkId> = twice.map(|(id, _)| *id).collect();
        let number = usize::from(self.number());
        let keep = number.checked_rem(twice.len()).map_or_else(|| self.id::<Mark>(), |at| twice[at]);
        let others = match self.project.marks().get(keep) {
            Some(mark) => self
                .project
                .marks()
                .iter()
                .filter(|(_, other)| place(other) == place(mark))
                .map(|(id, _)| id)
                .collect(),
            None => vec![self.id::<Mark>()],
        };
        Command::JoinMarks { keep, others }
    }

    fn add_zones(&mut self) -> Command {
        let document = self.id::<Document>();
        let part = |at| Part { at, kind: ZoneKind::Boilerplate, note: "a footer".to_owned() };
        let places = [self.place(document), self.place(document)];
        Command::AddZones(places.map(|at| NewZone { document, part: part(at) }).to_vec())
    }

    fn change_zone(&mut self) -> Command {
        let document = self.zoned();
        let kind = self.of(&[ZoneKind::Metadata, ZoneKind::Related]);
        Command::ChangeZone { document, zone: self.zone(document), kind }
    }

    fn bring_in(&mut self) -> Command {
        let (one, other) = (self.new_document(), self.new_document());
        let at = At::Chars(vec![(0, 1 + self.below(60))]);
        let zones = vec![Part { at, kind: ZoneKind::Metadata, note: String::new() }];
        let first = Arrival { document: one, zones, copy_of: None };
        Command::BringIn(vec![first, Arrival { document: other, zones: Vec::new(), copy_of: Some(0) }])
    }

    fn zone(&mut self, document: DocumentId) -> ZoneId {
        let zones: &[Zone] = self.project.documents().get(document).map_or(&[], |document| &document.zones);
        let number = self.number();
        match usize::from(number).checked_rem(zones.len()) {
            Some(at) => zones[at].id,
            None => ZoneId::from_bits(number.into()),
        }
    }
}

/// What a step asks for in this project.
pub fn command(project: &Project, step: &Step) -> Command {
    let mut dice = Dice { project, numbers: &step.numbers, thrown: 0 };
    match step.verb {
        Verb::AddDocument => Command::AddDocument(dice.new_document()),
        Verb::AddDocuments => Command::AddDocuments(vec![dice.new_document(), dice.new_document()]),
        Verb::ChangeDocument => Command::ChangeDocument {
            document: dice.id::<Document>(),
            changes: vec![dice.document_change(), dice.document_change()],
        },
        Verb::AddZone => {
            let document = dice.id::<Document>();
            let kind = dice.of(&[ZoneKind::Advertisement, ZoneKind::Related]);
            Command::AddZone { document, at: dice.place(document), kind }
        }
        Verb::AddZones => dice.add_zones(),
        Verb::ChangeZone => dice.change_zone(),
        Verb::BringIn => dice.bring_in(),
        Verb::RemoveZone => {
            let document = dice.zoned();
            Command::RemoveZone { document, zone: dice.zone(document) }
        }
        Verb::CorrectText => {
            let document = dice.id::<Document>();
            Command::CorrectText { document, at: dice.place(document), with: dice.of(&WORDS).to_owned() }
        }
        Verb::ReplaceText => {
            let document = dice.id::<Document>();
            Command::ReplaceText { document, text: dice.of(&TEXTS).to_owned() + dice.of(&WORDS) }
        }
        Verb::ConfirmMarks => Command::ConfirmMarks(vec![dice.doubtful()]),
        Verb::Tag | Verb::TagNew | Verb::TagEach => dice.tagging(step.verb),
        Verb::ChangeMark => {
            Command::ChangeMark { mark: dice.id::<Mark>(), changes: vec![dice.mark_change(), dice.mark_change()] }
        }
        Verb::PlaceMark => {
            let (mark, at) = dice.place_of_mark();
            Command::PlaceMark { mark, at }
        }
        Verb::Retype => Command::Retype { mark: dice.id::<Mark>(), code: dice.id::<Code>() },
        Verb::SplitMark => {
            let (mark, off) = dice.place_of_mark();
            Command::SplitMark { mark, off }
        }
        Verb::Attach => Command::Attach { mark: dice.id::<Mark>(), event: dice.id::<Event>() },
        Verb::AddEvent => Command::AddEvent {
            changes: (0..=dice.below(3)).map(|_| dice.event_change()).collect(),
            evidence: (0..dice.below(3)).map(|_| dice.id::<Mark>()).collect(),
        },
        Verb::ChangeEvent => Command::ChangeEvent {
            event: dice.id::<Event>(),
            changes: (0..=dice.below(2)).map(|_| dice.event_change()).collect(),
        },
        // Two names, so that some can be shared and one given away.
        Verb::AddEntity => Command::AddEntity {
            changes: vec![
                EntityChange::AddName(dice.of(&NAMES).to_owned()),
                EntityChange::AddName(dice.of(&NAMES).to_owned()),
                dice.entity_change(),
            ],
        },
        Verb::ChangeEntity => {
            Command::ChangeEntity { entity: dice.id::<Entity>(), changes: vec![dice.entity_change()] }
        }
        Verb::ChangeEvents | Verb::ChangeEntities | Verb::ChangeMarks => dice.many(step.verb),
        Verb::MergeEvents | Verb::MergeEntities | Verb::TakeApart | Verb::KeepApart | Verb::Reconsider => {
            dice.merging(step.verb)
        }
        Verb::Settle => dice.settle(),
        Verb::SplitEvent => dice.split_event(),
        Verb::SplitEntity => dice.split_entity(),
        Verb::AddCode => {
            let kind = dice.of(&CodeKind::ALL);
            Command::AddCode { kind, changes: vec![CodeChange::Name("New".to_owned()), dice.code_change(kind)] }
        }
        Verb::ChangeCode => {
            let code = dice.id::<Code>();
            let kind = project.codes().get(code).map_or(CodeKind::Area, |code| code.kind);
            Command::ChangeCode { code, changes: vec![dice.code_change(kind)] }
        }
        Verb::MergeCodes | Verb::DeleteCode | Verb::OrderCodes => dice.two_codes_changed(step.verb),
        Verb::SplitCode => dice.split_code(),
        Verb::AdoptCodes => dice.adopt_codes(),
        Verb::JoinMarks => dice.join_marks(),
        Verb::GiveName => dice.give_name(),
        Verb::AddFor => Command::AddFor { name: dice.of(&NAMES).to_owned(), purpose: dice.purpose() },
        Verb::AddView | Verb::ChangeView | Verb::AddListView | Verb::ChangeListView => dice.saved(step.verb),
        Verb::AcceptName => {
            let places = (0..dice.below(3)).map(|_| dice.spot()).collect();
            Command::AcceptName { naming: dice.naming(), places }
        }
        Verb::AcceptDate => dice.dated(),
        Verb::Decline => dice.declined(),
        Verb::Delete => Command::Delete((0..=dice.below(3)).map(|_| dice.any_record()).collect()),
        Verb::Undo => Command::Undo,
        Verb::Redo => Command::Redo,
    }
}

/// A session, and a clock that goes on by a second with each command.
pub struct World {
    pub session: Session,
    seconds: i64,
}

impl World {
    /// A project in memory with something of everything in it.
    pub fn new() -> Self {
        let mut world = Self::of(Project::new(ProjectId::from_bits(7)), 1);
        world.found();
        world
    }

    /// Goes on from `project` with other ids than a world with another seed.
    pub fn of(project: Project, seed: u64) -> Self {
        Self { session: Session::in_memory(project, "AL", seed), seconds: 0 }
    }

    /// A new project file with something of everything in it, not yet saved.
    pub fn create(path: &Path) -> Self {
        make_file(path);
        let (mut world, problems) = Self::open(path, 1);
        assert_eq!(problems, []);
        world.found();
        world
    }

    /// Opens a project file; `seed` decides which ids it hands out.
    pub fn open(path: &Path, seed: u64) -> (Self, Vec<Problem>) {
        Self::open_on(&(Arc::new(RealDisk) as Arc<dyn Disk>), path, seed)
    }

    /// Opens a project file on a disk that may fail.
    pub fn open_on(disk: &Arc<dyn Disk>, path: &Path, seed: u64) -> (Self, Vec<Problem>) {
        let options = OpenOptions { by: "AL".to_owned(), now: at(0), write: true };
        let mut opened = Session::open(disk.clone(), path, &options, Ids::from_seed(seed));
        for _ in 0..200 {
            if !matches!(opened, Err(OpenError::Busy { .. })) {
                break;
            }
            // Another test is starting a program, which shares all open files, and so the locks on them, for a moment.
            std::thread::sleep(std::time::Duration::from_millis(5));
            opened = Session::open(disk.clone(), path, &options, Ids::from_seed(seed));
        }
        let (session, problems) = opened.expect("the project opens");
        (Self { session, seconds: 0 }, problems)
    }

    pub fn project(&self) -> &Project {
        self.session.project()
    }

    pub fn perform(&mut self, command: &Command) -> Result<Outcome, Failure> {
        self.seconds += 1;
        self.session.perform(command, at(self.seconds))
    }

    /// Performs a command that cannot fail, and gives the record that it made.
    pub fn make(&mut self, command: &Command) -> RecordId {
        let outcome = self.perform(command).unwrap_or_else(|failure| panic!("{command:?}: {failure}"));
        outcome.made.first().copied().expect("a record")
    }

    pub fn save(&mut self) {
        self.perform(&Command::Save).expect("the project is saved");
    }

    /// Two documents, a code of each kind, two entities, an event with a mark, a saved view.
    fn found(&mut self) {
        let [first, second] = [0, 1].map(|at| {
            let changes = vec![DocumentChange::Title(TEXTS[at].lines().next().unwrap_or_default().to_owned())];
            self.make(&Command::AddDocument(NewDocument { text: TEXTS[at].to_owned(), changes }))
        });
        let names = ["Visit", "Policing", "Guest", "Person", "Echoes"];
        for (kind, name) in CodeKind::ALL.into_iter().zip(names) {
            self.make(&Command::AddCode { kind, changes: vec![CodeChange::Name(name.to_owned())] });
        }
        for name in ["Darmanin", "Ouahbi"] {
            self.make(&Command::AddEntity { changes: vec![EntityChange::AddName(name.to_owned())] });
        }
        let visit = self.project().codes().iter().find(|(_, code)| code.name == "Visit").map(|(id, _)| id);
        for (record, quote) in [(first, "Darmanin met"), (second, "a signé")] {
            let RecordId::Document(document) = record else { panic!("{record} is not a document") };
            let at = At::Quote { quote: quote.to_owned(), occurrence: 1, then: Vec::new() };
            self.make(&Command::TagNew { document, at, code: visit.expect("the code Visit") });
        }
        self.make(&Command::AddView { name: "Visits".to_owned(), chart: Box::default() });
        self.make(&Command::Decline { about: vec![Matter::NotAName("Echoes".to_owned())], reason: String::new() });
    }
}

/// A folder that goes with the test; in memory where the system has such a place, since none of these tests pulls the
/// plug and syncing thousands of files takes its time.
pub fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.or_else(|_| tempfile::tempdir()).expect("a folder for a test")
}

/// An empty project file.
pub fn make_file(path: &Path) {
    let project = Project::new(ProjectId::from_bits(7));
    Store::create(Arc::new(RealDisk), path, &project, "AL", at(0)).expect("the project file is made");
}

/// So many seconds into the morning of 10 March 2025.
pub fn at(seconds: i64) -> Stamp {
    Stamp::from_unix_secs(1_741_600_000 + seconds)
}

/// What can be undone and what can be redone, the next one last.
pub fn stacks(history: &History) -> (Vec<Arc<Tx>>, Vec<Arc<Tx>>) {
    use entente::project::Cause;
    fn unwind(history: &History, next: fn(&History) -> Option<&Arc<Tx>>, cause: fn(&Tx) -> Cause) -> Vec<Arc<Tx>> {
        let mut history = history.clone();
        let mut stack = Vec::new();
        while let Some(tx) = next(&history).cloned() {
            history.record(Arc::new(Tx { cause: cause(&tx), ..Tx::clone(&tx) }));
            stack.insert(0, tx);
        }
        stack
    }
    let undo = unwind(history, History::next_undo, |tx| Cause::Undo(tx.id));
    let redo = unwind(history, History::next_redo, |tx| Cause::Redo(tx.id));
    (undo, redo)
}

/// How many cases to run: a few by default, as many as `PROPTEST_CASES` says if it is set.
pub fn cases(by_default: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(by_default), failure_persistence: None, ..ProptestConfig::default() }
}
