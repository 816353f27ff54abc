// The inside of the runtime: waiting, mail, timers. Sketches do not include it.
#pragma once

#include "Particle.h"
#include "pocket_host.h"

namespace pocket {

// A mail with its two texts, each with a zero at its end.
struct Mail {
    host_mail head;
    std::string a, b;
};

// Handles all mail and the timers that are due.
void handleMail();
// Waits until that many microseconds since the start, handling mail and timers. At least one wait, so that the host can work.
void waitUntilMicros(double end);
// Waits until the condition holds; false when the time (ms) is over before.
bool waitForCondition(const std::function<bool()> &condition, double ms);

// Each handles its kinds of mail; false when the mail is not for it.
bool handleCloudMail(const Mail &mail);
bool handleSystemMail(const Mail &mail);
bool handlePinMail(const Mail &mail);
bool handleLogMail(const Mail &mail);

// Microseconds until the next timer, of those that run; runDueTimers calls those whose time has come.
double nextTimer();
void runDueTimers();
void stopDueTones();

std::string hostText(uint32_t what);

} // namespace pocket
