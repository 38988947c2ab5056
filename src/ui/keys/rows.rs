//! What stands in the list of keys: the codes, the actions, and what the text does by itself.

use super::keymap::{Keymap, usual};
use super::stroke::Stroke;
use crate::model::{CodeId, CodeKind};
use crate::query::codebook::codebook;
use crate::query::fold::fold;
use crate::ui::action::Action;
use crate::ui::view::View;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Something that the window can do.
    Action(Action),
    /// A code that words are tagged with.
    Code(CodeId),
    /// What the text does by itself; its keys stay.
    Fixed,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about.
    pub subject: Subject,
    /// Its name.
    pub name: String,
    /// Its key, as a person reads it.
    pub key: String,
    /// Whether it is another than the usual one.
    pub changed: bool,
}

/// All rows in groups, each with its title; with something typed only those that hold every word of it.
#[must_use]
pub fn groups(view: View<'_>, keymap: &Keymap, typed: &str) -> Vec<(&'static str, Vec<Row>)> {
    let reading = |action: &Action| usual(*action).is_some_and(Stroke::is_for_reading);
    let of = |action: Action| action_row(keymap, action);
    let tags = codes(view).into_iter().chain(Action::ALL.into_iter().filter(reading).map(of)).collect();
    let elsewhere = Action::ALL.into_iter().filter(|action| !reading(action)).map(of).collect();
    let groups = [("While words are selected", tags), ("Everywhere", elsewhere), ("In the article", fixed())];
    let wanted = fold(typed);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let fits = |row: &Row| {
        let text = fold(&format!("{} {}", row.name, row.key));
        words.iter().all(|word| text.contains(word))
    };
    let groups =
        groups.into_iter().map(|(title, rows): (_, Vec<Row>)| (title, rows.into_iter().filter(fits).collect()));
    groups.filter(|(_, rows): &(_, Vec<Row>)| !rows.is_empty()).collect()
}

/// Who has a stroke, other than `but`: what to say of it, and what would lose it.
#[must_use]
pub fn owner(view: View<'_>, keymap: &Keymap, stroke: Stroke, but: Subject) -> Option<(Subject, String)> {
    let action = keymap.action(stroke).map(|action| (Subject::Action(action), action.label().to_owned()));
    let code = match stroke {
        Stroke::Typed(sign) => view.project().codes().iter().find(|(_, code)| code.key == Some(sign)),
        Stroke::Chord(..) => None,
    };
    let code = code.map(|(id, code)| (Subject::Code(id), tag_as(&code.name)));
    [action, code].into_iter().flatten().find(|(subject, _)| *subject != but)
}

fn action_row(keymap: &Keymap, action: Action) -> Row {
    let changed = keymap.stroke(action) != usual(action);
    let name = action.label().trim_end_matches('…').to_owned();
    Row { subject: Subject::Action(action), name, key: keymap.text(action), changed }
}

/// Those with a key first, in its order.
fn codes(view: View<'_>) -> Vec<Row> {
    let ids = [CodeKind::EventType, CodeKind::EntityKind].into_iter().flat_map(|kind| codebook(view.project(), kind));
    let row = |(id, _)| {
        let code = view.project().codes().get(id)?;
        let key = code.key.and_then(Stroke::typed).map(|stroke| stroke.to_string()).unwrap_or_default();
        Some(Row { subject: Subject::Code(id), name: tag_as(&code.name), key, changed: false })
    };
    let mut rows: Vec<Row> = ids.filter_map(row).collect();
    rows.sort_by_key(|row| (row.key.is_empty(), row.key.clone()));
    rows
}

fn tag_as(name: &str) -> String {
    format!("Tag as {}", name.to_lowercase())
}

fn fixed() -> Vec<Row> {
    let row = |(name, key): (&str, &str)| Row {
        subject: Subject::Fixed,
        name: name.to_owned(),
        key: key.to_owned(),
        changed: false,
    };
    READING.into_iter().map(row).collect()
}

const READING: [(&str, &str); 24] = [
    ("Move the caret by letters and rows", "Arrows"),
    ("By words", "Ctrl+← →"),
    ("By paragraphs", "Ctrl+↑ ↓"),
    ("By sentences", "Alt+↑ ↓"),
    ("To the start or end of the row", "Home, End"),
    ("To the start or end of the text", "Ctrl+Home, Ctrl+End"),
    ("A window up or down", "PageUp, PageDown"),
    ("Next and previous mark", "Alt+PageDown, Alt+PageUp"),
    ("Select", "Shift with any of these"),
    ("Select everything", "Ctrl+A"),
    ("Copy what is selected", "Ctrl+C"),
    ("Let go of the selection, step back", "Esc"),
    ("Select a word, a sentence", "Double, triple click"),
    ("Select from the caret to here", "Shift+click"),
    ("Select one more piece", "Ctrl+drag, or + and on"),
    ("Select the word, the sentence, the paragraph at the caret", "Ctrl+D, again for more"),
    ("Select letters instead of words", "Alt+drag"),
    ("Move the end of the mark by a word", "Alt+← →"),
    ("Move the start of the mark by a word", "Alt+Shift+← →"),
    ("Move an edge by a letter", "the same with Ctrl"),
    ("Tag the mark as something else", "The key of a code, while no words are selected"),
    ("From control to control", "Tab, Shift+Tab"),
    ("Press a button", "Enter, Space"),
    ("Keep or drop what was typed into a field", "Enter, Esc"),
];
