//! Everything that a person can ask of a project: one closed enum, used by the window, by `entente perform` and by
//! the story tests. It is data: it can be written to a file and read again.

use super::parts::{Arrival, At, DateOf, NewDocument, NewZone, Purpose, Spot};
use crate::base::when::When;
use crate::model::{
    ChartSpec, Code, CodeId, CodeKind, DocumentId, EntityId, EventId, Evidence, ListSpec, MarkId, Matter, RecordId,
    ViewId, ZoneId, ZoneKind,
};
use crate::ops::bulk::{EventsChange, MarksChange};
use crate::ops::code::CodeChange;
use crate::ops::document::DocumentChange;
use crate::ops::entity::EntityChange;
use crate::ops::event::EventChange;
use crate::ops::mark::MarkChange;
use crate::ops::merging::{Pair, Rulings};
use crate::ops::name::Naming;
use crate::ops::settle::{Dispute, Take};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A wish. See the verbs in [`crate::ops`] for what each does and when it is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    /// Adds one document; refused if the same text is here already.
    AddDocument(NewDocument),
    /// Adds several as one step; those whose text is here already are left out and named in the outcome.
    AddDocuments(Vec<NewDocument>),
    /// Adds several, with what is not the article in each and the documents that they are copies of, as one step;
    /// those whose text is here already are left out and named in the outcome.
    BringIn(Vec<Arrival>),
    /// Changes what is known of a document.
    ChangeDocument {
        /// Which.
        document: DocumentId,
        /// How.
        changes: Vec<DocumentChange>,
    },
    /// Marks a part of a text as not being the article.
    AddZone {
        /// Where.
        document: DocumentId,
        /// The words; one piece.
        at: At,
        /// What stands there.
        kind: ZoneKind,
    },
    /// Marks several parts, of one text or of several, as one step; those where a zone is already are left out and
    /// counted in the outcome.
    AddZones(Vec<NewZone>),
    /// Says anew what stands in a zone.
    ChangeZone {
        /// Where.
        document: DocumentId,
        /// Which.
        zone: ZoneId,
        /// What stands there.
        kind: ZoneKind,
    },
    /// Makes a zone part of the article again.
    RemoveZone {
        /// Where.
        document: DocumentId,
        /// Which.
        zone: ZoneId,
    },
    /// Replaces words of a text; marks follow.
    CorrectText {
        /// Where.
        document: DocumentId,
        /// The words; one piece.
        at: At,
        /// What is to stand there.
        with: String,
    },
    /// Replaces the whole text by another edition; marks are looked for in it.
    ReplaceText {
        /// Where.
        document: DocumentId,
        /// The other edition, its headline included.
        text: String,
    },
    /// Takes the words that stand in the place of doubtful marks as theirs.
    ConfirmMarks(Vec<MarkId>),
    /// Marks a place, with or without a code and evidence.
    Tag {
        /// Where.
        document: DocumentId,
        /// The words.
        at: At,
        /// As what.
        #[serde(default)]
        code: Option<CodeId>,
        /// Evidence of what.
        #[serde(default)]
        evidence: Vec<Evidence>,
    },
    /// Marks a place and makes what the code stands for: an event, or the entity of this name.
    TagNew {
        /// Where.
        document: DocumentId,
        /// The words.
        at: At,
        /// An event type or an entity kind.
        code: CodeId,
    },
    /// Marks many places with one code, as one step. An entity kind makes, or uses, the entity of each place's words;
    /// an event type makes no events. Places that carry the code already are left out and counted in the outcome.
    TagEach {
        /// The places.
        places: Vec<Spot>,
        /// As what.
        code: CodeId,
    },
    /// Changes a mark.
    ChangeMark {
        /// Which.
        mark: MarkId,
        /// How.
        changes: Vec<MarkChange>,
    },
    /// Moves a mark to other words of its document.
    PlaceMark {
        /// Which.
        mark: MarkId,
        /// Where to.
        at: At,
    },
    /// Gives a mark another code, and what only it is evidence of with it.
    Retype {
        /// Which.
        mark: MarkId,
        /// An event type or an entity kind.
        code: CodeId,
    },
    /// Cuts a mark in two.
    SplitMark {
        /// Which.
        mark: MarkId,
        /// The words of it that become a mark of their own.
        off: At,
    },
    /// Makes a mark evidence of an event that is there already.
    Attach {
        /// Which mark.
        mark: MarkId,
        /// Of which event.
        event: EventId,
    },
    /// Records an event.
    AddEvent {
        /// What is known of it.
        changes: Vec<EventChange>,
        /// The marks that say so.
        #[serde(default)]
        evidence: Vec<MarkId>,
    },
    /// Changes an event.
    ChangeEvent {
        /// Which.
        event: EventId,
        /// How.
        changes: Vec<EventChange>,
    },
    /// Records an entity.
    AddEntity {
        /// What is known of it; at least a name.
        changes: Vec<EntityChange>,
    },
    /// Changes an entity.
    ChangeEntity {
        /// Which.
        entity: EntityId,
        /// How.
        changes: Vec<EntityChange>,
    },
    /// Changes many events as one step; those that are so already are left alone and counted in the outcome.
    ChangeEvents {
        /// Which.
        events: Vec<EventId>,
        /// How.
        changes: Vec<EventsChange>,
    },
    /// Changes many entities as one step; those that are so already are left alone and counted in the outcome.
    ChangeEntities {
        /// Which.
        entities: Vec<EntityId>,
        /// How.
        changes: Vec<EntityChange>,
    },
    /// Changes many marks as one step; those that are so already, or would be the same as another one, are left alone
    /// and counted in the outcome.
    ChangeMarks {
        /// Which.
        marks: Vec<MarkId>,
        /// How.
        changes: Vec<MarksChange>,
    },
    /// Merges events that are the same into one, which keeps what they know, their evidence and them.
    MergeEvents {
        /// Which one stays.
        keep: EventId,
        /// Which ones it absorbs.
        others: Vec<EventId>,
        /// What if somebody said that they are not the same.
        #[serde(default)]
        rulings: Rulings,
    },
    /// Merges entities that are the same into one.
    MergeEntities {
        /// Which one stays.
        keep: EntityId,
        /// Which ones it absorbs.
        others: Vec<EntityId>,
        /// What if somebody said that they are not the same.
        #[serde(default)]
        rulings: Rulings,
    },
    /// Makes what was absorbed a record of its own again: first the one that holds it, then its id.
    TakeApart(Pair),
    /// Remembers for good that two are not the same.
    KeepApart(Pair),
    /// Takes back that two are not the same.
    Reconsider(Pair),
    /// Settles what two coders see differently: what is not taken of two marks, or of an event that only one found, is
    /// deleted; two events become one with the type and the date of the one that is taken, or are remembered as two.
    Settle {
        /// What each of the two has.
        of: Dispute,
        /// Who is right.
        take: Take,
    },
    /// Makes a second event of some of the evidence of an event.
    SplitEvent {
        /// Which.
        event: EventId,
        /// The marks that are about something else.
        marks: Vec<MarkId>,
        /// How the second one is called; empty: as the first.
        #[serde(default)]
        title: String,
    },
    /// Makes a second entity of some of the mentions of an entity.
    SplitEntity {
        /// Which.
        entity: EntityId,
        /// The names of the second one.
        names: Vec<String>,
        /// The marks that name it.
        #[serde(default)]
        marks: Vec<MarkId>,
    },
    /// Adds a code to the codebook.
    AddCode {
        /// What it classifies.
        kind: CodeKind,
        /// What is known of it; at least a name.
        changes: Vec<CodeChange>,
    },
    /// Changes a code.
    ChangeCode {
        /// Which.
        code: CodeId,
        /// How.
        changes: Vec<CodeChange>,
    },
    /// Merges codes of one kind into one, which takes over all their uses.
    MergeCodes {
        /// The one that stays.
        keep: CodeId,
        /// Those that go.
        others: Vec<CodeId>,
    },
    /// Makes a code beside another, which takes over some of its uses.
    SplitCode {
        /// Which is split.
        code: CodeId,
        /// The name of the new one.
        name: String,
        /// The marks, events and entities that it takes over.
        uses: Vec<RecordId>,
    },
    /// Deletes a code; those below it move up.
    DeleteCode {
        /// Which.
        code: CodeId,
        /// The code of the same kind that its uses go to; none: they lose it.
        #[serde(default)]
        uses_to: Option<CodeId>,
    },
    /// Puts codes in an order, all of them under one code or at the top.
    OrderCodes {
        /// The broader code.
        #[serde(default)]
        under: Option<CodeId>,
        /// The codes, in their order.
        codes: Vec<CodeId>,
    },
    /// Takes over a codebook: adds what is new, changes what differs, deletes nothing. What does not fit is left out
    /// and named in the outcome.
    AdoptCodes(BTreeMap<CodeId, Code>),
    /// Makes several marks of the same words one.
    JoinMarks {
        /// The one that stays.
        keep: MarkId,
        /// Those that go.
        others: Vec<MarkId>,
    },
    /// Lets one entity have a spelling that others have too.
    GiveName {
        /// The spelling; case does not matter.
        name: String,
        /// Who keeps it.
        to: EntityId,
    },
    /// Adds a code, an event or an entity of this name and uses it at once, as one step: what a list does when it
    /// does not hold the name that was typed.
    AddFor {
        /// Its name, or the title of the event.
        name: String,
        /// What it is for, which says what it is.
        purpose: Purpose,
    },
    /// Saves a chart under a name.
    AddView {
        /// Its name.
        name: String,
        /// The chart.
        chart: Box<ChartSpec>,
    },
    /// Changes a saved chart.
    ChangeView {
        /// Which.
        view: ViewId,
        /// Its name.
        name: String,
        /// The chart.
        chart: Box<ChartSpec>,
    },
    /// Saves a list under a name.
    AddListView {
        /// Its name.
        name: String,
        /// The list.
        list: Box<ListSpec>,
    },
    /// Changes a saved list, or makes one of a saved chart.
    ChangeListView {
        /// Which.
        view: ViewId,
        /// Its name.
        name: String,
        /// The list.
        list: Box<ListSpec>,
    },
    /// Accepts a name that was found in the texts: makes the entity, or adds spellings to the one that is there, and
    /// marks the places as it. Places that are marked as it already are left out and counted in the outcome.
    AcceptName {
        /// What is known of it.
        naming: Naming,
        /// Where it is named.
        places: Vec<Spot>,
    },
    /// Accepts a date that was found in a text: an event has it as a stated date, with the words as evidence.
    AcceptDate {
        /// Where.
        document: DocumentId,
        /// The words that state it.
        at: At,
        /// What they come to.
        when: When,
        /// Which event.
        of: DateOf,
    },
    /// Declines what was proposed, so that it is not proposed again; or says why what looks like a flaw is none.
    Decline {
        /// What; all of it is one step.
        about: Vec<Matter>,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Deletes records; marks and rulings go with their document, other records forget them.
    Delete(Vec<RecordId>),
    /// Takes the last change back.
    Undo,
    /// Does again what was taken back last.
    Redo,
    /// Writes the project file.
    Save,
}
