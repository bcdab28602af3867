package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.abi.HostAbi;
import io.wasmrunner.runtime.wasi.Wasi;
import io.wasmrunner.sandbox.quota.Tally;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a guest used.
 *
 * @param peakMemory bytes of linear memory at most
 * @param bytesIn bytes read from files, streams and sockets
 * @param bytesOut bytes written to them
 * @param fuel instructions; 0 when they were not counted
 * @param hostCalls calls of host functions, by their names
 */
public record GuestUsage(long peakMemory, long bytesIn, long bytesOut, long fuel, SortedMap<String, Long> hostCalls) {
    public GuestUsage {
        hostCalls = Collections.unmodifiableSortedMap(new TreeMap<>(hostCalls));
    }

    /** Reads a tally. */
    public static GuestUsage of(Tally tally) {
        List<String> names = Wasi.functions();
        SortedMap<String, Long> calls = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            count(tally, i, names.get(i), calls);
        }
        List<String> abi = HostAbi.functionNames();
        for (int i = 0; i < abi.size(); i++) {
            count(tally, HostAbi.FIRST_NUMBER + i, abi.get(i), calls);
        }
        return new GuestUsage(tally.peakMemory(), tally.bytesIn(), tally.bytesOut(), tally.fuel(), calls);
    }

    private static void count(Tally tally, int number, String name, Map<String, Long> into) {
        long calls = tally.calls(number);
        if (calls != 0) {
            into.put(name, calls);
        }
    }
}
