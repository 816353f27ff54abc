// The host of a firmware: everything that the WebAssembly module imports, all in the namespace `device`.
//
// One export runs the firmware: fw_run. It never returns, and while it runs the host calls nothing else of the module (every call
// would share one C stack). What happens outside is put in the mail instead; the firmware takes it when it waits, and handles it on
// its own stack: between two loop() calls, inside delay(), in Particle.process().
//
// `wait` is the only import that may suspend. Every other import answers at once.
// Text is (pointer, length) in UTF-8, without a zero at the end. Numbers in memory are little-endian.
// The same list in TypeScript: src/device/virtual/abi.ts. Change both, and POCKET_ABI with them.
#pragma once

#include <stddef.h>
#include <stdint.h>

#define POCKET_ABI 1

#define POCKET_IMPORT(name) __attribute__((import_module("device"), import_name(#name))) extern

#ifdef __cplusplus
extern "C" {
#endif

// --- Start, time and waiting -------------------------------------------------------------------------------------------------

// The first call. mode: 0 automatic, 1 semi-automatic, 2 manual, 3 safe mode; in automatic mode the host connects by itself.
// threaded: 1 when the application runs while the device is offline. A host of another ABI stops the module here.
POCKET_IMPORT(start) void host_start(uint32_t abi, uint32_t mode, uint32_t threaded);

// Waits at most this many virtual milliseconds (0: only lets the host work), less when mail comes. 1 when there is mail, else 0.
POCKET_IMPORT(wait) uint32_t host_wait(uint32_t ms);

// Virtual microseconds since boot.
POCKET_IMPORT(micros) double host_micros(void);

// Seconds since 1970 in UTC, with fraction; 0 while the device does not know the time.
POCKET_IMPORT(time_now) double host_time_now(void);
POCKET_IMPORT(time_set) void host_time_set(double seconds);

// Virtual microseconds since boot at which the cloud last gave the time; -1: not yet. time_sync asks for it again.
POCKET_IMPORT(time_synced) double host_time_synced(void);
POCKET_IMPORT(time_sync) void host_time_sync(void);

// 32 random bits. Their seed comes from the cloud, so that a run can be repeated.
POCKET_IMPORT(random) uint32_t host_random(void);

// --- Mail --------------------------------------------------------------------------------------------------------------------

// Bytes of the oldest mail, 0 without mail.
POCKET_IMPORT(mail_size) uint32_t host_mail_size(void);

// Copies the oldest mail to `to`, which has room for mail_size() bytes, and removes it.
// Layout: struct host_mail, then a_length bytes, then b_length bytes.
POCKET_IMPORT(mail_take) void host_mail_take(void *to);

struct host_mail {
    uint32_t kind; // HOST_MAIL_…
    int32_t id;
    double number;
    uint32_t a_length;
    uint32_t b_length;
};

enum {
    HOST_MAIL_EVENT = 1,     // id: subscription; a: name; b: data
    HOST_MAIL_FUNCTION = 2,  // id: call, to answer; number: index of the function; a: argument
    HOST_MAIL_VARIABLE = 3,  // id: call, to answer; number: index of the variable
    HOST_MAIL_SYSTEM = 4,    // id: parameter; number: the system event, one bit (button_click: 4096)
    HOST_MAIL_PUBLISHED = 5, // id: ticket of a publish; number: 0, or an error below 0
    HOST_MAIL_INTERRUPT = 6, // id: pin; number: its level now, 0 or 1
    HOST_MAIL_LED = 7,       // number: 0xRRGGBB that the status LED shows now. Only after led_watch(1)
    HOST_MAIL_LOG = 8,       // a line of the system's log, for the log handlers; id: level (1, 30, 40, 50); a: category; b: message
};

// Answers a FUNCTION or VARIABLE mail. type: 0 failed, 1 bool, 2 int32, 3 double, 4 string (text, length). A function answers int32.
POCKET_IMPORT(answer) void host_answer(int32_t call, uint32_t type, double number, const char *text, uint32_t length);

// --- Cloud -------------------------------------------------------------------------------------------------------------------

// Bits of cloud_state.
enum {
    HOST_CLOUD_CONNECTED = 1, // handshake done
    HOST_NETWORK_READY = 2,
    HOST_CLOUD_WANTED = 4,    // connecting, or to be connected again when the connection is lost
    HOST_NETWORK_ON = 8,
    HOST_LISTENING = 16,
};
POCKET_IMPORT(cloud_state) uint32_t host_cloud_state(void);
POCKET_IMPORT(cloud_connect) void host_cloud_connect(void);
POCKET_IMPORT(cloud_disconnect) void host_cloud_disconnect(void);

// 0 off, 1 on, 2 connect, 3 disconnect (stays on).
POCKET_IMPORT(network) void host_network(uint32_t what);

// Publishes. ttl in seconds. flags: 1 private, 2 without acknowledgement, 8 with acknowledgement (PublishFlags of Device OS).
// file and line: the call in the sources, so that a page can point from an event to its line; length 0 when unknown.
// A ticket above 0, whose result comes as PUBLISHED mail, or an error below 0 at once (not connected, limit exceeded).
POCKET_IMPORT(publish)
int32_t host_publish(const char *name, uint32_t name_length, const char *data, uint32_t data_length, int32_t ttl, uint32_t flags,
                     const char *file, uint32_t file_length, uint32_t line);

// Events whose name begins with the prefix come as EVENT mail. Index from 0, or an error below 0. unsubscribe: all of them.
POCKET_IMPORT(subscribe) int32_t host_subscribe(const char *prefix, uint32_t length);
POCKET_IMPORT(unsubscribe) void host_unsubscribe(void);

// Index from 0, or an error below 0. type as in answer: 1 bool, 2 int32, 3 double, 4 string.
POCKET_IMPORT(function) int32_t host_function(const char *name, uint32_t length);
POCKET_IMPORT(variable) int32_t host_variable(const char *name, uint32_t length, uint32_t type);

// Publishes the vitals. seconds: 0 once, above 0 also every so often, below 0 stops that.
POCKET_IMPORT(vitals) int32_t host_vitals(int32_t seconds);

// --- Serial ------------------------------------------------------------------------------------------------------------------

// Bytes that were taken (the host's buffer has an end), or -1 while nobody has the port open: then they are lost.
POCKET_IMPORT(serial_write) int32_t host_serial_write(const void *bytes, uint32_t length);
POCKET_IMPORT(serial_available) uint32_t host_serial_available(void);
// Bytes that were read: at most `room`, 0 when there are none.
POCKET_IMPORT(serial_read) uint32_t host_serial_read(void *to, uint32_t room);
// The next byte without reading it, -1 without one.
POCKET_IMPORT(serial_peek) int32_t host_serial_peek(void);
// 1 while a program has the port open.
POCKET_IMPORT(serial_open) uint32_t host_serial_open(void);

// --- System ------------------------------------------------------------------------------------------------------------------

// Facts as text. Bytes of the whole text; at most `room` of them are written.
enum { HOST_DEVICE_ID = 1, HOST_DEVICE_NAME = 2, HOST_OS_VERSION = 3, HOST_APP_HASH = 4 };
POCKET_IMPORT(text) uint32_t host_text(uint32_t what, char *to, uint32_t room);

// Facts as numbers.
enum {
    HOST_RESET_REASON = 1, // as Device OS numbers them: 20 pin, 40 power, 60 watchdog, 70 update, 130 panic, 140 user
    HOST_RESET_DATA = 2,
    HOST_BATTERY_CHARGE = 3, // percent, -1 unknown
    HOST_BATTERY_STATE = 4,  // 0 unknown, 1 not charging, 2 charging, 3 charged, 4 discharging, 5 fault, 6 disconnected
    HOST_POWER_SOURCE = 5,   // 0 unknown, 1 VIN, 2 USB host, 3 USB adapter, 4 USB OTG, 5 battery
    HOST_BUTTON_MS = 6,      // how long MODE has been down, 0 while it is up
    HOST_SIGNAL = 7,         // strength of the network in percent, -1 without one
};
POCKET_IMPORT(number) double host_number(uint32_t what);

// Ends this run. how: 0 reset, 1 safe mode, 2 DFU mode, 3 power off. data: System.resetReasonData() after the next start.
__attribute__((noreturn)) POCKET_IMPORT(reset) void host_reset(uint32_t how, uint32_t data);

// Ends this run with SOS blinks. code: 1 hard fault, 8 out of heap, 10 assertion, 13 stack overflow, 14 … as Device OS counts them.
__attribute__((noreturn)) POCKET_IMPORT(panic) void host_panic(uint32_t code, const char *text, uint32_t length);

// Listening mode: 1 enter, 0 leave.
POCKET_IMPORT(listen) void host_listen(uint32_t on);

// The hardware watchdog. ms above 0 starts it with that timeout, 0 feeds it.
POCKET_IMPORT(watchdog) void host_watchdog(uint32_t ms);

// Bits: 1 updates are allowed, 2 updates are pending, 4 resets are allowed, 8 a reset is pending.
POCKET_IMPORT(updates) uint32_t host_updates(void);
// what: 0 disable updates, 1 enable updates, 2 disable reset, 3 enable reset.
POCKET_IMPORT(allow) void host_allow(uint32_t what);

// --- Kept memory -------------------------------------------------------------------------------------------------------------

// EEPROM: 4096 bytes, 0xFF at first. The host refuses what lies outside by ending the run.
POCKET_IMPORT(eeprom_read) void host_eeprom_read(uint32_t at, void *to, uint32_t length);
POCKET_IMPORT(eeprom_write) void host_eeprom_write(uint32_t at, const void *from, uint32_t length);

// `retained` variables live here. Called once before constructors run: 1 when the host has put the bytes of the run before there
// (same firmware, power was not cut). At every end of a run it takes the bytes from there.
POCKET_IMPORT(retained) uint32_t host_retained(void *at, uint32_t length);

// --- Pins and LEDs -----------------------------------------------------------------------------------------------------------

// Pins: D0…D19 are 0…19, A0…A5 are 19…14, as on the boards of the third generation. D7 (7) has the blue LED.
// mode: 0 input, 1 output, 2 input pull-up, 3 input pull-down, 255 none.
POCKET_IMPORT(pin_mode) void host_pin_mode(uint32_t pin, uint32_t mode);
POCKET_IMPORT(pin_write) void host_pin_write(uint32_t pin, uint32_t level);
POCKET_IMPORT(pin_read) uint32_t host_pin_read(uint32_t pin);
// 0 (0 V) … 4095 (3.3 V).
POCKET_IMPORT(analog_read) uint32_t host_analog_read(uint32_t pin);
// duty 0…65535; hertz 0 stops.
POCKET_IMPORT(pwm) void host_pwm(uint32_t pin, uint32_t duty, uint32_t hertz);
// change: 0 none, 1 change, 2 rising, 3 falling. Interrupts come as mail: each one, at most 64 of a pin waiting.
POCKET_IMPORT(pin_interrupt) void host_pin_interrupt(uint32_t pin, uint32_t change);

// The status LED. control 1: the application has it, 0: the system.
POCKET_IMPORT(led_control) void host_led_control(uint32_t on);
POCKET_IMPORT(led_color) void host_led_color(uint32_t rgb);
// 0…255.
POCKET_IMPORT(led_brightness) void host_led_brightness(uint32_t value);
POCKET_IMPORT(led_watch) void host_led_watch(uint32_t on);
// An LEDStatus: rgb 0xRRGGBB; pattern 1 solid, 2 blink, 3 fade, 0 takes it away; period in ms; priority 10, 20, 30, 40.
POCKET_IMPORT(led_status) void host_led_status(uint32_t id, uint32_t rgb, uint32_t pattern, uint32_t period, uint32_t priority);

// --- The one export ----------------------------------------------------------------------------------------------------------

__attribute__((export_name("fw_run"), noreturn)) void fw_run(void);

#ifdef __cplusplus
}
#endif
