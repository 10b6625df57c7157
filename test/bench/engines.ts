import { createMongoAbility, subject } from '@casl/ability';
import { type EntityJson, preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { newEnforcer, newModelFromString } from 'casbin';
import { compileAbility } from '../../services/access/ability.ts';
import { compileCentre } from '../../services/access/centre-policy.ts';
import { find } from '../../services/access/finding.ts';
import type { Standing } from '../../services/access/standing.ts';
import { type RecordedCase, StepGrounds } from '../../services/access/step-grounds.ts';
import { buildEnginesWorld, type Duty, type EnginesWorld, type Question } from './engines-world.ts';
import { type Row, whole } from './table.ts';

/** Answers the first `count` questions and gives how many are permitted. */
type Engine = (count: number) => number;

const people = 10_000;
const asked = 20_000;
const rounds = 10;

/**
 * The same questions to each in one process, compiled and warm as each is at its best: Cedar's policies parsed once and only
 * the entities of the question handed over. Ours judges the rules of the case as well.
 */
export async function benchEngines(): Promise<Row[]> {
  const world = buildEnginesWorld(people, asked);
  const [ours, casl, cedar, casbin] = [oursOf(world), caslOf(world), cedarOf(world), await casbinOf(world)];
  // One answer from all of them, or the figures mean nothing.
  const sample = 100;
  const permitted = [ours, casl, cedar, casbin].map((engine) => engine(sample));
  if (new Set(permitted).size !== 1) throw new Error(`The engines disagree: ${permitted.join(', ')} of ${sample}.`);
  const slow = (engine: Engine) => Math.min(asked, Math.max(sample, Math.round(0.3 / secondsEach(engine, sample))));
  const engines = {
    ours: { engine: ours, count: asked },
    casl: { engine: casl, count: asked },
    cedar: { engine: cedar, count: slow(cedar) },
    casbin: { engine: casbin, count: slow(casbin) },
  };
  // The best of each: what else the machine does falls on the longer far more often. The first rounds warm the code.
  const best = { ours: 0, casl: 0, cedar: 0, casbin: 0 };
  for (let round = -6; round < rounds; round++)
    for (const name of ['ours', 'casl', 'cedar', 'casbin'] as const) {
      const { engine, count } = engines[name];
      // Those that are slow have been warm since they were counted.
      if (count < asked && (round < 0 || round >= 4)) continue;
      const speed = 1 / secondsEach(engine, count);
      if (round >= 0) best[name] = Math.max(best[name], speed);
    }
  const against = (name: 'casl' | 'cedar' | 'casbin', label: string, least: number, bound: string): Row => {
    const ratio = best.ours / best[name];
    return {
      what: `decisions in process, rules of the case included ÷ ${label}, ${whole(people)} people of ten counties`,
      ours: `${whole(best.ours)}/s`,
      baseline: `${whole(best[name])}/s`,
      ratio,
      bound,
      met: ratio >= least,
    };
  };
  return [
    against('casl', '`@casl/ability` alone', 1 / 3, '≥ 0.33'),
    against('cedar', '`@cedar-policy/cedar-wasm`', 50, '≥ 50'),
    against('casbin', '`casbin`', 50, '≥ 50'),
  ];
}

function secondsEach(engine: Engine, count: number): number {
  const start = performance.now();
  engine(count);
  return (performance.now() - start) / 1000 / count;
}

/** Counts the permitted of prepared questions. */
const counting =
  <T>(prepared: readonly T[], permits: (one: T) => boolean): Engine =>
  (count) => {
    let permitted = 0;
    for (let index = 0; index < count; index++) if (permits(prepared[index] as T)) permitted++;
    return permitted;
  };

function oursOf({ policy, duties, held, questions }: EnginesWorld): Engine {
  const reading = { centre: 'bench', name: { zh: '', en: '' }, epoch: 1, policyEpoch: 1, chains: [], ids: new Map() };
  const centre = compileCentre({ ...reading, policy });
  const standings = held.map((indices, id): Standing => {
    const grants = indices.map((index) => ({ id: `${id}-${index}`, ...(duties[index] as Duty) }));
    const facts = { username: `p${id}`, unit: 'root', post: '' };
    const ability = compileAbility(centre, grants);
    const person = { id: `${id}`, username: `p${id}`, active: true, facts, ability, grants, held: grants };
    return {
      ...{ centre: 'bench', epoch: 1, policy: centre, unchangedUntil: 0 },
      person: { ...person, away: false, whole: undefined, bounded: false },
    };
  });
  const prepared = questions.map(({ person, action, item }, index) => ({
    standing: standings[person] as Standing,
    inquiry: {
      subject: { type: 'person', id: `p${person}` },
      action: { name: action },
      resource: { type: 'case', id: `${index}` },
    },
    recorded: caseUpTo(action, item, `${index}`),
  }));
  return counting(prepared, ({ standing, inquiry, recorded }) => find(standing, inquiry, recorded).decision);
}

/** A case that waits for the duty: others did those before it. */
function caseUpTo(duty: string, { code: item, unit, duties }: Question['item'], id: string): RecordedCase {
  const at = new Date(0);
  const steps = duties.slice(0, duties.indexOf(duty)).map((before) => ({
    ...{ id: `${id}-${before}`, duty: before, round: 1, person: `other-${before}`, outcome: 'done' as const },
    ...{ note: null, exception: null, at },
  }));
  const one = {
    ...{ id, item, unit, reference: id, subject: null, channel: 'hall', amountFen: null, state: 'open' as const },
    ...{ round: 1, client: 'bench', openedAt: at, closedAt: null, steps },
  };
  return { one, grounds: new StepGrounds({ at: 0, prior: [], related: [], exceptions: [] }, [one]) };
}

/** As CASL is commonly used: an ability a person, its rules with conditions on the fields of the case. */
function caslOf({ duties, held, questions }: EnginesWorld): Engine {
  const abilities = held.map((indices) =>
    createMongoAbility(
      indices.flatMap((index) => {
        const { unit, permissions } = duties[index] as Duty;
        return permissions.map(({ action, items = [] }) => ({
          action,
          subject: 'case',
          conditions: { item: { $in: items }, unit },
        }));
      }),
    ),
  );
  const prepared = questions.map(({ person, action, item }) => ({
    ability: abilities[person] as (typeof abilities)[number],
    action,
    resource: subject('case', { item: item.code, unit: item.unit }),
  }));
  return counting(prepared, ({ ability, action, resource }) => ability.can(action, resource));
}

function cedarOf({ duties, held, questions }: EnginesWorld): Engine {
  const policies = duties.flatMap(({ role, unit, permissions }) =>
    permissions.map(
      ({ action, items = [] }) =>
        `permit(principal in Role::"${role}", action == Action::"${action}", resource is Case)
         when { resource.unit == "${unit}" && ${JSON.stringify(items)}.contains(resource.item) };`,
    ),
  );
  const parsed = preparsePolicySet('bench', { staticPolicies: policies.join('\n') });
  if (parsed.type !== 'success') throw new Error(`Cedar: ${JSON.stringify(parsed.errors)}`);
  const prepared = questions.map(({ person, action, item }, index) => {
    const principal = { type: 'Person', id: `p${person}` };
    const resource = { type: 'Case', id: `${index}` };
    const roles = (held[person] as number[]).map((held) => ({ type: 'Role', id: (duties[held] as Duty).role }));
    const entities: EntityJson[] = [
      { uid: principal, attrs: {}, parents: roles },
      { uid: resource, attrs: { item: item.code, unit: item.unit }, parents: [] },
    ];
    return {
      ...{ principal, action: { type: 'Action', id: action }, resource, context: {}, entities },
      preparsedPolicySetId: 'bench',
    };
  });
  return counting(prepared, (call) => {
    const answer = statefulIsAuthorized(call);
    return answer.type === 'success' && answer.response.decision === 'allow';
  });
}

async function casbinOf({ duties, held, questions }: EnginesWorld): Promise<Engine> {
  const enforcer = await newEnforcer(
    newModelFromString(`[request_definition]
r = sub, unit, item, act
[policy_definition]
p = sub, unit, item, act
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && r.item == p.item && r.unit == p.unit && g(r.sub, p.sub)`),
  );
  const policies = duties.flatMap(({ role, unit, permissions }) =>
    permissions.flatMap(({ action, items = [] }) => items.map((item) => [role, unit, item, action])),
  );
  await enforcer.addPolicies(unique(policies));
  await enforcer.addGroupingPolicies(
    held.flatMap((indices, person) => unique(indices.map((index) => [`p${person}`, (duties[index] as Duty).role]))),
  );
  return counting(questions, ({ person, action, item }) =>
    enforcer.enforceSync(`p${person}`, item.unit, item.code, action),
  );
}

const unique = (rows: string[][]): string[][] => [...new Map(rows.map((row) => [row.join('\n'), row])).values()];

if (import.meta.main) process.stdout.write(`${JSON.stringify(await benchEngines(), undefined, 2)}\n`);
