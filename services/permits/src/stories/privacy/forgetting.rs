//! What is kept how long, what is held, and what is erased so that nobody reads it and the register stays whole.

use super::super::people::*;
use super::super::story;
use civic::Role;
use store::args;
use town::{Neighbour, Town};

/// A file that ended: withdrawn by who asked for it, with a piece that nobody else gave.
async fn ended(town: &Town, who: &Neighbour<'_>) -> String {
    let number = files(town, who, SMALL, house()).await.number;
    town.minutes_pass(1);
    does(town, who, &number, "withdraw", motive("Je renonce à marque-secrete")).await.expect("withdrawn");
    town.evening().await;
    number
}

async fn faults(town: &Town) -> Vec<String> {
    desk::verify::verify(&town.desk, |_| {}).await.expect("verified").faults
}

async fn superuser(town: &Town, sql: String) {
    town.desk.db.write(move |tx| tx.exec(&sql, args![])).await.expect("a superuser's statement");
}

/// The time of a file passes, in a town where nobody lives meanwhile.
fn years_pass(town: &Town, years: i64) {
    town.minutes_pass(years * 366 * 24 * 60);
}

fn erasing(number: &str) -> [(&'static str, String); 5] {
    [
        ("place", "095410113".into()),
        ("number", number.to_owned()),
        ("why", "retention".into()),
        ("decision", "Visa des archives 12/2037".into()),
        ("sure", "yes".into()),
    ]
}

async fn erases(admin: &Neighbour<'_>, number: &str) -> town::Page {
    let form = erasing(number);
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    admin.sends("/office/admin/privacy/erase", &fields).await
}

#[test]
fn a_file_is_erased_when_its_time_is_over_and_not_before() {
    story(async |town| {
        let zineb = town.citizen("Zineb Oukhouya", "QZ918273").await;
        let number = ended(town, &zineb).await;
        let running = files(town, &zineb, SMALL, house()).await.number;
        let admin = town.officer(Role::Administrator).await;
        let early = erases(&admin, &number).await;
        assert_eq!(early.status, 409);
        assert!(early.says("Ce dossier est gardé jusqu'au"), "{}", early.text());
        let still = erases(&admin, &running).await;
        assert!(still.says("ne s'efface pas"), "{}", still.text());
        let clerk = town.officer(Role::Clerk).await;
        assert_eq!(erases(&clerk, &number).await.status, 403);

        years_pass(town, 10);
        desk::work::sweep(&town.desk).await.expect("the night");
        let admin = town.returns(&admin).await;
        let list = admin.opens("/office/admin/privacy").await;
        assert!(list.html().contains(&number), "{}", list.text());
        assert!(admin.opens("/office/admin/audit").await.says("Dossiers dont le temps est passé"));
        let unsure = admin.sends("/office/admin/privacy/erase", &[("place", "095410113"), ("number", &number)]).await;
        assert_eq!(unsure.status, 422);
        let done = erases(&admin, &number).await;
        assert_eq!(done.status, 303, "{}", done.text());
        town.evening().await;

        // Nobody reads it, finds it, or learns from it; the register says that it was, and why it is no more.
        let zineb = town.returns(&zineb).await;
        let told = zineb.opens(&format!("/files/{number}")).await;
        assert_eq!(told.status, 410, "{}", told.text());
        assert!(told.says("Ce dossier a été effacé le"), "{}", told.html());
        assert!(told.says("69-99"), "{}", told.text());
        assert!(!zineb.opens("/files").await.html().contains(&number));
        let clerk = town.returns(&clerk).await;
        assert!(!clerk.opens(&format!("/search?q={number}")).await.says("Oukhouya"));
        assert!(!list.html().is_empty() && !admin.opens("/office/admin/privacy").await.html().contains(&number));
        assert_eq!(faults(town).await, Vec::<String>::new(), "{}", town.engine);
        // Done twice, it is said.
        assert!(erases(&admin, &number).await.says("a été effacé"));
    });
}

#[test]
fn what_is_held_is_not_erased() {
    story(async |town| {
        let zineb = town.citizen("Zineb Oukhouya", "QZ918273").await;
        let number = ended(town, &zineb).await;
        years_pass(town, 10);
        let admin = town.officer(Role::Administrator).await;
        let day = town.time().date().to_string();
        let form =
            [("place", "095410113"), ("number", number.as_str()), ("basis", "Tribunal, dossier 117"), ("from", &day)];
        let unknown = [form[0], ("number", "PC-095410113-2026-000099"), form[2], form[3]];
        assert_eq!(admin.sends("/office/admin/privacy/holds", &unknown).await.status, 422);
        let held = admin.sends("/office/admin/privacy/holds", &form).await;
        assert_eq!(held.status, 303, "{}", held.text());
        let refused = erases(&admin, &number).await;
        assert_eq!(refused.status, 409);
        assert!(refused.says("Tribunal, dossier 117"), "{}", refused.text());
        let list = admin.opens("/office/admin/privacy").await.html().replace("&#x2f;", "/");
        let lift =
            list.split("action=\"").find(|rest| rest.contains("/lift\"")).and_then(|rest| rest.split('"').next());
        let lifted = admin.sends(lift.expect("a hold to lift"), &[("place", "095410113")]).await;
        assert_eq!(lifted.status, 303, "{}", lifted.text());
        assert_eq!(erases(&admin, &number).await.status, 303);
    });
}

#[test]
fn what_was_erased_is_nowhere_and_a_forged_erasure_is_found() {
    story(async |town| {
        let zineb = town.citizen("Zineb Oukhouya", "QZ918273").await;
        let number = ended(town, &zineb).await;
        let other = ended(town, &zineb).await;
        let paper = zineb.opens("/papers/REC-095410113-2026-000001.pdf").await.body;
        let digest = store::Digest::of(&paper);
        assert!(town.desk.files.size(&digest).is_ok());
        years_pass(town, 10);
        let admin = town.officer(Role::Administrator).await;
        assert_eq!(erases(&admin, &number).await.status, 303);
        town.evening().await;
        assert!(town.desk.files.size(&digest).is_err(), "the paper is gone");
        assert_eq!(faults(town).await, Vec::<String>::new(), "{}", town.engine);

        // Somebody with the database's password erases another: the key alone, or with a tombstone of their making.
        let of = |number: &str| format!("dossier = (select id from dossier where number = '{number}')");
        let (erased, kept) = (of(&number), of(&other));
        for table in ["act", "dossier", "vault_key"] {
            superuser(town, format!("create table kept_{table} as select * from {table}")).await;
        }
        let key = format!(
            "update vault_key set wrapped = null, destroyed_at = 1 where subject = (select id from dossier where number = '{other}')"
        );
        let emptied = format!(
            "update act set content = (select content from kept_act where {erased} and seq = 0), salt = null where {kept}"
        );
        let forged = format!(
            "insert into act (commune, dossier, seq, at, by_whom, role, name, content, salt, leaf, mark)
             select commune, (select id from dossier where number = '{other}'), seq, at, by_whom, role, name, content, salt, leaf, mark
               from kept_act where {erased} and name = 'erase'"
        );
        for statements in [vec![key.clone()], vec![key.clone(), emptied.clone()], vec![key, emptied, forged]] {
            let many = statements.len();
            for sql in statements {
                superuser(town, sql).await;
            }
            let found = faults(town).await;
            assert!(found.iter().any(|fault| fault.contains(&other)), "{}: {many}: {found:#?}", town.engine);
            for table in ["act", "dossier", "vault_key"] {
                superuser(town, format!("delete from {table}")).await;
                superuser(town, format!("insert into {table} select * from kept_{table}")).await;
            }
            assert_eq!(faults(town).await, Vec::<String>::new(), "{many}: undone");
        }
        // A tombstone that is changed afterwards, or taken away, is found too.
        for sql in [
            format!("update act set at = at + 1 where {erased} and name = 'erase'"),
            format!("delete from act where {erased} and name = 'erase'"),
            format!("delete from act where {erased} and seq = 0"),
        ] {
            superuser(town, sql.clone()).await;
            let found = faults(town).await;
            assert!(found.iter().any(|fault| fault.contains(&number)), "{}: {sql}: {found:#?}", town.engine);
            superuser(town, "delete from act".into()).await;
            superuser(town, "insert into act select * from kept_act".into()).await;
        }
    });
}

#[test]
fn a_person_without_files_may_be_forgotten() {
    story(async |town| {
        let zineb = town.citizen("Zineb Oukhouya", "QZ918273").await;
        let number = ended(town, &zineb).await;
        let asked = [("kind", "opposition"), ("place", "095410113"), ("reason", "Oubliez-moi")];
        assert_eq!(zineb.sends("/account/privacy", &asked).await.status, 303);
        let id = zineb.account.as_ref().expect("an account").id;
        let admin = town.officer(Role::Administrator).await;
        let door = format!("/office/admin/privacy/persons/{id}/erase");
        let form = [("place", "095410113"), ("decision", "CNDP 4/2026")];
        assert_eq!(admin.sends(&door, &form).await.status, 409, "she has a file");
        years_pass(town, 10);
        let admin = town.returns(&admin).await;
        assert_eq!(erases(&admin, &number).await.status, 303);
        let done = admin.sends(&door, &form).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let again = town.returns(&zineb).await;
        assert_eq!(again.opens("/account").await.status, 303, "nobody is signed in");
        let list = admin.opens("/office/admin/privacy").await;
        assert!(!list.says("Oukhouya") && !list.says("Oubliez-moi"), "{}", list.text());
        let known = town.desk.db.read(|tx| store::people::by_cnie(tx, "QZ918273")).await.expect("read");
        assert_eq!(known, None);
        assert_eq!(faults(town).await, Vec::<String>::new(), "{}", town.engine);
    });
}
