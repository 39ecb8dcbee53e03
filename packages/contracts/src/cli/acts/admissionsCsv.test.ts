import { expect, test } from 'vitest';
import { UsageError } from '../errors.ts';
import { admissionsCsv } from './admissionsCsv.ts';

const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const other = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
const head = 'account,expiry,jurisdiction';

test('default: a CSV is read to its last cell', () => {
  expect(admissionsCsv('list.csv', `\uFEFF${head}\r\n${account}, 1798761600 ,4\r\n\r\n`)).toEqual([
    { account, expiry: 1_798_761_600, jurisdiction: 4 },
  ]);
  expect(admissionsCsv('list.csv', `${head}\n${account},2027-01-01,004`)[0]).toEqual({
    account,
    expiry: 1_798_761_600,
    jurisdiction: 4,
  });
});

test.each([
  '',
  head,
  `account;expiry\n${account};1;1`,
  `${head}\n${account},1`,
  `${head}\n${account},1,1,1`,
  `${head}\n0x12,2027-01-01,1`,
  `${head}\n${account.toLowerCase().replace('c5', 'C5')},2027-01-01,1`,
  `${head}\n${account},2027-02-30,1`,
  `${head}\n${account},-1,1`,
  `${head}\n${account},0,1`,
  `${head}\n${account},1099511627776,1`,
  `${head}\n${account},2027-01-01,1.5`,
  `${head}\n${account},2027-01-01,1000`,
  `${head}\n${account},1,1\n${account},1,1`,
])('error: UsageError for %j', (text) => {
  expect(() => admissionsCsv('list.csv', text)).toThrow(UsageError);
});

test('behavior: all that is wrong is said at once, line by line', () => {
  const rows = [`${account},2027-02-30,x`, `${other},2027-01-01,276`, '0x12,1', `${other},1,1`];
  expect(() => admissionsCsv('list.csv', [head, ...rows].join('\n'))).toThrow(
    new UsageError(
      [
        'list.csv: 3 of 4 rows are wrong, so none is sent',
        "line 2: expiry '2027-02-30'; a date like 2027-06-30 or Unix seconds are needed; jurisdiction 'x'; an ISO 3166-1 numeric code is needed",
        "line 4: 2 columns; 3 are needed; '0x12' is not an address with a valid checksum; jurisdiction ''; an ISO 3166-1 numeric code is needed",
        `line 5: ${other} stands on line 3 already`,
      ].join('\n'),
    ),
  );
});
