#include "cli/output/progress_text.h"

#include <algorithm>

#include "core/time/duration.h"

namespace sidetick {

namespace {

constexpr std::size_t longest_bar = 40;
constexpr std::size_t shortest_bar = 10;

double per_second(const ProgressFigures& figures) {
  const auto milliseconds = std::max<Milliseconds::rep>(figures.elapsed.count(), 1);
  return 1000.0 * static_cast<double>(figures.done) / static_cast<double>(milliseconds);
}

/// Rounded down: 100% means that all is done.
std::string percent(const ProgressFigures& figures) {
  const std::size_t total = std::max<std::size_t>(*figures.total, 1);
  return std::to_string(100 * std::min(figures.done, total) / total) + "%";
}

std::string of_total(const ProgressFigures& figures) {
  return std::to_string(figures.done) +
         (figures.total ? " of " + std::to_string(*figures.total) : "") + " ticks";
}

/// `, 120000/s, 4 s left`
std::string speed(const ProgressFigures& figures) {
  const double rate = per_second(figures);
  std::string text = ", " + std::to_string(static_cast<std::size_t>(rate)) + "/s";
  if (!figures.total || rate < 1) return text;
  const std::size_t left = *figures.total - std::min(figures.done, *figures.total);
  const Seconds time{static_cast<Seconds::rep>(static_cast<double>(left) / rate)};
  return text + ", " + length_text(time) + " left";
}

}  // namespace

ProgressPace::ProgressPace(Milliseconds interval,
                           std::function<std::optional<std::size_t>()> count_left)
    : interval_(interval), next_(interval), count_left_(std::move(count_left)) {}

std::optional<ProgressFigures> ProgressPace::figures(std::size_t done, Milliseconds elapsed) {
  if (elapsed < next_) return std::nullopt;
  next_ = elapsed + interval_;
  if (!counted_) {
    const auto left = count_left_();
    if (left) total_ = done + *left;
    counted_ = true;
  }
  return ProgressFigures{done, total_, elapsed};
}

std::string progress_line(const ProgressFigures& figures) {
  return of_total(figures) + (figures.total ? " (" + percent(figures) + ")" : "") + speed(figures);
}

std::string progress_bar(const ProgressFigures& figures, std::size_t width) {
  std::string text = of_total(figures) + speed(figures);
  if (!figures.total) return text.substr(0, width);
  std::string head = percent(figures);
  head.insert(0, 4 - head.size(), ' ');
  const std::size_t taken = head.size() + text.size() + 4;  // " [" and "] "
  const std::size_t room = width > taken ? std::min(width - taken, longest_bar) : 0;
  if (room < shortest_bar) return (head + " " + text).substr(0, width);
  const std::size_t total = std::max<std::size_t>(*figures.total, 1);
  const std::size_t full = room * std::min(figures.done, total) / total;
  return head + " [" + std::string(full, '#') + std::string(room - full, ' ') + "] " + text;
}

}  // namespace sidetick
