//! Every signed paper of a town as a file of a folder, with an index beside them, while the town is served.
//!
//! `COMMUNE/YEAR/NUMBER.pdf`, so that an archive finds a paper by what is printed on it. Begun again, it
//! writes what is missing or has changed since, and nothing else. A folder that holds something of others,
//! or of another town, is left alone.

use crate::Data;
use crate::config::Config;
use crate::operate::present;
use crate::serve::{open, runtime};
use civic::Place;
use desk::Desk;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use store::Digest;
use store::documents::Signed;
use uuid::Uuid;

const PAGE: i64 = 512;
/// What the folder holds beside the papers: whose they are.
const MARK: &str = "diwan-documents.json";
/// Papers that are made at once.
const HANDS: usize = 8;
const INDEX: &str = "index.csv";
const COLUMNS: &str = "number,kind,file,procedure,commune,made,sha256,bytes,level,signatures,path";

/// What makes a folder ours.
#[derive(Serialize, Deserialize, PartialEq, Eq)]
struct Mark {
    /// What this is, and in which manner it is laid out.
    format: String,
    /// The key under which the town's register is signed: two towns never share one.
    town: String,
}

/// Which papers are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    pub kind: Option<String>,
    pub make: bool,
    pub most: Option<usize>,
}

/// What was done.
#[derive(Default)]
struct Report {
    written: usize,
    there: usize,
    waiting: usize,
    faults: Vec<String>,
}

pub fn export(data: &Data, to: &Path, wish: &Wish) -> Result<(), String> {
    let config = Config::read(&data.data)?;
    present(data, &config)?;
    let desk = open(&data.data, &config, false)?;
    let runtime = runtime(&config)?;
    claim(&desk, to)?;
    runtime.block_on(authorities(&desk, to))?;
    let mut report = Report::default();
    let mut lines = format!("{COLUMNS}\n");
    let mut after = (Place::KINGDOM, Uuid::nil());
    loop {
        let page = desk
            .db
            .read_now(move |tx| store::documents::signed_page(tx, after, PAGE))
            .map_err(|e| format!("papers: {e}"))?;
        let Some(last) = page.last() else { break };
        after = (last.document.commune, last.document.id);
        let wanted = |one: &Signed| wish.kind.as_ref().is_none_or(|kind| *kind == one.document.name);
        let mut page: Vec<Signed> = page.into_iter().filter(wanted).collect();
        page.truncate(wish.most.map_or(usize::MAX, |most| most.saturating_sub(report.written + report.there)));
        if wish.make {
            runtime.block_on(make(&desk, &mut page)).map_err(|e| e.to_string())?;
        }
        for one in &page {
            if let Some(line) = put(&desk, to, one, &mut report)? {
                lines.push_str(&line);
            }
        }
        if wish.most.is_some_and(|most| most <= report.written + report.there) {
            break;
        }
    }
    write(&to.join(INDEX), lines.as_bytes())?;
    println!(
        "{} papers in {}: {} written, {} as they were; {} are not signed yet",
        report.written + report.there,
        to.display(),
        report.written,
        report.there,
        report.waiting
    );
    for fault in &report.faults {
        println!("  {fault}");
    }
    match report.faults.len() {
        0 => Ok(()),
        n => Err(format!("{n} papers could not be read")),
    }
}

/// Who vouches for the signatures, and who was taken back: what others judge the papers with.
async fn authorities(desk: &Desk, to: &Path) -> Result<(), String> {
    let failed = |why: desk::Error| format!("authorities: {why}");
    let known = desk::keys::at_hand(desk).await.map_err(failed)?;
    let folder = to.join("authorities");
    for (name, certificate) in [("root", &known.root), ("issuing", known.issuing.certificate())] {
        let text = proof::pem::write(proof::pem::CERTIFICATE, certificate.der());
        write(&folder.join(format!("{name}.pem")), text.as_bytes())?;
    }
    let (issuing, root) = (desk::keys::list(desk).await, desk::keys::root_list(desk).await);
    write(&folder.join("issuing.crl"), &issuing.map_err(failed)?)?;
    write(&folder.join("root.crl"), &root.map_err(failed)?)
}

/// Makes and signs what is not made yet, as if somebody had asked for it.
async fn make(desk: &Desk, page: &mut [Signed]) -> desk::Result<()> {
    let mut waiting: Vec<&mut Signed> = page.iter_mut().filter(|one| one.document.sha256.is_none()).collect();
    for some in waiting.chunks_mut(HANDS) {
        let mut hands = tokio::task::JoinSet::new();
        for (n, one) in some.iter().enumerate() {
            let (desk, commune, id) = (desk.clone(), one.document.commune, one.document.id);
            hands.spawn(async move { (n, desk::paper::make(&desk, commune, id, papers::Pace::AtOnce).await) });
        }
        while let Some(done) = hands.join_next().await {
            let (n, made) = done.map_err(|e| desk::Error::Paper(e.to_string()))?;
            let one = &mut *some[n];
            one.document = made?;
            (one.signatures, one.stamped) = desk::paper::stands(desk, &one.document).await?;
        }
    }
    Ok(())
}

/// Makes the folder ours, or says why it cannot be.
fn claim(desk: &Desk, to: &Path) -> Result<(), String> {
    let said = |e: std::io::Error| format!("{}: {e}", to.display());
    fs::create_dir_all(to).map_err(said)?;
    let mine = Mark { format: "diwan-documents/1".into(), town: desk.register.keys.log.verifier.to_string() };
    match fs::read_to_string(to.join(MARK)) {
        Ok(text) => match serde_json::from_str::<Mark>(&text) {
            Ok(mark) if mark == mine => Ok(()),
            Ok(_) => Err(format!("{} holds the papers of another town; give another folder", to.display())),
            Err(why) => Err(format!("{}: {why}; give another folder", to.join(MARK).display())),
        },
        Err(why) if why.kind() == ErrorKind::NotFound => {
            if fs::read_dir(to).map_err(said)?.next().is_some() {
                return Err(format!(
                    "{} is not empty, and was not written by this command; give a new folder",
                    to.display()
                ));
            }
            let text = serde_json::to_string_pretty(&mine).map_err(|e| e.to_string())?;
            write(&to.join(MARK), text.as_bytes())
        }
        Err(why) => Err(said(why)),
    }
}

/// Writes one paper, unless it is there; gives its line of the index.
fn put(desk: &Desk, to: &Path, one: &Signed, report: &mut Report) -> Result<Option<String>, String> {
    let paper = &one.document;
    let (Some(sha256), Some(bytes)) = (&paper.sha256, paper.bytes) else {
        report.waiting += 1;
        return Ok(None);
    };
    let made = i18n::format::local(paper.made_at);
    let path = PathBuf::from(paper.commune.to_string())
        .join(made.year().to_string())
        .join(format!("{}.pdf", safe(&paper.number)));
    let file = to.join(&path);
    let there = fs::read(&file).is_ok_and(|kept| Digest::of(&kept).to_string() == *sha256);
    if there {
        report.there += 1;
    } else {
        match desk::paper::kept(desk, paper) {
            Ok(Some(found)) if Digest::of(&found).to_string() == *sha256 => {
                write(&file, &found)?;
                report.written += 1;
            }
            Ok(_) => {
                report.faults.push(format!("{}: its bytes are not those that the register knows", paper.number));
                return Ok(None);
            }
            Err(why) => {
                report.faults.push(format!("{}: {why}", paper.number));
                return Ok(None);
            }
        }
    }
    let level = match (one.signatures, one.stamped, one.complete) {
        (0, ..) => "none",
        (_, _, true) => "B-LT",
        (_, true, _) => "B-T",
        _ => "B-B",
    };
    let parts = [
        paper.number.as_str(),
        &paper.name,
        &one.file,
        &one.procedure,
        &paper.commune.to_string(),
        &made.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        sha256,
        &bytes.to_string(),
        level,
        &one.signatures.to_string(),
        &path.to_string_lossy().replace('\\', "/"),
    ];
    Ok(Some(parts.map(field).join(",") + "\n"))
}

/// Letters that mean the same in every file system; a number of the register has no others.
fn safe(number: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    number.chars().map(plain).take(120).collect()
}

/// A value between commas (RFC 4180).
fn field(value: &str) -> String {
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

/// Whole or not at all under its name. What a fall of the machine may leave is found by its digest the next time.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), String> {
    let said = |e: std::io::Error| format!("{}: {e}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(said)?;
    }
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = file.with_file_name(name);
    let mut out = fs::File::create(&part).map_err(said)?;
    out.write_all(bytes).map_err(said)?;
    fs::rename(&part, file).map_err(said)
}
