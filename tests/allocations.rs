//! The daemon's loop allocates no memory: not while idle, learning or learned, and not when something is taught.

use backpropd::board::SimBoard;
use backpropd::daemon::{self, Observer, VirtualTime};
use backpropd::machine::{self, Event, Machine};
use backpropd::script::{self, Action, Script};
use backpropd::store::{Disk, Keeper, Loaded, Store};
use backpropd::trainer::{self, State, Trainer};
use backpropd::truth_table::TruthTable;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

/// The system's allocator, with a counter.
struct Counting;

thread_local! {
    /// How many times this thread has allocated. Other threads belong to the test harness.
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

fn allocations() -> u64 {
    ALLOCATIONS.get()
}

// SAFETY: every call goes unchanged to the system's allocator; a `Cell` of a number allocates nothing.
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

/// Plays a script and checks after each scan whether it allocated.
struct AllocationCounter {
    script: Script,
    keeper: Keeper,
    /// The number of allocations after the previous scan.
    before: u64,
    idle: u32,
    learning: u32,
    learned: u32,
}

impl Observer for AllocationCounter {
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
        self.script.play(machine);
        thread::sleep(Duration::from_micros(50)); // time for the disk to save
        self.before = allocations();
        if self.script.is_over() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

#[test]
fn the_loop_does_not_allocate() {
    let settings = trainer::Settings {
        tolerance: 0.05, // so that it keeps learning for a while
        ..trainer::Settings::default()
    };
    let trainer = Trainer::new(settings, 1);
    let mut machine = Machine::new(machine::Settings::default(), trainer);
    let mut board = SimBoard::default();
    let half_adder = TruthTable::from_gates("xor,and").unwrap();
    let a_while = Action::Wait(Duration::from_secs(5));
    let table = half_adder.samples().into_iter().flat_map(script::teach);
    let mut actions = vec![a_while];
    actions.extend(table);
    actions.extend([Action::WaitFor(State::Learned), a_while]);
    // Saves as often as the disk allows.
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(Disk, folder.path().join("state.json"));
    let mut counter = AllocationCounter {
        keeper: Keeper::start(store, Duration::ZERO, &Loaded::default()).unwrap(),
        script: Script::new(board.panel(), actions),
        before: allocations(),
        idle: 0,
        learning: 0,
        learned: 0,
    };
    daemon::run(
        &mut board,
        &mut machine,
        &mut VirtualTime::new(100),
        &mut counter,
    )
    .unwrap();
    for (state, scans) in [
        ("idle", counter.idle),
        ("learning", counter.learning),
        ("learned", counter.learned),
    ] {
        assert!(scans >= 500, "only {scans} scans {state}");
    }
    assert!(counter.keeper.saved_ago(machine.time()).is_some());
}

#[test]
fn the_counter_counts() {
    let before = allocations();
    let mut numbers = black_box(Vec::with_capacity(1));
    numbers.extend([1, 2]);
    black_box(&numbers);
    assert_eq!(allocations() - before, 2, "one Vec, grown once");
}
