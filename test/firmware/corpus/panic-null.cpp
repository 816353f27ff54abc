/*
run 100
boots 2
expect
20
> trap unreachable
130
*/
#include "Particle.h"

struct Node {
    int value;
} *node = nullptr;

void setup() {
    Serial.println(System.resetReason());
    if (System.resetReason() == RESET_REASON_PANIC) return;
    node->value = 1;
    Serial.println("never");
}

void loop() {}
