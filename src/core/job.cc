#include "core/job.h"

#include "core/active_job.h"
#include "core/hash.h"
#include "core/json_text.h"
#include "core/template.h"

namespace sidetick {

namespace {

void append_field(std::string& out, std::string_view key, std::string_view json) {
  append_json_string(out, key);
  out += ':';
  out += json;
  out += ',';
}

/// The arguments with {"scheduled_at": …} at their end, as exq-scheduler appends it.
std::string args_with_metadata(const std::string& args, Instant tick) {
  std::string out = args.substr(0, args.size() - 1);
  if (out.size() > 1) out += ',';
  out += "{\"scheduled_at\":" + float_seconds(tick) + "}]";
  return out;
}

std::string job_args(const Schedule& schedule, Instant tick) {
  const JobSpec& job = schedule.job;
  std::string args = job.template_args ? render_template(schedule, tick) : job.args;
  return job.include_metadata ? args_with_metadata(args, tick) : args;
}

/// "2026-03-29T01:00:02.250000000Z": nine digits, as ActiveJob writes them.
std::string iso_nanoseconds(Moment moment) {
  const auto seconds = date::floor<Seconds>(moment);
  std::string out = format_instant(seconds);
  out.back() = '.';
  return out + std::to_string(1'000'000 + (moment - seconds).count()).substr(1) + "000Z";
}

/// Class and arguments, as they are or in ActiveJob's wrapping.
void append_work(std::string& out, const JobSpec& job, std::string args, std::string_view jid,
                 Moment enqueued_at) {
  append_field(out, "class",
               json_string(job.active_job ? active_job_wrapper : std::string_view(job.class_name)));
  if (job.active_job) {
    append_field(out, "wrapped", json_string(job.class_name));
    args = active_job_args(job, args, jid, iso_nanoseconds(enqueued_at));
  }
  append_field(out, "args", args);
}

}  // namespace

std::string float_seconds(Moment moment) {
  auto seconds = date::floor<Seconds>(moment);
  std::string fraction = std::to_string(1'000'000 + (moment - seconds).count()).substr(1);
  while (fraction.size() > 1 && fraction.back() == '0') fraction.pop_back();
  return std::to_string(seconds.time_since_epoch().count()) + "." + fraction;
}

std::string job_id(std::string_view key_namespace, std::string_view schedule, Instant tick) {
  std::string text(key_namespace);
  text += '\0';
  text += schedule;
  text += '\0';
  text += std::to_string(tick.time_since_epoch().count());
  return hash128_hex(text).substr(0, 24);
}

std::string job_payload(const Schedule& schedule, Instant tick, std::string_view jid,
                        Moment enqueued_at) {
  const JobSpec& job = schedule.job;
  const std::string time = float_seconds(enqueued_at);
  std::string out = "{";
  append_work(out, job, job_args(schedule, tick), jid, enqueued_at);
  append_field(out, "queue", json_string(job.queue));
  append_field(out, "retry", job.retry);
  for (const auto& [key, value] : job.extra) append_field(out, key, value);
  append_field(out, "jid", json_string(jid));
  append_field(out, "created_at", time);
  append_field(out, "enqueued_at", time);
  out.back() = '}';
  return out;
}

}  // namespace sidetick
