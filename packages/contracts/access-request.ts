import { type Static, Type } from 'typebox';
import { Action, Resource, Subject } from './decision.ts';
import { Code, Instant } from './primitives.ts';

/** What the OpenID AuthZEN working group's draft Access Request and Approval Profile (June 2026) adds, in its own names. */
const text = (description: string, maxLength = 200) => Type.String({ minLength: 1, maxLength, description });
const Url = Type.String({ format: 'uri' });

/** Which denial is to be cured: its members are those of the denial's `context`, as they were told. */
const Denial = Type.Object({
  evaluation_id: Type.Optional(text('判定编号 / id of the decision')),
  evaluated_at: Type.Optional(Instant),
  expires_at: Instant,
  reason: Type.Optional(Type.Unknown()),
  binding_token: Type.Optional(text('原样送回 / as it was told', 8_000)),
});

/** The answers to what a submission asks beyond the denied inquiry; published by itself as JSON Schema. */
const BusinessJustification = text('申请理由 / why it is needed', 1_000);
const RequestedAccess = Type.Object({
  role: Type.Optional(Code),
  requested_until: Type.Optional(Instant),
});
export const AccessRequestForm = Type.Object(
  {
    context: Type.Object({ business_justification: BusinessJustification }),
    requested_access: Type.Optional(RequestedAccess),
  },
  { description: '申请所需的补充内容 / what a submission adds to the denied inquiry' },
);

export const AccessRequestInput = Type.Object(
  {
    subject: Subject,
    action: Type.Optional(Action),
    resource: Type.Optional(Resource),
    items: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 1_000 })),
    context: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    denial: Type.Optional(Denial),
    requested_access: Type.Optional(RequestedAccess),
    callback: Type.Optional(Type.Unknown()),
    client: Type.Optional(
      Type.Object({ actor: Type.Optional(Type.Object({ id: Type.String(), act: Type.Optional(Type.Unknown()) })) }),
    ),
  },
  {
    examples: [
      {
        subject: { type: 'person', id: 'newcomer' },
        action: { name: 'handle' },
        resource: { type: 'case', id: 'new', properties: { item: 'enterprise-pension-award' } },
        context: { business_justification: '新入职，任经办岗' },
        denial: { expires_at: '2026-11-24T01:12:00Z', binding_token: 'eyJ…' },
      },
    ],
  },
);
export type AccessRequestInput = Static<typeof AccessRequestInput>;

const taskStates = ['pending', 'approved', 'denied', 'expired', 'cancelled', 'failed'] as const;

/** A request on its way, as the draft's task; once approved with what the next evaluation may carry. */
export const AccessTask = Type.Object(
  {
    task: Type.Object({
      id: Type.String(),
      status: Type.Enum(taskStates),
      status_endpoint: Url,
      progress: Type.Optional(
        Type.Object({ current_step: Type.Integer(), total_steps: Type.Integer(), step_name: Type.String() }),
      ),
      links: Type.Optional(Type.Object({ cancel: Url })),
    }),
    result: Type.Optional(
      Type.Object({
        mode: Type.Literal('reevaluate'),
        approval: Type.Object({ id: Type.String(), approved_at: Instant, approved_until: Instant }),
      }),
    ),
  },
  { $id: 'AccessTask' },
);
export type AccessTask = Static<typeof AccessTask>;
