// Future: a result that comes later; asking for it waits, and lets the cloud work meanwhile.
#pragma once

#include <functional>
#include <memory>
#include "types.h"

typedef int32_t time32_t;

enum : int {
    SYSTEM_ERROR_NONE = 0,
    SYSTEM_ERROR_UNKNOWN = -100,
    SYSTEM_ERROR_BUSY = -110,
    SYSTEM_ERROR_NOT_SUPPORTED = -120,
    SYSTEM_ERROR_NOT_ALLOWED = -130,
    SYSTEM_ERROR_CANCELLED = -140,
    SYSTEM_ERROR_ABORTED = -150,
    SYSTEM_ERROR_TIMEOUT = -160,
    SYSTEM_ERROR_NOT_FOUND = -170,
    SYSTEM_ERROR_ALREADY_EXISTS = -180,
    SYSTEM_ERROR_TOO_LARGE = -190,
    SYSTEM_ERROR_LIMIT_EXCEEDED = -200,
    SYSTEM_ERROR_INVALID_STATE = -210,
    SYSTEM_ERROR_NETWORK = -230,
    SYSTEM_ERROR_NO_MEMORY = -260,
    SYSTEM_ERROR_INVALID_ARGUMENT = -270
};

namespace particle {

class Error {
public:
    enum Type { NONE = 0, UNKNOWN = -100, NOT_SUPPORTED = -120, CANCELLED = -140, TIMEOUT = -160, LIMIT_EXCEEDED = -200, INVALID_STATE = -210 };

    Error(int type = UNKNOWN) : type_(type) {}
    Error(const char *message) : type_(UNKNOWN), message_(message) {}
    Type type() const { return static_cast<Type>(type_); }
    int code() const { return type_; }
    const char *message() const;
    explicit operator bool() const { return type_ != NONE; }
    friend bool operator==(const Error &a, const Error &b) { return a.type_ == b.type_; }
    friend bool operator!=(const Error &a, const Error &b) { return a.type_ != b.type_; }

private:
    int type_;
    const char *message_ = nullptr;
};

// What the ticket of a publish has become. Shared by the futures and by the mail that ends it.
struct PendingResult {
    bool done = false;
    int error = 0;
    std::function<void(int error)> then;

    void finish(int result);
};

// Waits until it is done, handling mail.
void awaitResult(const PendingResult &result, system_tick_t timeout);

template <typename T>
class Future {
public:
    Future(std::shared_ptr<PendingResult> state) : state_(std::move(state)) {}

    bool isDone() const { return state_->done; }
    bool isSucceeded() const { return state_->done && state_->error == 0; }
    bool isFailed() const { return state_->done && state_->error != 0; }
    bool isCancelled() const { return state_->error == Error::CANCELLED; }
    // Timeout in ms, 0 waits for the end.
    const Future &wait(system_tick_t timeout = 0) const {
        awaitResult(*state_, timeout);
        return *this;
    }
    T result() const { return wait(), state_->error == 0; }
    T result(T otherwise) const { return wait(), state_->error == 0 ? T(true) : otherwise; }
    Error error() const { return wait(), Error(state_->error); }
    operator T() const { return result(); }

    Future &onSuccess(std::function<void(T)> handler) {
        return then([handler](int error) { if (error == 0) handler(true); });
    }
    Future &onError(std::function<void(Error)> handler) {
        return then([handler](int error) { if (error != 0) handler(Error(error)); });
    }

private:
    Future &then(std::function<void(int)> handler) {
        if (state_->done) handler(state_->error);
        else {
            auto before = state_->then;
            state_->then = [before, handler](int error) { if (before) before(error); handler(error); };
        }
        return *this;
    }

    std::shared_ptr<PendingResult> state_;
};

} // namespace particle
