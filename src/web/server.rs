//! The answer to each request, and how long the server waits for a browser.
//!
//! | request | answer |
//! |---|---|
//! | `GET /` | the page |
//! | `GET /events` | server-sent events: `status` with a [`Status`](crate::observe::Status), `away` with the reason when the daemon cannot be reached; 204 when there is none to be shown |
//! | `GET /status.json` | one status |
//! | `GET /checkpoint.json` | all that the machine's next step depends on: the page steps a copy from there |
//! | `GET /recording.txt` | the recording so far |
//!
//! Of a class, the first three: the page is the wall, and a status is what everyone may see of it.
//!
//! Nothing but GET and HEAD: what is real comes from real switches, and a board to play with is in the browser. All but the
//! page is not for the pages of other sites, which could take all places there are. Who goes to `/events` in the address
//! bar is shown the page.
//!
//! An error is answered with a sentence. One request per connection: the page is one file, so more would gain nothing, and
//! a connection is either short or a viewer's.

use super::Source;
use super::broadcast::Broadcast;
use super::connections::{Connections, Full, Limits, Seat};
use super::hosts::{self, Hosts};
use super::proxies::Proxies;
use super::shared_text::{Latest, SharedText};
use crate::language::{self, Language};
use crate::messages;
use crate::observe::Error;
use axum::Router;
use axum::extract::{self, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{Mutex, Semaphore};
use tokio::{task, time};
use tokio_io_timeout::TimeoutStream;
use tower_service::Service;

/// The largest number of viewers at a time.
pub const MAX_VIEWERS: usize = 32;

/// The largest number from one address: all windows of a browser, and those of another.
pub const MAX_VIEWERS_PER_ADDRESS: usize = 8;

/// The largest number of other connections at a time.
const MAX_OTHERS: usize = 96;

/// The largest number of pending requests to the machine: a daemon accepts 16 clients in total.
const MAX_MACHINE_REQUESTS: usize = 4;

/// How long a browser may take to send the head of a request, to send the rest, and to accept each piece of the answer.
const IO_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection other than a viewer's may last: enough for a recording over a slow line.
const MAX_CONNECTION_TIME: Duration = Duration::from_secs(300);

/// How long a browser may acknowledge nothing, as when its computer is gone.
#[cfg(target_os = "linux")]
const TCP_USER_TIMEOUT: Duration = Duration::from_secs(20);

/// The system's buffer for a connection, in each direction, in bytes. The default is up to 4 MiB for a slow browser,
/// which counts as this process's memory.
const SOCKET_BUFFER: u32 = 32 << 10;

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1024;

/// The longest head of a request, in bytes.
const MAX_HEAD_BYTES: usize = 16 << 10;

/// How long to wait after a connection could not be accepted, as without a free file descriptor.
const RETRY_DELAY: Duration = Duration::from_millis(100);

/// On every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    // The browser asks each time, and gets the page only if it is another one.
    (header::CACHE_CONTROL, "no-cache"),
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
/// use backpropd::web::{Server, Source, hosts::Hosts};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
/// runtime.block_on(async {
///     let server = Server::bind("127.0.0.1:0", Hosts::new(None, &[]), Source::None).await?;
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
    state: AppState,
}

/// The shared data of all answers.
#[derive(Clone, Debug)]
struct App(Arc<AppState>);

#[derive(Debug)]
struct AppState {
    source: Arc<Source>,
    hosts: Hosts,
    proxies: Proxies,
    statuses: Arc<Broadcast>,
    recording: Arc<Mutex<Latest>>,
    /// How many have asked for the recording.
    recording_requests: AtomicU64,
    machine_requests: Arc<Semaphore>,
}

impl Server {
    /// Listens at the first available address, for browsers that use one of `hosts`.
    ///
    /// # Errors
    /// When it cannot listen there.
    pub async fn bind(
        addresses: impl ToSocketAddrs,
        hosts: Hosts,
        source: Source,
    ) -> io::Result<Self> {
        let listener = listen_at_one_of(addresses)?;
        Ok(Self {
            address: listener.local_addr()?,
            listener,
            state: AppState {
                source: Arc::new(source),
                hosts,
                proxies: Proxies::default(),
                statuses: Arc::default(),
                recording: Arc::default(),
                recording_requests: AtomicU64::new(0),
                machine_requests: Arc::new(Semaphore::new(MAX_MACHINE_REQUESTS)),
            },
        })
    }

    /// The same behind these proxies.
    pub fn behind(mut self, proxies: Proxies) -> Self {
        self.state.proxies = proxies;
        self
    }

    /// Where it listens, including the port if the system chose it.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves connections forever.
    pub async fn serve(self) {
        let handler = Handler::new(self.state);
        loop {
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    give_up_the_vanished(&stream);
                    handler.handle(stream, peer.ip());
                }
                Err(error) => {
                    log::debug!("a browser could not be let in: {error}");
                    time::sleep(RETRY_DELAY).await;
                }
            }
        }
    }

    /// Stops listening; serves connections that come in another way, as in a test.
    pub fn into_handler(self) -> Handler {
        Handler::new(self.state)
    }
}

/// A socket at the first available address.
fn listen_at_one_of(addresses: impl ToSocketAddrs) -> io::Result<TcpListener> {
    let mut listener = Err(io::ErrorKind::AddrNotAvailable.into());
    for address in addresses.to_socket_addrs()? {
        listener = listen(address);
        if listener.is_ok() {
            break;
        }
    }
    listener
}

/// Listens with small buffers; connections inherit them.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    // As in the standard library, a port that was in use until now is free. On Windows, this option means something
    // else.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.set_send_buffer_size(SOCKET_BUFFER)?;
    socket.set_recv_buffer_size(SOCKET_BUFFER)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// A viewer gets a message every second. A vanished viewer acknowledges none, and the system would keep trying for a
/// quarter of an hour.
fn give_up_the_vanished(stream: &TcpStream) {
    #[cfg(target_os = "linux")]
    if let Err(error) = socket2::SockRef::from(stream).set_tcp_user_timeout(Some(TCP_USER_TIMEOUT))
    {
        log::debug!("a browser that vanishes is noticed late: {error}");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = stream;
}

/// Serves connections, wherever they come from. See [`Server::into_handler`].
#[derive(Clone, Debug)]
pub struct Handler {
    router: Router,
    proxies: Proxies,
    connections: Connections,
}

impl Handler {
    fn new(state: AppState) -> Self {
        tokio::spawn(Arc::clone(&state.statuses).relay(Arc::clone(&state.source)));
        Self {
            proxies: state.proxies.clone(),
            router: router(App(Arc::new(state))),
            connections: Connections::new(Limits {
                viewers: MAX_VIEWERS,
                viewers_per_address: MAX_VIEWERS_PER_ADDRESS,
                others: MAX_OTHERS,
            }),
        }
    }

    /// Serves a connection from this address on its own task.
    pub fn handle(&self, stream: impl AsyncRead + AsyncWrite + Send + 'static, peer: IpAddr) {
        let address = self.proxies.peer(peer);
        let router = self.router.clone();
        self.connections.serve(address, |seat| {
            serve_connection(stream, Peer(peer), router, seat)
        });
    }
}

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
struct Peer(IpAddr);

/// One connection, one request.
async fn serve_connection(
    stream: impl AsyncRead + AsyncWrite + Send + 'static,
    peer: Peer,
    router: Router,
    seat: Seat,
) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(IO_TIMEOUT));
    let service = service_fn(|mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(seat.clone());
        request.extensions_mut().insert(peer);
        router.clone().call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(IO_TIMEOUT)
        .max_buf_size(MAX_HEAD_BYTES)
        .keep_alive(false)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let mut connection = std::pin::pin!(connection);
    let ended = match time::timeout(MAX_CONNECTION_TIME, &mut connection).await {
        Ok(ended) => ended,
        Err(_) if seat.is_watching() => connection.await,
        Err(_) => return,
    };
    if let Err(error) = ended {
        log::debug!("a browser was given up: {error}");
    }
}

fn router(app: App) -> Router {
    Router::new()
        .route("/", get(index))
        .route("/events", get(events))
        .route("/status.json", get(status))
        .route("/checkpoint.json", get(checkpoint))
        .route("/recording.txt", get(recording))
        .fallback(async || sentence(StatusCode::NOT_FOUND, messages::web_answer_not_found))
        .layer(middleware::from_fn_with_state(app.clone(), guard))
        .layer(middleware::from_fn(speak))
        .with_state(app)
}

tokio::task_local! {
    /// The language of the current request's browser.
    static LANGUAGE: Language;
}

/// Wraps every request: the answer is in the browser's language.
async fn speak(request: extract::Request, next: Next) -> Response {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    let language = Language::of_accepted(accepted.unwrap_or_default());
    LANGUAGE.scope(language, next.run(request)).await
}

/// Wraps every request: refuses requests for other hosts, and limits the waiting time.
async fn guard(State(app): State<App>, request: extract::Request, next: Next) -> Response {
    let answer = if app.0.hosts.accept(&request) {
        time::timeout(IO_TIMEOUT, next.run(request)).await
    } else {
        Ok(sentence(
            StatusCode::MISDIRECTED_REQUEST,
            app.0.source.unknown_host(),
        ))
    };
    let mut answer = answer
        .unwrap_or_else(|_| sentence(StatusCode::REQUEST_TIMEOUT, messages::web_answer_too_slow));
    let policy = (header::CONTENT_SECURITY_POLICY, app.0.source.page().policy);
    for (name, value) in HEADERS.into_iter().chain([policy]) {
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// A plain text answer in the browser's language.
fn sentence<T: Into<String>>(status: StatusCode, text: impl FnOnce() -> T) -> Response {
    let language = LANGUAGE.try_get().unwrap_or_default();
    let text: String = language::within(language, text).into();
    (status, text + "\n").into_response()
}

async fn index(State(app): State<App>, headers: HeaderMap) -> Response {
    let page = app.0.source.page();
    let says = |name: HeaderName, word: &str| {
        let values = headers.get_all(name).iter();
        let mut words = values
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        words.any(|it| it.trim() == word)
    };
    let head = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::ETAG, page.tag),
        (header::VARY, "accept-encoding"),
    ];
    if says(header::IF_NONE_MATCH, page.tag) {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    // `gzip;q=0` is not accepted, and with any other weight no browser says it.
    if says(header::ACCEPT_ENCODING, "gzip") {
        let encoding = [(header::CONTENT_ENCODING, "gzip")];
        return (head, encoding, page.compressed).into_response();
    }
    (head, page.plain()).into_response()
}

async fn events(State(app): State<App>, request: extract::Request) -> Response {
    if hosts::is_navigation(request.headers()) {
        return Redirect::to("/").into_response();
    }
    if app.is_foreign(request.headers()) {
        return foreign();
    }
    if !app.0.source.is_there() {
        return StatusCode::NO_CONTENT.into_response();
    }
    let kind = [
        (header::CONTENT_TYPE, "text/event-stream"),
        // nginx would hold it back until its buffer is full.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    if request.method() == Method::HEAD {
        return kind.into_response();
    }
    let extensions = request.extensions();
    let (Some(seat), Some(Peer(peer))) = (extensions.get::<Seat>(), extensions.get::<Peer>())
    else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let address = app.0.proxies.client(*peer, request.headers());
    if let Err(full) = seat.watch(address) {
        let text = || match full {
            Full::All(most) => messages::web_answer_full(most),
            Full::Address(most) => messages::web_answer_full_here(most),
        };
        let later = [(header::RETRY_AFTER, "10")];
        return (later, sentence(StatusCode::SERVICE_UNAVAILABLE, text)).into_response();
    }
    let seat = seat.clone();
    (kind, app.0.statuses.stream(move || seat.took())).into_response()
}

async fn status(State(app): State<App>, request: extract::Request) -> Response {
    if !hosts::is_navigation(request.headers()) && app.is_foreign(request.headers()) {
        return foreign();
    }
    match app.with_machine(Source::status).await {
        Ok(status) => {
            let kind = [(header::CONTENT_TYPE, "application/json")];
            (kind, status + "\n").into_response()
        }
        Err(error) => refusal(&error),
    }
}

async fn checkpoint(State(app): State<App>, request: extract::Request) -> Response {
    if app.is_foreign(request.headers()) {
        return foreign();
    }
    match app.with_machine(Source::checkpoint).await {
        Ok(start) => {
            let kind = [(header::CONTENT_TYPE, "application/json")];
            let text = serde_json::to_string(&start).unwrap_or_default();
            (kind, text + "\n").into_response()
        }
        Err(error) => refusal(&error),
    }
}

async fn recording(State(app): State<App>, request: extract::Request) -> Response {
    if !hosts::is_navigation(request.headers()) && app.is_foreign(request.headers()) {
        return foreign();
    }
    match app.recording().await {
        Ok(recording) => {
            let head = [
                (header::CONTENT_TYPE, "text/plain; charset=utf-8".into()),
                (header::CONTENT_LENGTH, recording.len().to_string()),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"recording.txt\"".into(),
                ),
            ];
            (head, recording.into_body()).into_response()
        }
        Err(error) => refusal(&error),
    }
}

fn foreign() -> Response {
    sentence(StatusCode::FORBIDDEN, messages::web_answer_other_site)
}

fn refusal(error: &Error) -> Response {
    let status = match error {
        Error::Refused(_) => StatusCode::CONFLICT,
        _ => StatusCode::BAD_GATEWAY,
    };
    sentence(status, || error.to_string())
}

impl App {
    fn is_foreign(&self, headers: &HeaderMap) -> bool {
        let host = self.0.hosts.of_request(headers);
        host.is_none_or(|host| hosts::is_foreign(host, headers))
    }

    /// The current recording. It is fetched only once at a time, for everyone who waits for it, because fetching needs
    /// several times its size in memory.
    async fn recording(&self) -> Result<SharedText, Error> {
        let number = self.0.recording_requests.fetch_add(1, Ordering::Relaxed);
        let mut latest = Arc::clone(&self.0.recording).lock_owned().await;
        if let Some(recording) = latest.get(number) {
            return Ok(recording);
        }
        let asked = self.0.recording_requests.load(Ordering::Relaxed);
        // The lock moves into the task, which continues even if the browser leaves.
        self.with_machine(move |source| {
            source
                .recording()
                .map(|recording| latest.update(&recording, asked))
        })
        .await
    }

    /// Runs a request to the machine on a thread that may block.
    async fn with_machine<T: Send + 'static>(
        &self,
        request: impl FnOnce(&Source) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let permit = Arc::clone(&self.0.machine_requests).acquire_owned().await;
        let source = Arc::clone(&self.0.source);
        let language = LANGUAGE.try_get().unwrap_or_default();
        let done = task::spawn_blocking(move || {
            let _permit = permit; // until it is done, even if the browser leaves
            language::within(language, || request(&source))
        });
        let failed = |_| {
            let text = language::within(language, messages::web_answer_bug);
            Err(Error::Refused(text.into()))
        };
        done.await.unwrap_or_else(failed)
    }
}
