// Time since the start, the date, and the timers.
#include "scheduler.h"

#include <vector>

TimeClass Time;

system_tick_t millis() { return static_cast<system_tick_t>(static_cast<uint64_t>(host_micros() / 1000)); }
unsigned long micros() { return static_cast<unsigned long>(static_cast<uint64_t>(host_micros())); }
void delay(unsigned long ms) { pocket::waitUntilMicros(host_micros() + ms * 1000.0); }

void delayMicroseconds(unsigned us) {
    const double end = host_micros() + us;
    if (us >= 2000) host_wait(us / 1000 - 1);
    // Reading the clock takes time, so this ends.
    while (host_micros() < end) {
        if (end - host_micros() >= 1000) host_wait(1);
    }
}

bool TimeClass::isValid() const { return host_time_now() > 0; }
time32_t TimeClass::now() const { return static_cast<time32_t>(host_time_now()); }
time32_t TimeClass::local() const { return now() + shift(); }
void TimeClass::setTime(time32_t seconds) { host_time_set(seconds); }

struct tm TimeClass::parts(time32_t time) const {
    const time_t shifted = static_cast<time_t>(time) + shift();
    struct tm result;
    gmtime_r(&shifted, &result);
    return result;
}

String TimeClass::format(time32_t time, const char *format) const {
    std::string pattern = format ? format : format_ ? format_ : TIME_FORMAT_DEFAULT;
    if (pattern == TIME_FORMAT_DEFAULT) pattern = "%a %b %e %H:%M:%S %Y";
    // The C library knows no zone: %z is filled in here, as 2026-11-21T12:00:00+01:00, or Z.
    for (size_t at = pattern.find("%z"); at != std::string::npos; at = pattern.find("%z", at)) {
        const int minutes = shift() / 60;
        char zone[8] = "Z";
        if (minutes != 0) snprintf(zone, sizeof zone, "%c%02d:%02d", minutes < 0 ? '-' : '+', abs(minutes) / 60 % 100, abs(minutes) % 60);
        pattern.replace(at, 2, zone);
    }
    const struct tm parts = this->parts(time);
    char text[128];
    return String(text, strftime(text, sizeof text, pattern.c_str(), &parts));
}

struct TimerList {
    std::vector<Timer *> timers;

    static TimerList &one() {
        static auto *const list = new TimerList();
        return *list;
    }
    // The running timer that is due first; callbacks that wait must not start themselves again.
    Timer *next() const {
        Timer *first = nullptr;
        for (Timer *timer : timers)
            if (timer->active_ && !timer->running_ && (!first || timer->due_ < first->due_)) first = timer;
        return first;
    }
    static double dueAt(const Timer *timer) { return timer->due_; }
    void run(Timer *timer) {
        if (timer->oneShot_) timer->active_ = false;
        else {
            // What was missed while the application was busy is not made up for.
            const double period = timer->period_ * 1000.0;
            timer->due_ += period * (1 + std::floor(std::max(0.0, host_micros() - timer->due_) / period));
        }
        timer->running_ = true;
        timer->timeout();
        // It may be gone: a callback can delete its timer.
        if (std::find(timers.begin(), timers.end(), timer) != timers.end()) timer->running_ = false;
    }
};

namespace pocket {

double nextTimer() {
    const Timer *timer = TimerList::one().next();
    return timer ? std::max(0.0, TimerList::dueAt(timer) - host_micros()) : 3.6e9;
}

void runDueTimers() {
    // Each timer at most once in a round, so that a short period cannot keep the application out.
    const double now = host_micros();
    for (size_t left = TimerList::one().timers.size(); left > 0; left--) {
        Timer *timer = TimerList::one().next();
        if (!timer || TimerList::dueAt(timer) > now) return;
        TimerList::one().run(timer);
    }
}

} // namespace pocket

Timer::Timer(unsigned period, timer_callback_fn callback, bool oneShot) : period_(std::max(period, 1u)), callback_(std::move(callback)), oneShot_(oneShot) {
    TimerList::one().timers.push_back(this);
}

Timer::~Timer() {
    auto &list = TimerList::one().timers;
    list.erase(std::remove(list.begin(), list.end(), this), list.end());
}

void Timer::timeout() {
    if (callback_) callback_();
}

bool Timer::start(unsigned) {
    active_ = true;
    due_ = host_micros() + period_ * 1000.0;
    return true;
}

bool Timer::stop(unsigned) {
    active_ = false;
    return true;
}

bool Timer::changePeriod(unsigned period, unsigned) {
    period_ = std::max(period, 1u);
    return start();
}
