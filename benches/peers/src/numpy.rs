//! The peer in Python: a process that answers with the trained network and the time by its own clock.

use crate::problem::{ALPHA, Problem, Trained};
use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A running `numpy_peer.py`.
pub struct Numpy {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Numpy {
    /// Starts the Python that `PYTHON` names, otherwise `python3`. It computes on one core, as the other peers do.
    pub fn start() -> io::Result<Self> {
        let python = env::var_os("PYTHON").unwrap_or("python3".into());
        let mut process = Command::new(python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/numpy_peer.py"))
            .env("OPENBLAS_NUM_THREADS", "1")
            .env("MKL_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let pipes = process.stdin.take().zip(process.stdout.take());
        let (input, output) = pipes.expect("both are pipes");
        Ok(Self {
            process,
            input,
            output: BufReader::new(output),
        })
    }

    /// Trains for a number of steps.
    pub fn train(&mut self, problem: &Problem, steps: usize) -> io::Result<Trained> {
        let mut bytes = format!("{} {steps} {ALPHA}\n", problem.n).into_bytes();
        for number in problem.start.iter().chain(&problem.samples) {
            bytes.extend(number.to_le_bytes());
        }
        self.input.write_all(&bytes)?;
        self.input.flush()?;
        let mut seconds = String::new();
        self.output.read_line(&mut seconds)?;
        let mut network = vec![0.0; problem.start.len()];
        for number in &mut network {
            let mut bytes = [0; 8];
            self.output.read_exact(&mut bytes)?;
            *number = f64::from_le_bytes(bytes);
        }
        let seconds = seconds.trim().parse().map_err(io::Error::other)?;
        Ok(Trained { seconds, network })
    }
}

impl Drop for Numpy {
    fn drop(&mut self) {
        // It only waits for the next problem.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
