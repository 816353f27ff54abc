/*
run 100
boots 3
expect
11 none 1 reason 20 data 0
> reset reset 1100
12 boot 11 1 reason 140 data 1100
> reset reset 1200
13 boot 12 1 reason 140 data 1200
> reset reset 1300
*/
#include "Particle.h"

retained int boots = 10;
retained char lastWord[16] = "none";
int plain = 0;

void setup() {
    System.enableFeature(FEATURE_RETAINED_MEMORY);
    boots++;
    plain++;
    Serial.printlnf("%d %s %d reason %d data %lu", boots, lastWord, plain, System.resetReason(), System.resetReasonData());
    snprintf(lastWord, sizeof lastWord, "boot %d", boots);
    System.reset(boots * 100);
}

void loop() {}
