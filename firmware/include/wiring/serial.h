// Serial: the USB port, which the page's serial monitor opens.
#pragma once

#include "print.h"

class USBSerial : public Stream {
public:
    // The rate means nothing over USB.
    void begin(long = 9600) {}
    void begin(long, uint32_t) {}
    void end() {}
    int available() override;
    int read() override;
    int peek() override;
    void flush() override {}
    int availableForWrite() { return 256; }
    size_t write(uint8_t byte) override { return write(&byte, 1); }
    size_t write(const uint8_t *bytes, size_t length) override;
    using Print::write;

    bool isConnected();
    bool isEnabled() { return true; }
    operator bool() { return true; }
    void blockOnOverrun(bool block) { block_ = block; }
    void lock() {}
    void unlock() {}
    bool try_lock() { return true; }

private:
    bool block_ = true;
};

extern USBSerial Serial;

class POCKET_UNAVAILABLE("The virtual board has one serial port, Serial.") USARTSerial;
class PocketNoUart : public USBSerial {};
extern PocketNoUart Serial1 POCKET_UNAVAILABLE("The virtual board has no second serial port; use Serial.");
