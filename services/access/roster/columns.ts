import { type RosterColumns, type RosterField, rosterFields } from '@zhiheng/contracts';

/** What each column is called in the personnel files of centres and of HR products, as `plain` writes it. */
const called: Record<RosterField, readonly string[]> = {
  staffNumber: [
    ...['工号', '职工号', '员工号', '职工编号', '员工编号', '人员编号', '人员编码', '职工工号'],
    ...['staffnumber', 'staffno', 'staffid', 'employeenumber', 'employeeno', 'employeeid', 'personnelnumber'],
  ],
  name: ['姓名', '职工姓名', '员工姓名', '人员姓名', 'name', 'fullname', 'displayname'],
  unit: [
    ...[
      '机构',
      '部门',
      '科室',
      '股室',
      '单位',
      '所在部门',
      '所属部门',
      '所属机构',
      '机构代码',
      '部门代码',
      '部门名称',
      '机构名称',
    ],
    ...['unit', 'unitcode', 'department', 'dept', 'organization', 'organisation'],
  ],
  post: ['岗位', '职务', '职位', '岗位名称', 'post', 'position', 'jobtitle', 'title'],
  username: ['用户名', '账号', '登录名', '系统账号', 'username', 'account', 'login', 'loginname'],
  status: ['状态', '人员状态', '在职状态', '在岗状态', '员工状态', 'status', 'state', 'employmentstatus'],
  leavesOn: [
    ...['离岗日期', '离职日期', '退休日期', '调出日期', '离岗时间', '离职时间', '退休时间'],
    ...['leaveson', 'leavingdate', 'leavedate', 'enddate', 'terminationdate', 'retirementdate', 'departuredate'],
  ],
};
const fieldOf = new Map(rosterFields.flatMap((field) => called[field].map((title) => [title, field] as const)));

export const requiredFields = ['staffNumber', 'name', 'unit'] as const satisfies readonly RosterField[];

/** A title without what people add to it: blanks, marks, what stands in brackets. */
const plain = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)|\[.*?\]|[\s_\-*:.]/g, '');

/** Which of the titles is what: as it was said, else as in the centre's last file, else by its name. The first of several. */
export function columnsOf(titles: readonly string[], said: RosterColumns, remembered: RosterColumns): RosterColumns {
  const columns: RosterColumns = {};
  const taken = new Set(Object.values(said));
  for (const field of rosterFields) {
    const before = remembered[field];
    const title =
      said[field] ??
      (before !== undefined && titles.includes(before) && !taken.has(before)
        ? before
        : titles.find((one) => !taken.has(one) && fieldOf.get(plain(one)) === field));
    if (title === undefined) continue;
    columns[field] = title;
    taken.add(title);
  }
  return columns;
}

/** In a file that begins with a heading the titles come later: the first of these rows that has a name for two columns or more. */
const mostHeadings = 10;

/** How far down the titles are: the index of their row among the first. */
export function titleRow(rows: readonly { cells: readonly string[] }[], said: RosterColumns): number {
  const wanted = new Set(Object.values(said));
  const found = rows.slice(0, mostHeadings).findIndex(({ cells }) => {
    const known = cells.filter((cell) => wanted.has(cell.trim()) || fieldOf.has(plain(cell)));
    return known.length >= 2;
  });
  return Math.max(found, 0);
}
