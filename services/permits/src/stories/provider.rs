//! Signing in through an identity provider: a real one (npm `oidc-provider`) on the loopback, as it should
//! be and as a broken or hostile one would be. Whatever is refused leaves nothing behind.

use crate::{HOUSE, SERVICE};
use desk::provider::ProviderOptions;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use town::{Page, Town};

/// The provider of `tests/browser/identity-provider.mjs`, gone with the story.
struct Provider {
    child: Child,
    issuer: String,
    /// Where it is told what to do.
    control: String,
    secret: String,
    pem: String,
}

impl Provider {
    fn start() -> Provider {
        Provider::start_with(&[])
    }

    /// The same, over TLS with this certificate; both files in a folder.
    fn start_over_tls(folder: &Path) -> Provider {
        Provider::start_with(&[folder.join("server.pem"), folder.join("server.key"), folder.join("root.pem")])
    }

    fn start_with(files: &[PathBuf]) -> Provider {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/browser/identity-provider.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .args(files)
            // The browser of its walks believes the authority of the story too.
            .envs(files.last().map(|root| ("NODE_EXTRA_CA_CERTS", root)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node, which scripts/setup installs");
        let mut line = String::new();
        let mut voice = BufReader::new(child.stdout.take().expect("its voice"));
        voice.read_line(&mut line).expect("a line");
        let said: serde_json::Value = serde_json::from_str(&line).expect("its address: run scripts/setup");
        let text = |name: &str| said[name].as_str().expect("said").to_owned();
        Provider { child, issuer: text("issuer"), control: text("control"), secret: text("secret"), pem: text("pem") }
    }

    fn ask(&self, path: &str, body: &serde_json::Value) -> String {
        let host = self.control.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).expect("the provider listens");
        let body = body.to_string();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        // The bodies are short: they come in one piece, whole or as one chunk.
        let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
        match answer.to_lowercase().contains("transfer-encoding: chunked") {
            true => body.lines().nth(1).unwrap_or_default().to_owned(),
            false => body.to_owned(),
        }
    }

    /// What a person does there; the way back to the town.
    fn walks(&self, url: &str, login: &str) -> String {
        let said = self.ask("/walk", &serde_json::json!({ "url": url, "login": login }));
        let said: serde_json::Value = serde_json::from_str(&said).expect("a way back");
        said["back"].as_str().expect("an address").to_owned()
    }

    fn becomes(&self, mode: &str) {
        self.ask("/crook", &serde_json::json!({ "mode": mode }));
    }

    /// The provider has no clock but the machine's: the town's is set by it.
    fn sets(&self, town: &Town) {
        let now: i64 = self.ask("/now", &serde_json::json!({})).parse().expect("a moment");
        town.sets_its_clock(now * 1_000);
    }

    fn options(&self) -> desk::Options {
        let provider = ProviderOptions {
            issuer: self.issuer.clone(),
            client: "diwan".into(),
            secret: self.secret.clone(),
            name_ar: "الهوية".into(),
            name_fr: "l'identité".into(),
            scopes: "openid profile".into(),
            claim_cnie: "cnie".into(),
            claim_verified: "cnie_verified".into(),
            claim_name_ar: "name_ar".into(),
            claim_name_fr: "name".into(),
            claim_email: "email".into(),
            algorithms: ["ES256", "RS256", "PS256", "EdDSA"].map(str::to_owned).to_vec(),
            ..ProviderOptions::default()
        };
        desk::Options { address: "http://town.test".into(), provider: Some(provider), ..desk::Options::default() }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Somebody new signs in through the provider, in French.
async fn comes(town: &Town, provider: &Provider, login: &str) -> Page {
    let browser = town.stranger();
    browser.opens("/sign-in?lang=fr").await;
    let away = browser.opens("/sign-in/provider?next=/account").await;
    assert!(away.leads_to().starts_with(&provider.issuer), "{}", away.text());
    let back = provider.walks(&away.leads_to(), login);
    browser.opens(&back).await
}

async fn known(town: &Town, cnie: &str) -> Option<store::people::Account> {
    let cnie = cnie.to_owned();
    town.desk.db.read(move |tx| store::people::by_cnie(tx, &cnie)).await.expect("asked")
}

#[test]
fn a_citizen_comes_through_a_provider_and_is_known_by_the_card() {
    let provider = Provider::start();
    town::story_with(&[SERVICE], &[HOUSE], &provider.options(), async |town| {
        provider.sets(town);
        // Somebody whom we do not know yet.
        let zineb = town.stranger();
        assert!(zineb.opens("/sign-in?lang=fr").await.says("Se connecter avec l'identité"));
        let away = zineb.opens("/sign-in/provider?next=/account").await;
        let back = provider.walks(&away.leads_to(), "JB445566");
        assert_eq!(zineb.opens(&back).await.leads_to(), "/account");
        assert!(zineb.opens("/account").await.says("Zineb Oukhouya"));
        // The way back is good once, and for her browser alone.
        let thief = town.stranger();
        thief.opens("/sign-in?lang=fr").await;
        for browser in [&zineb, &thief] {
            let again = browser.opens(&back).await;
            assert!(again.status == 401 && again.says("ou elle a déjà servi"), "{}", again.text());
        }
        // Going out, the provider's own way out is offered.
        let out = zineb.sends("/sign-out", &[]).await;
        assert_eq!(out.leads_to(), "/sign-in?left=true");
        let door = zineb.opens("/sign-in?left=true").await.html().replace("&#x2f;", "/");
        assert!(door.contains("/session/end?client_id=diwan"), "{door}");

        // Somebody who has an account here already: the same one, by the number on the card.
        let omar = town.citizen("Omar Tazi", "JB111222").await;
        assert_eq!(comes(town, &provider, "JB111222").await.leads_to(), "/account");
        let now = known(town, "JB111222").await.expect("known");
        assert_eq!(now.id, omar.account.expect("an account").id);
        assert_eq!(now.name_fr, "Omar Tazi", "what we wrote is not written over");

        // A number that the provider does not vouch for makes nobody known.
        let claimed = comes(town, &provider, "JB777888-claimed").await;
        assert!(claimed.status == 401 && claimed.says("ne garantit pas"), "{}", claimed.text());
        assert!(known(town, "JB777888").await.is_none());
    });
}

#[test]
fn a_provider_that_is_broken_or_hostile_opens_nothing() {
    let provider = Provider::start();
    town::story_with(&[SERVICE], &[HOUSE], &provider.options(), async |town| {
        provider.becomes("");
        provider.sets(town);
        assert_eq!(comes(town, &provider, "JB100001").await.leads_to(), "/account");
        let faults = [
            ("audience", 401, "destinée à un autre service"),
            ("nonce", 401, "ne correspond pas à cette connexion"),
            ("expired", 401, "trop ancienne"),
            ("early", 401, "diffèrent trop"),
            ("issuer", 401, "un autre service d'identité"),
            ("none", 401, "pas signée d'une façon que nous acceptons"),
            ("hs256", 401, "pas signée d'une façon que nous acceptons"),
            ("stranger", 401, "n'est pas celle du service d'identité"),
            ("away", 503, "ne répond pas"),
        ];
        for (n, (mode, status, says)) in faults.into_iter().enumerate() {
            provider.becomes(mode);
            let cnie = format!("JB20000{n}");
            let refused = comes(town, &provider, &cnie).await;
            assert!(refused.status == status && refused.says(says), "{mode}: {}", refused.text());
            assert!(known(town, &cnie).await.is_none(), "{mode} left an account behind");
        }
        // The person says no there: told, and nothing more.
        provider.becomes("");
        let browser = town.stranger();
        browser.opens("/sign-in?lang=fr").await;
        let away = browser.opens("/sign-in/provider").await.leads_to();
        let state = away.split("state=").nth(1).and_then(|rest| rest.split('&').next()).expect("a state");
        let no = browser.opens(&format!("/sign-in/provider/back?error=access_denied&state={state}")).await;
        assert!(no.status == 401 && no.says("refusée ou abandonnée"), "{}", no.text());
        // An invented code for a state that is ours.
        let away = browser.opens("/sign-in/provider").await.leads_to();
        let state = away.split("state=").nth(1).and_then(|rest| rest.split('&').next()).expect("a state");
        let invented = browser.opens(&format!("/sign-in/provider/back?code=invented&state={state}")).await;
        assert!(invented.status == 401 && invented.says("n'a pas confirmé"), "{}", invented.text());

        // New keys, without notice: asked for again, at most once a minute.
        provider.becomes("rotated");
        let soon = comes(town, &provider, "JB300001").await;
        assert!(soon.says("ne publie pas"), "{}", soon.text());
        town.minutes_pass(2);
        assert_eq!(comes(town, &provider, "JB300001").await.leads_to(), "/account");
    });
}

#[test]
fn we_prove_ourselves_to_a_provider_by_a_key() {
    let provider = Provider::start();
    let mut options = provider.options();
    if let Some(chosen) = &mut options.provider {
        chosen.client = "diwan-key".into();
        chosen.secret = String::new();
        chosen.key = provider.pem.clone();
        chosen.key_id = "diwan-1".into();
    }
    town::story_with(&[SERVICE], &[HOUSE], &options, async |town| {
        provider.sets(town);
        // Each engine's town draws the same chances; a provider takes the same word only once.
        for _ in 0..town.engine.len() {
            town.desk.chance.secret();
        }
        let came = comes(town, &provider, "JB445566").await;
        assert_eq!(came.leads_to(), "/account", "{}", came.text());
    });
}

/// An authority of nobody's, and the certificate that it gave to `localhost`: `root.pem`, `server.pem`, `server.key`.
fn authority(folder: &Path, name: &str) {
    let run = |words: &[&str]| {
        let done =
            Command::new("openssl").args(words).current_dir(folder).output().expect("openssl: run scripts/setup");
        assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    let new = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj"];
    let subject = format!("/CN={name}");
    let root = ["-x509", "-days", "2", "-keyout", "root.key", "-out", "root.pem"];
    run(&[&new[..], &[&subject], &root[..]].concat());
    run(&[&new[..], &["/CN=localhost", "-keyout", "server.key", "-out", "server.csr"]].concat());
    std::fs::write(folder.join("names"), "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n").expect("written");
    let signed = ["x509", "-req", "-in", "server.csr", "-CA", "root.pem", "-CAkey", "root.key", "-days", "2"];
    run(&[&signed[..], &["-CAcreateserial", "-extfile", "names", "-out", "server.pem"]].concat());
}

fn der(pem: &Path) -> Vec<u8> {
    let bytes = std::fs::read(pem).expect("a certificate");
    proof::pem::of_file(proof::pem::CERTIFICATE, &bytes).expect("read").remove(0)
}

#[test]
fn a_provider_under_a_private_authority_is_believed_by_that_authority_alone() {
    let (own, other) = (store::testing::Folder::new(), store::testing::Folder::new());
    authority(&own.0, "Autorité de la commune");
    authority(&other.0, "Une autre");
    let provider = Provider::start_over_tls(&own.0);
    let believing = |roots: Vec<Vec<u8>>| {
        let mut options = provider.options();
        if let Some(chosen) = &mut options.provider {
            chosen.roots = roots;
        }
        options
    };
    let believed = believing(vec![der(&other.0.join("root.pem")), der(&own.0.join("root.pem"))]);
    town::story_with(&[SERVICE], &[HOUSE], &believed, async |town| {
        provider.sets(town);
        for _ in 0..town.engine.len() {
            town.desk.chance.secret();
        }
        assert!(provider.issuer.starts_with("https://localhost:"));
        let came = comes(town, &provider, "JB445566").await;
        assert_eq!(came.leads_to(), "/account", "{}", came.text());
    });
    // Without the root, or under another, nobody is sent there: who answers is not known.
    for roots in [Vec::new(), vec![der(&other.0.join("root.pem"))]] {
        town::story_with(&[SERVICE], &[HOUSE], &believing(roots), async |town| {
            provider.sets(town);
            let browser = town.stranger();
            browser.opens("/sign-in?lang=fr").await;
            let refused = browser.opens("/sign-in/provider?next=/account").await;
            assert!(refused.status == 503 && refused.says("ne répond pas"), "{}", refused.text());
        });
    }
}
