//! Sockets: takes ports with clear errors, serves them until told to stop, and can leave a request
//! unanswered, which `axum::serve` can't.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use futures_util::future::select_all;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::errors::StartError;
use crate::faults::Unanswered;
use crate::faults::line::{Line, Reach};

/// How long requests that are under way get when the sandbox ends.
const GRACE: Duration = Duration::from_secs(1);

/// An origin's place: its name, its port and the option that changes the port.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub origin: &'static str,
    pub port: u16,
    pub flag: &'static str,
}

/// A port that was taken for an origin.
pub struct Bound {
    sockets: Vec<TcpListener>,
    pub port: u16,
}

/// Takes a port on this machine only. `localhost` may mean IPv6 to a browser, so that is taken too
/// where it exists.
pub async fn bind(place: Place) -> Result<Bound, StartError> {
    let v4 = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, place.port)))
        .await
        .map_err(|source| place.error(place.port, source))?;
    let port = v4.local_addr().map_err(|source| place.error(place.port, source))?.port();
    let mut sockets = vec![v4];
    match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await {
        Ok(v6) => sockets.push(v6),
        // Someone else would get half of the visitors.
        Err(source) if source.kind() == io::ErrorKind::AddrInUse && place.port != 0 => {
            return Err(place.error(port, source));
        }
        // No IPv6 here, or a port of the system's choice that is taken there: IPv4 is found as
        // well.
        Err(_) => {}
    }
    Ok(Bound { sockets, port })
}

impl Place {
    fn error(self, port: u16, source: io::Error) -> StartError {
        let Self { origin, flag, .. } = self;
        if source.kind() == io::ErrorKind::AddrInUse {
            StartError::PortTaken { origin, port, flag }
        } else {
            StartError::Port { origin, port, flag, source }
        }
    }
}

impl Bound {
    /// Serves until `stop` turns true; then waits a moment for what is under way. How far clients
    /// get is for `line` to say.
    pub async fn serve(self, router: Router, line: Arc<Line>, mut stop: watch::Receiver<bool>) {
        let places: Vec<SocketAddr> =
            self.sockets.iter().filter_map(|socket| socket.local_addr().ok()).collect();
        let mut sockets = self.sockets;
        let mut wanted = line.watch();
        let graceful = GracefulShutdown::new();
        let mut connections = JoinSet::new();
        loop {
            let (number, reach) = *wanted.borrow_and_update();
            if number > 0 {
                connections.shutdown().await;
                // Also what waits in the old sockets is cut: it must not be served later.
                sockets.clear();
                if reach != Reach::Refused {
                    sockets = listen_again(&places).await;
                }
                line.is_so(number);
            }
            let is_over = loop {
                tokio::select! {
                    accepted = accept(&sockets), if reach.is_through() && !sockets.is_empty() => match accepted {
                        Ok(stream) => {
                            let keep_alive = reach == Reach::Open;
                            connections.spawn(connection(stream, router.clone(), keep_alive, graceful.watcher()));
                        }
                        // Too many open files, mostly: it passes.
                        Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                    },
                    Some(_) = connections.join_next() => {}
                    changed = wanted.changed() => break changed.is_err(),
                    () = stopped(&mut stop) => break true,
                }
            };
            if is_over {
                break;
            }
        }
        drop(sockets);
        // What is not done by then is dropped with `connections`.
        let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    }
}

/// The next connection on any of the sockets.
async fn accept(sockets: &[TcpListener]) -> io::Result<TcpStream> {
    let (accepted, ..) = select_all(sockets.iter().map(|socket| Box::pin(socket.accept()))).await;
    accepted.map(|(stream, _)| stream)
}

/// Takes ports again that were given back a moment ago.
async fn listen_again(places: &[SocketAddr]) -> Vec<TcpListener> {
    let mut sockets = Vec::new();
    for place in places {
        for _ in 0..50 {
            if let Ok(socket) = TcpListener::bind(place).await {
                sockets.push(socket);
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    sockets
}

/// Ready when the sandbox is to end; also when whoever could say so is gone.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn connection(stream: TcpStream, router: Router, keep_alive: bool, watcher: Watcher) {
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let router = router.clone();
        async move {
            let response = match router.oneshot(request.map(Body::new)).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            match response.extensions().get::<Unanswered>() {
                None => Ok(response),
                // An error makes hyper close the connection without an answer.
                Some(Unanswered::Drop) => Err(io::Error::from(io::ErrorKind::ConnectionAborted)),
                Some(Unanswered::Never) => std::future::pending().await,
            }
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .keep_alive(keep_alive)
        .serve_connection(TokioIo::new(stream), service);
    // A client that goes away in the middle is nothing to report.
    let _ = watcher.watch(connection).await;
}
