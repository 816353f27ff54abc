// String, Print, Stream and Serial.
#include "scheduler.h"

USBSerial Serial;

namespace {

std::string digits(unsigned long long value, int base, bool negative) {
    if (base < 2 || base > 36) base = 10;
    std::string text;
    do text.insert(text.begin(), "0123456789abcdefghijklmnopqrstuvwxyz"[value % base]);
    while (value /= base);
    return negative ? "-" + text : text;
}

std::string formatted(const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    const int length = vsnprintf(nullptr, 0, format, again);
    va_end(again);
    std::string text(std::max(length, 0) + 1, '\0');
    vsnprintf(&text[0], text.size(), format, arguments);
    text.pop_back();
    return text;
}

} // namespace

String::String(long value, int base) : String(static_cast<long long>(value), base) {}
String::String(unsigned long value, int base) : text_(digits(value, base, false)) {}
String::String(unsigned long long value, int base) : text_(digits(value, base, false)) {}
String::String(long long value, int base)
    : text_(digits(value < 0 ? 0ULL - static_cast<unsigned long long>(value) : static_cast<unsigned long long>(value), base, value < 0)) {}

String::String(double value, int decimals) {
    char text[352];
    snprintf(text, sizeof text, "%.*f", std::min(std::max(decimals, 0), 30), value);
    text_ = text;
}

String::String(const Printable &printable) {
    struct Collector : Print {
        std::string text;
        size_t write(uint8_t byte) override { return text += static_cast<char>(byte), 1; }
    } collector;
    printable.printTo(collector);
    text_ = collector.text;
}

String String::format(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    String result(formatted(format, arguments));
    va_end(arguments);
    return result;
}

bool String::equalsIgnoreCase(const String &other) const { return strcasecmp(c_str(), other.c_str()) == 0 && length() == other.length(); }

bool String::startsWith(const String &prefix, unsigned offset) const {
    return offset <= text_.length() && text_.compare(offset, prefix.text_.length(), prefix.text_) == 0;
}

bool String::endsWith(const String &suffix) const {
    return suffix.length() <= length() && text_.compare(length() - suffix.length(), std::string::npos, suffix.text_) == 0;
}

char &String::operator[](unsigned index) {
    static char outside;
    if (index < text_.length()) return text_[index];
    return outside = 0, outside;
}

void String::getBytes(unsigned char *buffer, unsigned size, unsigned index) const {
    if (!buffer || size == 0) return;
    const unsigned count = index < length() ? std::min(size - 1, length() - index) : 0;
    memcpy(buffer, text_.data() + std::min(index, length()), count);
    buffer[count] = 0;
}

String String::substring(unsigned from, unsigned to) const {
    if (from > to) std::swap(from, to);
    return from >= length() ? String() : String(text_.substr(from, to - from));
}

String &String::replace(char from, char to) { return std::replace(text_.begin(), text_.end(), from, to), *this; }

String &String::replace(const String &from, const String &to) {
    if (from.length() == 0) return *this;
    for (size_t at = text_.find(from.text_); at != std::string::npos; at = text_.find(from.text_, at + to.length()))
        text_.replace(at, from.length(), to.text_);
    return *this;
}

String &String::remove(unsigned index) { return remove(index, length()); }

String &String::remove(unsigned index, unsigned count) {
    if (index < length()) text_.erase(index, count);
    return *this;
}

String &String::toLowerCase() {
    for (char &letter : text_) letter = static_cast<char>(tolower(letter));
    return *this;
}

String &String::toUpperCase() {
    for (char &letter : text_) letter = static_cast<char>(toupper(letter));
    return *this;
}

String &String::trim() {
    const char *const space = " \t\r\n\v\f";
    const size_t first = text_.find_first_not_of(space);
    text_ = first == std::string::npos ? "" : text_.substr(first, text_.find_last_not_of(space) - first + 1);
    return *this;
}

size_t Print::write(const uint8_t *bytes, size_t length) {
    size_t written = 0;
    while (written < length && write(bytes[written])) written++;
    return written;
}

size_t Print::vprintf(bool newLine, const char *format, va_list arguments) {
    std::string text = formatted(format, arguments);
    if (newLine) text += "\r\n";
    return write(text.data(), text.size());
}

size_t Print::printf(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const size_t length = vprintf(false, format, arguments);
    va_end(arguments);
    return length;
}

size_t Print::printlnf(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const size_t length = vprintf(true, format, arguments);
    va_end(arguments);
    return length;
}

int Stream::timedRead() {
    pocket::waitForCondition([this] { return available() > 0; }, timeout_);
    return read();
}

int Stream::timedPeek() {
    pocket::waitForCondition([this] { return available() > 0; }, timeout_);
    return peek();
}

bool Stream::find(const char *target) { return findUntil(target, ""); }

bool Stream::findUntil(const char *target, const char *terminator) {
    const std::string wanted(target), end(terminator ? terminator : "");
    std::string seen;
    for (;;) {
        if (seen.size() >= wanted.size() && seen.compare(seen.size() - wanted.size(), wanted.size(), wanted) == 0) return true;
        if (!end.empty() && seen.size() >= end.size() && seen.compare(seen.size() - end.size(), end.size(), end) == 0) return false;
        const int next = timedRead();
        if (next < 0) return false;
        seen += static_cast<char>(next);
        if (seen.size() > wanted.size() + end.size()) seen.erase(0, 1);
    }
}

long Stream::parseInt() { return static_cast<long>(parseFloat()); }

float Stream::parseFloat() {
    const auto starts = [](int c) { return c == '-' || (c >= '0' && c <= '9'); };
    int next = timedPeek();
    while (next >= 0 && !starts(next)) {
        read();
        next = timedPeek();
    }
    std::string text;
    while (next >= 0 && (starts(next) || (next == '.' && text.find('.') == std::string::npos)) && !(next == '-' && !text.empty())) {
        text += static_cast<char>(read());
        next = timedPeek();
    }
    return strtof(text.c_str(), nullptr);
}

size_t Stream::readBytes(char *buffer, size_t length) {
    size_t count = 0;
    for (int next; count < length && (next = timedRead()) >= 0;) buffer[count++] = static_cast<char>(next);
    return count;
}

size_t Stream::readBytesUntil(char terminator, char *buffer, size_t length) {
    size_t count = 0;
    for (int next; count < length && (next = timedRead()) >= 0 && next != terminator;) buffer[count++] = static_cast<char>(next);
    return count;
}

String Stream::readString() {
    String text;
    for (int next = timedRead(); next >= 0; next = timedRead()) text += String(static_cast<char>(next));
    return text;
}

String Stream::readStringUntil(char terminator) {
    String text;
    for (int next = timedRead(); next >= 0 && next != terminator; next = timedRead()) text += String(static_cast<char>(next));
    return text;
}

int USBSerial::available() { return static_cast<int>(host_serial_available()); }
int USBSerial::peek() { return host_serial_peek(); }
bool USBSerial::isConnected() { return host_serial_open() != 0; }

int USBSerial::read() {
    uint8_t byte;
    return host_serial_read(&byte, 1) == 1 ? byte : -1;
}

size_t USBSerial::write(const uint8_t *bytes, size_t length) {
    // A host that opened the port and does not read holds the application up, but not for ever (spec/device.md §1.1).
    const double end = host_micros() + 2500e3;
    size_t written = 0;
    while (written < length) {
        const int taken = host_serial_write(bytes + written, length - written);
        if (taken < 0) return written;
        written += taken;
        if (written == length || !block_ || host_micros() >= end) break;
        host_wait(1);
    }
    return written;
}
