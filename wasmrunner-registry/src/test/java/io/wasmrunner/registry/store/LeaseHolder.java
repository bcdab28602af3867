package io.wasmrunner.registry.store;

import io.wasmrunner.registry.digest.Digest;
import java.io.IOException;
import java.nio.file.Path;

/** A process that holds a lease until it is killed. */
final class LeaseHolder {
    private LeaseHolder() {}

    public static void main(String[] arguments) throws IOException {
        Lease lease = new BlobStore(Path.of(arguments[0])).lease();
        System.out.println(lease.hold(Digest.parse(arguments[1])) ? "held" : "missing");
        System.out.flush();
        int _ = System.in.read();
    }
}
