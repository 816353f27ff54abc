// System: the device itself, its buttons, its resets; and how the application starts.
#pragma once

#include <functional>
#include "async.h"
#include "string.h"
#include "time.h"

typedef uint64_t system_event_t;

enum SystemEvents : uint64_t {
    setup_begin = 1 << 1,
    setup_update = 1 << 2,
    setup_end = 1 << 3,
    network_credentials = 1 << 4,
    network_status = 1 << 5,
    cloud_status = 1 << 6,
    button_status = 1 << 7,
    firmware_update = 1 << 8,
    firmware_update_pending = 1 << 9,
    reset_pending = 1 << 10,
    reset = 1 << 11,
    button_click = 1 << 12,
    button_final_click = 1 << 13,
    time_changed = 1 << 14,
    low_battery = 1 << 15,
    out_of_memory = 1 << 18,
    all_events = 0xffffffffffffffffULL
};

enum SystemEventsParam : int {
    cloud_status_disconnected = 0,
    cloud_status_connecting = 1,
    cloud_status_handshake = 2,
    cloud_status_connected = 8,
    cloud_status_disconnecting = 9,
    network_status_off = 3,
    network_status_on = 5,
    network_status_connecting = 6,
    network_status_connected = 7,
    firmware_update_failed = -1,
    firmware_update_begin = 0,
    firmware_update_complete = 1,
    firmware_update_progress = 2,
    time_changed_manually = 0,
    time_changed_sync = 1
};

inline uint8_t system_button_clicks(int param) { return param & 0xf; }
inline uint16_t system_button_pushed_duration(uint8_t = 0, void * = nullptr);

typedef enum System_Reset_Reason {
    RESET_REASON_NONE = 0,
    RESET_REASON_UNKNOWN = 10,
    RESET_REASON_PIN_RESET = 20,
    RESET_REASON_POWER_MANAGEMENT = 30,
    RESET_REASON_POWER_DOWN = 40,
    RESET_REASON_POWER_BROWNOUT = 50,
    RESET_REASON_WATCHDOG = 60,
    RESET_REASON_UPDATE = 70,
    RESET_REASON_UPDATE_ERROR = 80,
    RESET_REASON_UPDATE_TIMEOUT = 90,
    RESET_REASON_FACTORY_RESET = 100,
    RESET_REASON_SAFE_MODE = 110,
    RESET_REASON_DFU_MODE = 120,
    RESET_REASON_PANIC = 130,
    RESET_REASON_USER = 140
} System_Reset_Reason;

enum power_source_t {
    POWER_SOURCE_UNKNOWN = 0,
    POWER_SOURCE_VIN = 1,
    POWER_SOURCE_USB_HOST = 2,
    POWER_SOURCE_USB_ADAPTER = 3,
    POWER_SOURCE_USB_OTG = 4,
    POWER_SOURCE_BATTERY = 5
};

enum battery_state_t {
    BATTERY_STATE_UNKNOWN = 0,
    BATTERY_STATE_NOT_CHARGING = 1,
    BATTERY_STATE_CHARGING = 2,
    BATTERY_STATE_CHARGED = 3,
    BATTERY_STATE_DISCHARGING = 4,
    BATTERY_STATE_FAULT = 5,
    BATTERY_STATE_DISCONNECTED = 6
};

enum HAL_Feature { FEATURE_RETAINED_MEMORY = 1, FEATURE_RESET_INFO = 3 };

enum System_Mode_TypeDef { AUTOMATIC = 0, SEMI_AUTOMATIC = 1, MANUAL = 2, SAFE_MODE = 3 };
enum SystemThreadMode { DISABLED = 0, ENABLED = 1 };

class SystemClass {
public:
    String deviceID();
    String version() { return SYSTEM_VERSION_STRING; }
    uint32_t versionNumber() { return SYSTEM_VERSION; }

    void reset(uint32_t data = 0) __attribute__((noreturn));
    void dfu(bool = false) __attribute__((noreturn));
    void enterSafeMode() __attribute__((noreturn));
    int resetReason();
    uint32_t resetReasonData();
    // Everything that could be turned on is on.
    bool enableFeature(HAL_Feature) { return true; }
    bool disableFeature(HAL_Feature) { return false; }
    bool featureEnabled(HAL_Feature) { return true; }

    // Handlers take (system_event_t event, int param, void *pointer), or fewer of these.
    template <typename F, typename = typename std::enable_if<std::is_invocable<F, system_event_t, int, void *>::value ||
                                                             std::is_invocable<F, system_event_t, int>::value ||
                                                             std::is_invocable<F, system_event_t>::value || std::is_invocable<F>::value>::type>
    bool on(system_event_t events, F handler) {
        return listen(events, [handler](system_event_t event, int param) mutable {
            if constexpr (std::is_invocable<F, system_event_t, int, void *>::value) handler(event, param, nullptr);
            else if constexpr (std::is_invocable<F, system_event_t, int>::value) handler(event, param);
            else if constexpr (std::is_invocable<F, system_event_t>::value) handler(event);
            else handler();
        });
    }
    template <typename T>
    bool on(system_event_t events, void (T::*method)(system_event_t, int), T *instance) {
        return listen(events, [instance, method](system_event_t event, int param) { (instance->*method)(event, param); });
    }
    void off(system_event_t events);
    template <typename F>
    void off(system_event_t events, F) { off(events); }

    // Ticks are microseconds here.
    uint32_t ticks() { return static_cast<uint32_t>(::micros()); }
    uint32_t ticksPerMicrosecond() { return 1; }
    void ticksDelay(uint32_t ticks) { delayMicroseconds(ticks); }
    // Since the start, without wrapping.
    uint64_t millis();
    unsigned uptime() { return static_cast<unsigned>(millis() / 1000); }
    uint32_t freeMemory();

    float batteryCharge();
    int batteryState();
    int powerSource();
    // How long the MODE button has been down, ms.
    uint16_t buttonPushed(uint8_t = 0);

    bool updatesEnabled();
    bool updatesPending();
    bool updatesForced() { return false; }
    void enableUpdates();
    void disableUpdates();
    bool resetPending();
    void enableReset();
    void disableReset();

    bool waitCondition(std::function<bool()> condition) { return waitCondition(condition, 0xffffffff); }
    bool waitCondition(std::function<bool()> condition, system_tick_t timeout);
    bool waitCondition(std::function<bool()> condition, std::chrono::milliseconds timeout) {
        return waitCondition(condition, static_cast<system_tick_t>(timeout.count()));
    }

    template <typename... A>
    void sleep(A...) { static_assert(sizeof...(A) > 99, "The virtual board does not sleep. Use delay(), or System.reset()."); }
    template <typename... A>
    int setPowerConfiguration(A...) {
        static_assert(sizeof...(A) > 99, "The virtual board has no power manager.");
        return 0;
    }
    void buttonMirror(pin_t, int, bool = false) POCKET_UNAVAILABLE("The virtual board mirrors its button to no pins.");

private:
    bool listen(system_event_t events, std::function<void(system_event_t, int)> handler);
};

extern SystemClass System;

inline uint16_t system_button_pushed_duration(uint8_t, void *) { return System.buttonPushed(); }

#define waitUntil(condition) System.waitCondition([] { return (condition)(); })
#define waitUntilNot(condition) System.waitCondition([] { return !(condition)(); })
#define waitFor(condition, timeout) System.waitCondition([] { return (condition)(); }, (timeout))
#define waitForNot(condition, timeout) System.waitCondition([] { return !(condition)(); }, (timeout))

// --- The network under the cloud.

class NetworkClass {
public:
    void on();
    void off();
    bool isOn();
    bool isOff() { return !isOn(); }
    void connect(unsigned = 0);
    void disconnect();
    bool ready();
    bool connecting();
    void listen(bool begin = true);
    bool listening();
};

extern NetworkClass Network;

// --- The watchdog of the hardware: it restarts a board that does not refresh it in time.

class WatchdogConfiguration {
public:
    WatchdogConfiguration &timeout(system_tick_t ms) { return timeout_ = ms, *this; }
    WatchdogConfiguration &timeout(std::chrono::milliseconds time) { return timeout(static_cast<system_tick_t>(time.count())); }
    system_tick_t timeout() const { return timeout_; }

private:
    system_tick_t timeout_ = 60000;
};

class WatchdogClass {
public:
    int init(const WatchdogConfiguration &configuration) { return configuration_ = configuration, 0; }
    int start();
    int refresh();
    bool started() const { return started_; }

private:
    WatchdogConfiguration configuration_;
    bool started_ = false;
};

extern WatchdogClass Watchdog;

// --- How the application starts.

extern "C" {
// The runtime has weak ones: automatic, without threads, no product.
extern const uint8_t pocket_system_mode;
extern const uint8_t pocket_system_thread;
}

// What the product's suffix of the module is made of: make-module.ts finds it by its mark.
struct PocketProduct {
    char mark[16];
    uint16_t value;
};

#define SYSTEM_MODE(mode) extern "C" { const uint8_t pocket_system_mode = (mode); }
#define SYSTEM_THREAD(state) extern "C" { const uint8_t pocket_system_thread = (state); }
#define POCKET_PRODUCT(name, text, number)                                                                                      \
    static_assert((number) >= 0 && (number) <= 65535, "Product numbers go from 0 to 65535.");                                    \
    extern "C" { extern const PocketProduct name; __attribute__((used, retain)) const PocketProduct name = {text, static_cast<uint16_t>(number)}; }
#define PRODUCT_VERSION(version) POCKET_PRODUCT(pocket_product_version, "pocket.version", version)
#define PRODUCT_ID(id) POCKET_PRODUCT(pocket_product_id, "pocket.product", id)

struct PocketStartup {
    explicit PocketStartup(void (*code)()) { code(); }
};
#define POCKET_JOIN_(a, b) a##b
#define POCKET_JOIN(a, b) POCKET_JOIN_(a, b)
#define STARTUP(...)                                                                                                             \
    static void POCKET_JOIN(pocketStartupCode, __LINE__)() { __VA_ARGS__; }                                                        \
    static const PocketStartup POCKET_JOIN(pocketStartup, __LINE__)(POCKET_JOIN(pocketStartupCode, __LINE__))

// Kept over a reset, lost when the power goes or the firmware changes.
#define retained __attribute__((section("retained")))
#define retained_system retained

// The application has one thread, so nothing can come between.
#define SINGLE_THREADED_SECTION() static_cast<void>(0)
#define SINGLE_THREADED_BLOCK() if (true)
#define ATOMIC_BLOCK() if (true)
#define WITH_LOCK(object) if (true)
#define TRY_LOCK(object) if (true)

#define SPARK_ASSERT(condition) ((condition) ? static_cast<void>(0) : pocket_assert_failed(#condition))
#define PARTICLE_ASSERT(condition) SPARK_ASSERT(condition)
extern "C" void pocket_assert_failed(const char *condition) __attribute__((noreturn));

void setup();
void loop();
