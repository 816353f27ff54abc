// For libraries that were written for Arduino.
#pragma once
#include "Particle.h"

typedef uint16_t word;
