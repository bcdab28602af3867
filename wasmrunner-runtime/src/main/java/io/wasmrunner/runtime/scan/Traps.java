package io.wasmrunner.runtime.scan;

/** Which instructions can trap, calls and explicit ones aside (Core Specification 3.0, section 4.4). */
final class Traps {
    private Traps() {}

    static boolean mayTrap(int opcode) {
        return switch (opcode >>> 16) {
            case 0 -> plain(opcode);
            case 0xfc -> bulk(opcode & 0xffff);
            case 0xfd -> vector(opcode & 0xffff);
            case 0xfe -> (opcode & 0xffff) != 3;
            default -> true;
        };
    }

    /** Table access, loads and stores, division, conversion of floats, and references that may be null. */
    private static boolean plain(int opcode) {
        return (opcode >= 0x25 && opcode <= 0x3e)
                || (opcode >= 0x6d && opcode <= 0x70)
                || (opcode >= 0x7f && opcode <= 0x82)
                || (opcode >= 0xa8 && opcode <= 0xab)
                || (opcode >= 0xae && opcode <= 0xb1)
                || opcode == 0xd4;
    }

    /** All but saturating conversions, and what grows or measures a table. */
    private static boolean bulk(int number) {
        return (number >= 8 && number < 15) || number == 17;
    }

    /** Loads and stores. */
    private static boolean vector(int number) {
        return number <= 0x0b || (number >= 0x54 && number <= 0x5d);
    }
}
