/** A small centre where registrations have three duties, and one person holds two of the roles. */
const name = (zh: string, en: string) => ({ zh, en });
const role = (duty: string, zh: string) => ({
  code: `registration-${duty}`,
  name: name(zh, `Registration: ${duty}`),
  risk: 1,
  permissions: [{ action: duty, resource: 'case', items: ['employer-registration'] }],
});
const person = (username: string, ...duties: string[]) => ({
  staffNumber: `R-${username}`,
  username,
  name: username,
  unit: 'enrolment',
  post: '经办岗',
  roles: duties.map((duty) => `registration-${duty}`),
});

export const client = {
  id: 'registrations',
  secret: 'registrations-secret',
  scopes: ['decide', 'cases:write', 'audit:read', 'ssf'],
};

export const catalogue = {
  centre: 'registry',
  units: [
    { code: 'centre', parent: null, kind: 'centre', name: name('中心', 'Centre') },
    { code: 'enrolment', parent: 'centre', kind: 'section', name: name('参保登记股', 'Enrolment') },
  ],
  items: [
    {
      code: 'employer-registration',
      name: name('用人单位参保登记', 'Employer registration'),
      insurance: 'all',
      unit: 'enrolment',
      risk: 1,
      movesFund: false,
      duties: ['handle', 'review', 'approve'],
      channels: ['hall'],
    },
  ],
  roles: [
    role('handle', '经办'),
    role('review', '复核'),
    role('approve', '审核'),
    {
      code: 'accounts',
      name: name('系统管理', 'Accounts'),
      risk: 1,
      permissions: [{ action: 'administer-accounts', resource: 'account' }],
    },
  ],
  rules: [
    {
      code: 'case-one-person',
      kind: 'case',
      name: name('同一办件各环节须由不同人员办理', 'Each step of a case by another person'),
      atMost: 1,
      within: 'case',
      of: [{ action: 'handle' }, { action: 'review' }, { action: 'approve' }],
      effect: 'block',
      source: '杜绝一人通办',
    },
  ],
  chains: [],
  people: [
    person('reg-handler', 'handle', 'review'),
    person('reg-reviewer', 'review'),
    person('reg-approver', 'approve'),
    person('reg-visitor'),
    person('reg-leaver', 'review'),
    { ...person('reg-accounts'), roles: ['accounts'] },
  ],
  clients: [client],
};
