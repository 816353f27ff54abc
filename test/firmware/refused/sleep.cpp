// error 5: 'SystemSleepConfiguration' is unavailable: The virtual board does not sleep. Use delay().
#include "Particle.h"

void setup() {
    SystemSleepConfiguration config;
}

void loop() {}
