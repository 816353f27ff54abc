// Publishes a temperature through a webhook,
// and logs what the server answers.
//
// A reading goes out when the device comes online, every five
// minutes after that, and whenever you click the MODE button
// (some boards call it SETUP or USER).

#include "Particle.h"
// On USB, the board publishes to the page that reads its log, too.
#include "pocket-bridge.h"

// The loop runs while the device still looks for the cloud,
// so a click is never lost.
SYSTEM_THREAD(ENABLED);

// What the product's list shows as this device's firmware.
PRODUCT_VERSION(1);

SerialLogHandler logHandler(LOG_LEVEL_INFO);

// The webhook listens for names that begin with this.
// Keep the two the same.
const char *const eventName = "WebhookDemo01";

const system_tick_t publishPeriodMs = 5 * 60 * 1000;

// The cloud takes one event a second from a device:
// a fast finger on the button waits its turn.
const system_tick_t publishGapMs = 1000;

// A TMP36 temperature sensor, with its output on A0:
// 500 mV at 0 °C, and 10 mV more for each degree.
const pin_t sensorPin = A0;

volatile bool publishSoon = true;
system_tick_t lastPublish = 0;
int sequence = 0;

void onClick(system_event_t event, int param);
void onResponse(const char *event, const char *data);
void publishReading();
double readTemperature();

void setup() {
    System.on(button_click, onClick);

    // The answer comes back as an event. Its name begins with this
    // device's id, because the webhook's response topic does, so
    // no other device hears it.
    String topic = System.deviceID() + "/hook-response/" + eventName;
    Particle.subscribe(topic, onResponse);
}

void loop() {
    const system_tick_t sincePublish = millis() - lastPublish;

    if (sincePublish >= publishPeriodMs) {
        publishSoon = true;
    }

    const bool mayPublish = sequence == 0 || sincePublish >= publishGapMs;
    if (publishSoon && mayPublish && Particle.connected()) {
        publishSoon = false;
        lastPublish = millis();
        publishReading();
    }
}

// Runs outside the loop: it only leaves a note for it.
void onClick(system_event_t event, int param) {
    publishSoon = true;
}

// Runs once for each piece of an answer; a short answer is one piece.
void onResponse(const char *event, const char *data) {
    Log.info("%s: %s", event, data);
}

void publishReading() {
    char buffer[particle::protocol::MAX_EVENT_DATA_LENGTH + 1];
    JSONBufferWriter writer(buffer, sizeof(buffer) - 1);

    writer.beginObject();
    // Tells the server of an event that comes twice, or not at all.
    writer.name("id").value(++sequence);
    writer.name("t").value(readTemperature(), 1);
#if Wiring_Cellular
    writer.name("powerSource").value(System.powerSource());
    writer.name("soc").value(System.batteryCharge(), 1);
#endif
    writer.endObject();
    buffer[std::min(writer.bufferSize(), writer.dataSize())] = '\0';

    if (Particle.publish(eventName, buffer)) {
        Log.info("published %s %s", eventName, buffer);
    } else {
        Log.warn("could not publish %s", eventName);
    }
}

double readTemperature() {
    const double millivolts = analogRead(sensorPin) * 3300.0 / 4095.0;
    return (millivolts - 500.0) / 10.0;
}
