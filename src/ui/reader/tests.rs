//! The reader driven as a person would: pointer, keys, and what a screen reader sees.

#![allow(clippy::redundant_closure_for_method_calls, reason = "the method borrows for one call only")]

mod nasty;
mod scripts;

use super::*;
use crate::base::id::{Fresh, Ids};
use crate::base::words;
use crate::model::Pattern;
use egui::{
    Color32, Context, Event, FontData, FontDefinitions, FontFamily, Key, Modifiers, MouseWheelSource, MouseWheelUnit,
    OutputCommand, PointerButton, Pos2, TouchPhase, accesskit, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

mod edges;

struct Marks {
    list: Vec<Highlight>,
    stripes: Vec<Stripe>,
    longest: usize,
}

impl Marks {
    fn new(mut list: Vec<Highlight>) -> Self {
        list.sort_by_key(|one| one.piece);
        let stripes = list.iter().map(|one| Stripe { byte: one.piece.start(), colour: one.colour }).collect();
        let longest = list.iter().map(|one| one.piece.len()).max().unwrap_or(0);
        Self { list, stripes, longest }
    }
}

impl Highlights for Marks {
    fn between(&self, span: Span, out: &mut Vec<Highlight>) {
        let first = self.list.partition_point(|one| one.piece.start() + self.longest < span.start());
        let near = self.list[first..].iter().take_while(|one| one.piece.start() < span.end());
        out.extend(near.filter(|one| one.piece.overlaps(span)));
    }
    fn is_lit(&self, _: MarkId) -> bool {
        false
    }

    fn stripes(&self) -> &[Stripe] {
        &self.stripes
    }
    fn name(&self, mark: MarkId) -> String {
        format!("mark {}", mark.bits())
    }
    fn revision(&self) -> u64 {
        0
    }
}

struct Desk {
    reader: Reader,
    text: Arc<str>,
    marks: Marks,
    edges: Option<(MarkId, Pieces)>,
    found: Vec<Span>,
    zones: Vec<Span>,
    style: ReaderStyle,
    events: Vec<ReaderEvent>,
    hovered: Vec<MarkId>,
    visible: Span,
    /// What was in the window, to ask where a word is.
    view: Option<View>,
}

impl Desk {
    fn new(text: &str) -> Self {
        Self {
            reader: Reader::default(),
            text: text.into(),
            marks: Marks::new(Vec::new()),
            edges: None,
            found: Vec::new(),
            zones: Vec::new(),
            style: style(FontFamily::Name("reading".into())),
            events: Vec::new(),
            hovered: Vec::new(),
            visible: Span::new(0, 0),
            view: None,
        }
    }

    fn show(&mut self, ui: &mut Ui) {
        let rect = ui.available_rect_before_wrap();
        let input = ReaderInput {
            zones: &self.zones,
            selected: self.edges.as_ref().map(|(mark, _)| *mark),
            edges: self.edges.as_ref().map(|(mark, pieces)| (*mark, pieces)),
            found: &self.found,
            ..ReaderInput::of(DocumentId::from_bits(7), &self.text, &self.marks)
        };
        let output = self.reader.show(ui, &input, &self.style);
        self.events.extend(output.events);
        self.hovered = output.hovered;
        self.visible = output.visible;
        if let Some(mut column) = self.reader.column.take() {
            let text_rect = self.reader.fit(ui, &mut column, rect, &self.style);
            self.view = Some(View::new(ui, &mut column, &mut self.reader.scroll, rect, text_rect));
            self.reader.column = Some(column);
        }
    }

    fn selected(&self) -> Option<String> {
        self.reader.selection().and_then(|pieces| pieces.quote(&self.text))
    }

    /// Where some words stand: the first stretch of their first row.
    fn rect(&self, words: &str) -> Rect {
        let at = self.text.find(words).expect(words);
        let mut places = Vec::new();
        self.view.as_ref().expect("a frame").places(Span::new(at, at + words.len()), &mut places);
        places.first().unwrap_or_else(|| panic!("{words} is not visible")).rect
    }

    fn clicked(&self) -> Vec<Vec<MarkId>> {
        let clicks = self.events.iter().filter_map(|event| match event {
            ReaderEvent::MarksClicked(marks) => Some(marks.clone()),
            _ => None,
        });
        clicks.collect()
    }
}

fn fonts(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 4] = [
        ("inter", include_bytes!("../../../assets/fonts/Inter-Regular.otf")),
        ("serif", include_bytes!("../../../assets/fonts/NotoSerif-Regular.ttf")),
        ("naskh", include_bytes!("../../../assets/fonts/NotoNaskhArabic-Regular.ttf")),
        ("hebrew", include_bytes!("../../../assets/fonts/NotoSansHebrew-Regular.ttf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let reading = ["serif", "naskh", "hebrew", "inter"].map(str::to_owned).to_vec();
    fonts.families.insert(FontFamily::Name("reading".into()), reading.clone());
    fonts.families.insert(FontFamily::Proportional, reading.clone());
    fonts.families.insert(FontFamily::Monospace, reading);
    ctx.set_fonts(fonts);
}

fn harness(desk: Desk) -> Harness<'static, Desk> {
    let mut harness = Harness::builder()
        .with_size(vec2(900.0, 500.0))
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(200)
        .allow_missing_glyphs()
        .with_context_setup(fonts)
        .build_ui_state(|ui, desk: &mut Desk| desk.show(ui), desk);
    harness.run();
    harness
}

fn button(harness: &Harness<Desk>, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
}

fn press(harness: &mut Harness<Desk>, pos: Pos2, modifiers: Modifiers) {
    harness.hover_at(pos);
    harness.step();
    harness.event(Event::PointerMoved(pos));
    button(harness, pos, true, modifiers);
    harness.step();
}

fn release(harness: &mut Harness<Desk>, pos: Pos2, modifiers: Modifiers) {
    button(harness, pos, false, modifiers);
    harness.step();
    harness.run();
}

fn drag_with(harness: &mut Harness<Desk>, from: Pos2, to: Pos2, modifiers: Modifiers) {
    harness.event(Event::ModifiersChanged(modifiers));
    press(harness, from, modifiers);
    for share in [0.3, 0.7, 1.0] {
        harness.hover_at(from.lerp(to, share));
        harness.step();
    }
    release(harness, to, modifiers);
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
}

fn drag(harness: &mut Harness<Desk>, from: Pos2, to: Pos2) {
    drag_with(harness, from, to, Modifiers::NONE);
}

fn click_with(harness: &mut Harness<Desk>, pos: Pos2, modifiers: Modifiers) {
    harness.event(Event::ModifiersChanged(modifiers));
    press(harness, pos, modifiers);
    release(harness, pos, modifiers);
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
}

fn key(harness: &mut Harness<Desk>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

const TWO: &str =
    "The minister arrived in Rabat, and spoke. He left on “Monday,” said Mr. Smith.\nThe second paragraph follows.";

#[test]
fn a_drag_selects_whole_words_across_paragraphs() {
    let mut h = harness(Desk::new(TWO));
    let from = h.state().rect("ister").center();
    let to = h.state().rect("Rabat,").right_center() - vec2(1.0, 0.0);
    drag(&mut h, from, to);
    assert_eq!(h.state().selected().as_deref(), Some("minister arrived in Rabat"));
    let [.., ReaderEvent::SelectionChanged(Some(_)), ReaderEvent::SelectionFinished] = h.state().events.as_slice()
    else {
        panic!("{:?}", h.state().events.last());
    };
    let to = h.state().rect("cond par").center();
    drag(&mut h, from, to);
    assert_eq!(
        h.state().selected().as_deref(),
        Some("minister arrived in Rabat, and spoke. He left on “Monday,” said Mr. Smith.\nThe second")
    );
}

#[test]
fn with_alt_letters_are_free() {
    let mut h = harness(Desk::new(TWO));
    let (from, to) = (h.state().rect("ister").left_center(), h.state().rect("arr").right_center());
    drag_with(&mut h, from, to, Modifiers::ALT);
    assert_eq!(h.state().selected().as_deref(), Some("ister arr"));
}

#[test]
fn two_presses_take_a_word_and_three_a_sentence() {
    let mut h = harness(Desk::new(TWO));
    let pos = h.state().rect("Monday").center();
    for expected in [None, Some("Monday"), Some("He left on “Monday,” said Mr. Smith")] {
        click_with(&mut h, pos, Modifiers::NONE);
        assert_eq!(h.state().selected().as_deref(), expected);
    }
}

#[test]
fn shift_click_goes_on_and_ctrl_drag_adds_a_piece() {
    let mut h = harness(Desk::new(TWO));
    let pos = h.state().rect("minister").left_center();
    click_with(&mut h, pos, Modifiers::NONE);
    let pos = h.state().rect("Rabat").center();
    click_with(&mut h, pos, Modifiers::SHIFT);
    assert_eq!(h.state().selected().as_deref(), Some("minister arrived in Rabat"));
    let (from, to) = (h.state().rect("second").center(), h.state().rect("paragraph").center());
    drag_with(&mut h, from, to, Modifiers::COMMAND | Modifiers::CTRL);
    assert_eq!(h.state().selected().as_deref(), Some("minister arrived in Rabat … second paragraph"));
}

#[test]
fn the_keyboard_does_all_of_it() {
    let mut h = harness(Desk::new(TWO));
    h.get_by_label(access::LABEL).focus();
    h.run();
    assert!(h.state().events.contains(&ReaderEvent::Focus));
    key(&mut h, Modifiers::COMMAND | Modifiers::CTRL, Key::ArrowRight);
    assert_eq!(h.state().reader.caret(), 3);
    for _ in 0..3 {
        key(&mut h, Modifiers::SHIFT, Key::ArrowRight);
    }
    assert_eq!(h.state().selected().as_deref(), Some(" mi"), "letter by letter");
    key(&mut h, Modifiers::SHIFT | Modifiers::COMMAND | Modifiers::CTRL, Key::ArrowRight);
    assert_eq!(h.state().selected().as_deref(), Some("minister"), "by whole words");
    key(&mut h, Modifiers::NONE, Key::Escape);
    assert_eq!(h.state().selected(), None);
    key(&mut h, Modifiers::COMMAND | Modifiers::CTRL, Key::ArrowDown);
    assert_eq!(h.state().reader.caret(), TWO.find('\n').expect("two lines") + 1);
    key(&mut h, Modifiers::SHIFT, Key::End);
    assert_eq!(h.state().selected().as_deref(), Some("The second paragraph follows"));
    key(&mut h, Modifiers::NONE, Key::ArrowUp);
    key(&mut h, Modifiers::NONE, Key::Home);
    assert_eq!(h.state().reader.caret(), 0);
    key(&mut h, Modifiers::COMMAND | Modifiers::CTRL, Key::End);
    assert_eq!(h.state().reader.caret(), TWO.len());
}

#[test]
fn tab_reaches_the_text_and_leaves_it() {
    let mut h = harness(Desk::new(TWO));
    key(&mut h, Modifiers::NONE, Key::Tab);
    assert!(h.get_by_label(access::LABEL).is_focused());
    assert!(h.state().reader.focus_by_key, "the focus is shown");
    let pos = h.state().rect("Rabat").center();
    click_with(&mut h, pos, Modifiers::NONE);
    assert!(!h.state().reader.focus_by_key, "not to a hand on the mouse");
    key(&mut h, Modifiers::NONE, Key::ArrowDown);
    assert!(h.get_by_label(access::LABEL).is_focused(), "arrows stay in the text");
}

#[test]
fn dragging_beyond_the_edge_scrolls_on() {
    let mut h = harness(Desk::new(&"A line of words that says little.\n".repeat(400)));
    press(&mut h, pos2(300.0, 100.0), Modifiers::NONE);
    h.hover_at(pos2(320.0, 520.0));
    h.run_steps(60);
    let selected = h.state().reader.selection().expect("it is being dragged").hull();
    assert!(h.state().visible.start() > 200 && selected.end() > h.state().visible.start());
    release(&mut h, pos2(320.0, 520.0), Modifiers::NONE);
    assert!(h.run() <= 2, "it stops with the button");
}

#[test]
fn the_bar_goes_where_it_is_pressed() {
    let text = "A line of words that says little.\n".repeat(4000);
    let mut h = harness(Desk::new(&text));
    let track = Bar::track(h.get_by_label(access::LABEL).rect());
    drag(&mut h, track.center(), track.center() + vec2(0.0, 1.0));
    let middle = h.state().visible.start() * 100 / text.len();
    assert!((45..55).contains(&middle), "{middle} %");
    assert_eq!(h.state().selected(), None, "the text does not notice");
    drag(&mut h, track.center(), track.center_bottom());
    assert_eq!(h.state().visible.end(), text.len());
}

#[test]
fn another_text_of_the_same_document_keeps_the_place() {
    let text = "A line of words that says little.\n".repeat(400);
    let mut h = harness(Desk::new(&text));
    h.state_mut().reader.scroll_to(8000);
    h.run();
    let place = h.state().reader.place();
    h.state_mut().text = format!("{text}One more.").into();
    h.run();
    assert_eq!(h.state().reader.place(), place);
}

#[test]
fn all_is_copied_as_it_stands() {
    let mut h = harness(Desk::new(TWO));
    h.get_by_label(access::LABEL).focus();
    h.run();
    key(&mut h, Modifiers::COMMAND | Modifiers::CTRL, Key::A);
    h.event(Event::Copy);
    h.step();
    let copied = h.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(copied.as_deref(), Some(TWO));
}

#[test]
fn the_wheel_scrolls_and_then_nothing_moves() {
    let text = "A line of words that says little.\n".repeat(400);
    let mut h = harness(Desk::new(&text));
    h.hover_at(pos2(450.0, 250.0));
    h.run();
    let delta = vec2(0.0, -200.0);
    h.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta,
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    h.run();
    assert!(h.state().visible.start() > 0);
    let (before, laid_out) = (h.state().visible, h.state().reader.laid_out());
    assert!(h.run() <= 2, "no repaint is asked for when nothing moves");
    assert_eq!((h.state().visible, h.state().reader.laid_out()), (before, laid_out));
}

#[test]
fn a_jump_shows_the_place_and_a_narrow_window_keeps_it() {
    let paragraph = |n| format!("Paragraph {n} has a few words more than fit into one row of a narrow window.");
    let text = (0..3000).map(paragraph).collect::<Vec<_>>().join("\n");
    let mut h = harness(Desk::new(&text));
    let byte = text.find("Paragraph 1500 ").expect("it is there");
    h.state_mut().reader.scroll_to(byte);
    h.run();
    assert!(h.state().visible.contains(byte));
    let top = h.state().reader.place().top_byte;
    h.set_size(vec2(420.0, 500.0));
    h.run();
    let row = words::paragraph_at(&text, h.state().reader.place().top_byte);
    assert!(row.contains(top), "the first visible words stay the first");
    let place = h.state().reader.place();
    h.state_mut().reader.scroll_to(0);
    h.run();
    h.state_mut().reader.set_place(place);
    h.run();
    assert_eq!(h.state().reader.place(), place);
    h.state_mut().reader.scroll_to(text.len());
    h.run();
    assert_eq!(h.state().visible.end(), text.len(), "the last row is reached");
}

fn highlight(text: &str, quote: &str, lane: u8, mark: MarkId) -> Highlight {
    let at = text.find(quote).expect(quote);
    let piece = Span::new(at, at + quote.len());
    Highlight {
        mark,
        piece,
        lane,
        colour: Color32::RED,
        pattern: Pattern::Plain,
        look: Look::Event,
        first: true,
        last: true,
    }
}

#[test]
fn a_click_on_an_overlap_offers_the_innermost_first() {
    let mut ids = Ids::from_seed(1);
    let (outer, inner): (MarkId, MarkId) = (ids.fresh(), ids.fresh());
    let mut desk = Desk::new(TWO);
    desk.marks =
        Marks::new(vec![highlight(TWO, "minister arrived in Rabat", 0, outer), highlight(TWO, "Rabat", 1, inner)]);
    let mut h = harness(desk);
    let pos = h.state().rect("Rabat").center();
    h.hover_at(pos);
    h.run();
    assert_eq!(h.state().hovered, [inner, outer]);
    click_with(&mut h, pos, Modifiers::NONE);
    let pos = h.state().rect("spoke").center();
    click_with(&mut h, pos, Modifiers::NONE);
    assert_eq!(h.state().clicked(), [vec![inner, outer], vec![]]);
}

const ARABIC: &str = "وقع المغرب وفرنسا يوم الاثنين 10 مارس 2025 إعلانا مشتركا (Gérald Darmanin) في الرباط.";

#[test]
fn an_arabic_drag_selects_the_words_under_the_pointer() {
    let mut h = harness(Desk::new(ARABIC));
    let (from, to) = (h.state().rect("المغرب").center(), h.state().rect("وفرنسا").center());
    assert!(from.x > to.x, "the first word stands at the right");
    drag(&mut h, from, to);
    assert_eq!(h.state().selected().as_deref(), Some("المغرب وفرنسا"));
    for word in ["2025", "Gérald", "الرباط", "وقع"] {
        let pos = h.state().rect(word).center();
        let view = h.state().view.as_ref().expect("a frame");
        let byte = view.letter_at(pos).expect("a letter");
        assert_eq!(words::word_at(ARABIC, byte).and_then(|span| span.text(ARABIC)), Some(word));
    }
    assert!(h.state().rect("2025").left() < h.state().rect("مارس").left(), "digits keep their own order");
}

/// Words of a row from left to right, against the reordering that the Unicode algorithm prescribes.
#[test]
fn words_stand_in_the_order_of_the_unicode_algorithm() {
    for text in [ARABIC, "He said שלום עולם (2019) to them", "שלום Rabat 12 עולם", "a مرحبا 12, 34 b"]
    {
        let h = harness(Desk::new(text));
        let mut seen: Vec<(f32, &str)> = text
            .split_whitespace()
            .map(|word| (h.state().rect(word.trim_matches(['(', ')', ',', '.'])).left(), word))
            .collect();
        seen.sort_by(|a, b| a.0.total_cmp(&b.0));
        let info = unicode_bidi::BidiInfo::new(text, None);
        let line = info.reorder_line(&info.paragraphs[0], 0..text.len());
        let letters = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let expected: Vec<String> = line.split_whitespace().map(letters).collect();
        for ((_, word), expected) in seen.iter().zip(&expected) {
            let word = letters(word);
            assert!(
                word == *expected || word.chars().rev().eq(expected.chars()),
                "{text}: {word} where {expected} should be"
            );
        }
    }
}

#[test]
fn a_screen_reader_sees_the_paragraphs_and_the_selection() {
    let mut h = harness(Desk::new(TWO));
    let (from, to) = (h.state().rect("minister").center(), h.state().rect("Rabat").center());
    drag(&mut h, from, to);
    let reader = h.get_by_label(access::LABEL);
    assert_eq!(reader.value().as_deref(), Some("minister arrived in Rabat"));
    assert!(reader.accesskit_node().has_text_selection());
    let paragraphs: Vec<_> = h.query_all_by_role(accesskit::Role::Paragraph).collect();
    assert_eq!(paragraphs.len(), 2);
    let runs: String = h.query_all_by_role(accesskit::Role::TextRun).filter_map(|node| node.value()).collect();
    assert_eq!(runs, TWO.replace('\n', ""));
}

#[test]
fn ten_megabytes_open_with_a_screenful_of_layouts() {
    let text =
        "A paragraph of ordinary words, as long as such paragraphs are in the news of the day.\n".repeat(120_000);
    assert!(text.len() > 10_000_000);
    let mut h = harness(Desk::new(&text));
    assert!(h.state().reader.laid_out() < 40, "{}", h.state().reader.laid_out());
    h.state_mut().reader.scroll_to(5_000_000);
    h.run();
    assert!(h.state().reader.laid_out() < 100, "{}", h.state().reader.laid_out());
}

#[test]
fn another_zoom_sets_the_text_again() {
    let mut h = harness(Desk::new(TWO));
    let before = h.state().reader.laid_out();
    h.set_pixels_per_point(1.5);
    h.run();
    assert!(h.state().reader.laid_out() > before, "old glyphs are not painted");
}

#[test]
fn when_the_glyph_atlas_is_emptied_the_text_is_set_again() {
    let mut h = harness(Desk::new(TWO));
    let before = h.state().reader.laid_out();
    let ctx = h.ctx.clone();
    for size in 0..400u16 {
        let _ = ctx.fonts_mut(|fonts| {
            fonts.layout_no_wrap(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ@&%".to_owned(),
                FontId::proportional(60.0 + f32::from(size)),
                Color32::WHITE,
            )
        });
        if ctx.fonts(|fonts| fonts.font_atlas_fill_ratio()) > 0.8 {
            break;
        }
    }
    assert!(ctx.fonts(|fonts| fonts.font_atlas_fill_ratio()) > 0.8);
    h.run();
    h.run();
    assert!(h.state().reader.laid_out() > before);
}

#[test]
fn nasty_texts_are_shown_without_a_panic() {
    let nasty = [
        String::new(),
        "\n\n\n".into(),
        "\u{0}\u{1}\u{7f}\u{85}\u{2028}\u{2029}x".into(),
        "\u{301}\u{301}\u{301}".into(),
        "\u{202E}abc\u{202C} אב\u{2067}12\u{2069}".into(),
        "ع".repeat(9_000),
        "x".repeat(100_000),
        "e\u{301}".repeat(5_000),
        "👨\u{200D}👩\u{200D}👧".repeat(300),
        "\t \u{200B}\u{FEFF}\u{AD}".into(),
        "שָׁלוֹם\u{2029}עולם\u{85}x".into(),
        "กำลังทดสอบ தமிழ் কো மொழி".into(),
    ];
    for text in nasty {
        let mut desk = Desk::new(&text);
        desk.found = vec![Span::new(0, text.len())];
        desk.zones = vec![Span::new(0, text.len())];
        desk.marks = Marks::new(
            (0..1000u64)
                .map(|n| Highlight {
                    piece: Span::new(0, text.len()),
                    lane: u8::try_from(n.min(200)).unwrap_or(200),
                    ..highlight("x", "x", 0, MarkId::from_bits(n))
                })
                .collect(),
        );
        let mut h = harness(desk);
        drag(&mut h, pos2(200.0, 20.0), pos2(700.0, 300.0));
        h.get_by_label(access::LABEL).focus();
        for modifiers in [Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND | Modifiers::CTRL, Modifiers::ALT] {
            for one in [
                Key::ArrowDown,
                Key::ArrowRight,
                Key::End,
                Key::PageDown,
                Key::ArrowUp,
                Key::ArrowLeft,
                Key::Home,
                Key::PageUp,
            ] {
                key(&mut h, modifiers, one);
            }
        }
    }
}

/// Prints milliseconds a frame (run and tessellate; the kernel's CPU clock is too coarse for a single frame) for 10 MB with 100,000 highlights.
/// `cargo test --release -- --ignored --nocapture frames`
#[test]
#[ignore = "a measurement"]
fn frames_of_ten_megabytes() {
    // No two paragraphs are alike, or egui would lay out only one of them.
    let paragraph = |n: usize| {
        let words = TWO.split_whitespace().cycle().skip(n % 13).take(100);
        words
            .enumerate()
            .map(|(k, word)| if k % 9 == 0 { format!("{} ", n + k) } else { format!("{word} ") })
            .collect::<String>()
            + "\n"
    };
    let text: String = (0..17_000).map(paragraph).collect();
    let mut ids = Ids::from_seed(5);
    let step = text.len() / 100_000;
    let marks = (0..100_000).map(|n| {
        let at = words::floor(&text, n * step);
        let piece = words::snap(&text, Span::new(at, (at + 40).min(text.len())));
        Highlight { piece, lane: u8::try_from(n % 3).unwrap_or(0), ..highlight("x", "x", 0, ids.fresh()) }
    });
    let mut desk = Desk::new(&text);
    desk.marks = Marks::new(marks.collect());
    let ctx = Context::default();
    fonts(&ctx);
    let frame = |desk: &mut Desk, events: Vec<Event>, now: f64| {
        let input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1000.0, 800.0))),
            events,
            time: Some(now),
            ..Default::default()
        };
        let start = std::time::Instant::now();
        let mut output = ctx.run_ui(input, |ui| {
            let input = ReaderInput::of(DocumentId::from_bits(7), &desk.text, &desk.marks);
            desk.reader.show(ui, &input, &desk.style);
        });
        output.textures_delta.clear();
        let meshes = ctx.tessellate(output.shapes, 1.0);
        std::hint::black_box(meshes);
        start.elapsed().as_secs_f64() * 1e3
    };
    println!("{} bytes", text.len());
    println!("open {:.2} ms", frame(&mut desk, vec![], 0.0));
    let mut now = 1.0;
    let over = Event::PointerMoved(pos2(500.0, 400.0));
    for name in ["idle", "scroll", "page", "jump", "hover", "crowd"] {
        if name == "crowd" {
            // A thousand marks on the first word.
            let crowd = (0..1000u64).map(|n| Highlight {
                piece: Span::new(0, 8),
                lane: u8::try_from(n).unwrap_or(255),
                ..highlight("x", "x", 0, MarkId::from_bits(n))
            });
            desk.marks = Marks::new(crowd.collect());
            desk.reader.set_place(Place::default());
        }
        let cpu = cpu_ns();
        let mut costs: Vec<f64> = (0..300u16)
            .map(|n| {
                now += 1.0 / 60.0;
                let wheel = Event::MouseWheel {
                    unit: MouseWheelUnit::Point,
                    delta: vec2(0.0, -40.0),
                    phase: TouchPhase::Move,
                    source: MouseWheelSource::Unknown,
                    modifiers: Modifiers::NONE,
                };
                let events = match name {
                    "scroll" => vec![over.clone(), wheel],
                    "hover" => vec![Event::PointerMoved(pos2(300.0 + f32::from(n), 400.0))],
                    _ => vec![],
                };
                if name == "jump" {
                    desk.reader.scroll_to(usize::from(n) * 7_919 * 4_211 % desk.text.len());
                }
                if name == "page" {
                    let top = desk.reader.place().top_byte;
                    desk.reader.set_place(Place { top_byte: top + 4_000, ..Place::default() });
                }
                frame(&mut desk, events, now)
            })
            .collect();
        let cpu = (cpu_ns() - cpu) as f64 / 1e6 / 300.0;
        costs.sort_by(f64::total_cmp);
        println!(
            "{name}: CPU mean {cpu:.2} ms, clock median {:.2} ms, p99 {:.2} ms, {} paragraphs laid out so far",
            costs[150],
            costs[296],
            desk.reader.laid_out()
        );
    }
}

fn cpu_ns() -> u64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split_whitespace().next().and_then(|ns| ns.parse().ok()).unwrap_or(0)
}

/// A plain dark look in one font family.
fn style(family: FontFamily) -> ReaderStyle {
    let accent = Color32::from_rgb(0x6C, 0xB2, 0xF0);
    ReaderStyle {
        family,
        size_px: 16.0,
        line_height: 1.6,
        columns: 72,
        ground: Color32::from_rgb(0x15, 0x17, 0x1C),
        text: Color32::from_rgb(0xE7, 0xE9, 0xEE),
        weak: Color32::from_rgb(0x98, 0xA1, 0xB2),
        accent,
        selection: accent.gamma_multiply(0.34),
        line: Color32::from_rgb(0x2E, 0x34, 0x40),
        reduced_motion: false,
    }
}
