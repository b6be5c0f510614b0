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
  Walk(const Schedule* schedule, Instant from) : schedule_(schedule) {
    if (schedule == nullptr || !schedule->enabled) return;
    ticks_.emplace(schedule->timing, *schedule->zone, from - Seconds{1});
    advance();
  }

  const std::optional<Instant>& front() const { return front_; }
  void advance() { front_ = ticks_->next(); }

  std::optional<WallClock> front_moved_from() const {
    return moved_from(schedule_->timing, *schedule_->zone, *front_);
  }

 private:
  const Schedule* schedule_;
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
      if (!is_in_both()) add(*tick);
      pass(*tick);
    }
    if (!change_.any()) find_later();
    return change_;
  }

 private:
  /// The next tick that only one has, within so many.
  void find_later() {
    for (int i = 0; i < most_looked_at; ++i) {
      const auto tick = earliest();
      if (!tick) return;
      if (!is_in_both()) {
        change_.later = tick;
        change_.later_moved_from = holder_of(*tick).front_moved_from();
        return;
      }
      pass(*tick);
    }
  }

  bool is_in_both() const { return before_.front() == after_.front(); }

  /// Of a tick that only one has.
  const Walk& holder_of(Instant tick) const { return before_.front() == tick ? before_ : after_; }

  void add(Instant tick) {
    TickSet& set = before_.front() == tick ? change_.lost : change_.gained;
    set.add(tick, holder_of(tick).front_moved_from());
  }

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

void TickSet::add(Instant tick, const std::optional<WallClock>& moved_from) {
  if (count < shown_ticks) first.push_back(tick);
  ++count;
  if (!moved_from) return;
  if (moved_count < shown_ticks) moved.push_back({tick, *moved_from});
  ++moved_count;
}

TickChange tick_change(const Schedule* before, const Schedule* after, Instant from, Instant to) {
  if (has_same_form(before, after)) return {};
  return Comparison(before, after, from).until(to);
}

}  // namespace sidetick
