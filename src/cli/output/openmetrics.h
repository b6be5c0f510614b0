// What `status --format openmetrics` prints: gauges, for the textfile collector of node_exporter.
//
// Source:  Prometheus' text format 0.0.4 and OpenMetrics 1.0, of both of which it is: gauges alone,
//          HELP and TYPE, no UNIT, no timestamps, `# EOF` at the end.
// Units:   seconds; instants are seconds since the epoch. What is not known has no line.
#pragma once

#include <string>
#include <vector>

#include "core/admin/queue_depth.h"
#include "core/admin/status.h"

namespace sidetick {

std::string openmetrics_text(const StatusRequest& request, const Status& status,
                             const std::vector<QueueDepth>& depths);

/// When Redis has not answered: that alone.
std::string openmetrics_down();

}  // namespace sidetick
