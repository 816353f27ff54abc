// error 3: 'WiFi' is unavailable: The virtual board's network is the page. Use Particle, or Network.
void setup() {
    Serial.println(WiFi.ready());
}

void loop() {}
