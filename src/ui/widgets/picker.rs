//! A list that is searched while typing: choose an event, an entity, a code, a command.
//!
//! One box, the choices below it, the best first; arrows move, Enter takes, Escape closes. A choice that is not
//! there can be made from what was typed. The list opens in the middle, or beside the words that it is about, where
//! it never covers them and never leaves the window. Choices of which there may be thousands are gathered on a thread
//! of their own, and come in behind those that are there at once.

use super::line::line;
use crate::query::fold::fold;
use crate::ui::theme::{self, Palette, space};
use egui::{
    Align2, Area, Color32, Id, Key, Modal, Modifiers, Order, Rect, RichText, Role, ScrollArea, Sense, TextEdit, Ui,
    UiKind, WidgetInfo, pos2, vec2,
};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// One choice.
#[derive(Clone, Debug)]
pub struct Choice<T> {
    /// What is chosen.
    pub value: T,
    /// Its name.
    pub name: String,
    /// How deep it stands in a tree, 0 at the top.
    pub depth: usize,
    /// Weak words behind it: a key, a date, a kind.
    pub detail: String,
    /// An icon in front, with its colour (`None`: the weak one).
    pub icon: Option<(&'static str, Option<Color32>)>,
}

/// What a person did with the list.
pub enum Picked<T> {
    /// Took a choice.
    Choice(T),
    /// Wants something new.
    New {
        /// Which of the nouns that were offered, counted from 0.
        noun: usize,
        /// Its name.
        name: String,
    },
    /// Closed it.
    Closed,
}

/// An open list.
pub struct Picker<T> {
    title: String,
    hint: String,
    choices: Vec<Choice<T>>,
    /// What can be made new of what was typed: “event type”, “entity kind”.
    new: fn(&str) -> &'static [&'static str],
    /// What such a row says.
    call: fn(&str, &str) -> String,
    /// The words that it is about, on the screen.
    beside: Option<Rect>,
    typed: String,
    at: usize,
    /// Choices that fit what was typed, best first; made anew when that changes.
    fitting: Vec<usize>,
    /// Whether a choice has the name that was typed.
    is_known: bool,
    /// Names and weak words of the choices as they are searched.
    folded: Vec<Folded>,
    later: Later<T>,
    /// Says below the list what the chosen one means.
    explain: Option<Explain<T>>,
}

/// Draws what a choice means.
type Explain<T> = Box<dyn Fn(&mut Ui, &T)>;

struct Folded {
    name: String,
    detail: String,
}

/// Choices that are gathered beside the frames.
enum Later<T> {
    None,
    /// They are gathered when the list is shown first.
    Wanted(Box<dyn FnOnce() -> Vec<Choice<T>> + Send>),
    Coming(Receiver<(Vec<Choice<T>>, Vec<Folded>)>),
}

impl<T: Clone + Send + 'static> Picker<T> {
    /// A list of choices, in the order in which they are shown before anything is typed.
    #[must_use]
    pub fn new(title: impl Into<String>, hint: impl Into<String>, choices: Vec<Choice<T>>) -> Self {
        let (title, hint) = (title.into(), hint.into());
        let mut picker = Self {
            title,
            hint,
            choices: Vec::new(),
            new: |_| &[],
            call: |noun, typed| format!("New {noun} “{typed}”"),
            beside: None,
            typed: String::new(),
            at: 0,
            fitting: Vec::new(),
            is_known: true,
            folded: Vec::new(),
            later: Later::None,
            explain: None,
        };
        picker.extend(choices);
        picker
    }

    /// Further choices that are there at once.
    pub fn extend(&mut self, choices: Vec<Choice<T>>) {
        let folded = folded(&choices);
        self.add(choices, folded);
    }

    /// Further choices, behind the others, which are gathered beside the frames.
    #[must_use]
    pub fn and_later(mut self, gather: impl FnOnce() -> Vec<Choice<T>> + Send + 'static) -> Self {
        self.later = Later::Wanted(Box::new(gather));
        self
    }

    /// Lets something new be made from what was typed: one of the nouns that `nouns` gives for it.
    #[must_use]
    pub fn with_new(mut self, nouns: fn(&str) -> &'static [&'static str]) -> Self {
        self.new = nouns;
        self
    }

    /// Says in other words what can be made: from a noun and what was typed.
    #[must_use]
    pub fn called(mut self, call: fn(&str, &str) -> String) -> Self {
        self.call = call;
        self
    }

    /// Says below the list what the choice means that Enter would take.
    #[must_use]
    pub fn explained(mut self, explain: impl Fn(&mut Ui, &T) + 'static) -> Self {
        self.explain = Some(Box::new(explain));
        self
    }

    /// Opens it beside words on the screen instead of in the middle.
    #[must_use]
    pub fn beside(mut self, words: Option<Rect>) -> Self {
        self.beside = words;
        self
    }

    /// Shows the list over everything else; says what was done with it, if anything.
    pub fn show(&mut self, ctx: &egui::Context) -> Option<Picked<T>> {
        self.gather(ctx);
        let window = ctx.content_rect();
        let spot = Spot::of(self.beside, window);
        let mut modal = Modal::new(Id::unique("picker")).area(spot.area());
        if self.beside.is_some() {
            // The sentence around the words stays legible while somebody decides.
            modal = modal.backdrop_color(Color32::TRANSPARENT);
        }
        let modal = modal.show(ctx, |ui| {
            ui.set_width(spot.width_px.min(window.width() - 48.0));
            ui.label(RichText::new(&self.title).font(theme::section()).color(Palette::of(ui).weak));
            let step = self.keys(ui);
            self.field(ui);
            let clicked = self.list(ui, step != 0, spot.list_px);
            self.meaning(ui);
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
            self.search();
        }
    }

    fn add(&mut self, choices: Vec<Choice<T>>, folded: Vec<Folded>) {
        self.choices.extend(choices);
        self.folded.extend(folded);
        self.search();
    }

    /// Begins to gather the further choices, or takes them when they are there.
    fn gather(&mut self, ctx: &egui::Context) {
        match std::mem::replace(&mut self.later, Later::None) {
            Later::None => {}
            Later::Wanted(gather) => {
                let (send, receive) = channel();
                let ctx = ctx.clone();
                let work = move || {
                    let choices = gather();
                    let folded = folded(&choices);
                    // Nobody listens any more if the list was closed.
                    let _ = send.send((choices, folded));
                    ctx.request_repaint();
                };
                if std::thread::Builder::new().name("choices".to_owned()).spawn(work).is_ok() {
                    self.later = Later::Coming(receive);
                }
            }
            Later::Coming(receive) => match receive.try_recv() {
                Ok((choices, folded)) => self.add(choices, folded),
                Err(TryRecvError::Empty) => self.later = Later::Coming(receive),
                Err(TryRecvError::Disconnected) => {}
            },
        }
    }

    /// Whether further choices are on their way.
    #[must_use]
    pub fn is_gathering(&self) -> bool {
        !matches!(self.later, Later::None)
    }

    /// Looks for what fits; the one place that goes through all choices.
    fn search(&mut self) {
        self.fitting = fitting(&self.folded, &self.typed);
        let typed = self.typed.trim();
        let is_same = |at: &usize| self.choices.get(*at).is_some_and(|choice| same_name(&choice.name, typed));
        self.is_known = typed.is_empty() || self.fitting.iter().any(is_same);
    }

    /// Choices and, after them, what can be made new.
    fn rows(&self) -> usize {
        self.fitting.len() + self.offered().len()
    }

    /// The nouns of what can be made from what was typed; none if there is a choice of that name already.
    fn offered(&self) -> &'static [&'static str] {
        if self.is_known { &[] } else { (self.new)(self.typed.trim()) }
    }

    fn list(&mut self, ui: &mut Ui, moved: bool, height_px: f32) -> Option<Picked<T>> {
        let mut picked = None;
        let rows = self.rows();
        if rows == 0 {
            let said = if self.is_gathering() { "Gathering…" } else { "Nothing fits" };
            ui.label(RichText::new(said).color(Palette::of(ui).weak));
            return None;
        }
        let at = self.at;
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = 30.0;
        // A list that was opened before with few rows must not hold this one to its height.
        let mut area = ScrollArea::vertical().max_height(height_px).min_scrolled_height(height_px);
        area = area.auto_shrink([false, true]);
        if moved {
            // Keeps the chosen row in the middle of what is seen.
            #[expect(clippy::cast_precision_loss, reason = "a list has far fewer than 2^24 rows")]
            let top = (at as f32 * height - (height_px - height) / 2.0).max(0.0);
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

    /// What the chosen one means; it stands below the list, which stays where it is.
    fn meaning(&self, ui: &mut Ui) {
        let Some(explain) = &self.explain else { return };
        let Some(choice) = self.fitting.get(self.at).and_then(|at| self.choices.get(*at)) else { return };
        ui.add_space(space::XS);
        ui.scope(|ui| explain(ui, &choice.value));
    }

    fn row(&self, ui: &mut Ui, row: usize, chosen: bool, height: f32) -> bool {
        let palette = Palette::of(ui);
        let (name, depth, detail, icon) = match self.fitting.get(row).and_then(|at| self.choices.get(*at)) {
            Some(choice) => (choice.name.clone(), choice.depth, choice.detail.as_str(), choice.icon),
            None => (self.name_of_new(row), 0, "", Some((crate::ui::icons::PLUS, None))),
        };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
        let painter = ui.painter();
        if chosen || response.hovered() {
            painter.rect_filled(rect, egui::CornerRadius::same(theme::RADIUS), palette.hovered);
        }
        // A tree is shown as one only while nothing is typed: what fits comes without what stands above it.
        let depth = if self.typed.trim().is_empty() { depth } else { 0 };
        #[expect(clippy::cast_precision_loss, reason = "a codebook has few levels")]
        let indent = space::M * depth as f32;
        let mut x = rect.left() + space::S + indent;
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
        if let Some(choice) = self.fitting.get(row).and_then(|at| self.choices.get(*at)) {
            return Some(Picked::Choice(choice.value.clone()));
        }
        let noun = row.checked_sub(self.fitting.len()).filter(|noun| *noun < self.offered().len())?;
        Some(Picked::New { noun, name: self.typed.trim().to_owned() })
    }

    fn name_of_new(&self, row: usize) -> String {
        let noun = row.checked_sub(self.fitting.len()).and_then(|noun| self.offered().get(noun));
        (self.call)(noun.copied().unwrap_or_default(), self.typed.trim())
    }
}

/// Where the list opens, and how large it may be, in points.
struct Spot {
    corner: Align2,
    at: Option<egui::Pos2>,
    width_px: f32,
    list_px: f32,
}

impl Spot {
    /// Title, field and frame around the rows, and what the chosen one means.
    const AROUND_PX: f32 = 184.0;
    /// Between the words and the list.
    const GAP_PX: f32 = 8.0;
    /// The rows want this much.
    const LIST_PX: f32 = 300.0;

    /// Below the words if there is room, else above them, else wherever there is more.
    fn of(words: Option<Rect>, window: Rect) -> Self {
        let Some(words) = words.filter(|words| words.intersects(window)) else {
            return Self { corner: Align2::CENTER_TOP, at: None, width_px: 520.0, list_px: 360.0 };
        };
        let below_px = window.bottom() - words.bottom() - Self::GAP_PX;
        let above_px = words.top() - window.top() - Self::GAP_PX;
        let wanted_px = Self::LIST_PX + Self::AROUND_PX;
        let below = below_px >= wanted_px || below_px >= above_px;
        let (corner, y, room_px) = if below {
            (Align2::LEFT_TOP, words.bottom() + Self::GAP_PX, below_px)
        } else {
            (Align2::LEFT_BOTTOM, words.top() - Self::GAP_PX, above_px)
        };
        let list_px = (room_px - Self::AROUND_PX).clamp(60.0, Self::LIST_PX);
        Self { corner, at: Some(pos2(words.left(), y)), width_px: 440.0, list_px }
    }

    fn area(&self) -> Area {
        match self.at {
            None => Modal::default_area(Id::unique("picker")).anchor(self.corner, [0.0, 72.0]),
            Some(at) => Area::new(Id::unique("picker"))
                .kind(UiKind::Modal)
                .sense(Sense::hover())
                .order(Order::Foreground)
                .interactable(true)
                .pivot(self.corner)
                .fixed_pos(at)
                .constrain(true),
        }
    }
}

fn folded<T>(choices: &[Choice<T>]) -> Vec<Folded> {
    choices.iter().map(|choice| Folded { name: fold(&choice.name), detail: fold(&choice.detail) }).collect()
}

/// The choices that hold every word that was typed, in any order, case and accent: those whose name begins with it,
/// those whose name holds it, then those where only the weak words do; otherwise in their own order.
fn fitting(choices: &[Folded], typed: &str) -> Vec<usize> {
    let wanted = fold(typed);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let holds = |text: &str| words.iter().all(|word| text.contains(word));
    let mut found: Vec<(u8, usize)> = choices
        .iter()
        .enumerate()
        .filter_map(|(at, Folded { name, detail })| {
            let rank = match () {
                () if name.starts_with(wanted.trim()) => 0,
                () if holds(name) => 1,
                () if words.iter().all(|word| name.contains(word) || detail.contains(word)) => 2,
                () => return None,
            };
            Some((rank, at))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}

/// Whether two names differ in nothing but case.
fn same_name(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window() -> Rect {
        Rect::from_min_size(pos2(0.0, 0.0), vec2(1000.0, 800.0))
    }

    #[test]
    fn the_list_opens_below_the_words_or_above_them() {
        let words = |y: f32| Some(Rect::from_min_size(pos2(300.0, y), vec2(80.0, 20.0)));
        let high = Spot::of(words(100.0), window());
        assert_eq!((high.corner, high.at), (Align2::LEFT_TOP, Some(pos2(300.0, 128.0))));
        let low = Spot::of(words(700.0), window());
        assert_eq!((low.corner, low.at), (Align2::LEFT_BOTTOM, Some(pos2(300.0, 692.0))));
        assert_eq!(Spot::of(words(900.0), window()).at, None, "words out of sight");
        assert_eq!(Spot::of(None, window()).at, None);
    }

    #[test]
    fn what_has_a_name_already_is_not_offered_as_new() {
        let choice =
            |name: &str, depth| Choice { value: (), name: name.to_owned(), depth, detail: String::new(), icon: None };
        let mut picker =
            Picker::new("", "", vec![choice("Visit", 0), choice("State visit", 1)]).with_new(|_| &["event type"]);
        for (typed, offers) in [("", 0), ("state VISIT", 0), ("visi", 1)] {
            typed.clone_into(&mut picker.typed);
            picker.search();
            assert_eq!(picker.offered().len(), offers, "{typed}");
        }
        assert_eq!(fitting(&picker.folded, "sta"), [1]);
    }
}
