//! “Same event?”: events that may be the one that is shown, with what speaks for it and against, to be decided.
//!
//! A card for each of the likeliest. S, D, P and L decide while the card has the keyboard, Enter or Space shows the
//! other event. Nothing is merged by itself. “Later” is remembered by this window alone, until one of the two changes.
//!
//! Who may be the same is computed beside the frames, once for a revision of the project.

use crate::base::when::When;
use crate::model::{Certainty, Event, EventId, RecordId, Relation, RelationKind, Source};
use crate::ops::event::EventChange;
use crate::ops::merging::{Pair, Rulings};
use crate::query::same::{Candidate, LIKELY, candidates};
use crate::session::Command;
use crate::ui::computed::Computed;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row};
use egui::{CornerRadius, Frame, Id, Key, Label, Margin, Modifiers, RichText, Role, Sense, Stroke, Ui, WidgetInfo};
use std::sync::{Arc, Mutex, PoisonError};

/// Cards that are shown before somebody asks for more.
const MOST: usize = 3;

/// So many events are compared in a frame without anybody noticing.
const AT_ONCE: usize = 300;

/// What can be decided.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Same,
    Different,
    PartOf,
    Later,
}

impl Act {
    const ALL: [(Self, &'static str, &'static str, Key, &'static str); 4] = [
        (Self::Same, "Same", "S", Key::S, "They are one: the later one is merged into the one that was made first"),
        (Self::Different, "Different", "D", Key::D, "They are two; remembered for good"),
        (Self::PartOf, "Part of", "P", Key::P, "The event that is shown is a part of this one"),
        (Self::Later, "Later", "L", Key::L, "Not now: asked again when one of the two has changed"),
    ];
}

type Found = Computed<(EventId, u64), Vec<Candidate>>;

/// Events that were put off, as they were then.
type PutOff = Vec<(Arc<Event>, Arc<Event>)>;

/// Draws the lane, if there is anything to decide.
pub fn show(ui: &mut Ui, view: View<'_>, id: EventId, event: &Event, wishes: &mut Wishes) {
    let mut found = found(ui, view, id);
    found.retain(|candidate| candidate.score >= LIKELY && !is_put_off(ui, view, id, candidate.event));
    if found.is_empty() {
        return;
    }
    row::head(ui, "Same event?", Some(found.len()));
    let key = Id::unique(("same-all", id));
    let all = ui.data(|data| data.get_temp::<bool>(key)).unwrap_or(false);
    let shown = if all { found.len() } else { MOST.min(found.len()) };
    let next = |at: usize| found.get(at + 1).or(at.checked_sub(1).and_then(|at| found.get(at)));
    for (at, candidate) in found.iter().enumerate().take(shown) {
        let Some(other) = view.project().events().get(candidate.event) else { continue };
        if let Some(act) = card(ui, view, id, (candidate, other), wishes) {
            carry_out(ui, view, (id, event), candidate.event, act, wishes);
            // Whoever decides by keyboard goes on to the next card.
            if let Some(next) = next(at) {
                ui.memory_mut(|memory| memory.request_focus(card_id(id, next.event)));
            }
        }
    }
    let more = found.len() - shown;
    if more > 0 && button::link(ui, &format!("{more} more")).on_hover_text("Show the less likely ones too").clicked()
    {
        ui.data_mut(|data| data.insert_temp(key, true));
    }
}

/// The latest answer that is about this event; empty while the first one is on its way.
fn found(ui: &Ui, view: View<'_>, id: EventId) -> Vec<Candidate> {
    let key = Id::unique("same-event");
    let lane = ui.data_mut(|data| data.get_temp_mut_or_default::<Arc<Mutex<Found>>>(key).clone());
    let mut lane = lane.lock().unwrap_or_else(PoisonError::into_inner);
    let question = (id, view.session.revision());
    if view.project().events().len() <= AT_ONCE {
        lane.refresh(ui.ctx(), view, question, move |project| candidates(project, id));
    } else {
        lane.refresh_beside(ui.ctx(), view, question, move |project| candidates(project, id));
    }
    let is_of_this = lane.answered().is_some_and(|(of, _)| *of == id);
    lane.get().filter(|_| is_of_this).cloned().unwrap_or_default()
}

fn card_id(id: EventId, other: EventId) -> Id {
    Id::unique(("same", id, other))
}

/// What was decided in a card.
fn card(
    ui: &mut Ui,
    view: View<'_>,
    id: EventId,
    (candidate, other): (&Candidate, &Event),
    wishes: &mut Wishes,
) -> Option<Act> {
    let palette = Palette::of(ui);
    let frame = Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(10, 8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::XS;
        let said = ui.vertical(|ui| said(ui, candidate, other)).response;
        let card = ui.interact(said.rect, card_id(id, candidate.event), Sense::click());
        let act = buttons(ui, view);
        (card, act)
    });
    let (card, clicked) = shown.inner;
    let name = in_words(candidate, other);
    card.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    button::focus_ring(ui, &card);
    if row::took_keyboard(&card) {
        card.scroll_to_me(None);
    }
    if card.clicked() {
        wishes.push(Wish::Show(RecordId::Event(candidate.event)));
    }
    let pressed = if card.has_focus() && view.session.read_only().is_none() { pressed(ui) } else { None };
    card.on_hover_ui(|ui| button::tooltip(ui, "Show this event", "Enter"));
    clicked.or(pressed)
}

fn pressed(ui: &Ui) -> Option<Act> {
    let key = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    Act::ALL.into_iter().find(|(.., code, _)| key(*code)).map(|(act, ..)| act)
}

fn said(ui: &mut Ui, candidate: &Candidate, other: &Event) {
    let palette = Palette::of(ui);
    let line = |words: String, font, colour| Label::new(RichText::new(words).font(font).color(colour)).wrap();
    let when = other.when().map(When::human).unwrap_or_default();
    ui.add(line(other.title.clone(), theme::medium(), palette.text).selectable(false));
    let about: Vec<&str> = [when.as_str()]
        .into_iter()
        .chain(candidate.because.iter().map(String::as_str))
        .filter(|part| !part.is_empty())
        .collect();
    ui.add(line(about.join(" · "), theme::small(), palette.weak).selectable(false));
    for differs in &candidate.differs {
        ui.add(line(format!("≠ {differs}"), theme::small(), palette.warn).selectable(false));
    }
}

/// What a card says to somebody who hears it.
fn in_words(candidate: &Candidate, other: &Event) -> String {
    let when = other.when().map(|when| format!(", {}", when.human())).unwrap_or_default();
    let mut words = format!("Same event? {}{when}: {}", other.title, candidate.because.join(", "));
    if !candidate.differs.is_empty() {
        words += "; but ";
        words += &candidate.differs.join(", ");
    }
    words
}

fn buttons(ui: &mut Ui, view: View<'_>) -> Option<Act> {
    let mut decided = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let writable = view.session.read_only().is_none();
        for (act, name, key, _, about) in Act::ALL {
            let response = ui.add_enabled(writable, egui::Button::new(RichText::new(name).font(theme::small())));
            if response.on_hover_ui(|ui| button::tooltip(ui, about, key)).clicked() {
                decided = Some(act);
            }
        }
    });
    decided
}

fn carry_out(ui: &Ui, view: View<'_>, (id, event): (EventId, &Event), other: EventId, act: Act, wishes: &mut Wishes) {
    match act {
        Act::Same => merge(view, (id, event), other, wishes),
        Act::Different => wishes.command(Command::KeepApart(Pair::Events(id, other))),
        Act::PartOf => {
            let (kind, certainty, source) = (RelationKind::PartOf, Certainty::Certain, Source::Analyst);
            let relation = Relation { kind, to: other, certainty, note: String::new(), source };
            let changes = vec![EventChange::AddRelation(relation)];
            wishes.command(Command::ChangeEvent { event: id, changes });
        }
        Act::Later => put_off(ui, view, id, other),
    }
}

/// The one that was made first absorbs the other; it is shown afterwards.
fn merge(view: View<'_>, (id, event): (EventId, &Event), other: EventId, wishes: &mut Wishes) {
    let Some(row) = view.project().events().get(other) else { return };
    let (keep, absorbed) = if row.made.at <= event.made.at { (other, id) } else { (id, other) };
    wishes.command(Command::MergeEvents { keep, others: vec![absorbed], rulings: Rulings::Heed });
    wishes.push(Wish::Show(RecordId::Event(keep)));
}

fn put_off_key() -> Id {
    Id::unique("same-later")
}

/// Both events as they are, if they are there.
fn both(view: View<'_>, one: EventId, other: EventId) -> Option<(Arc<Event>, Arc<Event>)> {
    let event = |id| view.project().events().get(id).cloned();
    Some((event(one)?, event(other)?))
}

fn put_off(ui: &Ui, view: View<'_>, one: EventId, other: EventId) {
    let Some(pair) = both(view, one, other) else { return };
    ui.data_mut(|data| data.get_temp_mut_or_default::<PutOff>(put_off_key()).push(pair));
}

/// Whether somebody put these two off, and neither has changed since.
fn is_put_off(ui: &Ui, view: View<'_>, one: EventId, other: EventId) -> bool {
    let Some((here, there)) = both(view, one, other) else { return false };
    let same = |a: &Arc<Event>, b: &Arc<Event>| Arc::ptr_eq(a, b);
    let is = |(a, b): &(Arc<Event>, Arc<Event>)| {
        (same(a, &here) && same(b, &there)) || (same(a, &there) && same(b, &here))
    };
    ui.data_mut(|data| data.get_temp_mut_or_default::<PutOff>(put_off_key()).iter().any(is))
}
