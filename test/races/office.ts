import type { Catalogue } from '../../services/access/catalogue.ts';

export const desk = (at: number): string => `desk-${at}`;
/** Where nobody races. */
const spareDesk = 'desk-spare';

/** One who holds nothing; there is one for each round. */
export const racer = (round: number): string => `racer-${round}`;

const named = (zh: string, en: string) => ({ zh, en });
const word = named('测试', 'test');
const duties = ['handle', 'review', 'approve'] as const;

/**
 * The smallest centre that has all that races are about: a section with desks, whose head decides what is asked for at a desk, in one
 * stage, so that its only approval is its last. When that is late, grants of risk 3 expire and others go to the director.
 */
export function office(racers: number, desks = 0): Catalogue {
  const bare = (code: string, risk: 1 | 2 | 3 = 2) => ({ code, name: word, risk, permissions: [] });
  const head = { by: 'section-head', of: 'grant-unit', workingDays: 2 } as const;
  const may = (code: string, action: string, resource: string, items?: string[]) => ({
    ...bare(code, action === 'review' ? 3 : 2),
    permissions: [{ action, resource, ...(items ? { items } : {}) }],
  });
  return {
    centre: 'races',
    units: [
      { code: 'centre', parent: null, kind: 'centre', name: word },
      { code: 'section', parent: 'centre', kind: 'section', name: word },
      ...[spareDesk, ...Array.from({ length: desks }, (_, at) => desk(at))].map((code) => ({
        ...{ code, parent: 'section', kind: 'desk', name: word },
      })),
    ],
    items: [item('award'), item('card')],
    roles: [
      ...duties.map((duty) => may(`award-${duty}`, duty, 'case', ['award'])),
      may('card-handle', 'handle', 'case', ['card']),
      may('section-head', 'decide', 'request'),
      may('director', 'decide', 'request'),
      may('accounts', 'administer-accounts', 'account'),
      may('security', 'administer-security', 'role'),
    ],
    rules: [
      apart('handle', 'review'),
      apart('review', 'approve'),
      apart('handle', 'approve'),
      {
        ...{ code: 'case-one-person', kind: 'case', effect: 'block', within: 'case', atMost: 1 },
        ...{ name: word, source: '杜绝一人通办', of: duties.map((action) => ({ action })) },
      },
    ],
    chains: [
      ...([1, 2, 3] as const).map((risk) => ({
        ...({ change: 'grant', risk, unitKind: 'desk' } as const),
        stages: [
          {
            ...head,
            ...(risk === 3 ? { atEnd: 'expire' as const } : { escalateTo: 'director' }),
          },
        ],
      })),
      { change: 'revoke', risk: 2, unitKind: 'desk', stages: [head] },
      ...(['role-content', 'rule'] as const).map((change) => ({
        ...({ change, risk: 3 } as const),
        stages: [{ by: 'director', of: 'centre', workingDays: 2 } as const],
      })),
    ],
    people: [
      person('director', ['director']),
      person('head', ['section-head']),
      person('accounts', ['accounts']),
      person('security', ['security']),
      ...['asker', 'model', ...Array.from({ length: racers }, (_, at) => racer(at))].map((one) => person(one)),
    ],
  };
}

export const person = (username: string, roles: string[] = []): Catalogue['people'][number] => ({
  ...{ staffNumber: username, username, name: username, unit: 'section', post: '-', roles },
});

const item = (code: string): Catalogue['items'][number] => ({
  ...{ code, name: word, insurance: 'all', unit: 'section', risk: 2, movesFund: false },
  ...{ duties: [...duties], channels: ['hall'] },
});

const apart = (one: string, other: string): Catalogue['rules'][number] => ({
  ...{ code: `${one}-${other}`, kind: 'static', effect: 'block', within: 'item', atMost: 1 },
  ...{ name: word, source: '权限不相容原则', of: [{ action: one }, { action: other }] },
});

/** A wish for a role at a desk where nobody races. */
export const grantOf = (role: string, beneficiary = 'model') =>
  ({ change: 'grant', beneficiary, role, unit: spareDesk, reason: '岗位需要' }) as const;

/** The same taken away. */
export const removalOf = (role: string) => ({ ...grantOf(role), change: 'revoke' }) as const;
