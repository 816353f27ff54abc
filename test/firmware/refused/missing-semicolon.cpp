// error 5: expected ';' after expression
#include "Particle.h"

void setup() {
    Particle.publish("a", "b")
}

void loop() {}
