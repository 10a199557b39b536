//! What the two languages say.

use crate::{Arg, Lang, WORDS, Words, format};
use expect_test::{Expect, expect};
use jiff::civil::date;

fn both(say: impl Fn(Lang) -> String, expected: &Expect) {
    expected.assert_eq(&Lang::ALL.map(say).join(" | "));
}

#[test]
fn the_ground_floor_is_sound_and_the_same_in_both_languages() {
    let words = Words::new(&[]).unwrap();
    let [ar, fr] = Lang::ALL.map(|lang| words.keys(lang));
    assert_eq!(ar, fr);
    assert!(100 < ar.len());
    // Every sentence can be said when it is given what it may ask for.
    for lang in Lang::ALL {
        for key in &ar {
            for count in [0, 1, 2, 5, 11, 100] {
                let names = [
                    "weekday", "month", "year", "time", "number", "amount", "owner", "role", "until", "name", "scope",
                    "decision", "from", "roles",
                ];
                let mut args: Vec<(&str, Arg)> = names.map(|name| (name, Arg::from("x"))).to_vec();
                args.extend(
                    ["day", "days", "count", "limit", "n", "due", "given", "seconds"]
                        .map(|name| (name, Arg::from(count))),
                );
                let said = words.say(lang, key, &args);
                assert!(!said.contains(['{', '}']), "{lang} {key}: {said}");
            }
        }
    }
    assert_eq!(words.missing(), 0);
}

#[test]
fn everything_the_program_may_refuse_is_said() {
    let words = Words::new(&[]).unwrap();
    let mistakes = "required too-long too-short not-a-number too-small too-large not-a-date unknown-choice cnie ice phone \
        email land-title point control-characters piece-missing piece-too-large piece-type piece-empty piece-not-listed \
        piece-cut password-short password-common not-same taken mandate-missing consent-missing";
    let refusals = "wrong-step not-yours back-dated stale once-only guard motive-missing not-a-member opinion-given \
        amount-differs unpaid delegation-ended no-such-piece signed-out too-many locked bad-credentials not-found busy \
        unavailable disk-full too-large csrf same-key";
    let roles = "applicant clerk urban-planning commission-chair cashier president administrator urban-agency province \
        civil-protection utilities governor system";
    for (kind, codes) in [("mistake", mistakes), ("refusal", refusals), ("role", roles)] {
        for code in codes.split_whitespace() {
            assert!(words.has(Lang::Ar, &format!("{kind}-{code}")), "{kind}-{code}");
        }
    }
}

#[test]
fn faults_are_named() {
    let faults = Words::new(&[
        (Lang::Ar, "a/ar.ftl", "month-8 = أغسطس\nfine = حسن"),
        (Lang::Ar, "b/ar.ftl", "fine = حسن"),
        (Lang::Fr, "a/fr.ftl", "good = bon\nbroken = { $x\nalso-broken"),
    ])
    .unwrap_err();
    let said: Vec<_> = faults.iter().map(ToString::to_string).collect();
    expect![[r#"
        a/ar.ftl: `month-8` stands in i18n/ar.ftl too
        b/ar.ftl: `fine` stands in a/ar.ftl too
        a/fr.ftl: `broken` is not written as Fluent wants: Expected a token starting with "}"
        a/fr.ftl: `also-broken` is not written as Fluent wants: Expected a token starting with "=""#]]
    .assert_eq(&said.join("\n"));
}

#[test]
fn what_is_missing_is_shown_and_counted() {
    let words = Words::new(&[(Lang::Ar, "a/ar.ftl", "hello = أهلا { $name }")]).unwrap();
    assert_eq!(words.say(Lang::Ar, "nothing", &[]), "«nothing»");
    assert_eq!(words.say(Lang::Fr, "hello", &[]), "«hello»");
    assert_eq!(words.missing(), 2);
    words.say(Lang::Ar, "hello", &[]);
    assert_eq!(words.missing(), 3);
    assert_eq!(words.say(Lang::Ar, "hello", &[("name", "Zineb".into())]), "أهلا \u{2068}Zineb\u{2069}");
    assert_eq!(words.plain(Lang::Ar, "hello", &[("name", "Zineb".into())]), "أهلا Zineb");
    assert_eq!(words.missing(), 3);
}

#[test]
fn days_are_written_as_in_morocco() {
    let day = date(2026, 8, 5);
    both(|lang| format::day(lang, day), &expect!["الأربعاء 5 غشت 2026 | mercredi 5 août 2026"]);
    both(|lang| format::short_day(lang, date(2026, 5, 1)), &expect!["1 ماي 2026 | 1er mai 2026"]);
    both(|lang| format::month_of(lang, date(2026, 12, 1)), &expect!["دجنبر 2026 | décembre 2026"]);
    assert_eq!(format::numeric_day(day), "05/08/2026");
}

#[test]
fn the_clock_is_that_of_casablanca() {
    // In August an hour ahead of Greenwich; in Ramadan (March 2026) with it.
    let august = 1_785_934_740_000_000;
    both(|lang| format::moment(lang, august), &expect!["5 غشت 2026، 13:59 | 5 août 2026 à 13:59"]);
    let ramadan: i64 = "2026-03-01T23:30:00Z".parse::<jiff::Timestamp>().unwrap().as_microsecond();
    both(|lang| format::moment(lang, ramadan), &expect!["1 مارس 2026، 23:30 | 1er mars 2026 à 23:30"]);
    let night: i64 = "2026-04-30T23:30:00Z".parse::<jiff::Timestamp>().unwrap().as_microsecond();
    assert_eq!(format::local_date(night), date(2026, 5, 1));
    let morning = date(2026, 8, 5).at(9, 30, 0, 0);
    assert_eq!(format::local(format::moment_of(morning)), morning);
    format::moment(Lang::Ar, i64::MAX);
    format::moment(Lang::Ar, i64::MIN);
}

#[test]
fn numbers_and_amounts() {
    both(|lang| format::money(lang, 123_450), &expect!["1.234,50 درهم | 1 234,50 DH"]);
    both(|lang| format::money(lang, -5), &expect!["\u{200E}-0,05 درهم | -0,05 DH"]);
    both(|lang| format::number(lang, 1_234_567), &expect!["1.234.567 | 1 234 567"]);
    both(|lang| format::decimal(lang, 1234.567, 1), &expect!["1.234,6 | 1 234,6"]);
    both(|lang| format::decimal(lang, -0.001, 2), &expect!["0,00 | 0,00"]);
    both(|lang| format::quantity(lang, 15, "working-days"), &expect!["15 يوم عمل | 15 jours ouvrables"]);
    both(
        |lang| format::quantity(lang, 2_000, "centimes-per-m2"),
        &expect!["20,00 درهم للمتر المربع | 20,00 DH par m²"],
    );
    both(|lang| format::quantity(lang, 50_000, "people"), &expect!["50.000 نسمة | 50 000 habitants"]);
    format::money(Lang::Ar, i64::MIN);
}

#[test]
fn days_left_agree_with_their_number() {
    let said =
        [-11, -1, 0, 1, 2, 3, 11, 100].map(|days| Lang::ALL.map(|lang| format::days_left(lang, days)).join(" | "));
    expect![[r#"
        تأخر 11 يوما | en retard de 11 jours
        تأخر يوما واحدا | en retard de 1 jour
        اليوم آخر الأجل | dernier jour du délai
        بقي يوم واحد | il reste 1 jour
        بقي يومان | il reste 2 jours
        بقيت 3 أيام | il reste 3 jours
        بقي 11 يوما | il reste 11 jours
        بقي 100 يوم | il reste 100 jours"#]]
    .assert_eq(&said.join("\n"));
}

#[test]
fn a_language_is_found_in_what_browsers_send() {
    let cases = [
        ("ar-MA,ar;q=0.9,fr;q=0.8", Some(Lang::Ar)),
        ("fr-FR,fr;q=0.9,en;q=0.8", Some(Lang::Fr)),
        ("en-US,en;q=0.9,fr;q=0.2,ar;q=0.4", Some(Lang::Ar)),
        ("fr;q=0", None),
        ("*", None),
        ("", None),
    ];
    for (header, lang) in cases {
        assert_eq!(Lang::preferred(header), lang, "{header}");
    }
    assert_eq!(Lang::parse("AR_ma"), Some(Lang::Ar));
    assert_eq!((Lang::default().dir(), Lang::Fr.dir()), ("rtl", "ltr"));
    assert_eq!(WORDS.len(), Lang::ALL.len());
}
