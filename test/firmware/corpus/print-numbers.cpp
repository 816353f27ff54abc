/*
run 100
expect
42
-42
4000000000
ff
101
100
ffffffff
200
c
1
3.14
3.1416
2
1234567890123
string
1,-2
flash

002.2|ab   |   42|ff z end
length 7
ABC
*/
#include "Particle.h"

struct Point : public Printable {
    int x, y;
    Point(int x, int y) : x(x), y(y) {}
    size_t printTo(Print &print) const override { return print.print(x) + print.print(",") + print.print(y); }
};

void setup() {
    Serial.println(42);
    Serial.println(-42);
    Serial.println(4000000000u);
    Serial.println(255, HEX);
    Serial.println(5, BIN);
    Serial.println(64, OCT);
    Serial.println(-1, HEX);
    Serial.println((uint8_t)200);
    Serial.println('c');
    Serial.println(true);
    Serial.println(3.14159);
    Serial.println(3.14159, 4);
    Serial.println(2.5f, 0);
    Serial.println(1234567890123LL);
    Serial.println(String("string"));
    Serial.println(Point(1, -2));
    Serial.println(F("flash"));
    Serial.println();
    Serial.printf("%05.1f|%-5s|%5d|%x", 2.25, "ab", 42, 255);
    Serial.printlnf(" %c %s", 'z', String("end").c_str());
    Serial.println(Serial.print("length "));
    Serial.write('A');
    Serial.write((const uint8_t *)"BCD", 2);
    Serial.println();
}

void loop() {}
