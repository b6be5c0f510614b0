#include "core/why/job_record.h"

#include <nlohmann/json.hpp>

#include "core/text/untrusted_json.h"

namespace sidetick {

namespace {

using nlohmann::json;

constexpr long long most_retries = 1'000'000'000;

std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<Instant> instant_of(double seconds) {
  const auto earliest = static_cast<double>(earliest_instant.time_since_epoch().count());
  const auto latest = static_cast<double>(latest_instant.time_since_epoch().count());
  if (!(seconds >= earliest && seconds <= latest)) return std::nullopt;
  return Instant{Seconds{static_cast<long long>(seconds)}};
}

/// Sidekiq counts the retries from 0 on, Exq, whose jobs have a "processor", from 1 on.
std::optional<long long> retry_of(const json& job) {
  const auto found = job.find("retry_count");
  if (found == job.end() || !found->is_number_integer()) return std::nullopt;
  const auto count = found->get<long long>();
  if (count < 0 || count > most_retries) return std::nullopt;
  return count + (job.contains("processor") ? 0 : 1);
}

std::string error_of(const json& job) {
  const std::string kind = text_of(job, "error_class");
  const std::string message = text_of(job, "error_message");
  return kind + (kind.empty() || message.empty() ? "" : ": ") + message;
}

std::optional<JobRecord> read_object(const json& job, std::string_view jid) {
  if (!job.is_object() || text_of(job, "jid") != jid) return std::nullopt;
  JobRecord record;
  record.queue = text_of(job, "queue");
  record.retry = retry_of(job);
  record.error = error_of(job);
  const auto backfill = job.find("backfill");
  record.is_backfill = backfill != job.end() && *backfill == true;
  return record;
}

/// Most jobs are others: they are not worth the parsing.
bool may_have(std::string_view text, std::string_view jid) {
  return text.find(jid) != std::string_view::npos;
}

}  // namespace

std::optional<JobRecord> read_job(std::string_view payload, std::string_view jid) {
  if (!may_have(payload, jid)) return std::nullopt;
  return read_object(parse_foreign_json(payload), jid);
}

std::optional<JobRecord> read_work(std::string_view text, std::string_view jid) {
  if (!may_have(text, jid)) return std::nullopt;
  const json work = parse_foreign_json(text);
  const auto payload = work.is_object() ? work.find("payload") : work.end();
  if (!work.is_object() || payload == work.end()) return std::nullopt;
  auto record = payload->is_string() ? read_job(payload->get_ref<const std::string&>(), jid)
                                     : read_object(*payload, jid);
  if (!record) return std::nullopt;
  record->place = JobPlace::working;
  const auto queue = text_of(work, "queue");
  if (!queue.empty()) record->queue = queue;
  const auto began = work.find("run_at");
  if (began != work.end() && began->is_number()) record->at = instant_of(began->get<double>());
  return record;
}

std::optional<Instant> parse_score(std::string_view text) {
  const auto number = json::parse(text, nullptr, false);
  if (!number.is_number()) return std::nullopt;
  return instant_of(number.get<double>());
}

}  // namespace sidetick
