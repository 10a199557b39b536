//! The checker: the real procedures are sound, and every fault planted in one is found.

use super::town::{CALENDAR, LARGE_PROJECT, LAW, SMALL, SMALL_PROJECT, TODAY, missing_words};
use crate::Procedure;
use crate::check::{Report, check};
use expect_test::expect;
use std::collections::BTreeSet;

fn read(procedure: &Procedure) -> Report {
    check(procedure, &LAW, &CALENDAR, TODAY, &missing_words)
}

#[test]
fn the_permits_have_nothing_to_mend() {
    for procedure in [&*SMALL_PROJECT, &*LARGE_PROJECT] {
        let report = read(procedure);
        assert!(report.findings.is_empty(), "{report}");
    }
}

#[test]
fn the_report_of_the_small_project() {
    expect![[r#"
        permit-building-small, revision 1 (service permits, series PC)

          Rests on
            12-90      Loi n° 12-90 relative à l'urbanisme
            2-18-577   Décret n° 2-18-577 approuvant le règlement général de construction
            1839.23    Arrêté conjoint n° 1839.23 relatif aux délais de délivrance des actes administratifs en matière d'urbanisme
            55-19      Loi n° 55-19 relative à la simplification des procédures et des formalités administratives
            54-19      Loi n° 54-19 portant charte des services publics
            2.22.141   Décret n° 2.22.141 relatif aux actes administratifs pour lesquels le silence de l'administration vaut acceptation
            2.22.386   Décret n° 2.22.386 relatif aux actes administratifs dont le délai peut être prorogé pour une expertise technique ou une enquête publique
            03-01      Loi n° 03-01 relative à l'obligation de la motivation des décisions administratives
            113-14     Loi organique n° 113-14 relative aux communes
            47-06      Loi n° 47-06 relative à la fiscalité des collectivités territoriales
            66-12      Loi n° 66-12 relative au contrôle et à la répression des infractions en matière d'urbanisme et de construction

          Nothing to mend.

          Who may do what
            completeness         clerk             clock runs, 3 working days
              clerk              accept → study, request-completion → awaiting-completion (once),
                                 withdraw → withdrawn
              system             fall-silent → silent
              applicant          withdraw → withdrawn
            awaiting-completion  applicant         clock paused, 60 days
              applicant          complete → completeness, withdraw → withdrawn
              clerk              complete → completeness, withdraw → withdrawn
              system             lapse → lapsed
            study                members           clock runs, 7 working days
              urban-planning     give-opinion → commission
              urban-agency       give-opinion → commission
              province           give-opinion → commission
              commission-chair   open-session → commission, extend (once)
              clerk              extend (once), withdraw → withdrawn
              system             fall-silent → silent
              applicant          withdraw → withdrawn
            commission           commission-chair  clock runs, 2 working days
              urban-planning     give-opinion
              urban-agency       give-opinion
              province           give-opinion
              commission-chair   open-session, conclude-favourable → payment,
                                 conclude-unfavourable → refusal, conclude-adjourned → amendment (once),
                                 extend (once)
              clerk              extend (once), withdraw → withdrawn
              system             fall-silent → silent
              applicant          withdraw → withdrawn
            amendment            applicant         clock paused, 90 days
              applicant          amend → study, withdraw → withdrawn
              clerk              amend → study, withdraw → withdrawn
              system             lapse → lapsed
            payment              applicant         clock paused, 90 days
              cashier            record-payment → signature
              applicant          withdraw → withdrawn
              clerk              withdraw → withdrawn
              system             lapse → lapsed
            signature            president         clock runs, 3 working days
              president          sign → issued, send-back → commission
              system             fall-silent → silent
              applicant          withdraw → withdrawn
              clerk              withdraw → withdrawn
            refusal              president         clock runs, 3 working days
              president          send-back → commission, sign-refusal → refused
              system             fall-silent → silent
              applicant          withdraw → withdrawn
              clerk              withdraw → withdrawn
            issued               nobody            an end, for 1 year
              system             expire → expired
              applicant          open-works → works-opened
              clerk              open-works → works-opened
            works-opened         nobody            an end
            refused              nobody            an end
            silent               governor          clock stopped, 5 working days
              governor           attest-silence → approved-by-silence
            approved-by-silence  nobody            an end, for 1 year
              system             expire → expired
              applicant          open-works → works-opened
              clerk              open-works → works-opened
            withdrawn            nobody            an end
            lapsed               nobody            an end
            expired              nobody            an end
            everywhere: message (applicant, clerk, urban-planning, commission-chair, cashier, president, urban-agency, province, governor)

          The longest legal path
            the file's clock     15 working days    permit-small-limit     1839.23
            its extension, once  15 working days    expertise-extension    2.22.386
            the law's maximum    60 working days    permit-longest         55-19
            together             30 working days, within 60 working days
            shares of the clock  completeness 3 + study 7 + commission 2 + signature 3 = 15 of 15 working days
            begins again         completeness, after complete: out of the same clock
            begins again         study, after amend: out of the same clock
            begins again         commission, after send-back: out of the same clock
            Time that is the applicant's, the clock standing still
              awaiting-completion    60 days            completion-answer      55-19, once
              amendment              90 days            amendment-answer       55-19, once
              payment                90 days            payment-answer         47-06, art. 55, each time

          Still to be compared with the text: 14 of 17 values
            amendment-answer               90 calendar-days   55-19
            appeal-court-limit             60 calendar-days   03-01
            appeal-limit                   30 calendar-days   55-19
            commission-small                2 working-days    1839.23
            completion-answer              60 calendar-days   55-19
            expertise-extension            15 working-days    2.22.386
            member-opinion-small            7 working-days    1839.23
            minutes-signature               3 working-days    2-18-577
            payment-answer                 90 calendar-days   47-06, art. 55
            permit-longest                 60 working-days    55-19
            permit-small-limit             15 working-days    1839.23
            permit-validity                 1 years           12-90, art. 49
            signature-small                 3 working-days    113-14, art. 101
            silence-attestation             5 working-days    2.22.141, art. 6
    "#]].assert_eq(&read(&SMALL_PROJECT).to_string());
}

fn step(name: &str) -> &'static str {
    table("[[step]]\nname", name)
}

fn door(name: &str) -> &'static str {
    table("[[door]]\nact", name)
}

/// The table of a name in the small project's file, as it is written.
fn table(head: &str, name: &str) -> &'static str {
    let start = SMALL.find(&format!("{head} = \"{name}\"\n")).unwrap_or_else(|| panic!("no {name}"));
    let end = SMALL[start..].find("\n\n").map_or(SMALL.len(), |end| start + end);
    &SMALL[start..end]
}

#[test]
fn every_planted_fault_is_found() {
    let commission = step("commission");
    let silent = step("silent");
    let study = step("study");
    let faults: Vec<(&str, String)> = vec![
        ("a step that no door leads to", spoil(door("sign"), "to = \"issued\"", "to = \"works-opened\"")),
        ("a step where a file waits for ever", spoil(silent, "within = \"silence-attestation\"", "")),
        ("a door to a step that does not exist", spoil(door("accept"), "to = \"study\"", "to = \"sturdy\"")),
        (
            "a door from a step that does not exist",
            spoil(door("sign"), "[\"signature\"]", "[\"signature\", \"signing\"]"),
        ),
        ("a step that goes on to nowhere", spoil(study, "then = \"commission\"", "then = \"comission\"")),
        ("a step that does not go on", spoil(study, "then = \"commission\"", "")),
        ("a door without a step", spoil(door("sign-refusal"), "[\"refusal\"]", "[]")),
        ("a door for nobody", spoil(door("attest-silence"), "[\"governor\"]", "[]")),
        ("a door of time held by people", spoil(door("lapse"), "[\"system\"]", "[\"clerk\"]")),
        ("a door of people held by time", spoil(door("accept"), "[\"clerk\"]", "[\"clerk\", \"system\"]")),
        (
            "an opinion from who is no member",
            spoil(door("give-opinion"), "\"province\"]", "\"province\", \"cashier\"]"),
        ),
        ("a member who cannot speak", spoil(door("give-opinion"), ", \"province\"]", "]")),
        ("a holder without a door", spoil(step("signature"), "\"president\"", "\"cashier\"")),
        ("a holder whom nobody knows", spoil(commission, "\"commission-chair\"", "\"mayor\"")),
        ("an applicant without a door", spoil(door("complete"), "[\"applicant\", \"clerk\"]", "[\"clerk\"]")),
        ("a request that cannot be answered", spoil(door("complete"), "kind = \"answer\"", "kind = \"pass\"")),
        ("late members hold the file", spoil(door("open-session"), "[\"study\", \"commission\"]", "[\"commission\"]")),
        ("a pause without a cause", spoil(step("amendment"), "cause = \"adjourned\"", "")),
        ("a cause without a pause", spoil(commission, "clock = \"runs\"", "clock = \"runs\"\ncause = \"adjourned\"")),
        ("an end that somebody holds", spoil(step("issued"), "holder = \"nobody\"", "holder = \"clerk\"")),
        ("an end without a name", spoil(step("lapsed"), "end = \"lapsed\"", "")),
        ("silence without a door", spoil(door("fall-silent"), "kind = \"silence\"", "kind = \"lapse\"")),
        ("silence with a hole", spoil(door("fall-silent"), "\"completeness\", ", "")),
        ("silence during a pause", spoil(door("fall-silent"), "\"completeness\", ", "\"completeness\", \"payment\", ")),
        ("silence that means nothing", spoil("silence = \"approves\"", "approves", "nothing")),
        ("a lapse without a limit", spoil(step("payment"), "within = \"payment-answer\"", "")),
        ("no birth", spoil(door("file"), "act = \"file\"", "act = \"deposit\"")),
        ("a birth elsewhere", spoil(door("file"), "to = \"completeness\"", "to = \"study\"")),
        ("the same act twice", spoil(door("open-works"), "act = \"open-works\"", "act = \"expire\"")),
        ("an extension without an end", spoil(door("extend"), "once = true", "")),
        ("an extension of no length", spoil(door("extend"), "adds = \"expertise-extension\"", "")),
        ("a refusal without a motive", spoil(door("sign-refusal"), "motive = true", "")),
        ("a request that stays", spoil(door("send-back"), "to = \"commission\"", "")),
        ("a value that the law lacks", spoil("limit = \"permit-small-limit\"", "small", "tiny")),
        (
            "a paper that says what no law fixes",
            spoil(table("[[paper]]\nname", "refusal"), "\"appeal-limit\"", "\"appeal-for-ever\""),
        ),
        (
            "a member without a limit",
            spoil("role = \"province\"\nwithin = \"member-opinion-small\"", "member-opinion-small", "member-opinion"),
        ),
        ("an amount where days are due", spoil(commission, "commission-small", "construction-tax-collective")),
        (
            "days where an amount is due",
            spoil("covered_area * law_construction_tax_individual", "construction_tax_individual", "appeal_limit"),
        ),
        ("steps that add up beyond the limit", spoil(commission, "commission-small", "commission-large")),
        (
            "a clock beyond the law's maximum",
            spoil("longest = \"permit-longest\"", "permit-longest", "completeness-check"),
        ),
        ("a text that the law lacks", spoil("\"66-12\"]", "\"66-12\"", "\"66-12\", \"99-99\"")),
        ("a text that the head does not list", spoil("\"47-06\", \"66-12\"]", "\"47-06\", ", "")),
        ("a field in no section", spoil("section = \"works\"\nname = \"floors\"", "\"works\"", "\"storeys\"")),
        (
            "a section without a field",
            spoil("[[section]]\nname = \"designers\"", "designers", "designers\"\n\n[[section]]\nname = \"garden"),
        ),
        (
            "a choice of nothing",
            spoil("choices = [\"public-network\", \"septic-tank\"]", "\"public-network\", \"septic-tank\"", ""),
        ),
        (
            "a number that nothing fits",
            spoil("name = \"floors\"\nkind = \"integer\"\nrequired = true\nmin = 0\nmax = 3", "min = 0", "min = 9"),
        ),
        (
            "bounds on a text",
            spoil("name = \"zoning\"\nkind = \"text\"", "kind = \"text\"", "kind = \"text\"\nmin = 1"),
        ),
        ("a condition on no field", spoil("when = \"floors > 0\"", "floors", "flors")),
        ("a condition on what is asked later", spoil("when = \"in_subdivision\"", "in_subdivision", "projections")),
        ("a condition on no choice", spoil("when = \"land_status == 'titled'\"", "titled", "entitled")),
        (
            "a fee that may not be counted",
            spoil("name = \"covered-area\"\nkind = \"area\"\nrequired = true", "required = true", ""),
        ),
        (
            "a fee that is no number",
            spoil("covered_area * law_construction_tax_individual", "covered_area *", "land_status +"),
        ),
        (
            "a fee on no field",
            spoil("covered_area * law_construction_tax_individual", "covered_area", "covered_surface"),
        ),
        ("a piece without law", spoil(table("[[piece]]\nname", "site-plan"), "law = \"2-18-577\"", "")),
        (
            "a piece that nothing can be",
            spoil(table("[[piece]]\nname", "site-plan"), "[\"pdf\", \"plan\"]", "[\"papyrus\"]"),
        ),
        ("a paper that is not defined", spoil(door("sign"), "papers = [\"permit\"]", "papers = [\"licence\"]")),
        (
            "minutes that one member holds up for ever",
            spoil(table("[[paper]]\nname", "minutes"), "\nwithin = \"minutes-signature\"", ""),
        ),
        (
            "members who sign what no commission concludes",
            spoil(
                table("[[paper]]\nname", "receipt"),
                "series = \"REC\"",
                "series = \"REC\"\nsignature = \"members\"\nwithin = \"minutes-signature\"",
            ),
        ),
        (
            "a time to sign what nobody signs",
            spoil(
                table("[[paper]]\nname", "receipt"),
                "series = \"REC\"",
                "series = \"REC\"\nwithin = \"minutes-signature\"",
            ),
        ),
        (
            "a notice without words",
            spoil(door("sign"), "notices = [\"permit-issued\"]", "notices = [\"permit-signed\"]"),
        ),
        ("a step without words", SMALL.replace("\"amendment\"", "\"alteration\"")),
    ];
    let (mut told, mut codes) = (String::new(), BTreeSet::new());
    for (what, spoiled) in &faults {
        let report =
            Procedure::read(spoiled).map(|procedure| read(&procedure)).unwrap_or_else(|why| panic!("{what}: {why}"));
        assert!(!report.findings.is_empty(), "nobody saw {what}");
        told.push_str(&format!("{what}\n"));
        for finding in report.findings {
            codes.insert(finding.code);
            told.push_str(&format!("    {}\n", finding.says));
        }
    }
    expect![[r#"
        a step that no door leads to
            `issued` cannot be reached
        a step where a file waits for ever
            a file can wait for ever at `silent`: it has no limit, and time opens no door
        a door to a step that does not exist
            `accept` leads to `sturdy`, which does not exist
            `study` cannot be reached
            `commission` cannot be reached
            `amendment` cannot be reached
            `payment` cannot be reached
            `signature` cannot be reached
            `refusal` cannot be reached
            `issued` cannot be reached
            `refused` cannot be reached
        a door from a step that does not exist
            `sign` opens from `signing`, which does not exist
        a step that goes on to nowhere
            `study` goes on to `comission`, which does not exist
        a step that does not go on
            `study` does not say where a file goes when every opinion is in: `then` is missing
        a door without a step
            `sign-refusal` opens from no step: it can never be passed
            `refused` cannot be reached
        a door for nobody
            nobody may pass `attest-silence`
            `silent` is held by `governor`, who has no door there
        a door of time held by people
            `lapse` is what time does: it belongs to `system` alone
        a door of people held by time
            `accept` is nothing that time does: `system` cannot pass it
        an opinion from who is no member
            `give-opinion` belongs to `cashier`, who is no member
        a member who cannot speak
            `province` sits at `study` and has no door to give an opinion
        a holder without a door
            `signature` is held by `cashier`, who has no door there
        a holder whom nobody knows
            `commission` is held by `mayor`, a role that nobody knows
        an applicant without a door
            `awaiting-completion` is held by the applicant, who has no door there
        a request that cannot be answered
            what `request-completion` asks cannot be given: no door of kind `answer` opens where it leads
        late members hold the file
            one late member holds every file at `study`: no door of kind `pass` goes on without them
        a pause without a cause
            the clock pauses at `amendment` without a cause
        a cause without a pause
            `commission` gives a cause, but its clock does not pause
        an end that somebody holds
            `issued` is an end, yet `clerk` holds it
        an end without a name
            nobody holds `lapsed`, yet it is no end: it needs `end` and a stopped clock
        silence without a door
            silence has a meaning, but there is no door of kind `silence`
        silence with a hole
            the clock runs at `completeness`, but silence has no door there
        silence during a pause
            `fall-silent` opens at `payment`, where the file's clock does not run
        silence that means nothing
            silence means nothing here, yet `fall-silent` is a door of silence
        a lapse without a limit
            `lapse` never opens at `payment`: the step has no limit that could pass
        no birth
            no door `file`: no file can be born
            `deposit` opens from no step: it can never be passed
            `act-deposit` says nothing in ar, fr
            `done-deposit` says nothing in ar, fr
        a birth elsewhere
            `file` does not lead to `completeness`, the first step, where every file begins
        the same act twice
            the door `expire` is written twice: only the first is read
        an extension without an end
            `extend` could be done again and again: `once` is missing
        an extension of no length
            `extend` does not say by how much: `adds` is missing
        a refusal without a motive
            `sign-refusal` refuses without a written motive
        a request that stays
            `send-back` leaves the file where it is: `to` is missing
        a value that the law lacks
            the clock rests on `permit-tiny-limit`, which the law table does not hold on 2026-01-05
        a paper that says what no law fixes
            the paper `refusal` rests on `appeal-for-ever`, which the law table does not hold on 2026-01-05
        a member without a limit
            the member `province` rests on `member-opinion`, which the law table does not hold on 2026-01-05
        an amount where days are due
            the step `commission` wants a length of time; `construction-tax-collective` is in centimes-per-m2
        days where an amount is due
            the fee `construction-tax-individual` wants an amount; `appeal-limit` is in calendar-days
        steps that add up beyond the limit
            the limits of completeness, study, commission, signature add up beyond the file's own limit
        a clock beyond the law's maximum
            the clock and its extension can last longer than the law allows for the whole path
        a text that the law lacks
            it rests on `99-99`, a text that the law table does not hold
        a text that the head does not list
            the field `covered-area` cites `47-06`, which `texts` does not list
            the field `projections` cites `47-06`, which `texts` does not list
            the field `projection-area` cites `47-06`, which `texts` does not list
            the fee `construction-tax-individual` cites `47-06`, which `texts` does not list
            the fee `construction-tax-collective` cites `47-06`, which `texts` does not list
            the fee `projection-supplement` cites `47-06`, which `texts` does not list
            the door `record-payment` cites `47-06`, which `texts` does not list
        a field in no section
            the field `floors` stands in `storeys`, a section that does not exist
        a section without a field
            the section `garden` has no field
            `section-garden` says nothing in ar, fr
        a choice of nothing
            the field `sanitation` is a choice without choices
        a number that nothing fits
            nothing fits in the field `floors`: at least 9, at most 3
        bounds on a text
            the field `zoning` has bounds, but is no number
        a condition on no field
            the field `engineer-name` depends on `flors`, which is no field
        a condition on what is asked later
            the field `subdivision-name` depends on `projections`, which is asked after it
        a condition on no choice
            the field `land-title` waits for `entitled`, which is no choice of `land-status`
        a fee that may not be counted
            the fee `construction-tax-individual` cannot be counted when `covered-area` is left without an answer
            the fee `construction-tax-collective` cannot be counted when `covered-area` is left without an answer
        a fee that is no number
            the fee `construction-tax-individual` does not give a whole number: `land_status + law_construction_tax_individual`: Unsupported binary operator 'add': String("titled"), Int(2147483647)
        a fee on no field
            the fee `construction-tax-individual` depends on `covered-surface`, which is no field
        a piece without law
            the piece `site-plan` is asked without a text that allows it
        a piece that nothing can be
            the piece `site-plan` accepts `papyrus`; the words are pdf, image, plan
        a paper that is not defined
            `sign` makes the paper `licence`, which is not defined
            no act makes the paper `permit`
        minutes that one member holds up for ever
            one member can hold up `minutes` for ever: `within` does not say how long each has to sign
        members who sign what no commission concludes
            `file` makes `receipt`, which members sign: only a conclusion has members
        a time to sign what nobody signs
            `receipt` has `within`, but only what members sign is signed within a time
        a notice without words
            `notice-permit-signed` says nothing in ar, fr
            `notice-permit-signed-body` says nothing in ar, fr
        a step without words
            `step-alteration` says nothing in ar, fr
    "#]].assert_eq(&told);
    assert!(25 <= codes.len(), "some finding was never tried: {codes:?}");
}

/// The small project's file with a fault in one part of it.
fn spoil(part: &str, stood: &str, wrote: &str) -> String {
    assert!(SMALL.contains(part) && part.contains(stood), "nothing to spoil: {stood} in {part}");
    SMALL.replacen(part, &part.replacen(stood, wrote, 1), 1)
}
