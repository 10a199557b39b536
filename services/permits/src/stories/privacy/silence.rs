//! Nothing personal in logs, metrics and errors: marks are sent through everything that works and everything that
//! fails, and looked for in every line that the program wrote.

use super::super::people::*;
use crate::{HOUSE, SERVICE};
use civic::Role;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Mutex, OnceLock, PoisonError};
use store::args;
use town::{Page, Town};
use tracing_subscriber::EnvFilter;

/// What nobody else of the stories has.
const MARKS: [&str; 10] = [
    "Zoubida Marquage",
    "QM918273",
    "655998877",
    "zoubida.marquage@",
    "phrase-de-passe-marquee",
    "dw_jeton-marque-0123456789",
    "texte-libre-marque",
    "piece-marquee",
    "code-du-fournisseur-marque",
    "champ-json-marque",
];
const EMAIL: &str = "zoubida.marquage@courriel.example";
const PASSWORD: &str = "phrase-de-passe-marquee";

/// Everything that was written to the log by any story of this process.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Kept;

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Keeps the log as it is before the last net: what the program itself gives away is found.
fn listen() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let all = EnvFilter::new("debug");
        tracing_subscriber::fmt().with_env_filter(all).with_ansi(false).with_writer(|| Kept).init();
    });
}

fn marks_in(what: &str, text: &str) -> Vec<String> {
    MARKS.iter().filter(|mark| text.contains(**mark)).map(|mark| format!("{mark} in {what}: {text}")).collect()
}

/// An error's page: none of what was sent or kept is in it, but the visitor's own name above every page.
fn hides(what: &str, page: &Page) {
    assert!(page.status.is_client_error() || page.status.is_server_error(), "{what}: {}", page.line());
    assert_eq!(marks_in(what, &page.text()), Vec::<String>::new());
}

/// A mail server that repeats in its refusal to whom it was.
fn rude_server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let Ok(mut says) = stream.try_clone() else { return };
            let _ = says.write_all(b"220 rude\r\n");
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let answer = match line.get(..4).unwrap_or_default() {
                    "RCPT" => format!("550 5.1.1 no such person: {line}"),
                    "QUIT" => "221 bye".to_owned(),
                    _ => "250 fine".to_owned(),
                };
                if says.write_all(format!("{answer}\r\n").as_bytes()).is_err() {
                    break;
                }
            }
        }
    });
    port
}

fn options(port: u16) -> desk::Options {
    desk::Options {
        address: "http://town.test".into(),
        mail: desk::mail::MailOptions {
            server: Some(format!("smtp://127.0.0.1:{port}")),
            from: "Diwan <diwan@taroudannt.example>".into(),
        },
        // Nobody is there.
        provider: Some(desk::provider::ProviderOptions {
            issuer: "http://127.0.0.1:1".into(),
            ..desk::provider::ProviderOptions::default()
        }),
        ..desk::Options::default()
    }
}

/// What goes wrong because of what people send.
async fn bad_requests(town: &Town) {
    let stranger = town.stranger();
    let page = stranger.sends("/sign-in", &[("identifier", EMAIL), ("password", PASSWORD)]).await;
    assert!(!page.html().contains(PASSWORD), "a password is never shown again");
    let typed = [
        ("kind", "citizen"),
        ("name-fr", "Zoubida Marquage"),
        ("name-ar", ""),
        ("cnie", "QM918273-?"),
        ("phone", "0655998877777"),
        ("email", EMAIL),
        ("password", PASSWORD),
        ("password-again", "autre"),
    ];
    let page = stranger.sends("/register", &typed).await;
    assert_eq!(page.status, 422);
    assert!(!page.html().contains(PASSWORD), "a password is never shown again");
    hides("a page that is not there", &stranger.opens("/nowhere?x=texte-libre-marque&y=zoubida.marquage@").await);
    hides("a forged form", &stranger.is_tricked_into("/register", &typed).await);
    let token = "dw_jeton-marque-0123456789";
    for (path, body) in [
        ("/api/v1/files", "{\"champ-json-marque\": \"QM918273\""),
        ("/api/v1/files", "{\"commune\": \"texte-libre-marque\", \"owner\": {\"cnie\": \"QM918273\"}}"),
        ("/api/v1/uploads", "[\"texte-libre-marque\"]"),
    ] {
        hides(path, &stranger.posts_json(path, body, token).await);
    }
    stranger.opens(&format!("/sign-in/provider/back?state={PASSWORD}&code=code-du-fournisseur-marque")).await;
    stranger.opens("/sign-in/provider").await;
    stranger.sends("/track", &[("number", "PC-095410113-2026-000001"), ("code", "texte-libre-marque")]).await;
}

#[test]
fn nothing_of_a_person_is_told_to_the_log() {
    listen();
    let port = rude_server();
    town::story_with(&[SERVICE], &[HOUSE], &options(port), async |town| {
        bad_requests(town).await;
        // What works: an account, a file with a message, officers who search, read, ask and refuse.
        let zoubida = town.citizen("Zoubida Marquage", "QM918273").await;
        let change = [("phone", "0655998877"), ("email", EMAIL), ("lang", "fr")];
        assert_eq!(zoubida.sends("/account", &change).await.status, 303);
        let mut typed = house();
        typed.insert("description".into(), "texte-libre-marque".into());
        let number = files(town, &zoubida, SMALL, typed).await.number;
        zoubida.sends(&format!("/files/{number}/acts/message"), &[("motive", "texte-libre-marque")]).await;
        zoubida.attaches(&format!("/files/{number}/pieces"), "site-plan", "piece-marquee.pdf", b"no plan").await;
        let halls = Officers::of(town).await;
        for page in ["/search?q=QM918273", "/office/people?q=Zoubida+Marquage", "/office/people?q=0655998877"] {
            assert_eq!(halls.clerk.opens(page).await.status, 200, "{page}");
        }
        let file = format!("/office/files/{number}");
        halls.clerk.opens(&file).await;
        let refused = halls.cashier.sends(&format!("{file}/acts/accept"), &[("motive", "texte-libre-marque")]).await;
        assert!(refused.status.is_client_error(), "{}", refused.line());
        // The mail is refused with the address in the answer; what is kept of it names nobody.
        town.evening().await;
        let kept = town
            .desk
            .db
            .read(|tx| tx.all("select coalesce(last_error, '') from outbox", args![], |row| row.get::<String>(0)));
        let kept: Vec<String> = kept.await.expect("read");
        assert!(kept.iter().any(|why| why.contains("refused for good (550)")), "{}: {kept:?}", town.engine);
        assert_eq!(kept.iter().flat_map(|why| marks_in("outbox", why)).collect::<Vec<_>>(), Vec::<String>::new());
        broken_store(town, &zoubida, &halls.clerk, &number).await;
        let metrics = town.stranger().opens("/metrics").await.html();
        assert_eq!(marks_in("metrics", &metrics), Vec::<String>::new());
    });
    let log = String::from_utf8_lossy(&LOG.lock().unwrap_or_else(PoisonError::into_inner)).into_owned();
    assert!(log.contains("a request failed") && log.contains("an address outside does not answer"), "{log}");
    let told: Vec<String> = log.lines().flat_map(|line| marks_in("the log", line)).collect();
    assert_eq!(told, Vec::<String>::new());
}

/// What goes wrong because the database does: rows that cannot be read, a table that is away, work that panics.
async fn broken_store(town: &Town, zoubida: &town::Neighbour<'_>, clerk: &town::Neighbour<'_>, number: &str) {
    let run = async |sql: &str| {
        let sql = sql.to_owned();
        town.desk.db.write(move |tx| tx.exec(&sql, args![])).await.expect("a superuser's statement");
    };
    let file = format!("/office/files/{number}");
    run("create table kept as select * from dossier").await;
    run("update dossier set state = (select content from act where seq = 0)").await;
    hides("a state of elsewhere", &clerk.opens(&file).await);
    hides("the same", &zoubida.opens(&format!("/files/{number}")).await);
    run("update dossier set state = (select state from kept)").await;
    run("update task set summary = '{\"address\": {\"texte-libre-marque\": 1}}'").await;
    hides("a summary of elsewhere", &town.officer(Role::Clerk).await.opens("/office").await);
    run("update task set summary = ''").await;
    run("alter table document rename to document_away").await;
    hides("a table that is away", &clerk.opens(&file).await);
    let sent = zoubida.sends(&format!("/files/{number}/acts/message"), &[("motive", "texte-libre-marque")]).await;
    hides("a write on it", &sent);
    run("alter table document_away rename to document").await;
    let panicked: desk::Result<()> = town
        .desk
        .db
        .write(|_| -> desk::Result<()> { std::panic::panic_any("QM918273 Zoubida Marquage".to_owned()) })
        .await;
    let error = panicked.expect_err("it panicked");
    assert_eq!(marks_in("an error", &error.to_string()), Vec::<String>::new());
    run("drop table kept").await;
}
