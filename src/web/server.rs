//! What is answered to which request, and for how long a browser is waited for.
//!
//! | request | answer |
//! |---|---|
//! | `GET /`, `/style.css`, `/page.js` … | the page |
//! | `GET /events` | server-sent events: `status` with a [`Status`](crate::snapshot::Status), `away` with the reason when the machine is out of sight |
//! | `GET /lesson.txt` | the lesson file, as far as it has been recorded |
//! | `POST /act` | flips switches or presses a button of a simulated board: `{"set":{"i1":true}}`, `{"press":"teach"}`; for the page itself alone, which its origin and the token in it prove |
//!
//! What cannot be answered is told in a sentence. One request to a connection: nothing is gained by more where the page
//! is a handful of small files, and a connection is either short or looks on.

use super::connections::{Connections, Seat};
use super::hosts::{self, Hosts};
use super::news::News;
use super::{Source, page};
use crate::observe::{Error, Request};
use axum::Router;
use axum::body;
use axum::extract::{self, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, request};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::{task, time};
use tokio_io_timeout::TimeoutStream;
use tower_service::Service;

/// How many browsers may look on at a time.
pub const MOST_WATCHERS: usize = 32;

/// How many connections there may be beside them.
const MOST_OTHERS: usize = 96;

/// How many requests may be with the machine at a time: a daemon has room for 16 clients in all.
const MOST_ERRANDS: usize = 4;

/// How long a browser may take to say what it wants, to say the rest of it, and to take each piece of the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the head of a request may be, in bytes.
const LONGEST_HEAD: usize = 16 << 10;

/// How long what follows it may be.
const LONGEST_BODY: usize = 4 << 10;

/// How long a button is pressed at the most.
const LONGEST_PRESS: Duration = Duration::from_secs(5);

/// When a connection cannot be accepted, for want of file descriptors perhaps, it is tried again after this.
const PAUSE: Duration = Duration::from_millis(100);

/// Where the page puts its proof that it is the page.
const TOKEN: &str = "backpropd-token";

/// On every answer. Nothing comes from elsewhere, goes elsewhere or is shown within elsewhere; no script and no style but
/// the page's own files.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// The web server, listening.
///
/// ```
/// use backpropd::machine::Settings;
/// use backpropd::simulation::Simulation;
/// use backpropd::trainer::{self, Trainer};
/// use backpropd::web::{Server, Source, hosts::Hosts};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
/// runtime.block_on(async {
///     let trainer = Trainer::new(trainer::Settings::default(), 7);
///     let source = Source::Simulated(Simulation::start(Settings::default(), trainer));
///     let server = Server::bind("127.0.0.1:0".parse()?, Hosts::new(None, &[]), source).await?;
///     println!("http://{}/", server.address());
///     tokio::spawn(server.serve());
///     Ok::<(), Box<dyn std::error::Error>>(())
/// })
/// # }
/// ```
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    desk: Desk,
}

/// What the answers are made of.
#[derive(Clone, Debug)]
struct Desk(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    source: Arc<Source>,
    hosts: Hosts,
    token: String,
    news: Arc<News>,
    watchers: Arc<Semaphore>,
    errands: Arc<Semaphore>,
}

impl Server {
    /// Listens there for browsers that ask for one of `hosts`.
    ///
    /// # Errors
    /// When it cannot listen there, or the system has no randomness.
    pub async fn bind(address: SocketAddr, hosts: Hosts, source: Source) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        Ok(Self {
            address: listener.local_addr()?,
            listener,
            desk: Desk(Arc::new(Shared {
                source: Arc::new(source),
                hosts,
                token: token()?,
                news: Arc::default(),
                watchers: Arc::new(Semaphore::new(MOST_WATCHERS)),
                errands: Arc::new(Semaphore::new(MOST_ERRANDS)),
            })),
        })
    }

    /// Where it listens: the port too when any would do.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves whoever comes, for good.
    pub async fn serve(self) {
        let Self { listener, desk, .. } = self;
        tokio::spawn(Arc::clone(&desk.0.news).relay(Arc::clone(&desk.0.source)));
        let router = router(desk);
        let connections = Connections::new(MOST_OTHERS);
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    connections.serve(|seat| converse(stream, router.clone(), seat));
                }
                Err(error) => {
                    log::debug!("a browser could not be let in: {error}");
                    time::sleep(PAUSE).await;
                }
            }
        }
    }
}

/// A word that no other page can know, new with each start.
fn token() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

/// One connection, one request.
async fn converse(stream: TcpStream, router: Router, seat: Seat) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(PATIENCE));
    let service = service_fn(|mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(seat.clone());
        router.clone().call(request)
    });
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(LONGEST_HEAD)
        .keep_alive(false)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    if let Err(error) = conversation.await {
        log::debug!("a browser was given up: {error}");
    }
}

fn router(desk: Desk) -> Router {
    let mut router = Router::new()
        .route("/", get(index))
        .route("/events", get(events))
        .route("/lesson.txt", get(lesson))
        .route("/act", post(act));
    for file in page::FILES {
        let answer = ([(header::CONTENT_TYPE, file.kind)], file.text);
        router = router.route(file.path, get(async move || answer));
    }
    router
        .fallback(async || {
            sentence(
                StatusCode::NOT_FOUND,
                "There is nothing here; the page is at /.",
            )
        })
        .layer(middleware::from_fn_with_state(desk.clone(), guard))
        .with_state(desk)
}

/// Around every request: who asks for another's page is sent away, and nobody is waited for too long.
async fn guard(State(desk): State<Desk>, request: extract::Request, next: Next) -> Response {
    let named = request.uri().authority();
    let is_ours = named.is_none_or(|name| desk.0.hosts.allow(name.as_str()))
        && desk.0.hosts.of_request(request.headers()).is_some();
    let answer = if is_ours {
        time::timeout(PATIENCE, next.run(request)).await
    } else {
        Ok(sentence(
            StatusCode::MISDIRECTED_REQUEST,
            "This page does not go by that name. Ask for it by its IP address, or start it with --allow-host NAME.",
        ))
    };
    let mut answer = answer.unwrap_or_else(|_| {
        sentence(
            StatusCode::REQUEST_TIMEOUT,
            "That took too long; try again.",
        )
    });
    for (name, value) in HEADERS {
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// A plain answer in words.
fn sentence(status: StatusCode, text: impl Into<String>) -> Response {
    (status, text.into() + "\n").into_response()
}

async fn index(State(desk): State<Desk>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (kind, page::index(&desk.0.token)).into_response()
}

async fn events(State(desk): State<Desk>, request: extract::Request) -> Response {
    let Ok(place) = Arc::clone(&desk.0.watchers).try_acquire_owned() else {
        let text = format!("{MOST_WATCHERS} others are looking on already; try again later.");
        let later = [(header::RETRY_AFTER, "10")];
        return (later, sentence(StatusCode::SERVICE_UNAVAILABLE, text)).into_response();
    };
    if request.method() == Method::HEAD {
        return StatusCode::OK.into_response();
    }
    if let Some(seat) = request.extensions().get::<Seat>() {
        seat.keep();
    }
    let kind = [(header::CONTENT_TYPE, "text/event-stream")];
    (kind, desk.0.news.stream(place)).into_response()
}

async fn lesson(State(desk): State<Desk>) -> Response {
    match desk.with_machine(Source::lesson).await {
        Ok(lesson) => {
            let name = "attachment; filename=\"lesson.txt\"";
            ([(header::CONTENT_DISPOSITION, name)], lesson).into_response()
        }
        Err(error) => refusal(&error),
    }
}

async fn act(State(desk): State<Desk>, request: extract::Request) -> Response {
    let (head, body) = request.into_parts();
    if !desk.is_from_the_page(&head) {
        let text = "Only the page itself may flip switches. Load it again.";
        return sentence(StatusCode::FORBIDDEN, text);
    }
    let Ok(body) = body::to_bytes(body, LONGEST_BODY).await else {
        let text = format!("Not understood, or more than {LONGEST_BODY} bytes.");
        return sentence(StatusCode::PAYLOAD_TOO_LARGE, text);
    };
    let wish = match Request::parse(&String::from_utf8_lossy(&body)) {
        Ok(Request::Press(_, time)) if time > LONGEST_PRESS => {
            let most = LONGEST_PRESS.as_millis();
            return sentence(StatusCode::BAD_REQUEST, format!("ms: allowed: 0 to {most}"));
        }
        Ok(wish @ (Request::Set(_) | Request::Press(..))) => wish,
        Ok(Request::Get(_) | Request::Watch) => {
            return sentence(StatusCode::BAD_REQUEST, "allowed: set, press");
        }
        Err(why) => return sentence(StatusCode::BAD_REQUEST, why),
    };
    match desk.with_machine(move |source| source.act(&wish)).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refusal(&error),
    }
}

fn refusal(error: &Error) -> Response {
    let status = match error {
        Error::Refused(_) => StatusCode::CONFLICT,
        _ => StatusCode::BAD_GATEWAY,
    };
    sentence(status, error.to_string())
}

impl Desk {
    fn is_from_the_page(&self, head: &request::Parts) -> bool {
        let host = self.0.hosts.of_request(&head.headers);
        host.is_some_and(|host| hosts::is_same_origin(host, &head.headers))
            && (head.headers.get(TOKEN))
                .is_some_and(|token| same(token.as_bytes(), self.0.token.as_bytes()))
    }

    /// Runs an errand to the machine on a thread that may wait.
    async fn with_machine<T: Send + 'static>(
        &self,
        errand: impl FnOnce(&Source) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let turn = Arc::clone(&self.0.errands).acquire_owned().await;
        let source = Arc::clone(&self.0.source);
        let done = task::spawn_blocking(move || {
            let _turn = turn; // until it is done, even if the browser has gone
            errand(&source)
        });
        let failed = |_| Err(Error::Refused("that has failed".into()));
        done.await.unwrap_or_else(failed)
    }
}

/// Compares without telling, by the time it takes, how much is right.
fn same(one: &[u8], other: &[u8]) -> bool {
    let differences = one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differences == 0
}
