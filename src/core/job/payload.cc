#include "core/job/payload.h"

#include "core/job/active_job.h"
#include "core/job/placeholders.h"
#include "core/text/hash.h"
#include "core/text/json.h"
#include "core/text/number.h"

namespace sidetick {

namespace {

/// What most payloads fit in: growing step by step would copy each a few times.
constexpr std::size_t usual_size = 320;

/// The arguments with {"scheduled_at": …} at their end, as exq-scheduler appends it.
std::string args_with_metadata(const std::string& args, Instant tick) {
  std::string out = args.substr(0, args.size() - 1);
  if (out.size() > 1) out += ',';
  out += "{\"scheduled_at\":" + float_seconds(tick) + "}]";
  return out;
}

std::string job_args(const Schedule& schedule, Instant tick) {
  const JobSpec& job = schedule.job;
  std::string args = job.has_placeholders ? render_template(schedule, tick) : job.args;
  return job.include_metadata ? args_with_metadata(args, tick) : args;
}

/// "2026-03-29T01:00:02.250000000Z": nine digits, as ActiveJob writes them.
std::string iso_nanoseconds(ClockTime moment) {
  const auto seconds = date::floor<Seconds>(moment);
  std::string out = format_instant(seconds);
  out.back() = '.';
  return out + std::to_string(1'000'000 + (moment - seconds).count()).substr(1) + "000Z";
}

/// Class and arguments, as they are or in ActiveJob's wrapping.
void append_work(std::string& out, const JobSpec& job, const std::string& args,
                 std::string_view jid, ClockTime enqueued_at) {
  if (!job.active_job) {
    append_string_member(out, "class", job.class_name);
    append_member(out, "args", args);
    return;
  }
  append_string_member(out, "class", active_job_wrapper);
  append_string_member(out, "wrapped", job.class_name);
  append_member(out, "args", active_job_args(job, args, jid, iso_nanoseconds(enqueued_at)));
}

}  // namespace

std::string float_seconds(ClockTime moment) {
  const auto seconds = date::floor<Seconds>(moment);
  std::string out;
  out.reserve(20);
  append_decimal(out, seconds.time_since_epoch().count());
  out += '.';
  append_decimal(out, (moment - seconds).count(), 6);
  const auto last = out.find_last_not_of('0');
  out.resize(out[last] == '.' ? last + 2 : last + 1);
  return out;
}

std::string job_id(std::string_view key_namespace, std::string_view schedule, Instant tick) {
  std::string text;
  text.reserve(key_namespace.size() + schedule.size() + 24);
  text += key_namespace;
  text += '\0';
  text += schedule;
  text += '\0';
  append_decimal(text, tick.time_since_epoch().count());
  std::string id = hash128_hex(text);
  id.resize(24);
  return id;
}

std::string job_payload(const Schedule& schedule, Instant tick, std::string_view jid,
                        ClockTime enqueued_at) {
  const JobSpec& job = schedule.job;
  const std::string time = float_seconds(enqueued_at);
  std::string out = "{";
  out.reserve(usual_size);
  append_work(out, job, job_args(schedule, tick), jid, enqueued_at);
  append_string_member(out, "queue", job.queue);
  append_member(out, "retry", job.retry);
  for (const auto& [key, json] : job.extra) append_member(out, key, json);
  append_string_member(out, "jid", jid);
  append_member(out, "created_at", time);
  append_member(out, "enqueued_at", time);
  out += '}';
  return out;
}

}  // namespace sidetick
