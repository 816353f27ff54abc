// The words that every sketch uses: number types, levels, pins, small maths.
#pragma once

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <type_traits>

// Says at compile time why a part of Device OS is not there.
#define POCKET_UNAVAILABLE(why) __attribute__((unavailable(why)))
#define POCKET_WITHOUT_EFFECT(why) __attribute__((deprecated(why)))

#define PLATFORM_ID 3
#define PLATFORM_GCC 3
#define PLATFORM_NAME gcc
#define PLATFORM_THREADING 0
#define HAL_PLATFORM_CELLULAR 0
#define HAL_PLATFORM_WIFI 0
#define HAL_PLATFORM_ETHERNET 0
#define HAL_PLATFORM_BLE 0
#define HAL_PLATFORM_MESH 0
#define HAL_PLATFORM_NFC 0
#define HAL_PLATFORM_POCKET 1
#define Wiring_WiFi 0
#define Wiring_Cellular 0
#define Wiring_Ethernet 0
#define Wiring_BLE 0
#define Wiring_NFC 0
#define Wiring_Mesh 0
#define Wiring_Watchdog 1
#define PARTICLE 1
#define SPARK 1

#define SYSTEM_VERSION_v590 0x050900ff
#define SYSTEM_VERSION 0x050900ff
#define SYSTEM_VERSION_STRING "5.9.0"
#define SYSTEM_VERSION_MAJOR 5
#define SYSTEM_VERSION_MINOR 9
#define SYSTEM_VERSION_PATCH 0

typedef uint8_t byte;
typedef bool boolean;
typedef uint16_t pin_t;
typedef uint32_t system_tick_t;
typedef uint8_t hal_pin_t;

enum : int { LOW = 0, HIGH = 1 };

typedef enum PinMode : uint8_t {
    INPUT = 0,
    OUTPUT = 1,
    INPUT_PULLUP = 2,
    INPUT_PULLDOWN = 3,
    PIN_MODE_NONE = 255
} PinMode;

enum : pin_t {
    D0, D1, D2, D3, D4, D5, D6, D7, D8, D9, D10, D11, D12, D13, D14, D15, D16, D17, D18, D19,
    A0 = 19, A1 = 18, A2 = 17, A3 = 16, A4 = 15, A5 = 14,
    SDA = 0, SCL = 1, RX = 10, TX = 9, MISO = 11, MOSI = 12, SCK = 13, SS = 14,
    LED_BUILTIN = 7,
    TOTAL_PINS = 20,
    PIN_INVALID = 0xff
};

enum BitOrder { LSBFIRST = 0, MSBFIRST = 1 };

constexpr double PI = 3.1415926535897932384626433832795;
constexpr double HALF_PI = PI / 2;
constexpr double TWO_PI = PI * 2;
constexpr double DEG_TO_RAD = PI / 180;
constexpr double RAD_TO_DEG = 180 / PI;

// Text bases of print() and String().
enum : int { DEC = 10, HEX = 16, OCT = 8, BIN = 2 };

template <typename A, typename B>
constexpr typename std::common_type<A, B>::type min(A a, B b) {
    return b < a ? b : a;
}

template <typename A, typename B>
constexpr typename std::common_type<A, B>::type max(A a, B b) {
    return a < b ? b : a;
}

template <typename T, typename Low, typename High>
constexpr T constrain(T value, Low low, High high) {
    return value < low ? static_cast<T>(low) : value > high ? static_cast<T>(high) : value;
}

template <typename T>
constexpr T sq(T value) {
    return value * value;
}

constexpr double radians(double degrees) { return degrees * DEG_TO_RAD; }
constexpr double degrees(double radians) { return radians * RAD_TO_DEG; }

constexpr int map(int value, int fromStart, int fromEnd, int toStart, int toEnd) {
    return fromStart == fromEnd ? value
                                : static_cast<int>(static_cast<int64_t>(value - fromStart) * (toEnd - toStart) / (fromEnd - fromStart)) + toStart;
}

constexpr double map(double value, double fromStart, double fromEnd, double toStart, double toEnd) {
    return fromStart == fromEnd ? value : (value - fromStart) * (toEnd - toStart) / (fromEnd - fromStart) + toStart;
}

// What a character is, as Wiring asks.
inline bool isAlpha(int c) { return isalpha(c) != 0; }
inline bool isAlphaNumeric(int c) { return isalnum(c) != 0; }
inline bool isDigit(int c) { return isdigit(c) != 0; }
inline bool isHexadecimalDigit(int c) { return isxdigit(c) != 0; }
inline bool isLowerCase(int c) { return islower(c) != 0; }
inline bool isUpperCase(int c) { return isupper(c) != 0; }
inline bool isPunct(int c) { return ispunct(c) != 0; }
inline bool isSpace(int c) { return isspace(c) != 0; }
inline bool isPrintable(int c) { return isprint(c) != 0; }

#define lowByte(value) ((uint8_t)((value)&0xff))
#define highByte(value) ((uint8_t)((value) >> 8))
#define bitRead(value, bit) (((value) >> (bit)) & 1)
#define bitSet(value, bit) ((value) |= (1UL << (bit)))
#define bitClear(value, bit) ((value) &= ~(1UL << (bit)))
#define bitWrite(value, bit, on) ((on) ? bitSet(value, bit) : bitClear(value, bit))

#define PROGMEM
#define PSTR(text) (text)
#define F(text) (text)
#define pgm_read_byte(at) (*(const uint8_t *)(at))
#define pgm_read_word(at) (*(const uint16_t *)(at))
#define pgm_read_dword(at) (*(const uint32_t *)(at))
typedef char __FlashStringHelper;

#define arraySize(array) (sizeof(array) / sizeof((array)[0]))

namespace particle {

// Where a call stands in the sources; the page points from an event to its line with it.
struct CallSite {
    const char *file;
    uint32_t line;

    static constexpr CallSite here(const char *file = __builtin_FILE(), uint32_t line = __builtin_LINE()) { return CallSite{file, line}; }
};

} // namespace particle

using namespace std::chrono_literals;
