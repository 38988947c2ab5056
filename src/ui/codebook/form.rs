//! The form of a code: what it is called, where it stands, what it means, how it looks, and what it weighs.

use super::asks::CodeAsk;
use super::tree::{Step, delete, shown, step};
use super::{key, looks, roles};
use crate::model::{Class, Code, CodeId, CodeKind, ExternalId};
use crate::ops::code::{CodeChange, is_weight};
use crate::project::Project;
use crate::query::codebook::Uses;
use crate::session::{Command, Notice};
use crate::ui::ask::Ask;
use crate::ui::computed::Computed;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip, field, row};
use egui::{Button, ComboBox, Id, Label, RichText, Ui, vec2};
use rust_decimal::Decimal;

/// Width of the labels, in points.
const LABEL: f32 = 96.0;

/// The field with the name of a code.
#[must_use]
pub fn name_id(code: CodeId) -> Id {
    Id::unique(("code-name", code))
}

/// What the form keeps between two frames.
#[derive(Default)]
pub struct Form {
    /// A key is asked for.
    pub capturing: bool,
    uses: Computed<(u64, CodeId), String>,
}

impl Form {
    /// What uses the code, in words.
    fn uses(&mut self, ui: &Ui, view: View<'_>, id: CodeId) -> &str {
        let question = (view.session.revision(), id);
        self.uses.refresh(ui.ctx(), view, question, move |project: &Project| Uses::of(project, id).words());
        self.uses.get().filter(|_| self.uses.answered().is_some_and(|(_, of)| *of == id)).map_or("…", String::as_str)
    }

    /// Whether the words are on their way.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.uses.is_running()
    }
}

/// Draws the form; says whether the code is to be split.
pub fn show(ui: &mut Ui, view: View<'_>, id: CodeId, state: &mut Form, wishes: &mut Wishes) -> bool {
    let Some(code) = view.project().codes().get(id) else { return false };
    let wants_split = head(ui, view, id, code, state.uses(ui, view, id), wishes);
    labelled(ui, "Name", |ui| {
        let typed = field::line(ui, name_id(id), "Name of the code", &code.name, "What lists call it");
        store(typed, id, wishes, |name| CodeChange::Name(name.trim().to_owned()));
    });
    place(ui, view, id, code, wishes);
    labelled(ui, "Definition", |ui| {
        let typed = field::text(
            ui,
            Id::unique(("code-definition", id)),
            "Definition",
            &code.definition,
            "What it means, and what it does not",
            2,
        );
        store(typed, id, wishes, |text| CodeChange::Definition(text.trim().to_owned()));
    });
    example(ui, view, id, Example::Good, &code.good_example, wishes);
    example(ui, view, id, Example::Bad, &code.bad_example, wishes);
    labelled(ui, "Key", |ui| key::show(ui, view, id, code, &mut state.capturing, wishes));
    labelled(ui, "Looks", |ui| looks::show(ui, id, code, wishes));
    if code.kind == CodeKind::EventType {
        weight(ui, id, code, wishes);
        class(ui, id, code, wishes);
        roles::show(ui, view, id, code, wishes);
    }
    references(ui, id, code, wishes);
    wants_split
}

/// A label on the left, its control on the right.
pub(super) fn labelled<R>(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    row::labelled(ui, label, LABEL, content)
}

pub(super) fn change(code: CodeId, change: CodeChange) -> Command {
    Command::ChangeCode { code, changes: vec![change] }
}

fn store(typed: field::Typed, id: CodeId, wishes: &mut Wishes, make: impl FnOnce(&str) -> CodeChange) {
    if let Some(done) = typed.done {
        wishes.command(change(id, make(&done)));
    }
}

/// What the code is for, what uses it, and what can be done with it as a whole.
fn head(ui: &mut Ui, view: View<'_>, id: CodeId, code: &Code, uses: &str, wishes: &mut Wishes) -> bool {
    let mut wants_split = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        let kind = code.kind.to_string();
        ui.label(RichText::new(kind).font(theme::section()));
        if uses == "not used" {
            ui.label(RichText::new(uses).font(theme::small()).color(Palette::of(ui).weak));
        } else if button::link(ui, uses).on_hover_text("Show what is behind this number").clicked() {
            wishes.push(Wish::Uses(id));
        }
        let small = |ui: &mut Ui, words: &str, hint: &str| {
            ui.add(Button::new(RichText::new(words).font(theme::small())).small()).on_hover_text(hint).clicked()
        };
        if small(ui, "New code below", "Adds a narrower code") {
            wishes.push(Wish::AddCode(code.kind, Some(id)));
        }
        if small(ui, "Merge…", "Lets another code take this one in, with all its uses") {
            wishes.push(Wish::Ask(Ask::Codebook(CodeAsk::MergeInto(id))));
        }
        if uses != "not used" && small(ui, "Split…", "Lets a new code take over some of its uses") {
            wants_split = true;
        }
        if small(ui, "Delete…", "Deletes the code; its uses can go to another") {
            wishes.push(delete(view, id));
        }
    });
    wants_split
}

/// The broader code, and the place among the siblings.
fn place(ui: &mut Ui, view: View<'_>, id: CodeId, code: &Code, wishes: &mut Wishes) {
    labelled(ui, "Stands under", |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            for (way, icon, name, key) in [
                (Step::Up, icons::CARET_UP, "Move the code up", "Alt+Up"),
                (Step::Down, icons::CARET_DOWN, "Move the code down", "Alt+Down"),
            ] {
                if button::icon(ui, icon, name, key, true).clicked() {
                    step(view, id, way).into_iter().for_each(|command| wishes.command(command));
                }
            }
            let parent =
                code.parent.map_or("Nothing: it stands at the top", |parent| view.project().label(parent.into()));
            let response = ui.add(Button::new(RichText::new(parent).font(theme::body())).truncate());
            let name = format!("Stands under: {parent}");
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            if response.on_hover_text("Choose the broader code").clicked() {
                wishes.push(Wish::Ask(Ask::Codebook(CodeAsk::Broader(id))));
            }
            if let Some(parent) = code.parent
                && button::icon(ui, icons::ARROW_RIGHT, "Show the broader code", "", true).clicked()
            {
                wishes.push(shown(parent));
            }
        });
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Example {
    Good,
    Bad,
}

/// A sentence that the code fits, or that it only seems to fit; the selected words can become it.
fn example(ui: &mut Ui, view: View<'_>, id: CodeId, which: Example, value: &str, wishes: &mut Wishes) {
    let (label, name, hint) = match which {
        Example::Good => ("Fits", "Good example", "A sentence that it fits"),
        Example::Bad => ("Does not fit", "Bad example", "A sentence that it seems to fit and does not"),
    };
    let make = |text: &str| match which {
        Example::Good => CodeChange::GoodExample(text.trim().to_owned()),
        Example::Bad => CodeChange::BadExample(text.trim().to_owned()),
    };
    labelled(ui, label, |ui| {
        let typed = field::text(ui, Id::unique(("code-example", id, which == Example::Good)), name, value, hint, 1);
        store(typed, id, wishes, make);
        if let Some(words) = selected_words(view)
            && button::link(ui, &format!("Use the selected words as {}", name.to_lowercase())).clicked()
        {
            wishes.command(change(id, make(&words)));
        }
    });
}

/// The words that are selected in the open article, on one line.
fn selected_words(view: View<'_>) -> Option<String> {
    let selection = &view.session.selection;
    let words = selection.words.as_ref()?.quote(view.project().text(selection.document?))?;
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// How much the type adds to cooperation or takes from it; what is no weight is said while it is typed.
fn weight(ui: &mut Ui, id: CodeId, code: &Code, wishes: &mut Wishes) {
    let value = code.weight.map(|weight| weight.normalize().to_string().replace('-', "−")).unwrap_or_default();
    labelled(ui, "Weight", |ui| {
        let typed = ui
            .scope(|ui| {
                ui.set_max_width(120.0);
                field::line(ui, Id::unique(("code-weight", id)), "Cooperation weight", &value, "−10 … 10")
            })
            .inner;
        let now = read_weight(&typed.now);
        if let Err(why) = &now {
            ui.label(RichText::new(why).font(theme::small()).color(Palette::of(ui).warn));
        }
        match typed.done.map(|done| read_weight(&done)) {
            Some(Ok(weight)) => wishes.command(change(id, CodeChange::Weight(weight))),
            Some(Err(why)) => wishes.push(Wish::Say(Notice::note(format!("{why}. The weight stays as it was")))),
            None => {}
        }
    });
}

/// A weight as people type it; nothing: none.
fn read_weight(typed: &str) -> Result<Option<Decimal>, String> {
    let plain = typed.trim().replace(['−', '–'], "-").replace(',', ".");
    if plain.is_empty() {
        return Ok(None);
    }
    match plain.trim_start_matches('+').parse::<Decimal>() {
        Ok(weight) if is_weight(weight) => Ok(Some(weight)),
        Ok(_) => Err(format!("A weight lies between −10 and 10; {} does not", typed.trim())),
        Err(_) => Err(format!("“{}” is not a number such as −2.5", typed.trim())),
    }
}

const CLASSES: [Option<Class>; 5] = [
    None,
    Some(Class::VerbalCooperation),
    Some(Class::MaterialCooperation),
    Some(Class::VerbalConflict),
    Some(Class::MaterialConflict),
];

fn class(ui: &mut Ui, id: CodeId, code: &Code, wishes: &mut Wishes) {
    let words = |class: Option<Class>| class.map_or_else(|| "no class".to_owned(), |class| class.to_string());
    labelled(ui, "Class", |ui| {
        let mut chosen = code.class;
        let combo = ComboBox::from_id_salt(("code-class", id)).selected_text(words(chosen)).truncate().width(180.0);
        let response = combo.show_ui(ui, |ui| {
            for class in CLASSES {
                ui.selectable_value(&mut chosen, class, words(class));
            }
        });
        response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Class"));
        if chosen != code.class {
            wishes.command(change(id, CodeChange::Class(chosen)));
        }
    });
}

/// The same thing in other schemes: chips to remove, and a field for one more.
fn references(ui: &mut Ui, id: CodeId, code: &Code, wishes: &mut Wishes) {
    labelled(ui, "References", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for (at, reference) in code.external.iter().enumerate() {
                let words = format!("{} {}", reference.scheme, reference.value);
                let response = chip::chip(ui, &words, None, "×", false);
                let name = format!("Remove the reference {words}");
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if response.on_hover_text(&name).clicked() {
                    let mut external = code.external.clone();
                    external.remove(at);
                    wishes.command(change(id, CodeChange::External(external)));
                }
            }
        });
        let typed = field::line(
            ui,
            Id::unique(("code-reference", id)),
            "One more reference",
            "",
            "Scheme and code, such as cameo 042",
        );
        let Some(done) = typed.done.filter(|done| !done.trim().is_empty()) else { return };
        match read_reference(&done) {
            Some(reference) if code.external.contains(&reference) => {
                wishes.push(Wish::Say(Notice::note("The code has this reference already")));
            }
            Some(reference) => {
                let external = code.external.iter().cloned().chain([reference]).collect();
                wishes.command(change(id, CodeChange::External(external)));
            }
            None => wishes.push(Wish::Say(Notice::note("Write the scheme and its code, such as “plover COOPERATE”"))),
        }
    });
}

fn read_reference(typed: &str) -> Option<ExternalId> {
    let (scheme, value) = typed.trim().split_once(char::is_whitespace)?;
    let scheme = scheme.trim_end_matches(':').to_lowercase();
    Some(ExternalId { scheme, value: value.trim().to_owned() })
        .filter(|id| !id.scheme.is_empty() && !id.value.is_empty())
}

/// A weak line that may be long.
pub(super) fn weak(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).weak;
    ui.add(Label::new(RichText::new(text).font(theme::small()).color(colour)).wrap());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_and_references_are_read_as_people_type_them() {
        let weight = |typed: &str| read_weight(typed).map(|weight| weight.map(|weight| weight.to_string()));
        assert_eq!(weight(" −2,5 "), Ok(Some("-2.5".to_owned())));
        assert_eq!((weight("+7"), weight("")), (Ok(Some("7".to_owned())), Ok(None)));
        assert!(weight("12").is_err_and(|why| why.contains("between")));
        assert!(weight("much").is_err_and(|why| why.contains("not a number")));
        let reference = read_reference("PLOVER: COERCE:arrest").expect("a reference");
        assert_eq!((&*reference.scheme, &*reference.value), ("plover", "COERCE:arrest"));
        assert_eq!(read_reference("cameo"), None);
    }
}
