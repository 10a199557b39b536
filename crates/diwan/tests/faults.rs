//! The process is killed at random while people file: nothing acknowledged is lost, no number is given
//! twice or skipped, and a request sent again after the fall is answered once.

mod town;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use town::{Folder, Serving, TAROUDANNT, open, prepare};

const CLIENTS: usize = 8;
/// How many acknowledged filings let each life of the process end.
const LIVES: [usize; 5] = [3, 40, 7, 90, 21];

#[test]
fn killed_while_filing_nothing_acknowledged_is_lost() {
    let folder = Folder::new("faults");
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
        let number = file(&town, &token, &body, &key).expect("filed").expect("answered after the fall");
        let again = file(&town, &token, &body, &key).expect("filed").expect("answered once more");
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
                    match file(town, token, body, &key) {
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

/// Files once; the number, or nothing when the connection fell; an answer that files nothing is a fault.
fn file(town: &Serving, token: &str, body: &str, key: &str) -> Result<Option<String>, String> {
    let Some(answer) = send(town, token, body, key) else { return Ok(None) };
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
fn send(town: &Serving, token: &str, body: &str, key: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", town.port)).ok()?;
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
