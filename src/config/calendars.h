// The tables [calendars.NAME]: dates on which schedules do not fire, known to all files.
//
// Source:  sidetick.toml(5), "[calendars.NAME]".
// Format:  dates = [2026-12-25, "2026-12-24..2027-01-02"], or file = "holidays.txt" with one of these
//          a line; # begins a comment there. A relative file is beside the one that names it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/toml/problems.h"
#include "config/toml/toml.h"
#include "core/schedule/exclusions.h"

namespace sidetick {

struct Calendar {
  std::string file;  ///< where it stands
  Place place;
  bool right = true;
  bool warns = true;  ///< not where the file allows calendars that end
  std::vector<DateRange> dates;
};

/// "2026-12-25" or "2026-12-24..2027-01-02"; nothing when it is neither, or ends before it begins.
std::optional<DateRange> parse_date_range(std::string_view text);

/// What is said of a text that is no date and no range of dates.
std::string no_date(std::string_view text);

/// The date of a bare TOML date; nothing when it is none that there is.
std::optional<LocalDate> date_of(const toml::node& node);

class Calendars {
 public:
  /// Adds those of a file. What is wrong with one is a problem of that calendar, and of the schedules
  /// that name it.
  void read(const toml::table& file, FileProblems& findings);

  /// Null when there is none of this name.
  const Calendar* find(std::string_view name) const;
  std::vector<std::string_view> names() const;

  const std::map<std::string, Calendar, std::less<>>& all() const { return calendars_; }

 private:
  void add(std::string_view name, const toml::node& node, FileProblems& findings);

  std::map<std::string, Calendar, std::less<>> calendars_;
};

}  // namespace sidetick
