/*
run 100
boots 3
expect
4096 bytes, first 255
written
outside 255
> reset reset 0
4096 bytes, first 1
read board 1.25
outside 255
> reset reset 0
4096 bytes, first 255
written
outside 255
> reset reset 0
*/
#include "Particle.h"

struct Settings {
    uint8_t version;
    float offset;
    char name[8];
};

void setup() {
    Serial.printlnf("%u bytes, first %u", (unsigned)EEPROM.length(), EEPROM.read(0));
    Settings settings;
    EEPROM.get(10, settings);
    if (settings.version != 3) {
        settings = {3, 1.25f, "board"};
        EEPROM.put(10, settings);
        EEPROM.write(0, 1);
        Serial.println("written");
    } else {
        Serial.printlnf("read %s %.2f", settings.name, settings.offset);
        EEPROM.clear();
    }
    Serial.printlnf("outside %u", EEPROM.read(5000));
    EEPROM.write(-1, 1);
    EEPROM.put(4095, 12345);
    System.reset();
}

void loop() {}
