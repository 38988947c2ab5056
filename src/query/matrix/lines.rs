//! The lines of a side of a matrix, in their order, and which line each key of a split stands in.

use super::{Head, Line};
use crate::model::{ChartSpec, Colour, LineOrder, Pattern, Side};
use crate::query::Bin;
use crate::query::facts::Facts;
use crate::query::facts::packed::small;
use crate::query::fold::fold;
use crate::query::series::{Axis, Frequent, Keys, SeriesKey, Spot, Visits, tell_apart};
use std::cmp::Reverse;

/// The lines of a side, and where each event stands in them.
pub(super) struct Lines<'f> {
    pub lines: Vec<Line>,
    /// `None`: the lines are bins.
    pub keyed: Option<Keyed<'f>>,
}

/// Lines that are keys of a split.
pub(super) struct Keyed<'f> {
    pub keys: Keys<'f>,
    pub visits: Visits,
    /// The line of each key of the split; that of the rare ones where it is not among the frequent.
    pub of: Vec<u32>,
}

impl<'f> Lines<'f> {
    /// Of what is shown.
    pub fn of(
        facts: &'f Facts,
        spec: &ChartSpec,
        (side, order, most): (Side, LineOrder, u16),
        axis: Option<&Axis>,
        shown: &[(u32, Spot)],
    ) -> Self {
        let Side::By(split) = side else {
            let bins = axis.map(|axis| axis.bins.clone()).unwrap_or_default();
            let line = |bin: Bin| Line {
                name: bin.label.clone(),
                head: Head::Bin(bin),
                colour: None,
                pattern: Pattern::Plain,
            };
            return Self { lines: bins.into_iter().map(line).collect(), keyed: None };
        };
        let keys = Keys::new(facts, Some(split), spec.unit);
        let visits = Visits::of(facts, &keys, shown.iter().map(|(number, _)| *number));
        let Frequent { keys: mut found, rest, sizes } = Frequent::of(&keys, &visits, spec.unit, usize::from(most));
        sort(&keys, &mut found, &sizes, order);
        let mut of = vec![small(found.len()); sizes.len()];
        for (line, key) in found.iter().enumerate() {
            if let Some(of) = of.get_mut(*key as usize) {
                *of = small(line);
            }
        }
        let mut lines: Vec<Line> = found.iter().map(|key| line(facts, &keys, keys.key(*key), rest)).collect();
        lines.extend((rest > 0).then(|| line(facts, &keys, SeriesKey::Other, rest)));
        tell_apart(lines.iter_mut().map(|line| &mut line.name));
        Self { lines, keyed: Some(Keyed { keys, visits, of }) }
    }

    /// Whether what a document says of an event that stands in a line belongs to that line.
    pub fn has(&self, line: usize, document: u32, facts: &Facts) -> bool {
        let Some(keyed) = self.keyed.as_ref().filter(|keyed| keyed.keys.is_by_document()) else { return true };
        let outlet = facts.papers.get(document as usize).and_then(|paper| paper.outlet);
        let key = outlet.map_or(keyed.keys.count(), |outlet| outlet as usize);
        keyed.of.get(key).is_some_and(|of| *of as usize == line)
    }

    /// Whether an item of an event may stand in other lines than another one.
    pub fn is_by_document(&self) -> bool {
        self.keyed.as_ref().is_some_and(|keyed| keyed.keys.is_by_document())
    }
}

/// “None” stands last, whatever the order.
fn sort(keys: &Keys<'_>, found: &mut [u32], sizes: &[u32], order: LineOrder) {
    let size = |key: u32| sizes.get(key as usize).copied().unwrap_or(0);
    found.sort_by_cached_key(|key| (Reverse(size(*key)), keys.tie(*key)));
    match order {
        LineOrder::Total => {}
        LineOrder::Name => found.sort_by_cached_key(|key| fold(&keys.name(&keys.key(*key)))),
        LineOrder::Codebook => {
            let order = keys.order();
            found.sort_by_cached_key(|key| order.get(&keys.key(*key)).copied().unwrap_or(usize::MAX));
        }
    }
    found.sort_by_cached_key(|key| keys.key(*key) == SeriesKey::None);
}

fn line(facts: &Facts, keys: &Keys<'_>, key: SeriesKey, rest: usize) -> Line {
    let name = if key == SeriesKey::Other { format!("{rest} others") } else { keys.name(&key) };
    of_key(facts, key, name)
}

/// A line of something that may be a code.
pub(super) fn of_key(facts: &Facts, key: SeriesKey, name: String) -> Line {
    let code = match key {
        SeriesKey::Code(id) => facts.project.codes().get(id),
        _ => None,
    };
    Line {
        name,
        // The default grey means that nobody chose a colour.
        colour: code.map(|code| code.colour).filter(|colour| *colour != Colour::default()),
        pattern: code.map(|code| code.pattern).unwrap_or_default(),
        head: Head::Key(key),
    }
}
