//! The activity chart as a picture for a report: a stacked bar chart in SVG 1.1.
//!
//! It says what it counts, how it treats dates and what is not in it; it is the same bytes every time; it opens
//! nothing from outside; it can be read aloud (title and description, a tooltip for each piece of a bar); and colour
//! is never the only sign. Its ids are made from its contents, so that several charts stand in one page.
//!
//! What it does *not* do: measure text. Widths are estimates on the wide side, since the fonts of the reader are not
//! known here.

mod axis;
mod bars;
mod ink;
mod words;

use crate::base::number::thousands;
use crate::model::Step;
use crate::query::Activity;
use axis::Tick;
use ink::{Ink, Paper};
use std::fmt::Write;
use words::{description, escaped, fitted, remarks, width_px, wrapped};

/// Size and ground of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SvgStyle {
    /// Width in CSS pixels, at least 360.
    pub width: u32,
    /// Height in CSS pixels, at least 220.
    pub height: u32,
    /// Light letters on a dark ground.
    pub dark: bool,
}

impl Default for SvgStyle {
    /// As wide as a page of a report.
    fn default() -> Self {
        Self { width: 960, height: 440, dark: false }
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
    let chart = Chart::new(activity, style);
    let mut svg = String::new();
    chart.open(&mut svg);
    chart.heading(&mut svg);
    if activity.bins.is_empty() || activity.series.is_empty() {
        chart.nothing(&mut svg);
    } else {
        chart.grid(&mut svg);
        chart.dates(&mut svg);
        chart.bars(&mut svg);
        chart.legend(&mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

/// A chart and where its parts lie, in pixels.
struct Chart<'a> {
    activity: &'a Activity,
    paper: Paper,
    inks: Vec<Ink>,
    id: String,
    width: f64,
    height: f64,
    /// The area of the bars.
    plot: Area,
    counts: Vec<usize>,
    /// Whether the legend stands at the right; else it stands above the bars.
    legend_right: bool,
    subtitle: Vec<String>,
}

#[derive(Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl<'a> Chart<'a> {
    fn new(activity: &'a Activity, style: &SvgStyle) -> Self {
        let (width, height) = (f64::from(style.width.max(360)), f64::from(style.height.max(220)));
        let paper = if style.dark { ink::DARK } else { ink::LIGHT };
        let subtitle = wrapped(&remarks(activity), width - 2.0 * MARGIN_PX);
        let most = if height < 320.0 { 4 } else { 6 };
        let counts = axis::count_ticks(highest_stack(activity), most);
        let legend_right = width >= 640.0;
        let mut chart = Self {
            activity,
            paper,
            inks: ink::inks(&activity.series),
            id: format!("c{:08x}", crc32fast::hash(format!("{activity:?}{style:?}").as_bytes())),
            width,
            height,
            plot: Area { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 },
            counts,
            legend_right,
            subtitle,
        };
        chart.plot = chart.place_plot();
        if chart.bar_px() < TEXTURED_PX {
            chart.inks.iter_mut().for_each(Ink::smooth);
        }
        chart
    }

    fn place_plot(&self) -> Area {
        let widest = self.counts.last().map_or(0.0, |count| width_px(&thousands(*count), TICK_PX));
        let top = 52.0 + 17.0 * real(self.subtitle.len()) + 18.0;
        let rows = if self.has_legend() && !self.legend_right { self.rows().len() } else { 0 };
        let beside = if self.has_legend() && self.legend_right { self.legend_px() + 28.0 } else { 0.0 };
        let below = if self.activity.spec.by == Step::Year { 30.0 } else { 46.0 };
        Area {
            left: MARGIN_PX + widest + 10.0,
            top: top + ROW_PX * real(rows),
            right: self.width - MARGIN_PX - beside,
            bottom: self.height - MARGIN_PX - below + 10.0,
        }
    }

    fn open(&self, svg: &mut String) {
        let (id, width, height, ground) = (&self.id, px(self.width), px(self.height), self.paper.ground);
        put(
            svg,
            format_args!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             font-family=\"{FONTS}\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
                escaped(&self.activity.title),
                escaped(&description(self.activity)),
            ),
        );
        let patterns = self.inks.iter().enumerate();
        let patterns: String =
            patterns.filter_map(|(place, ink)| ink::pattern(&self.ink_id(place), *ink, self.paper)).collect();
        if !patterns.is_empty() {
            put(svg, format_args!("<defs>{patterns}</defs>\n"));
        }
        put(svg, format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n"));
    }

    fn heading(&self, svg: &mut String) {
        let room = self.width - 2.0 * MARGIN_PX;
        let title = fitted(&self.activity.title, room, TITLE_PX);
        let (text, weak) = (self.paper.text, self.paper.weak);
        put(
            svg,
            format_args!(
                "<text x=\"{MARGIN_PX}\" y=\"38\" font-size=\"{TITLE_PX}\" font-weight=\"600\" fill=\"{text}\">{}</text>\n",
                escaped(&title)
            ),
        );
        for (row, line) in self.subtitle.iter().enumerate() {
            let y = px(59.0 + 17.0 * real(row));
            put(
                svg,
                format_args!(
                    "<text x=\"{MARGIN_PX}\" y=\"{y}\" font-size=\"{TEXT_PX}\" fill=\"{weak}\">{}</text>\n",
                    escaped(line)
                ),
            );
        }
    }

    fn nothing(&self, svg: &mut String) {
        let (x, y) = (px(self.width / 2.0), px(f64::midpoint(self.plot.top, self.plot.bottom)));
        put(
            svg,
            format_args!(
                "<text x=\"{x}\" y=\"{y}\" font-size=\"14\" text-anchor=\"middle\" fill=\"{}\">\
             Nothing to show: no dated event goes through the filter</text>\n",
                self.paper.weak
            ),
        );
    }

    fn grid(&self, svg: &mut String) {
        let (left, right) = (px(self.plot.left), px(self.plot.right));
        for count in &self.counts {
            let y = px(self.y(*count));
            let line = if *count == 0 { self.paper.baseline } else { self.paper.line };
            put(svg, format_args!("<path d=\"M{left} {y}H{right}\" stroke=\"{line}\" stroke-width=\"1\"/>\n"));
            put(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" text-anchor=\"end\" fill=\"{}\">{}</text>\n",
                    px(self.plot.left - 8.0),
                    px(self.y(*count) + 4.0),
                    self.paper.weak,
                    thousands(*count)
                ),
            );
        }
    }

    fn dates(&self, svg: &mut String) {
        let measure = |label: &str| width_px(label, TICK_PX);
        let ticks = axis::date_ticks(self.activity.spec.by, &self.activity.bins, self.slot_px(), measure);
        for tick in &ticks {
            self.date(svg, tick);
        }
    }

    fn date(&self, svg: &mut String, tick: &Tick) {
        let left = self.plot.left + self.slot_px() * real(tick.bin);
        let middle = left + self.slot_px() / 2.0;
        let (bottom, weak, line) = (self.plot.bottom, self.paper.weak, self.paper.baseline);
        if let Some(label) = &tick.upper {
            let y = px(bottom + 17.0);
            put(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{y}\" font-size=\"{TICK_PX}\" text-anchor=\"middle\" fill=\"{weak}\">{label}</text>\n",
                    px(middle)
                ),
            );
        }
        if let Some(label) = &tick.lower {
            // The line would cut through an upper label that is wider than its bin.
            let crosses = tick.upper.as_ref().is_some_and(|upper| width_px(upper, TICK_PX) + 4.0 > self.slot_px());
            let from = if crosses { bottom + 23.0 } else { bottom };
            put(
                svg,
                format_args!("<path d=\"M{} {}V{}\" stroke=\"{line}\"/>\n", px(left), px(from), px(bottom + 36.0)),
            );
            put(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{}\" font-size=\"{TICK_PX}\" font-weight=\"600\" fill=\"{weak}\">{label}</text>\n",
                    px(left + 5.0),
                    px(bottom + 34.0)
                ),
            );
        }
    }

    fn ink_id(&self, series: usize) -> String {
        format!("{}-{series}", self.id)
    }

    fn fill(&self, series: usize) -> String {
        let ink = self.inks.get(series);
        ink.map_or_else(String::new, |ink| ink::fill(&self.ink_id(series), *ink, self.paper))
    }

    fn slot_px(&self) -> f64 {
        (self.plot.right - self.plot.left) / real(self.activity.bins.len().max(1))
    }

    fn y(&self, count: usize) -> f64 {
        let highest = real(self.counts.last().copied().unwrap_or(1).max(1));
        self.plot.bottom - (self.plot.bottom - self.plot.top) * real(count) / highest
    }
}

fn highest_stack(activity: &Activity) -> usize {
    let stack = |place: usize| -> usize {
        activity.series.iter().filter_map(|series| series.cells.get(place)).map(|cell| cell.count).sum()
    };
    (0..activity.bins.len()).map(stack).max().unwrap_or(0)
}

/// At most two decimals, none that say nothing.
fn px(number: f64) -> String {
    let written = format!("{number:.2}");
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
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
    use super::*;
    use crate::model::{ChartSpec, Code, Colour, Proves, SplitBy, Unit};
    use crate::project::testing::World;
    use crate::query::activity;

    /// Two years of made-up talks, visits and arrests, with names that have to be escaped.
    pub fn talks(by: Step, split: Option<SplitBy>, unit: Unit) -> Activity {
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
        let spec = ChartSpec { by, split, unit, ..ChartSpec::default() };
        activity(&world.project, &spec).expect("a chart")
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

    #[test]
    fn nothing_is_a_picture_too() {
        let world = World::new();
        let chart = activity(&world.project, &ChartSpec::default()).expect("a chart");
        let svg = activity_svg(&chart, &SvgStyle { width: 1, height: 1, dark: true });
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
            ("year", Step::Year, None, Unit::Documents, SvgStyle { width: 480, height: 300, dark: false }),
            (
                "narrow",
                Step::Month,
                Some(SplitBy::Type),
                Unit::Events,
                SvgStyle { width: 420, height: 360, dark: false },
            ),
        ];
        for (name, by, split, unit, style) in cases {
            let svg = activity_svg(&talks(by, split, unit), &style);
            std::fs::write(folder.join(format!("{name}.svg")), svg).expect("a file");
        }
    }
}
