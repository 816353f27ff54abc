// The Device OS programming interface of the virtual board: what a sketch includes.
#pragma once

#include "wiring/types.h"
#include "wiring/string.h"
#include "wiring/print.h"
#include "wiring/serial.h"
#include "wiring/async.h"
#include "wiring/time.h"
#include "wiring/timer.h"
#include "wiring/system.h"
#include "wiring/cloud.h"
#include "wiring/logging.h"
#include "wiring/json.h"
#include "wiring/pins.h"
#include "wiring/rgb.h"
#include "wiring/eeprom.h"
#include "wiring/missing.h"

using namespace particle;
