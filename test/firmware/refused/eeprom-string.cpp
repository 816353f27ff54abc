// error 6: EEPROM keeps plain bytes: numbers, arrays and structs of them, no String.
#include "Particle.h"

void setup() {
    String text = "x";
    EEPROM.put(0, text);
}

void loop() {}
