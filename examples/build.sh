#!/bin/sh
# Rebuilds every example from its source, and the guests that tests use. Needs clang, lld, wasi-libc, wabt and rustc with
# its wasm32-wasi library (Debian 12: clang lld wasi-libc libclang-rt-14-dev-wasm32 wabt rustc libstd-rust-dev-wasm32).
# README.md says which command builds which.
set -eu
cd "$(dirname "$0")"

cc() {
    clang --target=wasm32-wasi -O2 -s -Wall -Wextra -Werror "$@"
}

RUSTC=${RUSTC:-/usr/bin/rustc}

for source in attacks/attacks.c hello/hello.c cat/cat.c env/env.c files/files.c escape/escape.c image/*.c http-server/server.c fetch/fetch.c limits/*.c kernels/*.c; do
    cc -o "${source%.c}.wasm" "$source" -lm
done
cc -mexec-model=reactor -o reactor/reactor.wasm reactor/reactor.c
"$RUSTC" --target wasm32-wasi -C opt-level=s -C strip=symbols -C panic=abort -C lto=fat \
    -o hello/hello-rust.wasm hello/hello.rs
for source in abi/*.wat limits/*.wat; do
    wat2wasm -o "${source%.wat}.wasm" "$source"
done
chmod 644 ./*/*.wasm
../wasmrunner-runtime/src/test/resources/guests/build.sh
