/*
run 1000
at 100 event a 1
at 300 event a 2
at 600 event b 3
expect
0000000100 [app] INFO: a 1
0000000600 [app] INFO: b 3
*/
#include "Particle.h"

SerialLogHandler logHandler;

void hear(const char *name, const char *data) {
    Log.info("%s %s", name, data);
}

void setup() {
    Particle.subscribe("a", hear, ALL_DEVICES);
    delay(200);
    Particle.unsubscribe();
    delay(200);
    Particle.subscribe("b", hear);
}

void loop() {}
