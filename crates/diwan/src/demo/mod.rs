//! The demo town: the communes of the province of Taroudannt, with invented people and their files.
//!
//! Everything in it was done through the real counter, day after day for a year, under a clock of its
//! own; then the town is served under the machine's clock. A folder that holds a town is served as it
//! was left; `--fresh` begins anew. What it is not: fixtures. Nothing is written into tables by hand
//! but accounts and seats.

mod cast;
mod days;
mod lot;
mod moves;
mod names;
mod pieces;
mod plan;
mod says;
mod sheet;
mod sittings;

use crate::config::Config;
use crate::serve::{machine_chance, machine_clock, open, open_with, runtime, serve};
use cast::{Cast, Login, PASSWORD, SECOND_FACTOR, TOWN, VILLAGE};
use civic::Role;
use days::{Days, TownClock};
use desk::Desk;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Span;
use jiff::civil::Date;
use lot::Lot;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Semaphore;

#[derive(clap::Args)]
pub struct Options {
    /// The folder of the demo town.
    #[arg(long, default_value = "diwan-data/demo")]
    data: PathBuf,
    /// The port to serve on.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Begins anew.
    #[arg(long)]
    fresh: bool,
    /// How many files a new town gets, beside those that wait on the desks of the shown communes.
    #[arg(long, default_value_t = FILES)]
    files: usize,
    /// Makes the town and ends without serving it.
    #[arg(long)]
    make_only: bool,
}

/// How many files are made, and over how many days.
const FILES: usize = 640;
const DAYS: i64 = 410;
/// Steps at which files are left for the desks of the shown communes, and how many worked days ago
/// these were filed.
const HELD: [(&str, i32); 8] = [
    ("completeness", 0),
    ("awaiting-completion", 7),
    ("study", 3),
    ("commission", 10),
    ("amendment", 17),
    ("payment", 18),
    ("signature", 18),
    ("refusal", 11),
];
/// What the folder holds beside the data once the town is whole.
const MARK: &str = "demo-town.json";
/// And while it is being made.
const UNFINISHED: &str = "demo-town.unfinished";

/// What is kept beside the data.
#[derive(Serialize, Deserialize)]
struct Mark {
    made: Date,
    logins: Vec<Login>,
}

pub fn run(options: Options) -> Result<(), String> {
    let data = &options.data;
    let mut config = Config::read(data)?;
    if !config.database.is_empty() {
        return Err("the demo town lives in its own folder: unset the option `database`".into());
    }
    config.listen = format!("127.0.0.1:{}", options.port);
    config.address = format!("http://127.0.0.1:{}", options.port);
    if std::env::var_os("DIWAN_LOG").is_none() {
        config.log = "warn".into();
    }
    crate::serve::log(&config);
    // Asked before a town is made for it.
    std::net::TcpListener::bind(&config.listen)
        .map_err(|e| format!("{} is taken ({e}); `--port N` chooses another", config.listen))?;
    let mark = match whole(data) {
        Some(mark) if !options.fresh => mark,
        _ => make(data, &config, options.files)?,
    };
    if options.make_only {
        return Ok(());
    }
    config.accounts = mark.logins.iter().map(Login::offered).collect();
    let desk = open(data, &config, true)?;
    let town = desk.clone();
    serve(desk, &config, |address| {
        welcome(&mark, data, address);
        tokio::spawn(sittings::sign_the_past(town.clone()));
    })
}

/// The mark of a town that was made to the end.
fn whole(data: &Path) -> Option<Mark> {
    let text = std::fs::read_to_string(data.join(MARK)).ok()?;
    serde_json::from_str(&text).ok().filter(|_| data.join("diwan.sqlite").exists())
}

/// Makes the town in an empty folder, or in one that held a demo town.
fn make(data: &Path, config: &Config, files: usize) -> Result<Mark, String> {
    clear(data)?;
    std::fs::write(data.join(UNFINISHED), "").map_err(|e| e.to_string())?;
    let machine = machine_clock();
    let (now, today) = (machine.now(), machine.today());
    let since = today.checked_sub(Span::new().days(DAYS)).map_err(|e| e.to_string())?;
    let town = TownClock::default();
    town.set(days::moment(since, 7, 0));
    let desk = open_with(data, config, true, town.clock(), machine_chance())?;
    let logins = runtime(config)?.block_on(live(&desk, &town, since, now, files))?;
    drop(desk);
    let mark = Mark { made: today, logins };
    let text = serde_json::to_string_pretty(&mark).map_err(|e| e.to_string())?;
    std::fs::write(data.join(MARK), text).map_err(|e| e.to_string())?;
    std::fs::remove_file(data.join(UNFINISHED)).map_err(|e| e.to_string())?;
    Ok(mark)
}

/// Empties a folder, but only of a demo town: never of anything else.
fn clear(data: &Path) -> Result<(), String> {
    std::fs::create_dir_all(data).map_err(|e| format!("{}: {e}", data.display()))?;
    let ours = data.join(MARK).exists() || data.join(UNFINISHED).exists();
    let mut held = std::fs::read_dir(data).map_err(|e| format!("{}: {e}", data.display()))?;
    let stranger = |entry: std::io::Result<std::fs::DirEntry>| entry.is_ok_and(|e| e.file_name() != "diwan.toml");
    if !ours && held.any(stranger) {
        return Err(format!("{} holds something that is not a demo town; choose another with --data", data.display()));
    }
    for name in ["diwan.sqlite", "diwan.sqlite-wal", "diwan.sqlite-shm", MARK, UNFINISHED] {
        match std::fs::remove_file(data.join(name)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(format!("{name}: {e}")),
            _ => {}
        }
    }
    match std::fs::remove_dir_all(data.join("files")) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(format!("files: {e}")),
        _ => Ok(()),
    }
}

/// Everyone moves in, then the days pass.
async fn live(desk: &Desk, town: &TownClock, since: Date, now: i64, files: usize) -> Result<Vec<Login>, String> {
    let said = |e: desk::Error| format!("the demo town: {e} {e:?}");
    let today = i18n::format::local_date(now);
    let mut lot = Lot::seeded(2_026);
    let hash = desk::who::hash_password(desk, PASSWORD).map_err(said)?;
    let everyone = cast::draw(desk, &mut lot, since, today, &hash).map_err(said)?;
    everyone.settle(desk).await.map_err(said)?;
    rates(desk, &everyone, since).await.map_err(said)?;
    let spots = plan::spots(desk, &mut lot);
    let plans = bring(desk, plans(&everyone, &spots, desk, today, files, &mut lot)).await?;
    let bar = ProgressBar::new(DAYS as u64 + 1);
    let style =
        ProgressStyle::with_template("  {msg} {wide_bar:.cyan/dim} {percent:>3} %").map_err(|e| e.to_string())?;
    bar.set_style(style);
    let mut days = Days::new(desk, &everyone, &spots, plans);
    days.live(town, since, now, |days| {
        bar.inc(1);
        bar.set_message(format!("{} acts", days.acts));
    })
    .await?;
    town.set(now);
    drafts(desk, &everyone, &spots, today, &mut lot).await.map_err(said)?;
    bar.finish_and_clear();
    tracing::debug!(standing = ?days.standing(), acts = days.acts, refused = days.refused, "the town has lived");
    Ok(everyone.logins)
}

/// Two communes have voted a rate of their own; the others keep the least of the legal range.
async fn rates(desk: &Desk, everyone: &Cast, since: Date) -> desk::Result<()> {
    for (place, name, value) in [
        (TOWN, "construction-tax-individual", 2_500),
        (TOWN, "construction-tax-collective", 1_500),
        (VILLAGE, "construction-tax-individual", 2_200),
    ] {
        let Some(id) = everyone.holder(Role::Administrator, place) else { continue };
        let Some(who) = desk::who::inside(desk, id).await? else { continue };
        let decision = format!("القرار الجبائي رقم 3/{}", since.year());
        desk::statute::set_value(desk, &who, place, name, value, since, &decision).await?;
    }
    Ok(())
}

/// The files to be: most in the towns, and half of them in the last weeks, so that every desk has
/// something on it.
fn plans(
    everyone: &Cast,
    spots: &[plan::Spot],
    desk: &Desk,
    today: Date,
    files: usize,
    lot: &mut Lot,
) -> Vec<plan::Plan> {
    let weights: Vec<i64> = spots
        .iter()
        .map(|spot| match spot.place {
            TOWN => 170,
            VILLAGE => 60,
            _ if spot.name_fr == "Oulad Teima" => 110,
            _ if spot.town => 22,
            _ => 4,
        })
        .collect();
    let mut plans: Vec<plan::Plan> = (0..files)
        .map(|n| {
            let spot = lot.weighed(&weights);
            let ago = if lot.one_in(2) { lot.from(0, 38) } else { lot.from(39, DAYS - 2) };
            let filed = today.checked_sub(Span::new().days(ago)).unwrap_or(today);
            plan::draw(everyone, spots, spot, filed, n, lot)
        })
        .collect();
    // And two at each step where the desks of the shown communes wait for something, in good time.
    let statute = desk.statute();
    for (spot, _) in spots.iter().enumerate().filter(|(_, s)| s.place == TOWN || s.place == VILLAGE) {
        for (step, worked) in HELD {
            for n in 0..2 {
                let filed = days::before(&statute.calendar, today, worked + n);
                plans.push(plan::held(everyone, spots, spot, filed, plans.len(), step, lot));
            }
        }
    }
    plans
}

/// How many people bring their pieces at once: as many threads, each with memory of its own.
const BRINGERS: usize = 24;

/// Draws and keeps the pieces of every plan, some at once: each waits for the disk, not for another.
async fn bring(desk: &Desk, plans: Vec<plan::Plan>) -> Result<Vec<plan::Plan>, String> {
    let turns = Arc::new(Semaphore::new(BRINGERS));
    let tasks: Vec<_> = plans
        .into_iter()
        .map(|plan| {
            let (desk, turns) = (desk.clone(), turns.clone());
            tokio::spawn(async move {
                let _turn = turns.acquire_owned().await.map_err(|e| desk::Error::Setup(e.to_string()))?;
                let brought = tokio::task::spawn_blocking(move || {
                    moves::prepare(&desk, &plan).map(|brought| plan::Plan { brought, ..plan })
                });
                brought.await.map_err(|e| desk::Error::Setup(e.to_string()))?
            })
        })
        .collect();
    let mut ready = Vec::with_capacity(tasks.len());
    for task in tasks {
        let plan = task.await.map_err(|e| e.to_string())?;
        ready.push(plan.map_err(|e| format!("pieces: {e} {e:?}"))?);
    }
    Ok(ready)
}

/// The citizen has two forms that are not filed yet.
async fn drafts(desk: &Desk, everyone: &Cast, spots: &[plan::Spot], today: Date, lot: &mut Lot) -> desk::Result<()> {
    let Some(who) = desk::who::by_account(desk, everyone.citizens[0].id).await? else { return Ok(()) };
    let Some(town) = spots.iter().position(|spot| spot.place == TOWN) else { return Ok(()) };
    for (n, kept) in [(9_001, 9), (9_002, 22)] {
        let plan = plan::draw(everyone, spots, town, today, n, lot);
        let typed = plan.typed.into_iter().take(kept).collect();
        desk::draft::begin(desk, &who, TOWN, plan.procedure, typed, desk::draft::ForWhom::default()).await?;
    }
    Ok(())
}

/// What the operator reads once the town is open.
fn welcome(mark: &Mark, data: &Path, address: &str) {
    println!("\n  Diwan  {address}\n");
    println!("  The province of Taroudannt, made on {}, in {}", mark.made, crate::serve::shown(data).display());
    println!("  Every account below has the password  {PASSWORD}");
    println!("  Who signs or administers is asked for a second factor: the page shows the code of the moment,");
    println!("  as would any authenticator application with the key  {SECOND_FACTOR}\n");
    for login in &mark.logins {
        println!("  {:<18} {:<36} {:<24} {}", login.role, login.identifier, login.place_fr, login.name_fr);
    }
    println!("\n  Ctrl-C ends it; the same command opens it again as it was.\n");
}
