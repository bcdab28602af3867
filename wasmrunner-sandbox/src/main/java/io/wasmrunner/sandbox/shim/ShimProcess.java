package io.wasmrunner.sandbox.shim;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.launch.Inheritance;
import io.wasmrunner.sandbox.launch.Ledger;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.launch.WorkerProcess;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Starts a shim, which lives on when this process ends. */
public final class ShimProcess {
    public static final String SPEC_KIND = "wasmrunner-shim";

    /** The launcher's end record, in the container's folder. */
    public static final String END = "end";

    /** The shim's process id, in the container's folder while it lives, for programs that want such a file. */
    public static final String PID = "pid";

    private static final String WEAKER = " weaker";

    private ShimProcess() {}

    /** What a shim says once it knows how its first run begins. */
    public sealed interface Answer {
        /** There is one. */
        sealed interface Begun extends Answer {
            /** There when the specification asks for one. */
            Optional<Attachment> attachment();

            /** Whether the sandbox lacks something; the limits of a cgroup do not count. */
            boolean isWeaker();
        }

        /** The guest runs. */
        record Running(Optional<Attachment> attachment, boolean isWeaker) implements Begun {}

        /** The run was over before its guest ran; it is settled as any other. */
        record Ended(Optional<Attachment> attachment, boolean isWeaker) implements Begun {}

        /** There is no shim. */
        record Refused(String why) implements Answer {}
    }

    /**
     * Starts a shim with its first run, and waits until its guest runs.
     *
     * @param spec what the shim is told, with {@code folder}; what concerns descriptors is added here
     * @param launch what the launcher is told at each run; {@code record}, {@code ledger-fd} and {@code fd} are added
     * @param inheritance what the worker is given; closed here
     * @throws ErrnoException when the program cannot be started
     */
    public static Answer start(Path shim, Records spec, Records launch, Inheritance inheritance) {
        ShimLine.needLibrary();
        try (inheritance) {
            complete(spec, launch, inheritance);
            int[] line = new int[2];
            NativeErrnos.check(NativeIo.socketPair(line));
            ShimLine connection = new ShimLine(line[0]);
            boolean kept = false;
            try {
                int pid;
                try {
                    pid = NativeErrnos.check(
                            NativeIo.spawn(ShimLine.cString(shim.toString()), line[1], inheritance.numbers()));
                } finally {
                    NativeIo.close(line[1]);
                }
                // It leaves the shim to itself at once.
                NativeIo.await(pid);
                connection.send(spec.bytes(SPEC_KIND));
                Answer answer = answer(connection, wantsAttachment(spec));
                kept = !(answer instanceof Answer.Refused) && wantsAttachment(spec);
                return answer;
            } finally {
                if (!kept) {
                    connection.close();
                }
            }
        }
    }

    private static void complete(Records spec, Records launch, Inheritance inheritance) {
        int count = inheritance.numbers().length;
        for (int number = Inheritance.SPEC + 1; number <= Inheritance.SPEC + count; number++) {
            launch.add("fd", number);
            spec.add("fd", number);
        }
        int ledger = inheritance.memory(Ledger.BYTES);
        launch.add("ledger-fd", ledger);
        launch.add("record", spec.get("folder") + '/' + END);
        spec.add("ledger", ledger);
        spec.add("launch-spec", inheritance.content(launch.bytes(WorkerProcess.SPEC_KIND)));
    }

    private static boolean wantsAttachment(Records spec) {
        String attach = spec.find("attach");
        return attach != null && !attach.equals("none");
    }

    private static Answer answer(ShimLine connection, boolean attached) {
        byte[] line = connection.line(ShimLine.FOREVER);
        if (line == null) {
            return new Answer.Refused("the shim ended without an answer");
        }
        String text = new String(line, StandardCharsets.UTF_8);
        Optional<Attachment> attachment = attached ? Optional.of(new Attachment(connection)) : Optional.empty();
        boolean isWeaker = text.endsWith(WEAKER);
        String word = isWeaker ? text.substring(0, text.length() - WEAKER.length()) : text;
        if (word.equals("running")) {
            return new Answer.Running(attachment, isWeaker);
        }
        if (word.equals("ended")) {
            return new Answer.Ended(attachment, isWeaker);
        }
        return new Answer.Refused(text.startsWith(ShimLine.ERROR) ? text.substring(ShimLine.ERROR.length()) : text);
    }
}
