/*
run 100
expect
3 4 8 -1
11 8
two
three
[]
one,2,2,three
one;2;2;three
one;three
ONE
one
[padded]
abc
*/
#include "Particle.h"

void setup() {
    String text = "one,two,two,three";
    Serial.printlnf("%d %d %d %d", text.indexOf(','), text.indexOf("two"), text.indexOf("two", 5), text.indexOf("four"));
    Serial.printlnf("%d %d", text.lastIndexOf(','), text.lastIndexOf("two"));
    Serial.println(text.substring(4, 7));
    Serial.println(text.substring(12));
    Serial.println("[" + text.substring(50) + "]");
    text.replace("two", "2");
    Serial.println(text);
    text.replace(',', ';');
    Serial.println(text);
    text.remove(3, 4);
    Serial.println(text);
    text.remove(3);
    Serial.println(text.toUpperCase());
    Serial.println(text.toLowerCase());
    String padded = " \t padded \r\n";
    Serial.println("[" + padded.trim() + "]");
    char buffer[4];
    String("abcdef").toCharArray(buffer, sizeof buffer);
    Serial.println(buffer);
}

void loop() {}
