import { readinessTypedData, type SignedReadiness } from '../../governance/readinessTypedData.ts';
import { UsageError } from '../errors.ts';
import { readJson } from '../files.ts';
import { need, needWhole, type Options } from '../options.ts';
import { readinessVerdict } from '../readinessVerdict.ts';
import type { Session } from '../session.ts';
import { dayText } from '../words.ts';
import type { Plan } from './act.ts';

/** Digests days, records or signs a report, or says whether phase 3 may be opened. */
export async function readinessPlan(session: Session, options: Options): Promise<Plan> {
  const { phaseGate } = session.contracts;
  const { digest, signature, report: file } = options.texts;
  if (digest !== undefined) return digestPlan(session, options);
  if (signature !== undefined) {
    const report = await readReport(options);
    const effect = `report ${report.reportHash} over ${dayText(report.fromDay)} to ${dayText(report.toDay)}`;
    const data = phaseGate.encode('recordReadiness', [report, signature]);
    return { acts: [{ title: 'record readiness', effect, to: phaseGate.address, data }] };
  }
  if (file !== undefined) return { answer: { signature: await signReport(session, options) } };
  return { answer: { readiness: await readinessVerdict(session.contracts) } };
}

function digestPlan({ contracts }: Session, options: Options): Plan {
  const { readinessMeter } = contracts;
  const [market, day, count] = (['market', 'digest', 'count'] as const).map((name) =>
    needWhole(options, name),
  );
  const data = readinessMeter.encode('digest', [market!, day!, count!]);
  const effect = `keeps ${count} days of market ${market} from day ${day} (${dayText(day!)})`;
  return { acts: [{ title: 'digest', effect, to: readinessMeter.address, data }] };
}

/** The auditor's signature of the report's figures. */
async function signReport({ addresses, signer }: Session, options: Options): Promise<string> {
  if (signer === undefined) throw new UsageError('signing needs the key of the auditor');
  const { chainId, phaseGate } = addresses;
  const data = readinessTypedData({ chainId, phaseGate, report: await readReport(options) });
  return signer.signTypedData(data.domain, data.types, data.message);
}

const WHOLE = [
  'term',
  'revision',
  'market',
  'fromDay',
  'toDay',
  'unaffiliatedBuyers',
  'largestBuyerBps',
  'deliveredBps',
] as const;

async function readReport(options: Options): Promise<SignedReadiness> {
  const file = need(options, 'report');
  const report = await readJson(file, ['unaffiliatedVolume']);
  if (typeof report['unaffiliatedVolume'] !== 'bigint') {
    throw new UsageError(`${file}: unaffiliatedVolume must be wei as decimal text`);
  }
  for (const name of WHOLE) {
    if (!Number.isSafeInteger(report[name])) throw new UsageError(`${file}: ${name} must be a whole number`);
  }
  if (!/^0x[0-9a-f]{64}$/i.test(String(report['reportHash']))) {
    throw new UsageError(`${file}: reportHash must be 32 bytes`);
  }
  return report as unknown as SignedReadiness;
}
