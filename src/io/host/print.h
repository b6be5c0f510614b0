// What a command prints: text on standard output, and when it leaves the process.
//
// Source:  setbuf(3). stdout is buffered, messages on stderr are not: where both are one file
//          (`> log 2>&1`), a message would stand before what was printed before it, or in the
//          middle of a line. Whoever writes to stderr calls flush_printed() first.
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
