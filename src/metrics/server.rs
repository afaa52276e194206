//! Answers `GET /metrics` with what the daemon says at this moment, under the rules of the page in the browser: the same
//! names of hosts, the same limits on connections.
//!
//! A daemon that does not answer is `backpropd_up 0`, not an error: that is what a person wants to be told.

use crate::observe::Error;
use crate::prometheus::{CONTENT_TYPE, text};
use crate::status::Status;
use crate::web::connections::{Connections, Limits};
use crate::web::hosts::Hosts;
use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::{task, time};
use tokio_io_timeout::TimeoutStream;

/// How many connections there may be at a time.
const MAX_CONNECTIONS: usize = 32;

/// How many of them may ask the daemon at a time: it has room for 16 clients in all.
const MAX_DAEMON_REQUESTS: usize = 4;

/// How long a connection may last, and how long it may take for each part.
const IO_TIMEOUT: Duration = Duration::from_secs(10);
const MAX_CONNECTION_TIME: Duration = Duration::from_secs(60);

/// The longest head of a request, in bytes.
const MAX_HEAD_BYTES: usize = 16 << 10;

/// How long to wait after a connection could not be accepted, as without a free file descriptor.
const RETRY_DELAY: Duration = Duration::from_millis(100);

/// Asks the daemon for its status.
type Ask = dyn Fn() -> Result<Status, Error> + Send + Sync;

/// A server of metrics, listening.
pub struct Server {
    listener: TcpListener,
    app: Arc<App>,
}

struct App {
    hosts: Hosts,
    ask: Box<Ask>,
    requests: Arc<Semaphore>,
}

impl Server {
    /// Listens at the first of these addresses where it can, for those who ask for one of `hosts`.
    ///
    /// # Errors
    /// When it cannot listen there.
    pub async fn bind(
        addresses: &[SocketAddr],
        hosts: Hosts,
        ask: impl Fn() -> Result<Status, Error> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Ok(Self {
            listener: TcpListener::bind(addresses).await?,
            app: Arc::new(App {
                hosts,
                ask: Box::new(ask),
                requests: Arc::new(Semaphore::new(MAX_DAEMON_REQUESTS)),
            }),
        })
    }

    /// Where it listens: the port too when any would do.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves every client, until the program ends.
    pub async fn serve(self) {
        let connections = Connections::new(Limits {
            viewers: 0,
            viewers_per_address: 0,
            others: MAX_CONNECTIONS,
        });
        loop {
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    let app = Arc::clone(&self.app);
                    connections.serve(Some(peer.ip()), |seat| async move {
                        serve_connection(stream, app).await;
                        drop(seat);
                    });
                }
                Err(error) => {
                    log::debug!("a connection could not be accepted: {error}");
                    time::sleep(RETRY_DELAY).await;
                }
            }
        }
    }
}

async fn serve_connection(stream: TcpStream, app: Arc<App>) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(IO_TIMEOUT));
    let service = service_fn(move |request| {
        let app = Arc::clone(&app);
        async move { Ok::<_, Infallible>(answer(&app, &request).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(IO_TIMEOUT)
        .max_buf_size(MAX_HEAD_BYTES)
        .keep_alive(false)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    if let Ok(Err(error)) = time::timeout(MAX_CONNECTION_TIME, connection).await {
        log::debug!("a connection was given up: {error}");
    }
}

async fn answer(app: &Arc<App>, request: &Request<Incoming>) -> Response<Body> {
    if !app.hosts.accept(request) {
        return plain(
            StatusCode::MISDIRECTED_REQUEST,
            "unknown host name: ask by IP address, or start with --allow-host\n",
        );
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "allowed: GET\n");
    }
    if request.uri().path() != "/metrics" {
        return plain(StatusCode::NOT_FOUND, "the metrics are at /metrics\n");
    }
    let text = metrics(app).await;
    let mut answer = Response::new(Body::from(text));
    let kind = HeaderValue::from_static(CONTENT_TYPE);
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}

/// Asks the daemon, on a thread that may wait for it.
async fn metrics(app: &Arc<App>) -> String {
    let permit = Arc::clone(&app.requests).acquire_owned().await;
    let asked = Arc::clone(app);
    let status = task::spawn_blocking(move || {
        let status = (asked.ask)();
        drop(permit);
        status
    });
    match status.await {
        Ok(Ok(status)) => text(Some(&status)),
        Ok(Err(error)) => {
            log::debug!("the daemon does not answer: {error}");
            text(None)
        }
        Err(_) => text(None),
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut answer = Response::new(Body::from(text));
    *answer.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}
