//! How sure the analyst is; and, apart from that, likelihood, the grade of the source and with whom it may be shared.

use super::form::Form;
use super::section::section;
use super::source::{self, Slot};
use crate::model::{Certainty, Field, Grade, Handling};
use crate::ops::event::EventChange;
use crate::ui::inspector::labelled;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::Wishes;
use crate::ui::widgets::{chip, field};
use egui::{ComboBox, RichText, Role, Ui, WidgetInfo, vec2};

/// The words of ICD 203, each with the other word for it and the chance that both stand for, in per cent.
const LIKELIHOODS: [(&str, &str); 7] = [
    ("almost no chance", "remote, 1–5 %"),
    ("very unlikely", "highly improbable, 5–20 %"),
    ("unlikely", "improbable, 20–45 %"),
    ("roughly even chance", "roughly even odds, 45–55 %"),
    ("likely", "probable, 55–80 %"),
    ("very likely", "highly probable, 80–95 %"),
    ("almost certain", "nearly certain, 95–99 %"),
];

const RELIABILITY: [(char, &str); 6] = [
    ('A', "completely reliable"),
    ('B', "usually reliable"),
    ('C', "fairly reliable"),
    ('D', "not usually reliable"),
    ('E', "unreliable"),
    ('F', "cannot be judged"),
];

const CREDIBILITY: [(char, &str); 6] = [
    ('1', "confirmed by other sources"),
    ('2', "probably true"),
    ('3', "possibly true"),
    ('4', "doubtful"),
    ('5', "improbable"),
    ('6', "cannot be judged"),
];

const HANDLINGS: [(Handling, &str); 5] = [
    (Handling::Clear, "no limit"),
    (Handling::Green, "the community"),
    (Handling::Amber, "the organisation and its clients"),
    (Handling::AmberStrict, "the organisation only"),
    (Handling::Red, "those present only"),
];

/// How sure the analyst is.
pub fn certainty(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    let slot = Slot::field(form, "the certainty", Field::Certainty, true);
    source::row(ui, form, ("Certainty", slot), wishes, |ui, wishes| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for certainty in [Certainty::Certain, Certainty::Probable, Certainty::Possible] {
                let selected = form.event.certainty == certainty;
                if chip::chip(ui, &certainty.to_string(), None, "", selected).clicked() && !selected {
                    form.set(Field::Certainty, EventChange::Certainty(certainty), wishes);
                }
            }
        });
    });
}

/// Likelihood, grade and handling.
pub fn grading(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    let event = form.event;
    let filled = [!event.likelihood.is_empty(), event.grade.is_some(), event.handling.is_some()];
    let count = filled.into_iter().filter(|filled| *filled).count();
    section(ui, "Likelihood, grade, handling", count, |ui| {
        likelihood(ui, form, wishes);
        grade(ui, form, wishes);
        handling(ui, form, wishes);
    });
}

fn likelihood(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    labelled(ui, "Likelihood", |ui| {
        let now = form.event.likelihood.as_str();
        let shown = if now.is_empty() { "–" } else { now };
        let mut chosen = now.to_owned();
        let combo = ComboBox::from_id_salt("likelihood")
            .selected_text(shown)
            .truncate()
            .width(ui.available_width().min(190.0));
        let combo = combo.show_ui(ui, |ui| {
            ui.selectable_value(&mut chosen, String::new(), "–");
            for (word, means) in LIKELIHOODS {
                ui.selectable_value(&mut chosen, word.to_owned(), word).on_hover_text(means);
            }
        });
        combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, "Likelihood"));
        combo
            .response
            .on_hover_text("ICD 203: how likely it is; how sure you are of that is the certainty, and is said apart");
        if chosen != now {
            form.change(EventChange::Likelihood(chosen), wishes);
        }
        let key = form.control("likelihood", 0);
        let typed = field::line(ui, key, "Likelihood in another word", now, "or another word");
        if let Some(word) = typed.done {
            form.change(EventChange::Likelihood(word.trim().to_owned()), wishes);
        }
    });
}

fn grade(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    labelled(ui, "Grade", |ui| {
        let now = form.event.grade.map(|grade| grade.to_string()).unwrap_or_default();
        let part = |at: usize| now.chars().nth(at);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let letter = half(ui, "Reliability of the source", part(0), &RELIABILITY);
            let digit = half(ui, "Credibility of the information", part(1), &CREDIBILITY);
            if letter == part(0) && digit == part(1) {
                return;
            }
            // “Cannot be judged” stands in until the other half is chosen; without either there is no grade.
            let changed = if letter == part(0) { digit.is_none() } else { letter.is_none() };
            let written = format!("{}{}", letter.unwrap_or('F'), digit.unwrap_or('6'));
            let grade = if changed { Ok(None) } else { written.parse::<Grade>().map(Some) };
            grade.into_iter().for_each(|grade| form.change(EventChange::Grade(grade), wishes));
        });
        let words = [(part(0), &RELIABILITY), (part(1), &CREDIBILITY)];
        let words = words.into_iter().filter_map(|(sign, all)| all.iter().find(|(one, _)| Some(*one) == sign));
        let words: Vec<&str> = words.map(|(_, word)| *word).collect();
        if !words.is_empty() {
            crate::ui::inspector::weak(ui, words.join(", "));
        }
        if part(1) == Some('1') && form.once(ui, "origins", || origins(form)) < 2 {
            let warn = Palette::of(ui).warn;
            let said = "1 means confirmed by other sources, and one origin reports it";
            ui.add(egui::Label::new(RichText::new(said).font(theme::small()).color(warn)).wrap());
        }
    });
}

fn origins(form: Form<'_>) -> usize {
    crate::query::origins::count(form.view.project(), &form.view.index().documents_of_event(form.id))
}

/// One half of a grade: the sign that is chosen now.
fn half(ui: &mut Ui, name: &str, now: Option<char>, all: &[(char, &str)]) -> Option<char> {
    let mut chosen = now;
    let shown = now.map_or_else(|| "–".to_owned(), |sign| sign.to_string());
    let combo = ComboBox::from_id_salt(name).selected_text(shown).truncate().width(56.0);
    let combo = combo.show_ui(ui, |ui| {
        ui.selectable_value(&mut chosen, None, "–");
        for (sign, word) in all {
            ui.selectable_value(&mut chosen, Some(*sign), format!("{sign}  {word}"));
        }
    });
    combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, name));
    let word = all.iter().find(|(sign, _)| Some(*sign) == now).map_or("not graded", |(_, word)| word);
    combo.response.on_hover_text(format!("{name}: {word}"));
    chosen
}

fn handling(ui: &mut Ui, form: Form<'_>, wishes: &mut Wishes) {
    labelled(ui, "Handling", |ui| {
        let now = form.event.handling;
        let mut chosen = now;
        let shown = now.map_or_else(|| "–".to_owned(), |handling| handling.to_string());
        let combo =
            ComboBox::from_id_salt("handling").selected_text(shown).truncate().width(ui.available_width().min(190.0));
        let combo = combo.show_ui(ui, |ui| {
            ui.selectable_value(&mut chosen, None, "–");
            for (handling, means) in HANDLINGS {
                ui.selectable_value(&mut chosen, Some(handling), handling.to_string()).on_hover_text(means);
            }
        });
        combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, "Handling"));
        if chosen != now {
            form.change(EventChange::Handling(chosen), wishes);
        }
    });
}
