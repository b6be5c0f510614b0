#include "core/time/zone.h"

#include <algorithm>

#include "core/text/hash.h"
#include "core/time/tzif.h"

namespace sidetick {

std::shared_ptr<const Zone> Zone::utc(std::string name) {
  std::shared_ptr<Zone> zone(new Zone);
  zone->name_ = std::move(name);
  zone->begins_ = {never_began};
  zone->offsets_ = {Seconds{0}};
  return zone;
}

std::shared_ptr<const Zone> Zone::from_tzif(std::string name, std::string_view bytes) {
  const ZoneHistory history = parse_tzif(bytes);
  std::shared_ptr<Zone> zone(new Zone);
  zone->name_ = std::move(name);
  if (!zone->has_name()) zone->data_hash_ = hash64(bytes);
  zone->begins_.reserve(history.changes.size() + 1);
  zone->offsets_.reserve(history.changes.size() + 1);
  zone->begins_.push_back(never_began);
  zone->offsets_.push_back(history.first_offset);
  for (const ZoneChange& change : history.changes) {
    // Changes of the abbreviation or the summer flag alone are none to us.
    if (change.offset == zone->offsets_.back()) continue;
    zone->begins_.push_back(change.at);
    zone->offsets_.push_back(change.offset);
  }
  zone->rule_ = history.rule;
  if (!history.changes.empty()) zone->settled_from_ = history.changes.back().at;
  return zone;
}

std::shared_ptr<const Zone> Zone::from_rule(std::string name, std::string_view rule) {
  std::shared_ptr<Zone> zone(new Zone);
  zone->name_ = std::move(name);
  zone->data_hash_ = hash64(rule);
  zone->rule_ = PosixRule::parse(rule);
  zone->begins_ = {never_began};
  zone->offsets_ = {zone->rule_->standard};
  return zone;
}

std::string Zone::identity() const {
  return has_name() ? name_ : name_ + ":" + std::to_string(data_hash_);
}

ZonePeriod Zone::period(Instant instant) const {
  return rule_ && instant >= settled_from_ ? period_by_rule(instant) : period_on_record(instant);
}

ZonePeriod Zone::period_by_rule(Instant instant) const {
  ZonePeriod period = rule_->period(instant);
  period.begin = std::max(period.begin, settled_from_);
  return period;
}

ZonePeriod Zone::period_on_record(Instant instant) const {
  const auto after = std::upper_bound(begins_.begin() + 1, begins_.end(), instant);
  const auto index = after - begins_.begin() - 1;
  const Instant last_end = rule_ ? settled_from_ : never_ends;
  return {begins_[static_cast<std::size_t>(index)], after == begins_.end() ? last_end : *after,
          offsets_[static_cast<std::size_t>(index)]};
}

WallClock Zone::wall_clock(Instant instant) const {
  return WallClock{instant.time_since_epoch() + period(instant).offset};
}

Instant Zone::instant_of(WallClock wall) const {
  // No offset is further from UTC than a day; so the right period is one that touches two days.
  constexpr std::chrono::hours day{24};
  const Instant read_as_utc{wall.time_since_epoch()};
  for (Instant at = read_as_utc - day;;) {
    const ZonePeriod near = period(at);
    const Instant candidate = read_as_utc - near.offset;
    if (candidate < near.begin) return near.begin;
    if (candidate < near.end || near.end > read_as_utc + day) return candidate;
    at = near.end;
  }
}

}  // namespace sidetick
