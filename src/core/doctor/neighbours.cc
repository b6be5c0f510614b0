#include "core/doctor/neighbours.h"

#include <map>

#include "core/enqueue/run_plans.h"
#include "core/plan/cursor.h"
#include "core/plan/neighbours.h"
#include "core/redis/expect.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/text/shell_word.h"

namespace sidetick {

namespace {

constexpr const char* neighbours_check = "neighbours";

/// So many names are told; the others are counted.
constexpr std::size_t most_named = 5;

std::map<std::string, Cursor> read_cursors(const Command& command, const Reply& reply) {
  std::map<std::string, Cursor> cursors;
  if (reply.is_error("WRONGTYPE")) return cursors;
  const auto& parts = expect_array(command, reply);
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    const auto cursor = parse_cursor(parts[i + 1].text);
    if (cursor && parts[i].text != tombstone) cursors.emplace(parts[i].text, *cursor);
  }
  return cursors;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most_named; ++i) {
    text += (i > 0 ? ", " : "") + quote(names[i]);
  }
  if (names.size() <= most_named) return text;
  return text + " and " + std::to_string(names.size() - most_named) + " more";
}

class Look {
 public:
  Look(const DoctorRequest& request, std::map<std::string, Cursor> cursors)
      : request_(request), cursors_(std::move(cursors)) {}

  Findings run() {
    for (const auto& [name, cursor] : cursors_) {
      if (neighbours_.has(name) || cursor.forgotten) continue;
      if (find_renamed(name, cursor)) continue;
      if (!cursor.gone && !neighbours_.has_left(name, cursor.with)) strangers_.push_back(name);
    }
    if (!strangers_.empty()) add_strangers();
    if (findings_.all().empty()) findings_.ok(neighbours_check, "no other file in this namespace");
    return std::move(findings_);
  }

 private:
  /// True when a schedule that is new to this Redis has the ticks of `name`, and the job as far as
  /// the cursor tells.
  bool find_renamed(const std::string& name, const Cursor& cursor) {
    for (std::size_t i = 0; i < request_.schedules.size(); ++i) {
      const Schedule& schedule = request_.schedules[i];
      const Fingerprint& own = fingerprints_[i];
      const bool same_page = cursor.page == own.page || (cursor.gone && cursor.page == unpublished);
      if (cursors_.contains(schedule.name) || cursor.form != own.form || !same_page) continue;
      findings_.warn(neighbours_check,
                     "schedule " + json_string(schedule.name) + ": looks like " + quote(name) +
                         " under another name: to Redis it is another schedule, which begins anew",
                     "see that no host has the old file, and backfill what is missed in between");
      return true;
    }
    return false;
  }

  void add_strangers() {
    const bool one = strangers_.size() == 1;
    findings_.warn(neighbours_check,
                   "another file has been run in this namespace, with " + listed(strangers_) +
                       ", which this file does not have",
                   "give each application a scheduler_prefix of its own; or, where " +
                       std::string(one ? "it is" : "they are") +
                       " in no file any more: " + request_.program + " forget -- " +
                       shell_word(strangers_.front()) + (one ? "" : " ..."));
  }

  const DoctorRequest& request_;
  const std::map<std::string, Cursor> cursors_;
  const Neighbours neighbours_{request_.names_in_file};
  const std::vector<Fingerprint> fingerprints_ = make_fingerprints(request_.schedules);
  std::vector<std::string> strangers_;
  Findings findings_;
};

}  // namespace

Findings look_at_neighbours(Redis& redis, const DoctorRequest& request) {
  const Command command = {"HGETALL", request.access.keys.cursors()};
  const auto replies = ask_allowed(redis, request.access, {command});
  return Look(request, read_cursors(command, replies.at(0))).run();
}

}  // namespace sidetick
