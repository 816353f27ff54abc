/*
run 2000
at 100 event temp 21
at 200 event temperature/high {"t":30}
at 300 event tem x
at 400 event e00fce680123456789abcdef/hook-response/temp/0 42 and more
expect
0000000000 [app] INFO: long 0
0000000100 [app] INFO: function temp = 21
0000000200 [app] INFO: function temperature/high = {"t":30}
0000000200 [app] INFO: member 1 temperature/high
0000000400 [app] INFO: lambda 1: 42 and more
*/
#include "Particle.h"

SerialLogHandler logHandler;

void onTemp(const char *name, const char *data) {
    Log.info("function %s = %s", name, data);
}

class Listener {
public:
    void begin() { Particle.subscribe("temperature", &Listener::hear, this); }
    void hear(const char *name, const char *data) { Log.info("member %d %s", ++count, name); }

private:
    int count = 0;
};

Listener listener;

void setup() {
    Particle.subscribe("temp", onTemp, MY_DEVICES);
    listener.begin();
    int heard = 0;
    Particle.subscribe(System.deviceID() + "/hook-response/", [heard](const char *name, const char *data) mutable {
        Log.info("lambda %d: %s", ++heard, data);
    });
    Log.info("long %d", Particle.subscribe("a123456789012345678901234567890123456789012345678901234567890123456789", onTemp));
}

void loop() {}
