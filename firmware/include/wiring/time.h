// Time: the date and the clock; millis, micros and delay.
#pragma once

#include <ctime>
#include "async.h"
#include "string.h"

#define TIME_FORMAT_DEFAULT "asctime"
#define TIME_FORMAT_ISO8601_FULL "%Y-%m-%dT%H:%M:%S%z"

class TimeClass {
public:
    bool isValid() const;
    // Seconds since 1970: in UTC, and shifted to the zone.
    time32_t now() const;
    time32_t local() const;
    void setTime(time32_t seconds);

    int hour() const { return hour(now()); }
    int hour(time32_t time) const { return parts(time).tm_hour; }
    int hourFormat12() const { return hourFormat12(now()); }
    int hourFormat12(time32_t time) const { return (hour(time) + 11) % 12 + 1; }
    bool isAM() const { return isAM(now()); }
    bool isAM(time32_t time) const { return hour(time) < 12; }
    bool isPM() const { return !isAM(); }
    bool isPM(time32_t time) const { return !isAM(time); }
    int minute() const { return minute(now()); }
    int minute(time32_t time) const { return parts(time).tm_min; }
    int second() const { return second(now()); }
    int second(time32_t time) const { return parts(time).tm_sec; }
    int day() const { return day(now()); }
    int day(time32_t time) const { return parts(time).tm_mday; }
    // 1 is Sunday.
    int weekday() const { return weekday(now()); }
    int weekday(time32_t time) const { return parts(time).tm_wday + 1; }
    int month() const { return month(now()); }
    int month(time32_t time) const { return parts(time).tm_mon + 1; }
    int year() const { return year(now()); }
    int year(time32_t time) const { return parts(time).tm_year + 1900; }

    // Hours from UTC.
    void zone(float hours) { zone_ = static_cast<int>(hours * 3600); }
    float zone() const { return zone_ / 3600.0f; }
    float getDSTOffset() const { return dst_ / 3600.0f; }
    void setDSTOffset(float hours) { dst_ = static_cast<int>(hours * 3600); }
    void beginDST() { isDst_ = true; }
    void endDST() { isDst_ = false; }
    bool isDST() const { return isDst_; }

    String timeStr() const { return timeStr(now()); }
    String timeStr(time32_t time) const { return format(time, TIME_FORMAT_DEFAULT); }
    String format(const char *format = nullptr) const { return this->format(now(), format); }
    String format(time32_t time, const char *format = nullptr) const;
    void setFormat(const char *format) { format_ = format; }
    const char *getFormat() const { return format_; }

private:
    int shift() const { return zone_ + (isDst_ ? dst_ : 0); }
    struct tm parts(time32_t time) const;

    int zone_ = 0;
    int dst_ = 3600;
    bool isDst_ = false;
    const char *format_ = TIME_FORMAT_DEFAULT;
};

extern TimeClass Time;

// Milliseconds and microseconds since the start; both wrap at 2^32.
system_tick_t millis();
unsigned long micros();

// Waits, and handles events, calls and buttons meanwhile.
void delay(unsigned long ms);
inline void delay(std::chrono::milliseconds time) { delay(static_cast<unsigned long>(time.count())); }
// Waits without handling anything.
void delayMicroseconds(unsigned us);
inline void delayMicroseconds(std::chrono::microseconds time) { delayMicroseconds(static_cast<unsigned>(time.count())); }
inline void yield() { delay(0); }
