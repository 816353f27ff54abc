// Particle: events, functions and variables, the line to the cloud.
#pragma once

#include <functional>
#include "async.h"
#include "string.h"

namespace particle {

// A class of its own, so that a flag is never taken for a time to live.
class PublishFlags {
public:
    constexpr PublishFlags() = default;
    explicit constexpr PublishFlags(uint8_t value) : value_(value) {}
    constexpr uint8_t value() const { return value_; }
    friend constexpr PublishFlags operator|(PublishFlags a, PublishFlags b) { return PublishFlags(a.value_ | b.value_); }
    friend constexpr bool operator==(PublishFlags a, PublishFlags b) { return a.value_ == b.value_; }

private:
    uint8_t value_ = 0;
};

typedef PublishFlags PublishFlag;

namespace protocol {
constexpr size_t MAX_EVENT_NAME_LENGTH = 64;
constexpr size_t MAX_EVENT_DATA_LENGTH = 1024;
constexpr size_t MAX_FUNCTION_KEY_LENGTH = 64;
constexpr size_t MAX_VARIABLE_KEY_LENGTH = 64;
constexpr size_t MAX_FUNCTION_ARG_LENGTH = 1024;
constexpr size_t MAX_VARIABLE_VALUE_LENGTH = 1024;
} // namespace protocol

} // namespace particle

typedef particle::PublishFlags PublishFlags;
typedef particle::PublishFlag PublishFlag;

constexpr PublishFlags PUBLIC(0);
constexpr PublishFlags PRIVATE(1);
constexpr PublishFlags NO_ACK(2);
constexpr PublishFlags WITH_ACK(8);

typedef enum { ALL_DEVICES = 0, MY_DEVICES = 1 } Spark_Subscription_Scope_TypeDef;
typedef enum { BOOLEAN = 1, INT = 2, STRING = 4, DOUBLE = 9 } Spark_Data_TypeDef;
typedef std::function<void(const char *, const char *)> EventHandlerFunction;
typedef void (*EventHandler)(const char *, const char *);
typedef int(user_function_int_str_t)(String);

#define MAX_CLOUD_EVENT_DATA 1024

namespace particle {

class CloudDisconnectOptions {
public:
    CloudDisconnectOptions &graceful(bool) { return *this; }
    CloudDisconnectOptions &timeout(system_tick_t) { return *this; }
    CloudDisconnectOptions &timeout(std::chrono::milliseconds) { return *this; }
    CloudDisconnectOptions &clearSession(bool) { return *this; }
};

} // namespace particle

using particle::CloudDisconnectOptions;

class CloudClass {
public:
    using CallSite = particle::CallSite;
    using Result = particle::Future<bool>;

    // --- Events. True when the cloud took it; ttl in seconds.
    Result publish(const char *name, CallSite at = CallSite::here()) { return send(name, "", DEFAULT_TTL, PUBLIC, at); }
    Result publish(const char *name, PublishFlags a, PublishFlags b = {}, CallSite at = CallSite::here()) { return send(name, "", DEFAULT_TTL, a | b, at); }
    Result publish(const char *name, const char *data, CallSite at = CallSite::here()) { return send(name, data, DEFAULT_TTL, PUBLIC, at); }
    Result publish(const char *name, const char *data, PublishFlags a, PublishFlags b = {}, CallSite at = CallSite::here()) {
        return send(name, data, DEFAULT_TTL, a | b, at);
    }
    Result publish(const char *name, const char *data, int ttl, CallSite at = CallSite::here()) { return send(name, data, ttl, PUBLIC, at); }
    Result publish(const char *name, const char *data, int ttl, PublishFlags a, PublishFlags b = {}, CallSite at = CallSite::here()) {
        return send(name, data, ttl, a | b, at);
    }
    Result publish(const char *name, const char *data, std::chrono::seconds ttl, PublishFlags a = {}, PublishFlags b = {}, CallSite at = CallSite::here()) {
        return send(name, data, static_cast<int>(ttl.count()), a | b, at);
    }

    // Events whose name begins with `prefix`; the device hears those of its owner and of its product.
    bool subscribe(const char *prefix, EventHandlerFunction handler, Spark_Subscription_Scope_TypeDef = MY_DEVICES);
    template <typename T>
    bool subscribe(const char *prefix, void (T::*handler)(const char *, const char *), T *instance, Spark_Subscription_Scope_TypeDef = MY_DEVICES) {
        return subscribe(prefix, [instance, handler](const char *name, const char *data) { (instance->*handler)(name, data); });
    }
    template <typename H>
    bool subscribe(const char *, H, const char *deviceId)
        POCKET_UNAVAILABLE("A subscription to one device is not there; begin the event's name with the device's id.");
    void unsubscribe();

    // --- Functions: called from outside with text, answer a number.
    bool function(const char *name, std::function<int(String)> handler);
    template <typename T>
    bool function(const char *name, int (T::*handler)(String), T *instance) {
        return function(name, [instance, handler](String argument) { return (instance->*handler)(argument); });
    }
    template <typename T>
    bool function(const char *name, int (T::*handler)(const String &), T *instance) {
        return function(name, [instance, handler](String argument) { return (instance->*handler)(argument); });
    }

    // --- Variables: read from outside at that moment.
    template <typename T>
    bool variable(const char *name, const T &value) {
        return addVariable(name, value, Kind<T>());
    }
    template <size_t N>
    bool variable(const char *name, const char (&text)[N]) {
        const char *at = text;
        return registerVariable(name, STRING_TYPE, [at](Value &value) { value.text = at; });
    }
    bool variable(const char *name, const char *text) {
        return registerVariable(name, STRING_TYPE, [text](Value &value) { value.text = text; });
    }
    template <typename T>
    bool variable(const char *name, T (*read)()) {
        return addFunction<T>(name, read);
    }
    template <typename T, typename C>
    bool variable(const char *name, T (C::*read)(), C *instance) {
        return addFunction<T>(name, [instance, read] { return (instance->*read)(); });
    }
    template <typename T, typename C>
    bool variable(const char *name, T (C::*read)() const, const C *instance) {
        return addFunction<T>(name, [instance, read] { return (instance->*read)(); });
    }
    // The way of 2015: an address and a type.
    bool variable(const char *name, const int *value, Spark_Data_TypeDef) { return variable(name, *value); }
    bool variable(const char *name, const bool *value, Spark_Data_TypeDef) { return variable(name, *value); }
    bool variable(const char *name, const double *value, Spark_Data_TypeDef) { return variable(name, *value); }
    bool variable(const char *name, const char *value, Spark_Data_TypeDef) { return variable(name, value); }

    // --- The line.
    bool connected();
    bool disconnected() { return !connected(); }
    void connect();
    void disconnect(const CloudDisconnectOptions & = CloudDisconnectOptions());
    bool process();
    String deviceID();
    int publishVitals(int seconds = 0);
    int publishVitals(std::chrono::seconds period) { return publishVitals(static_cast<int>(period.count())); }

    bool syncTime();
    bool syncTimePending();
    bool syncTimeDone() { return !syncTimePending(); }
    system_tick_t timeSyncedLast();
    system_tick_t timeSyncedLast(time32_t &time);

    size_t maxEventDataSize() { return particle::protocol::MAX_EVENT_DATA_LENGTH; }
    size_t maxVariableValueSize() { return particle::protocol::MAX_VARIABLE_VALUE_LENGTH; }
    size_t maxFunctionArgumentSize() { return particle::protocol::MAX_FUNCTION_ARG_LENGTH; }

    POCKET_WITHOUT_EFFECT("The line of the virtual board needs no keep-alive; this call does nothing.") void keepAlive(int) {}
    POCKET_WITHOUT_EFFECT("The line of the virtual board needs no keep-alive; this call does nothing.") void keepAlive(std::chrono::seconds) {}

private:
    static constexpr int DEFAULT_TTL = 60;
    enum Type : uint8_t { BOOL_TYPE = 1, INT_TYPE = 2, DOUBLE_TYPE = 3, STRING_TYPE = 4 };
    struct Value {
        double number = 0;
        String text;
    };
    using Reader = std::function<void(Value &)>;
    template <typename T>
    using IsNumber = std::integral_constant<bool, std::is_same<T, bool>::value || std::is_same<T, double>::value ||
                                                      (std::is_integral<T>::value && sizeof(T) <= 4) || std::is_enum<T>::value>;
    struct Number {};
    struct Text {};
    struct Call {};
    template <typename T>
    using Kind = typename std::conditional<
        IsNumber<T>::value, Number,
        typename std::conditional<std::is_same<T, String>::value || std::is_convertible<T, const char *>::value, Text, Call>::type>::type;

    template <typename T>
    static constexpr Type typeOf() {
        return std::is_same<T, bool>::value ? BOOL_TYPE : std::is_same<T, double>::value ? DOUBLE_TYPE : INT_TYPE;
    }
    // The cloud's integers have a sign: large unsigned ones come out below zero, as on a board.
    template <typename T>
    static double number(T value) {
        if constexpr (typeOf<T>() == INT_TYPE) return static_cast<int32_t>(value);
        else return static_cast<double>(value);
    }
    template <typename T>
    bool addVariable(const char *name, const T &value, Number) {
        const T *at = &value;
        return registerVariable(name, typeOf<T>(), [at](Value &result) { result.number = number(*at); });
    }
    bool addVariable(const char *name, const String &value, Text) {
        const String *at = &value;
        return registerVariable(name, STRING_TYPE, [at](Value &result) { result.text = *at; });
    }
    template <typename T>
    bool addVariable(const char *name, const T &read, Call) {
        static_assert(!std::is_same<T, float>::value, "A cloud variable cannot be a float. Make it a double.");
        static_assert(!std::is_integral<T>::value, "A cloud variable has at most 32 bits. Make it an int, or a String.");
        static_assert(std::is_same<T, float>::value || std::is_integral<T>::value || std::is_invocable<T>::value,
                      "A cloud variable is a bool, an int, a double, a String, or a function that returns one of them.");
        if constexpr (std::is_invocable<T>::value) return addFunction<typename std::invoke_result<T>::type>(name, read);
        else return false;
    }
    template <typename T, typename F>
    bool addFunction(const char *name, F read) {
        static_assert(!std::is_same<T, float>::value, "A cloud variable cannot be a float. Let the function return a double.");
        if constexpr (IsNumber<T>::value) {
            return registerVariable(name, typeOf<T>(), [read](Value &result) { result.number = number(read()); });
        } else {
            static_assert(std::is_same<T, float>::value || std::is_convertible<T, String>::value,
                          "The function of a cloud variable returns a bool, an int, a double or a String.");
            return registerVariable(name, STRING_TYPE, [read](Value &result) { result.text = String(read()); });
        }
    }

    Result send(const char *name, const char *data, int ttl, PublishFlags flags, CallSite at);
    bool registerVariable(const char *name, Type type, Reader reader);

    friend struct CloudRegistry;
};

extern CloudClass Particle;

// Its name until 2015.
#define Spark Particle
