// Reads a temperature and publishes it.
//
// A value goes out when the board comes online, every twenty
// seconds after that, and whenever you click the MODE button.

#include "Particle.h"

SerialLogHandler logHandler(LOG_LEVEL_INFO);

// The webhook listens for names that begin with this. The function
// "rename" writes another name over it, and the board keeps that.
char eventName[65] = "temp";

// The channel takes one value in fifteen seconds.
const system_tick_t periodMs = 20 * 1000;

// A TMP36 temperature sensor, with its output on A0:
// 500 mV at 0 °C, and 10 mV more for each degree.
const pin_t sensorPin = A0;

// The small LED of the board, lit while a value goes out.
const pin_t led = D7;

volatile bool publishSoon = true;
system_tick_t lastPublish = 0;
double temperature = 0;

void onClick(system_event_t event, int param);
int renameEvent(String name);
double readTemperature();

void setup() {
    pinMode(led, OUTPUT);
    System.on(button_click, onClick);
    Particle.variable("temperature", temperature);
    Particle.function("rename", renameEvent);

    // A memory that nobody wrote to holds 255 everywhere.
    if (EEPROM.read(0) != 255) {
        EEPROM.get(0, eventName);
    }
}

void loop() {
    temperature = readTemperature();
    if (!publishSoon && millis() - lastPublish < periodMs) {
        return;
    }
    publishSoon = false;
    lastPublish = millis();

    digitalWrite(led, HIGH);
    String value = String(temperature, 1);
    Particle.publish(eventName, value);
    Log.info("published %s %s", eventName, value.c_str());
    delay(1000);
    digitalWrite(led, LOW);
}

double readTemperature() {
    const double millivolts = analogRead(sensorPin) * 3300.0 / 4095.0;
    return (millivolts - 500.0) / 10.0;
}

// Runs outside the loop: it only leaves a note for it.
void onClick(system_event_t event, int param) {
    publishSoon = true;
}

int renameEvent(String name) {
    if (name.length() == 0 || name.length() >= sizeof(eventName)) {
        return -1;
    }
    name.toCharArray(eventName, sizeof(eventName));
    EEPROM.put(0, eventName);
    publishSoon = true;
    return 0;
}
