/*
run 5000
set offline
at 1500 online
expect
> connect
0000001000 [app] INFO: 0
0000001000 [app] INFO: 1000
0000001500 [app] INFO: 1500
0000001600 [app] INFO: 0
*/
#include "Particle.h"

SYSTEM_MODE(SEMI_AUTOMATIC);
SerialLogHandler logHandler;

void setup() {
    Particle.connect();
    Log.info("%d", waitFor(Particle.connected, 1000));
    Log.info("%lu", millis());
    waitUntil(Particle.connected);
    Log.info("%lu", millis());
    Log.info("%d", waitForNot(Particle.connected, 100ms));
}

void loop() {}
