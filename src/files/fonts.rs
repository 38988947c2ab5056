//! The fonts that come with the program, once: the window shows them, and pictures are drawn with them. Where they are
//! from and what they may be used for stands in `assets/fonts/README.md`.

macro_rules! font {
    ($(#[$about:meta])* $name:ident, $file:literal) => {
        $(#[$about])*
        pub static $name: &[u8] = include_bytes!(concat!("../../assets/fonts/", $file));
    };
}

font!(
    /// Inter, for Latin, Greek and Cyrillic.
    INTER, "Inter-Regular.otf");
font!(
    /// Inter, half bold.
    INTER_SEMIBOLD, "Inter-SemiBold.otf");
font!(
    /// What Inter lacks of Latin, Greek and Cyrillic.
    NOTO_SERIF, "NotoSerif-Regular.ttf");
font!(
    /// Arabic.
    NOTO_SANS_ARABIC, "NotoSansArabic-Regular.ttf");
font!(
    /// Arabic, bold.
    NOTO_SANS_ARABIC_BOLD, "NotoSansArabic-Bold.ttf");
font!(
    /// Hebrew.
    NOTO_SANS_HEBREW, "NotoSansHebrew-Regular.ttf");
font!(
    /// Korean.
    NOTO_SANS_KR, "NotoSansKR-Regular.otf");
font!(
    /// Chinese and Japanese.
    DROID_SANS_FALLBACK, "DroidSansFallback.ttf");
