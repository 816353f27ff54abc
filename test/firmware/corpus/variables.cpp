/*
run 2000
at 100 read flag
at 110 read count
at 120 read level
at 130 read text
at 140 read plain
at 150 read unsigned
at 160 read made
at 170 read lambda
at 180 read member
at 190 read color
at 500 read count
expect
> variable flag bool
> variable count int32
> variable level double
> variable text string
> variable plain string
> variable unsigned int32
> variable made string
> variable lambda int32
> variable member double
> variable color int32
> answer 100 true
> answer 110 41
> answer 120 2.5
> answer 130 "some text"
> answer 140 "plain text"
> answer 150 -294967296
> answer 160 "made at 41"
> answer 170 82
> answer 180 0.125
> answer 190 2
> answer 500 42
*/
#include "Particle.h"

bool flag = true;
int count = 41;
double level = 2.5;
String text = "some text";
const char *plain = "plain text";
uint32_t big = 4000000000u;
enum Color { RED = 1, GREEN = 2 } color = GREEN;

String made() {
    return String::format("made at %d", count);
}

struct Sensor {
    double value() { return 0.125; }
} sensor;

void setup() {
    Particle.variable("flag", flag);
    Particle.variable("count", count);
    Particle.variable("level", level);
    Particle.variable("text", text);
    Particle.variable("plain", plain);
    Particle.variable("unsigned", big);
    Particle.variable("made", made);
    Particle.variable("lambda", [] { return count * 2; });
    Particle.variable("member", [] { return sensor.value(); });
    Particle.variable("color", color);
    delay(300);
    count++;
}

void loop() {}
