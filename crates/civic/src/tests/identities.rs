//! Identifiers of persons, companies and land, as people type them.

use super::town::random_hands;
use crate::identity::{cnie, email, has_control, ice, land_title, phone, point, tidy_line};
use expect_test::{Expect, expect};

fn check(read: impl Fn(&str) -> Option<String>, typed: &[&str], expected: Expect) {
    let told: String = typed.iter().map(|t| format!("{t:<22} {}\n", read(t).unwrap_or("—".into()))).collect();
    expected.assert_eq(&told);
}

#[test]
fn identity_cards() {
    check(
        cnie,
        &["JB123456", "jb 123 456", "J1", "J", "123456", "JBK123", "JB12345678", "ß123", "é123", "JB12E4", ""],
        expect![[r#"
        JB123456               JB123456
        jb 123 456             JB123456
        J1                     J1
        J                      —
        123456                 —
        JBK123                 —
        JB12345678             —
        ß123                   —
        é123                   —
        JB12E4                 —
                               —
    "#]],
    );
}

#[test]
fn companies() {
    check(
        ice,
        &["001561191000066", "0015 6119 1000 066", "001561191000067", "01561191000066", "00156119100006A", ""],
        expect![[r#"
        001561191000066        001561191000066
        0015 6119 1000 066     001561191000066
        001561191000067        —
        01561191000066         —
        00156119100006A        —
                               —
    "#]],
    );
}

/// The check digits catch every single wrong digit and every swap of neighbours.
#[test]
fn one_wrong_digit_of_a_company_is_caught() {
    let right = "001561191000066";
    assert!(ice(right).is_some());
    for at in 0..15 {
        for digit in b'0'..=b'9' {
            let mut wrong = right.as_bytes().to_vec();
            wrong[at] = digit;
            let wrong = String::from_utf8(wrong).unwrap();
            assert_eq!(ice(&wrong).is_some(), wrong == right, "{wrong}");
        }
        if at < 14 {
            let mut swapped = right.as_bytes().to_vec();
            swapped.swap(at, at + 1);
            let swapped = String::from_utf8(swapped).unwrap();
            assert_eq!(ice(&swapped).is_some(), swapped == right, "{swapped}");
        }
    }
}

#[test]
fn telephones() {
    check(
        phone,
        &[
            "0612345678",
            "06 12-34.56 78",
            "+212612345678",
            "+212 (0)6 12 34 56 78",
            "00212712345678",
            "0528851234",
            "00612345678",
            "612345678",
            "+33612345678",
            "0412345678",
            "06123456789",
            "",
        ],
        expect![[r#"
            0612345678             +212612345678
            06 12-34.56 78         +212612345678
            +212612345678          +212612345678
            +212 (0)6 12 34 56 78  +212612345678
            00212712345678         +212712345678
            0528851234             +212528851234
            00612345678            —
            612345678              —
            +33612345678           —
            0412345678             —
            06123456789            —
                                   —
        "#]],
    );
}

#[test]
fn mail_addresses() {
    check(
        email,
        &[
            "a@b.ma",
            " Salma@Exemple.MA ",
            "a@b",
            "a@@b.ma",
            "@b.ma",
            "a@.ma",
            "a@b..ma",
            "a b@c.ma",
            "a@b.ma,c@d.ma",
            "سلمى@b.ma",
            "",
        ],
        expect![[r#"
            a@b.ma                 a@b.ma
             Salma@Exemple.MA      Salma@exemple.ma
            a@b                    —
            a@@b.ma                —
            @b.ma                  —
            a@.ma                  —
            a@b..ma                —
            a b@c.ma               —
            a@b.ma,c@d.ma          —
            سلمى@b.ma              —
                                   —
        "#]],
    );
}

#[test]
fn land() {
    check(
        land_title,
        &["12345/39", "t 12345 / 39", "R12345/39", "12345", "12345/", "/39", "123456789/1", "1/2345", "TR1/2", ""],
        expect![[r#"
        12345/39               12345/39
        t 12345 / 39           T12345/39
        R12345/39              R12345/39
        12345                  —
        12345/                 —
        /39                    —
        123456789/1            —
        1/2345                 —
        TR1/2                  —
                               —
    "#]],
    );
    let shown = |text: &str| point(text).map(|(lat, lon)| format!("{lat}, {lon}"));
    check(
        shown,
        &["30.4727, -8.8748", "20.7,-17.0", "48.85,2.35", "30.47", "NaN,NaN", "inf,-8", "30.4;-8.8", "30.4,-8.8,1", ""],
        expect![[r#"
        30.4727, -8.8748       30.4727, -8.8748
        20.7,-17.0             20.7, -17
        48.85,2.35             —
        30.47                  —
        NaN,NaN                —
        inf,-8                 —
        30.4;-8.8              —
        30.4,-8.8,1            —
                               —
    "#]],
    );
}

#[test]
fn nothing_hides_in_a_text() {
    for hidden in [
        '\u{202e}',
        '\u{202a}',
        '\u{2066}',
        '\u{2069}',
        '\u{200e}',
        '\u{200f}',
        '\u{061c}',
        '\u{feff}',
        '\u{200b}',
        '\u{00ad}',
        '\u{2028}',
        '\u{e0041}',
        '\0',
        '\u{7f}',
        '\u{1b}',
        '\u{85}',
    ] {
        assert!(has_control(&format!("Sal{hidden}ma")), "U+{:04X} passes", u32::from(hidden));
    }
    for plain in
        ["سلمى أوحساين", "Salma N'Aït Ouhssaïn", "مَدْرَسَة", "می\u{200c}خواهم", "ligne\nautre\tcase", "٣٤ ⵜⴰⵔⵓⴷⴰⵏⵜ"]
    {
        assert!(!has_control(plain), "{plain} is refused");
    }
    assert_eq!(tidy_line("  Salma \t\n Ouhssaïn "), "Salma Ouhssaïn");
}

#[test]
fn any_text_is_read_without_harm() {
    let (mut tried, mut known) = (0, 0);
    let mut try_one = |text: &str| {
        for read in [cnie, ice, phone, email, land_title] {
            // What was read is stable: read again, it is the same.
            if let Some(kept) = read(text) {
                assert_eq!(read(&kept).as_deref(), Some(kept.as_str()), "{text:?}");
                assert!(!has_control(&kept), "{text:?}");
                known += 1;
            }
        }
        let _ = point(text);
        tried += 1;
    };
    random_hands(120, 256, |u| {
        try_one(&u.arbitrary::<String>()?);
        let letters: Vec<char> = "JBjb0123456789+/R @.ma-()٣é\u{202e}".chars().collect();
        let text: String =
            (0..u.int_in_range(1..=16)?).map(|_| u.choose(&letters).copied()).collect::<Result<_, _>>()?;
        try_one(&text);
        let digits: Vec<u8> = (0..9).map(|_| u.int_in_range(0..=9)).collect::<Result<_, _>>()?;
        let digits: String = digits.iter().map(u8::to_string).collect();
        try_one(&format!("0{}{}", u.int_in_range(4..=8)?, &digits[1..]));
        try_one(&format!("J{}", &digits[..5]));
        Ok(())
    });
    assert!(200 < tried && 50 < known, "too tame: {known} of {tried}");
}
