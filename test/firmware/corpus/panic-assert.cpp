/*
run 100
boots 3
expect
> panic 10 Assertion failed: 1 + 1 == 3
> panic 10 Assertion failed: step == 0, src/panic-assert.cpp:19, setup
> panic 10 The application aborted itself.
*/
#include "Particle.h"
#include <cassert>

retained int step = 0;

void setup() {
    switch (step++) {
    case 0:
        SPARK_ASSERT(1 + 1 == 3);
    case 1:
        assert(step == 0);
    default:
        abort();
    }
}

void loop() {}
