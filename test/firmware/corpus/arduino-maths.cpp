/*
run 100
expect
50
0.0
10
3 2.5
5
9 1 0
1
52 18
16
180.0
char has no sign
1024
*/
#include "Particle.h"

void setup() {
    Serial.println(map(512, 0, 1024, 0, 100));
    Serial.println(map(0.5, 0.0, 1.0, -10.0, 10.0), 1);
    Serial.println(constrain(15, 0, 10));
    Serial.printlnf("%d %.1f", min(3, 7), max(2.5, 1));
    Serial.println(abs(-5));
    uint8_t bits = 0;
    bitSet(bits, 3);
    bitWrite(bits, 0, 1);
    Serial.printlnf("%u %d %d", bits, (int)bitRead(bits, 3), (int)bitRead(bits, 2));
    bitClear(bits, 3);
    Serial.println(bits);
    Serial.printlnf("%u %u", lowByte(0x1234), highByte(0x1234));
    Serial.println(sq(4));
    Serial.println(degrees(PI), 1);
    char letter = 200;
    Serial.println(letter > 0 ? "char has no sign" : "char has a sign");
    Serial.println(pow(2, 10), 0);
}

void loop() {}
