#include "core/redis/command.h"

#include <doctest/doctest.h>

#include <vector>

using namespace sidetick;

TEST_CASE("a command is its arguments in RESP, whatever bytes they hold") {
  const std::string bytes("\r\n$\0", 4);
  Command command{"SET", ""};
  CHECK(command.arguments() == "$3\r\nSET\r\n$0\r\n\r\n");
  command.push_back(bytes);
  command.append(std::vector<std::string>{std::string(1000, 'x'), "last"});
  REQUIRE(command.size() == 5);
  CHECK(command[0] == "SET");
  CHECK(command[1].empty());
  CHECK(command[2] == bytes);
  CHECK(command[3] == std::string(1000, 'x'));
  CHECK(command[4] == "last");
  CHECK(command[5].empty());
  CHECK(command == Command{"SET", "", bytes, std::string(1000, 'x'), "last"});
}

TEST_CASE("a command that is shortened keeps its first arguments") {
  Command command{"LPUSH", "queue:a", "{}", "{}"};
  command.shorten(7);
  CHECK(command.size() == 4);
  command.shorten(2);
  CHECK(command == Command{"LPUSH", "queue:a"});
  command.shorten(0);
  CHECK(command == Command());
  CHECK(command.empty());
}
