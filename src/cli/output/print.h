// What a command prints: text on standard output.
//
// Knows nothing of what is printed, nor of messages: those are io/host/report's, on stderr.
#pragma once

#include <string_view>

namespace sidetick {

/// Puts `text` behind what was printed before. A failure is remembered for flush_printed.
void print(std::string_view text);

/// Hands on to the system what was printed so far. False, with errno, when some of it is lost.
bool flush_printed();

}  // namespace sidetick
