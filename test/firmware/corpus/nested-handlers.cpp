/*
run 3000
at 100 event ask 1
at 120 event ask 2
at 130 call now x
at 2000 read depth
expect
> variable depth int32
> publish answer "1" ttl 60 flags 0 at nested-handlers.cpp:24
> publish answer "2" ttl 60 flags 0 at nested-handlers.cpp:24
> answer 130 2
0000000170 [app] INFO: answered 2: 1
0000000190 [app] INFO: answered 1: 1
> answer 2000 2
*/
#include "Particle.h"

SerialLogHandler logHandler;
int depth = 0, deepest = 0;

void asked(const char *, const char *data) {
    depth++;
    deepest = std::max(deepest, depth);
    const bool ok = Particle.publish("answer", data);
    Log.info("answered %s: %d", data, ok);
    delay(20);
    depth--;
}

void setup() {
    Particle.subscribe("ask", asked);
    Particle.function("now", [](String) { return depth; });
    Particle.variable("depth", deepest);
}

void loop() {}
