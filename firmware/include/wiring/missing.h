// What Device OS has and the virtual board has not. The compiler says so where it is used.
#pragma once

#include "serial.h"

class PocketNoBus {
public:
    template <typename... A> void begin(A...) {}
    template <typename... A> void end(A...) {}
    template <typename... A> void beginTransmission(A...) {}
    template <typename... A> uint8_t endTransmission(A...) { return 0; }
    template <typename... A> uint8_t requestFrom(A...) { return 0; }
    template <typename... A> size_t write(A...) { return 0; }
    template <typename... A> int transfer(A...) { return 0; }
    template <typename... A> void setSpeed(A...) {}
    template <typename... A> void setClockSpeed(A...) {}
    template <typename... A> void setBitOrder(A...) {}
    template <typename... A> void setDataMode(A...) {}
    int available() { return 0; }
    int read() { return 0; }
};

class PocketNoRadio {
public:
    template <typename... A> void on(A...) {}
    template <typename... A> void off(A...) {}
    template <typename... A> void connect(A...) {}
    template <typename... A> void disconnect(A...) {}
    template <typename... A> void listen(A...) {}
    template <typename... A> void setCredentials(A...) {}
    template <typename... A> int scan(A...) { return 0; }
    bool ready() { return false; }
    bool connecting() { return false; }
    bool listening() { return false; }
    int RSSI() { return 0; }
    const char *SSID() { return ""; }
    const char *localIP() { return ""; }
};

#define POCKET_NO_BUS "The virtual board has no bus for other chips. Read a sensor with analogRead(A0) and set it on the page."
#define POCKET_NO_RADIO "The virtual board's network is the page. Use Particle, or Network."

extern PocketNoBus Wire POCKET_UNAVAILABLE(POCKET_NO_BUS);
extern PocketNoBus Wire1 POCKET_UNAVAILABLE(POCKET_NO_BUS);
extern PocketNoBus SPI POCKET_UNAVAILABLE(POCKET_NO_BUS);
extern PocketNoBus SPI1 POCKET_UNAVAILABLE(POCKET_NO_BUS);
extern PocketNoBus CAN POCKET_UNAVAILABLE(POCKET_NO_BUS);
extern PocketNoRadio WiFi POCKET_UNAVAILABLE(POCKET_NO_RADIO);
extern PocketNoRadio Cellular POCKET_UNAVAILABLE(POCKET_NO_RADIO);
extern PocketNoRadio Ethernet POCKET_UNAVAILABLE(POCKET_NO_RADIO);
extern PocketNoRadio BLE POCKET_UNAVAILABLE("The virtual board has no Bluetooth.");
extern PocketNoRadio NFC POCKET_UNAVAILABLE("The virtual board has no NFC.");

class POCKET_UNAVAILABLE("The virtual board opens no sockets. Publish an event and let a webhook make the request.") TCPClient {};
class POCKET_UNAVAILABLE("The virtual board opens no sockets.") TCPServer {};
class POCKET_UNAVAILABLE("The virtual board opens no sockets.") UDP {};
class POCKET_UNAVAILABLE("The virtual board has no servos. Use analogWrite.") Servo {};
class POCKET_UNAVAILABLE("The application has one thread. Use Timer, or millis() in loop().") Thread {};
class POCKET_UNAVAILABLE("The virtual board restarts a loop that hangs by itself; set the time with Watchdog.") ApplicationWatchdog {};
class POCKET_UNAVAILABLE("The virtual board does not sleep. Use delay().") SystemSleepConfiguration {};
class POCKET_UNAVAILABLE("The virtual board has no fuel gauge chip. Use System.batteryCharge().") FuelGauge {};
class POCKET_UNAVAILABLE("The virtual board has no power manager chip. Use System.powerSource().") PMIC {};
