#!/bin/sh
# What a Docker user types all day, with docker's name replaced. Each step that should fail is held to docker's exit code.
# ./examples/containers/tour.sh [wasmrunner]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cli=${1:-$here/../../wasmrunner}

# Fails unless the command after $1 ends with that code.
ends_with() {
    wanted=$1
    shift
    code=0
    "$@" >/dev/null 2>&1 || code=$?
    [ "$code" = "$wanted" ] || { echo "ended with $code and not $wanted: $*" >&2; exit 1; }
}

say() {
    printf '\n== %s\n' "$*"
}

trap '"$cli" rm -f tour >/dev/null 2>&1; "$cli" volume rm -f tour-data >/dev/null 2>&1' EXIT

say build an image, create a container of it
"$cli" build -q -t tour:1 -f "$here/Wasmfile" "$here/.."
"$cli" create --name tour -i -l role=tour -v tour-data:/shared tour:1
"$cli" ps -a --filter label=role=tour --format '{{.Names}} is {{.State}}'

say start it, and follow what it prints
"$cli" start tour
"$cli" logs -f tour >"${TMPDIR:-/tmp}/tour.$$" &
follower=$!
"$cli" ps --filter status=running --format '{{.Names}} is {{.State}}'
ends_with 1 "$cli" rm -v tour

say another program with its files, and a file of the host
"$cli" exec tour /app/greet.wasm /data/greeting.txt
echo 'a file of the host' >"${TMPDIR:-/tmp}/tour.note.$$"
"$cli" cp "${TMPDIR:-/tmp}/tour.note.$$" tour:/data/note
"$cli" exec -e WHO=reader tour /app/greet.wasm /data/note
"$cli" diff tour

say pause, stop, wait, restart
"$cli" pause tour
ends_with 1 "$cli" pause tour
"$cli" unpause tour
"$cli" stop -t 2 tour
echo "it ended with $("$cli" wait tour)"
wait "$follower"
"$cli" inspect --format '{{.State.Status}} {{.State.ExitCode}}' tour
"$cli" restart tour
"$cli" kill tour
"$cli" inspect --format '{{.State.Status}} {{.State.ExitCode}}' tour

say exit codes
ends_with 1 "$cli" start nobody
ends_with 1 "$cli" inspect --type container nobody
ends_with 125 "$cli" run --no-such-flag tour:1
ends_with 127 "$cli" run --rm --entrypoint /no/such.wasm tour:1
ends_with 0 "$cli" rm -f nobody

say clean up
"$cli" rm -v tour
"$cli" container prune -f
"$cli" volume rm tour-data
rm -f "${TMPDIR:-/tmp}/tour.$$" "${TMPDIR:-/tmp}/tour.note.$$"
echo
echo 'all as docker would have it'
