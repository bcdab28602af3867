package io.wasmrunner.sandbox.policy;

import io.wasmrunner.sandbox.quota.OsLimits;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Policies of all sorts, the same ones for the same seed. */
final class RandomPolicies {
    static final List<String> NAMES = List.of(
            "path_open",
            "path_link",
            "fd_read",
            "fd_write",
            "sock_accept",
            "sock_send",
            "env.log",
            "PATH",
            "HOME",
            "127.0.0.1:80",
            "127.0.0.1:8080",
            "[::1]:80",
            "log",
            "",
            "*");

    static final List<String> PATHS = List.of("/", "/srv", "/srv/data", "/srv/data/deep", "/srvx", "/home/a,b\\c");

    private static final List<String> PATTERNS = List.of(
            "*",
            "path_*",
            "fd_*",
            "*_read",
            "sock_*",
            "*o*",
            "path_open",
            "env.*",
            "P*",
            "*:80",
            "127.*",
            "l*g",
            "zzz");

    private static final List<String> NETWORKS =
            List.of("*", "10.0.0.0/8:*", "10.1.0.0/16:5432", "::/0:443", "1.1.1.1/32");

    private final Random random;

    RandomPolicies(long seed) {
        random = new Random(seed);
    }

    private <T> List<T> some(List<T> of) {
        List<T> some = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            some.add(of.get(random.nextInt(of.size())));
        }
        return some;
    }

    private Globs globs() {
        return new Globs(some(PATTERNS));
    }

    private Allowed allowed() {
        List<Globs> lists = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            lists.add(globs());
        }
        return new Allowed(lists);
    }

    private Allowed networks() {
        return random.nextBoolean() ? Allowed.ANY : Allowed.of(new Globs(some(NETWORKS)));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private long limit(long least, long range) {
        return random.nextBoolean() ? 0 : random.nextLong(least, least + range);
    }

    private Quotas quotas() {
        long[] q = LongStream.generate(() -> limit(1, 5)).limit(9).toArray();
        return new Quotas(q[0], q[1], q[2], q[3], q[4], q[5], q[6], q[7], q[8]);
    }

    private OsLimits limits() {
        return new OsLimits(
                limit(10, 9),
                limit(1, 9),
                limit(32, 9),
                limit(1, 9),
                limit(1, Long.MAX_VALUE - 1),
                limit(1, 9),
                limit(64, 9));
    }

    private ClockRule clock() {
        return switch (random.nextInt(3)) {
            case 0 -> ClockRule.REAL;
            case 1 -> new ClockRule(ClockRule.Mode.COARSE, random.nextLong(1000, 1003));
            default -> new ClockRule(ClockRule.Mode.FIXED, random.nextLong(0, 3));
        };
    }

    Policy next() {
        return new Policy(
                new FileRules(random.nextBoolean(), some(PATHS)),
                new NetworkRules(allowed(), allowed(), networks(), limit(1, 9), limit(1, 9)),
                new EnvironmentRules(random.nextBoolean(), allowed(), globs()),
                clock(),
                random.nextBoolean() ? RandomRule.REAL : new RandomRule(true, random.nextLong(-2, 3)),
                allowed(),
                new HostCallRules(allowed(), globs(), one(List.of(HostCallRules.Denied.values()))),
                quotas(),
                limits(),
                one(List.of(Enforce.values())),
                one(List.of(Never.values())),
                random.nextInt(4));
    }
}
