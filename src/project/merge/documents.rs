//! Bringing documents together: the row, the text line by line, and the zones in it.
//!
//! The hash and the zones of a row belong to its text, so the three are decided together. The marks on the text follow
//! later (`marks`), along the ways that are found here.

use super::choice::{Remark, Side};
use super::fields::Fields;
use super::places::{Way, Ways};
use super::rows::Row;
use super::{Merged, Take, Three, edit, ids, note_clashes, take};
use crate::base::anchor::Course;
use crate::base::patch::Mapped;
use crate::base::span::Span;
use crate::base::three::{Stretch, by_lines};
use crate::model::{Document, DocumentId, Zone, ZoneId};
use crate::project::check::text_sha256;
use crate::project::{Project, Tabled};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Brings all documents together; gives the ways from the texts of the sides to those of the result.
pub(super) fn merge(three: &Three<'_>, merged: &mut Merged) -> Ways {
    let mut ways = Ways::default();
    for id in ids::<Document>(three) {
        let row = |project: &Project| Document::table(project).get(id).cloned();
        let (b, m, t) = (row(three.base), row(three.mine), row(three.theirs));
        let differs = |row: Option<&Arc<Document>>, project: &Project| {
            !edit::same(b.as_ref(), row) || !same_text(three.base, project, id)
        };
        let changed = (differs(m.as_ref(), three.mine), differs(t.as_ref(), three.theirs));
        match take(id.into(), (b.as_ref(), m.as_ref(), t.as_ref()), changed, merged) {
            Take::Mine => {}
            Take::Theirs(row) => {
                merged.project.put(id, row);
                merged.project.set_text(id, three.theirs.shared_text(id));
            }
            Take::Join(base, mine, theirs) => {
                let rows = (base.as_deref(), &*mine, &*theirs);
                join(three, id, rows, &mut ways, merged);
            }
        }
        if merged.project.documents.get(id).is_some() {
            ways.note(three, id, merged.project.shared_text(id).as_ref());
        }
    }
    ways
}

fn same_text(a: &Project, b: &Project, id: DocumentId) -> bool {
    match (a.shared_text(id), b.shared_text(id)) {
        (Some(a), Some(b)) => Arc::ptr_eq(&a, &b) || a == b,
        (a, b) => a.is_none() && b.is_none(),
    }
}

type Rows<'r> = (Option<&'r Document>, &'r Document, &'r Document);

fn join(three: &Three<'_>, id: DocumentId, rows: Rows<'_>, ways: &mut Ways, merged: &mut Merged) {
    let (base, mine, theirs) = rows;
    let mut fields = Fields::new(id, three.choices);
    let mut row = Document::join(base, mine, theirs, &mut fields);
    let text = text(three, id, &mut fields);
    ways.note(three, id, text.as_ref());
    let whole = text.as_deref().unwrap_or_default();
    row.text_sha256 = match whole {
        _ if whole == three.mine.text(id) => mine.text_sha256.clone(),
        _ if whole == three.theirs.text(id) => theirs.text_sha256.clone(),
        _ => text_sha256(whole),
    };
    let (zones, gone) = zones(three, id, rows, ways, &mut fields);
    row.zones = zones;
    merged.project.put(id, Some(Arc::new(row)));
    merged.project.set_text(id, text);
    note_clashes(id.into(), &fields, merged);
    gone.into_iter().for_each(|words| merged.note(id, Remark::ZoneGone(words)));
}

fn text(three: &Three<'_>, id: DocumentId, fields: &mut Fields<'_>) -> Option<Arc<str>> {
    let same = |a: &Project, b: &Project| same_text(a, b, id);
    if same(three.mine, three.theirs) || same(three.base, three.theirs) {
        return three.mine.shared_text(id);
    }
    if same(three.base, three.mine) {
        return three.theirs.shared_text(id);
    }
    let stretches = by_lines(three.base.text(id), three.mine.text(id), three.theirs.text(id));
    let mut take = |stretch: &Stretch<'_>| match stretch {
        Stretch::Agreed(words) => (*words).to_owned(),
        Stretch::Clash { mine, theirs } => match fields.clash("text") {
            Side::Mine => (*mine).to_owned(),
            Side::Theirs => (*theirs).to_owned(),
        },
    };
    let text: String = stretches.iter().map(&mut take).collect();
    (!text.is_empty()).then(|| text.into())
}

/// The zones in the text of the result, and the first words of those for which there is no place left.
fn zones(
    three: &Three<'_>,
    id: DocumentId,
    (base, mine, theirs): Rows<'_>,
    ways: &Ways,
    fields: &mut Fields<'_>,
) -> (Vec<Zone>, BTreeSet<String>) {
    let (mut zones, mut gone) = (Vec::new(), BTreeSet::new());
    let all: BTreeSet<ZoneId> = mine.zones.iter().chain(&theirs.zones).map(|zone| zone.id).collect();
    for zone in all {
        let find = |row: &Document| row.zones.iter().find(|other| other.id == zone).cloned();
        let (b, m, t) = (base.and_then(find), find(mine), find(theirs));
        let Some((zone, side)) = zone_of(three, id, (b, m, t), ways, fields) else { continue };
        match ways.of(id, side) {
            None => zones.push(zone),
            Some(way) => {
                let span = moved(zone.span, way);
                let words = zone.span.text(&way.before).unwrap_or_default();
                gone.extend(span.is_none().then(|| words.chars().take(60).collect::<String>()));
                zones.extend(span.map(|span| Zone { span, ..zone }));
            }
        }
    }
    zones.sort_by_key(|zone| (zone.span, zone.id));
    (zones, gone)
}

/// The zone, with its place in the text of one side.
fn zone_of(
    three: &Three<'_>,
    id: DocumentId,
    (b, m, t): (Option<Zone>, Option<Zone>, Option<Zone>),
    ways: &Ways,
    fields: &mut Fields<'_>,
) -> Option<(Zone, Side)> {
    let edited = |side: Side| !same_text(three.base, three.side(side), id);
    // A zone that only followed a corrected text was not changed by anybody.
    let unchanged = |zone: &Option<Zone>, side: Side| match (&b, zone) {
        (Some(b), Some(zone)) => {
            (b.kind, &b.note) == (zone.kind, &zone.note) && (b.span == zone.span || edited(side))
        }
        (b, zone) => b.is_none() && zone.is_none(),
    };
    match (unchanged(&m, Side::Mine), unchanged(&t, Side::Theirs), m, t) {
        (_, true, mine, _) => mine.map(|zone| (zone, Side::Mine)),
        (true, _, _, theirs) => theirs.map(|zone| (zone, Side::Theirs)),
        (_, _, Some(mine), Some(theirs)) => {
            let kind = fields.one("zones", b.as_ref().map(|b| &b.kind), &mine.kind, &theirs.kind);
            let note = fields.lines("zones", b.as_ref().map(|b| &b.note), &mine.note, &theirs.note);
            let place = |zone: &Zone, side| ways.of(id, side).map_or(Some(zone.span), |way| moved(zone.span, way));
            let (ours, others) = (place(&mine, Side::Mine), place(&theirs, Side::Theirs));
            let was = b.map(|b| b.span);
            let side = match (ours == others, was == Some(theirs.span), was == Some(mine.span)) {
                (true, ..) | (_, true, _) => Side::Mine,
                (_, _, true) => Side::Theirs,
                _ => fields.clash("zones"),
            };
            let zone = if side == Side::Mine { mine } else { theirs };
            Some((Zone { kind, note, ..zone }, side))
        }
        // One side took it out and the other changed it.
        (_, _, mine, theirs) => {
            fields.clash("zones");
            mine.map(|zone| (zone, Side::Mine)).or_else(|| theirs.map(|zone| (zone, Side::Theirs)))
        }
    }
}

fn moved(span: Span, way: &Way) -> Option<Span> {
    let course = Course::new(&way.before, &way.after, &way.patch, crate::base::anchor::Search::Near);
    match course.map(span) {
        Mapped::Kept(span) | Mapped::Touched(span) => Some(span),
        Mapped::Gone => None,
    }
}
