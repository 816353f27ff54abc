// error 7: A cloud variable cannot be a float. Make it a double.
#include "Particle.h"

float level = 1;

void setup() {
    Particle.variable("level", level);
}

void loop() {}
