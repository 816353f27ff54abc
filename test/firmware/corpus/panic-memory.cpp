/*
run 100
boots 2
expect
1
> panic 8 The application used up its memory.
1
> trap memory access out of bounds
*/
#include "Particle.h"
#include <vector>

retained int step = 0;

int deeper(int level) {
    if (level < 0) return 0;
    volatile char space[512];
    space[level % 512] = level;
    return deeper(level + 1) + space[0];
}

void setup() {
    Serial.println(System.freeMemory() > 1000000);
    if (step++ == 0) {
        std::vector<String> all;
        for (;;) all.push_back("a text that is too long for the place inside a string, so that it needs the heap");
    }
    Serial.println(deeper(0));
}

void loop() {}
