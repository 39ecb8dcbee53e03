import type { Reporter, TestModule } from 'vitest/node';

const BEAT_MILLISECONDS = 15_000;
const SLOWEST = 10;

/**
 * Says every 15 seconds how far a run is and what it waits for, since some files take minutes, and at the end which tests
 * took longest.
 */
export class ProgressReporter implements Reporter {
  readonly #write: (text: string) => void;
  readonly #running = new Set<string>();
  readonly #started = Date.now();
  #queued = 0;
  #ended = 0;
  #beat: NodeJS.Timeout | undefined;

  constructor(write: (text: string) => void = (text) => void process.stderr.write(text)) {
    this.#write = write;
  }

  onTestRunStart(specifications: readonly unknown[]): void {
    this.#queued = specifications.length;
    this.#beat = setInterval(() => this.#write(this.status()), BEAT_MILLISECONDS).unref();
  }

  onTestModuleStart(module: TestModule): void {
    this.#running.add(nameOf(module));
  }

  onTestModuleEnd(module: TestModule): void {
    this.#running.delete(nameOf(module));
    this.#ended += 1;
  }

  /** How far the run is, as a line. */
  status(): string {
    const seconds = Math.round((Date.now() - this.#started) / 1_000);
    const waiting = [...this.#running].join(', ');
    return `${this.#ended} of ${this.#queued} test files in ${seconds} s; running ${waiting === '' ? 'none' : waiting}\n`;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    clearInterval(this.#beat);
    const tests = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => ({
        name: `${nameOf(module)}: ${test.fullName}`,
        milliseconds: test.diagnostic()?.duration ?? 0,
      })),
    );
    if (tests.length < SLOWEST) return;
    const slowest = tests.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
    const lines = slowest.map(
      ({ name, milliseconds }) => `${(milliseconds / 1_000).toFixed(1).padStart(7)} s  ${name}\n`,
    );
    this.#write(`\nslowest tests:\n${lines.join('')}\n`);
  }
}

function nameOf({ project, relativeModuleId }: TestModule): string {
  return `${project.name} ${relativeModuleId}`;
}
