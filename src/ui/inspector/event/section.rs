//! Parts of the form that are used rarely: closed to a head with a count, and open or closed as somebody left them.

use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::button::focus_ring;
use egui::{Id, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

/// A head that opens and closes what stands below it. `count`: how much there is inside, 0 for nothing.
pub fn section(ui: &mut Ui, title: &'static str, count: usize, content: impl FnOnce(&mut Ui)) {
    let key = Id::unique(("event-section", title));
    let mut is_open = ui.data(|data| data.get_temp::<bool>(key)).unwrap_or(false);
    if head(ui, title, count, is_open) {
        is_open = !is_open;
        ui.data_mut(|data| data.insert_temp(key, is_open));
    }
    if is_open {
        content(ui);
    }
}

fn head(ui: &mut Ui, title: &str, count: usize, is_open: bool) -> bool {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::CONTROL), Sense::click());
    let state = if is_open { "open" } else { "closed" };
    let name = if count == 0 { format!("{title}, {state}") } else { format!("{title} {count}, {state}") };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &name));
    if response.hovered() {
        ui.painter().rect_filled(rect, theme::RADIUS, palette.hovered);
    }
    focus_ring(ui, &response);
    let middle = pos2(rect.left() + space::XS + 4.0, rect.center().y);
    let arrow = if is_open {
        [vec2(-4.0, -2.0), vec2(4.0, -2.0), vec2(0.0, 3.0)]
    } else {
        [vec2(-2.0, -4.0), vec2(3.0, 0.0), vec2(-2.0, 4.0)]
    };
    let corners = arrow.map(|corner| middle + corner).to_vec();
    ui.painter().add(Shape::convex_polygon(corners, palette.weak, Stroke::NONE));
    let painter = ui.painter();
    let text = painter.layout_no_wrap(title.to_owned(), theme::section(), palette.text);
    let left = rect.left() + space::L;
    let right = left + text.size().x + 6.0;
    painter.galley(pos2(left, rect.center().y - text.size().y / 2.0), text, palette.text);
    if count > 0 {
        let number = painter.layout_no_wrap(count.to_string(), theme::small(), palette.weak);
        painter.galley(pos2(right, rect.center().y - number.size().y / 2.0), number, palette.weak);
    }
    response.clicked()
}
