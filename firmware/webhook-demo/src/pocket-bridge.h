// Lets a board that is plugged in live in the cloud of the web page
// that reads its USB log.
//
// Include it after "Particle.h", in one file. Particle.publish(),
// subscribe(), function() and variable() then reach that page too,
// with or without a network. Up goes a log line of the category
// "bridge"; down comes a line of JSON, read between two loop() calls.
// The log handler must let the level INFO pass.
#pragma once

#include "Particle.h"

// A virtual board is in that cloud without it.
#ifndef POCKET_BRIDGE
#define POCKET_BRIDGE (PLATFORM_ID != 3)
#endif

#if POCKET_BRIDGE

#include <functional>

class PocketBridge : public CloudClass {
public:
    typedef std::function<void(const char *, const char *)> Handler;

    // --- What the cloud of the device offers, with the page beside it ---

    // True when the page or the cloud takes the event.
    bool publish(const char *name, const char *data, int ttl, PublishFlags a, PublishFlags b = PublishFlags()) {
        const bool toCloud = CloudClass::connected() && CloudClass::publish(name, data, ttl, a, b);
        const bool toPage = keep(name, data, ttl) && pageConnected();
        return toPage || toCloud;
    }
    bool publish(const char *name, const char *data, PublishFlags a, PublishFlags b = PublishFlags()) {
        return publish(name, data, DEFAULT_TTL_SECONDS, a, b);
    }
    bool publish(const char *name, const char *data, int ttl) { return publish(name, data, ttl, PublishFlags()); }
    bool publish(const char *name, const char *data = "") { return publish(name, data, DEFAULT_TTL_SECONDS, PublishFlags()); }
    bool publish(const char *name, PublishFlags a, PublishFlags b = PublishFlags()) { return publish(name, "", a, b); }

    bool subscribe(const char *prefix, Handler handler, Spark_Subscription_Scope_TypeDef = MY_DEVICES) {
        if (subscriptions_ < MOST) {
            prefixes_[subscriptions_] = prefix;
            handlers_[subscriptions_] = handler;
            ++subscriptions_;
            changed_ = true;
        }
        return CloudClass::subscribe(prefix, handler);
    }
    template <typename T>
    bool subscribe(const char *prefix, void (T::*handler)(const char *, const char *), T *instance) {
        return subscribe(prefix, [handler, instance](const char *name, const char *data) { (instance->*handler)(name, data); });
    }

    bool function(const char *name, std::function<int(String)> run) {
        if (functions_ < MOST) {
            functionNames_[functions_] = name;
            functionRuns_[functions_] = run;
            ++functions_;
            changed_ = true;
        }
        return CloudClass::function(name, run);
    }
    template <typename T>
    bool function(const char *name, int (T::*run)(String), T *instance) {
        return function(name, [run, instance](String argument) { return (instance->*run)(argument); });
    }

    bool variable(const char *name, const int &value) {
        addVariable(name, "int32", [&value](JSONWriter &out) { out.value(value); });
        return CloudClass::variable(name, value);
    }
    bool variable(const char *name, const double &value) {
        addVariable(name, "double", [&value](JSONWriter &out) { out.value(value); });
        return CloudClass::variable(name, value);
    }
    bool variable(const char *name, const bool &value) {
        addVariable(name, "bool", [&value](JSONWriter &out) { out.value(value); });
        return CloudClass::variable(name, value);
    }
    bool variable(const char *name, const String &value) {
        addVariable(name, "string", [&value](JSONWriter &out) { out.value(value); });
        return CloudClass::variable(name, value);
    }

    bool connected() { return CloudClass::connected() || pageConnected(); }
    void process() {
        CloudClass::process();
        read();
    }

    // A page has spoken, and still holds the port open.
    bool pageConnected() { return heard_ && Serial.isConnected(); }

    // --- What comes down ---

    // Reads what the page sent. Called between two loop() calls.
    void read() {
        if (changed_ && pageConnected()) {
            sayHello();
        }
        while (Serial.available() > 0) {
            const char c = static_cast<char>(Serial.read());
            if (c == '\n') {
                if (length_ < sizeof(line_)) {
                    obey();
                }
                length_ = 0;
            } else if (length_ < sizeof(line_)) {
                line_[length_++] = c;
            }
            // A line that is too long grows no further, and is dropped at its end.
        }
    }

private:
    static const int DEFAULT_TTL_SECONDS = 60;
    static const unsigned MOST = 8;   // subscriptions, functions and variables, each
    static const unsigned KEPT = 8;   // publishes that nobody has acknowledged
    static const size_t LINE = 513;
    static const size_t TEXT = 2560;  // the largest event, escaped, and its frame

    struct Publish {
        int number = 0;               // 0: free
        String name;
        String data;
        int ttl = 0;
    };
    struct Command {
        String hello, event, data, function, argument, variable, act, boot;
        int call = 0, acknowledged = 0, refused = 0;
        bool more = false, hasData = false, hasArgument = false;
    };

    // False when it is too long for a line: the page never hears of it.
    bool keep(const char *name, const char *data, int ttl) {
        Publish &place = kept_[next_ % KEPT];
        ++next_;
        place.number = static_cast<int>(next_);
        place.name = name;
        place.data = data ? data : "";
        place.ttl = ttl;
        if (sayPublish(place)) {
            return true;
        }
        place = Publish();
        return false;
    }

    void addVariable(const char *name, const char *type, std::function<void(JSONWriter &)> write) {
        if (variables_ < MOST) {
            variableNames_[variables_] = name;
            variableTypes_[variables_] = type;
            variableWrites_[variables_] = write;
            ++variables_;
            changed_ = true;
        }
    }

    void obey() {
        JSONValue line = JSONValue::parseCopy(line_, length_);
        if (!line.isObject()) {
            return;
        }
        Command command;
        JSONObjectIterator field(line);
        while (field.next()) {
            take(command, field.name(), field.value());
        }
        if (command.hello == "hello") {
            heard_ = true;
            sayHello();
            sayKept();
        } else if (command.acknowledged > 0) {
            if (command.boot == boot()) {
                forget(command.acknowledged);
            }
        } else if (command.refused > 0) {
            // No cloud will ever take it: saying it again helps nobody.
            if (command.boot == boot()) {
                forget(command.refused);
            }
        } else if (command.hasData && together(command.data, command.more)) {
            hear(command.event);
        } else if (command.hasArgument && together(command.argument, command.more)) {
            call(command.function, command.call);
        } else if (command.variable.length() > 0) {
            answer(command.variable, command.call);
        } else if (command.act.length() > 0) {
            act(command.act, command.argument);
        }
    }

    void take(Command &command, const JSONString &name, const JSONValue &value) {
        const String text(static_cast<const char *>(value.toString()));
        if (name == "q") command.hello = text;
        else if (name == "k") command.acknowledged = value.toInt();
        else if (name == "x") command.refused = value.toInt();
        else if (name == "b") command.boot = text;
        else if (name == "e") command.event = text;
        else if (name == "d") { command.data = text; command.hasData = true; }
        else if (name == "f") command.function = text;
        else if (name == "a") { command.argument = text; command.hasArgument = true; }
        else if (name == "r") command.variable = text;
        else if (name == "o") command.act = text;
        else if (name == "i") command.call = value.toInt();
        else if (name == "m") command.more = value.toInt() == 1;
    }

    // A long text comes in parts; true when the last one is there.
    bool together(const String &part, bool more) {
        if (text_.length() + part.length() <= TEXT) {
            text_ += part;
        }
        return !more;
    }

    void hear(const String &name) {
        const String data = text_;
        text_ = "";
        for (unsigned n = 0; n < subscriptions_; ++n) {
            if (name.startsWith(prefixes_[n])) {
                handlers_[n](name.c_str(), data.c_str());
            }
        }
    }

    void call(const String &name, int number) {
        const String argument = text_;
        text_ = "";
        if (name.length() == 0) {
            return;
        }
        for (unsigned n = 0; n < functions_; ++n) {
            if (functionNames_[n] == name) {
                const int result = functionRuns_[n](argument);
                say("result", [&](JSONWriter &out) { out.name("i").value(number).name("r").value(result); });
                return;
            }
        }
        say("result", [&](JSONWriter &out) { out.name("i").value(number); });
    }

    void answer(const String &name, int number) {
        for (unsigned n = 0; n < variables_; ++n) {
            if (variableNames_[n] == name) {
                say("result", [&](JSONWriter &out) {
                    out.name("i").value(number).name("r");
                    variableWrites_[n](out);
                });
                return;
            }
        }
        say("result", [&](JSONWriter &out) { out.name("i").value(number); });
    }

    void act(const String &what, const String &argument) {
        if (what == "reset") {
            System.reset();
        } else if (what == "dfu") {
            System.dfu();
        } else if (what == "signal") {
            RGB.control(argument == "1");
            if (argument == "1") {
                RGB.color(255, 0, 255);
            }
        } else if (what == "listen") {
#if Wiring_WiFi
            WiFi.listen();
#elif Wiring_Cellular
            Cellular.listen();
#endif
        }
    }

    void forget(int number) {
        for (Publish &place : kept_) {
            if (place.number == number) {
                place = Publish();
            }
        }
    }

    // --- What goes up ---

    void sayHello() {
        changed_ = false;
        say("hello", [this](JSONWriter &out) {
            out.name("id").value(System.deviceID());
            out.name("p").value(static_cast<int>(PLATFORM_ID));
            out.name("os").value(System.version());
            out.name("b").value(boot());
            out.name("sub").beginArray();
            for (unsigned n = 0; n < subscriptions_; ++n) out.value(prefixes_[n]);
            out.endArray().name("fn").beginArray();
            for (unsigned n = 0; n < functions_; ++n) out.value(functionNames_[n]);
            out.endArray().name("var").beginObject();
            for (unsigned n = 0; n < variables_; ++n) out.name(variableNames_[n]).value(variableTypes_[n]);
            out.endObject();
        });
    }

    // In the order of their numbers.
    void sayKept() {
        for (unsigned n = 0; n < KEPT; ++n) {
            const Publish &place = kept_[(next_ + n) % KEPT];
            if (place.number > 0) {
                sayPublish(place);
            }
        }
    }

    bool sayPublish(const Publish &what) {
        return say("publish", [&](JSONWriter &out) {
            out.name("n").value(what.name).name("d").value(what.data).name("t").value(what.ttl);
            out.name("s").value(what.number).name("b").value(boot());
        });
    }

    template <typename Fields>
    bool say(const char *operation, Fields fields) {
        JSONBufferWriter out(buffer_, sizeof(buffer_) - 1);
        out.beginObject().name("v").value(1);
        fields(out);
        out.endObject();
        if (out.dataSize() > out.bufferSize()) {
            return false;
        }
        buffer_[out.dataSize()] = '\0';
        // The number tells a line that arrived whole from one that did not.
        log_.code(static_cast<int>(crc32(buffer_, out.dataSize()))).details(buffer_).info("%s", operation);
        return true;
    }

    // CRC-32 as zip files have it.
    static uint32_t crc32(const char *bytes, size_t length) {
        uint32_t crc = 0xffffffff;
        for (size_t n = 0; n < length; ++n) {
            crc ^= static_cast<uint8_t>(bytes[n]);
            for (int bit = 0; bit < 8; ++bit) {
                crc = crc & 1 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
            }
        }
        return ~crc;
    }

    // Another one after each start: the numbers of the publishes begin again.
    const char *boot() {
        if (boot_[0] == '\0') {
            const uint32_t noise[] = {System.ticks(), micros(), static_cast<uint32_t>(Time.now())};
            snprintf(boot_, sizeof(boot_), "%lx", static_cast<unsigned long>(crc32(reinterpret_cast<const char *>(noise), sizeof(noise))));
        }
        return boot_;
    }

    Logger log_{"bridge"};
    char line_[LINE];
    size_t length_ = 0;
    char buffer_[TEXT];
    char boot_[12] = "";
    String text_;
    bool heard_ = false;
    bool changed_ = false;
    unsigned next_ = 0;
    Publish kept_[KEPT];
    unsigned subscriptions_ = 0, functions_ = 0, variables_ = 0;
    String prefixes_[MOST];
    Handler handlers_[MOST];
    String functionNames_[MOST];
    std::function<int(String)> functionRuns_[MOST];
    String variableNames_[MOST];
    const char *variableTypes_[MOST];
    std::function<void(JSONWriter &)> variableWrites_[MOST];
};

static PocketBridge pocketBridge;

// Device OS calls it when something was received.
void serialEvent() {
    pocketBridge.read();
}

#define Particle pocketBridge

#endif
