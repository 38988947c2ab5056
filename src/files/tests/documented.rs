//! The example in `docs/format.md` is a project, written as this program writes it.

use crate::files::read::read;
use crate::files::write::project_file;
use crate::project::check::check;

#[test]
fn the_example_of_the_format_is_what_the_program_writes() {
    let page = include_str!("../../../docs/format.md");
    let example = page.split("```ron\n").nth(1).unwrap().split("```").next().unwrap();
    let got = read(example.as_bytes(), None).unwrap();
    assert_eq!(got.problems, []);
    assert_eq!(check(&got.project), []);
    assert_eq!(project_file(&got.project, got.last).unwrap(), example);
}

#[test]
fn the_header_of_the_log_is_what_the_program_writes() {
    let page = include_str!("../../../docs/format.md");
    let header = crate::files::log::header(crate::base::id::Fresh::from_bits(1), None).unwrap();
    assert!(page.contains(&header), "{header}");
}
