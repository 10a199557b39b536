//! The first second factor of an officer: added under a code that an administrator handed over, never under the
//! password alone.

use super::identity::{hidden, known, once, ready};
use super::people::*;
use super::story;
use civic::Role;
use desk::who;
use desk::{Denial, Error};
use store::factors;
use town::{Neighbour, Page, Town};
use uuid::Uuid;

/// Another code for an officer, as the page of the administrator shows it, once.
async fn renewed(admin: &Neighbour<'_>, officer: Uuid) -> String {
    let page = admin.sends(&format!("/office/admin/users/{officer}/enrolment"), &[]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    shown(&page)
}

/// The code on a page: three times four letters.
fn shown(page: &Page) -> String {
    let code = |word: &&str| word.len() == 14 && word.split('-').count() == 3 && word.split('-').all(|w| w.len() == 4);
    let html = page.html();
    let found = html.split(['<', '>']).map(str::trim).rfind(code);
    found.unwrap_or_else(|| panic!("no code: {}", page.text())).to_owned()
}

/// An officer without any factor, who is signed in; with their identifier.
async fn bare<'t>(town: &'t Town, role: Role) -> (Neighbour<'t>, Uuid) {
    let officer = town.officer(role).await;
    let id = officer.account.as_ref().expect("an account").id;
    town.desk.db.write(move |tx| factors::remove_all(tx, id)).await.expect("none");
    (officer, id)
}

/// Begins an authenticator on the page of security, and gives its first code with a code of enrolment.
async fn enrols(town: &Town, whom: &Neighbour<'_>, handed: &str) -> Page {
    let begun = whom.sends_only("/account/security/totp", &[]).await;
    let secret: String = once(&begun, "id=\"totp-secret\">", "<").split_whitespace().collect();
    let name = hidden(&begun, "action=\"/account/security/totp/add\"").into_iter().find(|(n, _)| n == "begun");
    let begun = name.expect("begun").1;
    let code = who::code_at(&secret, town.desk.clock.now()).expect("a code");
    let fields = [("begun", begun.as_str()), ("name", "Téléphone"), ("code", &code), ("enrolment", handed)];
    whom.sends_only("/account/security/totp/add", &fields).await
}

#[test]
fn who_has_no_second_factor_adds_one_when_it_is_first_needed() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let (n, file) = ready(town, &halls, &fatima).await;
        let president = &halls.president;
        let id = president.account.as_ref().expect("an account").id;
        town.desk.db.write(move |tx| store::factors::remove_all(tx, id)).await.expect("lost");
        let fields = [("file", file.as_str()), ("act", "sign"), ("read", "yes")];
        president.opens("/office/signing").await;
        let asked = president.sends_only("/office/signing", &fields).await;
        assert!(asked.says("Choisissez d'abord votre seconde preuve"), "{}", asked.text());
        assert!(asked.html().contains("name=\"confirm-enrolment\""), "the code of enrolment is asked for");
        let secret: String = asked
            .html()
            .split("id=\"totp-secret\">")
            .nth(1)
            .and_then(|rest| rest.split('<').next())
            .expect("the key")
            .split_whitespace()
            .collect();
        let carried = hidden(&asked, "id=\"confirm\"");
        let begun = carried.iter().find(|(n, _)| n == "confirm-begun").expect("begun").1.clone();
        let enrol = async |handed: &str, code: &str| {
            let ours = [
                ("confirm-way", "enrol"),
                ("confirm-begun", begun.as_str()),
                ("confirm-enrolment", handed),
                ("confirm-code", code),
            ];
            president.sends_only("/office/signing", &[&fields[..], &ours[..]].concat()).await
        };
        let code = || who::code_at(&secret, town.desk.clock.now()).expect("a code");
        // The password and a right six digits are not enough.
        let alone = enrol("", &code()).await;
        assert_eq!(alone.status, 422, "{}", alone.text());
        let none = enrol("AAAA-BBBB-CCCC", &code()).await;
        assert!(none.says("Aucun code d'activation n'a été établi pour vous"), "{}", none.text());
        let admin = town.officer(Role::Administrator).await;
        let handed = renewed(&admin, id).await;
        // Both mistakes at once, each beside its field; nothing that was sent is lost.
        let wrong = enrol("AAAA-BBBB-CCCC", "000001").await;
        assert!(wrong.says("Ce code n'est pas le bon") && wrong.html().contains(&secret[..4]), "{}", wrong.text());
        assert!(wrong.says("Ce code d'activation n'est pas le bon"), "{}", wrong.text());
        assert!(town.tells(&n).await.starts_with(&format!("{n} at signature")), "nothing was signed");
        let signed = enrol(&handed.to_lowercase().replace('-', " "), &code()).await;
        assert_eq!(signed.status, 200, "{}", signed.text());
        assert!(town.tells(&n).await.starts_with(&format!("{n} at issued")));

        // Codes for the day the telephone is lost: ten, each good once, kept as digests.
        let page = president.sends_only("/account/security/codes", &[]).await;
        let codes: Vec<String> = page
            .html()
            .split("dir=\"ltr\">")
            .skip(1)
            .filter_map(|rest| rest.split('<').next().map(str::to_owned))
            .filter(|code| code.len() == 19)
            .collect();
        assert_eq!(codes.len(), who::RECOVERY_CODES, "{}", page.text());
        town.minutes_pass(30);
        let remove = who::held(&town.desk, id).await.expect("held").factors[0].id;
        let path = format!("/account/security/{remove}/remove");
        let stale = president.sends_only(&path, &[]).await;
        assert_eq!(stale.status, 403, "{}", stale.text());
        let spend = [("confirm-way", "given"), ("confirm-code", codes[0].as_str())];
        assert_eq!(president.sends_only("/account/security/codes", &spend).await.status, 200);
        town.minutes_pass(30);
        let again = president.sends_only(&path, &spend).await;
        assert!(again.status == 422, "a recovery code is good once: {}", again.text());
    });
}

#[test]
fn an_officer_who_is_made_is_handed_a_code_with_the_password() {
    story(async |town| {
        let admin = town.officer(Role::Administrator).await;
        let fields = [
            ("place", "095410113"),
            ("name_ar", "كمال"),
            ("name_fr", "Kamal Tijani"),
            ("email", "kamal@town.test"),
            ("role", "clerk"),
            ("from", "2026-01-01"),
            ("to", ""),
            ("decision", "DEC-2026-9"),
        ];
        let made = admin.sends("/office/admin/users", &fields).await;
        assert!(made.status == 200 && made.says("en main propre") && made.says("7 jours"), "{}", made.text());
        let mut shown = made.html();
        shown.retain(|c| c != '\n');
        let codes: Vec<String> = shown
            .split(['<', '>'])
            .map(str::trim)
            .filter(|word| word.len() == 14 && word.split('-').all(|w| w.len() == 4))
            .map(str::to_owned)
            .collect();
        let [password, code] = codes.as_slice() else { panic!("{codes:?}: {}", made.text()) };
        assert!(!admin.opens("/office/admin/users").await.html().contains(code.as_str()), "it is shown once");
        // In the database is a digest alone, and in the journal neither.
        let kept = town.desk.db.read(|tx| store::people::by_email(tx, "kamal@town.test")).await.expect("read");
        let id = kept.expect("made").id;
        let row = town.desk.db.read(move |tx| factors::code_of(tx, id)).await.expect("read").expect("a code");
        assert_eq!(row.mark.len(), 32);
        let journal = admin.opens("/office/admin/audit").await;
        assert!(
            journal.says("Code d'activation établi") && !journal.html().contains(code.as_str()),
            "{}",
            journal.text()
        );

        // Whoever finds the password comes in, and can add nothing.
        let thief = town.stranger();
        thief.opens("/sign-in?lang=fr").await;
        let entered = thief.sends("/sign-in", &[("identifier", "kamal@town.test"), ("password", password)]).await;
        assert_eq!(entered.status, 303, "{}", entered.text());
        assert!(thief.opens("/account/security").await.says("le code d'activation que votre administration remet"));
        for (given, says) in [("", "Écrivez"), ("AAAA-BBBB-CCCC", "n'est pas le bon")] {
            let refused = enrols(town, &thief, given).await;
            assert!(refused.status == 422 && refused.says(says), "{given}: {}", refused.text());
        }
        // With the code it is done, once.
        assert_eq!(enrols(town, &thief, code).await.leads_to(), "/account/security");
        assert_eq!(who::held(&town.desk, id).await.expect("held").factors.len(), 1);
    });
}

#[test]
fn a_code_that_was_used_is_over_or_was_tried_too_often_is_refused_in_words() {
    story(async |town| {
        let admin = town.officer(Role::Administrator).await;
        let (clerk, id) = bare(town, Role::Clerk).await;

        // Used: whoever has lost that one factor again asks for another code.
        let first = renewed(&admin, id).await;
        assert_eq!(enrols(town, &clerk, &first).await.leads_to(), "/account/security");
        town.desk.db.write(move |tx| factors::remove_all(tx, id)).await.expect("none");
        let used = enrols(town, &clerk, &first).await;
        assert!(used.status == 422 && used.says("a déjà servi"), "{}", used.text());

        // A new one ends the one before.
        let (second, third) = (renewed(&admin, id).await, renewed(&admin, id).await);
        let before = enrols(town, &clerk, &second).await;
        assert!(before.says("Ce code d'activation n'est pas le bon"), "{}", before.text());

        // Over after a week.
        town.days_pass(who::CODE_DAYS).await;
        let clerk = town.returns(&clerk).await;
        let late = enrols(town, &clerk, &third).await;
        assert!(late.status == 422 && late.says("son délai est passé"), "{}", late.text());
        let admin = town.returns(&admin).await;
        let page = admin.opens(&format!("/office/admin/users/{id}")).await;
        assert!(page.says("le délai est passé"), "{}", page.text());

        // Five wrong ones end it; then the right one is refused too, and a new one is good.
        let fourth = renewed(&admin, id).await;
        for n in 1..=5 {
            let wrong = enrols(town, &clerk, &format!("AAAA-BBBB-CCC{n}")).await;
            let says = if n < 5 { "n'est pas le bon" } else { "Trop de codes d'activation faux" };
            assert!(wrong.status == 422 && wrong.says(says), "{n}: {}", wrong.text());
        }
        let right = enrols(town, &clerk, &fourth).await;
        assert!(right.status == 422 && right.says("Trop de codes d'activation faux"), "{}", right.text());
        assert!(who::held(&town.desk, id).await.expect("held").factors.is_empty(), "on {}", town.engine);
        let journal = admin.opens("/office/admin/audit").await;
        assert!(journal.says("Code d'activation refusé"), "{}", journal.text());
        let fifth = renewed(&admin, id).await;
        assert_eq!(enrols(town, &clerk, &fifth).await.leads_to(), "/account/security");
        assert!(clerk.opens("/notices").await.says("Un code d'activation a été établi pour vous"));
    });
}

#[test]
fn who_may_make_a_code_and_for_whom() {
    story(async |town| {
        let admin = town.officer(Role::Administrator).await;
        let (clerk, id) = bare(town, Role::Clerk).await;
        let path = format!("/office/admin/users/{id}/enrolment");
        // Under a second factor, by an administrator, never for oneself.
        let unproven = admin.sends_only(&path, &[]).await;
        assert!(unproven.status == 403 && unproven.says("Confirmez que c'est vous"), "{}", unproven.text());
        assert_eq!(clerk.sends(&path, &[]).await.status, 403);
        let own = admin.account.as_ref().expect("an account").id;
        let oneself = admin.sends(&format!("/office/admin/users/{own}/enrolment"), &[]).await;
        assert_eq!(oneself.status, 403, "{}", oneself.text());
        // Nor by a program, whatever it was allowed.
        let desk = &town.desk;
        let scopes = ["administer".to_owned()];
        let (secret, _) = who::make_token(desk, &admin.who().await, "robot", &scopes, 30).await.expect("a token");
        let robot = who::by_token(desk, &secret).await.expect("asked").expect("known");
        let refused = who::renew_code(desk, &robot, town::TAROUDANNT, id).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Denied(Denial::Unproven))), "{refused:?}");
        // Who has a factor adds the next one under it; who lost it is let in again by two.
        let president = town.officer(Role::President).await;
        known(town, &president).await;
        let held = president.account.as_ref().expect("an account").id;
        let refused = admin.sends(&format!("/office/admin/users/{held}/enrolment"), &[]).await;
        assert!(refused.status == 422 && refused.says("deux administrateurs"), "{}", refused.text());
        let back = town.returns(&president).await;
        let begun = back.sends("/account/security/totp", &[]).await;
        assert!(begun.status == 200 && !begun.says("Code d'activation"), "{}", begun.text());
        // Who runs the machine makes one, for officers without a factor alone.
        let account = clerk.account.clone().expect("an account");
        let code = who::renew_code_here(desk, &account).await.expect("a code");
        assert_eq!(enrols(town, &clerk, &code).await.leads_to(), "/account/security");
        let again = who::renew_code_here(desk, &account).await.map(|_| ());
        assert!(matches!(again, Err(Error::Mistakes(_))), "{again:?}");
        // People without a seat add theirs under the password: nobody could hand them a code.
        let zineb = town.citizen("Zineb Oukhouya", "QZ918273").await;
        let begun = zineb.sends_only("/account/security/totp", &[]).await;
        assert!(begun.status == 200 && !begun.says("Code d'activation"), "{}", begun.text());
        assert_eq!(enrols(town, &zineb, "").await.leads_to(), "/account/security");
    });
}
