// warning 5: 'keepAlive' is deprecated: The line of the virtual board needs no keep-alive; this call does nothing.
#include "Particle.h"

void setup() {
    Particle.keepAlive(30);
}

void loop() {}
