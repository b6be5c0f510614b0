#include "core/fugit_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "core/cron_field.h"
#include "core/quote.h"
#include "core/translated.h"

namespace sidetick {

namespace {

using Words = std::vector<std::string>;

/// "monday, tuesday" is three words: a comma is one of its own.
Words words_of(std::string_view text) {
  Words words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(word);
    word.clear();
  };
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == ',') end_word();
    if (c == ',') words.emplace_back(",");
    if (c != ' ' && c != '\t' && c != ',') word += c;
  }
  end_word();
  return words;
}

std::optional<int> number_of(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

/// The weekday of "mon" or "monday".
std::optional<int> weekday_of(const std::string& word) {
  constexpr std::array<std::string_view, 7> full{"sunday",   "monday", "tuesday", "wednesday",
                                                 "thursday", "friday", "saturday"};
  const std::string lower = lower_case(word);
  for (std::size_t i = 0; i < full.size(); ++i) {
    if (lower == full[i] || lower == full[i].substr(0, 3)) return static_cast<int>(i);
  }
  return std::nullopt;
}

/// "1st", "first", "last"; -1 is the last.
std::optional<int> ordinal_of(const std::string& word) {
  constexpr std::array<std::string_view, 12> names{"first", "second", "third",    "fourth",
                                                   "fifth", "sixth",  "seventh",  "eighth",
                                                   "ninth", "tenth",  "eleventh", "twelfth"};
  const std::string lower = lower_case(word);
  if (lower == "last") return -1;
  const auto found = std::find(names.begin(), names.end(), lower);
  if (found != names.end()) return static_cast<int>(found - names.begin()) + 1;
  if (lower.size() < 3) return std::nullopt;
  const std::string_view ending = std::string_view(lower).substr(lower.size() - 2);
  if (ending != "st" && ending != "nd" && ending != "rd" && ending != "th") return std::nullopt;
  const auto number = number_of(std::string_view(lower).substr(0, lower.size() - 2));
  return number && *number >= 1 && *number <= 31 ? number : std::nullopt;
}

/// A time of day.
struct HourMinute {
  int hour;
  int minute;
};

std::optional<int> named_hour(const std::string& lower) {
  constexpr std::array<std::string_view, 13> names{"zero", "one",    "two",   "three", "four",
                                                   "five", "six",    "seven", "eight", "nine",
                                                   "ten",  "eleven", "twelve"};
  if (lower == "midnight") return 0;
  if (lower == "noon") return 12;
  const auto found = std::find(names.begin(), names.end(), lower);
  if (found == names.end()) return std::nullopt;
  return static_cast<int>(found - names.begin());
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), words_(words_of(text)) {}

  FugitWords read() {
    while (!at_end()) clause();
    if (!said_anything_) refuse();
    return {cron(), notes_};
  }

 private:
  [[noreturn]] void refuse() const {
    throw Untranslatable(
        "words that sidetick does not know: in the application's console, "
        "Fugit.parse(…).to_cron_s says what cron expression they stand for");
  }

  bool at_end() const { return next_ == words_.size(); }
  std::string peek(std::size_t ahead = 0) const {
    return next_ + ahead < words_.size() ? words_[next_ + ahead] : "";
  }
  std::string peek_lower(std::size_t ahead = 0) const { return lower_case(peek(ahead)); }
  bool take(std::string_view word) {
    if (peek_lower() != word) return false;
    ++next_;
    return true;
  }
  bool take_joint() {
    const bool comma = take(",");
    return take("and") || take("or") || comma;
  }

  void clause() {
    said_anything_ = true;
    take(",");
    if (take("every")) return every();
    if (take("from")) return weekday_range();
    if (take("at")) return times();
    if ((peek_lower() == "in" || peek_lower() == "on") && is_zone(peek(1))) ++next_;
    if (is_zone(peek())) {
      zone_ = words_[next_++];
      return;
    }
    if (take("on")) return on();
    refuse();
  }

  static bool is_zone(const std::string& word) {
    if (word == "Z" || word == "UTC") return true;
    return word.find('/') != std::string::npos && word[0] >= 'A' && word[0] <= 'Z';
  }

  void every() {
    do {
      every_one();
    } while (take_joint());
  }

  void every_one() {
    if (weekday_of(peek()) || peek().find('-') != std::string::npos) return weekday_range();
    if (take("weekday")) {
      for (int day = 1; day <= 5; ++day) weekdays_.insert(day);
      return;
    }
    if (ordinal_of(peek()) && !is_interval(peek(1)) && !peek_lower(1).empty())
      return days_of_month();
    const auto count = number_of(peek());
    if (count) ++next_;
    interval(count.value_or(1));
  }

  /// "1st of the month", "1st and 15th of the month"
  void days_of_month() {
    const std::string first = peek();
    ordinals();
    if (!(take("of") && take("the") && take("month"))) refuse();
    if (days_.size() == 1) return;
    const int day = *ordinal_of(first);
    days_ = {day == -1 ? "L" : std::to_string(day)};
    notes_.push_back(quote(text_) + ": of these days fugit keeps the first alone");
  }

  void ordinals() {
    do {
      const auto day = ordinal_of(peek());
      if (!day) refuse();
      ++next_;
      days_.insert(*day == -1 ? "L" : std::to_string(*day));
    } while (take_joint_before_ordinal());
  }

  bool take_joint_before_ordinal() {
    const std::size_t before = next_;
    if (take_joint() && (take("the"), ordinal_of(peek()))) return true;
    next_ = before;
    return false;
  }

  /// "monday", "mon-fri", "monday to friday"
  void weekday_range() {
    const std::string word = peek();
    ++next_;
    const std::size_t dash = word.find('-');
    const auto first = weekday_of(word.substr(0, dash));
    std::optional<int> last = first;
    if (dash != std::string::npos) last = weekday_of(word.substr(dash + 1));
    if (take("-") || take("to") || take("through")) {
      last = weekday_of(peek());
      ++next_;
    }
    if (!first || !last || next_ > words_.size()) refuse();
    for (int day = *first;; day = (day + 1) % 7) {
      weekdays_.insert(day);
      if (day == *last) return;
    }
  }

  /// "M" is a month to fugit, "m" a minute.
  static std::string unit_of(const std::string& word) {
    std::string lower = lower_case(word);
    if (word == "M" || lower == "month" || lower == "months") return "month";
    if (lower == "m" || lower == "min" || lower == "minute" || lower == "minutes") return "minute";
    if (lower == "s" || lower == "sec" || lower == "second" || lower == "seconds") return "second";
    if (lower == "h" || lower == "hour" || lower == "hours") return "hour";
    if (lower == "d" || lower == "day" || lower == "days") return "day";
    if (lower == "week" || lower == "year") return lower;
    return "";
  }

  static bool is_interval(const std::string& word) { return !unit_of(word).empty(); }

  void interval(int count) {
    const std::string unit = unit_of(peek());
    if (unit.empty() || count < 1 || count > 99) refuse();
    ++next_;
    const std::string step = count == 1 ? "*" : "*/" + std::to_string(count);
    if ((unit == "week" || unit == "year") && count != 1) refuse();
    if (unit == "second") second_ = step;
    if (unit == "minute") clock_ = step + " *";
    if (unit == "hour") clock_ = "0 " + step;
    if (unit == "day") days_.insert(step);
    if (unit == "month") month_ = step;
    if (unit == "week") weekdays_.insert(0);
    if (unit == "year") month_ = "1", days_.insert("1");
    note_uneven(count, unit);
  }

  void note_uneven(int count, const std::string& unit) {
    const int whole = unit == "hour" ? 24 : unit == "month" ? 12 : unit == "day" ? 0 : 60;
    if (count == 1 || (whole != 0 && whole % count == 0)) return;
    const std::string begin = unit == "hour"     ? "midnight"
                              : unit == "day"    ? "the 1st of each month"
                              : unit == "month"  ? "January"
                              : unit == "minute" ? "each full hour"
                                                 : "each full minute";
    const std::string letter = unit == "month" ? "" : unit.substr(0, 1);
    std::string note = quote(text_) + " to fugit counts anew from " + begin;
    if (!letter.empty())
      note += "; for a true interval: every = \"" + std::to_string(count) + letter + "\"";
    notes_.push_back(note);
  }

  void times() {
    do {
      const HourMinute time = time_of_day();
      times_[time.minute].insert(time.hour);
      order_.push_back(time.minute);
    } while (take_joint_before_time());
  }

  bool take_joint_before_time() {
    const std::size_t before = next_;
    if (take_joint() && peek_lower() != "every" && peek_lower() != "on" && peek_lower() != "from") {
      take("at");
      return true;
    }
    next_ = before;
    return false;
  }

  /// "16:30", "5pm", "5 pm", "five", "noon"
  HourMinute time_of_day() {
    std::string lower = peek_lower();
    if (lower.empty()) refuse();
    ++next_;
    if (const auto hour = named_hour(lower)) return {with_half(*hour, ""), 0};
    std::string half;
    if (lower.size() > 2 && (lower.ends_with("am") || lower.ends_with("pm"))) {
      half = lower.substr(lower.size() - 2);
      lower.resize(lower.size() - 2);
    }
    const std::size_t colon = lower.find(':');
    const auto hour = number_of(lower.substr(0, colon));
    const auto minute = colon == std::string::npos ? 0 : number_of(lower.substr(colon + 1));
    if (!hour || !minute || *hour > 24 || *minute > 59) refuse();
    return {with_half(*hour, half), *minute};
  }

  int with_half(int hour, std::string half) {
    if (half.empty() && (peek_lower() == "am" || peek_lower() == "pm"))
      half = lower_case(words_[next_++]);
    take("o'clock");
    if (hour == 12 && half == "am") {
      notes_.push_back(quote(text_) + ": fugit up to 1.5 takes 12am for noon, and so it is here");
    }
    if (hour < 12 && half == "pm") return hour + 12;
    return hour == 24 ? 0 : hour;
  }

  void on() {
    if (take("the")) return ordinals();
    if (take("day") || take("days")) {
      do {
        const auto number = number_of(peek());
        if (!number || *number < 1 || *number > 31) refuse();
        ++next_;
        days_.insert(std::to_string(*number));
      } while (take_joint_before_number());
      return;
    }
    do {
      weekday_range();
    } while (take_joint());
  }

  bool take_joint_before_number() {
    const std::size_t before = next_;
    if (take_joint() && number_of(peek())) return true;
    next_ = before;
    return false;
  }

  static std::string list(const std::set<int>& values) {
    std::string text;
    for (const int value : values) {
      if (!text.empty()) text += ',';
      text += std::to_string(value);
    }
    return text;
  }

  /// Minutes that share their hours share an expression; fugit makes several and takes the first.
  std::string clock_of_times() {
    const std::set<int> hours = times_.at(order_.front());
    std::set<int> minutes;
    for (const auto& [minute, of_minute] : times_) {
      if (of_minute == hours) minutes.insert(minute);
    }
    if (minutes.size() != times_.size()) {
      notes_.push_back(
          quote(text_) +
          ": of these times fugit keeps the first alone; make schedules of the others");
    }
    return list(minutes) + " " + list(hours);
  }

  std::string clock() {
    const bool timed = !times_.empty();
    if (timed && (!clock_.empty() || !second_.empty())) refuse();
    if (timed) return clock_of_times();
    if (!clock_.empty()) return clock_;
    const bool daily = !days_.empty() || !weekdays_.empty() || !month_.empty();
    return daily ? "0 0" : "* *";
  }

  std::string day_field() {
    if (days_.size() > 1) days_.erase("*");
    if (days_.empty()) return weekdays_.empty() && !month_.empty() ? "1" : "*";
    std::string text;
    for (const std::string& day : days_) text += (text.empty() ? "" : ",") + day;
    return text;
  }

  std::string cron() {
    const std::string second = second_.empty() ? "" : second_ + " ";
    return second + clock() + " " + day_field() + " " + (month_.empty() ? "*" : month_) + " " +
           (weekdays_.empty() ? "*" : list(weekdays_)) + (zone_.empty() ? "" : " " + zone_);
  }

  std::string_view text_;
  Words words_;
  std::size_t next_ = 0;
  bool said_anything_ = false;

  std::string second_;
  std::string clock_;                   // minute and hour, of an interval
  std::map<int, std::set<int>> times_;  // minute -> hours
  std::vector<int> order_;
  std::set<std::string> days_;
  std::string month_;
  std::set<int> weekdays_;
  std::string zone_;
  std::vector<std::string> notes_;
};

}  // namespace

FugitWords read_fugit_words(std::string_view text) {
  return Reader(text).read();
}

}  // namespace sidetick
