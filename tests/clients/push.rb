# frozen_string_literal: true

# Pushes the jobs that stdin names, a JSON list, as an application does; prints their jids.
# {"active_job": NAME, "args": […], "queue": NAME} goes through ActiveJob, all else to Sidekiq::Client.

require_relative "workers"

def push(item)
  return Sidekiq::Client.push(item) unless item["active_job"]

  Object.const_get(item["active_job"]).set(queue: item["queue"]).perform_later(*item["args"]).provider_job_id
end

puts JSON.generate(JSON.parse($stdin.read).map { |item| push(item) })
