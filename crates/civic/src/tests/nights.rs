//! Stories of what time does to a file: pauses, extensions, silence, lapses. The days are those of the
//! Kingdom: 14 January is a holiday.

use super::story::check_story;
use super::town::{LARGE_PROJECT, SMALL_PROJECT};
use expect_test::expect;

#[test]
fn completion_is_asked_once_and_the_clock_waits_over_a_holiday() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-09 applicant files
        2026-01-12 clerk request-completion
        2026-01-12 clerk request-completion site-plan elevations
        2026-01-13 clerk accept
        2026-01-13 clerk complete site-plan elevations
        2026-01-13 clerk complete site-plan consented
        2026-01-16 applicant complete site-plan elevations
        2026-01-19 clerk request-completion location-plan
        2026-01-19 clerk accept
        ",
        expect![[r#"
            2026-01-09 applicant files                                -> completeness, due 2026-02-02  clerk until 2026-01-15
            2026-01-12 clerk request-completion                       !! nothing-asked
            2026-01-12 clerk request-completion site-plan elevations  -> awaiting-completion, paused: completion-requested  applicant until 2026-03-13
            2026-01-13 clerk accept                                   !! wrong-step  at awaiting-completion
            2026-01-13 clerk complete site-plan elevations            !! consent-missing
            2026-01-13 clerk complete site-plan consented             !! pieces-missing  elevations
            2026-01-16 applicant complete site-plan elevations        -> completeness, due 2026-02-05  clerk until 2026-01-21
            2026-01-19 clerk request-completion location-plan         !! once-only
            2026-01-19 clerk accept                                   -> study, due 2026-02-05  urban-planning, urban-agency, province until 2026-01-28; commission-chair from 2026-01-29 until 2026-02-05
        "#]],
    );
}

#[test]
fn a_weekend_of_waiting_costs_nobody_a_day() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-02-05 applicant files
        2026-02-06 clerk request-completion site-plan
        2026-02-08 applicant complete site-plan
        2026-02-09 clerk accept
        ",
        expect![[r#"
            2026-02-05 applicant files                     -> completeness, due 2026-02-26  clerk until 2026-02-10
            2026-02-06 clerk request-completion site-plan  -> awaiting-completion, paused: completion-requested  applicant until 2026-04-07
            2026-02-08 applicant complete site-plan        -> completeness, due 2026-02-26  clerk until 2026-02-11
            2026-02-09 clerk accept                        -> study, due 2026-02-26  urban-planning, urban-agency, province until 2026-02-18; commission-chair from 2026-02-19 until 2026-02-26
        "#]],
    );
}

#[test]
fn an_extension_is_given_once() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk accept
        2026-01-07 clerk extend unmotivated
        2026-01-07 applicant extend
        2026-01-07 clerk extend
        2026-01-08 commission-chair extend
        ",
        expect![[r#"
            2026-01-05 applicant files           -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk accept              -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 clerk extend unmotivated  !! motive-missing
            2026-01-07 applicant extend          !! not-yours  clerk, commission-chair
            2026-01-07 clerk extend              -> study, due 2026-02-17  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-02-17
            2026-01-08 commission-chair extend   !! once-only
        "#]],
    );
}

#[test]
fn a_large_project_left_without_an_answer_is_approved_by_silence() {
    check_story(
        &LARGE_PROJECT,
        "
        2026-01-05 applicant files use=collective-housing floors=6 area=3000
        2026-01-07 clerk accept
        2026-01-12 urban-planning give-opinion favourable
        2026-01-30 commission-chair open-session
        2026-02-17 system fall-silent
        2026-02-17 governor attest-silence
        2026-02-18 system fall-silent
        2026-02-18 president sign
        2026-02-19 clerk attest-silence
        2026-02-20 governor attest-silence
        2027-02-20 system expire
        2027-02-21 system expire
        ",
        expect![[r#"
            2026-01-05 applicant files use=collective-housing floors=6 area=3000  -> completeness, due 2026-02-17  clerk until 2026-01-08
            2026-01-07 clerk accept                                               -> study, due 2026-02-17  urban-planning, urban-agency, province, civil-protection until 2026-01-29; commission-chair from 2026-01-30 until 2026-02-17
            2026-01-12 urban-planning give-opinion favourable                     -> study, due 2026-02-17  urban-agency, province, civil-protection until 2026-01-29; commission-chair from 2026-01-30 until 2026-02-17
            2026-01-30 commission-chair open-session                              -> commission, due 2026-02-17  commission-chair until 2026-02-10
            2026-02-17 system fall-silent                                         !! not-yet  until 2026-02-17
            2026-02-17 governor attest-silence                                    !! wrong-step  at commission
            2026-02-18 system fall-silent                                         -> silent, answered  governor until 2026-02-25
            2026-02-18 president sign                                             !! wrong-step  at silent
            2026-02-19 clerk attest-silence                                       !! not-yours  governor
            2026-02-20 governor attest-silence                                    -> approved-by-silence, approved-by-silence
            2027-02-20 system expire                                              !! not-yet  until 2027-02-20
            2027-02-21 system expire                                              -> expired, expired
        "#]],
    );
}

/// The limit passed in the night; nobody may take back in the morning what is acquired.
#[test]
fn what_time_has_done_nobody_undoes() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk accept
        2026-01-07 urban-planning give-opinion unfavourable
        2026-01-07 urban-agency give-opinion unfavourable
        2026-01-07 province give-opinion unfavourable
        2026-01-08 commission-chair conclude-unfavourable
        2026-01-27 applicant message
        2026-01-28 president sign-refusal
        2026-01-28 president send-back
        2026-01-28 applicant withdraw
        2026-01-28 applicant message
        2026-01-28 system fall-silent
        2026-01-29 governor attest-silence
        ",
        expect![[r#"
            2026-01-05 applicant files                           -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk accept                              -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-planning give-opinion unfavourable  -> study, due 2026-01-27  urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-agency give-opinion unfavourable    -> study, due 2026-01-27  province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 province give-opinion unfavourable        -> commission, due 2026-01-27  commission-chair until 2026-01-09
            2026-01-08 commission-chair conclude-unfavourable    -> refusal, due 2026-01-27  president until 2026-01-13
            2026-01-27 applicant message                         -> refusal, due 2026-01-27  president until 2026-01-13
            2026-01-28 president sign-refusal                    !! wrong-step  at silent
            2026-01-28 president send-back                       !! wrong-step  at silent
            2026-01-28 applicant withdraw                        !! wrong-step  at silent
            2026-01-28 applicant message                         -> refusal, due 2026-01-27  president until 2026-01-13
            2026-01-28 system fall-silent                        -> silent, answered  governor until 2026-02-04
            2026-01-29 governor attest-silence                   -> approved-by-silence, approved-by-silence
        "#]],
    );
}

#[test]
fn a_request_for_pieces_without_an_answer_lapses() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk request-completion site-plan
        2026-03-07 system lapse
        2026-03-08 clerk lapse
        2026-03-08 system fall-silent
        2026-03-08 system lapse
        2026-03-09 applicant complete site-plan
        ",
        expect![[r#"
            2026-01-05 applicant files                     -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk request-completion site-plan  -> awaiting-completion, paused: completion-requested  applicant until 2026-03-07
            2026-03-07 system lapse                        !! not-yet  until 2026-03-07
            2026-03-08 clerk lapse                         !! wrong-step  at lapsed
            2026-03-08 system fall-silent                  !! wrong-step  at awaiting-completion
            2026-03-08 system lapse                        -> lapsed, lapsed
            2026-03-09 applicant complete site-plan        !! wrong-step  at lapsed
        "#]],
    );
}

#[test]
fn a_tax_that_nobody_pays_lapses_the_file() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk accept
        2026-01-07 urban-planning give-opinion favourable
        2026-01-07 urban-agency give-opinion favourable
        2026-01-07 province give-opinion favourable
        2026-01-08 commission-chair conclude-favourable
        2026-03-01 cashier record-payment 0
        2026-03-01 system fall-silent
        2026-04-09 system lapse
        ",
        expect![[r#"
            2026-01-05 applicant files                         -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk accept                            -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-planning give-opinion favourable  -> study, due 2026-01-27  urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-agency give-opinion favourable    -> study, due 2026-01-27  province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 province give-opinion favourable        -> commission, due 2026-01-27  commission-chair until 2026-01-09
            2026-01-08 commission-chair conclude-favourable    -> payment, paused: payment-due, owes 2400,00 DH  applicant, cashier until 2026-04-08
            2026-03-01 cashier record-payment 0                !! amount-differs  due 2400,00 DH, given 0,00 DH
            2026-03-01 system fall-silent                      !! wrong-step  at payment
            2026-04-09 system lapse                            -> lapsed, lapsed
        "#]],
    );
}

#[test]
fn a_permit_expires_when_the_works_never_begin() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk accept
        2026-01-07 urban-planning give-opinion favourable
        2026-01-07 urban-agency give-opinion favourable
        2026-01-07 province give-opinion favourable
        2026-01-08 commission-chair conclude-favourable
        2026-01-09 cashier record-payment all
        2026-01-09 president sign
        2027-01-09 system expire
        2027-01-10 system expire
        2027-01-10 applicant open-works
        ",
        expect![[r#"
            2026-01-05 applicant files                         -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk accept                            -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-planning give-opinion favourable  -> study, due 2026-01-27  urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-agency give-opinion favourable    -> study, due 2026-01-27  province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 province give-opinion favourable        -> commission, due 2026-01-27  commission-chair until 2026-01-09
            2026-01-08 commission-chair conclude-favourable    -> payment, paused: payment-due, owes 2400,00 DH  applicant, cashier until 2026-04-08
            2026-01-09 cashier record-payment all              -> signature, due 2026-01-28  president until 2026-01-15
            2026-01-09 president sign                          -> issued, issued
            2027-01-09 system expire                           !! not-yet  until 2027-01-09
            2027-01-10 system expire                           -> expired, expired
            2027-01-10 applicant open-works                    !! wrong-step  at expired
        "#]],
    );
}

#[test]
fn a_register_is_never_back_dated() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-08 clerk accept
        2026-01-07 urban-planning give-opinion favourable
        2026-01-08 urban-planning give-opinion favourable
        2026-01-08 applicant file
        2026-01-08 clerk burn
        ",
        expect![[r#"
            2026-01-05 applicant files                         -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-08 clerk accept                            -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-20; commission-chair from 2026-01-21 until 2026-01-27
            2026-01-07 urban-planning give-opinion favourable  !! back-dated
            2026-01-08 urban-planning give-opinion favourable  -> study, due 2026-01-27  urban-agency, province until 2026-01-20; commission-chair from 2026-01-21 until 2026-01-27
            2026-01-08 applicant file                          !! wrong-step  at study
            2026-01-08 clerk burn                              !! wrong-step  at study
        "#]],
    );
}
