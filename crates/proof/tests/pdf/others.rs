//! The judges of other people: pyHanko, in one Python process for a whole list of papers, and
//! poppler's `pdfsig` with NSS. `scripts/setup` installs both; without them these tests fail.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::town::{Signer, Town, judging};

/// One paper for them.
pub struct Paper<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
    /// Whether pyHanko must find everything in the paper's own store.
    pub alone: bool,
}

/// What one judge says of one paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub accepts: bool,
    pub why: String,
}

/// A folder of this run, taken away at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("diwan-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the temporary folder takes files");
        Folder(path)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).expect("the temporary folder takes files");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The Python that has pyHanko: `DIWAN_PYTHON`, or the place where `scripts/setup` puts it.
pub fn python() -> PathBuf {
    let set = std::env::var_os("DIWAN_PYTHON").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/judges/.venv/bin/python");
    let python = set.unwrap_or(usual);
    assert!(
        python.exists(),
        "{} is not there: run scripts/setup, which installs pyHanko, or name a Python that has it in DIWAN_PYTHON",
        python.display()
    );
    python
}

fn run(command: &mut Command) -> String {
    let said = command.output().unwrap_or_else(|why| panic!("{command:?} cannot run ({why}): run scripts/setup"));
    let errors = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success(), "{command:?} failed: {errors}");
    String::from_utf8_lossy(&said.stdout).into_owned()
}

/// pyHanko's verdict on each paper.
pub fn pyhanko(folder: &Folder, town: &Town, papers: &[Paper]) -> Vec<Verdict> {
    let path = |path: PathBuf| format!("{:?}", path.display().to_string());
    let root = path(folder.write("root.crt", town.root.certificate().der()));
    let lists: Vec<String> =
        town.lists.iter().enumerate().map(|(i, list)| path(folder.write(&format!("{i}.crl"), list))).collect();
    let files: Vec<String> = papers
        .iter()
        .map(|paper| {
            let file = path(folder.write(&format!("{}.pdf", paper.name), paper.bytes));
            format!("{{\"name\": {:?}, \"path\": {file}, \"alone\": {}}}", paper.name, paper.alone)
        })
        .collect();
    let manifest = format!(
        "{{\"roots\": [{root}], \"crls\": [{}], \"moment\": \"{}\", \"files\": [{}]}}",
        lists.join(", "),
        judging().strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        files.join(", ")
    );
    let manifest = folder.write("manifest.json", manifest.as_bytes());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf/judge.py");
    let said = run(Command::new(python()).arg(script).arg(manifest));
    let verdicts: Vec<Verdict> = said
        .lines()
        .map(|line| {
            let mut parts = line.split('\t').skip(1);
            let accepts = parts.next() == Some("accepts");
            Verdict { accepts, why: parts.next().unwrap_or_default().to_owned() }
        })
        .collect();
    assert_eq!(verdicts.len(), papers.len(), "{said}");
    verdicts
}

/// NSS' folder of whom to believe, as `pdfsig` wants it.
pub fn nss(folder: &Folder, town: &Town) -> String {
    let root = folder.write("nss-root.crt", town.root.certificate().der());
    let place = format!("sql:{}", folder.0.join("nss").display());
    std::fs::create_dir_all(folder.0.join("nss")).expect("the temporary folder takes folders");
    run(Command::new("certutil").args(["-N", "--empty-password", "-d", &place]));
    run(Command::new("certutil").args(["-A", "-n", "root", "-t", "CT,CT,CT", "-d", &place, "-i"]).arg(root));
    place
}

/// The version of `pdfsig`: what it says in words changes with it.
pub fn pdfsig_version() -> String {
    let said = Command::new("pdfsig").arg("-v").output();
    let said = said.unwrap_or_else(|why| panic!("pdfsig cannot run ({why}): run scripts/setup"));
    let text = String::from_utf8_lossy(&said.stderr).into_owned();
    text.lines().next().and_then(|line| line.split_whitespace().last()).unwrap_or_default().to_owned()
}

/// pdfsig's verdict: every signature that it can judge is valid and trusted. What came after the last
/// signature it does not judge; it says when there is something.
pub fn pdfsig(folder: &Folder, nss: &str, paper: &Paper) -> Verdict {
    let file = folder.write(&format!("{}.pdf", paper.name), paper.bytes);
    let said = Command::new("pdfsig").args(["-nssdir", nss]).arg(file).output();
    let said = said.unwrap_or_else(|why| panic!("pdfsig cannot run ({why}): run scripts/setup"));
    let text = String::from_utf8_lossy(&said.stdout);
    let mut lacks = Vec::new();
    let mut judged = 0;
    for one in text.split("Signature #").skip(1) {
        // A time-stamp over the file is beyond it.
        if one.contains("Signature Type: unknown") {
            continue;
        }
        judged += 1;
        let word = |label: &str| {
            let line = one.lines().find_map(|line| line.split_once(label).map(|(_, said)| said.trim().to_owned()));
            line.unwrap_or_default()
        };
        for (label, good) in
            [("Signature Validation:", "Signature is Valid."), ("Certificate Validation:", "Certificate is Trusted.")]
        {
            let found = word(label);
            if found != good && !(found.is_empty() && label.starts_with("Certificate")) {
                lacks.push(found);
            }
        }
    }
    if judged == 0 {
        lacks.push("no signature".into());
    }
    lacks.dedup();
    let accepts = lacks.is_empty();
    let last = text.rsplit("Signature #").next().unwrap_or_default();
    if accepts && !last.contains("Total document signed") {
        lacks.push("says that not the whole file is signed".into());
    }
    Verdict { accepts, why: lacks.join(", ") }
}

/// A paper with pyHanko's signature in a field of that name.
pub fn signed_by_pyhanko(folder: &Folder, name: &str, pdf: &[u8], by: &Signer) -> Vec<u8> {
    let key = pem(folder, "pkey", "own-key", &by.key.to_pkcs8().expect("a key of this test"));
    let certificates: Vec<PathBuf> =
        by.chain.iter().zip(["own", "issuer"]).map(|(one, name)| pem(folder, "x509", name, one.der())).collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf/sign.py");
    let out = folder.0.join(format!("{name}-signed.pdf"));
    let from = folder.write(&format!("{name}.pdf"), pdf);
    run(Command::new(python()).arg(script).arg(from).arg(&out).arg(name).arg(key).args(certificates));
    std::fs::read(out).expect("pyHanko wrote it")
}

/// DER as PEM, by OpenSSL.
pub fn pem(folder: &Folder, kind: &str, name: &str, der: &[u8]) -> PathBuf {
    let from = folder.write(name, der);
    let to = from.with_extension("pem");
    run(Command::new("openssl").args([kind, "-inform", "DER", "-in"]).arg(from).arg("-out").arg(&to));
    to
}
