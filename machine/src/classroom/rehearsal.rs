//! Simulated desks for a rehearsal: whole machines with a pupil at each, who sets switches and presses buttons. All of them
//! talk to the broker through one connection.
//!
//! Pure and replayable: what a pupil does depends on the number of the desk, on the goal, and on what the teacher asks for.

use super::goal::{Ask, Asked, Goal};
use super::name::{ClassLeaf, DeskId, Room, Topic, class, topic};
use super::outbox::Outbox;
use super::participant::{Participant, Subscription};
use super::{Desk, Message};
use crate::board::Kind;
use crate::machine::{Machine, Pace, Settings};
use crate::panel::{Input, Levels};
use crate::status::Status;
use crate::trainer::{self, Sample, Samples, State, Trainer};
use oorandom::Rand32;
use std::collections::VecDeque;
use std::time::Duration;

/// The answers that a class without a goal teaches: and,or; xor,and; xor,xor.
const LESSONS: [[[u8; 2]; 4]; 3] = [
    [[0, 0], [0, 1], [0, 1], [1, 1]],
    [[0, 0], [1, 0], [1, 0], [0, 1]],
    [[0, 0], [1, 1], [1, 1], [0, 0]],
];

/// Ids of simulated desks begin with this.
const FIRST_ID: u32 = 0x5100_0000;

/// The machines scan slowly, so that thousands run at once.
const SCAN_HZ: u32 = 10;

/// At most this much time is made up for at once.
const MOST_SCANS: u64 = 5 * SCAN_HZ as u64;

/// Simulated desks on one connection.
#[derive(Debug)]
pub struct Rehearsal {
    room: Room,
    interval: Duration,
    /// The desks, the one that is due next first.
    desks: VecDeque<SimDesk>,
    waiting: VecDeque<Message>,
    goal: Option<Goal>,
    asked: Option<Asked>,
}

#[derive(Debug)]
struct SimDesk {
    machine: Machine,
    pupil: Pupil,
    outbox: Outbox,
    due: Duration,
}

/// One who sets switches and presses buttons.
#[derive(Debug)]
struct Pupil {
    random: Rand32,
    lesson: [[u8; 2]; 4],
    /// What to hold, and for how many scans.
    plan: VecDeque<(Levels, u32)>,
    levels: Levels,
    /// The request that was seen last.
    asked: Option<u32>,
}

impl Rehearsal {
    /// `count` desks from this number on, which is also that of the seat. Each sends a state every `interval`.
    pub fn new(room: &Room, first: u32, count: u32, interval: Duration) -> Self {
        let desk = |place: u32| {
            let number = first + place;
            let due = interval.mul_f64(f64::from(place) / f64::from(count));
            SimDesk::new(room, number, interval, due)
        };
        Self {
            room: room.clone(),
            interval,
            desks: (0..count).map(desk).collect(),
            waiting: VecDeque::new(),
            goal: None,
            asked: None,
        }
    }
}

impl SimDesk {
    fn new(room: &Room, number: u32, interval: Duration, due: Duration) -> Self {
        let settings = Settings {
            pace: Pace {
                scan_hz: SCAN_HZ,
                ..Settings::default().pace
            },
            ..Settings::default()
        };
        let desk = Desk {
            room: room.clone(),
            id: DeskId::of_hash(u64::from(FIRST_ID + number) << 32),
            boot: number as u16,
            seat: u16::try_from(number).ok().filter(|seat| *seat < 1000),
        };
        let trainer = Trainer::new(trainer::Settings::default(), number.into());
        Self {
            machine: Machine::new(settings, trainer),
            pupil: Pupil::new(number),
            outbox: Outbox::new(desk, interval, false),
            due,
        }
    }

    /// Lives until now.
    fn live(&mut self, now: Duration, goal: Option<&Goal>, asked: Option<Asked>) {
        let until = (now.as_secs_f64() * f64::from(SCAN_HZ)) as u64;
        let scans = until.saturating_sub(self.machine.scans()).min(MOST_SCANS);
        for _ in 0..scans {
            let levels = self.pupil.levels(&self.machine, goal, asked);
            self.machine.scan(levels, &mut |_| {});
            // A press may be shorter than the time between two states.
            if levels.get(Input::Teach) || levels.get(Input::Forget) {
                self.see(now);
            }
        }
        self.see(now);
        // A class in which nothing changes would not be a load.
        self.outbox.repeat_state();
    }

    fn see(&mut self, now: Duration) {
        self.outbox.see(Status::of(&self.machine, Kind::Sim, now));
    }
}

impl Pupil {
    fn new(number: u32) -> Self {
        Self {
            random: Rand32::new(number.into()),
            lesson: LESSONS[number as usize % LESSONS.len()],
            plan: VecDeque::new(),
            levels: Levels::default(),
            asked: None,
        }
    }

    /// What the hands hold in the next scan.
    fn levels(&mut self, machine: &Machine, goal: Option<&Goal>, asked: Option<Asked>) -> Levels {
        if let Some(asked) = asked
            && self.asked != Some(asked.n)
        {
            self.asked = Some(asked.n);
            self.answer(asked.ask);
        }
        while self.plan.front().is_some_and(|(_, scans)| *scans == 0) {
            self.plan.pop_front();
        }
        if self.plan.is_empty() {
            self.think(machine, goal);
        }
        if let Some((levels, scans)) = self.plan.front_mut() {
            *scans -= 1;
            self.levels = *levels;
        }
        self.levels
    }

    fn seconds(&mut self, from: u32, to: u32) -> u32 {
        self.random.rand_range(from * SCAN_HZ..to * SCAN_HZ)
    }

    fn wait(&mut self, scans: u32) {
        let levels = match self.plan.back() {
            Some((levels, _)) => *levels,
            None => self.levels,
        };
        self.plan.push_back((levels, scans));
    }

    fn press(&mut self, button: Input) {
        let released = self.plan.back().map_or(self.levels, |(levels, _)| *levels);
        let mut pressed = released;
        pressed.set(button, true);
        self.plan.push_back((pressed, 3));
        self.plan.push_back((released, 5));
    }

    /// Does what the teacher asks for, each in its own time.
    fn answer(&mut self, ask: Option<Ask>) {
        for button in [Input::Teach, Input::Forget] {
            self.levels.set(button, false);
        }
        self.plan.clear();
        let pause = self.seconds(1, 10);
        self.wait(pause);
        match ask {
            Some(Ask::Forget) => self.press(Input::Forget),
            Some(Ask::Teach) => self.press(Input::Teach),
            Some(Ask::HandsOff) => self.wait(30 * SCAN_HZ),
            None => {}
        }
    }

    /// Makes the next plan.
    fn think(&mut self, machine: &Machine, goal: Option<&Goal>) {
        let answers = goal.map_or(self.lesson, Goal::answers);
        let answers = answers.map(|answer| answer.map(|digit| digit == 1));
        let lesson = Samples::PATTERNS.into_iter().zip(answers);
        let mut lesson = lesson.map(|(x, t)| Sample { x, t });
        let samples = machine.trainer().samples();
        let next = lesson.find(|sample| !samples.contains(sample));
        match next {
            Some(Sample { x, t }) => {
                let mut levels = Levels::default();
                for (input, on) in [Input::I1, Input::I2, Input::T1, Input::T2]
                    .into_iter()
                    .zip([x[0], x[1], t[0], t[1]])
                {
                    levels.set(input, on);
                }
                let pause = self.seconds(1, 5);
                self.plan.push_back((levels, pause));
                self.press(Input::Teach);
            }
            None if machine.trainer().state() == State::Learned => {
                let pause = self.seconds(20, 60);
                self.wait(pause);
                self.press(Input::Forget);
            }
            None => self.wait(2 * SCAN_HZ),
        }
    }
}

impl Participant for Rehearsal {
    fn will(&self) -> Option<Message> {
        // A connection has one will, and many desks: the wall notices that the others are silent.
        self.desks.front().and_then(|desk| desk.outbox.will())
    }

    fn subscriptions(&self) -> Vec<Subscription> {
        let topics = [ClassLeaf::Goal, ClassLeaf::Ask, ClassLeaf::Net];
        let topics = topics.map(|leaf| class(&self.room, leaf));
        topics.map(Subscription::acknowledged).into()
    }

    fn connected(&mut self, now: Duration, random: f64) {
        self.waiting.clear();
        for desk in &mut self.desks {
            desk.outbox.connected(now, random);
        }
    }

    fn heard(&mut self, name: &str, payload: &[u8], now: Duration, random: f64) {
        match topic(&self.room, name) {
            Some(Topic::Class(ClassLeaf::Goal)) => self.goal = Goal::read(payload),
            Some(Topic::Class(ClassLeaf::Ask)) => self.asked = Asked::read(payload),
            Some(Topic::Class(ClassLeaf::Net)) => {
                for desk in &mut self.desks {
                    let outbox = &mut desk.outbox;
                    outbox.heard(name, payload, now, random);
                    self.waiting.extend(std::iter::from_fn(|| outbox.take(now)));
                }
            }
            _ => {}
        }
    }

    fn take(&mut self, now: Duration) -> Option<Message> {
        loop {
            if let Some(message) = self.waiting.pop_front() {
                return Some(message);
            }
            self.desks.front().filter(|desk| desk.due <= now)?;
            let mut desk = self.desks.pop_front()?;
            desk.live(now, self.goal.as_ref(), self.asked);
            let outbox = &mut desk.outbox;
            self.waiting.extend(std::iter::from_fn(|| outbox.take(now)));
            // What is late is not made up for.
            desk.due += self.interval;
            desk.due = desk.due.max(now.saturating_sub(self.interval));
            self.desks.push_back(desk);
        }
    }

    fn wait(&self, now: Duration) -> Option<Duration> {
        let next = self.desks.front()?;
        Some(next.due.saturating_sub(now))
    }

    /// The broker keeps nothing of a rehearsal: in the lesson, its desks would be tiles that nobody can bring back.
    fn farewell(&mut self) -> Vec<Message> {
        let desks = self.desks.iter();
        desks.flat_map(|desk| desk.outbox.room_removal()).collect()
    }
}
