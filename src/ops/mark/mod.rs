//! Tagging: making marks and changing them.
//!
//! No verb here makes a mark that is the same as another: one place, one code and one set of evidence are one mark
//! (`twin`). Cutting a mark in two is in `split`, making several marks of one place one in `join`, giving it another
//! code in `retype`.

pub(super) mod cite;
mod join;
mod retype;
mod split;
pub(super) mod twin;

pub use join::join;
pub(in crate::ops) use join::join_twins;
pub use retype::retype;
pub use split::split;

use super::{Draft, Refused};
use crate::base::span::Pieces;
use crate::model::{
    Anchor, Code, CodeId, CodeKind, Context, Document, DocumentId, Entity, EntityId, Event, Evidence, Mark, MarkId,
    Name, Proves, Speech, Status,
};
use serde::{Deserialize, Serialize};

/// One change of a mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum MarkChange {
    /// What it is tagged as.
    Code(Option<CodeId>),
    /// One more thing that it is evidence of.
    AddEvidence(Evidence),
    /// It is not evidence of this.
    RemoveEvidence(Proves),
    /// What this sentence says of the event's reality.
    Status(Option<Status>),
    /// Whether it gives somebody's very words or reports them.
    Speech(Option<Speech>),
    /// Who says so, nearest first.
    Attribution(Vec<String>),
    /// Whether the analyst holds that the source is wrong here.
    InError(bool),
    /// The analyst's note.
    Note(String),
}

fn apply(mark: &mut Mark, change: &MarkChange) {
    match change {
        MarkChange::Code(code) => mark.code = *code,
        MarkChange::AddEvidence(evidence) => {
            mark.evidence.retain(|other| other.of != evidence.of);
            mark.evidence.push(evidence.clone());
        }
        MarkChange::RemoveEvidence(of) => mark.evidence.retain(|other| other.of != *of),
        MarkChange::Status(status) => mark.status = *status,
        MarkChange::Speech(speech) => mark.speech = *speech,
        MarkChange::Attribution(attribution) => mark.attribution.clone_from(attribution),
        MarkChange::InError(in_error) => mark.in_error = *in_error,
        MarkChange::Note(note) => mark.note.clone_from(note),
    }
}

/// Marks a place. What lies in `pieces` is exactly what is stored.
///
/// # Errors
/// If the document, the code or a record that it is said to be evidence of is not there, the place is outside the
/// text or cuts a character, or the same place already has a mark with the same code and evidence.
pub fn tag(
    draft: &mut Draft,
    document: DocumentId,
    pieces: Pieces,
    code: Option<CodeId>,
    evidence: Vec<Evidence>,
) -> Result<MarkId, Refused> {
    draft.get::<Document>(document)?;
    if let Some(code) = code {
        draft.get::<Code>(code)?;
    }
    evidence.iter().try_for_each(|evidence| exists(draft, evidence.of))?;
    let (quote, context) = read(draft.project().text(document), &pieces)?;
    let mark = Mark {
        document,
        pieces,
        quote,
        context,
        anchor: Anchor::Placed,
        code,
        evidence,
        status: None,
        speech: None,
        attribution: Vec::new(),
        in_error: false,
        note: String::new(),
        made: draft.made(),
        changed: None,
    };
    twin::refuse(draft, None, &mark)?;
    draft.add(mark)
}

/// Marks a place and, beside it, makes what the code stands for: an event of this type, or the entity of this name
/// (the one that is there, if there is one). Any other code gives a plain mark.
///
/// # Errors
/// As [`tag`].
pub fn tag_new(
    draft: &mut Draft,
    document: DocumentId,
    pieces: Pieces,
    code: CodeId,
) -> Result<(MarkId, Option<Proves>), Refused> {
    let (quote, _) = read(draft.project().text(document), &pieces)?;
    let proves = match draft.get::<Code>(code)?.kind {
        CodeKind::EventType => {
            let event = Event { kind: Some(code), title: title_from(&quote), made: draft.made(), ..Event::default() };
            Some(Proves::Event(draft.add(event)?))
        }
        CodeKind::EntityKind => Some(Proves::Entity(entity_named(draft, &quote, code)?)),
        CodeKind::Area | CodeKind::Role | CodeKind::RelationKind => None,
    };
    let evidence = proves.map(Evidence::certain).into_iter().collect();
    let mark = tag(draft, document, pieces, Some(code), evidence)?;
    if let Some(Proves::Entity(entity)) = proves {
        cite::for_spelling(draft, entity, mark)?;
    }
    Ok((mark, proves))
}

/// Changes a mark; its place stays.
///
/// # Errors
/// If it, or a record that it is to be evidence of, is not there, or it would be the same as another mark.
pub fn change(draft: &mut Draft, id: MarkId, changes: &[MarkChange]) -> Result<bool, Refused> {
    for change in changes {
        match change {
            MarkChange::AddEvidence(evidence) => exists(draft, evidence.of)?,
            MarkChange::Code(Some(code)) => {
                draft.get::<Code>(*code)?;
            }
            _ => {}
        }
    }
    edit(draft, id, |mark| changes.iter().for_each(|change| apply(mark, change)))
}

/// Moves a mark to another place of its document, keeping everything that hangs on it.
///
/// # Errors
/// If it is not there, the place is outside the text or cuts a character, or it would be the same as another mark.
pub fn place(draft: &mut Draft, id: MarkId, pieces: Pieces) -> Result<bool, Refused> {
    let document = draft.get::<Mark>(id)?.document;
    let (quote, context) = read(draft.project().text(document), &pieces)?;
    edit(draft, id, |mark| {
        (mark.pieces, mark.quote, mark.context, mark.anchor) = (pieces, quote, context, Anchor::Placed);
    })
}

/// Changes a mark unless that makes it the same as another.
fn edit(draft: &mut Draft, id: MarkId, change: impl FnOnce(&mut Mark)) -> Result<bool, Refused> {
    let before = draft.get::<Mark>(id)?.clone();
    let mut after = Mark::clone(&before);
    change(&mut after);
    if !twin::same(&before, &after) {
        twin::refuse(draft, Some(id), &after)?;
    }
    draft.change(id, |mark: &mut Mark| *mark = after)
}

/// Makes a mark evidence of an event that is there already, instead of any other event. An event that was made with
/// this mark and that nobody has filled in since goes: it was only a place to put the sentence.
///
/// # Errors
/// If either is not there, or it would be the same as another mark.
pub fn attach(draft: &mut Draft, id: MarkId, event: crate::model::EventId) -> Result<(), Refused> {
    let kind = draft.get::<Event>(event)?.kind;
    let mark = draft.get::<Mark>(id)?.clone();
    edit(draft, id, |mark| {
        mark.evidence.retain(|evidence| !matches!(evidence.of, Proves::Event(_)));
        mark.evidence.push(Evidence::certain(Proves::Event(event)));
        mark.code = kind.or(mark.code);
    })?;
    for left in mark.events().filter(|left| *left != event) {
        if is_bare(draft, left, &mark.quote) {
            super::delete::delete(draft, &[left.into()])?;
        }
    }
    Ok(())
}

/// Whether an event says nothing beyond what [`tag_new`] gave it, and no mark speaks of it.
fn is_bare(draft: &Draft, id: crate::model::EventId, quote: &str) -> bool {
    let Some(event) = draft.project().events().get(id) else { return false };
    let as_made = Event { kind: event.kind, title: title_from(quote), made: event.made.clone(), ..Event::default() };
    **event == as_made && draft.project().index().evidence_count(id) == 0
}

/// The quote and the words around it.
///
/// # Errors
/// If the place is outside the text or cuts a character.
pub fn read(text: &str, pieces: &Pieces) -> Result<(String, Context), Refused> {
    let quote = pieces.words(text);
    let quote = quote.ok_or_else(|| Refused::because("There are no words in this place of the text"))?;
    Ok((quote, Context::around(text, pieces.hull())))
}

fn exists(draft: &Draft, of: Proves) -> Result<(), Refused> {
    match of {
        Proves::Event(id) => draft.get::<Event>(id).map(|_| ()),
        Proves::Entity(id) => draft.get::<Entity>(id).map(|_| ()),
    }
}

/// The entity with this spelling, or a new one of this kind.
pub(super) fn entity_named(draft: &mut Draft, name: &str, kind: CodeId) -> Result<EntityId, Refused> {
    let name = one_line(name);
    let found = draft.project().index().entities_named(&name).next();
    match found {
        Some(id) => Ok(id),
        None => draft.add(Entity {
            kind: Some(kind),
            names: vec![Name::plain(name)],
            made: draft.made(),
            ..Entity::default()
        }),
    }
}

/// A title proposed from a sentence: its first words, up to 80 characters, cut at a space, first letter upper case.
#[must_use]
pub fn title_from(quote: &str) -> String {
    const MOST_CHARS: usize = 80;
    let line = one_line(quote);
    let cut = match line.char_indices().nth(MOST_CHARS) {
        None => line.as_str(),
        Some((at, _)) => {
            let head = line.get(..at).unwrap_or_default();
            head.rsplit_once(' ').map_or(head, |(words, _)| words)
        }
    };
    let mut chars = cut.chars();
    let first: String = chars.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let ellipsis = if cut.len() < line.len() { "…" } else { "" };
    format!("{first}{}{ellipsis}", chars.as_str())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
