#!/bin/sh
# Prints what breachbook takes beside the physical limit and known tools, all in one run: see docs/benchmarks.md.
# Needs sqlite3, git, openssl, python3 and GNU time. BENCH_DIR names a folder in memory (default: /dev/shm).
set -eu
cd "$(dirname "$0")/.."
cargo build --profile dist
target=${CARGO_TARGET_DIR:-target}
BREACHBOOK=$target/dist/breachbook
export BREACHBOOK
# Without cargo: a bench target would build every library of the tests with full optimisation first.
for bench in ratios proof; do
    CARGO_MANIFEST_DIR=$PWD CARGO_TARGET_TMPDIR=$target CARGO_BIN_EXE_breachbook=$BREACHBOOK \
        rustc --edition 2024 -O -o "$target/dist/$bench" "benches/$bench.rs"
    "$target/dist/$bench"
done
