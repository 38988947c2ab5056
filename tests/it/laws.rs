//! The laws of `ARCHITECTURE.md` over random verbs: what holds for every project and every change.
//!
//! Each law is one test. The steps come from [`world`](super::world); a failing case is shortened by itself and
//! printed with the command at which it failed. `PROPTEST_CASES=1000` runs so many of each.

use super::world::{Step, World, cases, command, folder, stacks, steps};
use entente::base::patch::Patch;
use entente::base::span::{Pieces, Span};
use entente::files::disk::beside;
use entente::files::log;
use entente::model::{Anchor, CodeId, CodeKind, Made, Record, RecordId};
use entente::ops::code::CodeChange;
use entente::project::Index;
use entente::project::check::check;
use entente::project::diff::diff;
use entente::project::merge::{Choices, Merged, merge};
use entente::project::{Edit, Project, Swap, Tabled, Tx};
use entente::session::{At, Command, Session};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Takes a step; gives the command, and the transaction if the project changed.
fn take(world: &mut World, step: &Step) -> (Command, Option<Arc<Tx>>) {
    let command = command(world.project(), step);
    let before = last_of(&world.session);
    let changed = world.perform(&command).is_ok_and(|outcome| outcome.changed);
    let tx = match command {
        Command::Undo => before.0.map(|tx| Arc::new(Tx { edits: tx.inverse_edits(), ..Tx::clone(&tx) })),
        Command::Redo => before.1,
        _ => last_of(&world.session).0,
    };
    (command, tx.filter(|_| changed))
}

fn last_of(session: &Session) -> (Option<Arc<Tx>>, Option<Arc<Tx>>) {
    (session.history().next_undo().cloned(), session.history().next_redo().cloned())
}

proptest! {
    #![proptest_config(cases(300))]

    /// Applying a transaction and then its inverse gives back the identical project.
    #[test]
    fn inverse(steps in steps(30)) {
        let mut world = World::new();
        for step in &steps {
            let before = world.project().clone();
            let (command, tx) = take(&mut world, step);
            let Some(tx) = tx else { continue };
            let mut project = before.clone();
            prop_assert_eq!(project.apply_all(&tx.edits), Ok(()), "{:?}", command);
            prop_assert_eq!(&project, world.project(), "{:?}", command);
            prop_assert_eq!(project.apply_all(&tx.inverse_edits()), Ok(()), "{:?}", command);
            prop_assert_eq!(&project, &before, "{:?}", command);
        }
    }

    /// An edit applies only if the record is as it says; else nothing at all has changed, also where the edits before
    /// it did fit.
    #[test]
    fn guard(steps in steps(20)) {
        let mut world = World::new();
        for step in &steps {
            let before = world.project().clone();
            let (command, tx) = take(&mut world, step);
            let Some(tx) = tx else { continue };
            let mut project = before.clone();
            for (place, edit) in tx.edits.iter().enumerate() {
                for wrong in tampered(edit, &project) {
                    let mut edits = tx.edits.clone();
                    edits[place] = wrong;
                    let mut tried = before.clone();
                    let refused = tried.apply_all(&edits).expect_err("refused");
                    prop_assert_eq!(refused.record, edits[place].record(), "{:?}", command);
                    prop_assert_eq!(&tried, &before, "{:?}", command);
                }
                project.apply(edit).expect("it fits");
            }
        }
    }

    /// `check` is empty after every commit.
    #[test]
    fn sound(steps in steps(40)) {
        let mut world = World::new();
        for step in &steps {
            let (command, _) = take(&mut world, step);
            prop_assert_eq!(check(world.project()), vec![], "{:?}", command);
        }
    }

    /// `apply(diff(a, b), a) == b`, both ways, and `diff(a, a)` is empty.
    #[test]
    fn diff_leads_there(first in steps(20), second in steps(20)) {
        let mut world = World::new();
        first.iter().for_each(|step| drop(take(&mut world, step)));
        let a = world.project().clone();
        second.iter().for_each(|step| drop(take(&mut world, step)));
        let b = world.project().clone();
        for (from, to) in [(&a, &b), (&b, &a)] {
            let mut project = from.clone();
            prop_assert_eq!(project.apply_all(&diff(from, to)), Ok(()));
            prop_assert_eq!(&project, to);
            prop_assert_eq!(diff(from, from), vec![]);
        }
    }

    /// What nobody disputes is taken from whoever changed it, in whatever order the sides are given; the result is
    /// sound even where they disagree.
    #[test]
    fn merge_of_two(common in steps(12), mine in steps(12), theirs in steps(12)) {
        let mut world = World::new();
        common.iter().for_each(|step| drop(take(&mut world, step)));
        let base = world.project().clone();
        let [x, y] = [(2, &mine), (3, &theirs)].map(|(seed, steps)| {
            let mut world = World::of(base.clone(), seed);
            steps.iter().for_each(|step| drop(take(&mut world, step)));
            world.project().clone()
        });
        for (mine, theirs, expected) in [(&x, &base, &x), (&base, &y, &y), (&x, &x, &x), (&y, &y, &y)] {
            let merged = merge(&base, mine, theirs, &Choices::default());
            prop_assert_eq!(&merged.project, expected);
            prop_assert_eq!(merged.conflicts(), BTreeSet::new());
        }
        let (one, other) = (merge(&base, &x, &y, &Choices::default()), merge(&base, &y, &x, &Choices::default()));
        prop_assert_eq!(check(&one.project), vec![]);
        prop_assert_eq!(check(&other.project), vec![]);
        prop_assert_eq!(one.conflicts().is_empty(), other.conflicts().is_empty());
        if one.conflicts().is_empty() {
            prop_assert_eq!(&one.project, &other.project);
        }
        // Who wants theirs gets what the other would call mine, where the two clash.
        let preferred = merge(&base, &y, &x, &Choices::theirs());
        prop_assert_eq!(check(&preferred.project), vec![]);
        prop_assert_eq!(preferred.conflicts(), one.conflicts());
        // Without a base nothing is taken for removed.
        let united = merge(&Project::new(base.id()), &x, &y, &Choices::default());
        prop_assert_eq!(check(&united.project), vec![]);
        prop_assert!(all_records(&x).union(&all_records(&y)).all(|id| united.project.has(*id)));
    }

    /// Whatever one of the two has and the result has not was removed by the other one, and a note says so; whatever both
    /// changed is in the result or named.
    #[test]
    fn nothing_vanishes_in_a_merge(common in steps(16), mine in steps(16), theirs in steps(16)) {
        let mut world = World::new();
        common.iter().for_each(|step| drop(take(&mut world, step)));
        let base = world.project().clone();
        let [x, y] = [(2, &mine), (3, &theirs)].map(|(seed, steps)| {
            let mut world = World::of(base.clone(), seed);
            steps.iter().for_each(|step| drop(take(&mut world, step)));
            world.project().clone()
        });
        for choices in [Choices::default(), Choices::theirs()] {
            let merged = merge(&base, &x, &y, &choices);
            let noted = |id: &RecordId| merged.notes.iter().any(|note| note.record == *id);
            for (have, other) in [(&x, &y), (&y, &x)] {
                for id in all_records(have).into_iter().filter(|id| !merged.project.has(*id)) {
                    prop_assert!(base.has(id) && !other.has(id) && noted(&id), "{id} is gone without a word");
                }
            }
            for (id, mark) in merged.project.marks().iter().filter(|(_, mark)| mark.anchor != Anchor::Placed) {
                let as_before = [&x, &y].iter().any(|side| side.marks().get(id).is_some_and(|was| was.anchor == mark.anchor));
                prop_assert!(as_before || noted(&id.into()), "{id} lost its words without a word");
            }
        }
    }

    /// What is looked up after a change is what a new index of the whole project says.
    #[test]
    fn the_index_keeps_up(steps in steps(30)) {
        let mut world = World::new();
        for step in &steps {
            let (command, _) = take(&mut world, step);
            prop_assert!(*world.session.index() == Index::of(world.project()), "{:?}", command);
        }
    }

    /// A command that is refused changes nothing, and nor does one that has nothing to do.
    #[test]
    fn a_refused_command_changes_nothing(steps in steps(30)) {
        let mut world = World::new();
        for step in &steps {
            let command = command(world.project(), step);
            let before = (world.project().clone(), world.session.revision(), stacks(world.session.history()));
            let result = world.perform(&command);
            if result.is_ok_and(|outcome| outcome.changed) {
                prop_assert_eq!(world.session.revision(), before.1 + 1);
                prop_assert_ne!(world.project(), &before.0, "{:?}", command);
            } else {
                let after = (world.project().clone(), world.session.revision(), stacks(world.session.history()));
                prop_assert_eq!(before, after, "{:?}", command);
            }
        }
    }

    /// Undo goes back to the first project and redo forward to the last one. There are no exceptions.
    #[test]
    fn all_the_way_back_and_forward(steps in steps(30)) {
        let mut world = World::new();
        steps.iter().for_each(|step| drop(take(&mut world, step)));
        all_of(&mut world, &Command::Redo);
        let last = world.project().clone();
        let back = all_of(&mut world, &Command::Undo);
        prop_assert_eq!(world.project(), &Project::new(last.id()));
        let forward = all_of(&mut world, &Command::Redo);
        prop_assert_eq!(world.project(), &last);
        prop_assert_eq!(back, forward);
    }

    /// Whatever was selected, after a change it leads somewhere or nothing is selected.
    #[test]
    fn the_selection_never_dangles(steps in steps(30)) {
        let mut world = World::new();
        for step in &steps {
            select_something(&mut world.session, step.numbers);
            let (command, _) = take(&mut world, step);
            let (selection, project) = (&world.session.selection, world.session.project());
            prop_assert!(selection.document.is_none_or(|id| project.has(id.into())), "{:?}", command);
            prop_assert!(selection.record.is_none_or(|id| project.has(id)), "{:?}", command);
            prop_assert!(selection.mark.is_none_or(|id| project.has(id.into())), "{:?}", command);
            let Some(words) = &selection.words else { continue };
            let document = selection.document.expect("words are words of a document");
            prop_assert!(words.quote(project.text(document)).is_some(), "{:?}", command);
        }
    }
}

proptest! {
    #![proptest_config(cases(80))]

    /// The file saved at A and the log from A to B are the file saved at B: the same project, the same history, and
    /// the same bytes when it is saved.
    #[test]
    fn replay(before in steps(12), after in steps(16)) {
        let folder = folder();
        let path = folder.path().join("a.ron");
        let mut world = World::create(&path);
        walk(&mut world, &before, &path)?;
        world.save();
        let saved_at_a = std::fs::read(&path).expect("the file");
        walk(&mut world, &after, &path)?;
        let (project, history) = (world.project().clone(), stacks(world.session.history()));
        world.save();
        let saved_at_b = std::fs::read(&path).expect("the file");
        drop(world);
        let (world, problems) = World::open(&path, 9);
        prop_assert_eq!((problems, world.session.unsaved()), (vec![], 0));
        prop_assert_eq!((world.project(), stacks(world.session.history())), (&project, history.clone()));
        drop(world);
        std::fs::write(&path, saved_at_a).expect("the old file is put back");
        let (mut world, problems) = World::open(&path, 9);
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!((world.project(), stacks(world.session.history())), (&project, history));
        world.save();
        let saved_again = std::fs::read(&path).expect("the file");
        prop_assert_eq!(String::from_utf8(saved_again), String::from_utf8(saved_at_b));
    }
}

/// Takes the steps; a change adds one line to the log, everything else adds none.
fn walk(world: &mut World, steps: &[Step], path: &Path) -> Result<(), TestCaseError> {
    let log = || std::fs::read(beside(path, ".log")).expect("the log");
    let mut before = log();
    for step in steps {
        let command = command(world.project(), step);
        let changed = world.perform(&command).is_ok_and(|outcome| outcome.changed);
        let after = log();
        prop_assert!(after.starts_with(&before), "{:?}", command);
        let added = log::read(&after).transactions.len() - log::read(&before).transactions.len();
        prop_assert_eq!((added, after == before), (usize::from(changed), !changed), "{:?}", command);
        before = after;
    }
    Ok(())
}

/// Performs a command until there is nothing left for it to do; says how often it did something.
fn all_of(world: &mut World, command: &Command) -> usize {
    let mut times = 0;
    while world.perform(command).expect("it is never refused").changed {
        times += 1;
    }
    times
}

fn select_something(session: &mut Session, numbers: [u8; 8]) {
    fn some<T: Tabled>(project: &Project, number: u8) -> Option<T::Id> {
        let ids: Vec<T::Id> = T::table(project).ids().collect();
        usize::from(number).checked_rem(ids.len()).map(|at| ids[at])
    }
    let project = session.project();
    let document = some::<entente::model::Document>(project, numbers[0]);
    let mark = some::<entente::model::Mark>(project, numbers[1]);
    let event = some::<entente::model::Event>(project, numbers[2]).map(RecordId::from);
    let words = document.and_then(|id| {
        let text = project.text(id);
        let (last, _) = text.char_indices().last()?;
        Pieces::one(Span::new(last, text.len()))
    });
    session.selection.document = document;
    session.selection.words = words;
    session.selection.record = if numbers[3] < 128 { event } else { mark.map(RecordId::from) };
    session.selection.mark = mark;
}

/// The edit with everything that can be wrong about what it expects to find; `project` is what it would find.
fn tampered(edit: &Edit, project: &Project) -> Vec<Edit> {
    fn swaps<T: Tabled>(id: T::Id, swap: &Swap<T>, any: Option<&Arc<T>>) -> Vec<Edit> {
        let after = swap.after.clone();
        let mut wrong: Vec<Option<Arc<T>>> = Vec::new();
        match &swap.before {
            Some(before) => {
                let mut other = T::clone(before);
                other.set_changed(Some(Made { by: "somebody else".to_owned(), at: super::world::at(99) }));
                wrong.extend([None, Some(Arc::new(other))]);
            }
            None => wrong.extend(any.or(after.as_ref()).map(|record| Some(record.clone()))),
        }
        wrong.into_iter().map(|before| T::edit(id, Swap { before, after: after.clone() })).collect()
    }
    fn of<T: Tabled>(id: T::Id, swap: &Swap<T>, project: &Project) -> Vec<Edit> {
        swaps(id, swap, T::table(project).iter().next().map(|(_, record)| record))
    }
    match edit {
        Edit::Document(id, swap) => of(*id, swap, project),
        Edit::Mark(id, swap) => of(*id, swap, project),
        Edit::Event(id, swap) => of(*id, swap, project),
        Edit::Entity(id, swap) => of(*id, swap, project),
        Edit::Code(id, swap) => of(*id, swap, project),
        Edit::View(id, swap) => of(*id, swap, project),
        Edit::Ruling(id, swap) => of(*id, swap, project),
        Edit::Text(id, _) => {
            let length = project.text(*id).len();
            let beyond = Patch::replace(length + 1, "", "x");
            let elsewhere = Patch::replace(0, "words that nobody wrote", "x");
            vec![Edit::Text(*id, beyond), Edit::Text(*id, elsewhere)]
        }
    }
}

fn all_records(project: &Project) -> BTreeSet<RecordId> {
    let edits = diff(&Project::new(project.id()), project);
    edits.iter().map(Edit::record).collect()
}

/// Two people, each with a copy of a project, do one thing each; the two copies are brought together both ways.
fn check_merge(mine: impl Fn(&Project) -> Command, theirs: impl Fn(&Project) -> Command, check_it: impl Fn(&Merged)) {
    let base = World::new().project().clone();
    let after = |seed, command: Command| {
        let mut world = World::of(base.clone(), seed);
        assert!(world.perform(&command).expect("it is done").changed);
        world.project().clone()
    };
    let (mine, theirs) = (after(2, mine(&base)), after(3, theirs(&base)));
    for merged in
        [(&mine, &theirs), (&theirs, &mine)].map(|(one, other)| merge(&base, one, other, &Choices::default()))
    {
        assert_eq!(check(&merged.project), []);
        check_it(&merged);
    }
}

fn code_named(project: &Project, name: &str) -> CodeId {
    let found = project.codes().iter().find(|(_, code)| code.name == name);
    found.map(|(id, _)| id).expect("the code is there")
}

/// Rare enough to be left out by chance: each move is sound, both together would make a circle.
#[test]
fn two_codes_taken_under_each_other_are_a_conflict() {
    let mut world = World::new();
    world.make(&Command::AddCode { kind: CodeKind::EventType, changes: vec![CodeChange::Name("Trip".to_owned())] });
    let base = world.project().clone();
    let [visit, trip] = ["Visit", "Trip"].map(|name| code_named(&base, name));
    let [mine, theirs] = [(visit, trip), (trip, visit)].map(|(code, parent)| {
        let mut world = World::of(base.clone(), 2);
        let changes = vec![CodeChange::Parent(Some(parent))];
        world.perform(&Command::ChangeCode { code, changes }).expect("it is moved");
        world.project().clone()
    });
    for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
        let merged = merge(&base, one, other, &Choices::default());
        assert_eq!(check(&merged.project), []);
        assert!(!merged.conflicts().is_empty(), "a person has to decide");
        assert_eq!(&merged.project, one, "mine stays");
    }
}

/// One tags words while the other corrects the text before them: the mark is on its words, and nobody has to decide.
#[test]
fn a_mark_follows_the_correction_of_somebody_else() {
    let document = |project: &Project| {
        let mut texts = project.texts();
        texts.find(|(_, text)| text.starts_with("Gérald")).map(|(id, _)| id).expect("the text")
    };
    let quote = |words: &str| At::Quote { quote: words.to_owned(), occurrence: 1, then: Vec::new() };
    let tag = |project: &Project| Command::Tag {
        document: document(project),
        at: quote("Abdellatif Ouahbi"),
        code: None,
        evidence: Vec::new(),
    };
    let correct = |project: &Project| Command::CorrectText {
        document: document(project),
        at: quote("Gérald"),
        with: "The minister, M.".to_owned(),
    };
    check_merge(tag, correct, |merged| {
        assert_eq!(merged.notes, BTreeSet::new());
        let mark = merged.project.marks().iter().find(|(_, mark)| mark.quote == "Abdellatif Ouahbi");
        let (_, mark) = mark.expect("the mark is there");
        assert_eq!(mark.anchor, Anchor::Placed);
        assert_eq!(mark.context.prefix, "The minister, M. Darmanin met ");
    });
}

/// The law of the guard once more, for each kind of edit and each of its three shapes, so that no kind is left to
/// chance.
#[test]
fn every_kind_of_edit_is_guarded() {
    let full = World::new().project().clone();
    let empty = Project::new(full.id());
    let mut changed = full.clone();
    for edit in diff(&empty, &full) {
        changed.apply(&touched(&edit)).expect("it fits");
    }
    let mut kinds = BTreeSet::new();
    for (from, to) in [(&empty, &full), (&full, &empty), (&full, &changed)] {
        let edits = diff(from, to);
        let mut project = from.clone();
        for (place, edit) in edits.iter().enumerate() {
            kinds.insert((kind_of(edit), from == &empty, to == &empty));
            let tampered = tampered(edit, &project);
            assert!(!tampered.is_empty(), "{edit:?}");
            for wrong in tampered {
                let mut edits = edits.clone();
                edits[place] = wrong;
                let mut tried = from.clone();
                assert_eq!(tried.apply_all(&edits).map_err(|conflict| conflict.record), Err(edit.record()));
                assert_eq!(&tried, from);
            }
            project.apply(edit).expect("it fits");
        }
        assert_eq!(&project, to);
    }
    assert_eq!(kinds.len(), 3 * 8, "{kinds:?}");
}

fn kind_of(edit: &Edit) -> &'static str {
    match edit {
        Edit::Document(..) => "document",
        Edit::Text(..) => "text",
        Edit::Mark(..) => "mark",
        Edit::Event(..) => "event",
        Edit::Entity(..) => "entity",
        Edit::Code(..) => "code",
        Edit::View(..) => "view",
        Edit::Ruling(..) => "ruling",
    }
}

/// An edit of what `creation` made.
fn touched(creation: &Edit) -> Edit {
    fn of<T: Tabled + Record>(id: T::Id, creation: &Swap<T>) -> Edit {
        let before = creation.after.clone();
        let mut after = before.as_deref().cloned().expect("a creation");
        after.set_changed(Some(Made { by: "AL".to_owned(), at: super::world::at(50) }));
        T::edit(id, Swap { before, after: Some(Arc::new(after)) })
    }
    match creation {
        Edit::Document(id, swap) => of(*id, swap),
        Edit::Text(id, _) => Edit::Text(*id, Patch::replace(0, "", "New: ")),
        Edit::Mark(id, swap) => of(*id, swap),
        Edit::Event(id, swap) => of(*id, swap),
        Edit::Entity(id, swap) => of(*id, swap),
        Edit::Code(id, swap) => of(*id, swap),
        Edit::View(id, swap) => of(*id, swap),
        Edit::Ruling(id, swap) => of(*id, swap),
    }
}

/// What is never tried is never tested: over many steps every verb succeeds often and is refused now and then.
#[test]
fn the_steps_try_everything() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut tried: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for _ in 0..640 {
        let steps = steps(40).new_tree(&mut runner).expect("steps").current();
        let mut world = World::new();
        for step in &steps {
            let (_, tx) = take(&mut world, step);
            tried.entry(format!("{:?}", step.verb)).or_default()[usize::from(tx.is_none())] += 1;
        }
    }
    assert_eq!(tried.len(), 54, "{tried:#?}");
    for (verb, [done, not]) in &tried {
        // Texts that are known are left out by AddDocuments, and there is always something to undo.
        let is_refused = !["AddDocuments", "Undo"].contains(&verb.as_str());
        assert!(*done >= 4 && (*not > 0 || !is_refused), "{verb} was done {done} times and not done {not} times");
    }
}
