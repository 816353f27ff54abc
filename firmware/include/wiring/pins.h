// Pins: digital, analog, PWM, interrupts, random numbers.
#pragma once

#include <functional>
#include "types.h"

void pinMode(pin_t pin, PinMode mode);
PinMode getPinMode(pin_t pin);
void digitalWrite(pin_t pin, uint8_t level);
int32_t digitalRead(pin_t pin);
inline void pinSetFast(pin_t pin) { digitalWrite(pin, HIGH); }
inline void pinResetFast(pin_t pin) { digitalWrite(pin, LOW); }
inline void digitalWriteFast(pin_t pin, uint8_t level) { digitalWrite(pin, level); }
inline int32_t pinReadFast(pin_t pin) { return digitalRead(pin); }

// 0 (0 V) to 4095 (3.3 V).
int32_t analogRead(pin_t pin);
// PWM: 0 to 255, or to what analogWriteResolution says; 500 Hz without a frequency.
void analogWrite(pin_t pin, uint32_t value);
void analogWrite(pin_t pin, uint32_t value, uint32_t hertz);
uint8_t analogWriteResolution(pin_t pin, uint8_t bits);
uint8_t analogWriteResolution(pin_t pin);
uint32_t analogWriteMaxFrequency(pin_t pin);
void tone(pin_t pin, unsigned hertz, unsigned long duration = 0);
void noTone(pin_t pin);

enum InterruptMode { CHANGE = 1, RISING = 2, FALLING = 3 };
typedef std::function<void()> wiring_interrupt_handler_t;
// The handler runs while the application waits, or between two loops.
bool attachInterrupt(uint16_t pin, wiring_interrupt_handler_t handler, InterruptMode mode, int8_t priority = -1, uint8_t subpriority = 0);
template <typename T>
bool attachInterrupt(uint16_t pin, void (T::*method)(), T *instance, InterruptMode mode, int8_t = -1, uint8_t = 0) {
    return attachInterrupt(pin, wiring_interrupt_handler_t([instance, method] { (instance->*method)(); }), mode);
}
bool detachInterrupt(uint16_t pin);
void interrupts();
void noInterrupts();

void shiftOut(pin_t data, pin_t clock, uint8_t order, uint8_t value);
uint8_t shiftIn(pin_t data, pin_t clock, uint8_t order);
uint32_t pulseIn(pin_t pin, uint16_t value) POCKET_UNAVAILABLE("The virtual board cannot time pulses; use attachInterrupt with CHANGE.");

// 0 to max - 1, min to max - 1.
int random(int max);
int random(int min, int max);
void randomSeed(unsigned seed);
