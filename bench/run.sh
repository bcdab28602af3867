#!/bin/sh
# Whole processes against node, an empty JVM and native code: bench/run.sh [PART …], where a part is one of
# cold, sandbox, kernels, stream, large; all without one. Needs gcc and node, and about five minutes.
#
# Commands that are compared run in turn (A B A B …). The times are medians; a ratio is median ÷ median.
#
# ESBUILD=…/esbuild.wasm adds the 20 MB module: npm i @esbuild/wasi-preview1 has it.
# ROUNDS=31 sets the number of rounds of the cold start; the others do fewer.
set -eu
cd "$(dirname "$0")/.."

fail() {
    echo "bench/run.sh: $*" >&2
    exit 1
}

for tool in gcc node; do
    command -v $tool >/dev/null || fail "$tool is missing; install it"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Its own state folder: what is cached here was cached here, and is gone afterwards.
WASMRUNNER_HOME=$work/home
NODE_NO_WARNINGS=1
export WASMRUNNER_HOME NODE_NO_WARNINGS

rounds=${ROUNDS:-31}
gcc -O2 -std=c17 -o "$work/race" bench/race.c

# The first run builds, and trains the AOT cache behind itself.
./wasmrunner run examples/hello/hello.wasm >/dev/null
dist=wasmrunner-cli/target/dist/run
waited=0
while [ ! -e $dist/flags-off.aot ] && [ $waited -lt 60 ]; do
    sleep 1
    waited=$((waited + 1))
done
[ -e $dist/flags-off.aot ] || echo "no AOT cache: the starts below are slower than they would be" >&2
java=$(cat $dist/java)
export JAVA_HOME="${java%/bin/java}"

node_wasi() {
    echo "node bench/wasi.mjs $1"
}

run_on() {
    echo "./wasmrunner run --engine $1 $2"
}

head_line() {
    printf '\n%s\n' "$1"
    printf '  %-28s %10s %10s %10s %8s\n' "" "median ms" "fastest" "peak MiB" "ratio"
}

table() {
    awk -F '\t' '{ printf "  %-28s %10s %10s %10s %8s\n", $1, $2, $3, $4, $5 }' "$1"
}

cold() {
    mkdir "$work/empty"
    echo 'public class Empty { public static void main(String[] args) {} }' >"$work/empty/Empty.java"
    "$JAVA_HOME/bin/javac" -d "$work/empty" "$work/empty/Empty.java"
    hello=examples/hello/hello.wasm
    $(run_on wasmtime $hello) >/dev/null
    ./wasmrunner run --sandbox off $hello >/dev/null
    # shellcheck disable=SC2046 # the words of a command
    "$work/race" -n "$rounds" node $(node_wasi $hello) -- wasmrunner ./wasmrunner run $hello \
        -- "wasmrunner --sandbox off" ./wasmrunner run --sandbox off $hello \
        -- "wasmrunner, wasmtime" $(run_on wasmtime $hello) \
        -- "java, empty program" "$java" -Xshare:auto -XX:+UseSerialGC -cp "$work/empty" Empty >"$work/cold"
    head_line "hello, from start to end (goal: --sandbox off ≤ 1.0, ≤ 90 MiB)"
    table "$work/cold"
}

# What the sandbox costs: the same command with and without it.
sandbox() {
    hello=examples/hello/hello.wasm
    ./wasmrunner run --sandbox off $hello >/dev/null
    "$work/race" -n "$rounds" off ./wasmrunner run --sandbox off $hello -- strict ./wasmrunner run $hello >"$work/sandbox"
    head_line "hello, strict over off (goal: ≤ 1.6, or 70 ms more)"
    table "$work/sandbox"
    head_line "kernels, strict over off; hello first, for what starting takes"
    : >"$work/strict"
    for source in examples/hello/hello.c examples/kernels/*.c; do
        name=$(basename "$source" .c)
        for engine in wasmtime chicory; do
            off="./wasmrunner run --sandbox off --engine $engine ${source%.c}.wasm"
            $off >/dev/null
            $(run_on $engine "${source%.c}.wasm") >/dev/null
            # shellcheck disable=SC2046,SC2086
            "$work/race" -s -n "${KERNEL_ROUNDS:-7}" "$name, $engine, off" $off -- "$name, $engine, strict" \
                $(run_on $engine "${source%.c}.wasm") >"$work/one"
            table "$work/one"
            cat "$work/one" >>"$work/strict"
        done
    done
    printf '\nkernels without what starting takes, strict over off (goal: geometric mean ≤ 1.02)\n'
    awk -F '\t' '
        { split($1, part, ", "); time[part[1], part[2], part[3]] = $2; if (part[1] != "hello") kernel[part[1] ", " part[2]] = 1 }
        END {
            for (each in kernel) {
                split(each, part, ", ")
                off = time[part[1], part[2], "off"] - time["hello", part[2], "off"]
                ratio = (time[part[1], part[2], "strict"] - time["hello", part[2], "strict"]) / off
                printf "  %-28s %41.3f\n", each, ratio
                log_sum += log(ratio)
                count++
            }
            printf "  %-28s %41.3f\n", "geometric mean", exp(log_sum / count)
        }' "$work/strict" | sort
    printf '\nlauncher, 15 starts of hello: its own set-up (goal: ≤ 8 ms)\n'
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
        ./wasmrunner run --stats $hello 2>&1 >/dev/null | sed -n 's/.*sandbox set up in \([0-9.]* [a-zµ]*\).*/\1/p'
    done | sort -n | sed -n '1s/^/  fastest /p;8s/^/  median  /p;15s/^/  slowest /p'
    sleep 5 | ./wasmrunner run examples/limits/stdin.wasm >/dev/null &
    waiting=$!
    sleep 2
    for pid in $(pgrep -x wasmrunner-laun); do
        [ "$(ps -o ppid= -p "$pid" | tr -d ' ')" != 1 ] || continue
        sed -n 's/^VmRSS:[^0-9]*/  resident /p' "/proc/$pid/status"
    done | sort -k2 -n | sed -n '1s/$/: the launcher (goal: ≤ 2048 kB)/p'
    wait $waiting || true
}

kernels() {
    head_line "kernels, over native gcc -O2 (goal: geometric mean wasmtime ≤ 1.3, chicory ≤ 2.5)"
    : >"$work/kernels"
    for source in examples/kernels/*.c; do
        name=$(basename "$source" .c)
        gcc -O2 -o "$work/$name" "$source" -lm
        module=${source%.c}.wasm
        native=$("$work/$name")
        for engine in wasmtime chicory; do
            [ "$($(run_on $engine "$module"))" = "$native" ] || fail "$name on $engine answers otherwise than native code"
        done
        # shellcheck disable=SC2046
        "$work/race" -s -n 5 "$name" "$work/$name" -- "$name, wasmtime" $(run_on wasmtime "$module") \
            -- "$name, chicory" $(run_on chicory "$module") -- "$name, node" $(node_wasi "$module") >"$work/one"
        table "$work/one"
        cat "$work/one" >>"$work/kernels"
    done
    awk -F '\t' '
        split($1, part, ", ") == 2 { log_sum[part[2]] += log($5); count[part[2]]++ }
        END { for (engine in count) printf "  geometric mean, %-12s %41.2f\n", engine, exp(log_sum[engine] / count[engine]) }
    ' "$work/kernels" | sort
}

stream() {
    head -c 67108864 /dev/urandom >"$work/64m"
    cat=examples/cat/cat.wasm
    for engine in wasmtime chicory; do
        $(run_on $engine $cat) <"$work/64m" | cmp - "$work/64m" || fail "cat on $engine lost something"
    done
    # shellcheck disable=SC2046
    "$work/race" -s -n 11 -i "$work/64m" node $(node_wasi $cat) -- wasmrunner ./wasmrunner run $cat \
        -- "wasmrunner, wasmtime" $(run_on wasmtime $cat) -- "cat of the system" cat >"$work/stream"
    head_line "64 MiB through stdin and stdout (goal: wasmrunner ≤ 1.5)"
    table "$work/stream"
}

large() {
    if [ ! -r "${ESBUILD:-}" ]; then
        printf '\n20 MB module: SKIPPED: set ESBUILD to the esbuild.wasm of the npm package @esbuild/wasi-preview1\n'
        printf '  (npm i @esbuild/wasi-preview1)\n'
        return
    fi
    printf 'export const answer: number = 40 + 2;\nconsole.log(answer);\n' >"$work/small.ts"
    set -- --loader=ts --minify
    "$work/race" -n 1 -i "$work/small.ts" "wasmrunner, first run" ./wasmrunner run "$ESBUILD" "$@" >"$work/first"
    # shellcheck disable=SC2046
    "$work/race" -s -n 11 -i "$work/small.ts" node $(node_wasi "$ESBUILD") "$@" \
        -- "wasmrunner, cached" ./wasmrunner run "$ESBUILD" "$@" >"$work/large"
    head_line "esbuild, 20 MB, on a small file (goal: cached ≤ 1.5)"
    table "$work/first"
    table "$work/large"
}

echo "$(uname -sm), $(getconf _NPROCESSORS_ONLN) processors, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -1)"
echo "$("$java" -version 2>&1 | sed -n 3p), node $(node --version), $(gcc --version | head -1)"
echo "load before: $(cut -d ' ' -f 1-3 /proc/loadavg)"
[ $# -gt 0 ] || set -- cold sandbox kernels stream large
for part; do
    case $part in
        cold | sandbox | kernels | stream | large) $part ;;
        *) fail "no part is called $part; there are cold, sandbox, kernels, stream and large" ;;
    esac
done
printf '\nload after: %s\n' "$(cut -d ' ' -f 1-3 /proc/loadavg)"
