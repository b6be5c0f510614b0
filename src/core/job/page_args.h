// A job's arguments as the button "Enqueue now" of sidekiq-scheduler's page can push them.
//
// Source:  sidekiq-scheduler/sidekiq-scheduler, lib/sidekiq-scheduler/scheduler.rb (enqueue_job,
//          prepare_arguments) and utils.rb (initialize_active_job): of an ActiveJob it makes
//          klass.new(*args) of an array; of an object klass.new(args), its outer keys symbols, or
//          with keyword_argument klass.new(**args), all of its keys symbols. ActiveJob refuses the
//          keys with which it marks these itself: rails/rails, activejob/lib/active_job/arguments.rb.
#pragma once

#include <string>

#include "core/schedule/schedule.h"

namespace sidetick {

struct PageArgs {
  std::string args;               ///< JSON: an array, or the one object
  bool keyword_argument = false;  ///< the object holds keywords
};

/// What the page is given of `job`: where there is a form of which the button makes the same job as
/// a tick, that form; else the arguments as they are.
PageArgs page_args(const JobSpec& job);

/// What the button cannot do with `job`: "would push …". "" when it pushes the same as a tick.
std::string button_limit(const JobSpec& job);

}  // namespace sidetick
