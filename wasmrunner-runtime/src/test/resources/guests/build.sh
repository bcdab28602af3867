#!/bin/sh
# Builds every .wat here into the .wasm beside it. Needs wabt.
set -eu
cd "$(dirname "$0")"
for source in *.wat; do
    wat2wasm --enable-all --debug-names -o "${source%.wat}.wasm" "$source"
done
