# frozen_string_literal: true

# Each queue as Sidekiq's own API sees it: name -> size, latency, and the time that it was asked.

require_relative "workers"
require "sidekiq/api"

queues = Sidekiq::Queue.all.to_h do |queue|
  before = Time.now.to_f
  [queue.name, {size: queue.size, latency: queue.latency, asked_at: before,
                jobs: queue.map { |job| {jid: job.jid, class: job.display_class, args: job.display_args, tags: job.tags,
                                         latency: job.latency, created_at: job.created_at, enqueued_at: job.enqueued_at} }}]
end
puts JSON.generate(queues)
