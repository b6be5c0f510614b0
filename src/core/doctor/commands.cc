#include "core/doctor/commands.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "core/doctor/needs.h"
#include "core/fault.h"
#include "core/redis/error_reply.h"
#include "core/text/json.h"
#include "core/text/quote.h"

namespace sidetick {

namespace {

constexpr const char* commands_check = "commands";

struct Refusal {
  Need need;
  ReplyMeaning meaning;
  std::string missing;  ///< the rule of the ACL, or the command
};

bool is_status(const Reply& reply, std::string_view text) {
  return reply.type == Reply::Type::status && reply.text == text;
}

std::string shown(const Reply& reply) {
  if (reply.is_integer()) return std::to_string(reply.integer);
  return reply.is_array() ? "an array" : quote(reply.text);
}

std::vector<Command> commands_of(const std::vector<Need>& needs) {
  std::vector<Command> commands;
  commands.reserve(needs.size());
  for (const auto& need : needs) commands.push_back(need.command);
  return commands;
}

class Trial {
 public:
  explicit Trial(const DoctorRequest& request) : request_(request) {}

  Findings run() {
    redis_ = request_.connect();
    try_reads();
    try_empty_transaction();
    if (!is_over_) try_writes();
    return findings();
  }

 private:
  void try_reads() {
    const auto needs = read_needs(request_);
    const auto commands = commands_of(needs);
    const auto replies = redis_->exchange(commands);
    for (std::size_t i = 0; i < needs.size(); ++i) {
      judge(needs[i], replies.at(i));
      const auto& name = commands[i][0];
      const bool can_queue = name == "TYPE" || name == "TIME" || name == "HMGET";
      if (!canary_ && can_queue && !replies[i].is_error()) canary_ = commands[i];
    }
  }

  Reply ask(const Command& command) { return redis_->exchange({command}).at(0); }

  /// True when MULTI said OK.
  bool open() {
    const Need multi{{"MULTI"}};
    const Reply reply = ask(multi.command);
    if (is_status(reply, "OK")) return true;
    judge(multi, reply);
    if (!reply.is_error()) not_a_transaction(multi.command, reply, "OK");
    findings_.skip(commands_check, "what writes, since MULTI is refused");
    return false;
  }

  /// EXEC that is refused leaves the transaction open, so that its connection is not used any more.
  void try_empty_transaction() {
    if (is_over_) return;
    if (!open()) {
      is_over_ = true;
      return;
    }
    const Need exec{{"EXEC"}};
    const Reply reply = ask(exec.command);
    judge(exec, reply);
    if (reply.is_error()) redis_ = request_.connect();
  }

  void try_writes() {
    if (!canary_) return findings_.skip(commands_check, "what writes, since no read is allowed");
    // On a connection that was not used yet nothing but reads may be sent.
    if (is_fresh()) ask(*canary_);
    if (!open()) return;
    queue_all();
    if (is_broken_) return;
    const Need discard{{"DISCARD"}};
    judge(discard, ask(discard.command));
  }

  /// Behind a read that has to be queued indeed, not refused.
  void queue_all() {
    if (!is_queued({*canary_}, ask(*canary_))) {
      if (!is_over_) findings_.skip(commands_check, "what writes, since a read is not queued");
      return;
    }
    for (const auto& portion : write_needs(request_)) {
      if (!queue(portion)) return;
    }
  }

  /// False once a reply is neither QUEUED nor an error, or the server takes nothing for now.
  bool queue(const std::vector<Need>& portion) {
    const auto replies = redis_->exchange(commands_of(portion));
    for (std::size_t i = 0; i < portion.size(); ++i) {
      const bool goes_on = is_queued(portion[i], replies.at(i)) || replies[i].is_error();
      if (!goes_on || is_over_) return false;
    }
    return true;
  }

  bool is_fresh() const { return std::ranges::any_of(refusals_, is_exec); }
  static bool is_exec(const Refusal& refusal) { return refusal.need.command[0] == "EXEC"; }

  bool is_queued(const Need& need, const Reply& reply) {
    if (is_status(reply, "QUEUED")) return true;
    judge(need, reply);
    if (!reply.is_error()) {
      is_broken_ = true;
      not_a_transaction(need.command, reply, "QUEUED");
    }
    return false;
  }

  void not_a_transaction(const Command& command, const Reply& reply, const char* wanted) {
    findings_.fail(commands_check, Exit::refused,
                   describe(command) + ": was answered with " + shown(reply) + ", not " + wanted +
                       ": what stands before Redis knows no transactions",
                   "connect to Redis itself, not to a proxy");
  }

  /// What a server in trouble says, it says to every command: then the trial is over.
  void judge(const Need& need, const Reply& reply) {
    if (!reply.is_error() || reply.is_error("WRONGTYPE")) return;
    auto meaning = meaning_of(need.command, reply);
    const std::string rule = request_.access.missing_rule(need.command, reply);
    const bool about_command = rule.empty() || rule[0] == '+';
    if (!need.own_key && !about_command) return;
    is_over_ = is_over_ || meaning.exit == Exit::temporary;
    const std::string missing = rule.empty() ? need.command[0] : rule;
    const bool is_known = !said_.emplace(missing, need.is_for_run()).second;
    if (is_known) return;
    if (!rule.empty()) add_once(rules_, rule);
    refusals_.push_back({need, std::move(meaning), missing});
  }

  Findings findings() {
    Findings all;
    const std::string line = request_.access.line(rules_);
    for (const auto& [need, meaning, missing] : refusals_) {
      const bool is_acl = meaning.text.find("NOPERM") != std::string::npos;
      if (need.is_for_run()) {
        all.fail(commands_check, meaning.exit, meaning.text, is_acl ? line : "");
      } else if (!said_.contains({missing, true})) {
        all.warn(commands_check, meaning.text + ": " + need.without, is_acl ? line : "");
      }
    }
    all.append(std::move(findings_));
    if (all.all().empty()) all.ok(commands_check, "all that sidetick sends is taken");
    return all;
  }

  const DoctorRequest& request_;
  std::unique_ptr<Redis> redis_;
  std::optional<Command> canary_;  // a read that is allowed: what is queued first
  std::vector<Refusal> refusals_;
  std::vector<std::string> rules_;
  std::set<std::pair<std::string, bool>> said_;  // what is missing, and whether a run needs it
  Findings findings_;
  bool is_over_ = false;    // the server takes nothing for now
  bool is_broken_ = false;  // the connection is in no known state
};

}  // namespace

Findings look_at_commands(const DoctorRequest& request) {
  return Trial(request).run();
}

}  // namespace sidetick
