// Reads and writes JSON.
#include "scheduler.h"

#include <string_view>
#include <vector>

namespace particle {

struct JSONDocument {
    struct Node {
        JSONType type;
        std::string text;  // of a string, a number or a word
        std::string name;  // in an object
        size_t children = 0;
        size_t next = 0;   // index behind it and everything in it
    };
    std::vector<Node> nodes;
};

namespace {

constexpr int MAX_DEPTH = 32;

class Parser {
public:
    Parser(std::string_view text, JSONDocument &document) : text_(text), nodes_(document.nodes) {}

    bool whole() {
        if (!value("", 0)) return false;
        skip();
        return at_ == text_.size();
    }

private:
    void skip() {
        while (at_ < text_.size() && strchr(" \t\r\n", text_[at_]) && text_[at_]) at_++;
    }

    bool take(char wanted) {
        skip();
        if (at_ >= text_.size() || text_[at_] != wanted) return false;
        at_++;
        return true;
    }

    bool value(std::string name, int depth) {
        skip();
        if (at_ >= text_.size() || depth > MAX_DEPTH) return false;
        const size_t index = nodes_.size();
        nodes_.push_back({JSON_TYPE_INVALID, "", std::move(name)});
        const bool ok = contents(index, depth);
        nodes_[index].next = nodes_.size();
        return ok;
    }

    bool contents(size_t index, int depth) {
        const char first = text_[at_];
        if (first == '{' || first == '[') return list(index, depth, first == '{');
        if (first == '"') {
            nodes_[index].type = JSON_TYPE_STRING;
            return string(nodes_[index].text);
        }
        const size_t start = at_;
        while (at_ < text_.size() && (isalnum(text_[at_]) || strchr("+-.", text_[at_]))) at_++;
        std::string &word = nodes_[index].text;
        word = text_.substr(start, at_ - start);
        if (word == "null") nodes_[index].type = JSON_TYPE_NULL;
        else if (word == "true" || word == "false") nodes_[index].type = JSON_TYPE_BOOL;
        else if (isNumber(word)) nodes_[index].type = JSON_TYPE_NUMBER;
        else return false;
        return true;
    }

    static bool isNumber(const std::string &word) {
        if (word.empty() || !(word[0] == '-' || isdigit(word[0])) || word.find_first_of("xXnN") != std::string::npos) return false;
        char *end;
        strtod(word.c_str(), &end);
        return *end == 0;
    }

    bool list(size_t index, int depth, bool object) {
        nodes_[index].type = object ? JSON_TYPE_OBJECT : JSON_TYPE_ARRAY;
        const char close = object ? '}' : ']';
        at_++;
        if (take(close)) return true;
        do {
            std::string name;
            skip();
            if (object && (at_ >= text_.size() || text_[at_] != '"' || !string(name) || !take(':'))) return false;
            nodes_[index].children++;
            if (!value(std::move(name), depth + 1)) return false;
        } while (take(','));
        return take(close);
    }

    bool string(std::string &result) {
        for (at_++; at_ < text_.size(); at_++) {
            const char letter = text_[at_];
            if (letter == '"') return at_++, true;
            if (letter != '\\') {
                result += letter;
                continue;
            }
            if (++at_ >= text_.size()) return false;
            if (text_[at_] == 'u') {
                if (!unicode(result)) return false;
                continue;
            }
            static const char *const from = "\"\\/bfnrt", *const to = "\"\\/\b\f\n\r\t";
            const char *const found = strchr(from, text_[at_]);
            if (!found || !text_[at_]) return false;
            result += to[found - from];
        }
        return false;
    }

    int hex() {
        int code = 0;
        for (int count = 0; count < 4; count++) {
            const char digit = ++at_ < text_.size() ? text_[at_] : 0;
            if (!isxdigit(digit)) return -1;
            code = code * 16 + (isdigit(digit) ? digit - '0' : (digit | 32) - 'a' + 10);
        }
        return code;
    }

    bool unicode(std::string &result) {
        int code = hex();
        if (code < 0) return false;
        if (code >= 0xd800 && code < 0xdc00 && text_.substr(at_ + 1, 2) == "\\u") {
            at_ += 2;
            const int low = hex();
            if (low < 0xdc00 || low > 0xdfff) return false;
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
        if (code < 0x80) result += static_cast<char>(code);
        else if (code < 0x800) result += {static_cast<char>(0xc0 | code >> 6), static_cast<char>(0x80 | (code & 63))};
        else if (code < 0x10000)
            result += {static_cast<char>(0xe0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 63)), static_cast<char>(0x80 | (code & 63))};
        else
            result += {static_cast<char>(0xf0 | code >> 18), static_cast<char>(0x80 | (code >> 12 & 63)), static_cast<char>(0x80 | (code >> 6 & 63)),
                       static_cast<char>(0x80 | (code & 63))};
        return true;
    }

    std::string_view text_;
    std::vector<JSONDocument::Node> &nodes_;
    size_t at_ = 0;
};

} // namespace

JSONValue JSONValue::parseCopy(const char *text, size_t length) {
    auto document = std::make_shared<JSONDocument>();
    // A text in a buffer may end before the buffer does.
    const std::string_view whole(text ? text : "", text ? strnlen(text, length) : 0);
    if (!Parser(whole, *document).whole()) return JSONValue();
    return JSONValue(document, 0);
}

JSONType JSONValue::type() const { return document_ ? document_->nodes[node_].type : JSON_TYPE_INVALID; }

bool JSONValue::toBool() const {
    switch (type()) {
    case JSON_TYPE_BOOL: return document_->nodes[node_].text == "true";
    case JSON_TYPE_NUMBER: return toDouble() != 0;
    case JSON_TYPE_STRING: {
        const auto &text = document_->nodes[node_].text;
        return !(text.empty() || text == "false" || text == "0" || text == "0.0");
    }
    default: return false;
    }
}

int JSONValue::toInt() const {
    if (type() == JSON_TYPE_BOOL) return toBool();
    const double value = toDouble();
    return value >= 2147483647.0 ? 2147483647 : value <= -2147483648.0 ? -2147483647 - 1 : static_cast<int>(value);
}

double JSONValue::toDouble() const {
    if (type() == JSON_TYPE_BOOL) return toBool();
    return type() == JSON_TYPE_NUMBER || type() == JSON_TYPE_STRING ? strtod(document_->nodes[node_].text.c_str(), nullptr) : 0;
}

JSONString JSONValue::toString() const {
    if (!document_ || type() == JSON_TYPE_ARRAY || type() == JSON_TYPE_OBJECT) return JSONString();
    const auto &text = document_->nodes[node_].text;
    return JSONString(text.c_str(), text.size());
}

JSONObjectIterator::JSONObjectIterator(const JSONValue &object) {
    if (!object.isObject()) return;
    object_ = object;
    next_ = object.node_ + 1;
    count_ = object.document_->nodes[object.node_].children;
}

bool JSONObjectIterator::next() {
    if (count_ == 0) return false;
    const auto &node = object_.document_->nodes[next_];
    name_ = JSONString(node.name.c_str(), node.name.size());
    value_ = JSONValue(object_.document_, next_);
    next_ = node.next;
    count_--;
    return true;
}

JSONArrayIterator::JSONArrayIterator(const JSONValue &array) {
    if (!array.isArray()) return;
    array_ = array;
    next_ = array.node_ + 1;
    count_ = array.document_->nodes[array.node_].children;
}

bool JSONArrayIterator::next() {
    if (count_ == 0) return false;
    value_ = JSONValue(array_.document_, next_);
    next_ = array_.document_->nodes[next_].next;
    count_--;
    return true;
}

void JSONWriter::separate() {
    if (state_ == NEXT) write(",", 1);
    if (state_ == VALUE) write(":", 1);
    state_ = NEXT;
}

JSONWriter &JSONWriter::begin(char bracket) {
    separate();
    write(&bracket, 1);
    state_ = FIRST;
    return *this;
}

JSONWriter &JSONWriter::end(char bracket) {
    write(&bracket, 1);
    state_ = NEXT;
    return *this;
}

JSONWriter &JSONWriter::text(const char *text) {
    separate();
    write(text, strlen(text));
    return *this;
}

JSONWriter &JSONWriter::name(const char *name, size_t length) {
    separate();
    quote(name, length);
    state_ = VALUE;
    return *this;
}

JSONWriter &JSONWriter::value(const char *value, size_t length) {
    separate();
    quote(value, length);
    return *this;
}

JSONWriter &JSONWriter::value(double value) { return text(std::isfinite(value) ? String::format("%g", value).c_str() : "null"); }

JSONWriter &JSONWriter::value(double value, int decimals) {
    return text(std::isfinite(value) ? String::format("%.*f", std::min(std::max(decimals, 0), 30), value).c_str() : "null");
}

void JSONWriter::quote(const char *text, size_t length) {
    write("\"", 1);
    for (size_t index = 0; index < length; index++) {
        static const char *const from = "\"\\\b\f\n\r\t", *const to = "\"\\bfnrt";
        const char letter = text[index];
        const char *const found = letter ? strchr(from, letter) : nullptr;
        if (found) {
            const char escaped[] = {'\\', to[found - from]};
            write(escaped, 2);
        } else if (static_cast<unsigned char>(letter) < 0x20) write(String::format("\\u%04x", letter).c_str(), 6);
        else write(&letter, 1);
    }
    write("\"", 1);
}

} // namespace particle
