/*
run 100
expect
0000000000 [app] INFO: app: shown
0000000000 [app.net] ERROR: net: shown
0000000000 [app.net.dns] TRACE: dns: shown
0000000000 [app.network] INFO: network is not net: shown
0000000000 [other] WARN: other: shown
0000000000 [] ERROR: without a category
0000000000 [app] INFO: enabled: 1 0 1
*/
#include "Particle.h"

SerialLogHandler logHandler(115200, LOG_LEVEL_WARN, {{"app", LOG_LEVEL_INFO}, {"app.net", LOG_LEVEL_ERROR}, {"app.net.dns", LOG_LEVEL_ALL}});

void setup() {
    Log.info("app: shown");
    Log.trace("app: hidden");
    Logger("app.net").warn("net: hidden");
    Logger("app.net").error("net: shown");
    Logger("app.net.dns").trace("dns: shown");
    Logger("app.network").info("network is not net: shown");
    Logger("other").info("other: hidden");
    Logger("other").warn("other: shown");
    Logger("").error("without a category");
    Log.info("enabled: %d %d %d", Log.isInfoEnabled(), Log.isTraceEnabled(), Logger("other").isWarnEnabled());
}

void loop() {}
