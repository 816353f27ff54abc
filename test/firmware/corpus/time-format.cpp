/*
run 5000
expect
1
1795262400
Sat Nov 21 12:00:00 2026
2026-11-21T12:00:00Z
2026-11-21 12:00:00 day 7
2016-06-29T09:29:41-05:00
2016-06-29T19:59:41+05:30
19800
2026-11-21T14:00:00+02:00
1
13:00
1 0 1
2
> time 1467210581
*/
#include "Particle.h"

void setup() {
    Serial.println(Time.isValid());
    Serial.println(Time.now());
    Serial.println(Time.timeStr());
    Serial.println(Time.format(TIME_FORMAT_ISO8601_FULL));
    Serial.printlnf("%04d-%02d-%02d %02d:%02d:%02d day %d", Time.year(), Time.month(), Time.day(), Time.hour(), Time.minute(), Time.second(), Time.weekday());
    Time.zone(-5);
    Serial.println(Time.format(1467210581, TIME_FORMAT_ISO8601_FULL));
    Time.zone(5.5);
    Serial.println(Time.format(1467210581, TIME_FORMAT_ISO8601_FULL));
    Serial.println(Time.local() - Time.now());
    Time.zone(1);
    Time.beginDST();
    Serial.println(Time.format(TIME_FORMAT_ISO8601_FULL));
    Serial.println(Time.isDST());
    Time.endDST();
    Time.setFormat("%H:%M");
    Serial.println(Time.format());
    Serial.printlnf("%d %d %d", Time.hourFormat12(), Time.isAM(), Time.isPM());
    delay(2500);
    Serial.println(Time.second());
    Time.setTime(1467210581);
}

void loop() {}
