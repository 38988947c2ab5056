//! The numbers beside the title of a chart: what it could not place or does not count, each with its reason. A click
//! lists the sentences.

use crate::base::number::thousands;
use crate::model::{EventId, Filter};
use crate::ui::icons;
use crate::ui::theme::{self, Palette};
use crate::ui::view::{Wish, Wishes};
use crate::ui::widgets::button;
use egui::{RichText, Role, Ui, WidgetInfo};

/// Events that are in no bar and on no line, for one reason.
pub(super) struct Tray {
    why: Why,
    /// How many there are: events, or what is said of them.
    count: usize,
    events: Vec<EventId>,
}

/// Why they are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// They go on, or are open on a side.
    GoingOn,
    /// They sum up many events.
    Sums,
    /// They are planned for a day that has passed.
    Overdue,
    /// They have no date.
    Undated,
    /// Their date does not fit.
    Spanning,
    /// They begin before the period, and count where they begin.
    Earlier,
    /// Some of their days lie beside the period.
    Partly,
    /// They have no date, and are counted all the same.
    WithoutDate,
    /// No mark reports them.
    Unmarked,
    /// Only what is set aside reports them.
    LeftOut,
    /// Their type has no weight.
    Weightless,
    /// They, or what reports them, are not dated to the day.
    NoSingleDay,
    /// No mark that counts is evidence of them.
    Unreported,
    /// Their actors are too small to be drawn; the actors are counted.
    Smaller,
    /// Their ties are too weak to be drawn; the ties are counted.
    Weaker,
    /// One actor alone takes part.
    Alone,
    /// Nobody with a name takes part.
    Nobody,
}

impl Why {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::GoingOn => ("going on", "What is ongoing, a state, or open on a side is not counted"),
            Self::Sums => ("sums", "Sums over many events are not counted"),
            Self::Overdue => ("overdue", "Planned for a day that has passed: say what became of them"),
            Self::Undated => ("undated", "Events without a date: give them one, and they stand in the chart"),
            Self::WithoutDate => {
                ("undated, counted", "Events without a date are counted here: nothing stands along time")
            }
            Self::Unmarked => ("without a mark", "Events that no mark reports: they add nothing to this unit"),
            Self::Spanning => ("spanning", "Events whose date does not certainly fall into one bin"),
            Self::Earlier => (
                "begin before the period",
                "They reach into the period and count where they start, which is before it",
            ),
            Self::Partly => {
                ("partly beside the period", "Only the days in the period are drawn; the rest is counted beside")
            }
            Self::LeftOut => ("left out", "Events that only documents set aside report"),
            Self::NoSingleDay => ("not dated to the day", "The event, or the article, is not dated to a single day"),
            Self::Unreported => ("without a report", "No sentence that counts is evidence of them"),
            Self::Smaller => ("smaller actors", "Actors too small to be drawn: they are listed beside"),
            Self::Weaker => ("weaker ties", "Ties too weak to be drawn"),
            Self::Alone => ("of one actor", "Events with one actor alone: they make no tie"),
            Self::Nobody => ("without actors", "Events in which nobody with a name takes part"),
            Self::Weightless => {
                ("without a weight", "Their type has no weight in the codebook, or they have no type")
            }
        }
    }
}

impl Tray {
    /// The events of a reason, each once; `None` if there are none.
    pub fn of(why: Why, events: impl IntoIterator<Item = EventId>) -> Option<Self> {
        let events = distinct(events);
        (!events.is_empty()).then_some(Self { why, count: events.len(), events })
    }

    /// So many of something, and the events of all of them; `None` if there are none.
    pub fn counted(why: Why, count: usize, events: impl IntoIterator<Item = EventId>) -> Option<Self> {
        (count > 0).then(|| Self { why, count, events: distinct(events) })
    }
}

/// Events in the order of their ids, each once.
pub(super) fn distinct(events: impl IntoIterator<Item = EventId>) -> Vec<EventId> {
    let mut events: Vec<EventId> = events.into_iter().collect();
    events.sort_unstable();
    events.dedup();
    events
}

/// Draws a warning sign, if there is something to be careful about.
pub(super) fn caution(ui: &mut Ui, caution: Option<&str>) {
    let Some(caution) = caution else { return };
    let sign = RichText::new(icons::WARNING_CIRCLE).font(theme::icon(14.0)).color(Palette::of(ui).warn);
    let sign = ui.label(sign).on_hover_text(caution);
    sign.widget_info(|| WidgetInfo::labeled(Role::Label, true, caution));
}

/// Draws a warning sign and says beside it what there is to be careful about.
pub(super) fn caution_in_words(ui: &mut Ui, words: &str) {
    caution(ui, Some(words));
    ui.label(RichText::new(words).color(Palette::of(ui).warn));
}

/// Draws a sign that there is something to know about the numbers.
pub(super) fn note(ui: &mut Ui, note: &str) {
    let sign = RichText::new(icons::INFO).font(theme::icon(14.0)).color(Palette::of(ui).weak);
    let sign = ui.label(sign).on_hover_text(note);
    sign.widget_info(|| WidgetInfo::labeled(Role::Label, true, note));
}

/// Draws the numbers. That of the undated opens their tray as well, with the filter of the chart.
pub(super) fn links(ui: &mut Ui, trays: &[Tray], filter: &Filter, wishes: &mut Wishes) {
    for Tray { why, count, events } in trays {
        let (name, reason) = why.words();
        let text = format!("{} {name}", thousands(*count));
        if button::link(ui, &text).on_hover_text(reason).clicked() {
            if *why == Why::Undated {
                wishes.push(Wish::Undated(Box::new(filter.clone())));
            }
            wishes.push(Wish::Evidence { title: text, events: events.clone() });
        }
    }
}
