/*
run 1000
expect
0000000060 [app] INFO: quick
0000000100 [app] INFO: begins
0000000120 [app] INFO: quick
0000000180 [app] INFO: quick
0000000240 [app] INFO: quick
0000000300 [app] INFO: quick
0000000350 [app] INFO: ends
0000000350 [app] INFO: begins
0000000360 [app] INFO: quick
0000000420 [app] INFO: quick
0000000480 [app] INFO: quick
0000000540 [app] INFO: quick
0000000600 [app] INFO: quick
0000000600 [app] INFO: ends
*/
#include "Particle.h"

SerialLogHandler logHandler;

Timer slow(100, [] {
    Log.info("begins");
    delay(250);
    Log.info("ends");
});
Timer quick(60, [] { Log.info("quick"); });

void setup() {
    slow.start();
    quick.start();
    delay(400);
    slow.stop();
    quick.dispose();
}

void loop() {}
