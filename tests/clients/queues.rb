# frozen_string_literal: true

# Each queue as Sidekiq's own API sees it: name -> size, latency, and the time that it was asked.

require_relative "workers"
require "sidekiq/api"

# Sidekiq 8 writes milliseconds, and takes a Float for the seconds of those before it. So do sidekiq-unique-jobs
# (orphans/ruby_reaper.rb, time_from_payload_timestamp) and OpenTelemetry's instrumentation (time_from_timestamp).
def as_sidekiq_8(time)
  (time.is_a?(Float) ? Time.at(time) : Time.at(time / 1000, time % 1000, :millisecond)).utc
end

def row(job)
  {jid: job.jid, class: job.display_class, args: job.display_args, tags: job.tags, latency: job.latency,
   created_at: job.created_at, enqueued_at: job.enqueued_at, in_8: as_sidekiq_8(job["enqueued_at"])}
end

def summary(queue)
  asked_at = Time.now.to_f
  {size: queue.size, latency: queue.latency, asked_at: asked_at, jobs: queue.map { |job| row(job) }}
end

puts JSON.generate(Sidekiq::Queue.all.to_h { |queue| [queue.name, summary(queue)] })
