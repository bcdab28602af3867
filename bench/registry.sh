#!/bin/sh
# The registry server against Debian's docker-registry on loopback, in one run: bench/registry.sh.
# Needs docker-registry (2.8.2 in Debian 12). ROUNDS=5 sets the number of rounds. Both keep their images in a temporary folder
# on the same disk.
set -eu
cd "$(dirname "$0")/.."

fail() {
    echo "bench/registry.sh: $*" >&2
    exit 1
}

command -v docker-registry >/dev/null || fail "docker-registry is missing; install it"
work=$(mktemp -d)
pids=
trap 'for pid in $pids; do kill "$pid" 2>/dev/null || :; done; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export WASMRUNNER_HOME="$work/home"

./wasmrunner version >/dev/null
java=$(cat wasmrunner-cli/target/dist/run/java)

free_port() {
    "$java" bench/FreePort.java
}

theirs=$(free_port)
ours=$(free_port)
cat >"$work/docker-registry.yml" <<YML
version: 0.1
log:
  level: error
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: $work/theirs
http:
  addr: 127.0.0.1:$theirs
YML
docker-registry serve "$work/docker-registry.yml" >"$work/theirs.log" 2>&1 &
pids="$pids $!"
./wasmrunner registry serve --addr "127.0.0.1:$ours" --root "$work/ours" >"$work/ours.log" 2>&1 &
server=$!
pids="$pids $server"
for port in $theirs $ours; do
    waited=0
    until curl -fs "http://127.0.0.1:$port/v2/" >/dev/null; do
        waited=$((waited + 1))
        [ $waited -lt 100 ] || fail "nothing serves on port $port: $(cat "$work"/*.log)"
        sleep 0.1
    done
done

"$java" -Xmx2g bench/RegistryLoad.java "${ROUNDS:-5}" \
    "docker-registry=http://127.0.0.1:$theirs" "wasmrunner=http://127.0.0.1:$ours"
awk '/VmHWM/ { printf "  wasmrunner: most memory the whole server took %.0f MiB (heap at most 256)\n", $2 / 1024 }' "/proc/$server/status"
