//! A small invented commune that can sign: its authorities, its people, a time-stamping authority,
//! and a fixed day. Keys are new in each run; nothing expected depends on them.

use std::sync::{Arc, LazyLock};

use jiff::{SignedDuration, Timestamp};
use proof::authority::{Addresses, Authority, Listed, Term, Use};
use proof::certificate::{Certificate, Identity};
use proof::cms;
use proof::fault::{Reason, Revocation};
use proof::key::{Algorithm, Key, LocalKey};
use proof::pdf::{Allowed, Evidence, Field, Kind, Prepared, ROOM, extend, judge, prepare, prepare_stamp};
use proof::stamp::{Here, Stamper, TimeAuthority};
use proof::trust::Trust;

/// A moment of the invented day.
pub fn at(moment: &str) -> Timestamp {
    moment.parse().expect("the tests write moments in full")
}

pub fn signing() -> Timestamp {
    at("2026-11-20T10:00:00Z")
}

/// When everybody judges.
pub fn judging() -> Timestamp {
    at("2026-11-21T10:00:00Z")
}

pub fn years(from: &str, until: &str) -> Term {
    Term { from: at(&format!("{from}-01-01T00:00:00Z")), until: at(&format!("{until}-01-01T00:00:00Z")) }
}

/// Somebody with a key and the way up to the root.
#[derive(Clone)]
pub struct Signer {
    pub name: &'static str,
    pub key: Arc<LocalKey>,
    pub chain: Vec<Certificate>,
}

pub struct Town {
    pub root: Authority,
    pub issuing: Authority,
    pub stamping: Arc<TimeAuthority>,
    pub seal: Signer,
    pub seal_rsa: Signer,
    pub members: Vec<Signer>,
    pub president: Signer,
    pub revoked: Signer,
    pub lists: Vec<Vec<u8>>,
}

pub fn identity(name: &str) -> Identity {
    let mut words = name.split_whitespace();
    Identity {
        common_name: Some(name.into()),
        given_name: words.next().map(Into::into),
        surname: words.next_back().map(Into::into),
        organisation: Some("Commune de Toughmart".into()),
        country: Some("MA".into()),
        ..Identity::default()
    }
}

pub fn key(algorithm: Algorithm) -> Arc<LocalKey> {
    Arc::new(LocalKey::generate(algorithm).expect("the system has chance"))
}

impl Town {
    /// One town for all tests of a run: its RSA keys take a second each.
    pub fn shared() -> &'static Town {
        static TOWN: LazyLock<Town> = LazyLock::new(Town::new);
        &TOWN
    }

    fn new() -> Town {
        let always = years("2024", "2049");
        let found = |name: &str| Authority::root(&identity(name), key(Algorithm::P256), always).expect("a root");
        let root = found("Racine d’essai");
        let issuing_key = key(Algorithm::P256);
        let issuing = root
            .issue_authority(
                &identity("Autorité d’essai"),
                issuing_key.public(),
                years("2024", "2048"),
                &Addresses::default(),
            )
            .expect("an authority");
        let issuing = Authority::new(issuing, issuing_key).expect("an authority with its key");
        let term = years("2025", "2047");
        let seal = signer(&issuing, "Commune de Toughmart", Algorithm::P256, Use::InstitutionSeal, term);
        let seal_rsa = signer(&issuing, "Commune de Toughmart", Algorithm::Rsa3072, Use::InstitutionSeal, term);
        let person = |name, algorithm| signer(&issuing, name, algorithm, Use::DocumentSignature, term);
        let members = vec![
            person("Anas Azeroual", Algorithm::P256),
            person("Itto Aznag", Algorithm::Rsa3072),
            person("Yassine Agram", Algorithm::P256),
        ];
        let president = person("Fadma Bentaleb", Algorithm::P256);
        let revoked = person("Lahcen Revoque", Algorithm::P256);
        let clock = signer(&issuing, "Horloge d’essai", Algorithm::P256, Use::TimeStamping, term);
        let stamping = TimeAuthority::new(
            clock.key.clone(),
            clock.chain.clone(),
            "1.3.6.1.4.1.99999.1",
            SignedDuration::from_secs(1),
        );
        let stamping = Arc::new(stamping.expect("the certificate is made for it"));
        let mut town = Town { root, issuing, stamping, seal, seal_rsa, members, president, revoked, lists: Vec::new() };
        town.lists = town.lists_of("2026-11-21");
        town
    }

    /// The revocation lists of a day, for a month: one person's key was stolen in June 2026.
    pub fn lists_of(&self, day: &str) -> Vec<Vec<u8>> {
        let since = Revocation { at: at("2026-06-01T00:00:00Z"), reason: Reason::KeyCompromise, doubtful_since: None };
        let off = [Listed { serial: self.revoked.chain[0].serial(), revocation: since }];
        let from = at(&format!("{day}T06:00:00Z"));
        let term = Term { from, until: from + SignedDuration::from_hours(30 * 24) };
        let list = |authority: &Authority, off: &[Listed]| authority.revocation_list(1, off, term).expect("a list");
        vec![list(&self.root, &[]), list(&self.issuing, &off)]
    }

    /// Believes the root and knows the lists, on the day of judging.
    pub fn trust(&self) -> Trust {
        Trust { roots: vec![self.root.certificate().clone()], crls: self.lists.clone(), ..Trust::new(judging()) }
    }

    /// Believes the root, and knows nothing else.
    pub fn bare_trust(&self) -> Trust {
        Trust { crls: Vec::new(), ..self.trust() }
    }

    pub fn clock(&self, moment: Timestamp) -> impl Stamper + use<> {
        Here { authority: self.stamping.clone(), clock: move || moment }
    }

    pub fn person(&self, name: &'static str, purpose: Use, term: Term) -> Signer {
        signer(&self.issuing, name, Algorithm::P256, purpose, term)
    }

    /// Sealed without a time-stamp, nothing else.
    pub fn sealed(&self, pdf: &[u8]) -> Vec<u8> {
        sign(pdf, "seal", Kind::Certify(Allowed::FillingAndSigning), &self.seal, None)
    }

    pub fn stamped(&self, pdf: &[u8], name: &str, moment: Timestamp) -> Vec<u8> {
        let prepared = prepare_stamp(pdf, name, "Horodatage", ROOM).expect("a stamp can be placed");
        let token = self.clock(moment).stamp(prepared.digest()).expect("a token");
        prepared.finish(&token).expect("the token fits")
    }

    /// The seal, three members and the president, each with a time-stamp.
    pub fn minutes(&self, pdf: &[u8]) -> Vec<u8> {
        let clock = self.clock(signing());
        let mut paper = sign(pdf, "seal", Kind::Certify(Allowed::FillingAndSigning), &self.seal, Some(&clock));
        for (field, signer) in ["member-1", "member-2", "member-3"].into_iter().zip(&self.members) {
            paper = sign(&paper, field, Kind::Approve, signer, Some(&clock));
        }
        sign(&paper, "president", Kind::Approve, &self.president, Some(&clock))
    }

    /// With everything that a judge found to be needed, and nothing else.
    pub fn extended(&self, pdf: &[u8]) -> Vec<u8> {
        let needed = judge(pdf, &self.trust()).certificates();
        let certificates = needed.iter().map(|certificate| certificate.der().to_vec()).collect();
        let evidence = Evidence { certificates, ocsps: Vec::new(), crls: self.lists.clone() };
        extend(pdf, &evidence).expect("evidence can be added")
    }
}

pub fn signer(issuing: &Authority, name: &'static str, algorithm: Algorithm, purpose: Use, term: Term) -> Signer {
    let key = key(algorithm);
    let own =
        issuing.issue(&identity(name), key.public(), purpose, term, &Addresses::default()).expect("a certificate");
    Signer { name, key, chain: vec![own, issuing.certificate().clone()] }
}

pub fn placed(pdf: &[u8], name: &str, kind: Kind, signer: &str) -> Prepared {
    let field = Field {
        name,
        kind,
        description: &format!("Signature de {signer} · توقيع"),
        signer,
        reason: "Procès-verbal · محضر",
        location: "Toughmart",
        at: signing(),
        room: ROOM,
    };
    prepare(pdf, &field).expect("a signature can be placed")
}

pub fn cms_of(digest: [u8; 32], signer: &Signer, stamper: Option<&dyn Stamper>) -> Vec<u8> {
    cms::sign_detached(digest, signer.key.as_ref(), &signer.chain, stamper).expect("the key signs")
}

pub fn sign(pdf: &[u8], name: &str, kind: Kind, signer: &Signer, stamper: Option<&dyn Stamper>) -> Vec<u8> {
    let prepared = placed(pdf, name, kind, signer.name);
    let cms = cms_of(prepared.digest(), signer, stamper);
    prepared.finish(&cms).expect("the CMS fits")
}
