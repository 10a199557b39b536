//! Who acts is certain: passwords under attack, second factors at the door and before what binds.

use super::people::*;
use super::story;
use civic::dossier::Opinion;
use civic::{Body, Role};
use desk::who::{self, Entered};
use desk::{Denial, Error};
use town::{Neighbour, Page, TELEPHONE, Town};

pub(super) const PASSWORD: &str = "vergers-de-l-atlas";

/// Somebody with a password, who has not signed in.
pub(super) async fn known(town: &Town, officer: &Neighbour<'_>) -> String {
    let account = officer.account.clone().expect("an account");
    who::set_password(&town.desk, &account, PASSWORD).await.expect("a password");
    account.email.expect("an address")
}

/// Everything that a form of a page would send, as a browser reads it.
pub(super) fn hidden(page: &Page, form: &str) -> Vec<(String, String)> {
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
pub(super) async fn ready(town: &Town, halls: &Officers<'_>, asker: &Neighbour<'_>) -> (String, String) {
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

/// What the page shows once between these marks.
pub(super) fn once(page: &Page, before: &str, after: &str) -> String {
    page.html()
        .replace("&#x2f;", "/")
        .split(before)
        .nth(1)
        .and_then(|rest| rest.split(after).next())
        .unwrap_or_default()
        .trim()
        .to_owned()
}

#[test]
fn two_administrators_let_in_again_who_lost_everything() {
    story(async |town| {
        let souad = town.officer(Role::Administrator).await;
        let rachid = town.officer(Role::Administrator).await;
        let clerk = town.officer(Role::Clerk).await;
        known(town, &clerk).await;
        let id = clerk.account.as_ref().expect("an account").id;
        let page = format!("/office/admin/users/{id}");
        let path = |end: &str| format!("{page}/recovery{end}");

        // A reason, and never for oneself.
        assert_eq!(souad.sends(&path(""), &[("reason", " ")]).await.status, 422);
        let own = souad.account.as_ref().expect("an account").id;
        let oneself = souad.sends(&format!("/office/admin/users/{own}/recovery"), &[("reason", "Perdu")]).await;
        assert_eq!(oneself.status, 403, "{}", oneself.text());
        let asked = souad.sends(&path(""), &[("reason", "Téléphone volé, déclaration 2026/81")]).await;
        assert_eq!(asked.leads_to(), page);
        // Who asked does not confirm; another does, and sees the link once.
        let alone = souad.sends(&path("/confirm"), &[]).await;
        assert!(alone.status == 403 && alone.says("un autre administrateur doit la confirmer"), "{}", alone.text());
        assert!(rachid.opens(&page).await.says("Téléphone volé"));
        let confirmed = rachid.sends(&path("/confirm"), &[]).await;
        let link = once(&confirmed, "http://town.test", "</code>");
        assert!(link.starts_with("/recover/"), "{}", confirmed.text());
        assert!(!rachid.opens(&page).await.html().contains(link.trim_start_matches("/recover/")));
        assert_eq!(rachid.sends(&path("/confirm"), &[]).await.status, 409);

        // The link and the password together; neither alone.
        let browser = town.stranger();
        browser.opens("/sign-in?lang=fr").await;
        let wrong = browser.sends(&link, &[("password", "pas-le-bon-du-tout")]).await;
        assert_eq!(wrong.status, 401, "{}", wrong.text());
        let back = browser.sends(&link, &[("password", PASSWORD)]).await;
        assert_eq!(back.leads_to(), "/account/security");
        // Two administrators and a link stand in for a code of enrolment.
        assert!(browser.opens("/account/security").await.says("Votre mot de passe seul vous fait entrer"));
        let begun = browser.sends("/account/security/totp", &[]).await;
        assert!(begun.status == 200 && !begun.says("Code d'activation"), "{}", begun.text());
        // Good once; every device is signed out; the officer is told of each step.
        assert!(browser.opens(&link).await.says("Ce lien n'est plus bon"));
        assert!(clerk.opens("/account").await.leads_to().starts_with("/sign-in"));
        let told = browser.opens("/notices").await;
        assert!(told.says("ont été retirées") && told.says("est confirmée"), "{}", told.text());

        // The journal has it all, and no secret.
        let journal = souad.opens("/office/admin/audit").await;
        for line in ["Accès à rendre : demandé", "Accès à rendre : confirmé", "Accès retrouvé", "Connexion refusée"]
        {
            assert!(journal.says(line), "{line}: {}", journal.text());
        }
        let secret = link.trim_start_matches("/recover/");
        assert!(!journal.html().contains(secret) && !journal.html().contains(PASSWORD));
    });
}

#[test]
fn a_link_of_recovery_does_not_outlive_its_half_hour() {
    story(async |town| {
        let souad = town.officer(Role::Administrator).await;
        let rachid = town.officer(Role::Administrator).await;
        let clerk = town.officer(Role::Clerk).await;
        known(town, &clerk).await;
        let id = clerk.account.as_ref().expect("an account").id;
        let (desk, place) = (&town.desk, town::TAROUDANNT);
        desk::people::ask_recovery(desk, &souad.who().await, place, id, "Perdu").await.expect("asked");
        let link = desk::people::confirm_recovery(desk, &rachid.who().await, place, id).await.expect("confirmed");
        town.minutes_pass(desk::people::LINK_MINUTES + 1);
        let late = desk::people::recover(desk, &link, PASSWORD, "story").await.map(|_| ());
        assert!(matches!(late, Err(Error::Denied(Denial::NotFound))), "{late:?}");
        assert_eq!(who::held(desk, id).await.expect("held").factors.len(), 1, "nothing was removed");
        // Withdrawn, a link is good no more.
        desk::people::ask_recovery(desk, &rachid.who().await, place, id, "Perdu").await.expect("asked");
        let link = desk::people::confirm_recovery(desk, &souad.who().await, place, id).await.expect("confirmed");
        desk::people::end_recovery(desk, &souad.who().await, place, id).await.expect("withdrawn");
        assert!(!desk::people::recoverable(desk, &link).await.expect("asked"));
    });
}

#[test]
fn a_delegation_covers_what_it_names() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let (n, _) = ready(town, &halls, &fatima).await;
        let souad = town.officer(Role::Administrator).await;
        let deputy = town.officer(Role::Utilities).await;
        town.seat(&deputy, Role::Clerk, town::TAROUDANNT, None).await;
        let id = deputy.account.as_ref().expect("an account").id;
        let page = format!("/office/admin/users/{id}");
        let form = souad.opens(&page).await;
        // Only those who sign have a signature to delegate.
        let offered = once(&form, "id=\"g-by\"", "</select>");
        assert!(offered.contains("Agent president") && !offered.contains("Agent cashier"), "{offered}");
        let seat = offered
            .split("value=\"")
            .find(|option| option.contains("Agent president"))
            .and_then(|option| option.split('"').next())
            .expect("the president's seat")
            .to_owned();
        let give = async |act: &str| {
            let fields = [
                ("by", seat.as_str()),
                ("from", "2026-09-01"),
                ("to", "2026-12-31"),
                ("decision", "2026/17"),
                ("procedure", SMALL),
                ("act", act),
            ];
            souad.sends(&format!("{page}/delegations"), &fields).await
        };
        assert_eq!(give("no-such-act").await.status, 422);
        let given = give("sign-refusal").await;
        assert_eq!(given.leads_to(), page, "{}", given.text());
        assert!(souad.opens(&page).await.says("pour :"));
        let beyond = does(town, &deputy, &n, "sign", Body::default()).await.expect_err("beyond");
        assert!(
            matches!(&beyond, Error::Denied(Denial::BeyondDelegation { decision }) if decision == "2026/17"),
            "{beyond:?}"
        );
        assert!(town.tells(&n).await.starts_with(&format!("{n} at signature")));
        // The delegation falls with the seat of who gave it.
        let president = halls.president.account.as_ref().expect("an account").id;
        let own = halls.president.who().await.offices[0].id;
        let yesterday = town.time().date().yesterday().expect("a day before");
        let administrator = souad.who().await;
        desk::people::end_office(&town.desk, &administrator, town::TAROUDANNT, own, yesterday).await.expect("ended");
        assert!(!deputy.who().await.viewer.holds(Role::President, town::TAROUDANNT), "of {president}");
    });
}

#[test]
fn the_first_vice_president_who_is_there_signs_for_an_absent_president() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let (n, _) = ready(town, &halls, &fatima).await;
        let souad = town.officer(Role::Administrator).await;
        let (first, second) = (town.officer(Role::Utilities).await, town.officer(Role::Utilities).await);
        for deputy in [&first, &second] {
            town.seat(deputy, Role::Clerk, town::TAROUDANNT, None).await;
        }
        let id = |who: &Neighbour<'_>| who.account.as_ref().expect("an account").id.to_string();
        let (a, b, p) = (id(&first), id(&second), id(&halls.president));
        let order = [("holder", a.as_str()), ("holder", ""), ("holder", b.as_str()), ("decision", "PV 2026/1")];
        let kept = souad.sends("/office/admin/deputies", &order).await;
        assert!(kept.leads_to().starts_with("/office/admin/deputies"), "{}", kept.text());
        let holds = async |who: &Neighbour<'_>| who.who().await.viewer.holds(Role::President, town::TAROUDANNT);
        assert!(!holds(&first).await && !holds(&second).await, "the president is there");
        let absent = async |who: &str, until: &str| {
            let fields = [("holder", who), ("from", "2026-09-07"), ("until", until), ("decision", "2026/31")];
            souad.sends("/office/admin/absences", &fields).await
        };
        let nobody = absent(&id(&halls.cashier), "").await;
        assert_eq!(nobody.status, 422, "{}", nobody.text());
        assert!(absent(&p, "2026-09-20").await.leads_to().starts_with("/office/admin/deputies"));
        assert!(holds(&first).await && !holds(&second).await);
        absent(&a, "2026-09-08").await;
        assert!(!holds(&first).await && holds(&second).await);
        let page = souad.opens("/office/admin/deputies").await;
        assert!(page.says("exerce les pouvoirs de Agent president"), "{}", page.text());
        // Who is recorded absent holds the seat still, and binds nobody: the power is the interim's.
        let alone = does(town, &halls.president, &n, "sign", Body::default()).await.expect_err("recorded absent");
        assert_eq!(alone.code(), "stood-in-for");
        does(town, &second, &n, "sign", Body::default()).await.expect("signed for the president");
        town.evening().await;
        assert!(town.tells(&n).await.contains("paper permit PER-095410113-2026-000001 (made)"));
        town.days_pass(2).await;
        assert!(holds(&first).await && !holds(&second).await);
        town.days_pass(12).await;
        assert!(!holds(&first).await && !holds(&second).await);
        let (later, _) = ready(town, &halls, &fatima).await;
        does(town, &halls.president, &later, "sign", Body::default()).await.expect("back, the president signs");
    });
}

#[test]
fn a_seat_that_begins_tomorrow_says_so() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let (n, _) = ready(town, &halls, &fatima).await;
        let souad = town.officer(Role::Administrator).await;
        let newcomer = town.officer(Role::Utilities).await;
        let tomorrow = town.time().date().tomorrow().expect("a day after");
        let office = desk::people::Appointment {
            holder: newcomer.account.as_ref().expect("an account").id,
            role: Role::President,
            place: town::TAROUDANNT,
            from: tomorrow,
            until: None,
            decision: "2026/90".into(),
            delegated_by: None,
            scope: Default::default(),
        };
        desk::people::appoint(&town.desk, &souad.who().await, office).await.expect("appointed");
        let early = does(town, &newcomer, &n, "sign", Body::default()).await.expect_err("early");
        assert!(matches!(early, Error::Denied(Denial::SeatLater { from }) if from == tomorrow), "{early:?}");
    });
}
