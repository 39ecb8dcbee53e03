import { init } from 'z3-solver';
import { toBitVectors, usesBitOperations, withNumbers } from './bitVectors.ts';

/**
 * What the solver may spend on one query, in its own units of work: the same on every machine, unlike seconds.
 * All that is proven today takes less than a tenth of it.
 */
const RESOURCE_LIMIT = 20_000_000;

/** Answers SMT-LIB queries of the compiler. */
export interface Solver {
  /** `unsat`, `sat` with what follows it, or `unknown`. */
  answer(query: string): Promise<string>;
}

/** Starts z3, which runs as WebAssembly in threads of its own. They outlive everything: end the process by `exit`. */
export async function startSolver(): Promise<Solver> {
  const { Z3 } = await init();
  Z3.global_param_set('memory_max_size', '1200');
  return {
    async answer(query) {
      const asked = usesBitOperations(query) ? toBitVectors(query) : query;
      const config = Z3.mk_config();
      const context = Z3.mk_context(config);
      Z3.del_config(config);
      try {
        const limited = `(set-option :rlimit ${RESOURCE_LIMIT})\n${asked}`;
        return verdict(await Z3.eval_smtlib2_string(context, limited));
      } finally {
        Z3.del_context(context);
      }
    },
  };
}

/** After `unsat` and `unknown` the values that the compiler also asks for are an error message, of no use to it. */
function verdict(answer: string): string {
  const [word = ''] = answer.split('\n');
  if (word === 'sat') return withNumbers(answer);
  if (word === 'unsat' || word === 'unknown') return word;
  throw new Error(`The solver doesn't understand a query: ${answer.slice(0, 300)}`);
}
