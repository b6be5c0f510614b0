// The one unit in which toml++ is compiled; it takes three seconds.
#define TOML_IMPLEMENTATION
#include "config/toml/toml.h"
