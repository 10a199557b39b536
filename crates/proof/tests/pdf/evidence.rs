//! Containers of evidence: made here, opened by `unzip`, judged by OpenSSL and by the script of the
//! guides, which knows nothing of ours; and bent, and refused by both.

use std::path::Path;
use std::process::Command;

use proof::cms;
use proof::container::{Container, ContainerError, ContainerFault, File, Seal, draft, judge};
use proof::stamp::Stamper;

use super::leaf::{first, last};
use super::others::{Folder, pem, python};
use super::town::{Signer, Town, at, signing};

fn file(name: &str, media_type: &str, bytes: &[u8]) -> File {
    File { name: name.into(), media_type: media_type.into(), bytes: bytes.into() }
}

fn files(town: &Town) -> Vec<File> {
    vec![
        file("permis.pdf", "application/pdf", &town.sealed(&super::leaf::leaf())),
        file("pièces/plan · تصميم.txt", "text/plain", "البناء : 120 m²".as_bytes()),
        file("LISEZMOI.txt", "text/plain", b"evidence.py CONTAINER ROOT.pem"),
        file("vide", "application/octet-stream", b""),
    ]
}

fn packed(town: &Town, by: &Signer, stamped: bool) -> Container {
    let draft = draft(files(town), signing()).expect("good names");
    let clock = town.clock(signing());
    let cms = cms::sign_detached_at(draft.digest(), signing(), by.key.as_ref(), &by.chain, Some(&clock));
    let mut container = draft.signed(cms.expect("the key signs"));
    if !stamped {
        return container;
    }
    let digest = container.stamp_digest();
    container.stamped(town.clock(at("2026-11-20T12:00:00Z")).stamp(digest).expect("a token"))
}

/// What the guide's script says: accepted or not, and why.
fn script(folder: &Folder, town: &Town, bytes: &[u8]) -> (bool, String) {
    let container = folder.write("evidence.asice", bytes);
    let root = pem(folder, "x509", "root", town.root.certificate().der());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/evidence.py");
    let said = Command::new(python()).arg(script).arg(container).arg(root).output().expect("Python runs");
    let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    (said.status.success(), text)
}

#[test]
fn evidence_is_accepted_with_no_code_of_ours() {
    let town = Town::shared();
    let folder = Folder::new("evidence");
    for (by, stamped) in [(&town.seal, false), (&town.seal_rsa, true)] {
        let bytes = packed(town, by, stamped).write();
        let container = folder.write("evidence.asice", &bytes);
        let listed = Command::new("unzip").args(["-tq"]).arg(&container).output();
        let listed = listed.expect("unzip is installed by scripts/setup");
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stdout));
        assert_eq!(&bytes[30..38], b"mimetype");
        let (accepted, said) = script(&folder, town, &bytes);
        assert!(accepted, "{said}");

        let judgement = judge(&bytes, &town.trust());
        assert!(judgement.accepted(), "{:?}", judgement.faults);
        let carried: Vec<&str> = judgement.files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(carried, ["permis.pdf", "pièces/plan · تصميم.txt", "LISEZMOI.txt", "vide"]);
        assert_eq!(judgement.seals.len(), if stamped { 2 } else { 1 });
        let signer = judgement.seals.iter().find_map(|sealed| match &sealed.seal {
            Seal::Signer(signer) => Some((signer.certificate.said(), signer.stamped.is_some(), sealed.files.len())),
            _ => None,
        });
        assert_eq!(signer, Some(("Commune de Toughmart".into(), true, 4)));
    }
}

#[test]
fn bent_evidence_is_refused_by_both() {
    let town = Town::shared();
    let folder = Folder::new("bent");
    let good = packed(town, &town.seal, true).write();
    let bent = |word: &[u8]| {
        let mut bytes = good.clone();
        let at = first(&bytes, word);
        bytes[at] ^= 1;
        bytes
    };
    let stranger = packed(
        town,
        &town.person("Ali Ancien", proof::authority::Use::DocumentSignature, super::town::years("2025", "2026")),
        false,
    );
    let smuggled = {
        // One more entry in the middle, known to the directory: a file that nobody signed.
        let zip = folder.write("smuggled.asice", &good);
        folder.write("virus.txt", b"not signed");
        let added =
            Command::new("zip").current_dir(&folder.0).args(["-q", "-0", "-X"]).arg(&zip).arg("virus.txt").status();
        assert!(added.expect("zip is installed by scripts/setup").success());
        std::fs::read(zip).expect("zip wrote it")
    };
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a byte of a file", bent(b"120 m"), "container-damaged"),
        ("a byte of the manifest", bent(b"DataObjectReference"), "container-damaged"),
        ("a byte of the media type", bent(b"application/vnd"), "container-damaged"),
        ("an expired certificate", stranger.write(), "fault-expired"),
        ("a file nobody signed", smuggled, "container-unsigned"),
        ("a file taken out", without(&good, "LISEZMOI.txt"), "container-missing"),
        ("the signature taken out", without(&good, "META-INF/signature.p7s"), "container-missing"),
        ("the media type taken out", without(&good, "mimetype"), "container-media-type"),
        ("a file changed, and its sum with it", swapped(town), "container-changed"),
        ("another manifest under the signature", remade(town), "fault-changed"),
    ];
    for (what, bytes, code) in cases {
        let judgement = judge(&bytes, &town.trust());
        let codes: Vec<&str> = judgement.faults.iter().map(ContainerFault::code).collect();
        assert!(codes.contains(&code), "{what}: {codes:?}");
        if what != "an expired certificate" {
            let (accepted, said) = script(&folder, town, &bytes);
            assert!(!accepted, "{what}: {said}");
        }
    }
    // What is not for others to see: ours is stricter about what two readers could take differently.
    for (what, bytes) in [
        ("bytes before", [b"MZ".as_slice(), &good].concat()),
        ("bytes after", [good.as_slice(), b"tail"].concat()),
        ("two archives", [good.as_slice(), &good].concat()),
        ("cut", good[..good.len() - 30].to_vec()),
        ("nothing", Vec::new()),
    ] {
        assert!(!judge(&bytes, &town.trust()).accepted(), "{what}");
    }
}

/// The same container with a file left out, its directory in order.
fn without(bytes: &[u8], name: &str) -> Vec<u8> {
    let folder = Folder::new("without");
    let zip = folder.write("without.asice", bytes);
    let done = Command::new("zip").args(["-q", "-d"]).arg(&zip).arg(name).status();
    assert!(done.expect("zip is installed by scripts/setup").success());
    std::fs::read(zip).expect("zip wrote it")
}

/// The manifest of some files with other bytes under the same names.
fn swapped(town: &Town) -> Vec<u8> {
    let folder = Folder::new("swapped");
    let zip = folder.write("swapped.asice", &packed(town, &town.seal, false).write());
    folder.write("LISEZMOI.txt", b"trust me");
    let done =
        Command::new("zip").current_dir(&folder.0).args(["-q", "-0", "-X"]).arg(&zip).arg("LISEZMOI.txt").status();
    assert!(done.expect("zip is installed by scripts/setup").success());
    std::fs::read(zip).expect("zip wrote it")
}

/// A signature put over other files.
fn remade(town: &Town) -> Vec<u8> {
    let honest = draft(files(town), signing()).expect("good names");
    let cms = cms::sign_detached_at(honest.digest(), signing(), town.seal.key.as_ref(), &town.seal.chain, None);
    let other = draft(vec![file("permis.pdf", "application/pdf", b"%PDF-1.7")], signing()).expect("good names");
    other.signed(cms.expect("the key signs")).write()
}

#[test]
fn names_that_mean_trouble_are_refused_all_at_once() {
    let names = ["../a", "/a", "a\\b", "META-INF/x", "mimetype", "a", "A", "b/", "c:d", ""];
    let errors = draft(names.iter().map(|name| file(name, "text/plain", b"")).collect(), signing()).unwrap_err();
    let refused: Vec<&str> = errors
        .iter()
        .map(|error| match error {
            ContainerError::Name(name) | ContainerError::Twice(name) => name.as_str(),
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(refused, ["../a", "/a", "a\\b", "META-INF/x", "mimetype", "A", "b/", "c:d", ""]);
    assert_eq!(draft(Vec::new(), signing()).unwrap_err(), [ContainerError::Empty]);
}

#[test]
fn whatever_archive_comes_the_judge_answers() {
    let town = Town::shared();
    let good = packed(town, &town.seal, true).write();
    let trust = town.trust();
    let directory = last(&good, b"PK\x05\x06");
    let mut tried = 0;
    arbtest::arbtest(|chance| {
        let mut bytes = good.clone();
        for _ in 0..chance.int_in_range(1..=4)? {
            // The ends are where archives are bent.
            let at = if chance.arbitrary()? {
                chance.choose_index(bytes.len())?
            } else {
                directory - 400 + chance.int_in_range(0..=420)?
            };
            bytes[at] = chance.arbitrary()?;
        }
        tried += 1;
        let judgement = judge(&bytes, &trust);
        assert!(
            !judgement.accepted() || judgement.files == judge(&good, &trust).files,
            "accepted, and something else was signed"
        );
        Ok(())
    })
    .budget_ms(1_000);
    assert!(20 < tried, "only {tried} were tried");
}
