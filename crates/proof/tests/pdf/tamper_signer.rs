//! What somebody with a key can do: sign with a certificate that does not count, leave more out
//! than the signature, forge what vouches for the certificate.

use std::cell::RefCell;
use std::process::Command;
use std::sync::Mutex;

use proof::algorithm::sha256;
use proof::authority::{Addresses, Authority, Responder, Status, Use};
use proof::certificate::Certificate;
use proof::key::{Algorithm, Key};
use proof::pdf::{Allowed, Evidence, Kind, ROOM, extend};
use proof::stamp::{StampError, Stamper};

use super::leaf::*;
use super::others::{Folder, pem};
use super::tamper::Tampering;
use super::town::{Signer, Town, at, cms_of, identity, key, placed, sign, signer, signing, years};

/// A second signature written by hand on a sealed leaf, as no honest signer writes it.
#[derive(Default)]
pub struct Hand {
    /// More entries of its dictionary.
    pub more: &'static str,
    /// Whether it says that it is a time-stamp.
    pub disguised: bool,
    /// How far the gap begins before and ends after the signature's value.
    pub wider: (usize, usize),
    /// How many bytes at the end are left out.
    pub shorter: usize,
    /// Whether a further revision is written before the signature is made.
    pub early: bool,
    /// Where the field shows, instead of nowhere.
    pub rect: Option<&'static str>,
}

impl Hand {
    pub fn after(&self, base: &[u8], by: &Signer) -> Vec<u8> {
        let room = "0".repeat(2 * ROOM);
        let dict = format!(
            "<<{}/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached{}/ByteRange{:40}/Contents<{room}>>>",
            if self.disguised { "/Type/DocTimeStamp" } else { "/Type/Sig" },
            self.more,
            " "
        );
        let rect = self.rect.unwrap_or("[0 0 0 0]");
        let widget = format!("<</Type/Annot/Subtype/Widget/FT/Sig/T(hand)/Rect{rect}/F 132/P 3 0 R/V 12 0 R>>");
        let mut pdf = object(FREE, dict)
            .and(13, widget)
            .and(FORM, "<</Fields[10 0 R 13 0 R]/SigFlags 3>>")
            .and(PAGE, page("/Annots [10 0 R 13 0 R]"))
            .after(base);
        if self.early {
            pdf = object(CONTENT, said("Surface autorisee : 900 m2")).after(&pdf);
        }
        let open = last(&pdf, b"/Contents<") + 9;
        let close = open + room.len() + 2;
        let (stop, resume, end) = (open - self.wider.0, close + self.wider.1, pdf.len() - self.shorter);
        let place = last(&pdf, b"/ByteRange") + 10;
        let range = format!("[0 {stop} {resume} {}]", end - resume);
        pdf[place..place + range.len()].copy_from_slice(range.as_bytes());
        let content = [&pdf[..stop], &pdf[resume..end]].concat();
        let cms: String = cms_of(sha256(&content), by, None).iter().map(|byte| format!("{byte:02x}")).collect();
        pdf[open + 1..open + 1 + cms.len()].copy_from_slice(cms.as_bytes());
        pdf
    }
}

const CERTIFY: Kind = Kind::Certify(Allowed::FillingAndSigning);

fn sealed_by(by: &Signer) -> Vec<u8> {
    sign(&leaf(), "seal", CERTIFY, by, None)
}

pub fn all(town: &Town) -> Vec<Tampering> {
    let mut all = hands(town);
    all.extend(certificates(town));
    all.extend(times(town));
    all.extend(forged(town));
    all.push(weak(town));
    all
}

/// The digest is right, and still the signature does not cover what it should.
fn hands(town: &Town) -> Vec<Tampering> {
    let new = Tampering::new;
    let paper = town.sealed(&leaf());
    let by = &town.president;
    let closed = sign(&leaf(), "seal", Kind::Certify(Allowed::Nothing), &town.seal, None);
    vec![
        new(
            "closed",
            "a signature added where the first signer allowed none",
            "pdf-forbidden",
            Hand::default().after(&closed, by),
        ),
        new(
            "closed-disguised",
            "the same, by a signature that says it is a time-stamp",
            "pdf-forbidden",
            Hand { disguised: true, ..Hand::default() }.after(&closed, by),
        ),
        new(
            "signed-gap-before",
            "signed with a gap that begins before the value",
            "pdf-range-gap",
            Hand { wider: (20, 0), ..Hand::default() }.after(&paper, by),
        ),
        new(
            "signed-gap-after",
            "signed with a gap that ends after the value",
            "pdf-range-gap",
            Hand { wider: (0, 30), ..Hand::default() }.after(&paper, by),
        ),
        new(
            "signed-short",
            "signed without the file's last table",
            "pdf-range-end",
            Hand { shorter: 200, ..Hand::default() }.after(&paper, by),
        ),
        new(
            "signed-early",
            "signed with a value whose place was made by an earlier revision",
            "pdf-not-its-revision",
            Hand { early: true, ..Hand::default() }.after(&paper, by),
        ),
        new(
            "signed-visible",
            "a further signature that covers the text",
            "pdf-altered-visible",
            Hand { rect: Some("[60 690 400 730]"), ..Hand::default() }.after(&paper, by),
        ),
    ]
}

fn certificates(town: &Town) -> Vec<Tampering> {
    let new = Tampering::new;
    let stranger_key = key(Algorithm::P256);
    let stranger = Authority::root(&identity("Racine d’essai"), stranger_key, years("2024", "2049")).expect("a root");
    let stranger =
        signer(&stranger, "Commune de Toughmart", Algorithm::P256, Use::InstitutionSeal, years("2025", "2047"));
    let person = |name, purpose, from, until| town.person(name, purpose, years(from, until));
    vec![
        new("revoked", "signed with a certificate that was revoked before", "fault-revoked", sealed_by(&town.revoked)),
        new(
            "expired",
            "signed with a certificate that had ended",
            "fault-expired",
            sealed_by(&person("Ali Ancien", Use::DocumentSignature, "2025", "2026")),
        ),
        new(
            "not-yet-valid",
            "signed with a certificate that has not begun",
            "fault-not-yet-valid",
            sealed_by(&person("Ali Futur", Use::DocumentSignature, "2040", "2047")),
        ),
        new(
            "wrong-usage",
            "signed with a certificate for time-stamps",
            "fault-wrong-usage",
            sealed_by(&person("Horloge fausse", Use::TimeStamping, "2025", "2047")),
        ),
        new(
            "ocsp-usage",
            "signed with a certificate for OCSP answers",
            "fault-wrong-usage",
            sealed_by(&person("Reponse fausse", Use::OcspSigning, "2025", "2047")),
        ),
        new(
            "unknown-issuer",
            "signed by a stranger whose authority has the same name",
            "fault-unknown-issuer",
            sealed_by(&stranger),
        ),
        new(
            "certificate-swapped",
            "the certificate replaced by another of the same key",
            "fault-no-certificate",
            swapped(town),
        ),
    ]
}

/// Two certificates of one key and of one length: the second put in the first's place.
fn swapped(town: &Town) -> Vec<u8> {
    let own = &town.president;
    let issue = |name: &str| {
        let issued = town.issuing.issue(
            &identity(name),
            own.key.public(),
            Use::DocumentSignature,
            years("2025", "2047"),
            &Addresses::default(),
        );
        issued.expect("a certificate")
    };
    let honest = Signer { chain: vec![issue("Fadma Bentaleb"), town.issuing.certificate().clone()], ..own.clone() };
    let length = honest.chain[0].der().len();
    // The authority's signature has one of a few lengths.
    let other = (0..500).map(|_| issue("Lahcen Agramin")).find(|other| other.der().len() == length);
    let other = other.expect("one of so many has the same length");
    let prepared = placed(&leaf(), "seal", CERTIFY, honest.name);
    let mut cms = cms_of(prepared.digest(), &honest, None);
    let place = first(&cms, honest.chain[0].der());
    cms[place..place + length].copy_from_slice(other.der());
    prepared.finish(&cms).expect("it fits")
}

/// Keeps the tokens that it gave.
struct Recording<S>(S, Mutex<RefCell<Vec<Vec<u8>>>>);

impl<S: Stamper> Stamper for Recording<S> {
    fn stamp(&self, sha256: [u8; 32]) -> Result<Vec<u8>, StampError> {
        let token = self.0.stamp(sha256)?;
        self.1.lock().expect("one thread").borrow_mut().push(token.clone());
        Ok(token)
    }
}

fn times(town: &Town) -> Vec<Tampering> {
    let new = Tampering::new;
    let early = town.clock(at("2026-01-15T10:00:00Z"));
    let young = town.person("Ali Jeune", Use::DocumentSignature, years("2026", "2047"));
    let before = sign(&leaf(), "seal", CERTIFY, &young, Some(&town.clock(at("2025-12-31T10:00:00Z"))));
    let future = sign(&leaf(), "seal", CERTIFY, &town.seal, Some(&town.clock(at("2030-01-01T00:00:00Z"))));
    let late = sign(&leaf(), "seal", CERTIFY, &town.revoked, Some(&town.clock(signing())));
    let good = sign(&leaf(), "seal", CERTIFY, &town.revoked, Some(&early));
    assert!(proof::pdf::judge(&good, &town.trust()).accepted(), "revoked later than the stamp is no tampering");
    vec![
        new("before-certificate", "time-stamped before the certificate began", "fault-not-yet-valid", before),
        new("stamp-of-the-future", "a time-stamp that is still to come", "fault-stamp-from-the-future", future),
        new("stamped-after-revocation", "time-stamped after the certificate was revoked", "fault-revoked", late),
        new("stamp-swapped", "the time-stamp of another signature", "fault-stamp-for-other", restamped(town)),
    ]
}

/// A signature whose token is about another signature.
fn restamped(town: &Town) -> Vec<u8> {
    let clock = Recording(town.clock(signing()), Mutex::default());
    let prepared = placed(&leaf(), "seal", CERTIFY, town.seal.name);
    // ECDSA values have one of a few lengths, and tokens with them.
    for _ in 0..200 {
        let mut cms = cms_of(prepared.digest(), &town.seal, Some(&clock));
        let tokens = clock.1.lock().expect("one thread").borrow().clone();
        let own = tokens.last().expect("the last one is its own").clone();
        if let Some(other) = tokens[..tokens.len() - 1].iter().find(|other| other.len() == own.len()) {
            let place = first(&cms, &own);
            cms[place..place + own.len()].copy_from_slice(other);
            return prepared.finish(&cms).expect("it fits");
        }
    }
    panic!("no two tokens of one length in two hundred");
}

/// What vouches for the certificate is forged, and nobody outside is asked.
fn forged(town: &Town) -> Vec<Tampering> {
    let clock = town.clock(signing());
    let paper = sign(&leaf(), "seal", CERTIFY, &town.revoked, Some(&clock));
    let term = proof::authority::Term { from: at("2026-11-21T06:00:00Z"), until: at("2026-12-21T06:00:00Z") };
    // An authority of the same name, and an answer in its name that the certificate is good.
    let forger_key = key(Algorithm::P256);
    let forger = Authority::root(town.issuing.certificate().subject(), forger_key.clone(), years("2024", "2048"))
        .expect("a root");
    let responder = Responder::new(forger.certificate().clone(), forger.certificate().clone(), forger_key);
    let asked = question(&town.revoked.chain[0], forger.certificate());
    let answer = responder.expect("its own key").answer(&asked, term, &|_| Status::Good);
    let list = forger.revocation_list(9, &[], term).expect("a list");
    let root = town.lists[0].clone();
    let certificates = vec![town.issuing.certificate().der().to_vec()];
    let with = |ocsps, crls| {
        extend(&paper, &Evidence { certificates: certificates.clone(), ocsps, crls }).expect("evidence can be added")
    };
    let alone =
        |name, what, bytes| Tampering { alone: true, ..Tampering::new(name, what, "fault-revocation-unknown", bytes) };
    vec![
        alone(
            "forged-ocsp",
            "a store with a forged OCSP answer for a revoked certificate",
            with(vec![answer], vec![root.clone()]),
        ),
        alone(
            "forged-list",
            "a store with a forged revocation list for a revoked certificate",
            with(vec![], vec![root, list]),
        ),
        alone("no-evidence", "a store without any word on revocation", with(vec![], vec![])),
    ]
}

/// What OpenSSL asks an authority about a certificate.
fn question(certificate: &Certificate, issuer: &Certificate) -> Vec<u8> {
    let folder = Folder::new("question");
    let pem = |name: &str, one: &Certificate| pem(&folder, "x509", name, one.der());
    let (certificate, issuer) = (pem("certificate", certificate), pem("issuer", issuer));
    let out = folder.0.join("request.der");
    openssl(
        Command::new("openssl")
            .args(["ocsp", "-no_nonce", "-issuer"])
            .arg(issuer)
            .arg("-cert")
            .arg(certificate)
            .arg("-reqout")
            .arg(&out),
    );
    std::fs::read(out).expect("openssl wrote it")
}

fn openssl(command: &mut Command) {
    let done = command.output().expect("openssl is installed by scripts/setup");
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A signature over SHA-1, made by OpenSSL with the president's own key.
fn weak(town: &Town) -> Tampering {
    let folder = Folder::new("weak");
    let prepared = placed(&leaf(), "seal", CERTIFY, "Fadma Bentaleb");
    let content = folder.write("content", &prepared.content());
    let key = pem(&folder, "pkey", "key", &town.president.key.to_pkcs8().expect("a key of this test"));
    let certificate = pem(&folder, "x509", "certificate", town.president.chain[0].der());
    let out = folder.0.join("cms.der");
    let mut sign = Command::new("openssl");
    sign.args(["cms", "-sign", "-binary", "-md", "sha1", "-cades", "-outform", "DER", "-in"]).arg(content);
    openssl(sign.arg("-signer").arg(certificate).arg("-inkey").arg(key).arg("-out").arg(&out));
    let cms = std::fs::read(out).expect("openssl wrote it");
    Tampering::new("weak-digest", "signed over SHA-1", "fault-weak", prepared.finish(&cms).expect("it fits"))
}
