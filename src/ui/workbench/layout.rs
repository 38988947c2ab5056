//! Where the panels are: bar above, status below, charts and lists above it, documents left, details right, and the
//! article in the middle, which is the brightest place.

use super::{Workbench, view};
use crate::ui::theme::Palette;
use crate::ui::{inspector, status, topbar};
use egui::{CentralPanel, Frame, Margin, Panel, Stroke, Ui};

impl Workbench {
    /// Draws everything; wishes are collected.
    pub(super) fn lay_out(&mut self, ui: &mut Ui) {
        let palette = Palette::of(ui);
        let panel = Frame::new().fill(palette.panel);
        self.bars(ui, panel);
        let mut panels = self.settings.panels;
        if panels.lower {
            let lower =
                Panel::bottom("lower").resizable(true).size_range(120.0..=720.0).default_size(panels.lower_height);
            let shown = lower.frame(panel).show(ui, |ui| {
                ui.set_min_size(ui.available_size());
                self.lower.show(ui, view(&self.session, &self.settings), &mut self.wishes);
            });
            panels.lower_height = shown.response.rect.height();
        }
        if panels.library {
            let library =
                Panel::left("library").resizable(true).size_range(180.0..=480.0).default_size(panels.library_width);
            let shown = library.frame(panel).show(ui, |ui| {
                ui.set_min_size(ui.available_size());
                self.library.show(ui, view(&self.session, &self.settings), &mut self.wishes);
            });
            panels.library_width = shown.response.rect.width();
        }
        if panels.inspector {
            let details = Panel::right("inspector")
                .resizable(true)
                .size_range(260.0..=560.0)
                .default_size(panels.inspector_width);
            let mut ask = None;
            let shown = details.frame(panel).show(ui, |ui| {
                ui.set_min_size(ui.available_size());
                inspector::show(ui, view(&self.session, &self.settings), &mut self.wishes, &mut ask);
            });
            panels.inspector_width = shown.response.rect.width();
            if let Some(ask) = ask {
                self.ask(ask);
            }
        }
        self.settings.panels = panels;
        CentralPanel::default().frame(Frame::new().fill(palette.ground)).show(ui, |ui| {
            self.article.show(ui, view(&self.session, &self.settings), &mut self.wishes);
        });
        drop_target(ui);
    }

    fn bars(&mut self, ui: &mut Ui, panel: Frame) {
        let bar = panel.inner_margin(Margin::symmetric(8, 0));
        Panel::top("bar").exact_size(40.0).frame(bar).show(ui, |ui| {
            topbar::show(ui, view(&self.session, &self.settings), &mut self.wishes);
        });
        Panel::bottom("status").exact_size(24.0).frame(panel).show(ui, |ui| {
            let view = view(&self.session, &self.settings);
            let read = status::show(ui, view, self.notice.as_ref(), &self.jobs.doing, &mut self.wishes);
            if read {
                self.notice = None;
            }
        });
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
