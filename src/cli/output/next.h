// How `next` shows ticks: a line each for people, one JSON array for programs.
//
// Source:  sidetick(1).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/options/options.h"
#include "core/schedule/tick_stream.h"

namespace sidetick {

/// What is shown of each tick of a schedule.
struct TickLabel {
  std::string schedule;  ///< "" for an expression of the command line
  bool enabled;
  std::shared_ptr<const Zone> zone;
};

/// Writes to standard output as it goes: there may be millions.
class TickOutput {
 public:
  TickOutput(OutputFormat format, std::vector<TickLabel> labels);

  void add(const ScheduledTick& tick);
  /// Ends the document.
  void finish();
  bool empty() const { return empty_; }

 private:
  std::string line(Instant tick, const TickLabel& label) const;
  std::string element(Instant tick, const TickLabel& label) const;

  OutputFormat format_;
  std::vector<TickLabel> labels_;
  std::size_t zone_width_ = 0;
  bool empty_ = true;
};

}  // namespace sidetick
