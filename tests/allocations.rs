//! The daemon's loop takes nothing from the heap: not while it is idle, learning or learned, and not while it is
//! taught.

use backpropd::board::SimBoard;
use backpropd::daemon::{self, Observer, VirtualTime};
use backpropd::machine::{self, Event, Machine};
use backpropd::session::{self, Action, Session};
use backpropd::store::{Disk, Keeper, Store};
use backpropd::trainer::{self, State, Trainer};
use backpropd::truth_table::TruthTable;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

/// The system's allocator, counting.
struct Counting;

thread_local! {
    /// How often this thread has asked for memory. Other threads are the test harness's own.
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

fn allocations() -> u64 {
    ALLOCATIONS.get()
}

// SAFETY: every call goes to the system's allocator as it came; a `Cell` of a number allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: as the caller promises.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Plays a session and looks, after each scan, whether it allocated.
struct Watch {
    session: Session,
    keeper: Keeper,
    /// How many allocations there had been after the scan before.
    before: u64,
    idle: u32,
    learning: u32,
    learned: u32,
}

impl Observer for Watch {
    fn event(&mut self, event: Event) {
        self.keeper.event(&event);
    }

    fn scanned(&mut self, now: Duration, machine: &Machine) -> ControlFlow<()> {
        let summary = machine.summary(); // as the daemon does at every scan
        self.keeper.scanned(now, machine.trainer());
        let allocated = allocations() - self.before;
        assert_eq!(allocated, 0, "in scan {}: {summary}", machine.scans());
        match summary.state {
            State::Idle => self.idle += 1,
            State::Learning => self.learning += 1,
            State::Learned => self.learned += 1,
            State::Impossible => unreachable!("the half-adder can be learned"),
        }
        self.session.play(machine);
        thread::sleep(Duration::from_micros(50)); // time for a disk to save in
        self.before = allocations();
        if self.session.is_over() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

#[test]
fn the_loop_takes_nothing_from_the_heap() {
    let settings = trainer::Settings {
        tolerance: 0.05, // so that it learns for a while
        ..trainer::Settings::default()
    };
    let trainer = Trainer::new(settings, 1);
    let mut machine = Machine::new(machine::Settings::default(), trainer);
    let mut board = SimBoard::default();
    let half_adder = TruthTable::from_gates("xor,and").unwrap();
    let a_while = Action::Wait(Duration::from_secs(5));
    let lesson = half_adder.samples().into_iter().flat_map(session::teach);
    let mut actions = vec![a_while];
    actions.extend(lesson);
    actions.extend([Action::WaitFor(State::Learned), a_while]);
    // Saves as often as the disk lets it.
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(Disk, folder.path().join("state.json"));
    let mut watch = Watch {
        keeper: Keeper::start(store, Duration::ZERO, None).unwrap(),
        session: Session::new(board.panel(), actions),
        before: allocations(),
        idle: 0,
        learning: 0,
        learned: 0,
    };
    daemon::run(
        &mut board,
        &mut machine,
        &mut VirtualTime::new(100),
        &mut watch,
    )
    .unwrap();
    for (state, scans) in [
        ("idle", watch.idle),
        ("learning", watch.learning),
        ("learned", watch.learned),
    ] {
        assert!(scans >= 500, "only {scans} scans {state}");
    }
    assert!(watch.keeper.saved_ago(machine.time()).is_some());
}

#[test]
fn the_count_counts() {
    let before = allocations();
    let mut numbers = black_box(Vec::with_capacity(1));
    numbers.extend([1, 2]);
    black_box(&numbers);
    assert_eq!(allocations() - before, 2, "one Vec, grown once");
}
