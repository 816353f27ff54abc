/*
run 3000
set time 0
at 1000 time 1
expect
0 0
> time sync
0
1
1 at 1000
*/
#include "Particle.h"

SYSTEM_THREAD(ENABLED);

void setup() {
    Serial.printlnf("%d %d", Time.isValid(), Particle.timeSyncedLast() > 0);
    Particle.syncTime();
    Serial.println(waitFor(Particle.syncTimeDone, 500));
    Serial.println(waitFor(Particle.syncTimeDone, 1000ms));
    Serial.printlnf("%d at %lu", Time.isValid(), millis());
}

void loop() {}
