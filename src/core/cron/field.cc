#include "core/cron/field.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/cron/hashed_item.h"
#include "core/text/ascii.h"
#include "core/text/number.h"
#include "core/text/quote.h"
#include "core/text/suggest.h"

namespace sidetick {
namespace {

/// Digits as a number; a million for all that are greater.
std::optional<int> to_number(std::string_view text) {
  if (!is_digits(text)) return std::nullopt;
  return static_cast<int>(parse_number(text, 0, 1000000).value_or(1000000));
}

std::string span(int first, int last) {
  return std::to_string(first) + "-" + std::to_string(last);
}

constexpr std::array<std::string_view, 12> month_names{"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> weekday_names{"sun", "mon", "tue", "wed",
                                                        "thu", "fri", "sat"};

/// "monday" means "mon", and "fir" probably "fri".
std::string did_you_mean_name(std::string_view word, std::span<const std::string_view> names) {
  const std::string_view start = word.substr(0, 3);
  if (std::find(names.begin(), names.end(), start) == names.end()) return did_you_mean(word, names);
  return ": did you mean \"" + std::string(start) + "\"?";
}

}  // namespace

constinit const FieldKind second_field{"second", 0, 59, 59, "s", {}};
constinit const FieldKind minute_field{"minute", 0, 59, 59, "m", {}};
constinit const FieldKind hour_field{"hour", 0, 23, 23, "h", {}};
constinit const FieldKind day_field{"day", 1, 31, 31, "d", {}};
constinit const FieldKind month_field{"month", 1, 12, 12, "", month_names};
constinit const FieldKind weekday_field{"weekday", 0, 6, 7, "", weekday_names};

Piece Piece::part(std::size_t from, std::size_t length) const {
  return {text.substr(from, length), column + from};
}

std::pair<Piece, Piece> Piece::cut_at(char separator) const {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {*this, part(text.size())};
  return {part(0, at), part(at + 1)};
}

std::vector<Piece> Piece::split(char separator) const {
  std::vector<Piece> pieces;
  Piece rest = *this;
  while (rest.text.find(separator) != std::string_view::npos) {
    const auto [first, others] = rest.cut_at(separator);
    pieces.push_back(first);
    rest = others;
  }
  pieces.push_back(rest);
  return pieces;
}

void Piece::fail(const std::string& message) const {
  throw CronError(message, column, text.size());
}

std::string Piece::quoted() const {
  return quote(text);
}

void refuse_empty_items(Piece field, const FieldKind& kind) {
  const std::string_view text = field.text;
  const bool ends_in_comma = text.empty() || text.front() == ',' || text.back() == ',';
  if (!ends_in_comma && text.find(",,") == std::string_view::npos) return;
  field.fail(std::string(kind.name) + " " + field.quoted() + " has nothing beside a comma");
}

std::optional<int> FieldKind::value_of_name(std::string_view text) const {
  const auto same = [](char a, char b) { return a == lower_case(b); };
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::ranges::equal(names[i], text, same)) return min + static_cast<int>(i);
  }
  return std::nullopt;
}

int FieldKind::value(Piece piece) const {
  const auto number = to_number(piece.text);
  if (number && *number >= min && *number <= greatest_written) return *number;
  if (const auto named = value_of_name(piece.text)) return *named;
  const std::string allowed = span(min, greatest_written);
  if (number) {
    piece.fail(std::string(name) + " " + std::string(piece.text) + " is not in " + allowed);
  }
  const std::string what = std::string(name) + " " + piece.quoted() + " is not ";
  if (names.empty()) piece.fail(what + "a number in " + allowed);
  piece.fail(what + "in " + allowed + " or " + std::string(names.front()) + "-" +
             std::string(names.back()) + did_you_mean_name(lower_case(piece.text), names));
}

int FieldKind::step(Piece piece) const {
  const auto number = to_number(piece.text);
  if (number && *number >= 1 && *number <= size()) return *number;
  const std::string allowed = span(1, size());
  if (!number) piece.fail("step " + piece.quoted() + " is not a number in " + allowed);
  std::string message =
      "step " + std::string(piece.text) + " of the " + std::string(name) + " is not in " + allowed;
  if (*number > 0 && !duration_unit.empty()) {
    message += ": write every = \"" + std::string(piece.text) + std::string(duration_unit) + "\"";
  }
  piece.fail(message);
}

/// 7 is Sunday, which begins the week everywhere but at the end of a range.
std::pair<int, int> FieldKind::ordered(int first, int last) const {
  if (first > max && last > max) last = min;
  if (first > max) first = min;
  if (last < first) last += size();
  return {first, last};
}

std::pair<int, int> FieldKind::range(Piece piece) const {
  const auto [from, to] = piece.cut_at('-');
  if (from.empty() || to.empty() || to.text.find('-') != std::string_view::npos) {
    piece.fail(std::string(name) + " " + piece.quoted() + " is not a range such as " +
               span(min, greatest_written));
  }
  const int first = value(from);
  return ordered(first, value(to));
}

/// As range().
std::pair<int, int> FieldKind::bounds(Piece base, bool with_step) const {
  if (base.text == "*") return {min, max};
  if (base.text.find('-') != std::string_view::npos) return range(base);
  const int first = value(base);
  return ordered(first, with_step ? max : first);
}

/// Most fields are a star or a number: they need none of what follows.
std::optional<Bits> FieldKind::simple(std::string_view text) const {
  if (text == "*") return all();
  const auto number = to_number(text);
  if (!number || *number < min || *number > max) return std::nullopt;
  return Bits{1} << *number;
}

Bits FieldKind::item(Piece piece, HashedName& hashed) const {
  if (const auto bits = simple(piece.text)) return *bits;
  if (is_hashed_item(piece.text)) {
    hashed.is_asked = true;
    return read_hashed_item(*this, piece, hashed.schedule).bits(*this);
  }
  const auto [base, step_text] = piece.cut_at('/');
  const bool with_step = base.text.size() != piece.text.size();
  if (base.empty()) piece.fail(std::string(name) + " " + piece.quoted() + " has nothing before /");
  const auto [first, last] = bounds(base, with_step);
  const int every = with_step ? step(step_text) : 1;
  Bits bits = 0;
  for (int value = first; value <= last; value += every) {
    bits |= Bits{1} << (value > max ? value - size() : value);
  }
  return bits;
}

Bits FieldKind::field(Piece piece, HashedName& hashed) const {
  if (const auto bits = simple(piece.text)) return *bits;
  Bits bits = 0;
  for_each_item(piece, *this, [&](Piece one) { bits |= item(one, hashed); });
  return bits;
}

}  // namespace sidetick
