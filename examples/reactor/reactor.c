// A library with a state of its own: a constructor sets it up when the host calls _initialize.
static volatile int seen;

__attribute__((constructor)) static void set_up(void) {
    seen = 100;
}

// Adds to what has been seen, and returns the sum.
__attribute__((export_name("add_seen"))) int add_seen(int amount) {
    seen += amount;
    return seen;
}
