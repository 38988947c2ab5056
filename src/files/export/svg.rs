//! Charts as pictures for a report: SVG 1.1, with real text and real axes.
//!
//! A picture says what it counts, of which events, how it treats dates, what is not in it and of which day it is; it is
//! the same bytes every time; it opens nothing from outside; it can be read aloud (title and description, a tooltip for
//! each piece of a bar); and colour is never the only sign: what did not simply happen is hatched, lines are dashed
//! each in its way. Its ids are made from its contents, so that several charts stand in one page.
//!
//! What it does *not* do: measure text. Widths are estimates on the wide side, since the fonts of the reader are not
//! known here.

mod axis;
mod bars;
mod beside;
mod frame;
mod ink;
mod lag;
mod lines;
mod matrix;
mod network;
mod timeline;
mod timeline_axis;
mod timeline_glyphs;
mod timeline_ink;
mod trend;
mod words;

pub use lag::lag_svg;
pub use matrix::matrix_svg;
pub use network::network_svg;
pub use timeline::timeline_svg;
pub use trend::trend_svg;

use crate::model::Drawn;
use crate::query::Activity;
use bars::Plot;
use chrono::NaiveDate;
use std::fmt::Write;

/// Size, ground and day of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SvgStyle {
    /// Width in CSS pixels, at least 360.
    pub width: u32,
    /// Height in CSS pixels, at least 220; more if what has to be said needs it.
    pub height: u32,
    /// Light letters on a dark ground.
    pub dark: bool,
    /// The day on which the figures were taken, if that is to be said.
    pub date: Option<NaiveDate>,
}

impl Default for SvgStyle {
    /// As wide as a page of a report.
    fn default() -> Self {
        Self { width: 960, height: 440, dark: false, date: None }
    }
}

const FONTS: &str =
    "Inter, 'Noto Sans', 'Noto Sans Arabic', system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const TITLE_PX: f64 = 18.0;
const TEXT_PX: f64 = 12.0;
const TICK_PX: f64 = 11.0;
const MARGIN_PX: f64 = 24.0;
/// A line of the legend.
const ROW_PX: f64 = 22.0;
const SWATCH_PX: f64 = 12.0;
/// In a narrower bar a texture is nothing but noise.
const TEXTURED_PX: f64 = 5.0;

/// The chart as a complete SVG file.
#[must_use]
pub fn activity_svg(activity: &Activity, style: &SvgStyle) -> String {
    let plot = Plot::new(activity, style);
    let mut svg = String::new();
    plot.frame.open(&mut svg, &plot.patterns());
    plot.frame.heading(&mut svg);
    let is_nothing = activity.series.is_empty() && activity.bands.is_empty();
    if activity.bins.is_empty() || is_nothing {
        plot.frame.nothing(&mut svg, "Nothing to show: no dated event goes through the filter");
    } else {
        plot.frame.grid(&mut svg);
        plot.frame.dates(&mut svg);
        plot.frame.bands(&mut svg, &activity.bands);
        match activity.spec.drawn {
            Drawn::Bars => plot.bars(&mut svg),
            Drawn::Lines => plot.lines(&mut svg),
        }
        plot.denominator(&mut svg);
        plot.frame.legend(&mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

/// At most two decimals, none that say nothing.
fn px(number: f64) -> String {
    let written = format!("{number:.2}");
    let short = written.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn put(svg: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = svg.write_fmt(words);
}

#[cfg(test)]
pub(super) mod tests {
    use super::words::{escaped, fitted};
    use super::*;
    use crate::model::{
        Arranged, ChartKind, ChartSpec, Code, Colour, DateRule, Drawn, Event, Filter, LanesBy, Proves, SplitBy,
        Status, Step, TimelineSpec, TrendSpec, Unit,
    };
    use crate::project::testing::World;
    use crate::query::activity;
    use crate::query::timeline::timeline;

    /// Two years of made-up talks, visits and arrests, with names that have to be escaped.
    pub fn talks(by: Step, split: Option<SplitBy>, unit: Unit) -> Activity {
        activity(&many_talks().project, &spec(by, split, unit)).expect("a chart")
    }

    fn spec(by: Step, split: Option<SplitBy>, unit: Unit) -> ChartSpec {
        ChartSpec { by, split, unit, ..ChartSpec::default() }
    }

    fn many_talks() -> World {
        let mut world = World::new();
        let mut types = Vec::new();
        for (name, colour) in [
            ("Visit", Some([0x56, 0xB4, 0xE9])),
            ("Talks", Some([0x00, 0x72, 0xB2])),
            ("Agreement", None),
            ("Arrest", Some([0xE6, 0x9F, 0x00])),
            ("Extradition <hand-over> & return of wanted persons", None),
        ] {
            let code = world.event_type(name);
            if let Some(colour) = colour {
                world.change::<Code>(code, |code| code.colour = Colour(colour));
            }
            types.push(code);
        }
        let names = ["France", "Morocco", "Spain", "وزارة العدل", "General Directorate for National Security"];
        let who: Vec<_> = names.iter().map(|name| world.entity(&[name])).collect();
        let outlets = ["Strait Courier", "=Wire & Co <1>", "Le Quotidien du Détroit"];
        let documents: Vec<_> =
            outlets.iter().map(|outlet| world.document(outlet, "2024", "They met again.")).collect();
        let mut rng = fastrand::Rng::with_seed(5);
        for number in 0..64 {
            let month = usize::midpoint(rng.usize(0..18), rng.usize(0..18)) + usize::from(number % 5 == 0) * 4;
            let date = match number % 16 {
                7 => String::new(),
                11 => format!("{}", 2024 + month / 12),
                _ => format!("{}-{:02}-{:02}", 2024 + month / 12, month % 12 + 1, rng.usize(1..28)),
            };
            let kind = (number % 13 != 0).then(|| types[rng.usize(0..types.len())]);
            let event = world.event(&format!("E{number}"), &date, kind, &[who[0], who[rng.usize(1..who.len())]]);
            for _ in 0..rng.usize(1..4) {
                world.mark(documents[rng.usize(0..documents.len())], "They met", &[Proves::Event(event)]);
            }
        }
        world
    }

    #[test]
    fn the_picture_is_the_same_every_time_and_says_what_it_shows() {
        let chart = talks(Step::Month, Some(SplitBy::Type), Unit::Events);
        let svg = activity_svg(&chart, &SvgStyle::default());
        assert_eq!(svg, activity_svg(&chart.clone(), &SvgStyle::default()));
        assert!(svg.contains("role=\"img\"") && svg.contains(">Events per month by type, happened</title>"));
        assert!(svg.contains("strict dates") && svg.contains("4 undated"));
        assert!(svg.contains("Extradition &lt;hand-over&gt; &amp; return"));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    /// The same, with something planned, something that goes on, a sum and a wide date.
    fn mixed() -> World {
        let mut world = many_talks();
        let ids: Vec<_> = world.project.events().ids().collect();
        for (place, status) in
            [Status::Planned, Status::Denied, Status::Ongoing].into_iter().cycle().take(12).enumerate()
        {
            world.status(ids[place * 3], status);
        }
        let cells = world.event("Over 200 <cells>", "2002/2025-03-10", None, &[]);
        world.change::<Event>(cells, |row| row.status = Status::Aggregate);
        world.event("Joint work & talks", "2024-05/..", None, &[]);
        world.event("A visit of two months", "2024-05/2024-06", None, &[]);
        world
    }

    #[test]
    fn every_layout_says_what_it_leaves_out() {
        let world = mixed();
        for (drawn, arranged) in Drawn::ALL.into_iter().flat_map(|drawn| Arranged::ALL.map(|how| (drawn, how))) {
            let chart = ChartSpec {
                drawn,
                arranged,
                denominator: true,
                rule: DateRule::Proportional,
                filter: Filter::everything(),
                title: "How it moved".into(),
                caption: "More visits, fewer arrests".into(),
                ..spec(Step::Month, Some(SplitBy::Type), Unit::Events)
            };
            let chart = activity(&world.project, &chart).expect("a chart");
            let style = SvgStyle { date: "2025-06-01".parse().ok(), ..SvgStyle::default() };
            let svg = activity_svg(&chart, &style);
            for said in [
                ">How it moved</title>",
                "More visits, fewer arrests",
                "Events per month by type, any status",
                "dates are spread over their days",
                "“Over 200 &lt;cells&gt;” (1 Jan 2002 – 10 Mar 2025)",
                "Joint work &amp; talks",
                "as of 1 Jun 2025",
                "(other status)",
                "Documents, at most",
            ] {
                assert!(svg.contains(said), "{drawn} {arranged}: {said}\n{svg}");
            }
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }

    #[test]
    fn a_trend_is_a_picture_with_its_tests_in_words() {
        let mut world = many_talks();
        for code in world.project.codes().ids().collect::<Vec<_>>() {
            world.change::<Code>(code, |row| row.weight = Some(rust_decimal::Decimal::new(-25, 1)));
        }
        let asked = TrendSpec { lowess_percent: Some(50), ..TrendSpec::default() };
        let chart = ChartSpec { kind: ChartKind::Trend(asked), ..ChartSpec::default() };
        let found = crate::query::trend::trend(&world.project, &chart).expect("a trend");
        let svg = trend_svg(&found, &SvgStyle { dark: true, ..SvgStyle::default() });
        assert_eq!(svg, trend_svg(&found, &SvgStyle { dark: true, ..SvgStyle::default() }));
        for said in
            ["Cooperation index per month, sum of weights", "Mann–Kendall", "LOWESS", "4 undated", ">−10<", "n = "]
        {
            assert!(svg.contains(said), "{said}: {svg}");
        }
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }

    #[test]
    fn what_is_said_of_compared_lines_stands_below_the_plot_a_row_each() {
        let world = many_talks();
        let compared = |name: &str| crate::model::Compared { name: name.to_owned(), filter: Filter::default() };
        let compare: Vec<_> = (0..8).map(|at| compared(&format!("Line {at}"))).collect();
        let kind = ChartKind::Trend(TrendSpec { of: crate::model::TrendOf::Count, compare, ..TrendSpec::default() });
        let found =
            crate::query::trend::trend(&world.project, &ChartSpec { kind, ..ChartSpec::default() }).expect("a trend");
        assert_eq!(found.lines.len(), 8);
        let svg = trend_svg(&found, &SvgStyle { width: 1_200, ..SvgStyle::default() });
        // From the zero of the axis up to its highest number, and the places of the rows.
        let value = |text: &str, name: &str| -> f64 {
            let rest = text.split_once(&format!("{name}=\"")).expect(name).1;
            rest.split('"').next().expect("a value").parse().expect("a number")
        };
        let ticks: Vec<f64> = svg
            .lines()
            .filter(|line| {
                line.contains("text-anchor=\"end\" fill=\"#5C646F\">") && line.contains("font-size=\"11\"")
            })
            .map(|line| value(line, "y"))
            .collect();
        let (low, high) = ticks.iter().fold((0.0_f64, f64::INFINITY), |(low, high), y| (low.max(*y), high.min(*y)));
        assert!(low - high >= 440.0 * 0.6 - 1.0, "the plot is the main thing: {high} to {low}");
        let said = svg.split_once("</desc>").expect("a description").1;
        let rows: Vec<f64> =
            said.lines().filter(|line| line.contains(">total ")).map(|line| value(line, "y")).collect();
        assert_eq!(rows.len(), 8, "{said}");
        assert!(rows.windows(2).all(|pair| pair[1] > pair[0]) && rows[0] > low, "{rows:?}");
    }

    #[test]
    fn titles_of_a_timeline_get_rows_before_they_are_cut() {
        let mut world = World::new();
        for number in 0..40 {
            world.event(&format!("A meeting of ministers, number {number}"), "2025-03-10", None, &[]);
        }
        let kind = ChartKind::Timeline(TimelineSpec { lanes: LanesBy::Nothing, ..TimelineSpec::default() });
        let picture = |world: &World| {
            let chart = ChartSpec { kind: kind.clone(), filter: Filter::everything(), ..ChartSpec::default() };
            let found = timeline(&world.project, &chart, "2025-01-01".parse().expect("a day"));
            timeline_svg(&world.project, &found, &SvgStyle::default())
        };
        let svg = picture(&world);
        for number in 0..40 {
            assert!(svg.contains(&format!(">A meeting of ministers, number {number}</text>")), "{number}");
        }
        assert!(!svg.contains("No room for"), "{svg}");
        for number in 0..1_000 {
            let date = format!("2025-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
            world.event(&format!("Another meeting of ministers, number {number}"), &date, None, &[]);
        }
        let svg = picture(&world);
        assert!(svg.contains(" titles: the figures have them all"), "what has no title is counted");
        let titles = svg.split("paint-order=\"stroke\">").skip(1).filter_map(|rest| rest.split("</text>").next());
        let cut = titles.filter(|title| title.ends_with('…'));
        assert!(cut.clone().all(|title| title.chars().count() >= 10), "{:?}", cut.collect::<Vec<_>>());
    }

    #[test]
    fn lags_are_a_picture_with_medians_and_numbers() {
        let lags = crate::query::Facts::of(&mixed().project).lags(&Filter::default());
        let spec = ChartSpec { caption: "Who is quick".into(), ..ChartSpec::default() };
        let svg = lag_svg(&lags, &spec, &SvgStyle::default());
        assert_eq!(svg, lag_svg(&lags, &spec, &SvgStyle::default()));
        for said in
            ["Days from the event to its publication", "Who is quick", "Nothing to show", "not dated to the day"]
        {
            assert!(svg.contains(said), "{said}: {svg}");
        }
        let mut world = World::new();
        let visit = world.event("Visit", "2025-03-10", None, &[]);
        for (outlet, day) in [("=Wire & Co <1>", "2025-03-09"), ("", "2025-03-11"), ("Strait", "2025-06-10")] {
            let paper = world.document(outlet, day, "They came.");
            world.mark(paper, "came", &[Proves::Event(visit)]);
        }
        let lags = crate::query::Facts::of(&world.project).lags(&Filter::default());
        let svg = lag_svg(&lags, &spec, &SvgStyle { dark: true, ..SvgStyle::default() });
        for said in [
            "=Wire &amp; Co &lt;1&gt;",
            "median 1 day before · n = 1",
            "No outlet",
            "same day",
            "3 reports of 1 event",
        ] {
            assert!(svg.contains(said), "{said}: {svg}");
        }
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }

    #[test]
    fn a_timeline_says_what_it_shows_in_every_kind_of_lane() {
        let world = mixed();
        let today = "2025-01-01".parse().expect("a day");
        for lanes in LanesBy::ALL {
            let kind = ChartKind::Timeline(TimelineSpec { lanes, ..TimelineSpec::default() });
            let chart = ChartSpec { kind, filter: Filter::everything(), ..ChartSpec::default() };
            let found = timeline(&world.project, &chart, today);
            let style = SvgStyle { date: Some(today), dark: lanes == LanesBy::Actor, ..SvgStyle::default() };
            let svg = timeline_svg(&world.project, &found, &style);
            assert_eq!(svg, timeline_svg(&world.project, &found.clone(), &style));
            for said in [
                "Over 200 &lt;cells&gt;",
                "Joint work &amp; talks",
                "undated",
                "planned (!)",
                "any status",
                "as of 1 Jan 2025",
                "To come, from 1 Jan 2025",
                ">2025</text>",
            ] {
                assert!(svg.contains(said), "{lanes}: {said}\n{svg}");
            }
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{lanes}");
        }
        let nothing = timeline(&World::new().project, &ChartSpec::default(), today);
        let narrow = SvgStyle { width: 1, height: 1, dark: true, date: None };
        assert!(timeline_svg(&world.project, &nothing, &narrow).contains("Nothing to show"));
    }

    #[test]
    fn nothing_is_a_picture_too() {
        let world = World::new();
        let chart = activity(&world.project, &ChartSpec::default()).expect("a chart");
        let svg = activity_svg(&chart, &SvgStyle { width: 1, height: 1, dark: true, date: None });
        assert!(svg.contains("Nothing to show") && svg.ends_with("</svg>\n"));
    }

    #[test]
    fn signs_that_xml_does_not_know_do_no_harm() {
        assert_eq!(escaped("a<b>&\"c\"\u{1}\n"), "a&lt;b&gt;&amp;&quot;c&quot;\u{fffd}\n");
        assert_eq!(fitted("A very long name of a body", 60.0, 12.0), "A very l…");
    }

    /// `ENTENTE_PICTURES=DIR cargo test -- --ignored pictures` writes pictures to look at.
    #[test]
    #[ignore = "writes pictures"]
    fn pictures() {
        let folder = std::path::PathBuf::from(std::env::var("ENTENTE_PICTURES").expect("ENTENTE_PICTURES"));
        let wide = SvgStyle::default();
        let cases = [
            ("month-type", Step::Month, Some(SplitBy::Type), Unit::Events, wide),
            ("month-type-dark", Step::Month, Some(SplitBy::Type), Unit::Marks, SvgStyle { dark: true, ..wide }),
            ("quarter-entity", Step::Quarter, Some(SplitBy::Entity), Unit::Events, wide),
            ("week", Step::Week, None, Unit::Events, wide),
            ("day-outlet", Step::Day, Some(SplitBy::Outlet), Unit::Documents, wide),
            ("year", Step::Year, None, Unit::Documents, SvgStyle { width: 480, height: 300, ..wide }),
            ("narrow", Step::Month, Some(SplitBy::Type), Unit::Events, SvgStyle { width: 420, height: 360, ..wide }),
        ];
        for (name, by, split, unit, style) in cases {
            let svg = activity_svg(&talks(by, split, unit), &style);
            std::fs::write(folder.join(format!("{name}.svg")), svg).expect("a file");
        }
    }
}
