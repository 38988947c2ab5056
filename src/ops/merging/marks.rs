//! Evidence: moved from a record to the one that absorbs it, and moved back when the two are taken apart.
//!
//! A mark is evidence of a thing once, and one place with one code and one set of evidence is one mark: where merging
//! would make a mark the same as another, one of the two stands for both, unless each has something of its own to say;
//! of two coders' each is what one of them saw, so both stay.

use super::super::mark::{cite, twin};
use super::super::{Draft, Refused};
use super::{Becoming, Pair};
use crate::model::{Became, Evidence, Mark, MarkId, MovedMark, Proves, Trail, Twin};
use crate::project::Project;

/// Both sides of a pair as evidence: what it is to be of, and what it was of.
fn sides(pair: Pair) -> (Proves, Proves) {
    match pair {
        Pair::Events(to, from) => (Proves::Event(to), Proves::Event(from)),
        Pair::Entities(to, from) => (Proves::Entity(to), Proves::Entity(from)),
    }
}

fn marks_of(project: &Project, of: Proves) -> Vec<MarkId> {
    match of {
        Proves::Event(event) => project.index().marks_of_event(event).collect(),
        Proves::Entity(entity) => project.index().marks_of_entity(entity).collect(),
    }
}

/// Moves all evidence of the second to the first.
pub fn move_all(draft: &mut Draft, pair: Pair, becoming: Becoming, trail: &mut Trail) -> Result<(), Refused> {
    let (to, from) = sides(pair);
    for id in marks_of(draft.project(), from) {
        let was = Mark::clone(draft.get::<Mark>(id)?);
        let mut moved = None;
        draft.change(id, |mark: &mut Mark| moved = Some(turned(mark, id, (to, from))))?;
        trail.marks.extend(moved);
        if becoming == Becoming::Merged {
            join_twin(draft, id, was, trail)?;
        }
    }
    Ok(())
}

fn turned(mark: &mut Mark, id: MarkId, (to, from): (Proves, Proves)) -> MovedMark {
    let link = mark.evidence.iter().find(|evidence| evidence.of == from).map(|evidence| evidence.link);
    let became = if mark.evidence.iter().any(|evidence| evidence.of == to) {
        mark.evidence.retain(|evidence| evidence.of != from);
        Became::Joined
    } else {
        mark.evidence.iter_mut().filter(|evidence| evidence.of == from).for_each(|evidence| evidence.of = to);
        keep_one(mark, to);
        Became::Turned
    };
    MovedMark { mark: id, link: link.unwrap_or_default(), became }
}

/// A mark that was said to be evidence of one thing twice is so once.
fn keep_one(mark: &mut Mark, of: Proves) {
    let mut seen = false;
    mark.evidence.retain(|evidence| evidence.of != of || !std::mem::replace(&mut seen, true));
}

/// If a moved mark is the same as another of its coder by now, and adds nothing to it, the other stands for it.
fn join_twin(draft: &mut Draft, id: MarkId, was: Mark, trail: &mut Trail) -> Result<(), Refused> {
    let now = draft.get::<Mark>(id)?.clone();
    let marks = draft.project().marks();
    let mut of_coder = twin::all(draft, Some(id), &now).into_iter().filter_map(|id| Some((id, marks.get(id)?)));
    let Some((stands, other)) = of_coder.find(|(_, other)| other.made.by == now.made.by) else { return Ok(()) };
    let adds_nothing = (now.status.is_none() || now.status == other.status)
        && (now.attribution.is_empty() || now.attribution == other.attribution)
        && (now.speech.is_none() || now.speech == other.speech)
        && (!now.in_error || other.in_error)
        && (now.note.is_empty() || now.note == other.note);
    if !adds_nothing {
        return Ok(());
    }
    for citing in draft.project().index().referrers(id.into()) {
        cite::instead(draft, citing, &[id].into(), stands)?;
    }
    trail.marks.retain(|moved| moved.mark != id);
    trail.twins.push(Twin { id, was, stands });
    draft.remove::<Mark>(id)
}

/// Moves the evidence of the second back to it. A mark that is evidence of something else by now stays so.
pub fn move_back(draft: &mut Draft, pair: Pair, trail: &Trail) -> Result<(), Refused> {
    let (to, from) = sides(pair);
    for moved in &trail.marks {
        if !draft.project().has(moved.mark.into()) {
            continue;
        }
        draft.change(moved.mark, |mark: &mut Mark| {
            let at = mark.evidence.iter().position(|evidence| evidence.of == to);
            let Some(at) = at else { return };
            let evidence = Evidence { of: from, link: moved.link };
            if moved.became == Became::Joined {
                mark.evidence.push(evidence);
            } else if let Some(slot) = mark.evidence.get_mut(at) {
                *slot = evidence;
            }
        })?;
    }
    Ok(())
}

/// Brings the marks back that became one with others, where those stand by now.
pub fn part_twins(draft: &mut Draft, trail: &Trail) -> Result<(), Refused> {
    for twin in &trail.twins {
        let Some(stands) = draft.project().marks().get(twin.stands).cloned() else { continue };
        let there = |evidence: &Evidence| match evidence.of {
            Proves::Event(event) => draft.project().has(event.into()),
            Proves::Entity(entity) => draft.project().has(entity.into()),
        };
        let evidence = twin.was.evidence.iter().filter(|evidence| there(evidence)).cloned().collect();
        let mark = Mark {
            document: stands.document,
            pieces: stands.pieces.clone(),
            quote: stands.quote.clone(),
            context: stands.context.clone(),
            anchor: stands.anchor,
            code: stands.code,
            evidence,
            ..twin.was.clone()
        };
        draft.adopt(twin.id, mark)?;
    }
    Ok(())
}
