#!/bin/sh
# Lists of images, and a build that finds nothing to do: bench/images.sh. Needs gcc; about two minutes, most of them to put
# 10,000 images into a store. ROUNDS=21 sets the number of rounds. Times are medians; a ratio is median ÷ the first's median.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
rounds=${ROUNDS:-21}
gcc -O2 -std=c17 -o "$work/race" bench/race.c

export WASMRUNNER_HOME="$work/home"
./wasmrunner version >/dev/null
dist=wasmrunner-cli/target/dist
waited=0
while [ ! -e $dist/run/flags-build.aot ] && [ $waited -lt 90 ]; do
    sleep 1
    waited=$((waited + 1))
done
java=$(cat $dist/run/java)
jars=$(echo $dist/lib/*.jar | tr ' ' ':')
for count in 10 10000; do
    mkdir -m 700 "$work/$count"
    "$java" --enable-native-access=ALL-UNNAMED -cp "$jars" bench/ManyImages.java "$work/$count" $count
done

table() {
    awk -F '\t' '{ printf "  %-28s %10s %10s %10s %8s\n", $1, $2, $3, $4, $5 }' "$1"
}

printf '\n%s\n  %-28s %10s %10s %10s %8s\n' "images (goal: ≤ 2.0)" "" "median ms" "fastest" "peak MiB" "ratio"
# What it prints changes with the time, which race would object to.
"$work/race" -n "$rounds" "10 images" env WASMRUNNER_HOME="$work/10" sh -c 'exec ./wasmrunner images >/dev/null' \
    -- "10,000 images" env WASMRUNNER_HOME="$work/10000" sh -c 'exec ./wasmrunner images >/dev/null' >"$work/images"
table "$work/images"

# What was changed just now might change again, so a build leaves nothing to go by in its first seconds.
mkdir "$work/context"
cp examples/image/Wasmfile examples/image/*.wasm examples/image/greeting.txt "$work/context"
sleep 3
./wasmrunner build -q -t bench "$work/context" >/dev/null
printf '\n%s\n  %-28s %10s %10s %10s %8s\n' "build, nothing changed (goal: ≤ 1.2)" "" "median ms" "fastest" "peak MiB" "ratio"
"$work/race" -n "$rounds" "version" ./wasmrunner version -- "build" ./wasmrunner build -q -t bench "$work/context" >"$work/build"
table "$work/build"
printf '\n%s\n  %-28s %10s %10s %10s %8s\n' "a module by file and by name" "" "median ms" "fastest" "peak MiB" "ratio"
./wasmrunner build -q -t hello examples/hello/hello.wasm >/dev/null
"$work/race" -n "$rounds" "run hello.wasm" ./wasmrunner run examples/hello/hello.wasm -- "run hello" ./wasmrunner run hello >"$work/run"
table "$work/run"
