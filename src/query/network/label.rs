//! Which names can stand beside their nodes without touching a node or another name, and on which side. The most
//! important ones choose first; what finds no room is left out, and can be read by pointing at it, or stands away from
//! its node at the end of a line.

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

    /// Larger by so many pixels on every side.
    fn grown(&self, px: f32) -> Self {
        Self { left: self.left - px, top: self.top - px, right: self.right + px, bottom: self.bottom + px }
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

impl Spot {
    /// What the node covers.
    fn area(&self) -> Area {
        let [x, y] = self.at;
        let radius = self.radius;
        Area { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
    }

    /// A name so many pixels away from the node, and the line to it.
    fn led(&self, [right, down]: [f32; 2], px: f32, height: f32) -> (Area, [[f32; 2]; 2]) {
        let [x, y] = self.at;
        let along = |far: f32| [x + right * far, y + down * far];
        let (from, to) = (along(self.radius), along(self.radius + px));
        // The line ends at the edge of the name that is turned to the node.
        let left = match right {
            across if across > 0.1 => to[0] + 2.0,
            across if across < -0.1 => to[0] - 2.0 - self.width,
            _ => to[0] - self.width / 2.0,
        };
        let top = match down {
            _ if right.abs() > 0.1 => to[1] - height / 2.0,
            down if down > 0.0 => to[1] + 2.0,
            _ => to[1] - 2.0 - height,
        };
        (Area { left, top, right: left + self.width, bottom: top + height }, [from, to])
    }
}

/// Space between a node and its name, in pixels.
const BESIDE_PX: f32 = 4.0;

/// Space between a name and the node of another, if there is room for it, in pixels.
const APART_PX: f32 = 12.0;

/// Squares by which neighbours are found, in pixels.
const SQUARE_PX: f32 = 48.0;

/// The first so many names may cover a node that is smaller, rather than be left out.
const FIRST: usize = 8;

/// A name at some distance from its node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Led {
    /// Where it stands.
    pub area: Area,
    /// The line that leads to it, from the edge of its node.
    pub line: Option<[[f32; 2]; 2]>,
}

/// How far from its node a name may stand, in pixels.
const LED_PX: [f32; 9] = [12.0, 20.0, 32.0, 46.0, 62.0, 80.0, 104.0, 136.0, 176.0];

/// Where a line leads to, every 15°: first to the sides, where names read best from their node.
const WAYS: [[f32; 2]; 24] = [
    [0.966, -0.259],
    [0.966, 0.259],
    [-0.966, -0.259],
    [-0.966, 0.259],
    [0.866, -0.5],
    [0.866, 0.5],
    [-0.866, -0.5],
    [-0.866, 0.5],
    [0.707, -0.707],
    [0.707, 0.707],
    [-0.707, -0.707],
    [-0.707, 0.707],
    [0.5, -0.866],
    [0.5, 0.866],
    [-0.5, -0.866],
    [-0.5, 0.866],
    [0.259, -0.966],
    [0.259, 0.966],
    [-0.259, -0.966],
    [-0.259, 0.966],
    [1.0, 0.0],
    [-1.0, 0.0],
    [0.0, -1.0],
    [0.0, 1.0],
];

/// Between a name at the end of a line and whatever else there is, in pixels.
const AROUND_PX: f32 = 3.0;

/// A line is looked at in pieces of this length, in pixels.
const PIECE_PX: f32 = 4.0;

/// Where the names of nodes stand, as [`labels`] does it, but no name covers a node, and what finds no room beside its
/// node stands away from it, at the end of a line that crosses neither names nor nodes. `None`: there is no room for
/// that either.
#[must_use]
pub fn led_labels(spots: &[Spot], height: f32, sheet: Area) -> Vec<Option<Led>> {
    let mut taken = Taken::of(spots, sheet);
    let beside: Vec<Option<Area>> = spots.iter().map(|spot| taken.beside(spot, height)).collect();
    let led = |(spot, area): (&Spot, &Option<Area>)| match area {
        Some(area) => Some(Led { area: *area, line: None }),
        None => taken.led(spot, height),
    };
    spots.iter().zip(&beside).map(led).collect()
}

/// Where the names of nodes stand, all of one height and within `sheet`; the first ones choose first, and the very first
/// may cover nodes behind them. `None`: there is no room for it.
#[must_use]
pub fn labels(spots: &[Spot], height: f32, sheet: Area) -> Vec<Option<Area>> {
    let mut taken = Taken::of(spots, sheet);
    let mut important = Squares::new(sheet);
    spots.iter().take(FIRST).for_each(|spot| important.put(spot.area()));
    let place = |(at, spot): (usize, &Spot)| {
        let beside = taken.beside(spot, height);
        if beside.is_some() || at >= FIRST {
            return beside;
        }
        let covers = |side: &Side| taken.has_room(&side.area) && important.is_free(&side.area);
        let area = sides(spot, height).into_iter().find(covers)?.area;
        taken.names.put(area);
        Some(area)
    };
    spots.iter().enumerate().map(place).collect()
}

/// What stands on a sheet already.
struct Taken {
    sheet: Area,
    nodes: Squares,
    names: Squares,
    lines: Squares,
}

impl Taken {
    fn of(spots: &[Spot], sheet: Area) -> Self {
        let mut nodes = Squares::new(sheet);
        spots.iter().for_each(|spot| nodes.put(spot.area()));
        Self { sheet, nodes, names: Squares::new(sheet), lines: Squares::new(sheet) }
    }

    fn has_room(&self, area: &Area) -> bool {
        self.sheet.holds(area) && self.names.is_free(area)
    }

    /// Puts a name beside its node, if it has room there.
    fn beside(&mut self, spot: &Spot, height: f32) -> Option<Area> {
        let all = sides(spot, height);
        let free: Vec<&Side> = all.iter().filter(|side| self.has_room(&side.area)).collect();
        let apart = free.iter().find(|side| self.nodes.is_free(&side.apart()));
        let is_beside = |side: &&&Side| !side.is_corner() && self.nodes.is_free(&side.area);
        let area = apart.or_else(|| free.iter().find(is_beside))?.area;
        self.names.put(area);
        Some(area)
    }

    /// Puts a name at the end of a line, the shortest that there is room for.
    fn led(&mut self, spot: &Spot, height: f32) -> Option<Led> {
        let away = |px: f32| WAYS.into_iter().map(move |way| (way, px));
        let (area, line) = LED_PX
            .into_iter()
            .flat_map(away)
            .map(|(way, px)| spot.led(way, px, height))
            .find(|(area, line)| self.is_free(area) && self.is_clear(spot, *line))?;
        self.names.put(area);
        pieces(line).for_each(|piece| self.lines.put(piece));
        Some(Led { area, line: Some(line) })
    }

    fn is_free(&self, area: &Area) -> bool {
        let around = area.grown(AROUND_PX);
        self.sheet.holds(area)
            && [&self.names, &self.nodes, &self.lines].iter().all(|squares| squares.is_free(&around))
    }

    /// Whether a line crosses no name, no other line, and no node but the one that it begins at.
    fn is_clear(&self, spot: &Spot, line: [[f32; 2]; 2]) -> bool {
        let own = spot.area();
        pieces(line).all(|piece| {
            let is_own = piece.meets(&own);
            self.names.is_free(&piece) && self.lines.is_free(&piece) && (is_own || self.nodes.is_free(&piece))
        })
    }
}

/// A line as small squares along it.
fn pieces([from, to]: [[f32; 2]; 2]) -> impl Iterator<Item = Area> {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let count = whole((dx * dx + dy * dy).sqrt() / PIECE_PX) + 1;
    (0..=count).map(move |at| {
        let share = at as f32 / count as f32;
        let (x, y) = (from[0] + dx * share, from[1] + dy * share);
        Area { left: x, right: x, top: y, bottom: y }.grown(1.0)
    })
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
    fn what_finds_no_room_beside_its_node_is_led_away() {
        // One node with a long name, in a ring of others.
        let sheet = Area { bottom: 300.0, ..SHEET };
        let around = [[24.0, 0.0], [12.0, 20.8], [-12.0, 20.8], [-24.0, 0.0], [-12.0, -20.8], [12.0, -20.8]];
        let mut spots = vec![spot(150.0, 150.0)];
        spots.extend(around.map(|[x, y]: [f32; 2]| Spot { width: 6.0, ..spot(150.0 + x, 150.0 + y) }));
        let found: Vec<Led> = led_labels(&spots, 12.0, sheet).into_iter().flatten().collect();
        assert_eq!(found.len(), spots.len(), "{found:?}");
        assert!(found[0].line.is_some() && found[1].line.is_none());
        let lines: Vec<[[f32; 2]; 2]> = found.iter().filter_map(|led| led.line).collect();
        for (at, led) in found.iter().enumerate() {
            assert!(sheet.holds(&led.area));
            assert!(found.iter().skip(at + 1).all(|other| !led.area.meets(&other.area)));
            assert!(spots.iter().all(|spot| !led.area.meets(&spot.area())), "no name lies on a node");
            assert!(lines.iter().flat_map(|line| pieces(*line)).all(|piece| !piece.meets(&led.area)));
        }
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
