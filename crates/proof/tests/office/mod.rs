//! An invented commune's authority for the tests: a root, an issuing authority, somebody who signs,
//! a seal, a time-stamping authority and a responder, at one fixed hour. Nothing of it is secret.
#![allow(dead_code, reason = "each test program uses a part of the office")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use jiff::{SignedDuration, Timestamp};
use proof::authority::{Addresses, Authority, Listed, Responder, Status, Term, Use};
use proof::certificate::{Certificate, Identity};
use proof::fault::{Reason, Revocation};
use proof::key::{Algorithm, Key, LocalKey};
use proof::stamp::{Here, TimeAuthority};
use proof::trust::Trust;

/// A policy under the arc for examples (ITU-T X.660).
pub const POLICY: &str = "2.999.1";
/// The hour of the tests.
pub const NOW: &str = "2026-03-10T10:00:00Z";

pub fn now() -> Timestamp {
    at(NOW)
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

/// So many days from the hour of the tests.
pub fn days(days: i64) -> Timestamp {
    now() + SignedDuration::from_hours(24 * days)
}

pub fn term(from_days: i64, until_days: i64) -> Term {
    Term { from: days(from_days), until: days(until_days) }
}

/// A person or machine with its key and certificate.
#[derive(Clone)]
pub struct Holder {
    pub key: Arc<LocalKey>,
    pub certificate: Certificate,
}

pub struct Office {
    pub root: Authority,
    pub issuing: Authority,
    pub signer: Holder,
    pub seal: Holder,
    pub clock: Holder,
    pub answers: Holder,
}

pub fn addresses(who: &str) -> Addresses {
    Addresses {
        list: Some(format!("http://pki.example.test/{who}.crl")),
        ocsp: Some(format!("http://pki.example.test/{who}/ocsp")),
        issuer: Some(format!("http://pki.example.test/{who}.cer")),
    }
}

pub fn person() -> Identity {
    Identity {
        country: Some("MA".into()),
        organisation: Some("Commune d’Aït Exemple".into()),
        title: Some("رئيسة المجلس الجماعي".into()),
        surname: Some("المثالية".into()),
        given_name: Some("أمينة".into()),
        common_name: Some("أمينة المثالية".into()),
        serial_number: Some("AGENT-0007".into()),
        ..Identity::default()
    }
}

pub fn institution(common_name: &str) -> Identity {
    Identity {
        country: Some("MA".into()),
        organisation: Some("Commune d’Aït Exemple".into()),
        organisation_id: Some("NTRMA-000000000".into()),
        common_name: Some(common_name.into()),
        ..Identity::default()
    }
}

pub fn key(algorithm: Algorithm) -> Arc<LocalKey> {
    Arc::new(LocalKey::generate(algorithm).expect("a key"))
}

impl Office {
    /// With keys of that kind everywhere.
    pub fn of(algorithm: Algorithm) -> Office {
        Office::found(algorithm).0
    }

    /// With the issuing authority's key, for a test in which somebody else uses it.
    pub fn with_issuing_key() -> (Office, Arc<LocalKey>) {
        Office::found(Algorithm::P256)
    }

    fn found(algorithm: Algorithm) -> (Office, Arc<LocalKey>) {
        let root = Authority::root(&institution("Racine d’essai"), key(algorithm), term(-400, 3650)).expect("a root");
        let issuing_key = key(algorithm);
        let certificate = root
            .issue_authority(
                &institution("Émettrice d’essai"),
                issuing_key.public(),
                term(-300, 3000),
                &addresses("root"),
            )
            .expect("an authority");
        let issuing = Authority::new(certificate, issuing_key.clone()).expect("an authority");
        let holder = |name: &Identity, purpose| {
            let key = key(algorithm);
            let certificate = issuing
                .issue(name, key.public(), purpose, term(-30, 700), &addresses("issuing"))
                .expect("a certificate");
            Holder { key, certificate }
        };
        let office = Office {
            signer: holder(&person(), Use::DocumentSignature),
            seal: holder(&institution("ختم جماعة أيت المثال"), Use::InstitutionSeal),
            clock: holder(&institution("Horodatage d’essai"), Use::TimeStamping),
            answers: holder(&institution("Répondeur d’essai"), Use::OcspSigning),
            root,
            issuing,
        };
        (office, issuing_key)
    }

    pub fn new() -> Office {
        Office::of(Algorithm::P256)
    }

    /// One with RSA keys, made once: they take long to make.
    pub fn rsa() -> &'static Office {
        static OFFICE: OnceLock<Office> = OnceLock::new();
        OFFICE.get_or_init(|| Office::of(Algorithm::Rsa3072))
    }

    /// The holder's certificate and the issuing authority's.
    pub fn chain(&self, holder: &Holder) -> Vec<Certificate> {
        vec![holder.certificate.clone(), self.issuing.certificate().clone()]
    }

    pub fn time_authority(&self) -> TimeAuthority {
        TimeAuthority::new(self.clock.key.clone(), self.chain(&self.clock), POLICY, SignedDuration::from_millis(1_500))
            .expect("a time-stamping authority")
    }

    /// Stamps at that hour.
    pub fn stamper(&self, at: Timestamp) -> Here<impl Fn() -> Timestamp + Send + Sync + use<>> {
        Here { authority: Arc::new(self.time_authority()), clock: move || at }
    }

    pub fn responder(&self) -> Responder {
        let own = self.answers.certificate.clone();
        Responder::new(self.issuing.certificate().clone(), own, self.answers.key.clone()).expect("a responder")
    }

    /// The lists of both authorities, of the hour of the tests.
    pub fn lists(&self, revoked: &[Listed]) -> Vec<Vec<u8>> {
        vec![
            self.root.revocation_list(1, &[], term(0, 30)).expect("a list"),
            self.issuing.revocation_list(7, revoked, term(0, 7)).expect("a list"),
        ]
    }

    /// Believes the root, with fresh lists on which nobody stands.
    pub fn trust(&self) -> Trust {
        self.trust_with(&[])
    }

    pub fn trust_with(&self, revoked: &[Listed]) -> Trust {
        let mut trust = Trust::new(now());
        trust.roots.push(self.root.certificate().clone());
        trust.crls = self.lists(revoked);
        trust
    }
}

pub fn revoked(certificate: &Certificate, at: Timestamp, reason: Reason) -> Listed {
    Listed { serial: certificate.serial(), revocation: Revocation { at, reason, doubtful_since: None } }
}

pub fn good(_: &str) -> Status {
    Status::Good
}

/// A new empty folder for one test's files.
pub fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("office-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("a folder");
    path
}

pub fn write(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).expect("a file");
}

pub fn pem(label: &str, der: &[u8]) -> String {
    use std::fmt::Write;
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (index, three) in der.chunks(3).enumerate() {
        let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let sign = ALPHABET[(bits >> (18 - 6 * place) & 63) as usize] as char;
            text.push(if place <= three.len() { sign } else { '=' });
        }
        if index % 16 == 15 {
            text.push('\n');
        }
    }
    let mut pem = String::new();
    write!(pem, "-----BEGIN {label}-----\n{}\n-----END {label}-----\n", text.trim_end()).expect("a text");
    pem
}

/// Runs another's tool in that folder; it must be installed (`scripts/setup`).
pub fn run(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    let run = Command::new(program).args(arguments).current_dir(folder).output();
    run.unwrap_or_else(|why| panic!("{program} is needed ({why}): run scripts/setup"))
}

/// Runs a tool that must agree; gives what it said on both channels.
pub fn agrees(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let output = run(folder, program, arguments);
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{program} {} said no: {said}", arguments.join(" "));
    said
}

/// Runs a tool that must refuse.
pub fn refuses(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let output = run(folder, program, arguments);
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!output.status.success(), "{program} {} agreed: {said}", arguments.join(" "));
    said
}
