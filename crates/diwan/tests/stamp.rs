//! The time from an authority of others: another town, OpenSSL, nobody, and a clock that is wrong.

mod town;

use desk::Options;
use desk::keys::StampOptions;
use proof::certificate::Certificate;
use proof::pem;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use town::{Folder, TAROUDANNT, file_with, open_with};

/// An authority over HTTP that answers each question by a function; nothing: it hangs up.
struct Authority {
    url: String,
    over: Arc<AtomicBool>,
    port: u16,
}

impl Authority {
    fn open(answer: impl Fn(&[u8]) -> Option<Vec<u8>> + Send + 'static) -> Authority {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("its port").port();
        let over = Arc::new(AtomicBool::new(false));
        let ends = over.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if ends.load(Ordering::SeqCst) {
                    return;
                }
                let _ = serve(stream, &answer);
            }
        });
        Authority { url: format!("http://127.0.0.1:{port}/stamp"), over, port }
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn serve(stream: TcpStream, answer: &dyn Fn(&[u8]) -> Option<Vec<u8>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim().to_ascii_lowercase();
        if let Some(said) = line.strip_prefix("content-length:") {
            length = said.trim().parse().unwrap_or(0);
        }
        if line.is_empty() {
            break;
        }
    }
    let mut question = vec![0; length];
    reader.read_exact(&mut question)?;
    let Some(told) = answer(&question) else { return Ok(()) };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        told.len()
    );
    let mut stream = reader.into_inner();
    stream.write_all(head.as_bytes())?;
    stream.write_all(&told)
}

/// What the register says of the one receipt: signatures, stamped, and its bytes.
fn receipt(data: &Path) -> (i64, bool, Vec<u8>) {
    let desk = open_with(data, Options::default());
    let found = desk.db.read_now(|tx| store::documents::signed_page(tx, Default::default(), 10)).expect("read");
    let one = found.first().expect("the receipt");
    let bytes = desk::paper::kept(&desk, &one.document).expect("read").unwrap_or_default();
    (one.signatures, one.stamped, bytes)
}

/// Asks for the time again, as the reconciler does.
fn completes(data: &Path, options: Options) -> desk::Result<()> {
    let desk = open_with(data, options);
    let found = desk.db.read_now(|tx| store::documents::signed_page(tx, Default::default(), 10)).expect("read");
    let id = found.first().expect("the receipt").document.id.to_string();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(desk::complete::complete(&desk, TAROUDANNT, &id))
}

fn stamped_by(url: &str, roots: Vec<Certificate>) -> Options {
    let stamp = StampOptions { url: url.to_owned(), roots, lists: Vec::new() };
    Options { stamp: Some(stamp), ..Options::default() }
}

/// The paper judged by the town, which believes these roots about the time.
fn judged(data: &Path, options: Options) -> proof::pdf::Judgement {
    let bytes = receipt(data).2;
    let desk = open_with(data, options);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(desk::signing::judge(&desk, bytes)).expect("judged").judgement
}

fn openssl(folder: &Path, words: &[&str]) {
    let said = Command::new("openssl").args(words).current_dir(folder).output().expect("openssl runs");
    assert!(said.status.success(), "openssl {}: {}", words.join(" "), String::from_utf8_lossy(&said.stderr));
}

/// OpenSSL's own authority: a root that stamps by itself, in a folder.
fn openssl_authority(folder: &Path) -> (Authority, Vec<Certificate>) {
    let text = "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=Time of strangers\n\
                [ext]\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n\
                basicConstraints=critical,CA:FALSE\nsubjectKeyIdentifier=hash\n\
                [tsa]\ndefault_tsa=t\n[t]\nserial=serial\ncrypto_device=builtin\nsigner_cert=tsa.pem\n\
                signer_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\n\
                ess_cert_id_chain=no\ness_cert_id_alg=sha256\naccuracy=secs:1\n";
    fs::write(folder.join("tsa.conf"), text).expect("written");
    fs::write(folder.join("serial"), "01\n").expect("written");
    let making = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"];
    let to = ["-config", "tsa.conf", "-keyout", "tsa.key", "-out", "tsa.pem"];
    openssl(folder, &[making.as_slice(), to.as_slice()].concat());
    let found = pem::of_file(pem::CERTIFICATE, &fs::read(folder.join("tsa.pem")).expect("made")).expect("a text");
    let roots = found.iter().map(|der| Certificate::read(der).expect("a certificate")).collect();
    let here: PathBuf = folder.to_path_buf();
    let authority = Authority::open(move |question| {
        fs::write(here.join("question"), question).ok()?;
        openssl(
            &here,
            &["ts", "-reply", "-config", "tsa.conf", "-section", "t", "-queryfile", "question", "-out", "answer"],
        );
        fs::read(here.join("answer")).ok()
    });
    (authority, roots)
}

#[test]
fn another_authority_stamps_and_one_that_is_away_holds_nothing_up() {
    let folder = Folder::new("stamp");
    // OpenSSL gives the time: level B-T, believed by its own root.
    let (strangers, roots) = openssl_authority(&folder.0);
    let one = folder.0.join("one");
    let (_, pass) = file_with(&one, stamped_by(&strangers.url, roots.clone()));
    assert_eq!((pass.papers, pass.failed), (1, 0));
    assert!(receipt(&one).1, "it has its time");
    let found = judged(&one, stamped_by(&strangers.url, roots.clone()));
    assert!(found.accepted(), "{:?}", found.all_faults().collect::<Vec<_>>());
    assert_eq!(found.signatures[0].level, Some(proof::pdf::Level::T));

    // Nobody answers: the paper is signed all the same, and is stamped once somebody does.
    let two = folder.0.join("two");
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port nobody listens on");
    let (_, pass) = file_with(&two, stamped_by(&format!("http://{closed}/stamp"), roots.clone()));
    assert_eq!((pass.papers, pass.failed), (1, 0));
    let (signatures, stamped, before) = receipt(&two);
    assert_eq!((signatures, stamped), (1, false));
    assert_eq!(judged(&two, Options::default()).signatures[0].level, Some(proof::pdf::Level::B));
    let still = completes(&two, stamped_by(&format!("http://{closed}/stamp"), roots.clone()));
    assert!(still.is_err(), "it will be asked for again");
    completes(&two, stamped_by(&strangers.url, roots.clone())).expect("the time");
    let (_, stamped, after) = receipt(&two);
    assert!(stamped && after.starts_with(&before) && before.len() < after.len(), "added behind what was signed");
    let found = judged(&two, stamped_by(&strangers.url, roots.clone()));
    assert!(
        found.accepted() && found.signatures[0].proven_at.is_some(),
        "{:?}",
        found.all_faults().collect::<Vec<_>>()
    );

    // What answers nonsense, or for somebody else, or by a clock an hour off, is as good as away.
    let nonsense = Authority::open(|_| Some(b"<html>come back later</html>".to_vec()));
    let silent = Authority::open(|_| None);
    let kept = fs::read(folder.0.join("answer")).expect("an answer to another question");
    let replayed = Authority::open(move |_| Some(kept.clone()));
    let (late, late_root) = late_authority();
    let cases = [
        (&nonsense, roots.clone()),
        (&silent, roots.clone()),
        (&replayed, roots.clone()),
        (&late, vec![late_root]),
        (&strangers, Vec::new()),
    ];
    for (n, (authority, roots)) in cases.into_iter().enumerate() {
        let data = folder.0.join(format!("case-{n}"));
        let (_, pass) = file_with(&data, stamped_by(&authority.url, roots));
        assert_eq!((pass.papers, pass.failed), (1, 0), "case {n}");
        let (signatures, stamped, _) = receipt(&data);
        assert_eq!((signatures, stamped), (1, false), "case {n}");
    }
}

/// An authority like ours whose clock is an hour behind.
fn late_authority() -> (Authority, Certificate) {
    use jiff::{SignedDuration, Timestamp};
    use proof::authority::{Addresses, Term, Use};
    use proof::certificate::Identity;
    use proof::key::{Algorithm, Key, LocalKey};
    use proof::stamp::TimeAuthority;
    #[expect(clippy::disallowed_methods, reason = "the town under test reads the same clock")]
    let now = Timestamp::now();
    let hour = SignedDuration::from_hours(1);
    let term = Term { from: now - hour * 24, until: now + hour * 24 };
    let named = |name: &str| Identity {
        common_name: Some(name.into()),
        organisation: Some("Elsewhere".into()),
        country: Some("MA".into()),
        ..Identity::default()
    };
    let key = Arc::new(LocalKey::generate(Algorithm::P256).expect("a key"));
    let root = proof::authority::Authority::root(&named("Root"), key, term).expect("a root");
    let key = Arc::new(LocalKey::generate(Algorithm::P256).expect("a key"));
    let within = Term { from: now - hour * 20, until: now + hour * 20 };
    let made = root.issue(&named("Late"), key.public(), Use::TimeStamping, within, &Addresses::default());
    let policy = "1.3.6.1.4.1.32473.1";
    let clock = TimeAuthority::new(key, vec![made.expect("issued")], policy, SignedDuration::from_secs(1));
    let clock = clock.expect("an authority");
    let answering = Authority::open(move |question| Some(clock.answer(question, now - hour)));
    (answering, root.certificate().clone())
}

#[test]
fn the_stamp_of_another_town_is_taken_by_configuration() {
    let folder = Folder::new("stamps");
    let (giver, taker) = (folder.0.join("giver"), folder.0.join("taker"));
    file_with(&giver, Options::default());
    let serving = town::Serving::start(&giver);
    // The root of the town that gives the time, as anyone downloads it.
    let pem_text = serving.get("/pki/root.pem");
    fs::create_dir_all(&taker).expect("a folder");
    fs::write(taker.join("time.pem"), &pem_text).expect("written");
    let url = format!("http://127.0.0.1:{}/pki/stamp", serving.port);
    let chosen = format!("stamp_url = \"{url}\"\nstamp_roots = \"time.pem\"\n");
    // Filed by a town whose papers nobody makes yet: its own authority is unplugged, so to say.
    fs::write(taker.join("diwan.toml"), &chosen).expect("written");
    town::file_unmade(&taker);
    let (data, out) = (taker.to_string_lossy().into_owned(), folder.0.join("papers").to_string_lossy().into_owned());
    let diwan = |words: &[&str]| {
        let said = Command::new(env!("CARGO_BIN_EXE_diwan")).args(words).output().expect("it runs");
        let text = format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
        (said.status.success(), text)
    };
    let (done, said) = diwan(&["export", "--data", &data, "--documents", &out, "--make"]);
    assert!(done && said.contains("1 written"), "{said}");
    let index = fs::read_to_string(Path::new(&out).join("index.csv")).expect("the index");
    let line = index.lines().nth(1).expect("one paper").to_owned();
    assert!(line.contains(",B-T,"), "{line}");
    let paper = Path::new(&out).join(line.rsplit(',').next().expect("a path")).to_string_lossy().into_owned();
    // Who does not believe the other town does not believe the time, and who does, does.
    let own = Path::new(&out).join("authorities/root.pem").to_string_lossy().into_owned();
    let theirs = taker.join("time.pem").to_string_lossy().into_owned();
    let (done, said) = diwan(&["verify", "--trust", &own, "--trust", &theirs, &paper]);
    assert!(done && said.contains("La date est prouvée"), "{said}");
    let (done, said) = diwan(&["verify", "--trust", &own, &paper]);
    assert!(!done, "{said}");
    // Half of a configuration is told.
    fs::write(taker.join("diwan.toml"), format!("stamp_url = \"{url}\"\n")).expect("written");
    let (done, said) = diwan(&["verify", "--data", &data]);
    assert!(!done && said.contains("stamp_roots"), "{said}");
}
