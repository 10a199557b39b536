//! Papers are signed: the hand that decides, the seal of the commune; and anyone judges the file.

use super::people::*;
use super::story;
use civic::dossier::{Body, Opinion};
use town::{Neighbour, TAROUDANNT, Town};

/// A file that has been through every office and waits for the president.
pub(super) async fn ready(town: &Town, halls: &Officers<'_>, who: &Neighbour<'_>) -> String {
    let n = files(town, who, SMALL, house()).await.number;
    does(town, &halls.clerk, &n, "accept", Body::default()).await.expect("accepted");
    for member in [&halls.planning, &halls.agency, &halls.province] {
        does(town, member, &n, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
    }
    does(town, &halls.chair, &n, "conclude-favourable", Body::default()).await.expect("concluded");
    pays(town, &halls.cashier, &n).await.expect("paid");
    n
}

/// The PDF of the last paper of that name, as its applicant downloads it.
async fn paper(who: &Neighbour<'_>, town: &Town, number: &str, name: &str) -> (String, Vec<u8>) {
    let viewer = who.who().await.viewer;
    let shown = desk::counter::show(&town.desk, &viewer, TAROUDANNT, number).await.expect("shown");
    let found = shown.documents.iter().rev().find(|d| d.name == name).expect("the paper").number.clone();
    let page = who.opens(&format!("/papers/{found}.pdf")).await;
    assert_eq!(page.status, 200, "{}", page.line());
    (found, page.body)
}

#[test]
fn a_permit_bears_the_presidents_hand_and_a_receipt_the_communes_seal() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let n = ready(town, &halls, &fatima).await;
        let version = halls.president.opens(&format!("/office/files/{n}")).await.value("version").expect("a version");

        // The president is shown the permit as it will be: its number and the digest of its bytes.
        let file = format!("{n}:{version}");
        let review = halls.president.sends("/office/signing/review", &[("file", &file), ("act", "sign")]).await;
        let (named, seen) = (format!("seen-{n}"), review.value(&format!("seen-{n}")).expect("a digest"));
        let html = review.html().replace("&#x2f;", "/");
        let link = html.split("/office/signing/papers/").nth(1).expect("the paper").to_owned();
        let link = link.split('"').next().expect("its address").to_owned();
        let shown = halls.president.opens(&format!("/office/signing/papers/{link}")).await;
        assert!(shown.body.starts_with(b"%PDF"), "{}", shown.line());
        let signing =
            [("file", file.as_str()), ("act", "sign"), ("key", "s1"), ("read", "yes"), (&named, seen.as_str())];
        let signed = halls.president.sends("/office/signing", &signing).await;
        assert!(signed.says("PER-095410113-2026-000001"), "{}", signed.text());

        // What she downloads is what was shown, with the signature in its place and nothing else.
        let (number, permit) = paper(&fatima, town, &n, "permit").await;
        assert_eq!(number, "PER-095410113-2026-000001");
        assert_eq!(permit.len(), shown.body.len());
        let differing = permit.iter().zip(&shown.body).filter(|(a, b)| a != b).count();
        assert!(0 < differing && differing < 12 * 1024, "{differing} bytes differ");

        // A stranger drops the file: who signed, for whom, and what the register says.
        let stranger = town.stranger();
        stranger.opens("/verify/file?lang=fr").await;
        let judged = stranger.attaches("/verify/file", "", "permis.pdf", &permit).await;
        assert!(judged.says("Signature valable, document intact"), "{}", judged.text());
        assert!(
            judged.says("Signature d'une personne") && judged.says("Présidence du conseil communal"),
            "{}",
            judged.text()
        );
        assert!(judged.says("Document authentique et en vigueur") && judged.says(&number), "{}", judged.text());

        // One letter changed, and it is refused.
        let mut altered = permit.clone();
        let place = altered.len() / 3;
        altered[place] ^= 1;
        let refused = stranger.attaches("/verify/file", "", "permis.pdf", &altered).await;
        assert!(refused.says("Signature refusée") && !refused.says("document intact"), "{}", refused.text());
        let no_pdf = stranger.attaches("/verify/file", "", "photo.pdf", b"not at all").await;
        assert!(no_pdf.status == 422 && no_pdf.says("n'est ni un PDF ni"), "{}", no_pdf.text());

        // The receipt bears the seal of the commune.
        let (_, receipt) = paper(&fatima, town, &n, "receipt").await;
        let sealed = stranger.attaches("/verify/file", "", "recepisse.pdf", &receipt).await;
        assert!(sealed.says("Cachet de l'institution") && sealed.says("Taroudannt"), "{}", sealed.text());
    });
}

#[test]
fn a_paper_that_is_no_longer_what_was_shown_is_not_signed() {
    story(async |town| {
        let halls = Officers::of(town).await;
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let said = town.citizen("Said Bouzid", "JB654321").await;
        let (one, two) = (ready(town, &halls, &fatima).await, ready(town, &halls, &said).await);
        let president = &halls.president;
        let acts = format!("/office/files/{two}/acts/sign");
        let look = async |n: &str| {
            let version = president.opens(&format!("/office/files/{n}")).await.value("version").expect("a version");
            let fields = [("role", "president"), ("version", version.as_str())];
            let page = president.sends(&format!("/office/files/{n}/acts/sign"), &fields).await;
            assert_eq!(page.status, 200, "{}", page.text());
            (version, page.value("seen").expect("a digest"), page)
        };

        // Looked at in two windows, both would be the first permit of the year.
        let (_, _, first) = look(&one).await;
        let (version, seen, second) = look(&two).await;
        assert!(first.says("PER-095410113-2026-000001") && second.says("PER-095410113-2026-000001"));
        does(town, president, &one, "sign", Body::default()).await.expect("signed");
        let fields = [("role", "president"), ("version", version.as_str()), ("read", "yes"), ("seen", seen.as_str())];
        let late = president.sends(&acts, &fields).await;
        assert_eq!(late.status, 409, "{}", late.text());
        assert!(late.says("n'est plus celui qui vous a été présenté"), "{}", late.text());
        assert!(late.says("PER-095410113-2026-000002"), "{}", late.text());
        assert!(town.tells(&two).await.starts_with(&format!("{two} at signature")));

        // The new one is on the same page: it is read and signed.
        let seen = late.value("seen").expect("the new digest");
        let fields = [("role", "president"), ("version", version.as_str()), ("read", "yes"), ("seen", seen.as_str())];
        let signed = president.sends(&acts, &fields).await;
        assert_eq!(signed.status, 303, "{}", signed.text());
        let (number, _) = paper(&said, town, &two, "permit").await;
        assert_eq!(number, "PER-095410113-2026-000002");

        // A digest that nobody was shown signs nothing.
        let three = ready(town, &halls, &fatima).await;
        let body = Body { seen: Some("00".repeat(32)), ..Body::default() };
        let forged = does(town, president, &three, "sign", body).await.expect_err("never shown");
        assert_eq!(forged.code(), "paper-changed");
    });
}

#[test]
fn a_certificate_taken_back_is_told_and_undoes_nothing_signed_before() {
    story(async |town| {
        let halls = Officers::of(town).await;
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let n = ready(town, &halls, &fatima).await;
        does(town, &halls.president, &n, "sign", Body::default()).await.expect("signed");
        let (_, before) = paper(&fatima, town, &n, "permit").await;
        let id = halls.president.who().await.account.id;
        let owner = desk::keys::Owner::Person { place: TAROUDANNT, holder: id, role: civic::Role::President };
        let serial = desk::keys::of(&town.desk, owner).await.expect("a key").serial.clone();

        town.days_pass(1).await;
        let lists = town.stranger();
        let whole = lists.opens("/pki/issuing.crl").await.body.len();
        desk::keys::revoke(&town.desk, id, &serial, "key-compromise", None).await.expect("taken back");
        town.minutes_pass(1);
        let longer = lists.opens("/pki/issuing.crl").await.body.len();
        assert!(whole < longer, "the list has {longer} bytes after {whole}");

        // What was signed and stamped before stays; what is signed after has another certificate.
        lists.opens("/verify/file?lang=fr").await;
        let judged = lists.attaches("/verify/file", "", "permis.pdf", &before).await;
        assert!(judged.says("Signature valable"), "{}", judged.text());
        let again = desk::keys::of(&town.desk, owner).await.expect("a new certificate").serial.clone();
        assert_ne!(again, serial);
    });
}

#[test]
fn within_a_day_a_paper_carries_what_judges_it_for_ever() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        let (_, young) = paper(&fatima, town, &n, "receipt").await;
        let stranger = town.stranger();
        stranger.opens("/verify/file?lang=fr").await;
        let judged = stranger.attaches("/verify/file", "", "recepisse.pdf", &young).await;
        assert!(judged.says("La date est prouvée par un horodatage"), "{}", judged.text());

        town.days_pass(1).await;
        // A sign-in lasts a working day: she comes in anew.
        let fatima = town.returns(&fatima).await;
        let (_, whole) = paper(&fatima, town, &n, "receipt").await;
        assert!(whole.starts_with(&young), "what was signed is untouched, everything is added behind it");
        assert!(young.len() < whole.len());
        let judged = stranger.attaches("/verify/file", "", "recepisse.pdf", &whole).await;
        assert!(judged.says("Les preuves de validité sont dans le fichier"), "{}", judged.text());
        assert!(judged.says("des preuves de validité") && judged.says("Document authentique"), "{}", judged.text());
        // A second evening changes nothing more.
        town.days_pass(1).await;
        let fatima = town.returns(&fatima).await;
        assert_eq!(paper(&fatima, town, &n, "receipt").await.1, whole);
    });
}

#[test]
fn an_administrator_takes_back_a_certificate_of_their_own_commune() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let souad = town.officer(civic::Role::Administrator).await;
        let clerk = town.officer(civic::Role::Clerk).await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        paper(&fatima, town, &n, "receipt").await;
        let owner = desk::keys::Owner::Institution(TAROUDANNT);
        let serial = desk::keys::of(&town.desk, owner).await.expect("the seal").serial.clone();

        let page = souad.opens("/office/admin/certificates").await;
        assert!(page.says("En vigueur") && page.says(&serial), "{}", page.text());
        let path = format!("/office/admin/certificates/{serial}/revoke");
        let unsaid = souad.sends(&path, &[("reason", "")]).await;
        assert_eq!(unsaid.status, 422, "{}", unsaid.text());
        assert_eq!(clerk.sends(&path, &[("reason", "superseded")]).await.status, 403);
        let taken = souad.sends(&path, &[("reason", "key-compromise")]).await;
        assert!(taken.leads_to().starts_with("/office/admin/certificates"), "{}", taken.text());
        let page = souad.opens("/office/admin/certificates").await;
        assert!(page.says("Révoqué") && page.says("Clé perdue"), "{}", page.text());
        let again = souad.sends(&path, &[("reason", "superseded")]).await;
        assert!(again.status == 422 && again.says("déjà été révoqué"), "{}", again.text());
        let journal = souad.opens("/office/admin/audit").await;
        assert!(journal.says("Certificat révoqué") && journal.says(&serial), "{}", journal.text());
        assert_ne!(desk::keys::of(&town.desk, owner).await.expect("a new one").serial, serial);
    });
}
