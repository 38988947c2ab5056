//! Damaged files: what is left is read, and what is not is said.

use super::generated::{made, small};
use crate::base::id::Fresh;
use crate::files::problem::Problem;
use crate::files::read::{Read, read};
use crate::files::repair::repair;
use crate::files::write::project_file;
use crate::model::{Anchor, DocumentId, MarkId, RecordId};
use crate::project::Project;
use crate::project::check::check;
use std::collections::BTreeSet;

fn file() -> String {
    project_file(&small(), None).unwrap()
}

fn read_damaged(file: &str) -> Read {
    let read = read(file.as_bytes(), None).unwrap();
    assert!(!read.problems.is_empty(), "damage is never silent:\n{file}");
    read
}

pub fn ids(project: &Project) -> BTreeSet<RecordId> {
    let mut ids: BTreeSet<RecordId> = project.documents().ids().map(Into::into).collect();
    ids.extend(project.marks().ids().map(RecordId::from));
    ids.extend(project.events().ids().map(RecordId::from));
    ids.extend(project.entities().ids().map(RecordId::from));
    ids.extend(project.codes().ids().map(RecordId::from));
    ids.extend(project.views().ids().map(RecordId::from));
    ids
}

fn check_problems(file: &str, expected: &[&str]) -> Project {
    let read = read_damaged(file);
    let got: Vec<String> = read.problems.iter().map(Problem::to_string).collect();
    assert_eq!(got, expected);
    read.project
}

#[test]
fn cut_at_every_byte() {
    let (file, whole) = (file(), small());
    let ends: Vec<(usize, RecordId)> = ids(&whole)
        .into_iter()
        .map(|id| {
            let at = file.find(&format!("\"{id}\": (")).unwrap();
            (at + file[at..].find("\n        ),").unwrap() + "\n        ),".len(), id)
        })
        .collect();
    // Without the last newline nothing is missing.
    for cut in 0..file.len() - 1 {
        let Ok(read) = read(&file.as_bytes()[..cut], None) else {
            assert!(cut < ends.iter().map(|end| end.0).min().unwrap(), "nothing could be read at byte {cut}");
            continue;
        };
        assert!(!read.problems.is_empty(), "cut at {cut} and not a word");
        let got = ids(&read.project);
        for (end, id) in &ends {
            assert!(*end > cut || got.contains(id), "{id} was complete at byte {cut} and is gone");
        }
        let repaired = repair(&read.project, &made());
        assert_eq!(check(&repaired.project), [], "sound after a cut at {cut}");
    }
}

#[test]
fn any_byte_turned_into_another() {
    let (file, whole) = (file(), small());
    for at in 0..file.len() {
        for wrong in [b'"', b')', b'{', b'\\', b'\n', b'x', 0xFF, 0] {
            let mut bytes = file.clone().into_bytes();
            if bytes[at] == wrong {
                continue;
            }
            bytes[at] = wrong;
            let Ok(read) = read(&bytes, None) else { continue };
            // A changed id makes another record, not a missing one; what referred to it is repaired and reported.
            let missing = ids(&whole).len() - ids(&read.project).len();
            assert!(missing <= 2, "byte {at} as {wrong} cost {missing} records: {:?}", read.problems);
            assert!(missing == 0 || !read.problems.is_empty(), "byte {at} as {wrong} lost a record in silence");
            let repaired = repair(&read.project, &made());
            assert_eq!(check(&repaired.project), [], "byte {at} as {wrong}");
        }
    }
}

#[test]
fn a_typing_error_costs_one_record_and_is_named_with_its_place() {
    let broken = file().replace("title: \"Visit\",", "titel: \"Visit\",");
    let line = broken.lines().position(|line| line.contains("titel")).unwrap() + 1;
    let read = read_damaged(&broken);
    let [problem] = &read.problems[..] else { panic!("{:?}", read.problems) };
    assert_eq!(problem.line, Some(line));
    assert!(problem.to_string().contains("titel"), "{problem}");
    assert_eq!(ids(&read.project).len(), ids(&small()).len() - 1);
}

#[test]
fn two_records_of_one_id_are_never_one_in_silence() {
    let file = file();
    let start = file.find("        \"v").unwrap();
    let end = start + file[start..].find("\n        ),\n").unwrap() + "\n        ),\n".len();
    let twice = format!("{}{}{}", &file[..end], &file[start..end], &file[end..]);
    let line = twice[..end].lines().count() + 1;
    let expected = format!("line {line}, column 9: v0000000007: left out: a view of this id stands further up");
    assert_eq!(check_problems(&twice, &[&expected]), small());
}

#[test]
fn of_a_conflict_of_a_merge_both_versions_are_read_and_the_first_counts() {
    let conflict = file().replace(
        "            title: \"Visit\",\n",
        "<<<<<<< ours\n            title: \"Visit\",\n=======\n            title: \"Travel\",\n>>>>>>> theirs\n",
    );
    let line = conflict.lines().position(|line| line.starts_with("<<<")).unwrap() + 1;
    let last = line + 4;
    let expected = format!(
        "line {line}: a merge left two versions between lines {line} and {last}; both were read, and where they differ \
         the first was taken"
    );
    let field = "e0000000004: the two versions have another “title”; where they differ the first was taken";
    assert_eq!(check_problems(&conflict, &[&expected, field]), small());
}

#[test]
fn what_only_one_version_of_a_conflict_has_is_taken_and_named() {
    let file = file();
    let start = file.find("        \"v").unwrap();
    let end = start + file[start..].find("\n        ),\n").unwrap() + "\n        ),\n".len();
    let view = &file[start..end];
    for (base, mark) in [("", false), ("||||||| base\n", true)] {
        let other = view.replace("v0000000007", "v000000000a").replace("\"All\"", "\"Mine\"");
        let old = if mark { view.replace("v0000000007", "v000000000b") } else { String::new() };
        let both = format!("<<<<<<< ours\n{view}{base}{old}=======\n{other}>>>>>>> theirs\n");
        let read = read_damaged(&file.replace(view, &both));
        let names: Vec<String> = read.project.views().iter().map(|(_, view)| view.name.clone()).collect();
        assert_eq!(names, ["All", "Mine"]);
        let said: Vec<String> = read.problems.iter().skip(1).map(Problem::to_string).collect();
        assert_eq!(
            said,
            [
                "v0000000007: only the first of the two versions has it; it was taken",
                "v000000000a: only the second of the two versions has it; it was taken"
            ]
        );
        assert_eq!(check(&read.project), []);
    }
}

#[test]
fn zeros_in_words_are_named_with_line_and_record_and_taken_out() {
    let file = file();
    let line = file.lines().position(|line| line.contains("title: \"Visit\",")).unwrap() + 1;
    let holes = file.replace("title: \"Visit\",", "title: \"Vi\0\0\0sit\",");
    let what = "3 zero bytes stand here, where words stood; the rest is read";
    let project = check_problems(&holes, &[&format!("line {line}: e0000000004: {what}")]);
    assert_eq!(project, small());
    // One that was written is no damage: it is escaped.
    let mut with_zero = small();
    let id = with_zero.views().ids().next().unwrap();
    let view = with_zero.views().get(id).unwrap().as_ref().clone();
    with_zero.insert_read(id, crate::model::View { name: "A\0ll".to_owned(), ..view });
    let file = project_file(&with_zero, None).unwrap();
    assert!(!file.contains('\0'));
    let read = crate::files::read::read(file.as_bytes(), None).unwrap();
    assert_eq!((read.project, read.problems), (with_zero, vec![]));
}

#[test]
fn a_text_edited_by_hand_moves_its_marks_and_loses_no_quote() {
    let moved = file().replace("            \"Visite à Rabat\",", "            \"La visite à Rabat, hier\",");
    let read = read(moved.as_bytes(), None).unwrap();
    let repaired = repair(&read.project, &made());
    let mark = repaired.project.marks().get(MarkId::from_bits(6)).unwrap();
    assert_eq!(mark.pieces.quote(repaired.project.text(mark.document)).as_ref(), Some(&mark.quote));
    assert_eq!(repaired.problems.len(), 2, "{:?}", repaired.problems);
    assert_eq!(check(&repaired.project), []);
    let mut again = read.project.clone();
    again.apply_all(&repaired.edits).unwrap();
    assert_eq!(again, repaired.project);

    let gone = file().replace("            \"Le ministre", "            \"Elle");
    let read = crate::files::read::read(gone.as_bytes(), None).unwrap();
    let repaired = repair(&read.project, &made());
    let mark = repaired.project.marks().get(MarkId::from_bits(6)).unwrap();
    assert_eq!((mark.anchor, mark.quote.contains("inistre")), (Anchor::Doubtful, true), "{mark:?}");
}

#[test]
fn a_text_without_its_row_and_a_mark_without_its_document_are_kept() {
    let file = file();
    let broken = file.replace("title: \"Visite à Rabat\"", "title: Visite");
    let read = read_damaged(&broken);
    let id = DocumentId::from_bits(2);
    assert!(read.project.documents().get(id).is_none());
    let repaired = repair(&read.project, &made());
    assert_eq!(repaired.project.label(id.into()), "Visite à Rabat");
    assert_eq!(repaired.project.marks().get(MarkId::from_bits(6)).map(|mark| mark.anchor), Some(Anchor::Placed));
    assert_eq!(check(&repaired.project), []);
}
