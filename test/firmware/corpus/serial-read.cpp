/*
run 8000
at 100 serial hello\n
at 200 serial 12 -7 3.5\n
at 300 serial abc;def
at 3000 serial xyz
at 5000 serial <42>
expect
1
100: h
line: hello
12
-7
3.5
abc
3 def at 800
xyz
-1 0
1
42
*/
#include "Particle.h"

void setup() {
    Serial.begin(115200);
    Serial.println(Serial.isConnected());
    while (!Serial.available()) Particle.process();
    Serial.printlnf("%lu: %c", millis(), Serial.peek());
    Serial.println("line: " + Serial.readStringUntil('\n'));
    Serial.println(Serial.parseInt());
    Serial.println(Serial.parseInt());
    Serial.println(Serial.parseFloat(), 1);
    Serial.read();
    Serial.println(Serial.readStringUntil(';'));
    char buffer[8] = {};
    Serial.setTimeout(500);
    Serial.printlnf("%u %s at %lu", (unsigned)Serial.readBytes(buffer, 7), buffer, millis());
    delay(3000);
    Serial.println(Serial.readString());
    Serial.printlnf("%d %d", Serial.read(), Serial.available());
    Serial.setTimeout(3000);
    Serial.println(Serial.find("<"));
    Serial.println(Serial.parseInt());
}

void loop() {}
