// Fills an ImportedSchedule: what the readers of all programs have in common.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/import/imported_schedule.h"

namespace sidetick {

class ScheduleBuilder {
 public:
  ScheduleBuilder(std::string name, const ImportContext& context);

  void note(const std::string& text) { schedule_.notes.push_back(text); }
  /// It is left out; the first reason is kept.
  void leave_out(const std::string& reason);

  void set(const std::string& key, const std::string& toml);
  /// Leaves the schedule out when TOML cannot hold the value.
  void set_json(const std::string& key, const nlohmann::json& value);
  void set_string(const std::string& key, std::string_view text);

  /// cron, every or at, translated by `translate`, with the zone and what daylight saving does.
  /// `key` is the other program's, for the reason.
  void set_time(const std::string& key, const std::string& text,
                Translated (*translate)(std::string_view));

  /// true, false or a number of retries.
  void set_retry(const nlohmann::json& value);
  /// Further keys of the payload: those that sidetick sets itself are left out with a note.
  void set_job(const nlohmann::json& keys);

  ImportedSchedule take() { return std::move(schedule_); }

 private:
  void add_dst_note(const Translated& time);
  void add_rate_note(const Translated& time);

  ImportedSchedule schedule_;
  const ImportContext& context_;
};

/// `value` under its key for notes: `queue 5`, cut when it is long.
std::string described(const std::string& key, const nlohmann::json& value);

}  // namespace sidetick
