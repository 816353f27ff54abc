/*
run 1000
set offline
at 500 online
expect
0000000000 [app] INFO: setup at 0, connected 0
> connect
0000000500 [app] INFO: connected at 500
> disconnect
*/
#include "Particle.h"

SYSTEM_MODE(MANUAL);
SerialLogHandler logHandler;

void setup() {
    Log.info("setup at %lu, connected %d", millis(), Particle.connected());
    Particle.connect();
    waitUntil(Particle.connected);
    Log.info("connected at %lu", millis());
    Particle.disconnect();
    Particle.process();
}

void loop() {}
