//! What people ask about their data: a copy, a correction, an opposition; each has its clock and its answer.

use super::super::people::*;
use super::super::story;
use civic::Role;

/// The address of the one form of the page that answers a request.
fn answers_to(page: &town::Page) -> String {
    let html = page.html().replace("&#x2f;", "/");
    let rest = html.split("action=\"/office/admin/privacy/requests/").nth(1).expect("a request that waits");
    format!("/office/admin/privacy/requests/{}", rest.split('"').next().expect("its end"))
}

#[test]
fn fatima_takes_a_copy_of_all_that_is_kept_of_her() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let number = files(town, &fatima, SMALL, house()).await.number;
        let clerk = town.officer(Role::Clerk).await;
        clerk.opens(&format!("/office/files/{number}")).await;
        let taken = fatima.opens("/account/data.json").await;
        assert!(taken.headers["content-disposition"].to_str().expect("text").starts_with("attachment"));
        let copy: serde_json::Value = serde_json::from_slice(&taken.body).expect("json");
        assert_eq!(copy["account"]["cnie"], "JB123456");
        let file = &copy["files"][0];
        assert_eq!(
            (&file["number"], &file["answers"]["description"]),
            (&number.as_str().into(), &"Maison familiale".into())
        );
        assert_eq!(file["readings"][0]["role"], "clerk");
        // To be read, the same in words: no name of a field, no code, no moment of a machine.
        let read = fatima.opens("/account/data").await;
        for words in [
            "Permis de construire : petit projet",
            "Maison familiale",
            "Nom en lettres latines",
            "160 m²",
            "Vérification du dossier",
            "Demande déposée",
            "Guichet communal",
            "Certificat de propriété",
            "7 septembre 2026",
        ] {
            assert!(read.says(words), "{words}: {}", read.text());
        }
        for raw in ["name_fr", "permit-building-small", "made_at", "last_at", "2026-09-07", "sha256", "clerk"] {
            assert!(!read.text().contains(raw), "{raw}: {}", read.text());
        }
        // That she took it is a request like another, answered at once; nobody else's is in it.
        assert!(fatima.opens("/account/privacy").await.says("Remise"));
        let omar = town.citizen("Omar Tazi", "JB654321").await;
        assert!(!omar.opens("/account/data.json").await.html().contains("Maison familiale"));
        assert_eq!(town.stranger().opens("/account/data.json").await.status, 303);
    });
}

#[test]
fn a_name_is_corrected_by_who_answers_for_the_data() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        files(town, &fatima, SMALL, house()).await;
        let blank = fatima.sends("/account/privacy", &[("kind", "rectification"), ("place", "095410113")]).await;
        assert_eq!(blank.status, 422);
        let html = blank.html();
        assert!(html.contains("reason-error") && html.contains("value-error"), "{}", blank.text());
        let asked = [
            ("kind", "rectification"),
            ("place", "095410113"),
            ("field", "name-fr"),
            ("value", "Fatima  Zahra Ait Ali"),
            ("reason", "Mon prénom est incomplet"),
        ];
        let sent = fatima.sends("/account/privacy", &asked).await;
        assert_eq!(sent.line(), "303 See Other -> /account/privacy", "{}", sent.text());
        assert!(
            fatima.opens("/account/privacy").await.says("Réponse due le 17 septembre 2026 ( dans 10 jours )")
                || fatima.opens("/account/privacy").await.says("Réponse due le 17 septembre 2026")
        );

        // Another commune is not asked, and another office does not answer.
        let elsewhere = [asked[0], ("place", "015710111"), asked[2], asked[3], asked[4]];
        assert_eq!(fatima.sends("/account/privacy", &elsewhere).await.status, 422);
        let clerk = town.officer(Role::Clerk).await;
        assert_eq!(clerk.opens("/office/admin/privacy").await.status, 403);

        let admin = town.officer(Role::Administrator).await;
        let list = admin.opens("/office/admin/privacy").await;
        assert!(list.says("Mon prénom est incomplet") && list.says("Fatima Ait Ali"), "{}", list.text());
        let door = answers_to(&list);
        let unmotivated = admin.sends(&door, &[("place", "095410113"), ("answer", "accept")]).await;
        assert_eq!(unmotivated.status, 422, "{}", unmotivated.text());
        let answer = [("place", "095410113"), ("answer", "accept"), ("motive", "Carte présentée")];
        let done = admin.sends(&door, &answer).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let hers = fatima.opens("/account/privacy").await;
        assert!(hers.says("Acceptée") && hers.says("Carte présentée"), "{}", hers.text());
        assert!(fatima.opens("/account").await.says("Fatima Zahra Ait Ali"));
        assert!(fatima.opens("/notices").await.says("Votre demande sur vos données est acceptée"));
        // An answer is given once.
        assert_eq!(admin.sends(&door, &answer).await.status, 409);
        assert!(admin.opens("/office/admin/audit").await.says("Réponse à une demande de correction"));
    });
}

#[test]
fn an_opposition_that_is_not_answered_is_late_for_both() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        files(town, &fatima, SMALL, house()).await;
        let asked = [("kind", "opposition"), ("place", "095410113"), ("reason", "Je ne veux plus de messages")];
        assert_eq!(fatima.sends("/account/privacy", &asked).await.status, 303);
        town.days_pass(11).await;
        let fatima = town.returns(&fatima).await;
        assert!(fatima.opens("/account/privacy").await.says("En retard"));
        let admin = town.officer(Role::Administrator).await;
        let list = admin.opens("/office/admin/privacy").await;
        assert!(list.says("En retard"), "{}", list.text());
        let refused = [("place", "095410113"), ("answer", "refuse"), ("motive", "La loi impose de vous répondre")];
        assert_eq!(admin.sends(&answers_to(&list), &refused).await.status, 303);
        assert!(fatima.opens("/account/privacy").await.says("La loi impose de vous répondre"));
    });
}

#[test]
fn everyone_is_told_what_is_done_with_their_data() {
    story(async |town| {
        let page = town.stranger().opens("/privacy?lang=fr").await;
        for words in ["Données personnelles", "10 ans", "10 jours", "CNDP", "09-08"] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        assert!(town.stranger().opens("/?lang=fr").await.html().replace("&#x2f;", "/").contains("href=\"/privacy\""));
    });
}
