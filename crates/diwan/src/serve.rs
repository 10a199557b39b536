//! Serving: migrations, the screens and the API, the reconcilers, and a clean end.

use crate::Data;
use crate::config::Config;
use crate::street::{HOUSES, street};
use desk::{Chance, Clock, Desk};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::{Db, Files};
use tokio::net::TcpListener;
use tokio::sync::watch;

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    data: Data,
    /// The port to listen on; the option `listen` says where otherwise.
    #[arg(long)]
    port: Option<u16>,
}

pub fn run(options: Options) -> Result<(), String> {
    let mut config = Config::read(&options.data.data)?;
    if let Some(port) = options.port {
        config.listen = format!("127.0.0.1:{port}");
        config.address = format!("http://127.0.0.1:{port}");
    }
    log(&config);
    let desk = open(&options.data.data, &config, false)?;
    serve(desk, &config, |address| tracing::info!(%address, "Diwan is open"))
}

/// The machine's clock: the one place where the program reads it to decide.
#[allow(clippy::disallowed_methods)]
pub fn machine_clock() -> Clock {
    Clock::new(|| jiff::Timestamp::now().as_microsecond())
}

/// The machine's randomness.
pub fn machine_chance() -> Chance {
    Chance::new(|bytes| {
        // Without randomness no secret is a secret: better to stop than to go on.
        if let Err(error) = getrandom::fill(bytes) {
            tracing::error!(%error, "the machine gives no randomness");
            std::process::abort();
        }
    })
}

/// Opens the town's data: the store, its migrations, the blobs, the counter.
pub fn open(data: &Path, config: &Config, demo: bool) -> Result<Desk, String> {
    open_with(data, config, demo, machine_clock(), machine_chance())
}

pub fn open_with(data: &Path, config: &Config, demo: bool, clock: Clock, chance: Chance) -> Result<Desk, String> {
    std::fs::create_dir_all(data).map_err(|e| format!("{}: {e}", data.display()))?;
    let db = Db::open(&config.engine(data)).map_err(|e| format!("database: {e}"))?;
    let street = street()?;
    store::migrate::run(&db, &street.migrations(), clock.now()).map_err(|e| format!("migrations: {e}"))?;
    let files = Files::open(&data.join("files")).map_err(|e| format!("files: {e}"))?;
    let holds_keys = db.read_now(store::keys::any).map_err(|e| format!("keys: {e}"))?;
    let ruling = desk::keys::rotation::ruling(&db).map_err(|e| format!("keys: {e}"))?;
    crate::master::settle(&config.master_file(data), ruling.as_deref())?;
    let master = crate::master::master(&config.master_file(data), holds_keys, &chance)?;
    let mut options = config.desk_options(data, demo, master)?;
    options.register.checkpoint_file = Some(data.join("checkpoint"));
    Desk::open(db, files, clock, chance, street, options).map_err(|e| e.to_string())
}

pub fn runtime(config: &Config) -> Result<tokio::runtime::Runtime, String> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    if 0 < config.threads {
        builder.worker_threads(config.threads);
    }
    builder.enable_all().build().map_err(|e| e.to_string())
}

pub fn log(config: &Config) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let writer = || desk::redact::Redacting(std::io::stderr());
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_target(true);
    std::panic::set_hook(Box::new(desk::redact::panicked));
    let started = match config.log_format.as_str() {
        "json" => builder.json().try_init(),
        _ => builder.compact().try_init(),
    };
    if started.is_err() {
        tracing::debug!("logging was already started");
    }
}

/// Serves until asked to stop, then lets every request and pass end. `ready` hears the address.
pub fn serve(desk: Desk, config: &Config, ready: impl FnOnce(&str)) -> Result<(), String> {
    web::gauge::recorder();
    let mut app = web::App::new(desk.clone(), HOUSES, config.behind_proxy)?;
    if !config.theme.is_empty() {
        app = app.with_theme(web::theme::Theme::read(Path::new(&config.theme))?);
    }
    let router = web::server::router(app, HOUSES);
    runtime(config)?.block_on(async move {
        let listener = TcpListener::bind(&config.listen).await.map_err(|e| format!("listen on {}: {e}", config.listen))?;
        renew(&desk).await?;
        let (stop, stopped) = watch::channel(false);
        let last = desk.clone();
        let worker = tokio::spawn(reconcile(desk, stopped.clone()));
        tokio::spawn(async move {
            asked_to_stop().await;
            let _ = stop.send(true);
        });
        ready(&config.address);
        let mut ending = stopped.clone();
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let server = axum::serve(listener, service).with_graceful_shutdown(async move {
            let _ = ending.wait_for(|stop| *stop).await;
        });
        let mut patience = stopped;
        tokio::select! {
            served = server => served.map_err(|e| e.to_string())?,
            // A client that holds its connection open holds nothing up for longer than this.
            () = async { let _ = patience.wait_for(|stop| *stop).await; tokio::time::sleep(Duration::from_secs(10)).await } => {}
        }
        worker.await.map_err(|e| e.to_string())?;
        // After the last request: how often each file was looked at, which was counted in memory.
        desk::readings::flush(&last).await.map(drop).map_err(|e| e.to_string())
    })
}

/// Gives acts their places in the register every second, however much other work waits.
async fn seal(desk: Desk, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if let Err(error) = desk::register::pass(&desk).await {
            tracing::error!(%error, "the register cannot go on");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            _ = stopped.wait_for(|stop| *stop) => return,
        }
    }
}

/// Passes on a timer and on a nudge, until the end.
async fn reconcile(desk: Desk, mut stopped: watch::Receiver<bool>) {
    tokio::spawn(seal(desk.clone(), stopped.clone()));
    let mut last_sweep = None;
    loop {
        match desk::work::pass(&desk).await {
            Ok(done) if done.did_something() && !*stopped.borrow() => continue,
            Ok(_) => {}
            Err(error) => tracing::warn!(code = error.code(), "a pass failed and will be tried again"),
        }
        let today = desk.clock.today();
        if last_sweep != Some(today) && desk::work::sweep(&desk).await.is_ok() {
            last_sweep = Some(today);
        }
        tokio::select! {
            () = desk.nudged() => {}
            () = tokio::time::sleep(Duration::from_secs(15)) => {}
            _ = stopped.wait_for(|stop| *stop) => {}
        }
        if *stopped.borrow() {
            break;
        }
    }
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut term) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = term.recv() => {}
    }
}

/// Only the work that follows.
pub fn work(data: Data) -> Result<(), String> {
    let config = Config::read(&data.data)?;
    log(&config);
    let desk = open(&data.data, &config, false)?;
    runtime(&config)?.block_on(async move {
        renew(&desk).await?;
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(async move {
            asked_to_stop().await;
            let _ = stop.send(true);
        });
        reconcile(desk, stopped).await;
        Ok(())
    })
}

/// Figures that were counted by an older rule are counted anew, once, before anybody reads them.
async fn renew(desk: &Desk) -> Result<(), String> {
    let files = desk::figures::renew(desk).await.map_err(|e| format!("figures: {e}"))?;
    if 0 < files {
        tracing::info!(files, "the figures were counted anew");
    }
    Ok(())
}

/// The data folder as it is named to people.
pub fn shown(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}
