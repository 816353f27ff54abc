/*
run 400
at 100 call led on
at 200 read temp
expect
> variable temp int32
> variable name string
> pin 7 mode 1
> publish started "" ttl 60 flags 0 at old-names.ino:26
> pin 7 1
> answer 100 1
> answer 200 21
1 0 1 1
*/
// The way of 2014 and 2015: Spark, and variables by address and type.
#include "application.h"

int temp = 21;
char name[20] = "core";

void setup() {
    Spark.variable("temp", &temp, INT);
    Spark.variable("name", name, STRING);
    Spark.function("led", ledControl);
    pinMode(D7, OUTPUT);
    Spark.publish("started");
}

void loop() {
    static bool told = false;
    if (!told && millis() > 300) {
        told = true;
        Serial.println(String(isDigit('7')) + " " + isDigit('x') + " " + isSpace(' ') + " " + isAlphaNumeric('a'));
    }
}

int ledControl(String command) {
    digitalWrite(D7, command == "on" ? HIGH : LOW);
    return 1;
}
