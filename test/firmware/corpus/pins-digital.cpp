/*
run 1000
at 100 pin 3 1
expect
> pin 7 mode 1
> pin 7 1
1
> pin 7 1
> pin 7 0
> pin 3 mode 3
1
0
1
> pin 2 mode 1
> pin 4 mode 1
> pin 2 1
> pin 4 1
> pin 4 0
> pin 2 0
> pin 4 1
> pin 4 0
> pin 2 1
> pin 4 1
> pin 4 0
> pin 2 0
> pin 4 1
> pin 4 0
> pin 2 0
> pin 4 1
> pin 4 0
> pin 2 0
> pin 4 1
> pin 4 0
> pin 2 0
> pin 4 1
> pin 4 0
> pin 2 0
> pin 4 1
> pin 4 0
*/
#include "Particle.h"

void setup() {
    digitalWrite(D7, HIGH);
    pinMode(D7, OUTPUT);
    digitalWrite(D7, HIGH);
    Serial.println(digitalRead(D7));
    pinSetFast(LED_BUILTIN);
    pinResetFast(D7);
    pinMode(D3, INPUT_PULLDOWN);
    Serial.println(getPinMode(D3) == INPUT_PULLDOWN);
    Serial.println(digitalRead(D3));
    delay(200);
    Serial.println(digitalRead(D3));
    pinMode(D2, OUTPUT);
    pinMode(D4, OUTPUT);
    shiftOut(D2, D4, MSBFIRST, 0xA0);
    digitalWrite(200, HIGH);
}

void loop() {}
