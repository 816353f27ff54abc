// The name that .ino files get, and older sketches use.
#pragma once
#include "Particle.h"
