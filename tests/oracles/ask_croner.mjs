// Answers the cases on stdin with croner's ticks, in the form of `sidetick next --cases`.
// CRONER names the module's file.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { Cron } = await import(pathToFileURL(process.env.CRONER).href);

function answer({ cron, zone, from, count }) {
  const options = {
    timezone: zone ?? "UTC",
    sloppyRanges: true,
    fixedTimeRule: "no-wildcard",
    paused: true,
  };
  const runs = new Cron(cron, options).nextRuns(count, new Date(from));
  return runs.map((run) => run.toISOString().replace(".000Z", "Z"));
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(JSON.stringify({ ticks: answer(JSON.parse(line)) }));
  } catch (error) {
    console.log(JSON.stringify({ error: `${error.name}: ${error.message}` }));
  }
}
