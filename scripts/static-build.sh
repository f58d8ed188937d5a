#!/usr/bin/env bash
# Builds one static Linux binary that runs from a stick (`breachbook --portable`).
# Uses the musl target where the toolchain has it, else the C library's own static archive; either way nothing is loaded at run time.
set -euo pipefail
cd "$(dirname "$0")/.."
arch=$(uname -m)
musl="$arch-unknown-linux-musl"
if rustc --print sysroot | xargs -I{} test -d "{}/lib/rustlib/$musl" && command -v musl-gcc >/dev/null; then
  target=$musl
  export CC_x86_64_unknown_linux_musl=musl-gcc CC_aarch64_unknown_linux_musl=musl-gcc
else
  target="$arch-unknown-linux-gnu"
  export RUSTFLAGS="${RUSTFLAGS:-} -C target-feature=+crt-static"
  echo "musl is not installed (rustup target add $musl; apt install musl-tools): building with the static C library instead" >&2
fi
cargo build --profile dist --target "$target"
binary="${CARGO_TARGET_DIR:-target}/$target/dist/breachbook"
if ldd "$binary" 2>&1 | grep -q '=>'; then
  echo "$binary still loads libraries" >&2
  exit 1
fi
ls -l "$binary"
