//! What a row of a merge is about: the two sides of a conflict, or two events that may be one, beside each other.
//! What this does *not* do: it changes nothing; what was chosen goes back to the tab.

use super::{Chosen, Row, Shown, twin};
use crate::base::number::thousands;
use crate::model::RecordId;
use crate::project::merge::Side;
use crate::query::changes::Detail;
use crate::query::merged::{Account, Conflict, Twins};
use crate::session::twins::Verdict;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::chip::chip;
use crate::ui::widgets::line::lines;
use crate::ui::widgets::{button, field, row};
use egui::{Align2, Color32, FontId, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// Draws what is looked at.
pub(super) fn detail(
    ui: &mut Ui,
    view: View<'_>,
    shown: &Shown<'_>,
    at: Option<Row>,
    choose: &mut Option<Chosen>,
    wishes: &mut Wishes,
) {
    ui.spacing_mut().item_spacing.y = space::XS;
    let Some(at) = at else { return };
    let outcome = shown.outcome;
    ScrollArea::vertical().id_salt("merge-detail").auto_shrink(false).show(ui, |ui| match at {
        Row::Conflict(place) => {
            if let Some(conflict) = outcome.report.conflicts.get(place) {
                conflict_of(ui, conflict, shown.can_choose, choose);
            }
        }
        Row::Twins(place) => {
            if let Some(twins) = outcome.report.same.get(place) {
                twins_of(ui, view, (shown, twins), choose, wishes);
            }
        }
        Row::Remark(place) => {
            if let Some((_, said)) = outcome.report.remarks.get(place) {
                paragraph(ui, said, true);
            }
        }
        Row::Taken(place) => {
            if let Some(change) = outcome.report.taken.get(place) {
                heading(ui, &format!("{} {}", change.called(), change.what.name()));
                for said in change.details.iter().take(MOST_LINES) {
                    paragraph(ui, &said.words(), false);
                }
                let more = change.details.len().saturating_sub(MOST_LINES);
                if more > 0 {
                    field::label(ui, &format!("and {} more", thousands(more)));
                }
            }
        }
        Row::Head(..) => {}
    });
}

/// Lines of one record that are drawn.
const MOST_LINES: usize = 200;

fn conflict_of(ui: &mut Ui, conflict: &Conflict, may_choose: bool, choose: &mut Option<Chosen>) {
    heading(ui, &conflict.called());
    paragraph(ui, &format!("Both changed this: {}", conflict.said), false);
    ui.add_space(space::XS);
    let can_choose = conflict.field.is_some() && may_choose;
    let width = (ui.available_width() - space::M) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        for (side, name, details) in
            [(Side::Mine, "Mine", &conflict.mine), (Side::Theirs, "Theirs", &conflict.theirs)]
        {
            ui.vertical(|ui| {
                ui.set_width(width);
                side_of(ui, (side, name), details, (conflict.kept == side, can_choose), |side| {
                    *choose = Chosen::of(conflict, side);
                });
            });
        }
    });
    quoted(ui, &conflict.quotes);
    if conflict.field.is_none() {
        field::label(ui, "What one side removed and the other needs stays; delete it afterwards if it is to go.");
    }
}

fn side_of(
    ui: &mut Ui,
    (side, name): (Side, &str),
    details: &[Detail],
    (kept, can_choose): (bool, bool),
    mut choose: impl FnMut(Side),
) {
    let key = if side == Side::Mine { "M" } else { "T" };
    if can_choose {
        let response = chip(ui, &format!("Keep {}", name.to_lowercase()), None, key, kept);
        if response.on_hover_text("M keeps mine and T keeps theirs while the conflict has the keyboard").clicked() {
            choose(side);
        }
    } else {
        row::head(ui, name, None);
    }
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::hover());
    let said = if kept { "is kept" } else { "is not taken" };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name} {said}")));
    let mut left = rect.left_center();
    if kept {
        ui.painter().text(left, Align2::LEFT_CENTER, icons::CHECK_CIRCLE, theme::icon(13.0), palette.good);
        left.x += 18.0;
    }
    ui.painter().text(left, Align2::LEFT_CENTER, said, theme::small(), palette.weak);
    if details.is_empty() {
        paragraph(ui, "left it as it was", false);
    }
    for detail in details.iter().take(MOST_LINES) {
        paragraph(ui, &detail.words(), true);
    }
}

fn twins_of(
    ui: &mut Ui,
    view: View<'_>,
    (shown, twins): (&Shown<'_>, &Twins),
    choose: &mut Option<Chosen>,
    wishes: &mut Wishes,
) {
    if shown.can_choose {
        verdict_of(ui, (shown, twins), choose);
    } else if view.project().has(RecordId::Event(twins.theirs)) {
        if button::words(ui, "Look at it: same event?", true).clicked() {
            wishes.push(Wish::Show(RecordId::Event(twins.theirs)));
        }
    } else {
        paragraph(ui, "One of the two is not there any more", false);
    }
    paragraph(ui, &twins.because.join(" · "), false);
    for why in &twins.differs {
        paragraph(ui, &format!("≠ {why}"), false);
    }
    ui.add_space(space::S);
    let width = (ui.available_width() - space::M) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        for (name, account) in ["Mine", "Theirs"].into_iter().zip(&twins.sides) {
            ui.vertical(|ui| {
                ui.set_width(width);
                row::head(ui, name, None);
                account_of(ui, account);
            });
        }
    });
}

/// The same, or not; chosen once more it is undecided again.
fn verdict_of(ui: &mut Ui, (shown, twins): (&Shown<'_>, &Twins), choose: &mut Option<Chosen>) {
    const ALL: [(Verdict, &str, &str, &str); 2] = [
        (
            Verdict::Same,
            "Same event",
            "S",
            "They become one with this merge; the one that was made first absorbs the other",
        ),
        (Verdict::Different, "Keep both", "D", "They are different: remembered, so that nobody is asked again"),
    ];
    let verdict = shown.verdict(twins);
    ui.horizontal_wrapped(|ui| {
        for (meant, name, key, hint) in ALL {
            let response = chip(ui, name, None, key, verdict == Some(meant));
            if response.on_hover_ui(|ui| button::tooltip(ui, hint, key)).clicked() {
                *choose = Some(Chosen::Verdict(twin(twins), meant));
            }
        }
    });
    let said = match (shown.why_not(twins), verdict) {
        (Some(why), _) => why,
        (None, Some(Verdict::Same)) => "They become one with this merge, and can be taken apart again",
        (None, Some(Verdict::Different)) => "Both are kept, and nobody is asked again",
        (None, None) => "Undecided they stay two, and you can look at them after the merge",
    };
    paragraph(ui, said, false);
}

fn account_of(ui: &mut Ui, account: &Account) {
    for value in account.values.iter().filter_map(Detail::value).take(MOST_LINES) {
        paragraph(ui, &value, true);
    }
    quoted(ui, &account.quotes);
    if account.quotes.is_empty() {
        paragraph(ui, "no sentence is marked as its evidence", false);
    }
}

/// The sentences that something rests on.
fn quoted(ui: &mut Ui, quotes: &[String]) {
    for quote in quotes {
        paragraph(ui, &format!("“{quote}”"), false);
    }
}

/// What a detail is about, in any script.
fn heading(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).text;
    written(ui, text, &theme::section(), colour);
}

/// Words over as many lines as they need, in any script.
fn paragraph(ui: &mut Ui, text: &str, strong: bool) {
    let palette = Palette::of(ui);
    let (font, colour) = if strong { (theme::body(), palette.text) } else { (theme::small(), palette.weak) };
    written(ui, text, &font, colour);
}

fn written(ui: &mut Ui, text: &str, font: &FontId, colour: Color32) {
    let shown = lines(ui, text, font, colour, ui.available_width(), 12);
    let height = 18.0;
    for (number, shown) in shown.rows.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        if number == 0 {
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        }
        let x = if shown.rtl { rect.right() - shown.width } else { rect.left() };
        shown.paint(ui.painter(), pos2(x, rect.center().y));
    }
}
