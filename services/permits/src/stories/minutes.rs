//! The minutes of a session follow from no act of a file, and are leaves of the register all the same: whoever
//! changes or removes them in the database is found, and anyone holds the proof of them.

use super::hands::{held, paper, signs, studied};
use super::people::*;
use super::register::{faults, put_back_of, sql};
use super::story;

const TABLES: &[&str] = &["act", "document", "hand", "register", "log_entry", "log_tile", "checkpoint"];

#[test]
fn minutes_that_are_changed_or_removed_are_found() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let members = [&halls.planning, &halls.agency, &halls.province];
        let one = studied(town, &halls, &fatima, &members).await;
        let minutes = held(town, &halls, &[&one], &[]).await;
        let it = paper(town, &minutes).await;
        town.evening().await;
        town.minutes_pass(1);
        town.evening().await;

        // As soon as they are made they have their place, and a proof of it.
        let code = town.desk.db.read(move |tx| store::documents::get(tx, it.0, it.1)).await;
        let code = code.expect("read").expect("the minutes").code;
        let public = format!("/v/{minutes}/{code}");
        let stranger = town.stranger();
        let made = stranger.opens(&format!("{public}/tlog-proof")).await;
        assert_eq!(made.status, 200, "{}", made.line());
        for member in [&halls.planning, &halls.agency, &halls.province, &halls.chair] {
            signs(town, member, it).await.expect("signed");
            town.minutes_pass(1);
        }
        town.evening().await;
        let page = stranger.opens(&format!("{public}?lang=fr")).await;
        assert!(page.html().contains("tlog-proof"), "{}", page.text());
        let signed = stranger.opens(&format!("{public}/tlog-proof")).await;
        assert_ne!(signed.body, made.body, "the last signature has a leaf of its own");
        let proof = proof::note::Proof::parse(&String::from_utf8(signed.body).expect("text")).expect("a proof");
        let told: serde_json::Value = {
            let json = stranger.opens(&format!("{public}/proof.json")).await;
            serde_json::from_slice(&json.body).expect("json")
        };
        let entry = told["entry"].as_str().expect("an entry");
        proof.verify(entry.as_bytes(), &town.desk.register.keys.log.verifier).expect("it leads to a signed head");
        assert!(told["opened"]["head"].as_str().expect("a head").contains("paper-signed"), "{told}");
        // Completed by what judges them for ever, they are still what was recorded.
        town.days_pass(1).await;
        assert_eq!(faults(town, &[]).await, Vec::<String>::new());

        let keep = TABLES.iter().map(|table| format!("create table kept_{table} as select * from {table}"));
        sql(town, &keep.collect::<Vec<_>>()).await;
        let of = format!("(select id from kept_document where number = '{minutes}')");
        let acts = format!("dossier = {of}");
        let receipt = "(select sha256 from kept_document where name = 'receipt')";
        let cases: Vec<(&str, Vec<String>, String)> = vec![
            (
                "the whole paper deleted",
                vec![
                    format!("delete from document where id = {of}"),
                    format!("delete from hand where document = {of}"),
                    format!("delete from act where {acts}"),
                    "delete from register where series = 'PVS'".into(),
                ],
                format!("{minutes}: act 0, at place "),
            ),
            (
                "the paper deleted, its leaves left",
                vec![format!("delete from document where id = {of}")],
                "its act 0 has no file".into(),
            ),
            (
                "its leaves deleted",
                vec![format!("delete from act where {acts}")],
                format!("{minutes}: act 4, at place "),
            ),
            (
                "of another matter",
                vec![format!("update document set dossier = id where id = {of}")],
                format!("{minutes}: its row is not what act 0 (paper-made) recorded"),
            ),
            (
                "of another hour",
                vec![format!("update document set made_at = made_at - 1 where id = {of}")],
                format!("{minutes}: its row is not what act 0 (paper-made) recorded"),
            ),
            (
                "another paper in its place",
                vec![format!(
                    "update document set sha256 = {receipt}, bytes = (select bytes from kept_document where name = 'receipt') where id = {of}"
                )],
                format!("{minutes}: its bytes do not begin with those that act 0 (paper-made) recorded"),
            ),
            (
                "never made",
                vec![format!("update document set sha256 = null, bytes = null where id = {of}")],
                format!("{minutes}: it was made, and the register says that it was not"),
            ),
            (
                "a leaf rewritten",
                vec![format!(
                    "update act set by_whom = (select by_whom from kept_act where {acts} and seq = 2) where {acts} and seq = 1"
                )],
                format!("{minutes}: act 1 (paper-signed) was altered after it was recorded"),
            ),
            (
                "the last signature's leaf deleted",
                vec![format!("delete from act where {acts} and seq = 4")],
                format!("{minutes}: its row says that commission-chair signed it, and no leaf of the tree does"),
            ),
            (
                "a hand taken away",
                vec![format!("update hand set state = 'away' where document = {of} and role = 'province'")],
                "says that province signed it, and no row does".into(),
            ),
        ];
        for (what, statements, expected) in cases {
            sql(town, &statements).await;
            town.evening().await;
            let found = faults(town, &[]).await;
            let told = found.iter().any(|fault| fault.contains(&expected));
            assert!(told, "{}: {what}: wanted `{expected}`, found {found:#?}", town.engine);
            sql(town, &put_back_of(TABLES)).await;
            assert_eq!(faults(town, &[]).await, Vec::<String>::new(), "{what} was undone");
        }
    });
}
