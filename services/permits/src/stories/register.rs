//! The register that nobody can quietly rewrite: whoever changes rows by SQL, with every right that a
//! database gives, is found, and `verify` names the file and the act.

use super::people::*;
use super::story;
use civic::dossier::{Body, Opinion};
use proof::note::{Checkpoint, Kind, Proof, Signer, Verifier};
use proof::{leaf, tree};
use store::args;
use town::Town;

const TABLES: [&str; 5] = ["act", "dossier", "log_entry", "log_tile", "checkpoint"];

/// Statements of somebody who has the database's password and nothing else.
pub(super) async fn sql(town: &Town, statements: &[String]) {
    let statements = statements.to_vec();
    let done = town
        .desk
        .db
        .write(move |tx| -> store::Result<()> { statements.iter().try_for_each(|sql| tx.exec(sql, args![]).map(drop)) })
        .await;
    done.expect("a superuser's statement");
}

pub(super) async fn faults(town: &Town, heads: &[(String, String)]) -> Vec<String> {
    desk::verify::verify_against(&town.desk, heads, |_| {}).await.expect("verified").faults
}

fn put_back() -> Vec<String> {
    put_back_of(&TABLES)
}

pub(super) fn put_back_of(tables: &[&str]) -> Vec<String> {
    tables
        .iter()
        .flat_map(|table| [format!("delete from {table}"), format!("insert into {table} select * from kept_{table}")])
        .collect()
}

/// Three files, two signed heads: the numbers of the files.
async fn three_files(town: &Town) -> [String; 3] {
    let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
    let hall = Officers::of(town).await;
    let first = files(town, &fatima, SMALL, house()).await.number;
    town.minutes_pass(1);
    does(town, &hall.clerk, &first, "accept", Body::default()).await.expect("accepted");
    town.minutes_pass(1);
    does(town, &hall.planning, &first, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
    town.minutes_pass(1);
    does(town, &hall.agency, &first, "give-opinion", says(Opinion::Favourable, "Sans objet")).await.expect("said");
    town.minutes_pass(1);
    let second = files(town, &fatima, SMALL, house()).await.number;
    town.minutes_pass(1);
    town.evening().await;
    town.minutes_pass(1);
    does(town, &hall.clerk, &second, "accept", Body::default()).await.expect("accepted");
    town.minutes_pass(1);
    let third = files(town, &fatima, SMALL, house()).await.number;
    town.minutes_pass(1);
    town.evening().await;
    [first, second, third]
}

#[test]
fn whoever_rewrites_rows_is_found_and_told_where() {
    story(async |town| {
        let [first, second, third] = three_files(town).await;
        assert_eq!(faults(town, &[]).await, Vec::<String>::new());
        let keep = TABLES.iter().map(|table| format!("create table kept_{table} as select * from {table}"));
        sql(town, &keep.collect::<Vec<_>>()).await;
        let of = |number: &str| format!("dossier = (select id from dossier where number = '{number}')");
        let (one, two, three) = (of(&first), of(&second), of(&third));
        let cases: Vec<(&str, Vec<String>, String)> = vec![
            ("what was written", vec![format!("update act set content = (select content from kept_act where {one} and seq = 3) where {one} and seq = 2")],
             format!("{first}: act 2 (give-opinion) was altered after it was recorded")),
            ("when", vec![format!("update act set at = at - 1 where {one} and seq = 1")],
             format!("{first}: act 1 (accept) was altered after it was recorded")),
            ("by whom", vec![format!("update act set by_whom = (select by_whom from kept_act where {one} and seq = 2) where {one} and seq = 1")],
             format!("{first}: act 1 (accept) was altered after it was recorded")),
            ("in which quality", vec![format!("update act set role = 'governor' where {one} and seq = 1")],
             format!("{first}: act 1 (accept) was altered after it was recorded")),
            ("an act in the middle deleted", vec![format!("delete from act where {one} and seq = 2")],
             format!("{first}: act 2, at place 2 of the tree, was deleted")),
            ("the last act deleted", vec![format!("delete from act where {two} and seq = 1")],
             format!("{second}: act 1, at place 5 of the tree, was deleted")),
            ("a whole file deleted", vec![format!("delete from act where {three}"), format!("delete from dossier where number = '{third}'")],
             format!("{third}: act 0, at place 6 of the tree, was deleted with its file")),
            ("the order changed", vec![
                format!("update act set seq = 900 where {one} and seq = 2"),
                format!("update act set seq = 2 where {one} and seq = 3"),
                format!("update act set seq = 3 where {one} and seq = 900")],
             format!("{first}: act 2 (give-opinion) was altered after it was recorded")),
            ("an act inserted, its seal copied", vec![format!(
                "insert into act (commune, dossier, seq, at, by_whom, role, name, content, salt, leaf, mark)
                 select commune, dossier, 4, at, by_whom, role, name, content, salt, leaf, mark from act where {one} and seq = 3")],
             format!("{first}: act 4 (give-opinion) was altered after it was recorded")),
            ("an act inserted without a seal", vec![format!(
                "insert into act (commune, dossier, seq, at, by_whom, role, name, content)
                 select commune, dossier, 4, at, by_whom, role, name, content from act where {one} and seq = 3")],
             format!("{first}: act 4 (give-opinion) was refused by the register")),
            ("a seal taken away", vec![format!("update act set salt = null, leaf = null, mark = null where {one} and seq = 1")],
             format!("{first}: act 1 (accept) has lost its seal")),
            ("an act and its digest, in its row and its leaf", vec![
                format!("update act set at = at - 1, leaf = (select leaf from kept_act where {one} and seq = 2) where {one} and seq = 1"),
                "update log_entry set leaf = (select leaf from log_entry where place = 2) where place = 1".into()],
             format!("{first}: act 1: the leaf at place 1 and the tile 0/0 of the tree differ")),
            ("a leaf", vec!["update log_entry set leaf = (select leaf from log_entry where place = 0) where place = 6".into()],
             format!("{third}: act 0 (file) is not what the leaf at place 6 of the tree is a digest of")),
            ("a leaf deleted", vec!["delete from log_entry where place = 3".into()],
             format!("{first}: act 3 (give-opinion) had place 3 of the tree, where no leaf is any more")),
            ("two leaves exchanged", vec![
                "update log_entry set place = 900 where place = 2".into(),
                "update log_entry set place = 2 where place = 3".into(),
                "update log_entry set place = 3 where place = 900".into()],
             format!("{first}: act 2 (give-opinion) says it has place 2 of the tree, which is another act's")),
            ("the end cut off", vec![
                "delete from log_entry where place >= 5".into(),
                "delete from checkpoint where size > 5".into()],
             format!("{third}: act 0 (file) had place 6 of the tree, where no leaf is any more")),
            ("a place", vec![format!("update act set place = 6 where {one} and seq = 1")],
             format!("{first}: act 1 (accept) says it has place 6 of the tree, which is another act's")),
            ("a tile", vec!["update log_tile set hashes = (select leaf from log_entry where place = 0) where level = 0".into()],
             format!("{first}: act 0: the leaf at place 0 and the tile 0/0 of the tree differ")),
            ("a tile deleted", vec!["delete from log_tile".into()], "tile 0/0 of the tree was deleted".into()),
            ("the root of a head", vec!["update checkpoint set root = (select leaf from log_entry where place = 0) where size = 5".into()],
             "the head of 5 leaves: its row was altered".into()),
            ("a head's note", vec!["update checkpoint set note = replace(note, 'town.test', 'town.tost') where size = 5".into()],
             "the head of 5 leaves: it is not signed by this register".into()),
            ("a head's time-stamp", vec!["update checkpoint set stamp = (select stamp from kept_checkpoint where size = 5) where size = 7".into()],
             "the head of 7 leaves: its time-stamp does not hold".into()),
            ("the size of a head", vec!["update checkpoint set size = 6 where size = 5".into()],
             "the head of 6 leaves: its row was altered".into()),
        ];
        for (what, statements, expected) in cases {
            sql(town, &statements).await;
            town.evening().await;
            let found = faults(town, &[]).await;
            assert!(
                found.iter().any(|fault| fault.contains(&expected)),
                "{}: {what}: wanted `{expected}`, found {found:#?}",
                town.engine
            );
            sql(town, &put_back()).await;
            assert_eq!(faults(town, &[]).await, Vec::<String>::new(), "{what} was undone");
        }
    });
}

#[test]
fn a_register_rewritten_whole_is_found_by_a_head_kept_elsewhere() {
    story(async |town| {
        let [first, ..] = three_files(town).await;
        let head = desk::register::head(&town.desk).await.expect("read").expect("a head was signed");
        let kept = [("a printed head".to_owned(), head.note)];
        assert_eq!(faults(town, &kept).await, Vec::<String>::new());
        // The last file goes, and with it everything that the database knew of the tree.
        sql(
            town,
            &[
                format!("update act set at = at - 60000000 where seq = 0 and dossier = (select id from dossier where number = '{first}')"),
                "delete from log_entry".into(),
                "delete from log_tile".into(),
                "delete from checkpoint".into(),
                "update act set place = null, salt = null, leaf = null, mark = null".into(),
            ],
        )
        .await;
        town.evening().await;
        let found = faults(town, &kept).await;
        assert!(
            found.iter().any(|f| f.contains("a printed head: the tree of 7 leaves") && f.contains("it was rewritten")),
            "{found:#?}"
        );
    });
}

#[test]
fn no_head_is_signed_over_a_tree_that_was_changed() {
    story(async |town| {
        let [first, ..] = three_files(town).await;
        let before = desk::register::head(&town.desk).await.expect("read").expect("a head was signed");
        let other = format!(
            "update log_tile set hashes = {}",
            if town.engine == "sqlite" { "zeroblob(224)" } else { "decode(repeat('00', 224), 'hex')" }
        );
        sql(town, &[other]).await;
        let ahmed = town.citizen("Ahmed Idrissi", "JB654321").await;
        files(town, &ahmed, SMALL, house()).await;
        town.minutes_pass(1);
        town.evening().await;
        let after = desk::register::head(&town.desk).await.expect("read").expect("a head");
        assert_eq!(after.size, before.size, "a head was signed over a forged tree");
        assert!(faults(town, &[]).await.iter().any(|f| f.contains(&format!("{first}: act 0: the leaf at place 0"))));
    });
}

#[test]
fn a_stranger_checks_a_paper_and_mirrors_the_whole_register() {
    let witness = Signer::from_seed("witness.test/w1", Kind::Cosigner, &[4; 32]).expect("a key");
    let mut options = desk::Options { address: "http://town.test".into(), ..desk::Options::default() };
    options.register.cosigners = vec![witness.verifier.clone()];
    town::story_with(&[crate::SERVICE], &[crate::HOUSE], &options, async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let filed = files(town, &fatima, SMALL, house()).await;
        let receipt = filed.receipt.expect("a receipt");
        let place = desk::counter::commune_of(&receipt).expect("a commune");
        let number = receipt.clone();
        let code = town
            .desk
            .db
            .read(move |tx| store::documents::by_number(tx, place, &number))
            .await
            .expect("read")
            .expect("the receipt")
            .code;
        let stranger = town.stranger();
        let page = format!("/v/{receipt}/{code}");
        assert!(
            stranger.opens(&page).await.says("rechargez cette page")
                || stranger.opens(&page).await.says("أعد تحميل الصفحة")
        );
        assert_eq!(stranger.opens(&format!("{page}/tlog-proof")).await.status, 404, "nothing is signed yet");
        for n in 1..=3 {
            town.minutes_pass(n);
            files(town, &fatima, SMALL, house()).await;
        }
        town.evening().await;

        // The proof, with nothing but the register's key.
        let shown = stranger.opens("/log").await.html().replace("&#x2f;", "/");
        let key = shown.split("town.test/log+").nth(1).and_then(|rest| rest.split('<').next()).expect("the key");
        let log = Verifier::parse(&format!("town.test/log+{key}")).expect("a verifier key");
        assert!(stranger.opens(&page).await.html().contains("tlog-proof"));
        let text = stranger.opens(&format!("{page}/tlog-proof")).await.html();
        let proof = Proof::parse(&text).expect("a proof");
        let opened: serde_json::Value = serde_json::from_slice(&proof.extra).expect("what opens it");
        let outer = data_encoding::HEXLOWER.decode(opened["outer"].as_str().expect("text").as_bytes()).expect("hex");
        let head = opened["head"].as_str().expect("text");
        let digest = leaf::digest_of_head(&outer.try_into().expect("32 bytes"), head);
        let entry = leaf::entry("095410113", &digest);
        let checkpoint = proof.verify(entry.as_bytes(), &log).expect("the proof holds");
        assert_eq!((checkpoint.size, proof.index), (4, 0));
        assert!(head.contains("\"name\":\"file\"") && !text.contains("Fatima"), "{head}");
        let told = stranger.opens(&format!("{page}/proof.json")).await;
        let told: serde_json::Value = serde_json::from_slice(&told.body).expect("json");
        assert_eq!(told["entry"], entry);

        // The whole, tile by tile.
        let (signed, _) = Checkpoint::open(&stranger.opens("/log/checkpoint").await.html(), &log).expect("signed");
        assert_eq!(signed, checkpoint);
        let tile = stranger.opens("/log/tile/0/000.p/4").await.body;
        let mut bundle = stranger.opens("/log/tile/entries/000.p/4").await.body;
        let mut leaves = Vec::new();
        while let Some((length, rest)) = bundle.split_first_chunk::<2>() {
            let (entry, rest) = rest.split_at(usize::from(u16::from_be_bytes(*length)));
            leaves.push(tree::leaf_hash(entry));
            bundle = rest.to_vec();
        }
        assert_eq!(leaves.as_flattened(), tile);
        let mut edge = tree::Edge::default();
        edge.append(&leaves);
        assert_eq!(edge.root(), signed.root);
        assert_eq!(stranger.opens("/log/tile/0/000.p/5").await.status, 404, "no head covers it");
        assert_eq!(stranger.opens("/log/tile/0/000").await.status, 404);

        // Another institution signs the head, and it is shown.
        let note = stranger.opens("/log/checkpoint").await.html();
        let body = proof::note::Note::parse(&note).expect("a note").text;
        let line = |key: &Signer| format!("{note}{}\n", key.line(&body, 1_788_000_000).expect("signed"));
        let unknown = Signer::from_seed("witness.test/w1", Kind::Cosigner, &[5; 32]).expect("a key");
        assert_eq!(stranger.posts("/log/cosign", &line(&unknown)).await.status, 422);
        assert_eq!(stranger.posts("/log/cosign", &note.replace("\n4\n", "\n5\n")).await.status, 422);
        assert_eq!(stranger.posts("/log/cosign", &line(&witness)).await.status, 200);
        let note = stranger.opens("/log/checkpoint").await.html();
        let (_, lines) = Checkpoint::open(&note, &log).expect("still signed");
        assert_eq!(witness.verifier.check(&lines), Ok(1_788_000_000));
        assert!(stranger.opens("/log").await.says("witness.test/w1"));

        // A later head continues it.
        town.minutes_pass(1);
        files(town, &fatima, SMALL, house()).await;
        town.evening().await;
        let told = stranger.opens("/log/consistency?from=4&size=5").await;
        let told: serde_json::Value = serde_json::from_slice(&told.body).expect("json");
        let hashes: Vec<tree::Hash> = told["proof"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|hash| data_encoding::BASE64.decode(hash.as_str().expect("text").as_bytes()).expect("base64"))
            .map(|hash| hash.try_into().expect("32 bytes"))
            .collect();
        let (after, _) = Checkpoint::open(told["to"].as_str().expect("text"), &log).expect("signed");
        let (before, after) = ((signed.size, &signed.root), (after.size, &after.root));
        assert_eq!(tree::verify_consistency(before, after, &hashes), Ok(()));
    });
}

/// What is asked for a second after it was filed already proves that the register holds it.
#[test]
fn a_receipt_carries_the_proof_that_the_register_holds_it() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        files(town, &fatima, SMALL, house()).await;
        town.minutes_pass(1);
        let number = files(town, &fatima, SMALL, house()).await.receipt.expect("a receipt");
        let place = desk::counter::commune_of(&number).expect("a commune");
        let found = town.desk.db.read(move |tx| store::documents::by_number(tx, place, &number)).await;
        let receipt = found.expect("read").expect("the receipt");
        let pdf = fatima.opens(&format!("/papers/{}.pdf", receipt.number)).await.body;

        let text = proof::pdf::attached(&pdf, "register.tlog-proof").expect("read").expect("a proof");
        let text = String::from_utf8(text).expect("text");
        let key = &town.desk.register.keys.log.verifier;
        let proven = desk::register::proven(&text, key).expect("it holds");
        assert_eq!((proven.commune.as_str(), proven.dossier, proven.seq), ("095410113", receipt.dossier, receipt.seq));
        assert_eq!((proven.index, proven.size), (1, 2));
        assert!(!text.contains("Fatima"));
        assert_eq!(proof::pdf::attached(&pdf, "another").expect("read"), None);

        // Neither another act nor another register.
        assert!(desk::register::proven(&text.replace("index 1", "index 0"), key).is_err());
        let other = Signer::from_seed("town.test/log", Kind::Log, &[5; 32]).expect("a key");
        assert!(desk::register::proven(&text, &other.verifier).is_err());

        // The seal covers it: the file is as it was sealed, and the page of the paper proves the same act.
        let judged = desk::signing::judge(&town.desk, pdf).await.expect("judged");
        assert!(judged.judgement.accepted(), "{:?}", judged.judgement);
        assert_eq!(judged.carried, Some(Some(proven.clone())));
        let page = format!("/v/{}/{}/tlog-proof", receipt.number, receipt.code);
        let shown = town.stranger().opens(&page).await.html();
        assert_eq!(desk::register::proven(&shown, key), Ok(proven));
    });
}

/// Judged by jose, by sigstore's verifier and by Chromium with the network off: none of our code.
#[test]
fn a_paper_is_judged_by_the_tools_of_others() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let filed = files(town, &fatima, SMALL, house()).await;
        for n in 1..=5 {
            town.minutes_pass(n);
            files(town, &fatima, SMALL, house()).await;
        }
        town.evening().await;
        let receipt = filed.receipt.expect("a receipt");
        let place = desk::counter::commune_of(&receipt).expect("a commune");
        let number = receipt.clone();
        let found = town.desk.db.read(move |tx| store::documents::by_number(tx, place, &number)).await;
        let document = found.expect("read").expect("the receipt");
        let (_, pdf) = desk::paper::read_tracked(&town.desk, &receipt, &filed.number, &filed.tracking)
            .await
            .expect("the receipt's bytes");
        let stranger = town.stranger();
        let page = format!("/v/{receipt}/{}", document.code);
        let standing = desk::register::standing(&town.desk, &document).await.expect("recorded");
        let folder = store::testing::Folder::new();
        let put = |name: &str, bytes: &[u8]| std::fs::write(folder.0.join(name), bytes).expect("written");
        put("paper.pdf", &pdf);
        put("keys.json", &stranger.opens("/verify/keys.json").await.body);
        // The proof that the receipt itself carries, taken out by a reader of PDF.
        let detached = std::process::Command::new("pdfdetach")
            .args(["-savefile", "register.tlog-proof", "-o"])
            .args([folder.0.join("proof.txt"), folder.0.join("paper.pdf")])
            .status();
        assert!(detached.expect("pdfdetach: run scripts/setup").success());
        put("entry.txt", standing.entry.as_bytes());
        put("key.txt", town.desk.register.keys.log.verifier.to_string().as_bytes());
        put("offline.html", &stranger.opens("/verify/offline?lang=fr").await.body);
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/browser/stranger.mjs");
        let done =
            std::process::Command::new("node").arg(script).arg(&folder.0).output().expect("node: run scripts/setup");
        let told = String::from_utf8_lossy(&done.stdout);
        let told: serde_json::Value = serde_json::from_str(&told)
            .unwrap_or_else(|_| panic!("run scripts/setup: {told}\n{}", String::from_utf8_lossy(&done.stderr)));
        assert_eq!(told["address"], format!("http://town.test{page}"));
        expect_test::expect![[r#"
            {
              "c": "095410113",
              "d": "2026-09-07",
              "f": "PC-095410113-2026-000001",
              "g": "completeness",
              "k": "receipt",
              "n": "REC-095410113-2026-000001"
            }"#]]
        .assert_eq(&serde_json::to_string_pretty(&told["said"]).expect("json"));
        assert_eq!(told["forged"], "refused");
        expect_test::expect![[
            r#"["believed","calculated root hash does not match inclusion proof","invalid checkpoint signature"]"#
        ]]
        .assert_eq(&told["log"].to_string());
        let offline = &told["offline"];
        let says = |case: &str, words: &str| {
            let text = offline[case].as_str().unwrap_or_default();
            assert!(text.contains(words), "{case}: {text}");
        };
        says("forged", "La signature est fausse");
        says("unreadable", "ne contient pas de déclaration signée");
        says("other", "pour un autre document");
        says("good", "Déclaration authentique");
        says("good", "Récépissé");
        says("good", "Taroudannt");
        says("other_language", "تصريح صحيح");
        assert_eq!(offline["dir"], serde_json::json!(["rtl", "ar"]));
        assert_eq!(offline["faults"], serde_json::json!([]), "nothing was asked of any network");
        assert_eq!(offline["axe"], serde_json::json!([]));
        assert_eq!(offline["wide"], false);
    });
}
