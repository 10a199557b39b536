//! What an operator asks of a town: check, backup, restore, export, the first user (`user.rs`). Its proof is in `verify`.

use crate::Data;
use crate::config::Config;
use crate::serve::{open, runtime};
use crate::street::street;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct CheckOptions {
    #[command(flatten)]
    data: Data,
    /// Writes a drawing (SVG) of each procedure into this folder.
    #[arg(long)]
    draw: Option<PathBuf>,
}

/// Reads every procedure as a careful colleague would, before a citizen meets it.
pub fn check(options: CheckOptions) -> Result<(), String> {
    let _ = options.data;
    let street = street()?;
    let words = street.words().map_err(|faults| format!("words: {faults:?}"))?;
    let calendar = civic::Calendar::new(street.holidays.iter().map(|h| h.day));
    let today = crate::serve::machine_clock().today();
    let mut findings = 0;
    if let Some(lacks) = desk::statute::own_lack(&street.law, today) {
        findings += 1;
        println!("{lacks}");
    }
    for procedure in street.catalogue() {
        let known = |key: &str| {
            i18n::Lang::ALL.into_iter().filter(|lang| !words.has(*lang, key)).map(|l| l.tag()).collect::<Vec<_>>()
        };
        let report = civic::check::check(&procedure, &street.law, &calendar, today, &known);
        findings += report.findings.len();
        println!("{report}");
        if let Some(folder) = &options.draw {
            std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
            for lang in i18n::Lang::ALL {
                let say = |key: &str| words.plain(lang, key, &[]);
                let file = folder.join(format!("{}.{}.svg", procedure.code, lang.tag()));
                std::fs::write(&file, civic::draw::draw(&procedure, lang.dir() == "rtl", &say))
                    .map_err(|e| format!("{}: {e}", file.display()))?;
                println!("  drawn: {}", file.display());
            }
        }
    }
    match findings {
        0 => Ok(()),
        n => Err(format!("{n} findings")),
    }
}

/// Refuses a folder without a town, rather than making an empty one.
pub fn present(data: &Data, config: &Config) -> Result<(), String> {
    if config.database.is_empty() && !data.data.join("diwan.sqlite").exists() {
        return Err(format!(
            "{} holds no town; `diwan demo --data DIR` makes one, `diwan serve --data DIR` opens a new one",
            data.data.display()
        ));
    }
    Ok(())
}

#[derive(clap::Args)]
pub struct BackupOptions {
    #[command(flatten)]
    data: Data,
    /// The folder that the backup is written into; new or empty.
    to: PathBuf,
    /// Leaves out the master key, which is then kept apart: without it a restored town signs nothing.
    #[arg(long)]
    without_keys: bool,
}

pub fn backup(options: BackupOptions) -> Result<(), String> {
    let config = Config::read(&options.data.data)?;
    present(&options.data, &config)?;
    let desk = open(&options.data.data, &config, false)?;
    let report =
        store::backup::backup(&desk.db, &desk.files, &options.to, desk.clock.now()).map_err(|e| e.to_string())?;
    println!("{report:?}");
    if !options.without_keys {
        crate::master::copy(&config.master_file(&options.data.data), &options.to.join("keys/master"))?;
        println!("the copy holds the master key: keep it as you keep the seal of the commune");
    }
    Ok(())
}

#[derive(clap::Args)]
pub struct RestoreOptions {
    #[command(flatten)]
    data: Data,
    /// The folder of the backup.
    from: PathBuf,
}

pub fn restore(options: RestoreOptions) -> Result<(), String> {
    let data = &options.data.data;
    std::fs::create_dir_all(data).map_err(|e| format!("{}: {e}", data.display()))?;
    let report = store::backup::restore(&options.from, &data.join("diwan.sqlite"), &data.join("files"))
        .map_err(|e| e.to_string())?;
    println!("{report:?}");
    let kept = options.from.join("keys/master");
    if kept.exists() {
        let config = Config::read(data)?;
        crate::master::copy(&kept, &config.master_file(data))?;
    } else {
        println!("the backup holds no master key: put its copy back before the town is opened");
    }
    Ok(())
}

#[derive(clap::Args)]
pub struct ExportOptions {
    #[command(flatten)]
    data: Data,
    /// The folder that the tables are written into.
    #[arg(required_unless_present_any = ["documents", "evidence"], conflicts_with_all = ["documents", "evidence"])]
    tables: Option<PathBuf>,
    /// Writes every signed paper into this folder instead, with an index. Begun again, it goes on.
    #[arg(long)]
    documents: Option<PathBuf>,
    /// Only papers of this kind: permit, receipt …
    #[arg(long, requires = "documents")]
    kind: Option<String>,
    /// Makes and signs first what nobody asked for yet; otherwise that is counted and left.
    #[arg(long, requires = "documents")]
    make: bool,
    /// No more papers than so many.
    #[arg(long, requires = "documents")]
    most: Option<usize>,
    /// Writes all that proves the file of this number into one container (ASiC-E), for a court or an audit.
    #[arg(long, conflicts_with = "documents", requires = "to")]
    evidence: Option<String>,
    /// With the pieces themselves, 100 megabytes of them at most; of the rest, their digests.
    #[arg(long, requires = "evidence")]
    pieces: bool,
    /// The container to write; it must not exist yet.
    #[arg(long, requires = "evidence")]
    to: Option<PathBuf>,
}

pub fn export(options: ExportOptions) -> Result<(), String> {
    if let Some(to) = &options.documents {
        let wish = crate::documents::Wish { kind: options.kind.clone(), make: options.make, most: options.most };
        return crate::documents::export(&options.data, to, &wish);
    }
    if let (Some(number), Some(to)) = (&options.evidence, &options.to) {
        return evidence(&options.data, number, to, options.pieces);
    }
    let Some(tables) = &options.tables else { return Err("give the folder that the tables are written into".into()) };
    let config = Config::read(&options.data.data)?;
    present(&options.data, &config)?;
    let desk = open(&options.data.data, &config, false)?;
    let report = store::backup::export(&desk.db, tables, desk.clock.now()).map_err(|e| e.to_string())?;
    // Whose file it is sees that a copy was taken.
    runtime(&config)?.block_on(desk::readings::exported(&desk)).map_err(|e| e.to_string())?;
    println!("{report:?}");
    Ok(())
}

/// The evidence of one file, whole: who runs the installation answers for whom it is given to.
fn evidence(data: &Data, number: &str, to: &Path, pieces: bool) -> Result<(), String> {
    let config = Config::read(&data.data)?;
    present(data, &config)?;
    let number = number.trim().to_uppercase();
    let commune =
        desk::counter::commune_of(&number).ok_or_else(|| format!("--evidence {number}: no file has such a number"))?;
    let desk = open(&data.data, &config, false)?;
    let taken = desk::evidence::take(&desk, desk::evidence::Taker::Operator, commune, &number, pieces);
    let bytes = runtime(&config)?.block_on(taken).map_err(|why| match why {
        desk::Error::Denied(desk::Denial::NotFound) => format!("--evidence {number}: there is no such file"),
        why => why.to_string(),
    })?;
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).open(to).map_err(|e| format!("{}: {e}", to.display()))?;
    std::io::Write::write_all(&mut file, &bytes).map_err(|e| format!("{}: {e}", to.display()))?;
    println!("{}: {} bytes", to.display(), bytes.len());
    Ok(())
}
