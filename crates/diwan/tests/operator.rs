//! What an operator types, with the built program: judging files, writing papers out.

mod town;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use town::{Folder, TAROUDANNT, file, open};

fn diwan(words: &[&str]) -> (bool, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_diwan")).args(words).output().expect("it runs");
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

/// The one PDF under a folder.
fn only_pdf(folder: &Path) -> PathBuf {
    let mut found = Vec::new();
    let mut left = vec![folder.to_path_buf()];
    while let Some(next) = left.pop() {
        for entry in fs::read_dir(next).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            match entry.is_dir() {
                true => left.push(entry),
                false if entry.extension().is_some_and(|kind| kind == "pdf") => found.push(entry),
                false => {}
            }
        }
    }
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn papers_are_written_out_and_judged_with_a_town_and_without_one() {
    let folder = Folder::new("operator");
    let data = folder.0.join("town");
    let number = file(&data);
    let (data, papers) = (data.to_string_lossy().into_owned(), folder.0.join("papers"));
    let out = papers.to_string_lossy().into_owned();

    let (done, said) = diwan(&["export", "--data", &data, "--documents", &out]);
    assert!(done && said.contains("1 papers") && said.contains("1 written"), "{said}");
    let index = fs::read_to_string(papers.join("index.csv")).expect("the index");
    let line = index.lines().nth(1).expect("one paper");
    assert!(line.contains(&number) && line.contains(",B-T,1,095410113/") && line.contains("receipt"), "{index}");
    let paper = only_pdf(&papers);
    let bytes = fs::read(&paper).expect("the paper");

    // Begun again it changes nothing; what was lost or spoilt is written anew.
    let (done, said) = diwan(&["export", "--data", &data, "--documents", &out]);
    assert!(done && said.contains("0 written, 1 as they were"), "{said}");
    fs::write(&paper, b"spoilt").expect("written");
    let (done, said) = diwan(&["export", "--data", &data, "--documents", &out]);
    assert!(done && said.contains("1 written"), "{said}");
    assert_eq!(fs::read(&paper).expect("the paper"), bytes);

    // A folder of others is left as it is.
    let (done, said) = diwan(&["export", "--data", &data, "--documents", &folder.0.to_string_lossy()]);
    assert!(!done && said.contains("is not empty"), "{said}");
    let mark = fs::read_to_string(papers.join("diwan-documents.json")).expect("the mark");
    fs::write(papers.join("diwan-documents.json"), mark.replace("127.0.0.1", "elsewhere")).expect("written");
    let (done, said) = diwan(&["export", "--data", &data, "--documents", &out]);
    assert!(!done && said.contains("another town"), "{said}");

    // By the town: who sealed it, and what its register says.
    let name = paper.to_string_lossy().into_owned();
    let (done, said) = diwan(&["verify", "--data", &data, &name]);
    assert!(done && said.contains("Signature valable, document intact"), "{said}");
    assert!(said.contains("Cachet de l'institution") && said.contains("Taroudannt"), "{said}");
    assert!(said.contains("Au registre : Récépissé de dépôt"), "{said}");

    // By its root alone, with no town at hand; and not by anybody else's.
    let root = folder.0.join("root.pem");
    let kept = open(Path::new(&data)).db.read_now(|tx| {
        let key = store::keys::key_of(tx, civic::Place::KINGDOM, "root")?.expect("a root");
        store::keys::certificate_of(tx, civic::Place::KINGDOM, key.id)
    });
    let der = kept.expect("read").expect("its certificate").der;
    fs::write(&root, proof::pem::write(proof::pem::CERTIFICATE, &der)).expect("written");
    let root = root.to_string_lossy().into_owned();
    let (done, said) = diwan(&["verify", "--trust", &root, "--lang", "ar", &name]);
    assert!(done && said.contains("ختم المؤسسة"), "{said}");
    let (done, said) = diwan(&["verify", &name]);
    assert!(!done && said.contains("--trust ROOT.pem"), "{said}");
    let (done, said) = diwan(&["verify", "--trust", &name, &name]);
    assert!(!done && said.contains("it holds no CERTIFICATE"), "{said}");

    // One letter changed in the first of two files: both are told, and the answer is no.
    let altered = folder.0.join("altered.pdf");
    let mut spoilt = bytes.clone();
    spoilt[bytes.len() / 3] ^= 1;
    fs::write(&altered, spoilt).expect("written");
    let (done, said) = diwan(&["verify", "--trust", &root, &altered.to_string_lossy(), &name]);
    assert!(!done && said.contains("Signature refusée") && said.contains("Signature valable"), "{said}");
    assert!(said.contains("1 of 2 files do not hold"), "{said}");

    // And of no file: the whole town.
    let (done, said) = diwan(&["verify", "--data", &data]);
    assert!(done && said.contains("1 files, 1 acts") && said.contains("0 faults"), "{said}");

    // A court asks for all that proves the file: whose file it is sees that it was taken.
    let evidence = folder.0.join("evidence.asice").to_string_lossy().into_owned();
    let (done, said) = diwan(&["export", "--data", &data, "--evidence", &number, "--pieces", "--to", &evidence]);
    assert!(done, "{said}");
    let (done, said) = diwan(&["verify", "--trust", &root, &evidence]);
    assert!(done && said.contains("Preuves valables") && said.contains("Dans le conteneur, intacte"), "{said}");
    let readings = open(Path::new(&data)).db.read_now(|tx| {
        let id = store::dossiers::id_of(tx, TAROUDANNT, &number)?.expect("the file");
        store::readings::of(tx, TAROUDANNT, id, 10)
    });
    let said: Vec<_> = readings.expect("read").into_iter().map(|one| (one.look.what, one.look.seat.role)).collect();
    assert_eq!(said, [("evidence".to_owned(), civic::Role::System)]);
    let (done, said) = diwan(&["export", "--data", &data, "--evidence", &number, "--to", &evidence]);
    assert!(!done && said.contains("evidence.asice"), "{said}");
}

/// The program with words on its standard input.
fn diwan_told(words: &[&str], input: &str) -> (bool, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_diwan"))
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    std::io::Write::write_all(&mut child.stdin.take().expect("its input"), input.as_bytes()).expect("told");
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

/// What a stranger's OpenSSL answers.
fn openssl(words: &[&str]) -> (bool, String) {
    let Output { status, stdout, stderr } =
        Command::new("openssl").args(words).output().expect("openssl is installed by scripts/setup");
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

#[test]
fn certificates_are_listed_renewed_and_taken_back_and_the_root_goes_away() {
    let folder = Folder::new("ca");
    let data = folder.0.join("town");
    file(&data);
    let data = data.to_string_lossy().into_owned();
    let ca = |words: &[&str]| diwan(&[&["ca", "--data", &data], words].concat());
    let path = |name: &str| folder.0.join(name).to_string_lossy().into_owned();

    let (done, said) = ca(&["list"]);
    assert!(done && said.lines().any(|l| l.contains(" seal ") && l.contains("in-force")), "{said}");
    assert!(["root", "issuing", "stamp", "ocsp"].iter().all(|purpose| said.contains(purpose)), "{said}");
    let numbers = |purpose: &str| {
        let (done, said) = ca(&["list", "--json"]);
        assert!(done, "{said}");
        let lines = said.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        lines.filter(|line| line["purpose"] == purpose).collect::<Vec<_>>()
    };
    let first = numbers("seal")[0]["number"].as_str().expect("a number").to_owned();

    // Another certificate for the same key; the first one counts on.
    let (done, said) = ca(&["renew", &first]);
    assert!(done && said.contains("in-force"), "{said}");
    assert_eq!(numbers("seal").len(), 2);
    let (done, said) = ca(&["issue", "--seal", "095410000"]);
    assert!(done && said.contains("in-force"), "{said}");
    let (done, said) = ca(&["issue", "--seal", "123456789"]);
    assert!(!done && said.contains("no commune or province"), "{said}");
    let (done, said) = ca(&["issue", "--person", "nobody@town.example"]);
    assert!(!done && said.contains("nobody has this address"), "{said}");

    // Taken back: in the next list and in the next answer, at once; and only once.
    let colons: Vec<String> =
        first.as_bytes().chunks(2).map(|two| String::from_utf8_lossy(two).to_uppercase()).collect();
    let (done, said) = ca(&["revoke", &colons.join(":"), "--reason", "lost"]);
    assert!(!done, "{said}");
    let (done, said) = ca(&["revoke", &colons.join(":"), "--reason", "key-compromise"]);
    assert!(done && said.contains("key-compromise"), "{said}");
    let (done, said) = ca(&["revoke", &first, "--reason", "superseded"]);
    assert!(!done && said.contains("déjà"), "{said}");
    let (done, said) = ca(&["revoke", "00ff", "--reason", "superseded"]);
    assert!(!done && said.contains("ca list"), "{said}");
    let (done, said) = ca(&["crl", &path("lists")]);
    assert!(done, "{said}");
    let (done, said) = openssl(&["crl", "-inform", "DER", "-noout", "-text", "-in", &path("lists/issuing.crl")]);
    assert!(done && said.contains(&first.to_uppercase()) && said.contains("Key Compromise"), "{said}");
    let (done, said) = openssl(&["crl", "-inform", "DER", "-noout", "-text", "-in", &path("lists/root.crl")]);
    assert!(done && said.contains("No Revoked Certificates"), "{said}");
    let kept = open(Path::new(&data)).db.read_now(|tx| store::keys::by_number(tx, &first));
    let pem = |name: &str, der: &[u8]| fs::write(path(name), proof::pem::write(proof::pem::CERTIFICATE, der));
    pem("seal.pem", &kept.expect("read").expect("the certificate").der).expect("written");
    for (purpose, name) in [("issuing", "issuing.pem"), ("root", "root.pem")] {
        let kept = open(Path::new(&data)).db.read_now(|tx| {
            let key = store::keys::key_of(tx, civic::Place::KINGDOM, purpose)?.expect("a key");
            store::keys::certificate_of(tx, civic::Place::KINGDOM, key.id)
        });
        pem(name, &kept.expect("read").expect("the certificate").der).expect("written");
    }
    let (seal, issuing) = (path("seal.pem"), path("issuing.pem"));
    let (request, answer) = (path("request.der"), path("answer.der"));
    let (done, said) = openssl(&["ocsp", "-issuer", &issuing, "-cert", &seal, "-reqout", &request, "-no_nonce"]);
    assert!(done, "{said}");
    let (done, said) = ca(&["ocsp", &request, "--to", &answer]);
    assert!(done, "{said}");
    let words = ["ocsp", "-respin", &answer, "-issuer", &issuing, "-cert", &seal, "-CAfile", &path("root.pem")];
    let (_, said) = openssl(&[&words[..], &["-verify_other", &issuing]].concat());
    assert!(said.contains("revoked") && said.contains("keyCompromise"), "{said}");

    // The root's key leaves the database; issuing goes on; what only the root can do asks for the file.
    let away = path("away");
    fs::create_dir_all(&away).expect("a folder");
    let words = ["ca", "--data", &data, "root", "--offline", &away];
    let (done, said) = diwan_told(&words, "too short\ntoo short\n");
    assert!(!done && said.contains("12"), "{said}");
    let secret = "une phrase bien longue";
    let (done, said) = diwan_told(&words, &format!("{secret}\nanother phrase\n"));
    assert!(!done && said.contains("nothing was moved"), "{said}");
    let (done, said) = diwan_told(&words, &format!("{secret}\n{secret}\n"));
    assert!(done && said.contains("the database no more"), "{said}");
    let (done, said) = diwan_told(&words, &format!("{secret}\n{secret}\n"));
    assert!(!done && said.contains("already"), "{said}");
    let (done, said) = ca(&["issue", "--seal", "095410001"]);
    assert!(done || said.contains("no commune"), "{said}");
    let of_status = |purpose: &str, status: &str| {
        let found = numbers(purpose).into_iter().find(|line| line["status"] == status);
        found.and_then(|line| Some(line["number"].as_str()?.to_owned())).expect("a certificate")
    };
    let (done, said) = ca(&["renew", &of_status("seal", "in-force")]);
    assert!(done, "{said}");
    let (done, said) = ca(&["renew"]);
    assert!(!done && said.contains("--root"), "{said}");
    let file = path("away/diwan-root.key");
    let renewing = ["ca", "--data", &data, "renew", "--root", &file];
    let (done, said) = diwan_told(&renewing, "une autre phrase longue\n");
    assert!(!done && said.contains("passphrase is not the one"), "{said}");
    let (done, said) = diwan_told(&renewing, &format!("{secret}\n"));
    assert!(done, "{said}");
    assert_eq!(numbers("issuing").len(), 2);

    // The issuing authority is taken back by the root: in the root's list, and another is founded with the file.
    let old = of_status("issuing", "replaced");
    let revoking = ["ca", "--data", &data, "revoke", &old, "--reason", "superseded"];
    let (done, said) = diwan(&revoking);
    assert!(!done && said.contains("--root"), "{said}");
    let (done, said) = diwan_told(&[&revoking[..], &["--root", &file]].concat(), &format!("{secret}\n"));
    assert!(done, "{said}");
    let (done, said) = ca(&["crl", &path("lists")]);
    assert!(done, "{said}");
    let (done, said) = openssl(&["crl", "-inform", "DER", "-noout", "-text", "-in", &path("lists/root.crl")]);
    assert!(done && said.contains(&old.to_uppercase()), "{said}");

    // Each is a line of the journal; what was signed is still proven.
    let desk = open(Path::new(&data));
    let journal = desk.db.read_now(|tx| store::people::journal(tx, TAROUDANNT, i64::MAX, 50)).expect("the journal");
    let lines: Vec<&str> = journal.iter().map(|entry| entry.what.as_str()).collect();
    assert!(lines.contains(&"certificate-renewed") && lines.contains(&"certificate-revoked"), "{lines:?}");
    let (done, said) = diwan(&["verify", "--data", &data]);
    assert!(done && said.contains("0 faults"), "{said}");
}

/// Another authority, by OpenSSL: a root, and a certificate for what is asked.
fn strangers_authority(folder: &Path) {
    let conf = "[req]\ndistinguished_name=dn\nx509_extensions=ca\nprompt=no\n[dn]\nCN=Authority of strangers\n\
                [ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n\
                subjectKeyIdentifier=hash\n[leaf]\nkeyUsage=critical,nonRepudiation\n\
                extendedKeyUsage=1.3.6.1.5.5.7.3.36\nauthorityKeyIdentifier=keyid\n[server]\n\
                keyUsage=critical,keyAgreement\nextendedKeyUsage=serverAuth\nauthorityKeyIdentifier=keyid\n";
    fs::write(folder.join("ca.conf"), conf).expect("written");
    let in_folder = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (conf, key, root) = (in_folder("ca.conf"), in_folder("ca.key"), in_folder("ca.pem"));
    let words = ["req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "400", "-config", &conf, "-keyout", &key];
    let (done, said) = openssl(&[&words[..], &["-out", &root]].concat());
    assert!(done, "{said}");
    for section in ["leaf", "server"] {
        let (request, out) = (in_folder("seal.csr"), in_folder(&format!("{section}.pem")));
        let words = ["x509", "-req", "-in", &request, "-CA", &root, "-CAkey", &key, "-CAcreateserial", "-days", "300"];
        let more = ["-extfile", &conf, "-extensions", section, "-out", &out];
        let (done, said) = openssl(&[&words[..], &more[..]].concat());
        assert!(done, "{said}");
    }
}

#[test]
fn the_seal_signs_under_the_certificate_of_another_authority() {
    let folder = Folder::new("foreign");
    let data_path = folder.0.join("town");
    town::file_unmade(&data_path);
    let data = data_path.to_string_lossy().into_owned();
    let ca = |words: &[&str]| diwan(&[&["ca", "--data", &data], words].concat());
    let path = |name: &str| folder.0.join(name).to_string_lossy().into_owned();
    let (done, said) = ca(&["request", "--seal", "095410113", "--to", &path("seal.csr")]);
    assert!(done, "{said}");
    let (done, said) = openssl(&["req", "-in", &path("seal.csr"), "-noout", "-verify", "-subject"]);
    assert!(done && said.contains("Taroudannt"), "{said}");
    strangers_authority(&folder.0);

    // What does not fit is refused, with every reason.
    let (done, said) = ca(&["accept", &path("leaf.pem")]);
    assert!(!done && said.contains("holds no root"), "{said}");
    let (done, said) = ca(&["accept", &path("ca.pem")]);
    assert!(!done && said.contains("for a key of this town"), "{said}");
    let together =
        |leaf: &str| fs::read_to_string(path(leaf)).expect("read") + &fs::read_to_string(path("ca.pem")).expect("read");
    fs::write(path("wrong.pem"), together("server.pem")).expect("written");
    let (done, said) = ca(&["accept", &path("wrong.pem")]);
    assert!(!done && said.contains("does not fit"), "{said}");

    // What fits is taken, once; from now on the seal signs under it.
    fs::write(path("whole.pem"), together("leaf.pem")).expect("written");
    let (done, said) = ca(&["accept", &path("whole.pem")]);
    assert!(done && said.contains("in-force"), "{said}");
    let number = said.split_whitespace().next().expect("a number").to_owned();
    let (done, said) = ca(&["accept", &path("whole.pem")]);
    assert!(!done && said.contains("here already"), "{said}");
    let (done, said) = ca(&["renew", &number]);
    assert!(!done && said.contains("autre autorité"), "{said}");
    let (done, said) = diwan(&["export", "--data", &data, "--documents", &path("papers"), "--make"]);
    assert!(done && said.contains("1 written"), "{said}");
    let paper = only_pdf(&folder.0.join("papers")).to_string_lossy().into_owned();
    let (done, said) = diwan(&["verify", "--data", &data, &paper]);
    assert!(done && said.contains("Authority of strangers"), "{said}");
    let own = path("papers/authorities/root.pem");
    let (done, said) = diwan(&["verify", "--trust", &path("ca.pem"), "--trust", &own, &paper]);
    assert!(done, "{said}");
    let (done, said) = diwan(&["verify", "--trust", &own, &paper]);
    assert!(!done && said.contains("Authority of strangers"), "{said}");

    // Taken out of use here, the local authority serves again.
    let (done, said) = ca(&["revoke", &number, "--reason", "superseded"]);
    assert!(done, "{said}");
    let (done, said) = ca(&["issue", "--seal", "095410113"]);
    assert!(done && !said.contains(&number), "{said}");
}
