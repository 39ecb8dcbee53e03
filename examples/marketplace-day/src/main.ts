import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidInputError } from '@phasegate/pricing';
import { EmptyFeedError, FeedHeaderError } from './feed/errors.ts';
import { generateFeed } from './feed/generateFeed.ts';
import { type Feed, parseFeed } from './feed/parseFeed.ts';
import { runParameters } from './market/parameters.ts';
import { htmlReport } from './report/htmlReport.ts';
import { summarise } from './report/summary.ts';
import { run } from './run.ts';
import { HELP, type Options, parseOptions } from './terminal/options.ts';
import { progressBar } from './terminal/progress.ts';
import { stopwatch } from './terminal/stopwatch.ts';
import { textSummary } from './terminal/table.ts';

const MISMATCH = 1;
const UNUSABLE_INPUT = 2;

async function main(options: Options): Promise<number> {
  const feed = readFeed(options);
  for (const { line, reason } of feed.malformed)
    process.stderr.write(`line ${line}: ${reason}; passed over\n`);
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

  mkdirSync(options.out, { recursive: true });
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
  if (options.feed !== undefined) return parseFeed(readFileSync(options.feed, 'utf8'));
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
  const unreadable = ['ENOENT', 'EISDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
  const unusable = [InvalidInputError, FeedHeaderError, EmptyFeedError].some((kind) => error instanceof kind);
  if (!unreadable && !unusable) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = UNUSABLE_INPUT;
}
