/*
run 100
expect
12
7
34
*/
#include <vector>

struct Reading {
    int value;
};

std::vector<int> values = {3, 1, 2};

void setup() {
    Serial.println(twice(sum(values)));
    show({7});
}

void loop() {
}

int sum(const std::vector<int> &list) {
    int total = 0;
    for (int value : list) total += value;
    return total;
}

int twice(int value) { return 2 * value; }

void show(Reading reading) {
    Serial.println(reading.value);
    Serial.println(__LINE__);
}
