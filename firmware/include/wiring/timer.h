// Timer: calls a function every so often. The call comes while the application waits or between two loops, never in the middle.
#pragma once

#include <functional>
#include "time.h"

class Timer {
public:
    typedef std::function<void()> timer_callback_fn;

    Timer(unsigned period, timer_callback_fn callback, bool oneShot = false);
    Timer(std::chrono::milliseconds period, timer_callback_fn callback, bool oneShot = false)
        : Timer(static_cast<unsigned>(period.count()), std::move(callback), oneShot) {}
    template <typename T>
    Timer(unsigned period, void (T::*method)(), T &instance, bool oneShot = false)
        : Timer(period, [&instance, method] { (instance.*method)(); }, oneShot) {}
    virtual ~Timer();
    Timer(const Timer &) = delete;
    Timer &operator=(const Timer &) = delete;

    bool start(unsigned = 0);
    bool stop(unsigned = 0);
    bool reset(unsigned = 0) { return start(); }
    bool changePeriod(unsigned period, unsigned = 0);
    bool changePeriod(std::chrono::milliseconds period, unsigned = 0) { return changePeriod(static_cast<unsigned>(period.count())); }
    bool startFromISR() { return start(); }
    bool stopFromISR() { return stop(); }
    bool resetFromISR() { return start(); }
    bool changePeriodFromISR(unsigned period) { return changePeriod(period); }
    bool isActive() const { return active_; }
    bool isValid() const { return true; }
    void dispose() { stop(); }

protected:
    virtual void timeout();

private:
    unsigned period_;
    timer_callback_fn callback_;
    bool oneShot_;
    bool active_ = false;
    bool running_ = false;
    double due_ = 0;

    friend struct TimerList;
};
