import { compilePolicy, judge, type Policy, type Rule } from '@zhiheng/duties';
import { randomOf } from './scan-world.ts';
import { tenCounties } from './ten-counties.ts';

type Below = (below: number) => number;

/** A role that does duties on cases, held at the unit that owns their items. */
interface Post {
  role: string;
  unit: string;
}

export interface LargeCentre {
  /** A catalogue file: ten reference counties under one root. */
  catalogue: Policy & { centre: string; chains: []; people: ReturnType<typeof personOf>[]; clients: object[] };
  /** One permitted question of each person, as AuthZEN's evaluation has it. */
  questions: Question[];
}

interface Question {
  subject: { type: string; id: string };
  action: { name: string };
  resource: { type: string; id: string; properties: { item: string; unit: string } };
}

interface Size {
  code: string;
  people: number;
  /** How many grants each person holds. */
  grants: number;
  rules: number;
}

/** So many sets of posts that break no rule are drawn; each person holds one of them. */
const sets = 2_000;

/** A centre of many people and rules, all of whom hold what no rule forbids, and its one machine client. */
export function largeCentre({ code, people, grants, rules }: Size): LargeCentre {
  const random = randomOf(11);
  const policy = withRules(tenCounties(), rules, random);
  const held = postSets(policy, grants, random);
  const of = Array.from({ length: people }, () => held[random(held.length)] as Post[]);
  return {
    catalogue: {
      centre: code,
      ...policy,
      chains: [],
      people: of.map((posts, index) => personOf(posts, index)),
      clients: [clientOf(code)],
    },
    questions: of.map(asker(policy, random)),
  };
}

export const clientOf = (code: string) => ({
  id: `${code}-business`,
  secret: `${code}-business-secret`,
  scopes: ['decide', 'cases:write'],
});

const usernameOf = (index: number): string => `p${String(index).padStart(6, '0')}`;

const personOf = (posts: Post[], index: number) => ({
  staffNumber: `S${index}`,
  username: usernameOf(index),
  name: '经办人员',
  unit: (posts[0] as Post).unit,
  post: '经办',
  roles: [],
  grants: posts,
});

/** Asks about something that somebody of these posts may do. */
function asker({ roles, items }: Policy, random: Below): (posts: Post[], index: number) => Question {
  const permissionOf = new Map(roles.map(({ code, permissions }) => [code, permissions[0]]));
  const ownerOf = new Map(items.map(({ code, unit }) => [code, unit]));
  return (posts, index) => {
    const { action = '', items: on = [] } = permissionOf.get((posts[random(posts.length)] as Post).role) ?? {};
    const item = on[random(on.length)] ?? '';
    return {
      subject: { type: 'person', id: usernameOf(index) },
      action: { name: action },
      resource: { type: 'case', id: 'new', properties: { item, unit: ownerOf.get(item) ?? '' } },
    };
  };
}

/** Besides the reference county's own, rules that keep a duty on few items from another on few others. */
function withRules(policy: Policy, count: number, random: Below): Policy {
  const duties = ['handle', 'review', 'approve'];
  const some = () => Array.from({ length: 1 + random(3) }, () => policy.items[random(policy.items.length)]?.code ?? '');
  const more = Array.from({ length: Math.max(0, count - policy.rules.length) }, (_, index): Rule => {
    const duty = duties[index % duties.length] as string;
    return {
      code: `apart-${index}`,
      kind: 'static',
      name: { zh: '不相容事项', en: 'Items apart' },
      atMost: 1,
      within: 'centre',
      of: [
        { action: duty, items: unique(some()) },
        { action: duty, items: unique(some()) },
      ],
      effect: 'block',
      source: 'bench',
    };
  });
  return { ...policy, rules: [...policy.rules, ...more] };
}

const unique = (codes: string[]): string[] => [...new Set(codes)];

function postSets(policy: Policy, size: number, random: Below): Post[][] {
  const compiled = compilePolicy(policy);
  const posts = casePosts(policy);
  const found: Post[][] = [];
  while (found.length < sets) {
    const set: Post[] = [];
    // Most tries end in a set that some rule forbids: it grows by what fits.
    for (let tries = 0; set.length < size && tries < 40; tries++) {
      const next = [...set, posts[random(posts.length)] as Post];
      if (new Set(next.map(({ role }) => role)).size === next.length && isClean(compiled, next))
        set.push(next.at(-1) as Post);
    }
    if (set.length === size) found.push(set);
  }
  return found;
}

const isClean = (compiled: ReturnType<typeof compilePolicy>, posts: Post[]): boolean =>
  judge(
    compiled,
    posts.map(({ role, unit }, index) => ({
      id: `${index}`,
      person: 'p',
      role,
      unit,
      from: -Infinity,
      until: Infinity,
    })),
  ).length === 0;

/** Roles that do duties on the cases of one section's items. */
function casePosts({ items, roles }: Policy): Post[] {
  const ownerOf = new Map(items.map((item) => [item.code, item.unit]));
  return roles.flatMap(({ code, permissions, inherits }): Post[] => {
    const on = permissions.flatMap(({ resource, items: codes = [] }) => (resource === 'case' ? codes : []));
    const owners = unique(on.flatMap((item) => ownerOf.get(item) ?? []));
    return owners.length === 1 && !inherits?.length ? [{ role: code, unit: owners[0] as string }] : [];
  });
}
