//! The codebook that a new project starts with.

use crate::files::codebook::standard;
use crate::model::ProjectId;
use crate::project::Project;

/// A project with nothing in it but the codebook.
///
/// The codes have the same ids in every project, so that two projects can be compared and merged.
#[must_use]
pub fn new_project(id: ProjectId) -> Project {
    let mut project = Project::new(id);
    for (id, code) in standard() {
        project.insert_read(id, code);
    }
    project
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Ids;

    #[test]
    fn the_codebook_reads_and_is_sound() {
        let codes = standard();
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
