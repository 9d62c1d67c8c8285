//! Sockets: takes ports with clear errors, serves them until told to stop, and can leave a request unanswered, which
//! `axum::serve` can't.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::errors::StartError;
use crate::faults::Unanswered;

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

/// Takes a port on this machine only. `localhost` may mean IPv6 to a browser, so that is taken too where it exists.
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
        // No IPv6 here, or a port of the system's choice that is taken there: IPv4 is found as well.
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
    /// Serves until `stop` turns true; then waits a moment for what is under way.
    pub async fn serve(self, router: Router, stop: watch::Receiver<bool>) {
        let mut accepting = JoinSet::new();
        for socket in self.sockets {
            accepting.spawn(accept(socket, router.clone(), stop.clone()));
        }
        accepting.join_all().await;
    }
}

async fn accept(socket: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = socket.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, router.clone(), graceful.watcher()));
                }
                // Too many open files, mostly: it passes.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
            () = stopped(&mut stop) => break,
        }
    }
    drop(socket);
    // What is not done by then is dropped with `connections`.
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
}

/// Ready when the sandbox is to end; also when whoever could say so is gone.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn connection(stream: TcpStream, router: Router, watcher: hyper_util::server::graceful::Watcher) {
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
        .serve_connection(TokioIo::new(stream), service);
    // A client that goes away in the middle is nothing to report.
    let _ = watcher.watch(connection).await;
}
