//! The lanes packed for a scale, and where they lie: made when the scale changes by a step, not in each frame.

use crate::query::timeline::{Arc, Glyph, Layout, Scale, Spot, Timeline, arcs, layout};
use std::collections::BTreeSet;
use std::sync::Arc as Shared;

/// Height of a row, in points.
pub(super) const ROW_PX: f32 = 20.0;
/// Above and below the rows of a lane.
pub(super) const PAD_PX: f32 = 4.0;
/// Width of a point.
pub(super) const POINT_PX: f32 = 10.0;
const LETTER_PX: f64 = 6.2;
/// From one step of the scale to the next.
const STEP: f64 = 1.19;

/// What a scene is made for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    /// Which figures.
    pub figures: u64,
    /// The step of the scale.
    pub step: i32,
    /// Rows of a lane for titles.
    pub rows: usize,
    /// Lanes that are shown as one row.
    pub folded: BTreeSet<usize>,
}

impl Asked {
    /// The step below a scale, so that what has room there has room here.
    #[expect(clippy::cast_possible_truncation, reason = "a logarithm of points in a day")]
    pub fn step_of(day_px: f64) -> i32 {
        day_px.ln().div_euclid(STEP.ln()) as i32
    }
}

/// Lanes, packed, with what they were packed from: newer figures may be there before newer lanes are.
pub(super) struct Scene {
    pub timeline: Shared<Timeline>,
    pub layout: Layout,
    pub arcs: Vec<Arc>,
    /// From which day to which each arc reaches.
    pub reaches: Vec<(f64, f64)>,
    /// Where each lane begins, in points from the first.
    pub tops: Vec<f32>,
    /// Where the last one ends.
    pub height: f32,
}

impl Scene {
    pub fn of(timeline: Shared<Timeline>, asked: &Asked) -> Self {
        let day_px = STEP.powi(asked.step);
        let scale = Scale { day_px, point_px: f64::from(POINT_PX), letter_px: LETTER_PX, rows: asked.rows };
        let layout = layout(&timeline, &scale, &asked.folded);
        let mut height = 0.0;
        let mut tops = Vec::with_capacity(layout.lanes.len());
        for lane in &layout.lanes {
            tops.push(height);
            #[expect(clippy::cast_precision_loss, reason = "a lane has far fewer than 2^24 rows")]
            let rows = lane.rows.len().max(1) as f32;
            height += rows * ROW_PX + 2.0 * PAD_PX;
        }
        let arcs = arcs(&timeline, &layout);
        let mut scene = Self { timeline, layout, arcs, reaches: Vec::new(), tops, height };
        scene.reaches = scene.arcs.iter().map(|arc| scene.reach(arc)).collect();
        scene
    }

    fn reach(&self, arc: &Arc) -> (f64, f64) {
        let ends = [arc.from, arc.to].into_iter().filter_map(|spot| self.glyph(spot));
        ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), end| (from.min(end.from), to.max(end.to)))
    }

    /// The middle of a row, in points from the first lane.
    pub fn y(&self, lane: usize, row: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a lane has far fewer than 2^24 rows")]
        let rows = row as f32 + 0.5;
        self.tops.get(lane).copied().unwrap_or(0.0) + PAD_PX + ROW_PX * rows
    }

    /// The lane that a height lies in, and its end.
    pub fn end(&self, lane: usize) -> f32 {
        self.tops.get(lane + 1).copied().unwrap_or(self.height)
    }

    /// The lanes from one height to another.
    pub fn lanes(&self, from: f32, to: f32) -> std::ops::Range<usize> {
        let begin = self.tops.partition_point(|top| *top <= from).saturating_sub(1);
        let end = self.tops.partition_point(|top| *top < to);
        begin..end.max(begin)
    }

    /// The rows of a lane from one height to another.
    pub fn rows(&self, lane: usize, from: f32, to: f32) -> std::ops::Range<usize> {
        let count = self.layout.lanes.get(lane).map_or(0, |lane| lane.rows.len());
        let top = self.tops.get(lane).copied().unwrap_or(0.0) + PAD_PX;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not below 0, and few")]
        let row = |y: f32| ((y - top) / ROW_PX).max(0.0) as usize;
        row(from).min(count)..(row(to) + 1).min(count)
    }

    pub fn glyph(&self, spot: Spot) -> Option<&Glyph> {
        self.layout.lanes.get(spot.lane)?.rows.get(spot.row)?.get(spot.place)
    }

    /// Where an item of a lane stands; `at` counts the items of the lane.
    pub fn spot(&self, lane: usize, at: usize) -> Option<Spot> {
        let (row, place) = self.layout.lanes.get(lane)?.spots.get(at).copied()?;
        Some(Spot { lane, row, place })
    }
}
