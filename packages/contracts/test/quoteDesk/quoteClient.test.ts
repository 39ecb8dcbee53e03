import {
  ContractNotDeployedError,
  connectPhasegate,
  type PhasegateClient,
  RevertError,
  SignerRequiredError,
} from '@phasegate/contracts';
import {
  ANYONE,
  bookIdOf,
  callOption,
  type RfqQuote,
  type RfqRequest,
  rfqQuote,
  rfqQuoteTypedData,
  seriesIdOf,
} from '@phasegate/derivatives';
import { type Address, type Bps, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { ContractFactory, Interface, TypedDataEncoder, Wallet } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signerWalletAbi } from '../../scripts/generated/signerWallet/abi.ts';
import { signerWalletBytecode } from '../../scripts/generated/signerWallet/bytecode.ts';
import { type ClearingNode, startClearingNode } from '../../src/client/clearing/clearingNode.test.support.ts';
import { DEVELOPMENT_KEYS } from '../../src/client/localNode.test.support.ts';

const PAT = 10n ** 18n;
const LOTS = 4n;
let node: ClearingNode;
let maker: PhasegateClient;
let taker: PhasegateClient;
let seriesId: bigint;
let bookId: bigint;

beforeAll(async () => {
  node = await startClearingNode();
  maker = await connectAs(DEVELOPMENT_KEYS[1]);
  taker = await connectAs(DEVELOPMENT_KEYS[2]);
  bookId = bookIdOf({ market: 1, against: 1, expiry: node.expiry });
  seriesId = seriesIdOf(bookId, 0);
  expect(await node.listCall()).toBe(seriesId);
  for (const client of [maker, taker]) {
    await client.clearing.deposit({ amount: 10_000n * PAT });
    await client.clearing.setMatcher({ allowed: true });
  }
}, 120_000);
afterAll(async () => {
  maker.close();
  taker.close();
  await node.close();
});

function connectAs(signer?: string): Promise<PhasegateClient> {
  const options = { url: node.url, deployment: { addresses: node.addresses }, pollIntervalMs: 5 };
  return connectPhasegate(signer === undefined ? options : { ...options, signer });
}

const addressOf = async (client: PhasegateClient): Promise<Address> =>
  (await client.signer!.getAddress()) as Address;

/** The maker writes capped calls for whoever takes them, for a minute of the chain's clock. */
async function quoteOf(change: Partial<RfqRequest> = {}): Promise<RfqQuote> {
  const now = await node.now();
  return rfqQuote({
    maker: await addressOf(maker),
    taker: ANYONE,
    seriesId,
    series: callOption({ market: 1, expiry: node.expiry, strike: 100n * PAT, cap: 150n * PAT }),
    market: { forward: (100n * PAT) as Wad, now },
    volatility: PAT as Wad,
    halfSpread: (PAT / 50n) as Wad,
    takerBuys: true,
    lots: 2n * LOTS,
    minimumLots: 2n,
    index: (100n * PAT) as Wad,
    indexBandBps: 100 as Bps,
    lifetime: 60,
    nonce: 1n,
    ...change,
  } as RfqRequest);
}

test('behavior: the typed data of derivatives, of the client and of the contract have one hash', async () => {
  for (const change of [
    {},
    { takerBuys: false, nonce: 2n ** 255n, indexBandBps: 'any' },
    { taker: await addressOf(taker), index: -3n, lots: 2n ** 64n - 1n },
  ] as Partial<RfqRequest>[]) {
    const quote = await quoteOf(change);
    for (const premiumPerLot of [quote.premiumPerLot, -(2n ** 79n), 2n ** 79n - 1n]) {
      const each = { ...quote, premiumPerLot: premiumPerLot as Wad };
      const { chainId, quoteDesk } = node.addresses;
      const { domain, types, message } = rfqQuoteTypedData({
        quote: each,
        chainId,
        quoteDesk: quoteDesk as Address,
      });
      const fields = { RfqQuote: [...types.RfqQuote] };
      const hash = TypedDataEncoder.hash(domain, fields, message);
      expect(await node.desk.read('quoteHash', [each])).toBe(hash);
      expect(await maker.clearing.quoteHash(each)).toBe(hash);
    }
  }
});

test('default: quote, sign, check, fill a part, cancel the rest', async () => {
  const quote = await quoteOf();
  const signed = await maker.clearing.signQuote(quote);
  const standing = await taker.clearing.checkQuote({ ...signed, lots: LOTS });
  expect(standing).toMatchObject({
    isSigned: true,
    isCancelled: false,
    filled: 0n,
    left: 2n * LOTS,
    isExpired: false,
    index: 100n * PAT,
    refusal: undefined,
  });

  const filled = await taker.clearing.fillQuote({ ...signed, lots: LOTS, key: 'trade 1' });
  expect(filled).toMatchObject({ lots: LOTS, premium: LOTS * quote.premiumPerLot, fee: 0n, left: LOTS });
  const again = await taker.clearing.fillQuote({ ...signed, lots: LOTS, key: 'trade 1' });
  expect(again.hash).toBe(filled.hash);
  const writer = await taker.clearing.balanceOf(quote.maker);
  expect(writer.balance).toBe(10_000n * PAT + LOTS * quote.premiumPerLot);
  // By the week's volume the book locks 1.1 times the worst case.
  expect(writer.locked).toBe((LOTS * 50n * PAT * 11n) / 10n);
  expect(writer.free).toBe(writer.balance - writer.locked);

  await maker.clearing.cancelQuotes({ nonces: [1n] });
  const cancelled = await taker.clearing.checkQuote(signed);
  expect(cancelled).toMatchObject({ isCancelled: true, filled: LOTS, left: 0n });
  expect(cancelled.refusal).toMatchObject({ reason: 'QuoteDesk_QuoteCancelled' });
  await expect(taker.clearing.fillQuote({ ...signed, lots: LOTS })).rejects.toMatchObject({
    name: 'RevertError',
    reason: 'QuoteDesk_QuoteCancelled',
    facts: { maker: quote.maker, nonce: 1n },
  });
});

test('behavior: a contract signs by EIP-1271, with the key that acts through it', async () => {
  const key = new Wallet(DEVELOPMENT_KEYS[1]!);
  const factory = new ContractFactory(signerWalletAbi, signerWalletBytecode, node.signers[1]);
  const wallet = await (await factory.deploy(key.address)).waitForDeployment();
  const address = (await wallet.getAddress()) as Address;
  const run = async (target: string, iface: Interface, name: string, args: readonly unknown[]) => {
    const data = iface.encodeFunctionData(name, args);
    const execute = new Interface(signerWalletAbi).encodeFunctionData('execute', [target, data]);
    await (await node.signers[1]!.sendTransaction({ to: address, data: execute })).wait();
  };
  const { pat } = node.deployment.contracts;
  await (await pat.as(node.signers[1]!).write('transfer', [address, 1_000n * PAT])).wait();
  await run(pat.address, pat.interface, 'approve', [node.clearing.address, 1_000n * PAT]);
  await run(node.clearing.address, node.clearing.interface, 'deposit', [1_000n * PAT]);
  await run(node.clearing.address, node.clearing.interface, 'setMatcher', [node.desk.address, true]);

  const quote = await quoteOf({ maker: address, lots: 3n, nonce: 2n });
  const unsigned = await taker.clearing.checkQuote({ quote, signature: '0x' });
  expect(unsigned).toMatchObject({ isSigned: false });
  expect(unsigned.refusal).toMatchObject({ reason: 'QuoteDesk_InvalidSignature', facts: { maker: address } });
  // Nonces of the account are its sender's own business; the client here only signs.
  const signed = await maker.clearing.signQuote(quote);
  expect(await taker.clearing.checkQuote(signed)).toMatchObject({ isSigned: true, refusal: undefined });
  await taker.clearing.fillQuote({ ...signed, lots: 3n });
  expect(await node.clearing.read('lotsOf', [address, seriesId])).toBe(-3n);
});

test('behavior: a check says what a fill would meet, and a changed field is no signature', async () => {
  const signed = await maker.clearing.signQuote(await quoteOf({ nonce: 3n }));
  const { quote } = signed;
  const dearer = { ...signed, quote: { ...quote, premiumPerLot: 1n } };
  expect(await taker.clearing.checkQuote(dearer)).toMatchObject({ isSigned: false });
  expect(await taker.clearing.checkQuote({ ...signed, signature: '0x12' })).toMatchObject({
    isSigned: false,
  });
  const standing = (change: object) => taker.clearing.checkQuote({ ...signed, ...change });
  expect((await standing({ lots: 1n })).refusal).toMatchObject({ reason: 'QuoteDesk_FillTooSmall' });
  expect((await standing({ lots: 9n })).refusal).toMatchObject({
    reason: 'QuoteDesk_QuoteFilled',
    facts: { lots: 9n, left: 8n },
  });
  expect((await standing({ taker: node.signers[3]!.address })).refusal).toMatchObject({
    reason: 'ClearingHouse_MatcherNotAllowed',
  });
  const reader = await connectAs();
  expect((await reader.clearing.checkQuote(signed)).isSigned).toBe(true);
  reader.close();
});

test('default: everything leaves in the end, by the accounts themselves', async () => {
  // Half of the window's four hours are enough for a price.
  for (const before of [7_200, 1_800]) {
    await node.mineAt(node.expiry - before);
    await node.trade();
  }
  const early = await taker.clearing
    .settleAndWithdraw({ bookIds: [bookId] })
    .catch((error: unknown) => error);
  expect(early).toMatchObject({ reason: 'SettlementOracle_NotExpired' });
  await node.mineAt(node.expiry);
  const { balance } = await taker.clearing.balanceOf();
  const bought = await taker.clearing.settleAndWithdraw({ bookIds: [bookId] });
  // At 100 a call struck at 100 pays nothing.
  expect(bought).toMatchObject({ withdrawn: balance, payoffs: [{ bookId, payoff: 0n }] });
  await maker.clearing.settleAndWithdraw({ bookIds: [bookId] });
  expect(await maker.clearing.balanceOf()).toEqual({ balance: 0n, locked: 0n, free: 0n });
  const amount = 5n * PAT;
  const permit = await maker.spot.signPermit({
    value: amount,
    deadline: (await node.now()) + 3_600,
    spender: node.clearing.address,
  });
  await maker.clearing.deposit({ amount, permit });
  expect((await maker.clearing.balanceOf()).free).toBe(amount);
  await maker.clearing.withdraw({ amount: PAT });
  await maker.clearing.withdraw({});
  expect((await maker.clearing.balanceOf()).balance).toBe(0n);
}, 60_000);

test('error: InvalidInputError, SignerRequiredError, ContractNotDeployedError, RevertError', async () => {
  const quote = await quoteOf({ market: { forward: PAT as Wad, now: node.expiry } });
  const { clearing } = maker;
  await expect(clearing.signQuote({ ...quote, lots: 2n ** 64n })).rejects.toThrow(InvalidInputError);
  await expect(clearing.signQuote({ ...quote, maker: node.signers[4]!.address })).rejects.toMatchObject({
    path: 'quote.maker',
  });
  await expect(clearing.cancelQuotes({ nonces: [] })).rejects.toThrow(InvalidInputError);
  await expect(clearing.cancelQuotes({ nonces: [1n, 256n] })).rejects.toMatchObject({ observed: 256n });
  await expect(clearing.deposit({ amount: 1 as unknown as bigint })).rejects.toThrow(InvalidInputError);
  await expect(clearing.withdraw({ amount: 1n })).rejects.toMatchObject({
    reason: 'ClearingHouse_ExceedsFree',
  });
  await expect(clearing.withdraw({ amount: 1n })).rejects.toThrow(RevertError);
  await expect(clearing.setMatcher({ allowed: true, typo: 1 } as never)).rejects.toThrow(InvalidInputError);
  const reader = await connectAs();
  await expect(reader.clearing.signQuote(quote)).rejects.toThrow(SignerRequiredError);
  await expect(reader.clearing.balanceOf()).rejects.toThrow(SignerRequiredError);
  reader.close();
  const spotOnly = await connectPhasegate({ url: node.url, deployment: node.deployment });
  await expect(spotOnly.clearing.balanceOf(quote.maker)).rejects.toThrow(ContractNotDeployedError);
  spotOnly.close();
});
