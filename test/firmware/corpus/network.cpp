/*
run 100
expect
1 1 0 0
> network disconnect
> network off
> network on
> network connect
> listen 1
> listen 0
> allow 0
> allow 1
1 0 0
> vitals 60
> vitals 3600
*/
#include "Particle.h"

SYSTEM_MODE(MANUAL);

void setup() {
    Serial.printlnf("%d %d %d %d", Network.isOn(), Network.ready(), Network.connecting(), Network.listening());
    Network.disconnect();
    Network.off();
    Network.on();
    Network.connect();
    Network.listen();
    Network.listen(false);
    System.disableUpdates();
    System.enableUpdates();
    Serial.printlnf("%d %d %d", System.updatesEnabled(), System.updatesPending(), System.resetPending());
    Particle.publishVitals(60);
    Particle.publishVitals(1h);
}

void loop() {}
