//! The date of an event: as assessed, with a reason, and as each source states it.
//!
//! A date is typed as a person writes it and shown at once as it was understood. A stated date is taken as the
//! assessed one with one click, and keeps its source.

use super::event::Form;
use super::event::source::{self, Slot};
use super::{labelled, offers, weak};
use crate::base::when::{Understood, When};
use crate::model::{Assessed, Field, HowKnown, Source, StatedWhen};
use crate::ops::event::EventChange;
use crate::session::Notice;
use crate::ui::ask::source::Valued;
use crate::ui::icons;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{Wish, Wishes};
use crate::ui::widgets::{button, chip, field};
use chrono::NaiveDate;
use egui::{Id, Label, RichText, Role, Ui, WidgetInfo, vec2};

/// Draws the fields of the date.
pub fn show(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    let event = form.event;
    let slot = match &event.assessed {
        Some(assessed) => Slot::value("the date", Valued::Assessed, assessed.source),
        None if event.when().is_some() => Slot::nothing(),
        None => Slot::empty("the date", Field::When),
    };
    source::row(ui, form, ("When", slot), wishes, |ui, wishes| assessed(ui, form, wishes));
    if let Some(assessed) = &event.assessed {
        because(ui, form, assessed, wishes);
    }
    for (at, before) in event.assessed_before.iter().enumerate().rev() {
        ui.push_id(("assessed-before", form.id, at), |ui| earlier(ui, form, (at, before), wishes));
    }
    offers::show(ui, form.view, form.id, wishes);
    for (at, stated) in event.stated.iter().enumerate() {
        ui.push_id(("stated", form.id, at), |ui| one(ui, form, at, stated, wishes));
    }
    if disagree(&event.stated) {
        let warn = Palette::of(ui).warn;
        ui.label(RichText::new("The sources do not agree on the day").font(theme::small()).color(warn));
    }
    add(ui, form, wishes);
}

/// Why it is this date, and whether somebody worked it out.
fn because(ui: &mut Ui, form: Form<'_>, assessed: &Assessed, wishes: &mut Wishes) {
    labelled(ui, "Because", |ui| {
        let key = Id::unique(("when-reason", form.id));
        let typed = field::line(ui, key, "Why this date", &assessed.reason, "Why this date");
        if let Some(reason) = typed.done {
            form.change(EventChange::When(Some(Assessed { reason, ..assessed.clone() })), wishes);
        }
        let inferred = assessed.known == HowKnown::Inferred;
        let chip = chip::chip(ui, "inferred", None, "", inferred);
        chip.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, inferred, "The date is inferred"));
        if chip.on_hover_text("No source states this date: somebody worked it out").clicked() {
            let known = if inferred { HowKnown::Given } else { HowKnown::Inferred };
            form.change(EventChange::When(Some(Assessed { known, ..assessed.clone() })), wishes);
        }
    });
}

/// What the date was assessed as before, and why; it can be taken again.
fn earlier(ui: &mut Ui, form: Form<'_>, (at, before): (usize, &Assessed), wishes: &mut Wishes) {
    let slot = Slot::value("this earlier date", Valued::Before(at), before.source);
    source::row(ui, form, ("Before", slot), wishes, |ui, wishes| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let room = (ui.available_width() - 2.0 * (theme::CONTROL + space::XS)).max(40.0);
            let inferred = (before.known == HowKnown::Inferred).then_some("inferred");
            let reason = (!before.reason.is_empty()).then_some(before.reason.as_str());
            let parts = [Some(before.when.human()), inferred.map(str::to_owned), reason.map(str::to_owned)];
            let said = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            ui.allocate_ui(vec2(room, theme::CONTROL), |ui| {
                let text = RichText::new(&said).font(theme::small()).color(Palette::of(ui).weak);
                ui.add(Label::new(text).truncate().selectable(false)).on_hover_text(&said);
            });
            if button::icon(ui, icons::CHECK_CIRCLE, "Take it as the assessed date again", "", true).clicked() {
                let changes = vec![EventChange::RemoveAssessedBefore(at), EventChange::When(Some(before.clone()))];
                form.store(changes, wishes);
            }
            if button::icon(ui, icons::X, "Forget this earlier date", "", true).clicked() {
                form.change(EventChange::RemoveAssessedBefore(at), wishes);
            }
        });
    });
}

fn assessed(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    let (event, reference) = (form.event, reference(form, form.source()));
    let value = event.assessed.as_ref().map(|assessed| assessed.when.human()).unwrap_or_default();
    let hint = event.when().map_or_else(|| "10 March, 3/2025, c. 2019…".to_owned(), When::human);
    let typed = field::line(ui, Id::unique(("when", form.id)), "When", &value, &hint);
    let asked = Id::unique(("when-problem", form.id));
    if typed.response.has_focus() && typed.now != value {
        understood(ui, &typed.now, reference);
    }
    if let Some(text) = typed.done {
        match read(&text, reference) {
            Ok(understood) => {
                ui.data_mut(|data| {
                    data.remove::<String>(asked);
                    data.insert_temp(Id::unique(("when-typed", form.id)), text.clone());
                });
                store(form, understood.map(|understood| understood.when), wishes);
            }
            Err(problem) => {
                ui.data_mut(|data| data.insert_temp(asked, problem));
            }
        }
    }
    if let Some(problem) = ui.data(|data| data.get_temp::<String>(asked)) {
        ui.label(RichText::new(problem).font(theme::small()).color(Palette::of(ui).error));
    } else if let Some(assessed) = &event.assessed {
        weak(ui, format!("{} · {}", assessed.when, precision(&assessed.when)));
    }
    other_reading(ui, form, reference, wishes);
}

/// What the field says while somebody types.
fn understood(ui: &mut Ui, text: &str, reference: Option<NaiveDate>) {
    let palette = Palette::of(ui);
    let (said, colour) = match read(text, reference) {
        Ok(None) => ("no date".to_owned(), palette.weak),
        Ok(Some(Understood { when, otherwise: None })) => (format!("= {} ({when})", when.human()), palette.good),
        Ok(Some(Understood { when, otherwise: Some(other) })) => {
            (format!("= {} ({when}), not {}?", when.human(), other.human()), palette.warn)
        }
        Err(problem) => (problem, palette.warn),
    };
    ui.label(RichText::new(said).font(theme::small()).color(colour));
}

/// The date in a text; nothing typed is no date.
fn read(text: &str, reference: Option<NaiveDate>) -> Result<Option<Understood>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    When::understand(text, reference).map(Some).map_err(|error| error.to_string())
}

fn store(form: Form<'_>, when: Option<When>, wishes: &mut Wishes) {
    let assessed = when.map(|when| match &form.event.assessed {
        Some(now) => Assessed { when, source: form.source(), ..now.clone() },
        None => Assessed { source: form.source(), ..Assessed::plain(when) },
    });
    form.set(Field::When, EventChange::When(assessed), wishes);
}

/// 10/3/2025 is the tenth of March, unless somebody says that it is the third of October.
fn other_reading(ui: &mut Ui, form: Form<'_>, reference: Option<NaiveDate>, wishes: &mut Wishes) {
    let Some(assessed) = &form.event.assessed else { return };
    let typed = ui.data(|data| data.get_temp::<String>(Id::unique(("when-typed", form.id))));
    let understood = typed.and_then(|typed| When::understand(&typed, reference).ok());
    // What was typed may be of another date by now.
    let Some(Understood { when, otherwise: Some(other) }) = understood else { return };
    let (now, other) = if assessed.when == other { (other, when) } else { (when, other) };
    if assessed.when == now && button::link(ui, &format!("or {}?", other.human())).clicked() {
        store(form, Some(other), wishes);
    }
}

/// A date as a source states it: its words, what they come to, and what can be done with it.
fn one(ui: &mut Ui, form: Form<'_>, at: usize, stated: &StatedWhen, wishes: &mut Wishes) {
    let slot = Slot::value("this stated date", Valued::Stated(at), stated.source);
    source::row(ui, form, ("As stated", slot), wishes, |ui, wishes| {
        words(ui, form, stated, wishes);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let room = (ui.available_width() - 2.0 * (theme::CONTROL + space::XS)).max(40.0);
            ui.allocate_ui(vec2(room, theme::CONTROL), |ui| value(ui, form, (at, stated), wishes));
            let taken = form.event.assessed.as_ref().map(|assessed| (&assessed.when, assessed.source));
            let is_taken = stated.when.as_ref().is_some_and(|when| taken == Some((when, stated.source)));
            let name = if is_taken { "This is the assessed date" } else { "Take it as the assessed date" };
            let possible = stated.when.is_some() && !is_taken;
            if button::icon(ui, icons::CHECK_CIRCLE, name, "", possible).clicked()
                && let Some(when) = stated.when.clone()
            {
                let assessed = Assessed { source: stated.source, ..Assessed::plain(when) };
                form.set(Field::When, EventChange::When(Some(assessed)), wishes);
            }
            if button::icon(ui, icons::X, "Remove this stated date", "", true).clicked() {
                form.change(EventChange::RemoveStated(at), wishes);
            }
        });
    });
}

/// The words, which lead to their sentence where there is one.
fn words(ui: &mut Ui, form: Form<'_>, stated: &StatedWhen, wishes: &mut Wishes) {
    let quoted = format!("“{}”", stated.text);
    match stated.source {
        Source::Analyst => weak(ui, quoted),
        Source::Mark(mark) => {
            if button::link(ui, &quoted).on_hover_text("Go to the sentence that says so").clicked() {
                wishes.push(Wish::GoToEvidence(mark, form.id.into()));
            }
        }
    }
}

fn value(ui: &mut Ui, form: Form<'_>, (at, stated): (usize, &StatedWhen), wishes: &mut Wishes) {
    let shown = stated.when.as_ref().map(When::short).unwrap_or_default();
    let name = format!("What “{}” comes to", stated.text);
    let typed = field::line(ui, form.control("stated-value", at), &name, &shown, "no date");
    let Some(text) = typed.done else { return };
    match read(&text, reference(form, stated.source)) {
        Ok(read) => {
            let when = read.map(|read| read.when);
            form.change(EventChange::SetStated(at, StatedWhen { when, ..stated.clone() }), wishes);
        }
        Err(problem) => wishes.push(Wish::Say(Notice::note(problem))),
    }
}

/// Whether two sources state dates that share no day.
fn disagree(stated: &[StatedWhen]) -> bool {
    const MOST: usize = 32;
    let dates: Vec<&When> = stated.iter().take(MOST).filter_map(|stated| stated.when.as_ref()).collect();
    dates.iter().enumerate().any(|(at, one)| dates.iter().skip(at + 1).any(|two| !one.overlaps(two)))
}

/// The words of one more source, read against its document's date.
fn add(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    labelled(ui, "As stated", |ui| {
        let name = "Another date as a source states it";
        let key = form.control("stated-new", 0);
        let typed = field::line(ui, key, name, "", "Monday, earlier this year…");
        let source = form.source();
        if typed.response.has_focus() && !typed.now.trim().is_empty() {
            let said = match read(&typed.now, reference(form, source)) {
                Ok(Some(read)) => format!("= {} ({})", read.when.human(), read.when),
                Ok(None) | Err(_) => "kept as words, without a date".to_owned(),
            };
            weak(ui, said);
        }
        if let Some(text) = typed.done.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()) {
            let when = read(&text, reference(form, source)).ok().flatten().map(|read| read.when);
            form.set(Field::When, EventChange::AddStated(StatedWhen { text, when, source }), wishes);
        }
    });
}

/// The day that “Monday” is counted from: when the article was published that says so, or else the first that reports
/// the event.
fn reference(form: Form<'_>, source: Source) -> Option<NaiveDate> {
    let project = form.view.project();
    let through = match source {
        Source::Mark(mark) => project.marks().get(mark).map(|mark| mark.document),
        Source::Analyst => {
            form.view.session.selection.mark.and_then(|mark| project.marks().get(mark)).map(|mark| mark.document)
        }
    };
    let first = || form.view.index().places_of_event(form.id).next().map(|(document, _)| document);
    project.documents().get(through.or_else(first)?)?.published.as_ref()?.when.earliest()
}

fn precision(when: &When) -> String {
    format!("{:?}", when.precision()).to_lowercase()
}
