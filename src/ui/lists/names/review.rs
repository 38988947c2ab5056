//! All places of one name as key words in context: ticked at first, and accepted together as one step.
//!
//! ↑ and ↓ move, Space ticks, Ctrl+A ticks all or none, Enter accepts what is ticked, Escape goes back.

use crate::base::number::counted;
use crate::base::span::{Pieces, Span};
use crate::model::DocumentId;
use crate::query::concordance::reads_right_to_left;
use crate::query::search::Hit;
use crate::query::suggest::names::Suggestion;
use crate::session::{At, Spot};
use crate::ui::article::{kind_name, name_command};
use crate::ui::icons;
use crate::ui::lists::cell;
use crate::ui::lists::kwic::{self, CONTEXT_CHARS, Side};
use crate::ui::theme::{self, Palette};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::{button, row, toggle};
use egui::{Align, EventFilter, Id, Key, Layout, Modifiers, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use egui_extras::{Column, TableBuilder, TableRow};
use std::collections::BTreeSet;

/// A name whose places are looked through.
pub struct Review {
    name: String,
    /// The places that are not to be accepted: what comes to light later is ticked, too.
    unticked: BTreeSet<(DocumentId, Span)>,
    at: usize,
    wants: Wants,
}

#[derive(PartialEq)]
enum Wants {
    Nothing,
    /// The keyboard.
    Focus,
    /// The chosen row in sight.
    Sight,
}

/// Whether the places stay open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stays {
    /// They do.
    Open,
    /// They were accepted, or left.
    Closed,
}

impl Review {
    /// All places of a name, ticked.
    #[must_use]
    pub fn of(suggestion: &Suggestion) -> Self {
        Self { name: suggestion.name.clone(), unticked: BTreeSet::new(), at: 0, wants: Wants::Focus }
    }

    /// Draws them.
    pub fn show(&mut self, ui: &mut Ui, view: View<'_>, wishes: &mut Wishes) -> Stays {
        let names = view.suggested.names();
        let Some(suggestion) = names.iter().find(|suggestion| suggestion.name == self.name) else {
            return Stays::Closed;
        };
        self.at = self.at.min(suggestion.mentions.len().saturating_sub(1));
        let mut done = self.head(ui, view, suggestion);
        let area = ui.interact(ui.available_rect_before_wrap(), id(), Sense::click());
        area.widget_info(|| WidgetInfo::labeled(Role::List, true, "Places"));
        if std::mem::replace(&mut self.wants, Wants::Nothing) == Wants::Focus || area.clicked() {
            area.request_focus();
        }
        if area.has_focus() {
            let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), filter));
            done = self.keys(ui, suggestion).or(done);
        }
        self.table(ui, view, suggestion, wishes);
        let reach = area.rect.expand2(vec2(5.0, 0.0));
        button::focus_ring(ui, &area.with_new_rect(reach));
        match done {
            Some(Done::Back) => {
                wishes.push(Wish::Read);
                Stays::Closed
            }
            Some(Done::Accept) => self.accept(view, suggestion, wishes),
            None => Stays::Open,
        }
    }

    fn head(&self, ui: &mut Ui, view: View<'_>, suggestion: &Suggestion) -> Option<Done> {
        let mut done = None;
        ui.horizontal(|ui| {
            if button::icon(ui, icons::ARROW_LEFT, "Back to the names", "Esc", true).clicked() {
                done = Some(Done::Back);
            }
            row::head(ui, &suggestion.name, None);
            let weak = Palette::of(ui).weak;
            ui.label(RichText::new(kind_name(suggestion.kind)).font(theme::small()).color(weak));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let places = self.ticked(suggestion);
                let documents: BTreeSet<DocumentId> = places.iter().map(|(document, _)| *document).collect();
                let label = format!("Accept {} in {}", places.len(), counted(documents.len(), "document"));
                let able = view.session.read_only().is_none() && !places.is_empty();
                ui.add_enabled_ui(able, |ui| {
                    let response = button::words(ui, &label, true);
                    let about = "Marks all ticked places as one step";
                    if response.on_hover_ui(|ui| button::tooltip(ui, about, "Enter")).clicked() {
                        done = Some(Done::Accept);
                    }
                });
                ui.label(RichText::new("Space ticks, Ctrl+A all").font(theme::small()).color(weak));
            });
        });
        done
    }

    fn keys(&mut self, ui: &Ui, suggestion: &Suggestion) -> Option<Done> {
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        let last = suggestion.mentions.len().saturating_sub(1);
        let moves = [
            (Key::ArrowDown, self.at + 1),
            (Key::ArrowUp, self.at.saturating_sub(1)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        if let Some((_, to)) = moves.into_iter().find(|(key, _)| pressed(Modifiers::NONE, *key)) {
            (self.at, self.wants) = (to.min(last), Wants::Sight);
        }
        if pressed(Modifiers::NONE, Key::Space) {
            suggestion
                .mentions
                .get(self.at)
                .into_iter()
                .for_each(|mention| self.turn((mention.document, mention.span)));
        }
        if pressed(Modifiers::COMMAND, Key::A) {
            let all = suggestion.mentions.iter().map(|mention| (mention.document, mention.span));
            self.unticked = if self.unticked.is_empty() { all.collect() } else { BTreeSet::new() };
        }
        if pressed(Modifiers::NONE, Key::Escape) {
            return Some(Done::Back);
        }
        pressed(Modifiers::NONE, Key::Enter).then_some(Done::Accept)
    }

    fn table(&mut self, ui: &mut Ui, view: View<'_>, suggestion: &Suggestion, wishes: &mut Wishes) {
        let mut turned = None;
        let mut clicked = None;
        let mut table = TableBuilder::new(ui)
            .id_salt("name-places")
            .sense(Sense::CLICK)
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .cell_layout(Layout::left_to_right(Align::Center))
            .column(Column::exact(28.0))
            .column(Column::initial(220.0).at_least(80.0).clip(true).resizable(true))
            .column(Column::remainder().at_least(120.0).clip(true))
            .column(Column::initial(150.0).at_least(60.0).clip(true).resizable(true))
            .column(Column::remainder().at_least(120.0).clip(true));
        if self.wants == Wants::Sight {
            self.wants = Wants::Nothing;
            table = table.scroll_to_row(self.at, None);
        }
        table.body(|body| {
            body.rows(theme::ROW, suggestion.mentions.len(), |mut table| {
                let at = table.index();
                let Some(mention) = suggestion.mentions.get(at) else { return };
                let place = (mention.document, mention.span);
                let ticked = !self.unticked.contains(&place);
                table.set_selected(at == self.at);
                table.col(|ui| {
                    if toggle::tick(ui, &format!("Tick place {}", at + 1), ticked).clicked() {
                        turned = Some(place);
                    }
                });
                if one(&mut table, view, place, ticked) {
                    clicked = Some((at, place));
                }
            });
        });
        turned.into_iter().for_each(|place| self.turn(place));
        if let Some((at, (document, span))) = clicked {
            self.at = at;
            ui.memory_mut(|memory| memory.request_focus(id()));
            wishes.push(Wish::Jump(document, span));
        }
    }

    fn turn(&mut self, place: (DocumentId, Span)) {
        if !self.unticked.remove(&place) {
            self.unticked.insert(place);
        }
    }

    fn ticked(&self, suggestion: &Suggestion) -> Vec<(DocumentId, Span)> {
        let places = suggestion.mentions.iter().map(|mention| (mention.document, mention.span));
        places.filter(|place| !self.unticked.contains(place)).collect()
    }

    fn accept(&self, view: View<'_>, suggestion: &Suggestion, wishes: &mut Wishes) -> Stays {
        let ticked = self.ticked(suggestion);
        if ticked.is_empty() || view.session.read_only().is_some() {
            return Stays::Open;
        }
        let spellings = ticked.iter().filter_map(|(document, span)| span.text(view.project().text(*document)));
        let spot = |(document, span): &(DocumentId, Span)| {
            Some(Spot { document: *document, at: At::Bytes(Pieces::one(*span)?) })
        };
        let places = ticked.iter().filter_map(spot).collect();
        wishes.command(name_command(view, suggestion, spellings, places));
        Stays::Closed
    }
}

enum Done {
    Back,
    Accept,
}

fn id() -> Id {
    Id::unique("name-places")
}

/// The cells behind the tick; says whether the row was clicked.
fn one(table: &mut TableRow<'_, '_>, view: View<'_>, (document, span): (DocumentId, Span), ticked: bool) -> bool {
    let Some(row) = view.project().documents().get(document) else { return false };
    let context = Hit { document, span }.context(view.project().text(document), CONTEXT_CHARS);
    let outlet = if row.outlet.is_empty() { "" } else { " · " };
    let source = format!("{}{outlet}{}", row.outlet, row.title);
    let (before, words, after) = (context.before, context.words, context.after);
    let (left, right) = if reads_right_to_left(words) { (after, before) } else { (before, after) };
    table.col(|ui| cell(ui, &source, true));
    table.col(|ui| kwic::beside(ui, left, Side::Left));
    table.col(|ui| kwic::hit(ui, words, !ticked));
    table.col(|ui| kwic::beside(ui, right, Side::Right));
    let response = table.response();
    response.widget_info(|| {
        WidgetInfo::selected(Role::ListItem, true, ticked, format!("{before}{words}{after}, {source}"))
    });
    response.clicked()
}
