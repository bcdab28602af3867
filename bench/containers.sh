#!/bin/sh
# Containers: bench/containers.sh. Needs gcc and, for memory, /proc/<pid>/smaps_rollup; about three minutes. ROUNDS=15 sets the
# number of rounds, SLEEPERS=50 how many containers run at once. Times are medians; a ratio is median ÷ the first's median.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
rounds=${ROUNDS:-15}
sleepers=${SLEEPERS:-50}
export WASMRUNNER_HOME="$work/home"
finish() {
    ids=$(./wasmrunner ps -aq --filter name=s) && [ -z "$ids" ] || ./wasmrunner rm -f $ids >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
gcc -O2 -std=c17 -o "$work/race" bench/race.c
./wasmrunner version >/dev/null
waited=0
while [ ! -e wasmrunner-cli/target/dist/run/flags-containers.aot ] && [ $waited -lt 90 ]; do
    sleep 1
    waited=$((waited + 1))
done
table() {
    printf '\n%s\n  %-28s %10s %10s %10s %8s\n' "$1" "" "median ms" "fastest" "peak MiB" "ratio"
    awk -F '\t' '{ printf "  %-28s %10s %10s %10s %8s\n", $1, $2, $3, $4, $5 }' "$2"
}

# A module that sleeps for ever.
cat >"$work/sleep.wat" <<'WAT'
(module (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (i32.store (i32.const 16) (i32.const 1))
    (i64.store (i32.const 24) (i64.const 3600000000000))
    (loop $again (drop (call $poll (i32.const 0) (i32.const 300) (i32.const 1) (i32.const 400))) (br $again))))
WAT
./wasmrunner run -d --name s0 "$work/sleep.wat" >/dev/null

"$work/race" -n "$rounds" "run hello.wasm" sh -c 'exec ./wasmrunner run examples/hello/hello.wasm >/dev/null' \
    -- "run -d hello.wasm" sh -c 'exec ./wasmrunner run -d --rm examples/hello/hello.wasm >/dev/null' >"$work/start"
table "start (goal: ≤ 1.5)" "$work/start"

# A thousand containers that have ended: copies of one.
one=$(./wasmrunner create --name original examples/hello/hello.wasm)
number=0
while [ $number -lt 1000 ]; do
    id=$(printf '%064x' $((number + 1)))
    cp -R "$work/home/containers/$one" "$work/home/containers/$id"
    sed -i "s/$one/$id/; s/\"name\":\"original\"/\"name\":\"copy-$number\"/" "$work/home/containers/$id/spec.json"
    number=$((number + 1))
done
./wasmrunner system repair >/dev/null
[ "$(./wasmrunner ps -aq | wc -l)" -ge 1001 ]
"$work/race" -n "$rounds" "version" sh -c 'exec ./wasmrunner version >/dev/null' \
    -- "ps, of 1,002" sh -c 'exec ./wasmrunner ps >/dev/null' \
    -- "ps -a, 1,002" sh -c 'exec ./wasmrunner ps -a >/dev/null' >"$work/ps"
table "ps (goal: ≤ 1.5)" "$work/ps"

number=1
while [ $number -lt "$sleepers" ]; do
    ./wasmrunner run -d --name s$number "$work/sleep.wat" >/dev/null
    number=$((number + 1))
done
printf '\nunique memory of %s containers that sleep (goal: ≤ 70 MB each)\n' "$sleepers"
total=0
counted=0
for name in wasmrunner-shim wasmrunner-laun; do
    for pid in $(pgrep -x "$name"); do
        if tr '\0' '\n' <"/proc/$pid/maps" 2>/dev/null | head -1 >/dev/null && [ -r "/proc/$pid/smaps_rollup" ]; then
            pss=$(awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup" 2>/dev/null || echo 0)
            total=$((total + ${pss:-0}))
            counted=$((counted + 1))
        fi
    done
done
echo "  PSS: $((total / sleepers)) kB each, in $counted processes"

now() {
    date +%s%N
}
before=$(now)
./wasmrunner stop s0 >/dev/null
single=$((($(now) - before) / 1000000))
names=""
number=1
while [ $number -lt "$sleepers" ]; do
    names="$names s$number"
    number=$((number + 1))
done
before=$(now)
./wasmrunner stop $names >/dev/null
all=$((($(now) - before) / 1000000))
printf '\nstop (goal: ≤ 2.0)\n  one %s ms, %s at once %s ms\n' "$single" "$((sleepers - 1))" "$all"
