//! What a browser is told to refuse, and what pages do with what somebody meant to be more than text.

use super::people::*;
use super::story;
use axum::http::{HeaderMap, StatusCode, header};

const SCRIPT: &str = "<script>fetch('//elsewhere.example')</script>";
const BROKEN_OUT: &str = "\"><img src=x onerror=fetch('//elsewhere.example')>";

fn told<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[test]
fn nothing_from_elsewhere_runs_or_frames() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let number = files(town, &fatima, SMALL, house()).await.number;
        for path in ["/", "/sign-in", "/verify/file", "/nowhere", "/log", &format!("/files/{number}")] {
            let page = fatima.opens(path).await;
            let policy = told(&page.headers, "content-security-policy");
            let parts: Vec<&str> = policy.split(';').map(str::trim).collect();
            for wanted in ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"] {
                assert!(parts.contains(&wanted), "{path}: {policy}");
            }
            assert!(parts.contains(&"frame-ancestors 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
            assert!(!policy.contains("script-src"), "{path}: scripts are under default-src: {policy}");
            assert_eq!(told(&page.headers, "x-content-type-options"), "nosniff", "{path}");
            assert_eq!(told(&page.headers, "referrer-policy"), "same-origin", "{path}");
            assert_eq!(told(&page.headers, "cross-origin-opener-policy"), "same-origin", "{path}");
        }
        // What is somebody's own is kept by no cache between.
        let own = fatima.opens(&format!("/files/{number}")).await;
        assert_eq!(told(&own.headers, "cache-control"), "no-store");
    });
}

/// The cookie of a sign-in is kept from scripts and from other sites; under https it belongs to this host alone.
#[test]
fn a_cookie_is_told_where_it_may_go() {
    for (address, secure) in [("http://town.test", false), ("https://town.test", true)] {
        let options = desk::Options { address: address.into(), ..desk::Options::default() };
        town::story_with(&[crate::SERVICE], &[crate::HOUSE], &options, async |town| {
            let page = town.stranger().opens("/sign-in").await;
            let baked: Vec<&str> =
                page.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()).collect();
            assert!(!baked.is_empty());
            for cookie in baked {
                assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
                assert!(cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
                assert_eq!(cookie.contains("Secure"), secure, "{cookie}");
                assert_eq!(cookie.starts_with("__Host-"), secure, "{cookie}");
            }
        });
    }
}

#[test]
fn a_form_that_another_site_sends_does_nothing() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let omar = town.citizen("Omar Benali", "JB765432").await;
        let number = files(town, &fatima, SMALL, house()).await.number;
        let path = format!("/files/{number}/acts/withdraw");
        let before = town.tells(&number).await;
        let fields = [("withdraw", "yes"), ("motive", "Je renonce")];

        assert_eq!(fatima.is_tricked_into(&path, &fields).await.status, StatusCode::FORBIDDEN);
        // The token of somebody else's browser is as good as none.
        let page = omar.opens("/account").await.html();
        let stolen = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let stolen = stolen.expect("a form with its token");
        let forged = [&fields[..], &[("csrf", stolen)]].concat();
        assert_eq!(fatima.is_tricked_into(&path, &forged).await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.tells(&number).await, before, "nothing was done");
        assert_eq!(fatima.sends(&path, &fields).await.status, StatusCode::SEE_OTHER, "her own form works");
    });
}

#[test]
fn what_is_typed_is_never_more_than_text() {
    story(async |town| {
        let fatima = town.citizen(&format!("Fatima {SCRIPT}"), "JB123456").await;
        let mut typed = house();
        typed.insert("address".into(), format!("Hay Lastah {BROKEN_OUT}"));
        let number = files(town, &fatima, SMALL, typed).await.number;
        fatima.sends(&format!("/files/{number}/acts/message"), &[("motive", &format!("Bonjour {BROKEN_OUT}"))]).await;
        let hall = Officers::of(town).await;
        for (who, path) in [
            (&fatima, format!("/files/{number}")),
            (&fatima, "/account".to_owned()),
            (&fatima, "/account/data".to_owned()),
            (&hall.clerk, format!("/office/files/{number}")),
            (&hall.clerk, "/office".to_owned()),
            (&hall.clerk, "/search?q=fatima".to_owned()),
        ] {
            let page = who.opens(&path).await;
            let html = page.html();
            assert!(!html.contains("<script>fetch") && !html.contains("<img src=x"), "{path}: it broke out");
        }
        let shown = hall.clerk.opens(&format!("/office/files/{number}")).await;
        assert!(shown.html().contains("&lt;img src=x onerror"), "it is shown as it was typed: {}", shown.text());
    });
}

/// Who guesses from one address is told to wait, whatever name they try; a minute later there is one try more.
#[test]
fn who_asks_too_often_is_told_to_come_back() {
    story(async |town| {
        let stranger = town.stranger();
        let mut seen = Vec::new();
        for n in 0..25 {
            let name = format!("nobody-{n}@public.example");
            seen.push(stranger.sends("/sign-in", &[("name", &name), ("password", "1234567890")]).await.status);
        }
        assert!(seen[..20].iter().all(|status| *status == StatusCode::UNAUTHORIZED), "{seen:?}");
        assert!(seen[20..].iter().all(|status| *status == StatusCode::TOO_MANY_REQUESTS), "{seen:?}");
        town.minutes_pass(1);
        let again = stranger.sends("/sign-in", &[("name", "nobody"), ("password", "1234567890")]).await;
        assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    });
}

/// What is looked for is a value, whatever it says.
#[test]
fn a_question_is_no_statement() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let number = files(town, &fatima, SMALL, house()).await.number;
        let hall = Officers::of(town).await;
        let before = town.tells(&number).await;
        for asked in ["' or '1'='1", "') or 1=1 --", "\" OR * NEAR(", "'; drop table dossier; --", "%", "_"] {
            let asked: String = form_urlencoded::byte_serialize(asked.as_bytes()).collect();
            let page = hall.clerk.opens(&format!("/search?q={asked}")).await;
            assert_eq!(page.status, StatusCode::OK, "{asked}");
            assert!(!page.says(&number), "{asked} finds what it does not name");
        }
        assert_eq!(town.tells(&number).await, before);
        assert!(hall.clerk.opens("/search?q=ait+ali").await.says(&number));
    });
}

#[test]
fn a_piece_that_is_a_program_is_refused_and_any_piece_runs_nowhere() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let begun = fatima.sends("/services/permit-building-small/start", &[("commune", "095410113")]).await;
        let draft = begun.leads_to().rsplit_once('/').map(|(draft, _)| draft.to_owned()).expect("a draft");
        let pieces = format!("{draft}/pieces");
        for (name, bytes) in [
            ("plan.html", b"<!doctype html><script>alert(1)</script>".as_slice()),
            ("plan.pdf", b"<!doctype html><script>alert(1)</script>".as_slice()),
            ("plan.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".as_slice()),
            ("plan.pdf.exe", b"MZ\x90\x00 not a plan".as_slice()),
        ] {
            let refused = fatima.attaches(&pieces, "location-plan", name, bytes).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(refused.html().contains("id=\"location-plan-error\""), "{name}");
        }
        fatima.attaches(&pieces, "location-plan", "plan\"; evil=\"1.pdf", PDF).await;
        let html = fatima.opens(&pieces).await.html().replace("&#x2f;", "/");
        let link = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let link = link.into_iter().find(|link| link.starts_with(&format!("{draft}/pieces/"))).expect("its link");
        let piece = fatima.opens(link).await;
        assert_eq!(piece.body, PDF);
        assert_eq!(told(&piece.headers, "x-content-type-options"), "nosniff");
        assert_eq!(told(&piece.headers, "content-type"), "application/pdf");
        assert_eq!(told(&piece.headers, "content-security-policy"), "frame-ancestors 'self'");
        assert!(!told(&piece.headers, "content-disposition").contains("evil=\"1"), "{:?}", piece.headers);
        assert_eq!(town.stranger().opens(link).await.status, StatusCode::SEE_OTHER, "nobody else's");
    });
}
