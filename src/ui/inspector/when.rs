//! The date of an event: typed as a person writes it, and shown at once as it was understood.

use super::{fact, labelled, offers, weak};
use crate::base::when::{Understood, When};
use crate::model::{Assessed, Event, EventId, Source};
use crate::ops::event::EventChange;
use crate::session::Command;
use crate::ui::theme::{self, Palette};
use crate::ui::view::{View, Wishes};
use crate::ui::widgets::{button, field};
use chrono::NaiveDate;
use egui::{Id, RichText, Ui};

/// Draws the fields of the date.
pub fn show(ui: &mut Ui, view: View<'_>, id: EventId, event: &Event, wishes: &mut Wishes) {
    let reference = reference(view, id);
    labelled(ui, "When", |ui| {
        let value = event.assessed.as_ref().map(|assessed| assessed.when.human()).unwrap_or_default();
        let hint = event.when().map_or_else(|| "10 March, 3/2025, c. 2019…".to_owned(), When::human);
        let typed = field::line(ui, Id::unique(("when", id)), "When", &value, &hint);
        let asked = Id::unique(("when-problem", id));
        if typed.response.has_focus() && typed.now != value {
            understood(ui, &typed.now, reference);
        }
        if let Some(text) = typed.done {
            match read(&text, reference) {
                Ok(understood) => {
                    ui.data_mut(|data| {
                        data.remove::<String>(asked);
                        data.insert_temp(Id::unique(("when-typed", id)), text.clone());
                    });
                    store(id, event, understood.map(|understood| understood.when), wishes);
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
        other_reading(ui, id, event, reference, wishes);
    });
    offers::show(ui, view, id, wishes);
    for stated in &event.stated {
        let value = stated.when.as_ref().map(|when| format!(" → {}", when.human())).unwrap_or_default();
        fact(ui, "As stated", &format!("“{}”{value}", stated.text));
    }
    if let Some(assessed) = &event.assessed {
        labelled(ui, "Because", |ui| {
            let typed =
                field::line(ui, Id::unique(("when-reason", id)), "Why this date", &assessed.reason, "Why this date");
            if let Some(reason) = typed.done {
                let assessed = Assessed { reason, ..assessed.clone() };
                wishes.command(command(id, EventChange::When(Some(assessed))));
            }
        });
    }
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

fn store(id: EventId, event: &Event, when: Option<When>, wishes: &mut Wishes) {
    let reason = event.assessed.as_ref().map(|assessed| assessed.reason.clone()).unwrap_or_default();
    let assessed = when.map(|when| Assessed { when, reason, source: Source::Analyst });
    wishes.command(command(id, EventChange::When(assessed)));
}

/// 10/3/2025 is the tenth of March, unless somebody says that it is the third of October.
fn other_reading(ui: &mut Ui, id: EventId, event: &Event, reference: Option<NaiveDate>, wishes: &mut Wishes) {
    let Some(assessed) = &event.assessed else { return };
    let typed = ui.data(|data| data.get_temp::<String>(Id::unique(("when-typed", id))));
    let understood = typed.and_then(|typed| When::understand(&typed, reference).ok());
    // What was typed may be of another date by now.
    let Some(Understood { when, otherwise: Some(other) }) = understood else { return };
    let (now, other) = if assessed.when == other { (other, when) } else { (when, other) };
    if assessed.when == now && button::link(ui, &format!("or {}?", other.human())).clicked() {
        store(id, event, Some(other), wishes);
    }
}

fn command(event: EventId, change: EventChange) -> Command {
    Command::ChangeEvent { event, changes: vec![change] }
}

/// The day that “Monday” is counted from: when the article was published through which the event is looked at, or
/// else the first that reports it.
fn reference(view: View<'_>, id: EventId) -> Option<NaiveDate> {
    let through = view.session.selection.mark.and_then(|mark| view.project().marks().get(mark));
    let first = || view.index().documents_of_event(id).into_iter().next();
    let document = through.map(|mark| mark.document).or_else(first)?;
    view.project().documents().get(document)?.published.as_ref()?.when.earliest()
}

fn precision(when: &When) -> String {
    format!("{:?}", when.precision()).to_lowercase()
}
