//! The offices at their screens: a file through inboxes, desk, commission, cash desk and signing folder, by
//! forms alone, as browsers without scripts send them.

use super::people::*;
use super::story;
use civic::{Place, Role};
use town::{Neighbour, Page, TAROUDANNT};

/// What a form carries that the page gave: the version that was read.
async fn version(who: &Neighbour<'_>, number: &str) -> String {
    let html = who.opens(&format!("/office/files/{number}")).await.html();
    html.split("name=\"version\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
        .to_owned()
}

/// Whether an answer that was chosen is still chosen on the page that came back.
fn kept(page: &Page, value: &str) -> bool {
    let html = page.html();
    let mut inputs = html.split("<input").filter_map(|rest| rest.split('>').next());
    inputs.any(|input| input.contains(&format!("value=\"{value}\"")) && input.contains(" checked"))
}

/// How many files an inbox counts, and how many it lists.
async fn counted(who: &Neighbour<'_>, filter: &str, code: &str) -> (usize, usize) {
    let html = who.opens(&format!("/office{filter}")).await.html();
    let chip = html.split(&format!("data-code=\"{code}\"")).nth(1).and_then(|rest| rest.split("count calm\">").nth(1));
    let count = chip.and_then(|rest| rest.split('<').next()?.trim().parse().ok()).unwrap_or(usize::MAX);
    (count, html.matches("data-href=").count())
}

/// Sends the form of a door as it stands on the desk.
async fn door(who: &Neighbour<'_>, number: &str, act: &str, role: Role, more: &[(&str, &str)]) -> Page {
    let version = version(who, number).await;
    let mut fields = vec![("role", role.as_str()), ("version", version.as_str())];
    fields.extend_from_slice(more);
    who.sends(&format!("/office/files/{number}/acts/{act}"), &fields).await
}

#[test]
fn a_permit_passes_through_every_office_by_its_screens() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let n = files(town, &fatima, SMALL, house()).await.number;

        // The clerk finds it in the inbox, due soon, and declares it whole from the list.
        let inbox = halls.clerk.opens("/office").await;
        assert!(inbox.says("Fatima Ait Ali") && inbox.says("2026/000001"), "{}", inbox.text());
        for seen in ["Hay Lastah, rue 14", "12345/39", "160 m²"] {
            assert!(inbox.says(seen), "{seen} is not in the list: {}", inbox.text());
        }
        let done = halls
            .clerk
            .sends(
                "/office/bulk",
                &[
                    ("role", "clerk"),
                    ("seat", "095410113"),
                    ("act", "accept"),
                    ("file", &format!("{n}:1")),
                    ("key", "k1"),
                ],
            )
            .await;
        assert!(done.says("2026/000001") && done.says("fait pour un dossier"), "{}", done.text());
        assert!(halls.clerk.opens("/office").await.says("Rien ne vous attend"));

        // Three members say what they think; one forgets to say why, and is told beside the field.
        let mute = door(&halls.planning, &n, "give-opinion", Role::UrbanPlanning, &[("opinion", "favourable")]).await;
        assert_eq!(mute.status, 409, "{}", mute.text());
        assert!(mute.says("motif écrit"), "{}", mute.text());
        assert!(kept(&mute, "favourable"), "the opinion that was chosen is lost");
        let said = door(
            &halls.planning,
            &n,
            "give-opinion",
            Role::UrbanPlanning,
            &[("opinion", "favourable"), ("motive", "Conforme")],
        )
        .await;
        assert_eq!(said.line(), format!("303 See Other -> /office/files/{n}"));
        let reserved = [
            ("opinion", "favourable-with-reserves"),
            ("motive", "Sous réserve"),
            ("reserves", "Recul de 3 m\nTeinte de la ville"),
        ];
        door(&halls.agency, &n, "give-opinion", Role::UrbanAgency, &reserved).await;
        door(
            &halls.province,
            &n,
            "give-opinion",
            Role::Province,
            &[("opinion", "favourable"), ("motive", "Rien à signaler")],
        )
        .await;

        // The chair calls a session, opens it, and concludes with one of the two reserves.
        let call =
            [("day", "2026-09-10"), ("hour", "10:00"), ("place", "Salle de réunion"), ("file", &format!("{n}:5"))];
        let session = halls.chair.sends("/office/sessions", &call).await.leads_to();
        assert!(session.starts_with("/office/sessions/095410113/"), "{session}");
        assert!(halls.agency.opens("/office/sessions").await.says("10 septembre 2026"));
        halls.chair.sends(&format!("{session}/open"), &[]).await;
        let held = halls.chair.opens(&session).await;
        assert!(held.says("Recul de 3 m") && held.says("Favorable avec réserves"), "{}", held.text());
        let alone =
            halls.chair.sends(&format!("{session}/conclude"), &[("file", &n), ("act", "conclude-unfavourable")]).await;
        assert!(alone.says("motif écrit"), "{}", alone.text());
        let ends = [
            ("file", n.as_str()),
            ("act", "conclude-favourable"),
            ("reserves-shown", "yes"),
            ("reserve", "Recul de 3 m"),
        ];
        let concluded = halls.chair.sends(&format!("{session}/conclude"), &ends).await;
        assert_eq!(concluded.status, 303, "{}", concluded.text());
        halls.chair.sends(&format!("{session}/close"), &[]).await;
        assert!(halls.chair.opens(&session).await.says("PV-095410113-2026-000001"));

        // The cashier finds it by its short number; a wrong amount is refused, the right one recorded once.
        let found = halls.cashier.opens("/office/cashier?q=2026/000001").await;
        assert!(found.says("Fatima Ait Ali"), "{}", found.text());
        let shown =
            desk::counter::show(&town.desk, &halls.cashier.who().await.viewer, TAROUDANNT, &n).await.expect("shown");
        let due = format!("{}.{:02}", shown.dossier.owed() / 100, shown.dossier.owed() % 100);
        let version = shown.dossier.acts.to_string();
        let mut pay = vec![
            ("file", n.as_str()),
            ("version", version.as_str()),
            ("receipt", "Q-77"),
            ("method", "cash"),
            ("key", "pay-1"),
            ("amount", "1"),
        ];
        let wrong = halls.cashier.sends("/office/cashier", &pay).await;
        assert!(wrong.says("Rien n'a été enregistré"), "{}", wrong.text());
        assert!(wrong.html().contains("value=\"Q-77\""), "the receipt's number that was typed is lost");
        pay.retain(|(name, _)| *name != "amount");
        pay.push(("amount", &due));
        let paid = halls.cashier.sends("/office/cashier", &pay).await;
        assert!(paid.says("enregistré pour le dossier"), "{}", paid.text());
        let again = halls.cashier.sends("/office/cashier", &pay).await;
        assert!(!again.says("Erreur"), "{}", again.text());
        let sheet = halls.cashier.opens("/office/cashier/journal.csv").await.html();
        assert_eq!(sheet.lines().count(), 2, "{sheet}");

        // The president reads what will be signed, confirms, and signs.
        let folder = halls.president.opens("/office/signing").await;
        assert!(folder.says("Fatima Ait Ali") && folder.says("Q-77"), "{}", folder.text());
        let pdf = halls.president.opens(&format!("/office/files/{n}/preview/sign")).await;
        assert!(pdf.body.starts_with(b"%PDF"), "{}", pdf.line());
        let now = desk::counter::show(&town.desk, &halls.president.who().await.viewer, TAROUDANNT, &n)
            .await
            .expect("shown")
            .dossier
            .acts;
        let file = format!("{n}:{now}");
        let review = halls.president.sends("/office/signing/review", &[("file", &file), ("act", "sign")]).await;
        assert!(review.says("Signer un document") && review.says("PER-095410113-2026-000001"), "{}", review.text());
        let seen = review.value(&format!("seen-{n}")).expect("the digest of what will be signed");
        let named = format!("seen-{n}");
        let blind = halls.president.sends("/office/signing", &[("file", &file), ("act", "sign"), ("key", "s1")]).await;
        assert_eq!(blind.status, 422);
        let signed = halls
            .president
            .sends(
                "/office/signing",
                &[("file", &file), ("act", "sign"), ("key", "s1"), ("read", "yes"), (&named, &seen)],
            )
            .await;
        assert!(signed.says("PER-095410113-2026-000001"), "{}", signed.text());
        assert!(town.tells(&n).await.starts_with(&format!("{n} at issued")));
    });
}

#[test]
fn a_page_read_before_somebody_acted_is_told_what_happened() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        does(town, &halls.clerk, &n, "accept", Default::default()).await.expect("accepted");
        let read = version(&halls.planning, &n).await;
        does(town, &halls.agency, &n, "give-opinion", says(civic::dossier::Opinion::Favourable, "Conforme"))
            .await
            .expect("said");

        let watch = halls.planning.opens(&format!("/office/files/{n}/since/{read}")).await;
        assert!(watch.status == 200 && watch.text().contains("Agence urbaine"), "{}", watch.text());
        let fields = [
            ("role", "urban-planning"),
            ("version", read.as_str()),
            ("opinion", "unfavourable"),
            ("motive", "La hauteur dépasse onze mètres"),
        ];
        let late = halls.planning.sends(&format!("/office/files/{n}/acts/give-opinion"), &fields).await;
        assert_eq!(late.status, 409);
        assert!(
            late.says("a changé pendant que vous écriviez") && late.says("La hauteur dépasse onze mètres"),
            "{}",
            late.text()
        );
        let current = version(&halls.planning, &n).await;
        let nothing = halls.planning.opens(&format!("/office/files/{n}/since/{current}")).await;
        assert_eq!(nothing.status, 204);
    });
}

#[test]
fn an_inbox_lists_what_it_counts() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let clerk = town.officer(Role::Clerk).await;
        for day in 0..3 {
            let n = files(town, &fatima, SMALL, house()).await.number;
            assert_eq!(counted(&clerk, "", "all").await, (day + 1, day + 1));
            if day == 1 {
                does(town, &clerk, &n, "request-completion", asks_for("site-plan", "Illisible")).await.expect("asked");
                does(town, &fatima, &n, "withdraw", Default::default()).await.expect("withdrawn");
                assert_eq!(counted(&clerk, "", "all").await, (1, 1));
                files(town, &fatima, SMALL, house()).await;
            }
            town.minutes_pass(5);
        }
        town.minutes_pass(60 * 24 * 6);
        let clerk = town.officer(Role::Clerk).await;
        let late = counted(&clerk, "?clock=late", "late").await;
        assert_eq!(late, (3, 3), "what is late by the clerk's own clock");
    });
}

#[test]
fn past_the_limit_nothing_is_offered_that_would_be_refused() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        does(town, &halls.clerk, &n, "accept", Default::default()).await.expect("accepted");
        assert!(halls.planning.opens(&format!("/office/files/{n}")).await.html().contains("id=\"d-give-opinion\""));
        assert!(fatima.opens(&format!("/files/{n}")).await.says("Retirer"));
        // The limit passes while nobody writes it down.
        town.minutes_pass(60 * 24 * 60);
        let (planning, karim) = (town.officer(Role::UrbanPlanning).await, halls.agency.who().await);
        let seen = planning.opens(&format!("/office/files/{n}")).await;
        assert_eq!(seen.status, 200);
        assert!(!seen.html().contains("id=\"d-give-opinion\""), "{}", seen.text());
        let shown = desk::counter::show(&town.desk, &karim.viewer, TAROUDANNT, &n).await.expect("shown");
        let raw = shown.dossier.open_to(&shown.procedure, Role::UrbanAgency);
        assert!(raw.iter().any(|d| d.act == "give-opinion"), "the worker has not passed yet");
        let open = desk::counter::open_to(&town.desk, &shown.dossier, &shown.procedure, Role::UrbanAgency);
        assert!(open.iter().all(|d| d.act == "message"), "{open:?}");
        let late =
            does(town, &halls.agency, &n, "give-opinion", says(civic::dossier::Opinion::Favourable, "Oui")).await;
        assert_eq!(late.expect_err("too late").code(), "wrong-step");
    });
}

#[test]
fn a_refused_form_can_be_read_in_the_other_language() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        does(town, &halls.clerk, &n, "accept", Default::default()).await.expect("accepted");
        let mute = door(&halls.planning, &n, "give-opinion", Role::UrbanPlanning, &[("opinion", "favourable")]).await;
        let withdrawn = fatima.sends(&format!("/files/{n}/acts/withdraw"), &[]).await;
        let common = fatima.sends("/account/password", &[("old", "x"), ("new", "aaaaaaaaaa")]).await;
        let pages = [
            (&halls.planning, mute, format!("/office/files/{n}")),
            (&fatima, withdrawn, format!("/files/{n}")),
            (&fatima, common, "/account".to_owned()),
        ];
        for (who, refused, page) in pages {
            assert!(refused.status.is_client_error(), "{}", refused.line());
            let html = refused.html().replace("&#x2f;", "/");
            let link = html.split("href=\"").find(|a| a.contains("?lang=ar")).unwrap_or_default();
            let turned = who.opens(link.split('"').next().unwrap_or_default()).await;
            assert_eq!(turned.line(), format!("303 See Other -> {page}"));
            let arabic = who.opens(&turned.leads_to()).await;
            assert_eq!(arabic.status, 200);
            assert!(arabic.html().contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
        }
        // Tried again with a word in French, the motive keeps its own direction in an Arabic page.
        let said = [("opinion", "favourable"), ("motive", "Conforme au plan (zone B).")];
        door(&halls.planning, &n, "give-opinion", Role::UrbanPlanning, &said).await;
        let read = halls.planning.opens(&format!("/office/files/{n}?lang=ar")).await.html();
        assert!(read.contains("class=\"quote\">Conforme au plan (zone B).<"), "{read}");
    });
}

#[test]
fn silence_is_attested_from_the_governors_list() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        does(town, &halls.clerk, &n, "accept", Default::default()).await.expect("accepted");
        town.days_pass(60).await;
        // Sixty days later everyone signs in anew.
        let governor = town.officer(Role::Governor).await;
        let list = governor.opens("/office/silence").await;
        assert!(list.says("Fatima Ait Ali") && list.says("Agence urbaine"), "{} {}", list.line(), list.html());
        let now = desk::counter::show(&town.desk, &governor.who().await.viewer, TAROUDANNT, &n)
            .await
            .expect("shown")
            .dossier
            .acts;
        let file = format!("{n}:{now}");
        let review = governor.sends("/office/silence/review", &[("file", &file)]).await;
        assert!(review.says("Délivrer une attestation"), "{}", review.text());
        // The governor is shown the attestation as it will be, and the digest of its bytes; unread, nothing binds.
        let (named, seen) = (format!("seen-{n}"), review.value(&format!("seen-{n}")).expect("a digest"));
        assert!(review.says("ATT-095410113-2026-000001"), "{}", review.text());
        let mut form = vec![("file", file.as_str()), ("act", "attest-silence"), ("key", "g1")];
        let blind = governor.sends("/office/silence", &[form.clone(), vec![(&named, &seen)]].concat()).await;
        assert_eq!(blind.status, 422, "{}", blind.text());
        form.push(("read", "yes"));
        let wrong = "00".repeat(32);
        let forged = governor.sends("/office/silence", &[form.clone(), vec![(&named, &wrong)]].concat()).await;
        assert!(forged.says("n'est plus celui qui vous a été présenté"), "{}", forged.text());
        let seen = governor.sends("/office/silence/review", &[("file", &file)]).await.value(&named).expect("again");
        let done = governor.sends("/office/silence", &[form, vec![(&named, &seen)]].concat()).await;
        assert!(done.says("ATT-095410113-2026-000001"), "{}", done.text());
        assert!(town.tells(&n).await.starts_with(&format!("{n} at approved-by-silence")));
    });
}

#[test]
fn each_screen_opens_for_its_office_and_for_no_other() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        let screens = [
            "/office",
            "/office/signing",
            "/office/cashier",
            "/office/silence",
            "/office/sessions",
            "/office/dashboard",
            "/office/sign-ins",
        ];
        let everyone = [
            ("clerk", &halls.clerk),
            ("urban-agency", &halls.agency),
            ("cashier", &halls.cashier),
            ("president", &halls.president),
            ("governor", &halls.governor),
            ("citizen", &fatima),
        ];
        let mut page = String::new();
        for (name, who) in everyone {
            let mut codes = Vec::new();
            for screen in screens {
                codes.push(who.opens(screen).await.status.as_u16().to_string());
            }
            codes.push(who.opens(&format!("/office/files/{n}")).await.status.as_u16().to_string());
            page.push_str(&format!("{name:<13} {}\n", codes.join(" ")));
        }
        expect_test::expect![[r#"
            clerk         200 403 403 403 403 403 200 200
            urban-agency  200 403 403 403 200 200 200 200
            cashier       200 403 200 403 403 403 200 200
            president     200 200 403 403 403 200 200 200
            governor      200 403 403 200 403 200 200 200
            citizen       403 403 403 403 403 403 403 403
        "#]]
        .assert_eq(&page);

        // A seat elsewhere shows nothing of this town.
        let elsewhere = town.officer(Role::Utilities).await;
        town.seat(&elsewhere, Role::Cashier, Place(15_710_111), None).await;
        assert!(!elsewhere.opens("/office/cashier?q=2026/000001").await.says("Fatima"));
    });
}
