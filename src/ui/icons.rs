//! The names of the icons: each constant is one character, a glyph of Phosphor Icons (MIT licence,
//! <https://phosphoricons.com>), drawn with `assets/fonts/Phosphor.ttf`.
//!
//! To add one: look up its code point in the `style.css` of the npm package `@phosphor-icons/web`, add a constant here,
//! and run `assets/fonts/subset.sh`, which reads the code points from this file.

/// `arrow-left`
pub const ARROW_LEFT: &str = "\u{e058}";

/// `arrow-right`
pub const ARROW_RIGHT: &str = "\u{e06c}";

/// `arrow-u-up-left` (undo)
pub const ARROW_U_UP_LEFT: &str = "\u{e08a}";

/// `arrow-u-up-right` (redo)
pub const ARROW_U_UP_RIGHT: &str = "\u{e08c}";

/// `calendar-blank`
pub const CALENDAR_BLANK: &str = "\u{e10a}";

/// `caret-down`
pub const CARET_DOWN: &str = "\u{e136}";

/// `caret-up`
pub const CARET_UP: &str = "\u{e13c}";

/// `chart-bar`
pub const CHART_BAR: &str = "\u{e150}";

/// `check-circle`
pub const CHECK_CIRCLE: &str = "\u{e184}";

/// `circle`
pub const CIRCLE: &str = "\u{e18a}";

/// `circle-dashed`
pub const CIRCLE_DASHED: &str = "\u{e602}";

/// `circle-half`
pub const CIRCLE_HALF: &str = "\u{e18c}";

/// `clipboard-text`
pub const CLIPBOARD_TEXT: &str = "\u{e198}";

/// `command`
pub const COMMAND: &str = "\u{e1c4}";

/// `copy`
pub const COPY: &str = "\u{e1ca}";

/// `download-simple`
pub const DOWNLOAD_SIMPLE: &str = "\u{e20c}";

/// `export`
pub const EXPORT: &str = "\u{eaf0}";

/// `eye-slash`
pub const EYE_SLASH: &str = "\u{e224}";

/// `file-plus`
pub const FILE_PLUS: &str = "\u{e236}";

/// `file-text`
pub const FILE_TEXT: &str = "\u{e23a}";

/// `floppy-disk`
pub const FLOPPY_DISK: &str = "\u{e248}";

/// `folder-open`
pub const FOLDER_OPEN: &str = "\u{e256}";

/// `highlighter`
pub const HIGHLIGHTER: &str = "\u{ec76}";

/// `identification-card`
pub const IDENTIFICATION_CARD: &str = "\u{e2c8}";

/// `image`
pub const IMAGE: &str = "\u{e2ca}";

/// `info`
pub const INFO: &str = "\u{e2ce}";

/// `keyboard`
pub const KEYBOARD: &str = "\u{e2d8}";

/// `link`
pub const LINK: &str = "\u{e2e2}";

/// `link-break`
pub const LINK_BREAK: &str = "\u{e2e4}";

/// `list-bullets`
pub const LIST_BULLETS: &str = "\u{e2f2}";

/// `list-magnifying-glass`
pub const LIST_MAGNIFYING_GLASS: &str = "\u{ebe0}";

/// `magnifying-glass`
pub const MAGNIFYING_GLASS: &str = "\u{e30c}";

/// `minus`
pub const MINUS: &str = "\u{e32a}";

/// `moon`
pub const MOON: &str = "\u{e330}";

/// `pencil-simple`
pub const PENCIL_SIMPLE: &str = "\u{e3b4}";

/// `plus`
pub const PLUS: &str = "\u{e3d4}";

/// `sidebar-simple`
pub const SIDEBAR_SIMPLE: &str = "\u{ec24}";

/// `sign-out`
pub const SIGN_OUT: &str = "\u{e42a}";

/// `sliders-horizontal`
pub const SLIDERS_HORIZONTAL: &str = "\u{e434}";

/// `square-half-bottom`
pub const SQUARE_HALF_BOTTOM: &str = "\u{eb16}";

/// `sun`
pub const SUN: &str = "\u{e472}";

/// `tag`
pub const TAG: &str = "\u{e478}";

/// `text-aa`
pub const TEXT_AA: &str = "\u{e6ee}";

/// `trash`
pub const TRASH: &str = "\u{e4a6}";

/// `user`
pub const USER: &str = "\u{e4c2}";

/// `users`
pub const USERS: &str = "\u{e4d6}";

/// `warning-circle`
pub const WARNING_CIRCLE: &str = "\u{e4e2}";

/// `x`
pub const X: &str = "\u{e4f6}";
