#include "core/diff/ticks.h"

#include <algorithm>

#include "core/plan/cursor.h"

namespace sidetick {

namespace {

/// So many ticks behind the range are compared.
constexpr int most_looked_at = 10'000;

/// The ticks of a schedule, with the one in front.
class Walk {
 public:
  Walk(const Schedule* schedule, Instant from) {
    if (schedule == nullptr || !schedule->enabled) return;
    ticks_.emplace(schedule->timing, *schedule->zone, from - Seconds{1});
    advance();
  }

  const std::optional<Instant>& front() const { return front_; }
  void advance() { front_ = ticks_->next(); }

 private:
  std::optional<Ticks> ticks_;
  std::optional<Instant> front_;
};

class Comparison {
 public:
  Comparison(const Schedule* before, const Schedule* after, Instant from)
      : before_(before, from), after_(after, from) {}

  TickChange until(Instant to) {
    while (const auto tick = earliest()) {
      if (*tick >= to) break;
      if (!is_in_both()) (before_.front() == tick ? change_.lost : change_.gained).add(*tick);
      pass(*tick);
    }
    return change_;
  }

  /// The next tick that only one has, within so many.
  std::optional<Instant> next_of_one() {
    for (int i = 0; i < most_looked_at; ++i) {
      const auto tick = earliest();
      if (!tick || !is_in_both()) return tick;
      pass(*tick);
    }
    return std::nullopt;
  }

 private:
  bool is_in_both() const { return before_.front() == after_.front(); }

  std::optional<Instant> earliest() const {
    if (!before_.front() || !after_.front()) {
      return before_.front() ? before_.front() : after_.front();
    }
    return std::min(*before_.front(), *after_.front());
  }

  void pass(Instant tick) {
    for (Walk* walk : {&before_, &after_}) {
      if (walk->front() == tick) walk->advance();
    }
  }

  Walk before_;
  Walk after_;
  TickChange change_;
};

bool has_same_form(const Schedule* before, const Schedule* after) {
  return before != nullptr && after != nullptr && before->enabled == after->enabled &&
         form_hash(*before) == form_hash(*after);
}

}  // namespace

void TickSet::add(Instant tick) {
  if (count < shown_ticks) first.push_back(tick);
  ++count;
}

TickChange tick_change(const Schedule* before, const Schedule* after, Instant from, Instant to) {
  if (has_same_form(before, after)) return {};
  Comparison comparison(before, after, from);
  TickChange change = comparison.until(to);
  if (!change.any()) change.later = comparison.next_of_one();
  return change;
}

}  // namespace sidetick
