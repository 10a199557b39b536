//! Whatever is thrown at the counter, it answers: every route of pages and API, with addresses, queries,
//! forms, JSON and uploads that nobody meant. Nothing breaks, and what stood in the register still stands.
//!
//! `cargo xtask fuzz seconds=600` throws for longer; the seeds are the same each time.

use super::people::*;
use super::policy::{filled, routes};
use super::story;
use arbtest::arbitrary::{Result, Unstructured};
use axum::http::Method;
use civic::Role;
use town::Neighbour;

/// What is thrown in a usual run, on each engine.
const THROWS: usize = 600;

/// Words that mean something somewhere, whole or spoiled.
const WORDS: [&str; 28] = [
    "",
    "0",
    "-1",
    "1",
    "99999999999999999999",
    "1e309",
    "NaN",
    "true",
    "null",
    "{}",
    "[]",
    "\"",
    "'",
    "--",
    "%00",
    "../../etc/passwd",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "فاطمة",
    "\u{202e}nabil",
    "\u{0}",
    "é\u{301}",
    "01890000-0000-7000-8000-000000000000",
    "PC-095410113-2026-000001",
    "095410113",
    "{{7*7}}",
    "<script>",
];

/// Fields that forms and JSON have here.
const FIELDS: [&str; 24] = [
    "csrf",
    "identifier",
    "password",
    "code",
    "number",
    "act",
    "version",
    "commune",
    "procedure",
    "pieces",
    "answers",
    "typed",
    "motive",
    "opinion",
    "from",
    "to",
    "role",
    "place",
    "key",
    "after",
    "limit",
    "lang",
    "body",
    "digest",
];

#[test]
fn whatever_is_thrown_is_answered() {
    let wanted = std::env::var("CARELESS").ok().and_then(|n| n.parse().ok()).unwrap_or(THROWS);
    story(async |town| {
        let zineb = town.citizen("Zineb Oukhouya", "QZ918273").await;
        let file = files(town, &zineb, SMALL, house()).await;
        let (clerk, president) = (town.officer(Role::Clerk).await, town.officer(Role::President).await);
        let scopes = ["read".to_owned(), "file".to_owned(), "act".to_owned()];
        let (secret, _) =
            desk::who::make_token(&town.desk, &zineb.who().await, "careless", &scopes, 30).await.expect("a token");
        let mut paths: Vec<String> = routes().iter().map(|route| filled(route, &file.number)).collect();
        paths.extend(machines(town).await.iter().map(|route| filled(route, &file.number)));
        let stranger = town.stranger();
        let people = [&stranger, &zineb, &clerk, &president];
        let bearer = format!("Bearer {secret}");
        // A paper that is asked for is made: what is not yet made would be, and the file would tell so.
        town.evening().await;
        let before = town.tells(&file.number).await;
        let mut answered = 0;
        for n in 0..wanted {
            let chance = bytes(n as u64);
            let mut chance = Unstructured::new(&chance);
            let throw = Throw::pick(&mut chance, &paths).expect("bytes enough");
            let who: &Neighbour = people[n % people.len()];
            let token = if throw.path.starts_with("/api/") && n % 3 != 0 { bearer.as_str() } else { "" };
            let said = who.throws(throw.method.clone(), &throw.path, throw.kind, token, throw.body.clone()).await;
            if let Some(page) = said {
                answered += 1;
                let shown = String::from_utf8_lossy(&throw.body).into_owned();
                assert!(
                    page.status.as_u16() < 500,
                    "{n}: {} {} {}\n{shown}\n{}",
                    throw.method,
                    throw.path,
                    throw.kind,
                    page.text()
                );
            }
        }
        assert!(wanted / 2 < answered, "most addresses must be such that a server takes them: {answered} of {wanted}");
        assert_eq!(town.tells(&file.number).await, before, "the file is as it was");
    });
}

/// The paths of the API, from its own description.
async fn machines(town: &town::Town) -> Vec<String> {
    let page = town.stranger().opens("/api/openapi.json").await;
    let document: serde_json::Value = serde_json::from_str(&page.html()).expect("a document");
    let paths = document["paths"].as_object().expect("paths");
    paths.keys().cloned().collect()
}

struct Throw {
    method: Method,
    path: String,
    kind: &'static str,
    body: Vec<u8>,
}

impl Throw {
    fn pick(chance: &mut Unstructured, paths: &[String]) -> Result<Throw> {
        let mut path = chance.choose(paths)?.clone();
        if chance.ratio(1, 3)? {
            let parts: Vec<&str> = path.split('/').collect();
            let at = chance.int_in_range(0..=parts.len() - 1)?;
            let word = percent(chance.choose(&WORDS)?);
            let parts: Vec<&str> =
                parts.iter().enumerate().map(|(n, part)| if n == at { word.as_str() } else { part }).collect();
            path = parts.join("/");
            if !path.starts_with('/') {
                path.insert(0, '/');
            }
        }
        if chance.ratio(1, 2)? {
            path.push('?');
            path.push_str(&form(chance)?);
        }
        // Signing out would leave the others nobody to be.
        if path.contains("sign-out") || path.contains("everywhere") {
            path = "/".into();
        }
        let method = match chance.int_in_range(0..=9)? {
            0..=4 => Method::GET,
            5..=7 => Method::POST,
            8 => Method::PUT,
            _ => chance.choose(&[Method::DELETE, Method::PATCH, Method::HEAD, Method::OPTIONS])?.clone(),
        };
        let (kind, body) = match chance.int_in_range(0..=4)? {
            0 => ("application/x-www-form-urlencoded", form(chance)?.into_bytes()),
            1 => ("application/json", json(chance, 0)?.into_bytes()),
            2 => ("multipart/form-data; boundary=town", multipart(chance)?),
            3 => ("application/octet-stream", raw(chance)?),
            _ => (
                *chance.choose(&["", "text/plain", "application/ocsp-request", "application/timestamp-query"])?,
                raw(chance)?,
            ),
        };
        Ok(Throw { method, path, kind, body })
    }
}

fn form(chance: &mut Unstructured) -> Result<String> {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for _ in 0..chance.int_in_range(0..=4)? {
        let (field, value) = (chance.choose(&FIELDS)?, word(chance)?);
        pairs.append_pair(field, &value);
    }
    let mut text = pairs.finish();
    if chance.ratio(1, 8)? {
        text.push_str("&%zz=%f");
    }
    Ok(text)
}

fn word(chance: &mut Unstructured) -> Result<String> {
    let mut word = (*chance.choose(&WORDS)?).to_owned();
    if chance.ratio(1, 10)? {
        word = word.repeat(chance.int_in_range(1..=400)?);
    }
    Ok(word)
}

fn json(chance: &mut Unstructured, depth: usize) -> Result<String> {
    Ok(match chance.int_in_range(0..=if depth < 4 { 5 } else { 2 })? {
        0 => (*chance.choose(&["null", "true", "-1", "1e99", "18446744073709551616", "", "{", "]"])?).to_owned(),
        1 | 2 => serde_json::Value::from(word(chance)?).to_string(),
        3 => format!(
            "[{}]",
            (0..chance.int_in_range(0..=3)?).map(|_| json(chance, depth + 1)).collect::<Result<Vec<_>>>()?.join(",")
        ),
        _ => {
            let pair =
                |chance: &mut Unstructured| Ok(format!("\"{}\":{}", chance.choose(&FIELDS)?, json(chance, depth + 1)?));
            let pairs = (0..chance.int_in_range(1..=5)?).map(|_| pair(chance)).collect::<Result<Vec<_>>>()?;
            format!("{{{}}}", pairs.join(","))
        }
    })
}

fn multipart(chance: &mut Unstructured) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    for _ in 0..chance.int_in_range(0..=3)? {
        let (field, name) = (chance.choose(&FIELDS)?, word(chance)?);
        body.extend_from_slice(
            format!("--town\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n")
                .as_bytes(),
        );
        body.extend(raw(chance)?);
        body.extend_from_slice(b"\r\n");
    }
    if chance.ratio(3, 4)? {
        body.extend_from_slice(b"--town--\r\n");
    }
    Ok(body)
}

fn raw(chance: &mut Unstructured) -> Result<Vec<u8>> {
    let many = chance.int_in_range(0..=200)?;
    let head: &[u8] = chance.choose(&[&b""[..], b"%PDF-1.7\n", b"PK\x03\x04", b"\x30\x82\x01\x00", b"\xff\xd8\xff"])?;
    Ok([head, chance.bytes(many)?].concat())
}

/// As an address writes what it may not contain.
fn percent(word: &str) -> String {
    form_urlencoded::byte_serialize(word.as_bytes()).collect::<String>().replace('+', "%20")
}

/// The same bytes for the same number: splitmix64 (Steele, Lea, Flood 2014).
fn bytes(seed: u64) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    };
    (0..512).flat_map(|_| next().to_le_bytes()).collect()
}
