//! What an operator types, with the built program: judging files, writing papers out.

mod town;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use town::{Folder, TAROUDANNT, open, prepare};

/// A town with one filed application and its sealed receipt; gives the number of the file.
fn town_with_a_receipt(data: &Path) -> String {
    fs::create_dir_all(data.join("keys")).expect("a folder");
    fs::write(data.join("keys/master"), [7; 32]).expect("a master key");
    let (token, body) = prepare(data);
    let desk = open(data);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let who = desk::who::by_token(&desk, &token).await.expect("read").expect("known");
        let body: serde_json::Value = serde_json::from_str(&body).expect("the request");
        let typed = serde_json::from_value(body["answers"].clone()).expect("answers");
        let uploads = serde_json::from_value(body["pieces"].clone()).expect("pieces");
        let new = desk::counter::NewFile {
            commune: TAROUDANNT,
            procedure: body["procedure"].as_str().expect("a procedure").to_owned(),
            typed,
            pieces: desk::upload::named(&desk, &who, uploads).await.expect("given"),
            declared: true,
            ..Default::default()
        };
        let filed = desk::counter::file(&desk, &who, new).await.expect("filed");
        desk::work::settle(&desk).await.expect("the receipt");
        filed.number
    })
}

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
    let number = town_with_a_receipt(&data);
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
}
