//! The pictures of the class at one moment, as numbers: for the page on the projector and, through [`lines`](super::lines), for
//! the terminal.
//!
//! All of them are about the goal: desks that were taught another table are not in them.

use super::survey::{Column, Effort, Expected, columns};
use super::training::Training;
use super::twins::{Alignment, average};
use super::vote::{Poll, map, rows};
use crate::classroom::goal::Goal;
use crate::classroom::wall::{Standing, State, Tile, Wall};
use crate::nn::{Bias, Network222};
use crate::trainer::{self, Settings};
use crate::truth_table::TruthTable;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// How many pupils are computed for the band of the survey.
const PUPILS: u32 = 1_000;

/// Points along each side of the map.
const SIDE: usize = 11;

/// Draws the pictures; it keeps what is expensive to compute.
#[derive(Clone, Debug, Default)]
pub struct Painter {
    expected: Option<(Goal, Expected)>,
}

/// The pictures at one moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pictures {
    /// What the goal cost the desks; `None` without a goal.
    pub survey: Option<Survey>,
    /// What the desks answer together; `None` where no desk was taught the goal.
    pub vote: Option<Vote>,
    /// What their averaged weights answer; `None` where no desk has learned the goal.
    pub average: Option<Average>,
    /// The class's own network, while it is trained.
    pub training: Option<Trained>,
    /// The sizes of the groups of desks that have the same weights, two or more: as after copying an SD card.
    pub clones: Vec<usize>,
}

/// What the goal cost the desks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Survey {
    /// How many desks have learned it, observed from the beginning to the end.
    pub desks: usize,
    /// Of the computed pupils, how many of 1,000 need no restart.
    pub without_restart: usize,
    /// By restarts.
    pub restarts: Vec<Column>,
    /// By training steps.
    pub steps: Vec<Column>,
}

/// What the desks answer together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Vote {
    /// How many desks vote.
    pub desks: usize,
    /// How many of them have all LEDs right by themselves.
    pub alone: usize,
    /// The rows 00, 01, 10, 11.
    pub rows: [VotedRow; 4],
    /// Points along each side of the map.
    pub side: usize,
    /// Between the rows, as [`map`] orders them: the means of o1 and o2, then their spreads, to three decimals.
    pub map: Vec<[f64; 4]>,
}

/// What the desks answer to one row.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct VotedRow {
    /// The goal's answer.
    pub t: [u8; 2],
    /// The mean of the outputs.
    pub mean: [f64; 2],
    /// Their standard deviation.
    pub spread: [f64; 2],
    /// How many desks light o1, and o2.
    pub lit: [usize; 2],
    /// Whether the mean has both LEDs right.
    pub right: bool,
}

/// What averaged weights answer, in three ways.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Average {
    /// How many desks have learned the goal.
    pub desks: usize,
    /// The weights as they are.
    pub plain: Answers,
    /// With h1 and h2 swapped where that is closer to the first desk.
    pub swapped: Answers,
    /// With the closest of the eight twins.
    pub aligned: Answers,
}

/// The answers of one network.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Answers {
    /// out_o1 and out_o2 for the rows 00, 01, 10, 11.
    pub out: [[f64; 2]; 4],
    /// Which of the rows have both LEDs right; none of them without a goal.
    pub right: [bool; 4],
}

/// The class's own network while it is trained.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Trained {
    /// How many desks answered the last round.
    pub desks: usize,
    /// How many rows they know together; the same row at two desks counts twice.
    pub known: u32,
    /// How many of them it answers within the desks' tolerance.
    pub within: u32,
    /// The mean loss.
    pub loss: f64,
    /// Rounds with a step or a restart.
    pub rounds: u64,
    /// Restarts because it was stuck.
    pub restarts: u64,
    /// What it answers.
    pub answers: Answers,
}

impl Painter {
    /// The pictures of this wall, and of the class's network if it is being trained.
    pub fn paint(&mut self, wall: &Wall, training: Option<&Training>, now: Duration) -> Pictures {
        let tiles: Vec<_> = wall
            .tiles()
            .filter(|it| it.standing(now) != Standing::Gone)
            .collect();
        let states: Vec<_> = tiles.iter().filter_map(|tile| tile.state()).collect();
        let goal = wall.goal();
        let about = |goal: &Goal| -> Vec<&State> {
            let is_goal = |state: &&&State| goal.taught(state.targets()) == (4, 0);
            states.iter().filter(is_goal).copied().collect()
        };
        Pictures {
            survey: goal.map(|goal| self.survey(goal, wall.tiles())),
            vote: goal.and_then(|goal| vote(goal, &about(goal))),
            average: goal.and_then(|goal| averaged(goal, &about(goal))),
            training: training.map(|training| trained(goal, training)),
            clones: clones(&states),
        }
    }

    fn survey<'a>(&mut self, goal: &Goal, tiles: impl Iterator<Item = &'a Tile>) -> Survey {
        let class: Vec<_> = tiles.filter_map(Tile::spent).collect();
        let is_known = self
            .expected
            .as_ref()
            .is_some_and(|(known, _)| known.answers() == goal.answers());
        if !is_known {
            let expected = Expected::of(&table(goal), Settings::default(), PUPILS);
            self.expected = Some((goal.clone(), expected));
        }
        let picture = |number: fn(&Effort) -> u64| match &self.expected {
            Some((_, expected)) => columns(&class, expected, number),
            None => Vec::new(),
        };
        Survey {
            desks: class.len(),
            without_restart: self
                .expected
                .as_ref()
                .map_or(0, |(_, it)| it.without_restart()),
            restarts: picture(|effort| effort.restarts),
            steps: picture(|effort| effort.steps),
        }
    }
}

/// The goal as a table; both hold four answers of two digits.
fn table(goal: &Goal) -> TruthTable {
    let column = |o: usize| -> String {
        goal.answers()
            .iter()
            .map(|answer| answer[o].to_string())
            .collect()
    };
    let bits = format!("{},{}", column(0), column(1));
    TruthTable::from_bits(&bits).expect("a goal's answers are digits 0 or 1")
}

fn network(state: &State) -> Option<Network222> {
    Network222::from_named(state.weights, state.biases, Bias::Trained).ok()
}

/// Whether these LEDs are the goal's answer to each row.
fn right(goal: Option<&Goal>, leds: [[bool; 2]; 4]) -> [bool; 4] {
    let answers = goal.map(Goal::answers);
    std::array::from_fn(|row| {
        answers.is_some_and(|answers| answers[row] == leds[row].map(u8::from))
    })
}

fn vote(goal: &Goal, states: &[&State]) -> Option<Vote> {
    let class: Vec<_> = states.iter().filter_map(|state| network(state)).collect();
    let polls = rows(&class)?;
    let is_right = right(Some(goal), polls.map(|poll| poll.leds()));
    let alone = |network: &&Network222| {
        rows(&[**network])
            .is_some_and(|polls| right(Some(goal), polls.map(|poll| poll.leds())) == [true; 4])
    };
    let rounded = |poll: &Poll| {
        let [[m1, m2], [s1, s2]] = [poll.mean, poll.spread];
        [m1, m2, s1, s2].map(|number| (number * 1e3).round() / 1e3)
    };
    let voted = |row: usize| VotedRow {
        t: goal.answers()[row],
        mean: polls[row].mean,
        spread: polls[row].spread,
        lit: polls[row].lit,
        right: is_right[row],
    };
    Some(Vote {
        desks: class.len(),
        alone: class.iter().filter(alone).count(),
        rows: std::array::from_fn(voted),
        side: SIDE,
        map: map(&class, SIDE).iter().map(rounded).collect(),
    })
}

fn averaged(goal: &Goal, states: &[&State]) -> Option<Average> {
    let learned = states
        .iter()
        .filter(|state| state.state == trainer::State::Learned);
    let class: Vec<_> = learned.filter_map(|state| network(state)).collect();
    let answers = |alignment| Some(answers(Some(goal), &average(&class, alignment)?.ok()?));
    Some(Average {
        desks: class.len(),
        plain: answers(Alignment::Plain)?,
        swapped: answers(Alignment::Swapped)?,
        aligned: answers(Alignment::Full)?,
    })
}

fn answers(goal: Option<&Goal>, network: &Network222) -> Answers {
    // Weights that cannot be computed with answer ½, as at a desk.
    let polls = rows(&[*network]);
    let out = polls.map_or([[0.5; 2]; 4], |polls| polls.map(|poll| poll.mean));
    let right = right(goal, out.map(|row| row.map(|out| out >= 0.5)));
    Answers { out, right }
}

fn trained(goal: Option<&Goal>, training: &Training) -> Trained {
    let latest = training.latest();
    Trained {
        desks: latest.desks,
        known: latest.rows,
        within: latest.right,
        loss: latest.loss,
        rounds: training.rounds(),
        restarts: training.restarts(),
        answers: answers(goal, training.net().network()),
    }
}

/// The sizes of the groups with the same seed and the same weights, the largest first.
fn clones(states: &[&State]) -> Vec<usize> {
    let mut groups: BTreeMap<(u64, [u64; 8]), usize> = BTreeMap::new();
    for state in states {
        *groups
            .entry((state.seed, state.weights.map(f64::to_bits)))
            .or_default() += 1;
    }
    let mut sizes: Vec<_> = groups.into_values().filter(|size| *size > 1).collect();
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    sizes
}
