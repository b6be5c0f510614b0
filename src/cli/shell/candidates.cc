#include "cli/shell/candidates.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "cli/options/command_names.h"
#include "cli/options/help.h"
#include "cli/options/help_reader.h"

namespace sidetick {

namespace {

using Words = std::vector<std::string>;

/// What --format takes behind `command`.
std::string_view formats_of(std::string_view command) {
  if (command == "diff") return "text|markdown|json";
  if (command == "check") return "text|json|github|gitlab|sarif";
  if (command == "status") return "text|json|openmetrics";
  return command == "next" ? "text|json|html" : "text|json";
}

/// What kind of value an option of `command` takes, in the words of HelpArgument::kind. The NAME
/// behind an option is no schedule's, except behind --only. The choices that stand here are too long
/// for the page.
std::string_view kind_of(const HelpOption& option, std::string_view command) {
  if (option.value == "NAME") return option.name == "--only" ? "NAME" : "";
  if (option.value == "PROGRAM") return "sidekiq-scheduler|exq-scheduler|sidekiq-cron";
  if (option.value == "WHEN") return "auto|always|never";
  if (option.value != "FORMAT") return option.value;
  return option.name == "--log" ? "text|logfmt|json" : formats_of(command);
}

bool is_list_of_choices(std::string_view text) {
  return text.find('|') != std::string_view::npos && text[0] >= 'a' && text[0] <= 'z';
}

Words split_choices(std::string_view list) {
  Words words(1);
  for (const char c : list) {
    if (c == '|') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

std::vector<Candidate> plain(Words words) {
  std::vector<Candidate> candidates;
  for (std::string& word : words) candidates.push_back({std::move(word), ""});
  return candidates;
}

/// A line as the program reads it, up to the word that is being typed.
class Line {
 public:
  explicit Line(const Words& words) : options_(help_options(main_page_)), last_(words.back()) {
    for (std::size_t i = 1; i + 1 < words.size(); ++i) parse(words[i]);
  }

  Candidates candidates(const NameSources& names) const {
    const std::size_t equals = last_.find('=');
    const bool is_option = last_.starts_with("-") && !only_arguments_;
    if (open_) return values(kind(*open_), "", names);
    if (is_option && equals != std::string::npos) return values_after_equals(equals, names);
    if (is_option) return options();
    if (command_ == nullptr) return commands();
    const auto arguments = help_arguments(command_page_, command_->name);
    if (arguments.empty()) return options();
    const HelpArgument& argument = arguments[std::min(given_, arguments.size() - 1)];
    const bool is_full = given_ >= arguments.size() && !argument.repeats;
    return is_full ? options() : values(argument.kind, "", names);
  }

 private:
  std::string_view kind(const HelpOption& option) const {
    return kind_of(option, command_ == nullptr ? "" : command_->name);
  }

  const HelpOption* find(std::string_view name) const {
    for (const HelpOption& option : options_) {
      if (option.name == name || (!option.letter.empty() && option.letter == name)) return &option;
    }
    return nullptr;
  }

  void parse(const std::string& word) {
    if (open_) {
      note_value(*open_, word);
      open_.reset();
    } else if (word == "--") {
      only_arguments_ = true;
    } else if (word.size() > 1 && word[0] == '-' && !only_arguments_) {
      parse_option(word);
    } else if (command_ == nullptr) {
      parse_command(word);
    } else {
      arguments_.push_back(word);
      ++given_;
    }
  }

  void parse_option(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (const HelpOption* option = find(word); option != nullptr && !option->value.empty()) {
      open_ = *option;
    } else if (option = find(word.substr(0, equals));
               option != nullptr && equals != std::string::npos) {
      note_value(*option, word.substr(equals + 1));
    } else if (option = find(word.substr(0, 2)); option != nullptr && !option->value.empty()) {
      note_value(*option, word.substr(2));  // -cFILE
    }
  }

  void note_value(const HelpOption& option, const std::string& value) {
    if (option.name == "--config") config_paths_.push_back(value);
    if (kind(option) == "NAME") arguments_.push_back(value);
  }

  void parse_command(const std::string& word) {
    for (const CommandName& each : command_names()) {
      if (each.name == word) command_ = &each;
    }
    if (command_ == nullptr) return;
    command_page_ = help_text(command_->name);
    const auto more = help_options(command_page_);
    options_.insert(options_.begin(), more.begin(), more.end());
  }

  Candidates values_after_equals(std::size_t equals, const NameSources& names) const {
    const HelpOption* option = find(last_.substr(0, equals));
    if (option == nullptr || option->value.empty()) return {};
    return values(kind(*option), last_.substr(0, equals + 1), names);
  }

  /// The values of a kind, each behind `start`.
  Candidates values(std::string_view kind, const std::string& start,
                    const NameSources& names) const {
    if (kind.starts_with("FILE") || kind == "OLD" || kind == "NEW") return {true, {}};
    if (kind == "COMMAND") return commands();
    Candidates found;
    found.words = words_of(kind, names);
    for (Candidate& each : found.words) each.word.insert(0, start);
    return found;
  }

  std::vector<Candidate> words_of(std::string_view kind, const NameSources& names) const {
    if (kind == "NAME") return without_those_given(names.schedules(config_paths_));
    if (kind == "QUEUE") return plain(names.queues(config_paths_));
    if (kind == "ZONE") return plain(names.zones());
    return is_list_of_choices(kind) ? plain(split_choices(kind)) : std::vector<Candidate>{};
  }

  std::vector<Candidate> without_those_given(std::vector<Candidate> schedules) const {
    std::erase_if(schedules, [this](const Candidate& schedule) {
      return std::ranges::find(arguments_, schedule.word) != arguments_.end();
    });
    return schedules;
  }

  Candidates options() const {
    Candidates found;
    for (const HelpOption& option : options_) {
      found.words.push_back({std::string(option.name), std::string(option.summary)});
    }
    return found;
  }

  static Candidates commands() {
    Candidates found;
    for (const CommandName& command : command_names()) {
      found.words.push_back({std::string(command.name), std::string(command.summary)});
    }
    return found;
  }

  const std::string main_page_ = help_text("");
  std::string command_page_;
  std::vector<HelpOption> options_;  // of main_page_ and command_page_
  const std::string& last_;
  const CommandName* command_ = nullptr;
  std::optional<HelpOption> open_;  // the option whose value comes next
  bool only_arguments_ = false;     // after --
  std::size_t given_ = 0;           // arguments, without the names behind --only
  Words arguments_;
  Words config_paths_;
};

}  // namespace

Candidates completion_candidates(const Words& words, const NameSources& names) {
  return Line(words).candidates(names);
}

}  // namespace sidetick
