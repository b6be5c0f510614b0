// Placeholders in a job's arguments: what a job needs to know of its data interval.
//
// Source:  sidetick.toml(5), `template`. In strings at any depth, but not in the keys of tables:
//            {tick}         the tick, ISO 8601 in the schedule's zone: 2026-03-29T03:00:00+02:00
//            {tick:FORMAT}  by the letters of core/time/strftime.h
//            {tick.unix}    seconds since the epoch
//            {tick.unix:number}   the same as a number of JSON in place of the string, which holds
//                           nothing else
//            {previous_tick} {next_tick}   the ticks beside it in the schedule, in the same forms
//            {schedule}     the schedule's name
//            {{ }}          a brace
// Note:    the arguments are worked on as the JSON text they are: nothing that a placeholder stands
//          for can end the string it is in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/schedule/schedule.h"

namespace sidetick {

/// What is wrong with the placeholders of `args`, compact JSON, in a schedule of this `timing`:
/// `template "{tik}": unknown name "tik": did you mean "tick"?` Nothing when all are right.
std::optional<std::string> template_problem(std::string_view args, const Timing& timing);

/// The first placeholder in `args`, compact JSON: `{tick:%F}`. "" when there is none.
std::string_view placeholder_in(std::string_view args);

/// True when a job has not just `args`, which have no template_problem, as they are written: there is
/// a placeholder, or a doubled brace.
bool template_changes(std::string_view args);

/// The arguments of `schedule`, which have no template_problem, as they are for `tick`. A tick
/// beside it that does not exist (at the ends of time) is an empty text, and null for a number.
std::string render_template(const Schedule& schedule, Instant tick);

}  // namespace sidetick
