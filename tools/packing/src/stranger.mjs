// Runs in a folder outside the workspace that has the packages from their tarballs, and nothing else.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { deployPhasegate } from '@phasegate/contracts';
import { createLocalChain } from '@phasegate/contracts/local-chain';
import { black76 } from '@phasegate/derivatives';
import { openSpotMarket } from '@phasegate/market';
import { freshnessCurve, parseWad, quoteFromJson, quoteSegment, WAD } from '@phasegate/pricing';
import { compileFormula } from '@phasegate/pricing/formula';
import { bigintText } from '@phasegate/pricing/units';
import { reportPage } from '@phasegate/report';
import { worstCaseMargin } from '@phasegate/risk';

const quote = quoteSegment({
  baseValue: parseWad('85'),
  curve: freshnessCurve({ family: 'linear' }),
  issuedAt: 0,
  windowSeconds: 604_800,
  demand: WAD,
  scarcity: WAD,
  marginBps: 3_000,
  now: 0,
  quoteLifetimeSeconds: 60,
});
assert.deepEqual(quoteFromJson(JSON.parse(JSON.stringify(quote, bigintText))), quote);
assert.equal(compileFormula('2 * freshness').evaluate({ freshness: 0.5 }), 1);
assert.equal(worstCaseMargin([{ kind: 'put', strike: 100n, quantity: -1n }]), 100n);
const option = { type: 'call', forward: 100, strike: 100, timeToExpiry: 1, rate: 0, volatility: 0.2 };
assert.ok(black76(option).price > 7.9);
assert.equal(typeof openSpotMarket, 'function');
assert.match(reportPage({ title: 'A', lead: 'B', parts: [] }), /^<!doctype html>/);

const chain = await createLocalChain();
const { contracts } = await deployPhasegate({ signer: chain.signers[0] });
assert.equal(await contracts.pat.read('symbol', []), 'PAT');
await chain.close();

// Solidity sources import OpenZeppelin's from beside them.
const require = createRequire(import.meta.resolve('@phasegate/contracts/package.json'));
for (const name of ['contracts', 'contracts-upgradeable'])
  require.resolve(`@openzeppelin/${name}/package.json`);
console.log('installed packages work');
