//! `docs/commands.md`: its examples are performed, and none of the commands is missing.

use crate::support::Bench;
use entente::base::id::Ids;
use entente::base::stamp::Stamp;
use entente::session::codebook::new_project;
use entente::session::script::{Names, Script};
use entente::session::{Command, Session};
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../docs/commands.md");

/// The blocks of the page as one file.
fn steps() -> String {
    let blocks = PAGE.split("```ron\n").skip(1).map(|rest| rest.split("```").next().unwrap().trim_end());
    format!("[\n{}\n]", blocks.collect::<Vec<_>>().join(",\n"))
}

/// A command without a line here does not compile: it needs one in the page as well.
fn name(command: &Command) -> &'static str {
    match command {
        Command::AddDocument(_) => "AddDocument",
        Command::AddDocuments(_) => "AddDocuments",
        Command::ChangeDocument { .. } => "ChangeDocument",
        Command::AddZone { .. } => "AddZone",
        Command::AddZones(_) => "AddZones",
        Command::ChangeZone { .. } => "ChangeZone",
        Command::BringIn(_) => "BringIn",
        Command::RemoveZone { .. } => "RemoveZone",
        Command::CorrectText { .. } => "CorrectText",
        Command::ReplaceText { .. } => "ReplaceText",
        Command::ConfirmMarks(_) => "ConfirmMarks",
        Command::Tag { .. } => "Tag",
        Command::TagNew { .. } => "TagNew",
        Command::TagEach { .. } => "TagEach",
        Command::ChangeMark { .. } => "ChangeMark",
        Command::PlaceMark { .. } => "PlaceMark",
        Command::Retype { .. } => "Retype",
        Command::SplitMark { .. } => "SplitMark",
        Command::Attach { .. } => "Attach",
        Command::AddEvent { .. } => "AddEvent",
        Command::ChangeEvent { .. } => "ChangeEvent",
        Command::AddEntity { .. } => "AddEntity",
        Command::ChangeEntity { .. } => "ChangeEntity",
        Command::ChangeEvents { .. } => "ChangeEvents",
        Command::ChangeEntities { .. } => "ChangeEntities",
        Command::ChangeMarks { .. } => "ChangeMarks",
        Command::MergeEvents { .. } => "MergeEvents",
        Command::MergeEntities { .. } => "MergeEntities",
        Command::TakeApart(_) => "TakeApart",
        Command::KeepApart(_) => "KeepApart",
        Command::Reconsider(_) => "Reconsider",
        Command::Settle { .. } => "Settle",
        Command::SplitEvent { .. } => "SplitEvent",
        Command::SplitEntity { .. } => "SplitEntity",
        Command::AddCode { .. } => "AddCode",
        Command::ChangeCode { .. } => "ChangeCode",
        Command::MergeCodes { .. } => "MergeCodes",
        Command::SplitCode { .. } => "SplitCode",
        Command::DeleteCode { .. } => "DeleteCode",
        Command::OrderCodes { .. } => "OrderCodes",
        Command::AdoptCodes(_) => "AdoptCodes",
        Command::JoinMarks { .. } => "JoinMarks",
        Command::GiveName { .. } => "GiveName",
        Command::AddFor { .. } => "AddFor",
        Command::AddView { .. } => "AddView",
        Command::ChangeView { .. } => "ChangeView",
        Command::AddListView { .. } => "AddListView",
        Command::ChangeListView { .. } => "ChangeListView",
        Command::AcceptName { .. } => "AcceptName",
        Command::AcceptDate { .. } => "AcceptDate",
        Command::Decline { .. } => "Decline",
        Command::Delete(_) => "Delete",
        Command::Undo => "Undo",
        Command::Redo => "Redo",
        Command::Save => "Save",
    }
}

/// How many lines [`name`] has.
const COMMANDS: usize = 55;

#[test]
fn every_command_has_an_example_that_can_be_performed() {
    let mut session = Session::in_memory(new_project(Ids::from_seed(1).fresh()), "AL", 1);
    let script = Script::parse(&steps()).unwrap();
    let mut names = Names::default();
    let mut seen = BTreeSet::new();
    for at in 0..script.len() {
        let (step, command) = script.step(at, &names, session.project()).unwrap();
        seen.insert(name(&command));
        if command == Command::Save {
            continue;
        }
        let outcome = session.perform(&command, Stamp::default()).unwrap_or_else(|why| panic!("{command:?}: {why}"));
        assert!(outcome.changed, "{command:?} changes nothing");
        names.note(step, &outcome.made);
    }
    seen.insert(with_zone(&mut session, "(do: ChangeZone"));
    seen.insert(with_zone(&mut session, "(do: RemoveZone"));
    assert_eq!(seen.len(), COMMANDS, "{seen:?}");
    for name in seen {
        assert!(PAGE.contains(&format!("`{name}`")), "{name}");
    }
}

/// A zone has no name in a script, so its example holds an id that is put right here.
fn with_zone(session: &mut Session, begin: &str) -> &'static str {
    let line = PAGE.lines().find(|line| line.trim().starts_with(begin)).unwrap();
    let (document, zone) =
        session.project().documents().iter().find_map(|(id, row)| Some((id, row.zones.first()?.id))).unwrap();
    let line = line.replace("$article", &document.to_string()).replace("z0123456789", &zone.to_string());
    let script = Script::parse(&format!("[{line}]")).unwrap();
    let (_, command) = script.step(0, &Names::default(), session.project()).unwrap();
    session.perform(&command, Stamp::default()).unwrap();
    name(&command)
}

#[test]
fn the_page_is_a_file_that_the_program_performs() {
    let bench = Bench::with_article();
    bench.write("page.ron", steps());
    let ran = bench.run(&["perform", "p.ron", "page.ron"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(bench.run(&["check", "p.ron"]).code, 0);
}
