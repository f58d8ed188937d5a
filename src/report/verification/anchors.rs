//! Anchors in words, strongest first. Must not let what the record says of itself pass for proof.

use crate::base::id::Seq;
use crate::incident::event::proof::{AnchorKind, Occasion};
use crate::record::verify::anchor::{Anchor, Fit, Origin, What};
use crate::record::verify::outside::Kept;
use crate::record::verify::proof::Proof;
use crate::record::verify::report::Report;

/// How many claims of one kind are shown: the newest.
const SHOWN: usize = 5;

/// All anchors, and up to where they prove anything.
pub(super) fn details(report: &Report) -> Vec<String> {
    let mut said = contradictions(report);
    let good = report.anchors.iter().filter(|anchor| !anchor.contradicts());
    let (outside, inside): (Vec<_>, Vec<_>) =
        good.partition(|anchor| !matches!(anchor.origin, Origin::Entry(..)));
    let beside = |anchor: &&&Anchor| matches!(anchor.origin, Origin::Outside(Kept::LastSeen | Kept::Mirror));
    let came_along = |anchor: &&&Anchor| matches!(anchor.origin, Origin::Outside(Kept::Bundle(_)));
    let (beside, outside): (Vec<_>, Vec<_>) = outside.into_iter().partition(|anchor| beside(&anchor));
    let (came_along, outside): (Vec<_>, Vec<_>) = outside.into_iter().partition(|anchor| came_along(&anchor));
    said.extend(group("given from outside", &outside));
    let signed = |anchor: &&&Anchor| {
        matches!(
            anchor.proof,
            Proof::Signed { .. } | Proof::SignedBySomebody { .. } | Proof::SignedUnchecked(_)
        )
    };
    let stamped = |anchor: &&&Anchor| matches!(anchor.proof, Proof::Stamped(_));
    let of = |wanted: &dyn Fn(&&&Anchor) -> bool| inside.iter().filter(wanted).copied().collect::<Vec<_>>();
    said.extend(group("signed", &of(&signed)));
    said.extend(group("time-stamped", &of(&stamped)));
    said.extend(group(
        "kept beside the record: no older copy, and no proof against who can write to both",
        &beside,
    ));
    said.extend(group("came in the bundle: no proof against who made the bundle", &came_along));
    let claimed = of(&|anchor| !signed(anchor) && !stamped(anchor));
    said.extend(group("only claimed by the record itself: compare there", &claimed));
    said.extend(ranges(report));
    said
}

/// All that anchors say against the record.
pub(super) fn contradictions(report: &Report) -> Vec<String> {
    let wrong = report.anchors.iter().filter(|anchor| anchor.contradicts());
    wrong.map(|anchor| format!("NOT AS ANCHORED: {}", contradiction(anchor, report))).collect()
}

fn group(title: &str, anchors: &[&Anchor]) -> Vec<String> {
    if anchors.is_empty() {
        return Vec::new();
    }
    let hidden = anchors.len().saturating_sub(SHOWN);
    let mut said = vec![format!("anchors, {title}:")];
    said.extend(anchors.iter().skip(hidden).map(|anchor| format!("  {}", fitting(anchor))));
    said.extend((hidden > 0).then(|| format!("  and {hidden} earlier ones")));
    said
}

/// Up to where nothing can have been altered, and what that leaves open.
fn ranges(report: &Report) -> Vec<String> {
    let (anchored, end) = (report.anchored(), report.lines.whole.seq);
    if anchored == Seq::NONE {
        return vec!["anchored: nothing".to_owned()];
    }
    let mut said = vec![format!("anchored: #1 to {anchored}: not altered since then")];
    if anchored < end {
        said.push(format!(
            "not anchored: {} to {end}: entries behind {anchored} may have been altered, or cut off the end",
            anchored.next()
        ));
    }
    said
}

fn fitting(anchor: &Anchor) -> String {
    let at = format!("{} {}", anchor.size, anchor.code);
    let untold = if anchor.told { "" } else { "; no entry says that it was made: was the end cut off?" };
    let proof = match &anchor.proof {
        Proof::None | Proof::Wrong(_) => String::new(),
        Proof::Signed { principals, key } => format!("; signed by {principals} ({key})"),
        Proof::SignedBySomebody { key, listed: false } => {
            format!("; signed by {key}: whose key that is, a list of allowed signers tells (--signers)")
        }
        Proof::SignedBySomebody { key, listed: true } => {
            format!("; signed by {key}, which is not in the list of allowed signers")
        }
        Proof::SignedUnchecked(why) => format!("; {why}"),
        Proof::Stamped(time) => format!(
            "; stamped {}: that the authority signed it, `openssl ts -verify` tells",
            time.to_seconds_text()
        ),
        Proof::Gone => "; its proof is not here".to_owned(),
    };
    format!("{at} {}{proof}{untold}", origin(&anchor.origin))
}

/// The worst that an anchor says against the record.
pub(super) fn first_contradiction(report: &Report) -> String {
    let first = report.anchors.iter().find(|anchor| anchor.contradicts());
    first.map_or_else(String::new, |anchor| contradiction(anchor, report))
}

fn contradiction(anchor: &Anchor, report: &Report) -> String {
    let at = format!("{} {} {}", anchor.size, anchor.code, origin(&anchor.origin));
    let end = report.lines.last;
    match (&anchor.proof, anchor.fit) {
        (_, Fit::Beyond) => {
            format!("the record ends at {end}, before {at}: its end was cut off, or it is an older copy")
        }
        (_, Fit::Differs) => {
            format!("line {} is not the one of {at}: it was written anew, or is another record", anchor.size)
        }
        (Proof::Wrong(why), Fit::Fits) => format!("{at}: {why}"),
        (_, Fit::Fits) => at,
    }
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Outside(Kept::File(name)) => format!("from {name}"),
        Origin::Outside(Kept::LastSeen) => "as last seen on this machine".to_owned(),
        Origin::Outside(Kept::Mirror) => "on the mirror".to_owned(),
        Origin::Outside(Kept::Bundle(name)) => format!("in the bundle, {name}"),
        Origin::Code => "as given".to_owned(),
        Origin::Entry(entry, what) => format!("({}, {entry})", what_words(*what)),
    }
}

fn what_words(what: What) -> &'static str {
    match what {
        What::Made(Occasion::Demand) => "checkpoint",
        What::Made(Occasion::Production) => "checkpoint of a paper that was given away",
        What::Made(Occasion::Handover) => "checkpoint at a handover",
        What::Made(Occasion::Close) => "checkpoint at the close",
        What::Added(AnchorKind::Seen) => "seen elsewhere",
        What::Added(AnchorKind::Reference) => "own reference of a notice",
        What::Added(AnchorKind::File) => "checkpoint file from elsewhere",
        What::Added(AnchorKind::Countersigned) => "countersigned",
        What::Added(AnchorKind::Timestamped) => "time stamp",
        What::Given => "on a paper that was given away",
        What::Merged => "common with another copy",
    }
}

/// The machine's word for how strong an anchor is.
pub(super) fn strength(anchor: &Anchor) -> &'static str {
    match (&anchor.origin, &anchor.proof) {
        (Origin::Outside(Kept::LastSeen | Kept::Mirror | Kept::Bundle(_)), _) => "beside",
        (Origin::Outside(Kept::File(_)) | Origin::Code, _) => "outside",
        (_, Proof::Signed { .. }) => "signed",
        (_, Proof::SignedBySomebody { .. } | Proof::SignedUnchecked(_)) => "signed_unproven",
        (_, Proof::Stamped(_)) => "stamped",
        (_, Proof::None | Proof::Gone | Proof::Wrong(_)) => "claimed",
    }
}

/// The machine's word for whether it fits.
pub(super) fn fit(anchor: &Anchor) -> &'static str {
    match anchor.fit {
        Fit::Fits => "fits",
        Fit::Differs => "differs",
        Fit::Beyond => "beyond",
    }
}

/// In words, with all that stands behind it.
pub(super) fn words(anchor: &Anchor, report: &Report) -> String {
    if anchor.contradicts() { contradiction(anchor, report) } else { fitting(anchor) }
}
