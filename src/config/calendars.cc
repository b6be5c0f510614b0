#include "config/calendars.h"

#include <array>
#include <stdexcept>

#include "config/toml/table_reader.h"
#include "core/text/ascii.h"
#include "core/text/quote.h"
#include "core/time/instant.h"
#include "io/host/file_text.h"

namespace sidetick {

namespace {

constexpr std::array<std::string_view, 2> calendar_keys{"dates", "file"};
constexpr std::size_t largest_calendar = 1 << 20;

/// Reads one calendar.
class CalendarReader {
 public:
  CalendarReader(const TableReader& table, Calendar& calendar)
      : table_(table), calendar_(calendar) {}

  void read() {
    const bool has_dates = table_.find("dates") != nullptr;
    const bool has_file = table_.find("file") != nullptr;
    if (has_dates && has_file) table_.problem("file", "and dates exclude each other: keep one");
    if (!has_dates && !has_file) {
      table_.scope().problem(table_.place(),
                             "has neither dates nor file: write dates = [\"2026-12-25\"]");
    }
    if (has_dates) read_dates();
    if (has_file && !has_dates) read_file();
  }

 private:
  void read_dates() {
    const toml::array* dates = table_.array("dates");
    if (dates == nullptr) return;
    for (const toml::node& node : *dates) read_date(node);
  }

  void read_date(const toml::node& node) {
    const auto* text = node.as_string();
    if (node.is_date()) {
      const auto date = date_of(node);
      if (date) return calendar_.dates.push_back({*date, *date});
    }
    if (text == nullptr) {
      return table_.scope().problem(
          place_of(node), "dates must hold dates such as 2026-12-25, not " + describe(node));
    }
    const auto range = parse_date_range(text->get());
    if (!range) return table_.scope().problem(place_of(node), "dates " + no_date(text->get()));
    calendar_.dates.push_back(*range);
  }

  void read_file() {
    const std::string* name = table_.string("file");
    if (name == nullptr) return;
    const std::string path = beside_file(table_.scope().file(), *name);
    table_.scope().note_file(path);
    try {
      read_lines(*name, read_file_text(path, largest_calendar).text);
    } catch (const std::runtime_error& error) {
      table_.problem("file", quote(*name) + ": " + error.what());
    }
  }

  void read_lines(const std::string& name, std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    for (unsigned number = 1; !text.empty(); ++number) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      line = trimmed(line.substr(0, line.find('#')));
      if (line.empty()) continue;
      const auto range = parse_date_range(line);
      if (range) {
        calendar_.dates.push_back(*range);
      } else {
        table_.problem("file",
                       quote(name) + ": line " + std::to_string(number) + ": " + no_date(line));
      }
    }
  }

  const TableReader& table_;
  Calendar& calendar_;
};

}  // namespace

std::optional<DateRange> parse_date_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  const auto first = parse_date(trimmed(text.substr(0, dots)));
  if (dots == std::string_view::npos)
    return first ? std::optional(DateRange{*first, *first}) : std::nullopt;
  const auto last = parse_date(trimmed(text.substr(dots + 2)));
  if (!first || !last || *last < *first) return std::nullopt;
  return DateRange{*first, *last};
}

std::string no_date(std::string_view text) {
  return quote(text) +
         ": is neither a date such as 2026-12-25 nor a range such as "
         "2026-12-24..2027-01-02";
}

std::optional<LocalDate> date_of(const toml::node& node) {
  const auto* value = node.as_date();
  if (value == nullptr) return std::nullopt;
  const toml::date& parts = value->get();
  return LocalDate{date::year{parts.year} / date::month{parts.month} / date::day{parts.day}};
}

void Calendars::read(const toml::table& file, FileProblems& findings) {
  const toml::node* node = file.get("calendars");
  if (node == nullptr || !node->is_table()) return;
  for (const auto& [name, table] : *node->as_table()) add(name.str(), table, findings);
}

void Calendars::add(std::string_view name, const toml::node& node, FileProblems& findings) {
  const Scope scope = Scope::calendar(findings, name);
  const Place place = place_of(node);
  const std::size_t problems_before = findings.problems.size();
  const auto [entry, is_new] = calendars_.try_emplace(std::string(name));
  Calendar& calendar = entry->second;
  if (!is_new) {
    calendar.right = false;
    return scope.problem(place, "is also in " + place_text(calendar.file, calendar.place) +
                                    ": a name stands for one calendar, rename one of them");
  }
  calendar.file = findings.file;
  calendar.place = place;
  calendar.warns = !findings.allow.has(Rule::calendar_ends);
  if (const toml::table* table = node.as_table()) {
    const TableReader reader(*table, calendar_keys, scope);
    CalendarReader(reader, calendar).read();
  } else {
    scope.problem(place,
                  "must be a table [calendars." + std::string(name) + "], not " + describe(node));
  }
  calendar.right = findings.problems.size() == problems_before;
}

const Calendar* Calendars::find(std::string_view name) const {
  const auto found = calendars_.find(name);
  return found == calendars_.end() ? nullptr : &found->second;
}

std::vector<std::string_view> Calendars::names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, calendar] : calendars_) names.push_back(name);
  return names;
}

}  // namespace sidetick
