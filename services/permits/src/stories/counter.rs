//! The counter answers for a person without a device: the pieces and the consent, with plain forms and
//! with parts.

use super::people::*;
use super::story;
use civic::dossier::Body;
use town::TAROUDANNT;

#[test]
fn the_clerk_brings_the_missing_piece_of_whoever_has_no_device() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let n = &files(town, &fatima, SMALL, house()).await.number;
        let page = format!("/office/files/{n}");
        does(town, &halls.clerk, n, "request-completion", asks_for("site-plan", "Il manque le nord"))
            .await
            .expect("asked");

        // The form is the clerk's, not the other members'.
        let seen = halls.clerk.opens(&page).await;
        assert!(seen.says("Répondre pour le demandeur") && seen.says("Il manque le nord"), "{}", seen.text());
        assert!(!halls.agency.opens(&page).await.says("Répondre pour le demandeur"));
        let sneaked = halls.agency.attaches(&format!("{page}/pieces"), "site-plan", "plan.pdf", PDF).await;
        assert_eq!(sneaked.status, 403);

        // Nothing but blanks: every mistake at once, and the word that was typed is kept.
        let version = |page: &town::Page| {
            let html = page.html();
            let rest = html.split("name=\"version\" value=\"").nth(1).unwrap_or_default().to_owned();
            rest.split('"').next().unwrap_or_default().to_owned()
        };
        let read = version(&seen);
        let blank = halls
            .clerk
            .sends(&format!("{page}/acts/complete"), &[("version", &read), ("motive", "Venu ce matin")])
            .await;
        assert_eq!(blank.status, 422);
        assert!(blank.says("Recueillez le consentement") && blank.says("Venu ce matin"), "{}", blank.text());
        let consented = [("version", read.as_str()), ("consent_how", "thumbprint"), ("consent", "yes")];
        let early = halls.clerk.sends(&format!("{page}/acts/complete"), &consented).await;
        assert_eq!(early.status, 409, "{}", early.text());
        assert!(early.says("Joignez cette pièce") || early.html().contains("site-plan-error"), "{}", early.text());

        // A piece that is none is refused beside it; the right one is joined, read back, taken away, sent again.
        let wrong = halls.clerk.attaches(&format!("{page}/pieces"), "site-plan", "plan.pdf", b"hello").await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.html().contains("site-plan-error"), "{}", wrong.text());
        let joined = halls.clerk.attaches(&format!("{page}/pieces"), "site-plan", "plan.pdf", PDF).await;
        assert_eq!(joined.line(), format!("303 See Other -> {page}#site-plan"));
        let held = halls.clerk.opens(&page).await;
        let html = held.html().replace("&#x2f;", "/");
        let remove = html.split("action=\"").find(|a| a.contains("/remove")).unwrap_or_default();
        let remove = remove.split('"').next().unwrap_or_default();
        let upload = remove.trim_end_matches("/remove");
        assert_eq!(halls.clerk.opens(upload).await.body, PDF);
        assert_eq!(fatima.opens(upload).await.status, 403);
        halls.clerk.sends(remove, &[]).await;
        assert_eq!(halls.clerk.opens(upload).await.status, 404);
        halls.clerk.attaches(&format!("{page}/pieces"), "site-plan", "plan.pdf", PDF).await;

        // Sent in her name, under the clerk's own: the register keeps how she agreed, and she is told.
        let sent = halls.clerk.sends(&format!("{page}/acts/complete"), &consented).await;
        assert_eq!(sent.line(), format!("303 See Other -> {page}"), "{}", sent.text());
        let shown =
            desk::counter::show(&town.desk, &halls.clerk.who().await.viewer, TAROUDANNT, n).await.expect("read");
        let act = shown.acts.last().expect("an act");
        assert_eq!((act.role, act.body.consent.as_deref()), (civic::Role::Clerk, Some("thumbprint")));
        assert_eq!(act.by, halls.clerk.who().await.account.id);
        assert_eq!(act.body.pieces.len(), 1);
        let hers = fatima.opens(&format!("/files/{n}")).await;
        assert!(hers.says("empreinte, devant témoin"), "{}", hers.text());
        assert!(!halls.clerk.opens(&page).await.says("Répondre pour le demandeur"));
    });
}

#[test]
fn nobody_answers_for_another_without_their_consent() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let n = &files(town, &fatima, SMALL, house()).await.number;
        does(town, &halls.clerk, n, "request-completion", asks_for("site-plan", "Illisible")).await.expect("asked");
        let silent = does(town, &halls.clerk, n, "complete", Body::default()).await;
        assert_eq!(silent.expect_err("no consent").code(), "consent-missing");
        let hers = does(town, &fatima, n, "complete", Body::default()).await;
        assert_eq!(hers.expect_err("no piece yet").code(), "pieces-missing");
    });
}
