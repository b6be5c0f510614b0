# frozen_string_literal: true

# The workers of examples/sidetick.toml, for Sidekiq 6.3 or later:
#
#   REDIS_URL=redis://127.0.0.1:6379/0 sidekiq -r ./examples/workers/sidekiq_worker.rb -q reports -q default
#
# Each says what it got, one JSON object a line, on stdout or at the end of the file $JOBS_LOG.
# Sidekiq runs a job at least once (a worker that is killed leaves its job to the next), so real
# work should bear being done twice: the jid is the same each time, and so is the tick.

require "json"
require "sidekiq"
require "time"

module Noted
  # What arrives as an argument of `perform` depends on the schedule's args alone; with
  # include_metadata = true there is one more, {"scheduled_at": …}: the tick, in epoch seconds.
  def note(**what)
    line = JSON.generate({ class: self.class.name, jid: jid, **what })
    path = ENV.fetch("JOBS_LOG", "")
    # One write a line: the threads of a Sidekiq process share the file.
    path.empty? ? $stdout.write("#{line}\n") : File.write(path, "#{line}\n", mode: "a")
    $stdout.flush
  end
end

class HeartbeatWorker
  include Sidekiq::Job
  include Noted

  def perform
    note
  end
end

class SignUpReportWorker
  include Sidekiq::Job
  include Noted

  def perform(period, options, metadata)
    # The tick, not Time.now: the report is of the same quarter of an hour however late it runs.
    tick = Time.at(metadata.fetch("scheduled_at")).utc
    note(period: period, format: options.fetch("format"), tick: tick.iso8601)
  end
end

class CleanupWorker
  include Sidekiq::Job
  include Noted

  def perform
    note
  end
end

class MarketOpenWorker
  include Sidekiq::Job
  include Noted

  def perform
    note
  end
end
