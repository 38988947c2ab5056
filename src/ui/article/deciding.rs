//! Deciding about what is proposed in the open article: a small card below the words says what they would become and
//! why; Enter accepts, Delete declines, Tab goes to the next.
//!
//! Only one proposal is looked at at a time. When it has been decided the next one takes its place. What a card does
//! is a command like any other, and one undo.

use crate::base::number::counted;
use crate::base::span::{Pieces, Span};
use crate::base::words;
use crate::model::DocumentId;
use crate::model::Matter;
use crate::ops::name::Naming;
use crate::query::suggest::dates::Expression;
use crate::query::suggest::names::{Kind, Suggestion};
use crate::query::suggest::proposals::{events_around, kind_code, not_a_date};
use crate::session::{At, Command, DateOf, Spot};
use crate::ui::ask::Ask;
use crate::ui::icons;
use crate::ui::suggested::What;
use crate::ui::theme::{self, Palette, space};
use crate::ui::view::{View, Wish, Wishes};
use crate::ui::widgets::button;
use egui::{Area, Context, Frame, Id, Key, Modifiers, Order, Rect, RichText, Role, Ui, WidgetInfo, vec2};

/// The proposal that is being decided, if one is.
#[derive(Default)]
pub struct Deciding(Option<(DocumentId, Span)>);

/// Width of the card, in points.
const WIDTH_PX: f32 = 380.0;
/// Reasons that are said; the others are in the list of names.
const MOST_REASONS: usize = 3;

/// What can be done with a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Accept,
    Review,
    Decline,
    Next,
    Previous,
    Close,
}

impl Act {
    const KEYS: [(Self, Modifiers, Key); 6] = [
        (Self::Review, Modifiers::SHIFT, Key::Enter),
        (Self::Accept, Modifiers::NONE, Key::Enter),
        (Self::Decline, Modifiers::NONE, Key::Delete),
        (Self::Previous, Modifiers::SHIFT, Key::Tab),
        (Self::Next, Modifiers::NONE, Key::Tab),
        (Self::Close, Modifiers::NONE, Key::Escape),
    ];
}

impl Deciding {
    /// Whether a card is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// The words that are being decided, if they are of this document.
    #[must_use]
    pub fn span(&self, document: DocumentId) -> Option<Span> {
        self.0.filter(|(of, _)| *of == document).map(|(_, span)| span)
    }

    /// Opens the card of these words.
    pub fn open(&mut self, document: DocumentId, span: Span) {
        self.0 = Some((document, span));
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.0 = None;
    }

    /// Goes to the proposal after the present one, or the one before; without one, to the first from `caret` on. Goes
    /// round at the ends; `None` if there is none.
    pub fn step(&mut self, view: View<'_>, document: DocumentId, caret: usize, forward: bool) -> Option<Span> {
        let suggested = view.suggested;
        let (start, end) = (Span::new(0, 0), Span::new(usize::MAX, usize::MAX));
        let next = match (self.span(document), forward) {
            (Some(span), true) => suggested.after(span).or_else(|| suggested.after(start)),
            (Some(span), false) => suggested.before(span).or_else(|| suggested.before(end)),
            (None, _) => suggested.after(Span::new(caret, caret)).or_else(|| suggested.after(start)),
        };
        next.iter().for_each(|span| self.open(document, *span));
        next
    }

    /// Goes on to the next proposal where the present one has been decided; where to, if somewhere.
    pub fn follow(&mut self, view: View<'_>, document: DocumentId) -> Option<Span> {
        let Some(span) = self.span(document).filter(|_| view.settings.suggestions) else {
            self.0 = None;
            return None;
        };
        // While newer ones are on their way, those that are shown may have been decided.
        if view.suggested.is_computing() || view.suggested.at(span).is_some() {
            return None;
        }
        let next = view.suggested.after(span);
        self.0 = next.map(|next| (document, next));
        next
    }

    /// Takes the keys of the card out of this frame's input; where to go, if somewhere.
    pub fn keys(&mut self, ctx: &Context, view: View<'_>, wishes: &mut Wishes) -> Option<Span> {
        let (document, span) = self.0?;
        let what = view.suggested.at(span)?;
        let pressed = ctx
            .input_mut(|input| Act::KEYS.into_iter().find(|(_, modifiers, key)| input.consume_key(*modifiers, *key)));
        let (act, ..) = pressed?;
        self.carry_out(act, view, (document, span), &what, wishes)
    }

    fn carry_out(
        &mut self,
        act: Act,
        view: View<'_>,
        (document, span): (DocumentId, Span),
        what: &What<'_>,
        wishes: &mut Wishes,
    ) -> Option<Span> {
        match act {
            Act::Accept => wishes.push(accept(view, document, span, what)?),
            Act::Decline => wishes.push(decline(view, document, span, what)?),
            Act::Review => {
                if let What::Name(name) = what {
                    wishes.push(Wish::ReviewName(name.name.clone()));
                }
            }
            Act::Next => return self.step(view, document, span.start(), true),
            Act::Previous => return self.step(view, document, span.start(), false),
            Act::Close => self.close(),
        }
        None
    }

    /// Draws the card below the words, which stand at `words`; `None`: they are out of sight.
    pub fn show(&mut self, ui: &Ui, view: View<'_>, words: Option<Rect>, wishes: &mut Wishes) -> Option<Span> {
        let (document, span) = self.0?;
        let (what, words) = (view.suggested.at(span)?, words?);
        let at = words.left_bottom() + vec2(-space::S, space::S);
        let area = Area::new(Id::unique("proposal")).order(Order::Middle).fixed_pos(at).constrain(true);
        let shown =
            area.show(ui.ctx(), |ui| Frame::popup(ui.style()).show(ui, |ui| card(ui, view, document, &what)).inner);
        self.carry_out(shown.inner?, view, (document, span), &what, wishes)
    }
}

fn card(ui: &mut Ui, view: View<'_>, document: DocumentId, what: &What<'_>) -> Option<Act> {
    ui.set_max_width(WIDTH_PX);
    ui.spacing_mut().item_spacing.y = space::XS;
    let act = match what {
        What::Date(date) => {
            about_date(ui, view, document, date);
            None
        }
        What::Name(name) => about_name(ui, name),
    };
    let chosen = ui.horizontal(|ui| buttons(ui, view)).inner;
    act.or(chosen)
}

fn about_date(ui: &mut Ui, view: View<'_>, document: DocumentId, date: &Expression) {
    let value = date.value.as_ref().map(crate::base::when::When::human).unwrap_or_default();
    title(ui, icons::CALENDAR_BLANK, &value);
    weak(ui, &sentence_case(&date.because));
    let events = events_around(view.project(), document, date.span);
    let becomes = match events.as_slice() {
        [] => "Enter asks which event it dates".to_owned(),
        [event] => format!("Dates {}", view.project().label((*event).into())),
        several => format!("Enter asks which of {} it dates", counted(several.len(), "event")),
    };
    weak(ui, &becomes);
}

fn about_name(ui: &mut Ui, name: &Suggestion) -> Option<Act> {
    let icon = if name.kind == Kind::Person { icons::USER } else { icons::TAG };
    title(ui, icon, &name.name);
    let documents: std::collections::BTreeSet<DocumentId> =
        name.mentions.iter().map(|mention| mention.document).collect();
    let known = if name.entity.is_some() { "an entity of this project · " } else { "" };
    let offices: Vec<&str> = name.offices.iter().map(|office| office.title.as_str()).take(2).collect();
    let office = if offices.is_empty() { String::new() } else { format!(" · {}", offices.join(", ")) };
    weak(ui, &format!("{known}{}{office}", kind_name(name.kind)));
    for reason in name.because.iter().take(MOST_REASONS) {
        weak(ui, &sentence_case(said_of(name.kind, reason)));
    }
    let all = name.mentions.len();
    let label = format!("All {all} in {}…", counted(documents.len(), "document"));
    let review = all > 1
        && button::link(ui, &label)
            .on_hover_ui(|ui| button::tooltip(ui, "Look through all places, tick and accept", "Shift+Enter"))
            .clicked();
    review.then_some(Act::Review)
}

/// With a capital at its beginning.
fn sentence_case(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// A reason without the kind that it begins with and that stands above it.
fn said_of(kind: Kind, reason: &str) -> &str {
    let of_kind = reason.strip_prefix(kind_name(kind)).and_then(|rest| rest.strip_prefix(": "));
    of_kind.unwrap_or(reason)
}

/// What people call a kind of names.
#[must_use]
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Organisation => "organisation",
        Kind::Place => "place",
        Kind::Agreement => "agreement",
        Kind::Operation => "operation",
        Kind::Other => "name",
    }
}

fn title(ui: &mut Ui, icon: &str, words: &str) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(RichText::new(icon).font(theme::icon(15.0)).color(Palette::of(ui).weak));
        let response = ui.add(egui::Label::new(RichText::new(words).font(theme::medium())).wrap());
        let said = format!("Suggested: {words}");
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    });
}

fn weak(ui: &mut Ui, words: &str) {
    if !words.is_empty() {
        ui.add(egui::Label::new(RichText::new(words).font(theme::small()).color(Palette::of(ui).weak)).wrap());
    }
}

fn buttons(ui: &mut Ui, view: View<'_>) -> Option<Act> {
    let writable = view.session.read_only().is_none();
    let mut act = None;
    ui.spacing_mut().item_spacing.x = space::XS;
    ui.add_enabled_ui(writable, |ui| {
        for (name, key, primary, what) in
            [("Accept", "Enter", true, Act::Accept), ("Decline", "Delete", false, Act::Decline)]
        {
            if button::words(ui, name, primary).on_hover_ui(|ui| button::tooltip(ui, name, key)).clicked() {
                act = Some(what);
            }
        }
    });
    let next = button::words(ui, "Next", false);
    if next.on_hover_ui(|ui| button::tooltip(ui, "Leave it undecided and go to the next", "Tab")).clicked() {
        act = Some(Act::Next);
    }
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if button::icon(ui, icons::X, "Close", "Esc", true).clicked() {
            act = Some(Act::Close);
        }
    });
    act
}

/// What accepting comes to: a command, or a question where it is not clear what the words belong to.
fn accept(view: View<'_>, document: DocumentId, span: Span, what: &What<'_>) -> Option<Wish> {
    match what {
        What::Date(date) => Some(match events_around(view.project(), document, span).as_slice() {
            [event] => Wish::Do(date_command(document, date, DateOf::Event(*event))?),
            _ => Wish::Ask(Ask::DateOf(document, span)),
        }),
        What::Name(name) => {
            let words = span.text(view.project().text(document))?;
            let spot = Spot { document, at: At::Bytes(Pieces::one(span)?) };
            Some(Wish::Do(name_command(view, name, [words], vec![spot])))
        }
    }
}

fn decline(view: View<'_>, document: DocumentId, span: Span, what: &What<'_>) -> Option<Wish> {
    let matter = match what {
        What::Date(_) => not_a_date(view.project(), document, span)?,
        What::Name(_) => Matter::NotAName(span.text(view.project().text(document))?.to_owned()),
    };
    Some(Wish::Do(Command::Decline { about: vec![matter], reason: String::new() }))
}

/// A date for an event.
#[must_use]
pub fn date_command(document: DocumentId, date: &Expression, of: DateOf) -> Option<Command> {
    let at = At::Bytes(Pieces::one(date.span)?);
    Some(Command::AcceptDate { document, at, when: date.value.clone()?, of })
}

/// A date for a new event, of which its sentence is evidence.
#[must_use]
pub fn sentence_of(view: View<'_>, document: DocumentId, span: Span) -> Option<At> {
    let text = view.project().text(document);
    let sentence = words::tighten(text, words::sentence_at(text, span.start()));
    Some(At::Bytes(Pieces::one(sentence)?))
}

/// Accepts a name in some places, with the spellings that stand there.
#[must_use]
pub fn name_command<'w>(
    view: View<'_>,
    name: &Suggestion,
    spellings: impl IntoIterator<Item = &'w str>,
    places: Vec<Spot>,
) -> Command {
    let mut names = vec![name.name.clone()];
    for spelling in spellings {
        if !names.iter().any(|other| other == spelling) {
            names.push(spelling.to_owned());
        }
    }
    let offices = name.offices.iter().map(|office| office.title.clone()).collect();
    let kind = match name.entity.and_then(|entity| view.project().entities().get(entity)) {
        Some(entity) => entity.kind,
        None => kind_code(view.project(), name),
    };
    Command::AcceptName { naming: Naming { entity: name.entity, kind, names, offices }, places }
}
