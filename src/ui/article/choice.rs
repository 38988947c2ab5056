//! The small lists that open in the article: marks that lie on top of each other, what can be done with a mark, with
//! selected words, with a code.

use crate::model::{Code, CodeId, Mark, MarkId, RecordId};
use crate::ops::code::CodeChange;
use crate::session::Command;
use crate::ui::action::Action;
use crate::ui::ask::Ask;
use crate::ui::theme;
use crate::ui::view::{View, Wish};
use crate::ui::widgets::menu::Menu;
use egui::Pos2;

/// Marks to choose from, the shortest first.
#[must_use]
pub fn marks(view: View<'_>, marks: &[MarkId], at: Pos2) -> Menu {
    marks.iter().fold(Menu::new(format!("{} marks here", marks.len()), at), |menu, id| {
        let Some(mark) = view.project().marks().get(*id) else { return menu };
        let code = mark.code.and_then(|code| view.project().codes().get(code));
        let swatch = code.map(|code| (theme::of_code(code.colour), code.pattern));
        let name = code.map_or("Highlight", |code| &code.name);
        menu.swatch_row(format!("{name}: {}", first_words(&mark.quote)), swatch, Wish::ShowMark(*id))
    })
}

/// What can be done with a mark.
#[must_use]
pub fn mark(view: View<'_>, id: MarkId, at: Pos2) -> Option<Menu> {
    let mark = view.project().marks().get(id)?;
    let name = mark.code.map_or("Highlight", |code| view.project().label(code.into()));
    let mut menu = Menu::new(format!("{name}: {}", first_words(&mark.quote)), at);
    let open = view.session.read_only().is_none();
    if open {
        menu = menu.row("Change the code…", "", Wish::Ask(Ask::MarkCode(id))).row(
            "Evidence of an event…",
            "",
            Wish::Ask(Ask::AttachTo(Some(id))),
        );
    }
    if let Some(code) = mark.code {
        menu = only(view, code, menu);
    }
    menu = menu.row("Copy the quote", "", Wish::Copy(mark.quote.clone()));
    if open {
        menu = examples(view, mark, menu);
        let delete = Wish::Do(Command::Delete(vec![RecordId::Mark(id)]));
        menu = menu.row("Delete the mark", Action::Delete, delete);
    }
    Some(menu)
}

/// The words of the mark as an example of its code: one that it fits, and one that only seems to fit.
fn examples(view: View<'_>, mark: &Mark, menu: Menu) -> Menu {
    let Some(code) = mark.code else { return menu };
    let name = view.project().label(code.into());
    let quote = mark.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let change = |change| Wish::Do(Command::ChangeCode { code, changes: vec![change] });
    let good = change(CodeChange::GoodExample(quote.clone()));
    let bad = change(CodeChange::BadExample(quote));
    menu.row(format!("Good example of {name}"), "", good).row(format!("Bad example of {name}"), "", bad)
}

/// What can be done with selected words.
#[must_use]
pub fn words(view: View<'_>, quote: &str, at: Pos2) -> Menu {
    let mut menu = Menu::new(first_words(quote), at);
    if view.session.read_only().is_none() {
        for action in [Action::TagWith, Action::AttachTo, Action::Highlight, Action::AddZone] {
            menu = menu.row(action.label(), action, Wish::Act(action));
        }
    }
    menu.row("Copy", "Ctrl+C", Wish::Copy(quote.to_owned()))
}

/// What can be done with a code.
#[must_use]
pub fn code(view: View<'_>, id: CodeId, at: Pos2) -> Option<Menu> {
    let code = view.project().codes().get(id)?;
    let mut menu = Menu::new(&code.name, at);
    if view.session.read_only().is_none() {
        menu = tagging(view, id, code, menu);
    }
    let menu = only(view, id, menu);
    Some(menu.row("Show in the codebook", "", Wish::Show(RecordId::Code(id))))
}

fn tagging(view: View<'_>, id: CodeId, code: &Code, menu: Menu) -> Menu {
    if view.session.selection.sticky == Some(id) {
        return menu.row(format!("Stop tagging with {}", code.name), "Esc", Wish::KeepTagging(None));
    }
    let key = code.key.map(|key| key.to_uppercase().to_string()).unwrap_or_default();
    let shift = if code.key.is_some_and(char::is_alphabetic) { format!("Shift+{key}") } else { String::new() };
    menu.row("Tag the selected words", key, Wish::TagWords(id)).row(
        format!("Keep tagging with {}", code.name),
        shift,
        Wish::KeepTagging(Some(id)),
    )
}

fn only(view: View<'_>, code: CodeId, menu: Menu) -> Menu {
    let key = Action::ShowOnly;
    if view.session.selection.only == Some(code) {
        menu.row("Show all codes", key, Wish::ShowOnly(None))
    } else {
        menu.row(format!("Show only {}", view.project().label(code.into())), key, Wish::ShowOnly(Some(code)))
    }
}

/// The beginning of a quote, on one line.
fn first_words(quote: &str) -> String {
    const MOST_CHARS: usize = 48;
    let words = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MOST_CHARS) {
        None => words,
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default().trim_end()),
    }
}
