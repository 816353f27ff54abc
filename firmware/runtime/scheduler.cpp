// Runs the application on its one stack: setup, then loop and mail in turns.
#include "scheduler.h"

extern "C" {
void __wasm_call_ctors(void);
extern char __start_retained __attribute__((weak));
extern char __stop_retained __attribute__((weak));
__attribute__((weak)) extern const uint8_t pocket_system_mode = AUTOMATIC;
__attribute__((weak)) extern const uint8_t pocket_system_thread = DISABLED;
}

// A sketch without one of them is a sketch that does nothing there.
__attribute__((weak)) void setup() {}
__attribute__((weak)) void loop() {}

namespace pocket {

void handleMail() {
    while (const uint32_t size = host_mail_size()) {
        std::string bytes(size, '\0');
        host_mail_take(&bytes[0]);
        Mail mail;
        memcpy(&mail.head, bytes.data(), sizeof(mail.head));
        mail.a = bytes.substr(sizeof(mail.head), mail.head.a_length);
        mail.b = bytes.substr(sizeof(mail.head) + mail.head.a_length, mail.head.b_length);
        handleCloudMail(mail) || handleSystemMail(mail) || handlePinMail(mail) || handleLogMail(mail);
    }
    runDueTimers();
}

void waitUntilMicros(double end) {
    for (;;) {
        const double left = std::min(end - host_micros(), nextTimer());
        host_wait(left > 0 ? static_cast<uint32_t>(std::ceil(std::min(left, 3.6e9) / 1000)) : 0);
        handleMail();
        if (host_micros() >= end) return;
    }
}

bool waitForCondition(const std::function<bool()> &condition, double ms) {
    const double end = host_micros() + ms * 1000;
    handleMail();
    while (!condition()) {
        if (host_micros() >= end) return false;
        waitUntilMicros(host_micros() + 1000);
    }
    return true;
}

static void waitForCloud() {
    // Without a system thread the application stands still until the device is online.
    if (pocket_system_mode == AUTOMATIC && !pocket_system_thread)
        waitForCondition([] { return (host_cloud_state() & HOST_CLOUD_CONNECTED) != 0; }, 1e12);
}

} // namespace pocket

extern "C" void fw_run(void) {
    host_start(POCKET_ABI, pocket_system_mode, pocket_system_thread);
    const size_t kept = &__stop_retained - &__start_retained;
    if (kept > 0) host_retained(&__start_retained, kept);
    __wasm_call_ctors();
    srand(host_random());
    pocket::waitForCloud();
    setup();
    for (;;) {
        loop();
        pocket::waitForCloud();
        pocket::waitUntilMicros(host_micros() + 1000);
    }
}
