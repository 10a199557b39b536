//! Proof, at the command line: of a whole town, or of signed files that somebody holds.
//!
//! A file is judged by the authorities of a town (`--data`), by roots that the caller believes (`--trust`),
//! or by both; with roots alone no town is needed. Nothing is fetched: what is not known of revocation is
//! only what neither the file, the town nor `--list` says.

mod file;

use crate::Data;
use crate::config::Config;
use crate::operate::present;
use crate::serve::{open, runtime};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// Signed files to judge (PDF, or the evidence of a file); none: the whole town is proven.
    files: Vec<PathBuf>,
    /// The folder of the town's data. To judge files it is not needed when --trust is given.
    #[arg(long)]
    data: Option<PathBuf>,
    /// A signed head of the register that was kept elsewhere; may be given several times. It finds even a
    /// register that was rewritten whole.
    #[arg(long, conflicts_with = "files")]
    checkpoint: Vec<PathBuf>,
    /// Root certificates that are believed (PEM or DER); may be given several times.
    #[arg(long, requires = "files")]
    trust: Vec<PathBuf>,
    /// Revocation lists that are known (PEM or DER); may be given several times.
    #[arg(long, requires = "files")]
    list: Vec<PathBuf>,
    /// The language of what is said of the files: ar or fr.
    #[arg(long, default_value = "fr", requires = "files")]
    lang: String,
}

pub fn run(options: Options) -> Result<(), String> {
    if options.files.is_empty() { town(&options) } else { file::judge_all(&options) }
}

/// Replays every file of the town, and proves its register.
fn town(options: &Options) -> Result<(), String> {
    let data = Data { data: options.data.clone().unwrap_or_else(|| crate::DATA.into()) };
    let config = Config::read(&data.data)?;
    present(&data, &config)?;
    let mut heads = Vec::new();
    for file in &options.checkpoint {
        let name = file.display().to_string();
        let note = std::fs::read_to_string(file).map_err(|e| format!("{name}: {e}"))?;
        heads.push((name, note));
    }
    let desk = open(&data.data, &config, false)?;
    let verified = desk::verify::verify_against(&desk, &heads, |_| {});
    let report = runtime(&config)?.block_on(verified).map_err(|e| e.to_string())?;
    println!(
        "{} files, {} acts, {} leaves under {} signed heads, {} papers, {} series of numbers: {} faults",
        report.files,
        report.acts,
        report.leaves,
        report.heads,
        report.documents,
        report.series,
        report.faults.len()
    );
    for fault in &report.faults {
        println!("  {fault}");
    }
    match report.faults.len() {
        0 => Ok(()),
        n => Err(format!("{n} faults")),
    }
}
