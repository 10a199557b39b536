//! The seal bears a certificate of an authority elsewhere, which publishes its own revocation lists: papers are
//! given them when they are completed, once they can be had and are sound.

use super::people::*;
use super::story;
use proof::authority::{Addresses, Authority, Listed, Term, Use};
use proof::certificate::{Certificate, Identity};
use proof::key::{Algorithm, Key, LocalKey};
use proof::trust::{RevocationRule, Trust};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use town::{TAROUDANNT, Town};
use uuid::Uuid;

const DAY: i64 = 24;

/// A server of revocation lists, which ends with its story. What it has no bytes for it does not answer.
struct Server {
    port: u16,
    over: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    lists: Arc<Mutex<HashMap<String, Vec<u8>>>>,
}

impl Server {
    fn open() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("its port").port();
        let (over, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let lists: Arc<Mutex<HashMap<String, Vec<u8>>>> = Arc::default();
        let (ends, counts, holds) = (over.clone(), asked.clone(), lists.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if ends.load(Ordering::SeqCst) {
                    return;
                }
                counts.fetch_add(1, Ordering::SeqCst);
                let _ = serve(stream, &holds);
            }
        });
        Server { port, over, asked, lists }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn puts(&self, path: &str, bytes: Vec<u8>) {
        self.lists.lock().expect("the lists").insert(path.to_owned(), bytes);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn serve(stream: TcpStream, lists: &Mutex<HashMap<String, Vec<u8>>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut line = first.clone();
    while !line.trim().is_empty() {
        line.clear();
        reader.read_line(&mut line)?;
    }
    let path = first.split(' ').nth(1).unwrap_or_default();
    let Some(bytes) = lists.lock().expect("the lists").get(path).cloned() else { return Ok(()) };
    let mut stream = reader.into_inner();
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", bytes.len())?;
    stream.write_all(&bytes)
}

fn name(name: &str) -> Identity {
    Identity {
        common_name: Some(name.into()),
        organisation: Some(name.into()),
        country: Some("MA".into()),
        ..Identity::default()
    }
}

/// An authority elsewhere with its root, and the certificate that it gives for our seal.
struct Elsewhere {
    root: Authority,
    issuing: Authority,
    seal: Certificate,
}

fn term(town: &Town, from_hours: i64, until_hours: i64) -> Term {
    let at = desk::keys::moment(town.desk.clock.now());
    let hours = jiff::SignedDuration::from_hours;
    Term { from: at + hours(from_hours), until: at + hours(until_hours) }
}

impl Elsewhere {
    async fn certifies(town: &Town, server: &Server) -> Elsewhere {
        let key = || LocalKey::generate(Algorithm::P256).expect("a key");
        let years = term(town, -48, 700 * DAY);
        let root = Authority::root(&name("Racine d'ailleurs"), Arc::new(key()), years).expect("a root");
        let at = |path: &str| Addresses { list: Some(server.url(path)), ..Addresses::default() };
        let below = key();
        let issuing = root.issue_authority(&name("Autorité d'ailleurs"), below.public(), years, &at("/root.crl"));
        let issuing = Authority::new(issuing.expect("issued"), Arc::new(below)).expect("an authority");
        let owner = desk::keys::Owner::Institution(TAROUDANNT);
        let ours = desk::keys::of(&town.desk, owner).await.expect("the seal");
        let (named, term) = (ours.chain[0].subject().clone(), term(town, -24, 600 * DAY));
        let purpose = Use::InstitutionSeal;
        let seal = issuing.issue(&named, ours.key.public(), purpose, term, &at("/issuing.crl")).expect("issued");
        let pem = |one: &Certificate| proof::pem::write(proof::pem::CERTIFICATE, one.der());
        let text = [&seal, issuing.certificate(), root.certificate()].map(pem).concat();
        desk::keys::accept(&town.desk, Uuid::nil(), &text).await.expect("accepted");
        Elsewhere { root, issuing, seal }
    }

    /// Whether a judge who knows these roots alone, and asks nobody, finds all that it needs in the paper.
    async fn judges(&self, town: &Town, bytes: &[u8]) -> (bool, Option<proof::pdf::Level>) {
        let ours = desk::keys::trust(&town.desk).await.expect("whom to believe");
        let mut trust = Trust::new(ours.at);
        trust.roots = vec![self.root.certificate().clone()];
        trust.roots.extend(ours.roots.iter().filter(|one| one.issuer().said().contains("Diwan")).cloned());
        trust.revocation = RevocationRule::IfKnown;
        let judged = proof::pdf::judge(bytes, &trust);
        (judged.accepted(), judged.signatures[0].level)
    }
}

/// The receipt of a file as it stands.
async fn receipt(town: &Town, number: &str) -> Vec<u8> {
    let number = number.to_owned();
    let found = town.desk.db.read(move |tx| {
        let id = store::dossiers::id_of(tx, TAROUDANNT, &number)?.expect("the file");
        store::documents::of(tx, TAROUDANNT, id)
    });
    desk::paper::kept(&town.desk, &found.await.expect("read")[0]).expect("read").expect("made")
}

#[test]
fn a_paper_is_given_the_lists_of_another_authority() {
    story(async |town| {
        use proof::pdf::Level::{Lt, T};
        let server = Server::open();
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let elsewhere = Elsewhere::certifies(town, &server).await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        town.evening().await;
        let young = receipt(town, &n).await;
        assert_eq!(elsewhere.judges(town, &young).await, (true, Some(T)));
        assert_eq!(server.asked.load(Ordering::SeqCst), 0, "nobody is asked while a citizen waits");

        // The authority is away: the paper stays as it is, and everything else goes on.
        town.days_pass(1).await;
        assert!(0 < server.asked.load(Ordering::SeqCst));
        assert_eq!(receipt(town, &n).await, young);
        let n2 = files(town, &fatima, SMALL, house()).await.number;
        town.evening().await;
        assert!(elsewhere.judges(town, &receipt(town, &n2).await).await.0);

        // What it answers is judged: nonsense, too much, another's list, one that ended, one of tomorrow.
        let none: &[Listed] = &[];
        let stranger = Authority::root(
            &name("Autorité d'ailleurs"),
            Arc::new(LocalKey::generate(Algorithm::P256).expect("a key")),
            term(town, -48, 48),
        );
        let lists = [
            b"<html>closed</html>".to_vec(),
            vec![0x30; 3 << 20],
            stranger.expect("a root").revocation_list(1, none, term(town, -1, 48)).expect("a list"),
            elsewhere.issuing.revocation_list(1, none, term(town, -30, -2)).expect("a list"),
            elsewhere.issuing.revocation_list(1, none, term(town, 40 * DAY, 50 * DAY)).expect("a list"),
        ];
        server.puts("/root.crl", elsewhere.root.revocation_list(1, none, term(town, -24, 200 * DAY)).expect("a list"));
        for list in lists {
            server.puts("/issuing.crl", list);
            town.days_pass(1).await;
            assert_eq!(receipt(town, &n).await, young);
        }

        // It is back: within the hour the paper is judged for ever, with nobody asked.
        server
            .puts("/issuing.crl", elsewhere.issuing.revocation_list(2, none, term(town, -1, 7 * DAY)).expect("a list"));
        town.minutes_pass(61);
        town.evening().await;
        let whole = receipt(town, &n).await;
        assert!(whole.starts_with(&young) && young.len() < whole.len(), "everything is added behind it");
        assert_eq!(elsewhere.judges(town, &whole).await, (true, Some(Lt)));
        assert_eq!(elsewhere.judges(town, &receipt(town, &n2).await).await, (true, Some(Lt)));

        // An older list does not take the place of the one that is known.
        let known = async || town.desk.db.read(store::keys::foreign_lists).await.expect("read");
        let kept = known().await;
        assert_eq!(kept.len(), 2);
        server.puts(
            "/issuing.crl",
            elsewhere.issuing.revocation_list(1, none, term(town, -20, 9 * DAY)).expect("a list"),
        );
        let n3 = files(town, &fatima, SMALL, house()).await.number;
        town.evening().await;
        town.days_pass(1).await;
        assert_eq!(known().await, kept);
        assert_eq!(elsewhere.judges(town, &receipt(town, &n3).await).await, (true, Some(Lt)), "by what is known");

        // The authority takes the certificate back: what was signed before stays, and it is told.
        let revocation = proof::fault::Revocation {
            at: desk::keys::moment(town.desk.clock.now()),
            reason: proof::fault::Reason::CessationOfOperation,
            doubtful_since: None,
        };
        let taken = [Listed { serial: elsewhere.seal.serial(), revocation }];
        server.puts(
            "/issuing.crl",
            elsewhere.issuing.revocation_list(3, &taken, term(town, 0, 7 * DAY)).expect("a list"),
        );
        let n4 = files(town, &fatima, SMALL, house()).await.number;
        town.evening().await;
        let late = receipt(town, &n4).await;
        town.days_pass(1).await;
        assert!(elsewhere.judges(town, &receipt(town, &n3).await).await.0);
        assert!(!elsewhere.judges(town, &receipt(town, &n4).await).await.0, "signed after it was taken back");
        assert!(receipt(town, &n4).await.starts_with(&late));
        let stranger = town.stranger();
        stranger.opens("/verify/file?lang=fr").await;
        let page = stranger.attaches("/verify/file", "", "r.pdf", &late).await;
        assert!(page.says("Signature refusée") && page.says("a été révoqué"), "{}", page.text());
    });
}
