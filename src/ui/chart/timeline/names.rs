//! The names of the lanes, at the left: a click lists the sentences of a lane, the sign before the name folds it.

use super::plot::Asked;
use super::scene::Scene;
use crate::base::number::thousands;
use crate::query::timeline::{LaneKey, Timeline};
use crate::ui::icons;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::button::focus_ring;
use crate::ui::widgets::chip;
use crate::ui::widgets::line::{line, lines};
use egui::{Align2, CornerRadius, Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use std::collections::BTreeSet;

/// Draws the names of the lanes in sight; `area` is where they stand.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene,
    (area, scroll): (Rect, f32),
    folded: &BTreeSet<LaneKey>,
) -> Option<Asked> {
    let timeline = &*scene.timeline;
    let palette = Palette::of(ui);
    let mut asked = None;
    for number in scene.lanes(scroll, scroll + area.height()) {
        let top = area.top() - scroll + scene.tops.get(number).copied().unwrap_or(0.0);
        let bottom = area.top() - scroll + scene.end(number);
        let rect = Rect::from_min_max(pos2(area.left(), top), pos2(area.right(), bottom));
        let clipped = rect.intersect(area);
        if clipped.height() < 4.0 {
            continue;
        }
        ui.painter().with_clip_rect(area).hline(area.x_range(), bottom, Stroke::new(1.0, palette.line));
        let is_folded = timeline.lanes.get(number).is_some_and(|lane| folded.contains(&lane.key));
        asked = one(ui, timeline, (number, is_folded), (rect, clipped)).or(asked);
    }
    asked
}

fn one(
    ui: &mut Ui,
    timeline: &Timeline,
    (number, is_folded): (usize, bool),
    (rect, clipped): (Rect, Rect),
) -> Option<Asked> {
    let lane = timeline.lanes.get(number)?;
    let palette = Palette::of(ui);
    // A name that has left its lane at the top stays in sight as long as the lane does.
    let top = rect.top().max(clipped.top()).min(rect.bottom() - 28.0).max(rect.top());
    let sign = Rect::from_min_size(pos2(rect.left(), top + 2.0), vec2(20.0, 24.0)).intersect(clipped);
    let name = Rect::from_min_max(pos2(sign.right(), clipped.top()), clipped.max);
    let fold = ui.interact(sign, Id::unique(("timeline-fold", number)), Sense::click());
    let verb = if is_folded { "Unfold" } else { "Fold" };
    fold.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{verb} the lane {}", lane.name)));
    let response = ui.interact(name, Id::unique(("timeline-lane", number)), Sense::click());
    let count = thousands(lane.items.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Lane {}: {count}", lane.name)));
    let painter = ui.painter().with_clip_rect(clipped);
    if response.hovered() {
        painter.rect_filled(name.shrink(1.0), CornerRadius::same(4), palette.hovered);
    }
    focus_ring(ui, &response);
    focus_ring(ui, &fold);
    let middle = top + 14.0;
    let caret = if is_folded { icons::CARET_DOWN } else { icons::CARET_UP };
    let weak = if fold.hovered() { palette.text } else { palette.weak };
    painter.text(pos2(sign.center().x, middle), Align2::CENTER_CENTER, caret, theme::icon(11.0), weak);
    let mut left = name.left() + 2.0;
    if let Some(colour) = lane.colour {
        let swatch = Rect::from_center_size(pos2(left + 5.0, middle), vec2(9.0, 9.0));
        chip::paint_swatch(&painter, swatch, theme::of_code(colour), lane.pattern);
        left += 16.0;
    }
    let counted = line(ui, &count, &theme::small(), palette.weak, 60.0);
    counted.paint(&painter, pos2(name.right() - 6.0 - counted.width, middle));
    let room = name.right() - left - counted.width - 14.0;
    // A high lane has room for a long name.
    let rows = if rect.height() > 44.0 { 2 } else { 1 };
    for (row, text) in (0_u8..).zip(lines(ui, &lane.name, &theme::small(), palette.text, room, rows).rows) {
        text.paint(&painter, pos2(left, middle + 15.0 * f32::from(row)));
    }
    if fold.on_hover_text(format!("{verb} this lane (C)")).clicked() {
        return Some(Asked::Fold(lane.key.clone()));
    }
    let said = format!("{}: {count}\nClick: the sentences", lane.name);
    let clicked = response.on_hover_text(said).clicked();
    clicked.then(|| Asked::Sentences(lane.name.clone(), timeline.events_of(lane)))
}
