/*
run 100
set number 3 81.5
set number 4 4
set number 5 5
set number 6 1200
expect
81.5 1 1 1200
*/
#include "Particle.h"

void setup() {
    Serial.printlnf("%.1f %d %d %u", System.batteryCharge(), System.batteryState() == BATTERY_STATE_DISCHARGING, System.powerSource() == POWER_SOURCE_BATTERY,
                    System.buttonPushed());
}

void loop() {}
