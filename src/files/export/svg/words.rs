//! The words of the picture: what has to be said, and how much room it takes.

use super::TEXT_PX;
use crate::base::number::{counted, thousands};
use crate::model::Unit;
use crate::query::Activity;
use crate::query::series::of_rule;
use std::fmt::Write;

/// What has to be said for the figures to be understood, each a part of the line below the title.
pub(super) fn remarks(activity: &Activity) -> Vec<String> {
    let mut remarks = vec![format!("{} in {}", activity.badge, counted(activity.shown_documents, "document"))];
    remarks.push(of_rule(activity.spec.rule).to_owned());
    let beside = [
        (activity.undated.len(), "undated".to_owned()),
        (activity.spanning.len(), format!("in no single {}", activity.spec.by)),
        (activity.set_aside.len(), "set aside".to_owned()),
        (activity.unmarked.len(), "without a mark".to_owned()),
    ];
    remarks.extend(
        beside.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{} {what}", thousands(*count))),
    );
    if activity.multiple {
        let one = match activity.spec.unit {
            Unit::Events => "an event",
            Unit::Marks => "a mark",
            Unit::Documents => "a document",
            Unit::Origins => "an origin",
        };
        remarks.push(format!("{one} can stand in several series; the line counts it once"));
    }
    remarks
}

/// The picture in words, for those who do not see it.
pub(super) fn description(activity: &Activity) -> String {
    let mut words = format!("Bar chart. {}.", remarks(activity).join("; "));
    if let (Some(first), Some(last)) = (activity.bins.first(), activity.bins.last()) {
        let _ = write!(words, " From {} to {}.", first.label, last.label);
    }
    let highest = activity.bins.iter().zip(&activity.totals).rev().max_by_key(|(_, cell)| cell.count);
    if let Some((bin, cell)) = highest.filter(|(_, cell)| cell.count > 0) {
        let _ = write!(words, " Most in {}: {} {}.", bin.label, thousands(cell.count), activity.spec.unit);
    }
    if activity.spec.split.is_some() {
        let parts: Vec<String> =
            activity.series.iter().map(|series| format!("{} {}", series.name, thousands(series.total))).collect();
        let _ = write!(words, " {}.", parts.join(", "));
    }
    words
}

/// The parts as lines, joined by dots, broken where the next would not fit.
pub(super) fn wrapped(parts: &[String], room_px: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if width_px(&format!("{line} · {part}"), TEXT_PX) <= room_px => {
                line.push_str(" · ");
                line.push_str(part);
            }
            _ => lines.push(part.clone()),
        }
    }
    lines
}

/// The text, cut to `room_px` with an ellipsis if it is wider.
pub(super) fn fitted(text: &str, room_px: f64, size_px: f64) -> String {
    if width_px(text, size_px) <= room_px {
        return text.to_owned();
    }
    let mut cut = String::new();
    for character in text.chars() {
        if width_px(&format!("{cut}{character}…"), size_px) > room_px {
            break;
        }
        cut.push(character);
    }
    format!("{}…", cut.trim_end())
}

/// About how wide a text is, in the wider of the usual sans-serif fonts.
pub(super) fn width_px(text: &str, size_px: f64) -> f64 {
    let ems = text.chars().map(|character| match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '·' => 0.30,
        'f' | 'r' | 't' | '(' | ')' | '-' => 0.40,
        'm' | 'w' | 'M' | 'W' | '…' | '—' | '@' => 0.90,
        'A'..='Z' => 0.70,
        other if other.is_ascii() => 0.60,
        other if unicode_width::UnicodeWidthChar::width(other) == Some(2) => 1.05,
        other if unicode_width::UnicodeWidthChar::width(other) == Some(0) => 0.0,
        _ => 0.64,
    });
    ems.sum::<f64>() * size_px
}

pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML knows no way to write these.
            '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}
