#!/bin/sh
# Containers: bench/containers.sh. Needs gcc and, for memory, /proc/<pid>/smaps_rollup; about five minutes. ROUNDS=15 sets the
# number of rounds, SLEEPERS=100 how many containers run at once. Times are medians; a ratio is median ÷ the first's median.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
rounds=${ROUNDS:-15}
sleepers=${SLEEPERS:-100}
export WASMRUNNER_HOME="$work/home"
finish() {
    ids=$(./wasmrunner ps -q) && [ -z "$ids" ] || ./wasmrunner rm -f $ids >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
gcc -O2 -std=c17 -o "$work/race" bench/race.c
./wasmrunner version >/dev/null
waited=0
while [ ! -e wasmrunner-cli/target/dist/run/flags-ps.aot ] && [ $waited -lt 90 ]; do
    sleep 1
    waited=$((waited + 1))
done
table() {
    printf '\n%s\n  %-28s %10s %10s %10s %8s\n' "$1" "" "median ms" "fastest" "peak MiB" "ratio"
    awk -F '\t' '{ printf "  %-28s %10s %10s %10s %8s\n", $1, $2, $3, $4, $5 }' "$2"
}

"$work/race" -n "$rounds" "run hello.wasm" sh -c 'exec ./wasmrunner run examples/hello/hello.wasm >/dev/null' \
    -- "run -d sleep.wasm" sh -c 'exec ./wasmrunner run -d --rm examples/limits/sleep.wasm >/dev/null' >"$work/start"
table "start (goal: ≤ 1.5)" "$work/start"
./wasmrunner rm -f $(./wasmrunner ps -q) >/dev/null
sleeper=examples/limits/sleep.wasm
./wasmrunner run -d --name s0 "$sleeper" >/dev/null

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
    ./wasmrunner run -d --name s$number "$sleeper" >/dev/null
    number=$((number + 1))
done
# All that a container takes: its shim, its launcher, its worker.
family() {
    echo "$1"
    for task in /proc/"$1"/task/*/children; do
        for child in $(cat "$task" 2>/dev/null); do
            family "$child"
        done
    done
}
shim=0 launcher=0 worker=0
for folder in "$work"/home/containers/*/; do
    [ -S "$folder/control" ] || continue
    for pid in $(family "$(cut -d ' ' -f 1 "$folder/shim")"); do
        pss=$(awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup")
        case $(cat "/proc/$pid/comm") in
            wasmrunner-shim) shim=$((shim + pss)) ;;
            wasmrunner-laun*) launcher=$((launcher + pss)) ;;
            *) worker=$((worker + pss)) ;;
        esac
    done
done
printf '\nunique memory (PSS) of each of %s containers that sleep (goal: ≤ 70 MB)\n' "$sleepers"
echo "  $(((shim + launcher + worker) / sleepers)) kB: worker $((worker / sleepers)), launcher $((launcher / sleepers))," \
    "shim $((shim / sleepers))"

now() {
    date +%s%N
}
before=$(now)
./wasmrunner stop s0 >/dev/null
single=$((($(now) - before) / 1000000))
names=""
number=1
while [ $number -lt "$sleepers" ] && [ $number -le 50 ]; do
    names="$names s$number"
    number=$((number + 1))
done
before=$(now)
./wasmrunner stop $names >/dev/null
all=$((($(now) - before) / 1000000))
printf '\nstop of %s in one command (goal: ≤ 2.0)\n  one %s ms, all %s ms: %s\n' "$((number - 1))" "$single" "$all" \
    "$(awk "BEGIN { printf \"%.2f\", $all / $single }")"

# 1 GiB in lines of 64 bytes, written 64 KiB at a time.
cat >"$work/flood.wat" <<'WAT'
(module (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func (export "_start") (local $i i32)
    (memory.fill (i32.const 1024) (i32.const 120) (i32.const 65536))
    (loop $line
      (i32.store8 (i32.add (i32.const 1087) (i32.shl (local.get $i) (i32.const 6))) (i32.const 10))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $line (i32.lt_u (local.get $i) (i32.const 1024))))
    (i32.store (i32.const 0) (i32.const 1024))
    (i32.store (i32.const 4) (i32.const 65536))
    (local.set $i (i32.const 0))
    (loop $again
      (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 16384))))))
WAT
printf '\n1 GiB of lines into the log (goal: ≥ 100 MB/s)\n'
for driver in json-file local; do
    before=$(now)
    ./wasmrunner run -d --name flood-$driver --log-driver $driver --log-opt max-size=50m --log-opt max-file=3 \
        "$work/flood.wat" >/dev/null
    ./wasmrunner wait flood-$driver >/dev/null
    took=$((($(now) - before) / 1000000))
    echo "  $driver, turned over at 50 MB: $((1073741824 / took / 1000)) MB/s"
    ./wasmrunner rm flood-$driver >/dev/null
done
