// Log, Logger and the handlers that write lines: `0000001234 [app] INFO: text`.
#pragma once

#include <functional>
#include <initializer_list>
#include <vector>
#include "serial.h"

enum LogLevel {
    LOG_LEVEL_ALL = 1,
    LOG_LEVEL_TRACE = 1,
    LOG_LEVEL_INFO = 30,
    LOG_LEVEL_WARN = 40,
    LOG_LEVEL_ERROR = 50,
    LOG_LEVEL_PANIC = 60,
    LOG_LEVEL_NONE = 70
};

// Longer messages are cut, with `~` as their last character.
constexpr size_t LOG_MAX_STRING_LENGTH = 160;

struct LogAttributes {
    const char *file = nullptr;
    int line = 0;
    const char *function = nullptr;
    uint32_t time = 0;
    bool has_file = false;
    bool has_line = false;
    bool has_function = false;
    bool has_time = false;
    bool has_code = false;
    bool has_details = false;
    intptr_t code = 0;
    const char *details = nullptr;
};

namespace particle {

struct LogCategoryFilter {
    LogCategoryFilter(String category, LogLevel level) : category(category), level(level) {}
    String category;
    LogLevel level;
};

typedef std::vector<LogCategoryFilter> LogCategoryFilters;

class LogHandler {
public:
    explicit LogHandler(LogLevel level = LOG_LEVEL_INFO, LogCategoryFilters filters = {}) : level_(level), filters_(std::move(filters)) {}
    virtual ~LogHandler() = default;
    LogHandler(const LogHandler &) = delete;
    LogHandler &operator=(const LogHandler &) = delete;

    LogLevel level() const { return level_; }
    // The longest filter that is the category, or begins it up to a dot, decides.
    LogLevel level(const char *category) const;
    static const char *levelName(LogLevel level);

    void message(const char *text, LogLevel level, const char *category, const LogAttributes &attributes) {
        if (level >= this->level(category)) logMessage(text, level, category, attributes);
    }
    void write(const char *bytes, size_t length, LogLevel level, const char *category, bool) {
        if (level >= this->level(category)) write(bytes, length, level, category);
    }

protected:
    virtual void logMessage(const char *text, LogLevel level, const char *category, const LogAttributes &attributes) = 0;
    virtual void write(const char *, size_t, LogLevel, const char *) {}

private:
    LogLevel level_;
    LogCategoryFilters filters_;
};

class StreamLogHandler : public LogHandler {
public:
    explicit StreamLogHandler(Print &stream, LogLevel level = LOG_LEVEL_INFO, LogCategoryFilters filters = {})
        : LogHandler(level, std::move(filters)), stream_(&stream) {}
    Print *stream() const { return stream_; }

protected:
    void logMessage(const char *text, LogLevel level, const char *category, const LogAttributes &attributes) override;
    void write(const char *bytes, size_t length, LogLevel, const char *) override { stream_->write(bytes, length); }

private:
    Print *stream_;
};

class JSONStreamLogHandler : public StreamLogHandler {
public:
    using StreamLogHandler::StreamLogHandler;

protected:
    void logMessage(const char *text, LogLevel level, const char *category, const LogAttributes &attributes) override;
    void write(const char *, size_t, LogLevel, const char *) override {}
};

class LogManager {
public:
    static LogManager *instance();
    bool addHandler(LogHandler *handler);
    void removeHandler(LogHandler *handler);
    void message(const char *text, LogLevel level, const char *category, const LogAttributes &attributes);
    void write(const char *bytes, size_t length, LogLevel level, const char *category);
    bool isEnabled(LogLevel level, const char *category) const;

private:
    std::vector<LogHandler *> handlers_;
    bool busy_ = false;
};

class SerialLogHandler : public StreamLogHandler {
public:
    explicit SerialLogHandler(LogLevel level = LOG_LEVEL_INFO, LogCategoryFilters filters = {}) : StreamLogHandler(Serial, level, std::move(filters)) {
        LogManager::instance()->addHandler(this);
    }
    explicit SerialLogHandler(int baud, LogLevel level = LOG_LEVEL_INFO, LogCategoryFilters filters = {})
        : SerialLogHandler(level, std::move(filters)) {
        static_cast<void>(baud);
    }
    ~SerialLogHandler() override { LogManager::instance()->removeHandler(this); }
};

class POCKET_UNAVAILABLE("The virtual board has no second serial port; use SerialLogHandler.") Serial1LogHandler {
public:
    explicit Serial1LogHandler(LogLevel = LOG_LEVEL_INFO, LogCategoryFilters = {}) {}
    explicit Serial1LogHandler(int, LogLevel = LOG_LEVEL_INFO, LogCategoryFilters = {}) {}
};

// A message with a code or details on the way: Log.code(-1).details("why").error("It failed").
class AttributedLogger {
public:
    AttributedLogger(const char *category, LogAttributes attributes) : category_(category), attributes_(attributes) {}
    AttributedLogger &code(intptr_t code) { return attributes_.has_code = true, attributes_.code = code, *this; }
    AttributedLogger &details(const char *details) { return attributes_.has_details = true, attributes_.details = details, *this; }

    void trace(const char *format, ...) const __attribute__((format(printf, 2, 3)));
    void info(const char *format, ...) const __attribute__((format(printf, 2, 3)));
    void warn(const char *format, ...) const __attribute__((format(printf, 2, 3)));
    void error(const char *format, ...) const __attribute__((format(printf, 2, 3)));
    void log(LogLevel level, const char *format, ...) const __attribute__((format(printf, 3, 4)));
    void vlog(LogLevel level, const char *format, va_list arguments) const;

private:
    const char *category_;
    LogAttributes attributes_;
};

class Logger {
public:
    constexpr explicit Logger(const char *name = "app") : name_(name) {}
    const char *name() const { return name_; }

    void trace(const char *format, ...) const __attribute__((format(printf, 2, 3)));
    void info(const char *format, ...) const __attribute__((format(printf, 2, 3)));
    void warn(const char *format, ...) const __attribute__((format(printf, 2, 3)));
    void error(const char *format, ...) const __attribute__((format(printf, 2, 3)));
    void log(const char *format, ...) const __attribute__((format(printf, 2, 3)));
    void log(LogLevel level, const char *format, ...) const __attribute__((format(printf, 3, 4)));
    void operator()(const char *format, ...) const __attribute__((format(printf, 2, 3)));
    void operator()(LogLevel level, const char *format, ...) const __attribute__((format(printf, 3, 4)));
    void vlog(LogLevel level, const char *format, va_list arguments) const { AttributedLogger(name_, {}).vlog(level, format, arguments); }

    AttributedLogger code(intptr_t code) const { return AttributedLogger(name_, {}).code(code); }
    AttributedLogger details(const char *details) const { return AttributedLogger(name_, {}).details(details); }

    // Text as it is, without a head and without a line end.
    void print(const char *text) const { print(LOG_LEVEL_INFO, text); }
    void print(LogLevel level, const char *text) const { write(level, text, strlen(text)); }
    void printf(const char *format, ...) const __attribute__((format(printf, 2, 3)));
    void printf(LogLevel level, const char *format, ...) const __attribute__((format(printf, 3, 4)));
    void write(const char *bytes, size_t length) const { write(LOG_LEVEL_INFO, bytes, length); }
    void write(LogLevel level, const char *bytes, size_t length) const;
    // Bytes in hex.
    void dump(const void *bytes, size_t length) const { dump(LOG_LEVEL_INFO, bytes, length); }
    void dump(LogLevel level, const void *bytes, size_t length) const;

    bool isEnabled(LogLevel level) const { return LogManager::instance()->isEnabled(level, name_); }
    bool isTraceEnabled() const { return isEnabled(LOG_LEVEL_TRACE); }
    bool isInfoEnabled() const { return isEnabled(LOG_LEVEL_INFO); }
    bool isWarnEnabled() const { return isEnabled(LOG_LEVEL_WARN); }
    bool isErrorEnabled() const { return isEnabled(LOG_LEVEL_ERROR); }

private:
    const char *name_;
};

} // namespace particle

using particle::JSONStreamLogHandler;
using particle::LogCategoryFilter;
using particle::LogCategoryFilters;
using particle::Logger;
using particle::LogHandler;
using particle::LogManager;
using particle::Serial1LogHandler;
using particle::SerialLogHandler;
using particle::StreamLogHandler;

constexpr particle::Logger Log("app");

// LOG(INFO, "text %d", 1) takes its category from the file or the block that names one.
#define LOG_SOURCE_CATEGORY(name) static const char *pocketLogCategory() { return name; }
#define LOG_CATEGORY(name) const auto pocketLogCategory = [] { return name; }
#define LOG_THIS_CATEGORY() pocketLogCategory()
template <typename = void>
inline const char *pocketLogCategory() { return "app"; }
#define LOG(level, ...) particle::Logger(pocketLogCategory()).log(LOG_LEVEL_##level, __VA_ARGS__)
#define LOG_DEBUG(level, ...) static_cast<void>(0)
#define LOG_ENABLED(level) particle::Logger(pocketLogCategory()).isEnabled(LOG_LEVEL_##level)
