// completion: the script for a shell, and what that script asks: `completion line LINE`.
//
// Silent about all that is wrong with the configuration: nobody wants it on the line being typed.
// Knows nothing of Redis.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <utility>

#include "cli/commands.h"
#include "cli/shell/candidates.h"
#include "cli/shell/line.h"
#include "cli/shell/scripts.h"
#include "config/load.h"
#include "config/paths.h"
#include "core/error.h"
#include "core/text/quote.h"
#include "io/host/print.h"
#include "io/host/zone_names.h"

namespace sidetick {

namespace {

/// Standard input and pipes are not for whoever presses Tab, and would be waited for.
bool is_piped(const std::string& path) {
  std::error_code ignored;
  return path == "-" || std::filesystem::is_other(path, ignored);
}

Config load_silently(const std::vector<std::string>& paths) {
  try {
    const auto found = config_paths(paths);
    return std::ranges::any_of(found, is_piped) ? Config{} : load_config(found);
  } catch (const std::runtime_error&) {
    return {};
  }
}

/// All names, also of schedules that are wrong; those that are right with their description.
std::vector<Candidate> schedule_candidates(const std::vector<std::string>& paths) {
  const Config config = load_silently(paths);
  std::vector<Candidate> candidates;
  auto right = config.schedules.begin();
  for (const std::string& name : config.schedule_names) {
    candidates.push_back({name, ""});
    if (right == config.schedules.end() || right->name != name) continue;
    candidates.back().summary = escape_controls(right->description);
    ++right;
  }
  return candidates;
}

std::vector<std::string> queues_of(const std::vector<std::string>& paths) {
  const auto names = queue_names(load_silently(paths).schedules);
  return {names.begin(), names.end()};
}

std::string answer(const std::string& line) {
  const char* home = std::getenv("HOME");
  const auto words = split_typed_line(line, home == nullptr ? "" : home);
  const auto found = completion_candidates(words, {schedule_candidates, queues_of, zone_names});
  std::string out = (found.files ? "files\n" : "words\n") + escape_controls(words.back()) + "\n";
  for (const Candidate& each : found.words) {
    if (escape_controls(each.word) != each.word) continue;
    out += each.word + (each.summary.empty() ? "" : "\t" + each.summary) + "\n";
  }
  return out;
}

std::string script(const std::string& shell) {
  for (const auto& [name, text] :
       {std::pair{"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}}) {
    if (shell == name) return std::string(text);
  }
  throw Error(Exit::usage, "completion" + (shell.empty() ? "" : " " + quote(shell)) +
                               ": name the shell: bash, zsh or fish");
}

}  // namespace

Exit completion_command(const Options& options, const Report&) {
  const bool is_line = options.shell == "line" && !options.line.empty();
  if (!is_line && !options.line.empty()) {
    throw Error(Exit::usage,
                "unexpected argument " + quote(options.line) + ": see sidetick completion --help");
  }
  print(is_line ? answer(options.line) : script(options.shell));
  return Exit::ok;
}

}  // namespace sidetick
