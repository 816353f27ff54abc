// error 5: 'Serial1' is unavailable: The virtual board has no second serial port; use Serial.
#include "Particle.h"

void setup() {
    Serial1.begin(9600);
}

void loop() {}
