// For libraries that were written for Arduino.
#pragma once
#include "Particle.h"
