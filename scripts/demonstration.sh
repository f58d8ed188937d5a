#!/bin/sh
# Runs the data theft of tests/answers/customer-db-exfiltration.toml from the first alert to its end, in a record of its own, and writes
# its papers: the timeline, the notice to the authority as it went out and what would follow, the letter to the people, the register. The
# record that you work with is not touched, nor is your organisation profile.
#
#   scripts/demonstration.sh [FOLDER]      default: a new folder under /tmp
#
# BREACHBOOK names the program; default: the release build, else the debug build, else what the PATH has.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"

program=${BREACHBOOK:-}
for candidate in "$root/target/release/breachbook" "$root/target/debug/breachbook"; do
    [ -n "$program" ] || [ ! -x "$candidate" ] || program=$candidate
done
program=${program:-breachbook}

BREACHBOOK_DB=$folder/record.db
export BREACHBOOK_DB
XDG_CONFIG_HOME=$folder/config
export XDG_CONFIG_HOME
mkdir -p "$XDG_CONFIG_HOME/breachbook"
cp "$root/tests/answers/lindenhof.organisation.toml" "$XDG_CONFIG_HOME/breachbook/organisation.toml"

"$program" start customer-db-exfiltration --codename kestrel --zone Europe/Berlin --no-run > /dev/null

# The signals come first: one was dismissed five days before.
"$program" --as "Nia Okafor" signal add --from monitoring --received 2026-11-05T19:42:00+01:00 --read-by "Nia Okafor" \
    --read-at 2026-11-05T19:58:00+01:00 --triage "Taken for the month-end report, ticket 4711 closed." --dismissed \
    "Alert: a reporting account reads far more than usual"
"$program" --as "Nia Okafor" signal add --from monitoring --received 2026-11-10T02:10:00+01:00 \
    "Alert: traffic of database replica 2 leaves the house"

role() {
    said=$("$program" --as "Ines Brandt" role set "$1" "$2" --at 2026-11-10T02:20:00+01:00 2>&1) || { echo "$said" >&2; exit 1; }
}
role incident-commander "Mira Albrecht"
role deputy "Tomasz Keller"
role scribe "Ines Brandt"
role security-lead "Jonas Thiel"
role security-analyst "Nia Okafor"
role forensics "Greta Wolff"
role database-administrator "Aylin Demir"
role platform-owner "Peer Lindqvist"
role application-lead "Noor Haddad"
role identity "Paul Sievers"
role network "Hanna Roth"
role fraud-payments "Olek Janssen"
role customer-care "Milan Petrov"
role communications "Lena Oster"
role counsel "Sanne Vos"
role dpo "Katja Sommer"
role executive "Ruben Falk"
role finance "Dora Klee"
role vendor-owner "Ida Brunner"
role human-resources "Jan Peters"

"$program" run --answers "$root/tests/answers/customer-db-exfiltration.toml"

# A line of the paper log, typed late and wrong, put right by the one who was there; then the night shift hands over.
line=$("$program" --as "Ines Brandt" note --at 2026-11-10T02:52:00+01:00 \
    "Hanna: the storage network had 40 GB of flows tonight." | head -n 1)
number=${line#\#}
"$program" --as "Hanna Roth" correct "${number%% *}" "Hanna: the storage network has no flow log, so nobody can say how much went there." \
    --why "I said that the log does not exist; 40 GB is its size on the other site."
"$program" --as "Mira Albrecht" handover offer --to "Tomasz Keller" --role incident-commander \
    --brief "Contained since 07:05; open are the hold and the letters of the authority."
"$program" --as "Tomasz Keller" handover accept --at 2026-11-19T16:30:00+01:00
"$program" --as "Tomasz Keller" told --at 2026-11-19T16:45:00+01:00 "Ruben Falk" "The incident is handed over and will be closed."
"$program" --as "Tomasz Keller" close --why "All duties met, everything handed over."

for detail in key full; do
    for format in html pdf docx md csv json jsonl txt; do
        "$program" timeline -i kestrel --detail "$detail" --format "$format" -o "$folder/timeline-$detail.$format"
    done
done
# The notice as the record had it when it went out, thirty hours after awareness, and the follow-up when all free text was read.
before() {
    "$program" timeline -i kestrel --format csv | awk -F, -v duty="$1" '$9 == "notice_sent" && index($0, duty) { print $1 - 1; exit }'
}
first=$(before gdpr-33-1/notify)
second=$(before gdpr-33-1/phases)
for format in html pdf docx json; do
    "$program" draft gdpr-33 -i kestrel --stage notify --at-size "$first" --at 2026-11-11T09:10:00+01:00 -o "$folder/notice.$format"
    "$program" draft gdpr-33 -i kestrel --stage phases --at-size "$second" --at 2026-11-16T15:30:00+01:00 -o "$folder/follow-up.$format"
done
for format in html pdf docx; do
    "$program" draft gdpr-34 -i kestrel --clean -o "$folder/letter.$format"
    "$program" draft gdpr-34 -i kestrel --clean --language de -o "$folder/letter-de.$format"
    "$program" register -o "$folder/register.$format"
done
"$program" register --format csv -o "$folder/register.csv"
"$program" deadlines -i kestrel > "$folder/board.txt"
"$program" assess -i kestrel > "$folder/assessment.txt"
echo "the record and its papers are in $folder"
