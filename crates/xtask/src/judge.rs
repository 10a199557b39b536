//! The permits of a demo town before judges that are not ours: poppler's `pdfsig` with NSS, and pyHanko.
//! Each must find every signature valid and its signer trusted; one that does not fails the run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::{screens, sh};

/// Of ten files of the demo town, about four end in a permit.
const FILES_PER_PERMIT: usize = 3;
/// What the demo town has by itself.
const PERMITS_OF_THE_DEMO: usize = 200;

/// `cargo xtask judge [count=25] [town=DIR] [built]`.
pub fn command(words: &[String]) -> Result<(), String> {
    let (mut count, mut town, mut built) = (25, None, false);
    for word in words {
        match word.split_once('=') {
            Some(("count", number)) => count = number.parse().map_err(|_| format!("`{word}`: say count=1000"))?,
            Some(("town", folder)) => town = Some(PathBuf::from(folder)),
            None if word == "built" => built = true,
            _ => return Err(format!("`{word}`? Say count=N, town=DIR, built")),
        }
    }
    sh::run(sh::program("bash", &["scripts/setup"]))?;
    if !built {
        sh::run(sh::cargo(&["build", "--locked", "--package", "diwan"]))?;
    }
    let program = sh::target().join("debug/diwan");
    let town = match town {
        Some(town) => town,
        None => made(&program, count)?,
    };
    of_town(&town, count, &program)
}

/// A demo town with at least so many permits.
fn made(program: &Path, count: usize) -> Result<PathBuf, String> {
    let town = screens::fresh_folder("judge")?;
    let folder = town.to_string_lossy().into_owned();
    let mut words = vec!["demo", "--data", &folder, "--make-only"];
    let files = (count * FILES_PER_PERMIT).to_string();
    if PERMITS_OF_THE_DEMO < count {
        words.extend(["--files", &files]);
    }
    sh::run(sh::program(&program.to_string_lossy(), &words))?;
    Ok(town)
}

/// Makes, writes out and judges so many permits of a town.
pub fn of_town(town: &Path, count: usize, program: &Path) -> Result<(), String> {
    let folder = screens::fresh_folder("judged")?;
    let (data, out, most) = (town.to_string_lossy(), folder.join("papers"), count.to_string());
    let out_word = out.to_string_lossy().into_owned();
    let words = ["export", "--data", &data, "--documents", &out_word, "--kind", "permit", "--make", "--most", &most];
    let ((), took) = timed(|| sh::run(sh::program(&program.to_string_lossy(), &words)))?;
    println!("made, signed and written in {:.1} s", took.as_secs_f64());
    let papers = papers(&out.join("index.csv"))?;
    if papers.len() < count {
        return Err(format!("the town has only {} permits, {count} are wanted", papers.len()));
    }
    let paths: Vec<PathBuf> = papers.iter().map(|path| out.join(path)).collect();
    let judges: [(&str, Judge); 3] =
        [("diwan verify", ours as Judge), ("pdfsig", by_pdfsig as Judge), ("pyHanko", by_pyhanko as Judge)];
    let mut refused = Vec::new();
    for (name, judge) in judges {
        let (found, took) = timed(|| judge(&folder, &out, &paths, program))?;
        let seconds = took.as_secs_f64();
        let each = seconds * 1000.0 / paths.len() as f64;
        println!("{name}: {} of {} valid, {seconds:.1} s, {each:.0} ms each", paths.len() - found.len(), paths.len());
        refused.extend(found.into_iter().map(|why| format!("{name}: {why}")));
    }
    for why in refused.iter().take(20) {
        println!("  {why}");
    }
    match refused.len() {
        0 => Ok(()),
        n => Err(format!("{n} judgements against us")),
    }
}

/// Gives the papers that are refused, with the reason. The folder is for what the judge needs; the papers
/// lie beside the certificates of their authorities.
type Judge = fn(folder: &Path, out: &Path, papers: &[PathBuf], program: &Path) -> Result<Vec<String>, String>;

fn ours(_: &Path, out: &Path, papers: &[PathBuf], program: &Path) -> Result<Vec<String>, String> {
    let mut refused = Vec::new();
    // A command line holds only so many names.
    for some in papers.chunks(200) {
        let mut command = sh::program(&program.to_string_lossy(), &["verify", "--trust"]);
        let said = spoken(command.arg(out.join("authorities/root.pem")).args(some))?;
        if !said.ok {
            refused.extend(said.text.lines().filter(|line| line.contains("!")).map(str::to_owned));
            refused.push(said.text.lines().last().unwrap_or_default().to_owned());
        }
    }
    Ok(refused)
}

fn by_pdfsig(folder: &Path, out: &Path, papers: &[PathBuf], _: &Path) -> Result<Vec<String>, String> {
    let nss = folder.join("nss");
    std::fs::create_dir_all(&nss).map_err(|why| format!("{}: {why}", nss.display()))?;
    let nss = format!("sql:{}", nss.display());
    sh::run(sh::program("certutil", &["-N", "--empty-password", "-d", &nss]))?;
    let root = out.join("authorities/root.pem").to_string_lossy().into_owned();
    sh::run(sh::program("certutil", &["-A", "-n", "root", "-t", "CT,CT,CT", "-d", &nss, "-i", &root]))?;
    let mut refused = Vec::new();
    for paper in papers {
        // The town is not served: nobody would answer at the address that the certificates name.
        let said = spoken(sh::program("pdfsig", &["-no-ocsp", "-nssdir", &nss]).arg(paper))?;
        let signatures = said.text.matches("Signature #").count();
        let each = |words: &str| said.text.matches(words).count() == signatures;
        let whole = said.text.contains("Total document signed");
        if signatures == 0 || !each("Signature is Valid.") || !each("Certificate is Trusted.") || !whole {
            let why = said.text.lines().filter(|line| line.contains("Validation:") || line.contains("signed"));
            refused.push(format!("{}:{}", paper.display(), why.collect::<String>()));
        }
    }
    Ok(refused)
}

fn by_pyhanko(folder: &Path, out: &Path, papers: &[PathBuf], _: &Path) -> Result<Vec<String>, String> {
    let root = folder.join("root.cer");
    let pem = out.join("authorities/root.pem");
    let (from, to) = (pem.to_string_lossy(), root.to_string_lossy());
    sh::run(sh::program("openssl", &["x509", "-in", &from, "-outform", "DER", "-out", &to]))?;
    let manifest = folder.join("judge.json");
    let moment = spoken(Command::new("date").args(["-u", "+%Y-%m-%dT%H:%M:%S+00:00"]))?.text;
    let quoted = |path: &Path| format!("{:?}", path.to_string_lossy());
    let files: Vec<String> = papers
        .iter()
        .map(|path| format!("{{\"name\": {}, \"path\": {}, \"alone\": false}}", quoted(path), quoted(path)))
        .collect();
    let text = format!(
        "{{\"roots\": [{}], \"crls\": [{}, {}], \"moment\": \"{}\", \"files\": [{}]}}",
        quoted(&root),
        quoted(&out.join("authorities/issuing.crl")),
        quoted(&out.join("authorities/root.crl")),
        moment.trim(),
        files.join(", ")
    );
    std::fs::write(&manifest, text).map_err(|why| format!("{}: {why}", manifest.display()))?;
    let python = sh::root().join("tests/judges/.venv/bin/python");
    let script = sh::root().join("crates/proof/tests/pdf/judge.py");
    let said = spoken(Command::new(python).arg(script).arg(manifest))?;
    let judged = said.text.lines().filter(|line| line.contains("\taccepts\t")).count();
    let mut refused: Vec<String> =
        said.text.lines().filter(|line| !line.contains("\taccepts\t")).map(str::to_owned).collect();
    if refused.is_empty() && judged != papers.len() {
        refused.push(format!("only {judged} were judged: {}", said.text));
    }
    Ok(refused)
}

/// The last column of the index: where each paper lies.
fn papers(index: &Path) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(index).map_err(|why| format!("{}: {why}", index.display()))?;
    Ok(text.lines().skip(1).filter_map(|line| line.rsplit(',').next()).map(str::to_owned).collect())
}

struct Spoken {
    ok: bool,
    text: String,
}

fn spoken(command: &mut Command) -> Result<Spoken, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let said = command.output().map_err(|why| format!("`{name}` could not start ({why}); run scripts/setup"))?;
    let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    Ok(Spoken { ok: said.status.success(), text })
}

#[expect(clippy::disallowed_methods, reason = "a tool tells a person how long a judge took; no rule depends on it")]
fn timed<T>(run: impl FnOnce() -> Result<T, String>) -> Result<(T, Duration), String> {
    let began = Instant::now();
    run().map(|done| (done, began.elapsed()))
}
