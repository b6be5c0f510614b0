#include "cli/output/html/lists.h"
#include "cli/output/html/text.h"

namespace sidetick {

namespace {

constexpr std::size_t names_shown = 4;

/// "report, digest (60) and 12 more": what has jobs in the minute that begins at `minute`.
std::string names_at(const std::vector<PageRow>& rows, Instant minute) {
  std::string out;
  std::size_t names = 0;
  for (const PageRow& row : rows) {
    const std::size_t jobs =
        row.enabled ? row.ticks.count_in(minute, minute + std::chrono::minutes{1}) : 0;
    if (jobs == 0 || ++names > names_shown) continue;
    if (names > 1) out += ", ";
    out += html_name(row.name) + (jobs == 1 ? "" : " (" + grouped(jobs) + ")");
  }
  if (names > names_shown) out += " and " + grouped(names - names_shown) + " more";
  return out;
}

}  // namespace

std::string queue_list(const Load& load) {
  std::string out = "<ul class=\"queues\">";
  for (std::size_t i = 0; i < load.queues().size(); ++i) {
    const QueueLoad& each = load.queues()[i];
    out += "<li><i class=\"q" + std::to_string(i) + "\"></i><span class=\"n\">" +
           html_name(each.queue) + "</span> <small>" + grouped(each.jobs, "job") + ", at most " +
           grouped(each.most) + " a minute</small></li>";
  }
  return out + "</ul>\n";
}

std::string busiest_list(const std::vector<PageRow>& rows, const Axis& axis, const Load& load,
                         const std::vector<std::size_t>& named) {
  if (named.empty()) return "<p>Nothing is enqueued.</p>\n";
  const std::string noun = is_expression(rows) ? "tick" : "job";
  std::string out = "<ol class=\"busiest\">";
  for (const std::size_t index : named) {
    const Instant minute = load.minute(index);
    out += "<li><b>" + axis.clock(minute) + "</b> <span class=\"j\">" +
           grouped(jobs_of(load[index]), noun) + "</span> <span>" +
           (is_expression(rows) ? "" : names_at(rows, minute)) + "</span></li>\n";
  }
  out += "</ol>\n";
  if (const std::size_t equal = load.equally_busy(); equal > named.size()) {
    out += "<p class=\"dim\">" + grouped(equal) + " minutes have " + grouped(load.most(), noun) +
           "; these are the first of them.</p>\n";
  }
  return out;
}

}  // namespace sidetick
