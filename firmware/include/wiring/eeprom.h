// EEPROM: 4096 bytes that are kept when the power goes. They are 255 at first.
#pragma once

#include "types.h"

class EEPROMClass {
public:
    static constexpr size_t SIZE = 4096;

    uint8_t read(int at);
    void write(int at, uint8_t value);
    void update(int at, uint8_t value) { if (read(at) != value) write(at, value); }
    size_t length() { return SIZE; }
    void clear();
    bool hasPendingErase() { return false; }
    void performPendingErase() {}

    template <typename T>
    T &get(int at, T &value) {
        static_assert(std::is_trivially_copyable<T>::value, "EEPROM keeps plain bytes: numbers, arrays and structs of them, no String.");
        readBytes(at, &value, sizeof(T));
        return value;
    }
    template <typename T>
    const T &put(int at, const T &value) {
        static_assert(std::is_trivially_copyable<T>::value, "EEPROM keeps plain bytes: numbers, arrays and structs of them, no String.");
        writeBytes(at, &value, sizeof(T));
        return value;
    }

private:
    // What lies outside is left alone.
    void readBytes(int at, void *to, size_t length);
    void writeBytes(int at, const void *from, size_t length);
};

extern EEPROMClass EEPROM;
