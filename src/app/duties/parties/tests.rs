//! Which notice counts for whom.

use super::*;

fn two(recipients: [&str; 2]) -> Vec<Parties> {
    each_recipient(recipients.map(|name| (name.to_owned(), None, None)).into())
}

/// For which of the recipients a notice counts that names this one.
#[track_caller]
fn check(recipients: [&str; 2], to: Option<&str>, expected: [bool; 2]) {
    let met: Vec<bool> = two(recipients).iter().map(|parties| parties.are_meant(None, to)).collect();
    assert_eq!(met, expected, "{to:?}");
}

#[test]
fn what_went_to_one_authority_does_not_count_for_another() {
    let both = ["Data Protection Commission (DPC)", "Berlin Commissioner for Data Protection"];
    check(both, Some("DPC"), [true, false]);
    let spelt = ["Data Protection Commission", "Commission nationale de l'informatique et des libertés"];
    check(spelt, Some("DPC"), [true, false]);
    check(spelt, Some("CNIL"), [false, true]);
    check(both, Some("berlin commissioner"), [false, true]);
    check(both, Some("Data Protection"), [false, false]);
    check(both, Some("the insurer"), [false, false]);
    check(both, None, [false, false]);
    check(["ICO", "ICO Jersey"], Some("ICO"), [true, false]);
    check(["ICO", "ICO Jersey"], Some("ICO Jersey"), [false, true]);
}

#[test]
fn the_only_recipient_need_not_be_named_and_nobody_else_is_it() {
    let one = each_recipient(vec![("ICO".to_owned(), None, None)]);
    let met = |to: Option<&str>| one.iter().map(|parties| parties.are_meant(None, to)).collect::<Vec<_>>();
    assert_eq!(met(None), [true]);
    assert_eq!(met(Some("the ICO")), [true]);
    assert_eq!(met(Some("the acquirer, by phone")), [false]);
    assert!(Parties::default().are_meant(None, Some("whom no profile names")));
}

#[test]
fn what_one_controller_sent_does_not_count_for_another() {
    let pay = || "Kestrel Pay".to_owned();
    let own = || "Kestrel".to_owned();
    let ours = Parties { other_controllers: vec![pay()], own: Some(own()), ..Parties::default() };
    let theirs = Parties { controller: Some(pay()), other_controllers: vec![own()], ..Parties::default() };
    let cases = [
        (None, (true, false)),
        (Some("Kestrel Pay Ltd"), (false, true)),
        (Some("kestrel"), (true, false)),
        (Some("Kestrel Shop"), (true, false)),
        (Some("Somebody Else"), (false, false)),
    ];
    for (controller, expected) in cases {
        let met = (ours.are_meant(controller, None), theirs.are_meant(controller, None));
        assert_eq!(met, expected, "{controller:?}");
    }
}

#[test]
fn a_decision_that_names_nobody_is_about_all() {
    let both = two(["ICO", "Irish DPC"]);
    let about = |to: Option<&str>| -> Vec<bool> {
        both.iter().map(|parties| parties.are_concerned(None, to)).collect()
    };
    assert_eq!(about(None), [true, true]);
    assert_eq!(about(Some("ICO")), [true, false]);
    let ours = Parties { other_controllers: vec!["Pay".to_owned()], ..Parties::default() };
    let theirs = Parties { controller: Some("Pay".to_owned()), ..Parties::default() };
    assert!(ours.are_concerned(None, None) && theirs.are_concerned(None, None));
    assert!(!ours.are_concerned(Some("Pay"), None) && theirs.are_concerned(Some("Pay"), None));
}

#[test]
fn a_processor_tells_each_controller() {
    let clients = ["Alpha Shop", "Beta Shop"];
    check(clients, Some("Beta Shop"), [false, true]);
    let met: Vec<bool> =
        two(clients).iter().map(|parties| parties.are_meant(Some("Alpha Shop"), None)).collect();
    assert_eq!(met, [true, false]);
}
