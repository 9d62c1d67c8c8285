//! A running sandbox: binds the ports, opens the database, and serves the origins until it ends.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::addresses::Addresses;
use crate::caller::Authenticator;
use crate::cli::Serve;
use crate::clock::Clock;
use crate::customer::ApiClient;
use crate::deployed::Deployed;
use crate::errors::{StartError, StoreError};
use crate::faults::Injector;
use crate::faults::connectivity::OriginConnectivity;
use crate::graphql::{self, Services};
use crate::keyed::Keyed;
use crate::listen::{Bound, Place, bind};
use crate::origins::{api, app, control, frame, upload};
use crate::pin::Hasher;
use crate::random;
use crate::rate_limit::RateLimits;
use crate::requests::RequestLog;
use crate::store::Store;
use crate::tax_number_policy::TaxNumberPolicy;
use crate::text::hex;
use crate::token::Tokens;
use crate::token::signer::Signer;
use crate::uploads::UploadAddresses;

/// A running sandbox. Dropping it ends it at once. [`Sandbox::stop`] waits for requests under way.
pub struct Sandbox {
    addresses: Addresses,
    api_key: String,
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
    async fn bind(options: &Serve) -> Result<Self, StartError> {
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
    /// Starts the sandbox. When this returns, all origins answer.
    pub async fn start(options: Serve) -> Result<Self, StartError> {
        let ports = Ports::bind(&options).await?;
        let addresses = ports.addresses();
        let mut temporary = Temporary::default();
        let files = temporary.or_chosen(options.files.as_deref())?;
        let clock = Clock::default();
        let ((store, keyed), deployed) = tokio::try_join!(
            open(&options, &clock),
            deployed(&options, &addresses, &mut temporary)
        )?;
        let signer = Signer::load(&store).await?;
        let api_key = options.api_key.unwrap_or_else(|| options.environment.new_api_key());
        let tokens = Tokens::new(signer, store.clone(), clock.clone(), options.environment);
        let upload_addresses = UploadAddresses::new(keyed.clone(), addresses.upload.clone());
        let pins = Hasher::default();
        let tax_numbers = TaxNumberPolicy::new(options.unique_tax_numbers);
        let limits = Arc::new(RateLimits::new(options.environment, options.unlimited));
        let faults = Arc::new(Injector::new(clock.clone(), store.clone(), addresses.app.clone()));
        let connectivity = OriginConnectivity::default();
        let log = Arc::new(RequestLog::new(options.record, options.log_requests));

        let services = Services {
            store: store.clone(),
            clock: clock.clone(),
            keyed: keyed.clone(),
            pins: pins.clone(),
            tokens: tokens.clone(),
            upload_addresses: upload_addresses.clone(),
            create_tokens: options.create_tokens,
            tax_numbers: tax_numbers.clone(),
        };
        let customer = app::Customer {
            api: ApiClient::new(addresses.api.clone(), api_key.clone())?,
            addresses: addresses.clone(),
            store: store.clone(),
            clock: clock.clone(),
        };
        let folders = app::Folders { www: options.www, package: options.package };
        let api = api::Api {
            schema: graphql::schema(services, options.environment),
            authenticator: Authenticator::new(api_key.clone(), tokens.clone()),
            limits: Arc::clone(&limits),
            clock: clock.clone(),
            faults: Arc::clone(&faults),
            log: Arc::clone(&log),
        };
        let uploads = upload::Uploads {
            addresses: upload_addresses,
            store: store.clone(),
            clock: clock.clone(),
            folder: files,
        };

        let (stop, stopped) = watch::channel(false);
        let mut serving = JoinSet::new();
        let mut serve = |bound: Bound, router, connectivity| {
            serving.spawn(bound.serve(router, connectivity, stopped.clone()));
        };
        serve(ports.app, app::router(customer, &folders, &log), Arc::default());
        let router = frame::router(deployed, &faults, &log);
        serve(ports.frame, router, Arc::clone(&connectivity.frame));
        serve(ports.api, api::router(api), Arc::clone(&connectivity.api));
        let router = upload::router(uploads, &faults, &log);
        serve(ports.upload, router, Arc::clone(&connectivity.upload));
        if let Some(bound) = ports.control {
            let controls = control::Controls {
                store,
                clock,
                keyed,
                pins,
                tokens,
                tax_numbers,
                limits,
                faults,
                connectivity,
                log,
            };
            serve(bound, control::router(controls), Arc::default());
        }
        Ok(Self { addresses, api_key, stop, serving, _temporary: temporary })
    }

    /// The address of each origin.
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// The API key of the one organization.
    pub fn api_key(&self) -> &str {
        &self.api_key
    }

    /// Ends all origins. Requests under way get a moment to finish.
    pub async fn stop(mut self) {
        // Sending fails only if all origins have ended already.
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

/// Returns the chosen frame, or deploys the package's frame for these addresses.
async fn deployed(
    options: &Serve,
    addresses: &Addresses,
    temporary: &mut Temporary,
) -> Result<Option<Deployed>, StartError> {
    if let Some(folder) = &options.frame {
        return Deployed::read(folder).map(Some);
    }
    let deployed = Deployed::deploy(&options.package, addresses, &temporary.folder()?).await?;
    if deployed.is_none() {
        eprintln!(
            "sordino-sandbox: no frame in {}: run `cargo xtask build` first, or name the package \
             with --package",
            options.package.display()
        );
    }
    Ok(deployed)
}

/// Temporary folders, deleted on drop.
#[derive(Default)]
struct Temporary(Vec<PathBuf>);

impl Temporary {
    /// Makes a new temporary folder.
    fn folder(&mut self) -> Result<PathBuf, StartError> {
        let folder =
            std::env::temp_dir().join(format!("sordino-sandbox-{}", hex(&random::bytes::<8>())));
        make(&folder)?;
        self.0.push(folder.clone());
        Ok(folder)
    }

    /// Returns the chosen folder, which is made if it does not exist, or a new temporary one.
    fn or_chosen(&mut self, chosen: Option<&Path>) -> Result<PathBuf, StartError> {
        let Some(folder) = chosen else { return self.folder() };
        make(folder)?;
        Ok(folder.to_owned())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        for folder in &self.0 {
            // A folder that can't be deleted stays in the system's folder for temporary files.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn make(folder: &Path) -> Result<(), StartError> {
    std::fs::create_dir_all(folder)
        .map_err(|source| StartError::Files { folder: folder.to_owned(), source })
}
