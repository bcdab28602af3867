#!/bin/sh
# Builds the guests here. Needs clang with wasi-libc, and wabt.
set -eu
cd "$(dirname "$0")"
for name in files start; do
    clang --target=wasm32-wasi -O2 -Wl,--strip-all -o "$name.wasm" "$name.c"
done
for name in unstable calls; do
    wat2wasm -o "$name.wasm" "$name.wat"
done
