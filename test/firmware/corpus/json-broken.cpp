/*
run 100
expect
0000000000011
0
0 0 []
2147483647
1
*/
#include "Particle.h"

void setup() {
    const char *const texts[] = {"", "{", "{\"a\":}", "[1,]", "[1 2]", "nope", "\"open", "{\"a\":1}x", "[1,2", "0x10", "\"\\q\"", " 5 ", "\"\""};
    for (const char *text : texts) Serial.print(JSONValue::parseCopy(text).isValid());
    Serial.println();

    String deep;
    for (int i = 0; i < 2000; i++) deep += "[";
    Serial.println(JSONValue::parseCopy(deep).isValid());

    JSONValue missing;
    Serial.printlnf("%d %d [%s]", missing.isValid(), missing.toInt(), missing.toString().data());
    Serial.println(JSONValue::parseCopy("99999999999").toInt());
    char buffer[32] = "{\"a\": 1}";
    Serial.println(JSONValue::parse(buffer, sizeof buffer).isObject());
}

void loop() {}
