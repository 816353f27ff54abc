// Pins, kept bytes, the status LED, random numbers.
#include "scheduler.h"

#include <map>

RGBClass RGB;
EEPROMClass EEPROM;

namespace {

struct PinState {
    PinMode mode = PIN_MODE_NONE;
    uint8_t bits = 8;
    uint32_t tone = 0;
    wiring_interrupt_handler_t handler;
    Timer *silence = nullptr;
};

PinState pins[TOTAL_PINS];
bool interruptsHeld = false;
std::vector<uint16_t> heldInterrupts;
wiring_rgb_change_handler_t rgbHandler;
uint32_t randomState = 0;
bool randomSeeded = false;

bool isPin(pin_t pin) { return pin < TOTAL_PINS; }

void runInterrupt(uint16_t pin) {
    const auto handler = pins[pin].handler;
    if (handler) handler();
}

uint32_t nextRandom() {
    if (!randomSeeded) randomSeed(host_random());
    // xorshift32
    randomState ^= randomState << 13;
    randomState ^= randomState >> 17;
    randomState ^= randomState << 5;
    return randomState;
}

} // namespace

namespace pocket {

bool handlePinMail(const Mail &mail) {
    if (mail.head.kind == HOST_MAIL_LED) {
        const auto rgb = static_cast<uint32_t>(mail.head.number);
        const auto handler = rgbHandler;
        if (handler) handler(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
        return true;
    }
    if (mail.head.kind != HOST_MAIL_INTERRUPT || !isPin(mail.head.id)) return false;
    if (interruptsHeld) heldInterrupts.push_back(mail.head.id);
    else runInterrupt(mail.head.id);
    return true;
}

} // namespace pocket

void pinMode(pin_t pin, PinMode mode) {
    if (!isPin(pin)) return;
    pins[pin].mode = mode;
    host_pin_mode(pin, mode);
}

PinMode getPinMode(pin_t pin) { return isPin(pin) ? pins[pin].mode : PIN_MODE_NONE; }

void digitalWrite(pin_t pin, uint8_t level) {
    // As on the real boards, only an output takes a level.
    if (isPin(pin) && pins[pin].mode == OUTPUT) host_pin_write(pin, level ? 1 : 0);
}

int32_t digitalRead(pin_t pin) { return isPin(pin) ? static_cast<int32_t>(host_pin_read(pin)) : LOW; }

int32_t analogRead(pin_t pin) {
    // The numbers below 10 were channels once: analogRead(0) means A0.
    if (pin < 6) pin = A0 - pin;
    return isPin(pin) ? static_cast<int32_t>(host_analog_read(pin)) : 0;
}

void analogWrite(pin_t pin, uint32_t value) { analogWrite(pin, value, 500); }

void analogWrite(pin_t pin, uint32_t value, uint32_t hertz) {
    if (!isPin(pin)) return;
    const uint32_t top = (1u << pins[pin].bits) - 1;
    host_pwm(pin, static_cast<uint32_t>(static_cast<uint64_t>(std::min(value, top)) * 65535 / top), hertz);
}

uint8_t analogWriteResolution(pin_t pin, uint8_t bits) {
    if (!isPin(pin)) return 0;
    if (bits >= 2 && bits <= 16) pins[pin].bits = bits;
    return pins[pin].bits;
}

uint8_t analogWriteResolution(pin_t pin) { return isPin(pin) ? pins[pin].bits : 0; }
uint32_t analogWriteMaxFrequency(pin_t) { return 500000; }

void tone(pin_t pin, unsigned hertz, unsigned long duration) {
    if (!isPin(pin)) return;
    host_pwm(pin, 32768, hertz);
    if (duration == 0) return;
    if (!pins[pin].silence) pins[pin].silence = new Timer(1, [pin] { noTone(pin); }, true);
    pins[pin].silence->changePeriod(duration);
}

void noTone(pin_t pin) {
    if (!isPin(pin)) return;
    if (pins[pin].silence) pins[pin].silence->stop();
    host_pwm(pin, 0, 0);
}

bool attachInterrupt(uint16_t pin, wiring_interrupt_handler_t handler, InterruptMode mode, int8_t, uint8_t) {
    if (!isPin(pin)) return false;
    pins[pin].handler = std::move(handler);
    host_pin_interrupt(pin, mode);
    return true;
}

bool detachInterrupt(uint16_t pin) {
    if (!isPin(pin)) return false;
    pins[pin].handler = nullptr;
    host_pin_interrupt(pin, 0);
    return true;
}

void noInterrupts() { interruptsHeld = true; }

void interrupts() {
    interruptsHeld = false;
    std::vector<uint16_t> waiting;
    waiting.swap(heldInterrupts);
    for (const uint16_t pin : waiting) runInterrupt(pin);
}

void shiftOut(pin_t data, pin_t clock, uint8_t order, uint8_t value) {
    for (int index = 0; index < 8; index++) {
        digitalWrite(data, value >> (order == LSBFIRST ? index : 7 - index) & 1);
        digitalWrite(clock, HIGH);
        digitalWrite(clock, LOW);
    }
}

uint8_t shiftIn(pin_t data, pin_t clock, uint8_t order) {
    uint8_t value = 0;
    for (int index = 0; index < 8; index++) {
        digitalWrite(clock, HIGH);
        value |= digitalRead(data) << (order == LSBFIRST ? index : 7 - index);
        digitalWrite(clock, LOW);
    }
    return value;
}

void randomSeed(unsigned seed) {
    randomState = seed ? seed : 0x9e3779b9;
    randomSeeded = true;
}

int random(int max) { return max > 0 ? static_cast<int>(nextRandom() % static_cast<uint32_t>(max)) : 0; }
int random(int min, int max) { return min >= max ? min : min + random(max - min); }

uint8_t EEPROMClass::read(int at) {
    uint8_t value = 0xff;
    readBytes(at, &value, 1);
    return value;
}

void EEPROMClass::write(int at, uint8_t value) { writeBytes(at, &value, 1); }

void EEPROMClass::clear() {
    uint8_t empty[256];
    memset(empty, 0xff, sizeof empty);
    for (size_t at = 0; at < SIZE; at += sizeof empty) host_eeprom_write(at, empty, sizeof empty);
}

void EEPROMClass::readBytes(int at, void *to, size_t length) {
    if (at >= 0 && static_cast<size_t>(at) <= SIZE && length <= SIZE - at) host_eeprom_read(at, to, length);
}

void EEPROMClass::writeBytes(int at, const void *from, size_t length) {
    if (at >= 0 && static_cast<size_t>(at) <= SIZE && length <= SIZE - at) host_eeprom_write(at, from, length);
}

void RGBClass::control(bool on) {
    controlled_ = on;
    host_led_control(on);
}

void RGBClass::color(int red, int green, int blue) { color((red & 0xff) << 16 | (green & 0xff) << 8 | (blue & 0xff)); }

void RGBClass::color(uint32_t rgb) {
    if (controlled_) host_led_color(rgb & 0xffffff);
}

void RGBClass::brightness(uint8_t value, bool) { host_led_brightness(value); }

void RGBClass::onChange(wiring_rgb_change_handler_t handler) {
    rgbHandler = std::move(handler);
    host_led_watch(rgbHandler ? 1 : 0);
}

namespace particle {

static uint32_t statusCount = 0;

LEDStatus::LEDStatus(uint32_t color, LEDPattern pattern, LEDSpeed speed, LEDPriority priority)
    : id_(++statusCount), color_(color), pattern_(pattern), speed_(speed), priority_(priority) {}

LEDStatus::LEDStatus(uint32_t color, LEDPattern pattern, uint16_t period, LEDPriority priority)
    : id_(++statusCount), color_(color), pattern_(pattern), period_(period), priority_(priority) {}

void LEDStatus::show() {
    static const uint16_t blink[] = {500, 200, 100}, fade[] = {8000, 4000, 1000};
    const uint16_t period = period_ ? period_ : (pattern_ == LED_PATTERN_FADE ? fade : blink)[speed_];
    host_led_status(id_, off_ ? 0 : color_, active_ ? pattern_ : 0, period, priority_);
}

} // namespace particle
