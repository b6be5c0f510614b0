#include "support/random_cron.h"

#include <cstdlib>

namespace sidetick {
namespace {

std::string number(std::mt19937& random, int min, int max) {
  return std::to_string(random_number(random, min, max));
}

std::string item(std::mt19937& random, int min, int max) {
  const std::string step = "/" + number(random, 1, (max - min + 2) / 2);
  switch (random_number(random, 0, 5)) {
    case 0:
      return "*" + step;
    case 1:
      return number(random, min, max) + "-" + number(random, min, max);
    case 2:
      return number(random, min, max) + "-" + number(random, min, max) + step;
    case 3:
      return number(random, min, max) + step;
    default:
      return number(random, min, max);
  }
}

std::string cycle(std::mt19937& random) {
  const int longest = random_number(random, 0, 3) == 0 ? 52 : 4;
  const std::string weeks = "%" + number(random, 1, longest);
  return random_number(random, 0, 1) == 0 ? weeks : weeks + "+" + number(random, 0, 52);
}

std::string special(std::mt19937& random, const std::string& day) {
  switch (random_number(random, 0, 7)) {
    case 0:
      return day + "L";
    case 1:
      return day + "#L";
    case 2:
      return day + "#-" + number(random, 1, 5);
    case 3:
    case 4:
      return day + cycle(random);
    default:
      return day + "#" + number(random, 1, 5);
  }
}

std::string special_day(std::mt19937& random) {
  switch (random_number(random, 0, 3)) {
    case 0:
      return "L";
    case 1:
      return "LW";
    case 2:
      return "L-" + number(random, 1, 30);
    default:
      return number(random, 1, 31) + "W";
  }
}

std::string field(std::mt19937& random, int min, int max) {
  if (random_number(random, 0, 2) == 0) return "*";
  std::string text = item(random, min, max);
  while (random_number(random, 0, 2) == 0) text += "," + item(random, min, max);
  return text;
}

std::string any_day_field(std::mt19937& random, int max) {
  const int form = random_number(random, 0, 7);
  if (form == 0) return "?";
  if (form > 2) return field(random, max == 31 ? 1 : 0, max);
  const std::string more = form == 1 ? "" : "," + item(random, max == 31 ? 1 : 0, max);
  return (max == 31 ? special_day(random) : special(random, number(random, 0, 7))) + more;
}

}  // namespace

int random_number(std::mt19937& random, int min, int max) {
  return std::uniform_int_distribution<int>(min, max)(random);
}

unsigned test_seed() {
  const char* given = std::getenv("SIDETICK_TEST_SEED");
  return given != nullptr ? static_cast<unsigned>(std::atol(given)) : std::random_device{}();
}

std::string random_cron(std::mt19937& random) {
  const bool seconds = random_number(random, 0, 4) == 0;
  std::string text = seconds ? field(random, 0, 59) + " " : "";
  text += field(random, 0, 59) + " " + field(random, 0, 23) + " " + any_day_field(random, 31) + " ";
  return text + field(random, 1, 12) + " " + any_day_field(random, 6);
}

}  // namespace sidetick
