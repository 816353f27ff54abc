// error 4: static assertion failed due to requirement '(70000) <= 65535': Product numbers go from 0 to 65535.
#include "Particle.h"

PRODUCT_VERSION(70000);

void setup() {}

void loop() {}
