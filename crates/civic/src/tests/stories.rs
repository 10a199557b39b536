//! Stories of files, in the town's words: the counter, the commission, the money, the signature.

use super::story::check_story;
use super::town::{LARGE_PROJECT, SMALL_PROJECT};
use expect_test::expect;

#[test]
fn a_house_from_the_form_to_the_works() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk accept
        2026-01-08 urban-planning give-opinion favourable
        2026-01-09 urban-agency give-opinion favourable-with-reserves
        2026-01-12 province give-opinion favourable
        2026-01-13 commission-chair conclude-favourable
        2026-01-20 cashier record-payment all
        2026-01-21 president sign
        2026-03-02 applicant message
        2026-03-02 applicant open-works
        ",
        expect![[r#"
            2026-01-05 applicant files                                     -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk accept                                        -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-08 urban-planning give-opinion favourable              -> study, due 2026-01-27  urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-09 urban-agency give-opinion favourable-with-reserves  -> study, due 2026-01-27  province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-12 province give-opinion favourable                    -> commission, due 2026-01-27  commission-chair until 2026-01-15
            2026-01-13 commission-chair conclude-favourable                -> payment, paused: payment-due, owes 2400,00 DH  applicant, cashier until 2026-04-13
            2026-01-20 cashier record-payment all                          -> signature, due 2026-02-02  president until 2026-01-23
            2026-01-21 president sign                                      -> issued, issued
            2026-03-02 applicant message                                   -> issued, issued
            2026-03-02 applicant open-works                                -> works-opened, works-opened
        "#]],
    );
}

#[test]
fn the_list_of_pieces_is_closed() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk request-completion moral-certificate
        2026-01-06 clerk request-completion ownership-deed
        2026-01-06 clerk request-completion cadastral-plan
        2026-01-07 applicant complete family-booklet
        2026-01-07 applicant complete cadastral-plan
        ",
        expect![[r#"
            2026-01-05 applicant files                             -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk request-completion moral-certificate  !! no-such-piece  moral-certificate
            2026-01-06 clerk request-completion ownership-deed     !! no-such-piece  ownership-deed
            2026-01-06 clerk request-completion cadastral-plan     -> awaiting-completion, paused: completion-requested  applicant until 2026-03-07
            2026-01-07 applicant complete family-booklet           !! no-such-piece  family-booklet
            2026-01-07 applicant complete cadastral-plan           -> completeness, due 2026-01-28  clerk until 2026-01-12
        "#]],
    );
}

#[test]
fn a_late_member_does_not_hold_the_file() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk accept
        2026-01-08 urban-planning give-opinion favourable
        2026-01-09 urban-agency give-opinion unfavourable
        2026-01-12 commission-chair open-session
        2026-01-16 commission-chair open-session
        2026-01-19 commission-chair open-session
        2026-01-19 urban-agency give-opinion favourable
        2026-01-19 province give-opinion favourable
        2026-01-20 commission-chair conclude-favourable
        ",
        expect![[r#"
            2026-01-05 applicant files                         -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk accept                            -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-08 urban-planning give-opinion favourable  -> study, due 2026-01-27  urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-09 urban-agency give-opinion unfavourable  -> study, due 2026-01-27  province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-12 commission-chair open-session           !! opinions-awaited  until 2026-01-16
            2026-01-16 commission-chair open-session           !! opinions-awaited  until 2026-01-16
            2026-01-19 commission-chair open-session           -> commission, due 2026-01-27  commission-chair until 2026-01-21
            2026-01-19 urban-agency give-opinion favourable    !! opinion-given  urban-agency
            2026-01-19 province give-opinion favourable        -> commission, due 2026-01-27  commission-chair until 2026-01-21
            2026-01-20 commission-chair conclude-favourable    -> payment, paused: payment-due, owes 2400,00 DH  applicant, cashier until 2026-04-20
        "#]],
    );
}

#[test]
fn an_opinion_is_motivated_and_given_once_by_a_member() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-05 urban-planning give-opinion favourable
        2026-01-06 clerk accept
        2026-01-07 urban-planning give-opinion
        2026-01-07 urban-planning give-opinion favourable unmotivated
        2026-01-07 urban-planning give-opinion favourable-with-reserves unreserved
        2026-01-07 urban-planning give-opinion favourable-with-reserves
        2026-01-07 urban-planning give-opinion favourable
        2026-01-07 civil-protection give-opinion favourable
        2026-01-07 president give-opinion favourable
        ",
        expect![[r#"
            2026-01-05 applicant files                                                  -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-05 urban-planning give-opinion favourable                           !! wrong-step  at completeness
            2026-01-06 clerk accept                                                     -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-planning give-opinion                                      !! opinion-missing
            2026-01-07 urban-planning give-opinion favourable unmotivated               !! motive-missing
            2026-01-07 urban-planning give-opinion favourable-with-reserves unreserved  !! reserves-missing
            2026-01-07 urban-planning give-opinion favourable-with-reserves             -> study, due 2026-01-27  urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-planning give-opinion favourable                           !! opinion-given  urban-planning
            2026-01-07 civil-protection give-opinion favourable                         !! not-yours  urban-planning, urban-agency, province
            2026-01-07 president give-opinion favourable                                !! not-yours  urban-planning, urban-agency, province
        "#]],
    );
}

#[test]
fn adjourned_once_amended_and_heard_again() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk request-completion site-plan
        2026-01-06 applicant complete site-plan
        2026-01-06 clerk accept
        2026-01-07 urban-planning give-opinion favourable
        2026-01-07 urban-agency give-opinion adjourned
        2026-01-07 province give-opinion favourable
        2026-01-08 commission-chair conclude-adjourned unmotivated
        2026-01-08 commission-chair conclude-adjourned
        2026-02-09 applicant amend floor-plans area=150
        2026-02-10 urban-planning give-opinion favourable
        2026-02-10 urban-agency give-opinion favourable
        2026-02-10 province give-opinion favourable
        2026-02-11 commission-chair conclude-adjourned
        2026-02-11 commission-chair conclude-favourable
        ",
        expect![[r#"
            2026-01-05 applicant files                                  -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk request-completion site-plan               -> awaiting-completion, paused: completion-requested  applicant until 2026-03-07
            2026-01-06 applicant complete site-plan                     -> completeness, due 2026-01-27  clerk until 2026-01-09
            2026-01-06 clerk accept                                     -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-planning give-opinion favourable           -> study, due 2026-01-27  urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-agency give-opinion adjourned              -> study, due 2026-01-27  province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 province give-opinion favourable                 -> commission, due 2026-01-27  commission-chair until 2026-01-09
            2026-01-08 commission-chair conclude-adjourned unmotivated  !! motive-missing
            2026-01-08 commission-chair conclude-adjourned              -> amendment, paused: adjourned  applicant until 2026-04-08
            2026-02-09 applicant amend floor-plans area=150             -> study, due 2026-02-25  urban-planning, urban-agency, province until 2026-02-18; commission-chair from 2026-02-19 until 2026-02-25
            2026-02-10 urban-planning give-opinion favourable           -> study, due 2026-02-25  urban-agency, province until 2026-02-18; commission-chair from 2026-02-19 until 2026-02-25
            2026-02-10 urban-agency give-opinion favourable             -> study, due 2026-02-25  province until 2026-02-18; commission-chair from 2026-02-19 until 2026-02-25
            2026-02-10 province give-opinion favourable                 -> commission, due 2026-02-25  commission-chair until 2026-02-12
            2026-02-11 commission-chair conclude-adjourned              !! once-only
            2026-02-11 commission-chair conclude-favourable             -> payment, paused: payment-due, owes 3000,00 DH  applicant, cashier until 2026-05-12
        "#]],
    );
}

#[test]
fn sent_back_after_payment_the_tax_is_not_asked_twice() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk accept
        2026-01-07 urban-planning give-opinion favourable
        2026-01-07 urban-agency give-opinion favourable
        2026-01-07 province give-opinion favourable
        2026-01-08 commission-chair conclude-favourable
        2026-01-09 cashier record-payment 2399.99
        2026-01-09 cashier record-payment 2400.00
        2026-01-12 president send-back unmotivated
        2026-01-12 president send-back
        2026-01-13 commission-chair conclude-favourable
        2026-01-15 president sign
        ",
        expect![[r#"
            2026-01-05 applicant files                         -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk accept                            -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-planning give-opinion favourable  -> study, due 2026-01-27  urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-agency give-opinion favourable    -> study, due 2026-01-27  province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 province give-opinion favourable        -> commission, due 2026-01-27  commission-chair until 2026-01-09
            2026-01-08 commission-chair conclude-favourable    -> payment, paused: payment-due, owes 2400,00 DH  applicant, cashier until 2026-04-08
            2026-01-09 cashier record-payment 2399.99          !! amount-differs  due 2400,00 DH, given 2399,99 DH
            2026-01-09 cashier record-payment 2400.00          -> signature, due 2026-01-28  president until 2026-01-15
            2026-01-12 president send-back unmotivated         !! motive-missing
            2026-01-12 president send-back                     -> commission, due 2026-01-28  commission-chair until 2026-01-15
            2026-01-13 commission-chair conclude-favourable    -> signature, due 2026-01-28  president until 2026-01-19
            2026-01-15 president sign                          -> issued, issued
        "#]],
    );
}

#[test]
fn sent_back_then_larger_only_the_difference_is_due() {
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
        2026-01-12 president send-back
        2026-01-13 commission-chair conclude-adjourned
        2026-01-20 applicant amend floor-plans area=150
        2026-01-21 urban-planning give-opinion favourable
        2026-01-21 urban-agency give-opinion favourable
        2026-01-21 province give-opinion favourable
        2026-01-22 commission-chair conclude-favourable
        2026-01-23 cashier record-payment 3000.00
        2026-01-23 cashier record-payment 600.00
        ",
        expect![[r#"
            2026-01-05 applicant files                         -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk accept                            -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-planning give-opinion favourable  -> study, due 2026-01-27  urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-agency give-opinion favourable    -> study, due 2026-01-27  province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 province give-opinion favourable        -> commission, due 2026-01-27  commission-chair until 2026-01-09
            2026-01-08 commission-chair conclude-favourable    -> payment, paused: payment-due, owes 2400,00 DH  applicant, cashier until 2026-04-08
            2026-01-09 cashier record-payment all              -> signature, due 2026-01-28  president until 2026-01-15
            2026-01-12 president send-back                     -> commission, due 2026-01-28  commission-chair until 2026-01-15
            2026-01-13 commission-chair conclude-adjourned     -> amendment, paused: adjourned  applicant until 2026-04-13
            2026-01-20 applicant amend floor-plans area=150    -> study, due 2026-02-03  urban-planning, urban-agency, province until 2026-01-29; commission-chair from 2026-01-30 until 2026-02-03
            2026-01-21 urban-planning give-opinion favourable  -> study, due 2026-02-03  urban-agency, province until 2026-01-29; commission-chair from 2026-01-30 until 2026-02-03
            2026-01-21 urban-agency give-opinion favourable    -> study, due 2026-02-03  province until 2026-01-29; commission-chair from 2026-01-30 until 2026-02-03
            2026-01-21 province give-opinion favourable        -> commission, due 2026-02-03  commission-chair until 2026-01-23
            2026-01-22 commission-chair conclude-favourable    -> payment, paused: payment-due, owes 600,00 DH  applicant, cashier until 2026-04-22
            2026-01-23 cashier record-payment 3000.00          !! amount-differs  due 600,00 DH, given 3000,00 DH
            2026-01-23 cashier record-payment 600.00           -> signature, due 2026-02-04  president until 2026-01-28
        "#]],
    );
}

#[test]
fn a_refusal_is_the_presidents_and_motivated() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk accept
        2026-01-07 urban-planning give-opinion unfavourable
        2026-01-07 urban-agency give-opinion unfavourable
        2026-01-07 province give-opinion favourable
        2026-01-08 commission-chair conclude-unfavourable
        2026-01-09 commission-chair sign-refusal
        2026-01-09 president sign
        2026-01-09 president sign-refusal unmotivated
        2026-01-09 president send-back
        2026-01-12 commission-chair conclude-unfavourable
        2026-01-13 president sign-refusal
        2026-01-14 applicant message
        2026-01-14 applicant withdraw
        ",
        expect![[r#"
            2026-01-05 applicant files                           -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk accept                              -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-planning give-opinion unfavourable  -> study, due 2026-01-27  urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 urban-agency give-opinion unfavourable    -> study, due 2026-01-27  province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 province give-opinion favourable          -> commission, due 2026-01-27  commission-chair until 2026-01-09
            2026-01-08 commission-chair conclude-unfavourable    -> refusal, due 2026-01-27  president until 2026-01-13
            2026-01-09 commission-chair sign-refusal             !! not-yours  president
            2026-01-09 president sign                            !! wrong-step  at refusal
            2026-01-09 president sign-refusal unmotivated        !! motive-missing
            2026-01-09 president send-back                       -> commission, due 2026-01-27  commission-chair until 2026-01-13
            2026-01-12 commission-chair conclude-unfavourable    -> refusal, due 2026-01-27  president until 2026-01-16
            2026-01-13 president sign-refusal                    -> refused, refused
            2026-01-14 applicant message                         -> refused, refused
            2026-01-14 applicant withdraw                        !! wrong-step  at refused
        "#]],
    );
}

#[test]
fn members_are_called_by_the_project_or_by_the_commission() {
    check_story(
        &LARGE_PROJECT,
        "
        2026-01-05 applicant files use=professional floors=2
        2026-01-06 clerk accept
        2026-01-07 clerk invite-member
        2026-01-07 clerk invite-member urban-agency
        2026-01-07 clerk invite-member cashier
        2026-01-07 clerk invite-member civil-protection
        2026-01-07 commission-chair invite-member civil-protection
        2026-01-08 utilities give-opinion favourable
        2026-01-08 civil-protection give-opinion favourable-with-reserves
        ",
        expect![[r#"
            2026-01-05 applicant files use=professional floors=2               -> completeness, due 2026-02-17  clerk until 2026-01-08
            2026-01-06 clerk accept                                            -> study, due 2026-02-17  urban-planning, urban-agency, province until 2026-01-28; commission-chair from 2026-01-29 until 2026-02-17
            2026-01-07 clerk invite-member                                     !! member-missing
            2026-01-07 clerk invite-member urban-agency                        !! opinion-given  urban-agency
            2026-01-07 clerk invite-member cashier                             !! not-a-member  cashier
            2026-01-07 clerk invite-member civil-protection                    -> study, due 2026-02-17  urban-planning, urban-agency, province until 2026-01-28; civil-protection until 2026-01-29; commission-chair from 2026-01-30 until 2026-02-17
            2026-01-07 commission-chair invite-member civil-protection         !! opinion-given  civil-protection
            2026-01-08 utilities give-opinion favourable                       !! not-a-member  utilities
            2026-01-08 civil-protection give-opinion favourable-with-reserves  -> study, due 2026-02-17  urban-planning, urban-agency, province until 2026-01-28; commission-chair from 2026-01-29 until 2026-02-17
        "#]],
    );
}

#[test]
fn a_file_is_withdrawn_by_who_asked() {
    check_story(
        &SMALL_PROJECT,
        "
        2026-01-05 applicant files
        2026-01-06 clerk accept
        2026-01-07 president withdraw
        2026-01-07 applicant withdraw
        2026-01-07 applicant withdraw
        2026-01-08 clerk accept
        ",
        expect![[r#"
            2026-01-05 applicant files     -> completeness, due 2026-01-27  clerk until 2026-01-08
            2026-01-06 clerk accept        -> study, due 2026-01-27  urban-planning, urban-agency, province until 2026-01-16; commission-chair from 2026-01-17 until 2026-01-27
            2026-01-07 president withdraw  !! not-yours  applicant, clerk
            2026-01-07 applicant withdraw  -> withdrawn, withdrawn
            2026-01-07 applicant withdraw  !! wrong-step  at withdrawn
            2026-01-08 clerk accept        !! wrong-step  at withdrawn
        "#]],
    );
}
