#include "core/job/placeholders.h"

#include <array>
#include <stdexcept>
#include <vector>

#include "core/schedule/ticks.h"
#include "core/text/json.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"
#include "core/time/strftime.h"

namespace sidetick {

namespace {

constexpr auto npos = std::string_view::npos;

[[noreturn]] void fail(std::string_view text, const std::string& what) {
  throw std::invalid_argument("template " + quote(text) + ": " + what);
}

constexpr std::string_view number_suffix = ".unix:number";

/// Whether `text` holds one placeholder for a number, and nothing beside it.
bool is_number(std::string_view text) {
  return text.starts_with('{') && text.ends_with('}') &&
         text.find_first_of("{}", 1) == text.size() - 1 &&
         text.substr(0, text.size() - 1).ends_with(number_suffix);
}

/// A part of the arguments: text as it is, or what stands between two braces; a number takes the
/// place of its string, quotes and all.
struct ArgsPiece {
  enum class Kind { text, field, number } kind;
  std::string_view text;
};

class Splitter {
 public:
  explicit Splitter(std::string_view json) : json_(json) {}

  std::vector<ArgsPiece> pieces() {
    std::size_t at = 0;
    while (true) {
      const auto open = json_.find('"', at);
      if (open == npos) break;
      const auto close = end_of_string(open + 1);
      const auto content = json_.substr(open + 1, close - open - 1);
      const bool is_key = json_.substr(close + 1, 1) == ":";
      const bool whole = !is_key && is_number(content);
      add(json_.substr(at, open + (whole ? 0 : 1) - at));
      at = close + 1;
      if (whole) {
        pieces_.push_back({ArgsPiece::Kind::number, content.substr(1, content.size() - 2)});
      } else if (is_key) {
        add(content);
      } else {
        split(content);
      }
      if (!whole) add(json_.substr(close, 1));
    }
    add(json_.substr(at));
    return std::move(pieces_);
  }

 private:
  void add(std::string_view text) {
    if (!text.empty()) pieces_.push_back({ArgsPiece::Kind::text, text});
  }

  std::size_t end_of_string(std::size_t at) const {
    while (json_[at] != '"') at += json_[at] == '\\' ? 2 : 1;
    return at;
  }

  void split(std::string_view text) {
    std::string_view rest = text;
    for (auto at = rest.find_first_of("{}"); at != npos; at = rest.find_first_of("{}")) {
      const bool doubled = rest.substr(at + 1, 1) == rest.substr(at, 1);
      add(rest.substr(0, doubled ? at + 1 : at));
      rest.remove_prefix(doubled ? at + 2 : at);
      if (!doubled) rest = take_field(text, rest);
    }
    add(rest);
  }

  /// Takes the field at the beginning of `rest`, and returns what follows it.
  std::string_view take_field(std::string_view text, std::string_view rest) {
    if (rest[0] == '}') fail(text, "a } stands alone: write }} for a brace");
    const auto close = rest.find('}');
    if (close == npos) fail(text, "a { is never closed: write {{ for a brace");
    const auto field = rest.substr(1, close - 1);
    if (field.ends_with(number_suffix)) {
      fail(text, shorten(rest.substr(0, close + 1)) +
                     " becomes a number, and stands alone in its string; without :number it is "
                     "text");
    }
    pieces_.push_back({ArgsPiece::Kind::field, field});
    return rest.substr(close + 1);
  }

  std::string_view json_;
  std::vector<ArgsPiece> pieces_;
};

enum class Subject { schedule, tick, previous_tick, next_tick };

struct Name {
  std::string_view name;
  Subject subject;
  std::string_view format;  ///< what it stands for, when it says so itself
};

constexpr std::array names{Name{"tick", Subject::tick, ""},
                           Name{"tick.unix", Subject::tick, "%s"},
                           Name{"previous_tick", Subject::previous_tick, ""},
                           Name{"previous_tick.unix", Subject::previous_tick, "%s"},
                           Name{"next_tick", Subject::next_tick, ""},
                           Name{"next_tick.unix", Subject::next_tick, "%s"},
                           Name{"schedule", Subject::schedule, "%%"}};

struct Field {
  Subject subject;
  std::string_view format;  ///< "": ISO 8601
};

[[noreturn]] void refuse_name(std::string_view braced, std::string_view name) {
  std::vector<std::string_view> known;
  known.reserve(std::size(names));
  for (const auto& each : names) known.push_back(each.name);
  const auto meant = did_you_mean(name, known);
  fail(braced, "unknown name " + quote(name) +
                   (meant.empty() ? ": there are tick, previous_tick, next_tick, each also with "
                                    ".unix or :FORMAT, and schedule; write {{ for a brace"
                                  : meant));
}

Field parse_field(std::string_view text) {
  const std::string braced = "{" + std::string(text) + "}";
  const auto colon = text.find(':');
  const auto word = text.substr(0, colon);
  for (const auto& [name, subject, format] : names) {
    if (name != word) continue;
    if (colon == npos) return {subject, format};
    if (!format.empty()) fail(braced, std::string(name) + " takes no format");
    const auto given = text.substr(colon + 1);
    if (given == "number") {
      fail(braced, "write {" + std::string(name) + std::string(number_suffix) + "} for a number");
    }
    if (given.empty()) fail(braced, "the format after the colon is missing, such as %Y-%m-%d");
    const auto unknown = unknown_directive(given);
    if (unknown.empty()) return {subject, given};
    fail(braced, directive_problem(unknown));
  }
  refuse_name(braced, word);
}

/// "tick.unix" of "tick.unix:number".
std::string_view without_suffix(std::string_view number) {
  return number.substr(0, number.rfind(':'));
}

void check_field(std::string_view text, const Timing& timing) {
  const auto subject = parse_field(text).subject;
  const bool beside = subject == Subject::previous_tick || subject == Subject::next_tick;
  if (!beside || timing.as<At>() == nullptr) return;
  fail("{" + std::string(text) + "}", "a schedule with at has one tick, and none beside it");
}

std::optional<Instant> find_tick(Subject subject, const Schedule& schedule, Instant tick) {
  if (subject == Subject::previous_tick) {
    return previous_tick(schedule.timing, *schedule.zone, tick);
  }
  if (subject == Subject::next_tick) return next_tick(schedule.timing, *schedule.zone, tick);
  return tick;
}

std::string in_json(const std::string& text) {
  const auto quoted = json_string(text);
  return quoted.substr(1, quoted.size() - 2);
}

/// The format is a part of the JSON text already; the line break and the tab of %n and %t are not.
std::string formatted(std::string_view format, Instant instant, Seconds offset) {
  std::string out;
  for (const char c : format_time(format, instant, offset)) {
    out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : std::string(1, c);
  }
  return out;
}

std::string render_field(const Field& field, const Schedule& schedule, Instant tick) {
  if (field.subject == Subject::schedule) return in_json(schedule.name);
  const auto found = find_tick(field.subject, schedule, tick);
  if (!found) return {};
  const auto offset = schedule.zone->period(*found).offset;
  if (!field.format.empty()) return formatted(field.format, *found, offset);
  return schedule.zone->name() == "UTC" ? format_instant(*found) : format_local(*found, offset);
}

}  // namespace

std::optional<std::string> template_problem(std::string_view args, const Timing& timing) try {
  for (const auto& piece : Splitter(args).pieces()) {
    if (piece.kind == ArgsPiece::Kind::field) check_field(piece.text, timing);
    if (piece.kind == ArgsPiece::Kind::number) check_field(without_suffix(piece.text), timing);
  }
  return std::nullopt;
} catch (const std::invalid_argument& problem) {
  return problem.what();
}

std::string_view placeholder_in(std::string_view args) {
  for (auto at = args.find('{'); at != npos; at = args.find('{', at + 1)) {
    const bool doubled = at > 0 && args[at - 1] == '{';
    const auto field = args.substr(at, args.find('}', at) - at + 1);
    const auto word = field.substr(1, field.find_first_of(":}") - 1);
    for (const auto& each : names) {
      if (each.name == word && field.back() == '}' && !doubled) return field;
    }
  }
  return {};
}

bool template_changes(std::string_view args) {
  std::size_t kept = 0;
  for (const auto& piece : Splitter(args).pieces()) {
    if (piece.kind == ArgsPiece::Kind::text) kept += piece.text.size();
  }
  return kept < args.size();
}

std::string render_template(const Schedule& schedule, Instant tick) {
  std::string out;
  for (const auto& piece : Splitter(schedule.job.args).pieces()) {
    if (piece.kind == ArgsPiece::Kind::text) {
      out += piece.text;
    } else if (piece.kind == ArgsPiece::Kind::field) {
      out += render_field(parse_field(piece.text), schedule, tick);
    } else {
      const auto number = render_field(parse_field(without_suffix(piece.text)), schedule, tick);
      out += number.empty() ? "null" : number;
    }
  }
  return out;
}

}  // namespace sidetick
