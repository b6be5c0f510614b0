// The job of a schedule: class, args, queue, retry and what else goes into its payload.
#pragma once

#include "config/toml/table_reader.h"
#include "core/schedule/schedule.h"

namespace sidetick {

/// Reads class and args.
void read_class_and_args(const TableReader& table, JobSpec& job);

/// Reads what [defaults] may say too: queue, retry, job, include_metadata, active_job, template.
void read_job_options(const TableReader& table, JobSpec& job);

}  // namespace sidetick
