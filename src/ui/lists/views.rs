//! Saved lists: chosen, saved, updated, renamed and deleted from one menu above the rows. They are part of the project.

use crate::model::{ListSpec, View, ViewId};
use crate::project::Project;
use crate::query::fold::fold;
use crate::session::Command;
use crate::ui::icons;
use crate::ui::view::Wish;
use crate::ui::widgets::picker::{Choice, Picker};

/// What is chosen in the menu.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// Another saved list.
    Choose(ViewId),
    /// No saved list.
    Leave,
    /// The list as it is now, under the same name.
    Update,
    /// Another name.
    Rename,
    /// The saved list goes; what it showed stays.
    Delete,
}

/// What the button of the menu says.
#[must_use]
pub fn name(project: &Project, view: Option<ViewId>) -> String {
    let row = view.and_then(|id| project.views().get(id));
    row.map_or_else(|| "Views".to_owned(), |row| row.name.clone())
}

/// The menu: saved lists of this kind, and what can be done with the one that is shown.
#[must_use]
pub fn menu(project: &Project, spec: &ListSpec, shown: Option<ViewId>) -> Picker<Answer> {
    let of_kind = |row: &View| row.list.as_ref().is_some_and(|list| list.of == spec.of);
    let leave = "Show all, in the usual columns";
    let choices = choices(project, shown, ("list", icons::LIST_BULLETS, leave), of_kind);
    Picker::new(format!("Saved lists of {}", spec.of), "Choose one, or type a name to save this list…", choices)
        .with_new(|_| &["view"])
}

/// What can be done with the saved view that is shown, and all that are of its kind. `noun`, icon and how to leave it.
#[must_use]
pub fn choices(
    project: &Project,
    shown: Option<ViewId>,
    (noun, icon, leave): (&str, &'static str, &str),
    is_of_kind: impl Fn(&View) -> bool,
) -> Vec<Choice<Answer>> {
    let choice = |value, name: String, detail: &str, icon| Choice {
        value,
        name,
        depth: 0,
        detail: detail.to_owned(),
        icon: Some((icon, None)),
    };
    let mut choices = Vec::new();
    if let Some(row) = shown.and_then(|id| project.views().get(id)) {
        let name = &row.name;
        let now = format!("as the {noun} is now");
        choices.push(choice(Answer::Update, format!("Update “{name}”"), &now, icons::FLOPPY_DISK));
        choices.push(choice(Answer::Rename, format!("Rename “{name}”…"), "", icons::PENCIL_SIMPLE));
        choices.push(choice(Answer::Delete, format!("Delete “{name}”"), "", icons::TRASH));
        choices.push(choice(Answer::Leave, leave.to_owned(), "", icon));
    }
    let saved = project.views().iter().filter(|(_, row)| is_of_kind(row));
    let mut saved: Vec<Choice<Answer>> =
        saved.map(|(id, row)| choice(Answer::Choose(id), row.name.clone(), &row.made.by, icon)).collect();
    saved.sort_by_cached_key(|choice| fold(&choice.name));
    choices.extend(saved);
    choices
}

/// Asks for another name.
#[must_use]
pub fn renaming(project: &Project, id: ViewId) -> Picker<Answer> {
    let name = name(project, Some(id));
    Picker::new(format!("Another name for “{name}”"), "Its name…", Vec::new()).with_new(|_| &["name"])
}

/// Gives a saved list another name; it stays as it was saved.
#[must_use]
pub fn rename(project: &Project, id: ViewId, name: String) -> Wish {
    let list = project.views().get(id).and_then(|row| row.list.clone());
    let command = |list| Command::ChangeListView { view: id, name, list: Box::new(list) };
    list.map_or_else(|| Wish::Say(crate::session::Notice::note("This view is gone")), |list| Wish::Do(command(list)))
}

/// Saves the list as it is now under the same name.
#[must_use]
pub fn update(project: &Project, id: ViewId, list: ListSpec) -> Wish {
    Wish::Do(Command::ChangeListView { view: id, name: name(project, Some(id)), list: Box::new(list) })
}
