//! Certificates that we would not issue, made with OpenSSL: weak, without rules, with unknown ones,
//! under authorities that renewed or crossed each other.

use std::path::Path;

use proof::certificate::Certificate;
use proof::fault::{Fault, Usage};
use proof::key::Algorithm;
use proof::trust::{PATH_CERTIFICATES_MOST, RevocationRule, Trust};

use crate::office::{Office, addresses, agrees, days, folder, institution, key, now, person, term, write};

/// Begins before the tests' hour and ends long after, whatever the machine's clock says.
const DAYS: &str = "20000";

fn root(folder: &Path, options: &[&str]) {
    let mut making = vec!["req", "-x509", "-new", "-nodes", "-subj", "/CN=Root", "-days", DAYS, "-keyout", "root.key"];
    making.extend(["-out", "root.pem", "-addext", "keyUsage=critical,keyCertSign,cRLSign"]);
    making.extend(options);
    agrees(folder, "openssl", &making);
}

fn leaf(folder: &Path, subject: &str, key: &[&str], digest: &str, extensions: &str) -> Certificate {
    let mut asking = vec!["req", "-new", "-nodes", "-subj", subject, "-keyout", "leaf.key", "-out", "leaf.csr"];
    asking.extend(key);
    agrees(folder, "openssl", &asking);
    write(folder, "extensions", extensions.as_bytes());
    let mut issuing = vec!["x509", "-req", "-in", "leaf.csr", "-CA", "root.pem", "-CAkey", "root.key", digest];
    issuing.extend(["-days", DAYS, "-set_serial", "4711", "-extfile", "extensions", "-out", "leaf.pem"]);
    agrees(folder, "openssl", &issuing);
    read(folder, "leaf")
}

fn read(folder: &Path, name: &str) -> Certificate {
    let (from, to) = (format!("{name}.pem"), format!("{name}.der"));
    agrees(folder, "openssl", &["x509", "-in", &from, "-outform", "DER", "-out", &to]);
    Certificate::read(&std::fs::read(folder.join(to)).expect("a certificate")).expect("a certificate")
}

/// Judged when the certificate has just begun: OpenSSL dates it with the machine's clock.
fn judge(folder: &Path, leaf: &Certificate) -> Vec<Fault> {
    let mut trust = Trust::new(leaf.from());
    trust.roots.push(read(folder, "root"));
    trust.revocation = RevocationRule::IfKnown;
    trust.judge(leaf, &[], Usage::DocumentSignature, leaf.from()).faults
}

const EC: [&str; 4] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
const RULES: &str = "keyUsage=critical,nonRepudiation\n";

#[test]
fn other_peoples_algorithms_are_read_and_weak_ones_are_named() {
    for (curve, digest) in [("P-256", "-sha256"), ("P-384", "-sha384"), ("P-521", "-sha512"), ("P-384", "-sha256")] {
        let folder = folder();
        let curve = format!("ec_paramgen_curve:{curve}");
        root(&folder, &["-newkey", "ec", "-pkeyopt", &curve]);
        assert_eq!(judge(&folder, &leaf(&folder, "/CN=Leaf", &EC, digest, RULES)), [], "{curve} {digest}");
    }
    let folder = folder();
    root(&folder, &["-newkey", "rsa:2048"]);
    for digest in ["-sha256", "-sha384", "-sha512"] {
        assert_eq!(judge(&folder, &leaf(&folder, "/CN=Leaf", &EC, digest, RULES)), [], "RSA {digest}");
    }
    for digest in ["-sha1", "-md5"] {
        let found = judge(&folder, &leaf(&folder, "/CN=Leaf", &EC, digest, RULES));
        assert!(matches!(found.as_slice(), [Fault::Weak { by, .. }] if by == "Root"), "{digest}: {found:?}");
    }
    root(&folder, &["-newkey", "rsa:1024"]);
    let found = judge(&folder, &leaf(&folder, "/CN=Leaf", &EC, "-sha256", RULES));
    let algorithm = "RSA of 1024 bits".to_string();
    assert_eq!(found, [Fault::Weak { by: "Root".into(), algorithm }]);
    root(&folder, &["-newkey", "rsa:3072"]);
    for salt in ["digest", "20"] {
        let pss = leaf_with_pss(&folder, salt);
        let found = judge(&folder, &pss);
        match salt {
            "digest" => assert_eq!(found, []),
            _ => assert!(matches!(found.as_slice(), [Fault::UnknownAlgorithm { .. }]), "{found:?}"),
        }
    }
}

fn leaf_with_pss(folder: &Path, salt: &str) -> Certificate {
    leaf(folder, "/CN=Leaf", &EC, "-sha256", RULES);
    let salt = format!("rsa_pss_saltlen:{salt}");
    let mut issuing = vec!["x509", "-req", "-in", "leaf.csr", "-CA", "root.pem", "-CAkey", "root.key", "-sha256"];
    issuing.extend(["-sigopt", "rsa_padding_mode:pss", "-sigopt", &salt, "-days", DAYS]);
    issuing.extend(["-set_serial", "4712", "-extfile", "extensions", "-out", "leaf.pem"]);
    agrees(folder, "openssl", &issuing);
    read(folder, "leaf")
}

#[test]
fn rules_that_are_unknown_or_forbid_the_use_are_faults() {
    let folder = folder();
    root(&folder, &EC);
    let faults = |extensions: &str| judge(&folder, &leaf(&folder, "/CN=Leaf", &EC, "-sha256", extensions));
    let wrong = Fault::WrongUsage { certificate: "Leaf".into(), usage: Usage::DocumentSignature };
    assert_eq!(faults("keyUsage=critical,keyEncipherment\n"), vec![wrong.clone()]);
    assert_eq!(faults("extendedKeyUsage=serverAuth,clientAuth\n"), [wrong]);
    for fine in ["", "extendedKeyUsage=emailProtection\n", "extendedKeyUsage=1.3.6.1.5.5.7.3.36\n"] {
        assert_eq!(faults(fine), [], "{fine}");
    }
    let unknown = Fault::UnknownRule { certificate: "Leaf".into(), oid: "1.2.3.4".into() };
    assert_eq!(faults("1.2.3.4=critical,ASN1:NULL\n"), [unknown]);
    assert_eq!(faults("1.2.3.4=ASN1:NULL\n"), []);
    let names = "nameConstraints=critical,permitted;DNS:example.test\n";
    let unknown = Fault::UnknownRule { certificate: "Leaf".into(), oid: "2.5.29.30".into() };
    assert_eq!(faults(names), [unknown]);
}

#[test]
fn an_authority_that_was_renewed_is_found_in_force_and_circles_end() {
    let office = Office::new();
    // The issuing authority's key gets a second certificate, that begins later.
    let issuing = office.issuing.certificate();
    let public = issuing.public().expect("a key");
    let later = office.root.issue_authority(issuing.subject(), &public, term(400, 3600), &addresses("root"));
    let later = later.expect("a certificate");
    let mut trust = office.trust();
    trust.revocation = RevocationRule::IfKnown;
    for (beside, used) in [
        ([later.clone(), issuing.clone()], now()),
        ([issuing.clone(), later.clone()], now()),
        ([issuing.clone(), later.clone()], days(500)),
    ] {
        trust.at = used;
        let judged = trust.judge(&office.signer.certificate, &beside, Usage::DocumentSignature, used);
        assert_eq!(judged.faults, []);
        assert!(judged.path[1].from() <= used);
    }
    // Two authorities that certify each other lead nowhere, and the search ends.
    let (one, two) = (Office::new(), Office::new());
    let cross = |by: &Office, of: &Office| {
        let subject = of.root.certificate();
        let public = subject.public().expect("a key");
        by.root.issue_authority(subject.subject(), &public, term(0, 100), &addresses("x")).expect("a certificate")
    };
    let circle = [cross(&one, &two), cross(&two, &one), one.issuing.certificate().clone()];
    let found = trust.judge(&one.signer.certificate, &circle, Usage::DocumentSignature, now());
    assert!(!found.trusted);
    assert!(found.path.len() <= PATH_CERTIFICATES_MOST);
}

#[test]
fn a_long_ladder_of_authorities_is_not_climbed_for_ever() {
    let office = Office::new();
    // Every step is an authority over one level that made the next, which it should not have.
    let mut steps = vec![];
    let mut above = proof::authority::Authority::root(&institution("Step 0"), key(Algorithm::P256), term(-10, 900))
        .expect("an authority");
    let first = above.certificate().clone();
    for number in 1..12 {
        let key = key(Algorithm::P256);
        let name = institution(&format!("Step {number}"));
        let public = proof::key::Key::public(key.as_ref()).to_vec();
        let next = above.issue_authority(&name, &public, term(-10, 900), &addresses("x")).expect("a certificate");
        steps.push(next.clone());
        above = proof::authority::Authority::new(next, key).expect("an authority");
    }
    let leaf = above.issue(
        &person(),
        &office.signer.certificate.public().expect("a key"),
        proof::authority::Use::DocumentSignature,
        term(-1, 9),
        &addresses("x"),
    );
    let mut trust = Trust::new(now());
    trust.revocation = RevocationRule::IfKnown;
    trust.roots.push(first);
    let judged = trust.judge(&leaf.expect("a certificate"), &steps, Usage::DocumentSignature, now());
    assert!(!judged.trusted);
    assert_eq!(judged.path.len(), PATH_CERTIFICATES_MOST);
    assert!(judged.faults.iter().any(|fault| matches!(fault, Fault::UnknownIssuer { .. })), "{:?}", judged.faults);
    assert!(judged.faults.iter().any(|fault| matches!(fault, Fault::PathTooLong { .. })), "{:?}", judged.faults);
}
