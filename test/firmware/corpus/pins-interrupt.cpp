/*
run 2000
at 100 pin 2 1
at 200 pin 2 0
at 300 pin 2 1
at 400 pin 3 1
at 600 pin 3 0
at 900 pin 2 0
at 950 pin 2 1
expect
> pin 2 mode 0
0000000100 [app] INFO: rose 1
0000000300 [app] INFO: rose 2
0000000400 [app] INFO: door 1
0000000700 [app] INFO: held back
0000000700 [app] INFO: door 0
*/
#include "Particle.h"

SerialLogHandler logHandler;
volatile int count = 0;

void rose() {
    Log.info("rose %d", ++count);
}

struct Door {
    void changed() { Log.info("door %ld", digitalRead(D3)); }
} door;

void setup() {
    pinMode(D2, INPUT);
    attachInterrupt(D2, rose, RISING);
    attachInterrupt(D3, &Door::changed, &door, CHANGE);
    delay(500);
    noInterrupts();
    delay(200);
    Log.info("held back");
    interrupts();
    detachInterrupt(D2);
}

void loop() {}
