#!/bin/sh
# Everything that is checked besides the tests, in one go: ./check.sh
#
# Each step can turn red, and its name is printed before it begins; the last line says whether all of them passed.
# Nothing is downloaded that a build does not need, and nothing is changed. CI runs this and then the tests.
set -eu
cd "$(dirname "$0")"

step() {
    now=$1
    printf '\n=== %s\n' "$now"
}
now='the start'
trap 'status=$?; [ "$status" -eq 0 ] || printf "\nFAILED in the step: %s\n" "$now" >&2' EXIT

step 'layout: cargo fmt'
cargo fmt --all --check

step 'lints without the window: cargo clippy'
cargo clippy --locked --all-targets --no-default-features -- -D warnings

step 'lints with the window: cargo clippy'
cargo clippy --locked --all-targets -- -D warnings

step 'documentation without the window: rustdoc'
RUSTDOCFLAGS='-D warnings' cargo doc --locked --lib --no-deps --no-default-features

step 'documentation with the window: rustdoc'
RUSTDOCFLAGS='-D warnings' cargo doc --locked --lib --no-deps

step 'fences, sizes, licences of all dependencies: tests/it/house.rs'
cargo test --locked --test it -- house::

printf '\nAll steps passed.\n'
