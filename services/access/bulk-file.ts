import { type BulkFile, type BulkLine, type Said, BulkLine as Shape, said } from '@zhiheng/contracts';
import { bodyCheck, Problem } from '@zhiheng/http';
import { readDelimited } from '@zhiheng/http/delimited';

/** The most lines of a bulk. */
const mostLines = 200;

/** Who covers, until when, how: the three together are the plan of a line that removes. */
const planned = { coverBy: 'by', coverUntil: 'until', coverNote: 'note' } as const;
type Field = Exclude<keyof BulkLine, 'coverPlan'> | keyof typeof planned;

/** What a column may be titled, in lower case. */
const titles: Record<string, Field> = {
  change: 'change',
  变更: 'change',
  beneficiary: 'beneficiary',
  人员: 'beneficiary',
  用户名: 'beneficiary',
  role: 'role',
  角色: 'role',
  unit: 'unit',
  机构: 'unit',
  post: 'post',
  岗位: 'post',
  validfrom: 'validFrom',
  起: 'validFrom',
  validuntil: 'validUntil',
  止: 'validUntil',
  coverby: 'coverBy',
  顶岗人: 'coverBy',
  coveruntil: 'coverUntil',
  顶岗至: 'coverUntil',
  covernote: 'coverNote',
  顶岗安排: 'coverNote',
};
const changes: Record<string, string> = { 授予: 'grant', 收回: 'revoke' };

const isLine = bodyCheck(Shape);

/** Lines read from a CSV file, and what is wrong with those that are none. Throws `invalid-request`, `too-large`. */
export function linesOfFile(bytes: Uint8Array, language: keyof Said): BulkFile {
  const lines: BulkLine[] = [];
  const errors: BulkFile['errors'] = [];
  for (const { line, cells } of readDelimited(bytes, mostLines)) {
    const unknown = Object.keys(cells).find((title) => !(title.toLowerCase() in titles));
    if (unknown !== undefined) throw new Problem('invalid-request', said('file-column', { title: unknown }));
    const read = lineOf(cells);
    if (isLine(read)) lines.push(read);
    else errors.push({ line, message: faultOf(read)[language] });
  }
  return { lines, errors };
}

function lineOf(cells: Record<string, string>): Record<string, unknown> {
  const filled = Object.entries(cells).filter(([, text]) => text !== '');
  const line: Record<string, unknown> = {};
  const coverPlan: Record<string, unknown> = {};
  for (const [title, text] of filled) {
    const field = titles[title.toLowerCase()] as Field;
    if (field in planned) coverPlan[planned[field as keyof typeof planned]] = cellOf(field, text);
    else line[field] = cellOf(field, text);
  }
  return Object.keys(coverPlan).length > 0 ? { ...line, coverPlan } : line;
}

function cellOf(field: Field, text: string): unknown {
  if (field === 'change') return changes[text] ?? text;
  if (field === 'validFrom') return instantOf(text, 0);
  // The last day counts whole.
  if (field === 'validUntil' || field === 'coverUntil') return instantOf(text, 1);
  if (field === 'coverBy') return text.split(/[\s、;；]+/).filter(Boolean);
  return text;
}

/** A day as it is written in China begins at midnight in Shanghai; what is no day stays as it is. */
function instantOf(text: string, daysLater: number): string {
  const day = /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?$/.exec(text);
  if (!day) return text;
  const [year, month, date] = day.slice(1).map(Number) as [number, number, number];
  const midnight = new Date(Date.UTC(year, month - 1, date));
  // The 31st of a month of 30 days is no day.
  if (midnight.getUTCMonth() !== month - 1) return text;
  return new Date(Date.UTC(year, month - 1, date + daysLater, -8)).toISOString();
}

function faultOf(read: Record<string, unknown>): Said {
  if (!('beneficiary' in read)) return said('line-without-person');
  const wrong = Object.entries(read).find(([field, value]) => !isLine({ beneficiary: 'a', [field]: value }));
  if (wrong?.[0] === 'coverPlan') return said('line-cover-plan');
  return wrong ? said('line-invalid', { field: wrong[0], value: String(wrong[1]) }) : said('line-no-line');
}
