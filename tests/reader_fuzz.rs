//! The reader under random texts and random hands.
//!
//! Each round makes a text out of everything that a text should not hold, shows it in a window of some size, and lets
//! keys, pointer and a screen reader do what they like. Nothing may panic; caret and selection stay between letters;
//! what is visible stays visible; no frame lays out more than a screenful; a frame in which nothing happens lays out
//! nothing.
//!
//! `ENTENTE_FUZZ_SECS` says how long (2 seconds unless told), `ENTENTE_FUZZ_SEED` with which number to begin. A round
//! that fails is told with its seed and with the shortest text that still fails.

#![cfg(feature = "gui")]
#![allow(clippy::print_stdout, reason = "whoever lets it run for long wants to know how far it came")]

use egui::{
    Color32, Context, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect,
    TouchPhase, Vec2, pos2, vec2,
};
use entente::base::id::Fresh;
use entente::base::span::Span;
use entente::model::{DocumentId, MarkId, Pattern};
use entente::ui::reader::{Highlight, Highlights, Look, Place, Reader, ReaderInput, ReaderStyle, Stripe};
use entente::ui::theme;
use fastrand::Rng;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};
use unicode_segmentation::UnicodeSegmentation;

#[test]
fn random_texts_and_hands() {
    let number =
        |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let until = Instant::now() + Duration::from_secs(number("ENTENTE_FUZZ_SECS", 2));
    let mut seed = number("ENTENTE_FUZZ_SEED", 0);
    loop {
        let text = random_text(&mut Rng::with_seed(seed));
        if let Err(why) = round(seed, &text) {
            let shortest = shrink(seed, text);
            panic!("seed {seed}: {why}\n{} bytes: {:?}", shortest.len(), start_of(&shortest));
        }
        seed += 1;
        if Instant::now() >= until {
            break;
        }
    }
    println!("{seed} rounds");
}

// --- texts ----------------------------------------------------------------------------------------------------------

const PIECES: &[&str] = &[
    "The minister arrived in Rabat. ",
    "a",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\u{85}",
    "\t",
    "\u{0}",
    "\u{7}",
    "\u{1b}[0m",
    "\u{2028}",
    "\u{2029}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{202a}",
    "\u{202b}",
    "\u{202c}",
    "\u{202d}",
    "\u{202e}",
    "\u{2066}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{feff}",
    "\u{fffc}",
    "\u{ad}",
    "\u{301}",
    "e\u{301}\u{323}",
    "\u{fe0f}",
    "\u{fe0e}",
    "\u{e0100}",
    "👨\u{200d}👩\u{200d}👧\u{200d}👦",
    "👍🏽",
    "🇫🇷",
    "🇫",
    "1\u{fe0f}\u{20e3}",
    "المغرب",
    "وفرنسا ",
    "لا",
    "مُحَمَّد ",
    "٢٠١٩",
    "שלום ",
    "שָׁלוֹם",
    "(2019) ",
    "«[",
    "]»",
    "“‘",
    "12,5 % ",
    "摩洛哥",
    "「会談」",
    "กำลัง",
    "தமிழ்",
    "কো",
    "한국",
    "ﷺ",
    "ﬃ",
    "𐐀",
    "\u{10ffff}",
    "C̸̡̛͙̟̏o̷̗͎̓d̴̰̈e̵͔͐",
];

fn random_text(rng: &mut Rng) -> String {
    let mut text = String::new();
    let few: Vec<&str> = (0..rng.usize(1..12)).filter_map(|_| rng.choice(PIECES.iter().copied())).collect();
    for _ in 0..rng.usize(0..120) {
        let piece = rng.choice(few.iter().copied()).unwrap_or("x");
        let times = if rng.u8(..) < 12 { rng.usize(1..3_000) } else { rng.usize(1..6) };
        text.push_str(&piece.repeat(times));
        if text.len() > 60_000 {
            break;
        }
    }
    text
}

/// Takes parts away as long as the rest fails, too; for half a minute at most.
fn shrink(seed: u64, mut text: String) -> String {
    let until = Instant::now() + Duration::from_secs(30);
    let mut part = text.len() / 2;
    while part > 0 && Instant::now() < until {
        let mut at = 0;
        while at < text.len() && Instant::now() < until {
            let (from, to) = (text.floor_char_boundary(at), text.ceil_char_boundary((at + part).min(text.len())));
            let shorter = format!("{}{}", &text[..from], &text[to..]);
            if shorter.len() < text.len() && round(seed, &shorter).is_err() {
                text = shorter;
            } else {
                at += part;
            }
        }
        part /= 2;
    }
    text
}

fn start_of(text: &str) -> String {
    text.chars().take(400).collect()
}

// --- a round --------------------------------------------------------------------------------------------------------

struct Marks(Vec<Highlight>);

impl Highlights for Marks {
    fn between(&self, span: Span, out: &mut Vec<Highlight>) {
        out.extend(self.0.iter().filter(|one| one.piece.overlaps(span)));
    }

    fn is_lit(&self, mark: MarkId) -> bool {
        mark.bits().is_multiple_of(5)
    }

    fn stripes(&self) -> &[Stripe] {
        &[]
    }

    fn revision(&self) -> u64 {
        0
    }
}

fn marks(rng: &mut Rng, text: &str) -> Marks {
    let place = |rng: &mut Rng| text.floor_char_boundary(rng.usize(0..=text.len()));
    let mut list: Vec<Highlight> = (0..rng.u64(0..40))
        .map(|number| {
            let (a, b) = (place(rng), place(rng));
            Highlight {
                mark: MarkId::from_bits(number),
                piece: Span::new(a.min(b), a.max(b)),
                lane: rng.u8(0..7),
                colour: Color32::RED,
                pattern: Pattern::Plain,
                look: if rng.bool() { Look::Event } else { Look::Entity },
                first: true,
                last: true,
            }
        })
        .collect();
    list.sort_by_key(|one| one.piece);
    Marks(list)
}

fn style(rng: &mut Rng) -> ReaderStyle {
    ReaderStyle {
        family: theme::reading_family(rng.bool()),
        size_px: f32::from(rng.u8(8..40)),
        line_height: 1.6,
        columns: u16::from(rng.u8(20..120)),
        ground: Color32::BLACK,
        text: Color32::WHITE,
        weak: Color32::GRAY,
        accent: Color32::BLUE,
        selection: Color32::BLUE,
        line: Color32::GRAY,
        reduced_motion: rng.bool(),
    }
}

/// Shows a text and lets random hands at it. The same seed does the same things.
fn round(seed: u64, text: &str) -> Result<(), String> {
    let tried = catch_unwind(AssertUnwindSafe(|| play(seed, text)));
    tried.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        Err(words.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default())
    })
}

thread_local! {
    /// Seconds; it goes on from round to round.
    static NOW: std::cell::Cell<f64> = const { std::cell::Cell::new(0.0) };
    /// One for all rounds: fonts take longer to load than a round to play.
    static CONTEXT: Context = {
        let ctx = Context::default();
        theme::install(&ctx);
        ctx.enable_accesskit();
        ctx
    };
}

struct Stage {
    text: Arc<str>,
    letters: BTreeSet<usize>,
    marks: Marks,
    /// Every third word, as if it were a date.
    proposed: Vec<Span>,
    style: ReaderStyle,
    size: Vec2,
    reader: Reader,
}

fn play(seed: u64, text: &str) -> Result<(), String> {
    let mut rng = Rng::with_seed(seed ^ 0x5eed);
    let style = style(&mut rng);
    let mut stage = Stage {
        text: text.into(),
        proposed: text.unicode_word_indices().step_by(3).map(|(at, word)| Span::new(at, at + word.len())).collect(),
        letters: text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect(),
        marks: marks(&mut rng, text),
        size: vec2(rng.f32() * 1200.0 + 40.0, rng.f32() * 800.0 + 20.0),
        style,
        reader: Reader::default(),
    };
    stage.frame(vec![])?;
    CONTEXT.with(|ctx| ctx.memory_mut(|memory| memory.request_focus(Reader::id())));
    for _ in 0..40 {
        let events = stage.hand(&mut rng);
        stage.frame(events)?;
    }
    stage.frame(vec![Event::PointerGone])?;
    // What was pushed with the wheel glides to its place.
    for _ in 0..60 {
        stage.frame(vec![])?;
    }
    let laid_out = stage.reader.laid_out();
    stage.frame(vec![])?;
    let again = stage.reader.laid_out() - laid_out;
    if again > 0 { Err(format!("{again} paragraphs were laid out while nothing happened")) } else { Ok(()) }
}

impl Stage {
    /// Something that a person does.
    fn hand(&mut self, rng: &mut Rng) -> Vec<Event> {
        let pos = pos2(rng.f32() * self.size.x, rng.f32() * self.size.y);
        let modifiers = *rng.choice(&MODIFIERS).unwrap_or(&Modifiers::NONE);
        match rng.u8(0..12) {
            0 => vec![Event::PointerMoved(pos), button(pos, true, modifiers)],
            1 => vec![Event::PointerMoved(pos), button(pos, false, modifiers)],
            2 => vec![Event::PointerMoved(pos)],
            3 => (0..rng.u8(1..4))
                .flat_map(|_| [button(pos, true, modifiers), button(pos, false, modifiers)])
                .collect(),
            4 => vec![Event::PointerMoved(pos), wheel(rng)],
            5 => {
                self.size = vec2(rng.f32() * 1200.0 + 40.0, rng.f32() * 800.0 + 20.0);
                vec![]
            }
            6 => {
                let top_byte = rng.usize(0..=self.text.len() + 9);
                self.reader.set_place(Place { top_byte, into_px: f64::from(rng.u8(..)), caret: top_byte / 2 });
                vec![]
            }
            7 => {
                self.reader.scroll_to(rng.usize(0..=self.text.len() + 9));
                vec![]
            }
            8 => vec![asked(rng)],
            _ => (0..rng.u8(1..20)).filter_map(|_| Some(key(*rng.choice(&KEYS)?, modifiers))).collect(),
        }
    }

    fn frame(&mut self, events: Vec<Event>) -> Result<(), String> {
        NOW.set(NOW.get() + 1.0 / 60.0);
        let before = self.reader.laid_out();
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            events,
            time: Some(NOW.get()),
            ..RawInput::default()
        };
        let mut visible = Span::new(0, 0);
        CONTEXT.with(|ctx| {
            let mut output = ctx.run_ui(input, |ui| {
                let input = ReaderInput {
                    stands_back: &|mark| mark.bits().is_multiple_of(3),
                    proposed: [&self.proposed, &[]],
                    proposal: self.proposed.get(2).copied(),
                    ..ReaderInput::of(DocumentId::from_bits(7), &self.text, &self.marks)
                };
                visible = self.reader.show(ui, &input, &self.style).visible;
            });
            output.textures_delta.clear();
            drop(ctx.tessellate(output.shapes, 1.0));
        });
        self.check(visible, self.reader.laid_out() - before)
    }

    fn check(&self, visible: Span, laid_out: u64) -> Result<(), String> {
        let caret = self.reader.caret();
        if !self.letters.contains(&caret) {
            return Err(format!("the caret is inside a letter, at {caret}"));
        }
        if visible.text(&self.text).is_none() {
            return Err(format!("{visible:?} is visible, which is no part of the text"));
        }
        let pieces = self.reader.selection().map(|pieces| pieces.spans().to_vec()).unwrap_or_default();
        if let Some(cut) = pieces.iter().find(|span| span.text(&self.text).is_none()) {
            return Err(format!("{cut:?} is selected, which is no part of the text"));
        }
        if let Some(cut) =
            pieces.iter().find(|s| !self.letters.contains(&s.start()) || !self.letters.contains(&s.end()))
        {
            return Err(format!("{cut:?} is selected, which cuts a letter"));
        }
        // A page of the smallest letters, where it was and where it goes to.
        if laid_out > 500 { Err(format!("{laid_out} paragraphs were laid out in one frame")) } else { Ok(()) }
    }
}

/// A selection that a screen reader sets somewhere, on nodes that need not be there.
fn asked(rng: &mut Rng) -> Event {
    let position = |rng: &mut Rng| egui::accesskit::TextPosition {
        node: egui::accesskit::NodeId(rng.u64(..)),
        character_index: rng.usize(0..300),
    };
    let selection = egui::accesskit::TextSelection { anchor: position(rng), focus: position(rng) };
    Event::AccessKitActionRequest(egui::accesskit::ActionRequest {
        action: egui::accesskit::Action::SetTextSelection,
        target_tree: egui::accesskit::TreeId::ROOT,
        target_node: Reader::id().accesskit_id(),
        data: Some(egui::accesskit::ActionData::SetTextSelection(selection)),
    })
}

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

const MODIFIERS: [Modifiers; 6] = [
    Modifiers::NONE,
    Modifiers::SHIFT,
    CTRL,
    Modifiers::ALT,
    Modifiers { shift: true, ..CTRL },
    Modifiers { shift: true, ..Modifiers::ALT },
];

const KEYS: [Key; 10] = [
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::A,
    Key::Escape,
];

fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

fn button(pos: Pos2, pressed: bool, modifiers: Modifiers) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers }
}

fn wheel(rng: &mut Rng) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, (rng.f32() - 0.5) * 20_000.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    }
}
