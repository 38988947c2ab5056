//! What a repair of the coding is as a command, and the command that says why a finding is all right.

use super::Command;
use crate::model::{DocumentState, RecordId, Status, Who};
use crate::ops::document::DocumentChange;
use crate::ops::event::EventChange;
use crate::project::Project;
use crate::query::coding::{Finding, Repair};

/// The command that carries a repair out; `None` if what it was about has changed meanwhile.
#[must_use]
pub fn command(project: &Project, repair: &Repair) -> Option<Command> {
    let change = |event, change| Command::ChangeEvent { event, changes: vec![change] };
    Some(match repair {
        Repair::JoinMarks { keep, others } => Command::JoinMarks { keep: *keep, others: others.clone() },
        Repair::GiveName { name, to } => Command::GiveName { name: name.clone(), to: *to },
        Repair::DeleteEntity(entity) => Command::Delete(vec![RecordId::Entity(*entity)]),
        Repair::SetPlanned(event) => change(*event, EventChange::Status(Status::Planned)),
        Repair::LeaveRoleOpen { event, at, entity, role } => {
            let mut participant = project.events().get(*event)?.participants.get(*at)?.clone();
            if (participant.role, &participant.who) != (Some(*role), &Who::Entity(*entity)) {
                return None;
            }
            participant.role = None;
            change(*event, EventChange::SetParticipant(*at, participant))
        }
        Repair::RemoveRelation { event, kind, to } => {
            change(*event, EventChange::RemoveRelation { kind: *kind, to: *to })
        }
        Repair::BackToWork(document) => {
            let changes = vec![DocumentChange::State(DocumentState::InWork)];
            Command::ChangeDocument { document: *document, changes }
        }
    })
}

/// The command that records why a finding is all right as it is.
#[must_use]
pub fn ignore(finding: &Finding, reason: &str) -> Command {
    Command::Decline { about: vec![finding.accepted()], reason: reason.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::stamp::Stamp;
    use crate::model::Flaw;
    use crate::query::coding::{Cache, coding};
    use crate::session::script::{Names, Script};
    use crate::session::{Session, codebook::new_project};

    /// A project in which every repair is offered.
    fn flawed() -> Session {
        let mut session = Session::in_memory(new_project(crate::base::id::Ids::from_seed(1).fresh()), "AL", 1);
        let steps = Script::parse(include_str!("../../tests/cli/flawed.ron")).expect("steps");
        let mut names = Names::default();
        for at in 0..steps.len() {
            let (name, command) = steps.step(at, &names, session.project()).expect("a step");
            let outcome = session.perform(&command, Stamp::default()).expect("performed");
            names.note(name, &outcome.made);
        }
        session
    }

    #[test]
    fn every_repair_takes_its_finding_away_as_one_undo() {
        let mut session = flawed();
        let before = session.project().clone();
        let found = coding(&before, &mut Cache::default());
        let repaired: Vec<&Finding> = found.iter().filter(|finding| finding.repair.is_some()).collect();
        let flaws: std::collections::BTreeSet<Flaw> = repaired.iter().map(|finding| finding.flaw).collect();
        assert_eq!(flaws.len(), 7, "{flaws:?}");
        for finding in repaired {
            let repair = finding.repair.as_ref().expect("a repair");
            let command = command(session.project(), repair).expect("a command");
            session.perform(&command, Stamp::default()).expect("performed");
            let left = coding(session.project(), &mut Cache::default());
            let same = |other: &&Finding| (other.flaw, &other.records) == (finding.flaw, &finding.records);
            assert!(!left.iter().any(|other| same(&other)), "{repair:?} leaves {}", finding.what);
            session.perform(&Command::Undo, Stamp::default()).expect("undone");
            assert!(session.project() == &before, "{repair:?} is one undo");
        }
    }

    #[test]
    fn every_finding_can_be_ignored_with_a_reason() {
        let mut session = flawed();
        let found = coding(session.project(), &mut Cache::default());
        for finding in found.iter().filter(|finding| finding.ignored.is_none()) {
            assert!(session.perform(&ignore(finding, " "), Stamp::default()).is_err(), "no reason");
            session.perform(&ignore(finding, "it is so"), Stamp::default()).expect("ignored");
        }
        let left = coding(session.project(), &mut Cache::default());
        assert_eq!(left.len(), found.len());
        assert!(left.iter().all(|finding| finding.ignored.is_some()));
    }
}
