/*
run 3000
at 1000 refuse -200
expect
> publish waited "1" ttl 60 flags 0 at publish-result.cpp:22
0000000050 [app] INFO: ok 1 after 50 ms
> publish later "2" ttl 60 flags 0 at publish-result.cpp:25
0000000050 [app] INFO: done 0
0000000100 [app] INFO: it came through
0000000150 [app] INFO: done 1, succeeded 1
> publish refused "3" ttl 60 flags 0 at publish-result.cpp:32
0000001150 [app] INFO: error -200: Limit exceeded
0000001150 [app] INFO: failed 1
0000001150 [app] INFO: too large -190
0000001150 [app] INFO: no name 0
*/
#include "Particle.h"

SerialLogHandler logHandler;

void setup() {
    const bool ok = Particle.publish("waited", "1");
    Log.info("ok %d after %lu ms", ok, millis());

    auto later = Particle.publish("later", "2");
    Log.info("done %d", later.isDone());
    later.onSuccess([](bool) { Log.info("it came through"); });
    delay(100);
    Log.info("done %d, succeeded %d", later.isDone(), later.isSucceeded());

    delay(1000);
    auto refused = Particle.publish("refused", "3");
    refused.onError([](particle::Error error) { Log.info("error %d: %s", error.type(), error.message()); });
    Log.info("failed %d", refused.isFailed());

    char large[1100];
    memset(large, 'x', sizeof large);
    large[1030] = 0;
    Log.info("too large %d", (int)Particle.publish("large", large).error().type());
    Log.info("no name %d", (bool)Particle.publish("", "x"));
}

void loop() {}
