/** `pnpm compile`: makes the bindings of the contracts current. */
import { makeBindingsCurrent } from './compile/makeBindingsCurrent.ts';

await makeBindingsCurrent().catch((cause: Error) => {
  process.stderr.write(`${cause.message}\n`);
  process.exitCode = 1;
});
