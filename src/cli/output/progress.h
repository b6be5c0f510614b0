// Tells how far a long command has come: a bar on a terminal, a line a minute elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>

#include "cli/options/options.h"
#include "cli/output/progress_text.h"
#include "io/host/report.h"

namespace sidetick {

class Progress {
 public:
  /// `count_left`: as for ProgressPace.
  Progress(const Options& options, const Report& report,
           std::function<std::optional<std::size_t>()> count_left);
  /// Takes the bar away.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// To be called often: it costs a look at the clock.
  void update(std::size_t done);

  /// Takes the bar away until the next update, for something else to be printed.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  enum class Style { none, bar, lines };

  void draw(const std::string& bar);

  const Report& report_;
  Style style_;
  ProgressPace pace_;
  Clock::time_point begin_ = Clock::now();
  bool drawn_ = false;
};

}  // namespace sidetick
