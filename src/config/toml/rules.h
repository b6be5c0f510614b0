// The warnings of `check` by name: what is allowed, but perhaps not meant.
//
// Source:  sidetick.toml(5), "Warnings".
// Knows nothing of what they are about.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sidetick {

enum class Rule : std::uint8_t {
  none,  ///< an error, or a note
  six_fields,
  every_minute,
  both_day_fields,
  uneven_step,
  seconds,
  daylight_saving,
  literal_variable,
  readable_secret,
  padded_secret,
  disabled,
  past,
  short_window,
  placeholder,
  calendar_ends,
  idle_exclusion,
};

/// What a warning is about: a schedule, or the settings of a file.
enum class RuleOf : std::uint8_t { schedule, file, both };

struct RuleInfo {
  Rule rule;
  std::string_view name;
  RuleOf of;
  std::string_view summary;  ///< for people, in a few words
};

inline constexpr std::array rule_infos{
    RuleInfo{Rule::six_fields, "six-fields", RuleOf::schedule,
             "six cron fields where five were probably meant"},
    RuleInfo{Rule::every_minute, "every-minute", RuleOf::schedule,
             "every minute of an hour, where once was probably meant"},
    RuleInfo{Rule::both_day_fields, "both-day-fields", RuleOf::schedule,
             "two day fields, of which either may match"},
    RuleInfo{Rule::uneven_step, "uneven-step", RuleOf::schedule,
             "a step that does not divide its field"},
    RuleInfo{Rule::seconds, "seconds", RuleOf::schedule, "several ticks a minute"},
    RuleInfo{Rule::daylight_saving, "daylight-saving", RuleOf::schedule,
             "a time that daylight saving skips or repeats"},
    RuleInfo{Rule::literal_variable, "literal-variable", RuleOf::both,
             "a variable that nothing replaces"},
    RuleInfo{Rule::readable_secret, "readable-secret", RuleOf::file,
             "a password that anyone on the host may read"},
    RuleInfo{Rule::padded_secret, "padded-secret", RuleOf::file,
             "a password with white space around it"},
    RuleInfo{Rule::disabled, "disabled", RuleOf::schedule, "a schedule that never fires"},
    RuleInfo{Rule::past, "past", RuleOf::schedule, "an instant that is past"},
    RuleInfo{Rule::short_window, "short-window", RuleOf::schedule,
             "a window that a late run outlasts"},
    RuleInfo{Rule::placeholder, "placeholder", RuleOf::schedule,
             "a placeholder without template = true"},
    RuleInfo{Rule::calendar_ends, "calendar-ends", RuleOf::file,
             "a calendar whose last date is past or near"},
    RuleInfo{Rule::idle_exclusion, "idle-exclusion", RuleOf::schedule,
             "an exclusion that never excludes a tick"},
};

/// "six-fields"; "" of none.
std::string_view rule_name(Rule rule);

/// The rule of this name.
std::optional<RuleInfo> find_rule(std::string_view name);

/// A set of rules.
class RuleSet {
 public:
  void add(Rule rule) { bits_ |= bit(rule); }
  bool has(Rule rule) const { return (bits_ & bit(rule)) != 0; }

 private:
  static std::uint32_t bit(Rule rule) { return std::uint32_t{1} << static_cast<unsigned>(rule); }

  std::uint32_t bits_ = 0;
};

}  // namespace sidetick
