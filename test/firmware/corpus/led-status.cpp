/*
run 100
expect
> status 2 ffffff 1 200 20
> status 1 ff6000 2 100 30
> status 1 ff0000 2 100 30
> status 1 ff0000 3 1000 30
> status 1 ff0000 3 750 30
> status 1 000000 3 750 30
1
> status 1 000000 0 750 30
*/
#include "Particle.h"

LEDStatus busy(RGB_COLOR_ORANGE, LED_PATTERN_BLINK, LED_SPEED_FAST, LED_PRIORITY_IMPORTANT);
LEDStatus idle(RGB_COLOR_WHITE);

void setup() {
    idle.setActive();
    busy.setActive(true);
    busy.setColor(RGB_COLOR_RED);
    busy.setPattern(LED_PATTERN_FADE);
    busy.setPeriod(750);
    busy.off();
    Serial.println(busy.isOff());
    busy.setActive(false);
}

void loop() {}
