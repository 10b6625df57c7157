import {
  Chain,
  GrantLimitInForce,
  IdOrCode,
  Item,
  noSuch,
  Page,
  pageQuery,
  RiskLevel,
  Role,
  Rule,
  Unit,
} from '@zhiheng/contracts';
import { type App, callerOf, Problem } from '@zhiheng/http';
import { type TSchema, Type } from 'typebox';
import type { CentrePolicy } from '../centre-policy.ts';
import type { Desk } from '../desk.ts';
import { chainKey, chainsOf, itemsOf, rolesOf, rulesOf, unitsOf } from '../directory.ts';
import { limitsOf } from '../grant-limit.ts';
import { pageInMemory } from '../list-page.ts';
import { codeOf } from '../request-fields.ts';
import { look } from '../viewer.ts';

const access = { personOrScope: 'decide' } as const;
const words = Type.String({ minLength: 1, maxLength: 100 });
const closed = { additionalProperties: false } as const;
const retired = Type.Optional(
  Type.Boolean({ description: '只看已停用的，或只看在用的 / only retired ones, or only others' }),
);

/** The kinds of thing in the catalogue: how each is read, filtered and named. */
const lists = [
  {
    kind: 'unit',
    row: Unit,
    read: unitsOf,
    title: '机构 / units',
    one: '一个机构 / one unit',
    filters: { kind: Type.Optional(words), parent: Type.Optional(IdOrCode), retired },
  },
  {
    kind: 'item',
    row: Item,
    read: itemsOf,
    title: '业务事项 / items',
    one: '一个业务事项 / one item',
    filters: {
      unit: Type.Optional(IdOrCode),
      insurance: Type.Optional(words),
      risk: Type.Optional(RiskLevel),
      movesFund: Type.Optional(Type.Boolean()),
      retired,
    },
  },
  {
    kind: 'role',
    row: Role,
    read: rolesOf,
    title: '角色 / roles',
    one: '一个角色 / one role',
    filters: { risk: Type.Optional(RiskLevel), retired },
  },
  {
    kind: 'rule',
    row: Rule,
    read: rulesOf,
    title: '不相容规则 / incompatible-duty rules',
    one: '一条规则 / one rule',
    filters: {
      kind: Type.Optional(Type.Enum(['static', 'session', 'case', 'recusal', 'ceiling'])),
      effect: Type.Optional(Type.Enum(['block', 'observe'])),
    },
  },
] as const;

/** Units, items, roles, rules, chains, limits: what everybody who signs in may read. */
export function directoryRoutes(app: App, desk: Desk): void {
  for (const list of lists) catalogueRoutes(app, desk, list);
  limitRoutes(app, desk);
  app.get('/api/v1/chains', {
    config: { access },
    schema: {
      tags: ['directory'],
      summary: '审批链 / approval chains',
      querystring: Type.Object(
        { change: Type.Optional(words), risk: Type.Optional(RiskLevel), retired, ...pageQuery },
        closed,
      ),
      response: { 200: Page(Chain) },
    },
    handler: (request) => {
      const { change, risk, retired, ...page } = request.query;
      return look(desk, callerOf(request), async ({ policy }) =>
        pageInMemory(matching(chainsOf(policy), { change, risk, retired }), chainKey, page),
      );
    },
  });
}

function limitRoutes(app: App, desk: Desk): void {
  app.get('/api/v1/limits', {
    config: { access },
    schema: {
      tags: ['directory'],
      summary: '各风险等级授权的最长期限 / how long a grant may last, by the risk of its role',
      querystring: Type.Object({ risk: Type.Optional(RiskLevel), ...pageQuery }, closed),
      response: { 200: Page(GrantLimitInForce) },
    },
    handler: (request) => {
      const { risk, ...page } = request.query;
      return look(desk, callerOf(request), async ({ policy }) =>
        pageInMemory(matching(limitsOf(policy), { risk }), (limit) => String(limit.risk), page),
      );
    },
  });
}

interface CatalogueList {
  kind: 'unit' | 'item' | 'role' | 'rule';
  row: TSchema;
  read: (policy: CentrePolicy) => { id: string; code: string }[];
  title: string;
  one: string;
  filters: Record<string, TSchema>;
}

function catalogueRoutes(app: App, desk: Desk, { kind, row, read, title, one, filters }: CatalogueList): void {
  app.get(`/api/v1/${kind}s`, {
    config: { access },
    schema: {
      tags: ['directory'],
      summary: title,
      querystring: Type.Object({ ...filters, ...pageQuery }, closed),
      response: { 200: Page(row) },
    },
    handler: (request) => {
      const { limit, cursor, ...wanted } = request.query as Record<string, string> & { limit?: number };
      return look(desk, callerOf(request), async ({ policy }) => {
        for (const field of ['parent', 'unit'])
          if (wanted[field] !== undefined) wanted[field] = codeOf(policy, 'unit', wanted[field]);
        const page = { ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }) };
        return pageInMemory(matching(read(policy), wanted), ({ id }) => id, page);
      });
    },
  });

  app.get(`/api/v1/${kind}s/:idOrCode`, {
    config: { access },
    schema: {
      tags: ['directory'],
      summary: one,
      params: Type.Object({ idOrCode: IdOrCode }, closed),
      response: { 200: row },
    },
    handler: (request) => {
      const { idOrCode } = request.params as { idOrCode: string };
      return look(desk, callerOf(request), async ({ policy }) => {
        const code = codeOf(policy, kind, idOrCode);
        const found = read(policy).find((each) => each.code === code);
        if (!found) throw new Problem('not-found', noSuch(kind, idOrCode));
        return found;
      });
    },
  });
}

/** Rows whose fields are what is asked for; what is not asked for does not matter. */
function matching<T extends object>(rows: T[], wanted: Record<string, unknown>): T[] {
  const asked = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return rows.filter((row) => asked.every(([field, value]) => (row as Record<string, unknown>)[field] === value));
}
