/*
run 5000
expect
0000000000 [app] INFO: 0 0
0000000010 [app] INFO: 10 10000
0000001011 [app] INFO: 1011 1011503
0000001011 [app] INFO: 1 1011
0000001012 [app] INFO: 503
0000002011 [app] INFO: a thousand loops at 2011
*/
#include "Particle.h"

SerialLogHandler logHandler;
int loops = 0;

void setup() {
    Log.info("%lu %lu", millis(), micros());
    delay(10);
    Log.info("%lu %lu", millis(), micros());
    delay(1s);
    delayMicroseconds(1500);
    Log.info("%lu %lu", millis(), micros());
    Log.info("%u %u", System.uptime(), (unsigned)System.millis());
    const uint32_t start = System.ticks();
    System.ticksDelay(System.ticksPerMicrosecond() * 500);
    Log.info("%lu", System.ticks() - start);
}

void loop() {
    if (++loops == 1000) Log.info("a thousand loops at %lu", millis());
}
