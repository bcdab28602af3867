// Recursive calls.
#include <stdio.h>

static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

int main(int argc, char **argv) {
    (void)argv;
    printf("fib %d\n", fib(42 + argc));
    return 0;
}
