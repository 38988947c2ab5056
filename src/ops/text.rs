//! Correcting a text, and replacing it by another edition: the marks and zones on it follow their words.

use super::{Draft, Refused};
use crate::base::anchor::{Course, Search, Selector};
use crate::base::diff::between;
use crate::base::patch::{Mapped, Patch};
use crate::base::span::Span;
use crate::model::{Anchor, Document, DocumentId, Mark, MarkId, PLACED, Zone};
use crate::project::Project;
use crate::project::check::text_sha256;

/// Replaces the words at `span` by `with`.
///
/// Marks elsewhere move along. What becomes of one of which words were changed is said at [`Mark::follow`].
///
/// # Errors
/// If the document is not there, the place cuts a character, or the text would be empty.
pub fn correct(draft: &mut Draft, id: DocumentId, span: Span, with: &str) -> Result<(), Refused> {
    draft.get::<Document>(id)?;
    let text = draft.project().text(id);
    let removed = span.text(text).ok_or_else(|| Refused::because("There are no words in this place of the text"))?;
    let after = Patch::replace(span.start(), removed, with).apply(text).unwrap_or_default();
    if after.trim().is_empty() {
        return Err(Refused::because("The text would be empty; delete the document instead"));
    }
    let changed = changed(draft.project(), id, &after, Search::Near);
    carry_out(draft, id, changed)
}

/// Replaces the whole text by another edition of it, with line ends made LF.
///
/// Marks are looked for by their words, what stands around them and where they stood; see [`Mark::follow`].
///
/// # Errors
/// If the document is not there, or [`edition`] refuses the text.
pub fn replace(draft: &mut Draft, id: DocumentId, text: &str) -> Result<(), Refused> {
    let changed = edition(draft.project(), id, text)?;
    carry_out(draft, id, changed)
}

/// Takes the words that stand in the place of doubtful marks as theirs; says of how many. Marks that are placed stay
/// as they are.
///
/// # Errors
/// If a mark is not there, or is lost.
pub fn confirm(draft: &mut Draft, marks: &[MarkId]) -> Result<usize, Refused> {
    let mut confirmed = 0;
    for id in marks {
        let mark = draft.get::<Mark>(*id)?.clone();
        match mark.anchor {
            Anchor::Placed => continue,
            Anchor::Doubtful => {}
            Anchor::Lost => {
                return Err(Refused::because("A lost mark has no place; select its words and place it anew"));
            }
        }
        let text = draft.project().shared_text(mark.document).unwrap_or_default();
        let (quote, _) = super::mark::read(&text, &mark.pieces)?;
        draft.change(*id, |mark: &mut Mark| mark.settle(mark.pieces.clone(), quote, &text))?;
        confirmed += 1;
    }
    Ok(confirmed)
}

/// What a change of a text does to what lies on it.
#[derive(Clone, Debug)]
pub struct Changed {
    patch: Patch,
    zones: Vec<Zone>,
    /// The text after.
    pub text: String,
    /// The marks of the document as they will be, sorted by id.
    pub marks: Vec<(MarkId, Mark)>,
}

impl Changed {
    /// How many marks will be in this state.
    #[must_use]
    pub fn count(&self, anchor: Anchor) -> usize {
        self.marks.iter().filter(|(_, mark)| mark.anchor == anchor).count()
    }

    /// The marks that a person should look at, with the words that will stand in their place; the surest first, lost
    /// ones last, without words.
    #[must_use]
    pub fn to_check(&self) -> Vec<(MarkId, &Mark, f64, Option<String>)> {
        let open = self.marks.iter().filter(|(_, mark)| mark.anchor != Anchor::Placed);
        let mut open: Vec<_> = open
            .map(|(id, mark)| {
                let words = (mark.anchor == Anchor::Doubtful).then(|| mark.pieces.quote(&self.text)).flatten();
                (*id, mark, mark.score(&self.text), words)
            })
            .collect();
        open.sort_by(|x, y| y.2.total_cmp(&x.2).then(x.0.cmp(&y.0)));
        open
    }
}

/// What [`replace`] would do; nothing changes.
///
/// # Errors
/// If the document is not there, the text is empty or the one that is there, or another document has it.
pub fn edition(project: &Project, id: DocumentId, text: &str) -> Result<Changed, Refused> {
    if project.documents().get(id).is_none() {
        return Err(Refused::missing::<Document>(id));
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err(Refused::because("The text would be empty; delete the document instead"));
    }
    if text == project.text(id) {
        return Err(Refused::because("This is the text that is there already"));
    }
    let sha256 = text_sha256(&text);
    if let Some((_, twin)) = project.documents().iter().find(|(_, other)| other.text_sha256 == sha256) {
        return Err(Refused::because(format!("This is the text of another document, “{}”", twin.title)));
    }
    Ok(changed(project, id, &text, Search::Everywhere))
}

fn changed(project: &Project, id: DocumentId, after: &str, search: Search) -> Changed {
    let before = project.text(id);
    let patch = between(before, after);
    let course = Course::new(before, after, &patch, search);
    let of_document = project.index().marks_in(id).filter_map(|(_, id)| Some((id, project.marks().get(id)?)));
    let marks = of_document.map(|(id, mark)| {
        let mut mark = Mark::clone(mark);
        mark.follow(&course);
        (id, mark)
    });
    let marks = marks.collect();
    let zones = project.documents().get(id).map(|document| moved_zones(document, &course)).unwrap_or_default();
    drop(course);
    Changed { patch, zones, text: after.to_owned(), marks }
}

fn moved_zones(document: &Document, course: &Course<'_>) -> Vec<Zone> {
    let moved =
        document.zones.iter().filter_map(|zone| Some(Zone { span: moved_zone(zone.span, course)?, ..zone.clone() }));
    let mut moved: Vec<Zone> = moved.collect();
    moved.sort_by_key(|zone| zone.span);
    moved
}

/// A zone whose words were replaced by very similar ones stays a zone.
fn moved_zone(span: Span, course: &Course<'_>) -> Option<Span> {
    match course.map(span) {
        Mapped::Kept(span) | Mapped::Touched(span) => Some(span),
        Mapped::Gone => {
            let wanted = Selector { quote: span.text(course.before())?, prefix: "", suffix: "" };
            course.find(&wanted, span).filter(|found| found.score >= PLACED).map(|found| found.place)
        }
    }
}

fn carry_out(draft: &mut Draft, id: DocumentId, changed: Changed) -> Result<(), Refused> {
    let Changed { patch, zones, text, marks } = changed;
    draft.patch(id, patch)?;
    let sha256 = text_sha256(&text);
    draft.change(id, |document: &mut Document| (document.text_sha256, document.zones) = (sha256, zones))?;
    marks.into_iter().try_for_each(|(id, after)| {
        let same = draft.get::<Mark>(id).is_ok_and(|before| **before == after);
        if same { Ok(()) } else { draft.change(id, |mark: &mut Mark| *mark = after).map(|_| ()) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Ids;
    use crate::base::span::Pieces;
    use crate::base::testing::marked;
    use crate::model::{Context, Made};
    use crate::project::check::check;

    /// A project with one text and a mark for each bracket pair.
    fn world(picture: &str) -> (Project, Ids, DocumentId) {
        let (text, spans) = marked(picture);
        let mut ids = Ids::from_seed(7);
        let mut project = Project::new(ids.fresh());
        let mut draft = Draft::new(&mut project, &mut ids, Made::default());
        let id = crate::ops::document::add(&mut draft, &text, &[]).unwrap();
        for span in spans {
            let pieces = Pieces::one(span).unwrap();
            crate::ops::mark::tag(&mut draft, id, pieces, None, vec![]).unwrap();
        }
        assert!(draft.finish("start").is_some());
        (project, ids, id)
    }

    /// The text with its marks: `[placed]`, `[?doubtful]`; lost ones behind it, with their quotes.
    fn picture(project: &Project, id: DocumentId) -> String {
        let mut drawn = project.text(id).to_owned();
        let mut signs: Vec<(usize, &str)> = Vec::new();
        let mut lost = Vec::new();
        for (_, mark) in project.marks().iter() {
            match mark.anchor {
                Anchor::Lost => lost.push(format!(" lost: {}", mark.quote)),
                Anchor::Placed => signs.push((mark.pieces.hull().start(), "[")),
                Anchor::Doubtful => signs.push((mark.pieces.hull().start(), "[?")),
            }
            if mark.anchor != Anchor::Lost {
                signs.push((mark.pieces.hull().end(), "]"));
            }
        }
        signs.sort_unstable();
        signs.into_iter().rev().for_each(|(at, sign)| drawn.insert_str(at, sign));
        lost.sort();
        drawn + &lost.concat()
    }

    fn check_change(before: &str, after: &str, verb: impl FnOnce(&mut Draft, DocumentId) -> Result<(), Refused>) {
        let (mut project, mut ids, id) = world(before);
        let old = project.clone();
        let mut draft = Draft::new(&mut project, &mut ids, Made::default());
        verb(&mut draft, id).unwrap();
        let tx = draft.finish("change").unwrap();
        assert_eq!(picture(&project, id), after);
        assert_eq!(check(&project), []);
        project.apply_all(&tx.inverse_edits()).unwrap();
        assert!(project == old, "one step takes everything back");
    }

    fn check_correct(before: &str, [words, with]: [&str; 2], after: &str) {
        check_change(before, after, |draft, id| {
            let at = draft.project().text(id).find(words).unwrap();
            correct(draft, id, Span::new(at, at + words.len()), with)
        });
    }

    fn check_replace(before: &str, text: &str, after: &str) {
        check_change(before, after, |draft, id| replace(draft, id, text));
    }

    #[test]
    fn a_small_correction_leaves_marks_placed() {
        check_correct("The [CTN] struck", ["CTN", "CNT"], "The [CNT] struck");
        check_correct(
            "[The uahbi visit] and [uahbi]",
            ["uahbi visit", "Ouahbi visit"],
            "[The Ouahbi visit] and [uahbi]",
        );
        check_correct("He met [uahbi] today", ["uahbi", "Ouahbi"], "He met [Ouahbi] today");
        check_correct("[The minister] of [Justice]", ["The minister", "A minister"], "[A minister] of [Justice]");
        check_correct(
            "met [the minister] [Ouahbi] today",
            ["met", "has met"],
            "has met [the minister] [Ouahbi] today",
        );
    }

    #[test]
    fn other_words_are_doubtful_and_no_words_are_lost() {
        check_correct("He met [Ouahbi] today", ["Ouahbi", "Darmanin"], "He met [?Darmanin] today");
        check_correct("He [met Ouahbi] today", ["met Ouahbi ", ""], "He today lost: met Ouahbi");
        check_correct("[He met] him [today]", [" him today", ""], "[He met] lost: today");
    }

    #[test]
    fn marks_follow_into_a_new_edition() {
        check_replace(
            "The [minister] met [Ouahbi] in [Rabat].\n[A spokesman confirmed the visit.]",
            "[Update] The minister met Ouahbi in Rabat on Monday.\nA spokesman confirmed the visit."
                .replace(['[', ']'], "")
                .as_str(),
            "Update The [minister] met [Ouahbi] in [Rabat] on Monday.\n[A spokesman confirmed the visit.]",
        );
    }

    #[test]
    fn a_new_edition_that_changes_a_digit_asks() {
        check_replace(
            "Police said that [they arrested 2 men in the port of Agadir] yesterday.",
            "Police said that they arrested 20 men in the port of Agadir yesterday.",
            "Police said that [?they arrested 20 men in the port of Agadir] yesterday.",
        );
        check_replace(
            "He said “[it is over]” today.",
            "He said “It is over” today.",
            "He said “[It is over]” today.",
        );
        check_replace(
            "[Police arrested two men] today",
            "Le ministre est à Rabat",
            "Le ministre est à Rabat lost: Police arrested two men",
        );
    }

    #[test]
    fn a_doubtful_mark_keeps_its_quote_until_it_is_confirmed() {
        let (mut project, mut ids, id) = world("He met [Ouahbi] today");
        let mut draft = Draft::new(&mut project, &mut ids, Made::default());
        correct(&mut draft, id, Span::new(7, 13), "Darmanin").unwrap();
        let (mark, row) = draft.project().marks().iter().next().map(|(id, mark)| (id, mark.clone())).unwrap();
        assert_eq!((row.quote.as_str(), row.anchor), ("Ouahbi", Anchor::Doubtful));
        assert!((row.score(draft.project().text(id)) - 0.51).abs() < 0.01);
        confirm(&mut draft, &[mark]).unwrap();
        let row = draft.get::<Mark>(mark).unwrap();
        assert_eq!((row.quote.as_str(), row.anchor), ("Darmanin", Anchor::Placed));
        assert_eq!(row.context, Context { prefix: "He met ".to_owned(), suffix: " today".to_owned() });
    }

    #[test]
    fn what_was_doubtful_or_lost_is_placed_when_its_words_come_back() {
        check_change("He met [Ouahbi] today in [Rabat]", "He met [Ouahbi] today in [Rabat] again", |draft, id| {
            replace(draft, id, "He met Ouhabi today")?;
            assert_eq!(picture(draft.project(), id), "He met [?Ouhabi] today lost: Rabat");
            replace(draft, id, "He met Ouahbi today in Rabat again")
        });
    }

    #[test]
    fn zones_follow_and_editions_that_are_none_are_refused() {
        let (mut project, mut ids, id) = world("Text. Advertisement here. Text.");
        let mut draft = Draft::new(&mut project, &mut ids, Made::default());
        crate::ops::document::add_zone(&mut draft, id, Span::new(6, 25), crate::model::ZoneKind::default()).unwrap();
        replace(&mut draft, id, "More text. Advertisements here. Text.").unwrap();
        let zones = &draft.get::<Document>(id).unwrap().zones;
        assert_eq!(zones.len(), 1);
        assert!(replace(&mut draft, id, "More text. Advertisements here. Text.").is_err());
        assert!(replace(&mut draft, id, " \r\n").is_err());
    }
}
