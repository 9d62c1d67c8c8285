//! A running sandbox: takes the ports, opens the database, serves the origins, and ends them together.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::addresses::Addresses;
use crate::cli::Serve;
use crate::clock::Clock;
use crate::customer::ApiClient;
use crate::errors::{StartError, StoreError};
use crate::faults::Faults;
use crate::faults::line::Lines;
use crate::keyed::Keyed;
use crate::listen::{Bound, Place, bind};
use crate::origins::{api, app, control, frame, upload};
use crate::pin::Hasher;
use crate::rate_limit::RateLimits;
use crate::requests::RequestLog;
use crate::store::Store;
use crate::text::hex;
use crate::token::signer::Signer;
use crate::world::{Folders, World};
use crate::{graphql, random};

/// A running sandbox. Dropping it ends it at once; [`Sandbox::stop`] waits for what is under way.
pub struct Sandbox {
    world: Arc<World>,
    stop: watch::Sender<bool>,
    serving: JoinSet<()>,
    temporary: Option<PathBuf>,
}

/// The ports of all origins.
struct Ports {
    app: Bound,
    frame: Bound,
    api: Bound,
    upload: Bound,
    control: Option<Bound>,
}

impl Ports {
    async fn take(options: &Serve) -> Result<Self, StartError> {
        let place = |origin, port, flag| bind(Place { origin, port, flag });
        Ok(Self {
            app: place("app", options.app_port, "--app-port").await?,
            frame: place("frame", options.frame_port, "--frame-port").await?,
            api: place("API", options.api_port, "--api-port").await?,
            upload: place("upload", options.upload_port, "--upload-port").await?,
            control: if options.controls {
                Some(place("control", options.control_port, "--control-port").await?)
            } else {
                None
            },
        })
    }

    fn addresses(&self) -> Addresses {
        let control = self.control.as_ref().map(|bound| bound.port);
        Addresses::new(self.app.port, self.frame.port, self.api.port, self.upload.port, control)
    }
}

impl Sandbox {
    /// Starts it. When this returns, all origins answer.
    pub async fn start(options: Serve) -> Result<Self, StartError> {
        let ports = Ports::take(&options).await?;
        let (files, temporary) = files(options.files.as_deref())?;
        let clock = Clock::default();
        let (store, keyed) = open(&options, &clock).await?;
        let signer = Signer::load(&store).await?;
        let world = Arc::new_cyclic(|world| World {
            addresses: ports.addresses(),
            api_key: options.api_key.unwrap_or_else(|| format!("sk_test_{}", hex(&random::bytes::<24>()))),
            clock,
            store,
            signer,
            keyed,
            pins: Hasher::default(),
            limits: RateLimits::default(),
            create_tokens: options.create_tokens,
            faults: Faults::default(),
            lines: Lines::default(),
            requests: RequestLog::new(options.record, options.log_requests),
            schema: graphql::schema(world.clone()),
            folders: Folders { www: options.www, package: options.package, frame: options.frame, files },
        });
        let client = ApiClient::new(world.addresses.api.clone(), world.api_key.clone())?;

        let (stop, stopped) = watch::channel(false);
        let mut serving = JoinSet::new();
        let lines = &world.lines;
        serving.spawn(ports.app.serve(app::router(&world, client), Arc::default(), stopped.clone()));
        serving.spawn(ports.frame.serve(frame::router(&world)?, Arc::clone(&lines.frame), stopped.clone()));
        serving.spawn(ports.api.serve(api::router(&world), Arc::clone(&lines.api), stopped.clone()));
        serving.spawn(ports.upload.serve(upload::router(&world), Arc::clone(&lines.upload), stopped.clone()));
        if let Some(bound) = ports.control {
            serving.spawn(bound.serve(control::router(&world), Arc::default(), stopped));
        }
        Ok(Self { world, stop, serving, temporary })
    }

    /// Where each origin is.
    pub fn addresses(&self) -> &Addresses {
        &self.world.addresses
    }

    /// The API key of the one organization.
    pub fn api_key(&self) -> &str {
        &self.world.api_key
    }

    /// Ends all origins: no new connections, a moment for the requests under way, then the rest is dropped.
    pub async fn stop(mut self) {
        // Nobody listens any more if they all ended by themselves.
        let _ = self.stop.send(true);
        while self.serving.join_next().await.is_some() {}
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(folder) = &self.temporary {
            // What can't be deleted is in the system's folder for such things.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

async fn open(options: &Serve, clock: &Clock) -> Result<(Store, Keyed), StartError> {
    let problem = |source| StartError::Database { database: options.database.to_string(), source };
    let (store, new) = Store::open(&options.database).map_err(problem)?;
    let key = store.secret("keyed-hashes", || random::bytes::<32>().to_vec()).await.map_err(problem)?;
    let unusable = || StoreError::Unreadable("the key of the keyed hashes".to_owned());
    let keyed = Keyed::new(&key).ok_or_else(unusable).map_err(problem)?;
    if new {
        store.seed(&keyed, clock.now()).await.map_err(problem)?;
    }
    Ok((store, keyed))
}

/// The folder of uploaded files, made if need be, and the same again if it is to be deleted at the end.
fn files(chosen: Option<&Path>) -> Result<(PathBuf, Option<PathBuf>), StartError> {
    let own = || std::env::temp_dir().join(format!("sordino-sandbox-{}", hex(&random::bytes::<8>())));
    let folder = chosen.map_or_else(own, Path::to_owned);
    std::fs::create_dir_all(&folder).map_err(|source| StartError::Files { folder: folder.clone(), source })?;
    let temporary = chosen.is_none().then(|| folder.clone());
    Ok((folder, temporary))
}
