//! The real `backpropd web`, queried directly over plain TCP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How long a test waits before it fails.
pub const TIMEOUT: Duration = Duration::from_secs(120);

/// A running `backpropd web`, killed at the end of the test.
pub struct Web {
    pub process: Child,
    pub address: SocketAddr,
}

impl Web {
    /// Starts it on a free port, with these arguments.
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backpropd"));
        command
            .args(["web", "--listen", "127.0.0.1:0"])
            .args(arguments);
        Self::started(command)
    }

    /// Starts it with the given command.
    pub fn started(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        // Whatever else it prints: without a reader it would end.
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        let address = line.trim().trim_start_matches("The page is at http://");
        let address = address.trim_end_matches('/').parse();
        let address = address.unwrap_or_else(|_| panic!("no address: {line}"));
        Self { process, address }
    }

    /// Sends this, and reads the answer until the connection ends.
    pub fn ask(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        // A client that sends too much is disconnected while it is still sending.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::read(&String::from_utf8_lossy(&answer))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    /// The same with these headers, one per line.
    pub fn get_with(&self, path: &str, headers: &str) -> Answer {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"
        ))
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(TIMEOUT)).unwrap();
        stream
    }

    /// Connects as a viewer; `None` if it is refused.
    pub fn watch(&self) -> Result<Watcher, Answer> {
        self.watch_with("")
    }

    /// The same with these headers, one per line.
    pub fn watch_with(&self, headers: &str) -> Result<Watcher, Answer> {
        let mut stream = self.connect();
        let request = format!("GET /events HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut stream = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(stream.read_line(&mut head).unwrap(), 0, "{head}");
        }
        if head.starts_with("HTTP/1.1 200") {
            return Ok(Watcher(stream));
        }
        let _ = stream.read_to_string(&mut head);
        Err(Answer::read(&head))
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        // It has usually ended already; then there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// 0 if there was no answer.
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok());
        Self {
            status: status.unwrap_or(0),
            head: head.to_ascii_lowercase(),
            body: body.to_owned(),
        }
    }
}

/// A stream of server-sent events.
#[derive(Debug)]
pub struct Watcher(BufReader<TcpStream>);

impl Watcher {
    /// The next event and its data.
    pub fn next(&mut self) -> (String, serde_json::Value) {
        let event = self.line_after("event: ");
        let data = self.line_after("data: ");
        (event, serde_json::from_str(&data).unwrap())
    }

    /// Waits for a status that satisfies this.
    pub fn wait_for(&mut self, holds: impl Fn(&serde_json::Value) -> bool) {
        for _ in 0..10_000 {
            let (event, status) = self.next();
            if event == "status" && holds(&status) {
                return;
            }
        }
        panic!("it never came");
    }

    fn line_after(&mut self, start: &str) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream ended");
            if let Some(rest) = line.strip_prefix(start) {
                return rest.trim_end().to_owned();
            }
        }
    }
}
