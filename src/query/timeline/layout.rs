//! Packs the items of each lane into rows, so that at a scale none lies on another: where there is no room, several
//! become one glyph with their number.
//!
//! A part stands below its whole where both are in one lane; where the two are too narrow to be told apart they are one
//! glyph. Rows are filled from the top, so that beside each glyph there is room for its title if possible. The same
//! items at the same scale always lie in the same place. What it does *not* do: measure letters; it estimates them.

use super::{Item, Nature, Timeline};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// How wide a day is, and how much room there is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Pixels of a day.
    pub day_px: f64,
    /// Width of a point, in pixels.
    pub point_px: f64,
    /// Width of a letter of a title, in pixels.
    pub letter_px: f64,
    /// So many rows a lane gets for titles beside each other; parts below their whole may need more.
    pub rows: usize,
}

/// All lanes, packed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// For each lane of the timeline.
    pub lanes: Vec<Rows>,
}

/// A lane, packed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// From the top; in each the glyphs from left to right, none touching the next.
    pub rows: Vec<Vec<Glyph>>,
    /// Wholes with the rows that their parts stand in.
    pub nests: Vec<Nest>,
    /// For each item of the lane, in the order of [`super::Lane::items`]: its row, and its place in the row.
    pub spots: Vec<(usize, usize)>,
}

/// Something that is drawn for one item or for several. Days are counted as [`Datelike::num_days_from_ce`] does, and are
/// half-open: the day after the last is where it ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its form.
    pub mould: Mould,
    /// Where it begins; minus infinity: open. Of a point both ends are its middle.
    pub from: f64,
    /// Where it ends; infinity: open.
    pub to: f64,
    /// Where the next one in its row begins; infinity: there is none.
    pub next: f64,
    /// The item that names it: the only one, the whole, or the earliest; a place in [`Timeline::items`].
    pub item: usize,
    /// The others that it stands for, by date.
    pub others: Vec<usize>,
}

impl Glyph {
    /// All items that it stands for: places in [`Timeline::items`].
    pub fn items(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.item).chain(self.others.iter().copied())
    }

    /// How many items it stands for.
    #[must_use]
    pub fn count(&self) -> usize {
        self.others.len() + 1
    }
}

/// The form of a glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mould {
    /// A point: one item of a day, or of a few that are narrower than that.
    Point,
    /// A bar from beginning to end: one item.
    Bar,
    /// A number: several items.
    Several,
}

/// The ground behind a whole and its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nest {
    /// Where it begins, in days.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Its first row, that of the whole.
    pub top: usize,
    /// The row after its last.
    pub bottom: usize,
    /// The whole: a place in [`Timeline::items`].
    pub item: usize,
}

/// Rows of parts below a whole; what finds no room in them shares a glyph.
const MOST_PART_ROWS: usize = 8;
/// A title needs room for so many letters to be worth writing, and never more than that.
const LETTERS: (f64, f64) = (6.0, 34.0);
/// So many rows a lane gives to what has no end; what finds none shares one.
const MOST_ENDLESS: usize = 6;
/// A lane is not made higher than this for long bars.
const MOST_ROWS: usize = 16;
/// A bar is long from here on, in pixels.
const LONG_PX: f64 = 24.0;
/// Between two glyphs, in pixels.
const GAP_PX: f64 = 3.0;
/// Between a title and the next glyph.
const AFTER_TITLE_PX: f64 = 12.0;
/// A number is so many points wide.
const SEVERAL_POINTS: f64 = 1.8;
/// A number that is so many points wide takes in no more if another can stand beside it: of a lane full of events it is
/// to be seen where there are many.
const MOST_POINTS: f64 = 5.0;

/// Packs all lanes. `folded`: lanes, counted from 0, that are shown as one row.
#[must_use]
pub fn layout(timeline: &Timeline, scale: &Scale, folded: &BTreeSet<usize>) -> Layout {
    let mut place = vec![None; timeline.items.len()];
    let lanes = timeline.lanes.iter().enumerate().map(|(number, lane)| {
        let packer = Packer { timeline, scale, is_folded: folded.contains(&number) };
        packer.lane(&lane.items, &mut place)
    });
    Layout { lanes: lanes.collect() }
}

/// What is packed as one: an item alone, or a whole with its parts.
struct Block {
    /// On the screen, in pixels from the beginning of the calendar.
    left: f64,
    right: f64,
    /// How wide the title wants to be.
    title: f64,
    /// In its first row: the only item, or the whole.
    head: Glyph,
    /// The rows of its parts.
    below: Vec<Vec<Glyph>>,
    nests: Vec<Nest>,
}

/// Where an item lies: its days as in [`Glyph`], whether it is drawn as a point, and its left edge, in pixels.
#[derive(Clone, Copy)]
struct Lies {
    from: f64,
    to: f64,
    is_point: bool,
    left: f64,
}

struct Packer<'a> {
    timeline: &'a Timeline,
    scale: &'a Scale,
    is_folded: bool,
}

/// How far a row is filled.
#[derive(Clone, Copy)]
struct Filled {
    glyph: f64,
    title: f64,
}

impl Filled {
    const NOT: Self = Self { glyph: f64::NEG_INFINITY, title: f64::NEG_INFINITY };
}

impl Packer<'_> {
    fn lane(&self, members: &[usize], place: &mut [Option<usize>]) -> Rows {
        for (at, member) in members.iter().enumerate() {
            if let Some(place) = place.get_mut(*member) {
                *place = Some(at);
            }
        }
        let mut packed = Rows::default();
        let mut filled: Vec<Filled> = Vec::new();
        let rows = if self.is_folded { 1 } else { self.scale.rows.max(1) };
        let item = |at: usize| self.timeline.items.get(at);
        let has_parts = members.iter().any(|at| item(*at).is_some_and(|item| item.whole.is_some()));
        if has_parts && !self.is_folded {
            let mut blocks = self.blocks(members, place);
            blocks.sort_by(|a, b| a.left.total_cmp(&b.left));
            blocks.into_iter().for_each(|block| self.put(block, &mut packed, &mut filled, rows));
        } else {
            // Each is made when it is its turn: all at once would be more than the caches hold.
            let lies = |at: &usize| Some((self.lies(item(*at)?), *at));
            let mut order: Vec<(Lies, usize)> = members.iter().filter_map(lies).collect();
            order.sort_by(|a, b| a.0.left.total_cmp(&b.0.left));
            for block in order.into_iter().filter_map(|(lies, at)| Some(self.alone(at, item(at)?, lies))) {
                self.put(block, &mut packed, &mut filled, rows);
            }
        }
        for row in &mut packed.rows {
            take_in_single(row);
            self.finish(row);
        }
        packed.spots = spots(&packed.rows, members.len(), place);
        for member in members {
            if let Some(place) = place.get_mut(*member) {
                *place = None;
            }
        }
        packed
    }

    /// Puts a block into the first rows where it has room, with its title if there are such rows.
    fn put(&self, block: Block, packed: &mut Rows, filled: &mut Vec<Filled>, rows: usize) {
        let height = block.below.len() + 1;
        // What has no end leaves no room in its row for anything else.
        let endless = filled.iter().filter(|row| row.glyph == f64::INFINITY).count();
        if block.right == f64::INFINITY && height == 1 && endless >= MOST_ENDLESS {
            return Self::join_endless(block, packed, filled);
        }
        let until = (rows + endless).max(packed.rows.len()).max(height);
        let fitting = match height {
            1 => row_for(block.left, filled, until),
            _ => rows_for((block.left, height), filled, until),
        };
        // A nest, and a long bar, may make a lane higher; points may not.
        let is_long = block.right - block.left > LONG_PX && packed.rows.len() < MOST_ROWS + endless;
        let added = || (!self.is_folded && (height > 1 || is_long)).then_some(packed.rows.len());
        match fitting.or_else(added) {
            Some(top) => Self::settle(block, packed, filled, top),
            None => self.join(block, packed, filled),
        }
    }

    fn settle(block: Block, packed: &mut Rows, filled: &mut Vec<Filled>, top: usize) {
        let Block { right, title, head, below, nests, .. } = block;
        let bottom = top + below.len() + 1;
        if packed.rows.len() < bottom {
            packed.rows.resize_with(bottom, Vec::new);
            filled.resize(bottom, Filled::NOT);
        }
        packed.nests.extend(nests.iter().map(|nest| Nest {
            top: nest.top + top,
            bottom: nest.bottom + top,
            ..*nest
        }));
        for (row, glyphs) in (top + 1..bottom).zip(below) {
            if let Some((filled, into)) = filled.get_mut(row).zip(packed.rows.get_mut(row)) {
                into.extend(glyphs);
                *filled = Filled { glyph: right, title: title.max(right) };
            }
        }
        if let Some((filled, into)) = filled.get_mut(top).zip(packed.rows.get_mut(top)) {
            into.push(head);
            *filled = Filled { glyph: right, title: title.max(right) };
        }
    }

    /// Where there is no room at all, the block goes into the glyph that ends first.
    fn join(&self, block: Block, packed: &mut Rows, filled: &mut [Filled]) {
        let least = filled.iter_mut().zip(&mut packed.rows).min_by(|a, b| a.0.glyph.total_cmp(&b.0.glyph));
        let Some((filled, row)) = least else { return };
        let Some(glyph) = row.last_mut() else { return };
        let Scale { day_px, point_px, .. } = *self.scale;
        let is_wide = glyph.mould == Mould::Several && (glyph.to - glyph.from) * day_px >= point_px * MOST_POINTS;
        if is_wide && filled.glyph - block.left <= point_px + GAP_PX {
            let width = (block.right - GAP_PX - filled.glyph).max(point_px * SEVERAL_POINTS);
            let (from, to) = (filled.glyph / day_px, (filled.glyph + width) / day_px);
            let item = block.head.item;
            let mut others = Vec::new();
            block.give_items(&mut others);
            others.retain(|other| *other != item);
            row.push(Glyph { mould: Mould::Several, from, to, next: f64::INFINITY, item, others });
            let right = to * day_px + GAP_PX;
            *filled = Filled { glyph: right, title: right };
            return;
        }
        if glyph.mould == Mould::Point {
            let half = self.scale.point_px / 2.0 / self.scale.day_px;
            (glyph.from, glyph.to) = (glyph.from - half, glyph.to + half);
        }
        let least = glyph.from + self.scale.point_px * SEVERAL_POINTS / self.scale.day_px;
        glyph.to = glyph.to.max((block.right - GAP_PX) / self.scale.day_px).max(least);
        glyph.mould = Mould::Several;
        block.give_items(&mut glyph.others);
        let right = glyph.to * self.scale.day_px + GAP_PX;
        *filled = Filled { glyph: right.max(filled.glyph), title: right.max(filled.title) };
    }

    /// What has no end and finds no row of its own shares one with others that have none.
    fn join_endless(block: Block, packed: &mut Rows, filled: &[Filled]) {
        let mut rows = packed.rows.iter_mut().zip(filled).filter(|(_, row)| row.glyph == f64::INFINITY);
        if let Some(glyph) = rows.next_back().and_then(|(row, _)| row.last_mut()) {
            glyph.mould = Mould::Several;
            block.give_items(&mut glyph.others);
        }
    }

    /// Says each glyph of a row where the next begins, and orders the items of those that hold several.
    fn finish(&self, row: &mut [Glyph]) {
        let mut next = f64::INFINITY;
        for glyph in row.iter_mut().rev() {
            glyph.next = next;
            let half = if glyph.mould == Mould::Point { self.scale.point_px / 2.0 / self.scale.day_px } else { 0.0 };
            next = glyph.from - half;
            glyph.others.sort_unstable();
        }
    }

    /// The items of a lane, parts in their whole where that is in the lane, too. `place`: of each in the lane.
    fn blocks(&self, members: &[usize], place: &[Option<usize>]) -> Vec<Block> {
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); members.len()];
        let mut tops = Vec::new();
        for member in members {
            let whole = self.timeline.items.get(*member).and_then(|item| item.whole);
            let whole = whole.and_then(|whole| *place.get(whole)?);
            match whole.and_then(|whole| parts.get_mut(whole)) {
                Some(parts) => parts.push(*member),
                None => tops.push(*member),
            }
        }
        tops.into_iter().filter_map(|top| self.block(top, &parts, place)).collect()
    }

    fn block(&self, at: usize, parts: &[Vec<usize>], place: &[Option<usize>]) -> Option<Block> {
        let item = self.timeline.items.get(at)?;
        let whole = self.alone(at, item, self.lies(item));
        let own = place.get(at).copied().flatten().and_then(|place| parts.get(place));
        let Some(own) = own.filter(|own| !own.is_empty()) else { return Some(whole) };
        let mut inner: Vec<Block> = own.iter().filter_map(|part| self.block(*part, parts, place)).collect();
        inner.sort_by(|a, b| a.left.total_cmp(&b.left));
        let left = inner.iter().map(|part| part.left).fold(whole.left, f64::min);
        let right = inner.iter().map(|part| part.right).fold(whole.right, f64::max);
        if right - left < self.scale.point_px * 3.0 {
            return Some(self.together(&whole, inner, left, right));
        }
        let mut below = Rows::default();
        let mut filled = Vec::new();
        for part in inner {
            // Rows for titles, as long as a nest of many parts does not become a tower.
            self.put(part, &mut below, &mut filled, MOST_PART_ROWS);
        }
        let shifted = below.nests.iter().map(|nest| Nest { top: nest.top + 1, bottom: nest.bottom + 1, ..*nest });
        let nest = Nest {
            from: left / self.scale.day_px,
            to: (right - GAP_PX) / self.scale.day_px,
            top: 0,
            bottom: below.rows.len() + 1,
            item: at,
        };
        let nests = std::iter::once(nest).chain(shifted).collect();
        let title =
            filled.iter().map(|filled| filled.title).filter(|end| end.is_finite()).fold(whole.title, f64::max);
        Some(Block { left, right, title, head: whole.head, below: below.rows, nests })
    }

    /// A whole and its parts as one glyph, named after the whole.
    fn together(&self, whole: &Block, parts: Vec<Block>, left: f64, right: f64) -> Block {
        let (title, item) = (whole.title, whole.head.item);
        let mut others = Vec::new();
        parts.into_iter().for_each(|part| part.give_items(&mut others));
        let width = (right - left).max(self.scale.point_px * SEVERAL_POINTS + GAP_PX);
        let (from, to) = (left / self.scale.day_px, (left + width - GAP_PX) / self.scale.day_px);
        let head = Glyph { mould: Mould::Several, from, to, next: f64::INFINITY, item, others };
        let right = left + width;
        Block { left, right, title: title.max(right), head, below: Vec::new(), nests: Vec::new() }
    }

    fn lies(&self, item: &Item) -> Lies {
        let day = |day: NaiveDate| f64::from(day.num_days_from_ce());
        let from = item.from.map_or(f64::NEG_INFINITY, day);
        let to = item.to.map_or(f64::INFINITY, |last| day(last) + 1.0);
        let Scale { day_px, point_px, .. } = *self.scale;
        // One day is a point at any scale.
        let is_point = ((to - from) * day_px < point_px || to - from <= 1.0) && item.nature == Nature::Single;
        let left = if is_point { f64::midpoint(from, to) * day_px - point_px / 2.0 } else { from * day_px };
        Lies { from, to, is_point, left }
    }

    fn alone(&self, at: usize, item: &Item, lies: Lies) -> Block {
        let Lies { from, to, is_point, left } = lies;
        let Scale { day_px, point_px, letter_px, .. } = *self.scale;
        let letters = f64::from(item.letters).clamp(LETTERS.0, LETTERS.1) * letter_px + AFTER_TITLE_PX;
        let middle = f64::midpoint(from, to);
        let (mould, ends, right) = if is_point {
            (Mould::Point, (middle, middle), left + point_px)
        } else {
            (Mould::Bar, (from, to), (to * day_px).max(left + point_px))
        };
        // A title stands in its bar if it fits there, else behind it.
        let title = if (to - from) * day_px > letters { right } else { right + letters };
        let head = Glyph { mould, from: ends.0, to: ends.1, next: f64::INFINITY, item: at, others: Vec::new() };
        let (right, title) = (right + GAP_PX, title + GAP_PX);
        Block { left, right, title, head, below: Vec::new(), nests: Vec::new() }
    }
}

impl Block {
    /// Adds all items in it to others.
    fn give_items(self, others: &mut Vec<usize>) {
        for mut glyph in std::iter::once(self.head).chain(self.below.into_iter().flatten()) {
            others.push(glyph.item);
            others.append(&mut glyph.others);
        }
    }
}

/// A number that came to stand for one item alone goes into the one before it: there is no number of one.
fn take_in_single(row: &mut Vec<Glyph>) {
    let is_single = |glyph: &Glyph| glyph.mould == Mould::Several && glyph.others.is_empty();
    if !row.iter().any(is_single) {
        return;
    }
    let mut kept: Vec<Glyph> = Vec::with_capacity(row.len());
    for glyph in row.drain(..) {
        match kept.last_mut() {
            Some(last) if is_single(&glyph) => {
                last.others.push(glyph.item);
                last.to = last.to.max(glyph.to);
            }
            _ => kept.push(glyph),
        }
    }
    *row = kept;
}

/// The first of `until` rows that has room for a block of one row with its title, or else, without it, the one whose last
/// title ends first.
fn row_for(left: f64, filled: &[Filled], until: usize) -> Option<usize> {
    let with_title = filled.iter().position(|row| row.title <= left);
    let empty = || (filled.len() < until).then_some(filled.len());
    let without = || {
        let free = filled.iter().enumerate().filter(|(_, row)| row.glyph <= left);
        free.min_by(|a, b| a.1.title.total_cmp(&b.1.title)).map(|(row, _)| row)
    };
    with_title.or_else(empty).or_else(without)
}

/// The same for a block of several rows: where its first one lies.
fn rows_for((left, height): (f64, usize), filled: &[Filled], until: usize) -> Option<usize> {
    let end = |row: usize, of: fn(&Filled) -> f64| filled.get(row).map_or(f64::NEG_INFINITY, of);
    let fits = |top: usize, of: fn(&Filled) -> f64| (top..top + height).all(|row| end(row, of) <= left);
    let tops = || 0..=until - height;
    let title = |top: &usize| end(*top, |filled| filled.title);
    let with_title = tops().find(|top| fits(*top, |filled| filled.title));
    let without = || {
        let free = tops().filter(|top| fits(*top, |filled| filled.glyph));
        free.min_by(|a, b| title(a).total_cmp(&title(b)))
    };
    with_title.or_else(without)
}

/// Where each of the members stands; `places`: of each item among them.
fn spots(rows: &[Vec<Glyph>], members: usize, places: &[Option<usize>]) -> Vec<(usize, usize)> {
    let mut spots = vec![(0, 0); members];
    for (row, glyphs) in rows.iter().enumerate() {
        for (place, glyph) in glyphs.iter().enumerate() {
            for at in glyph.items().filter_map(|item| *places.get(item)?) {
                if let Some(spot) = spots.get_mut(at) {
                    *spot = (row, place);
                }
            }
        }
    }
    spots
}

impl Rows {
    /// The glyphs of a row that lie in sight, from one day to another, both as days.
    #[must_use]
    pub fn in_sight(&self, row: usize, from: f64, to: f64) -> &[Glyph] {
        let glyphs = self.rows.get(row).map_or(&[][..], Vec::as_slice);
        let begin = glyphs.partition_point(|glyph| glyph.to < from);
        let end = glyphs.partition_point(|glyph| glyph.from <= to);
        glyphs.get(begin..end.max(begin)).unwrap_or_default()
    }
}
