//! The minutes of a session bear the hand of each member, the chair's last; who refuses or is away is
//! written down, and nobody holds them up for ever.

use super::people::*;
use super::story;
use crate::counter::{self as sessions, Attendance, NewSession, Presence};
use civic::dossier::{Body, Opinion};
use civic::{Place, Role};
use jiff::civil::date;
use town::{Neighbour, TAROUDANNT, Town};
use uuid::Uuid;

/// A session over these files: held, each concluded by the chair, closed. Gives the number of its minutes.
pub(super) async fn held(town: &Town, halls: &Officers<'_>, numbers: &[&str], excused: &[Role]) -> String {
    let (desk, chair) = (&town.desk, halls.chair.who().await);
    let files = numbers.iter().map(|n| (*n).to_owned()).collect();
    let new = NewSession { day: Some(date(2026, 9, 8)), hour: "10:00".into(), place: "Salle A".into(), files };
    let id = sessions::call(desk, &chair, TAROUDANNT, new).await.expect("called");
    sessions::open(desk, &chair, TAROUDANNT, id).await.expect("opened");
    let mut attendance = Attendance::new();
    for role in [Role::CommissionChair, Role::UrbanPlanning, Role::UrbanAgency, Role::Province] {
        let present = !excused.contains(&role);
        attendance.insert(role.as_str().into(), Presence { present, by: String::new() });
    }
    sessions::attend(desk, &chair, TAROUDANNT, id, attendance).await.expect("written down");
    for number in numbers {
        let body = Body { session: Some(id), ..Body::default() };
        does(town, &halls.chair, number, "conclude-favourable", body).await.expect("concluded");
    }
    sessions::close(desk, &chair, TAROUDANNT, id).await.expect("closed")
}

/// A small file on which these members have spoken; the others are silent until their time is over.
pub(super) async fn studied(
    town: &Town,
    halls: &Officers<'_>,
    who: &Neighbour<'_>,
    members: &[&Neighbour<'_>],
) -> String {
    let n = files(town, who, SMALL, house()).await.number;
    does(town, &halls.clerk, &n, "accept", Body::default()).await.expect("accepted");
    for member in members {
        does(town, member, &n, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
    }
    n
}

/// The paper of a number: where it is kept, and its identifier.
pub(super) async fn paper(town: &Town, number: &str) -> (Place, Uuid) {
    let (number, place) = (number.to_owned(), desk::counter::commune_of(number).expect("a place"));
    let found = town.desk.db.read(move |tx| store::documents::by_number(tx, place, &number)).await;
    (place, found.expect("the store answers").expect("the paper").id)
}

/// The file's own minutes.
async fn minutes_of(town: &Town, halls: &Officers<'_>, file: &str) -> String {
    let viewer = halls.chair.who().await.viewer;
    let shown = desk::counter::show(&town.desk, &viewer, TAROUDANNT, file).await.expect("shown");
    shown.documents.into_iter().find(|d| d.name == "minutes").expect("minutes").number
}

/// Looks at a paper; gives the digest of what will be signed.
async fn looks(town: &Town, who: &Neighbour<'_>, paper: (Place, Uuid)) -> desk::Result<String> {
    let shown = desk::hands::show(&town.desk, &who.who().await, vec![paper]).await?;
    Ok(shown.first().expect("the paper").digest.clone())
}

pub(super) async fn signs(town: &Town, who: &Neighbour<'_>, paper: (Place, Uuid)) -> desk::Result<()> {
    let seen = looks(town, who, paper).await?;
    desk::hands::sign(&town.desk, &who.who().await, paper.0, paper.1, &seen).await.map(|_| ())
}

#[test]
fn each_member_signs_the_minutes_from_their_own_folder_and_the_chair_last() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let said = town.citizen("Said Bouzid", "JB654321").await;
        let halls = Officers::of(town).await;
        let members = [&halls.planning, &halls.agency, &halls.province];
        let one = studied(town, &halls, &fatima, &members).await;
        let two = studied(town, &halls, &said, &members).await;
        let minutes = held(town, &halls, &[&one, &two], &[]).await;
        assert_eq!(minutes, "PVS-095410113-2026-000001");
        let paper_of = paper(town, &minutes).await;

        // The planning service finds three papers: the session's, and those of the two files.
        let waiting = desk::hands::mine(&town.desk, &halls.planning.who().await).await.expect("the folder");
        assert_eq!(waiting.len(), 3);
        let folder = halls.planning.opens("/office/hands").await;
        assert!(folder.says(&minutes) && folder.says("PV-095410113-2026-000002"), "{}", folder.text());
        let name = format!("{}:{}", paper_of.0, paper_of.1);
        let review = halls.planning.sends("/office/hands/review", &[("paper", &name)]).await;
        let (field, seen) = (format!("seen-{}", paper_of.1), review.value(&format!("seen-{}", paper_of.1)));
        let seen = seen.expect("a digest");
        let link = format!("/office/hands/papers/{}/{}", paper_of.0, paper_of.1);
        let shown = halls.planning.opens(&link).await;
        assert!(shown.body.starts_with(b"%PDF"), "{}", shown.line());
        // Unread, nothing is signed; read, it is, by the key of the service's own officer.
        let unread = halls.planning.sends("/office/hands", &[("paper", &name), (&field, &seen)]).await;
        assert_eq!(unread.status, 422, "{}", unread.text());
        let seen = unread.value(&field).expect("shown again");
        let signed = halls.planning.sends("/office/hands", &[("paper", &name), (&field, &seen), ("read", "yes")]).await;
        assert!(signed.status == 200 && signed.says(&minutes), "{}", signed.text());
        let twice = signs(town, &halls.planning, paper_of).await;
        assert_eq!(twice.expect_err("once").code(), "hand-given");

        // The chair waits for the others; the cashier has no hand in it.
        let early = signs(town, &halls.chair, paper_of).await;
        assert_eq!(early.expect_err("last").code(), "others-first");
        assert_eq!(looks(town, &halls.cashier, paper_of).await.expect_err("no member").code(), "not-found");

        // Two look at once, and both sign: the second hand comes behind the first.
        let (agency, province) =
            (looks(town, &halls.agency, paper_of).await, looks(town, &halls.province, paper_of).await);
        let (agency, province) = (agency.expect("shown"), province.expect("shown"));
        let (a, p) = (halls.agency.who().await, halls.province.who().await);
        let both = [
            desk::hands::sign(&town.desk, &a, paper_of.0, paper_of.1, &agency),
            desk::hands::sign(&town.desk, &p, paper_of.0, paper_of.1, &province),
        ];
        let [a, p] = both;
        let (a, p) = tokio::join!(a, p);
        let (a, p) = (a.expect("the first"), p.expect("the second"));
        assert!((a.digest == agency) != (p.digest == province), "one of them stands behind the other");
        signs(town, &halls.chair, paper_of).await.expect("the chair closes them");

        // Anybody judges the file: the seal and four hands, each named.
        let (_, pdf) = desk::paper::read(&town.desk, &halls.agency.who().await.viewer, &minutes).await.expect("read");
        let judged = desk::signing::judge(&town.desk, pdf.clone()).await.expect("judged");
        assert!(judged.judgement.accepted(), "{:?}", judged.judgement.all_faults().collect::<Vec<_>>());
        let fields: Vec<&str> = judged.judgement.signatures.iter().map(|s| s.field.as_str()).collect();
        assert_eq!((fields[0], fields[1], fields[4]), ("seal", "hand-urban-planning", "hand-commission-chair"));
        let stranger = town.stranger();
        stranger.opens("/verify/file?lang=fr").await;
        let page = stranger.attaches("/verify/file", "", "pv.pdf", &pdf).await;
        assert!(page.says("Signature valable, document intact"), "{}", page.text());
        for name in ["urban-planning", "urban-agency", "province", "commission-chair"] {
            assert!(page.says(&format!("Agent {name}")), "{name} is named: {}", page.text());
        }
        assert!(page.says("Document authentique et en vigueur"), "{}", page.text());

        // Within a day it carries what judges all of them for ever.
        town.days_pass(1).await;
        let (_, whole) = desk::paper::read(&town.desk, &halls.agency.who().await.viewer, &minutes).await.expect("read");
        assert!(whole.starts_with(&pdf) && pdf.len() < whole.len());
        let judged = desk::signing::judge(&town.desk, whole).await.expect("judged");
        let lasting = judged.judgement.signatures.iter().all(|s| s.level == Some(proof::pdf::Level::Lt));
        assert!(judged.judgement.accepted() && lasting, "{:?}", judged.judgement.signatures);
        let report = desk::verify::verify(&town.desk, |_| {}).await.expect("verified");
        assert_eq!((report.faults, report.hands), (Vec::<String>::new(), 4));

        // A row that somebody changes by SQL is found: the paper itself says who signed.
        let planning = halls.planning.account.as_ref().expect("an account").id;
        town.desk
            .db
            .write(move |tx| {
                let changes = [
                    "update hand set state = 'refused' where role = 'urban-agency' and state = 'signed'",
                    "update hand set state = 'signed', holder = $1 where role = 'province' and state = 'signed'",
                    "update hand set state = 'signed' where role = 'urban-planning' and state = 'awaited'",
                ];
                let [refused, named, signed] = changes;
                tx.exec(refused, store::args![])?;
                tx.exec(named, store::args![planning])?;
                tx.exec(signed, store::args![])?;
                Ok::<_, store::Error>(())
            })
            .await
            .expect("changed");
        let faults = desk::verify::verify(&town.desk, |_| {}).await.expect("verified").faults.join("\n");
        assert!(faults.contains("hand-urban-agency), and the register does not say so"), "{faults}");
        assert!(faults.contains("the register names another than Agent province"), "{faults}");
        assert_eq!(
            faults.matches("says that urban-planning signed it, and it bears no such hand").count(),
            2,
            "{faults}"
        );
    });
}

#[test]
fn who_refuses_or_is_away_is_written_down_and_the_minutes_close_without_them() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        // The province is silent until its time is over.
        let n = studied(town, &halls, &fatima, &[&halls.planning, &halls.agency]).await;
        town.days_pass(12).await;
        does(town, &halls.chair, &n, "open-session", Body::default()).await.expect("without the province");
        does(town, &halls.chair, &n, "conclude-favourable", Body::default()).await.expect("concluded");
        let minutes = minutes_of(town, &halls, &n).await;
        let it = paper(town, &minutes).await;
        let told = town.desk.db.read(move |tx| desk::hands::told(tx, it.0, it.1)).await.expect("told");
        let states: Vec<_> = told.iter().map(|t| (t.hand.seat.role.as_str(), t.hand.state.as_str())).collect();
        let expected = [
            ("urban-planning", "awaited"),
            ("urban-agency", "awaited"),
            ("province", "away"),
            ("commission-chair", "awaited"),
        ];
        assert_eq!(states, expected);

        // The agency refuses; without a reason it does not.
        let (agency, chair) = (halls.agency.who().await, halls.chair.who().await);
        let mute = desk::hands::refuse(&town.desk, &agency, it.0, it.1, " ").await;
        assert_eq!(mute.expect_err("in writing").code(), "motive-missing");
        desk::hands::refuse(&town.desk, &agency, it.0, it.1, "L'avis de l'Agence n'est pas celui-ci")
            .await
            .expect("said");
        assert_eq!(signs(town, &halls.agency, it).await.expect_err("refused").code(), "hand-given");

        // The planning service has three days; then the chair goes on without it, and says why.
        let aside =
            async |why: &str| desk::hands::set_aside(&town.desk, &chair, it.0, it.1, Role::UrbanPlanning, why).await;
        assert_eq!(aside("En congé").await.expect_err("it has time").code(), "hand-awaited");
        let stranger = desk::hands::set_aside(&town.desk, &agency, it.0, it.1, Role::UrbanPlanning, "Non").await;
        assert_eq!(stranger.expect_err("the chair's to say").code(), "not-yours");
        town.days_pass(7).await;
        assert_eq!(aside("").await.expect_err("in writing").code(), "motive-missing");
        aside("En congé de maladie").await.expect("set aside");
        signs(town, &halls.chair, it).await.expect("closed without them");
        let late = signs(town, &halls.planning, it).await;
        assert_eq!(late.expect_err("closed").code(), "hand-given");

        // The file shows it to the offices, with the reasons; the street sees that they did not sign.
        let planning = town.returns(&halls.planning).await;
        let page = planning.opens(&format!("/office/files/{n}?lang=fr")).await;
        assert!(page.says("a refusé de signer") && page.says("En congé de maladie"), "{}", page.text());
        let code = town.desk.db.read(move |tx| store::documents::get(tx, it.0, it.1)).await;
        let code = code.expect("the store answers").expect("the paper").code;
        let public = town.stranger().opens(&format!("/v/{minutes}/{code}?lang=fr")).await;
        assert!(public.says("a refusé de signer") && !public.says("congé"), "{}", public.text());
        assert!(public.says("Aucun avis n’a été rendu dans le délai"), "{}", public.text());
    });
}

#[test]
fn a_mandate_that_ended_signs_nothing_and_a_digest_of_another_paper_neither() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let members = [&halls.planning, &halls.agency, &halls.province];
        let n = studied(town, &halls, &fatima, &members).await;
        let minutes = held(town, &halls, &[&n], &[Role::Province]).await;
        let it = paper(town, &minutes).await;

        // Nobody was shown this digest; and what was shown an hour ago is looked at again.
        let planning = halls.planning.who().await;
        let forged = desk::hands::sign(&town.desk, &planning, it.0, it.1, &"00".repeat(32)).await;
        assert_eq!(forged.expect_err("never shown").code(), "paper-changed");
        let seen = looks(town, &halls.planning, it).await.expect("shown");
        town.minutes_pass(61);
        let stale = desk::hands::sign(&town.desk, &planning, it.0, it.1, &seen).await;
        assert_eq!(stale.expect_err("an hour ago").code(), "paper-changed");

        // The mandate of the agency's officer ends today: tomorrow it opens nothing, and the answer says so.
        let id = halls.agency.account.as_ref().expect("an account").id;
        let today = town.desk.clock.today();
        let seen = looks(town, &halls.agency, it).await.expect("still in office");
        town.desk
            .db
            .write(move |tx| {
                for office in store::people::offices(tx, id)? {
                    store::people::end_office(tx, office.seat.place, office.id, today)?;
                }
                Ok::<_, store::Error>(())
            })
            .await
            .expect("ended");
        town.days_pass(1).await;
        let over = desk::hands::sign(&town.desk, &halls.agency.who().await, it.0, it.1, &seen).await;
        assert_eq!(over.expect_err("yesterday").code(), "delegation-ended");
        // Nobody holds the seat: it is not waited for, whatever the days.
        let chair = halls.chair.who().await;
        desk::hands::set_aside(&town.desk, &chair, it.0, it.1, Role::UrbanAgency, "Siège vacant")
            .await
            .expect("vacant");
        // Who was excused may still sign until the chair has.
        signs(town, &halls.province, it).await.expect("present after all");
        signs(town, &halls.planning, it).await.expect("signed");
        signs(town, &halls.chair, it).await.expect("closed");
        let public = desk::verify::verify(&town.desk, |_| {}).await.expect("verified");
        assert_eq!(public.faults, Vec::<String>::new());
    });
}

/// A member who is away delegates: the signature names the decision, the register keeps it, and each is held
/// against the other.
#[test]
fn a_delegate_signs_the_minutes_in_the_name_of_the_decision() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let members = [&halls.planning, &halls.agency, &halls.province];
        let one = studied(town, &halls, &fatima, &members).await;
        let it = paper(town, &held(town, &halls, &[&one], &[]).await).await;
        let deputy = town.officer(Role::Utilities).await;
        let own = halls.planning.who().await.offices[0].clone();
        let given = desk::people::Appointment {
            holder: deputy.account.as_ref().expect("an account").id,
            role: own.seat.role,
            place: own.seat.place,
            from: town.desk.clock.today(),
            until: Some(town.desk.clock.today().saturating_add(jiff::Span::new().months(3))),
            decision: "2026/17".into(),
            delegated_by: Some(own.holder),
            scope: Default::default(),
        };
        let souad = town.officer(Role::Administrator).await;
        desk::people::appoint(&town.desk, &souad.who().await, given).await.expect("delegated");
        signs(town, &deputy, it).await.expect("signed by delegation");
        for member in [&halls.agency, &halls.province, &halls.chair] {
            signs(town, member, it).await.expect("signed");
        }

        let told = town.desk.db.read(move |tx| desk::hands::told(tx, it.0, it.1)).await.expect("read");
        let decisions: Vec<_> = told.iter().map(|one| (one.hand.seat.role, one.decision.as_deref())).collect();
        assert!(decisions.contains(&(Role::UrbanPlanning, Some("2026/17"))), "{decisions:?}");
        assert_eq!(decisions.iter().filter(|(_, decision)| decision.is_some()).count(), 1, "{decisions:?}");
        let document = town.desk.db.read(move |tx| store::documents::get(tx, it.0, it.1)).await.expect("read");
        let document = document.expect("the minutes");
        let bytes = desk::paper::kept(&town.desk, &document).expect("read").expect("made");
        let judged = desk::signing::judge(&town.desk, bytes).await.expect("judged").judgement;
        assert!(judged.accepted(), "{judged:?}");
        let named: Vec<_> = judged.signatures.iter().filter(|one| one.reason.ends_with("2026/17")).collect();
        assert_eq!(named.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["hand-urban-planning"]);
        let faults = desk::verify::verify(&town.desk, |_| {}).await.expect("verified").faults;
        assert_eq!(faults, Vec::<String>::new());

        // Taken out of the register by SQL, the delegation still stands in the signature.
        let undone = "update hand set office = null where role = 'urban-planning' and office is not null";
        town.desk.db.write(move |tx| tx.exec(undone, store::args![])).await.expect("a superuser's statement");
        let faults = desk::verify::verify(&town.desk, |_| {}).await.expect("verified").faults;
        assert!(faults.iter().any(|fault| fault.contains("urban-planning signed it by delegation")), "{faults:?}");
    });
}

/// Who sits around one table signs in one go: each hand has its signature and its leaf, as if given apart.
#[test]
fn members_who_sign_together_leave_what_each_alone_would() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let members = [&halls.planning, &halls.agency, &halls.province];
        let one = studied(town, &halls, &fatima, &members).await;
        let it = paper(town, &held(town, &halls, &[&one], &[]).await).await;
        let mut table = Vec::new();
        for member in [&halls.planning, &halls.agency, &halls.province, &halls.chair] {
            table.push(member.who().await);
        }
        desk::hands::together::sign(&town.desk, &table, it.0, it.1).await.expect("signed");
        town.evening().await;
        let verified = desk::verify::verify(&town.desk, |_| {}).await.expect("verified");
        assert_eq!(verified.faults, Vec::<String>::new());
        assert_eq!(verified.hands, 4);
    });
}
