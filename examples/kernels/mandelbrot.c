// Floating point in registers: how long each point of the plane stays near.
#include <stdio.h>

enum { SIZE = 1200, MOST = 1000 };

int main(void) {
    long total = 0;
    for (int row = 0; row < SIZE; row++) {
        double ci = 2.4 * row / SIZE - 1.2;
        for (int column = 0; column < SIZE; column++) {
            double cr = 3.0 * column / SIZE - 2.1;
            double r = 0;
            double i = 0;
            int n = 0;
            while (n < MOST && r * r + i * i <= 4) {
                double t = r * r - i * i + cr;
                i = 2 * r * i + ci;
                r = t;
                n++;
            }
            total += n;
        }
    }
    printf("mandelbrot %ld\n", total);
    return 0;
}
