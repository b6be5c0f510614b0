#include "cli/options/values.h"

#include <array>
#include <charconv>
#include <string_view>

#include "core/error.h"
#include "core/schedule/schedule.h"
#include "core/text/quote.h"
#include "core/time/duration.h"

namespace sidetick {

namespace {

template <typename Value>
struct Choice {
  std::string_view name;
  Value value;
};

template <typename Value, std::size_t N>
Value choose(const char* option, const std::string& text,
             const std::array<Choice<Value>, N>& choices) {
  if (text.empty()) return choices[0].value;
  std::string names;
  for (const Choice<Value>& choice : choices) {
    if (choice.name == text) return choice.value;
    if (!names.empty()) names += &choice == &choices.back() ? " or " : ", ";
    names += choice.name;
  }
  fail_usage(std::string(option) + " " + quote(text) + ": is not " + names);
}

Milliseconds read_deadline(const std::string& text) {
  const auto duration = parse_duration(text);
  if (duration && *duration >= Milliseconds{10} && *duration <= std::chrono::hours{1}) {
    return *duration;
  }
  fail_usage("--deadline " + quote(text) +
             ": is not a duration from 10ms to 1h: write 25s or 1m30s");
}

/// What it excludes: a pass at an instant that is not the present would come again and again.
Milliseconds read_linger(const std::string& text, const Options& options) {
  if (!options.now.empty())
    fail_usage("--for and --now exclude each other: each pass is by the clock");
  if (options.dry_run)
    fail_usage("--for and --dry-run exclude each other: a rehearsal is of one run");
  const auto duration = parse_duration(text);
  if (duration && *duration >= Seconds{1} && *duration <= std::chrono::hours{24}) return *duration;
  fail_usage("--for " + quote(text) + ": is not a duration from 1s to 24h: write 59s or 1h");
}

Seconds read_max_lag(const std::string& text) {
  const auto duration = parse_duration(text);
  if (duration && *duration >= Seconds{1} && *duration <= date::days{365}) {
    return date::floor<Seconds>(*duration);
  }
  fail_usage("--max-lag " + quote(text) + ": is not a duration from 1s to 365d: write 5m or 1h30m");
}

unsigned read_number(const char* option, const std::string& text, unsigned most) {
  unsigned number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc{} && stop == end && number >= 1 && number <= most) return number;
  fail_usage(std::string(option) + " " + quote(text) + ": is not a number from 1 to " +
             std::to_string(most));
}

void check_queue(const std::string& queue) {
  if (queue.empty() || is_queue_name(queue)) return;
  fail_usage("--queue " + quote(queue) + ": has a space or a control character");
}

constexpr std::array log_formats{Choice<LogFormat>{"text", LogFormat::text},
                                 Choice<LogFormat>{"logfmt", LogFormat::logfmt},
                                 Choice<LogFormat>{"json", LogFormat::json}};
constexpr std::array colours{Choice<Colour>{"auto", Colour::automatic},
                             Choice<Colour>{"always", Colour::always},
                             Choice<Colour>{"never", Colour::never}};
constexpr std::array output_formats{Choice<OutputFormat>{"text", OutputFormat::text},
                                    Choice<OutputFormat>{"json", OutputFormat::json}};
constexpr std::array check_formats{Choice<OutputFormat>{"text", OutputFormat::text},
                                   Choice<OutputFormat>{"json", OutputFormat::json},
                                   Choice<OutputFormat>{"github", OutputFormat::github},
                                   Choice<OutputFormat>{"gitlab", OutputFormat::gitlab},
                                   Choice<OutputFormat>{"sarif", OutputFormat::sarif}};
constexpr std::array next_formats{Choice<OutputFormat>{"text", OutputFormat::text},
                                  Choice<OutputFormat>{"json", OutputFormat::json},
                                  Choice<OutputFormat>{"html", OutputFormat::html}};
constexpr std::array diff_formats{Choice<OutputFormat>{"text", OutputFormat::text},
                                  Choice<OutputFormat>{"markdown", OutputFormat::markdown},
                                  Choice<OutputFormat>{"json", OutputFormat::json}};
constexpr std::array status_formats{Choice<OutputFormat>{"text", OutputFormat::text},
                                    Choice<OutputFormat>{"json", OutputFormat::json},
                                    Choice<OutputFormat>{"openmetrics", OutputFormat::openmetrics}};

OutputFormat read_format(const std::string& command, const std::string& text) {
  if (command == "check") return choose("--format", text, check_formats);
  if (command == "next") return choose("--format", text, next_formats);
  if (command == "diff") return choose("--format", text, diff_formats);
  if (command == "status") return choose("--format", text, status_formats);
  return choose("--format", text, output_formats);
}

}  // namespace

void fail_usage(const std::string& message) {
  throw Error(Exit::usage, message);
}

void read_values(const Typed& typed, Options& options) {
  if (typed.quiet && typed.verbose) fail_usage("-q and -v exclude each other");
  if (typed.quiet) options.verbosity = Verbosity::quiet;
  if (typed.verbose) options.verbosity = Verbosity::verbose;
  options.log = choose("--log", typed.log, log_formats);
  options.colour = choose("--color", typed.colour, colours);
  options.format = read_format(options.command, typed.format);
  if (!typed.deadline.empty()) options.deadline = read_deadline(typed.deadline);
  options.written_deadline = typed.deadline;
  if (!typed.linger.empty()) options.linger = read_linger(typed.linger, options);
  if (!typed.max_lag.empty()) options.max_lag = read_max_lag(typed.max_lag);
  if (options.max_lag && options.format == OutputFormat::openmetrics) {
    fail_usage(
        "--max-lag and --format openmetrics exclude each other: the lag is one of the metrics");
  }
  if (!typed.count.empty()) options.count = read_number("--count", typed.count, 1'000'000);
  if (!typed.rate.empty()) options.rate = read_number("--rate", typed.rate, 1'000'000);
  if (!typed.limit.empty()) options.limit = read_number("--limit", typed.limit, 1'000'000'000);
  check_queue(options.queue);
}

}  // namespace sidetick
