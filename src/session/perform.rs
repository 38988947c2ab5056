//! Which verb a command is: one line each. What the verbs do is in [`crate::ops`].

use super::command::Command;
use super::parts::{At, DateOf, NewDocument, Purpose, Spot};
use super::{Outcome, arrive, one_or_two, order, place, purpose, settling};
use crate::base::number::{counted, thousands};
use crate::base::span::Pieces;
use crate::base::when::When;
use crate::model::{CodeId, DocumentId, Made, Mark, Matter, Proves, Record, RecordId};
use crate::ops::dated::Dated;
use crate::ops::name::Naming;
use crate::ops::{self, Refused};
use crate::project::{Draft, Project};

/// Runs the verb; says which records it made.
pub(super) fn perform(draft: &mut Draft, command: &Command) -> Result<Outcome, Refused> {
    let made: Vec<RecordId> = match command {
        Command::AddDocument(new) => vec![ops::document::add(draft, &new.text, &new.changes)?.into()],
        Command::AddDocuments(several) => return Ok(add_documents(draft, several)),
        Command::BringIn(arrivals) => return arrive::bring_in(draft, arrivals),
        Command::ChangeDocument { document, changes } => nothing(ops::document::change(draft, *document, changes)?),
        Command::AddZone { document, at, kind } => {
            let span = place::span(draft.project().text(*document), at)?;
            ops::document::add_zone(draft, *document, span, *kind)?;
            vec![]
        }
        Command::AddZones(zones) => return arrive::add_zones(draft, zones),
        Command::ChangeZone { document, zone, kind } => {
            ops::document::change_zone(draft, *document, *zone, *kind)?;
            vec![]
        }
        Command::RemoveZone { document, zone } => {
            ops::document::remove_zone(draft, *document, *zone)?;
            vec![]
        }
        Command::CorrectText { document, at, with } => {
            let span = place::span(draft.project().text(*document), at)?;
            ops::text::correct(draft, *document, span, with)?;
            vec![]
        }
        Command::ReplaceText { document, text } => {
            ops::text::replace(draft, *document, text)?;
            vec![]
        }
        Command::ConfirmMarks(marks) => {
            ops::text::confirm(draft, marks)?;
            vec![]
        }
        Command::Tag { document, at, code, evidence } => {
            let pieces = place::pieces(draft.project().text(*document), at)?;
            vec![ops::mark::tag(draft, *document, pieces, *code, evidence.clone())?.into()]
        }
        Command::TagNew { document, at, code } => tag_new(draft, *document, at, *code)?,
        Command::TagEach { places, code } => return tag_each(draft, places, *code),
        Command::ChangeMark { mark, changes } => nothing(ops::mark::change(draft, *mark, changes)?),
        Command::PlaceMark { mark, at } => {
            let document = draft.get::<Mark>(*mark)?.document;
            let pieces = place::pieces(draft.project().text(document), at)?;
            nothing(ops::mark::place(draft, *mark, pieces)?)
        }
        Command::Retype { mark, code } => nothing(ops::mark::retype(draft, *mark, *code)?),
        Command::SplitMark { mark, off } => {
            let document = draft.get::<Mark>(*mark)?.document;
            let off = place::pieces(draft.project().text(document), off)?;
            vec![ops::mark::split(draft, *mark, &off)?.into()]
        }
        Command::Attach { mark, event } => {
            ops::mark::attach(draft, *mark, *event)?;
            vec![(*event).into(), (*mark).into()]
        }
        Command::AddEvent { changes, evidence } => vec![ops::event::add(draft, changes, evidence)?.into()],
        Command::ChangeEvent { event, changes } => nothing(ops::event::change(draft, *event, changes)?),
        Command::AddEntity { changes } => vec![ops::entity::add(draft, changes)?.into()],
        Command::ChangeEntity { entity, changes } => nothing(ops::entity::change(draft, *entity, changes)?),
        Command::ChangeEvents { events, changes } => {
            return Ok(bulk(EVENTS, ops::bulk::events(draft, events, changes)?));
        }
        Command::ChangeEntities { entities, changes } => {
            return Ok(bulk(ENTITIES, ops::bulk::entities(draft, entities, changes)?));
        }
        Command::ChangeMarks { marks, changes } => return Ok(bulk(MARKS, ops::bulk::marks(draft, marks, changes)?)),
        Command::MergeEvents { .. }
        | Command::MergeEntities { .. }
        | Command::TakeApart(_)
        | Command::KeepApart(_)
        | Command::Reconsider(_)
        | Command::SplitEvent { .. }
        | Command::SplitEntity { .. } => one_or_two::decide(draft, command)?,
        Command::Settle { of, take } => return settling::settle(draft, *of, *take),
        Command::AddCode { kind, changes } => vec![ops::code::add(draft, *kind, changes)?.into()],
        Command::ChangeCode { code, changes } => nothing(ops::code::change(draft, *code, changes)?),
        Command::MergeCodes { .. }
        | Command::SplitCode { .. }
        | Command::DeleteCode { .. }
        | Command::OrderCodes { .. }
        | Command::AdoptCodes(_)
        | Command::JoinMarks { .. }
        | Command::GiveName { .. } => return order::put_in_order(draft, command),
        Command::AddFor { name, purpose } => purpose::add_for(draft, name, purpose)?,
        Command::AddView { name, chart } => vec![ops::view::add(draft, name, chart)?.into()],
        Command::ChangeView { view, name, chart } => nothing(ops::view::change(draft, *view, name, chart)?),
        Command::AddListView { name, list } => vec![ops::view::add_list(draft, name, list)?.into()],
        Command::ChangeListView { view, name, list } => nothing(ops::view::change_list(draft, *view, name, list)?),
        Command::AcceptName { naming, places } => return accept_name(draft, naming, places),
        Command::AcceptDate { document, at, when, of } => accept_date(draft, *document, at, when, of)?,
        Command::Decline { about, reason } => {
            ops::ruling::rule_all(draft, about, reason)?.into_iter().map(RecordId::from).collect()
        }
        Command::Delete(records) => {
            ops::delete::delete(draft, records)?;
            vec![]
        }
        // These three are the session's own: they are not edits.
        Command::Undo | Command::Redo | Command::Save => vec![],
    };
    Ok(Outcome { made, ..Outcome::default() })
}

fn nothing(_changed: bool) -> Vec<RecordId> {
    Vec::new()
}

/// One of them, and several.
type Noun = [&'static str; 2];

const EVENTS: Noun = ["event", "events"];
const ENTITIES: Noun = ["entity", "entities"];
const MARKS: Noun = ["mark", "marks"];

fn number(count: usize, [one, several]: Noun) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {several}", thousands(count)) }
}

/// What came of a bulk change, in words.
fn bulk(noun: Noun, done: ops::bulk::Bulk) -> Outcome {
    let verb = if done.same == 1 { "is" } else { "are" };
    let same = (done.same > 0).then(|| format!("{} {verb} so already", number(done.same, noun)));
    let twins = (done.twins > 0).then(|| format!("{} would be the same as another one", number(done.twins, noun)));
    Outcome { left_out: same.into_iter().chain(twins).collect(), touched: done.changed, ..Outcome::default() }
}

fn add_documents(draft: &mut Draft, several: &[NewDocument]) -> Outcome {
    let mut outcome = Outcome::default();
    for new in several {
        match ops::document::add(draft, &new.text, &new.changes) {
            Ok(id) => outcome.made.push(id.into()),
            Err(refused) => outcome.left_out.push(format!("{}: {refused}", name_of(new))),
        }
    }
    outcome
}

/// What to call a document that was left out: its file, else its headline.
pub(super) fn name_of(new: &NewDocument) -> String {
    let mut document = crate::model::Document { made: Made::default(), ..crate::model::Document::default() };
    ops::document::apply_all(&mut document, &new.changes);
    if document.file.is_empty() { document.title } else { document.file }
}

/// Marks words and makes what the code stands for: that first, then the mark.
pub(super) fn tag_new(
    draft: &mut Draft,
    document: DocumentId,
    at: &At,
    code: CodeId,
) -> Result<Vec<RecordId>, Refused> {
    let pieces = place::pieces(draft.project().text(document), at)?;
    let (mark, proves) = ops::mark::tag_new(draft, document, pieces, code)?;
    let principal = proves.map(|proves| match proves {
        Proves::Event(event) => RecordId::from(event),
        Proves::Entity(entity) => RecordId::from(entity),
    });
    Ok(principal.into_iter().chain([mark.into()]).collect())
}

/// The event first, then the mark that says so.
fn accept_date(
    draft: &mut Draft,
    document: DocumentId,
    at: &At,
    when: &When,
    of: &DateOf,
) -> Result<Vec<RecordId>, Refused> {
    let words = place::pieces(draft.project().text(document), at)?;
    let of = match of {
        DateOf::Event(event) => Dated::Event(*event),
        DateOf::New { code, words } => Dated::New(*code, place::pieces(draft.project().text(document), words)?),
    };
    let (event, mark) = ops::dated::accept(draft, document, &words, when, of)?;
    Ok(vec![event.into(), mark.into()])
}

/// The entity first, then its new marks.
fn accept_name(draft: &mut Draft, naming: &Naming, places: &[Spot]) -> Result<Outcome, Refused> {
    let places = places_of(draft, places)?;
    let accepted = ops::name::accept(draft, naming, &places)?;
    let marks = accepted.marks.into_iter().map(RecordId::from);
    let made = [RecordId::from(accepted.entity)].into_iter().chain(marks).collect();
    let left_out = match accepted.left_out {
        0 => vec![],
        1 => vec!["1 place is marked so already".to_owned()],
        many => vec![format!("{many} places are marked so already")],
    };
    Ok(Outcome { made, left_out, ..Outcome::default() })
}

fn places_of(draft: &Draft, places: &[Spot]) -> Result<Vec<(DocumentId, Pieces)>, Refused> {
    let project = draft.project();
    let found = |spot: &Spot| Ok((spot.document, place::pieces(project.text(spot.document), &spot.at)?));
    places.iter().map(found).collect()
}

pub(super) fn tag_each(draft: &mut Draft, places: &[Spot], code: CodeId) -> Result<Outcome, Refused> {
    let places = places_of(draft, places)?;
    let batch = ops::batch::tag_each(draft, &places, code)?;
    let left_out = match batch.left_out {
        0 => vec![],
        1 => vec!["1 place carries this code already".to_owned()],
        many => vec![format!("{many} places carry this code already")],
    };
    Ok(Outcome { made: batch.made.into_iter().map(RecordId::from).collect(), left_out, ..Outcome::default() })
}

/// What menus and the log call it, in words; `project` is the project after the change.
pub(super) fn title(project: &Project, command: &Command, outcome: &Outcome) -> String {
    let named = |id: RecordId| short(project.label(id));
    let tagged = |code: &Option<CodeId>| match code {
        Some(code) => format!("Tag as {}", project.label((*code).into()).to_lowercase()),
        None => "Highlight".to_owned(),
    };
    match command {
        Command::AddDocument(new) => format!("Add {}", short(&name_of(new))),
        Command::AddDocuments(_) | Command::BringIn(_) => format!("Add {}", counted(outcome.made.len(), "document")),
        Command::ChangeDocument { document, .. } => format!("Change {}", named((*document).into())),
        Command::AddZone { .. } => "Leave a zone out".to_owned(),
        Command::AddZones(zones) => format!("Leave {} out", counted(zones.len() - outcome.left_out.len(), "zone")),
        Command::ChangeZone { kind, .. } => format!("Call a zone {kind}"),
        Command::RemoveZone { .. } => "Take a zone back in".to_owned(),
        Command::CorrectText { .. } => "Correct the text".to_owned(),
        Command::ReplaceText { document, .. } => format!("Replace the text of {}", named((*document).into())),
        Command::ConfirmMarks(marks) => format!("Confirm {}", counted(marks.len(), "mark")),
        Command::Tag { code, .. } => tagged(code),
        Command::TagNew { code, .. } => tagged(&Some(*code)),
        Command::TagEach { code, .. } => {
            let code = project.label((*code).into()).to_lowercase();
            format!("Tag {} as {code}", counted(outcome.made.len(), "place"))
        }
        Command::ChangeMark { .. } => "Change a mark".to_owned(),
        Command::PlaceMark { .. } => "Move a mark".to_owned(),
        Command::Retype { code, .. } => format!("Retype a mark as {}", project.label((*code).into()).to_lowercase()),
        Command::SplitMark { .. } => "Split a mark".to_owned(),
        Command::Attach { event, .. } => format!("Add evidence to {}", named((*event).into())),
        Command::AddEvent { .. } => format!("Add event {}", made(project, outcome)),
        Command::ChangeEvent { event, .. } => format!("Change event {}", named((*event).into())),
        Command::AddEntity { .. } => format!("Add entity {}", made(project, outcome)),
        Command::ChangeEntity { entity, .. } => format!("Change entity {}", named((*entity).into())),
        Command::ChangeEvents { .. } => format!("Change {}", number(outcome.touched, EVENTS)),
        Command::ChangeEntities { .. } => format!("Change {}", number(outcome.touched, ENTITIES)),
        Command::ChangeMarks { .. } => format!("Change {}", number(outcome.touched, MARKS)),
        Command::MergeEvents { keep, others, .. } => merged(project, (*keep).into(), others.len()),
        Command::MergeEntities { keep, others, .. } => merged(project, (*keep).into(), others.len()),
        Command::TakeApart(pair) => format!("Take {} out of {}", named(pair.other()), named(pair.first())),
        Command::KeepApart(pair) => format!("Keep {} and {} apart", named(pair.first()), named(pair.other())),
        Command::Reconsider(pair) => {
            format!("Take back that {} and {} are not the same", named(pair.first()), named(pair.other()))
        }
        // What is gone by now was named before.
        Command::Settle { .. } => outcome.said.clone(),
        Command::SplitEvent { event, .. } => {
            format!("Split {} off {}", made(project, outcome), named((*event).into()))
        }
        Command::SplitEntity { entity, .. } => {
            format!("Split {} off {}", made(project, outcome), named((*entity).into()))
        }
        Command::AddCode { .. } => format!("Add code {}", made(project, outcome)),
        Command::ChangeCode { code, .. } => format!("Change code {}", named((*code).into())),
        Command::MergeCodes { keep, others } => {
            format!("Merge {} into {}", counted(others.len(), "code"), named((*keep).into()))
        }
        Command::SplitCode { name, uses, .. } => {
            format!("Split off {} with {}", short(name.trim()), counted(uses.len(), "use"))
        }
        Command::DeleteCode { .. } => "Delete a code".to_owned(),
        Command::OrderCodes { .. } => "Put codes in order".to_owned(),
        Command::AdoptCodes(codes) => format!("Take over a codebook of {}", counted(codes.len(), "code")),
        Command::JoinMarks { .. } => "Join marks of the same words".to_owned(),
        Command::GiveName { name, to } => format!("Leave {} to {}", short(name), named((*to).into())),
        Command::AddFor { name, purpose: Purpose::Tag { .. } } => format!("Tag as {}", name.trim().to_lowercase()),
        Command::AddFor { name, purpose } => format!("Add {} {}", noun(purpose), short(name.trim())),
        Command::AddView { name, .. } | Command::AddListView { name, .. } => format!("Save view {}", short(name)),
        Command::ChangeView { name, .. } | Command::ChangeListView { name, .. } => {
            format!("Change view {}", short(name))
        }
        Command::AcceptName { .. } => {
            let places = outcome.made.len().saturating_sub(1);
            format!("Accept {} in {}", made(project, outcome), counted(places, "place"))
        }
        Command::AcceptDate { when, .. } => format!("Date {} {}", made(project, outcome), when.human()),
        Command::Decline { about, .. } => declined(about),
        Command::Delete(records) => format!("Delete {}", counted(records.len(), "record")),
        Command::Undo => "Undo".to_owned(),
        Command::Redo => "Redo".to_owned(),
        Command::Save => "Save".to_owned(),
    }
}

/// What was absorbed last is named if it is one.
fn merged(project: &Project, keep: RecordId, count: usize) -> String {
    let (absorbed, several) = match keep {
        RecordId::Event(id) => {
            let last = project.events().get(id).and_then(|row| row.absorbed.last());
            (last.map(|one| one.was.label()), counted(count, "event"))
        }
        RecordId::Entity(id) => {
            let last = project.entities().get(id).and_then(|row| row.absorbed.last());
            (last.map(|one| one.was.label()), format!("{count} entities"))
        }
        _ => (None, counted(count, "record")),
    };
    let what = absorbed.filter(|_| count == 1).map_or(several, short);
    format!("Merge {what} into {}", short(project.label(keep)))
}

fn declined(about: &[Matter]) -> String {
    let Some(about) = about.first() else { return "Decline nothing".to_owned() };
    let words = short(about.words());
    match about {
        Matter::NotAName(_) => format!("Decline the name {words}"),
        Matter::NotOneName(_, other) => format!("Keep {words} and {} apart", short(other)),
        Matter::NotADate { .. } => format!("Decline the date {words}"),
        Matter::NotAZone { .. } => format!("Keep {words} in the article"),
        Matter::NotACopy(..) => "Keep two documents apart".to_owned(),
        Matter::Accepted { flaw, .. } => format!("Ignore “{flaw}”"),
        Matter::Disagreement { .. } => "Leave a disagreement as it is".to_owned(),
    }
}

/// What is made for a purpose.
fn noun(purpose: &Purpose) -> &'static str {
    match purpose {
        Purpose::Evidence(_) | Purpose::EvidenceAt { .. } => "event",
        Purpose::Participant(..) | Purpose::PartOf(..) | Purpose::OfficeOf(..) | Purpose::FigureOf(..) => "entity",
        _ => "code",
    }
}

fn made(project: &Project, outcome: &Outcome) -> String {
    outcome.made.first().map(|id| short(project.label(*id))).unwrap_or_default()
}

/// At most 48 characters, in curly quotes.
pub(super) fn short(label: &str) -> String {
    const MOST_CHARS: usize = 48;
    match label.char_indices().nth(MOST_CHARS) {
        None => format!("“{label}”"),
        Some((at, _)) => format!("“{}…”", label.get(..at).unwrap_or_default().trim_end()),
    }
}
