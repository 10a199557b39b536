//! What lies in the database: numbers, addresses and what people wrote are sealed, and still found by whom they serve.

use super::super::people::*;
use super::super::story;
use crate::SERVICE;
use civic::Role;
use desk::draft::ForWhom;
use desk::people::Person;
use desk::{Desk, Street};
use store::{Value, args};
use town::{TAROUDANNT, Town};

/// What nobody else has: of persons, of what they type, of how they name their files.
const MARKS: [&str; 9] = [
    "QZ918273",
    "655443322",
    "zineb.marque@courriel.example",
    "Zellige-vert-42",
    "Selma Marquarchitecte",
    "JX777111",
    "acte-de-vente-marque",
    "Il pleut dans la cave marquee",
    "brouillon-marque",
];

/// Everything in the database as bytes, each table named; the file of SQLite and its log too.
async fn dump(town: &Town) -> Vec<(String, Vec<u8>)> {
    let folder = store::testing::Folder::new();
    let (db, to, now) = (town.desk.db.clone(), folder.0.join("copy"), town.desk.clock.now());
    let taken = to.clone();
    tokio::task::spawn_blocking(move || store::backup::export(&db, &taken, now)).await.expect("ran").expect("exported");
    let mut found = Vec::new();
    for file in std::fs::read_dir(to.join("tables")).expect("tables").flatten() {
        found.push((file.file_name().to_string_lossy().into_owned(), std::fs::read(file.path()).expect("a table")));
    }
    if let Some(file) = town.desk.db.file() {
        for path in [file.to_owned(), file.with_extension("db-wal")] {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap_or_default()));
        }
    }
    found
}

fn holds(bytes: &[u8], mark: &str) -> bool {
    let hex = data_encoding::HEXLOWER.encode(mark.as_bytes());
    [mark.as_bytes(), hex.as_bytes()].iter().any(|sought| bytes.windows(sought.len()).any(|some| some == *sought))
}

/// Where a mark stands in the open.
async fn in_the_open(town: &Town) -> Vec<String> {
    let all = dump(town).await;
    assert!(all.iter().any(|(_, bytes)| holds(bytes, "Oukhouya")), "names are found by search: the dump is empty");
    let each = all.iter().flat_map(|(name, bytes)| {
        MARKS.iter().filter(|mark| holds(bytes, mark)).map(move |mark| format!("{mark} in {name}"))
    });
    each.collect()
}

/// Zineb files with marks in every place that takes words; gives the file's number.
async fn marked(town: &Town) -> String {
    let zineb = town.citizen("Zineb Oukhouya", "QZ918273").await;
    let change = [("phone", "0655443322"), ("email", "zineb.marque@courriel.example"), ("lang", "fr")];
    assert_eq!(zineb.sends("/account", &change).await.status, 303);
    let mut typed = house();
    typed.insert("description".into(), "Zellige-vert-42".into());
    typed.insert("architect-name".into(), "Selma Marquarchitecte".into());
    let number = files(town, &zineb, SMALL, typed.clone()).await.number;
    zineb.sends(&format!("/files/{number}/acts/message"), &[("motive", "Il pleut dans la cave marquee")]).await;
    // A professional's draft for somebody else, with a piece on its way.
    let architect = town.professional("Selma Regragui", "JB123457").await;
    let owner =
        Person { name_ar: "عمر".into(), name_fr: "Omar Tazi".into(), cnie: "JX777111".into(), ..Person::default() };
    let whom = ForWhom { other: true, owner, mandate: "brouillon-marque".into(), ..ForWhom::default() };
    let draft = desk::draft::begin(&town.desk, &architect.who().await, TAROUDANNT, SMALL, typed, whom).await;
    let draft = draft.expect("a draft").id;
    architect.gives(SMALL, draft, "site-plan", "acte-de-vente-marque.pdf", PDF).await.expect("a piece");
    number
}

#[test]
fn nothing_of_a_person_stands_in_the_open() {
    story(async |town| {
        let number = marked(town).await;
        town.evening().await;
        let clerk = town.officer(Role::Clerk).await;
        // She is found by her numbers, typed as people type them, and by her name; never by a part of a number.
        for sought in
            ["QZ918273", "qz 918273", "0655443322", "+212 6 55 44 33 22", "zineb.marque@courriel.example", "Zineb"]
        {
            let asked = sought.replace('+', "%2B").replace(' ', "+");
            let page = clerk.opens(&format!("/search?q={asked}")).await;
            assert!(page.html().contains(&number), "{}: {sought}: {}", town.engine, page.text());
        }
        for sought in ["QZ91827", "65544", "QZ918274", "Zellige"] {
            let page = clerk.opens(&format!("/search?q={sought}")).await;
            assert!(!page.html().contains(&number), "{}: {sought}: {}", town.engine, page.text());
        }
        assert!(clerk.opens("/office/people?q=QZ918273").await.says("Zineb Oukhouya"));
        assert_eq!(in_the_open(town).await, Vec::<String>::new(), "{}", town.engine);
        // Whose they are reads them; the register proves them.
        let seen = clerk.opens(&format!("/office/files/{number}")).await;
        assert!(seen.says("Zellige-vert-42") && seen.says("QZ918273"), "{}", seen.text());
        let report = desk::verify::verify(&town.desk, |_| {}).await.expect("verified");
        assert_eq!((report.files, report.faults), (1, Vec::new()));
    });
}

#[test]
fn a_field_put_in_the_place_of_another_is_found() {
    story(async |town| {
        let number = marked(town).await;
        let omar = town.citizen("Omar Tazi", "JB654321").await;
        let other = files(town, &omar, SMALL, house()).await.number;
        town.evening().await;
        let swap = format!(
            "update dossier set state = (select state from dossier where number = '{other}') where number = '{number}'"
        );
        town.desk.db.write(move |tx| tx.exec(&swap, args![])).await.expect("a superuser's statement");
        let faults = desk::verify::verify(&town.desk, |_| {}).await.expect("verified").faults;
        assert!(faults.iter().any(|f| f.starts_with(&format!("{number}: it cannot be opened"))), "{faults:?}");
        let clerk = town.officer(Role::Clerk).await;
        let page = clerk.opens(&format!("/office/files/{number}")).await;
        assert_eq!(page.status, 500);
        assert!(!page.says("Tazi"), "{}", page.text());
    });
}

/// Takes the seals off, as a program of before left its rows.
async fn as_before(town: &Town) {
    let sqlite = town.engine == "sqlite";
    let old = move |text: &str| if sqlite { Value::from(text) } else { Value::from(text.as_bytes()) };
    let undone = town.desk.db.write(move |tx| -> desk::Result<()> {
        let mut plain: Vec<(String, Vec<Value>)> = Vec::new();
        for (commune, id) in store::dossiers::page(tx, (civic::Place::KINGDOM, Default::default()), 100)? {
            let (dossier, _) = store::dossiers::to_decide(tx, commune, id)?.expect("a file");
            let state = serde_json::to_string(&dossier).expect("a state");
            plain.push(("update dossier set state = $1 where id = $2".into(), args![old(&state), id].to_vec()));
            for act in store::log::sealed(tx, commune, id)? {
                let args = args![old(&act.written.content), id, act.written.key.seq].to_vec();
                plain.push(("update act set content = $1 where dossier = $2 and seq = $3".into(), args));
            }
            let account = store::people::get(tx, dossier.applicant)?.expect("an account");
            for (column, value) in [("cnie", account.cnie), ("phone", account.phone), ("email", account.email)] {
                let args = args![value.as_deref().map(old), account.id].to_vec();
                plain.push((format!("update account set {column} = $1, {column}_index = null where id = $2"), args));
            }
        }
        plain.push(("delete from vault_key where wrapped is null".into(), Vec::new()));
        plain.push((
            "delete from vault_key where subject in (select id from dossier union select applicant from dossier)"
                .into(),
            Vec::new(),
        ));
        plain.push(("update search_entry set tokens = tokens || ' qz918273'".into(), Vec::new()));
        for (sql, args) in plain {
            tx.exec(&sql, &args)?;
        }
        Ok(())
    });
    undone.await.expect("as it was before");
}

#[test]
fn what_was_written_before_is_sealed_when_the_counter_opens() {
    story(async |town| {
        let number = marked(town).await;
        town.evening().await;
        as_before(town).await;
        assert!(in_the_open(town).await.iter().any(|found| found.starts_with("QZ918273")), "{}", town.engine);
        let (db, files, clock) = (town.desk.db.clone(), town.desk.files.clone(), town.desk.clock.clone());
        let (chance, options) = (town.desk.chance.clone(), town.desk.options.clone());
        let opened = tokio::task::spawn_blocking(move || {
            let street = Street::shipped(&[SERVICE], web::WORDS).expect("the street");
            Desk::open(db, files, clock, chance, street, options)
        });
        let desk = opened.await.expect("ran").expect("the counter opens");
        assert_eq!(in_the_open(town).await, Vec::<String>::new(), "{}", town.engine);
        let report = desk::verify::verify(&desk, |_| {}).await.expect("verified");
        assert_eq!((report.files, report.faults), (1, Vec::new()));
        let clerk = town.officer(Role::Clerk).await;
        assert!(clerk.opens("/search?q=QZ918273").await.html().contains(&number));
    });
}
