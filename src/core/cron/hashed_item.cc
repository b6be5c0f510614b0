#include "core/cron/hashed_item.h"

#include <array>
#include <bit>

#include "core/cron/split.h"
#include "core/text/hash.h"
#include "core/text/number.h"

namespace sidetick {
namespace {

/// Of "minute report": the name of the field, a space, the name of the schedule.
int number_below(int size, const FieldKind& kind, std::string_view schedule) {
  const std::string text = std::string(kind.name) + " " + std::string(schedule);
  return static_cast<int>(xxh64(text) % static_cast<unsigned>(size));
}

/// An H, cut at its brackets and its step.
struct Parts {
  std::optional<Piece> range;
  std::optional<Piece> step;
};

Parts cut(const FieldKind& kind, Piece item) {
  Parts parts;
  Piece rest = item.part(1);
  const std::size_t close = rest.text.find(')');
  if (rest.text.starts_with('(') && close != std::string_view::npos) {
    parts.range = rest.part(1, close - 1);
    rest = rest.part(close + 1);
  }
  if (rest.text.starts_with('/')) {
    parts.step = rest.part(1);
    rest = rest.part(rest.text.size());
  }
  if (!rest.empty()) {
    item.fail(std::string(kind.name) + " " + item.quoted() + " is not H, H(" +
              std::to_string(kind.min) + "-" + std::to_string(kind.max) +
              "), or one of them with a step as in H/2");
  }
  return parts;
}

/// The whole field, but the days that every month has.
std::pair<int, int> range_of(const FieldKind& kind, const Parts& parts) {
  if (parts.range) return kind.range(*parts.range);
  return {kind.min, &kind == &day_field ? 28 : kind.max};
}

int step_of(Piece item, Piece step, int size) {
  const auto number = parse_number(step.text, 2, size);
  if (number) return static_cast<int>(*number);
  if (size < 2) item.fail(item.quoted() + " has one value, and no step");
  step.fail("step " + step.quoted() + " of H is not a number in 2-" + std::to_string(size) +
            ": H alone is one value, * is every value");
}

}  // namespace

Bits HashedItem::bits(const FieldKind& kind) const {
  Bits bits = 0;
  for (int value = first; value <= last; value += step) {
    bits |= Bits{1} << (value > kind.max ? value - kind.size() : value);
  }
  return bits;
}

std::string HashedItem::text(const FieldKind& kind) const {
  if (first + step > last) return std::to_string(first > kind.max ? first - kind.size() : first);
  if (last <= kind.max) {
    return std::to_string(first) + "-" + std::to_string(last) + "/" + std::to_string(step);
  }
  std::string list;
  for (Bits rest = bits(kind); rest != 0; rest &= rest - 1) {
    list += (list.empty() ? "" : ",") + std::to_string(std::countr_zero(rest));
  }
  return list;
}

bool is_hashed_item(std::string_view item) {
  return item.front() == 'H' || item.front() == 'h';
}

HashedItem read_hashed_item(const FieldKind& kind, Piece item,
                            const std::optional<std::string_view>& schedule) {
  const Parts parts = cut(kind, item);
  const auto [first, last] = range_of(kind, parts);
  const int size = last - first + 1;
  const int step = parts.step ? step_of(item, *parts.step, size) : size;
  if (!schedule) {
    item.fail(std::string(kind.name) + " " + item.quoted() +
              " is made from the name of a schedule: give a name beside the expression");
  }
  return {first + number_below(step, kind, *schedule), last, step};
}

std::string without_hashes(std::string_view expression, std::string_view schedule) {
  const std::array kinds{&second_field, &minute_field, &hour_field,
                         &day_field,    &month_field,  &weekday_field};
  const CronText cut = cut_cron_text(expression);
  std::string text;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    for (const Piece& item : cut.fields[i].split(',')) {
      if (!is_hashed_item(item.text)) continue;
      text += expression.substr(copied, item.column - copied);
      text += read_hashed_item(*kinds[i], item, schedule).text(*kinds[i]);
      copied = item.column + item.text.size();
    }
  }
  return text + std::string(expression.substr(copied));
}

}  // namespace sidetick
