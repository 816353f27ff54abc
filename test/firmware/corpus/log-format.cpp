/*
run 2000
expect
0000000000 [app] TRACE: trace
0000000000 [app] INFO: info 42 text 1.50
0000000000 [app] WARN: warn
0000000000 [app] ERROR: error
0000000000 [app] WARN: by level 7
0000000000 [app] INFO: plain
0000001234 [app.sensor] INFO: from a category
0000001234 [app] INFO: by macro 1
0000001234 [app] INFO: 01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567~
0000001234 [app] INFO: 012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678
*/
#include "Particle.h"

SerialLogHandler logHandler(LOG_LEVEL_ALL);
Logger sensorLog("app.sensor");

void setup() {
    Log.trace("trace");
    Log.info("info %d %s %.2f", 42, "text", 1.5);
    Log.warn("warn");
    Log.error("error");
    Log(LOG_LEVEL_WARN, "by level %lu", 7ul);
    Log("plain");
    delay(1234);
    sensorLog.info("from a category");
    LOG(INFO, "by macro %d", 1);
    String text;
    for (int i = 0; i < 20; i++) text += "0123456789";
    Log.info("%s", text.c_str());
    Log.info("%s", text.substring(0, 159).c_str());
}

void loop() {}
