//! The tree of codes, kind by kind, with the number of their uses; below it the statuses, which are always the same.

use super::Codebook;
use super::asks::CodeAsk;
use crate::base::number::{counted, thousands};
use crate::model::{Code, CodeId, CodeKind, RecordId, Status};
use crate::ops::code::CodeChange;
use crate::project::Project;
use crate::query::codebook::{Listed, Uses, children, listed, siblings};
use crate::query::fold::has_words;
use crate::session::Command;
use crate::ui::ask::Ask;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::chip::paint_swatch;
use crate::ui::widgets::line::line;
use crate::ui::widgets::{button, row};
use egui::{
    Align2, Id, Key, Label, Modifiers, Rect, Response, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// A row of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The head of a kind, with the number of its codes that are shown.
    Kind(CodeKind, usize),
    /// A code.
    Code(Listed),
    /// The head of the statuses.
    Statuses,
    /// One of them.
    Status(Status),
}

/// Height of a row, in points.
const ROW: f32 = theme::ROW;

/// The id of a code's row, to give it the keyboard.
#[must_use]
pub fn row_id(code: CodeId) -> Id {
    Id::unique(("code-row", code))
}

/// All rows that fit what is looked for.
#[must_use]
pub fn rows(project: &Project, text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for kind in CodeKind::ALL {
        let codes = listed(project, kind, text);
        let fitting = codes.iter().filter(|code| code.fits).count();
        if fitting > 0 || text.trim().is_empty() {
            rows.push(Row::Kind(kind, fitting));
            rows.extend(codes.into_iter().map(Row::Code));
        }
    }
    let statuses = Status::ALL.into_iter().filter(|status| has_words(text, [&*status.to_string(), means(*status)]));
    let statuses: Vec<Row> = statuses.map(Row::Status).collect();
    if !statuses.is_empty() {
        rows.push(Row::Statuses);
        rows.extend(statuses);
    }
    rows
}

/// What a status says of an event.
#[must_use]
pub fn means(status: Status) -> &'static str {
    match status {
        Status::Happened => "It took place. Only such events are in the usual trend.",
        Status::Planned => "It is planned for later.",
        Status::HopedFor => "Somebody hopes for it; nobody has planned it yet.",
        Status::Ongoing => "It began and goes on.",
        Status::Denied => "Somebody says that it did not take place.",
        Status::Alleged => "Somebody says so, and nobody has shown it.",
        Status::Generic => "A general statement about many such events, none of them in particular.",
        Status::Aggregate => "A sum over many events (“over 200 since 2002”); never a point in a chart.",
        Status::State => "A state of affairs over a time, such as a period of tension; a background, not an act.",
    }
}

/// A status in the place of the form: it can be read and not changed.
pub fn explain(ui: &mut Ui, status: Status) {
    row::head(ui, &format!("Status: {status}"), None);
    ui.add(Label::new(RichText::new(means(status)).font(theme::body())).wrap());
    let weak = Palette::of(ui).weak;
    let text = "Every project has the same statuses, because charts count by them. They cannot be changed.";
    ui.add(Label::new(RichText::new(text).font(theme::small()).color(weak)).wrap());
}

impl Codebook {
    pub(super) fn tree(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
        let Some(rows) = self.rows.get() else { return };
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt("codebook-tree").auto_shrink(false);
        if self.reveal && !self.rows.is_running() {
            let at = rows.iter().position(|row| matches!(row, Row::Code(code) if Some(code.code) == self.chosen));
            if let Some(at) = at {
                #[expect(clippy::cast_precision_loss, reason = "a codebook has far fewer than 2^24 codes")]
                let top = (at as f32 * ROW - ui.available_height() / 2.0).max(0.0);
                area = area.vertical_scroll_offset(top);
                self.reveal = false;
            }
        }
        let mut taken = None;
        let (chosen, status) = (self.chosen, self.status);
        area.show_rows(ui, ROW, rows.len(), |ui, range| {
            for row in rows.get(range).unwrap_or_default() {
                match row {
                    Row::Kind(kind, count) => head(ui, view, *kind, *count, wishes),
                    Row::Statuses => title(ui, "Statuses", None),
                    Row::Status(shown) => {
                        let name = shown.to_string();
                        let id = Id::unique(("status-row", *shown));
                        let response = one(ui, id, 0, status == Some(*shown), ("Status", &name));
                        if response.clicked() || row::took_keyboard(&response) {
                            taken = Some(*row);
                        }
                    }
                    Row::Code(listed) => {
                        if code(ui, view, *listed, chosen == Some(listed.code) && status.is_none(), wishes) {
                            taken = Some(*row);
                        }
                    }
                }
            }
        });
        match taken {
            Some(Row::Code(listed)) => self.take(listed.code),
            Some(Row::Status(status)) => self.status = Some(status),
            _ => {}
        }
    }
}

fn title(ui: &mut Ui, name: &str, count: Option<usize>) {
    ui.allocate_ui(vec2(ui.available_width(), ROW), |ui| {
        ui.set_min_height(ROW);
        row::head(ui, name, count);
    });
}

/// The head of a kind, and the button for one more code of it.
fn head(ui: &mut Ui, view: View<'_>, kind: CodeKind, count: usize, wishes: &mut Wishes) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let mut inner =
        ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)));
    row::head(&mut inner, plural(kind), Some(count));
    inner.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let name = format!("New {kind}");
        if button::icon(ui, icons::PLUS, &name, "", view.session.read_only().is_none()).clicked() {
            wishes.push(Wish::AddCode(kind, None));
        }
    });
}

fn plural(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::EventType => "Event types",
        CodeKind::Area => "Areas",
        CodeKind::Role => "Roles",
        CodeKind::EntityKind => "Entity kinds",
        CodeKind::RelationKind => "Kinds of links",
    }
}

/// A row with its noun, which is not painted, and its name; what stands in it besides is painted by the caller.
fn one(ui: &mut Ui, id: Id, depth: usize, chosen: bool, (noun, name): (&str, &str)) -> Response {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    let said = format!("{noun}: {name}");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &said));
    row::background(ui, rect, chosen, &response);
    let palette = Palette::of(ui);
    let left = rect.left() + indent(depth) + 18.0;
    let text = line(ui, name, &theme::body(), palette.text, (rect.right() - 76.0 - left).max(20.0));
    text.paint(ui.painter(), pos2(left, rect.center().y));
    response
}

fn indent(depth: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a codebook has few levels")]
    let depth = depth as f32;
    space::S + space::M * depth
}

/// A code: swatch, name, key, uses. Says whether it was chosen.
fn code(ui: &mut Ui, view: View<'_>, listed: Listed, chosen: bool, wishes: &mut Wishes) -> bool {
    let Some(code) = view.project().codes().get(listed.code) else { return false };
    let response = one(ui, row_id(listed.code), listed.depth, chosen, ("Code", &code.name));
    let rect = response.rect;
    let middle = rect.center().y;
    let square = Rect::from_center_size(pos2(rect.left() + indent(listed.depth) + 5.0, middle), vec2(10.0, 10.0));
    paint_swatch(ui.painter(), square, theme::of_code(code.colour), code.pattern);
    let palette = Palette::of(ui);
    if let Some(key) = code.key {
        let at = pos2(rect.right() - 58.0, middle);
        ui.painter().text(at, Align2::CENTER_CENTER, key.to_uppercase(), theme::small(), palette.weak);
    }
    uses(ui, listed, code, rect, wishes);
    if response.has_focus() {
        keys(ui, view, listed.code, code, wishes);
    }
    response.clicked() || row::took_keyboard(&response)
}

/// The number of uses; a click opens what is behind it.
fn uses(ui: &mut Ui, listed: Listed, code: &Code, rect: Rect, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let place = Rect::from_min_max(pos2(rect.right() - 44.0, rect.top()), rect.right_bottom());
    if listed.uses == 0 {
        return;
    }
    let response = ui.interact(place, row_id(listed.code).with("uses"), Sense::click());
    let name = format!("{} of {}", counted(listed.uses, "use"), code.name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    button::focus_ring(ui, &response);
    let colour = if response.hovered() { palette.text } else { palette.accent };
    let at = pos2(place.right() - space::S, place.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, thousands(listed.uses), theme::small(), colour);
    if response.on_hover_text("Show what is behind this number").clicked() {
        wishes.push(Wish::Uses(listed.code));
    }
}

/// What can be done with the code whose row has the keyboard.
fn keys(ui: &Ui, view: View<'_>, id: CodeId, code: &Code, wishes: &mut Wishes) {
    if view.session.read_only().is_some() {
        return;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::ALT, Key::ArrowUp) {
        step(view, id, Step::Up).into_iter().for_each(|command| wishes.command(command));
    } else if pressed(Modifiers::ALT, Key::ArrowDown) {
        step(view, id, Step::Down).into_iter().for_each(|command| wishes.command(command));
    } else if pressed(Modifiers::ALT, Key::ArrowRight) {
        indented(view, id).into_iter().for_each(|command| wishes.command(command));
    } else if pressed(Modifiers::ALT, Key::ArrowLeft) {
        outdented(view, id, code).into_iter().for_each(|command| wishes.command(command));
    } else if pressed(Modifiers::NONE, Key::Delete) {
        wishes.push(delete(view, id));
    }
}

/// Which way a code goes among its siblings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One place up.
    Up,
    /// One place down.
    Down,
}

/// The command that moves a code by one place; `None` if it stands at the end already.
#[must_use]
pub fn step(view: View<'_>, id: CodeId, step: Step) -> Option<Command> {
    let mut codes = siblings(view.project(), id);
    let at = codes.iter().position(|code| *code == id)?;
    let to = match step {
        Step::Up => at.checked_sub(1)?,
        Step::Down => Some(at + 1).filter(|to| *to < codes.len())?,
    };
    codes.swap(at, to);
    let under = view.project().codes().get(id)?.parent;
    Some(Command::OrderCodes { under, codes })
}

/// The command that puts a code under the sibling before it.
fn indented(view: View<'_>, id: CodeId) -> Option<Command> {
    let codes = siblings(view.project(), id);
    let at = codes.iter().position(|code| *code == id)?;
    let parent = *codes.get(at.checked_sub(1)?)?;
    Some(Command::ChangeCode { code: id, changes: vec![CodeChange::Parent(Some(parent))] })
}

/// The command that puts a code behind the one under which it stands.
fn outdented(view: View<'_>, id: CodeId, code: &Code) -> Option<Command> {
    let parent = code.parent?;
    let under = view.project().codes().get(parent)?.parent;
    let mut codes = children(view.project(), code.kind, under);
    let at = codes.iter().position(|other| *other == parent)?;
    codes.insert(at + 1, id);
    Some(Command::OrderCodes { under, codes })
}

/// Deletes a code that nothing uses; else asks where the uses go.
#[must_use]
pub fn delete(view: View<'_>, id: CodeId) -> Wish {
    let uses = Uses::of(view.project(), id);
    if uses.count() + uses.codes.len() == 0 {
        return Wish::Do(Command::DeleteCode { code: id, uses_to: None });
    }
    Wish::Ask(Ask::Codebook(CodeAsk::UsesOf(id)))
}

/// Shows a code in the tree.
#[must_use]
pub fn shown(id: CodeId) -> Wish {
    Wish::Show(RecordId::Code(id))
}
