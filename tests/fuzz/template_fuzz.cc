// Templates: refused in one line, or rendered to JSON of the same shape.
//
// Input:   the first byte chooses the schedule; the rest is the arguments when it is JSON, else the
//          text of the one argument.
#include "core/job/placeholders.h"

#include <nlohmann/json.hpp>

#include "expect.h"
#include "support/schedules.h"

using namespace sidetick;
using fuzz::expect;
using nlohmann::json;

namespace {

std::vector<Schedule> made_schedules() {
  std::vector<Schedule> schedules{
      test::cron_schedule("a", "0 9 * * *"), test::cron_schedule("\"b\\{\x01", "* * * * *"),
      test::cron_schedule("c", "0 0 29 2 *"), test::cron_schedule("d", "* * * * *")};
  schedules[1].timing = Every{std::chrono::minutes{45}, Instant{}};
  schedules[3].timing = At{test::at("2026-12-31 23:59")};
  return schedules;
}

/// As the configuration hands them over: a JSON array, compact. Nothing when it is not UTF-8.
std::optional<json> arguments(std::string_view bytes) {
  const json parsed = json::parse(bytes, nullptr, false);
  if (parsed.is_array()) return parsed;
  const json text = json::array({std::string(bytes)});
  try {
    static_cast<void>(text.dump());
  } catch (const json::type_error&) {
    return std::nullopt;
  }
  return text;
}

/// The same but for what strings say.
bool same_shape(const json& a, const json& b) {
  if (a.is_string() || b.is_string()) return a.is_string() && b.is_string();
  if (!a.is_structured()) return a == b;
  if (a.type() != b.type() || a.size() != b.size()) return false;
  for (auto x = a.begin(), y = b.begin(); x != a.end(); ++x, ++y) {
    if (a.is_object() && x.key() != y.key()) return false;
    if (!same_shape(*x, *y)) return false;
  }
  return true;
}

void expect_rendered(const Schedule& schedule, const json& args, Instant tick) {
  const std::string rendered = render_template(schedule, tick);
  const json read = json::parse(rendered, nullptr, false);
  expect(!read.is_discarded(), "what is rendered is JSON", rendered);
  expect(same_shape(read, args), "of the same shape", rendered);
  const bool plain = schedule.job.args.find_first_of("{}") == std::string::npos;
  expect(!plain || rendered == schedule.job.args, "without braces nothing changes", rendered);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) try {
  static const std::vector<Schedule> schedules = made_schedules();
  auto bytes = fuzz::as_text(data, size);
  Schedule schedule = schedules[fuzz::take_byte(bytes) % schedules.size()];
  const auto args = arguments(bytes);
  if (!args) return 0;
  schedule.job.args = args->dump();
  if (const auto problem = template_problem(schedule.job.args, schedule.timing)) {
    fuzz::expect_message(*problem);
    expect(problem->starts_with("template \""), "a problem quotes the template", *problem);
    return 0;
  }
  expect_rendered(schedule, *args, test::at("2026-12-31 23:59"));
  expect_rendered(schedule, *args, earliest_instant);
  expect_rendered(schedule, *args, latest_instant);
  return 0;
} catch (const std::exception& error) {
  expect(false, "nothing is thrown", error.what());
  return 0;
}
