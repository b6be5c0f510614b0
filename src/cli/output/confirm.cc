#include "cli/output/confirm.h"

#include <unistd.h>

#include <cstdio>

#include "core/error.h"
#include "core/text/ascii.h"
#include "io/host/print.h"

namespace sidetick {

bool can_ask() {
  return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
}

bool confirm(const std::string& command, const std::string& question) {
  if (!can_ask()) {
    throw Error(Exit::usage,
                command + ": asks before it writes, and there is no terminal: add --yes");
  }
  flush_printed();
  std::fprintf(stderr, "%s [y/N] ", question.c_str());
  std::string answer;
  for (int c = std::getchar(); c != EOF && c != '\n'; c = std::getchar()) {
    answer += static_cast<char>(c);
  }
  answer = lower_case(answer);
  return answer == "y" || answer == "yes";
}

}  // namespace sidetick
