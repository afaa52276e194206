//! The real `backpropd web`, asked by hand over plain TCP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How long a test waits for something that never comes.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A running `backpropd web`; it never outlives its test.
pub struct Web {
    pub process: Child,
    pub address: SocketAddr,
}

impl Web {
    /// Starts it at a port that is free, with these arguments.
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backpropd"));
        command
            .args(["web", "--listen", "127.0.0.1:0"])
            .args(arguments);
        Self::started(command)
    }

    /// Starts it with a command of one's own.
    pub fn started(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let out = process.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("The page is at http://");
        let address = address.trim_end_matches('/').parse();
        let address = address.unwrap_or_else(|_| panic!("no address: {line}"));
        Self { process, address }
    }

    /// Says this, and hears what is answered until the connection ends.
    pub fn ask(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        // Whoever says too much is cut off while still speaking.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::read(&String::from_utf8_lossy(&answer))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// The token that stands in the page.
    pub fn token(&self) -> String {
        let page = self.get("/").body;
        let (_, rest) = page.split_once("backpropd-token\" content=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// Looks on; `None` when it was refused.
    pub fn watch(&self) -> Result<Watcher, Answer> {
        let mut stream = self.connect();
        let request = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";
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
        // It has usually ended already, and then there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    /// 0 when there was no answer.
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

    /// Waits for a status of which this holds.
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
