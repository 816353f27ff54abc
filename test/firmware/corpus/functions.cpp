/*
run 3000
at 100 call plain on
at 200 call slow x
at 600 call member 20
at 700 call lambda
at 800 call gone x
expect
0000000100 [app] INFO: plain on
> answer 100 1
> answer 200 1
> answer 600 120
> answer 700 -1
> answer 800 failed
*/
#include "Particle.h"

SerialLogHandler logHandler;

int plain(String argument) {
    Log.info("plain %s", argument.c_str());
    return argument == "on" ? 1 : 0;
}

int slow(String argument) {
    delay(250);
    return argument.length();
}

struct Counter {
    int add(String argument) { return total += argument.toInt(); }
    int total = 100;
} counter;

void setup() {
    Particle.function("plain", plain);
    Particle.function("slow", slow);
    Particle.function("member", &Counter::add, &counter);
    Particle.function("lambda", [](const String &argument) { return argument.isEmpty() ? -1 : 1; });
}

void loop() {}
