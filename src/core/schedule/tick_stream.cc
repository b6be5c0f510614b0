#include "core/schedule/tick_stream.h"

#include <algorithm>
#include <tuple>

namespace sidetick {

namespace {

bool comes_later(const ScheduledTick& a, const ScheduledTick& b) {
  return std::tie(a.tick, a.schedule) > std::tie(b.tick, b.schedule);
}

std::vector<TickSource> sources_of(const std::vector<Schedule>& schedules) {
  std::vector<TickSource> sources;
  sources.reserve(schedules.size());
  for (const auto& schedule : schedules) {
    sources.push_back({&schedule.timing, schedule.zone.get()});
  }
  return sources;
}

}  // namespace

TickStream::TickStream(const std::vector<TickSource>& sources, Instant after, Instant until)
    : until_(until), left_out_(sources.size()) {
  ticks_.reserve(sources.size());
  for (const TickSource& source : sources) {
    ticks_.emplace_back(*source.timing, *source.zone, after);
    advance(ticks_.size() - 1);
  }
}

TickStream::TickStream(const std::vector<Schedule>& schedules, Instant from, Instant to)
    : TickStream(sources_of(schedules), from - Seconds{1}, to - Seconds{1}) {}

std::optional<ScheduledTick> TickStream::front() const {
  if (!again_.empty()) return again_.front();
  if (!heap_.empty()) return heap_.front();
  return std::nullopt;
}

std::optional<ScheduledTick> TickStream::next() {
  const auto tick = front();
  if (!again_.empty()) {
    again_.pop_front();
  } else if (tick) {
    std::ranges::pop_heap(heap_, comes_later);
    heap_.pop_back();
    advance(tick->schedule);
  }
  return tick;
}

void TickStream::advance(std::size_t schedule) {
  const auto tick = ticks_[schedule].next();
  if (!tick || *tick > until_) return;
  heap_.push_back({schedule, *tick});
  std::ranges::push_heap(heap_, comes_later);
}

void TickStream::leave_out(std::size_t schedule) {
  left_out_[schedule] = true;
  auto is_of_it = [&](const ScheduledTick& tick) { return tick.schedule == schedule; };
  std::erase_if(again_, is_of_it);
  std::erase_if(heap_, is_of_it);
  std::ranges::make_heap(heap_, comes_later);
}

std::size_t TickStream::count(std::size_t most) const {
  TickStream rest(*this);
  std::size_t count = 0;
  while (count < most && rest.next()) ++count;
  return count;
}

}  // namespace sidetick
