//! The process is killed at random while people file: nothing acknowledged is lost, no number is given
//! twice or skipped, and a request sent again after the fall is answered once.

use civic::Place;
use desk::keys::Master;
use desk::{Chance, Clock, Desk, Options, Street, who};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::people::{self, Account};
use store::{Db, Engine, Files};

const TAROUDANNT: Place = Place(95_410_113);
const PROCEDURE: &str = "permit-building-small";
const CLIENTS: usize = 8;
/// How many acknowledged filings let each life of the process end.
const LIVES: [usize; 5] = [3, 40, 7, 90, 21];
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

#[test]
fn killed_while_filing_nothing_acknowledged_is_lost() {
    let folder = Folder::new();
    let (token, body) = prepare(&folder.0);
    // What was answered, by key; a key without a number was sent and not answered.
    let told: Arc<Mutex<BTreeMap<String, Option<String>>>> = Arc::default();
    for (life, acknowledged) in LIVES.into_iter().enumerate() {
        let mut town = Serving::start(&folder.0);
        file_until(&town, &told, &token, &body, life, acknowledged);
        town.child.kill().expect("killed");
        town.child.wait().expect("it fell");
    }
    // Up again: what was not answered is sent again with its key.
    let mut town = Serving::start(&folder.0);
    let unanswered: Vec<String> =
        told.lock().expect("whole").iter().filter(|(_, n)| n.is_none()).map(|(k, _)| k.clone()).collect();
    for key in unanswered {
        let number = town.file(&token, &body, &key).expect("filed").expect("answered after the fall");
        let again = town.file(&token, &body, &key).expect("filed").expect("answered once more");
        assert_eq!(number, again, "one key, two answers");
        told.lock().expect("whole").insert(key, Some(number));
    }
    town.stop();

    let numbers: Vec<String> = told.lock().expect("whole").values().flatten().cloned().collect();
    let distinct: BTreeSet<&String> = numbers.iter().collect();
    assert_eq!(numbers.len(), distinct.len(), "a number was given twice");
    assert!(LIVES.iter().sum::<usize>() <= numbers.len(), "the harness filed too little: {}", numbers.len());

    let desk = open(&folder.0);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let report = runtime.block_on(desk::verify::verify(&desk, |_| {})).expect("verified");
    assert_eq!(report.faults, Vec::<String>::new());
    assert_eq!(report.files, numbers.len(), "files that nobody was told of, or told and lost");
    for number in numbers {
        let kept = desk.db.read_now(move |tx| store::dossiers::id_of(tx, TAROUDANNT, &number)).expect("read");
        assert!(kept.is_some(), "an acknowledged file is lost");
    }
}

/// Eight clients file until enough are acknowledged.
fn file_until(
    town: &Serving,
    told: &Arc<Mutex<BTreeMap<String, Option<String>>>>,
    token: &str,
    body: &str,
    life: usize,
    enough: usize,
) {
    let done = AtomicUsize::new(0);
    let over = AtomicBool::new(false);
    let next = AtomicUsize::new(0);
    // What nobody expected: kept for the one who waits, since a thread that fails stops nobody.
    let strange = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    let key = format!("life-{life}-{}", next.fetch_add(1, Ordering::SeqCst));
                    told.lock().expect("whole").insert(key.clone(), None);
                    match town.file(token, body, &key) {
                        Ok(Some(number)) => {
                            told.lock().expect("whole").insert(key, Some(number));
                            if enough <= done.fetch_add(1, Ordering::SeqCst) + 1 {
                                over.store(true, Ordering::SeqCst);
                            }
                        }
                        Ok(None) => {}
                        Err(answer) => {
                            strange.lock().expect("whole").get_or_insert(answer);
                            over.store(true, Ordering::SeqCst);
                        }
                    }
                }
            });
        }
        // The kill comes while requests are on their way.
        while !over.load(Ordering::SeqCst) {
            std::thread::yield_now();
        }
        let _ = Command::new("kill").args(["-9", &town.child.id().to_string()]).status();
    });
    if let Some(answer) = strange.into_inner().expect("whole") {
        panic!("a filing was answered by {answer}");
    }
}

/// A served town: the built program on a free port.
struct Serving {
    child: Child,
    port: u16,
}

impl Serving {
    fn start(data: &Path) -> Serving {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let child = Command::new(env!("CARGO_BIN_EXE_diwan"))
            .args(["serve", "--data", &data.to_string_lossy(), "--port", &port.to_string()])
            .env("DIWAN_LOG", "info")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut serving = Serving { child, port };
        let log = serving.child.stderr.take().expect("its log");
        let mut lines = BufReader::new(log).lines();
        let open = lines.by_ref().map_while(Result::ok).any(|line| line.contains("Diwan is open"));
        assert!(open, "the program ended before it was open");
        // The rest of the log is read away, so that the program never waits for us.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        serving
    }

    /// Files once; the number, or nothing when the connection fell; an answer that files nothing is a fault.
    fn file(&self, token: &str, body: &str, key: &str) -> Result<Option<String>, String> {
        let Some(answer) = self.send(token, body, key) else { return Ok(None) };
        let Some((head, json)) = answer.split_once("\r\n\r\n") else { return Ok(None) };
        if !matches!(head.split(' ').nth(1), Some("200" | "201")) {
            return Err(answer);
        }
        // Cut in the middle of an answer is cut: the file is there or not, and the key tells.
        let whole = json.find('{').zip(json.rfind('}')).and_then(|(start, end)| json.get(start..=end));
        let told = whole.and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
        Ok(told.and_then(|told| Some(told["number"].as_str()?.to_owned())))
    }

    /// Sends a filing; what was answered, or nothing when the connection fell.
    fn send(&self, token: &str, body: &str, key: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        let head = format!(
            "POST /api/v1/files HTTP/1.1\r\nHost: diwan\r\nConnection: close\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(body.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }

    /// Asks it to end, and waits: a clean end is part of the promise.
    fn stop(&mut self) {
        let _ = Command::new("kill").args(["-15", &self.child.id().to_string()]).status();
        let ended = self.child.wait().expect("it ends");
        assert!(ended.success(), "not a clean end: {ended}");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let path = std::env::temp_dir().join(format!("diwan-faults-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn open(data: &Path) -> Desk {
    let db = Db::open(&Engine::Sqlite { file: data.join("diwan.sqlite") }).expect("a database");
    let street = Street::shipped(&[permits::SERVICE], web::WORDS).expect("the street");
    store::migrate::run(&db, &street.migrations(), 1).expect("migrations");
    let files = Files::open(&data.join("files")).expect("files");
    let seed = AtomicU64::new(0xfa11);
    let chance = Chance::new(move |bytes| {
        for byte in bytes {
            let before = seed.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            *byte = (before.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 56) as u8;
        }
    });
    // The served town runs on the machine's clock: what is prepared must be of today, or it is swept.
    #[expect(clippy::disallowed_methods, reason = "the program under test reads the same clock")]
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    let now = i64::try_from(now.as_micros()).expect("before 292277");
    let clock = Clock::new(move || now);
    let mut options = Options::default();
    // The served town has made its master key; before that, any will do.
    if let Ok(bytes) = std::fs::read(data.join("keys/master")) {
        options.master = Master(bytes.try_into().expect("32 bytes"));
    }
    Desk::open(db, files, clock, chance, street, options).expect("the counter")
}

/// Makes a citizen with a token and the pieces of one application; gives the token and the request.
fn prepare(data: &Path) -> (String, String) {
    let desk = open(data);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let now = desk.clock.now();
        let account = Account {
            id: desk.chance.id(now),
            kind: "citizen".into(),
            name_ar: "فاطمة أيت علي".into(),
            name_fr: "Fatima Ait Ali".into(),
            cnie: Some("JB123456".into()),
            ice: None,
            phone: None,
            email: None,
            lang: "ar".into(),
            password: None,
            made_at: now,
            failed: 0,
            locked_until: 0,
            closed: false,
        };
        let (id, kept) = (account.id, account.clone());
        desk.db.write(move |tx| people::add(tx, &kept)).await.expect("an account");
        let asker = who::by_account(&desk, id).await.expect("read").expect("there");
        let scopes = ["read".to_owned(), "file".to_owned()];
        let (token, _) = who::make_token(&desk, &asker, "faults", &scopes, 366).await.expect("a token");
        let procedure = desk.street.latest(PROCEDURE).expect("the procedure");
        let mut answers = answers();
        answers.retain(|name, _| procedure.field(name).is_some());
        let (read, mistakes) = civic::form::read(&procedure, &answers, None);
        assert_eq!(mistakes, []);
        let mut pieces = Vec::new();
        for piece in civic::form::pieces(&procedure, &read).into_iter().filter(|p| p.required) {
            let upload = desk::upload::begin(
                &desk,
                &asker,
                TAROUDANNT,
                PROCEDURE,
                desk.chance.id(now),
                &piece.name,
                "piece.pdf",
                PDF.len() as i64,
            )
            .await
            .expect("announced");
            desk::upload::append(&desk, &asker, upload.id, 0, PDF.to_vec()).await.expect("given");
            pieces.push(upload.id.to_string());
        }
        let body = serde_json::json!({
            "commune": "095410113", "procedure": PROCEDURE, "answers": answers, "pieces": pieces, "declared": true
        });
        (token, body.to_string())
    })
}

/// What the stories of the permits type too, for small projects and large ones.
fn answers() -> BTreeMap<String, String> {
    toml::from_str(include_str!("../../../services/permits/src/stories/house.toml")).expect("a form as it is typed")
}
