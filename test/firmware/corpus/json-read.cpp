/*
run 100
expect
1
7
id: 3 17
t: 3 21.50
ok: 2 1
name: 4 café "x"
none: 1
list: 5 [1 1] [2 2] [0 ]
empty: 6
*/
#include "Particle.h"

const char *const TEXT = R"({"id": 17, "t": 21.5, "ok": true, "name": "caf\u00e9 \"x\"", "none": null, "list": [1, "2", {"three": 3}], "empty": {}})";

void setup() {
    JSONValue root = JSONValue::parseCopy(TEXT);
    Serial.println(root.isObject());
    JSONObjectIterator members(root);
    Serial.println(members.count());
    while (members.next()) {
        const JSONValue value = members.value();
        Serial.printf("%s: %d", members.name().data(), value.type());
        if (members.name() == "id") Serial.printf(" %d", value.toInt());
        if (members.name() == "t") Serial.printf(" %.2f", value.toDouble());
        if (members.name() == "ok") Serial.printf(" %d", value.toBool());
        if (members.name() == "name") Serial.printf(" %s", value.toString().data());
        if (value.isArray()) {
            JSONArrayIterator items(value);
            while (items.next()) Serial.printf(" [%d %s]", items.value().toInt(), items.value().toString().data());
        }
        Serial.println();
    }
}

void loop() {}
