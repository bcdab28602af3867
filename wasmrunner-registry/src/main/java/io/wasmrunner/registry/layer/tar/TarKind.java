package io.wasmrunner.registry.layer.tar;

/** What an entry of an archive is (POSIX pax, "ustar Interchange Format", typeflag). */
public enum TarKind {
    FILE('0'),
    HARD_LINK('1'),
    SYMLINK('2'),
    CHARACTER_DEVICE('3'),
    BLOCK_DEVICE('4'),
    FOLDER('5'),
    FIFO('6');

    private final char flag;

    TarKind(char flag) {
        this.flag = flag;
    }

    char flag() {
        return flag;
    }

    /** A device or a FIFO. */
    public boolean isSpecial() {
        return this == CHARACTER_DEVICE || this == BLOCK_DEVICE || this == FIFO;
    }
}
