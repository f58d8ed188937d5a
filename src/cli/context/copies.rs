//! Which copies of the record this user made, and saying of erased words where they still are.

use std::path::Path;

use super::Context;
use crate::app::erasure::Reach;
use crate::base::id::{IncidentUid, Seq};
use crate::base::text::{listing, scrub};
use crate::fact::value::PassageRef;
use crate::host::copies::{MadeCopy, known, note, whole};
use crate::store::mirror::erase::erase;

impl Context {
    /// Takes note of where a copy of the record went. Never fails: the copy is there.
    pub(crate) fn note_copy(&self, what: &str, place: &Path) {
        let (Some(folder), Ok(record)) = (self.state_folder(), self.record_path()) else { return };
        let copy =
            MadeCopy { record: whole(&record), what: what.to_owned(), place: whole(place), at: self.wall() };
        if let Err(why) = note(&folder, &copy) {
            self.ui.warn(&format!(
                "where the copy went could not be noted in {}: {why}; an erasure will not name it",
                scrub(&folder.display().to_string())
            ));
        }
    }

    /// A mirror is noted once, not with every command.
    pub(super) fn note_mirror(&self, root: &Path) {
        let place = whole(root);
        if root.is_dir() && !self.copies().iter().any(|copy| copy.what == "mirror" && copy.place == place) {
            self.note_copy("mirror", root);
        }
    }

    /// The copies that are known.
    fn copies(&self) -> Vec<MadeCopy> {
        let (Some(folder), Ok(record)) = (self.state_folder(), self.record_path()) else { return Vec::new() };
        known(&folder, &whole(&record))
    }

    /// Takes erased words out of the mirror at hand, and says which copies of them cannot be reached: saying less would be a false
    /// promise.
    pub(crate) fn out_of_reach(&self, uid: IncidentUid, gone: &[PassageRef], reach: &Reach) {
        let cleared = self.clear_mirror(uid, gone);
        self.ui
            .say("not reached: evidence files that hold the same words, and what people copied or printed");
        let mirror = self.global.mirror.as_deref().map(whole);
        for copy in self.copies() {
            if cleared && mirror.as_ref() == Some(&copy.place) {
                continue;
            }
            let (day, place) = (copy.at.utc().format("%-d %b %Y"), copy.place.display());
            self.ui.say(&scrub(&format!("  {} {place}, last written {day}", copy.what)));
        }
        self.ui.say("  backups, mirrors and papers that were made elsewhere are not known here");
        self.entries_in_reach(reach);
    }

    fn entries_in_reach(&self, reach: &Reach) {
        let seqs = |seqs: &[Seq]| {
            let seqs: Vec<String> = seqs.iter().map(ToString::to_string).collect();
            listing(&seqs, "and")
        };
        if !reach.productions.is_empty() {
            let given: Vec<String> =
                reach.productions.iter().map(|(seq, to)| format!("{to} ({seq})")).collect();
            self.ui.say(&format!("  given away to {}: tell them", scrub(&listing(&given, "and"))));
        }
        if !reach.corrections.is_empty() {
            self.ui.say(&format!("  {} corrects it in words of its own", seqs(&reach.corrections)));
        }
        if !reach.same.is_empty() {
            self.ui.say(&format!("  the same words stand in {}", seqs(&reach.same)));
        }
        for (incident, seq) in &reach.moved {
            let seq = seq.map_or_else(|| "ENTRY".to_owned(), |seq| seq.0.to_string());
            let incident = scrub(incident);
            self.ui.say(&format!(
                "  its copy in {incident} stays: breachbook redact {seq} -i {incident} --why W"
            ));
        }
        if reach.traces {
            self.ui.warn("another program has the record open, so traces may lie in unused bytes of the file; close it and redact any other entry, or make a backup and restore it");
        }
    }

    /// True when the mirror at hand no longer holds them.
    fn clear_mirror(&self, uid: IncidentUid, gone: &[PassageRef]) -> bool {
        let Some(root) = &self.global.mirror else { return false };
        // What is still on its way must not come in behind.
        self.settle_mirror();
        let shown = root.display().to_string();
        match erase(root, uid, gone) {
            Ok(_) => {
                self.ui.say(&format!("erased in the mirror {} too", scrub(&shown)));
                true
            }
            Err(why) => {
                self.ui.warn(&scrub(&format!("the mirror {shown} still holds them: {why}")));
                false
            }
        }
    }
}
