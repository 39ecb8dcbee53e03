import { readText } from '../files.ts';
import { need, type Options } from '../options.ts';
import type { Session } from '../session.ts';
import type { Plan } from './act.ts';
import { admissionsCsv } from './admissionsCsv.ts';

const BATCH = 100;

/** Admits or renews the institutions of a CSV. */
export async function admitPlan({ contracts }: Session, options: Options): Promise<Plan> {
  const { phaseGate } = contracts;
  const file = need(options, 'csv');
  const admissions = admissionsCsv(file, await readText(file));
  const batches = Array.from({ length: Math.ceil(admissions.length / BATCH) }, (_, i) =>
    admissions.slice(i * BATCH, (i + 1) * BATCH),
  );
  return {
    acts: batches.map((batch, i) => ({
      title: `admit batch ${i + 1} of ${batches.length}`,
      effect: `${batch.length} institutions admitted or renewed: ${batch.map(({ account }) => account).join(' ')}`,
      to: phaseGate.address,
      data: phaseGate.encode('admitInstitutions', [batch]),
    })),
  };
}
