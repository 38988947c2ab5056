//! The strip above an article of which some lines may not be the article: it names the first of them, leaves it out or
//! keeps it. The lines themselves have a dashed rule beside them.
//!
//! Enter on the strip leaves the lines out, Delete keeps them.

use crate::model::DocumentId;
use crate::query::suggest::cleaning::not_a_zone;
use crate::query::suggest::zones::Proposal;
use crate::session::findings::part;
use crate::session::{Command, NewZone};
use crate::ui::theme::{Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::button;
use egui::{Key, Label, Modifiers, RichText, Sense, Ui, UiBuilder, vec2};

/// Height of the strip, and of the text and it for the strip to be shown, in points.
const HEIGHT_PX: f32 = 36.0;
const LEAST_HEIGHT_PX: f32 = 200.0;

/// Of the first line so many code points are shown.
const MOST_CHARS: usize = 60;

/// Draws the strip, if there is anything to decide.
pub fn strip(ui: &mut Ui, view: View<'_>, id: DocumentId, proposed: &[Proposal], wishes: &mut Wishes) {
    let Some(first) = proposed.first().filter(|_| view.session.read_only().is_none()) else { return };
    // In a low window the text needs the height more.
    if ui.available_height() < LEAST_HEIGHT_PX {
        return;
    }
    let palette = Palette::of(ui);
    let above = ui.available_rect_before_wrap();
    let (strip, _) = ui.allocate_exact_size(vec2(above.width(), HEIGHT_PX), Sense::hover());
    ui.painter().rect_filled(strip, 0.0, palette.panel);
    // What is wider than the window is cut; it must not push the text to the side.
    let mut child = ui.new_child(UiBuilder::new().max_rect(strip.shrink2(vec2(space::M, space::XS))));
    child.shrink_clip_rect(strip);
    child.scope(|ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let more = if proposed.len() > 1 { format!(" · {} more", proposed.len() - 1) } else { String::new() };
            ui.label(RichText::new(format!("Not part of the article?{more}")).color(palette.weak));
            let out = button::words(ui, "Leave out", false).on_hover_text("Enter");
            let keep = button::words(ui, "Keep", false).on_hover_text("Delete");
            let focused = out.has_focus() || keep.has_focus();
            let deleted = focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete));
            if out.clicked() {
                let zone = part(first).map(|part| NewZone { document: id, part });
                wishes.command(Command::AddZones(zone.into_iter().collect()));
            }
            if keep.clicked() || deleted {
                let about = vec![not_a_zone(view.project(), id, first)];
                wishes.command(Command::Decline { about, reason: String::new() });
            }
            let words = first.span.text(view.project().text(id)).unwrap_or_default();
            let line = words.lines().next().unwrap_or_default();
            let short: String = line.chars().take(MOST_CHARS).collect();
            let cut = if short.len() < line.len() { "…" } else { "" };
            let link = button::link(ui, &format!("{}{cut}", short.trim_end()));
            // Said here as well: in a narrow window there is no room for it beside.
            if link.on_hover_text(&first.because).clicked() {
                wishes.push(Wish::Jump(id, first.span));
            }
            ui.add(Label::new(RichText::new(&first.because).color(palette.weak)).truncate());
        });
    });
}
