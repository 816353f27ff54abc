// error 4: 'ApplicationWatchdog' is unavailable: The virtual board restarts a loop that hangs by itself; set the time with Watchdog.
#include "Particle.h"

ApplicationWatchdog *watchdog;

void setup() {}

void loop() {}
