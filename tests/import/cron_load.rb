# Reads a schedule, name -> options, as JSON from standard input or as YAML with ERB from the file that
# is named, and has the real sidekiq-cron keep it in Redis. Prints what that refuses, name -> errors.
require "erb"
require "json"
require "yaml"
require "sidekiq"
require "sidekiq-cron"

Sidekiq.logger.level = Logger::ERROR
Sidekiq.configure_client { |config| config.redis = { url: ENV.fetch("REDIS_URL") } }

schedule = if ARGV.empty?
             JSON.parse($stdin.read)
           else
             YAML.safe_load(ERB.new(File.read(ARGV[0])).result, permitted_classes: [Symbol], aliases: true)
           end
puts JSON.generate(Sidekiq::Cron::Job.load_from_hash(schedule))
