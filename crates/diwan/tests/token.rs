//! Keys in a token, with SoftHSM: made inside it, away, and there again. The library stands for a whole process,
//! so that each telling is the program's own, to which the token's folder is given.

mod town;

use desk::Options;
use desk::keys::TokenOptions;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use store::keys as kept;
use town::{Folder, TAROUDANNT, file_with, open};

const PIN: &str = "274951";

/// Where Debian and others put the library.
fn library() -> PathBuf {
    let places =
        ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/usr/lib/pkcs11/libsofthsm2.so"];
    let found = places.iter().map(PathBuf::from).find(|path| path.exists());
    found.expect("SoftHSM is needed: run scripts/setup")
}

fn run(program: &str, configuration: &Path, words: &[&str]) -> (bool, String) {
    let Output { status, stdout, stderr } =
        Command::new(program).args(words).env("SOFTHSM2_CONF", configuration).output().expect("it runs");
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

#[test]
fn papers_wait_for_a_token_that_is_away_and_nothing_is_half_signed() {
    let folder = Folder::new("token");
    let (data, tokens, away) = (folder.0.join("town"), folder.0.join("tokens"), folder.0.join("away"));
    fs::create_dir_all(&data).expect("a folder");
    fs::create_dir_all(&tokens).expect("a folder");
    let configuration = folder.0.join("softhsm2.conf");
    let text = format!("directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n", tokens.display());
    fs::write(&configuration, text).expect("written");
    let setting = ["--init-token", "--free", "--label", "commune", "--pin", PIN, "--so-pin", "99887766"];
    let (done, said) = run("softhsm2-util", &configuration, &setting);
    assert!(done, "{said}");
    fs::write(data.join("pin"), format!("{PIN}\n")).expect("written");
    let chosen =
        format!("token_module = \"{}\"\ntoken_label = \"commune\"\ntoken_pin_file = \"pin\"\n", library().display());
    fs::write(data.join("diwan.toml"), chosen).expect("written");

    // Filed while the token is away (this process knows no token): the number stands, the receipt waits.
    let token = TokenOptions { module: library(), label: "commune".into(), pin: PIN.into() };
    let (_, pass) = file_with(&data, Options { token: Some(token), ..Options::default() });
    assert_eq!((pass.papers, pass.failed), (0, 1));
    let papers = || open(&data).db.read_now(|tx| store::documents::signed_page(tx, Default::default(), 10));
    let receipt = || papers().expect("read").remove(0);
    assert_eq!((receipt().document.sha256, receipt().signatures), (None, 0));
    let waiting = |kind: &str| {
        let jobs = open(&data).db.write_now(|tx| store::outbox::claim(tx, i64::MAX / 2, 50, 1)).expect("the jobs");
        jobs.iter().filter(|job| job.kind == kind).count()
    };
    assert_eq!(waiting("paper"), 1, "it is still to be made");

    let (data_word, out) = (data.to_string_lossy().into_owned(), folder.0.join("papers"));
    let out_word = out.to_string_lossy().into_owned();
    let diwan = |words: &[&str]| run(env!("CARGO_BIN_EXE_diwan"), &configuration, words);
    let making = ["export", "--data", &data_word, "--documents", &out_word, "--make"];

    // Unplugged: said so, with the remedy, and nothing is kept.
    fs::rename(&tokens, &away).expect("unplugged");
    fs::create_dir_all(&tokens).expect("an empty place");
    let (done, said) = diwan(&making);
    assert!(!done && said.contains("the token commune is not there"), "{said}");
    assert_eq!((receipt().document.sha256, receipt().signatures), (None, 0));

    // Plugged in: the seal's key is made inside, and signs.
    fs::remove_dir_all(&tokens).expect("removed");
    fs::rename(&away, &tokens).expect("plugged in");
    let (done, said) = diwan(&making);
    assert!(done && said.contains("1 written"), "{said}");
    assert_eq!(receipt().signatures, 1);
    let seal = open(&data).db.read_now(|tx| kept::key_of(tx, TAROUDANNT, "seal")).expect("read").expect("the seal");
    assert!(seal.locked.is_empty(), "its private half is in the token alone");
    let path = fs::read_to_string(out.join("index.csv")).expect("the index");
    let path = path.lines().nth(1).and_then(|line| line.rsplit(',').next()).expect("a path").to_owned();
    let paper = out.join(path).to_string_lossy().into_owned();
    let (done, said) = diwan(&["verify", "--data", &data_word, &paper]);
    assert!(done && said.contains("Signature valable"), "{said}");
    let public = proof::certificate::Certificate::read(&{
        let held = open(&data).db.read_now(|tx| kept::certificate_of(tx, TAROUDANNT, seal.id));
        held.expect("read").expect("its certificate").der
    });
    assert!(public.is_ok());

    // Another process opens the very same key, and a wrong PIN is told.
    let (done, said) = diwan(&["ca", "--data", &data_word, "issue", "--seal", "095410113"]);
    assert!(done && said.contains("in-force"), "{said}");
    fs::write(data.join("pin"), "000000").expect("written");
    let (done, said) = diwan(&["ca", "--data", &data_word, "issue", "--seal", "095410113"]);
    assert!(!done && said.contains("refused the PIN"), "{said}");
    fs::remove_file(data.join("pin")).expect("removed");
    let (done, said) = diwan(&["ca", "--data", &data_word, "list"]);
    assert!(!done && said.contains("token_pin_file"), "{said}");
}
