//! Notes and checkpoints against examples that others published, and every way to break one.

use super::*;

/// From the documentation of golang.org/x/mod/sumdb/note.
const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn key(name: &str, kind: Kind, seed: u8) -> Signer {
    Signer::from_seed(name, kind, &[seed; 32]).unwrap()
}

fn verifier(name: &str, kind: Kind, seed: u8) -> Verifier {
    key(name, kind, seed).verifier
}

fn signed(text: &str) -> (Note, Verifier) {
    let log = key("register.test/log", Kind::Log, 1);
    (Note { text: text.into(), signatures: vec![log.line(text, 0).unwrap()] }, log.verifier)
}

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: "register.test/log".into(), size: 7, root: [9; 32], extensions: Vec::new() }
}

#[test]
fn the_published_note_is_read_and_believed() {
    let key = Verifier::parse(GO_KEY).unwrap();
    assert_eq!((key.name.as_str(), key.kind), ("PeterNeumann", Kind::Log));
    assert_eq!(key.to_string(), GO_KEY);
    let note = Note::parse(GO_NOTE).unwrap();
    assert_eq!(key.check(&note), Ok(0));
    assert_eq!(note.to_string(), GO_NOTE);
    let altered = Note::parse(&GO_NOTE.replace("answer", "anſwer")).unwrap();
    assert_eq!(key.check(&altered), Err(Fault::FalseSignature("PeterNeumann".into())));
}

#[test]
fn a_verifier_key_says_its_own_digest() {
    for wrong in ["", "name", "a+b", "a+00000000+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"] {
        assert!(Verifier::parse(wrong).is_err(), "{wrong}");
    }
    let spaced = GO_KEY.replace("PeterNeumann", "Peter Neumann");
    assert!(Verifier::parse(&spaced).is_err());
    let cosigner = verifier("w.test", Kind::Cosigner, 2);
    assert_eq!(Verifier::parse(&cosigner.to_string()), Ok(cosigner.clone()));
    assert_ne!(cosigner.id(), verifier("w.test", Kind::Log, 2).id());
}

#[test]
fn a_checkpoint_is_believed_when_its_log_has_signed_it() {
    let (note, log) = signed(&checkpoint().to_string());
    let (opened, again) = Checkpoint::open(&note.to_string(), &log).unwrap();
    assert_eq!((opened, again), (checkpoint(), note.clone()));
    let other = verifier("register.test/log", Kind::Log, 3);
    assert_eq!(Checkpoint::open(&note.to_string(), &other), Err(Fault::NotSigned(other.name)));
    let larger = note.to_string().replace("\n7\n", "\n8\n");
    assert_eq!(Checkpoint::open(&larger, &log), Err(Fault::FalseSignature(log.name.clone())));
    let (elsewhere, log) = signed(&Checkpoint { origin: "other.test".into(), ..checkpoint() }.to_string());
    assert_eq!(Checkpoint::open(&elsewhere.to_string(), &log), Err(Fault::Origin("other.test".into())));
}

#[test]
fn a_cosignature_is_of_a_moment_and_a_text() {
    let (mut note, log) = signed(&checkpoint().to_string());
    let witness = key("witness.test/w1", Kind::Cosigner, 4);
    note.signatures.push(witness.line(&note.text, 1_788_000_000).unwrap());
    let witness = witness.verifier;
    let (_, read) = Checkpoint::open(&note.to_string(), &log).unwrap();
    assert_eq!(witness.check(&read), Ok(1_788_000_000));
    let mut later = read.clone();
    later.signatures[1].signature[7] ^= 1;
    assert_eq!(witness.check(&later), Err(Fault::FalseSignature(witness.name.clone())));
    let mut cut = read;
    cut.signatures[1].signature.truncate(5);
    assert_eq!(witness.check(&cut), Err(Fault::FalseSignature(witness.name.clone())));
}

#[test]
fn what_is_not_a_note_is_refused() {
    let good = signed(&checkpoint().to_string()).0.to_string();
    assert_eq!(Note::parse("no signature\n"), Err(Fault::NoSignatures));
    assert_eq!(Note::parse(&good.replace("— ", "- ")), Err(Fault::Line(5)));
    assert_eq!(Note::parse(good.trim_end()), Err(Fault::Line(5)));
    assert_eq!(Note::parse(&good.replace("7\n", "7\r\n")), Err(Fault::Line(2)));
    assert_eq!(Note::parse(&"x".repeat(NOTE_MOST + 1)), Err(Fault::TooLong));
    let line = good.lines().last().unwrap();
    let many = format!("{good}{}", format!("{line}\n").repeat(SIGNATURES_MOST));
    assert_eq!(Note::parse(&many), Err(Fault::TooLong));
    for (text, line) in [("o\n7", 2), ("\n7\nx\n", 1), ("o\n07\nx\n", 2), ("o\n7\nx\n", 3), ("o\n+7\nx\n", 2)] {
        assert_eq!(Checkpoint::parse(text), Err(Fault::Line(line)), "{text:?}");
    }
    let root = BASE64.encode(&[9; 32]);
    assert_eq!(Checkpoint::parse(&format!("o\n7\n{root}\n\n")), Err(Fault::Line(4)));
    assert_eq!(Checkpoint::parse(&format!("o\n7\n{root}\nmore\n")).unwrap().extensions, ["more"]);
}

#[test]
fn a_proof_travels_as_text() {
    let entries: [&[u8]; 3] = [b"a", b"b", b"c"];
    let leaves = entries.map(tree::leaf_hash);
    let root = tree::node_hash(&tree::node_hash(&leaves[0], &leaves[1]), &leaves[2]);
    let (note, log) = signed(&Checkpoint { size: 3, root, ..checkpoint() }.to_string());
    let proof =
        Proof { extra: b"{}".to_vec(), index: 1, hashes: vec![leaves[0], leaves[2]], checkpoint: note.to_string() };
    let read = Proof::parse(&proof.to_string()).unwrap();
    assert_eq!(read, proof);
    assert_eq!(read.verify(b"b", &log).unwrap().size, 3);
    assert_eq!(read.verify(b"c", &log), Err(Fault::Unproven(Unproven::Root)));
    let bare = Proof { extra: Vec::new(), index: 0, hashes: Vec::new(), ..proof.clone() };
    assert_eq!(Proof::parse(&bare.to_string()), Ok(bare));
    for (from, to) in [("@v1", "@v2"), ("index 1", "index 01"), ("extra e30=", "extra %"), ("index", "place")] {
        assert!(Proof::parse(&proof.to_string().replacen(from, to, 1)).is_err(), "{to}");
    }
}

#[test]
fn whatever_text_comes_the_reader_answers() {
    let (note, _) = signed(&checkpoint().to_string());
    let good = note.to_string();
    arbtest::arbtest(|u| {
        let mut bytes = good.clone().into_bytes();
        for _ in 0..u.int_in_range(1..=6)? {
            let at = u.choose_index(bytes.len())?;
            bytes[at] = u.arbitrary()?;
        }
        if let Ok(note) = Note::parse(&String::from_utf8_lossy(&bytes)) {
            let _ = Checkpoint::parse(&note.text);
            assert_eq!(Note::parse(&note.to_string()), Ok(note));
        }
        let _ = Proof::parse(&String::from_utf8_lossy(&bytes));
        Ok(())
    });
}
