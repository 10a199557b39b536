//! One walk through the whole interface: every operation is met once, and answers as the document says.

use super::{MINUTES, PDF, PROVINCE, TAROUDANNT, Town, fence, upload};
use axum::body::Body;
use axum::http::Method;
use civic::hands::Called;
use civic::{Role, Seat};
use desk::paper::house::New;
use serde_json::{Value, json};

#[tokio::test]
async fn every_operation_answers_as_the_document_says() {
    walk(Town::new().await).await;
}

#[tokio::test]
async fn so_it_does_on_postgresql() {
    walk(Town::on(store::testing::postgres).await).await;
}

async fn walk(town: Town) {
    let salma = town.citizen().await;
    the_public(&town).await;
    let number = the_applicant(&town, &salma).await;
    the_offices(&town, &number).await;
    the_reader(&town, &salma, &number).await;
    the_account(&town, &salma).await;
    the_administrator(&town).await;
    let met = town.met.lock().unwrap().clone();
    let unmet: Vec<&str> = crate::api::table().iter().map(|one| one.id).filter(|id| !met.contains(*id)).collect();
    assert!(unmet.is_empty(), "never met: {unmet:?}");
}

/// Asks for each, and wants each done.
async fn met(town: &Town, token: &str, method: Method, path: &str, body: Option<Value>) -> Value {
    let answer = town.ask(method.clone(), token, path, &[], body).await;
    assert!(answer.status.is_success(), "{method} {path}: {} {}", answer.line(), answer.json());
    answer.json()
}

async fn the_public(town: &Town) {
    for path in [
        "/v1/procedures",
        "/v1/procedures/fence",
        "/v1/places?level=region&limit=200",
        "/v1/places/095410113",
        "/v1/law/texts",
        "/v1/law/values?name=permit-small-limit&day=2026-09-07",
        "/v1/calendar?year=2026",
    ] {
        met(town, "", Method::GET, path, None).await;
    }
    let asked = json!({ "commune": "095410113", "answers": { "metres": 12, "purpose": "garden", "corner": false } });
    let estimated = met(town, "", Method::POST, "/v1/procedures/fence/estimate", Some(asked)).await;
    assert_eq!(estimated["fees"]["centimes"], 12_000);
    let provinces = met(town, "", Method::GET, "/v1/places?within=090000000&level=province&limit=200", None).await;
    assert!(provinces["items"].as_array().unwrap().iter().any(|one| one["code"] == "095410000"));
}

async fn the_applicant(town: &Town, salma: &str) -> String {
    let target = town.desk.chance.id(0);
    let first = met(town, salma, Method::POST, "/v1/uploads", Some(upload(target, "plan", PDF.len()))).await;
    let id = first["id"].as_str().unwrap();
    met(town, salma, Method::GET, &format!("/v1/uploads/{id}"), None).await;
    met(town, salma, Method::GET, &format!("/v1/uploads?target={target}"), None).await;
    met(town, salma, Method::DELETE, &format!("/v1/uploads/{id}"), None).await;
    let second = met(town, salma, Method::POST, "/v1/uploads", Some(upload(target, "plan", PDF.len()))).await;
    let plan = second["id"].as_str().unwrap();
    assert_eq!(town.part(Method::PUT, salma, plan, 0, Body::from(&PDF[..9])).await.line(), "200");
    assert_eq!(town.part(Method::PATCH, salma, plan, 9, Body::from(&PDF[9..])).await.line(), "200");

    let begun =
        met(town, salma, Method::POST, "/v1/drafts", Some(json!({ "commune": "095410113", "procedure": "fence" })))
            .await;
    let draft = format!("/v1/drafts/{}", begun["id"].as_str().unwrap());
    met(town, salma, Method::DELETE, &draft, None).await;
    let begun =
        met(town, salma, Method::POST, "/v1/drafts", Some(json!({ "commune": "095410113", "procedure": "fence" })))
            .await;
    let id: uuid::Uuid = begun["id"].as_str().unwrap().parse().unwrap();
    let answers = json!({ "answers": { "purpose": "works", "metres": "٢٠", "corner": "no" } });
    met(town, salma, Method::PATCH, &format!("/v1/drafts/{id}"), Some(answers)).await;
    met(town, salma, Method::GET, "/v1/drafts", None).await;
    let sent = met(town, salma, Method::POST, "/v1/uploads", Some(upload(id, "plan", PDF.len()))).await;
    town.part(Method::PUT, salma, sent["id"].as_str().unwrap(), 0, Body::from(PDF)).await;
    met(town, salma, Method::GET, &format!("/v1/drafts/{id}"), None).await;
    met(town, salma, Method::POST, &format!("/v1/drafts/{id}/file"), Some(json!({ "declared": true }))).await;

    let filed = met(town, salma, Method::POST, "/v1/files", Some(fence(plan))).await;
    filed["number"].as_str().unwrap().to_owned()
}

async fn the_offices(town: &Town, number: &str) {
    let acts = format!("/v1/files/{number}/acts");
    let clerk = town.officer(Role::Clerk, TAROUDANNT).await.1;
    for path in
        ["/v1/inbox", "/v1/register?within=095410113", "/v1/search?q=Idrissi", "/v1/people?place=095410113&q=JB100200"]
    {
        met(town, &clerk, Method::GET, path, None).await;
    }
    met(town, &clerk, Method::GET, "/v1/due?province=095410000&to=2026-12-31", None).await;
    met(town, &clerk, Method::POST, &acts, Some(json!({ "act": "accept" }))).await;
    let agency = town.officer(Role::UrbanAgency, PROVINCE).await.1;
    let opinion = json!({ "act": "give-opinion", "opinion": "favourable-with-reserves", "motive": "Conforme.", "reserves": "Peindre en ocre." });
    met(town, &agency, Method::POST, &acts, Some(opinion)).await;
    let president = town.officer(Role::President, TAROUDANNT).await.1;
    let seen = met(town, &president, Method::GET, &format!("/v1/files/{number}"), None).await;
    assert_eq!(seen["doors"][0]["act"], "sign");
    assert_eq!(seen["opinions"][0]["given"]["opinion"], "favourable-with-reserves");
    // What will be signed is shown with its digest; the act names it.
    let asked = json!({ "acts": [{ "number": number, "act": "sign", "expects": seen["version"] }] });
    let shown = met(town, &president, Method::POST, "/v1/signatures", Some(asked)).await;
    let (paper, digest) = (shown["items"][0]["paper"].as_str().unwrap(), &shown["items"][0]["sha256"]);
    let pdf = town.get(&president, paper.strip_prefix("/api").unwrap()).await;
    assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.line());
    let other = json!({ "act": "sign", "seen": "00".repeat(32) });
    assert_eq!(town.post(&president, &acts, other).await.line(), "409 paper-changed");
    met(town, &president, Method::POST, &acts, Some(json!({ "act": "sign", "seen": digest }))).await;
    several_sign(town, &president).await;
}

/// A paper that awaits three hands: one is given, one refused, and one set aside when its time is over.
async fn several_sign(town: &Town, president: &str) {
    let seat = |role: Role| Seat { role, place: role.seat(TAROUDANNT, TAROUDANNT) };
    let (planning, province) = (Role::UrbanPlanning, Role::Province);
    let counter = town.desk.clone();
    let made = town.desk.db.write(move |tx| {
        let members = [planning, Role::CivilProtection, province];
        let members = members.map(|role| Called { seat: seat(role), away: None }).to_vec();
        let (matter, last) = (counter.chance.id(0), seat(Role::CommissionChair));
        let new = New { name: MINUTES, place: TAROUDANNT, matter, members, last };
        desk::paper::house::add(tx, &counter, &new)
    });
    let made = made.await.expect("a paper that several sign");
    let path = format!("/v1/hands/{}/{}", made.commune, made.id);
    let chair = town.officer(Role::CommissionChair, TAROUDANNT).await.1;
    let (planning, province) = (town.officer(planning, TAROUDANNT).await.1, town.officer(province, PROVINCE).await.1);
    let listed = met(town, &planning, Method::GET, "/v1/hands", None).await;
    assert_eq!((&listed["items"][0]["number"], &listed["items"][0]["last"]), (&json!(made.number), &json!(false)));
    let shown = met(town, &planning, Method::POST, &format!("{path}/shown"), None).await;
    let pdf = town.get(&planning, &format!("{path}/shown")).await;
    assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.line());
    let seen = json!({ "sha256": shown["sha256"] });
    let key = [("idempotency-key", "hand-1")];
    for _ in 0..2 {
        let signed = town.ask(Method::POST, &planning, &format!("{path}/signature"), &key, Some(seen.clone())).await;
        assert_eq!((signed.line().as_str(), &signed.json()["sha256"]), ("201", &shown["sha256"]));
    }
    let again = town.post(&planning, &format!("{path}/signature"), seen).await;
    assert_eq!(again.line(), "409 hand-given");
    let why = json!({ "reason": "Le plan n'est pas celui de la séance" });
    met(town, &province, Method::POST, &format!("{path}/refusal"), Some(why)).await;
    let early = town.post(&chair, &format!("{path}/shown"), json!({})).await;
    assert_eq!(early.line(), "409 others-first");
    // Nobody holds the seat of the civil protection here: it is not waited for.
    let absent = json!({ "role": "civil-protection", "reason": "Siège vacant" });
    assert_eq!(town.post(president, &format!("{path}/absence"), absent.clone()).await.line(), "403 not-yours");
    met(town, &chair, Method::POST, &format!("{path}/absence"), Some(absent)).await;
    let shown = met(town, &chair, Method::POST, &format!("{path}/shown"), None).await;
    let seen = json!({ "sha256": shown["sha256"] });
    met(town, &chair, Method::POST, &format!("{path}/signature"), Some(seen)).await;
}

async fn the_reader(town: &Town, salma: &str, number: &str) {
    let file = met(town, salma, Method::GET, &format!("/v1/files/{number}"), None).await;
    assert_eq!((&file["outcome"], &file["clock"]["state"]), (&json!("issued"), &json!("stopped")));
    let (receipt, plan) = (file["documents"][0].clone(), file["pieces"][0]["sha256"].as_str().unwrap().to_owned());
    let (paper, code, tracking) =
        (receipt["number"].as_str().unwrap(), receipt["code"].as_str().unwrap(), file["tracking"].as_str().unwrap());
    let read = met(town, salma, Method::GET, &format!("/v1/files/{number}/readings"), None).await;
    let by: Vec<&str> = read["items"].as_array().unwrap().iter().filter_map(|one| one["role"].as_str()).collect();
    assert!(by.contains(&"president") && !by.contains(&"applicant"), "{read}");
    let pdf = town.get(salma, &format!("/v1/files/{number}/documents/{paper}")).await;
    assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.line());
    let evidence = town.get(salma, &format!("/v1/files/{number}/evidence")).await;
    assert!(evidence.bytes.starts_with(b"PK"), "{}", evidence.line());
    let kept = town.send(Method::GET, salma, &format!("/v1/files/{number}/pieces/{plan}"), &[], Body::empty()).await;
    assert_eq!((kept.bytes.as_slice(), kept.header("content-type")), (PDF, "application/pdf"));
    assert_eq!(kept.header("content-disposition"), "attachment; filename=\"piece\"; filename*=UTF-8''plan.pdf");
    town.met.lock().unwrap().insert("readPiece".to_owned());
    let checked = met(town, "", Method::GET, &format!("/v1/papers/{paper}/{code}"), None).await;
    desk::work::settle(&town.desk).await.unwrap();
    let proven = met(town, "", Method::GET, &format!("/v1/papers/{paper}/{code}/proof"), None).await;
    assert!(proven["entry"].as_str().unwrap().starts_with("diwan-act/1 095410113 "), "{proven}");
    assert_eq!((&checked["state"], &checked["holder"]["fr"]), (&json!("valid"), &json!("S•••• I••••••")));
    met(town, "", Method::GET, &format!("/v1/track/{number}/{tracking}"), None).await;
    let tracked = town.get("", &format!("/v1/track/{number}/{tracking}/documents/{paper}")).await;
    assert!(tracked.bytes.starts_with(b"%PDF"), "{}", tracked.line());
    let figures = met(town, "", Method::GET, "/v1/figures?within=095410000&procedure=fence", None).await;
    assert_eq!((&figures["answered"]["outcomes"]["issued"], &figures["open"]), (&json!(1), &json!(1)));
    let table = town.get("", "/v1/figures.csv?within=095410113").await;
    let table = String::from_utf8(table.bytes).unwrap();
    assert!(table.ends_with(",fence,1,0,0,0,1,0,0,1\n"), "{table}");
    for path in ["/v1/me", "/v1/sign-ins", "/v1/files", "/v1/notices", "/v1/tokens"] {
        met(town, salma, Method::GET, path, None).await;
    }
    met(town, salma, Method::POST, "/v1/notices/read", None).await;
    assert_eq!(met(town, salma, Method::GET, "/v1/me", None).await["unread"], 0);
    let token =
        met(town, salma, Method::POST, "/v1/tokens", Some(json!({ "name": "agence", "scopes": ["read"], "days": 2 })))
            .await;
    met(town, salma, Method::DELETE, &format!("/v1/tokens/{}", token["id"].as_str().unwrap()), None).await;
}

async fn the_account(town: &Town, salma: &str) {
    let copy = met(town, salma, Method::GET, "/v1/me/data", None).await;
    assert_eq!((&copy["account"]["cnie"], copy["files"].as_array().map(Vec::len)), (&json!("JB100200"), Some(2)));
    let asked = json!({ "kind": "rectification", "place": "095410113", "field": "name-fr", "value": "Salma El Idrissi", "reason": "Carte" });
    let made = met(town, salma, Method::POST, "/v1/me/requests", Some(asked)).await;
    assert_eq!((&made["due"], &made["answer"]), (&json!("2026-09-17"), &Value::Null));
    let wrong = json!({ "kind": "opposition", "place": "015710111", "reason": "Non" });
    let wrong = town.ask(Method::POST, salma, "/v1/me/requests", &[], Some(wrong)).await;
    assert_eq!(wrong.line(), "422 place unknown-choice");
    let all = met(town, salma, Method::GET, "/v1/me/requests", None).await;
    assert_eq!(all["items"].as_array().map(Vec::len), Some(2), "{all}");
    let change = json!({ "name_fr": "Salma Idrissi Alaoui", "phone": "0661234567", "lang": "ar" });
    let changed = met(town, salma, Method::PATCH, "/v1/me", Some(change)).await;
    assert_eq!((&changed["names"]["fr"], &changed["phone"]), (&json!("Salma Idrissi Alaoui"), &json!("+212661234567")));
    assert_eq!((&changed["names"]["ar"], &changed["cnie"]), (&json!("Salma Idrissi"), &json!("JB100200")));
    let wrong = town.ask(Method::PATCH, salma, "/v1/me", &[], Some(json!({ "name_ar": "", "lang": "es" }))).await;
    assert_eq!(wrong.line(), "422 lang unknown-choice");
    let wrong = town.ask(Method::PATCH, salma, "/v1/me", &[], Some(json!({ "name_ar": "", "phone": "12" }))).await;
    assert_eq!(wrong.line(), "422 name_ar required, phone phone");
    met(town, salma, Method::DELETE, "/v1/sign-ins", None).await;
    assert_eq!(town.get(salma, "/v1/me").await.line(), "200", "a token is no sign-in");
}

async fn the_administrator(town: &Town) {
    let admin = town.officer(Role::Administrator, TAROUDANNT).await.1;
    let person = json!({ "name_ar": "كريم بناني", "name_fr": "Karim Bennani", "email": "k.bennani@commune.example" });
    let officer = json!({ "place": "095410113", "person": person, "password": "une phrase assez longue" });
    let added = met(town, &admin, Method::POST, "/v1/officers", Some(officer)).await;
    let holder = added["id"].as_str().unwrap();
    met(town, &admin, Method::GET, "/v1/officers?place=095410113", None).await;
    let seat =
        json!({ "holder": holder, "role": "clerk", "place": "095410113", "from": "2026-09-07", "decision": "14/2026" });
    let office = met(town, &admin, Method::POST, "/v1/offices", Some(seat)).await;
    met(town, &admin, Method::GET, "/v1/offices?place=095410113", None).await;
    let end = json!({ "place": "095410113", "until": "2026-12-31" });
    met(town, &admin, Method::PUT, &format!("/v1/offices/{}/end", office["id"].as_str().unwrap()), Some(end)).await;
    let password = json!({ "place": "095410113", "password": "une autre phrase longue" });
    met(town, &admin, Method::PUT, &format!("/v1/officers/{holder}/password"), Some(password)).await;
    let closing = json!({ "place": "095410113", "closed": true });
    met(town, &admin, Method::PUT, &format!("/v1/officers/{holder}/closed"), Some(closing)).await;
    let day = json!({ "name_ar": "عيد", "name_fr": "Fête", "provisional": true });
    let refused = town.ask(Method::PUT, &admin, "/v1/calendar/2026-09-14", &[], Some(day.clone())).await;
    assert_eq!(refused.line(), "403 not-yours", "a commune moves nobody's clock");
    let national = town.officer(Role::Administrator, civic::Place::KINGDOM).await.1;
    met(town, &national, Method::PUT, "/v1/calendar/2026-09-14", Some(day)).await;
    met(town, &national, Method::DELETE, "/v1/calendar/2026-09-14", None).await;
    let value = json!({ "commune": "095410113", "value": 2_000, "from": "2027-01-01", "decision": "12/2026" });
    met(town, &admin, Method::PUT, "/v1/law/values/construction-tax-individual", Some(value)).await;
    let journal = met(town, &admin, Method::GET, "/v1/journal?place=095410113", None).await;
    assert!(journal["items"].as_array().unwrap().iter().any(|one| one["what"] == "officer-added"));
}
