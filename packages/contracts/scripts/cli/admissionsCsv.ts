import { isAddress } from 'ethers';
import { UsageError } from './errors.ts';

export interface CsvAdmission {
  readonly account: string;
  readonly expiry: number;
  readonly jurisdiction: number;
}

const HEADER = 'account,expiry,jurisdiction';

/**
 * Institutions from a CSV with the header `account,expiry,jurisdiction`: an address with a valid checksum, an expiry as
 * `2027-06-30` (midnight UTC, exclusive) or Unix seconds, an ISO 3166-1 numeric country code. Empty lines are skipped.
 *
 * @throws {UsageError} naming the line: wrong header, columns or values, or an account listed twice.
 */
export function admissionsCsv(text: string): readonly CsvAdmission[] {
  const [header, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (header?.trim() !== HEADER)
    throw new UsageError(`line 1 is '${header}'; the header '${HEADER}' is needed`);
  const seen = new Set<string>();
  const admissions = lines.flatMap((line, i): readonly CsvAdmission[] => {
    if (line.trim() === '') return [];
    const admission = parseLine(line, i + 2);
    if (seen.has(admission.account.toLowerCase())) {
      throw new UsageError(`line ${i + 2}: ${admission.account} is listed twice`);
    }
    seen.add(admission.account.toLowerCase());
    return [admission];
  });
  if (admissions.length === 0) throw new UsageError('the CSV lists nobody');
  return admissions;
}

function parseLine(line: string, number: number): CsvAdmission {
  const cells = line.split(',').map((cell) => cell.trim());
  const [account, expiryText, jurisdictionText] = cells as [string, string, string];
  const refuse = (what: string): UsageError => new UsageError(`line ${number}: ${what}`);
  if (cells.length !== 3) throw refuse(`${cells.length} columns; 3 are needed`);
  if (!isAddress(account)) throw refuse(`'${cells[0]}' is not an address with a valid checksum`);
  const expiry = parseExpiry(expiryText);
  if (!Number.isSafeInteger(expiry) || expiry <= 0 || expiry >= 2 ** 40) {
    throw refuse(`expiry '${expiryText}'; a date like 2027-06-30 or Unix seconds are needed`);
  }
  const jurisdiction = Number(jurisdictionText);
  if (!/^\d{1,3}$/.test(jurisdictionText)) {
    throw refuse(`jurisdiction '${jurisdictionText}'; an ISO 3166-1 numeric code is needed`);
  }
  return { account, expiry, jurisdiction };
}

function parseExpiry(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Number.NaN;
  const parsed = new Date(`${text}T00:00:00Z`);
  // 2027-02-30 would otherwise become 2 March.
  const real = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
  return real ? parsed.getTime() / 1_000 : Number.NaN;
}
