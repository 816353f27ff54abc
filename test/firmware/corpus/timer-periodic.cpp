/*
run 3000
expect
0000000250 [app] INFO: tick 1
0000000300 [app] INFO: blink 1
0000000500 [app] INFO: tick 2
0000000600 [app] INFO: blink 2
0000000700 [app] INFO: once, active 1
0000000750 [app] INFO: tick 3
0000001000 [app] INFO: tick 4
0000001100 [app] INFO: slower
0000002100 [app] INFO: tick 5
*/
#include "Particle.h"

SerialLogHandler logHandler;

int ticks = 0;
void tick() {
    Log.info("tick %d", ++ticks);
}

struct Blinker {
    Timer timer;
    int count = 0;
    Blinker() : timer(300, &Blinker::blink, *this) {}
    void blink() {
        Log.info("blink %d", ++count);
        if (count == 2) timer.stop();
    }
} blinker;

Timer timer(250, tick);
Timer once(
    700ms, [] { Log.info("once, active %d", timer.isActive()); }, true);

void setup() {
    timer.start();
    once.start();
    blinker.timer.start();
    delay(1100);
    timer.changePeriod(1000);
    Log.info("slower");
}

void loop() {}
