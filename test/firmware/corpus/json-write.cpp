/*
run 100
expect
{"int":-5,"unsigned":4000000000,"bool":true,"double":0.1,"rounded":21.5,"float":2.50,"text":"a \"quoted\" \\ line\n","string":"s","null":null,"list":[1,"two",{}]}
1
20 of 8: ["longer
[1,1e+10,null]
*/
#include "Particle.h"

void setup() {
    char buffer[256];
    JSONBufferWriter writer(buffer, sizeof buffer);
    writer.beginObject();
    writer.name("int").value(-5);
    writer.name("unsigned").value(4000000000u);
    writer.name("bool").value(true);
    writer.name("double").value(0.1);
    writer.name("rounded").value(21.456, 1);
    writer.name("float").value(2.5f, 2);
    writer.name("text").value("a \"quoted\" \\ line\n");
    writer.name(String("string")).value(String("s"));
    writer.name("null").nullValue();
    writer.name("list").beginArray().value(1).value("two").beginObject().endObject().endArray();
    writer.endObject();
    buffer[std::min(writer.bufferSize(), writer.dataSize())] = 0;
    Serial.println(buffer);
    Serial.println(writer.dataSize() == strlen(buffer));

    char small[8];
    JSONBufferWriter cut(small, sizeof small);
    cut.beginArray().value("longer than that").endArray();
    Serial.printlnf("%u of %u: %.8s", (unsigned)cut.dataSize(), (unsigned)cut.bufferSize(), small);

    JSONStreamWriter stream(Serial);
    stream.beginArray().value(1.0).value(1e10).value(nan("")).endArray();
    Serial.println();
}

void loop() {}
