//! A window with two articles, and the hands of a person: pointer, keys, and eyes in the accessibility tree.

use super::super::Workbench;
use crate::base::id::Ids;
use crate::base::stamp::Stamp;
use crate::base::when::When;
use crate::files::store::OpenOptions;
use crate::files::{Disk, RealDisk};
use crate::model::{CodeId, DocumentId, Event as Happening, EventId, HowKnown, Mark, MarkId, Published};
use crate::ops::document::DocumentChange;
use crate::project::Project;
use crate::session::codebook::new_project;
use crate::session::{Command, NewDocument, Session, Settings};
use crate::ui::{start, theme};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2, pos2, vec2};
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable};
use egui_kittest::{Harness, Node};
use std::path::Path;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

pub const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
pub const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };
/// A window of this size, in points.
pub const SIZE: Vec2 = vec2(1456.0, 916.0);

/// Title, outlet, day, text.
pub type Article = (&'static str, &'static str, &'static str, &'static str);

pub const FIRST: Article = (
    "Minister visits Rabat",
    "Harbour Post",
    "2025-03-11",
    "Minister visits Rabat\n\nThe interior minister travelled to Rabat on Monday. He met his colleague there and \
     spoke of a new roadmap.\n\nNo paper was signed, a spokesman said.",
);
pub const SECOND: Article = (
    "Two capitals compare notes",
    "Coast Courier",
    "2025-03-14",
    "Two capitals compare notes\n\nLast Monday a French guest was received in the Moroccan capital. Officials praised \
     the talks.",
);

/// A project with the usual codebook and these articles.
pub fn fill(session: &mut Session, articles: &[Article]) {
    let new = |(title, outlet, day, text): &Article| NewDocument {
        text: (*text).to_owned(),
        changes: vec![
            DocumentChange::Title((*title).to_owned()),
            DocumentChange::Outlet((*outlet).to_owned()),
            DocumentChange::Language("en".to_owned()),
            DocumentChange::Published(Some(Published {
                when: day.parse::<When>().expect("a day"),
                known: HowKnown::Given,
                reason: String::new(),
            })),
        ],
    };
    let command = Command::AddDocuments(articles.iter().map(new).collect());
    session.perform(&command, Stamp::default()).expect("articles");
}

pub fn in_memory(articles: &[Article]) -> Workbench {
    let mut session = Session::in_memory(new_project(Ids::from_seed(1).fresh()), "AL", 2);
    if !articles.is_empty() {
        fill(&mut session, articles);
    }
    workbench(session, Arc::new(RealDisk))
}

pub fn settings() -> Settings {
    // What a text proposes comes when it has been found, and would come between the steps of other tests.
    Settings { coder: "AL".to_owned(), suggestions: false, ..Settings::default() }
}

pub fn workbench(session: Session, disk: Arc<dyn Disk>) -> Workbench {
    Workbench::new(session, settings(), None, disk)
}

/// A project file with both articles, saved and closed.
pub fn saved(path: &Path) {
    let mut session =
        Session::create(Arc::new(RealDisk), path, "AL", Stamp::default(), Ids::from_seed(3)).expect("a project");
    fill(&mut session, &[FIRST, SECOND]);
    session.perform(&Command::Save, Stamp::default()).expect("saved");
}

pub fn opened(path: &Path, disk: &Arc<dyn Disk>, write: bool) -> Session {
    let options = OpenOptions { by: "AL".to_owned(), now: Stamp::default(), write };
    let (session, problems) = Session::open(disk.clone(), path, &options, Ids::from_seed(9)).expect("opens");
    assert_eq!(problems, []);
    session
}

/// The window.
pub struct Desk(pub Harness<'static, Workbench>);

impl Desk {
    pub fn new(workbench: Workbench) -> Self {
        Self::sized(workbench, SIZE)
    }

    pub fn sized(workbench: Workbench, size: Vec2) -> Self {
        let look = workbench.settings.clone();
        let mut harness = Harness::builder()
            .with_size(size)
            .with_step_dt(1.0 / 20.0)
            .with_max_steps(200)
            .with_os(egui::os::OperatingSystem::Nix)
            .with_context_setup(move |ctx| {
                theme::install(ctx);
                start::apply_look(ctx, &look);
            })
            .build_ui_state(|ui, workbench: &mut Workbench| workbench.frame(ui), workbench);
        harness.run();
        Self(harness)
    }

    /// Two articles in memory.
    pub fn usual() -> Self {
        Self::new(in_memory(&[FIRST, SECOND]))
    }

    pub fn workbench(&self) -> &Workbench {
        self.0.state()
    }

    pub fn session(&self) -> &Session {
        &self.0.state().session
    }

    pub fn project(&self) -> &Project {
        self.session().project()
    }

    /// Waits until nothing moves any more, and until nothing is being read or written.
    pub fn settle(&mut self) {
        self.0.run();
        while self.workbench().jobs.is_running() {
            std::thread::sleep(std::time::Duration::from_millis(1));
            self.0.run();
        }
    }

    /// Waits for what is computed beside the frames.
    pub fn wait(&mut self) {
        self.settle();
        while self.workbench().is_computing() {
            std::thread::sleep(std::time::Duration::from_millis(2));
            self.settle();
        }
        self.settle();
    }

    /// Opens a project file, and waits for it.
    pub fn open_file(&mut self, path: &Path) {
        let ctx = self.0.ctx.clone();
        self.0.state_mut().use_paths(&ctx, crate::ui::dialog::Purpose::Open, vec![path.to_owned()]);
        self.settle();
    }

    // ---- what there is

    pub fn document(&self, article: &Article) -> DocumentId {
        let found = self.project().documents().iter().find(|(_, row)| row.title == article.0);
        found.map(|(id, _)| id).expect("an article")
    }

    pub fn code(&self, name: &str) -> CodeId {
        self.project().codes().iter().find(|(_, code)| code.name == name).map(|(id, _)| id).expect("a code")
    }

    pub fn events(&self) -> Vec<(EventId, &Happening)> {
        self.project().events().iter().map(|(id, event)| (id, &**event)).collect()
    }

    /// The only event.
    pub fn event(&self) -> (EventId, Happening) {
        let events = self.events();
        let [(id, event)] = events.as_slice() else { panic!("{} events", events.len()) };
        (*id, (*event).clone())
    }

    pub fn marks(&self) -> Vec<(MarkId, &Mark)> {
        self.project().marks().iter().map(|(id, mark)| (id, &**mark)).collect()
    }

    pub fn quotes(&self) -> Vec<String> {
        self.marks().into_iter().map(|(_, mark)| mark.quote.clone()).collect()
    }

    pub fn notice(&self) -> &str {
        self.workbench().notice().map(|notice| notice.text.as_str()).unwrap_or_default()
    }

    // ---- eyes

    pub fn shows(&self, words: &str) -> bool {
        self.0.query_all_by(|node| said(node).contains(words)).next().is_some()
    }

    /// The quotes of the sentences that are listed below.
    pub fn sentences(&self) -> Vec<String> {
        let of = |quote: &String| {
            let row = format!("{quote}, ");
            self.0.query_all_by(|node| node.label().is_some_and(|label| label.starts_with(&row))).next().is_some()
        };
        self.quotes().into_iter().filter(of).collect()
    }

    pub fn button<'a>(&'a self, name: &'a str) -> Node<'a> {
        self.0.get_by(move |node| node.role() == Role::Button && node.label().is_some_and(|label| label == name))
    }

    /// The button whose name begins so.
    pub fn button_from<'a>(&'a self, name: &'a str) -> Node<'a> {
        self.0.get_by(move |node| {
            node.role() == Role::Button && node.label().is_some_and(|label| label.starts_with(name))
        })
    }

    pub fn field<'a>(&'a self, name: &'a str) -> Node<'a> {
        self.0.get_by(move |node| is_field(node) && node.label().is_some_and(|label| label == name))
    }

    pub fn value(&self, name: &str) -> String {
        self.field(name).value().unwrap_or_default()
    }

    pub fn reader(&self) -> Node<'_> {
        self.0.get_by_label("Article text")
    }

    /// What the reader tells a screen reader is selected.
    pub fn selected(&self) -> String {
        self.reader().value().unwrap_or_default()
    }

    /// Where words stand that lie in one row of the article.
    pub fn words(&self, words: &str) -> Rect {
        for run in self.0.query_all_by_role(Role::TextRun) {
            let node = run.accesskit_node();
            let data = node.data();
            let value = data.value().unwrap_or_default();
            let (Some(at), Some(bounds), Some(xs), Some(widths)) =
                (value.find(words), data.bounds(), data.character_positions(), data.character_widths())
            else {
                continue;
            };
            let first = value[..at].graphemes(true).count();
            let last = value[..at + words.len()].graphemes(true).count() - 1;
            #[expect(clippy::cast_possible_truncation, reason = "points of a screen")]
            let (left, top, bottom) = (bounds.x0 as f32, bounds.y0 as f32, bounds.y1 as f32);
            let (from, to) = (left + xs[first], left + xs[last] + widths[last]);
            return Rect::from_min_max(pos2(from, top), pos2(to, bottom));
        }
        panic!("{words:?} is not in sight");
    }

    // ---- the pointer

    fn pressed(&self, pos: Pos2, pressed: bool, modifiers: Modifiers) {
        self.0.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
    }

    /// Zooms with wheel or fingers, the pointer being there.
    pub fn zoom(&mut self, pos: Pos2, factor: f32) {
        self.0.hover_at(pos);
        self.settle();
        self.0.event(Event::Zoom(factor));
        self.settle();
    }

    pub fn click_at(&mut self, pos: Pos2) {
        self.0.hover_at(pos);
        self.pressed(pos, true, Modifiers::NONE);
        self.pressed(pos, false, Modifiers::NONE);
        self.settle();
    }

    pub fn ctrl_click_at(&mut self, pos: Pos2) {
        self.0.hover_at(pos);
        self.pressed(pos, true, CTRL);
        self.pressed(pos, false, CTRL);
        self.settle();
    }

    pub fn click(&mut self, name: &str) {
        let pos = self.button(name).rect().center();
        self.click_at(pos);
    }

    /// Clicks the row of an article in the list of documents.
    pub fn open(&mut self, article: &Article) {
        let pos = self.button_from(&format!("{}, ", article.0)).rect().center();
        self.click_at(pos);
    }

    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.0.hover_at(from);
        self.pressed(from, true, Modifiers::NONE);
        for share in [0.2, 0.6, 1.0] {
            self.0.hover_at(from.lerp(to, share));
        }
        self.pressed(to, false, Modifiers::NONE);
        self.settle();
    }

    /// Drags from the first of these words to the last, which stand in one row each.
    pub fn drag_over(&mut self, first: &str, last: &str) {
        let (from, to) = (self.words(first), self.words(last));
        self.drag(from.left_center() + vec2(1.0, 0.0), to.right_center() - vec2(1.0, 0.0));
    }

    /// Three presses on a word take its sentence.
    pub fn take_sentence(&mut self, word: &str) {
        let pos = self.words(word).center();
        self.0.hover_at(pos);
        for _ in 0..3 {
            self.pressed(pos, true, Modifiers::NONE);
            self.pressed(pos, false, Modifiers::NONE);
        }
        self.settle();
    }

    // ---- the keys

    pub fn key(&mut self, key: Key) {
        self.chord(Modifiers::NONE, key);
    }

    pub fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.0.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// A letter, as a keyboard sends it: the key and the text in one frame.
    pub fn letter(&mut self, letter: char) {
        let text = letter.to_string();
        let key = Key::from_name(&text.to_uppercase());
        let event =
            |key, pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        let events = &mut self.0.input_mut().events;
        events.extend(key.map(|key| event(key, true)));
        events.push(Event::Text(text));
        self.0.step();
        if let Some(key) = key {
            self.0.event(event(key, false));
        }
        self.settle();
    }

    /// Letters, one after the other.
    pub fn type_in(&mut self, text: &str) {
        text.chars().for_each(|letter| self.letter(letter));
    }

    /// Text as a whole, as an input method commits it.
    pub fn write(&mut self, text: &str) {
        self.0.event(Event::Text(text.to_owned()));
        self.settle();
    }

    /// Scrolls to a field, clicks it, takes all that is in it and types.
    pub fn fill_in(&mut self, name: &str, text: &str) {
        self.field(name).scroll_to_me();
        self.settle();
        let pos = self.field(name).rect().center();
        self.click_at(pos);
        self.chord(CTRL, Key::A);
        self.write(text);
    }

    // ---- doings

    /// Runs a command from the palette.
    pub fn palette(&mut self, words: &str) {
        self.chord(CTRL, Key::K);
        self.write(words);
        self.key(Key::Enter);
    }

    /// Takes the pointer away, so that no tooltip is waited for.
    pub fn let_go(&mut self) {
        self.0.remove_cursor();
        self.settle();
    }

    /// Tags words of the open article with the key of a code.
    pub fn tag(&mut self, first: &str, last: &str, key: char) {
        self.drag_over(first, last);
        self.letter(key);
    }
}

fn said(node: &AccessKitNode<'_>) -> String {
    [node.label(), node.value()].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn is_field(node: &AccessKitNode<'_>) -> bool {
    matches!(node.role(), Role::TextInput | Role::MultilineTextInput | Role::SearchInput)
}
