/*
run 3000
at 500 click
at 600 click
at 1000 system 128 0
at 1400 system 128 400
at 1500 system 8192 3
at 2000 click
expect
0000000500 [app] INFO: click 1
0000000600 [app] INFO: click 1
0000001000 [app] INFO: event 128 param 0
0000001000 [app] INFO: pressed 0
0000001400 [app] INFO: event 128 param 400
0000001400 [app] INFO: pressed 400
0000001500 [app] INFO: event 8192 param 3
0000001500 [app] INFO: no arguments
*/
#include "Particle.h"

SerialLogHandler logHandler;

void clicked(system_event_t event, int param) {
    Log.info("click %d", system_button_clicks(param));
}

void anything(system_event_t event, int param, void *) {
    Log.info("event %d param %d", (int)event, param);
}

struct Panel {
    void pressed(system_event_t, int ms) { Log.info("pressed %d", ms); }
} panel;

void setup() {
    System.on(button_click, clicked);
    System.on(button_status + button_final_click, anything);
    System.on(button_status, &Panel::pressed, &panel);
    System.on(button_final_click, [] { Log.info("no arguments"); });
    delay(1600);
    System.off(button_click);
}

void loop() {}
