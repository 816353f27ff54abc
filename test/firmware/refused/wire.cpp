// error 5: 'Wire' is unavailable: The virtual board has no bus for other chips. Read a sensor with analogRead(A0) and set it on the page.
#include "Particle.h"

void setup() {
    Wire.begin();
}

void loop() {}
