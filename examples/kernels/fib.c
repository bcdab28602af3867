// Recursive calls. Not inlined: gcc would unroll the recursion several levels deep and measure its cleverness instead.
#include <stdio.h>

__attribute__((noinline)) static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

int main(int argc, char **argv) {
    (void)argv;
    printf("fib %d\n", fib(41 + argc));
    return 0;
}
