// The device itself: identity, resets, events of the system, power, network, watchdog.
#include "scheduler.h"

#include <vector>

SystemClass System;
NetworkClass Network;
WatchdogClass Watchdog;

namespace {

struct Listener {
    system_event_t events;
    std::function<void(system_event_t, int)> handler;
};

std::vector<Listener> &listeners() {
    static auto *const list = new std::vector<Listener>();
    return *list;
}

} // namespace

namespace pocket {

std::string hostText(uint32_t what) {
    std::string text(host_text(what, nullptr, 0), '\0');
    host_text(what, &text[0], text.size());
    return text;
}

bool handleSystemMail(const Mail &mail) {
    if (mail.head.kind != HOST_MAIL_SYSTEM) return false;
    const auto event = static_cast<system_event_t>(mail.head.number);
    // A handler may add or remove one.
    const auto list = listeners();
    for (const auto &listener : list)
        if (listener.events & event) listener.handler(event, mail.head.id);
    return true;
}

} // namespace pocket

bool SystemClass::listen(system_event_t events, std::function<void(system_event_t, int)> handler) {
    listeners().push_back({events, std::move(handler)});
    return true;
}

void SystemClass::off(system_event_t events) {
    auto &list = listeners();
    for (auto &listener : list) listener.events &= ~events;
    list.erase(std::remove_if(list.begin(), list.end(), [](const Listener &listener) { return listener.events == 0; }), list.end());
}

String SystemClass::deviceID() { return String(pocket::hostText(HOST_DEVICE_ID)); }
void SystemClass::reset(uint32_t data) { host_reset(0, data); }
void SystemClass::dfu(bool) { host_reset(2, 0); }
void SystemClass::enterSafeMode() { host_reset(1, 0); }
int SystemClass::resetReason() { return static_cast<int>(host_number(HOST_RESET_REASON)); }
uint32_t SystemClass::resetReasonData() { return static_cast<uint32_t>(static_cast<int64_t>(host_number(HOST_RESET_DATA))); }
uint64_t SystemClass::millis() { return static_cast<uint64_t>(host_micros() / 1000); }
float SystemClass::batteryCharge() { return static_cast<float>(host_number(HOST_BATTERY_CHARGE)); }
int SystemClass::batteryState() { return static_cast<int>(host_number(HOST_BATTERY_STATE)); }
int SystemClass::powerSource() { return static_cast<int>(host_number(HOST_POWER_SOURCE)); }
uint16_t SystemClass::buttonPushed(uint8_t) { return static_cast<uint16_t>(std::min(host_number(HOST_BUTTON_MS), 65535.0)); }
bool SystemClass::updatesEnabled() { return (host_updates() & 1) != 0; }
bool SystemClass::updatesPending() { return (host_updates() & 2) != 0; }
void SystemClass::disableUpdates() { host_allow(0); }
void SystemClass::enableUpdates() { host_allow(1); }
bool SystemClass::resetPending() { return (host_updates() & 8) != 0; }
void SystemClass::disableReset() { host_allow(2); }
void SystemClass::enableReset() { host_allow(3); }

bool SystemClass::waitCondition(std::function<bool()> condition, system_tick_t timeout) {
    return pocket::waitForCondition(condition, timeout == 0xffffffff ? 1e12 : timeout);
}

void NetworkClass::on() { host_network(1); }
void NetworkClass::off() { host_network(0); }
void NetworkClass::connect(unsigned) { host_network(2); }
void NetworkClass::disconnect() { host_network(3); }
bool NetworkClass::isOn() { return (host_cloud_state() & HOST_NETWORK_ON) != 0; }
bool NetworkClass::ready() { return (host_cloud_state() & HOST_NETWORK_READY) != 0; }
bool NetworkClass::connecting() { return isOn() && !ready(); }
void NetworkClass::listen(bool begin) { host_listen(begin); }
bool NetworkClass::listening() { return (host_cloud_state() & HOST_LISTENING) != 0; }

int WatchdogClass::start() {
    started_ = true;
    host_watchdog(std::max<system_tick_t>(configuration_.timeout(), 1));
    return 0;
}

int WatchdogClass::refresh() {
    if (!started_) return SYSTEM_ERROR_INVALID_STATE;
    host_watchdog(0);
    return 0;
}
