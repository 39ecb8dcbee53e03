import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidInputError } from '@phasegate/pricing';
import { decodeFeed } from './feed/decodeFeed.ts';
import { EmptyFeedError, FeedEncodingError, FeedHeaderError } from './feed/errors.ts';
import { generateFeed } from './feed/generateFeed.ts';
import { malformedText } from './feed/malformedText.ts';
import { type Feed, parseFeed } from './feed/parseFeed.ts';
import { runParameters } from './market/parameters.ts';
import { htmlReport } from './report/htmlReport.ts';
import { summarise } from './report/summary.ts';
import { run } from './run.ts';
import { makeFolder, readFile } from './terminal/files.ts';
import { HELP, type Options, parseOptions } from './terminal/options.ts';
import { progressBar } from './terminal/progress.ts';
import { stopwatch } from './terminal/stopwatch.ts';
import { textSummary } from './terminal/table.ts';

const MISMATCH = 1;
const UNUSABLE_INPUT = 2;

async function main(options: Options): Promise<number> {
  // Before the run, not after it: whatever can be refused at once.
  makeFolder(options.out);
  const feed = readFeed(options);
  process.stderr.write(malformedText(feed.malformed));
  const started = performance.now();
  const watch = stopwatch();
  const bar = progressBar();
  const result = await run({
    sessions: feed.sessions,
    seed: options.seed,
    parameters: runParameters,
    tamper: options.tamper,
    onProgress: bar.onProgress,
    stopwatch: watch,
  }).finally(bar.stop);
  const source = {
    path: options.feed,
    seed: options.seed,
    rows: feed.sessions.length,
    malformedRows: feed.malformed.length,
  };
  const seconds = (performance.now() - started) / 1000;
  const summary = summarise({ result, parameters: runParameters, feed: source, seconds });

  const report = join(options.out, 'report.html');
  const html = await watch.time('drawing the report', () => htmlReport(summary, result, runParameters));
  writeFileSync(report, html);
  const json = `${JSON.stringify(summary, null, 2)}\n`;
  writeFileSync(join(options.out, 'summary.json'), json);
  const text = `${textSummary(summary, result.mismatches, resolve(report))}\n`;
  if (options.json) process.stderr.write(text);
  process.stdout.write(options.json ? json : text);
  if (options.timings) process.stderr.write(`\n${watch.report()}`);
  return summary.mismatches === 0 ? 0 : MISMATCH;
}

function readFeed(options: Options): Feed {
  if (options.feed !== undefined) return parseFeed(decodeFeed(readFile(options.feed)));
  process.stderr.write(
    `no --feed given: generating ${options.sessions} sessions from seed ${options.seed}\n`,
  );
  return parseFeed(generateFeed(options.sessions, options.seed));
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(`${HELP}\n`);
  else process.exitCode = await main(options);
} catch (error) {
  // What a user can mend is said in a line; anything else is a defect and keeps its stack.
  const mendable = [InvalidInputError, FeedHeaderError, FeedEncodingError, EmptyFeedError];
  if (!mendable.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = UNUSABLE_INPUT;
}
