//! Links to other events, in both directions, and the parts of a larger event.

use super::form::Form;
use super::section::section;
use super::source::{self, Slot};
use crate::base::number::counted;
use crate::model::{Certainty, CodeKind, EventId, RecordId, Relation, RelationKind};
use crate::ops::event::EventChange;
use crate::query::codebook;
use crate::ui::ask::Ask;
use crate::ui::ask::source::Valued;
use crate::ui::icons;
use crate::ui::inspector::{labelled, weak};
use crate::ui::theme::{self, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, field};
use egui::{Button, ComboBox, RichText, Role, Ui, WidgetInfo, vec2};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Links of others that are shown.
const MOST_INCOMING: usize = 24;

/// The kinds that every project has.
const KINDS: [RelationKind; 6] = [
    RelationKind::PartOf,
    RelationKind::Follows,
    RelationKind::Causes,
    RelationKind::BuildsOn,
    RelationKind::SameOccasion,
    RelationKind::Contradicts,
];

/// Draws the links.
pub fn show(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes, ask: &mut Option<Ask>) {
    let incoming = form.once(ui, "incoming", || Arc::new(incoming(form)));
    section(ui, "Relations", form.event.relations.len() + incoming.len(), |ui| {
        for (at, relation) in form.event.relations.iter().enumerate() {
            ui.push_id(("relation", form.id, at), |ui| one(ui, form, at, relation, wishes));
        }
        parts(ui, form, &incoming);
        for (from, kind) in incoming.iter().take(MOST_INCOMING) {
            labelled(ui, &inverse(form.view, *kind), |ui| link(ui, form.view, *from, wishes));
        }
        if incoming.len() > MOST_INCOMING {
            weak(ui, format!("and {} more", incoming.len() - MOST_INCOMING));
        }
        add(ui, form, ask);
    });
}

fn one(ui: &mut Ui, form: Form<'_>, at: usize, relation: &Relation, wishes: &mut Wishes) {
    let slot = Slot::value("this link", Valued::Relation(at), relation.source);
    let set = |relation: Relation, wishes: &mut Wishes| form.change(EventChange::SetRelation(at, relation), wishes);
    source::row(ui, form, (&name(form.view, relation.kind), slot), wishes, |ui, wishes| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let room = ui.available_width() - theme::CONTROL - space::XS;
            ui.allocate_ui(vec2(room, theme::CONTROL), |ui| link(ui, form.view, relation.to, wishes));
            if button::icon(ui, icons::X, "Remove this link", "", true).clicked() {
                let (kind, to) = (relation.kind, relation.to);
                form.change(EventChange::RemoveRelation { kind, to }, wishes);
            }
        });
        let mut certainty = relation.certainty;
        let combo = ComboBox::from_id_salt("certainty").selected_text(certainty.to_string()).truncate().width(96.0);
        let shown = combo.show_ui(ui, |ui| {
            for other in [Certainty::Certain, Certainty::Probable, Certainty::Possible] {
                ui.selectable_value(&mut certainty, other, other.to_string());
            }
        });
        let said = format!("How sure this link is: {}", relation.certainty);
        shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &said));
        if certainty != relation.certainty {
            set(Relation { certainty, ..relation.clone() }, wishes);
        }
        let typed = field::line(ui, form.control("relation-note", at), "Why this link", &relation.note, "Why");
        if let Some(note) = typed.done {
            set(Relation { note, ..relation.clone() }, wishes);
        }
    });
}

fn link(ui: &mut Ui, view: View<'_>, to: EventId, wishes: &mut Wishes) {
    let Some(event) = view.project().events().get(to) else { return };
    let when = event.when().map(|when| format!(" · {}", when.short())).unwrap_or_default();
    let title = RichText::new(format!("{}{when}", event.title));
    if ui.add(Button::new(title).truncate()).on_hover_text("Show this event").clicked() {
        wishes.push(Wish::Show(RecordId::Event(to)));
    }
}

/// “Parts 5: 3 Meeting, 2 Statement”.
fn parts(ui: &mut Ui, form: Form<'_>, incoming: &[(EventId, RelationKind)]) {
    let parts: Vec<EventId> =
        incoming.iter().filter(|(_, kind)| *kind == RelationKind::PartOf).map(|(from, _)| *from).collect();
    if parts.is_empty() {
        return;
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for part in &parts {
        let kind = form.view.project().events().get(*part).and_then(|event| event.kind);
        *kinds.entry(kind.map_or("without a type", |kind| form.view.project().label(kind.into()))).or_default() += 1;
    }
    let kinds: Vec<String> = kinds.into_iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    weak(ui, format!("{}: {}", counted(parts.len(), "part"), kinds.join(", ")));
}

/// The links that lead here, by kind and id.
fn incoming(form: Form<'_>) -> Vec<(EventId, RelationKind)> {
    let project = form.view.project();
    let mut links: Vec<(EventId, RelationKind)> = Vec::new();
    for record in form.view.index().referrers_but_marks(form.id.into()) {
        let RecordId::Event(from) = record else { continue };
        let Some(event) = project.events().get(from) else { continue };
        links.extend(event.relations.iter().filter(|link| link.to == form.id).map(|link| (from, link.kind)));
    }
    links.sort_by_key(|(from, kind)| (*kind, *from));
    links
}

/// A kind is chosen, then the other event.
fn add(ui: &mut Ui, form: Form<'_>, ask: &mut Option<Ask>) {
    let key = form.control("relation-kind", 0);
    labelled(ui, "Add", |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let known = ui.data(|data| data.get_temp::<RelationKind>(key)).unwrap_or(RelationKind::PartOf);
            let mut kind = known;
            let combo =
                ComboBox::from_id_salt("relation-kind").selected_text(name(form.view, kind)).truncate().width(112.0);
            let shown = combo.show_ui(ui, |ui| {
                for other in KINDS {
                    ui.selectable_value(&mut kind, other, name(form.view, other));
                }
                for (code, _) in codebook(form.view.project(), CodeKind::RelationKind) {
                    let other = RelationKind::Other(code);
                    ui.selectable_value(&mut kind, other, name(form.view, other));
                }
            });
            shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, "Kind of link"));
            if kind != known {
                ui.data_mut(|data| data.insert_temp(key, kind));
            }
            let more = button::words(ui, "Event…", false);
            more.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Link to another event…"));
            if more.on_hover_text("Choose the other event").clicked() {
                *ask = Some(Ask::Relate(form.id, kind));
            }
        });
    });
}

/// What a link means, read from this event.
fn name(view: View<'_>, kind: RelationKind) -> String {
    match kind {
        RelationKind::PartOf => "Part of".to_owned(),
        RelationKind::Follows => "Follows".to_owned(),
        RelationKind::Causes => "Causes".to_owned(),
        RelationKind::BuildsOn => "Builds on".to_owned(),
        RelationKind::SameOccasion => "Same time".to_owned(),
        RelationKind::Contradicts => "Contradicts".to_owned(),
        RelationKind::Other(code) => view.project().label(code.into()).to_owned(),
    }
}

/// What a link of another event means, read from this one.
fn inverse(view: View<'_>, kind: RelationKind) -> String {
    match kind {
        RelationKind::PartOf => "Part".to_owned(),
        RelationKind::Follows => "Followed by".to_owned(),
        RelationKind::Causes => "Caused by".to_owned(),
        RelationKind::BuildsOn => "Basis of".to_owned(),
        RelationKind::SameOccasion | RelationKind::Contradicts => name(view, kind),
        RelationKind::Other(_) => format!("← {}", name(view, kind)),
    }
}
