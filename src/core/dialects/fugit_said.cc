#include "core/dialects/fugit_said.h"

#include <utility>

#include "core/dialects/fugit_vocabulary.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

std::string list(const std::set<int>& values) {
  std::string text;
  for (const int value : values) {
    if (!text.empty()) text += ',';
    text += std::to_string(value);
  }
  return text;
}

class Composer {
 public:
  Composer(FugitPhrase said, std::string_view text, std::vector<std::string>& notes)
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

  FugitPhrase said_;
  std::string_view text_;
  std::vector<std::string>& notes_;
};

}  // namespace

std::string fugit_cron_of(FugitPhrase said, std::string_view text,
                          std::vector<std::string>& notes) {
  return Composer(std::move(said), text, notes).cron();
}

}  // namespace sidetick
