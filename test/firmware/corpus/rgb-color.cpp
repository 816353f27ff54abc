/*
run 100
at 50 led 65280
expect
> led control 1
1
> led ff8000
> led ff00ff
> led brightness 64
> led control 0
> led watch 1
0 255 0
*/
#include "Particle.h"

void setup() {
    RGB.color(255, 0, 0);
    RGB.control(true);
    Serial.println(RGB.controlled());
    RGB.color(255, 128, 0);
    RGB.color(RGB_COLOR_MAGENTA);
    RGB.brightness(64);
    RGB.control(false);
    RGB.onChange([](uint8_t red, uint8_t green, uint8_t blue) { Serial.printlnf("%u %u %u", red, green, blue); });
}

void loop() {}
