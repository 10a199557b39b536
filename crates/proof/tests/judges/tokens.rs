//! Keys in a token, with SoftHSM: a library that stands for the whole process, so that the story is
//! told by a child of the test, to which the token's folder is given.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use cryptoki::context::Pkcs11;
use cryptoki::mechanism::Mechanism;
use cryptoki::object::Attribute;
use cryptoki::session::UserType;
use cryptoki::types::AuthPin;
use proof::algorithm::{self, sha256};
use proof::authority::Use;
use proof::cms;
use proof::key::{Algorithm, Key, KeyError};
use proof::pkcs11::{Module, TokenKey};

use crate::office::{Office, addresses, agrees, folder, now, person, term, write};

const PIN: &str = "274951";
const STORY: &str = "tokens::a_token_signs_and_every_trouble_has_its_name";
const FOLDER: &str = "DIWAN_TEST_TOKEN_FOLDER";

/// A key that was made inside signs, is found again, and is never made twice under one name.
fn keys_are_made_in_the_token(module: &Module) {
    for (label, kind) in [("made-p256", Algorithm::P256), ("made-rsa", Algorithm::Rsa3072)] {
        let made = module.make("commune", label, PIN, kind).expect("made inside");
        let again = module.key("commune", label, PIN).expect("found again");
        assert_eq!((made.algorithm(), made.public()), (kind, again.public()));
        let signature = again.sign(b"a paper").expect("signed");
        assert!(algorithm::verify(kind, made.public(), b"a paper", &signature));
        let twice = module.make("commune", label, PIN, kind).expect_err("never twice");
        assert_eq!(twice.code(), "key-missing");
    }
    let other = module.make("commune", "made-ed", PIN, Algorithm::Ed25519).expect_err("not by tokens");
    assert_eq!(other.code(), "key-unsuitable");
    assert_eq!(module.make("elsewhere", "x", PIN, Algorithm::P256).expect_err("no such token").code(), "key-unplugged");
}

/// Where Debian and others put the library.
fn library() -> PathBuf {
    let places =
        ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/usr/lib/pkcs11/libsofthsm2.so"];
    let found = places.iter().map(PathBuf::from).find(|path| path.exists());
    found.expect("SoftHSM is needed: run scripts/setup")
}

#[test]
fn a_token_signs_and_every_trouble_has_its_name() {
    if let Ok(folder) = std::env::var(FOLDER) {
        return tell(Path::new(&folder));
    }
    let folder = folder();
    std::fs::create_dir_all(folder.join("tokens")).expect("a folder");
    let configuration = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
        folder.join("tokens").display()
    );
    write(&folder, "softhsm2.conf", configuration.as_bytes());
    let program = std::env::current_exe().expect("this test");
    let output = Command::new(program)
        .args(["--exact", STORY, "--nocapture"])
        .env("SOFTHSM2_CONF", folder.join("softhsm2.conf"))
        .env(FOLDER, &folder)
        .output()
        .expect("a child");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

fn import(folder: &Path, label: &str, id: &str, options: &[&str]) {
    let mut making = vec!["genpkey", "-out", "key.pem"];
    making.extend(options);
    agrees(folder, "openssl", &making);
    let importing = ["--import", "key.pem", "--token", "commune", "--label", label, "--id", id, "--pin", PIN];
    agrees(folder, "softhsm2-util", &importing);
}

const P256: [&str; 4] = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];

fn tell(folder: &Path) {
    let setting = ["--init-token", "--free", "--label", "commune", "--pin", PIN, "--so-pin", "99887766"];
    agrees(folder, "softhsm2-util", &setting);
    import(folder, "seal", "01", &P256);
    import(folder, "seal-rsa", "02", &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"]);
    import(folder, "large", "03", &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]);
    import(folder, "small", "04", &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]);
    import(folder, "twice", "05", &P256);
    import(folder, "twice", "06", &P256);

    assert_eq!(Module::load(Path::new("/nowhere/token.so")).err().map(|why| why.code()), Some("key-module"));
    let module = Module::load(&library()).expect("SoftHSM");
    assert_eq!(module.tokens().expect("tokens"), ["commune"]);

    both_kinds_sign(&module);
    keys_are_made_in_the_token(&module);
    every_trouble_has_its_name(&module);
    a_key_that_asks_each_time_is_named(&module);
    let seal = Arc::new(module.key("commune", "seal", PIN).expect("a key"));
    several_threads_sign(&seal);
    a_wrong_pin_is_refused_though_another_is_logged_in(&module, &seal);
    a_dead_session_is_opened_again(&seal);
    an_unplugged_token_is_said_to_be(folder, &seal);
    a_changed_pin_is_offered_once(&seal);
}

fn signs(key: &TokenKey) {
    let signature = key.sign(b"a paper").expect("signed");
    assert!(algorithm::verify(key.algorithm(), key.public(), b"a paper", &signature));
    assert!(!algorithm::verify(key.algorithm(), key.public(), b"another", &signature));
}

fn both_kinds_sign(module: &Module) {
    let office = Office::new();
    for (label, kind) in [("seal", Algorithm::P256), ("seal-rsa", Algorithm::Rsa3072)] {
        let key = module.key("commune", label, PIN).expect("a key");
        assert_eq!((key.algorithm(), key.certificate()), (kind, None));
        signs(&key);
        let name = person();
        let issued = office.issuing.issue(&name, key.public(), Use::DocumentSignature, term(-1, 300), &addresses("x"));
        let chain = [issued.expect("a certificate"), office.issuing.certificate().clone()];
        let signature = cms::sign_detached(sha256(b"a paper"), &key, &chain, Some(&office.stamper(now())));
        let signature = signature.expect("signed");
        let signer = cms::verify_detached(&signature, sha256(b"a paper"), &office.trust()).expect("accepted");
        assert_eq!(signer.certificate, chain[0]);
    }
}

fn every_trouble_has_its_name(module: &Module) {
    let refused = |token, label, pin| module.key(token, label, pin).expect_err("refused");
    assert_eq!(refused("commune", "seal", "000000"), KeyError::Pin("commune".into()));
    assert_eq!(refused("another", "seal", PIN), KeyError::Unplugged("another".into()));
    let missing = |label: &str, found| KeyError::Missing { token: "commune".into(), label: label.into(), found };
    assert_eq!(refused("commune", "nobody", PIN), missing("nobody", 0));
    assert_eq!(refused("commune", "twice", PIN), missing("twice", 2));
    assert_eq!(refused("commune", "large", PIN).code(), "key-unsuitable");
    assert_eq!(refused("commune", "small", PIN).code(), "key-unsuitable");
}

/// A key as cards for qualified signatures hold it: the PIN at each signature.
fn a_key_that_asks_each_time_is_named(module: &Module) {
    let library = Pkcs11::new(library()).expect("the library");
    let slot = library.get_slots_with_initialized_token().expect("slots")[0];
    let session = library.open_rw_session(slot).expect("a session");
    session.login(UserType::User, Some(&AuthPin::from(PIN))).expect("logged in");
    let label = Attribute::Label(b"each-time".to_vec());
    let curve = Attribute::EcParams(vec![0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]);
    let public = [Attribute::Token(true), label.clone(), curve];
    let private = [
        Attribute::Token(true),
        Attribute::Private(true),
        label,
        Attribute::Sign(true),
        Attribute::AlwaysAuthenticate(true),
    ];
    session.generate_key_pair(&Mechanism::EccKeyPairGen, &public, &private).expect("a key");
    let refused = module.key("commune", "each-time", PIN).expect_err("refused");
    assert!(matches!(&refused, KeyError::Unsuitable { kind, .. } if kind.contains("PIN")), "{refused}");
}

fn several_threads_sign(key: &Arc<TokenKey>) {
    std::thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| (0..25).for_each(|_| signs(key)));
        }
    });
}

fn a_wrong_pin_is_refused_though_another_is_logged_in(module: &Module, key: &TokenKey) {
    signs(key);
    assert_eq!(module.key("commune", "seal", "000000").expect_err("refused"), KeyError::Pin("commune".into()));
    // Whoever was logged in goes on.
    signs(key);
}

/// Ends every session of the process behind the key's back.
fn kill_sessions() {
    Pkcs11::new(library()).and_then(Pkcs11::finalize).expect("the library stops");
}

fn a_dead_session_is_opened_again(key: &TokenKey) {
    for _ in 0..3 {
        kill_sessions();
        signs(key);
        signs(key);
    }
}

fn an_unplugged_token_is_said_to_be(folder: &Path, key: &TokenKey) {
    let (plugged, unplugged) = (folder.join("tokens"), folder.join("drawer"));
    kill_sessions();
    std::fs::rename(&plugged, &unplugged).expect("unplugged");
    std::fs::create_dir(&plugged).expect("an empty slot");
    for _ in 0..2 {
        assert_eq!(key.sign(b"a paper"), Err(KeyError::Unplugged("commune".into())));
    }
    kill_sessions();
    std::fs::remove_dir(&plugged).expect("an empty slot");
    std::fs::rename(&unplugged, &plugged).expect("plugged");
    signs(key);
}

fn change_pin(old: &str, new: &str) {
    let library = Pkcs11::new(library()).expect("the library");
    let slot = library.get_slots_with_initialized_token().expect("slots")[0];
    let session = library.open_rw_session(slot).expect("a session");
    match session.login(UserType::User, Some(&AuthPin::from(old))) {
        Ok(()) | Err(cryptoki::error::Error::Pkcs11(cryptoki::error::RvError::UserAlreadyLoggedIn, _)) => {}
        Err(why) => panic!("{why}"),
    }
    session.set_pin(&AuthPin::from(old), &AuthPin::from(new)).expect("changed");
}

fn a_changed_pin_is_offered_once(key: &TokenKey) {
    signs(key);
    change_pin(PIN, "111222");
    kill_sessions();
    assert_eq!(key.sign(b"a paper"), Err(KeyError::Pin("commune".into())));
    // The old PIN is right again, and is still not tried: a person must say so first.
    change_pin("111222", PIN);
    kill_sessions();
    assert_eq!(key.sign(b"a paper"), Err(KeyError::Pin("commune".into())));
}
