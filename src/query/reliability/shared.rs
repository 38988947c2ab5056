//! What can be compared: documents that all coders have and have worked on, and their marks in them.
//!
//! Documents are paired by their id if the text is the same, else by the text alone: a text that was brought in twice
//! is the same text. What it does *not* do: look for a text that was corrected in one copy; its marks lie elsewhere.

use super::Coder;
use crate::base::lines::Lines;
use crate::model::{Anchor, CodeId, CodeKind, Document, DocumentId, DocumentState, Mark, MarkId};
use crate::project::Project;
use crate::query::agreement::Continuum;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A code that a coder used; copies of one project may have it under several ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// What it classifies; `None`: a mark without a code.
    pub kind: Option<CodeKind>,
    /// Its name; “no code” for none.
    pub name: String,
}

/// A document that was compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedDocument {
    /// Its id in the project of each coder.
    pub ids: Vec<DocumentId>,
    /// Its title, as the first coder has it.
    pub title: String,
    /// Its length in code points.
    pub length: usize,
    /// Code points of it in zones of any coder, which were left out.
    pub in_zones: usize,
}

/// A mark that was compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Which.
    pub mark: MarkId,
    /// The place of its document among [`super::Reliability::documents`].
    pub document: usize,
    /// From the first to behind the last code point of its pieces.
    pub chars: (usize, usize),
    /// The place of its code among [`super::Reliability::codes`].
    pub code: usize,
    /// Its words.
    pub quote: String,
}

/// What was not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Documents by title, each with its reason.
    pub documents: Vec<(String, WhyDocument)>,
    /// Marks of compared documents, by reason; no reason has 0.
    pub marks: BTreeMap<WhyMark, usize>,
}

/// Why a document was not compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyDocument {
    /// Only these coders have its text, by their names.
    OnlyIn(Vec<String>),
    /// These coders have it with another text.
    OtherText(Vec<String>),
    /// These coders set it aside.
    SetAside(Vec<String>),
    /// These coders have marked nothing in it and do not say that they are done.
    NotCoded(Vec<String>),
}

impl fmt::Display for WhyDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnlyIn(who) => write!(f, "only {} has it", who.join(", ")),
            Self::OtherText(who) => write!(f, "{} has it with another text", who.join(", ")),
            Self::SetAside(who) => write!(f, "{} set it aside", who.join(", ")),
            Self::NotCoded(who) => write!(f, "{} marked nothing in it", who.join(", ")),
        }
    }
}

/// Why a mark was not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyMark {
    /// It lies in a zone of some coder.
    InZone,
    /// Its words are lost, or it is not certain where they stand.
    NoPlace,
    /// It was made by somebody who is not compared.
    OtherCoder,
}

impl fmt::Display for WhyMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InZone => "in a zone",
            Self::NoPlace => "without a certain place in the text",
            Self::OtherCoder => "made by somebody else",
        })
    }
}

/// All that is compared.
pub(super) struct Material {
    pub documents: Vec<SharedDocument>,
    pub continuum: Continuum,
    pub codes: Vec<Code>,
    /// For each coder, by document and place.
    pub units: Vec<Vec<Unit>>,
    pub left_out: LeftOut,
}

impl Material {
    pub fn of(coders: &[Coder<'_>]) -> Self {
        let mut material = Self {
            documents: Vec::new(),
            continuum: Continuum::new(),
            codes: codes(coders),
            units: vec![Vec::new(); coders.len()],
            left_out: LeftOut::default(),
        };
        for (text, ids) in paired(coders) {
            match why_not(coders, text, &ids) {
                Some(why) => {
                    let first = ids.iter().zip(coders).find_map(|(id, coder)| Some(((*id)?, coder.project)));
                    let title = first.map(|(id, project)| project.label(id.into()).to_owned()).unwrap_or_default();
                    material.left_out.documents.push((title, why));
                }
                None => material.take(coders, text, &ids.into_iter().flatten().collect::<Vec<_>>()),
            }
        }
        material.left_out.documents.sort();
        material
    }

    /// Adds a document that all have.
    fn take(&mut self, coders: &[Coder<'_>], text: &str, ids: &[DocumentId]) {
        let lines = Lines::new(text);
        let chars = |byte: usize| lines.char_from_byte(text, byte);
        let mut zones = Vec::new();
        for (id, coder) in ids.iter().zip(coders) {
            let row = coder.project.documents().get(*id);
            let own = row.into_iter().flat_map(|row| &row.zones).map(|zone| zone.span);
            zones.extend(own.filter_map(|span| Some((chars(span.start())?, chars(span.end())?))));
        }
        let length = text.chars().count();
        let before = self.continuum.length();
        let document = self.continuum.lay(length, &zones);
        let counted = self.continuum.length() - before;
        for (at, (id, coder)) in ids.iter().zip(coders).enumerate() {
            for (_, mark) in coder.project.index().marks_in(*id) {
                let Some(row) = coder.project.marks().get(mark) else { continue };
                // Of several people in one project each mark is somebody's, and is looked at once.
                let is_anothers = coders.iter().any(|other| other.only == Some(row.made.by.as_str()));
                if coder.only.is_some_and(|only| row.made.by != only) && (is_anothers || at > 0) {
                    continue;
                }
                let hull = row.pieces.hull();
                let place = chars(hull.start()).zip(chars(hull.end()));
                match (self.why_mark(coder, row, document, place), place) {
                    (None, Some(chars)) => {
                        let code = code_of(coder.project, row);
                        let code = self.codes.binary_search(&code).unwrap_or_default();
                        let unit = Unit { mark, document, chars, code, quote: row.quote.clone() };
                        self.units.get_mut(at).into_iter().for_each(|units| units.push(unit.clone()));
                    }
                    (why, _) => *self.left_out.marks.entry(why.unwrap_or(WhyMark::NoPlace)).or_default() += 1,
                }
            }
        }
        let title = coders.iter().zip(ids).map(|(coder, id)| coder.project.label((*id).into())).next();
        self.documents.push(SharedDocument {
            ids: ids.to_vec(),
            title: title.unwrap_or_default().to_owned(),
            length,
            in_zones: length - counted,
        });
    }

    /// Compared marks that all copies have under one id.
    pub fn in_all(&self, coders: &[Coder<'_>]) -> usize {
        if coders.iter().any(|coder| coder.only.is_some()) {
            return 0;
        }
        let first = self.units.first().into_iter().flatten().map(|unit| unit.mark);
        let others = self.units.iter().skip(1).map(|units| units.iter().map(|unit| unit.mark).collect());
        let others: Vec<BTreeSet<MarkId>> = others.collect();
        first.filter(|mark| others.iter().all(|marks| marks.contains(mark))).count()
    }

    fn why_mark(
        &self,
        coder: &Coder<'_>,
        row: &Mark,
        document: usize,
        place: Option<(usize, usize)>,
    ) -> Option<WhyMark> {
        if coder.only.is_some_and(|only| row.made.by != only) {
            return Some(WhyMark::OtherCoder);
        }
        if row.anchor != Anchor::Placed {
            return Some(WhyMark::NoPlace);
        }
        match place {
            None => Some(WhyMark::NoPlace),
            Some(place) => self.continuum.place(document, place).is_none().then_some(WhyMark::InZone),
        }
    }
}

/// The documents of all coders, those with the same text together: the id that each coder has it under.
fn paired<'p>(coders: &[Coder<'p>]) -> Vec<(&'p str, Vec<Option<DocumentId>>)> {
    let mut by_text: BTreeMap<&str, Vec<Vec<DocumentId>>> = BTreeMap::new();
    for (at, coder) in coders.iter().enumerate() {
        for (id, text) in coder.project.texts() {
            let own = by_text.entry(text).or_insert_with(|| vec![Vec::new(); coders.len()]);
            own.get_mut(at).into_iter().for_each(|ids| ids.push(id));
        }
    }
    let mut pairs = Vec::new();
    for (text, mut ids) in by_text {
        let own: BTreeSet<DocumentId> = ids.iter().flatten().copied().collect();
        // First those that are the same document, then whatever has the same text.
        for id in own {
            if ids.iter().filter(|ids| ids.contains(&id)).count() > 1 {
                pairs.push((text, ids.iter_mut().map(|ids| taken(ids, id)).collect::<Vec<_>>()));
            }
        }
        fill(&mut pairs, text, &mut ids);
        while ids.iter().any(|ids| !ids.is_empty()) {
            let next = ids.iter_mut().map(|ids| (!ids.is_empty()).then(|| ids.remove(0))).collect();
            pairs.push((text, next));
        }
    }
    pairs.sort_by_key(|(_, ids)| ids.iter().flatten().min().copied());
    pairs
}

fn taken(ids: &mut Vec<DocumentId>, id: DocumentId) -> Option<DocumentId> {
    let at = ids.iter().position(|other| *other == id)?;
    Some(ids.remove(at))
}

/// Gives those that lack a document one with the same text, if there is one left over.
fn fill(pairs: &mut [(&str, Vec<Option<DocumentId>>)], text: &str, ids: &mut [Vec<DocumentId>]) {
    for (_, own) in pairs.iter_mut().filter(|(other, _)| *other == text) {
        for (place, left) in own.iter_mut().zip(ids.iter_mut()) {
            if place.is_none() && !left.is_empty() {
                *place = Some(left.remove(0));
            }
        }
    }
}

fn why_not(coders: &[Coder<'_>], text: &str, ids: &[Option<DocumentId>]) -> Option<WhyDocument> {
    let names = |is: &dyn Fn(&Coder<'_>, Option<DocumentId>) -> bool| -> Vec<String> {
        coders.iter().zip(ids).filter(|(coder, id)| is(coder, **id)).map(|(coder, _)| coder.name.to_owned()).collect()
    };
    let row = |coder: &Coder<'_>, id: DocumentId| -> Option<Document> {
        coder.project.documents().get(id).map(|row| (**row).clone())
    };
    let missing = names(&|_, id| id.is_none());
    if !missing.is_empty() {
        let known: Vec<DocumentId> = ids.iter().flatten().copied().collect();
        let other = names(&|coder, id| {
            id.is_none() && known.iter().any(|id| coder.project.has((*id).into()) && coder.project.text(*id) != text)
        });
        return Some(if other.is_empty() {
            WhyDocument::OnlyIn(names(&|_, id| id.is_some()))
        } else {
            WhyDocument::OtherText(other)
        });
    }
    let aside =
        names(&|coder, id| id.and_then(|id| row(coder, id)).is_some_and(|row| row.state == DocumentState::SetAside));
    if !aside.is_empty() {
        return Some(WhyDocument::SetAside(aside));
    }
    let idle = names(&|coder, id| id.is_some_and(|id| !has_coded(coder, id)));
    (!idle.is_empty()).then_some(WhyDocument::NotCoded(idle))
}

/// Whether a coder has worked on a document: there is a mark of theirs, or, in a copy of their own, it is done.
fn has_coded(coder: &Coder<'_>, id: DocumentId) -> bool {
    let marks = coder.project.index().marks_in(id).filter_map(|(_, mark)| coder.project.marks().get(mark));
    let mut own = marks.filter(|mark| coder.only.is_none_or(|only| mark.made.by == only));
    let done = coder.project.documents().get(id).is_some_and(|row| row.state == DocumentState::Done);
    own.next().is_some() || (coder.only.is_none() && done)
}

fn codes(coders: &[Coder<'_>]) -> Vec<Code> {
    let all = coders.iter().flat_map(|coder| {
        let marks = coder.project.marks().iter();
        let own = marks.filter(|(_, mark)| coder.only.is_none_or(|only| mark.made.by == only));
        own.map(|(_, mark)| code_of(coder.project, mark))
    });
    all.collect::<BTreeSet<Code>>().into_iter().collect()
}

/// The code of a mark, else that of what it is evidence of.
fn code_of(project: &Project, mark: &Mark) -> Code {
    let event = || mark.events().find_map(|id| project.events().get(id)?.kind);
    let entity = || mark.entities().find_map(|id| project.entities().get(id)?.kind);
    let code: Option<CodeId> = mark.code.or_else(event).or_else(entity);
    match code.and_then(|code| project.codes().get(code)) {
        Some(code) => Code { kind: Some(code.kind), name: code.name.trim().to_owned() },
        None => Code { kind: None, name: "no code".to_owned() },
    }
}
