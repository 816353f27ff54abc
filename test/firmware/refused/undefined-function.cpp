// error 0: undefined symbol: later()
#include "Particle.h"

void later();

void setup() {
    later();
}

void loop() {}
