//! How the article is set: letters, width, lines, font, in a small popover behind “Aa”.
//!
//! What is chosen is a setting of the person, not of the project. The place in the text does not move: the reader holds
//! the row at its top.

use crate::session::settings::Reading;
use crate::ui::action::Action;
use crate::ui::icons;
use crate::ui::keys::Keymap;
use crate::ui::reader::ReaderStyle;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, chip};
use egui::{Popup, PopupCloseBehavior, Response, RichText, Role, Ui, WidgetInfo, vec2};

/// Letters, column and colours of the text.
#[must_use]
pub fn style(ui: &Ui, view: View<'_>) -> ReaderStyle {
    let palette = Palette::of(ui);
    let reading = view.settings.reading;
    ReaderStyle {
        family: theme::reading_family(reading.serif),
        // A settings file can say anything.
        size_px: reading.size.clamp(8.0, 48.0),
        line_height: reading.line_height.clamp(1.2, 3.0),
        columns: reading.columns,
        ground: palette.ground,
        text: palette.text,
        weak: palette.weak,
        accent: palette.accent,
        selection: palette.accent.gamma_multiply(if ui.visuals().dark_mode { 0.34 } else { 0.24 }),
        line: palette.line,
        reduced_motion: view.settings.reduced_motion,
    }
}

/// Whether the popover is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Popover {
    /// It is not.
    #[default]
    Closed,
    /// It comes up, and its first choice gets the keyboard.
    Opening,
    /// It is.
    Open,
}

impl Popover {
    /// Opens it, or closes it.
    #[must_use]
    pub fn toggled(self) -> Self {
        if self == Self::Closed { Self::Opening } else { Self::Closed }
    }
}

/// The button, and the popover while it is open.
pub fn button(ui: &mut Ui, view: View<'_>, popover: &mut Popover, wishes: &mut Wishes) {
    let action = Action::Reading;
    let response =
        button::icon(ui, icons::TEXT_AA, "How the article is set", &Keymap::of(ui.ctx()).text(action), true);
    if response.clicked() {
        wishes.act(action);
    }
    let mut stays = *popover != Popover::Closed;
    let opening = *popover == Popover::Opening;
    let shown = Popup::from_response(&response)
        .open_bool(&mut stays)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("How the article is set")
        .show(|ui| choices(ui, view.settings.reading, opening, wishes));
    // A click on the button is the action's business.
    if !response.clicked() {
        *popover = if !stays {
            Popover::Closed
        } else if opening && shown.is_none() {
            Popover::Opening
        } else {
            Popover::Open
        };
    }
}

fn choices(ui: &mut Ui, now: Reading, opening: bool, wishes: &mut Wishes) {
    ui.set_min_width(300.0);
    ui.spacing_mut().item_spacing = vec2(6.0, space::S);
    row(ui, "Letters", |ui| {
        let larger = now.size < Reading::SIZES[Reading::SIZES.len() - 1];
        let smaller = now.size > Reading::SIZES[0];
        let (less, more) = (Action::SmallerLetters, Action::LargerLetters);
        if button::icon(ui, icons::MINUS, less.label(), &Keymap::of(ui.ctx()).text(less), smaller).clicked() {
            wishes.act(less);
        }
        ui.label(format!("{}", now.size));
        if button::icon(ui, icons::PLUS, more.label(), &Keymap::of(ui.ctx()).text(more), larger).clicked() {
            wishes.act(more);
        }
    });
    row(ui, "Width", |ui| {
        for columns in Reading::WIDTHS {
            let selected = now.columns == columns;
            let chosen = choice(ui, &columns.to_string(), &format!("{columns} characters wide"), selected);
            if opening && selected {
                chosen.request_focus();
            }
            set(&chosen, Reading { columns, ..now }, wishes);
        }
    });
    row(ui, "Lines", |ui| {
        for line_height in Reading::SPACINGS {
            let selected = (now.line_height - line_height).abs() < 0.01;
            let chosen = choice(ui, &format!("{line_height:.1}"), &format!("Lines {line_height:.1} high"), selected);
            set(&chosen, Reading { line_height, ..now }, wishes);
        }
    });
    row(ui, "Font", |ui| {
        for (name, serif) in [("Serif", true), ("Sans", false)] {
            set(&choice(ui, name, name, now.serif == serif), Reading { serif, ..now }, wishes);
        }
    });
}

fn row(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let left = ui.cursor().left();
        ui.label(RichText::new(name).font(theme::small()).color(Palette::of(ui).weak));
        // The controls stand below each other.
        ui.add_space((left + 56.0 - ui.cursor().left()).max(0.0));
        add(ui);
    });
}

fn choice(ui: &mut Ui, text: &str, name: &str, selected: bool) -> Response {
    let response = chip::chip(ui, text, None, "", selected);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, name));
    response.on_hover_text(name)
}

fn set(response: &Response, reading: Reading, wishes: &mut Wishes) {
    if response.clicked() {
        wishes.push(Wish::Reading(reading));
    }
}
