/*
run 1000
at 200 call stop x
boots 2
expect
> reset safe mode 0
> reset safe mode 0
*/
#include "Particle.h"

int stop(String) {
    System.enterSafeMode();
}

void setup() {
    Particle.function("stop", stop);
}

void loop() {}
