// JSON: JSONValue reads it, JSONBufferWriter and JSONStreamWriter write it.
#pragma once

#include <memory>
#include "print.h"

namespace particle {

enum JSONType {
    JSON_TYPE_INVALID,
    JSON_TYPE_NULL,
    JSON_TYPE_BOOL,
    JSON_TYPE_NUMBER,
    JSON_TYPE_STRING,
    JSON_TYPE_ARRAY,
    JSON_TYPE_OBJECT
};

struct JSONDocument;

class JSONString {
public:
    JSONString() = default;
    JSONString(const char *text, size_t length) : text_(text), length_(length) {}
    const char *data() const { return text_; }
    size_t size() const { return length_; }
    bool isEmpty() const { return length_ == 0; }
    explicit operator const char *() const { return text_; }
    explicit operator String() const { return String(text_, length_); }
    friend bool operator==(const JSONString &a, const char *b) { return b && strlen(b) == a.length_ && memcmp(a.text_, b, a.length_) == 0; }
    friend bool operator==(const char *a, const JSONString &b) { return b == a; }
    friend bool operator!=(const JSONString &a, const char *b) { return !(a == b); }
    friend bool operator==(const JSONString &a, const String &b) { return a == b.c_str(); }
    friend bool operator!=(const JSONString &a, const String &b) { return !(a == b); }
    friend bool operator==(const JSONString &a, const JSONString &b) { return a == b.text_; }

private:
    const char *text_ = "";
    size_t length_ = 0;
};

class JSONValue {
public:
    JSONValue() = default;

    // Parses in place of `text`, which must live as long as the value; here it is left as it is. parseCopy keeps a copy.
    static JSONValue parse(char *text, size_t length) { return parseCopy(text, length); }
    static JSONValue parseCopy(const char *text) { return parseCopy(text, strlen(text)); }
    static JSONValue parseCopy(const char *text, size_t length);

    JSONType type() const;
    bool isValid() const { return type() != JSON_TYPE_INVALID; }
    bool isNull() const { return type() == JSON_TYPE_NULL; }
    bool isBool() const { return type() == JSON_TYPE_BOOL; }
    bool isNumber() const { return type() == JSON_TYPE_NUMBER; }
    bool isString() const { return type() == JSON_TYPE_STRING; }
    bool isArray() const { return type() == JSON_TYPE_ARRAY; }
    bool isObject() const { return type() == JSON_TYPE_OBJECT; }

    bool toBool() const;
    int toInt() const;
    double toDouble() const;
    JSONString toString() const;

    explicit operator bool() const { return toBool(); }
    explicit operator int() const { return toInt(); }
    explicit operator double() const { return toDouble(); }
    explicit operator JSONString() const { return toString(); }
    explicit operator String() const { return String(toString()); }

private:
    JSONValue(std::shared_ptr<const JSONDocument> document, size_t node) : document_(std::move(document)), node_(node) {}

    std::shared_ptr<const JSONDocument> document_;
    size_t node_ = 0;

    friend class JSONObjectIterator;
    friend class JSONArrayIterator;
};

class JSONObjectIterator {
public:
    JSONObjectIterator() = default;
    explicit JSONObjectIterator(const JSONValue &object);
    bool next();
    JSONString name() const { return name_; }
    JSONValue value() const { return value_; }
    size_t count() const { return count_; }

private:
    JSONValue object_, value_;
    JSONString name_;
    size_t next_ = 0, count_ = 0;
};

class JSONArrayIterator {
public:
    JSONArrayIterator() = default;
    explicit JSONArrayIterator(const JSONValue &array);
    bool next();
    JSONValue value() const { return value_; }
    size_t count() const { return count_; }

private:
    JSONValue array_, value_;
    size_t next_ = 0, count_ = 0;
};

class JSONWriter {
public:
    virtual ~JSONWriter() = default;

    JSONWriter &beginArray() { return begin('['); }
    JSONWriter &endArray() { return end(']'); }
    JSONWriter &beginObject() { return begin('{'); }
    JSONWriter &endObject() { return end('}'); }
    JSONWriter &name(const char *name) { return this->name(name, strlen(name)); }
    JSONWriter &name(const char *name, size_t length);
    JSONWriter &name(const String &name) { return this->name(name.c_str(), name.length()); }
    JSONWriter &value(bool value) { return text(value ? "true" : "false"); }
    JSONWriter &value(const char *value) { return this->value(value, strlen(value)); }
    JSONWriter &value(const char *value, size_t length);
    JSONWriter &value(const String &value) { return this->value(value.c_str(), value.length()); }
    JSONWriter &value(float value) { return this->value(static_cast<double>(value)); }
    JSONWriter &value(float value, int decimals) { return this->value(static_cast<double>(value), decimals); }
    // Without decimals six significant digits, as %g prints them.
    JSONWriter &value(double value);
    JSONWriter &value(double value, int decimals);
    template <typename T, typename std::enable_if<(std::is_integral<T>::value && !std::is_same<T, bool>::value) || std::is_enum<T>::value, int>::type = 0>
    JSONWriter &value(T value) {
        return text(String(static_cast<typename std::conditional<std::is_unsigned<T>::value, unsigned long long, long long>::type>(value)));
    }
    JSONWriter &nullValue() { return text("null"); }

protected:
    virtual void write(const char *text, size_t length) = 0;

private:
    enum State : uint8_t { FIRST, NEXT, VALUE };

    JSONWriter &begin(char bracket);
    JSONWriter &end(char bracket);
    JSONWriter &text(const char *text);
    void separate();
    void quote(const char *text, size_t length);

    State state_ = FIRST;
};

class JSONStreamWriter : public JSONWriter {
public:
    explicit JSONStreamWriter(Print &stream) : stream_(stream) {}
    Print *stream() const { return &stream_; }

protected:
    void write(const char *text, size_t length) override { stream_.write(text, length); }

private:
    Print &stream_;
};

// Writes to a buffer without a zero at the end. dataSize() counts what did not fit, too.
class JSONBufferWriter : public JSONWriter {
public:
    JSONBufferWriter(char *buffer, size_t size) : buffer_(buffer), size_(size) {}
    char *buffer() const { return buffer_; }
    size_t bufferSize() const { return size_; }
    size_t dataSize() const { return length_; }

protected:
    void write(const char *text, size_t length) override {
        if (length_ < size_) memcpy(buffer_ + length_, text, std::min(length, size_ - length_));
        length_ += length;
    }

private:
    char *buffer_;
    size_t size_;
    size_t length_ = 0;
};

} // namespace particle

namespace spark {
using particle::JSONArrayIterator;
using particle::JSONBufferWriter;
using particle::JSONObjectIterator;
using particle::JSONStreamWriter;
using particle::JSONString;
using particle::JSONType;
using particle::JSONValue;
using particle::JSONWriter;
} // namespace spark

using namespace spark;
