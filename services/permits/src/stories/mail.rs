//! People are told by mail, in their language, through a real server; one that is away holds nothing up.

use super::people::*;
use crate::{HOUSE, SERVICE};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// The mail server of `tests/browser/mail-server.mjs`, on loopback, gone with the story.
struct Server {
    child: Child,
    said: std::io::Lines<BufReader<ChildStdout>>,
    port: u16,
}

impl Server {
    fn start() -> Server {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/browser/mail-server.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node, which scripts/setup installs");
        let mut said = BufReader::new(child.stdout.take().expect("its voice")).lines();
        let port = said.next().and_then(Result::ok).and_then(|l| l.parse().ok()).expect("its port: run scripts/setup");
        Server { child, said, port }
    }

    fn next(&mut self) -> serde_json::Value {
        let line = self.said.next().expect("a mail").expect("a line");
        serde_json::from_str(&line).expect("a mail as JSON")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn options(port: u16) -> desk::Options {
    desk::Options {
        address: "http://town.test".into(),
        mail: desk::mail::MailOptions {
            server: Some(format!("smtp://127.0.0.1:{port}")),
            from: "Diwan <diwan@taroudannt.example>".into(),
        },
        ..desk::Options::default()
    }
}

#[test]
fn fatima_is_told_that_her_file_was_received() {
    let server = std::sync::Mutex::new(Server::start());
    let port = server.lock().expect("whole").port;
    town::story_with(&[SERVICE], &[HOUSE], &options(port), async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let file = files(town, &fatima, SMALL, house()).await;
        town.evening().await;
        let mail = server.lock().expect("whole").next();
        assert_eq!(mail["from"], "diwan@taroudannt.example");
        assert_eq!(mail["to"][0], fatima.account.as_ref().and_then(|a| a.email.clone()).expect("an address"));
        let text = mail["text"].as_str().expect("a text");
        assert!(text.contains(&file.number), "{text}");
        assert!(text.contains("Content-Type: text/plain"), "{text}");
    });
}

#[test]
fn a_mail_server_that_is_away_holds_nothing_up() {
    // Nobody listens there.
    town::story_with(&[SERVICE], &[HOUSE], &options(1), async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let file = files(town, &fatima, SMALL, house()).await;
        let done = desk::work::pass(&town.desk).await.expect("the pass ends");
        assert_eq!((done.papers, done.failed), (1, 1), "the receipt is made, the mail will be tried again");
        assert!(town.tells(&file.number).await.contains("paper receipt REC-095410113-2026-000001 (made)"));
    });
}
