//! Where the panels are: bar above, status below, charts and lists above it, documents left, details right, and the
//! article in the middle, which is the brightest place.

use super::{Workbench, view};
use crate::session::settings::Panels;
use crate::ui::lower::Tab;
use crate::ui::theme::Palette;
use crate::ui::{inspector, status, topbar};
use egui::{CentralPanel, Frame, Margin, Panel, Stroke, Ui, UiBuilder, Vec2, vec2};

impl Workbench {
    /// Draws everything; wishes are collected. A panel's range comes after its default size, which would widen it.
    pub(super) fn lay_out(&mut self, ui: &mut Ui) {
        let palette = Palette::of(ui);
        let panel = Frame::new().fill(palette.panel);
        self.bars(ui, panel);
        self.banner(ui);
        self.propose(ui);
        let mut panels = self.settings.panels;
        let room = Room::of(ui.available_size(), panels);
        let dragging = ui.input(|input| input.pointer.any_down());
        if let Some(most) = room.lower {
            let size = Size::of(panels.lower_height, LOWER, most, dragging);
            let lower = Panel::bottom("lower").resizable(true);
            let lower = lower.default_size(size.now).size_range(size.range());
            let shown = lower.frame(panel).show(ui, |ui| {
                let view = view(&self.session, &self.settings, &self.suggested);
                held(ui, |ui| self.lower.show(ui, view, &mut self.wishes));
            });
            size.keep(shown.response.rect.height(), &mut panels.lower_height);
        }
        let is_whole = panels.lower && panels.lower_is_whole;
        if let Some(most) = room.library {
            let size = Size::of(panels.library_width, LIBRARY, most, dragging);
            let library = Panel::left("library").resizable(true);
            let library = library.default_size(size.now).size_range(size.range());
            let shown = library.frame(panel).show(ui, |ui| {
                let view = view(&self.session, &self.settings, &self.suggested);
                held(ui, |ui| self.library.show(ui, view, self.lower.period(), &mut self.wishes));
            });
            size.keep(shown.response.rect.width(), &mut panels.library_width);
        }
        if let Some(most) = room.inspector {
            let size = Size::of(panels.inspector_width, INSPECTOR, most, dragging);
            let details = Panel::right("inspector").resizable(true);
            let details = details.default_size(size.now).size_range(size.range());
            let mut ask = None;
            let shown = details.frame(panel).show(ui, |ui| {
                let view = view(&self.session, &self.settings, &self.suggested);
                held(ui, |ui| inspector::show(ui, view, &mut self.wishes, &mut ask));
            });
            size.keep(shown.response.rect.width(), &mut panels.inspector_width);
            if let Some(ask) = ask {
                self.ask(ask);
            }
        }
        self.settings.panels = panels;
        let ground = Frame::new().fill(if is_whole { palette.panel } else { palette.ground });
        CentralPanel::default().frame(ground).show(ui, |ui| {
            if is_whole {
                let view = view(&self.session, &self.settings, &self.suggested);
                return held(ui, |ui| self.lower.show(ui, view, &mut self.wishes));
            }
            self.article.show(ui, view(&self.session, &self.settings, &self.suggested), &mut self.wishes);
        });
        drop_target(ui);
    }

    /// What was found in the open article is shown in it, and after an import in the list.
    fn propose(&mut self, ui: &Ui) {
        let view = view(&self.session, &self.settings, &self.suggested);
        self.lower.found.refresh(ui.ctx(), view);
        let open = self.session.selection.document.filter(|_| self.settings.suggestions);
        let zones = open.map(|document| self.lower.found.zones_of(document)).unwrap_or_default();
        self.article.propose(zones.iter().map(|(_, zone)| zone.clone()).collect());
        if self.lower.found.has_news(view) {
            self.lower.tab = Tab::Found;
            self.settings.panels.lower = true;
        }
    }

    /// In a low window, or a large zoom, gives the lists all the room: for what is read there and not in the article.
    pub(super) fn give_room(&mut self, ctx: &egui::Context) {
        if ctx.content_rect().height() < LOW {
            self.settings.panels.lower_is_whole = true;
        }
    }

    fn bars(&mut self, ui: &mut Ui, panel: Frame) {
        let bar = panel.inner_margin(Margin::symmetric(8, 0));
        Panel::top("bar").exact_size(40.0).frame(bar).show(ui, |ui| {
            topbar::show(ui, view(&self.session, &self.settings, &self.suggested), &mut self.wishes);
        });
        Panel::bottom("status").exact_size(24.0).frame(panel).show(ui, |ui| {
            let view = view(&self.session, &self.settings, &self.suggested);
            let notice = self.problem.as_ref().or(self.notice.as_ref());
            let read = status::show(ui, view, notice, &self.jobs.doing, &mut self.wishes);
            if read {
                self.problem = None;
            }
        });
    }
}

/// The least that the article gets, and the least and the most of each panel, in points.
const ARTICLE: Vec2 = vec2(240.0, 228.0);
const LOWER: f32 = 120.0;
const MOST_LOWER: f32 = 720.0;
/// A window of less height has no room for both the article and what is read in lists, in points.
const LOW: f32 = 560.0;
/// The least width of charts and lists beside the details where they have the room of all else.
const WHOLE: f32 = 640.0;
const LIBRARY: f32 = 180.0;
const MOST_LIBRARY: f32 = 480.0;
const INSPECTOR: f32 = 260.0;
const MOST_INSPECTOR: f32 = 560.0;

/// Draws into exactly the room that there is: what is larger is cut and moves nothing else.
fn held(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let rect = ui.available_rect_before_wrap();
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect));
    child.shrink_clip_rect(rect);
    content(&mut child);
    ui.advance_cursor_after_rect(rect);
}

/// How large a panel is to be. A window that is too small for what somebody chose squeezes it; when there is room
/// again it has the chosen size again. Only a drag changes what was chosen.
struct Size {
    now: f32,
    least: f32,
    most: f32,
    dragging: bool,
}

impl Size {
    fn of(chosen: f32, least: f32, most: f32, dragging: bool) -> Self {
        Self { now: chosen.clamp(least, most), least, most, dragging }
    }

    fn range(&self) -> std::ops::RangeInclusive<f32> {
        if self.dragging { self.least..=self.most } else { self.now..=self.now }
    }

    fn keep(&self, shown: f32, chosen: &mut f32) {
        if self.dragging && (shown - self.now).abs() > 0.5 {
            *chosen = shown;
        }
    }
}

/// How large each open panel may be; `None` if it is closed or there is no room for it.
struct Room {
    lower: Option<f32>,
    library: Option<f32>,
    inspector: Option<f32>,
}

impl Room {
    /// The article comes first, then the details, then the documents: a small window, or a large zoom, leaves out
    /// what would cover it. Which panels are open stays as it was chosen.
    fn of(all: Vec2, panels: Panels) -> Self {
        let fits = |open: bool, room: f32, least: f32, most: f32| (open && room >= least).then_some(room.min(most));
        if panels.lower && panels.lower_is_whole {
            let inspector = fits(panels.inspector, all.x - WHOLE, INSPECTOR, MOST_INSPECTOR);
            return Self { lower: None, library: None, inspector };
        }
        let lower = fits(panels.lower, all.y - ARTICLE.y, LOWER, MOST_LOWER);
        let beside = all.x - ARTICLE.x;
        let inspector_fits = panels.inspector && beside >= INSPECTOR;
        let least_inspector = if inspector_fits { INSPECTOR } else { 0.0 };
        let library = fits(panels.library, beside - least_inspector, LIBRARY, MOST_LIBRARY);
        let taken = library.map_or(0.0, |most| panels.library_width.clamp(LIBRARY, most));
        let inspector = fits(panels.inspector, beside - taken, INSPECTOR, MOST_INSPECTOR);
        Self { lower, library, inspector }
    }
}

/// While files hang over the window: says what letting go does.
fn drop_target(ui: &Ui) {
    let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
    if !hovering {
        return;
    }
    let palette = Palette::of(ui);
    let rect = ui.ctx().content_rect().shrink(8.0);
    let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop")));
    painter.rect(
        rect,
        10.0,
        palette.panel.gamma_multiply(0.9),
        Stroke::new(2.0, palette.accent),
        egui::StrokeKind::Inside,
    );
    let font = crate::ui::theme::title();
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, "Drop to import articles", font, palette.text);
}
