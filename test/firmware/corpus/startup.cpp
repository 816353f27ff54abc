/*
run 100
expect
startup
constructor
made before setup
5.9.0
e00fce680123456789abcdef
1
3
*/
#include "Particle.h"

PRODUCT_ID(1234);
PRODUCT_VERSION(7);
STARTUP(Serial.println("startup"));
SYSTEM_THREAD(ENABLED);

struct Early {
    Early() {
        Serial.println("constructor");
        Particle.function("early", [](String) { return 1; });
    }
} early;

String text = "made " + String("before setup");

void setup() {
    Serial.println(text);
    Serial.println(System.version());
    Serial.println(System.deviceID());
    Serial.println(System.versionNumber() == SYSTEM_VERSION);
    Serial.println(PLATFORM_ID);
}

void loop() {}
