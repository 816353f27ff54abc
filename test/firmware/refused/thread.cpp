// error 4: 'Thread' is unavailable: The application has one thread. Use Timer, or millis() in loop().
#include "Particle.h"

Thread worker;

void setup() {}

void loop() {}
