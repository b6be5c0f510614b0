// What is wrong with a cron expression, and where in its text.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace sidetick {

/// What is wrong with an expression, in one line: `hour 25 is not in 0-23`. `column` is where in
/// the text the offending piece begins (0-based) and `length` how long it is.
class CronError : public std::runtime_error {
 public:
  CronError(const std::string& message, std::size_t column, std::size_t length)
      : std::runtime_error(message), column(column), length(length) {}
  std::size_t column;
  std::size_t length;
};

}  // namespace sidetick
