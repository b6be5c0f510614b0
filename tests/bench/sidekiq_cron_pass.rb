# One pass of sidekiq-cron over the jobs in Redis: ruby sidekiq_cron_pass.rb URL [COUNT]
# With COUNT it makes so many jobs, each every minute, in place of the pass.
require "sidekiq"
require "sidekiq-cron"

Sidekiq.configure_client { |config| config.redis = { url: ARGV[0] } }
Sidekiq.logger.level = Logger::WARN
Redis.sadd_returns_boolean = false  # or a warning for each job

if ARGV[1]
  ARGV[1].to_i.times do |i|
    job = Sidekiq::Cron::Job.new(name: "schedule_#{i}", cron: "* * * * *", class: "ReportWorker",
                                 args: ["daily", i], queue: "reports")
    abort job.errors.join("\n") unless job.save
  end
else
  require "sidekiq/cron/poller"
  Sidekiq::Cron::Poller.new.enqueue
end
