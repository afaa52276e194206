//! One online step of an N-N-N network with trained biases (forward, backward, update): ours, plain C with libm, NumPy,
//! and for the panel's 2-2-2 also FANN.
//!
//! The program first checks that all of them compute the same numbers. Then it times them in turn, round after round, so
//! that a change in the machine's speed affects all of them. Run it with `cargo run --release`.

mod c;
mod numpy;
mod ours;
mod problem;

use numpy::Numpy;
use problem::Problem;
use std::io;

const ROUNDS: usize = 301;

/// NumPy is timed in one round out of this many, because its rounds are slow.
const NUMPY_ROUNDS: usize = 10;

/// Steps in a round: about as many as take half a millisecond, so that most rounds are not interrupted.
fn steps(n: usize) -> usize {
    (200_000 / (4 * n * n)).clamp(8, 4_000)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn assert_close(name: &str, ours: &[f64], theirs: &[f64]) {
    assert_eq!(ours.len(), theirs.len());
    for (ours, theirs) in ours.iter().zip(theirs) {
        let apart = (ours - theirs).abs();
        assert!(apart <= 1e-10, "{name}: ours {ours}, theirs {theirs}");
    }
}

/// The ratios to plain C and to NumPy of one size.
fn compare<const N: usize>(problem: &Problem, numpy: &mut Numpy) -> io::Result<()> {
    let trained = ours::train::<N>(problem, 100).network;
    assert_close("plain C", &trained, &c::plain(problem, 100).network);
    assert_close("NumPy", &trained, &numpy.train(problem, 100)?.network);

    let (steps, few) = (steps(N), steps(N).min(40));
    let ns = |seconds: f64, steps: usize| seconds * 1e9 / steps as f64;
    let (mut c_rounds, mut numpy_rounds) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let ours = ns(ours::train::<N>(problem, steps).seconds, steps);
        c_rounds.push((ours, ns(c::plain(problem, steps).seconds, steps)));
        if round % NUMPY_ROUNDS == 0 {
            numpy_rounds.push((ours, ns(numpy.train(problem, few)?.seconds, few)));
        }
    }
    println!(
        "{N:5} {:12.1} ns {:12.1} ns {:12.1} ns {:15.3} {:19.3}",
        median(c_rounds.iter().map(|(ours, _)| *ours)),
        median(c_rounds.iter().map(|(_, c)| *c)),
        median(numpy_rounds.iter().map(|(_, numpy)| *numpy)),
        median(c_rounds.iter().map(|(ours, c)| ours / c)),
        median(numpy_rounds.iter().map(|(ours, numpy)| ours / numpy)),
    );
    Ok(())
}

/// FANN keeps its learning rate in an `f32` (0.5 is exact) and clips σ to 0.01..0.99 in the derivative, so it is compared
/// early, before that matters: its answers with those of a network that made the same steps.
fn compare_with_fann(problem: &Problem) {
    let trained = ours::train::<2>(problem, 100).network;
    let again = Problem {
        n: 2,
        start: trained,
        samples: problem.samples.clone(),
    };
    for (sample, answer) in again.samples.chunks(4).zip(c::fann(problem, 100).1) {
        assert_close("FANN", &ours::answer(&again, &sample[..2]), &answer);
    }
    let steps = steps(2);
    let ratio = |_| c::fann(problem, steps).0 / ours::train::<2>(problem, steps).seconds;
    let ratio = median((0..ROUNDS).map(ratio));
    println!("\nFANN (double) takes {ratio:.2} times as long for 2-2-2");
}

fn main() -> io::Result<()> {
    let mut numpy = Numpy::start()?;
    let numpy = &mut numpy;
    println!("one N-N-N step, median of {ROUNDS} rounds\n");
    println!(
        "    N       backpropd     plain C -O3           NumPy   backpropd / C   backpropd / NumPy"
    );
    let half_adder = Problem::half_adder();
    compare::<2>(&half_adder, numpy)?;
    compare::<16>(&Problem::of_size(16), numpy)?;
    compare::<32>(&Problem::of_size(32), numpy)?;
    compare::<64>(&Problem::of_size(64), numpy)?;
    compare::<128>(&Problem::of_size(128), numpy)?;
    compare_with_fann(&half_adder);
    Ok(())
}
