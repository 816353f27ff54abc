/*
run 2000
set offline
at 400 online
at 800 offline
at 1200 online
expect
0000000400 [app] INFO: setup at 400
0000001201 [app] INFO: the loop stood still for 401 ms
0000001500 [app] INFO: 701 loops
*/
#include "Particle.h"

SerialLogHandler logHandler;
unsigned loops = 0;
bool told = false;

void setup() {
    Log.info("setup at %lu", millis());
}

void loop() {
    loops++;
    static system_tick_t last = millis();
    if (millis() - last > 300) {
        Log.info("the loop stood still for %lu ms", millis() - last);
    }
    last = millis();
    if (!told && millis() >= 1500) {
        told = true;
        Log.info("%u loops", loops);
    }
}
