// RGB and LEDStatus: the status LED in the application's hands.
#pragma once

#include <functional>
#include "types.h"

enum LEDColor : uint32_t {
    RGB_COLOR_BLUE = 0x0000ff, RGB_COLOR_GREEN = 0x00ff00, RGB_COLOR_CYAN = 0x00ffff, RGB_COLOR_RED = 0xff0000, RGB_COLOR_MAGENTA = 0xff00ff,
    RGB_COLOR_YELLOW = 0xffff00, RGB_COLOR_WHITE = 0xffffff, RGB_COLOR_GRAY = 0x1f1f1f, RGB_COLOR_ORANGE = 0xff6000
};
enum LEDPattern { LED_PATTERN_INVALID = 0, LED_PATTERN_SOLID = 1, LED_PATTERN_BLINK = 2, LED_PATTERN_FADE = 3 };
enum LEDSpeed { LED_SPEED_SLOW = 0, LED_SPEED_NORMAL = 1, LED_SPEED_FAST = 2 };
enum LEDPriority { LED_PRIORITY_BACKGROUND = 10, LED_PRIORITY_NORMAL = 20, LED_PRIORITY_IMPORTANT = 30, LED_PRIORITY_CRITICAL = 40 };

typedef std::function<void(uint8_t, uint8_t, uint8_t)> wiring_rgb_change_handler_t;

class RGBClass {
public:
    void control(bool on);
    bool controlled() const { return controlled_; }
    void color(int red, int green, int blue);
    void color(uint32_t rgb);
    void brightness(uint8_t value, bool update = true);
    void onChange(wiring_rgb_change_handler_t handler);
    template <typename T>
    void onChange(void (T::*method)(uint8_t, uint8_t, uint8_t), T *instance) {
        onChange([instance, method](uint8_t r, uint8_t g, uint8_t b) { (instance->*method)(r, g, b); });
    }
    void mirrorTo(pin_t, pin_t, pin_t, bool = false, bool = false) POCKET_UNAVAILABLE("The virtual board mirrors its status LED to no pins.");

private:
    bool controlled_ = false;
};

extern RGBClass RGB;

namespace particle {

class LEDStatus {
public:
    explicit LEDStatus(uint32_t color = RGB_COLOR_WHITE, LEDPattern pattern = LED_PATTERN_SOLID, LEDPriority priority = LED_PRIORITY_NORMAL)
        : LEDStatus(color, pattern, LED_SPEED_NORMAL, priority) {}
    LEDStatus(uint32_t color, LEDPattern pattern, LEDSpeed speed, LEDPriority priority = LED_PRIORITY_NORMAL);
    LEDStatus(uint32_t color, LEDPattern pattern, uint16_t period, LEDPriority priority = LED_PRIORITY_NORMAL);
    ~LEDStatus() { setActive(false); }
    LEDStatus(const LEDStatus &) = delete;
    LEDStatus &operator=(const LEDStatus &) = delete;

    void setColor(uint32_t color) { color_ = color; show(); }
    uint32_t color() const { return color_; }
    void setPattern(LEDPattern pattern) { pattern_ = pattern; show(); }
    LEDPattern pattern() const { return pattern_; }
    void setSpeed(LEDSpeed speed) { speed_ = speed; period_ = 0; show(); }
    void setPeriod(uint16_t period) { period_ = period; show(); }
    void setPriority(LEDPriority priority) { priority_ = priority; show(); }
    LEDPriority priority() const { return priority_; }
    void on() { off_ = false; show(); }
    void off() { off_ = true; show(); }
    void toggle() { off_ = !off_; show(); }
    bool isOn() const { return !off_; }
    bool isOff() const { return off_; }
    void setActive(bool active = true) { active_ = active; show(); }
    void setActive(LEDPriority priority) { priority_ = priority; setActive(true); }
    bool isActive() const { return active_; }

private:
    void show();

    uint32_t id_, color_;
    LEDPattern pattern_;
    LEDSpeed speed_ = LED_SPEED_NORMAL;
    uint16_t period_ = 0;
    LEDPriority priority_;
    bool active_ = false, off_ = false;
};

} // namespace particle

using particle::LEDStatus;
