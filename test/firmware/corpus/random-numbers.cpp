/*
run 100
expect
1 1 0 5 7
1 1
1
*/
#include "Particle.h"

void setup() {
    bool inside = true, differs = false;
    const int first = random(1000000);
    for (int i = 0; i < 1000; i++) {
        const int value = random(10, 20);
        inside = inside && value >= 10 && value < 20;
        differs = differs || random(1000000) != first;
    }
    Serial.printlnf("%d %d %d %d %d", inside, differs, random(0), random(5, 5), random(7, 3));
    randomSeed(42);
    const int a = random(1000), b = random(1000);
    randomSeed(42);
    Serial.printlnf("%d %d", a == random(1000), b == random(1000));
    Serial.println(rand() != rand());
}

void loop() {}
