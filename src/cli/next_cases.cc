#include "cli/next_cases.h"
#include "cli/options/time.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "cli/options/options.h"
#include "core/error.h"
#include "core/schedule/ticks.h"
#include "core/text/json.h"
#include "io/host/zone_file.h"

namespace sidetick {

namespace {

using nlohmann::json;

struct Case {
  Timing timing;
  std::shared_ptr<const Zone> zone;
  Instant from;
  std::optional<Instant> to;
  std::optional<unsigned> count;
};

json parse_object(const std::string& line) {
  try {
    json object = json::parse(line);
    if (object.is_object()) return object;
  } catch (const json::parse_error& error) {
    throw std::invalid_argument("not JSON: wrong at byte " + std::to_string(error.byte));
  }
  throw std::invalid_argument("not a JSON object");
}

/// "" when there is none.
std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return "";
  if (!found->is_string()) throw std::invalid_argument("\"" + std::string(key) + "\" is no text");
  return found->get<std::string>();
}

/// The name of a schedule, which only an H in the expression asks for.
CronExpr parse_cron(const json& object, const std::string& cron) {
  const std::string name = text_of(object, "name");
  return object.contains("name") ? CronExpr::parse(cron, name) : CronExpr::parse(cron);
}

std::optional<unsigned> count_of(const json& object) {
  const auto found = object.find("count");
  if (found == object.end() || found->is_null()) return std::nullopt;
  if (!found->is_number_unsigned() || found->get<std::uint64_t>() > 1000000) {
    throw std::invalid_argument("\"count\" " + found->dump() + " is not a number in 0-1000000");
  }
  return found->get<unsigned>();
}

Case read_case(const std::string& line, Instant now) {
  const json object = parse_object(line);
  const std::string cron = text_of(object, "cron");
  if (!object.contains("cron")) throw std::invalid_argument("\"cron\" is missing");
  CronExpr expr = parse_cron(object, cron);
  const std::string given_zone = text_of(object, "zone");
  const std::string named = expr.zone_name().empty() ? given_zone : expr.zone_name();
  Case read{std::move(expr), named.empty() ? Zone::utc() : find_zone(named), now, {}, {}};
  const std::string from = text_of(object, "from"), to = text_of(object, "to");
  if (!from.empty()) read.from = parse_time_option("from", from, *read.zone, now);
  if (!to.empty()) read.to = parse_time_option("to", to, *read.zone, now);
  read.count = count_of(object);
  if (!read.to && !read.count) read.count = 10;
  return read;
}

std::string ticks_json(const Case& one) {
  std::string text = "{\"ticks\":[";
  Ticks ticks(one.timing, *one.zone, one.from);
  for (unsigned i = 0; !one.count || i < *one.count; ++i) {
    const auto tick = ticks.next();
    if (!tick || (one.to && *tick > *one.to)) break;
    text += i == 0 ? "\"" : ",\"";
    text += format_instant(*tick);
    text += '"';
  }
  return text + "]}";
}

}  // namespace

std::string answer_case(const std::string& line, Instant now) {
  try {
    return ticks_json(read_case(line, now));
  } catch (const std::exception& error) {
    return "{\"error\":" + json_string(error.what()) + "}";
  }
}

}  // namespace sidetick
