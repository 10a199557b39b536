//! The form: whatever is typed gives answers or mistakes, and conditions ask only what was answered.

use super::town::{LARGE_PROJECT, SMALL_PROJECT, random_hands};
use crate::expr::Expr;
use crate::form::{Answer, Answers, Typed, centimes, pieces, read, square_metres, whole};
use crate::procedure::FieldKind;
use expect_test::expect;
use std::collections::BTreeSet;

/// What a careful person types for a house on titled land.
fn typed() -> Typed {
    [
        ("land-status", "titled"),
        ("land-title", "12345/39"),
        ("land-right", "owner"),
        ("in-subdivision", "no"),
        ("address", "Hay Lastah, rue 12"),
        ("point", "30.4703, -8.8770"),
        ("plot-area", "200"),
        ("work-kind", "new-building"),
        ("use", "individual-housing"),
        ("floors", "2"),
        ("basement", "no"),
        ("dwellings", "1"),
        ("sanitation", "public-network"),
        ("footprint", "90,5"),
        ("covered-area", "٢٥٠"),
        ("projections", "no"),
        ("cost-estimate", "1.250.000,00"),
        ("design-by", "architect"),
        ("architect-name", "  Salma   Ouhssain "),
        ("architect-number", "1234"),
        ("engineer-name", "BET Souss"),
    ]
    .map(|(field, text)| (field.to_owned(), text.to_owned()))
    .into()
}

#[test]
fn what_is_typed_becomes_answers() {
    let (answers, mistakes) = read(&SMALL_PROJECT, &typed(), None);
    assert_eq!(mistakes, []);
    let told: String = answers.iter().map(|(field, answer)| format!("{field}: {}\n", answer.typed())).collect();
    expect![[r#"
        address: Hay Lastah, rue 12
        architect-name: Salma Ouhssain
        architect-number: 1234
        basement: no
        cost-estimate: 125000000
        covered-area: 250
        design-by: architect
        dwellings: 1
        engineer-name: BET Souss
        floors: 2
        footprint: 91
        in-subdivision: no
        land-right: owner
        land-status: titled
        land-title: 12345/39
        plot-area: 200
        point: 30.470300,-8.877000
        projections: no
        sanitation: public-network
        use: individual-housing
        work-kind: new-building
    "#]]
    .assert_eq(&told);
    // Typed again as it was kept, it gives the same.
    let again: Typed =
        answers.iter().filter(|(f, _)| *f != "cost-estimate").map(|(f, a)| (f.clone(), a.typed())).collect();
    let (mut once_more, _) = read(&SMALL_PROJECT, &again, None);
    once_more.insert("cost-estimate".into(), answers["cost-estimate"].clone());
    assert_eq!(once_more, answers);
}

#[test]
fn every_mistake_is_told_at_once() {
    let mut typed = typed();
    for (field, text) in [
        ("land-title", "douze"),
        ("land-right", "squatter"),
        ("in-subdivision", "perhaps"),
        ("point", "48.85, 2.35"),
        ("plot-area", "9"),
        ("floors", "4"),
        ("dwellings", ""),
        ("covered-area", "deux cents"),
        ("cost-estimate", "12,345"),
        ("architect-name", "Salma \u{202e}niassuO"),
        ("address", &"a".repeat(401)),
    ] {
        typed.insert(field.into(), text.into());
    }
    let (_, mistakes) = read(&SMALL_PROJECT, &typed, None);
    let told: String = mistakes
        .iter()
        .map(|m| format!("{}: {}{}\n", m.field, m.code, m.limit.map_or(String::new(), |limit| format!(" {limit}"))))
        .collect();
    expect![[r#"
        land-title: land-title
        land-right: unknown-choice
        in-subdivision: unknown-choice
        address: too-long 400
        point: point
        plot-area: too-small 10
        floors: too-large 3
        dwellings: required
        covered-area: not-a-number
        cost-estimate: not-a-number
        architect-name: control-characters
    "#]]
    .assert_eq(&told);
}

#[test]
fn a_field_that_is_not_asked_is_not_kept() {
    let mut typed = typed();
    typed.insert("requisition".into(), "R77/39".into());
    typed.insert("shops".into(), "3".into());
    typed.insert("nobody-asked".into(), "1".into());
    let (answers, mistakes) = read(&SMALL_PROJECT, &typed, None);
    assert_eq!(mistakes, []);
    for field in ["requisition", "shops", "nobody-asked"] {
        assert!(!answers.contains_key(field), "{field} was kept");
    }
}

/// A question that was not answered opens nothing, whichever way the condition is written.
#[test]
fn an_unanswered_question_holds_no_condition() {
    let none = Answers::new();
    let hotel: Answers = [("use".to_owned(), Answer::Text("tourism".into()))].into();
    let holds = |source: &str, answers: &Answers| Expr::compile(source).unwrap().holds(answers);
    for source in [
        "work_kind != 'new-building'",
        "land_status == 'titled'",
        "dwellings >= 20",
        "!basement",
        "basement",
        "floors < 5",
    ] {
        assert!(!holds(source, &none), "{source} holds of nothing");
    }
    // What is known is enough where it decides.
    let large = "use == 'industrial' || use == 'tourism' || dwellings >= 20";
    assert!(holds(large, &hotel) && holds("dwellings >= 20 || use == 'tourism'", &hotel));
    assert!(!holds("dwellings >= 20 && use == 'tourism'", &hotel));
    let (_, mistakes) = read(&SMALL_PROJECT, &Typed::new(), None);
    assert!(mistakes.iter().all(|m| m.field != "existing-permit" && m.field != "land-title"));
    assert!(pieces(&SMALL_PROJECT, &none).iter().all(|p| p.when.is_none()), "a piece is asked of an empty form");
}

/// Whole names are replaced, not what merely contains them or stands in quotes.
#[test]
fn a_formula_is_explained_name_by_name() {
    let law = |name: &str| (name == "tax").then_some(2_000);
    let answers: Answers = [
        ("area".to_owned(), Answer::Number(160)),
        ("area-two".to_owned(), Answer::Number(7)),
        ("use".to_owned(), Answer::Text("tourism".into())),
    ]
    .into();
    let told = |source: &str| Expr::compile(source).unwrap().explain(&answers, &law);
    assert_eq!(told("area * law_tax"), "160 × 20,00");
    assert_eq!(told("(area + area_two) * law_tax"), "(160 + 7) × 20,00");
    assert_eq!(told("use == 'use' ? area : area_two"), "tourism == 'use' ? 160 : 7");
    assert_eq!(told("use == \"area * \\\" use\" ? 1 : area"), "tourism == \"area * \\\" use\" ? 1 : 160");
    assert_eq!(told("area_three * area"), "area_three × 160");
    assert_eq!(told("law_taxes + area"), "law_taxes + 160");
}

#[test]
fn an_expression_may_not_run_away() {
    for source in
        ["[1,2].all(x, x > 0)", "has(a.b) && [1].map(x, x)", &"(".repeat(30), &"a + ".repeat(1_000), "a +", "'", ""]
    {
        assert!(Expr::compile(source).is_err(), "{source} was compiled");
    }
    let answers: Answers = [("area".to_owned(), Answer::Number(i64::MAX))].into();
    assert!(Expr::compile("area * 2").unwrap().number(&answers, &|_| None).is_err(), "an overflow went unseen");
    assert!(Expr::compile("area / 0").unwrap().number(&answers, &|_| None).is_err());
    assert!(Expr::compile("'a'").unwrap().number(&answers, &|_| None).is_err());
    assert!(Expr::compile("law_tax * 2").unwrap().number(&answers, &|_| None).is_err());
}

#[test]
fn numbers_are_read_as_people_write_them() {
    let cases = [
        "12",
        " 1 200 ",
        "١٢٠٠",
        "1\u{202f}200",
        "12,5",
        "12.50",
        "1.200",
        "1.250.000,50",
        "-3",
        "1e3",
        "0x10",
        "",
        "9999999999999999",
    ];
    let told: String = cases
        .iter()
        .map(|text| {
            let said = |n: Option<i64>| n.map_or("—".to_owned(), |n| n.to_string());
            let row = [said(whole(text)), said(square_metres(text)), said(centimes(text))];
            format!("{text:<18} whole {:<16} m² {:<16} centimes {}\n", row[0], row[1], row[2])
        })
        .collect();
    expect![[r#"
        12                 whole 12               m² 12               centimes 1200
         1 200             whole 1200             m² 1200             centimes 120000
        ١٢٠٠               whole 1200             m² 1200             centimes 120000
        1 200              whole 1200             m² 1200             centimes 120000
        12,5               whole —                m² 13               centimes 1250
        12.50              whole —                m² 13               centimes 1250
        1.200              whole —                m² —                centimes —
        1.250.000,50       whole —                m² —                centimes 125000050
        -3                 whole -3               m² -3               centimes —
        1e3                whole —                m² —                centimes —
        0x10               whole —                m² —                centimes —
                           whole —                m² —                centimes —
        9999999999999999   whole —                m² —                centimes —
    "#]]
    .assert_eq(&told);
}

#[test]
fn every_amount_that_can_be_written_is_read_back() {
    let mut read_back = 0;
    random_hands(200, 64, |u| {
        let amount: i64 = u.int_in_range(0..=99_999_999_999_999)?;
        let (dirhams, cents) = (amount / 100, amount % 100);
        let sign = *u.choose(&[",", ".", "٫"])?;
        assert_eq!(centimes(&format!("{dirhams}{sign}{cents:02}")), Some(amount));
        assert_eq!(whole(&amount.to_string()), Some(amount));
        assert_eq!(square_metres(&amount.to_string()), Some(amount));
        read_back += 1;
        Ok(())
    });
    assert!(100 < read_back, "{read_back}");
}

#[test]
fn whatever_is_typed_gives_answers_or_mistakes() {
    let words = [
        "yes",
        "titled",
        "12345/39",
        "120",
        "-1",
        "30.4,-8.8",
        "2026-01-05",
        "a@b.ma",
        "0612345678",
        "٣",
        "\u{202e}",
        "NaN",
        "'; drop",
        "1e308",
    ];
    let (mut kinds, mut kept, mut mistaken) = (BTreeSet::new(), 0, 0);
    random_hands(120, 6_000, |u| {
        let procedure = if u.arbitrary()? { &*SMALL_PROJECT } else { &*LARGE_PROJECT };
        let mut typed = Typed::new();
        for field in &procedure.fields {
            let text = match u.int_in_range(0..=3)? {
                0 => u.arbitrary::<String>()?,
                1 if !field.choices.is_empty() => u.choose(&field.choices)?.clone(),
                2 => "9".repeat(u.int_in_range(0..=300)?),
                _ => (*u.choose(&words)?).to_owned(),
            };
            typed.insert(field.name.clone(), text);
        }
        let (answers, mistakes) = read(procedure, &typed, None);
        for field in &procedure.fields {
            let mistake = mistakes.iter().any(|m| m.field == field.name);
            assert!(!(mistake && answers.contains_key(&field.name)), "{} is both right and wrong", field.name);
            if let Some(answer) = answers.get(&field.name) {
                sound(field.kind, answer);
                kinds.insert(field.kind.as_str());
                kept += 1;
            }
        }
        mistaken += mistakes.len();
        let _ = pieces(procedure, &answers);
        Ok(())
    });
    assert!(200 < kept && 200 < mistaken, "too tame: {kept} kept, {mistaken} mistakes");
    assert!(10 <= kinds.len(), "hardly a kind of field was ever filled: {kinds:?}");
}

/// What is kept is of its kind, and holds nothing that hides.
fn sound(kind: FieldKind, answer: &Answer) {
    let of_kind = match kind {
        FieldKind::YesNo => matches!(answer, Answer::Flag(_)),
        FieldKind::Integer | FieldKind::Area | FieldKind::Money => matches!(answer, Answer::Number(_)),
        _ => {
            matches!(answer, Answer::Text(text) if !crate::identity::has_control(text) && text.chars().count() <= 4_000)
        }
    };
    assert!(of_kind, "{kind:?} kept {answer:?}");
}
