// All of CLI11 is in this file: it costs five seconds to compile.
#include "cli/options/parse.h"

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

void declare_format(CLI::App& app, Typed& typed) {
  app.add_option("--format", typed.format);
}

void declare_run(CLI::App& app, Options& options, Typed& typed) {
  app.add_option("--now", options.now);
  app.add_flag("--dry-run", options.dry_run)->disable_flag_override();
  app.add_option("--deadline", typed.deadline);
  app.add_option("--only", options.names)->allow_extra_args(false);
  declare_format(app, typed);
}

void declare_check(CLI::App& app, Options& options, Typed& typed) {
  app.add_option("FILE", options.files);
  app.add_flag("--connect", options.connect)->disable_flag_override();
  declare_format(app, typed);
}

void declare_next(CLI::App& app, Options& options, Typed& typed) {
  app.add_option("NAME", options.names);
  app.add_option("--cron", options.cron);
  app.add_option("--zone", options.zone);
  app.add_option("--cases", options.cases);
  app.add_option("--from", options.from);
  app.add_option("--to", options.to);
  app.add_option("--count", typed.count);
  declare_format(app, typed);
}

void declare_backfill(CLI::App& app, Options& options, Typed& typed) {
  app.add_option("NAME", options.names);
  app.add_option("--from", options.from);
  app.add_option("--to", options.to);
  app.add_option("--zone", options.zone);
  app.add_flag("--dry-run", options.dry_run)->disable_flag_override();
  app.add_option("--rate", typed.rate);
  app.add_option("--limit", typed.limit);
  app.add_option("--queue", options.queue);
  app.add_flag("--force", options.force)->disable_flag_override();
  app.add_option("--deadline", typed.deadline);
  declare_format(app, typed);
}

void declare_status(CLI::App& app, Options& options, Typed& typed) {
  app.add_option("NAME", options.names);
  app.add_option("--max-lag", typed.max_lag);
  app.add_option("--now", options.now);
  app.add_option("--deadline", typed.deadline);
  declare_format(app, typed);
}

void declare_switch(CLI::App& app, Options& options, Typed& typed) {
  app.add_option("NAME", options.names);
  app.add_option("--deadline", typed.deadline);
  declare_format(app, typed);
}

void declare_trigger(CLI::App& app, Options& options, Typed& typed) {
  declare_switch(app, options, typed);
  app.add_option("--queue", options.queue);
}

/// An empty --namespace is one that says: none.
void declare_import(CLI::App& app, Options& options, Typed& typed) {
  app.add_option("--from", options.from);
  app.add_option("--namespace", options.key_namespace);
  app.add_option("--cron-namespace", options.cron_namespaces)->allow_extra_args(false);
  app.add_option("--deadline", typed.deadline);
}

void declare_completion(CLI::App& app, Options& options, Typed&) {
  app.add_option("SHELL", options.shell);
  app.add_option("LINE", options.line);
}

struct Declaration {
  std::string_view command;
  void (*declare)(CLI::App&, Options&, Typed&);
};

constexpr std::array declarations{
    Declaration{"run", declare_run},        Declaration{"backfill", declare_backfill},
    Declaration{"check", declare_check},    Declaration{"next", declare_next},
    Declaration{"status", declare_status},  Declaration{"enable", declare_switch},
    Declaration{"disable", declare_switch}, Declaration{"trigger", declare_trigger},
    Declaration{"import", declare_import},  Declaration{"completion", declare_completion},
};

void declare_everywhere(CLI::App& app, Options& options, Typed& typed) {
  app.add_option("-c,--config", options.config_paths)->allow_extra_args(false);
  app.add_flag("-q,--quiet", typed.quiet)->disable_flag_override();
  app.add_flag("-v,--verbose", typed.verbose)->disable_flag_override();
  app.add_flag("--version", typed.version)->disable_flag_override();
  app.add_option("--log", typed.log);
}

/// Declares what `args` can be about: a command that is not among them is not declared, which saves
/// a third of what a run with one schedule costs. What is not known is collected, not refused, so
/// that the message can say what was meant.
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

/// `--from -2h`: CLI11 would take -2h for an option, so that it is made `--from=-2h`.
std::vector<std::string> arguments(int argc, char** argv) {
  constexpr std::array<std::string_view, 8> signed_values{
      "--now", "--from", "--to", "--count", "--deadline", "--rate", "--limit", "--max-lag"};
  std::vector<std::string> args;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    const bool number = arg.size() > 1 && arg[0] == '-' && arg[1] >= '0' && arg[1] <= '9';
    const bool joins =
        number && !args.empty() &&
        std::find(signed_values.begin(), signed_values.end(), args.back()) != signed_values.end();
    if (joins) {
      args.back() += '=';
      args.back() += arg;
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

[[noreturn]] void refuse_command(const std::string& extra, const Options& options) {
  std::vector<std::string_view> names;
  for (const CommandName& command : command_names()) names.push_back(command.name);
  std::string meant = did_you_mean(extra, names);
  fail("unknown command " + quote(extra) + (meant.empty() ? ": " + see_help(options) : meant));
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
    if (command == nullptr) refuse_command(extra, options);
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

/// CLI11's texts name the option first: "--now: 1 required TEXT missing".
[[noreturn]] void translate(const CLI::ParseError& error, const Options& options) {
  const std::string_view text = error.what();
  const std::string option(text.substr(0, text.find_first_of(": ")));
  if (text.find("required") != std::string_view::npos &&
      text.find("missing") != std::string_view::npos) {
    fail(option + ": needs a value: " + see_help(options));
  }
  if (text.find("At Most") != std::string_view::npos) fail(option + ": is given more than once");
  if (text.find("flag override") != std::string_view::npos)
    fail("--" + option + ": takes no value");
  fail(std::string(text) + ": " + see_help(options));
}

void parse(CLI::App& app, std::vector<std::string> args, Options& options) {
  std::reverse(args.begin(), args.end());
  try {
    app.parse(std::move(args));
  } catch (const CLI::CallForHelp&) {
    const auto commands = app.get_subcommands();
    options.print = help_text(commands.empty() ? "" : commands[0]->get_name());
  } catch (const CLI::ParseError& error) {
    const auto commands = app.get_subcommands();
    if (!commands.empty()) options.command = commands[0]->get_name();
    translate(error, options);
  }
}

}  // namespace

Options parse_options(int argc, char** argv) {
  Options options;
  Typed typed;
  CLI::App app;
  std::vector<std::string> args = arguments(argc, argv);
  declare(app, args, options, typed);
  parse(app, std::move(args), options);
  if (typed.version) options.print = version_text();
  if (!options.print.empty()) return options;

  const auto commands = app.get_subcommands();
  const CLI::App* command = commands.empty() ? nullptr : commands[0];
  if (command != nullptr) options.command = command->get_name();
  refuse_extras(app, command, options);
  if (command == nullptr) fail("no command is given: " + see_help(options));
  refuse_empty(&app);
  refuse_empty(command);
  read_values(typed, options);
  return options;
}

}  // namespace sidetick
