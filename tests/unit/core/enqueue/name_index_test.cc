#include "core/enqueue/name_index.h"

#include <doctest/doctest.h>

namespace sidetick {

namespace {

std::vector<Schedule> named(const std::vector<std::string>& names) {
  std::vector<Schedule> schedules(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) schedules[i].name = names[i];
  return schedules;
}

}  // namespace

TEST_CASE("an index without schedules knows no name") {
  const NameIndex index({});
  CHECK(!index.find(""));
  CHECK(!index.find("report"));
}

TEST_CASE("of each name the place is found, and of no other") {
  const NameIndex index(named({"b", "report", "reports", "a", "repor", std::string(300, 'x')}));
  CHECK(index.find("b") == 0);
  CHECK(index.find("report") == 1);
  CHECK(index.find("reports") == 2);
  CHECK(index.find("a") == 3);
  CHECK(index.find("repor") == 4);
  CHECK(index.find(std::string(300, 'x')) == 5);
  CHECK(!index.find(""));
  CHECK(!index.find("breport"));
  CHECK(!index.find(std::string(299, 'x')));
}

TEST_CASE("names that lead to the same slot are told apart, whatever their number") {
  for (std::size_t count = 1; count <= 300; ++count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back("schedule_" + std::to_string(i));
    const NameIndex index(named(names));
    CAPTURE(count);
    for (std::size_t i = 0; i < count; ++i) REQUIRE(index.find(names[i]) == i);
    for (std::size_t i = count; i < 2 * count; ++i) {
      REQUIRE(!index.find("schedule_" + std::to_string(i)));
    }
  }
}

}  // namespace sidetick
