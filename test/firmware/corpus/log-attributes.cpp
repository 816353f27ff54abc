/*
run 100
expect
0000000000 [app] ERROR: It failed [code = -160]
0000000000 [app] WARN: Look [details = what happened]
0000000000 [app] INFO: Reading 3 [code = 7, details = both]
0000000000 [app] INFO: details are not cut [details = details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-details-]
*/
#include "Particle.h"

SerialLogHandler logHandler;

void setup() {
    Log.code(-160).error("It failed");
    Log.details("what happened").warn("Look");
    Log.code(7).details("both").info("Reading %d", 3);
    String large;
    for (int i = 0; i < 30; i++) large += "details-";
    Log.details(large).info("details are not cut");
}

void loop() {}
