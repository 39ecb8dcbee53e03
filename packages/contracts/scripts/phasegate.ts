/** `pnpm phasegate`: the operators' command line from the sources, on bindings that are current. */
import { main } from '../src/cli/main.ts';
import { makeBindingsCurrent } from './compile/makeBindingsCurrent.ts';

await main(process.argv.slice(2), makeBindingsCurrent);
