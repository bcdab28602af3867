package io.wasmrunner.registry.client;

import io.wasmrunner.registry.client.auth.Scope;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.Call;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.reference.RepositoryName;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Sees to it that a repository has a blob, in the cheapest way: it has it, another one of the registry has it, it is sent. */
record BlobPush(Repository to, List<RepositoryName> mountFrom, int chunk, Progress progress, String what) {
    /** Tells how many bytes moved. */
    long run(Descriptor blob, BlobContent content, AtomicBoolean stopped) throws IOException {
        if (to.has(blob.digest(), to.pushes(), what)) {
            progress.existed(blob);
            return 0;
        }
        URI begun = null;
        for (RepositoryName from : mountFrom) {
            if (begun != null) {
                cancel(begun);
            }
            begun = mount(blob, from);
            if (begun == null) {
                progress.existed(blob);
                return 0;
            }
        }
        new Upload(to, blob, content, chunk, progress, stopped, what).run(begun);
        return blob.size();
    }

    /** Null when it is there now; else where it goes (distribution-spec 1.1, "Mounting a blob from another repository"). */
    private @Nullable URI mount(Descriptor blob, RepositoryName from) {
        String query = "?mount=" + blob.digest() + "&from=" + from;
        Call call = Call.of("POST", to.uri("/blobs/uploads/" + query, what));
        try (Answer answer = to.host().call(call, Scope.mount(to.name(), from), what)) {
            return switch (answer.status()) {
                case 201 -> null;
                case 202 -> Upload.location(to, answer, what);
                default -> throw Failures.of(answer, what);
            };
        }
    }

    private void cancel(URI upload) {
        to.host().call(Call.of("DELETE", upload), to.pushes(), what).close();
    }
}
