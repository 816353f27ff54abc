/*
run 65000
at 5 event hook-response/temp/0 17
expect
> pin 7 mode 1
> pin 7 1
> publish temp "63" ttl 60 flags 1 at temp-webhook.ino:27
entry 17
> pin 7 0
> pin 7 1
> publish temp "75" ttl 60 flags 1 at temp-webhook.ino:27
*/
// A sketch of 2016: no include, a function that is used before it is written.

int ledPin = D7;

void setup() {
    pinMode(ledPin, OUTPUT);
    Particle.subscribe("hook-response/temp", answered, MY_DEVICES);
    Serial.begin(9600);
    randomSeed(7);
}

void loop() {
    digitalWrite(ledPin, HIGH);
    String value = String(random(60, 80));
    Particle.publish("temp", value, PRIVATE);
    delay(30000);
    digitalWrite(ledPin, LOW);
    delay(30000);
}

void answered(const char *event, const char *data) {
    Serial.println("entry " + String(data));
}
