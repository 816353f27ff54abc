/*
run 100
expect
ff -5 3.14 1.500000 c
42
-3.75
0
007/x/ 2.35
4294967295
-9000000000
101
*/
#include "Particle.h"

void setup() {
    Serial.println(String(255, HEX) + " " + String(-5) + " " + String(3.14159, 2) + " " + String(1.5f) + " " + String('c'));
    Serial.println(String("42abc").toInt());
    Serial.println(String("-3.75").toFloat(), 2);
    Serial.println(String("none").toInt());
    Serial.println(String::format("%03d/%s/%5.2f", 7, "x", 2.345));
    Serial.println(String(4294967295u));
    Serial.println(String(-9000000000LL));
    Serial.println(String(5, BIN));
}

void loop() {}
