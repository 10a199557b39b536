//! A town in a folder for the tests of the program itself: its counter, and somebody about to file.

use civic::Place;
use desk::keys::Master;
use desk::{Chance, Clock, Desk, Options, Street, who};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use store::people::{self, Account};
use store::{Db, Engine, Files};

pub const TAROUDANNT: Place = Place(95_410_113);
const PROCEDURE: &str = "permit-building-small";
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// A folder that is gone with its test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("diwan-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Opens the town's counter at the machine's hour.
pub fn open(data: &Path) -> Desk {
    open_with(data, Options::default())
}

/// The same for an operator who chose otherwise.
pub fn open_with(data: &Path, mut options: Options) -> Desk {
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
    // What is prepared is sealed under the master key that the served town will read.
    let key = data.join("keys/master");
    if !key.exists() {
        std::fs::create_dir_all(data.join("keys")).expect("a folder");
        std::fs::write(&key, [7; 32]).expect("a master key");
    }
    options.master = Master(std::fs::read(&key).expect("a master key").try_into().expect("32 bytes"));
    Desk::open(db, files, clock, chance, street, options).expect("the counter")
}

/// Makes a citizen with a token and the pieces of one application; gives the token and the request.
pub fn prepare(data: &Path) -> (String, String) {
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
    toml::from_str(include_str!("../../../../services/permits/src/stories/house.toml")).expect("a form as it is typed")
}

/// Files one application in a town whose master key is known, and does what follows; gives its number.
#[allow(dead_code, reason = "each test program takes what it needs of this file")]
pub fn file(data: &Path) -> String {
    file_with(data, Options::default()).0
}

/// Files one application whose receipt nobody makes yet.
#[allow(dead_code, reason = "each test program takes what it needs of this file")]
pub fn file_unmade(data: &Path) {
    let token =
        desk::keys::TokenOptions { module: "/nowhere/token.so".into(), label: "away".into(), pin: String::new() };
    file_with(data, Options { token: Some(token), ..Options::default() });
}

/// The same for an operator who chose otherwise; and what was done of what follows.
#[allow(dead_code, reason = "each test program takes what it needs of this file")]
pub fn file_with(data: &Path, options: Options) -> (String, desk::work::Pass) {
    let (token, body) = prepare(data);
    let desk = open_with(data, options);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let who = who::by_token(&desk, &token).await.expect("read").expect("known");
        let body: serde_json::Value = serde_json::from_str(&body).expect("the request");
        let uploads = serde_json::from_value(body["pieces"].clone()).expect("pieces");
        let new = desk::counter::NewFile {
            commune: TAROUDANNT,
            procedure: PROCEDURE.to_owned(),
            typed: serde_json::from_value(body["answers"].clone()).expect("answers"),
            pieces: desk::upload::named(&desk, &who, uploads).await.expect("given"),
            declared: true,
            ..Default::default()
        };
        let filed = desk::counter::file(&desk, &who, new).await.expect("filed");
        (filed.number, desk::work::settle(&desk).await.expect("what follows"))
    })
}

/// A served town: the built program on a free port.
#[allow(dead_code, reason = "each test program takes what it needs of this file")]
pub struct Serving {
    pub child: Child,
    pub port: u16,
}

#[allow(dead_code, reason = "each test program takes what it needs of this file")]
impl Serving {
    pub fn start(data: &Path) -> Serving {
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

    /// What it shows at an address.
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let head = format!("GET {path} HTTP/1.1\r\nHost: diwan\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        body.to_owned()
    }

    /// Asks it to end, and waits: a clean end is part of the promise.
    pub fn stop(&mut self) {
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
