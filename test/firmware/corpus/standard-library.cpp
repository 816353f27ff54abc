/*
run 100
expect
2 2 owned 0 4.5
42
1.41421 x
printf goes to Serial: 1
120
*/
#include "Particle.h"
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

void setup() {
    std::vector<int> list = {5, 2, 9};
    std::sort(list.begin(), list.end());
    std::map<std::string, int> counts;
    for (const char *word : {"a", "b", "a"}) counts[word]++;
    auto owned = std::make_unique<String>("owned");
    std::optional<int> none;
    std::array<double, 3> levels = {0.5, 1.5, 2.5};
    Serial.printlnf("%d %d %s %d %.1f", list[0], counts["a"], owned->c_str(), none.has_value(), std::accumulate(levels.begin(), levels.end(), 0.0));
    Serial.println(std::to_string(42).c_str());
    char text[32];
    snprintf(text, sizeof text, "%g %s", std::sqrt(2.0), "x");
    Serial.println(text);
    printf("printf goes to Serial: %d\n", 1);
    constexpr auto period = 2min;
    Serial.println((int)std::chrono::duration_cast<std::chrono::seconds>(period).count());
}

void loop() {}
