//! The key of a code: a letter or digit that is pressed while it is asked for. One that is taken says who has it.

use super::form::change;
use crate::model::{Code, CodeId};
use crate::ops::code::CodeChange;
use crate::session::Notice;
use crate::ui::keys::capture::{self, Captured};
use crate::ui::keys::{Keymap, Stroke};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::chip;
use egui::{Role, Ui, WidgetInfo};

/// Draws the key; a click asks for another one.
pub fn show(ui: &mut Ui, view: View<'_>, id: CodeId, code: &Code, capturing: &mut bool, wishes: &mut Wishes) {
    let was_capturing = *capturing;
    let captured = if was_capturing { capture::take(ui) } else { None };
    let key = code.key.map(|key| key.to_uppercase().to_string());
    let words = match (was_capturing, &key) {
        (true, _) => "Press a letter or digit · Esc keeps, Backspace removes".to_owned(),
        (false, Some(key)) => key.clone(),
        (false, None) => "No key…".to_owned(),
    };
    let response = chip::chip(ui, &words, None, "", was_capturing);
    let name = match (was_capturing, &key) {
        (true, _) => words,
        (false, Some(key)) => format!("Key of the code: {key}"),
        (false, None) => "Key of the code: none".to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if was_capturing {
        // A key that is meant for the question must not tag the selected words.
        *capturing = response.has_focus() || captured.is_some();
        if let Some(captured) = captured {
            *capturing = take(ui, view, id, captured, wishes);
        }
        if *capturing {
            response.request_focus();
        }
        return;
    }
    let response = response.on_hover_text("Choose the key that tags with this code");
    if response.clicked() {
        *capturing = true;
        response.request_focus();
    }
}

/// Does what was pressed; says whether a key is still asked for.
fn take(ui: &Ui, view: View<'_>, id: CodeId, captured: Captured, wishes: &mut Wishes) -> bool {
    match captured {
        Captured::Keep => false,
        Captured::Remove => {
            wishes.command(change(id, CodeChange::Key(None)));
            false
        }
        Captured::Stroke(Stroke::Typed(sign)) if sign.is_alphanumeric() => {
            if let Some(by) = taken(ui, view, id, sign) {
                wishes.push(Wish::Say(Notice::note(by)));
                return true;
            }
            wishes.command(change(id, CodeChange::Key(Some(sign))));
            false
        }
        Captured::Stroke(_) => {
            wishes.push(Wish::Say(Notice::note("A code has a single letter or digit as its key")));
            true
        }
        Captured::Refused(why) => {
            wishes.push(Wish::Say(Notice::note(why)));
            true
        }
    }
}

/// Who has this key already, in words.
fn taken(ui: &Ui, view: View<'_>, id: CodeId, sign: char) -> Option<String> {
    let key = sign.to_uppercase();
    if let Some(action) = Keymap::of(ui.ctx()).action(Stroke::Typed(sign)) {
        return Some(format!("{key} is taken: “{}”", action.label()));
    }
    let other = view.project().codes().iter().find(|(other, code)| *other != id && code.key == Some(sign));
    other.map(|(_, code)| format!("{key} is taken: it tags with “{}”", code.name))
}
