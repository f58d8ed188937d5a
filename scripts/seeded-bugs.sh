#!/usr/bin/env bash
# Puts each defect of tests/seeded-bugs into a copy of the tree and runs the engine's property test against it: the test counts only as
# long as it finds every one of them. Prints `bug | caught by | seed/case`; fails if a patch does not apply or a defect is not found.
# Arguments are names of patches; without any, all. CARGO names another cargo. A build for each: about a minute a defect.
set -euo pipefail
cd "$(dirname "$0")/.."
unset BREACHBOOK_MODEL_SEED BREACHBOOK_MODEL_CASES
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target/seeded-bugs}" CARGO_TERM_COLOR=never RUST_BACKTRACE=0
cargo="${CARGO:-cargo}"
bugs="$PWD/tests/seeded-bugs"
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy"
cd "$copy"

# Builds and runs the property test; leaves what it said in `said`. A tree that does not build is no find.
agree() {
  : >said
  # shellcheck disable=SC2086
  $cargo test --lib --no-run >build 2>&1 || { tail -n 20 build; return 2; }
  "$(sed -n 's/^ *Executable .*(\(.*\))$/\1/p' build)" incident::model_tests >said 2>&1
}

agree || { cat said; echo "the property test fails without any defect"; exit 1; }
[ $# -gt 0 ] || set -- "$bugs"/*.patch
lost=0
echo "bug | caught by | seed/case"
echo "--- | --- | ---"
for patch in "$@"; do
  name=$(basename "$patch" .patch)
  if ! git apply "$bugs/$name.patch"; then
    echo "$name | DOES NOT APPLY |"
    lost=$((lost + 1))
    continue
  fi
  result=0
  agree || result=$?
  found=$(sed -n 's/.*seed \([0-9]*\), case \([0-9]*\), made smaller.*/\1\/\2/p' said | head -n 1)
  if [ $result != 0 ] && [ -n "$found" ]; then
    echo "$name | $(sed -n '/^tapes: /q;p' said | tail -n 1 | cut -c 1-110) | $found"
  else
    echo "$name | NOT CAUGHT ($([ $result = 2 ] && echo "does not build" || echo "the test passes")) |"
    lost=$((lost + 1))
  fi
  git apply --reverse "$bugs/$name.patch"
done
[ $lost = 0 ] || { echo "$lost of $# are not caught"; exit 1; }
echo "all $# are caught"
