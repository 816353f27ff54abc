// error 7: A cloud variable has at most 32 bits. Make it an int, or a String.
#include "Particle.h"

uint64_t count = 1;

void setup() {
    Particle.variable("count", count);
}

void loop() {}
