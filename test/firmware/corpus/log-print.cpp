/*
run 100
expect
no head and no end
1 of 2
000fff
*/
#include "Particle.h"

SerialLogHandler logHandler;

void setup() {
    Log.print("no head");
    Log.print(" and no end\r\n");
    Log.printf("%d of %d\r\n", 1, 2);
    Log.printf(LOG_LEVEL_TRACE, "hidden");
    const uint8_t bytes[] = {0x00, 0x0f, 0xff};
    Log.dump(bytes, sizeof bytes);
    Log.write("\r\n", 2);
}

void loop() {}
