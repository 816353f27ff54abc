/*
run 200
set analog 19 2048
set analog 18 4095
expect
2048
4095
2048
> pwm 2 32896 500
> pwm 2 65535 500
> pwm 3 65535 20000
12
> pwm 2 65535 500
> pwm 4 32768 440
> pwm 4 0 0
> pwm 4 32768 880
> pwm 4 0 0
*/
#include "Particle.h"

void setup() {
    Serial.println(analogRead(A0));
    Serial.println(analogRead(A1));
    Serial.println(analogRead(0));
    analogWrite(D2, 128);
    analogWrite(D2, 999);
    analogWrite(D3, 255, 20000);
    Serial.println(analogWriteResolution(D2, 12));
    analogWrite(D2, 4095);
    tone(D4, 440, 50);
    delay(100);
    tone(D4, 880);
    noTone(D4);
}

void loop() {}
