// Events, functions and variables between the application and the cloud.
#include "scheduler.h"

#include <map>
#include <vector>

CloudClass Particle;

struct CloudRegistry {
    std::vector<EventHandlerFunction> subscriptions;
    std::vector<std::function<int(String)>> functions;
    struct Variable {
        uint8_t type;
        CloudClass::Reader read;
    };
    std::vector<Variable> variables;
    std::map<int, std::shared_ptr<particle::PendingResult>> tickets;

    void answerVariable(int call, size_t index);
};

// Made at the first use: sketches register from the constructors of their own objects.
static CloudRegistry &registry() {
    static CloudRegistry *const one = new CloudRegistry();
    return *one;
}

void CloudRegistry::answerVariable(int call, size_t index) {
    if (index >= variables.size()) return host_answer(call, 0, 0, nullptr, 0);
    CloudClass::Value value;
    const auto read = variables[index].read;
    const uint8_t type = variables[index].type;
    read(value);
    const size_t length = std::min<size_t>(value.text.length(), particle::protocol::MAX_VARIABLE_VALUE_LENGTH);
    host_answer(call, type, value.number, value.text.c_str(), length);
}

namespace pocket {

bool handleCloudMail(const Mail &mail) {
    CloudRegistry &cloud = registry();
    const host_mail &head = mail.head;
    switch (head.kind) {
    case HOST_MAIL_EVENT:
        if (head.id >= 0 && static_cast<size_t>(head.id) < cloud.subscriptions.size() && cloud.subscriptions[head.id]) {
            const auto handler = cloud.subscriptions[head.id];
            handler(mail.a.c_str(), mail.b.c_str());
        }
        return true;
    case HOST_MAIL_FUNCTION:
        if (head.number >= 0 && head.number < cloud.functions.size()) {
            const auto handler = cloud.functions[static_cast<size_t>(head.number)];
            host_answer(head.id, 2, handler(String(mail.a)), nullptr, 0);
        } else host_answer(head.id, 0, 0, nullptr, 0);
        return true;
    case HOST_MAIL_VARIABLE:
        cloud.answerVariable(head.id, head.number >= 0 ? static_cast<size_t>(head.number) : cloud.variables.size());
        return true;
    case HOST_MAIL_PUBLISHED: {
        const auto found = cloud.tickets.find(head.id);
        if (found == cloud.tickets.end()) return true;
        const auto result = found->second;
        cloud.tickets.erase(found);
        result->finish(static_cast<int>(head.number));
        return true;
    }
    default:
        return false;
    }
}

} // namespace pocket

namespace particle {

void PendingResult::finish(int result) {
    done = true;
    error = result;
    const auto handler = then;
    then = nullptr;
    if (handler) handler(result);
}

void awaitResult(const PendingResult &result, system_tick_t timeout) {
    pocket::waitForCondition([&result] { return result.done; }, timeout ? timeout : 1e12);
}

const char *Error::message() const {
    if (message_) return message_;
    switch (type_) {
    case NONE: return "";
    case NOT_SUPPORTED: return "Not supported";
    case CANCELLED: return "Operation cancelled";
    case TIMEOUT: return "Timeout error";
    case LIMIT_EXCEEDED: return "Limit exceeded";
    case INVALID_STATE: return "Invalid state";
    default: return "Unknown error";
    }
}

} // namespace particle

CloudClass::Result CloudClass::send(const char *name, const char *data, int ttl, PublishFlags flags, CallSite at) {
    auto result = std::make_shared<particle::PendingResult>();
    if (!data) data = "";
    const size_t nameLength = name ? strlen(name) : 0, dataLength = strlen(data);
    int ticket = SYSTEM_ERROR_INVALID_ARGUMENT;
    if (nameLength > 0 && nameLength <= particle::protocol::MAX_EVENT_NAME_LENGTH)
        ticket = dataLength > particle::protocol::MAX_EVENT_DATA_LENGTH
                     ? SYSTEM_ERROR_TOO_LARGE
                     : host_publish(name, nameLength, data, dataLength, ttl, flags.value(), at.file, strlen(at.file), at.line);
    if (ticket > 0) registry().tickets[ticket] = result;
    else result->finish(ticket);
    return Result(result);
}

bool CloudClass::subscribe(const char *prefix, EventHandlerFunction handler, Spark_Subscription_Scope_TypeDef) {
    if (!prefix || !handler || strlen(prefix) > particle::protocol::MAX_EVENT_NAME_LENGTH) return false;
    const int index = host_subscribe(prefix, strlen(prefix));
    if (index < 0) return false;
    auto &list = registry().subscriptions;
    if (list.size() <= static_cast<size_t>(index)) list.resize(index + 1);
    list[index] = std::move(handler);
    return true;
}

void CloudClass::unsubscribe() {
    host_unsubscribe();
    registry().subscriptions.clear();
}

bool CloudClass::function(const char *name, std::function<int(String)> handler) {
    if (!name || !*name || !handler || strlen(name) > particle::protocol::MAX_FUNCTION_KEY_LENGTH) return false;
    const int index = host_function(name, strlen(name));
    if (index < 0) return false;
    auto &list = registry().functions;
    if (list.size() <= static_cast<size_t>(index)) list.resize(index + 1);
    list[index] = std::move(handler);
    return true;
}

bool CloudClass::registerVariable(const char *name, Type type, Reader reader) {
    if (!name || !*name || strlen(name) > particle::protocol::MAX_VARIABLE_KEY_LENGTH) return false;
    const int index = host_variable(name, strlen(name), type);
    if (index < 0) return false;
    auto &list = registry().variables;
    if (list.size() <= static_cast<size_t>(index)) list.resize(index + 1);
    list[index] = {type, std::move(reader)};
    return true;
}

bool CloudClass::connected() { return (host_cloud_state() & HOST_CLOUD_CONNECTED) != 0; }
void CloudClass::connect() { host_cloud_connect(); }
void CloudClass::disconnect(const CloudDisconnectOptions &) { host_cloud_disconnect(); }

bool CloudClass::process() {
    host_wait(0);
    pocket::handleMail();
    return connected();
}

String CloudClass::deviceID() { return System.deviceID(); }
int CloudClass::publishVitals(int seconds) { return host_vitals(seconds); }
bool CloudClass::syncTime() { return host_time_sync(), connected(); }
bool CloudClass::syncTimePending() { return connected() && host_time_synced() < 0; }

system_tick_t CloudClass::timeSyncedLast() {
    const double at = host_time_synced();
    return at < 0 ? 0 : static_cast<system_tick_t>(static_cast<uint64_t>(at / 1000));
}

system_tick_t CloudClass::timeSyncedLast(time32_t &time) {
    const double at = host_time_synced();
    time = at < 0 ? 0 : static_cast<time32_t>(host_time_now() - (host_micros() - at) / 1e6);
    return timeSyncedLast();
}
