/*
run 100
at 10 event x 1
at 10 event x 2
at 10 event x 3
at 50 offline
expect
0000000010 [app] INFO: 1
0000000010 [app] INFO: 2
0000000010 [app] INFO: 3
0000000010 [app] INFO: the loop sees 3 at once
0000000050 [app] INFO: online 0
*/
#include "Particle.h"

SYSTEM_THREAD(ENABLED);
SerialLogHandler logHandler;
int handled = 0, seen = 0;

void setup() {
    Particle.subscribe("x", [](const char *, const char *data) {
        handled++;
        Log.info("%s", data);
    });
}

void loop() {
    if (handled != seen) {
        Log.info("the loop sees %d at once", handled - seen);
        seen = handled;
    }
    static bool was = Particle.connected();
    if (was != Particle.connected()) {
        was = !was;
        Log.info("online %d", was);
    }
}
