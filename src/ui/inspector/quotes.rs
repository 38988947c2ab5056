//! The sentences that prove something, with outlet and date, and names with what stands around them; a click goes to
//! the place.

use super::split;
use crate::base::number::thousands;
use crate::model::{Mark, MarkId, RecordId};
use crate::query::concordance::reads_right_to_left;
use crate::query::registry;
use crate::query::search::Context;
use crate::session::Command;
use crate::ui::ask::Ask;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::line::lines;
use crate::ui::widgets::{button, row};
use egui::text::{LayoutJob, TextFormat};
use egui::{CornerRadius, Frame, Label, Margin, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2};
use std::collections::BTreeSet;

/// So many quotes stand under each other; what has more is leafed through.
const PAGE: usize = 25;
/// Characters (code points) on each side of a name.
const CONTEXT_CHARS: usize = 60;
/// Rows that a name in a right-to-left text has with what stands around it, and the height of one in points.
const MOST_ROWS: usize = 4;
const ROW_PX: f32 = 20.0;

/// The marks of a record, of which there may be any number.
pub struct Quotes<M> {
    /// What they are: “Evidence”.
    pub title: &'static str,
    /// Whose they are.
    pub of: RecordId,
    /// How many there are.
    pub count: usize,
    /// The marks, in order; no more of them are looked at than are shown.
    pub marks: M,
}

impl<M: Iterator<Item = MarkId>> Quotes<M> {
    /// A page of marks as quotes, and the way to the other pages.
    pub fn show(self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
        let key = egui::Id::unique(("quotes-page", self.of));
        let last = self.count.saturating_sub(1) / PAGE;
        let mut page = ui.data(|data| data.get_temp::<usize>(key)).unwrap_or(0).min(last);
        row::head(ui, self.title, Some(self.count));
        if last > 0 {
            leaf(ui, &mut page, self.count, PAGE, "Quotes");
            ui.data_mut(|data| data.insert_temp(key, page));
        }
        let shown: Vec<MarkId> = self.marks.skip(page * PAGE).take(PAGE).collect();
        let again = matches!(self.of, RecordId::Event(_)).then(|| said_again(view, &shown)).unwrap_or_default();
        for mark in shown {
            split::tick(ui, view, self.of, mark);
            quote(ui, view, (mark, self.of), again.contains(&mark), wishes, ask);
        }
        split::offer(ui, view, self.of, self.count, wishes);
    }
}

/// “26–50 of 5,000”, with a button on either side; `what` is what is leafed through: “Quotes”.
pub fn leaf(ui: &mut Ui, page: &mut usize, count: usize, per_page: usize, what: &str) {
    let (first, last) = (*page * per_page + 1, ((*page + 1) * per_page).min(count));
    ui.horizontal(|ui| {
        let (before, after) = (*page > 0, last < count);
        if button::icon(ui, icons::CARET_UP, &format!("{what} before these"), "", before).clicked() && before {
            *page -= 1;
        }
        if button::icon(ui, icons::CARET_DOWN, &format!("{what} after these"), "", after).clicked() && after {
            *page += 1;
        }
        let text = format!("{}–{} of {}", thousands(first), thousands(last), thousands(count));
        ui.label(RichText::new(text).font(theme::small()).color(Palette::of(ui).weak));
    });
}

/// The marks whose words stand in their document before, too: a paragraph that was printed twice reports nothing twice.
fn said_again(view: View<'_>, marks: &[MarkId]) -> BTreeSet<MarkId> {
    let mut seen = BTreeSet::new();
    let mut repeats = |mark: &Mark| !seen.insert((mark.document, mark.quote.split_whitespace().collect::<String>()));
    let rows = marks.iter().filter_map(|id| Some((*id, view.project().marks().get(*id)?)));
    rows.filter(|(_, mark)| repeats(mark)).map(|(id, _)| id).collect()
}

fn quote(
    ui: &mut Ui,
    view: View<'_>,
    (id, of): (MarkId, RecordId),
    again: bool,
    wishes: &mut Wishes,
    ask: &mut Option<Ask>,
) {
    let Some(mark) = view.project().marks().get(id) else { return };
    let palette = Palette::of(ui);
    let chosen = view.session.selection.mark == Some(id);
    let edge = if chosen { palette.accent } else { palette.line };
    let frame = Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(10, 8));
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::XS;
        if matches!(of, RecordId::Entity(_)) {
            // A name alone says little.
            in_context(ui, view, mark);
        } else {
            let quote = format!("“{}”", shortened(&mark.quote));
            ui.add(Label::new(RichText::new(quote).font(theme::quote())).wrap().selectable(false));
        }
        let again = if again { " · the same words again in this article" } else { "" };
        ui.label(RichText::new(source(view, id) + again).font(theme::small()).color(palette.weak));
    });
    let response = ui.interact(inner.response.rect, egui::Id::unique(("quote", id)), Sense::click());
    let name = format!("Evidence: {}", mark.quote);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    button::focus_ring(ui, &response);
    if response.clicked() {
        wishes.push(Wish::GoToMark(id));
    }
    response
        .on_hover_text("Go to this place in the article")
        .context_menu(|ui| menu(ui, view, (id, of), wishes, ask));
}

/// The words in the colour of text, what stands around them weakly; from the right where they are read so.
fn in_context(ui: &mut Ui, view: View<'_>, mark: &Mark) {
    let palette = Palette::of(ui);
    let Context { before, words, after } = registry::in_context(view.project(), mark, CONTEXT_CHARS);
    let cut = |text: &str| if text.chars().count() < CONTEXT_CHARS { "" } else { "…" };
    let (begin, words, end) =
        (format!("{}{before}", cut(before)), shortened(words), format!("{after}{}", cut(after)));
    if reads_right_to_left(&words) {
        let rows =
            lines(ui, &(begin + &words + &end), &theme::quote(), palette.text, ui.available_width(), MOST_ROWS);
        for row in rows.rows {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_PX), Sense::hover());
            row.paint(ui.painter(), rect.right_center() - vec2(row.width, 0.0));
        }
        return;
    }
    let mut job = LayoutJob::default();
    for (text, colour) in [(begin, palette.weak), (words, palette.text), (end, palette.weak)] {
        job.append(&text, 0.0, TextFormat::simple(theme::quote(), colour));
    }
    ui.add(Label::new(job).wrap().selectable(false));
}

fn menu(ui: &mut Ui, view: View<'_>, (id, of): (MarkId, RecordId), wishes: &mut Wishes, ask: &mut Option<Ask>) {
    if ui.button("Evidence of another event…").clicked() {
        *ask = Some(Ask::AttachTo(Some(id)));
        ui.close();
    }
    let off = match of {
        RecordId::Event(_) => "Split off into an event of its own",
        _ => "Split off into an entity of its own",
    };
    if matches!(of, RecordId::Event(_) | RecordId::Entity(_)) && ui.button(off).clicked() {
        split::command(view, of, &[id].into()).into_iter().for_each(|command| wishes.command(command));
        ui.close();
    }
    if ui.button("Change the code…").clicked() {
        *ask = Some(Ask::MarkCode(id));
        ui.close();
    }
    if ui.button("Details of the mark").clicked() {
        wishes.push(Wish::Show(RecordId::Mark(id)));
        ui.close();
    }
    ui.separator();
    if ui.button("Delete the mark").clicked() {
        wishes.command(Command::Delete(vec![RecordId::Mark(id)]));
        ui.close();
    }
}

/// “The Daily Strait · 10 March 2025”, and whether the analyst holds it to be wrong.
pub fn source(view: View<'_>, id: MarkId) -> String {
    let mark = view.project().marks().get(id);
    let Some(document) = mark.and_then(|mark| view.project().documents().get(mark.document)) else {
        return String::new();
    };
    let date = document.published.as_ref().map(|published| format!(" · {}", published.when.human()));
    let wrong = if mark.is_some_and(|mark| mark.in_error) { " · the source is wrong here" } else { "" };
    format!("{}{}{wrong}", outlet(view, id), date.unwrap_or_default())
}

/// The outlet of a mark, or the title of its document.
pub fn outlet(view: View<'_>, id: MarkId) -> &str {
    let mark = view.project().marks().get(id);
    let document = mark.and_then(|mark| view.project().documents().get(mark.document));
    document.map_or("", |row| if row.outlet.is_empty() { &row.title } else { &row.outlet })
}

fn shortened(quote: &str) -> String {
    const MOST_CHARS: usize = 240;
    match quote.char_indices().nth(MOST_CHARS) {
        None => quote.to_owned(),
        Some((at, _)) => format!("{}…", quote.get(..at).unwrap_or_default().trim_end()),
    }
}
