//! The bar at the top: what is open, whether it is saved, the way to everything.

use super::action::Action;
use super::icons;
use super::keys::Keymap;
use super::theme::{self, Palette, space};
use super::view::{View, Wishes};
use super::widgets::{button, chip, line::line};
use crate::query::blind::Hidden;
use egui::{
    Align, Align2, CornerRadius, Layout, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// Draws the bar.
pub fn show(ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
    let whole = ui.max_rect();
    let field = field_of(whole, view);
    ui.horizontal_centered(|ui| {
        ui.add_space(space::XS);
        // While somebody codes blind a small window, or a large zoom, lets go of the program's name first, then of the
        // end of the project's.
        if whole.width() >= WIDE || !view.session.is_blind() {
            ui.label(RichText::new("Entente").font(theme::section()));
        }
        let chip = if view.session.is_blind() { BLIND } else { 0.0 };
        let end = field.map_or(whole.right() - BUTTONS, |field| field.left() - DOT);
        let room = end - chip - ui.cursor().left();
        name(ui, view, room);
        blind(ui, view, wishes);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let session = view.session;
            let open = view.session.read_only().is_none();
            button::action(ui, Action::Keys, true, wishes);
            theme_button(ui, wishes);
            button::action(ui, Action::ToggleInspector, true, wishes);
            button::action(ui, Action::ToggleLower, true, wishes);
            button::action(ui, Action::ToggleLibrary, true, wishes);
            ui.add_space(space::S);
            button::action(ui, Action::Save, open && view.session.unsaved() > 0 && !view.session.is_saving(), wishes);
            undo(ui, Action::Redo, session.next_redo().map(|tx| tx.title.as_str()), open, wishes);
            undo(ui, Action::Undo, session.next_undo().map(|tx| tx.title.as_str()), open, wishes);
            button::action(ui, Action::Open, true, wishes);
        });
    });
    if let Some(rect) = field {
        command_field(ui, rect, wishes);
    }
}

/// A window so wide has room for the name of the program, in points.
const WIDE: f32 = 640.0;
/// What the buttons at the right take, with a mark of what is not saved; and what the chip of blind coding takes.
const BUTTONS: f32 = 352.0;
const BLIND: f32 = 124.0;
/// What the mark of what is not saved takes, or the words “read-only”.
const DOT: f32 = 72.0;

fn name(ui: &mut Ui, view: View<'_>, room: f32) {
    let palette = Palette::of(ui);
    let path = view.session.path();
    let name = path.and_then(|path| path.file_stem()).map(|stem| stem.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let text = line(ui, &name, &theme::body(), palette.weak, room.max(24.0));
    let (rect, response) = ui.allocate_exact_size(vec2(text.width, theme::CONTROL), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    text.paint(ui.painter(), rect.left_center());
    if let Some(path) = path {
        response.on_hover_text(path.display().to_string());
    }
    let unsaved = view.session.unsaved();
    if let Some(reason) = view.session.read_only() {
        ui.label(RichText::new("read-only").font(theme::small()).color(palette.warn)).on_hover_text(reason);
    } else if view.session.is_saving() {
        ui.label(RichText::new("saving…").font(theme::small()).color(palette.weak));
    } else if unsaved > 0 {
        let (rect, response) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
        ui.painter().circle_filled(rect.center(), 4.0, palette.accent);
        let said = format!("{unsaved} changes since the file was saved; each is in the log already");
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        response.on_hover_text(&said);
    }
}

/// That what others coded is hidden is always said, and in words.
fn blind(ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) {
    let Some(hidden) = view.session.hidden() else { return };
    ui.add_space(space::XS);
    let key = Keymap::of(ui.ctx()).text(Action::CodeBlind);
    let response =
        chip::sign(ui, Action::CodeBlind.icon(), "Coding blind", "Coding blind: what others coded is hidden");
    let about = blind_words(hidden, &view.settings.coder);
    let response = response.on_hover_ui(|ui| {
        ui.set_max_width(360.0);
        ui.label(&about);
        button::tooltip(ui, "Show what others coded…", &key);
    });
    if response.clicked() {
        wishes.act(Action::CodeBlind);
    }
}

/// How many marks others made is not said: that alone would tell somebody to look for more, or for less.
fn blind_words(hidden: &Hidden, me: &str) -> String {
    let people = match hidden.people.len() {
        0 => "Nobody else has coded here yet".to_owned(),
        1 => "The marks and events of 1 other person are hidden".to_owned(),
        many => format!("The marks and events of {many} other people are hidden"),
    };
    format!(
        "{people}. Lists, charts, search, suggestions and exports have only what {me} coded. Documents, entities and the \
         codebook are everybody's. The file keeps everything."
    )
}

fn undo(ui: &mut Ui, action: Action, title: Option<&str>, open: bool, wishes: &mut Wishes) {
    let name = title.map_or_else(|| action.label().to_owned(), |title| format!("{}: {title}", action.label()));
    let key = Keymap::of(ui.ctx()).text(action);
    let response = button::icon(ui, action.icon(), &name, &key, open && title.is_some());
    if response.clicked() {
        wishes.act(action);
    }
}

fn theme_button(ui: &mut Ui, wishes: &mut Wishes) {
    let icon = if ui.visuals().dark_mode { icons::SUN } else { icons::MOON };
    let action = Action::ToggleTheme;
    let key = Keymap::of(ui.ctx()).text(action);
    if button::icon(ui, icon, action.label(), &key, true).clicked() {
        wishes.act(action);
    }
}

/// Where the field in the middle stands, if there is room for it.
fn field_of(whole: Rect, view: View<'_>) -> Option<Rect> {
    let chip = if view.session.is_blind() { BLIND } else { 0.0 };
    let width = (whole.width() - WIDE - chip).clamp(0.0, 420.0);
    (width >= 160.0).then(|| Rect::from_center_size(whole.center(), vec2(width, theme::CONTROL)))
}

/// What looks like a field in the middle and opens the palette.
fn command_field(ui: &mut Ui, rect: Rect, wishes: &mut Wishes) {
    let palette = Palette::of(ui);
    let response = ui.interact(rect, egui::Id::unique("command-field"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, Action::Palette.label()));
    let edge = if response.hovered() || response.has_focus() { palette.edge } else { palette.line };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(theme::RADIUS), palette.raised, Stroke::new(1.0, edge), StrokeKind::Inside);
    let middle = rect.center().y;
    painter.text(
        pos2(rect.left() + 18.0, middle),
        Align2::CENTER_CENTER,
        icons::MAGNIFYING_GLASS,
        theme::icon(14.0),
        palette.weak,
    );
    painter.text(
        pos2(rect.left() + 34.0, middle),
        Align2::LEFT_CENTER,
        Action::Palette.label(),
        theme::body(),
        palette.weak,
    );
    painter.text(
        pos2(rect.right() - 10.0, middle),
        Align2::RIGHT_CENTER,
        Keymap::of(ui.ctx()).text(Action::Palette),
        theme::small(),
        palette.weak,
    );
    button::focus_ring(ui, &response);
    if response.clicked() {
        wishes.act(Action::Palette);
    }
}
