#include "io/host/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace sidetick {

bool is_terminal(int descriptor) {
  const char* type = std::getenv("TERM");
  return isatty(descriptor) != 0 && type != nullptr && type != std::string_view("dumb");
}

std::size_t terminal_width(int descriptor) {
  winsize size{};
  const bool known = ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80U;
}

bool wants_colour(int descriptor, Colour choice) {
  if (choice != Colour::automatic) return choice == Colour::always;
  const char* forbidden = std::getenv("NO_COLOR");
  return is_terminal(descriptor) && (forbidden == nullptr || *forbidden == '\0');
}

}  // namespace sidetick
