// One field of a cron expression: text -> the set of values it allows.
//
// Source:  crontab(5) of Debian; ranges that wrap and `a/n` as in Quartz. Grammar:
//            field = item *("," item)        item = base ["/" step]
//            base  = "*" / value ["-" value]  value = number / name
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sidetick {

/// What is wrong with an expression, in one line: `hour 25 is not in 0-23`. `column` is where in
/// the text the offending piece begins (0-based) and `length` how long it is.
class CronError : public std::runtime_error {
 public:
  CronError(const std::string& message, std::size_t column, std::size_t length)
      : std::runtime_error(message), column(column), length(length) {}
  std::size_t column;
  std::size_t length;
};

/// A piece of an expression and the column at which it begins.
struct Piece {
  std::string_view text;
  std::size_t column;

  bool empty() const { return text.empty(); }
  Piece part(std::size_t from, std::size_t length = std::string_view::npos) const;
  /// The parts before and after the first `separator`; the second is empty when there is none.
  std::pair<Piece, Piece> cut_at(char separator) const;
  std::vector<Piece> split(char separator) const;

  [[noreturn]] void fail(const std::string& message) const;
  /// The text in quotes, on one line whatever it holds.
  std::string quoted() const;
};

/// A set of small numbers: bit n stands for n.
using Bits = std::uint64_t;

/// The name of the schedule whose expression is read, for what an H becomes; none for an expression
/// without a schedule.
struct HashedName {
  std::optional<std::string_view> schedule;
  bool is_asked = false;  ///< there was an H
};

/// What a field is called and what it may hold.
struct FieldKind {
  std::string_view name;                    ///< as messages call it
  int min;                                  ///< the least value
  int max;                                  ///< the greatest value
  int greatest_written;                     ///< 7 for weekdays, which is Sunday again
  std::string_view duration_unit;           ///< "m": for `every = "90m"`; empty when there is none
  std::span<const std::string_view> names;  ///< of the values from min on, or empty

  int size() const { return max - min + 1; }
  Bits all() const { return ((Bits{1} << size()) - 1) << min; }
  /// A number, or a name in any case, that is allowed here.
  int value(Piece piece) const;
  /// First and last of `a-b`; the last is less than the first plus size(), and may be above max: it
  /// wraps.
  std::pair<int, int> range(Piece piece) const;
  /// One item of the list: `*`, `5`, `1-5`, `22-2/2`, `H/15`.
  Bits item(Piece piece, HashedName& hashed) const;
  /// The whole field.
  Bits field(Piece piece, HashedName& hashed) const;

 private:
  std::optional<int> value_of_name(std::string_view text) const;
  std::optional<Bits> simple(std::string_view text) const;
  std::pair<int, int> bounds(Piece base, bool with_step) const;
  std::pair<int, int> ordered(int first, int last) const;
  int step(Piece piece) const;
};

extern const FieldKind second_field, minute_field, hour_field, day_field, month_field,
    weekday_field;

/// Throws when the comma-separated list has an empty item.
void refuse_empty_items(Piece field, const FieldKind& kind);

/// Calls `visit` with each item of a comma-separated list, none of them empty.
template <typename Visit>
void for_each_item(Piece field, const FieldKind& kind, Visit visit) {
  refuse_empty_items(field, kind);
  for (Piece rest = field; !rest.empty();) {
    const auto [item, others] = rest.cut_at(',');
    visit(item);
    rest = others;
  }
}

}  // namespace sidetick
