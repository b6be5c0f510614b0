// What a command prints: text on standard output.
//
// Knows nothing of what is printed, nor of messages: those are io/host/report's, on stderr.
#pragma once

#include <string_view>

namespace sidetick {

/// Puts `text` behind what was printed before. After a failure nothing more is printed.
void print(std::string_view text);

/// The errno of the first failure; 0 when there was none. A long output ends there.
int print_failure();

/// Hands on to the system what was printed so far, and returns print_failure().
int flush_printed();

}  // namespace sidetick
