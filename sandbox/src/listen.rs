//! Sockets: binds ports with clear errors and serves them until the sandbox ends. Unlike
//! `axum::serve`, it can leave a request unanswered.

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
use crate::faults::connectivity::{Connectivity, Reach, Wanted};

/// How long requests under way may take when the sandbox ends.
const GRACE: Duration = Duration::from_secs(1);

/// The name and port of an origin, and the option that changes the port.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub origin: &'static str,
    pub port: u16,
    pub flag: &'static str,
}

/// A port that is bound for an origin.
pub struct Bound {
    sockets: Vec<TcpListener>,
    pub port: u16,
}

/// Binds a port on this machine only. `localhost` may mean IPv6 to a browser, so the IPv6 port is
/// bound too where it exists.
pub async fn bind(place: Place) -> Result<Bound, StartError> {
    let v4 = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, place.port)))
        .await
        .map_err(|source| place.error(place.port, source))?;
    let port = v4.local_addr().map_err(|source| place.error(place.port, source))?.port();
    let mut sockets = vec![v4];
    match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await {
        Ok(v6) => sockets.push(v6),
        // Another program would get half of the connections.
        Err(source) if source.kind() == io::ErrorKind::AddrInUse && place.port != 0 => {
            return Err(place.error(port, source));
        }
        // IPv6 is missing, or the system chose a port that is taken there. Browsers also try IPv4.
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
    /// Serves until `stop` turns true, then waits a moment for requests under way. `connectivity`
    /// says how far connections get.
    pub async fn serve(
        self,
        router: Router,
        connectivity: Arc<Connectivity>,
        mut stop: watch::Receiver<bool>,
    ) {
        let places: Vec<SocketAddr> =
            self.sockets.iter().filter_map(|socket| socket.local_addr().ok()).collect();
        let mut sockets = self.sockets;
        let mut wanted = connectivity.watch();
        let graceful = GracefulShutdown::new();
        let mut connections = JoinSet::new();
        loop {
            let Wanted { number, reach } = *wanted.borrow_and_update();
            if number > 0 {
                connections.shutdown().await;
                // Closing the sockets cuts the connections that wait in them, so that they are not
                // served later.
                sockets.clear();
                if reach != Reach::Refused {
                    sockets = listen_again(&places).await;
                }
                connectivity.report(number);
            }
            let is_accepting = reach.lets_requests_in() && !sockets.is_empty();
            let is_over = loop {
                tokio::select! {
                    accepted = accept(&sockets), if is_accepting => match accepted {
                        Ok(stream) => {
                            let watcher = graceful.watcher();
                            connections.spawn(connection(
                                stream,
                                router.clone(),
                                reach == Reach::Open,
                                watcher,
                            ));
                        }
                        // Usually too many open files, which is temporary.
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
        // Requests that take longer are dropped with `connections`.
        let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    }
}

/// Accepts the next connection on any of the sockets.
async fn accept(sockets: &[TcpListener]) -> io::Result<TcpStream> {
    let (accepted, ..) = select_all(sockets.iter().map(|socket| Box::pin(socket.accept()))).await;
    accepted.map(|(stream, _)| stream)
}

/// Binds ports again that were closed a moment ago.
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

/// Waits until the sandbox is to end, or until the sender of that message is gone.
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
    // A client that disconnects in the middle is no error.
    let _ = watcher.watch(connection).await;
}
