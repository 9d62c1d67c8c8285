//! A running sandbox: takes the ports, opens the database, serves the origins, and ends them
//! together.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::addresses::Addresses;
use crate::cli::Serve;
use crate::clock::Clock;
use crate::customer::ApiClient;
use crate::deployed::Deployed;
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
    _temporary: Temporary,
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
        let addresses = ports.addresses();
        let mut temporary = Temporary::default();
        let files = temporary.or_chosen(options.files.as_deref())?;
        let clock = Clock::default();
        let ((store, keyed), deployed) = tokio::try_join!(
            open(&options, &clock),
            deployed(&options, &addresses, &mut temporary)
        )?;
        let signer = Signer::load(&store).await?;
        let world = Arc::new_cyclic(|world| World {
            addresses,
            api_key: options.api_key.unwrap_or_else(|| options.environment.new_api_key()),
            environment: options.environment,
            clock,
            store,
            signer,
            keyed,
            pins: Hasher::default(),
            limits: RateLimits::new(options.environment, options.unlimited),
            create_tokens: options.create_tokens,
            unique_tax_numbers: options.unique_tax_numbers.into(),
            unique_tax_numbers_at_start: options.unique_tax_numbers,
            faults: Faults::default(),
            lines: Lines::default(),
            requests: RequestLog::new(options.record, options.log_requests),
            schema: graphql::schema(world.clone(), options.environment),
            folders: Folders { www: options.www, package: options.package, files },
        });
        let client = ApiClient::new(world.addresses.api.clone(), world.api_key.clone())?;

        let (stop, stopped) = watch::channel(false);
        let mut serving = JoinSet::new();
        let lines = &world.lines;
        serving.spawn(ports.app.serve(
            app::router(&world, client),
            Arc::default(),
            stopped.clone(),
        ));
        serving.spawn(ports.frame.serve(
            frame::router(&world, deployed),
            Arc::clone(&lines.frame),
            stopped.clone(),
        ));
        serving.spawn(ports.api.serve(
            api::router(&world),
            Arc::clone(&lines.api),
            stopped.clone(),
        ));
        serving.spawn(ports.upload.serve(
            upload::router(&world),
            Arc::clone(&lines.upload),
            stopped.clone(),
        ));
        if let Some(bound) = ports.control {
            serving.spawn(bound.serve(control::router(&world), Arc::default(), stopped));
        }
        Ok(Self { world, stop, serving, _temporary: temporary })
    }

    /// Where each origin is.
    pub fn addresses(&self) -> &Addresses {
        &self.world.addresses
    }

    /// The API key of the one organization.
    pub fn api_key(&self) -> &str {
        &self.world.api_key
    }

    /// Ends all origins: no new connections, a moment for the requests under way, then the rest is
    /// dropped.
    pub async fn stop(mut self) {
        // Nobody listens any more if they all ended by themselves.
        let _ = self.stop.send(true);
        while self.serving.join_next().await.is_some() {}
    }
}

async fn open(options: &Serve, clock: &Clock) -> Result<(Store, Keyed), StartError> {
    let problem = |source| StartError::Database { database: options.database.to_string(), source };
    let (store, new) = Store::open(&options.database).map_err(problem)?;
    let key =
        store.secret("keyed-hashes", || random::bytes::<32>().to_vec()).await.map_err(problem)?;
    let unusable = || StoreError::Unreadable("the key of the keyed hashes".to_owned());
    let keyed = Keyed::new(&key).ok_or_else(unusable).map_err(problem)?;
    if new {
        store.seed(&keyed, clock.now()).await.map_err(problem)?;
    }
    Ok((store, keyed))
}

/// The frame to be served: the one that was chosen, or the package's own, deployed for these
/// addresses.
async fn deployed(
    options: &Serve,
    addresses: &Addresses,
    temporary: &mut Temporary,
) -> Result<Option<Deployed>, StartError> {
    match &options.frame {
        Some(folder) => Deployed::read(folder).map(Some),
        None => Deployed::deploy(&options.package, addresses, &temporary.folder()?).await,
    }
}

/// Folders that are deleted at the end, however it comes.
#[derive(Default)]
struct Temporary(Vec<PathBuf>);

impl Temporary {
    /// A new folder.
    fn folder(&mut self) -> Result<PathBuf, StartError> {
        let folder =
            std::env::temp_dir().join(format!("sordino-sandbox-{}", hex(&random::bytes::<8>())));
        make(&folder)?;
        self.0.push(folder.clone());
        Ok(folder)
    }

    /// The folder that was chosen, made if need be; else a new one.
    fn or_chosen(&mut self, chosen: Option<&Path>) -> Result<PathBuf, StartError> {
        let Some(folder) = chosen else { return self.folder() };
        make(folder)?;
        Ok(folder.to_owned())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        for folder in &self.0 {
            // What can't be deleted is in the system's folder for such things.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn make(folder: &Path) -> Result<(), StartError> {
    std::fs::create_dir_all(folder)
        .map_err(|source| StartError::Files { folder: folder.to_owned(), source })
}
