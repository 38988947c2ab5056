//! A disk that fails at every operation while a copy is taken in, while something is restored, and while a damaged file
//! is repaired: it is refused, torn, or written and not synced; then all is well again, or nothing can be written any more.
//!
//! The promise is the same each time: what was acknowledged is there, nothing is half done, and the files that it was
//! made from are what they were. That a save and single changes keep it is tried in `crash.rs` and beside the store.

use super::world::{World, at, folder, make_file};
use entente::base::id::Ids;
use entente::files::disk::beside;
use entente::files::faulty::{Afterwards, Fault, FaultyDisk};
use entente::files::lock::NO_LOCKS;
use entente::files::rescue::{Rescued, of_bytes};
use entente::files::store::{OpenOptions, Seen};
use entente::files::{Disk, RealDisk, backup};
use entente::model::{Made, RecordId, TxId};
use entente::ops::event::EventChange;
use entente::project::check::check;
use entente::project::merge::Choices;
use entente::project::{Edit, Project};
use entente::session::{Command, Restore, Session, plan};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command as Program, Stdio};
use std::sync::Arc;

/// One way in which a disk fails.
#[derive(Clone, Copy, Debug)]
struct Way {
    fail_at: usize,
    fault: Fault,
    afterwards: Afterwards,
    kind: ErrorKind,
}

impl Way {
    fn disk(self) -> Arc<FaultyDisk> {
        Arc::new(FaultyDisk::new(self.fail_at, self.fault, self.afterwards, self.kind))
    }
}

/// Every way, at each of so many operations.
fn ways(operations: usize) -> impl Iterator<Item = Way> {
    let kinds = [ErrorKind::StorageFull, ErrorKind::Other];
    (0..operations).flat_map(move |fail_at| {
        [Fault::Refused, Fault::Torn, Fault::Unsynced].into_iter().flat_map(move |fault| {
            [Afterwards::Recovers, Afterwards::Dead].map(|afterwards| Way {
                fail_at,
                fault,
                afterwards,
                kind: kinds[fail_at % 2],
            })
        })
    })
}

/// Two copies that parted: mine with its log, a backup, and a change that is not saved; theirs came by mail.
struct Copies {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

/// The copies in a folder of their own.
struct Place {
    _folder: tempfile::TempDir,
    mine: PathBuf,
    theirs: PathBuf,
    out: PathBuf,
}

fn event(title: &str) -> Command {
    Command::AddEvent { changes: vec![EventChange::Title(title.to_owned())], evidence: Vec::new() }
}

fn rename_first_event(world: &mut World, title: &str) {
    let event = world.project().events().ids().next().expect("an event");
    let changes = vec![EventChange::Title(title.to_owned())];
    world.perform(&Command::ChangeEvent { event, changes }).expect("renamed");
}

impl Copies {
    fn new() -> Self {
        let folder = folder();
        let (mine, theirs) = (folder.path().join("mine.ron"), folder.path().join("theirs.ron"));
        let mut world = World::create(&mine);
        world.save();
        std::fs::copy(&mine, &theirs).expect("sent by mail");
        rename_first_event(&mut world, "Visit to Rabat");
        let gone = world.make(&event("A mistake"));
        world.perform(&Command::Delete(vec![gone])).expect("deleted");
        world.save();
        world.make(&event("Only mine"));
        drop(world);
        let (mut world, _) = World::open(&theirs, 2);
        rename_first_event(&mut world, "Minister in Rabat");
        world.make(&event("Only theirs"));
        world.save();
        drop(world);
        let mut files = BTreeMap::new();
        let backups = backup::list(&RealDisk, &mine).into_iter().map(|backup| backup.path);
        for path in [mine.clone(), beside(&mine, ".log"), theirs].into_iter().chain(backups) {
            let name = path.strip_prefix(folder.path()).expect("in it").to_owned();
            files.insert(name, std::fs::read(&path).expect("a file"));
        }
        assert!(files.len() > 3, "a backup is among them");
        Self { files }
    }

    fn put(&self) -> Place {
        let folder = folder();
        for (name, bytes) in &self.files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, bytes).expect("written");
        }
        let at = |name: &str| folder.path().join(name);
        Place { mine: at("mine.ron"), theirs: at("theirs.ron"), out: at("out.ron"), _folder: folder }
    }

    fn file(&self, name: &str) -> &[u8] {
        &self.files[Path::new(name)]
    }
}

fn open(disk: &Arc<dyn Disk>, path: &Path, write: bool) -> (Session, Vec<entente::files::Problem>) {
    if write {
        // As patient as the tests beside it.
        let (world, problems) = World::open_on(disk, path, 5);
        return (world.session, problems);
    }
    let options = OpenOptions { by: "AL".to_owned(), now: at(0), write };
    Session::open(disk.clone(), path, &options, Ids::from_seed(6)).expect("it opens")
}

fn real() -> Arc<dyn Disk> {
    Arc::new(RealDisk)
}

/// What taking theirs in makes of mine.
fn merged(mine: &Session, theirs: &Session) -> Project {
    let common = mine.common_with(theirs).expect("what both have");
    mine.would_merge(Some(&common.project), theirs.project(), &Choices::default()).project
}

/// What a project file holds that must be whole, and can be worked on.
fn sound(path: &Path, way: Way) -> Session {
    let (session, problems) = open(&real(), path, true);
    assert_eq!(problems, [], "{way:?}");
    assert_eq!(check(session.project()), [], "{way:?}");
    session
}

fn operations(job: impl Fn(&Arc<FaultyDisk>)) -> usize {
    let disk = Arc::new(FaultyDisk::counting());
    job(&disk);
    disk.changes()
}

#[test]
fn a_merge_into_another_file_is_there_with_all_of_its_history_or_not_at_all() {
    let copies = Copies::new();
    let job = |place: &Place, disk: &Arc<FaultyDisk>| {
        let (mut mine, _) = open(&(disk.clone() as Arc<dyn Disk>), &place.mine, false);
        let (theirs, _) = open(&real(), &place.theirs, false);
        let result = merged(&mine, &theirs);
        let before = mine.project().clone();
        let done = mine.take_in_as(&place.out, &result, &theirs.trail(), at(60)).is_ok();
        let expected = if done { &result } else { &before };
        assert!(mine.project() == expected, "what could not be written is not shown as done");
        (done, before, result)
    };
    let operations = operations(|disk| assert!(job(&copies.put(), disk).0));
    assert!(operations >= 7, "{operations}");
    let (mut whole, mut missing) = (0, 0);
    for way in ways(operations) {
        let place = copies.put();
        let (done, before, result) = job(&place, &way.disk());
        let left = |path: &Path| std::fs::read(path).expect("a file that was not to be touched");
        assert_eq!(left(&place.mine), copies.file("mine.ron"), "{way:?}");
        assert_eq!(left(&beside(&place.mine, ".log")), copies.file("mine.ron.log"), "{way:?}");
        assert_eq!(left(&place.theirs), copies.file("theirs.ron"), "{way:?}");
        if !place.out.exists() {
            assert!(!done, "{way:?}");
            let tidy = way.afterwards == Afterwards::Dead || !beside(&place.out, ".log").exists();
            assert!(tidy, "{way:?}: nothing is left of it");
            assert!(job(&place, &Arc::new(FaultyDisk::counting())).0, "{way:?}: it can be tried again");
            missing += 1;
            continue;
        }
        whole += 1;
        let mut out = sound(&place.out, way);
        assert!(out.project() == &result, "{way:?}");
        out.perform(&Command::Undo, at(70)).expect("undone");
        assert!(out.project() == &before, "{way:?}: it is one change");
    }
    assert!(whole > 0 && missing > 20, "{whole} whole, {missing} not there");
}

/// What was acknowledged on a disk that may fail.
struct Acknowledged {
    project: Project,
    transactions: Vec<TxId>,
    /// Whether the change in the middle was.
    took: bool,
}

/// Changes a project, takes a change in by `change`, saves it, changes it once more, on a disk that may fail.
fn work(disk: &Arc<FaultyDisk>, path: &Path, change: &dyn Fn(&mut Session) -> bool) -> Acknowledged {
    let (mut session, _) = open(&(disk.clone() as Arc<dyn Disk>), path, true);
    let add = |session: &mut Session, title: &str| session.perform(&event(title), at(40)).is_ok();
    let mut took = false;
    for place in 0..3 {
        let before = session.project().clone();
        let done = match place {
            0 => add(&mut session, "Before"),
            1 => change(&mut session),
            _ => add(&mut session, "After"),
        };
        assert!(done || session.project() == &before, "what was refused was taken back");
        if place == 1 {
            took = done;
            if let Ok(saving) = session.begin_save(at(50)) {
                // What comes of it is looked at afterwards.
                let _ = session.end_save(saving.run());
            }
        }
    }
    Acknowledged { project: session.project().clone(), transactions: ids(&session), took }
}

fn ids(session: &Session) -> Vec<TxId> {
    session.transactions().iter().map(|tx| tx.id).collect()
}

fn check_in_place(copies: &Copies, change: &dyn Fn(&Place, &mut Session) -> bool) {
    let job = |place: &Place, disk: &Arc<FaultyDisk>| work(disk, &place.mine, &|session| change(place, session));
    let operations = operations(|disk| assert!(job(&copies.put(), disk).took));
    assert!(operations >= 6, "{operations}");
    let mut taken = 0;
    for way in ways(operations) {
        let place = copies.put();
        let acknowledged = job(&place, &way.disk());
        taken += usize::from(acknowledged.took);
        let session = sound_or_cut_short(&place.mine, way);
        let there = ids(&session);
        assert!(there.starts_with(&acknowledged.transactions), "{way:?}: what was acknowledged is there");
        if there == acknowledged.transactions {
            assert!(session.project() == &acknowledged.project, "{way:?}: and nothing else has changed");
        }
        // Of what was refused when the disk died nobody can say whether it was written.
        let doubtful = usize::from(way.afterwards == Afterwards::Dead);
        assert!(there.len() <= acknowledged.transactions.len() + doubtful, "{way:?}: more than was asked for");
        assert_eq!(std::fs::read(&place.theirs).expect("theirs"), copies.file("theirs.ron"), "{way:?}");
    }
    assert!(taken > operations, "{taken} of {operations}: in most cases it is done all the same");
}

/// As [`sound`], but the last line of the log may have been cut short by a disk that died.
fn sound_or_cut_short(path: &Path, way: Way) -> Session {
    let (session, problems) = open(&real(), path, true);
    let expected = |problem: &entente::files::Problem| {
        way.afterwards == Afterwards::Dead && way.fault == Fault::Torn && problem.what.contains("cut short")
    };
    assert!(problems.iter().all(expected), "{way:?}: {problems:?}");
    assert_eq!(check(session.project()), [], "{way:?}");
    session
}

#[test]
fn a_merge_into_the_open_project_is_done_or_not() {
    let copies = Copies::new();
    check_in_place(&copies, &|place, session| {
        let (theirs, _) = open(&real(), &place.theirs, false);
        let result = merged(session, &theirs);
        session.take_in(&result, &theirs.trail(), at(60)).is_ok()
    });
}

#[test]
fn restoring_is_done_or_not() {
    let copies = Copies::new();
    let made = Made { by: "AL".to_owned(), at: at(60) };
    let restore = |session: &mut Session, what: Restore| {
        let planned = plan(&session.trail(), session.revision(), what, &made).expect("the log leads there");
        session.carry_out(planned, at(60)).is_ok()
    };
    check_in_place(&copies, &|_, session| restore(session, Restore::Everything { after: 6 }));
    check_in_place(&copies, &|_, session| {
        let gone = |edit: &Edit| matches!(edit, Edit::Event(_, swap) if swap.after.is_none());
        let removed = session.transactions().iter().position(|tx| tx.edits.iter().any(gone)).expect("a deletion");
        let removal = session.transactions().get(removed).expect("it");
        let record: RecordId = removal.edits.first().expect("what it removed").record();
        restore(session, Restore::BringBack { record, removed })
    });
}

#[test]
fn a_merge_that_fails_leaves_what_somebody_put_in_the_place_of_the_file() {
    let copies = Copies::new();
    let job = |place: &Place, disk: &Arc<FaultyDisk>, way: Option<Way>| {
        let (mut mine, _) = open(&(disk.clone() as Arc<dyn Disk>), &place.mine, true);
        let (before, known) = (mine.project().clone(), mine.outside().expect("a file"));
        std::fs::rename(&place.theirs, &place.mine).expect("a folder that is synced");
        let Seen::Changed(mark) = known.look().expect("it can be seen") else { panic!("it is another file") };
        let options = OpenOptions { by: String::new(), now: at(0), write: false };
        let (theirs, _) = Session::open_alone(real(), &place.mine, &options, Ids::from_seed(8)).expect("it opens");
        let result = merged(&mine, &theirs);
        let taken = mine.take_in_place(mark, &result, &theirs.trail(), at(60)).is_ok();
        assert!(mine.project() == if taken { &result } else { &before }, "{way:?}");
        let saved = mine.begin_save(at(61)).is_ok_and(|saving| mine.end_save(saving.run()).is_ok());
        if !taken {
            assert!(!saved, "{way:?}: what was not taken in is not overwritten");
            let there = std::fs::read(&place.mine).expect("theirs");
            assert_eq!(there, copies.file("theirs.ron"), "{way:?}");
        }
        (taken, saved, before, result)
    };
    let operations = operations(|disk| {
        let (taken, saved, ..) = job(&copies.put(), disk, None);
        assert!(taken && saved);
    });
    assert!(operations >= 5, "{operations}");
    for way in ways(operations) {
        let place = copies.put();
        let (taken, saved, before, result) = job(&place, &way.disk(), Some(way));
        let options = OpenOptions { by: "AL".to_owned(), now: at(80), write: false };
        let (again, problems, _) =
            Session::open_before(real(), &place.mine, &options, Ids::from_seed(9)).expect("it opens");
        let torn = way.fault == Fault::Torn && way.afterwards == Afterwards::Dead;
        assert!(torn || problems.is_empty(), "{way:?}: {problems:?}");
        assert!(!saved || taken, "{way:?}");
        let whole = again.project() == if taken { &result } else { &before };
        let may_be_more = way.afterwards == Afterwards::Dead && again.project() == &result;
        assert!(whole || may_be_more, "{way:?}: mine, and what was taken in, is there");
    }
}

#[test]
fn a_repair_is_there_whole_or_not_at_all() {
    let copies = Copies::new();
    let damaged = {
        let mut bytes = copies.file("mine.ron").to_vec();
        bytes.truncate(bytes.len() * 3 / 4);
        bytes
    };
    let made = Made { by: "AL".to_owned(), at: at(60) };
    let rescued: Rescued = of_bytes(&damaged, None, &made).expect("something can be read");
    let new: TxId = "t0000000077".parse().expect("an id");
    let job = |place: &Place, disk: &Arc<FaultyDisk>| rescued.write(&**disk, &place.out, new).is_ok();
    let operations = operations(|disk| assert!(job(&copies.put(), disk)));
    assert!(operations >= 5, "{operations}");
    for way in ways(operations) {
        let place = copies.put();
        let done = job(&place, &way.disk());
        if place.out.exists() {
            assert!(sound(&place.out, way).project() == &rescued.project, "{way:?}");
            continue;
        }
        assert!(!done, "{way:?}");
        if way.afterwards == Afterwards::Recovers {
            assert!(job(&place, &Arc::new(FaultyDisk::counting())), "{way:?}: it can be tried again");
        }
    }
}

/// A folder that knows no locks: the second one is told who has it open, what a crash left behind is taken over, and of
/// two who both believe that it is theirs only one goes on.
#[test]
fn a_folder_without_locks_is_worked_in_by_one_at_a_time() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    make_file(&path);
    let lock = beside(&path, ".lock");
    let disk = || Arc::new(FaultyDisk::without_locks()) as Arc<dyn Disk>;
    let options = |by: &str| OpenOptions { by: by.to_owned(), now: at(0), write: true };
    let open = |by: &str| Session::open(disk(), &path, &options(by), Ids::from_seed(3));
    let (mut first, problems) = open("AL").expect("it opens");
    assert!(problems.iter().any(|problem| problem.what == NO_LOCKS), "{problems:?}");
    assert!(first.perform(&event("Mine"), at(10)).expect("written down").changed);
    let second = open("BK").err().expect("AL has it");
    assert!(second.to_string().contains("AL has it open for writing"), "{second}");
    drop(first);
    assert!(!lock.exists(), "nothing is left of it");
    // A program that ended without closing it.
    let mut gone = Program::new(std::env::current_exe().expect("this program"));
    let mut gone = gone.arg("--list").stdout(Stdio::null()).spawn().expect("it starts");
    gone.wait().expect("it ends");
    let host = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    let stamp = at(0);
    let note = |host: &str, pid: u32| {
        format!("(who:\"CM\",host:\"{}\",pid:{pid},since:Some(\"{stamp}\"),seen:Some(\"{stamp}\"))", host.trim())
    };
    if cfg!(unix) && !host.trim().is_empty() {
        std::fs::write(&lock, note(&host, gone.id())).expect("its note");
        assert_eq!(open("BK").expect("it is gone").0.project().events().len(), 1, "what was acknowledged is there");
    }
    std::fs::write(&lock, note("elsewhere", 7)).expect("a note");
    assert!(open("BK").err().expect("nobody can ask there").to_string().contains("on elsewhere (process 7)"));
    std::fs::remove_file(&lock).expect("removed by hand");
    let (mut first, _) = open("AL").expect("it opens");
    std::fs::write(&lock, note("elsewhere", 7)).expect("somebody took over");
    let before = first.project().clone();
    let refused = first.perform(&event("Too late"), at(20)).expect_err("it is theirs now");
    assert!(refused.to_string().contains("CM has it open for writing"), "{refused}");
    assert!(first.project() == &before, "and taken back");
    drop(first);
    assert!(lock.exists(), "their note stays");
}
