// All of CLI11 is in this file: it costs five seconds to compile.
#include "cli/options/parse.h"

#include <iosfwd>

// CLI11 includes <iostream>, to print what nothing here asks it to print. libstdc++ then makes these
// streams, and a locale for them, at each start: a twentieth of the time of a run with one tick. They
// are declared without that, under the name by which libstdc++ knows that <iostream> is included.
#ifdef __GLIBCXX__
#define _GLIBCXX_IOSTREAM 1
namespace std {
extern istream cin;
extern ostream cout;
extern ostream cerr;
}  // namespace std
#endif

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <string_view>

#include "cli/options/command_names.h"
#include "cli/options/help.h"
#include "cli/options/help_reader.h"
#include "cli/options/values.h"
#include "cli/options/version.h"
#include "core/error.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"

namespace sidetick {

namespace {

std::string see_help(const Options& options) {
  return "see sidetick " + (options.command.empty() ? "" : options.command + " ") + "--help";
}

/// "--quiet" of "-q,--quiet".
std::string long_name(const std::string& names) {
  return names.substr(names.find(',') + 1);
}

/// What may be declared of a command, or of the program. An option that no argument looks like is
/// not: each costs as much as a hundredth of a run with one schedule.
class Declarer {
 public:
  Declarer(CLI::App& app, const std::vector<std::string>& args) : app_(app), args_(args) {}

  /// CLI11 is to take what there is: how often an option is given, and with what, is judged here.
  template <typename Judge>
  CLI::Option* add(const std::string& names, Judge judge) {
    if (!is_mentioned(names)) return nullptr;
    const auto callback = [judge](const CLI::results_t& typed) {
      judge(typed);
      return true;
    };
    return app_.add_option(names, callback)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  /// An argument takes all that follow, an option one each time.
  void add_list(const std::string& names, std::vector<std::string>& values) {
    if (is_mentioned(names)) app_.add_option(names, values)->allow_extra_args(names[0] != '-');
  }

 private:
  /// True of an argument, of `--name` and `--name=value`, and of a letter in `-qc`.
  bool is_mentioned(const std::string& names) const {
    if (names[0] != '-') return true;
    const std::size_t name = names.find("--");
    return std::ranges::any_of(args_, [&](const std::string& arg) {
      if (!arg.starts_with('-')) return false;
      if (arg.starts_with("--")) return arg.compare(0, names.size() - name, names, name) == 0;
      return name > 0 && arg.find(names[1]) != std::string::npos;
    });
  }

  CLI::App& app_;
  const std::vector<std::string>& args_;
};

void add_flag(Declarer& to, const std::string& names, bool& flag) {
  CLI::Option* option =
      to.add(names, [&flag, name = long_name(names)](const CLI::results_t& typed) {
        for (const std::string& each : typed) {
          if (each != "true") fail_usage(name + ": takes no value");
        }
        flag = true;
      });
  if (option != nullptr) option->expected(0);
}

template <typename Value>
void add_value(Declarer& to, const std::string& names, Value& value) {
  to.add(names, [&value, name = long_name(names)](const CLI::results_t& typed) {
    if (typed.size() > 1) fail_usage(name + ": is given more than once");
    value = typed.front();
  });
}

void add_list(Declarer& to, const std::string& names, std::vector<std::string>& values) {
  to.add_list(names, values);
}

void declare_format(Declarer& to, Typed& typed) {
  add_value(to, "--format", typed.format);
}

void declare_run(Declarer& to, Options& options, Typed& typed) {
  add_value(to, "--now", options.now);
  add_flag(to, "--dry-run", options.dry_run);
  add_value(to, "--deadline", typed.deadline);
  add_list(to, "--only", options.names);
  add_value(to, "--for", typed.linger);
  declare_format(to, typed);
}

void declare_check(Declarer& to, Options& options, Typed& typed) {
  add_list(to, "FILE", options.files);
  add_flag(to, "--strict", options.strict);
  declare_format(to, typed);
}

void declare_next(Declarer& to, Options& options, Typed& typed) {
  add_list(to, "NAME", options.names);
  add_value(to, "--cron", options.cron);
  add_value(to, "--zone", options.zone);
  add_value(to, "--cases", options.cases);
  add_value(to, "--from", options.from);
  add_value(to, "--to", options.to);
  add_value(to, "-n,--count", typed.count);
  declare_format(to, typed);
}

void declare_diff(Declarer& to, Options& options, Typed& typed) {
  add_value(to, "OLD", options.before);
  add_value(to, "NEW", options.after);
  add_value(to, "--from", options.from);
  add_value(to, "--to", options.to);
  add_flag(to, "--exit-code", options.exit_code);
  declare_format(to, typed);
}

void declare_backfill(Declarer& to, Options& options, Typed& typed) {
  add_list(to, "NAME", options.names);
  add_value(to, "--from", options.from);
  add_value(to, "--to", options.to);
  add_value(to, "--zone", options.zone);
  add_flag(to, "--dry-run", options.dry_run);
  add_value(to, "--rate", typed.rate);
  add_value(to, "--limit", typed.limit);
  add_value(to, "--queue", options.queue);
  add_flag(to, "--force", options.force);
  add_flag(to, "--yes", options.yes);
  add_value(to, "--deadline", typed.deadline);
  declare_format(to, typed);
}

void declare_status(Declarer& to, Options& options, Typed& typed) {
  add_list(to, "NAME", options.names);
  add_value(to, "--max-lag", typed.max_lag);
  add_value(to, "--now", options.now);
  add_value(to, "--deadline", typed.deadline);
  declare_format(to, typed);
  add_flag(to, "--wide", options.wide);
}

void declare_why(Declarer& to, Options& options, Typed& typed) {
  add_value(to, "NAME", options.name);
  add_value(to, "T", options.tick);
  add_value(to, "--now", options.now);
  add_value(to, "--deadline", typed.deadline);
  declare_format(to, typed);
}

void declare_doctor(Declarer& to, Options&, Typed& typed) {
  add_value(to, "--deadline", typed.deadline);
  declare_format(to, typed);
}

void declare_switch(Declarer& to, Options& options, Typed& typed) {
  add_list(to, "NAME", options.names);
  add_flag(to, "--all", options.all);
  add_value(to, "--deadline", typed.deadline);
  declare_format(to, typed);
}

void declare_trigger(Declarer& to, Options& options, Typed& typed) {
  add_list(to, "NAME", options.names);
  add_value(to, "--deadline", typed.deadline);
  declare_format(to, typed);
  add_value(to, "--queue", options.queue);
}

void declare_forget(Declarer& to, Options& options, Typed& typed) {
  add_list(to, "NAME", options.names);
  add_flag(to, "--yes", options.yes);
  add_value(to, "--deadline", typed.deadline);
}

/// An empty --namespace stands for keys without one.
void declare_import(Declarer& to, Options& options, Typed& typed) {
  add_value(to, "FILE", options.file);
  add_value(to, "--from", options.program);
  add_value(to, "--namespace", options.key_namespace);
  add_list(to, "--cron-namespace", options.cron_namespaces);
  add_value(to, "--deadline", typed.deadline);
}

void declare_help(Declarer& to, Options& options, Typed&) {
  add_list(to, "COMMAND", options.names);
}

void declare_version(Declarer&, Options&, Typed&) {}

void declare_completion(Declarer& to, Options& options, Typed&) {
  add_value(to, "SHELL", options.shell);
  add_value(to, "LINE", options.line);
}

struct Declaration {
  std::string_view command;
  void (*declare)(Declarer&, Options&, Typed&);
};

constexpr std::array declarations{
    Declaration{"run", declare_run},  // in the order of the help
    Declaration{"backfill", declare_backfill},
    Declaration{"check", declare_check},
    Declaration{"next", declare_next},
    Declaration{"diff", declare_diff},
    Declaration{"status", declare_status},
    Declaration{"why", declare_why},
    Declaration{"doctor", declare_doctor},
    Declaration{"enable", declare_switch},
    Declaration{"disable", declare_switch},
    Declaration{"trigger", declare_trigger},
    Declaration{"forget", declare_forget},
    Declaration{"import", declare_import},
    Declaration{"completion", declare_completion},
    Declaration{"help", declare_help},
    Declaration{"version", declare_version},
};

void declare_everywhere(Declarer& to, Options& options, Typed& typed) {
  add_list(to, "-c,--config", options.config_paths);
  add_flag(to, "-q,--quiet", typed.quiet);
  add_flag(to, "-v,--verbose", typed.verbose);
  add_flag(to, "-V,--version", typed.version);
  add_value(to, "--log", typed.log);
  add_value(to, "--color", typed.colour);
}

/// Declares the commands whose names are among `args`: to declare all of them would cost a run with
/// one schedule half as much again. CLI11 collects the words that it does not know, so that
/// refuse_extras can say what was meant.
void declare(CLI::App& app, const std::vector<std::string>& args, Options& options, Typed& typed) {
  app.allow_extras();
  app.require_subcommand(0, 1);
  app.fallthrough();
  Declarer everywhere(app, args);
  declare_everywhere(everywhere, options, typed);
  for (const auto& [command, declare] : declarations) {
    if (std::find(args.begin(), args.end(), command) == args.end()) continue;
    Declarer of_command(*app.add_subcommand(std::string(command))->allow_extras(), args);
    declare(of_command, options, typed);
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
  constexpr std::array<std::string_view, 10> signed_values{
      "--now",      "--from", "--to",    "--count",   "-n",
      "--deadline", "--rate", "--limit", "--max-lag", "--for"};
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

/// Those of the program and of the command: not all of them are declared.
std::vector<std::string> option_names(const CLI::App* command) {
  std::string page = help_text("");
  if (command != nullptr) page += help_text(command->get_name());
  std::vector<std::string> names;
  for (const HelpOption& option : help_options(page)) names.emplace_back(option.name);
  return names;
}

[[noreturn]] void refuse_option(const std::string& extra, const Options& options,
                                const std::vector<std::string>& known) {
  const std::string name = extra.substr(0, extra.find('='));
  std::string meant = did_you_mean(name, known);
  fail_usage("unknown option " + quote(name) + (meant.empty() ? ": " + see_help(options) : meant));
}

void refuse_extras(const CLI::App& app, const CLI::App* command, const Options& options) {
  const std::vector<std::string> extras = app.remaining(true);
  for (const std::string& extra : extras) {
    if (extra.size() > 1 && extra[0] == '-' && extra != "--") {
      refuse_option(extra, options, option_names(command));
    }
  }
  for (const std::string& extra : extras) {
    if (extra == "--") continue;
    if (command == nullptr) expect_command(extra);
    fail_usage("unexpected argument " + quote(extra) + ": " + see_help(options));
  }
}

/// An option or argument that is given but empty, mostly a variable of a script that is not set.
void refuse_empty(const CLI::App* app) {
  if (app == nullptr) return;
  for (const CLI::Option* option : app->get_options()) {
    for (const std::string& value : option->results()) {
      if (value.empty() && option->get_name() != "--namespace")
        fail_usage(option->get_name() + " \"\": is empty");
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
    fail_usage(last_option(args.back()) + ": needs a value: " + see_help(options));
  }
}

/// A person sees what there is to be had; a script has one line of error in its log.
void answer_no_command(Options& options) {
  if (isatty(STDOUT_FILENO) == 0) fail_usage("no command is given: " + see_help(options));
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
