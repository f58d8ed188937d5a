#!/usr/bin/env bash
# Runs the tests as if it were another moment: a test that holds only at some hours of the day, or days of the year, is found here
# and not by the first person who builds on such a day. Arguments are moments as `date` reads them; without any, the awkward ones.
# Needs libfaketime (apt install faketime).
set -euo pipefail
cd "$(dirname "$0")/.."
library=$(find /usr/lib /usr/local/lib /opt/homebrew -name 'libfaketimeMT.so.1' 2>/dev/null | head -n 1)
[ -n "$library" ] || { echo "libfaketime is not installed: apt install faketime" >&2; exit 1; }
[ $# -gt 0 ] || set -- "tomorrow 23:58:30" "2027-03-28 00:59:00 UTC" "2027-10-31 00:59:00 UTC" "2028-02-29 09:05:00" "2026-12-31 22:59:40 UTC"
cargo test --no-run
now=$(date +%s)
failed=0
for moment in "$@"; do
  echo "== $moment"
  offset=$(($(date -d "$moment" +%s) - now))
  # Clocks that only count must not be moved: waiting for a lock would never end.
  LD_PRELOAD=$library FAKETIME=$(printf '%+ds' "$offset") FAKETIME_DONT_FAKE_MONOTONIC=1 cargo test --quiet || failed=1
done
exit $failed
