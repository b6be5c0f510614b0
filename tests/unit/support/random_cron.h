// Random cron expressions, and the seed they come from.
#pragma once

#include <random>
#include <string>

namespace sidetick {

/// $SIDETICK_TEST_SEED, else a new one each time: tests print it, so that a failure can be
/// repeated.
unsigned test_seed();

/// Five fields, now and then six, all forms mixed. It may be one that never matches.
std::string random_cron(std::mt19937& random);

int random_number(std::mt19937& random, int min, int max);

}  // namespace sidetick
