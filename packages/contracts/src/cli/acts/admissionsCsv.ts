import { isAddress } from 'ethers';
import { UsageError } from '../errors.ts';
import { instantOf } from '../words.ts';

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
 * @throws {UsageError} naming every line that is wrong: header, columns or values, or an account listed twice.
 */
export function admissionsCsv(file: string, text: string): readonly CsvAdmission[] {
  const [header, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (header?.trim() !== HEADER) {
    throw new UsageError(`${file}: line 1 is '${header}'; the header '${HEADER}' is needed`);
  }
  const firstLines = new Map<string, number>();
  const wrong: string[] = [];
  const admissions = lines.flatMap((line, i): readonly CsvAdmission[] => {
    if (line.trim() === '') return [];
    const { admission, problems } = readLine(line);
    const first = firstLines.get(admission.account.toLowerCase());
    if (first !== undefined) problems.push(`${admission.account} stands on line ${first} already`);
    else firstLines.set(admission.account.toLowerCase(), i + 2);
    if (problems.length > 0) wrong.push(`line ${i + 2}: ${problems.join('; ')}`);
    return [admission];
  });
  if (wrong.length > 0) {
    throw new UsageError(
      `${file}: ${wrong.length} of ${admissions.length} rows are wrong, so none is sent\n${wrong.join('\n')}`,
    );
  }
  if (admissions.length === 0) throw new UsageError(`${file} lists nobody`);
  return admissions;
}

function readLine(line: string): { readonly admission: CsvAdmission; readonly problems: string[] } {
  const cells = line.split(',').map((cell) => cell.trim());
  const [account = '', expiryText = '', jurisdictionText = ''] = cells;
  const expiry = instantOf(expiryText) ?? 0;
  const jurisdiction = Number(jurisdictionText);
  const isValid: boolean = isAddress(account);
  const problems: string[] = [];
  if (cells.length !== 3) problems.push(`${cells.length} columns; 3 are needed`);
  if (!isValid) problems.push(`'${account}' is not an address with a valid checksum`);
  if (expiry <= 0 || expiry >= 2 ** 40) {
    problems.push(`expiry '${expiryText}'; a date like 2027-06-30 or Unix seconds are needed`);
  }
  if (!/^\d{1,3}$/.test(jurisdictionText)) {
    problems.push(`jurisdiction '${jurisdictionText}'; an ISO 3166-1 numeric code is needed`);
  }
  return { admission: { account, expiry, jurisdiction }, problems };
}
