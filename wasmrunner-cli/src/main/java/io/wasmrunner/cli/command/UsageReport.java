package io.wasmrunner.cli.command;

import io.wasmrunner.core.sandbox.RunUsage;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.runtime.guest.GuestUsage;
import io.wasmrunner.sandbox.launch.EndRecord;
import java.util.Map;

/** What a run used, in a few lines for {@code --stats}. */
final class UsageReport {
    private UsageReport() {}

    static void print(RunUsage usage, Context context) {
        if (usage.process().isPresent()) {
            EndRecord.Usage process = usage.process().get();
            row(
                    context,
                    "worker",
                    "wall %s, user %s, system %s, peak %s resident, sandbox set up in %s"
                            .formatted(
                                    Quantities.printDuration(process.wall()),
                                    Quantities.printDuration(process.user()),
                                    Quantities.printDuration(process.system()),
                                    Quantities.printSize(process.maxResident()),
                                    Quantities.printDuration(process.setUp())));
        }
        GuestUsage guest = GuestUsage.of(usage.tally());
        row(
                context,
                "guest",
                "memory %s at most, %s in, %s out%s"
                        .formatted(
                                Quantities.printSize(guest.peakMemory()),
                                Quantities.printSize(guest.bytesIn()),
                                Quantities.printSize(guest.bytesOut()),
                                guest.fuel() == 0 ? "" : ", %,d instructions".formatted(guest.fuel())));
        StringBuilder calls = new StringBuilder();
        long all = 0;
        for (Map.Entry<String, Long> call : guest.hostCalls().entrySet()) {
            all += call.getValue();
            calls.append(calls.isEmpty() ? ": " : ", ")
                    .append(call.getKey())
                    .append(' ')
                    .append(call.getValue());
        }
        row(context, "host calls", "%,d%s".formatted(all, calls));
        context.err().flush();
    }

    private static void row(Context context, String heading, String text) {
        context.err().printf("wasmrunner: %-11s%s%n", heading, text);
    }
}
