# The workers of examples/sidetick.toml, for Exq. A worker is a plain module: Exq calls perform with
# the job's arguments, in the module that "class" names (Exq itself puts "Elixir." before it).
#
# In an application with {:exq, "~> 0.19"} put this file into lib/, and into config/config.exs:
#
#   config :exq,
#     url: "redis://127.0.0.1:6379/0",
#     namespace: "exq",                      # the same as [redis] namespace in sidetick.toml
#     queues: ["default", "reports"]
#
# Each says what it got, one line a job, on stdout or at the end of the file $JOBS_LOG. Exq runs a
# job at least once, so real work should bear being done twice.

defmodule Noted do
  def note(module, what) do
    line = "#{inspect(module)} #{inspect(what)}\n"

    case System.get_env("JOBS_LOG", "") do
      "" -> IO.write(line)
      path -> File.write!(path, line, [:append])
    end
  end
end

defmodule HeartbeatWorker do
  def perform, do: Noted.note(__MODULE__, [])
end

defmodule SignUpReportWorker do
  # The last argument is there because of include_metadata = true: the tick, in epoch seconds.
  def perform(period, %{"format" => format}, %{"scheduled_at" => scheduled_at}) do
    # The tick, not the present: the report is of the same quarter of an hour however late it runs.
    tick = scheduled_at |> trunc() |> DateTime.from_unix!() |> DateTime.to_iso8601()
    Noted.note(__MODULE__, period: period, format: format, tick: tick)
  end
end

defmodule CleanupWorker do
  def perform, do: Noted.note(__MODULE__, [])
end

defmodule MarketOpenWorker do
  def perform, do: Noted.note(__MODULE__, [])
end
