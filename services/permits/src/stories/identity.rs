//! Who acts is certain: passwords under attack, second factors at the door and before what binds.

use super::people::*;
use super::story;
use civic::dossier::Opinion;
use civic::{Body, Role};
use desk::who::{self, Entered};
use desk::{Denial, Error};
use town::{Neighbour, Page, TELEPHONE, Town};

const PASSWORD: &str = "vergers-de-l-atlas";

/// Somebody with a password, who has not signed in.
async fn known(town: &Town, officer: &Neighbour<'_>) -> String {
    let account = officer.account.clone().expect("an account");
    who::set_password(&town.desk, &account, PASSWORD).await.expect("a password");
    account.email.expect("an address")
}

/// Everything that a form of a page would send, as a browser reads it.
fn hidden(page: &Page, form: &str) -> Vec<(String, String)> {
    let html = page.html();
    let form = html.split(form).nth(1).and_then(|rest| rest.split("</form>").next()).unwrap_or_default().to_owned();
    let value = |tag: &str, name: &str| {
        let text = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(text.replace("&#x27;", "'").replace("&#x2f;", "/").replace("&quot;", "\"").replace("&amp;", "&"))
    };
    form.split("<input")
        .skip(1)
        .filter_map(|tag| Some((value(tag, "name")?, value(tag, "value").unwrap_or_default())))
        .collect()
}

/// A file that waits for the president's signature, with its version.
async fn ready(town: &Town, halls: &Officers<'_>, asker: &Neighbour<'_>) -> (String, String) {
    let n = files(town, asker, SMALL, house()).await.number;
    let done = |who, act, body: Body| does(town, who, &n, act, body);
    done(&halls.clerk, "accept", Body::default()).await.expect("accepted");
    for member in [&halls.planning, &halls.agency, &halls.province] {
        done(member, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
    }
    done(&halls.chair, "conclude-favourable", motive("Avis conformes")).await.expect("concluded");
    let paid = pays(town, &halls.cashier, &n).await.expect("paid");
    let file = format!("{n}:{}", paid.version);
    (n, file)
}

#[test]
fn guesses_made_side_by_side_are_counted_like_any_others() {
    story(async |town| {
        let clerk = town.officer(Role::Clerk).await;
        let name = known(town, &clerk).await;
        let mut guesses = tokio::task::JoinSet::new();
        for n in 0..12 {
            let (desk, name) = (town.desk.clone(), name.clone());
            guesses.spawn(async move { who::sign_in(&desk, &name, &format!("une-autre-idee-{n}"), "story").await });
        }
        let (mut wrong, mut locked) = (0, 0);
        while let Some(guess) = guesses.join_next().await {
            match guess.expect("answered").map(|_| ()) {
                Err(Error::Denied(Denial::BadCredentials)) => wrong += 1,
                Err(Error::Denied(Denial::Locked { .. })) => locked += 1,
                other => panic!("{other:?}"),
            }
        }
        // Four are told that they are wrong; the fifth closes the account, and every other finds it closed.
        assert_eq!((wrong, locked), (4, 8), "on {}", town.engine);
        let right = who::sign_in(&town.desk, &name, PASSWORD, "story").await.map(|_| ());
        assert!(matches!(right, Err(Error::Denied(Denial::Locked { .. }))), "{right:?}");
        town.minutes_pass(16);
        assert!(who::sign_in(&town.desk, &name, PASSWORD, "story").await.is_ok());
    });
}

#[test]
fn who_has_a_second_factor_gives_it_at_the_door() {
    story(async |town| {
        let clerk = town.officer(Role::Clerk).await;
        let name = known(town, &clerk).await;
        let browser = town.stranger();
        browser.opens("/sign-in?lang=fr").await;
        let fields = [("identifier", name.as_str()), ("password", PASSWORD), ("next", "/office/sign-ins")];
        let half = browser.sends("/sign-in", &fields).await;
        assert_eq!(half.line(), "303 See Other -> /sign-in/second?next=%2Foffice%2Fsign-ins");
        // Half a sign-in opens nothing.
        assert!(browser.opens("/office").await.leads_to().starts_with("/sign-in"));
        let asked = browser.opens(&half.leads_to()).await;
        assert!(asked.says("Votre mot de passe est juste"), "{}", asked.text());
        let wrong = browser.sends("/sign-in/second", &[("confirm-code", "000000"), ("next", "/office/sign-ins")]).await;
        assert!(wrong.status == 422 && wrong.says("Ce code n'est pas le bon"), "{}", wrong.text());
        let code = who::code_at(TELEPHONE, town.desk.clock.now()).expect("a code");
        let sent = [("confirm-code", code.as_str()), ("next", "/office/sign-ins")];
        let right = browser.sends("/sign-in/second", &sent).await;
        assert_eq!(right.line(), "303 See Other -> /office/sign-ins");
        assert_eq!(browser.opens("/office/sign-ins").await.status, 200);

        // Somebody who looked over the shoulder has the same code: it was used.
        let thief = town.stranger();
        thief.opens("/sign-in?lang=fr").await;
        thief.sends("/sign-in", &fields).await;
        let again = thief.sends("/sign-in/second", &sent).await;
        assert!(again.status == 422 && again.says("déjà servi"), "{}", again.text());
        // And without the password there is nothing to complete.
        let nobody = town.stranger();
        assert!(nobody.sends("/sign-in/second", &sent).await.leads_to().starts_with("/sign-in"));
    });
}

#[test]
fn the_president_signs_two_files_under_one_second_factor() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let (first, a) = ready(town, &halls, &fatima).await;
        let (second, b) = ready(town, &halls, &fatima).await;
        let president = &halls.president;
        president.opens("/office/signing").await;
        let before = president.cookie("diwan").expect("a cookie");
        let fields = [("file", a.as_str()), ("file", b.as_str()), ("act", "sign"), ("key", "s1"), ("read", "yes")];
        let asked = president.sends_only("/office/signing", &fields).await;
        assert!(asked.status == 403 && asked.says("2 dossiers sont concernés"), "{}", asked.text());
        for n in [&first, &second] {
            assert!(town.tells(n).await.starts_with(&format!("{n} at signature")), "nothing is half signed");
        }

        // What the page carries is what was sent: a wrong code loses nothing of it either.
        let carried = hidden(&asked, "id=\"confirm\"");
        let with = |carried: &[(String, String)], code: &str| -> Vec<(String, String)> {
            let theirs = carried.iter().filter(|(n, _)| n != "csrf" && n != "confirm-code").cloned();
            theirs.chain([("confirm-code".to_owned(), code.to_owned())]).collect()
        };
        let send = async |fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            president.sends_only("/office/signing", &fields).await
        };
        let wrong = send(with(&carried, "123")).await;
        assert!(wrong.status == 422 && wrong.says("Ce code n'est pas le bon"), "{}", wrong.text());
        let signed = send(with(&hidden(&wrong, "id=\"confirm\""), &president.code())).await;
        assert!(signed.status == 200, "{}", signed.text());
        for n in [&first, &second] {
            assert!(town.tells(n).await.starts_with(&format!("{n} at issued")), "{}", signed.text());
        }

        // The browser has a new secret, and the old one opens nothing.
        let after = president.cookie("diwan").expect("a cookie");
        assert_ne!(before, after);
        assert!(who::by_cookie(&town.desk, &before).await.expect("asked").is_none());
        assert!(who::by_cookie(&town.desk, &after).await.expect("asked").is_some());

        // For ten minutes nothing more is asked; then it is.
        let (_, c) = ready(town, &halls, &fatima).await;
        let (_, d) = ready(town, &halls, &fatima).await;
        let sign = |file: String| async move {
            president.sends_only("/office/signing", &[("file", &file), ("act", "sign"), ("read", "yes")]).await
        };
        town.minutes_pass(9);
        assert_eq!(sign(c).await.status, 200);
        town.minutes_pass(2);
        let late = sign(d).await;
        assert!(late.status == 403 && late.says("Un dossier est concerné"), "{}", late.text());
    });
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
        let enrol = async |code: &str| {
            let ours = [("confirm-way", "enrol"), ("confirm-begun", begun.as_str()), ("confirm-code", code)];
            president.sends_only("/office/signing", &[&fields[..], &ours[..]].concat()).await
        };
        let wrong = enrol("000001").await;
        assert!(wrong.says("Ce code n'est pas le bon") && wrong.html().contains(&secret[..4]), "{}", wrong.text());
        let code = who::code_at(&secret, town.desk.clock.now()).expect("a code");
        let signed = enrol(&code).await;
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
fn a_new_password_gives_a_new_cookie_and_ends_the_others() {
    story(async |town| {
        let clerk = town.officer(Role::Clerk).await;
        known(town, &clerk).await;
        let account = clerk.account.clone().expect("an account");
        // Setting it signed everyone out: two browsers come in anew.
        let (here, there) = (town.returns(&clerk).await, town.returns(&clerk).await);
        let old = here.cookie("diwan").expect("a cookie");
        let new = "figuiers-de-barbarie";
        let fields = [("old-password", PASSWORD), ("password", new), ("password-again", new)];
        assert_eq!(here.sends("/account/password", &fields).await.leads_to(), "/account");
        assert_eq!(here.opens("/account").await.status, 200);
        assert!(there.opens("/account").await.leads_to().starts_with("/sign-in"));
        assert!(who::by_cookie(&town.desk, &old).await.expect("asked").is_none());
        let name = account.email.unwrap_or_default();
        assert!(matches!(who::sign_in(&town.desk, &name, new, "story").await, Ok(Entered::Half { .. })));
    });
}

#[test]
fn a_key_for_programs_signs_only_when_it_was_made_to() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let (n, _) = ready(town, &halls, &fatima).await;
        let president = &halls.president;
        president.opens("/account").await;
        let make = |scopes: &'static [&'static str]| async move {
            let scopes = scopes.iter().map(|s| ("scope", *s));
            let fields: Vec<(&str, &str)> = [("name", "robot"), ("token", "robot")].into_iter().chain(scopes).collect();
            president.sends_only("/account/tokens", &fields).await
        };
        let secret = |page: &Page| {
            format!("dw_{}", page.html().split("dw_").nth(1).and_then(|r| r.split('<').next()).unwrap_or_default())
        };
        let plain = make(&["read", "act"]).await;
        assert_eq!(plain.status, 200, "{}", plain.text());
        // One that signs asks for a second factor first.
        let asked = make(&["read", "act", "sign"]).await;
        assert!(asked.status == 403 && asked.html().contains("value=\"sign\""), "{}", asked.text());
        let robot = who::by_token(&town.desk, &secret(&plain)).await.expect("asked").expect("known");
        let new = || desk::counter::NewAct {
            commune: town::TAROUDANNT,
            number: n.clone(),
            name: "sign".into(),
            ..Default::default()
        };
        let refused = desk::counter::act(&town.desk, &robot, new()).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Denied(Denial::Scope { needed: "sign" }))), "{refused:?}");
        assert!(town.tells(&n).await.starts_with(&format!("{n} at signature")));
        let code = president.code();
        let fields = [
            ("name", "robot"),
            ("token", "robot"),
            ("scope", "read"),
            ("scope", "act"),
            ("scope", "sign"),
            ("confirm-way", "given"),
            ("confirm-code", &code),
        ];
        let made = president.sends_only("/account/tokens", &fields).await;
        let robot = who::by_token(&town.desk, &secret(&made)).await.expect("asked").expect("known");
        desk::counter::act(&town.desk, &robot, new()).await.expect("signed");
        // And it makes no other that signs.
        let scopes = ["read".to_owned(), "sign".to_owned()];
        let child = who::make_token(&town.desk, &robot, "child", &scopes, 1).await.map(|_| ());
        assert!(matches!(child, Err(Error::Mistakes(_))), "{child:?}");
    });
}
