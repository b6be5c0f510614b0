// All of CLI11 is in this file: it costs five seconds to compile.
#include "cli/options/parse.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <string_view>

#include "cli/options/command_names.h"
#include "cli/options/help.h"
#include "cli/options/values.h"
#include "core/error.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"

namespace sidetick {

namespace {

[[noreturn]] void fail(const std::string& message) {
  throw Error(Exit::usage, message);
}

std::string see_help(const Options& options) {
  return "see sidetick " + (options.command.empty() ? "" : options.command + " ") + "--help";
}

/// "--quiet" of "-q,--quiet".
std::string long_name(const std::string& names) {
  return names.substr(names.find(',') + 1);
}

/// CLI11 is to take what there is: how often an option is given, and with what, is judged here.
template <typename Judge>
CLI::Option* add(CLI::App& app, const std::string& names, Judge judge) {
  const auto callback = [judge](const CLI::results_t& typed) {
    judge(typed);
    return true;
  };
  return app.add_option(names, callback)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_flag(CLI::App& app, const std::string& names, bool& flag) {
  add(app, names, [&flag, name = long_name(names)](const CLI::results_t& typed) {
    for (const std::string& each : typed) {
      if (each != "true") fail(name + ": takes no value");
    }
    flag = true;
  })->expected(0);
}

template <typename Value>
void add_value(CLI::App& app, const std::string& names, Value& value) {
  add(app, names, [&value, name = long_name(names)](const CLI::results_t& typed) {
    if (typed.size() > 1) fail(name + ": is given more than once");
    value = typed.front();
  });
}

/// An argument takes all that follow, an option one each time.
void add_list(CLI::App& app, const std::string& names, std::vector<std::string>& values) {
  app.add_option(names, values)->allow_extra_args(names[0] != '-');
}

void declare_format(CLI::App& app, Typed& typed) {
  add_value(app, "--format", typed.format);
}

void declare_run(CLI::App& app, Options& options, Typed& typed) {
  add_value(app, "--now", options.now);
  add_flag(app, "--dry-run", options.dry_run);
  add_value(app, "--deadline", typed.deadline);
  add_list(app, "--only", options.names);
  declare_format(app, typed);
}

void declare_check(CLI::App& app, Options& options, Typed& typed) {
  add_list(app, "FILE", options.files);
  add_flag(app, "--strict", options.strict);
  declare_format(app, typed);
}

void declare_next(CLI::App& app, Options& options, Typed& typed) {
  add_list(app, "NAME", options.names);
  add_value(app, "--cron", options.cron);
  add_value(app, "--zone", options.zone);
  add_value(app, "--cases", options.cases);
  add_value(app, "--from", options.from);
  add_value(app, "--to", options.to);
  add_value(app, "-n,--count", typed.count);
  declare_format(app, typed);
}

void declare_backfill(CLI::App& app, Options& options, Typed& typed) {
  add_list(app, "NAME", options.names);
  add_value(app, "--from", options.from);
  add_value(app, "--to", options.to);
  add_value(app, "--zone", options.zone);
  add_flag(app, "--dry-run", options.dry_run);
  add_value(app, "--rate", typed.rate);
  add_value(app, "--limit", typed.limit);
  add_value(app, "--queue", options.queue);
  add_flag(app, "--force", options.force);
  add_flag(app, "--yes", options.yes);
  add_value(app, "--deadline", typed.deadline);
  declare_format(app, typed);
}

void declare_status(CLI::App& app, Options& options, Typed& typed) {
  add_list(app, "NAME", options.names);
  add_value(app, "--max-lag", typed.max_lag);
  add_value(app, "--now", options.now);
  add_value(app, "--deadline", typed.deadline);
  declare_format(app, typed);
  add_flag(app, "--wide", options.wide);
}

void declare_why(CLI::App& app, Options& options, Typed& typed) {
  add_value(app, "NAME", options.name);
  add_value(app, "T", options.tick);
  add_value(app, "--now", options.now);
  add_value(app, "--deadline", typed.deadline);
  declare_format(app, typed);
}

void declare_doctor(CLI::App& app, Options&, Typed& typed) {
  add_value(app, "--deadline", typed.deadline);
  declare_format(app, typed);
}

void declare_switch(CLI::App& app, Options& options, Typed& typed) {
  add_list(app, "NAME", options.names);
  add_flag(app, "--all", options.all);
  add_value(app, "--deadline", typed.deadline);
  declare_format(app, typed);
}

void declare_trigger(CLI::App& app, Options& options, Typed& typed) {
  add_list(app, "NAME", options.names);
  add_value(app, "--deadline", typed.deadline);
  declare_format(app, typed);
  add_value(app, "--queue", options.queue);
}

void declare_forget(CLI::App& app, Options& options, Typed& typed) {
  add_list(app, "NAME", options.names);
  add_flag(app, "--yes", options.yes);
  add_value(app, "--deadline", typed.deadline);
}

/// An empty --namespace stands for keys without one.
void declare_import(CLI::App& app, Options& options, Typed& typed) {
  add_value(app, "--from", options.program);
  add_value(app, "--namespace", options.key_namespace);
  add_list(app, "--cron-namespace", options.cron_namespaces);
  add_value(app, "--deadline", typed.deadline);
}

void declare_help(CLI::App& app, Options& options, Typed&) {
  add_list(app, "COMMAND", options.names);
}

void declare_version(CLI::App&, Options&, Typed&) {}

void declare_completion(CLI::App& app, Options& options, Typed&) {
  add_value(app, "SHELL", options.shell);
  add_value(app, "LINE", options.line);
}

struct Declaration {
  std::string_view command;
  void (*declare)(CLI::App&, Options&, Typed&);
};

constexpr std::array declarations{
    Declaration{"run", declare_run},  // in the order of the help
    Declaration{"backfill", declare_backfill}, Declaration{"check", declare_check},
    Declaration{"next", declare_next},         Declaration{"status", declare_status},
    Declaration{"why", declare_why},           Declaration{"doctor", declare_doctor},
    Declaration{"enable", declare_switch},     Declaration{"disable", declare_switch},
    Declaration{"trigger", declare_trigger},   Declaration{"forget", declare_forget},
    Declaration{"import", declare_import},     Declaration{"completion", declare_completion},
    Declaration{"help", declare_help},         Declaration{"version", declare_version},
};

void declare_everywhere(CLI::App& app, Options& options, Typed& typed) {
  add_list(app, "-c,--config", options.config_paths);
  add_flag(app, "-q,--quiet", typed.quiet);
  add_flag(app, "-v,--verbose", typed.verbose);
  add_flag(app, "-V,--version", typed.version);
  add_value(app, "--log", typed.log);
  add_value(app, "--color", typed.colour);
}

/// Declares the commands whose names are among `args`: to declare all of them would cost a run with
/// one schedule half as much again. CLI11 collects the words that it does not know, so that
/// refuse_extras can say what was meant.
void declare(CLI::App& app, const std::vector<std::string>& args, Options& options, Typed& typed) {
  app.allow_extras();
  app.require_subcommand(0, 1);
  app.fallthrough();
  declare_everywhere(app, options, typed);
  for (const auto& [command, declare] : declarations) {
    if (std::find(args.begin(), args.end(), command) == args.end()) continue;
    declare(*app.add_subcommand(std::string(command))->allow_extras(), options, typed);
  }
}

/// True where the T of `why report -2h` stands: CLI11 would take it for an option.
bool is_asked_distance(const std::vector<std::string>& before) {
  const bool is_why = std::ranges::find(before, "why") != before.end();
  return is_why && std::ranges::find(before, "--") == before.end();
}

/// `--from -2h`: CLI11 would take -2h for an option, so that it is made `--from=-2h`; one that stands
/// alone is made `2h ago`, which is the same.
std::vector<std::string> arguments(int argc, char** argv) {
  constexpr std::array<std::string_view, 9> signed_values{
      "--now", "--from", "--to", "--count", "-n", "--deadline", "--rate", "--limit", "--max-lag"};
  std::vector<std::string> args;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    const bool number = arg.size() > 1 && arg[0] == '-' && arg[1] >= '0' && arg[1] <= '9';
    const bool joins =
        number && !args.empty() &&
        std::find(signed_values.begin(), signed_values.end(), args.back()) != signed_values.end();
    if (joins) {
      if (args.back().starts_with("--")) args.back() += '=';
      args.back() += arg;
    } else if (number && is_asked_distance(args)) {
      args.push_back(std::string(arg.substr(1)) + " ago");
    } else {
      args.emplace_back(arg);
    }
  }
  return args;
}

std::vector<std::string> option_names(const CLI::App& app, const CLI::App* command) {
  std::vector<std::string> names;
  for (const CLI::App* each : {&app, command}) {
    if (each == nullptr) continue;
    for (const CLI::Option* option : each->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

[[noreturn]] void refuse_option(const std::string& extra, const Options& options,
                                const std::vector<std::string>& known) {
  const std::string name = extra.substr(0, extra.find('='));
  std::string meant = did_you_mean(name, known);
  fail("unknown option " + quote(name) + (meant.empty() ? ": " + see_help(options) : meant));
}

void refuse_extras(const CLI::App& app, const CLI::App* command, const Options& options) {
  const std::vector<std::string> extras = app.remaining(true);
  for (const std::string& extra : extras) {
    if (extra.size() > 1 && extra[0] == '-' && extra != "--") {
      refuse_option(extra, options, option_names(app, command));
    }
  }
  for (const std::string& extra : extras) {
    if (extra == "--") continue;
    if (command == nullptr) expect_command(extra);
    fail("unexpected argument " + quote(extra) + ": " + see_help(options));
  }
}

/// An option or argument that is given but empty, mostly a variable of a script that is not set.
void refuse_empty(const CLI::App* app) {
  if (app == nullptr) return;
  for (const CLI::Option* option : app->get_options()) {
    for (const std::string& value : option->results()) {
      if (value.empty() && option->get_name() != "--namespace")
        fail(option->get_name() + " \"\": is empty");
    }
  }
}

/// The option that `word`, the last of the line, ends with, as it was typed: "-c" of `-qc`.
std::string last_option(const std::string& word) {
  if (word.starts_with("--")) return word.substr(0, word.find('='));
  return std::string("-") + word.back();
}

/// An option takes the word behind it, whatever that is: one without a value is the last of `args`.
void parse(CLI::App& app, const std::vector<std::string>& args, Options& options) {
  try {
    app.parse(std::vector<std::string>(args.rbegin(), args.rend()));
  } catch (const CLI::CallForHelp&) {
    const auto commands = app.get_subcommands();
    options.print = help_text(commands.empty() ? "" : commands[0]->get_name());
  } catch (const CLI::ArgumentMismatch&) {
    const auto commands = app.get_subcommands();
    if (!commands.empty()) options.command = commands[0]->get_name();
    fail(last_option(args.back()) + ": needs a value: " + see_help(options));
  }
}

/// A person sees what there is to be had; a script has one line of error in its log.
void answer_no_command(Options& options) {
  if (isatty(STDOUT_FILENO) == 0) fail("no command is given: " + see_help(options));
  options.print = help_text("");
  options.exit = Exit::usage;
}

}  // namespace

Options parse_options(int argc, char** argv) {
  Options options;
  Typed typed;
  CLI::App app;
  const std::vector<std::string> args = arguments(argc, argv);
  declare(app, args, options, typed);
  parse(app, args, options);
  if (typed.version) options.print = version_text();
  if (!options.print.empty()) return options;

  const auto commands = app.get_subcommands();
  const CLI::App* command = commands.empty() ? nullptr : commands[0];
  if (command != nullptr) options.command = command->get_name();
  refuse_extras(app, command, options);
  if (command == nullptr) answer_no_command(options);
  if (!options.print.empty()) return options;
  refuse_empty(&app);
  refuse_empty(command);
  read_values(typed, options);
  return options;
}

}  // namespace sidetick
