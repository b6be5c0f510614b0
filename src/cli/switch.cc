// enable and disable: the switch that every host's runs obey.
//
// Order:   configuration -> names -> attempts over Redis -> what is said -> exit status.
// JSON:    [{"schedule":"report","enabled":false,"changed":true,"disabled_by":"redis"}], in the
//          order of the names; enabled: whether it fires from now on; changed: whether the switch
//          was the other way; disabled_by: "file", "redis" or null; passed: of what was switched on,
//          the ticks that passed while it was off, {"count","first","last","command"}, or null.
#include <algorithm>

#include "cli/commands.h"
#include "cli/loaded_config.h"
#include "cli/output/suggested_command.h"
#include "cli/output/tell.h"
#include "cli/output/ticks_text.h"
#include "cli/over_redis.h"
#include "core/admin/switches.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"
#include "io/host/clock.h"
#include "io/host/print.h"

namespace sidetick {

namespace {

class SwitchCommand {
 public:
  SwitchCommand(const Options& options, const Report& report, const Config& config, bool on)
      : options_(options),
        report_(report),
        config_(config),
        on_(on),
        names_(distinct(options.all ? config.schedule_names : options.names)) {}

  Exit run() {
    set();
    refuse_unknown();
    report_warnings();
    print_result();
    const bool stays_off = on_ && std::ranges::any_of(names_, [&](const std::string& name) {
                             return find_disabled(name).has_value();
                           });
    return stays_off || !config_.problems.empty() ? Exit::config : Exit::ok;
  }

 private:
  void set() {
    const auto& redis = config_.settings.redis;
    const SwitchRequest request{Keys(redis), names_, in_file_, on_};
    const Deadline deadline(time_limit(options_, redis));
    over_redis(redis, deadline, wait_with(Refusal::ends, report_), [&](Redis& connection) {
      return set_switches(connection, request, result_) ? AttemptResult::done
                                                        : AttemptResult::conflict;
    });
  }

  void refuse_unknown() const {
    if (result_.unknown.empty()) return;
    const auto known = known_names(config_, result_.in_redis);
    for (const auto& name : result_.unknown) {
      report_.error(unknown_name_text(options_.command, name) + did_you_mean_or_list(name, known));
    }
    throw Error(Exit::usage, options_.command + ": nothing was switched");
  }

  /// The place in the list of the schedule of this name, when the file disables it.
  std::optional<std::size_t> find_disabled(const std::string& name) const {
    for (std::size_t i = 0; i < config_.schedules.size(); ++i) {
      if (config_.schedules[i].name == name && !config_.schedules[i].enabled) return i;
    }
    return std::nullopt;
  }

  std::string place_text(std::size_t index) const {
    const auto& place = config_.places[index];
    return config_.files[place.file] + ":" + std::to_string(place.line);
  }

  void report_warnings() const {
    for (const auto& name : names_) {
      const std::string where = "schedule " + json_string(name) + ": ";
      if (result_.mended.contains(name)) {
        report_.warning(where + "its state in Redis could not be read: it is replaced");
      }
      if (!in_file_.contains(name)) {
        report_.warning(where + "is not in this configuration, only in Redis: it is switched " +
                        (on_ ? "on" : "off") + " there for whoever fires it");
      }
      if (const auto index = find_disabled(name)) report_disabled(where, place_text(*index));
    }
  }

  void report_disabled(std::string text, const std::string& place) const {
    text += on_ ? "stays off" : "was off before";
    text += ": it has enabled = false in the file, " + place;
    if (on_) {
      report_.error(text + ": change it there");
    } else {
      report_.notice(text);
    }
  }

  /// The ticks of `name` that passed while the switch was off, where they can be backfilled.
  std::optional<Skip> find_passed(const std::string& name) const {
    const auto schedule = std::ranges::find(config_.schedules, name, &Schedule::name);
    const auto cursor = result_.cursors.find(name);
    const bool switched = on_ && result_.changed.contains(name);
    if (!switched || cursor == result_.cursors.end()) return std::nullopt;
    if (schedule == config_.schedules.end() || !schedule->enabled) return std::nullopt;
    return passed_while_off(*schedule, cursor->second, skip_count_limit(names_.size()));
  }

  std::string backfill_of(const std::string& name, const Skip& passed) const {
    const SuggestedBackfill backfill{options_, config_.settings.history,
                                     date::floor<Seconds>(host_clock())};
    const auto& complete = result_.cursors.at(name).complete;
    return backfill.command(name, passed.first, passed.last, complete && passed.first < *complete);
  }

  void tell_passed(const std::string& name) const {
    const auto passed = find_passed(name);
    if (!passed) return;
    const std::string text = ticks_text(passed->count, passed->first, passed->last) + " of " +
                             quote_unless_word(name) + " passed while it was off; to enqueue";
    const std::string command = backfill_of(name, *passed);
    if (report_.has_events()) {
      report_.event({"passed", text + ": " + command, name});
    } else {
      print(text + ":\n  " + command + "\n");
    }
  }

  std::string passed_json(const std::string& name) const {
    const auto passed = find_passed(name);
    if (!passed) return "null";
    return "{\"count\":" + std::to_string(passed->count) + ",\"first\":\"" +
           format_instant(passed->first) + "\",\"last\":\"" + format_instant(passed->last) +
           "\",\"command\":" + json_string(backfill_of(name, *passed)) + "}";
  }

  std::string line(const std::string& name) const {
    const std::string done = on_ ? "enabled" : "disabled";
    return result_.changed.contains(name) ? done + " " + quote_unless_word(name)
                                          : quote_unless_word(name) + " is " + done + " already";
  }

  std::string element(const std::string& name) const {
    const bool in_file = find_disabled(name).has_value();
    const char* by = !on_ ? "\"redis\"" : in_file ? "\"file\"" : "null";
    return "{\"schedule\":" + json_string(name) +
           ",\"enabled\":" + (on_ && !in_file ? "true" : "false") +
           ",\"changed\":" + (result_.changed.contains(name) ? "true" : "false") +
           ",\"disabled_by\":" + by + ",\"passed\":" + passed_json(name) + "}";
  }

  void print_result() const {
    std::string out;
    for (const auto& name : names_) {
      if (options_.format == OutputFormat::json) {
        out += (out.empty() ? "[" : ",\n ") + element(name);
      } else if (options_.verbosity != Verbosity::quiet && !(on_ && find_disabled(name))) {
        tell({on_ ? "enabled" : "disabled", line(name), name}, report_);
        tell_passed(name);
      }
    }
    if (options_.format == OutputFormat::json) out += "]\n";
    print(out);
  }

  const Options& options_;
  const Report& report_;
  const Config& config_;
  const bool on_;
  const std::set<std::string> in_file_{config_.schedule_names.begin(),
                                       config_.schedule_names.end()};
  const std::vector<std::string> names_;
  SwitchResult result_;
};

Exit switch_command(const Options& options, const Report& report, bool on) {
  if (options.names.empty() != options.all) {
    throw Error(Exit::usage,
                options.command + (options.all ? ": takes --all or names, not both"
                                               : ": names no schedule: name some, or give --all"));
  }
  const Config config = load_reported(options, report);
  if (config.unusable) return Exit::config;
  return SwitchCommand(options, report, config, on).run();
}

}  // namespace

Exit enable_command(const Options& options, const Report& report) {
  return switch_command(options, report, true);
}

Exit disable_command(const Options& options, const Report& report) {
  return switch_command(options, report, false);
}

}  // namespace sidetick
