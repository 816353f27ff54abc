/*
run 2000
set offline
at 1000 online
expect
> publish early "x" ttl 60 flags 0 at publish-offline.cpp:19
0000000000 [app] WARN: offline: 0
> publish online "x" ttl 60 flags 1 at publish-offline.cpp:26
0000001050 [app] INFO: sent 1
*/
#include "Particle.h"

SYSTEM_THREAD(ENABLED);
SerialLogHandler logHandler;

bool sent = false;

void setup() {
    if (!Particle.publish("early", "x")) {
        Log.warn("offline: %d", Particle.connected());
    }
}

void loop() {
    if (!sent && Particle.connected()) {
        sent = Particle.publish("online", "x", PRIVATE);
        Log.info("sent %d", sent);
    }
}
