#include "cli/output/html/load.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "core/text/counted.h"

namespace sidetick {

namespace {

constexpr std::chrono::minutes one_minute{1};

std::vector<QueueLoad> jobs_by_queue(const std::vector<PageRow>& rows) {
  std::map<std::string, std::size_t> jobs;
  for (const PageRow& row : rows) {
    if (row.enabled && !row.ticks.empty()) jobs[row.queue] += row.ticks.count();
  }
  std::vector<QueueLoad> queues;
  queues.reserve(jobs.size());
  for (const auto& [queue, count] : jobs) queues.push_back({queue, count, 0});
  std::ranges::stable_sort(queues, std::ranges::greater{}, &QueueLoad::jobs);
  return queues;
}

}  // namespace

std::size_t jobs_of(const MinuteLoad& minute) {
  return std::accumulate(minute.begin(), minute.end(), std::size_t{0});
}

Load::Load(const std::vector<PageRow>& rows, Instant begin, Instant end)
    : begin_(date::floor<std::chrono::minutes>(begin)) {
  const auto last = date::floor<std::chrono::minutes>(end);
  minutes_.resize(static_cast<std::size_t>((last - begin_) / one_minute) + 1);
  rank_queues(rows);
  for (const PageRow& row : rows) {
    if (row.enabled) add(row.ticks, place(row.queue));
  }
  measure();
}

void Load::rank_queues(const std::vector<PageRow>& rows) {
  queues_ = jobs_by_queue(rows);
  for (const QueueLoad& each : queues_) {
    jobs_ += each.jobs;
    if (places_.size() < coloured_queues) places_.push_back(each.queue);
  }
  if (queues_.size() <= coloured_queues + 1) return;
  const std::size_t others = queues_.size() - coloured_queues;
  QueueLoad rest{counted(others, "other queue"), 0, 0};
  for (std::size_t i = coloured_queues; i < queues_.size(); ++i) rest.jobs += queues_[i].jobs;
  queues_.resize(coloured_queues);
  queues_.push_back(rest);
}

std::size_t Load::place(const std::string& queue) const {
  const auto found = std::ranges::find(places_, queue);
  return found == places_.end() ? coloured_queues
                                : static_cast<std::size_t>(found - places_.begin());
}

void Load::add(const TickRuns& ticks, std::size_t place) {
  for (const TickRun& run : ticks.runs()) {
    for (std::size_t i = 0; i < run.count; ++i) {
      ++minutes_[static_cast<std::size_t>((run.at(i) - begin_) / one_minute)][place];
    }
  }
}

void Load::measure() {
  for (const MinuteLoad& minute : minutes_) {
    most_ = std::max(most_, jobs_of(minute));
    for (std::size_t i = 0; i < queues_.size(); ++i) {
      queues_[i].most = std::max(queues_[i].most, std::size_t{minute[i]});
    }
  }
}

Instant Load::minute(std::size_t index) const {
  return begin_ + one_minute * index;
}

std::vector<std::size_t> Load::busiest(std::size_t many) const {
  std::vector<std::size_t> found(minutes_.size());
  std::iota(found.begin(), found.end(), std::size_t{0});
  const auto jobs = [this](std::size_t index) { return jobs_of(minutes_[index]); };
  std::ranges::stable_sort(found, std::ranges::greater{}, jobs);
  found.resize(std::min(many, found.size()));
  std::erase_if(found, [&](std::size_t index) { return jobs(index) == 0; });
  return found;
}

std::size_t Load::equally_busy() const {
  return static_cast<std::size_t>(
      std::ranges::count(minutes_, most_, [](const MinuteLoad& each) { return jobs_of(each); }));
}

}  // namespace sidetick
