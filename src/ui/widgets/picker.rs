//! A list that is searched while typing: choose an event, an entity, a code, a command.
//!
//! One box, the choices below it, the best first; arrows move, Enter takes, Escape closes. A choice that is not
//! there can be made from what was typed.

use super::line::line;
use crate::ui::theme::{self, Palette, space};
use egui::{
    Color32, Id, Key, Modal, Modifiers, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

/// One choice.
#[derive(Clone, Debug)]
pub struct Choice<T> {
    /// What is chosen.
    pub value: T,
    /// Its name.
    pub name: String,
    /// Weak words behind it: a key, a date, a kind.
    pub detail: String,
    /// An icon in front, with its colour (`None`: the weak one).
    pub icon: Option<(&'static str, Option<Color32>)>,
}

/// What a person did with the list.
pub enum Picked<T> {
    /// Took a choice.
    Choice(T),
    /// Wants something new with this name.
    New(String),
    /// Closed it.
    Closed,
}

/// An open list.
#[derive(Clone, Debug)]
pub struct Picker<T> {
    title: String,
    hint: String,
    choices: Vec<Choice<T>>,
    /// What to call a new one, if one can be made: “event”.
    new: Option<&'static str>,
    typed: String,
    at: usize,
    /// Choices that fit what was typed, best first; made anew when that changes.
    fitting: Vec<usize>,
}

impl<T: Clone> Picker<T> {
    /// A list of choices, in the order in which they are shown before anything is typed.
    #[must_use]
    pub fn new(title: impl Into<String>, hint: impl Into<String>, choices: Vec<Choice<T>>) -> Self {
        let fitting = (0..choices.len()).collect();
        let (title, hint) = (title.into(), hint.into());
        Self { title, hint, choices, new: None, typed: String::new(), at: 0, fitting }
    }

    /// Lets something new be made from what was typed.
    #[must_use]
    pub fn with_new(mut self, noun: &'static str) -> Self {
        self.new = Some(noun);
        self
    }

    /// Shows the list over everything else; says what was done with it, if anything.
    pub fn show(&mut self, ctx: &egui::Context) -> Option<Picked<T>> {
        let area = Modal::default_area(Id::unique("picker")).anchor(egui::Align2::CENTER_TOP, [0.0, 72.0]);
        let modal = Modal::new(Id::unique("picker")).area(area).show(ctx, |ui| {
            ui.set_width(520.0_f32.min(ui.ctx().content_rect().width() - 48.0));
            ui.label(RichText::new(&self.title).font(theme::section()).color(Palette::of(ui).weak));
            let step = self.keys(ui);
            self.field(ui);
            let clicked = self.list(ui, step != 0);
            clicked.or_else(|| self.entered(ui))
        });
        if modal.should_close() {
            return Some(Picked::Closed);
        }
        modal.inner
    }

    /// Moves through the choices; says by how much.
    fn keys(&mut self, ui: &Ui) -> isize {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let step: isize = if pressed(Key::ArrowDown) {
            1
        } else if pressed(Key::ArrowUp) {
            -1
        } else if pressed(Key::PageDown) {
            8
        } else if pressed(Key::PageUp) {
            -8
        } else {
            0
        };
        let last = self.rows().saturating_sub(1);
        self.at = self.at.saturating_add_signed(step).min(last);
        step
    }

    fn field(&mut self, ui: &mut Ui) {
        let field = TextEdit::singleline(&mut self.typed)
            .id(Id::unique("picker-field"))
            .hint_text(RichText::new(&self.hint).color(Palette::of(ui).weak))
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(10, 8));
        let response = ui.add(field);
        let (name, typed) = (self.title.clone(), self.typed.clone());
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(true, "", typed.as_str(), name.as_str());
            info.label = Some(name.clone());
            info
        });
        response.request_focus();
        if response.changed() {
            self.at = 0;
            self.fitting = fitting(&self.choices, &self.typed);
        }
    }

    /// Choices and, after them, the new one.
    fn rows(&self) -> usize {
        self.fitting.len() + usize::from(self.offers_new())
    }

    fn offers_new(&self) -> bool {
        let typed = self.typed.trim();
        self.new.is_some() && !typed.is_empty() && !self.choices.iter().any(|choice| choice.name == typed)
    }

    fn list(&mut self, ui: &mut Ui, moved: bool) -> Option<Picked<T>> {
        let mut picked = None;
        let rows = self.rows();
        if rows == 0 {
            ui.label(RichText::new("Nothing fits").color(Palette::of(ui).weak));
            return None;
        }
        let at = self.at;
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = 30.0;
        let mut area = ScrollArea::vertical().max_height(360.0).auto_shrink([false, true]);
        if moved {
            // Keeps the chosen row in the middle third of what is seen.
            #[expect(clippy::cast_precision_loss, reason = "a list has far fewer than 2^24 rows")]
            let top = (at as f32 * height - 150.0).max(0.0);
            area = area.vertical_scroll_offset(top);
        }
        area.show_rows(ui, height, rows, |ui, range| {
            for row in range {
                if self.row(ui, row, row == at, height) {
                    picked = self.take(row);
                }
            }
        });
        picked
    }

    fn row(&self, ui: &mut Ui, row: usize, chosen: bool, height: f32) -> bool {
        let palette = Palette::of(ui);
        let (name, detail, icon) = match self.fitting.get(row).and_then(|at| self.choices.get(*at)) {
            Some(choice) => (choice.name.clone(), choice.detail.as_str(), choice.icon),
            None => (
                format!("New {} “{}”", self.new.unwrap_or_default(), self.typed.trim()),
                "",
                Some((crate::ui::icons::PLUS, None)),
            ),
        };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
        let painter = ui.painter();
        if chosen || response.hovered() {
            painter.rect_filled(rect, egui::CornerRadius::same(theme::RADIUS), palette.hovered);
        }
        let mut x = rect.left() + space::S;
        if let Some((icon, colour)) = icon {
            let at = pos2(x + 8.0, rect.center().y);
            painter.text(at, egui::Align2::CENTER_CENTER, icon, theme::icon(15.0), colour.unwrap_or(palette.weak));
            x += 24.0;
        }
        let detail = line(ui, detail, &theme::small(), palette.weak, rect.width() * 0.45);
        let right = rect.right() - space::S - detail.width;
        detail.paint(painter, pos2(right, rect.center().y));
        let name = line(ui, &name, &theme::body(), palette.text, right - x - space::S);
        name.paint(painter, pos2(x, rect.center().y));
        response.clicked()
    }

    fn entered(&mut self, ui: &Ui) -> Option<Picked<T>> {
        let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        if entered { self.take(self.at) } else { None }
    }

    fn take(&self, row: usize) -> Option<Picked<T>> {
        match self.fitting.get(row).and_then(|at| self.choices.get(*at)) {
            Some(choice) => Some(Picked::Choice(choice.value.clone())),
            None if self.offers_new() => Some(Picked::New(self.typed.trim().to_owned())),
            None => None,
        }
    }
}

/// The choices that hold every word that was typed, in any order, case and accent; those that begin with it first,
/// otherwise in their own order.
fn fitting<T>(choices: &[Choice<T>], typed: &str) -> Vec<usize> {
    let wanted = crate::query::fold::fold(typed);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let mut found: Vec<(bool, usize)> = choices
        .iter()
        .enumerate()
        .filter_map(|(at, choice)| {
            let name = crate::query::fold::fold(&choice.name);
            let text = format!("{name} {}", crate::query::fold::fold(&choice.detail));
            let fits = words.iter().all(|word| text.contains(word));
            fits.then(|| (!name.starts_with(wanted.trim()), at))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}
