//! The real `backpropd metrics`: its text once and over HTTP, checked by Prometheus' own promtool, and the dashboard for
//! Grafana against the names of the metrics.
#![cfg(all(unix, feature = "metrics"))]

use crate::live::{self, Daemon, run_in};
use backpropd::prometheus::NAMES;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

const DASHBOARD: &str = "config/grafana-dashboard.json";

fn daemon() -> (TempDir, Daemon) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("backpropd.toml"), "").unwrap();
    let daemon = Daemon::start(folder.path(), &mut run_in(folder.path()));
    (folder, daemon)
}

fn metrics(folder: &Path) -> Command {
    let mut command = live::program();
    command.args(["metrics", "--socket"]);
    command.arg(folder.join("status.sock"));
    command
}

/// promtool with these arguments and this input: whether it finds nothing to complain about, and what it says. `None`
/// where it is not installed, unless the gate forbids that.
fn promtool(arguments: &[&str], input: &str) -> Option<(bool, String)> {
    let started = Command::new("promtool")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut process) = started else {
        let is_needed = std::env::var_os("BACKPROPD_NEEDS_PROMTOOL").is_some();
        assert!(!is_needed, "promtool is not installed");
        eprintln!("SKIPPED: promtool is not installed (package prometheus)");
        return None;
    };
    let mut stdin = process.stdin.take().unwrap();
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = process.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    Some((output.status.success() && said.trim().is_empty(), said))
}

#[test]
fn promtool_has_nothing_to_say_about_the_metrics() {
    let (folder, daemon) = daemon();
    daemon.teach([true, true], [false, true]);
    let printed = metrics(folder.path()).output().unwrap();
    assert!(printed.status.success());
    let text = String::from_utf8(printed.stdout).unwrap();
    assert!(text.contains("\nbackpropd_up 1\n"), "{text}");
    assert!(text.contains("\nbackpropd_rows_taught 1\n"), "{text}");
    assert!(text.ends_with('\n'));
    if let Some((is_good, said)) = promtool(&["check", "metrics"], &text) {
        assert!(is_good, "{said}");
        // It would notice.
        let wrong = text.replace("_total", "");
        let (is_good, _) = promtool(&["check", "metrics"], &wrong).unwrap();
        assert!(!is_good);
    }
}

#[test]
fn a_daemon_that_does_not_answer_is_a_metric_and_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let printed = metrics(folder.path()).output().unwrap();
    assert!(printed.status.success());
    let text = String::from_utf8(printed.stdout).unwrap();
    assert!(text.ends_with("\nbackpropd_up 0\n"), "{text}");
    assert!(!printed.stderr.is_empty());
}

/// A running server, killed at the end of the test.
struct Server {
    process: Child,
    address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = metrics(folder);
        command.args(["--listen", "127.0.0.1:0"]).args(arguments);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let out = process.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("The metrics are at http://");
        let address = address.trim_end_matches("/metrics").parse();
        let address = address.unwrap_or_else(|_| panic!("no address: {line}"));
        Self { process, address }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(live::LIMIT)).unwrap();
        stream
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    }

    fn get(&self, path: &str, host: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"))
    }
}

#[test]
fn it_serves_metrics_to_those_who_ask_for_this_computer_and_nothing_else() {
    let (folder, mut daemon) = daemon();
    let server = Server::start(folder.path(), &["--allow-host", "desk7.school.example"]);
    for host in ["localhost", "127.0.0.1:8223", "desk7.school.example"] {
        let answer = server.get("/metrics", host);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        // Exactly: Prometheus 3 refuses any other.
        let kind = "content-type: text/plain; version=0.0.4; charset=utf-8\r\n";
        assert!(answer.contains(kind), "{answer}");
        assert!(answer.contains("\nbackpropd_up 1\n"), "{answer}");
    }
    for (request, status) in [
        (
            "GET /metrics HTTP/1.1\r\nHost: a-stranger.example\r\n\r\n",
            "421",
        ),
        ("GET /metrics HTTP/1.1\r\n\r\n", "421"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "404"),
        (
            "POST /metrics HTTP/1.1\r\nHost: localhost\r\ncontent-length: 0\r\n\r\n",
            "405",
        ),
        ("nonsense\r\n\r\n", "400"),
    ] {
        let answer = server.ask(request);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{request}: {answer}"
        );
    }
    daemon.signal("TERM");
    daemon.end();
    let answer = server.get("/metrics", "localhost");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.ends_with("\nbackpropd_up 0\n"), "{answer}");
}

#[test]
fn strangers_who_say_nothing_do_not_keep_prometheus_out() {
    let (folder, _daemon) = daemon();
    let server = Server::start(folder.path(), &[]);
    let silent: Vec<_> = (0..200).map(|_| server.connect()).collect();
    let answer = server.get("/metrics", "localhost");
    assert!(answer.contains("\nbackpropd_up 1\n"), "{answer}");
    drop(silent);
}

/// All queries of the dashboard.
fn queries() -> Vec<String> {
    let text = fs::read_to_string(DASHBOARD).unwrap();
    let dashboard: Value = serde_json::from_str(&text).unwrap();
    let panels = dashboard["panels"].as_array().unwrap().clone();
    let targets = panels
        .iter()
        .flat_map(|panel| panel["targets"].as_array().unwrap());
    let queries = targets.map(|target| {
        assert_eq!(target["datasource"]["uid"], "${datasource}", "{target}");
        target["expr"].as_str().unwrap().to_owned()
    });
    queries.collect()
}

/// The names in a query that begin like a metric's.
fn names(query: &str) -> BTreeSet<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    query
        .split(|c| !is_part(c))
        .filter(|word| word.starts_with("backpropd_"))
        .collect()
}

#[test]
fn the_dashboard_asks_for_metrics_that_there_are_in_queries_that_prometheus_reads() {
    let queries = queries();
    assert!(queries.len() >= 9);
    for query in &queries {
        let names = names(query);
        assert!(!names.is_empty(), "{query}");
        for name in names {
            assert!(NAMES.contains(&name), "{name} in {query}");
        }
    }
    let rules: String = (queries.iter().enumerate())
        .map(|(number, query)| {
            let query = query.replace("$desk", ".*").replace('\'', "''");
            format!("      - record: query{number}\n        expr: '{query}'\n")
        })
        .collect();
    let rules = format!("groups:\n  - name: dashboard\n    rules:\n{rules}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.yml");
    fs::write(&path, &rules).unwrap();
    if let Some((_, said)) = promtool(&["check", "rules", path.to_str().unwrap()], "") {
        let expected = format!("SUCCESS: {} rules found", queries.len());
        assert!(said.contains(&expected), "{said}\n{rules}");
    }
}
