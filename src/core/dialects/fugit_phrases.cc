#include "core/dialects/fugit_phrases.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/dialects/fugit_vocabulary.h"
#include "core/text/ascii.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

/// A time of day.
struct HourMinute {
  int hour;
  int minute;
};

/// What was said: the parts of a cron expression, each empty where nothing was.
struct Said {
  std::string second;
  std::string clock;                   // minute and hour, of an interval
  std::map<int, std::set<int>> times;  // minute -> hours
  std::vector<int> order;              // of the minutes, as they were said
  std::set<std::string> days;
  std::string month;
  std::set<int> weekdays;
  std::string zone;
};

std::string list(const std::set<int>& values) {
  std::string text;
  for (const int value : values) {
    if (!text.empty()) text += ',';
    text += std::to_string(value);
  }
  return text;
}

/// Makes the cron expression of what was said.
class Composer {
 public:
  Composer(Said said, std::string_view text, std::vector<std::string>& notes)
      : said_(std::move(said)), text_(text), notes_(notes) {}

  std::string cron() {
    const std::string second = said_.second.empty() ? "" : said_.second + " ";
    return second + clock() + " " + day_field() + " " + (said_.month.empty() ? "*" : said_.month) +
           " " + (said_.weekdays.empty() ? "*" : list(said_.weekdays)) +
           (said_.zone.empty() ? "" : " " + said_.zone);
  }

 private:
  /// Minutes that share their hours share an expression; fugit makes several and takes the first.
  std::string clock_of_times() {
    const std::set<int> hours = said_.times.at(said_.order.front());
    std::set<int> minutes;
    for (const auto& [minute, of_minute] : said_.times) {
      if (of_minute == hours) minutes.insert(minute);
    }
    if (minutes.size() != said_.times.size()) {
      notes_.push_back(
          quote(text_) +
          ": of these times fugit keeps the first alone; make schedules of the others");
    }
    return list(minutes) + " " + list(hours);
  }

  std::string clock() {
    const bool timed = !said_.times.empty();
    if (timed && (!said_.clock.empty() || !said_.second.empty())) refuse_fugit_words();
    if (timed) return clock_of_times();
    if (!said_.clock.empty()) return said_.clock;
    const bool daily = !said_.days.empty() || !said_.weekdays.empty() || !said_.month.empty();
    return daily ? "0 0" : "* *";
  }

  std::string day_field() {
    if (said_.days.size() > 1) said_.days.erase("*");
    if (said_.days.empty()) return said_.weekdays.empty() && !said_.month.empty() ? "1" : "*";
    std::string text;
    for (const std::string& day : said_.days) text += (text.empty() ? "" : ",") + day;
    return text;
  }

  Said said_;
  std::string_view text_;
  std::vector<std::string>& notes_;
};

/// Takes a phrase apart, word by word.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), words_(split_fugit_words(text)) {}

  FugitPhrase read() {
    while (!at_end()) clause();
    if (!said_anything_) refuse_fugit_words();
    const std::string cron = Composer(said_, text_, notes_).cron();
    return {cron, notes_};
  }

 private:
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
    if ((peek_lower() == "in" || peek_lower() == "on") && is_fugit_zone(peek(1))) ++next_;
    if (is_fugit_zone(peek())) {
      said_.zone = words_[next_++];
      return;
    }
    if (take("on")) return on();
    refuse_fugit_words();
  }

  void every() {
    do {
      every_one();
    } while (take_joint());
  }

  void every_one() {
    if (fugit_weekday_of(peek()) || peek().find('-') != std::string::npos) return weekday_range();
    if (take("weekday")) {
      for (int day = 1; day <= 5; ++day) said_.weekdays.insert(day);
      return;
    }
    if (fugit_ordinal_of(peek()) && fugit_unit_of(peek(1)).empty() && !peek_lower(1).empty())
      return days_of_month();
    const auto count = fugit_number_of(peek());
    if (count) ++next_;
    interval(count.value_or(1));
  }

  /// "1st of the month", "1st and 15th of the month"
  void days_of_month() {
    const std::string first = peek();
    ordinals();
    if (!(take("of") && take("the") && take("month"))) refuse_fugit_words();
    if (said_.days.size() == 1) return;
    const int day = *fugit_ordinal_of(first);
    said_.days = {day == -1 ? "L" : std::to_string(day)};
    notes_.push_back(quote(text_) + ": of these days fugit keeps the first alone");
  }

  void ordinals() {
    do {
      const auto day = fugit_ordinal_of(peek());
      if (!day) refuse_fugit_words();
      ++next_;
      said_.days.insert(*day == -1 ? "L" : std::to_string(*day));
    } while (take_joint_before_ordinal());
  }

  bool take_joint_before_ordinal() {
    const std::size_t before = next_;
    if (take_joint() && (take("the"), fugit_ordinal_of(peek()))) return true;
    next_ = before;
    return false;
  }

  /// "monday", "mon-fri", "monday to friday"
  void weekday_range() {
    const std::string word = peek();
    ++next_;
    const std::size_t dash = word.find('-');
    const auto first = fugit_weekday_of(word.substr(0, dash));
    std::optional<int> last = first;
    if (dash != std::string::npos) last = fugit_weekday_of(word.substr(dash + 1));
    if (take("-") || take("to") || take("through")) {
      last = fugit_weekday_of(peek());
      ++next_;
    }
    if (!first || !last || next_ > words_.size()) refuse_fugit_words();
    for (int day = *first;; day = (day + 1) % 7) {
      said_.weekdays.insert(day);
      if (day == *last) return;
    }
  }

  void interval(int count) {
    const std::string unit = fugit_unit_of(peek());
    if (unit.empty() || count < 1 || count > 99) refuse_fugit_words();
    ++next_;
    const std::string step = count == 1 ? "*" : "*/" + std::to_string(count);
    if ((unit == "week" || unit == "year") && count != 1) refuse_fugit_words();
    if (unit == "second") said_.second = step;
    if (unit == "minute") said_.clock = step + " *";
    if (unit == "hour") said_.clock = "0 " + step;
    if (unit == "day") said_.days.insert(step);
    if (unit == "month") said_.month = step;
    if (unit == "week") said_.weekdays.insert(0);
    if (unit == "year") said_.month = "1", said_.days.insert("1");
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
      said_.times[time.minute].insert(time.hour);
      said_.order.push_back(time.minute);
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
    if (lower.empty()) refuse_fugit_words();
    ++next_;
    if (const auto hour = fugit_hour_of(lower)) return {with_half(*hour, ""), 0};
    std::string half;
    if (lower.size() > 2 && (lower.ends_with("am") || lower.ends_with("pm"))) {
      half = lower.substr(lower.size() - 2);
      lower.resize(lower.size() - 2);
    }
    const std::size_t colon = lower.find(':');
    const auto hour = fugit_number_of(lower.substr(0, colon));
    const auto minute = colon == std::string::npos ? 0 : fugit_number_of(lower.substr(colon + 1));
    if (!hour || !minute || *hour > 24 || *minute > 59) refuse_fugit_words();
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
        const auto number = fugit_number_of(peek());
        if (!number || *number < 1 || *number > 31) refuse_fugit_words();
        ++next_;
        said_.days.insert(std::to_string(*number));
      } while (take_joint_before_number());
      return;
    }
    do {
      weekday_range();
    } while (take_joint());
  }

  bool take_joint_before_number() {
    const std::size_t before = next_;
    if (take_joint() && fugit_number_of(peek())) return true;
    next_ = before;
    return false;
  }

  std::string_view text_;
  std::vector<std::string> words_;
  std::size_t next_ = 0;
  bool said_anything_ = false;

  Said said_;
  std::vector<std::string> notes_;
};

}  // namespace

FugitPhrase read_fugit_phrase(std::string_view text) {
  return Reader(text).read();
}

}  // namespace sidetick
