// What is said of a key that is not known here, but elsewhere.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "config/toml/toml.h"

namespace sidetick {

/// What to write in place of the unknown key `key` with this value: `write every = "45m"`; "" when
/// nothing is known of it.
using AnswerKey = std::string (*)(std::string_view key, const toml::node& value);

/// Such an answer.
struct KeyAnswer {
  std::string_view key;
  std::string_view text;
};

/// The text of the first of `answers` that is of `key`, or "".
inline std::string answer_of(std::span<const KeyAnswer> answers, std::string_view key) {
  const auto found = std::ranges::find(answers, key, &KeyAnswer::key);
  return found == answers.end() ? "" : std::string(found->text);
}

}  // namespace sidetick
