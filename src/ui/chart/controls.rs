//! What the chart counts and how it is cut, as lists to choose from.

use crate::model::{Arranged, ChartSpec, DateRule, Drawn, SplitBy, Status, Step, Unit};
use egui::{ComboBox, Ui};

/// Draws the controls, from the right.
pub(super) fn show(ui: &mut Ui, spec: &mut ChartSpec) {
    let rule = |rule| match rule {
        DateRule::Strict => "strict dates",
        DateRule::Start => "by first day",
        DateRule::Proportional => "spread over days",
    };
    looks(ui, spec);
    choose(ui, "Imprecise dates", &mut spec.rule, &DateRule::ALL, |value| rule(value).to_owned());
    choose(ui, "Counted unit", &mut spec.unit, &Unit::ALL, |unit| unit.to_string());
    let splits: Vec<Option<SplitBy>> = std::iter::once(None).chain(SplitBy::ALL.map(Some)).collect();
    choose(ui, "Cut into", &mut spec.split, &splits, |split| {
        split.map_or_else(|| "in one piece".to_owned(), |split| format!("by {split}"))
    });
    choose(ui, "Width of a bar", &mut spec.by, &Step::ALL, |step| step.to_string());
    statuses(ui, spec);
}

/// A list to choose one value from; `name` is said to a screen reader and as a hint.
pub(super) fn choose<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    value: &mut T,
    all: &[T],
    text: impl Fn(T) -> String,
) {
    let combo = ComboBox::from_id_salt(name).selected_text(text(*value)).width(84.0);
    let response = combo.show_ui(ui, |ui| {
        for choice in all {
            ui.selectable_value(value, *choice, text(*choice));
        }
    });
    let label = format!("{name}: {}", text(*value));
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
    response.response.on_hover_text(name);
}

/// How the figures are drawn: bars or lines, and how their parts stand to each other.
fn looks(ui: &mut Ui, spec: &mut ChartSpec) {
    let text = match (spec.drawn, spec.arranged) {
        (Drawn::Bars, Arranged::Stacked) => "stacked",
        (Drawn::Bars, Arranged::Grouped) => "side by side",
        (Drawn::Bars, Arranged::Share) => "shares",
        (Drawn::Lines, Arranged::Share) => "lines of shares",
        (Drawn::Lines, _) => "lines",
    };
    let combo = ComboBox::from_id_salt("looks").selected_text(text).width(84.0);
    let response = combo.show_ui(ui, |ui| {
        for (drawn, arranged, text) in [
            (Drawn::Bars, Arranged::Stacked, "stacked bars"),
            (Drawn::Bars, Arranged::Grouped, "bars side by side"),
            (Drawn::Bars, Arranged::Share, "bars of shares in 100 %"),
            (Drawn::Lines, Arranged::Stacked, "lines"),
            (Drawn::Lines, Arranged::Share, "lines of shares in 100 %"),
        ] {
            if ui.selectable_label((spec.drawn, spec.arranged) == (drawn, arranged), text).clicked() {
                (spec.drawn, spec.arranged) = (drawn, arranged);
            }
        }
        ui.separator();
        ui.checkbox(&mut spec.denominator, "documents published, dotted");
    });
    let label = format!("Drawn as: {text}");
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
    response.response.on_hover_text("How the figures are drawn");
}

/// Which statuses are counted: what happened, unless somebody asks for others.
pub(super) fn statuses(ui: &mut Ui, spec: &mut ChartSpec) {
    let chosen = &mut spec.filter.statuses;
    let mut names = chosen.iter().map(ToString::to_string);
    let text = match (names.next(), names.next()) {
        (None, _) => "every status".to_owned(),
        (Some(one), None) => one,
        (Some(_), Some(_)) => format!("{} statuses", chosen.len()),
    };
    let combo = ComboBox::from_id_salt("statuses").selected_text(text).width(104.0);
    let response = combo.show_ui(ui, |ui| {
        for status in Status::ALL {
            let mut on = chosen.contains(&status);
            if ui.checkbox(&mut on, status.to_string()).changed() {
                if on {
                    chosen.insert(status);
                } else {
                    chosen.remove(&status);
                }
            }
        }
    });
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Statuses counted"));
    response.response.on_hover_text("Statuses counted");
}
