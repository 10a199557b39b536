//! One paper after another, for the benchmarks: a page in Arabic and French with its QR code and data of
//! its own, typeset, packed and signed with P-256 on as many threads as asked. Prints
//! `papers<tab>papers a second<tab>CPU seconds a thousand<tab>bytes of the largest`.
#![expect(clippy::disallowed_methods, reason = "it measures")]

use std::error::Error;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{fs, thread};

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use proof::authority::{Addresses, Authority, Term, Use};
use proof::certificate::{Certificate, Identity};
use proof::key::{Algorithm, Key, LocalKey};
use proof::{cms, pdf};
use serde_json::Value;
use std::sync::Arc;

/// The allocator of the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let root = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let seconds: f64 = std::env::args().nth(2).and_then(|word| word.parse().ok()).unwrap_or(3.0);
    let threads: usize = std::env::args().nth(3).and_then(|word| word.parse().ok()).unwrap_or(2);
    let house = format!("{root}/services/permits/procedures/papers");
    let work = Work {
        template: fs::read_to_string(format!("{house}/payment-receipt.typ"))?,
        shared: fs::read_to_string(format!("{house}/base.typ"))?,
        data: serde_json::from_str(&fs::read_to_string(format!("{house}/samples/payment-receipt.json"))?)?,
        signer: Signer::new()?,
        at: "2026-08-20T10:42:07Z".parse()?,
    };
    // One before the count: fonts and the typesetter's library are read once.
    let first = work.paper(0)?;
    if let Some(kept) = std::env::args().nth(4) {
        fs::write(kept, &first)?;
    }
    let (over, made, largest) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(first.len()));
    let (begun, before) = (Instant::now(), cpu_seconds());
    thread::scope(|scope| -> Result<(), Failure> {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| -> Result<(), Failure> {
                    while !over.load(Ordering::Relaxed) {
                        let paper = work.paper(1 + made.fetch_add(1, Ordering::Relaxed))?;
                        largest.fetch_max(paper.len(), Ordering::Relaxed);
                    }
                    Ok(())
                })
            })
            .collect();
        // Whoever ends a thread of the typesetter may wake us before it is time.
        while let Some(left) = Duration::from_secs_f64(seconds).checked_sub(begun.elapsed()) {
            thread::park_timeout(left);
        }
        over.store(true, Ordering::Relaxed);
        for worker in workers {
            worker.join().map_err(|_| "a worker stopped")??;
        }
        Ok(())
    })?;
    let (seconds, cpu) = (begun.elapsed().as_secs_f64(), cpu_seconds() - before);
    let made = made.into_inner();
    println!("papers\t{}\t{}\t{}", made as f64 / seconds, cpu * 1_000.0 / made as f64, largest.into_inner());
    Ok(())
}

struct Work {
    template: String,
    shared: String,
    data: Value,
    signer: Signer,
    at: Timestamp,
}

impl Work {
    fn paper(&self, number: usize) -> Result<Vec<u8>, Failure> {
        let mut data = self.data.clone();
        let named = format!("QUI-095410113-2026-{number:06}");
        data["paper"]["number"] = named.as_str().into();
        data["payment"]["reference"] = format!("TPE {number:06}").into();
        data["file"]["number"] = format!("PC-095410113-2026-{number:06}").into();
        let typeset = papers::typeset(&papers::Order {
            template: &self.template,
            shared: &self.shared,
            data: &data,
            lang: "ar",
            title: &named,
            link: &format!("https://diwan.example.ma/v/{named}/7Q4K9"),
            fragment: STATEMENT,
            proof: Some(PROOF),
            made: date(2026, 8, 20).at(10, 42, 7, 0),
            pace: papers::Pace::AtOnce,
        })?;
        let field = pdf::Field {
            name: "seal",
            kind: pdf::Kind::Certify(pdf::Allowed::FillingAndSigning),
            description: "ختم الجماعة — cachet de la commune",
            signer: "Commune d’essai",
            reason: "payment-receipt",
            location: "Taroudannt",
            at: self.at,
            room: 4_352,
        };
        let ready = pdf::prepare(&pdf::pack(&typeset)?, &field)?;
        let signature = cms::sign_detached(ready.digest(), self.signer.key.as_ref(), &self.signer.chain, None)?;
        Ok(ready.finish(&signature)?)
    }
}

struct Signer {
    key: Arc<LocalKey>,
    chain: Vec<Certificate>,
}

impl Signer {
    fn new() -> Result<Signer, Failure> {
        let now: Timestamp = "2026-03-10T10:00:00Z".parse()?;
        let term = Term { from: now, until: now + SignedDuration::from_hours(24 * 700) };
        let named = |name: &str| Identity {
            common_name: Some(name.to_owned()),
            organisation: Some("Commune d’essai".to_owned()),
            country: Some("MA".to_owned()),
            ..Identity::default()
        };
        let key = || LocalKey::generate(Algorithm::P256).map(Arc::new);
        let root = Authority::root(&named("Root"), key()?, term)?;
        let key = key()?;
        let seal = root.issue(&named("Seal"), key.public(), Use::InstitutionSeal, term, &Addresses::default())?;
        Ok(Signer { key, chain: vec![seal, root.certificate().clone()] })
    }
}

/// As long as the statement in a real code.
const STATEMENT: &str = "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFiQ2RFZkdoIn0.eyJjIjoiMDk1NDEwMTEzIiwiZCI6IjIwMjYtMDktMTciLCJmIjoiUEMtMDk1NDEwMTEzLTIwMjYtMDAwMTIzIiwiZyI6Imlzc3VlZCIsImsiOiJwZXJtaXQiLCJuIjoiUEVSLTA5NTQxMDExMy0yMDI2LTAwMDA0NSJ9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// As long as a real proof in a register of some thousand acts.
const PROOF: &str = "c2sp.org/tlog-proof@v1\nextra eyJoZWFkIjogImRpd2FuIGFjdCB2MVxcbjA5NTQxMDExM1xcbjAxOTdmM2MyLTVhMTAtN2MzMS05ZDJlLTNmNmE1ZDFjMGI3N1xcbjBcXG4xNzg2MDEyOTI3MDAwMDAwXFxuZmlsZSIsICJvdXRlciI6ICJkMjNmMDgyNDEyOGIyZjMzMGM1YzdmZDBhNmEzYTQ1MDY1MTMyNzBlMjY5ZTBkMzdmMmE3NGRlNDUyZTZiNDM4In0=\nindex 4951\nMLsdbRMs3tYjey7ZHj9yH8sZcRdElNZJPJ1cNGC+MSA=\nHmn+2qDu6LmZf1x8KZn9r+WTJTzWVK9N+tcUJ6Cus/4=\n6SMvivIhH57kkcWxC+y1Vjv8Hm+TQn7LyP4pVeXNjkY=\n3I7Ut8J2TSpaTXZ3BvhdhpACSta9o0Ab6cjLzMk19s0=\nH2EiauFTOK4aNABNM7oNJGrATIGxuvI+O/nu9fefK0k=\nNK+H9VILablLDZguhbtVtnKocmN6zXRm/LYODo/xhGM=\nsOSyuilwNHTwZKxo9wD1sCs9xmb0W96qLMrtzStRV0E=\nDk3uSvKzT0MKBzRH3mNsDoBslXumhNZDH7Xq10JNCeE=\nXQJMWEjyPR+m9zYdf2GNFTLnDiDipmaN5/R+hGflRtU=\nPsjioSV72yVsmz5Pu0mBRu9wMMv5U3JS3M6t12S2oy8=\nuwmt6uEJxKmXIDl1NSuHixRcikLYhM9M/actjh1d2SU=\niQgthSpxIoc+6AWt1YlCFno4UoYZXGefnGmU5FuKsQk=\n\ndiwan.example.ma/register\n4953\nW8hqSCSbSZCBGPKvVdV4VxMgBvxKZtvBhVyT2sVaw1s=\n\n— diwan.example.ma/register gBIHCWHzfeQ23f3JnW51r2VHz7EbQgckgtxTHCvDkHyWF+teUInkAYa6qKV9EZ5vtl0Aq8Mq845mfwIuhy1JzBXJC5k=\n";

/// What this process has used of the processors, in seconds.
fn cpu_seconds() -> f64 {
    let told = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = told.rsplit(')').next().unwrap_or_default();
    let ticks = |at: usize| after.split_whitespace().nth(at).and_then(|word| word.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}
