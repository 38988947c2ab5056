//! Pictures of marked text for tests: `"The [CTN] struck"` is a text and a span.

use super::span::Span;

/// The text without its brackets, and one span per bracket pair, in order of their opening bracket.
///
/// # Panics
/// If a bracket has no partner.
///
/// Brackets nest; a test that needs a real bracket uses another notation.
#[must_use]
pub fn marked(picture: &str) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut spans: Vec<Option<Span>> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for character in picture.chars() {
        match character {
            '[' => {
                open.push((spans.len(), text.len()));
                spans.push(None);
            }
            ']' => {
                let (slot, start) = open.pop().expect("a closing bracket has an opening one");
                spans[slot] = Some(Span::new(start, text.len()));
            }
            other => text.push(other),
        }
    }
    assert!(open.is_empty(), "a bracket is not closed in {picture:?}");
    (text, spans.into_iter().flatten().collect())
}
