//! The local certification authority at the command line: what was issued, another certificate, one taken
//! back, the lists, and the root's key moved out of the database. The town may be served meanwhile.
//!
//! Whoever runs these commands runs the machine: the journal of administration names nobody for them.

use crate::Data;
use crate::config::Config;
use crate::operate::present;
use crate::serve::{open, runtime};
use civic::{Place, Role};
use desk::keys::{self, Known, Owner, Root};
use desk::{Denial, Desk, Error};
use i18n::Lang;
use std::path::{Path, PathBuf};
use uuid::Uuid;

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    data: Data,
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Every certificate that was issued, the last one first.
    List {
        /// Only those of this commune or province.
        #[arg(long)]
        place: Option<String>,
        /// As JSON lines, for machines.
        #[arg(long)]
        json: bool,
    },
    /// Makes a key with its certificate before it is first needed: of an institution's seal, or of an officer.
    Issue {
        #[command(flatten)]
        whose: Whose,
    },
    /// Writes a request for a certificate of another authority (PKCS#10), for a seal's or an officer's key.
    Request {
        #[command(flatten)]
        whose: Whose,
        /// The file to write.
        #[arg(long)]
        to: PathBuf,
    },
    /// Takes the certificate that another authority gave, with those above it up to its root (PEM).
    Accept { file: PathBuf },
    /// Another certificate for the same key; without a number, for the issuing authority itself.
    Renew {
        serial: Option<String>,
        /// The file of the root's key, when it is not in the database.
        #[arg(long)]
        root: Option<PathBuf>,
    },
    /// Takes a certificate back, from now on.
    Revoke {
        serial: String,
        /// key-compromise, affiliation-changed, superseded or cessation
        #[arg(long)]
        reason: String,
        /// The file of the root's key, to take back the issuing authority.
        #[arg(long)]
        root: Option<PathBuf>,
    },
    /// Writes the revocation lists into a folder.
    Crl {
        to: PathBuf,
        /// Signs the root's list anew, with the key in this file; say `database` when it lies there.
        #[arg(long)]
        root: Option<PathBuf>,
    },
    /// Answers an OCSP request in a file, as /pki/ocsp does.
    Ocsp {
        request: PathBuf,
        #[arg(long)]
        to: PathBuf,
    },
    /// Moves the root's key out of the database into a file that a passphrase locks.
    Root {
        /// The folder, on a medium that is kept under lock.
        #[arg(long)]
        offline: PathBuf,
    },
}

/// Whose key and certificate.
#[derive(clap::Args)]
struct Whose {
    /// The seal of this commune or province.
    #[arg(long, required_unless_present = "person")]
    seal: Option<String>,
    /// An officer, by the address under which they sign in.
    #[arg(long, conflicts_with = "seal")]
    person: Option<String>,
    /// In which office; needed when they hold several.
    #[arg(long, requires = "person")]
    role: Option<String>,
}

impl Whose {
    fn owner(&self, desk: &Desk) -> Result<Owner, String> {
        match (&self.seal, &self.person) {
            (Some(place), _) => Ok(Owner::Institution(institution(desk, place)?)),
            (None, Some(email)) => officer(desk, email, self.role.as_deref()),
            (None, None) => Err("say whose: --seal PLACE or --person ADDRESS".into()),
        }
    }
}

/// The file of a root's key.
const ROOT_FILE: &str = "diwan-root.key";
/// Nobody in particular: who runs the machine.
const OPERATOR: Uuid = Uuid::nil();

pub fn run(options: Options) -> Result<(), String> {
    let config = Config::read(&options.data.data)?;
    present(&options.data, &config)?;
    let desk = open(&options.data.data, &config, false)?;
    let runtime = runtime(&config)?;
    let said = |error: Error| told(&desk, error);
    match options.what {
        What::List { place, json } => {
            let place = place.as_deref().map(place_of).transpose()?;
            let all = runtime.block_on(keys::all(&desk, place)).map_err(said)?;
            if json {
                list_json(&all)
            } else {
                list(&all)
            }
            Ok(())
        }
        What::Request { whose, to } => {
            let asked = runtime.block_on(keys::request(&desk, whose.owner(&desk)?)).map_err(said)?;
            let text = proof::pem::write(proof::pem::REQUEST, &asked);
            crate::documents::write(&to, text.as_bytes())?;
            println!("{}: take it to the authority, and its answer to `diwan ca accept`", to.display());
            Ok(())
        }
        What::Accept { file } => {
            let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            one(&runtime.block_on(keys::accept(&desk, OPERATOR, &text)).map_err(said)?);
            Ok(())
        }
        What::Issue { whose } => {
            let owner = whose.owner(&desk)?;
            one(&runtime.block_on(keys::issue(&desk, OPERATOR, owner)).map_err(said)?);
            Ok(())
        }
        What::Renew { serial, root } => {
            let made = match serial {
                Some(serial) => runtime.block_on(keys::renew(&desk, OPERATOR, &serial)),
                None => runtime.block_on(keys::renew_issuing(&desk, OPERATOR, unlocked(root.as_deref())?)),
            };
            one(&made.map_err(said)?);
            Ok(())
        }
        What::Revoke { serial, reason, root } => {
            let root = unlocked(root.as_deref())?;
            one(&runtime.block_on(keys::revoke(&desk, OPERATOR, &serial, &reason, root)).map_err(said)?);
            Ok(())
        }
        What::Crl { to, root } => {
            if let Some(root) = &root {
                let root = if root.as_os_str() == "database" { None } else { unlocked(Some(root))? };
                runtime.block_on(keys::sign_root_list(&desk, OPERATOR, root)).map_err(said)?;
            }
            let issuing = runtime.block_on(keys::list(&desk)).map_err(said)?;
            let root = runtime.block_on(keys::root_list(&desk)).map_err(said)?;
            for (name, der) in [("issuing.crl", issuing), ("root.crl", root)] {
                crate::documents::write(&to.join(name), &der)?;
                println!("{}", to.join(name).display());
            }
            Ok(())
        }
        What::Ocsp { request, to } => {
            let asked = std::fs::read(&request).map_err(|e| format!("{}: {e}", request.display()))?;
            let answer = runtime.block_on(keys::answer_ocsp(&desk, &asked)).map_err(said)?;
            crate::documents::write(&to, &answer)
        }
        What::Root { offline } => move_root(&desk, &runtime, &offline),
    }
}

/// The file is written, read again and opened before the database forgets the key.
fn move_root(desk: &Desk, runtime: &tokio::runtime::Runtime, folder: &Path) -> Result<(), String> {
    let said = |error: Error| told(desk, error);
    let file = folder.join(ROOT_FILE);
    let name = file.display();
    if file.exists() {
        return Err(format!("{name} is there already; give another folder"));
    }
    let passphrase = passphrase(&format!("A passphrase of {} letters at least", keys::PASSPHRASE_LETTERS_LEAST))?;
    let again = self::passphrase("The same again")?;
    if passphrase != again {
        return Err("the two passphrases are not the same; nothing was moved".into());
    }
    let text = runtime.block_on(keys::locked_root(desk, &passphrase)).map_err(said)?;
    crate::master::write(&file, text.as_bytes())?;
    let kept = std::fs::read_to_string(&file).map_err(|e| format!("{name}: {e}"))?;
    let root = Root::unlock(&kept, &passphrase).map_err(said)?;
    runtime.block_on(keys::forget_root(desk, OPERATOR, root)).map_err(said)?;
    println!("{name} holds the root's key, and the database no more: keep it and its passphrase apart, under lock");
    println!("backups made before still hold the key, locked with the master key");
    Ok(())
}

fn unlocked(file: Option<&Path>) -> Result<Option<Root>, String> {
    let Some(file) = file else { return Ok(None) };
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let passphrase = passphrase(&format!("The passphrase of {}", file.display()))?;
    Root::unlock(&text, &passphrase).map(Some).map_err(|why| format!("{}: {why}", file.display()))
}

fn passphrase(what: &str) -> Result<String, String> {
    eprintln!("{what}, then Enter:");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(|e| e.to_string())?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn place_of(text: &str) -> Result<Place, String> {
    Place::parse(text).ok_or_else(|| format!("{text}: nine digits, as in territory/communes.csv"))
}

fn institution(desk: &Desk, text: &str) -> Result<Place, String> {
    let place = place_of(text)?;
    match desk.street.territory.get(place) {
        Some(_) => Ok(place),
        None => Err(format!("--seal: there is no commune or province {place}")),
    }
}

/// An officer in the office that they hold today.
fn officer(desk: &Desk, email: &str, role: Option<&str>) -> Result<Owner, String> {
    let role = match role {
        Some(word) => Some(Role::parse(word).ok_or_else(|| format!("--role {word}: there is no such office"))?),
        None => None,
    };
    let address = email.trim().to_lowercase();
    let found = desk
        .db
        .read_now(|tx| -> store::Result<_> {
            let Some(account) = store::people::by_email(tx, &address)? else { return Ok(None) };
            Ok(Some((account.id, store::people::offices(tx, account.id)?)))
        })
        .map_err(|e| e.to_string())?;
    let Some((holder, offices)) = found else { return Err(format!("--person {email}: nobody has this address")) };
    let today = desk.clock.today();
    let mut seats: Vec<_> = offices
        .into_iter()
        .filter(|o| o.from <= today && o.until.is_none_or(|until| today <= until))
        .map(|o| o.seat)
        .filter(|seat| role.is_none_or(|role| role == seat.role))
        .collect();
    seats.dedup();
    match seats.as_slice() {
        [seat] => Ok(Owner::Person { place: seat.place, holder, role: seat.role }),
        [] => Err(format!("--person {email}: holds no such office today")),
        several => {
            let roles: Vec<&str> = several.iter().map(|seat| seat.role.as_str()).collect();
            Err(format!("--person {email}: holds several offices; say --role with one of {}", roles.join(", ")))
        }
    }
}

/// Why it was not done: mistakes and refusals in words, the rest as it is.
fn told(desk: &Desk, error: Error) -> String {
    match error {
        Error::Mistakes(all) => {
            let said = all.iter().map(|one| {
                let args = [("limit", i18n::Arg::from(one.limit.unwrap_or(0)))];
                desk.words.plain(Lang::Fr, &format!("mistake-{}", one.code), &args)
            });
            said.collect::<Vec<_>>().join(" ")
        }
        Error::Denied(Denial::NotFound) => "no certificate has this number; `diwan ca list` shows them all".into(),
        other => other.to_string(),
    }
}

fn day(micros: i64) -> String {
    i18n::format::local(micros).strftime("%Y-%m-%d").to_string()
}

fn status(one: &Known) -> String {
    match &one.row.revoked {
        Some((at, reason)) => format!("revoked on {}, {reason}", day(*at)),
        None => one.status.code().to_owned(),
    }
}

fn list(all: &[Known]) {
    println!(
        "{:<40}  {:<8}  {:<9}  {:<10}  {:<10}  {:<24}  whose",
        "number", "purpose", "place", "from", "until", "status"
    );
    for one in all {
        let row = &one.row;
        let role = one.holder.and_then(|(_, role)| role).map(|role| format!(" ({})", role.as_str()));
        println!(
            "{:<40}  {:<8}  {:<9}  {:<10}  {:<10}  {:<24}  {}{}",
            row.certificate_number,
            row.purpose,
            row.place,
            day(row.from),
            day(row.until),
            status(one),
            one.subject,
            role.unwrap_or_default()
        );
    }
}

fn list_json(all: &[Known]) {
    for one in all {
        let row = &one.row;
        let at = |micros: i64| keys::moment(micros).to_string();
        let line = serde_json::json!({
            "number": row.certificate_number,
            "purpose": row.purpose,
            "place": row.place.to_string(),
            "subject": one.subject,
            "holder": one.holder.map(|(id, _)| id),
            "role": one.holder.and_then(|(_, role)| role),
            "from": at(row.from),
            "until": at(row.until),
            "status": one.status.code(),
            "revoked_at": row.revoked.as_ref().map(|(micros, _)| at(*micros)),
            "reason": row.revoked.as_ref().map(|(_, reason)| reason),
        });
        println!("{line}");
    }
}

fn one(known: &Known) {
    println!("{}  {}  {}", known.row.certificate_number, status(known), known.subject);
}
