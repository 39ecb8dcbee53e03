import { checkBoolean, checkObject } from '@phasegate/pricing/units';
import type { ExposureDecision } from './tradeCheck.ts';

/**
 * A decision in one sentence for people: the node, its limit, its use and the largest size that would have passed,
 * amounts in PAT wei.
 *
 * @example
 * explainDecision({ accepted: true, soft: undefined }) // 'accepted, below every soft limit'
 */
export function explainDecision(decision: ExposureDecision): string {
  checkObject('decision', decision);
  checkBoolean('decision.accepted', decision.accepted);
  if (decision.accepted) {
    if (decision.soft === undefined) return 'accepted, below every soft limit';
    const { level, key, measure, limit, use } = decision.soft;
    return `accepted past the soft limit of ${level} ${key}: ${measure} use ${use} of ${limit}`;
  }
  checkObject('decision.binding', decision.binding);
  const { level, key, measure, limit, use } = decision.binding;
  const why =
    decision.reason === 'reduceOnly' ? 'the account is reduce-only' : `${level} ${key} is the tightest`;
  return (
    `refused, ${why}: ${measure} use ${use} of ${limit}; ` +
    `the largest size that passes is ${decision.largestPassing}`
  );
}
