#include "core/enqueue/batch.h"

#include <algorithm>

#include "core/job/payload.h"
#include "core/job/web_entry.h"

namespace sidetick {

BatchMaker::BatchMaker(const std::vector<Schedule>& schedules,
                       const std::vector<SchedulePlan>& plans)
    : schedules_(schedules), plans_(plans) {
  std::size_t count = 0;
  for (const auto& plan : plans_) count += plan.due.size() + 1;
  items_.reserve(count);
  for (std::uint32_t i = 0; i < plans_.size(); ++i) add_plan(i);
  std::ranges::stable_sort(items_, [](const Item& a, const Item& b) {
    bool a_is_tick = a.kind == Kind::tick;
    bool b_is_tick = b.kind == Kind::tick;
    return a_is_tick != b_is_tick ? b_is_tick : a_is_tick && a.tick < b.tick;
  });
}

void BatchMaker::add_plan(std::uint32_t number) {
  const SchedulePlan& plan = plans_[number];
  if (plan.due.empty()) items_.push_back({{}, number, Kind::finish, true});
  if (!plan.due.empty() && plan.write_start) items_.push_back({{}, number, Kind::start, false});
  for (const auto& tick : plan.due) {
    items_.push_back({tick, number, Kind::tick, &tick == &plan.due.back()});
  }
}

Batch BatchMaker::next(const BatchLimits& limits, const std::set<std::size_t>& blocked,
                       std::string_view prefix, ClockTime enqueued_at) {
  Batch batch;
  batch.position = position_;
  std::set<std::size_t> ledgers;
  for (; position_ < items_.size(); ++position_) {
    const Item& item = items_[position_];
    const std::size_t schedule = plan_of(item).schedule;
    if (blocked.contains(schedule)) continue;
    if (batch.jobs.size() >= limits.ticks) break;
    if (item.kind == Kind::tick) ledgers.insert(schedule);
    if (ledgers.size() > limits.ledgers) break;
    Addition addition = make_addition(item, prefix, enqueued_at);
    if (!batch.empty() && batch.bytes + addition.bytes() > limits.bytes) break;
    add(item, std::move(addition), batch);
  }
  return batch;
}

BatchMaker::Addition BatchMaker::make_addition(const Item& item, std::string_view prefix,
                                               ClockTime enqueued_at) const {
  const SchedulePlan& plan = plan_of(item);
  const Schedule& schedule = schedules_[plan.schedule];
  Addition addition;
  if (item.kind == Kind::tick) {
    const auto jid = job_id(prefix, schedule.name, item.tick);
    addition.payload = job_payload(schedule, item.tick, jid, enqueued_at);
  }
  if (item.is_last && plan.publish) addition.page = web_entry_json(schedule);
  return addition;
}

void BatchMaker::add(const Item& item, Addition addition, Batch& batch) const {
  const SchedulePlan& plan = plan_of(item);
  batch.bytes += addition.bytes();
  if (!plan.keep_cursor)
    batch.cursors.insert_or_assign(batch.cursors.end(), plan.schedule, cursor_of(item));
  if (item.kind == Kind::start) batch.starts[plan.schedule] = plan.start;
  if (item.is_last) batch.done.push_back(&plan);
  if (!addition.page.empty())
    batch.page.insert_or_assign(batch.page.end(), plan.schedule, std::move(addition.page));
  if (item.kind != Kind::tick) return;
  batch.jobs.push_back({plan.schedule, item.tick, std::move(addition.payload)});
}

/// The page is published, and its hash written, with the last tick.
Cursor BatchMaker::cursor_of(const Item& item) const {
  const SchedulePlan& plan = plan_of(item);
  if (item.is_last) return plan.cursor;
  return item.kind == Kind::start ? plan.start : plan.cursor_after(item.tick);
}

}  // namespace sidetick
