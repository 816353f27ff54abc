// String: text that grows, as Wiring knows it.
#pragma once

#include <string>
#include "types.h"

class Printable;

class String {
public:
    String() = default;
    String(const char *text) : text_(text ? text : "") {}
    String(const char *text, unsigned length) : text_(text ? text : "", text ? length : 0) {}
    String(const std::string &text) : text_(text) {}
    explicit String(char value) : text_(1, value) {}
    explicit String(unsigned char value, int base = 10) : String(static_cast<unsigned long>(value), base) {}
    explicit String(int value, int base = 10) : String(static_cast<long>(value), base) {}
    explicit String(unsigned int value, int base = 10) : String(static_cast<unsigned long>(value), base) {}
    explicit String(long value, int base = 10);
    explicit String(unsigned long value, int base = 10);
    explicit String(long long value, int base = 10);
    explicit String(unsigned long long value, int base = 10);
    explicit String(float value, int decimals = 6) : String(static_cast<double>(value), decimals) {}
    explicit String(double value, int decimals = 6);
    explicit String(bool value) : String(static_cast<long>(value)) {}
    String(const Printable &printable);

    static String format(const char *format, ...) __attribute__((format(printf, 1, 2)));

    bool reserve(unsigned size) { return text_.reserve(size), true; }
    unsigned length() const { return text_.length(); }
    bool isEmpty() const { return text_.empty(); }
    const char *c_str() const { return text_.c_str(); }
    operator const char *() const { return text_.c_str(); }

    String &operator=(const char *text) { return text_ = text ? text : "", *this; }
    template <typename T, typename = typename std::enable_if<std::is_arithmetic<T>::value>::type>
    String &operator=(T value) { return *this = String(value); }

    bool concat(const String &text) { return text_ += text.text_, true; }
    bool concat(const char *text) { return text ? (text_ += text, true) : false; }
    bool concat(const char *text, size_t length) { return text ? (text_.append(text, length), true) : false; }
    template <typename T, typename = typename std::enable_if<std::is_arithmetic<T>::value>::type>
    bool concat(T value) { return concat(String(value)); }

    template <typename T>
    String &operator+=(const T &value) { return concat(value), *this; }

    int compareTo(const String &other) const { return text_.compare(other.text_); }
    bool equals(const String &other) const { return text_ == other.text_; }
    bool equals(const char *other) const { return text_ == (other ? other : ""); }
    bool equalsIgnoreCase(const String &other) const;
    bool startsWith(const String &prefix) const { return startsWith(prefix, 0); }
    bool startsWith(const String &prefix, unsigned offset) const;
    bool endsWith(const String &suffix) const;

    char charAt(unsigned index) const { return index < text_.length() ? text_[index] : 0; }
    void setCharAt(unsigned index, char value) { if (index < text_.length()) text_[index] = value; }
    char operator[](unsigned index) const { return charAt(index); }
    char operator[](int index) const { return charAt(static_cast<unsigned>(index)); }
    char &operator[](unsigned index);
    char &operator[](int index) { return (*this)[static_cast<unsigned>(index)]; }
    void getBytes(unsigned char *buffer, unsigned size, unsigned index = 0) const;
    void toCharArray(char *buffer, unsigned size, unsigned index = 0) const { getBytes(reinterpret_cast<unsigned char *>(buffer), size, index); }

    int indexOf(char value, unsigned from = 0) const { return found(text_.find(value, from)); }
    int indexOf(const String &text, unsigned from = 0) const { return found(text_.find(text.text_, from)); }
    int lastIndexOf(char value) const { return found(text_.rfind(value)); }
    int lastIndexOf(char value, unsigned from) const { return found(text_.rfind(value, from)); }
    int lastIndexOf(const String &text) const { return found(text_.rfind(text.text_)); }
    int lastIndexOf(const String &text, unsigned from) const { return found(text_.rfind(text.text_, from)); }
    String substring(unsigned from) const { return substring(from, text_.length()); }
    String substring(unsigned from, unsigned to) const;

    String &replace(char from, char to);
    String &replace(const String &from, const String &to);
    String &remove(unsigned index);
    String &remove(unsigned index, unsigned count);
    String &toLowerCase();
    String &toUpperCase();
    String &trim();

    long toInt() const { return strtol(text_.c_str(), nullptr, 10); }
    float toFloat() const { return strtof(text_.c_str(), nullptr); }
    double toDouble() const { return strtod(text_.c_str(), nullptr); }

    friend bool operator==(const String &a, const String &b) { return a.text_ == b.text_; }
    friend bool operator==(const String &a, const char *b) { return a.equals(b); }
    friend bool operator==(const char *a, const String &b) { return b.equals(a); }
    friend bool operator!=(const String &a, const String &b) { return a.text_ != b.text_; }
    friend bool operator!=(const String &a, const char *b) { return !a.equals(b); }
    friend bool operator!=(const char *a, const String &b) { return !b.equals(a); }
    friend bool operator<(const String &a, const String &b) { return a.text_ < b.text_; }
    friend bool operator>(const String &a, const String &b) { return a.text_ > b.text_; }
    friend bool operator<=(const String &a, const String &b) { return a.text_ <= b.text_; }
    friend bool operator>=(const String &a, const String &b) { return a.text_ >= b.text_; }

    friend String operator+(const String &a, const String &b) { return String(a.text_ + b.text_); }
    friend String operator+(const String &a, const char *b) { return String(a.text_ + (b ? b : "")); }
    friend String operator+(const char *a, const String &b) { return String((a ? a : "") + b.text_); }
    template <typename T, typename = typename std::enable_if<std::is_arithmetic<T>::value>::type>
    friend String operator+(const String &a, T b) { return String(a.text_ + String(b).text_); }

private:
    static int found(size_t at) { return at == std::string::npos ? -1 : static_cast<int>(at); }

    std::string text_;
};
