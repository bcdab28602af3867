package io.wasmrunner.registry.client;

import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.BodyException;
import io.wasmrunner.registry.client.http.Call;
import io.wasmrunner.registry.client.http.MalformedAnswerException;
import io.wasmrunner.registry.client.http.StalledException;
import io.wasmrunner.registry.client.http.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;

/** Tries again what failed in a way that may pass: no connection, a broken one, 429, and most of what begins with 5. */
final class Retries {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NOT_IMPLEMENTED = 501;

    /** Of attempts that end by waiting in vain: each takes long. */
    private static final int MOST_STALLS = 2;

    private final Transport transport;
    private final RetryPolicy policy;
    private final Pauser pauser;
    private final InstantSource clock;

    Retries(Transport transport, RetryPolicy policy, Pauser pauser, InstantSource clock) {
        this.transport = transport;
        this.policy = policy;
        this.pauser = pauser;
        this.clock = clock;
    }

    Answer once(Call call) throws IOException {
        return transport.send(call);
    }

    /** The first answer that another attempt would not change, or the last one. */
    Answer send(Call call) throws IOException {
        int stalls = 0;
        for (int attempt = 1; ; attempt++) {
            Duration pause = backoff(attempt);
            try {
                Answer answer = transport.send(call);
                Duration asked = retryAfter(answer).orElse(Duration.ZERO);
                if (!mayPass(answer.status())
                        || attempt >= policy.attempts()
                        || asked.compareTo(policy.longest()) > 0) {
                    return answer;
                }
                answer.close();
                pause = asked.compareTo(pause) > 0 ? asked : pause;
            } catch (IOException e) {
                stalls += e instanceof StalledException ? 1 : 0;
                if (!mayPass(e) || attempt >= policy.attempts() || stalls >= MOST_STALLS) {
                    throw e;
                }
            }
            pause(pause);
        }
    }

    int attempts() {
        return policy.attempts();
    }

    /** Waits before another attempt. */
    void pauseAfter(int attempt) throws IOException {
        pause(backoff(attempt));
    }

    private void pause(Duration pause) throws IOException {
        try {
            pauser.pause(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private Duration backoff(int attempt) {
        Duration full = policy.first().multipliedBy(1L << Math.min(attempt - 1, 16));
        long nanos = Math.min(full.toNanos(), policy.longest().toNanos());
        return Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
    }

    static boolean mayPass(int status) {
        return status == TOO_MANY_REQUESTS || status == 408 || (status >= 500 && status != NOT_IMPLEMENTED);
    }

    private static boolean mayPass(IOException e) {
        return !(e instanceof MalformedAnswerException
                || e instanceof BodyException
                || e instanceof UnknownHostException
                || e instanceof InterruptedIOException
                || e instanceof SSLException);
    }

    /** Seconds, or a date (RFC 9110, section 10.2.3). */
    private Optional<Duration> retryAfter(Answer answer) {
        return answer.headers().first("retry-after").flatMap(text -> {
            if (text.matches("[0-9]{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            try {
                Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Optional.of(Duration.between(clock.instant(), at));
            } catch (DateTimeParseException _) {
                return Optional.empty();
            }
        });
    }
}
