#include <algorithm>

#include "cli/output/html/path.h"
#include "cli/output/html/picture.h"
#include "cli/output/html/text.h"

namespace sidetick {

namespace {

constexpr std::size_t height = 1000;

/// What is drawn from one unit of the axis to another: the busiest minute of those that begin there.
struct Column {
  int begin;
  int end;
  MinuteLoad jobs;
};

std::vector<Column> columns_of(const Load& load, const Axis& axis) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < load.size(); ++i) {
    const int begin = std::min(axis.unit(load.minute(i)), Axis::width - 1);
    const int end = std::max(begin + 1, axis.unit(load.minute(i + 1)));
    if (columns.empty() || columns.back().begin != begin) {
      columns.push_back({begin, end, load[i]});
    } else if (jobs_of(columns.back().jobs) < jobs_of(load[i])) {
      columns.back().jobs = load[i];
    }
  }
  return columns;
}

/// 1, 2 or 5 times a power of ten, so that `most` has at most four of them.
std::size_t scale_step(std::size_t most) {
  for (std::size_t ten = 1;; ten *= 10) {
    for (const std::size_t step : {ten, 2 * ten, 5 * ten}) {
      if (most <= 4 * step) return step;
    }
  }
}

class LoadPicture {
 public:
  LoadPicture(const Load& load, const Axis& axis)
      : load_(load),
        axis_(axis),
        columns_(columns_of(load, axis)),
        step_(scale_step(load.most())),
        top_(std::max(step_, (load.most() + step_ - 1) / step_ * step_)) {}

  std::string labels() const {
    std::string out = "<div class=\"scale\" aria-hidden=\"true\">";
    for (std::size_t jobs = 0; jobs <= top_; jobs += step_) {
      out += "<span style=\"bottom:" + std::to_string(jobs * 100 / top_) + "%\">" + grouped(jobs) +
             "</span>";
    }
    return out + "</div>";
  }

  std::string lines() const {
    std::string data;
    for (std::size_t jobs = 0; jobs <= top_; jobs += step_) {
      data += "M0 " + std::to_string(y(jobs)) + "h1440";
    }
    return "<path class=\"g1\" d=\"" + data + "\"/>";
  }

  /// A queue's bars reach from the bottom to the top of its part: those below it are drawn later.
  std::string bars(std::size_t place) const {
    std::string data;
    for (std::size_t i = 0; i < columns_.size();) {
      const std::size_t first = i;
      const std::size_t jobs = up_to(columns_[first], place);
      while (++i < columns_.size() && up_to(columns_[i], place) == jobs) continue;
      if (jobs == 0) continue;
      data += "M" + std::to_string(columns_[first].begin) + " 1000V" + std::to_string(y(jobs)) +
              "H" + std::to_string(columns_[i - 1].end) + "V1000z";
    }
    return "<path class=\"q" + std::to_string(place) + "\" d=\"" + data + "\"/>";
  }

  std::string dots(const std::vector<std::size_t>& named) const {
    std::string data;
    for (const std::size_t index : named) {
      const Instant middle = load_.minute(index) + Seconds{30};
      data += dot_path(axis_.unit(middle), static_cast<int>(y(jobs_of(load_[index]))));
    }
    return "<path class=\"m\" d=\"" + data + "\"/>";
  }

 private:
  std::size_t y(std::size_t jobs) const { return height - jobs * height / top_; }

  /// The jobs of the queues up to `place`; 0 when that has none, and so nothing to be seen.
  static std::size_t up_to(const Column& column, std::size_t place) {
    std::size_t jobs = 0;
    for (std::size_t i = 0; i <= place; ++i) jobs += column.jobs[i];
    return column.jobs[place] == 0 ? 0 : jobs;
  }

  const Load& load_;
  const Axis& axis_;
  std::vector<Column> columns_;
  std::size_t step_;
  std::size_t top_;
};

}  // namespace

std::string load_picture(const Load& load, const Axis& axis,
                         const std::vector<std::size_t>& named) {
  const LoadPicture picture(load, axis);
  std::string out = picture.labels() +
                    "<svg viewBox=\"0 0 1440 1000\" preserveAspectRatio=\"none\" role=\"img\">"
                    "<title>At most " +
                    grouped(load.most()) +
                    " a minute</title><use href=\"#g\" transform=\"scale(1 100)\"/>" +
                    picture.lines();
  for (std::size_t place = load.queues().size(); place-- > 0;) out += picture.bars(place);
  return out + picture.dots(named) + "</svg>";
}

}  // namespace sidetick
