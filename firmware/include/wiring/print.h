// Print and Stream: what can be printed to and read from.
#pragma once

#include <cstdarg>
#include "string.h"

class Print;

class Printable {
public:
    virtual ~Printable() = default;
    virtual size_t printTo(Print &print) const = 0;
};

class Print {
public:
    virtual ~Print() = default;
    virtual size_t write(uint8_t byte) = 0;
    virtual size_t write(const uint8_t *bytes, size_t length);
    size_t write(const char *text) { return text ? write(reinterpret_cast<const uint8_t *>(text), strlen(text)) : 0; }
    size_t write(const char *text, size_t length) { return write(reinterpret_cast<const uint8_t *>(text), length); }

    size_t print(const char *text) { return write(text); }
    size_t print(const String &text) { return write(text.c_str(), text.length()); }
    size_t print(char value) { return write(static_cast<uint8_t>(value)); }
    size_t print(const Printable &value) { return value.printTo(*this); }
    size_t print(float value, int decimals = 2) { return print(String(value, decimals)); }
    size_t print(double value, int decimals = 2) { return print(String(value, decimals)); }
    template <typename T, typename std::enable_if<std::is_integral<T>::value || std::is_enum<T>::value, int>::type = 0>
    size_t print(T value, int base = DEC) {
        using Wide = typename std::conditional<std::is_enum<T>::value || std::is_signed<T>::value, long long, unsigned long long>::type;
        // Other bases show the bits of the number as wide as it is.
        if (base != DEC && std::is_signed<T>::value) return print(String(static_cast<unsigned long long>(value) & mask(sizeof(T)), base));
        return print(String(static_cast<Wide>(value), base));
    }

    size_t println() { return write("\r\n"); }
    template <typename T>
    size_t println(const T &value) {
        const size_t length = print(value);
        return length + println();
    }
    template <typename T>
    size_t println(const T &value, int format) {
        const size_t length = print(value, format);
        return length + println();
    }

    size_t printf(const char *format, ...) __attribute__((format(printf, 2, 3)));
    size_t printlnf(const char *format, ...) __attribute__((format(printf, 2, 3)));
    size_t vprintf(bool newLine, const char *format, va_list arguments);

    int getWriteError() const { return error_; }
    void clearWriteError() { error_ = 0; }

protected:
    void setWriteError(int error = 1) { error_ = error; }

private:
    static constexpr unsigned long long mask(size_t size) { return size >= 8 ? ~0ULL : (1ULL << (8 * size)) - 1; }

    int error_ = 0;
};

class Stream : public Print {
public:
    virtual int available() = 0;
    virtual int read() = 0;
    virtual int peek() = 0;
    virtual void flush() = 0;

    // How long the calls below wait for a byte, ms.
    void setTimeout(system_tick_t timeout) { timeout_ = timeout; }
    bool find(const char *target);
    bool findUntil(const char *target, const char *terminator);
    long parseInt();
    float parseFloat();
    size_t readBytes(char *buffer, size_t length);
    size_t readBytesUntil(char terminator, char *buffer, size_t length);
    String readString();
    String readStringUntil(char terminator);

protected:
    // The next byte, -1 when none comes in time.
    int timedRead();
    int timedPeek();

    system_tick_t timeout_ = 1000;
};
