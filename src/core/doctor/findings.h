// What doctor finds: each check with its state, what was seen, and what to do.
//
// Source:  sidetick(1), "doctor".
// Exit:    a failure is what would end a run other than with 0, and has that status.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"

namespace sidetick {

enum class FindingState {
  ok,
  warning,
  failure,
  unknown,  ///< it was not looked at, or cannot be told, and the text says why
};

struct Finding {
  FindingState state;
  std::string check;   ///< "server", "queue": one word, the same in every release
  std::string text;    ///< one line
  std::string advice;  ///< what to do: words, or a command that may be copied; "" for nothing
  Exit exit = Exit::ok;
};

/// They stand in the order in which a job travels.
class Findings {
 public:
  void ok(std::string check, std::string text);
  void warn(std::string check, std::string text, std::string advice = "");
  void fail(std::string check, Exit exit, std::string text, std::string advice = "");
  /// What cannot be told yet.
  void unknown(std::string check, std::string text);
  /// `why` it was not looked at.
  void skip(std::string check, const std::string& why, std::string advice = "");

  void append(Findings more);
  const std::vector<Finding>& all() const { return all_; }
  std::size_t count(FindingState state) const;
  bool has(FindingState state) const { return count(state) > 0; }
  /// That of the first failure; Exit::ok without one.
  Exit exit() const;

 private:
  std::vector<Finding> all_;
};

}  // namespace sidetick
