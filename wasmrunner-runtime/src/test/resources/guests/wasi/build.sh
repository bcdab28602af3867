#!/bin/sh
# Builds the guests here. Needs clang with wasi-libc, and wabt.
set -eu
cd "$(dirname "$0")"
clang --target=wasm32-wasi -O2 -Wl,--strip-all -o files.wasm files.c
wat2wasm -o unstable.wasm unstable.wat
