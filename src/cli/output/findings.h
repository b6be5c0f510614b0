// What check has found, in the forms that programs read.
//
// Source:  sidetick(1), "check". GitHub's workflow commands: docs.github.com, "Workflow commands for
//          GitHub Actions", escaped as actions/toolkit does, packages/core/src/command.ts. SARIF:
//          OASIS, Static Analysis Results Interchange Format 2.1.0. GitLab: docs.gitlab.com, "Code
//          Quality", "Code Quality report format".
// Knows nothing of what is wrong.
#pragma once

#include <string>

#include "config/config.h"

namespace sidetick {

/// {"ok":true,"files":["jobs.toml"],"schedules":12,"errors":[{"file":…,"line":12,"column":8,
/// "message":…}],"warnings":[{…,"rule":"disabled"}],"notes":[]}; line and column are 0 for a file as
/// a whole, and the file is "" for Redis or the environment.
std::string findings_json(const Config& config, bool ok);

/// A line each: ::warning file=jobs.toml,line=12,col=8,title=disabled::…
std::string findings_github(const Config& config);

/// One run, with all rules.
std::string findings_sarif(const Config& config);

/// [{"description":…,"check_name":"disabled","fingerprint":…,"severity":"minor","location":{"path":
/// "jobs.toml","lines":{"begin":12}}}], without what has no file.
std::string findings_gitlab(const Config& config);

}  // namespace sidetick
