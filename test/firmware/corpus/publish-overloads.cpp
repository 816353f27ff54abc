/*
run 2000
expect
> publish a "" ttl 60 flags 0 at publish-overloads.cpp:18
> publish b "" ttl 60 flags 1 at publish-overloads.cpp:19
> publish c "1" ttl 60 flags 0 at publish-overloads.cpp:20
> publish d "2" ttl 60 flags 1 at publish-overloads.cpp:21
> publish e "3" ttl 120 flags 0 at publish-overloads.cpp:22
> publish f "4" ttl 120 flags 1 at publish-overloads.cpp:23
> publish g "5" ttl 60 flags 9 at publish-overloads.cpp:24
> publish h "6" ttl 60 flags 3 at publish-overloads.cpp:25
> publish i "7" ttl 60 flags 0 at publish-overloads.cpp:26
> publish j "8" ttl 3600 flags 1 at publish-overloads.cpp:27
*/
#include "Particle.h"

void setup() {
    Particle.publish("a");
    Particle.publish("b", PRIVATE);
    Particle.publish("c", "1");
    Particle.publish("d", "2", PRIVATE);
    Particle.publish("e", "3", 120);
    Particle.publish("f", "4", 120, PRIVATE);
    Particle.publish("g", "5", PRIVATE, WITH_ACK);
    Particle.publish("h", "6", PRIVATE | NO_ACK);
    Particle.publish(String("i"), String(7));
    Particle.publish("j", "8", 1h, PRIVATE);
}

void loop() {}
