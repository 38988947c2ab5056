//! Which names can stand beside their nodes without touching a node or another name, and on which side. The most
//! important ones choose first; what finds no room is left out, and can be read by pointing at it.

use std::collections::HashMap;

/// A stretch of the sheet, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }
}

/// A node that wants its name beside it.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// Its middle.
    pub at: [f32; 2],
    /// Half its width.
    pub radius: f32,
    /// How wide its name is.
    pub width: f32,
}

/// Space between a node and its name, in pixels.
const BESIDE_PX: f32 = 4.0;

/// Space between a name and the node of another, if there is room for it, in pixels.
const APART_PX: f32 = 12.0;

/// Squares by which neighbours are found, in pixels.
const SQUARE_PX: f32 = 48.0;

/// The first so many names may cover a node that is smaller, rather than be left out.
const FIRST: usize = 8;

/// Where the names of nodes stand, all of one height and within `sheet`; the first ones choose first, and the very first
/// may cover nodes behind them. `None`: there is no room for it.
#[must_use]
pub fn labels(spots: &[Spot], height: f32, sheet: Area) -> Vec<Option<Area>> {
    let (mut nodes, mut names) = (Squares::new(sheet), Squares::new(sheet));
    let mut important = Squares::new(sheet);
    for (at, spot) in spots.iter().enumerate() {
        let [x, y] = spot.at;
        let (left, right) = (x - spot.radius, x + spot.radius);
        let area = Area { left, right, top: y - spot.radius, bottom: y + spot.radius };
        nodes.put(area);
        if at < FIRST {
            important.put(area);
        }
    }
    let place = |(at, spot): (usize, &Spot)| {
        let is_free = |side: &&Side| sheet.holds(&side.area) && names.is_free(&side.area);
        let all = sides(spot, height);
        let free: Vec<&Side> = all.iter().filter(is_free).collect();
        let apart = free.iter().find(|side| nodes.is_free(&side.apart()));
        let is_beside = |side: &&&Side| !side.is_corner() && nodes.is_free(&side.area);
        let beside = apart.or_else(|| free.iter().find(is_beside));
        let found = beside.or_else(|| free.iter().find(|side| at < FIRST && important.is_free(&side.area)));
        let area = found?.area;
        names.put(area);
        Some(area)
    };
    spots.iter().enumerate().map(place).collect()
}

/// A place for a name, and which of its edges are turned to its node: 1 to a node at the left or above, −1 to one at the
/// right or below, 0 to neither.
#[derive(Clone, Copy)]
struct Side {
    area: Area,
    across: i8,
    down: i8,
}

impl Side {
    /// With as much air on the other edges that nobody takes the name for that of a node there.
    fn apart(&self) -> Area {
        let air = |is_turned: bool, px: f32| if is_turned { 0.0 } else { px };
        Area {
            left: self.area.left - air(self.across == 1, APART_PX),
            right: self.area.right + air(self.across == -1, APART_PX),
            top: self.area.top - if self.down == -1 { APART_PX / 2.0 } else { 0.0 },
            bottom: self.area.bottom + if self.down == 1 { APART_PX / 2.0 } else { 0.0 },
        }
    }

    /// Whether it is at a corner, where it is told from that of another node by the air around it alone.
    fn is_corner(&self) -> bool {
        self.across != 0 && self.down != 0
    }
}

/// To the right, to the left, below, above, then at the corners.
fn sides(spot: &Spot, height: f32) -> [Side; 8] {
    let [x, y] = spot.at;
    let (beside, half) = (spot.radius + BESIDE_PX, height / 2.0);
    let (below, above) = (y + spot.radius + 1.0, y - spot.radius - 1.0 - height);
    let (right, left, middle) = (x + beside, x - beside - spot.width, x - spot.width / 2.0);
    // A corner is nearer: its name begins above or below the node.
    let (from, to) = (x + spot.radius * 0.4, x - spot.radius * 0.4 - spot.width);
    let at = |left: f32, top: f32, (across, down): (i8, i8)| Side {
        area: Area { left, top, right: left + spot.width, bottom: top + height },
        across,
        down,
    };
    [
        at(right, y - half, (1, 0)),
        at(left, y - half, (-1, 0)),
        at(middle, below, (0, 1)),
        at(middle, above, (0, -1)),
        at(from, above, (1, -1)),
        at(from, below, (1, 1)),
        at(to, above, (-1, -1)),
        at(to, below, (-1, 1)),
    ]
}

/// What is taken, by squares of the sheet.
struct Squares {
    sheet: Area,
    columns: usize,
    rows: usize,
    /// Of the few that are taken at all; there are very many in a sheet that is looked at closely.
    taken: HashMap<usize, Vec<Area>>,
}

impl Squares {
    fn new(sheet: Area) -> Self {
        let count = |length: f32| whole(length / SQUARE_PX) + 1;
        let (columns, rows) = (count(sheet.right - sheet.left), count(sheet.bottom - sheet.top));
        Self { sheet, columns, rows, taken: HashMap::new() }
    }

    /// The numbers of the squares that an area touches.
    fn under(&self, area: &Area) -> impl Iterator<Item = usize> + use<> {
        let column = |x: f32| whole((x - self.sheet.left) / SQUARE_PX).min(self.columns - 1);
        let row = |y: f32| whole((y - self.sheet.top) / SQUARE_PX).min(self.rows - 1);
        let (columns, first, last) = (self.columns, column(area.left), column(area.right));
        (row(area.top)..=row(area.bottom))
            .flat_map(move |row| (first..=last).map(move |column| row * columns + column))
    }

    fn put(&mut self, area: Area) {
        if !self.sheet.meets(&area) {
            return;
        }
        for square in self.under(&area) {
            self.taken.entry(square).or_default().push(area);
        }
    }

    fn is_free(&self, area: &Area) -> bool {
        !self.under(area).filter_map(|square| self.taken.get(&square)).flatten().any(|other| other.meets(area))
    }
}

/// A length as a whole number; what is below nothing is nothing.
fn whole(length: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to what a screen may have")]
    let whole = length.clamp(0.0, 100_000.0) as usize;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: Area = Area { left: 0.0, top: 0.0, right: 300.0, bottom: 100.0 };

    fn spot(x: f32, y: f32) -> Spot {
        Spot { at: [x, y], radius: 5.0, width: 60.0 }
    }

    #[test]
    fn names_choose_the_first_side_that_is_free() {
        let found = labels(&[spot(50.0, 50.0), spot(290.0, 50.0), spot(70.0, 50.0)], 10.0, SHEET);
        let left = |at: usize| found[at].map(|area| area.left);
        assert_eq!(left(0), Some(20.0), "the node at its right is in the way, and the edge at its left: below");
        assert_eq!(left(1), Some(221.0), "the edge is in the way: to the left");
        assert_eq!(left(2), Some(79.0));
    }

    #[test]
    fn the_biggest_names_may_cover_what_is_small() {
        let small = |at: f32| (0..20).map(move |step| spot(at, step as f32 * 5.0));
        let mut spots = vec![spot(150.0, 50.0)];
        spots.extend((0..7).map(|at| spot(at as f32 * 2.0, 95.0)));
        spots.extend([90.0, 120.0, 150.0, 180.0, 210.0].into_iter().flat_map(small));
        let found = labels(&spots, 14.0, SHEET);
        assert!(found[0].is_some(), "the first one has a name");
        assert!(found[60].is_none(), "a small one in the crowd has none");
    }

    #[test]
    fn no_two_names_meet_and_none_leaves_the_sheet() {
        let spots: Vec<Spot> =
            (0..30).map(|at| spot((at * 37 % 290) as f32 + 5.0, (at * 23 % 90) as f32 + 5.0)).collect();
        let found: Vec<Area> = labels(&spots, 14.0, SHEET).into_iter().flatten().collect();
        assert!(!found.is_empty() && found.len() < 30);
        for (at, area) in found.iter().enumerate() {
            assert!(SHEET.holds(area));
            assert!(found.iter().skip(at + 1).all(|other| !area.meets(other)));
        }
    }
}
