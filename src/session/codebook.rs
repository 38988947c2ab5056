//! The codebook that a new project starts with.

use crate::model::{Code, CodeId, ProjectId};
use crate::project::Project;
use std::collections::BTreeMap;

/// Event types, areas, roles and entity kinds for cooperation in security, policing and justice.
const COOPERATION: &str = include_str!("../../assets/codebooks/cooperation.ron");

/// A project with nothing in it but the codebook.
///
/// The codes have the same ids in every project, so that two projects can be compared and merged.
#[must_use]
pub fn new_project(id: ProjectId) -> Project {
    let mut project = Project::new(id);
    for (id, code) in cooperation() {
        project.insert_read(id, code);
    }
    project
}

/// The codes of `assets/codebooks/cooperation.ron`. A test reads it, so that it is not empty at run time.
fn cooperation() -> BTreeMap<CodeId, Code> {
    crate::files::format::options().from_str(COOPERATION).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Ids;

    #[test]
    fn the_codebook_reads_and_is_sound() {
        let read: Result<BTreeMap<CodeId, Code>, _> = crate::files::format::options().from_str(COOPERATION);
        let codes = read.expect("reads");
        assert!(codes.len() > 90);
        for code in codes.values() {
            let said = [&code.definition, &code.good_example, &code.bad_example];
            assert!(said.iter().all(|words| !words.is_empty()), "{} needs a definition and two examples", code.name);
            let schemes: Vec<&str> = code.external.iter().map(|id| id.scheme.as_str()).collect();
            let has_none =
                ["Judicial action", "Police action", "State of relations", "Escape"].contains(&&*code.name);
            if code.kind == crate::model::CodeKind::EventType && !has_none {
                assert_eq!(schemes, ["plover", "cameo"], "{}", code.name);
            }
        }
        for kind in crate::model::CodeKind::ALL {
            assert!(codes.values().any(|code| code.kind == kind), "no {kind}");
        }
        let project = new_project(Ids::from_seed(1).fresh());
        assert_eq!(crate::project::check::check(&project), []);
    }
}
