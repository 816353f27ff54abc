/*
run 100
expect
-210
> watchdog 30000
> watchdog 0
1
*/
#include "Particle.h"

void setup() {
    Serial.println(Watchdog.refresh());
    Watchdog.init(WatchdogConfiguration().timeout(30s));
    Watchdog.start();
    Watchdog.refresh();
    Serial.println(Watchdog.started());
}

void loop() {}
