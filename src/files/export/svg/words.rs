//! The words of the picture: what has to be said, and how much room it takes.

use super::frame::Words;
use super::{SvgStyle, TEXT_PX};
use crate::base::number::{counted, thousands};
use crate::model::{Arranged, ChartSpec, Drawn, EventId, Filter, Status, Unit};
use crate::query::Activity;
use crate::query::calendar::day_label;
use crate::query::lag::{Lags, OutletLag};
use crate::query::matrix::Matrix;
use crate::query::network::Network;
use crate::query::series::{Annotation, amount_in_words, of_rule};
use crate::query::timeline::{Nature, Timeline};
use crate::query::trend::{Line, Trend};
use crate::query::words::statuses;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::fmt::Write;
use unicode_segmentation::UnicodeSegmentation;

/// The words of an activity chart.
pub(super) fn of_activity(activity: &Activity, style: &SvgStyle) -> Words {
    let spec = &activity.spec;
    let own = !spec.title.trim().is_empty();
    let mut remarks = Vec::new();
    if own {
        remarks.push(activity.heading.clone());
    }
    remarks.push(format!("{} in {}", activity.badge, counted(activity.shown_documents, "document")));
    remarks.extend(of_filter(&activity.filter, &activity.spec.filter));
    remarks.push(of_rule(spec.rule).to_owned());
    let beside = [
        (activity.undated.len(), "undated".to_owned()),
        (activity.spanning.len(), format!("in no single {}", spec.by)),
        (activity.across.len(), format!("over more than one {}", spec.by)),
        (activity.bands.len(), "going on or open, not counted".to_owned()),
        (activity.set_aside.len(), "set aside".to_owned()),
        (activity.unmarked.len(), "without a mark".to_owned()),
    ];
    remarks.extend(numbers(&beside));
    remarks.extend(sums(&activity.annotations));
    if activity.multiple {
        let one = match spec.unit {
            Unit::Events => "an event",
            Unit::Marks => "a mark",
            Unit::Documents => "a document",
            Unit::Origins => "an origin",
        };
        let line = if spec.arranged == Arranged::Stacked && spec.drawn == Drawn::Bars {
            "; the line counts it once"
        } else {
            ""
        };
        remarks.push(format!("{one} can stand in several series{line}"));
    }
    remarks.extend(activity.remarks.iter().cloned());
    remarks.extend(activity.caution.clone());
    remarks.extend(as_of(style));
    let title = if own { spec.title.trim().to_owned() } else { activity.heading.clone() };
    let description = description(activity, &remarks);
    Words { title, remarks, caption: spec.caption.clone(), description }
}

/// The words of a trend.
pub(super) fn of_trend(trend: &Trend, style: &SvgStyle) -> Words {
    let spec = &trend.spec;
    let own = !spec.title.trim().is_empty();
    let mut remarks = Vec::new();
    if own {
        remarks.push(trend.title.clone());
    }
    let events: BTreeSet<EventId> =
        trend.lines.iter().flat_map(|line| &line.points).flat_map(|point| &point.events).copied().collect();
    remarks.push(counted(events.len(), "event"));
    let distinct =
        |of: &dyn Fn(&Line) -> Vec<EventId>| trend.lines.iter().flat_map(of).collect::<BTreeSet<_>>().len();
    let beside = [
        (distinct(&|line| line.unweighted.clone()), "without a weight".to_owned()),
        (distinct(&|line| line.undated.clone()), "undated".to_owned()),
        (distinct(&|line| line.spanning.clone()), format!("in no single {}", spec.by)),
        (distinct(&|line| line.across.clone()), format!("over more than one {}", spec.by)),
        (
            distinct(&|line| line.bands.iter().map(|band| band.event).collect()),
            "going on or open, not counted".to_owned(),
        ),
        (distinct(&|line| line.annotations.iter().map(|sum| sum.event).collect()), "sums, not counted".to_owned()),
        (distinct(&|line| line.set_aside.clone()), "set aside".to_owned()),
    ];
    remarks.extend(numbers(&beside));
    for sentence in trend.weighing.split(". ") {
        remarks.push(sentence.to_owned());
    }
    if trend.lines.iter().any(|line| line.is_cumulative) {
        remarks
            .push("the line is the running total; tests and means are of the single bins and not drawn".to_owned());
    }
    // Those of several lines stand below the plot, a row each.
    let each: Vec<String> = if let [line] = trend.lines.as_slice() {
        remarks.extend(line.findings.iter().cloned());
        Vec::new()
    } else {
        remarks.push("below: Mann and Kendall's test of a trend with Sen's slope, Pettitt's of a shift".to_owned());
        trend.lines.iter().map(|line| format!(" {}: {}", line.name, line.findings.join(" "))).collect()
    };
    remarks.extend(trend.caution.clone());
    remarks.extend(as_of(style));
    let title = if own { spec.title.trim().to_owned() } else { trend.title.clone() };
    let description = format!("Line chart. {}.{}", remarks.join("; "), each.concat());
    Words { title, remarks, caption: spec.caption.clone(), description }
}

/// The words of a network.
pub(super) fn of_network(network: &Network, style: &SvgStyle) -> Words {
    let spec = &network.spec;
    let own = !spec.title.trim().is_empty();
    let mut remarks = Vec::new();
    if own {
        remarks.push(network.heading.clone());
    }
    remarks.push(format!("{} in {}", network.badge, counted(network.shown_documents, "document")));
    remarks.extend(of_filter(&network.filter, &spec.filter));
    remarks.push(format!("{}, {}", counted(network.nodes.len(), "actor"), counted(network.ties.len(), "tie")));
    let undated = if spec.filter.period.is_none() { "undated, counted" } else { "undated, in no period" };
    let beside = [
        (network.others.len(), "smaller actors not drawn".to_owned()),
        (network.weaker.count, "weaker ties not drawn".to_owned()),
        (network.undated.len(), undated.to_owned()),
        (network.alone.len(), "of one actor alone".to_owned()),
        (network.only_others.len(), "of smaller actors alone".to_owned()),
        (network.nobody.len(), "of no actor with a name".to_owned()),
        (network.set_aside.len(), "set aside".to_owned()),
        (network.unmarked.len(), "without a mark".to_owned()),
    ];
    remarks.extend(numbers(&beside));
    remarks.extend(sums(&network.annotations));
    remarks.extend(as_of(style));
    let title = if own { spec.title.trim().to_owned() } else { network.heading.clone() };
    let description = format!("Network. {}. {}", remarks.join("; "), super::network::described(network));
    Words { title, remarks, caption: spec.caption.clone(), description }
}

/// The words of publication lags; `shown` outlets are drawn.
pub(super) fn of_lags(lags: &Lags, shown: usize, spec: &ChartSpec, style: &SvgStyle) -> Words {
    let own = !spec.title.trim().is_empty();
    let mut remarks: Vec<String> = own.then(|| lags.title.clone()).into_iter().collect();
    let reports = lags.outlets.iter().map(|of| of.reports.len()).sum();
    let events: BTreeSet<EventId> =
        lags.outlets.iter().flat_map(|of| &of.reports).map(|report| report.event).collect();
    remarks.push(format!("{} of {}", counted(reports, "report"), counted(events.len(), "event")));
    remarks.push("the line is the median; the axis gives the days around 0 more room".to_owned());
    let beside = [
        (lags.unknown.len(), "reports not dated to the day, or of events that are not".to_owned()),
        (lags.unreported.len(), "events without a report".to_owned()),
        (lags.outlets.len() - shown, "more outlets".to_owned()),
    ];
    remarks.extend(numbers(&beside));
    remarks.extend(sums(&lags.annotations));
    remarks.extend(as_of(style));
    let one =
        |of: &OutletLag| format!("{}: median {} days, n = {}", of.outlet, number(of.median_days), of.reports.len());
    let each: Vec<String> = lags.outlets.iter().take(shown).map(one).collect();
    let description = format!("Dots by outlet. {}. {}. {}.", lags.title, remarks.join("; "), each.join("; "));
    let title = if own { spec.title.trim().to_owned() } else { lags.title.clone() };
    Words { title, remarks, caption: spec.caption.clone(), description }
}

/// The words of a timeline.
pub(super) fn of_timeline(timeline: &Timeline, style: &SvgStyle) -> Words {
    let spec = &timeline.spec;
    let own = !spec.title.trim().is_empty();
    let mut remarks: Vec<String> = own.then(|| timeline.heading.clone()).into_iter().collect();
    remarks.push(format!("{} in {}", timeline.badge, counted(timeline.shown_documents, "document")));
    remarks.extend(of_filter(&timeline.filter, &spec.filter));
    let beside = [
        (timeline.undated.len(), "undated".to_owned()),
        (timeline.set_aside.len(), "set aside".to_owned()),
        (timeline.to_come, format!("to come, from {} on", day_label(timeline.split_at))),
        (timeline.overdue.len(), "planned (!), though the day has passed".to_owned()),
    ];
    remarks.extend(numbers(&beside));
    remarks.push("pale where a date is not certain".to_owned());
    let is_other =
        |status: Status| !matches!(status, Status::Happened | Status::Ongoing | Status::State | Status::Aggregate);
    if timeline.items.iter().any(|item| is_other(item.status)) {
        remarks.push("outlined what is not said to have happened".to_owned());
    }
    if timeline.items.iter().any(|item| item.nature == Nature::Sum) {
        remarks.push("dashed what sums up many events".to_owned());
    }
    let stands: usize = timeline.lanes.iter().map(|lane| lane.items.len()).sum();
    if stands > timeline.items.len() {
        remarks.push("an event can stand in several lanes".to_owned());
    }
    remarks.extend(as_of(style));
    let title = if own { spec.title.trim().to_owned() } else { timeline.heading.clone() };
    let lanes: Vec<String> =
        timeline.lanes.iter().map(|lane| format!("{} {}", lane.name, thousands(lane.items.len()))).collect();
    let days = timeline.days.map(|(first, last)| format!(" From {} to {}.", day_label(first), day_label(last)));
    let description = format!(
        "{}. {}.{} Lanes: {}.",
        timeline.title,
        remarks.join("; "),
        days.unwrap_or_default(),
        lanes.join(", ")
    );
    Words { title, remarks, caption: spec.caption.clone(), description }
}

/// The words of a matrix. `is_numbered`: whether the cells have room for their numbers.
pub(super) fn of_matrix(matrix: &Matrix, style: &SvgStyle, is_numbered: bool) -> Words {
    let spec = &matrix.spec;
    let own = !spec.title.trim().is_empty();
    let mut remarks = Vec::new();
    if own {
        remarks.push(matrix.heading.clone());
    }
    remarks.push(format!("{} in {}", matrix.badge, counted(matrix.shown_documents, "document")));
    remarks.extend(of_filter(&matrix.filter, &spec.filter));
    remarks.push(matrix.rule.clone());
    let beside = [
        (matrix.undated.len(), "undated, not counted".to_owned()),
        (matrix.without_date.len(), "undated, counted all the same".to_owned()),
        (matrix.spanning.len(), format!("in no single {}", spec.by)),
        (matrix.across.len(), format!("over more than one {}", spec.by)),
        (matrix.bands.len(), "going on or open, not counted".to_owned()),
        (matrix.set_aside.len(), "set aside".to_owned()),
        (matrix.unmarked.len(), "without a mark".to_owned()),
        (matrix.uncoded.len(), of_marks(matrix.uncoded.len(), "without a code")),
        (matrix.unplaced.len(), of_marks(matrix.unplaced.len(), "whose words are gone")),
    ];
    remarks.extend(numbers(&beside));
    remarks.extend(sums(&matrix.annotations));
    if matrix.multiple {
        remarks.push("one can stand in several rows or columns; the sums count it once".to_owned());
    }
    remarks.extend(matrix.remarks.iter().cloned());
    if !is_numbered {
        remarks.push("the cells are too narrow for their numbers, which are in the table of figures".to_owned());
    }
    remarks.extend(as_of(style));
    let title = if own { spec.title.trim().to_owned() } else { matrix.heading.clone() };
    let mut description = format!("Matrix. {}. {}.", matrix.title, remarks.join("; "));
    let of_row = |row: usize| number(matrix.row_total(row).amount);
    let rows: Vec<String> =
        matrix.rows.iter().enumerate().map(|(at, line)| format!("{} {}", line.name, of_row(at))).collect();
    let _ = write!(description, " Rows: {}.", rows.join(", "));
    Words { title, remarks, caption: spec.caption.clone(), description }
}

/// What a filter asks for beside the statuses, which the title names.
fn of_filter(words: &str, filter: &Filter) -> Option<String> {
    let rest = words.strip_prefix(&statuses(&filter.statuses)).unwrap_or(words).trim_start_matches(", ");
    (!rest.is_empty()).then(|| rest.to_owned())
}

fn of_marks(count: usize, which: &str) -> String {
    format!("{} {which}", if count == 1 { "mark" } else { "marks" })
}

fn numbers(beside: &[(usize, String)]) -> impl Iterator<Item = String> {
    beside.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{} {what}", thousands(*count)))
}

/// What sums up many events, by name: there are never many.
fn sums(annotations: &[Annotation]) -> Option<String> {
    const NAMED: usize = 3;
    if annotations.is_empty() {
        return None;
    }
    let day = |day: Option<NaiveDate>| day.map(day_label).unwrap_or_default();
    let one = |sum: &Annotation| format!("“{}” ({} – {})", sum.label, day(sum.from), day(sum.to));
    let mut said: Vec<String> = annotations.iter().take(NAMED).map(one).collect();
    said.extend((annotations.len() > NAMED).then(|| format!("{} more", annotations.len() - NAMED)));
    Some(format!("not counted: {}", said.join(", ")))
}

fn as_of(style: &SvgStyle) -> Option<String> {
    style.date.map(|day| format!("as of {}", day_label(day)))
}

/// The picture in words, for those who do not see it.
fn description(activity: &Activity, remarks: &[String]) -> String {
    let kind = match activity.spec.drawn {
        Drawn::Bars => "Bar chart",
        Drawn::Lines => "Line chart",
    };
    let mut words = format!("{kind}. {}. {}.", activity.title, remarks.join("; "));
    if let (Some(first), Some(last)) = (activity.bins.first(), activity.bins.last()) {
        let _ = write!(words, " From {} to {}.", first.label, last.label);
    }
    let highest = activity.bins.iter().zip(&activity.totals).rev().max_by(|a, b| a.1.amount.total_cmp(&b.1.amount));
    if let Some((bin, cell)) = highest.filter(|(_, cell)| cell.count > 0) {
        let _ = write!(words, " Most in {}: {} {}.", bin.label, number(cell.amount), activity.spec.unit);
    }
    if activity.spec.split.is_some() {
        let parts: Vec<String> =
            activity.series.iter().map(|series| format!("{} {}", series.name, thousands(series.total))).collect();
        let _ = write!(words, " {}.", parts.join(", "));
    }
    words
}

/// A number as an axis or a tooltip writes it, with a true minus.
pub(super) fn number(amount: f64) -> String {
    if amount < 0.0 { format!("−{}", amount_in_words(-amount)) } else { amount_in_words(amount) }
}

/// A text in lines, broken between words; the last one cut where it does not fit.
pub(super) fn wrapped_words(text: &str, room_px: f64, size_px: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let is_full = lines.len() >= most;
        match lines.last_mut() {
            Some(line) if is_full || width_px(&format!("{line} {word}"), size_px) <= room_px => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| fitted(line, room_px, size_px)).collect()
}

/// The parts as lines, joined by dots, broken where the next would not fit, and between words where one alone is too
/// long for a line.
pub(super) fn wrapped(parts: &[String], room_px: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if width_px(&format!("{line} · {part}"), TEXT_PX) <= room_px => {
                line.push_str(" · ");
                line.push_str(part);
            }
            _ => lines.extend(wrapped_words(part, room_px, TEXT_PX, usize::MAX)),
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
    let cut = cut.trim_end();
    // The ellipsis belongs to the end of the words, which is on their left where they read from the right.
    let mark = if cut.chars().rev().find(|character| character.is_alphanumeric()).is_some_and(is_right_to_left) {
        "\u{200f}"
    } else {
        ""
    };
    format!("{cut}…{mark}")
}

/// Whether a letter is of a script that is written from right to left: Hebrew, Arabic and their neighbours.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}

/// The text, cut in its middle to `room_px`: names often differ at their ends.
pub(super) fn fitted_middle(text: &str, room_px: f64, size_px: f64) -> String {
    if width_px(text, size_px) <= room_px {
        return text.to_owned();
    }
    let letters: Vec<&str> = text.graphemes(true).collect();
    let kept = |count: usize| {
        let (head, tail) = (count - count / 2, count / 2);
        let begin = letters.get(..head).unwrap_or_default().concat();
        let end = letters.get(letters.len() - tail..).unwrap_or_default().concat();
        format!("{}…{}", begin.trim_end(), end.trim_start())
    };
    let fits = |count: &usize| width_px(&kept(*count), size_px) <= room_px;
    (0..letters.len()).rev().find(fits).map_or_else(|| "…".to_owned(), kept)
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
