#include "config/toml/slips.h"

#include <algorithm>
#include <array>
#include <optional>

#include "config/toml/other_format.h"
#include "config/toml/source_text.h"
#include "core/text/ascii.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

bool is_bare(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '-';
  });
}

bool has(std::string_view text, std::string_view piece) {
  return text.find(piece) != std::string_view::npos;
}

/// A key and its value on one line.
struct Pair {
  std::string_view key;
  std::string_view value;  ///< without the comment behind it
};

std::optional<Pair> pair_of(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return {};
  std::string_view value = line.substr(equals + 1);
  value = trimmed(value.substr(0, value.find(" #")));
  const std::string_view key = trimmed(line.substr(0, equals));
  if (!is_bare(key) || value.empty()) return {};
  return Pair{key, value};
}

/// What may hold a password, and so is never shown.
constexpr std::array<std::string_view, 4> may_hold_secrets{"url", "username", "password",
                                                           "password_file"};

bool may_be_secret(std::string_view key) {
  return std::ranges::find(may_hold_secrets, key) != may_hold_secrets.end();
}

/// “x” and ‘x’, as word processors write quotes.
bool has_curly_quotes(std::string_view value) {
  return has(value, "“") || has(value, "”") || has(value, "‘") || has(value, "’");
}

bool begins(std::string_view word, std::string_view value) {
  return value.size() > 1 && word.starts_with(value);
}

std::string_view boolean_meant(std::string_view value) {
  const std::string lower = lower_case(value);
  if (begins("true", lower) || lower == "yes" || lower == "on") return "true";
  return begins("false", lower) || lower == "no" || lower == "off" ? "false" : "";
}

bool is_nothing(std::string_view value) {
  constexpr std::array<std::string_view, 5> words{"nil", "null", "none", "undefined", "~"};
  return std::ranges::find(words, lower_case(value)) != words.end();
}

/// Not even the beginning of a string, an array, a table, a number or a date; two dates with dots
/// between are a text.
bool could_be_text(std::string_view value) {
  constexpr std::string_view others = "\"'[{";
  const bool like_date = value.size() > 4 && is_digits(value.substr(0, 4)) && value[4] == '-';
  const bool like_number = value.find_first_not_of("0123456789.+-_") == std::string_view::npos;
  const bool like_either = (like_date || like_number) && !has(value, "..");
  return others.find(value[0]) == std::string_view::npos && !like_either && !has(value, "\"");
}

/// The value as it had to be written; one that may be secret is not shown.
std::string in_quotes(const Pair& pair) {
  const std::string text = may_be_secret(pair.key) ? "\"…\"" : quote(pair.value);
  return pair.key == "args" ? "[" + text + "]" : text;
}

/// A text without quotes, or a word that other languages have.
std::string bare_value(const Pair& pair) {
  const std::string key(pair.key);
  if (has_curly_quotes(pair.value)) {
    return key + ": these quotes are not those of TOML: write \" or '";
  }
  if (const auto meant = boolean_meant(pair.value); !meant.empty()) {
    return key + " " + quote(pair.value) + ": write " + key + " = " + std::string(meant);
  }
  if (is_nothing(pair.value)) {
    return key + " " + quote(pair.value) + ": TOML has no such value: leave the key out";
  }
  if (!could_be_text(pair.value)) return {};
  return key + ": a text stands in quotes: write " + key + " = " + in_quotes(pair);
}

/// True when toml++ has found no value where one has to be.
bool is_no_value(std::string_view description) {
  constexpr std::array<std::string_view, 3> kinds{"value: ", "boolean: ", "floating-point: "};
  return std::ranges::any_of(kinds, [&](auto kind) { return description.starts_with(kind); });
}

/// The same within an array or an inline table, where toml++ stops in the midst of the word.
std::string bare_element(std::string_view line, std::string_view rest) {
  std::string_view before = line.substr(0, line.size() - rest.size());
  before = before.substr(0, before.find_last_of(" \t[,=\"'") + 1);
  std::string_view value = line.substr(before.size());
  value = value.substr(0, value.find_first_of(",]}"));
  value = trimmed(value.substr(0, value.find(" #")));
  before = trimmed(before);
  const bool may_stand_here = before.empty() || has("[,=", before.substr(before.size() - 1));
  if (!may_stand_here || value.empty()) return {};
  if (const auto meant = boolean_meant(value); !meant.empty()) {
    return quote(value) + ": write " + std::string(meant);
  }
  if (is_nothing(value)) return quote(value) + ": TOML has no such value: leave it out";
  if (!could_be_text(value)) return {};
  const bool secret =
      std::ranges::any_of(may_hold_secrets, [&](auto key) { return has(before, key); });
  return "a text stands in quotes: write " + (secret ? "\"…\"" : quote(value));
}

/// `[schedules.report daily]`: what stands behind the first full stop is one name.
std::string bare_header(std::string_view line) {
  line = trimmed(line);
  const std::size_t end = line.find(']');
  if (line.size() < 2 || line[0] != '[' || line[1] == '[' || end == std::string_view::npos) {
    return {};
  }
  const std::string_view header = line.substr(1, end - 1);
  const std::size_t dot = header.find('.');
  if (dot == std::string_view::npos || has(header, "\"") || has(header, "'")) return {};
  const std::string_view name = trimmed(header.substr(dot + 1));
  if (name.empty() || is_bare(name)) return {};
  return "a name of more than letters, digits, _ and - stands in quotes: write [" +
         std::string(trimmed(header.substr(0, dot))) + "." + quote(name) + "]";
}

/// "hour 25 is not in 0-23" of "time: expected hour between 0 to 59 (inclusive), saw 25", which has
/// the wrong range.
std::string wrong_range(std::string_view description) {
  const auto words = words_of(description, " (),");
  const auto between = std::ranges::find(words, "between");
  if (between == words.begin() || words.end() - between < 6 || between[5] != "saw") return {};
  const std::string unit(between[-1]);
  const std::string most(unit == "hour" ? "23" : between[3]);
  std::string text =
      unit + " " + std::string(words.back()) + " is not in " + std::string(between[1]) + "-" + most;
  if (description.starts_with("time: expected hour") && words.back() == "24")
    text += ": midnight is 00:00:00 of the next day";
  return text;
}

std::string time_slip(std::string_view description) {
  if (description.starts_with("time: expected ':', saw '")) {
    return "a time has hours, minutes and seconds: write 09:00:00";
  }
  if (description.starts_with("date-time offset: expected ':'")) {
    return "an offset has a colon: write +01:00";
  }
  return wrong_range(description);
}

/// `key: value`, as YAML and JSON have it.
std::string colon_for_equals(std::string_view description) {
  if (description != "key-value pair: expected '=', saw ':'") return {};
  return "TOML has = between a key and its value, not a colon";
}

/// `key => value`, as Ruby has it: toml++ stops behind the =.
std::string arrow_for_equals(std::string_view line, std::string_view rest) {
  const std::string_view before = line.substr(0, line.size() - rest.size());
  if (!rest.starts_with(">") || !before.ends_with("=")) return {};
  return "TOML has = between a key and its value, not =>";
}

std::string comment_slip(std::string_view rest) {
  if (!rest.starts_with(";") && !rest.starts_with("//")) return {};
  return "a comment begins with #, not with " + std::string(rest[0] == ';' ? ";" : "//");
}

/// What stands on the line alone.
std::string line_slip(std::string_view line, std::string_view rest, std::string_view description) {
  if (auto slip = comment_slip(rest); !slip.empty()) return slip;
  if (auto slip = arrow_for_equals(line, rest); !slip.empty()) return slip;
  if (auto slip = bare_header(line); !slip.empty()) return slip;
  if (const auto pair = pair_of(line)) {
    if (auto slip = bare_value(*pair); !slip.empty()) return slip;
  }
  if (is_no_value(description)) {
    if (auto slip = bare_element(line, rest); !slip.empty()) return slip;
  }
  return colon_for_equals(description);
}

}  // namespace

std::string slip_text(std::string_view text, Place place, std::string_view description) {
  TextLines lines(text);
  if (const auto format = other_format(text); !format.empty()) {
    return "this looks like " + std::string(format) +
           ": sidetick reads TOML, a table [schedules.NAME] for each schedule: see "
           "sidetick.toml(5)";
  }
  const std::string_view line = lines.from({place.line, 1});
  const auto pair = pair_of(line);
  const bool dated = pair && !could_be_text(pair->value);
  if (dated || !wrong_range(description).empty()) {
    if (auto slip = time_slip(description); !slip.empty()) return slip;
  }
  return line_slip(line, lines.from(place), description);
}

}  // namespace sidetick
