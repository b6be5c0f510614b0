#include "core/job/active_job.h"

#include "core/text/json.h"

namespace sidetick {

std::string active_job_id(std::string_view jid) {
  std::string digits(jid);
  digits.resize(30, '0');
  return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-8" + digits.substr(12, 3) + "-8" +
         digits.substr(15, 3) + "-" + digits.substr(18);
}

std::string active_job_args(const JobSpec& job, std::string_view arguments, std::string_view jid,
                            std::string_view enqueued_at) {
  std::string out = "[{\"job_class\":" + json_string(job.class_name);
  out += ",\"job_id\":\"" + active_job_id(jid) + "\",\"provider_job_id\":null";
  out += ",\"queue_name\":" + json_string(job.queue) + ",\"priority\":null,\"arguments\":";
  out += arguments;
  out += ",\"executions\":0,\"exception_executions\":{},\"locale\":null,\"timezone\":null";
  out += ",\"enqueued_at\":" + json_string(enqueued_at) + "}]";
  return out;
}

}  // namespace sidetick
