//! How Entente looks: colours, type, spacing. No other file names a colour or a font.
//!
//! The neutrals and the accent are those of the design; codes bring their own colours. A test holds the contrasts:
//! text on any ground at least 4.5 : 1, controls at least 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11).

use crate::model::Colour;
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, FontTweak, Margin, Shadow, Stroke, Style,
    TextStyle, Theme, Ui, Vec2, Visuals,
};
use std::sync::Arc;

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind the article: the calmest place.
    pub ground: Color32,
    /// Panels.
    pub panel: Color32,
    /// Fields, buttons, cards.
    pub raised: Color32,
    /// What the pointer is over.
    pub hovered: Color32,
    /// Hairlines.
    pub line: Color32,
    /// The edge of a control that must be seen.
    pub edge: Color32,
    /// Text.
    pub text: Color32,
    /// Text that can wait.
    pub weak: Color32,
    /// Focus and selection.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Selected words.
    pub selection: Color32,
    /// Something to look at.
    pub warn: Color32,
    /// Something that failed.
    pub error: Color32,
    /// Something that is finished.
    pub good: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// Light on dark.
pub const DARK: Palette = Palette {
    ground: rgb(0x15_17_1C),
    panel: rgb(0x1B_1E_25),
    raised: rgb(0x23_28_33),
    hovered: rgb(0x2B_31_3D),
    line: rgb(0x2E_34_40),
    edge: rgb(0x76_80_92),
    text: rgb(0xE7_E9_EE),
    weak: rgb(0x98_A1_B2),
    accent: rgb(0x6C_B2_F0),
    on_accent: rgb(0x0E_16_20),
    selection: rgb(0x2A_47_68),
    warn: rgb(0xE6_A9_3C),
    error: rgb(0xF2_8B_82),
    good: rgb(0x3D_C4_8F),
};

/// Dark on light.
pub const LIGHT: Palette = Palette {
    ground: rgb(0xFC_FB_F9),
    panel: rgb(0xF5_F3_EF),
    raised: rgb(0xFF_FF_FF),
    hovered: rgb(0xEC_E8_E0),
    line: rgb(0xDD_D8_CF),
    edge: rgb(0x80_7A_6C),
    text: rgb(0x1E_22_27),
    weak: rgb(0x5F_67_72),
    accent: rgb(0x1D_66_C2),
    on_accent: rgb(0xFF_FF_FF),
    selection: rgb(0xBF_D9_F5),
    warn: rgb(0x8F_5B_00),
    error: rgb(0xB3_26_1E),
    good: rgb(0x08_6B_48),
};

impl Palette {
    /// The colours that `ui` is drawn in.
    #[must_use]
    pub fn of(ui: &Ui) -> &'static Self {
        Self::in_mode(ui.visuals().dark_mode)
    }

    /// The colours of a mode.
    #[must_use]
    pub fn in_mode(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }
}

/// Steps of space, in points.
pub mod space {
    /// Between things that belong together.
    pub const XS: f32 = 4.0;
    /// Between controls.
    pub const S: f32 = 8.0;
    /// Inside panels.
    pub const M: f32 = 12.0;
    /// Between groups.
    pub const L: f32 = 16.0;
    /// Around the article.
    pub const XL: f32 = 24.0;
}

/// Height of a control, in points.
pub const CONTROL: f32 = 28.0;
/// Height of a list row of two lines.
pub const ROW_TWO: f32 = 44.0;
/// Height of a table row.
pub const ROW: f32 = 26.0;
/// Rounding of controls.
pub const RADIUS: u8 = 6;

/// Interface text.
#[must_use]
pub fn body() -> FontId {
    FontId::proportional(13.0)
}

/// Labels that can wait.
#[must_use]
pub fn small() -> FontId {
    FontId::proportional(12.0)
}

/// Interface text that stands out a little: list rows.
#[must_use]
pub fn medium() -> FontId {
    FontId::new(13.0, family("medium"))
}

/// Heads of sections.
#[must_use]
pub fn section() -> FontId {
    FontId::new(12.5, family("semibold"))
}

/// Titles.
#[must_use]
pub fn title() -> FontId {
    FontId::new(20.0, family("semibold"))
}

/// Titles of records in a side panel.
#[must_use]
pub fn heading() -> FontId {
    FontId::new(16.0, family("semibold"))
}

/// An icon, `size` points high.
#[must_use]
pub fn icon(size: f32) -> FontId {
    FontId::new(size, family("icons"))
}

/// The family that articles and quotes are set in.
#[must_use]
pub fn reading_family(serif: bool) -> FontFamily {
    if serif { family("serif") } else { FontFamily::Proportional }
}

/// A quote in a side panel.
#[must_use]
pub fn quote() -> FontId {
    FontId::new(13.5, family("serif"))
}

fn family(name: &str) -> FontFamily {
    FontFamily::Name(name.into())
}

/// Gives a context the fonts and both styles.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(Theme::Dark, style(&DARK, Visuals::dark()));
    ctx.set_style_of(Theme::Light, style(&LIGHT, Visuals::light()));
}

macro_rules! font {
    ($file:literal) => {
        FontData::from_static(include_bytes!(concat!("../../assets/fonts/", $file)))
    };
}

fn fonts() -> FontDefinitions {
    use crate::files::fonts as files;
    let mut fonts = FontDefinitions::default();
    let mut add = |name: &str, data: FontData| {
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    };
    add("inter", FontData::from_static(files::INTER));
    add("inter-medium", font!("Inter-Medium.otf"));
    add("inter-semibold", FontData::from_static(files::INTER_SEMIBOLD));
    add("noto-serif", FontData::from_static(files::NOTO_SERIF));
    add("noto-sans-arabic", FontData::from_static(files::NOTO_SANS_ARABIC));
    add("noto-naskh-arabic", font!("NotoNaskhArabic-Regular.ttf"));
    add("noto-sans-hebrew", FontData::from_static(files::NOTO_SANS_HEBREW));
    add("droid-sans-fallback", FontData::from_static(files::DROID_SANS_FALLBACK));
    add("noto-sans-kr", FontData::from_static(files::NOTO_SANS_KR));
    add("icons", font!("Phosphor.ttf").tweak(FontTweak { y_offset_factor: 0.09, ..FontTweak::default() }));
    // Ideographs and Korean, and what egui or the system brings for emoji and other scripts, stand last wherever they
    // are needed.
    let others = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let last: Vec<String> =
        ["droid-sans-fallback", "noto-sans-kr"].map(str::to_owned).into_iter().chain(others).collect();
    let mut set = |family: FontFamily, names: &[&str]| {
        let own = names.iter().map(|name| (*name).to_owned());
        fonts.families.insert(family, own.chain(last.iter().cloned()).collect());
    };
    set(FontFamily::Proportional, &["inter", "noto-sans-arabic", "noto-sans-hebrew", "noto-serif"]);
    set(family("medium"), &["inter-medium", "noto-sans-arabic", "noto-sans-hebrew", "noto-serif"]);
    set(family("semibold"), &["inter-semibold", "noto-sans-arabic", "noto-sans-hebrew", "noto-serif"]);
    set(family("serif"), &["noto-serif", "noto-naskh-arabic", "noto-sans-hebrew", "inter"]);
    set(family("icons"), &["icons", "inter"]);
    fonts
}

fn style(palette: &Palette, visuals: Visuals) -> Style {
    let mut style = Style { visuals: paint(palette, visuals), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, small()),
        (TextStyle::Body, body()),
        (TextStyle::Button, body()),
        (TextStyle::Heading, title()),
        (TextStyle::Monospace, FontId::monospace(12.0)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(space::S, space::S);
    spacing.button_padding = Vec2::new(10.0, 5.0);
    spacing.interact_size = Vec2::new(CONTROL, CONTROL);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(16);
    spacing.text_edit_width = 200.0;
    spacing.icon_width = 16.0;
    spacing.scroll = egui::style::ScrollStyle::thin();
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    style
}

fn paint(palette: &Palette, mut visuals: Visuals) -> Visuals {
    let radius = CornerRadius::same(RADIUS);
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(palette.weak);
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.panel;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.extreme_bg_color = palette.raised;
    visuals.text_edit_bg_color = Some(palette.raised);
    visuals.faint_bg_color = palette.raised;
    visuals.code_bg_color = palette.raised;
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warn;
    visuals.error_fg_color = palette.error;
    visuals.selection.bg_fill = palette.selection;
    visuals.selection.stroke = Stroke::new(1.5, palette.accent);
    let shade = if visuals.dark_mode { 90 } else { 40 };
    visuals.popup_shadow = Shadow { offset: [0, 6], blur: 18, spread: 0, color: Color32::from_black_alpha(shade) };
    visuals.window_shadow = visuals.popup_shadow;
    visuals.striped = false;
    let widget = |fill: Color32, edge: Color32, text: Color32| egui::style::WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        corner_radius: radius,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(palette.panel, palette.line, palette.text);
    visuals.widgets.inactive = widget(palette.raised, palette.line, palette.text);
    visuals.widgets.hovered = widget(palette.hovered, palette.edge, palette.text);
    visuals.widgets.active = widget(palette.hovered, palette.accent, palette.text);
    visuals.widgets.open = widget(palette.hovered, palette.edge, palette.text);
    visuals
}

/// A colour of the codebook, as egui has it.
#[must_use]
pub fn of_code(colour: Colour) -> Color32 {
    let [red, green, blue] = colour.0;
    Color32::from_rgb(red, green, blue)
}

/// The colour of a surface that has none of its own, in turn.
#[must_use]
pub fn in_turn(at: usize) -> Color32 {
    of_code(Colour::in_turn(at))
}

/// Shades of one hue, from the palest to the strongest, in dark and in light mode: told apart by their lightness alone,
/// so also in grey and by people who confuse colours.
const SHADES: [(Color32, Color32); 5] = [
    (rgb(0x1D_2A_3D), rgb(0xDC_E9_F6)),
    (rgb(0x23_40_5F), rgb(0xB4_CF_EB)),
    (rgb(0x2F_63_91), rgb(0x7F_AE_DB)),
    (rgb(0x5E_9B_D0), rgb(0x36_74_B1)),
    (rgb(0xA9_D0_F2), rgb(0x14_49_8A)),
];

/// The colour of a step of so many from 1 on, and that of the text on it; few steps are spread over all shades.
#[must_use]
pub fn shade(dark: bool, step: usize, steps: usize) -> (Color32, Color32) {
    let last = SHADES.len() - 1;
    let at = if steps > 1 { (step.saturating_sub(1) * last / (steps - 1)).min(last) } else { last / 2 };
    let strong = at >= 3;
    let (on_dark, on_light) = SHADES.get(at).copied().unwrap_or_default();
    match (dark, strong) {
        (true, false) => (on_dark, Color32::WHITE),
        (true, true) => (on_dark, DARK.on_accent),
        (false, false) => (on_light, LIGHT.text),
        (false, true) => (on_light, Color32::WHITE),
    }
}

/// The colour of a tie by its weight, from −1, conflict, to 1, cooperation: Okabe and Ito's vermilion and blue, on a dark
/// ground orange and sky blue, the weaker the greyer. Lines of conflict are dashed as well.
#[must_use]
pub fn leaning(lean: f32, palette: &Palette, dark: bool) -> Color32 {
    let [conflict, cooperation] =
        if dark { [Colour::ORANGE, Colour::SKY_BLUE] } else { [Colour::VERMILION, Colour::BLUE] };
    let end = of_code(if lean < 0.0 { conflict } else { cooperation });
    palette.edge.lerp_to_gamma(end, 0.35 + 0.65 * lean.abs().min(1.0))
}

/// A colour laid thinly over what is below: 0 is nothing, 1 is all of it.
#[must_use]
pub fn tint(colour: Color32, share: f32) -> Color32 {
    colour.gamma_multiply(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(colour: Color32) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        if a > b { a / b } else { b / a }
    }

    #[test]
    fn everything_can_be_read() {
        for (name, palette) in [("dark", &DARK), ("light", &LIGHT)] {
            let grounds = [palette.ground, palette.panel, palette.raised, palette.hovered];
            for ground in grounds {
                for text in [palette.text, palette.weak, palette.error, palette.warn, palette.good, palette.accent] {
                    let found = contrast(text, ground);
                    assert!(found >= 4.5, "{name}: {text:?} on {ground:?} is {found:.2}");
                }
                assert!(contrast(palette.edge, ground) >= 3.0, "{name}: edges on {ground:?}");
            }
            assert!(contrast(palette.on_accent, palette.accent) >= 4.5, "{name}: text on the accent");
            assert!(contrast(palette.text, palette.selection) >= 4.5, "{name}: selected words");
        }
    }

    #[test]
    fn numbers_on_shades_can_be_read_and_shades_told_apart_in_grey() {
        for (dark, steps) in [true, false].into_iter().flat_map(|dark| (1..=5).map(move |steps| (dark, steps))) {
            let shades: Vec<(Color32, Color32)> = (1..=steps).map(|step| shade(dark, step, steps)).collect();
            for (fill, text) in &shades {
                assert!(contrast(*fill, *text) >= 4.5, "{text:?} on {fill:?} is {:.2}", contrast(*fill, *text));
            }
            let grey: Vec<f64> = shades.iter().map(|(fill, _)| luminance(*fill)).collect();
            assert!(
                grey.windows(2).all(|two| (two[0] < two[1]) == dark && contrast_of(two[0], two[1]) >= 1.2),
                "{grey:?}"
            );
        }
    }

    fn contrast_of(a: f64, b: f64) -> f64 {
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Without any font of the system.
    #[test]
    fn a_bare_machine_has_letters() {
        let ctx = egui::Context::default();
        install(&ctx);
        // No texture is wanted, only the fonts.
        ctx.run_ui(egui::RawInput::default(), |_| {}).textures_delta.clear();
        for font in [body(), medium(), section(), FontId::new(16.0, reading_family(true)), quote()] {
            for letters in [
                "Ge\u{301}rald Łódź",
                "Αθήνα",
                "Москва",
                "الرباط",
                "ירושלים",
                "司法部长",
                "東京で会談",
                "서울에서 회의",
                "“…” – €",
            ] {
                for letter in letters.chars() {
                    assert!(ctx.fonts_mut(|fonts| fonts.has_glyph(&font, letter)), "{letter:?} in {:?}", font.family);
                }
            }
        }
    }
}
