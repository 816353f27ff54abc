/*
run 100
expect
alpha-71.5beta
alpha beta3x
literal alpha
1 1 1 1
1 1 1
5 l a 0
AlphA
[] 1 1
4
0
changed
changed
*/
#include "Particle.h"

void setup() {
    String a = "alpha", b("beta"), c = a;
    c += '-';
    c += 7;
    c += String(1.5, 1);
    c += b;
    Serial.println(c);
    Serial.println(a + " " + b + 3 + 'x');
    Serial.println("literal " + a);
    Serial.printlnf("%d %d %d %d", a == "alpha", a != b, a < b, a.equalsIgnoreCase("ALPHA"));
    Serial.printlnf("%d %d %d", a.startsWith("al"), a.startsWith("ph", 2), a.endsWith("ha"));
    Serial.printlnf("%u %c %c %d", a.length(), a.charAt(1), a[4], a.charAt(99));
    a[0] = 'A';
    a.setCharAt(4, 'A');
    Serial.println(a);
    String empty;
    Serial.printlnf("[%s] %d %d", empty.c_str(), empty.isEmpty(), empty == "");
    const char *converted = b;
    Serial.println(strlen(converted));
    String null((const char *)nullptr);
    Serial.println(null.length());
    b = "changed";
    Serial.println(b);
    String copy = std::move(b);
    Serial.println(copy);
}

void loop() {}
