//! The citizen's side, at a browser without scripts: the guided form, the file, the papers, tracking.

use super::people::*;
use super::story;
use axum::http::StatusCode;
use civic::dossier::{Body, Opinion};
use town::{Neighbour, Page, Town};

/// The address of the draft that a page led to, without its last part.
fn draft_of(page: &Page) -> String {
    let to = page.leads_to();
    to.rsplit_once('/').map(|(draft, _)| draft.to_owned()).unwrap_or(to)
}

/// Fills in the form of Fatima's house, section by section, and gives every piece. Gives the draft.
async fn fills_in(fatima: &Neighbour<'_>) -> String {
    let begun = fatima.sends("/services/permit-building-small/start", &[("commune", "095410113")]).await;
    let draft = draft_of(&begun);
    fatima.sends(&format!("{draft}/who"), &[("filing-as", "self"), ("go", "next")]).await;
    for section in ["land", "works", "surfaces", "designers"] {
        let house = house();
        let mut typed: Vec<(&str, &str)> = house.iter().map(|(field, word)| (field.as_str(), word.as_str())).collect();
        // The two fields of the map.
        typed.extend([("point-lat", "30.4727"), ("point-lon", "-8.8748"), ("go", "next")]);
        let page = fatima.sends(&format!("{draft}/{section}"), &typed).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{section}: {}", page.text());
    }
    let pieces = fatima.opens(&format!("{draft}/pieces")).await.html();
    for piece in pieces.split("<li class=\"piece\" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let page = fatima.attaches(&format!("{draft}/pieces"), piece, &format!("{piece}.pdf"), PDF).await;
        assert_eq!(page.leads_to(), format!("{draft}/pieces#{piece}"), "{}", page.text());
    }
    draft
}

/// The number of the file that a draft became.
async fn files_it(fatima: &Neighbour<'_>, draft: &str) -> String {
    let filed = fatima.sends(&format!("{draft}/review"), &[("declaration", "yes")]).await;
    assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.text());
    filed.leads_to().trim_start_matches("/files/").to_owned()
}

#[test]
fn a_house_is_asked_for_from_a_browser_without_scripts() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        assert!(fatima.opens("/services/permit-building-small/start?q=taroudant").await.says("Taroudannt"));
        let draft = fills_in(&fatima).await;

        // The draft is there on every device, and nobody else's.
        assert!(fatima.opens("/files").await.says("Permis de construire"));
        let omar = town.citizen("Omar Tazi", "JB654321").await;
        assert_eq!(omar.opens(&format!("{draft}/land")).await.status, StatusCode::NOT_FOUND);

        let review = fatima.opens(&format!("{draft}/review")).await;
        assert!(review.says("160 m² × 20,00 DH par m²"), "{}", review.text());
        let undeclared = fatima.sends(&format!("{draft}/review"), &[]).await;
        assert_eq!(undeclared.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(undeclared.says("Le dossier ne peut être déposé sans cette déclaration."));
        let number = files_it(&fatima, &draft).await;
        assert_eq!(number, "PC-095410113-2026-000001");

        // Sent again, the page files nothing again.
        assert_eq!(
            fatima.sends(&format!("{draft}/review"), &[("declaration", "yes")]).await.status,
            StatusCode::NOT_FOUND
        );
        let file = fatima.opens(&format!("/files/{number}")).await;
        assert!(file.says("Réponse due au plus tard le 28 septembre 2026"), "{}", file.text());
        let receipt = fatima.opens("/papers/REC-095410113-2026-000001.pdf").await;
        assert!(receipt.body.starts_with(b"%PDF-"));
        assert_eq!(omar.opens("/papers/REC-095410113-2026-000001.pdf").await.status, StatusCode::NOT_FOUND);
        assert_eq!(omar.opens(&format!("/files/{number}")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn every_mistake_is_said_at_once_and_nothing_typed_is_lost() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let begun = fatima.sends("/services/permit-building-small/start", &[("commune", "095410113")]).await;
        let draft = draft_of(&begun);
        let typed = [
            ("land-status", "titled"),
            ("address", "Hay Lastah"),
            ("plot-area", "grande"),
            ("point-lat", "nord"),
            ("go", "next"),
        ];
        let page = fatima.sends(&format!("{draft}/land"), &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let html = page.html();
        for field in ["land-title", "land-right", "in-subdivision", "plot-area"] {
            assert!(html.contains(&format!("id=\"{field}-error\"")), "{field} is not said to be wrong");
        }
        assert!(html.contains("value=\"grande\"") && html.contains("Hay Lastah"), "what was typed is shown again");
        // A question that the answers call for is shown; the others are not.
        assert!(
            html.contains("data-name=\"requisition\" data-when=\"land-status\" data-values=\"requisition\" hidden")
        );
        assert!(!html.contains("data-name=\"land-title\" data-when=\"land-status\" data-values=\"titled\" hidden"));

        let cut = &PDF[..PDF.len() - 6];
        let broken = fatima.attaches(&format!("{draft}/pieces"), "location-plan", "plan.pdf", cut).await;
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
        let program =
            fatima.attaches(&format!("{draft}/pieces"), "location-plan", "plan.pdf", b"MZ\x90\x00 not a plan").await;
        assert!(program.html().contains("id=\"location-plan-error\""), "{}", program.text());
        let unlisted = fatima.attaches(&format!("{draft}/pieces"), "birth-certificate", "acte.pdf", PDF).await;
        assert_eq!(unlisted.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unlisted.says("ne figure pas sur la liste"), "{}", unlisted.text());

        // Begun again with nothing typed, the review says all that is missing, each with its page.
        let review = fatima.opens(&format!("{draft}/review")).await.html().replace("&#x2f;", "/");
        assert!(review.contains(&format!("href=\"{draft}/land#land-title\"")));
        assert!(review.contains(&format!("href=\"{draft}/pieces#location-plan\"")));
    });
}

#[test]
fn the_file_is_completed_discussed_and_followed() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let draft = fills_in(&fatima).await;
        let number = files_it(&fatima, &draft).await;
        let n = number.as_str();
        let hall = Officers::of(town).await;
        does(town, &hall.clerk, n, "request-completion", asks_for("ownership-certificate", "Plus de trois mois"))
            .await
            .expect("asked");

        let page = fatima.opens(&format!("/files/{n}")).await;
        assert!(page.says("Complétez votre dossier") && page.says("Plus de trois mois"), "{}", page.text());
        let early = fatima.sends(&format!("/files/{n}/acts/complete"), &[]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.text());
        fatima.attaches(&format!("/files/{n}/pieces"), "ownership-certificate", "certificat.pdf", PDF).await;
        let done = fatima.sends(&format!("/files/{n}/acts/complete"), &[("motive", "Le voici")]).await;
        assert_eq!(done.line(), format!("303 See Other -> /files/{n}"));

        let empty = fatima.sends(&format!("/files/{n}/acts/message"), &[("motive", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        fatima.sends(&format!("/files/{n}/acts/message"), &[("motive", "Faut-il venir ?")]).await;
        assert!(fatima.opens(&format!("/files/{n}")).await.says("Faut-il venir ?"));
        assert!(fatima.opens("/search?q=ait+ali").await.says(n));

        followed(town, n).await;
        unsure(&fatima, n).await;
    });
}

/// With the number and the code of the receipt, anyone who holds it sees how far it is, and no name.
async fn followed(town: &Town, n: &str) {
    let stranger = town.stranger();
    let shown = desk::counter::show(
        &town.desk,
        &town.officer(civic::Role::Clerk).await.who().await.viewer,
        town::TAROUDANNT,
        n,
    )
    .await
    .expect("the file");
    let code = shown.dossier.tracking.clone();
    stranger.opens("/track?lang=fr").await;
    let wrong = stranger.sends("/track", &[("number", n), ("code", "XXXXXXXX")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = stranger.sends("/track", &[("number", n), ("code", &code)]).await;
    assert!(page.says("Permis de construire") && !page.says("Fatima"), "{}", page.text());
    let paper = &shown.documents[0];
    let receipt = stranger.opens(&format!("/papers/{}.pdf?file={n}&code={code}", paper.number)).await;
    assert!(receipt.body.starts_with(b"%PDF-"));
    let verdict = stranger.opens(&format!("/v/{}/{}", paper.number, paper.code)).await;
    assert!(verdict.says("Document authentique et en vigueur") && !verdict.says("Fatima"), "{}", verdict.text());
    assert_eq!(stranger.opens(&format!("/v/{}/AAAAAAAAAAAA", paper.number)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.opens(&format!("/files/{n}")).await.leads_to(), format!("/sign-in?next=%2Ffiles%2F{n}"));
}

async fn unsure(fatima: &Neighbour<'_>, n: &str) {
    let unsure = fatima.sends(&format!("/files/{n}/acts/withdraw"), &[]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        fatima.sends(&format!("/files/{n}/acts/withdraw"), &[("withdraw", "yes")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        fatima.opens(&format!("/files/{n}")).await.says("Le dossier est clos")
            || fatima.opens("/files").await.says("Demande retirée")
    );
}

#[test]
fn an_adjourned_project_is_amended_on_its_own_page() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let file = files(town, &fatima, SMALL, house()).await;
        let n = file.number.as_str();
        let hall = Officers::of(town).await;
        does(town, &hall.clerk, n, "accept", Body::default()).await.expect("accepted");
        for member in [&hall.planning, &hall.agency, &hall.province] {
            does(town, member, n, "give-opinion", says(Opinion::Adjourned, "Reculer de deux mètres"))
                .await
                .expect("said");
        }
        does(town, &hall.chair, n, "conclude-adjourned", motive("Reculer l’étage")).await.expect("adjourned");

        let page = fatima.opens(&format!("/files/{n}")).await;
        assert!(page.says("Modifiez votre projet"), "{}", page.text());
        let wrong = fatima.sends(&format!("/files/{n}/acts/amend"), &[("covered-area", "trop")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.html().contains("id=\"covered-area-error\""));
        fatima.attaches(&format!("/files/{n}/pieces"), "floor-plans", "plans-2.pdf", PDF).await;
        let done = fatima.sends(&format!("/files/{n}/acts/amend"), &[("covered-area", "150")]).await;
        assert_eq!(done.line(), format!("303 See Other -> /files/{n}"), "{}", done.text());
        let shown =
            desk::counter::show(&town.desk, &fatima.who().await.viewer, town::TAROUDANNT, n).await.expect("the file");
        assert_eq!(shown.dossier.answers["covered-area"].typed(), "150");
        assert_eq!(shown.dossier.answers["address"].typed(), "Hay Lastah, rue 14", "what was not changed stays");

        for member in [&hall.planning, &hall.agency, &hall.province] {
            does(town, member, n, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
        }
        does(town, &hall.chair, n, "conclude-favourable", Body::default()).await.expect("concluded");
        let page = fatima.opens(&format!("/files/{n}")).await;
        assert!(page.says("150 m² × 20,00 DH par m²") && page.says("3 000,00 DH"), "{}", page.text());
    });
}

#[test]
fn an_architect_files_for_an_owner_under_a_mandate() {
    story(async |town| {
        let leila = town.professional("Leila Bennani", "BK100200").await;
        let begun = leila.sends("/services/permit-building-small/start", &[("commune", "095410113")]).await;
        let who = begun.leads_to();
        let bare = leila
            .sends(&who, &[("filing-as", "mandate"), ("owner-kind", "citizen"), ("owner-cnie", "12"), ("go", "next")])
            .await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["owner-name-ar", "owner-name-fr", "owner-cnie", "mandate"] {
            assert!(bare.html().contains(&format!("id=\"{field}-error\"")), "{field}: {}", bare.text());
        }
        let owner = [
            ("filing-as", "mandate"),
            ("owner-kind", "citizen"),
            ("owner-name-ar", "محمد أمزيل"),
            ("owner-name-fr", "Mohamed Amzil"),
            ("owner-cnie", "J987654"),
            ("mandate", "Procuration 1234 du 5 août 2026"),
            ("go", "next"),
        ];
        let next = leila.sends(&who, &owner).await;
        assert!(next.leads_to().ends_with("/land"), "{}", next.text());
        let review = leila.opens(&who.replace("/who", "/review")).await;
        assert!(review.says("Mohamed Amzil") && review.says("Procuration 1234"), "{}", review.text());
    });
}

#[test]
fn somebody_opens_an_account_and_looks_after_it() {
    story(async |town| {
        let visitor = town.stranger();
        visitor.opens("/register?lang=fr").await;
        let wrong = visitor
            .sends("/register", &[("kind", "citizen"), ("cnie", "123"), ("privacy", "yes"), ("password", "courte")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["name-ar", "name-fr", "cnie", "email", "password"] {
            assert!(wrong.html().contains(&format!("id=\"{field}-error\"")), "{field}: {}", wrong.text());
        }
        let whole = [
            ("kind", "citizen"),
            ("name-ar", "سلمى التازي"),
            ("name-fr", "Salma Tazi"),
            ("cnie", "ab 12345"),
            ("email", "salma@town.test"),
            ("password", "une phrase assez longue"),
            ("password-again", "une phrase assez longue"),
            ("lang", "fr"),
            ("privacy", "yes"),
        ];
        assert_eq!(visitor.sends("/register", &whole).await.line(), "303 See Other -> /files");
        assert!(visitor.opens("/account").await.says("AB12345"));
        let key = visitor.sends("/account/tokens", &[("name", "Mon logiciel"), ("scope", "read")]).await;
        assert!(key.says("dw_"), "{}", key.text());
        assert!(!visitor.opens("/account").await.says("dw_"), "a key is shown once");
        let same = [
            ("old-password", "fausse"),
            ("password", "une autre phrase longue"),
            ("password-again", "une autre phrase longue"),
        ];
        assert_eq!(visitor.sends("/account/password", &same).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(visitor.sends("/account/sign-out-everywhere", &[]).await.leads_to(), "/sign-in");
        assert_eq!(visitor.opens("/files").await.leads_to(), "/sign-in?next=%2Ffiles");
        visitor.opens("/sign-in").await;
        let elsewhere = [("identifier", "AB12345"), ("password", "une phrase assez longue"), ("next", "//evil.test/")];
        assert_eq!(visitor.sends("/sign-in", &elsewhere).await.leads_to(), "/files");
    });
}
