// warning 6: format specifies type 'char *' but the argument has type 'int'
#include "Particle.h"

void setup() {
    Log.info("%lu is right, here and on a board", millis());
    Log.info("%s", 5);
}

void loop() {}
