// Tinker, what a new board runs: reads and writes its pins when the cloud calls a function.
#include "Particle.h"

SerialLogHandler logHandler(LOG_LEVEL_INFO);

namespace {

const pin_t digitalPins[] = {D0, D1, D2, D3, D4, D5, D6, D7};
const pin_t analogPins[] = {A0, A1, A2, A3, A4, A5};

// "D0" to "D7" and "A0" to "A5", with or without what follows; -1 for anything else.
int pinNamed(const String& text) {
    const int number = text.charAt(1) - '0';
    if (text.charAt(0) == 'D' && number >= 0 && number < 8) {
        return digitalPins[number];
    }
    if (text.charAt(0) == 'A' && number >= 0 && number < 6) {
        return analogPins[number];
    }
    return -1;
}

// What stands behind the pin and one sign: "D7,HIGH" and "D7 HIGH" alike.
String valueIn(const String& text) {
    return text.substring(3);
}

int readDigital(String text) {
    const int pin = pinNamed(text);
    if (pin < 0) {
        return -1;
    }
    pinMode(pin, INPUT_PULLDOWN);
    return digitalRead(pin);
}

int writeDigital(String text) {
    const int pin = pinNamed(text);
    const String value = valueIn(text);
    if (pin < 0) {
        return -1;
    }
    if (value != "HIGH" && value != "LOW") {
        return -2;
    }
    pinMode(pin, OUTPUT);
    digitalWrite(pin, value == "HIGH" ? HIGH : LOW);
    return 1;
}

int readAnalog(String text) {
    const int pin = pinNamed(text);
    return pin < 0 || text.charAt(0) != 'A' ? -1 : analogRead(pin);
}

int writeAnalog(String text) {
    const int pin = pinNamed(text);
    const int value = valueIn(text).toInt();
    if (pin < 0) {
        return -1;
    }
    if (value < 0 || value > 255) {
        return -2;
    }
    pinMode(pin, OUTPUT);
    analogWrite(pin, value);
    return 1;
}

}  // namespace

void setup() {
    Particle.function("digitalread", readDigital);
    Particle.function("digitalwrite", writeDigital);
    Particle.function("analogread", readAnalog);
    Particle.function("analogwrite", writeAnalog);
    Log.info("Tinker is running: call digitalwrite with D7,HIGH");
}

void loop() {
}
