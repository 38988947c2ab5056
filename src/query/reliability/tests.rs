//! Published examples, through projects: what is marked in texts comes out as what the literature prints.

use super::*;
use crate::base::span::{Pieces, Span};
use crate::model::{CodeId, DocumentId, DocumentState, Mark, Proves};
use crate::project::testing::World;

/// A project with codes a, b, c … and one text.
struct Copy {
    world: World,
    codes: Vec<CodeId>,
    text: DocumentId,
}

fn copy(codes: usize, text: &str) -> Copy {
    let mut world = World::new();
    let names = ["Arrest", "Talks", "Visit", "Agreement", "Training"];
    let codes = names.iter().take(codes).map(|name| world.event_type(name)).collect();
    let text = world.document("Post", "2025-03-10", text);
    Copy { world, codes, text }
}

impl Copy {
    /// Marks bytes of the text.
    fn mark(&mut self, start: usize, end: usize, code: usize, of: &[Proves]) -> crate::model::MarkId {
        let first: String = self.world.project.text(self.text).chars().take(1).collect();
        let id = self.world.mark(self.text, &first, of);
        let pieces = Pieces::one(Span::new(start, end)).expect("a place");
        let quote = pieces.quote(self.world.project.text(self.text)).expect("words");
        let code = self.codes[code];
        self.world.change::<Mark>(id, |row| {
            row.pieces = pieces;
            row.quote = quote;
            row.code = Some(code);
        });
        id
    }

    fn as_coder<'c>(&'c self, name: &'c str) -> Coder<'c> {
        Coder { name, project: &self.world.project, only: None }
    }
}

/// One word for each item of a table, coded by two people.
fn tabled<const N: usize>(counts: [[usize; N]; N]) -> [Copy; 2] {
    let all: usize = counts.iter().flatten().sum();
    let text = "word ".repeat(all);
    let mut copies = [copy(N, &text), copy(N, &text)];
    let mut at = 0;
    for (row, columns) in counts.into_iter().enumerate() {
        for (column, count) in columns.into_iter().enumerate() {
            for _ in 0..count {
                copies[0].mark(at * 5, at * 5 + 4, row, &[]);
                copies[1].mark(at * 5, at * 5 + 4, column, &[]);
                at += 1;
            }
        }
    }
    copies
}

fn of(copies: &[Copy]) -> Reliability {
    let names = ["A", "B", "C", "D"];
    reliability(&copies.iter().zip(names).map(|(copy, name)| copy.as_coder(name)).collect::<Vec<_>>())
}

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected}");
}

/// Cohen (1960), p. 45 and p. 37; Artstein & Poesio (2008), p. 558.
#[test]
fn the_kappas_of_the_literature_come_out_of_projects() {
    let check = |copies: [Copy; 2], observed: f64, kappa: f64| {
        let found = of(&copies);
        let nominal = &found.groups[0].nominal;
        close(nominal.percent.value.expect("a share"), observed, 1e-12);
        close(nominal.cohen.as_ref().expect("two").value.expect("a κ"), kappa, 5e-5);
        assert_eq!(found.groups[0].exact.pairs[0].1.first, nominal.percent.items);
        let differ = (1.0 - observed) * nominal.percent.items as f64;
        close(found.disagreements.len() as f64, differ, 0.5);
    };
    check(tabled([[88, 14, 18], [10, 40, 10], [2, 6, 12]]), 0.70, 0.491_5);
    check(tabled([[25, 12, 3], [13, 2, 15], [12, 16, 2]]), 0.29, -0.092_3);
    check(tabled([[20, 10], [20, 50]]), 0.70, 0.347_8);
}

/// R's irrCAC 1.4.
#[test]
fn the_ac1_of_irrcac_comes_out_of_projects() {
    let found = of(&tabled([[80, 7], [8, 5]]));
    close(found.groups[0].nominal.ac1.value.expect("AC1"), 0.808, 5e-4);
    let (_, table) = &found.groups[0].nominal.confusion[0];
    assert_eq!(table.counts, [[80, 7], [8, 5]], "the matrix is that of the example");
}

/// Krippendorff (1980), p. 139: nine items, three coders; Fleiss' κ of the same values by his formula.
#[test]
fn the_alpha_of_three_coders_comes_out_of_projects() {
    let items = ["111", "122", "222", "444", "144", "222", "123", "333", "222"];
    let text = "word ".repeat(items.len());
    let mut copies = [copy(4, &text), copy(4, &text), copy(4, &text)];
    for (at, item) in items.iter().enumerate() {
        for (coder, value) in item.bytes().enumerate() {
            copies[coder].mark(at * 5, at * 5 + 4, usize::from(value - b'1'), &[]);
        }
    }
    let nominal = &of(&copies).groups[0].nominal;
    close(nominal.alpha.value.expect("α"), 0.642, 5e-4);
    assert_eq!((nominal.alpha.coders, nominal.alpha.items, nominal.cohen.is_none()), (3, 9, true));
}

/// Krippendorff (2004), p. 254: two coders on a text of 300, two categories.
#[test]
fn the_alpha_of_units_comes_out_of_projects() {
    let text = "x".repeat(300);
    let mut copies = [copy(2, &text), copy(2, &text)];
    let units: [&[(usize, usize, usize)]; 2] = [
        &[(225, 70, 0), (370, 30, 0), (180, 60, 1), (300, 50, 1)],
        &[(220, 80, 0), (355, 20, 0), (400, 20, 0), (180, 60, 1), (300, 50, 1)],
    ];
    for (copy, units) in copies.iter_mut().zip(units) {
        for (start, length, code) in units {
            copy.mark(start - 150, start - 150 + length, *code, &[]);
        }
    }
    let found = of(&copies);
    // He prints .8591, which is 1 − .0144/(.0532 + .0490) with four digits each.
    close(found.groups[0].unitising.value.expect("αᵤ"), 0.858_67, 5e-6);
    close(found.by_code[0].unitising.value.expect("αᵤ"), 0.728_6, 5e-5);
    close(found.by_code[1].unitising.value.expect("αᵤ"), 1.0, 1e-12);
}

#[test]
fn nothing_shared_is_not_computable_and_never_one() {
    let mut mine = copy(1, "They met in Rabat.");
    mine.mark(0, 8, 0, &[]);
    let mut theirs = copy(1, "They parted in Fes.");
    theirs.mark(0, 11, 0, &[]);
    let found = of(&[mine, theirs]);
    assert_eq!(found.documents.len(), 0);
    assert_eq!(found.left_out.documents.len(), 2);
    let group = &found.groups[0];
    assert!(group.exact.value.is_err() && group.unitising.value.is_err() && group.nominal.alpha.value.is_err());
    assert!(found.events[0].value.is_err() && found.disagreements.is_empty());
}

#[test]
fn what_is_left_out_is_said() {
    let text = "They met in Rabat. Read also: more.";
    let make = || {
        let mut copy = copy(1, text);
        copy.mark(0, 8, 0, &[]);
        copy
    };
    let (mut mine, mut theirs) = (make(), make());
    mine.world.zone(mine.text, "Read also: more.");
    theirs.mark(19, 23, 0, &[]);
    let lost = theirs.mark(9, 11, 0, &[]);
    theirs.world.change::<Mark>(lost, |row| row.anchor = crate::model::Anchor::Lost);
    mine.world.document("Post", "2025", "Nobody read this.");
    theirs.world.document("Post", "2025", "Nobody read this.");
    let found = of(&[mine, theirs]);
    assert_eq!(found.documents.len(), 1);
    assert_eq!((found.documents[0].length, found.documents[0].in_zones), (35, 16));
    assert_eq!(found.left_out.marks.into_iter().collect::<Vec<_>>(), [(WhyMark::InZone, 1), (WhyMark::NoPlace, 1)]);
    let whom = vec!["A".to_owned(), "B".to_owned()];
    assert_eq!(found.left_out.documents, [("Nobody read this".to_owned(), WhyDocument::NotCoded(whom))]);
    let (mut mine, theirs) = (make(), make());
    mine.world.change::<crate::model::Document>(mine.text, |row| row.state = DocumentState::SetAside);
    assert!(
        matches!(&of(&[mine, theirs]).left_out.documents[..], [(_, WhyDocument::SetAside(who))] if who == &["A"])
    );
}

#[test]
fn a_text_that_was_brought_in_twice_is_one_and_one_that_differs_is_not() {
    let mut mine = copy(1, "They met in Rabat.");
    mine.mark(0, 8, 0, &[]);
    let mut theirs = World::new();
    theirs.event_type("Arrest");
    theirs.entity(&["so that ids differ"]);
    let text = theirs.document("Wire", "2025", "They met in Rabat.");
    theirs.mark(text, "They met", &[]);
    let coders = [mine.as_coder("A"), Coder { name: "B", project: &theirs.project, only: None }];
    assert_eq!(reliability(&coders).documents[0].ids, [mine.text, text]);
    let changed = copy(1, "They met in Rabat!");
    let found = reliability(&[mine.as_coder("A"), changed.as_coder("B")]);
    assert!(found.left_out.documents.iter().any(|(_, why)| matches!(why, WhyDocument::OtherText(_))), "{found:?}");
}

#[test]
fn people_in_one_project_are_told_apart() {
    let mut copy = copy(2, "They met in Rabat and signed.");
    for (start, end, code, by) in [(0, 8, 0, "AL"), (0, 8, 1, "BN"), (9, 17, 0, "AL"), (22, 28, 0, "CD")] {
        let mark = copy.mark(start, end, code, &[]);
        copy.world.change::<Mark>(mark, |row| row.made.by = by.into());
    }
    let project = &copy.world.project;
    let coders = ["AL", "BN"].map(|name| Coder { name, project, only: Some(name) });
    let found = reliability(&coders);
    assert_eq!(found.groups[0].units, [2, 1]);
    assert_eq!(found.left_out.marks.get(&WhyMark::OtherCoder), Some(&1), "that of CD");
    let kinds: Vec<Kind> = found.disagreements.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [Kind::Code, Kind::Missing]);
}

#[test]
fn places_count_letters_and_events_are_found_by_their_places() {
    let text = "Ré😀 They met. They signed.";
    let make = |date: &str, kind: usize, both: bool| {
        let mut copy = copy(2, text);
        let kind_id = copy.codes[kind];
        let met = copy.world.event("Met", date, Some(kind_id), &[]);
        if both {
            copy.mark(8, 16, kind, &[Proves::Event(met)]);
        } else {
            // Another id for what is the same.
            let other = copy.world.event("Met again", date, Some(kind_id), &[]);
            copy.mark(8, 16, kind, &[Proves::Event(other)]);
            copy.mark(18, 29, kind, &[Proves::Event(met)]);
        }
        copy
    };
    let found = of(&[make("2025-03-10", 0, true), make("2025-03", 1, true)]);
    let events = &found.events[0];
    assert_eq!((events.value, events.found, events.both.len()), (Ok(1.0), (1, 1), 1));
    assert_eq!((events.count(|pair| pair.same_type), events.count(|pair| pair.same_date)), (0, 0));
    assert_eq!(events.count(|pair| pair.dates_meet), 1);
    let kinds: Vec<Kind> = found.disagreements.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [Kind::Code, Kind::EventType, Kind::EventDate]);
    assert_eq!(found.disagreements[0].chars, Some((4, 12)), "code points, not bytes");
    // The first has “Met” where the second has “Met again”; both know the id of “Met”, and that goes before places.
    let found = of(&[make("2025-03-10", 0, true), make("2025-03-10", 0, false)]);
    let events = &found.events[0];
    assert_eq!((events.found, events.both.len(), events.only_second.len()), ((1, 2), 1, 1));
}

#[test]
fn two_events_that_were_said_to_be_two_are_not_paired_and_no_disagreement() {
    let mut copy = copy(2, "They met in Rabat and signed.");
    let (one, other) = (copy.codes[0], copy.codes[1]);
    let mine = copy.world.event("Met", "2025-03-10", Some(one), &[]);
    let theirs = copy.world.event("Signed", "2025-03-11", Some(other), &[]);
    for (event, by) in [(mine, "AL"), (theirs, "BN")] {
        let mark = copy.mark(0, 8, 0, &[Proves::Event(event)]);
        copy.world.change::<Mark>(mark, |row| row.made.by = by.into());
    }
    let compared = |copy: &Copy| {
        let project = &copy.world.project;
        reliability(&["AL", "BN"].map(|name| Coder { name, project, only: Some(name) }))
    };
    let kinds = |found: &Reliability| found.disagreements.iter().map(|one| one.kind).collect::<Vec<_>>();
    let found = compared(&copy);
    assert_eq!(found.events[0].value, Ok(1.0));
    assert_eq!(kinds(&found), [Kind::EventType, Kind::EventDate]);
    // Whichever of the two says so.
    copy.world.change::<crate::model::Event>(theirs, |row| _ = row.not_same.insert(mine));
    let found = compared(&copy);
    let events = &found.events[0];
    assert_eq!((events.value, &events.apart[..]), (Ok(0.0), &[(mine, theirs)][..]));
    assert_eq!((&events.only_first[..], &events.only_second[..]), (&[mine][..], &[theirs][..]));
    assert_eq!(kinds(&found), []);
    // One of them has a partner by now: then the other was found by one only, and that is to be settled.
    let again = copy.world.event("Met again", "2025-03-10", Some(one), &[]);
    let mark = copy.world.project.index().marks_of_event(theirs).next().expect("that of BN");
    copy.world.change::<Mark>(mark, |row| row.evidence.push(crate::project::testing::probable(Proves::Event(again))));
    let found = compared(&copy);
    assert!(found.events[0].apart.is_empty() && found.events[0].only_second == [theirs], "{:?}", found.events);
    assert_eq!(kinds(&found), [Kind::EventMissing]);
}

#[test]
fn one_person_alone_agrees_with_nobody() {
    let mut mine = copy(1, "They met in Rabat.");
    mine.mark(0, 8, 0, &[]);
    let found = of(std::slice::from_ref(&mine));
    assert!(found.groups[0].nominal.alpha.value.is_err() && found.groups[0].exact.value.is_err());
    assert!(found.events.is_empty());
}
