/*
run 100
expect
WARN|app|shown|1|5
{"l":"ERROR","m":"as \"JSON\"","c":"app","t":0,"code":6,"detail":"why"}
1
*/
#include "Particle.h"

class Collector : public LogHandler {
public:
    Collector() : LogHandler(LOG_LEVEL_WARN) { LogManager::instance()->addHandler(this); }
    int count = 0;

protected:
    void logMessage(const char *text, LogLevel level, const char *category, const LogAttributes &attributes) override {
        count++;
        Serial.printlnf("%s|%s|%s|%d|%ld", levelName(level), category, text, attributes.has_code, (long)attributes.code);
        Log.error("a handler that logs does not hear itself");
    }
};

Collector collector;
JSONStreamLogHandler jsonHandler(Serial, LOG_LEVEL_INFO);

void setup() {
    Log.info("hidden");
    Log.code(5).warn("shown");
    LogManager::instance()->removeHandler(&collector);
    LogManager::instance()->addHandler(&jsonHandler);
    Log.code(6).details("why").error("as \"JSON\"");
    Serial.println(collector.count);
}

void loop() {}
