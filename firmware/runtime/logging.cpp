// Log lines: who hears them, and what they look like (spec/device.md §3).
#include "scheduler.h"

namespace particle {

LogManager *LogManager::instance() {
    static auto *const one = new LogManager();
    return one;
}

bool LogManager::addHandler(LogHandler *handler) {
    handlers_.push_back(handler);
    return true;
}

void LogManager::removeHandler(LogHandler *handler) { handlers_.erase(std::remove(handlers_.begin(), handlers_.end(), handler), handlers_.end()); }

void LogManager::message(const char *text, LogLevel level, const char *category, const LogAttributes &attributes) {
    // A handler that logs would never end.
    if (busy_) return;
    busy_ = true;
    for (LogHandler *handler : handlers_) handler->message(text, level, category, attributes);
    busy_ = false;
}

void LogManager::write(const char *bytes, size_t length, LogLevel level, const char *category) {
    if (busy_) return;
    busy_ = true;
    for (LogHandler *handler : handlers_) handler->write(bytes, length, level, category, true);
    busy_ = false;
}

bool LogManager::isEnabled(LogLevel level, const char *category) const {
    return std::any_of(handlers_.begin(), handlers_.end(), [=](const LogHandler *handler) { return level >= handler->level(category); });
}

LogLevel LogHandler::level(const char *category) const {
    LogLevel level = level_;
    size_t longest = 0;
    for (const auto &filter : filters_) {
        const size_t length = filter.category.length();
        const bool begins = category && strncmp(category, filter.category.c_str(), length) == 0 && (category[length] == 0 || category[length] == '.');
        if (!begins || length < longest) continue;
        longest = length;
        level = filter.level;
    }
    return level;
}

const char *LogHandler::levelName(LogLevel level) {
    return level >= LOG_LEVEL_PANIC ? "PANIC" : level >= LOG_LEVEL_ERROR ? "ERROR" : level >= LOG_LEVEL_WARN ? "WARN" : level >= LOG_LEVEL_INFO ? "INFO" : "TRACE";
}

void StreamLogHandler::logMessage(const char *text, LogLevel level, const char *category, const LogAttributes &attributes) {
    // One write a line: nothing else comes between its parts.
    String line = String::format("%010u ", static_cast<unsigned>(attributes.time));
    if (category) line += String("[") + category + "] ";
    if (attributes.has_file) {
        line += attributes.file;
        if (attributes.has_line) line += String::format(":%d", attributes.line);
        line += attributes.has_function ? ", " : ": ";
    }
    if (attributes.has_function) line += String(attributes.function) + "(): ";
    line += String(levelName(level)) + ": " + (text ? text : "");
    if (attributes.has_code || attributes.has_details) {
        line += " [";
        if (attributes.has_code) line += String::format("code = %ld", static_cast<long>(attributes.code));
        if (attributes.has_code && attributes.has_details) line += ", ";
        if (attributes.has_details) line += String("details = ") + (attributes.details ? attributes.details : "");
        line += "]";
    }
    stream()->print(line + "\r\n");
}

void JSONStreamLogHandler::logMessage(const char *text, LogLevel level, const char *category, const LogAttributes &attributes) {
    JSONStreamWriter json(*stream());
    json.beginObject();
    json.name("l").value(levelName(level));
    json.name("m").value(text ? text : "");
    if (category) json.name("c").value(category);
    if (attributes.has_file) json.name("f").value(attributes.file);
    if (attributes.has_line) json.name("ln").value(attributes.line);
    if (attributes.has_function) json.name("fn").value(attributes.function);
    json.name("t").value(attributes.time);
    if (attributes.has_code) json.name("code").value(static_cast<int>(attributes.code));
    if (attributes.has_details) json.name("detail").value(attributes.details ? attributes.details : "");
    json.endObject();
    stream()->print("\r\n");
}

void AttributedLogger::vlog(LogLevel level, const char *format, va_list arguments) const {
    LogManager *const manager = LogManager::instance();
    if (!manager->isEnabled(level, category_)) return;
    char text[LOG_MAX_STRING_LENGTH];
    const int length = vsnprintf(text, sizeof text, format, arguments);
    if (length >= static_cast<int>(sizeof text)) text[sizeof text - 2] = '~';
    LogAttributes attributes = attributes_;
    attributes.has_time = true;
    attributes.time = millis();
    manager->message(text, level, category_, attributes);
}

#define FORWARD(name, level)                                     \
    void AttributedLogger::name(const char *format, ...) const { \
        va_list arguments;                                       \
        va_start(arguments, format);                             \
        vlog(level, format, arguments);                          \
        va_end(arguments);                                       \
    }                                                            \
    void Logger::name(const char *format, ...) const {           \
        va_list arguments;                                       \
        va_start(arguments, format);                             \
        vlog(level, format, arguments);                          \
        va_end(arguments);                                       \
    }
FORWARD(trace, LOG_LEVEL_TRACE)
FORWARD(info, LOG_LEVEL_INFO)
FORWARD(warn, LOG_LEVEL_WARN)
FORWARD(error, LOG_LEVEL_ERROR)
#undef FORWARD

void AttributedLogger::log(LogLevel level, const char *format, ...) const {
    va_list arguments;
    va_start(arguments, format);
    vlog(level, format, arguments);
    va_end(arguments);
}

void Logger::log(LogLevel level, const char *format, ...) const {
    va_list arguments;
    va_start(arguments, format);
    vlog(level, format, arguments);
    va_end(arguments);
}

void Logger::operator()(LogLevel level, const char *format, ...) const {
    va_list arguments;
    va_start(arguments, format);
    vlog(level, format, arguments);
    va_end(arguments);
}

void Logger::log(const char *format, ...) const {
    va_list arguments;
    va_start(arguments, format);
    vlog(LOG_LEVEL_INFO, format, arguments);
    va_end(arguments);
}

void Logger::operator()(const char *format, ...) const {
    va_list arguments;
    va_start(arguments, format);
    vlog(LOG_LEVEL_INFO, format, arguments);
    va_end(arguments);
}

static void printText(const Logger &logger, LogLevel level, const char *format, va_list arguments) {
    char text[LOG_MAX_STRING_LENGTH];
    const int length = vsnprintf(text, sizeof text, format, arguments);
    if (length >= static_cast<int>(sizeof text)) text[sizeof text - 2] = '~';
    logger.print(level, text);
}

void Logger::printf(const char *format, ...) const {
    va_list arguments;
    va_start(arguments, format);
    printText(*this, LOG_LEVEL_INFO, format, arguments);
    va_end(arguments);
}

void Logger::printf(LogLevel level, const char *format, ...) const {
    va_list arguments;
    va_start(arguments, format);
    printText(*this, level, format, arguments);
    va_end(arguments);
}

void Logger::write(LogLevel level, const char *bytes, size_t length) const { LogManager::instance()->write(bytes, length, level, name_); }

void Logger::dump(LogLevel level, const void *bytes, size_t length) const {
    String text;
    for (size_t index = 0; index < length; index++) text += String::format("%02x", static_cast<const uint8_t *>(bytes)[index]);
    write(level, text.c_str(), text.length());
}

} // namespace particle

// The system's own log goes through the application's handlers, as their levels say.
bool pocket::handleLogMail(const Mail &mail) {
    if (mail.head.kind != HOST_MAIL_LOG) return false;
    LogAttributes attributes;
    attributes.has_time = true;
    attributes.time = millis();
    particle::LogManager::instance()->message(mail.b.c_str(), static_cast<LogLevel>(mail.head.id), mail.a.c_str(), attributes);
    return true;
}
