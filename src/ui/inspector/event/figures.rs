//! Figures: value, money, unit, bound, what is counted, whose it is and for which period; the numbers of the sentences are offered, already read.

use super::form::Form;
use super::source::{self, Slot};
use crate::model::{Bound, DocumentId, Field, Figure, MarkId, Source};
use crate::ops::event::EventChange;
use crate::query::grid::figure_words;
use crate::query::suggest::figures::{self, Quantity};
use crate::ui::ask::Ask;
use crate::ui::ask::source::Valued;
use crate::ui::icons;
use crate::ui::inspector::{labelled, period};
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::Wishes;
use crate::ui::widgets::{button, chip, field, row};
use egui::{Align, Button, ComboBox, Layout, RichText, Role, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// Evidence that is looked through; the other sentences repeat the first ones more often than not.
const MOST_MARKS: usize = 12;
/// Figures that are offered.
const MOST_OFFERS: usize = 8;

/// Draws the figures, what the sentences offer, and a field for one more.
pub fn show(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let count = form.event.figures.len();
    let slot = if count == 0 { Slot::empty("the figures", Field::Figures) } else { Slot::nothing() };
    source::beside(ui, form, slot, wishes, |ui, _| row::head(ui, "Figures", Some(count)));
    for (at, figure) in form.event.figures.iter().enumerate() {
        ui.push_id(("figure", form.id, at), |ui| one(ui, form, (at, figure), wishes, ask));
    }
    offers(ui, form, wishes);
    add(ui, form, wishes);
}

fn one(ui: &mut Ui, form: Form<'_>, (at, figure): (usize, &Figure), wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let slot = Slot::value("the figure", Valued::Figure(at), figure.source);
    let set = |figure: Figure, wishes: &mut Wishes| {
        let figure = Figure { source: form.source(), ..figure };
        form.set(Field::Figures, EventChange::SetFigure(at, figure), wishes);
    };
    source::beside(ui, form, slot, wishes, |ui, wishes| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            if let Some(bound) = bound(ui, figure.bound) {
                set(Figure { bound, ..figure.clone() }, wishes);
            }
            value(ui, form, (at, figure), wishes, &set);
            if button::icon(ui, icons::X, "Remove this figure", "", true).clicked() {
                form.change(EventChange::RemoveFigure(at), wishes);
            }
        });
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let third = ((ui.available_width() - 2.0 * space::XS) / 3.0).max(36.0);
            let parts = [
                ("Currency", &figure.currency, "EUR"),
                ("Unit", &figure.unit, "Unit"),
                ("What it counts", &figure.what, "Of what"),
            ];
            for (name, value, hint) in parts {
                let key = form.control(name, at);
                let typed =
                    ui.allocate_ui(vec2(third, theme::CONTROL), |ui| field::line(ui, key, name, value, hint)).inner;
                if let Some(text) = typed.done {
                    set(with_part(figure, name, text.trim()), wishes);
                }
            }
        });
        owner(ui, form, (at, figure), wishes, ask, &set);
    });
}

/// Whose it is, and for which period.
fn owner(
    ui: &mut Ui,
    form: Form<'_>,
    (at, figure): (usize, &Figure),
    wishes: &mut Wishes,
    ask: &mut Option<Ask>,
    set: &impl Fn(Figure, &mut Wishes),
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let half = ((ui.available_width() - space::XS) / 2.0).max(60.0);
        ui.allocate_ui_with_layout(vec2(half, theme::CONTROL), Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            if figure.of.is_some() && button::icon(ui, icons::X, "Nobody’s figure", "", true).clicked() {
                set(Figure { of: None, ..figure.clone() }, wishes);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let name = figure.of.map_or("Whose…", |of| form.view.project().label(of.into()));
                let size = vec2(ui.available_width(), theme::CONTROL);
                let response =
                    ui.add(Button::new(RichText::new(name).font(theme::small())).truncate().min_size(size));
                if response.on_hover_text("Choose whose figure it is: a state, a body").clicked() {
                    *ask = Some(Ask::FigureOf(form.id, at));
                }
            });
        });
        ui.vertical(|ui| {
            let key = form.control("figure-when", at);
            period::field(ui, key, "Period of the figure", figure.when.as_ref(), |when| {
                set(Figure { when, ..figure.clone() }, wishes);
            });
        });
    });
}

fn with_part(figure: &Figure, name: &str, text: &str) -> Figure {
    let mut figure = figure.clone();
    match name {
        "Currency" => figure.currency = text.to_uppercase(),
        "Unit" => text.clone_into(&mut figure.unit),
        _ => text.clone_into(&mut figure.what),
    }
    figure
}

fn value(
    ui: &mut Ui,
    form: Form<'_>,
    (at, figure): (usize, &Figure),
    wishes: &mut Wishes,
    set: &impl Fn(Figure, &mut Wishes),
) {
    let room = (ui.available_width() - theme::CONTROL - space::XS).max(40.0);
    let key = form.control("figure-value", at);
    let typed = ui.allocate_ui(vec2(room, theme::CONTROL), |ui| {
        field::line(ui, key, "Value", &figure.value.to_string(), "200")
    });
    let Some(text) = typed.inner.done else { return };
    // “1.4 bn” is understood here, too; what is no number leaves the value as it is.
    if let Some(read) = figures::typed(&text) {
        let currency = if read.currency.is_empty() { figure.currency.clone() } else { read.currency };
        set(Figure { value: read.value, currency, ..figure.clone() }, wishes);
    }
}

/// How exactly it is meant; the new one, if it was changed.
fn bound(ui: &mut Ui, now: Bound) -> Option<Bound> {
    let mut chosen = now;
    let combo = ComboBox::from_id_salt("bound").selected_text(name_of(now)).truncate().width(84.0);
    let shown = combo.show_ui(ui, |ui| {
        for bound in [Bound::Exactly, Bound::MoreThan, Bound::LessThan, Bound::About, Bound::Only] {
            ui.selectable_value(&mut chosen, bound, name_of(bound));
        }
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("How exact: {}", name_of(now))));
    (chosen != now).then_some(chosen)
}

fn name_of(bound: Bound) -> &'static str {
    match bound {
        Bound::Exactly => "exactly",
        Bound::MoreThan => "more than",
        Bound::LessThan => "less than",
        Bound::About => "about",
        Bound::Only => "only",
    }
}

/// A figure in words becomes one with value, money, unit and bound.
fn add(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    let key = form.control("figure-new", 0);
    let problem = key.with("problem");
    labelled(ui, "Add", |ui| {
        let typed = field::line(ui, key, "Add a figure", "", "more than 200 cells");
        if typed.response.has_focus() && !typed.now.is_empty() {
            understood(ui, form, &typed.now);
        }
        if let Some(text) = typed.done.filter(|text| !text.trim().is_empty()) {
            if let Some(read) = figures::typed(&text) {
                ui.data_mut(|data| data.remove::<String>(problem));
                let figure = read.figure(form.source());
                form.set(Field::Figures, EventChange::AddFigure(figure), wishes);
            } else {
                let said = format!("There is no number in “{}”. Begin with one, as in 200 cells", text.trim());
                ui.data_mut(|data| data.insert_temp(problem, said));
            }
        } else if typed.response.gained_focus() {
            ui.data_mut(|data| data.remove::<String>(problem));
        }
        if let Some(said) = ui.data(|data| data.get_temp::<String>(problem)) {
            ui.label(RichText::new(said).font(theme::small()).color(Palette::of(ui).error));
        }
    });
}

/// What the field says while somebody types.
fn understood(ui: &mut Ui, form: Form<'_>, text: &str) {
    let palette = Palette::of(ui);
    let (said, colour) = match figures::typed(text) {
        Some(read) => {
            (format!("= {}", figure_words(form.view.project(), &read.figure(Source::Analyst))), palette.good)
        }
        None => ("no number yet".to_owned(), palette.warn),
    };
    ui.label(RichText::new(said).font(theme::small()).color(colour));
}

/// A figure in a sentence of the event.
type Offer = (DocumentId, MarkId, Quantity);

fn offers(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    if !form.view.settings.suggestions || form.view.session.read_only().is_some() {
        return;
    }
    let offers = form.once(ui, "figure-offers", || Arc::new(looked_up(form)));
    if offers.is_empty() {
        return;
    }
    labelled(ui, "Stated?", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for offer in offers.iter() {
                offered(ui, form, offer, wishes);
            }
        });
    });
}

fn offered(ui: &mut Ui, form: Form<'_>, (document, mark, quantity): &Offer, wishes: &mut Wishes) {
    let words = quantity.span.text(form.view.project().text(*document)).unwrap_or_default();
    let figure = quantity.figure(Source::Mark(*mark));
    let response = chip::chip(ui, words, None, "", false);
    let said = format!("Accept “{words}” as {}", figure_words(form.view.project(), &figure));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    let outlet = form.view.project().documents().get(*document).map_or("", |row| row.outlet.as_str());
    let response = response.on_hover_ui(|ui| {
        ui.label(&said);
        ui.label(outlet);
    });
    if response.clicked() {
        // The mark that states it is its source, whatever is selected.
        let changes = crate::ui::ask::source::sourced(
            form.event,
            Field::Figures,
            EventChange::AddFigure(figure),
            Source::Mark(*mark),
        );
        form.store(changes, wishes);
    }
}

fn looked_up(form: Form<'_>) -> Vec<Offer> {
    let project = form.view.project();
    let mut offers: Vec<Offer> = Vec::new();
    for mark in form.view.index().marks_of_event(form.id).take(MOST_MARKS) {
        let Some(document) = project.marks().get(mark).map(|row| row.document) else { continue };
        for quantity in figures::of_mark(project, mark) {
            let twice = offers.iter().any(|(other, _, known)| *other == document && known.span == quantity.span);
            if !twice && !is_known(form, document, &quantity) {
                offers.push((document, mark, quantity));
            }
        }
    }
    offers.truncate(MOST_OFFERS);
    offers
}

/// Whether the event has this figure from this document.
fn is_known(form: Form<'_>, document: DocumentId, quantity: &Quantity) -> bool {
    let marks = form.view.project().marks();
    let from_here = |source: Source| match source {
        Source::Mark(mark) => marks.get(mark).is_some_and(|mark| mark.document == document),
        Source::Analyst => false,
    };
    let same = |figure: &Figure| figure.value == quantity.value && figure.currency == quantity.currency;
    form.event.figures.iter().any(|figure| same(figure) && from_here(figure.source))
}
