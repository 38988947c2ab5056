//! A small list of things to do, beside what it is about: marks to choose from, what can be done with a mark.
//!
//! It is worked with the mouse, and with arrows, Home, End, Enter and Escape while the text keeps the keyboard. It
//! closes when something is chosen, when somebody presses elsewhere and when the text scrolls away below it. It does
//! nothing itself: what is chosen becomes a wish.

use super::chip;
use super::line::line;
use crate::model::Pattern;
use crate::ui::action::Action;
use crate::ui::keys::Keymap;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{Wish, Wishes};
use egui::{
    Area, Color32, Context, CornerRadius, Frame, Id, Key, Modifiers, Order, Pos2, Rect, Role, ScrollArea, Sense, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

/// Height of a row, in points.
const ROW_PX: f32 = 28.0;
/// Width of the list, in points.
const WIDTH_PX: f32 = 340.0;
/// So many rows are seen at once.
const ROWS_SEEN: f32 = 10.0;

/// An open list.
#[derive(Clone, Debug)]
pub struct Menu {
    title: String,
    at: Pos2,
    rows: Vec<Row>,
    active: usize,
    /// The row to bring into sight, because keys moved to it.
    moved: bool,
    /// The click that opened it is not one beside it.
    fresh: bool,
}

#[derive(Clone, Debug)]
struct Row {
    name: String,
    key: Pressed,
    swatch: Option<(Color32, Pattern)>,
    wish: Wish,
}

/// What can be pressed instead of choosing a row.
#[derive(Clone, Debug)]
pub enum Pressed {
    /// There is no key for it.
    Nothing,
    /// Always this one.
    Key(String),
    /// Whatever key the action has.
    Of(Action),
}

impl Pressed {
    fn text(&self, ctx: &egui::Context) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Key(key) => key.clone(),
            Self::Of(action) => Keymap::of(ctx).text(*action),
        }
    }
}

impl From<Action> for Pressed {
    fn from(action: Action) -> Self {
        Self::Of(action)
    }
}

impl From<String> for Pressed {
    fn from(key: String) -> Self {
        if key.is_empty() { Self::Nothing } else { Self::Key(key) }
    }
}

impl From<&str> for Pressed {
    fn from(key: &str) -> Self {
        key.to_owned().into()
    }
}

/// Whether a list stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stays {
    /// It does.
    Open,
    /// Something was chosen, or it was left.
    Closed,
}

impl Menu {
    /// A list without rows, at a place on the screen.
    #[must_use]
    pub fn new(title: impl Into<String>, at: Pos2) -> Self {
        Self { title: title.into(), at, rows: Vec::new(), active: 0, moved: false, fresh: true }
    }

    /// One more row: its name, its key if it has one, and what choosing it wishes for.
    #[must_use]
    pub fn row(mut self, name: impl Into<String>, key: impl Into<Pressed>, wish: Wish) -> Self {
        self.rows.push(Row { name: name.into(), key: key.into(), swatch: None, wish });
        self
    }

    /// One more row, with the colour and pattern of a code before its name.
    #[must_use]
    pub fn swatch_row(mut self, name: impl Into<String>, swatch: Option<(Color32, Pattern)>, wish: Wish) -> Self {
        self.rows.push(Row { name: name.into(), key: Pressed::Nothing, swatch, wish });
        self
    }

    /// Whether there is nothing to choose.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes the keys of the list, before anything else can.
    pub fn keys(&mut self, ctx: &Context, wishes: &mut Wishes) -> Stays {
        let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = self.rows.len().saturating_sub(1);
        let before = self.active;
        if pressed(Key::ArrowDown) {
            self.active = if before == last { 0 } else { before + 1 };
        }
        if pressed(Key::ArrowUp) {
            self.active = before.checked_sub(1).unwrap_or(last);
        }
        if pressed(Key::Home) {
            self.active = 0;
        }
        if pressed(Key::End) {
            self.active = last;
        }
        self.moved |= self.active != before;
        if pressed(Key::Enter) {
            return self.take(self.active, wishes);
        }
        if pressed(Key::Escape) { Stays::Closed } else { Stays::Open }
    }

    /// Draws the list.
    pub fn show(&mut self, ctx: &Context, wishes: &mut Wishes) -> Stays {
        let area = Area::new(Id::unique("menu")).order(Order::Foreground).fixed_pos(self.at).constrain(true);
        let mut clicked = None;
        let shown = area.show(ctx, |ui| {
            Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_width(WIDTH_PX.min(ctx.content_rect().width() - 32.0));
                ui.spacing_mut().item_spacing = Vec2::ZERO;
                self.head(ui);
                clicked = self.list(ui);
            });
        });
        if let Some(row) = clicked {
            return self.take(row, wishes);
        }
        let pointer = ctx.input(|input| {
            (input.pointer.any_pressed() || input.pointer.any_click()).then(|| input.pointer.interact_pos()).flatten()
        });
        let beside = pointer.is_some_and(|pos| !shown.response.rect.contains(pos));
        let fresh = std::mem::take(&mut self.fresh);
        let over = ctx.pointer_hover_pos().is_some_and(|pos| shown.response.rect.contains(pos));
        let scrolled = !over && ctx.input(|input| input.smooth_scroll_delta() != Vec2::ZERO);
        if (beside && !fresh) || scrolled { Stays::Closed } else { Stays::Open }
    }

    fn head(&self, ui: &mut Ui) {
        let title =
            line(ui, &self.title, &theme::small(), Palette::of(ui).weak, ui.available_width() - 2.0 * space::S);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_PX), Sense::hover());
        title.paint(ui.painter(), rect.left_center() + vec2(space::S, 0.0));
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &self.title));
    }

    fn list(&mut self, ui: &mut Ui) -> Option<usize> {
        let mut clicked = None;
        let mut area = ScrollArea::vertical().max_height(ROW_PX * ROWS_SEEN).auto_shrink([false, true]);
        if std::mem::take(&mut self.moved) {
            #[expect(clippy::cast_precision_loss, reason = "a list has far fewer than 2^24 rows")]
            let top = (self.active as f32 * ROW_PX - ROW_PX * (ROWS_SEEN / 2.0)).max(0.0);
            area = area.vertical_scroll_offset(top);
        }
        area.show_rows(ui, ROW_PX, self.rows.len(), |ui, range| {
            for number in range {
                if self.rows.get(number).is_some_and(|row| row.show(ui, number == self.active)) {
                    clicked = Some(number);
                }
            }
        });
        clicked
    }

    fn take(&self, row: usize, wishes: &mut Wishes) -> Stays {
        if let Some(row) = self.rows.get(row) {
            wishes.push(row.wish.clone());
        }
        Stays::Closed
    }
}

impl Row {
    fn show(&self, ui: &mut Ui, active: bool) -> bool {
        let palette = Palette::of(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_PX), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, active, &self.name));
        let painter = ui.painter();
        if active || response.hovered() {
            painter.rect_filled(rect, CornerRadius::same(theme::RADIUS), palette.hovered);
        }
        if active {
            // Not by a shade alone.
            let bar = Rect::from_min_size(rect.left_top() + vec2(0.0, 6.0), vec2(2.0, rect.height() - 12.0));
            painter.rect_filled(bar, CornerRadius::ZERO, palette.accent);
        }
        let middle = rect.center().y;
        let mut x = rect.left() + space::S;
        if let Some((colour, pattern)) = self.swatch {
            let square = Rect::from_center_size(pos2(x + 5.0, middle), vec2(10.0, 10.0));
            chip::paint_swatch(painter, square, colour, pattern);
            x += 18.0;
        }
        let key = line(ui, &self.key.text(ui.ctx()), &theme::small(), palette.weak, rect.width() * 0.4);
        let right = rect.right() - space::S - key.width;
        key.paint(painter, pos2(right, middle));
        line(ui, &self.name, &theme::body(), palette.text, right - x - space::S).paint(painter, pos2(x, middle));
        response.clicked()
    }
}
