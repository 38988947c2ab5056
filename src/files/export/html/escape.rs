//! What makes text of a project harmless in HTML, in every place where this program puts it: between tags and in
//! quoted attributes.
//!
//! Scripts, styles, comments and unquoted attributes never hold anything of a project. What this does *not* do: make
//! addresses safe to follow; the page has no links to elsewhere.

/// Text between tags or in a quoted attribute.
#[must_use]
pub fn text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + text.len() / 16);
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // HTML has no way to write these (HTML, 13.1.4).
            '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                safe.push('\u{fffd}');
            }
            other => safe.push(other),
        }
    }
    safe
}

/// A language tag, if it is one; else nothing. With a blank before the attribute.
#[must_use]
pub fn lang(tag: &str) -> String {
    let is_tag = !tag.is_empty()
        && tag.len() <= 35
        && tag.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if is_tag { format!(" lang=\"{tag}\"") } else { String::new() }
}

/// Adds formatted words to a `String`, which cannot fail.
macro_rules! put {
    ($to:expr, $($words:tt)*) => {{
        use std::fmt::Write;
        let _ = write!($to, $($words)*);
    }};
}
pub(in crate::files::export) use put;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_project_is_markup() {
        assert_eq!(text("</script><b onclick='x'>&\""), "&lt;/script&gt;&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;");
        assert_eq!(text("a]]>\0\u{1b}b\n"), "a]]&gt;\u{fffd}\u{fffd}b\n");
    }

    #[test]
    fn only_a_language_is_a_language() {
        assert_eq!((lang("fr-MA").as_str(), lang("").as_str()), (" lang=\"fr-MA\"", ""));
        assert_eq!((lang("x\" onload=\"").as_str(), lang("en--").as_str()), ("", ""));
    }
}
