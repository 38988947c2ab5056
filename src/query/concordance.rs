//! The concordance: every hit of a search in all documents, what has been decided of it, and the orders in which it
//! is read.
//!
//! Two pure functions: [`concordance`] searches, [`sorted`] orders, so that a click on a column does not search again.
//! What stands around a hit is cut out where it is shown or sorted by; nothing here copies text.

use super::fold::fold;
use super::lists;
use super::search::{Context, Hit, Search, search};
use crate::base::span::Span;
use crate::model::{Anchor, CodeId, DocumentId, Mark, MarkId};
use crate::project::Project;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The hits that a concordance lists at most.
pub const MOST_HITS: usize = 50_000;

/// Characters (code points) on each side that a sort looks at.
const SORT_CHARS: usize = 48;

/// All hits of one search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Concordance {
    /// The hits, by date of publication, title and place.
    pub lines: Vec<Line>,
    /// How many documents they stand in.
    pub documents: usize,
    /// Whether there are more than were listed.
    pub more: bool,
}

/// One hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where.
    pub hit: Hit,
    /// The code of the innermost mark that it lies in: somebody has decided what it is.
    pub decided: Option<CodeId>,
}

/// What a concordance is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// By outlet, then title, then place.
    Document,
    /// By date of publication, earliest first; those without one last.
    #[default]
    Published,
    /// By what stands to the left, from the hit outwards: the nearest word first.
    Left,
    /// By the words found.
    Words,
    /// By what stands to the right, from the hit outwards.
    Right,
    /// By the name of the code; what is not decided first.
    Code,
}

/// Searches all documents; lists at most `most` hits.
#[must_use]
pub fn concordance(project: &Project, asked: &Search, most: usize) -> Concordance {
    let mut hits = search(project, asked, most.saturating_add(1));
    let more = hits.len() > most;
    hits.truncate(most);
    let of_documents = || hits.chunk_by(|a, b| a.document == b.document);
    let lines = of_documents().flat_map(|hits| decided(project, hits)).collect();
    Concordance { lines, documents: of_documents().count(), more }
}

/// The hits of one document, sorted by place, each with the code of the innermost mark around it.
fn decided(project: &Project, hits: &[Hit]) -> Vec<Line> {
    let Some(document) = hits.first().map(|hit| hit.document) else { return Vec::new() };
    let mut marks = project.index().marks_in(document).peekable();
    // Marks that began before the hit and may still reach over it; only those are looked at.
    let mut open: Vec<(Span, MarkId)> = Vec::new();
    let line = |hit: &Hit| {
        while let Some(mark) = marks.next_if(|(hull, _)| hull.start() <= hit.span.start()) {
            open.push(mark);
        }
        open.retain(|(hull, _)| hull.end() > hit.span.start());
        let around = open.iter().filter_map(|(_, id)| project.marks().get(*id));
        let around = around.filter(|mark| mark.code.is_some() && holds(mark, *hit));
        let innermost = around.min_by_key(|mark| mark.pieces.hull().len());
        Line { hit: *hit, decided: innermost.and_then(|mark| mark.code) }
    };
    hits.iter().map(line).collect()
}

fn holds(mark: &Mark, hit: Hit) -> bool {
    mark.anchor != Anchor::Lost && mark.pieces.spans().iter().any(|piece| piece.intersect(hit.span) == Some(hit.span))
}

/// The lines in an order, as places in `lines`. What is equal stays as it stands.
#[must_use]
pub fn sorted(project: &Project, lines: &[Line], order: Order) -> Vec<usize> {
    let mut places: Vec<usize> = (0..lines.len()).collect();
    let by = |key: &mut dyn FnMut(&Line) -> String| {
        let keys: Vec<String> = lines.iter().map(key).collect();
        move |a: &usize, b: &usize| keys.get(*a).cmp(&keys.get(*b))
    };
    match order {
        Order::Published => {}
        Order::Document => places.sort_by(by_document(project, lines)),
        Order::Left => places.sort_by(by(&mut |line| side(project, line, Side::Left))),
        Order::Right => places.sort_by(by(&mut |line| side(project, line, Side::Right))),
        Order::Words => places.sort_by(by(&mut |line| fold(around(project, line).words))),
        Order::Code => places
            .sort_by(by(&mut |line| line.decided.map(|code| fold(project.label(code.into()))).unwrap_or_default())),
    }
    places
}

fn by_document<'l>(project: &Project, lines: &'l [Line]) -> impl Fn(&usize, &usize) -> Ordering + 'l {
    let order = lists::DocumentFilter::default();
    let all = lists::documents(project, &order, lists::DocumentOrder::Outlet);
    let ranks: BTreeMap<DocumentId, usize> = all.into_iter().enumerate().map(|(rank, id)| (id, rank)).collect();
    move |a, b| {
        let rank = |at: &usize| lines.get(*at).and_then(|line| ranks.get(&line.hit.document));
        rank(a).cmp(&rank(b))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

fn around<'p>(project: &'p Project, line: &Line) -> Context<'p> {
    line.hit.context(project.text(line.hit.document), SORT_CHARS)
}

/// The words on one side as they are seen, the one nearest to the hit first.
fn side(project: &Project, line: &Line, side: Side) -> String {
    let Context { before, words, after } = around(project, line);
    let before_is_left = !reads_right_to_left(words);
    let text = if before_is_left == (side == Side::Left) { before } else { after };
    let folded = fold(text);
    let words = folded.split_whitespace().map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()));
    let words = words.filter(|word| !word.is_empty());
    // What stands before is read backwards, on whichever side it stands.
    if std::ptr::eq(text, before) {
        words.rev().collect::<Vec<_>>().join(" ")
    } else {
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Whether words are written from right to left, so that what comes before them stands to their right.
#[must_use]
pub fn reads_right_to_left(words: &str) -> bool {
    let first = words.chars().find(|letter| letter.is_alphabetic());
    first.is_some_and(|letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{1_0800}'..='\u{1_0fff}' | '\u{1_e800}'..='\u{1_efff}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CodeKind;
    use crate::project::testing::World;

    fn lines(world: &World, words: &str) -> Concordance {
        concordance(&world.project, &Search::text(words), MOST_HITS)
    }

    /// The lines in an order, as they are read.
    fn read(world: &World, found: &Concordance, order: Order) -> Vec<String> {
        let line = |at: usize| {
            let Context { before, words, after } = around(&world.project, &found.lines[at]);
            format!("{before}[{words}]{after}")
        };
        sorted(&world.project, &found.lines, order).into_iter().map(line).collect()
    }

    #[test]
    fn lines_are_sorted_by_what_stands_beside_the_words() {
        let mut world = World::new();
        world.document("Wire", "2025-03-02", "the new Minister spoke.");
        world.document("Atlas", "2025-03-01", "an old, minister left.\nA new minister came.");
        let found = lines(&world, "minister");
        assert_eq!((found.lines.len(), found.documents, found.more), (3, 2, false));
        let (old, came, spoke) = ("an old, [minister] left.", "A new [minister] came.", "the new [Minister] spoke.");
        assert_eq!(read(&world, &found, Order::Published), [old, came, spoke]);
        assert_eq!(read(&world, &found, Order::Document), [old, came, spoke]);
        assert_eq!(
            read(&world, &found, Order::Left),
            [came, spoke, old],
            "“new” before “old”, then “a” before “the”"
        );
        assert_eq!(read(&world, &found, Order::Right), [came, old, spoke]);
    }

    #[test]
    fn in_arabic_the_left_is_what_comes_after() {
        let mut world = World::new();
        world.document("Wire", "2025-03-01", "قال وزير العدل");
        world.document("Wire", "2025-03-02", "وصل وزير الداخلية");
        let found = lines(&world, "وزير");
        assert_eq!(read(&world, &found, Order::Left), ["وصل [وزير] الداخلية", "قال [وزير] العدل"]);
        assert_eq!(read(&world, &found, Order::Right), ["قال [وزير] العدل", "وصل [وزير] الداخلية"]);
    }

    #[test]
    fn a_hit_inside_a_mark_with_a_code_is_decided() {
        let mut world = World::new();
        let visit = world.event_type("Visit");
        let place = world.code(CodeKind::EntityKind, "Place", None);
        let text = world.document("Wire", "", "He came to Rabat, then Rabat slept, and Rabat woke, Rabat.");
        let sentence = world.mark(text, "He came to Rabat", &[]);
        let name = world.mark(text, "Rabat", &[]);
        let plain = world.mark(text, "Rabat slept", &[]);
        let lost = world.mark(text, "and Rabat woke", &[]);
        for (mark, code) in [(sentence, Some(visit)), (name, Some(place)), (plain, None), (lost, Some(visit))] {
            world.change::<Mark>(mark, |row| row.code = code);
        }
        world.change::<Mark>(lost, |row| row.anchor = Anchor::Lost);
        let codes = |found: Concordance| found.lines.iter().map(|line| line.decided).collect::<Vec<_>>();
        assert_eq!(codes(lines(&world, "rabat")), [Some(place), None, None, None]);
        assert_eq!(codes(lines(&world, "came")), [Some(visit)]);
        assert_eq!(codes(lines(&world, "rabat then")), [], "a comma stands between them");
    }

    #[test]
    fn what_is_cut_says_so() {
        let mut world = World::new();
        world.document("Wire", "2025-03-02", "Rabat, Rabat, Rabat");
        let found = concordance(&world.project, &Search::text("rabat"), 2);
        assert_eq!((found.lines.len(), found.more), (2, true));
        let found = concordance(&world.project, &Search::text("rabat"), 3);
        assert_eq!((found.lines.len(), found.more), (3, false));
    }
}
