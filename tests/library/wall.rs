//! The teacher's wall in virtual time: what it makes of what desks and strangers say, and whole rehearsals of a class.

use backpropd::classroom::bulletin::Bulletin;
use backpropd::classroom::goal::{Ask, Asked, Goal};
use backpropd::classroom::lectern::{Lectern, Link};
use backpropd::classroom::name::{ClassLeaf, DeskId, Leaf, Room, class, desk as topic};
use backpropd::classroom::outbox::Outbox;
use backpropd::classroom::participant::Participant;
use backpropd::classroom::rehearsal::Rehearsal;
use backpropd::classroom::seats::Seats;
use backpropd::classroom::sweeper::Sweeper;
use backpropd::classroom::wall::{Place, Reason, Standing, Wall};
use backpropd::classroom::{Desk, Message};
use backpropd::truth_table::TruthTable;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

fn room() -> Room {
    "room1".parse().unwrap()
}

fn id(number: u32) -> DeskId {
    DeskId::of_hash(u64::from(number) << 32)
}

fn wall() -> Wall {
    Wall::new(room(), 30)
}

fn goal(gates: &str) -> Goal {
    Goal::new(gates, &TruthTable::from_gates(gates).unwrap())
}

fn up(wall: &mut Wall, number: u32, up: &str, now: Duration) {
    wall.hear(&topic(&room(), id(number), Leaf::Up), up.as_bytes(), now);
}

/// The payload of a state, with the answers that were taught for 00, 01, 10 and 11.
fn state(number: u32, boot: &str, state: &str, restarts: u64, taught: [Option<&str>; 4]) -> String {
    let rows = ["00", "01", "10", "11"].into_iter().zip(taught);
    let rows: Vec<_> = rows
        .map(|(x, t)| serde_json::json!({ "x": x, "t": t, "o": [0.1, 0.9], "ok": 0 }))
        .collect();
    let (w, b) = ([0.0; 8], [0.0; 4]);
    serde_json::json!({
        "v": 1, "id": id(number).to_string(), "boot": boot, "seat": null, "board": "rppal", "state": state,
        "steps": 10, "restarts": restarts, "loss": 0.25, "tol": 0.2,
        "in": { "i1": 0, "i2": 0, "t1": 0, "t2": 0 }, "led": { "o1": 0, "o2": 0 },
        "rows": rows, "w": w, "b": b, "seed": "18446744073709551615", "warnings": 0,
    })
    .to_string()
}

fn hear(wall: &mut Wall, number: u32, payload: &str, now: Duration) {
    let topic = topic(&room(), id(number), Leaf::State);
    wall.hear(&topic, payload.as_bytes(), now);
}

const XOR_AND: [Option<&str>; 4] = [Some("00"), Some("10"), Some("10"), Some("01")];

#[test]
fn taught_right_and_learned_are_two_numbers() {
    let mut wall = wall();
    let class_topic = class(&room(), ClassLeaf::Goal);
    wall.hear(&class_topic, goal("xor,and").payload().as_bytes(), SECOND);
    let wrong = [Some("00"), Some("10"), Some("11"), Some("01")];
    let in_part = [Some("00"), Some("10"), None, None];
    for (number, word, taught) in [
        (1, "learned", XOR_AND),
        (2, "learning", XOR_AND),
        // Learned, but something else.
        (3, "learned", wrong),
        (4, "learned", in_part),
    ] {
        hear(
            &mut wall,
            number,
            &state(number, "0001", word, 0, taught),
            SECOND,
        );
    }
    let counts = wall.counts(SECOND);
    assert_eq!(
        (counts.taught_right, counts.learned_right, counts.learned),
        (2, 1, 3)
    );
    let help = wall.help(SECOND);
    assert_eq!(help.len(), 1);
    assert_eq!(help[0].0.id(), id(3));
    assert_eq!(help[0].1, Reason::TaughtOtherwise { rows: 1 });
    // Without a goal, nothing is right.
    wall.hear(&class_topic, b"", SECOND);
    assert_eq!(wall.counts(SECOND).taught_right, 0);
    assert_eq!(wall.help(SECOND).len(), 0);
}

#[test]
fn the_teacher_is_told_who_is_stuck_or_gone_and_why() {
    let mut wall = wall();
    for restarts in [5, 6, 7, 8] {
        hear(
            &mut wall,
            1,
            &state(1, "0001", "learning", restarts, XOR_AND),
            SECOND,
        );
    }
    // Five before this lesson do not count.
    let reason = |wall: &Wall, now| wall.help(now).first().map(|(_, reason)| *reason);
    assert_eq!(reason(&wall, SECOND), Some(Reason::Stuck { restarts: 3 }));
    hear(
        &mut wall,
        1,
        &state(1, "0001", "learned", 8, XOR_AND),
        SECOND,
    );
    assert_eq!(reason(&wall, SECOND), None);
    hear(
        &mut wall,
        1,
        &state(1, "0001", "learning", 8, XOR_AND),
        SECOND,
    );
    assert_eq!(reason(&wall, SECOND), None);
    hear(
        &mut wall,
        1,
        &state(1, "0001", "impossible", 8, XOR_AND),
        2 * SECOND,
    );
    assert_eq!(reason(&wall, 2 * SECOND), Some(Reason::Impossible));
    // Silent for a minute and a half.
    assert_eq!(reason(&wall, 91 * SECOND), Some(Reason::Impossible));
    assert_eq!(
        reason(&wall, 92 * SECOND),
        Some(Reason::Gone { seconds: 90 })
    );
    assert_eq!(wall.counts(92 * SECOND).gone, 1);
    // Its last will.
    hear(
        &mut wall,
        1,
        &state(1, "0001", "idle", 0, [None; 4]),
        100 * SECOND,
    );
    up(&mut wall, 1, "online", 100 * SECOND);
    assert_eq!(reason(&wall, 100 * SECOND), None);
    assert_eq!(
        reason(&wall, 219 * SECOND),
        Some(Reason::Gone { seconds: 119 })
    );
    up(&mut wall, 1, "offline", 101 * SECOND);
    assert_eq!(
        wall.tiles().next().unwrap().standing(101 * SECOND),
        Standing::Gone
    );
    up(&mut wall, 1, "online", 102 * SECOND);
    up(&mut wall, 1, "offline", 103 * SECOND);
    assert_eq!(reason(&wall, 103 * SECOND), Some(Reason::Flaps));
    // Nothing was done for two minutes.
    up(&mut wall, 1, "online", 180 * SECOND);
    hear(
        &mut wall,
        1,
        &state(1, "0001", "idle", 0, [None; 4]),
        260 * SECOND,
    );
    assert_eq!(
        reason(&wall, 260 * SECOND),
        Some(Reason::Unused { seconds: 160 })
    );
}

#[test]
fn two_desks_of_one_id_are_told_from_one_that_restarts() {
    let mut wall = wall();
    let mut boot = |boot, now| {
        hear(
            &mut wall,
            1,
            &state(1, boot, "idle", 0, [None; 4]),
            now * SECOND,
        );
        wall.help(now * SECOND).first().map(|(_, reason)| *reason)
    };
    assert_eq!(boot("000a", 1), None);
    assert_eq!(boot("000b", 2), None, "it has restarted");
    assert_eq!(boot("000a", 3), Some(Reason::TwoOfOneId));
    // One of them has ended.
    assert_eq!(boot("000a", 40), Some(Reason::TwoOfOneId));
    assert_eq!(boot("000a", 93), None);
}

#[test]
fn tiles_stay_where_their_seats_are() {
    let mut wall = wall();
    wall.set_seats(Seats::read("bp-00000009 = 3\nbp-00000008 = 5\n").unwrap());
    let plan = |wall: &Wall| -> Vec<String> {
        let plan = wall.plan().into_iter().map(|place| match place {
            Place::Desk(tile) => tile.id().to_string(),
            Place::Empty(seat) => seat.to_string(),
        });
        plan.collect()
    };
    assert_eq!(plan(&wall), ["3", "4", "5"]);
    for number in [2, 1, 8] {
        up(&mut wall, number, "online", SECOND);
    }
    // Without a seat, in the order in which they came.
    assert_eq!(
        plan(&wall),
        ["3", "4", "bp-00000008", "bp-00000002", "bp-00000001"]
    );
    up(&mut wall, 9, "online", SECOND);
    wall.assign(id(2), 4);
    assert_eq!(
        plan(&wall),
        ["bp-00000009", "bp-00000002", "bp-00000008", "bp-00000001"]
    );
    assert_eq!(wall.free_seat(), Some(1));
    // Taken back: it has not been there.
    up(&mut wall, 9, "", SECOND);
    assert_eq!(plan(&wall)[0], "3");
}

#[test]
fn a_wall_has_room_for_a_number_of_desks_and_counts_the_others() {
    let mut wall = Wall::new(room(), 5);
    for number in 0..3000 {
        up(&mut wall, number, "online", SECOND);
    }
    let counts = wall.counts(SECOND);
    assert_eq!((counts.desks, counts.turned_away), (5, 1000));
}

fn event(number: u32, event: &str) -> (String, String) {
    let topic = topic(&room(), id(number), Leaf::Event);
    let id = id(number);
    (topic, format!(r#"{{"v":1,"id":"{id}","event":{event}}}"#))
}

#[test]
fn who_has_done_what_was_asked_for_is_counted_from_the_switches() {
    let mut wall = wall();
    for number in 1..=3 {
        hear(
            &mut wall,
            number,
            &state(number, "0001", "idle", 0, [None; 4]),
            SECOND,
        );
    }
    let ask = |wall: &mut Wall, ask, n, now| {
        let asked = Asked { ask: Some(ask), n };
        wall.hear(
            &class(&room(), ClassLeaf::Ask),
            asked.payload().as_bytes(),
            now,
        );
    };
    let does = |wall: &mut Wall, number, what, now| {
        let (topic, payload) = event(number, what);
        wall.hear(&topic, payload.as_bytes(), now);
    };
    does(&mut wall, 1, r#""forgot""#, SECOND);
    ask(&mut wall, Ask::Forget, 1, 2 * SECOND);
    assert_eq!(wall.counts(2 * SECOND).done, 0, "that was before");
    does(&mut wall, 1, r#""forgot""#, 3 * SECOND);
    does(&mut wall, 2, r#""erased""#, 3 * SECOND);
    does(&mut wall, 3, r#""taught","x":"00","t":"10""#, 3 * SECOND);
    assert_eq!(wall.counts(3 * SECOND).done, 2);
    // The same message again, after a new connection, does not ask again.
    ask(&mut wall, Ask::Forget, 1, 4 * SECOND);
    assert_eq!(wall.counts(4 * SECOND).done, 2);
    ask(&mut wall, Ask::Forget, 2, 5 * SECOND);
    assert_eq!(wall.counts(5 * SECOND).done, 0);
    ask(&mut wall, Ask::HandsOff, 3, 6 * SECOND);
    does(&mut wall, 1, r#""forgot""#, 8 * SECOND);
    assert_eq!(wall.counts(11 * SECOND).done, 2);
    assert_eq!(wall.counts(13 * SECOND).done, 3);
}

/// What a stranger may send: texts that nearly fit, and any bytes.
fn payloads() -> impl Strategy<Value = Vec<u8>> {
    let valid = state(7, "0001", "learning", 3, XOR_AND);
    let cut = (any::<prop::sample::Index>(), any::<u8>()).prop_map(move |(at, byte)| {
        let mut bytes = valid.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes
    });
    prop_oneof![
        cut,
        prop::collection::vec(any::<u8>(), 0..600),
        ".{0,200}".prop_map(String::into_bytes),
        Just(vec![b'['; 5000]),
        Just(state(7, "0001", "learning", u64::MAX, XOR_AND).into_bytes()),
    ]
}

fn topics() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec!["up", "about", "state", "event", "grad", "set"]);
    prop_oneof![
        leaf.prop_map(|leaf| format!("backpropd/room1/desk/bp-00000007/{leaf}")),
        prop::sample::select(vec!["goal", "ask", "net", "probe", "x"])
            .prop_map(|leaf| format!("backpropd/room1/class/{leaf}")),
        ".{0,80}",
    ]
}

proptest! {
    #[test]
    fn whatever_strangers_send_the_wall_stands_and_what_it_shows_is_printable(
        messages in prop::collection::vec((topics(), payloads()), 0..40)
    ) {
        let mut wall = wall();
        for (index, (topic, payload)) in messages.iter().enumerate() {
            wall.hear(topic, payload, index as u32 * SECOND);
        }
        let now = 50 * SECOND;
        let _ = (wall.counts(now), wall.help(now).len(), wall.plan().len());
        let json = serde_json::to_string(&wall.shown(now)).unwrap();
        prop_assert!(json.len() < 5_000, "{json}");
        let title = wall.goal().map(Goal::title).unwrap_or_default();
        for text in [title, wall.unreadable().1.unwrap_or_default()] {
            prop_assert!(text.chars().count() <= 100 && !text.contains(char::is_control), "{text}");
        }
        prop_assert!(wall.tiles().count() <= 1, "no place for nonsense");
    }
}

#[test]
fn an_id_in_the_payload_that_is_not_that_of_the_topic_is_not_believed() {
    let mut wall = wall();
    hear(
        &mut wall,
        1,
        &state(2, "0001", "idle", 0, [None; 4]),
        SECOND,
    );
    assert_eq!(wall.tiles().count(), 0);
    assert_eq!(
        wall.unreadable(),
        (1, Some("backpropd/room1/desk/bp-00000001/state"))
    );
}

/// A broker in memory: who has subscribed hears what it keeps, then what comes.
#[derive(Default)]
struct Broker(BTreeMap<String, String>);

impl Broker {
    fn kept(&self) -> Vec<Message> {
        let kept = self.0.iter().map(|(topic, payload)| Message {
            topic: topic.clone(),
            payload: payload.clone(),
            retain: true,
            acknowledged: false,
        });
        kept.collect()
    }

    /// Connects them, the ones before the others.
    fn connect(&self, participant: &mut dyn Participant, now: Duration, random: f64) {
        participant.connected(now, random);
        for message in self.kept() {
            if hears(participant, &message.topic) {
                participant.heard(&message.topic, message.payload.as_bytes(), now, random);
            }
        }
    }

    /// Carries everything that is due.
    fn carry(&mut self, participants: &mut [&mut dyn Participant], now: Duration) {
        loop {
            let mut taken = participants.iter_mut().filter_map(|it| it.take(now));
            let Some(message) = taken.next() else {
                return;
            };
            drop(taken);
            if message.retain && message.payload.is_empty() {
                self.0.remove(&message.topic);
            } else if message.retain {
                self.0
                    .insert(message.topic.clone(), message.payload.clone());
            }
            for participant in participants.iter_mut() {
                if hears(*participant, &message.topic) {
                    participant.heard(&message.topic, message.payload.as_bytes(), now, 0.5);
                }
            }
        }
    }
}

fn hears(participant: &dyn Participant, topic: &str) -> bool {
    let subscriptions = participant.subscriptions();
    subscriptions
        .iter()
        .any(|it| match it.filter.strip_suffix('#') {
            Some(beginning) => topic.starts_with(beginning),
            None => it.filter == topic,
        })
}

/// A class of thirty that teaches this goal for this long; the wall every second.
fn rehearse(goal: Option<Goal>, seconds: u32) -> Vec<String> {
    let mut broker = Broker::default();
    let mut lectern = Lectern::new(wall());
    let mut desks = Rehearsal::new(&room(), 1, 30, SECOND);
    broker.connect(&mut lectern, Duration::ZERO, 0.25);
    broker.connect(&mut desks, Duration::ZERO, 0.75);
    if let Some(goal) = goal {
        lectern.post(Message {
            topic: class(&room(), ClassLeaf::Goal),
            payload: goal.payload(),
            retain: true,
            acknowledged: true,
        });
    }
    let mut seen = Vec::new();
    for tick in 0..10 * seconds {
        let now = tick * SECOND / 10;
        broker.carry(&mut [&mut lectern, &mut desks], now);
        if tick % 10 == 9 {
            seen.push(serde_json::to_string(&lectern.wall().shown(now)).unwrap());
        }
    }
    seen
}

#[test]
fn a_rehearsed_class_learns_its_three_lessons_and_is_replayed_to_the_bit() {
    let class = rehearse(None, 60);
    assert_eq!(class, rehearse(None, 60));
    let at_end: serde_json::Value = serde_json::from_str(class.last().unwrap()).unwrap();
    assert_eq!(at_end["counts"]["desks"], 30);
    let mut learned = [0; 3];
    for (index, desk) in at_end["desks"].as_array().unwrap().iter().enumerate() {
        assert_eq!(desk["seat"], index + 1);
        let is_whole = desk["rows"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| !row["t"].is_null());
        learned[index % 3] += usize::from(is_whole && desk["standing"] == "learned");
    }
    assert!(learned.iter().all(|learned| *learned >= 3), "{learned:?}");
}

#[test]
fn a_rehearsed_class_teaches_the_goal() {
    let class = rehearse(Some(goal("xor,and")), 60);
    let at_end: serde_json::Value = serde_json::from_str(class.last().unwrap()).unwrap();
    let counts = &at_end["counts"];
    assert_eq!(counts["taught_right"], 30, "{counts}");
    assert!(counts["learned_right"].as_u64() >= Some(15), "{counts}");
}

#[test]
fn the_goal_outlives_a_broker_that_forgets() {
    let mut broker = Broker::default();
    let mut lectern = Lectern::new(wall());
    broker.connect(&mut lectern, SECOND, 0.25);
    assert!(matches!(lectern.link(), Link::Probing { .. }));
    assert!(!lectern.is_deaf(5 * SECOND));
    assert!(lectern.is_deaf(6 * SECOND), "nothing has come back");
    broker.carry(&mut [&mut lectern], 6 * SECOND);
    assert_eq!(lectern.link(), &Link::Open);
    let topic = class(&room(), ClassLeaf::Goal);
    lectern.heard(
        &topic,
        goal("xor,and").payload().as_bytes(),
        6 * SECOND,
        0.5,
    );
    lectern.disconnected("gone".to_owned().into());
    assert_eq!(lectern.link(), &Link::Broken("gone".to_owned().into()));
    // It has forgotten the goal.
    let mut broker = Broker::default();
    broker.connect(&mut lectern, 7 * SECOND, 0.75);
    broker.carry(&mut [&mut lectern], 7 * SECOND);
    assert_eq!(broker.0.get(&topic), Some(&goal("xor,and").payload()));
    // Another one has replaced it meanwhile.
    let mut broker = Broker(BTreeMap::from([(topic.clone(), goal("and,or").payload())]));
    broker.connect(&mut lectern, 8 * SECOND, 0.125);
    broker.carry(&mut [&mut lectern], 8 * SECOND);
    assert_eq!(lectern.wall().goal(), Some(&goal("and,or")));
    assert_eq!(broker.0.get(&topic), Some(&goal("and,or").payload()));
    // A summary is kept for those who see several rooms.
    assert!(broker.0.contains_key("backpropd/room1/summary"));
}

#[test]
fn a_sweeper_leaves_nothing_of_its_room() {
    let kept = [
        "backpropd/room1/desk/bp-00000001/up",
        "backpropd/room1/class/goal",
        "backpropd/room1/of a stranger",
        "backpropd/room2/class/goal",
    ];
    let kept = kept.map(|topic| (topic.to_owned(), "x".to_owned()));
    let mut broker = Broker(BTreeMap::from(kept));
    let mut sweeper = Sweeper::new(room());
    broker.connect(&mut sweeper, SECOND, 0.5);
    broker.carry(&mut [&mut sweeper], SECOND);
    let progress = sweeper.progress();
    assert_eq!((progress.is_done, progress.swept), (true, 3));
    assert_eq!(
        broker.0.keys().collect::<Vec<_>>(),
        ["backpropd/room2/class/goal"]
    );
}

#[test]
fn a_desk_knows_what_the_teacher_says_while_it_is_connected() {
    let desk = Desk {
        room: room(),
        id: id(1),
        boot: 1,
        seat: None,
    };
    let mut outbox = Outbox::new(desk, SECOND, false);
    assert_eq!(outbox.bulletin(), None);
    outbox.connected(SECOND, 0.5);
    assert_eq!(outbox.bulletin(), Some(Bulletin::default()));
    let said = |outbox: &mut Outbox, leaf, payload: &str| {
        outbox.heard(&class(&room(), leaf), payload.as_bytes(), SECOND, 0.5);
        outbox.bulletin().unwrap()
    };
    let goal = goal("xor,and");
    let asked = Asked {
        ask: Some(Ask::Teach),
        n: 1,
    };
    assert_eq!(
        said(&mut outbox, ClassLeaf::Goal, &goal.payload()).goal,
        Some(goal)
    );
    assert_eq!(
        said(&mut outbox, ClassLeaf::Ask, &asked.payload()).ask,
        Some(Ask::Teach)
    );
    assert_eq!(said(&mut outbox, ClassLeaf::Ask, "").ask, None);
    assert_eq!(said(&mut outbox, ClassLeaf::Goal, "garbage").goal, None);
    outbox.disconnected("gone".to_owned().into());
    assert_eq!(outbox.bulletin(), None);
}

#[test]
fn numbers_that_no_network_can_have_are_not_shown() {
    let mut wall = wall();
    let sound = state(1, "0001", "learning", 0, XOR_AND);
    for (number, impossible) in [
        sound.replace("0.25", "1e300"),
        sound.replace("0.25", "-0.1"),
        sound.replace("0.9", "1.5"),
        sound.replace("\"tol\":0.2", "\"tol\":7"),
    ]
    .iter()
    .enumerate()
    {
        assert_ne!(*impossible, sound, "{number}");
        hear(&mut wall, 1, impossible, SECOND);
        let tile = wall.tiles().next();
        assert!(
            tile.is_none_or(|tile| tile.state().is_none()),
            "{impossible}"
        );
    }
    hear(&mut wall, 1, &sound, SECOND);
    assert!(wall.tiles().next().unwrap().state().is_some());
}
