package io.wasmrunner.sandbox.io;

/**
 * One end of a connection.
 *
 * @param address 4 or 16 bytes; not to be changed
 * @param port 0 to 65535
 */
@SuppressWarnings("ArrayRecordComponent") // It is made for one answer and compared with nothing.
public record Endpoint(byte[] address, int port) {}
