#!/bin/sh
# The warm paths, measured by JMH: bench/jmh.sh [JMH ARGUMENT …]. Builds first; about three minutes in all.
set -eu
cd "$(dirname "$0")/.."

mvn -B -q -Dquick -DskipTests -Pbench package
# Finds the JDK that the programs run on.
./wasmrunner version >/dev/null
dist=wasmrunner-cli/target/dist

# The JVM's flags as in ./wasmrunner, but for the heap: JMH's own needs are not a guest's.
exec "$(cat $dist/run/java)" -cp "bench/target/classes:$(cat bench/target/class-path)" org.openjdk.jmh.Main \
    -jvmArgs "-XX:+UseSerialGC -Xmx1g -XX:-DontCompileHugeMethods -Dcom.dylibso.chicory.wasm.Parser.DIGEST_ALGORITHM=none --enable-native-access=ALL-UNNAMED -Dwasmrunner.native=$PWD/$dist/lib/libwasmrunner.so -Djmh.executor=CUSTOM -Djmh.executor.class=io.wasmrunner.bench.GuestThreads" \
    "$@"
