import { type Static, Type } from 'typebox';
import { Attachments } from './attachment.ts';
import { Code, closed, Id, IdOrCode, Instant, nullable, Reason, Username } from './primitives.ts';
import { Refusal } from './problem-document.ts';
import { CoverPlan, Request } from './request.ts';
import { RequestPreview } from './request-preview.ts';

/** What a post is given. `unit` null: in every unit of the kind. `place`: at the person’s own unit, or over the whole centre. */
export const PostTemplate = Type.Object(
  {
    post: Type.String({ description: '岗位 / post' }),
    unitKind: Type.String({ description: '机构类别 / kind of unit' }),
    unit: nullable(Code),
    roles: Type.Array(Type.Object({ role: Code, place: Type.Enum(['unit', 'centre']) }, closed)),
  },
  { $id: 'PostTemplate', ...closed },
);
export type PostTemplate = Static<typeof PostTemplate>;

/** A change of one role (`change`, `role`, `unit`), or all that a post is given (`post`, at `unit` or the person’s own). */
export const BulkLine = Type.Object(
  {
    beneficiary: IdOrCode,
    change: Type.Optional(Type.Enum(['grant', 'revoke'])),
    role: Type.Optional(IdOrCode),
    unit: Type.Optional(IdOrCode),
    post: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: '岗位 / post, by its template' })),
    validFrom: Type.Optional(Instant),
    validUntil: Type.Optional(Instant),
    /** Of a removal that leaves a duty without anybody. */
    coverPlan: Type.Optional(CoverPlan),
  },
  closed,
);
export type BulkLine = Static<typeof BulkLine>;

export const BulkInput = Type.Object(
  {
    reason: Reason,
    attachments: Type.Optional(Attachments),
    whole: Type.Optional(
      Type.Boolean({ default: true, description: '全部提交或全不提交 / all lines or none; false: those that can be' }),
    ),
    /** For every line that needs a plan and brings none. */
    coverPlan: Type.Optional(CoverPlan),
    lines: Type.Array(BulkLine, { minItems: 1, maxItems: 200 }),
  },
  {
    ...closed,
    examples: [
      {
        reason: '2026年新入职人员',
        lines: [
          { beneficiary: 'newcomer', post: '经办岗', unit: 'enterprise-pension' },
          { change: 'revoke', beneficiary: 'hall-op1', role: 'hall-handle', unit: 'hall' },
        ],
      },
    ],
  },
);
export type BulkInput = Static<typeof BulkInput>;

/** What would become of each line; a line by post may stand for several requests. Nothing is changed. */
export const BulkPreview = Type.Object(
  {
    submittable: Type.Boolean({ description: '每行均可提交 / every line can be submitted' }),
    lines: Type.Array(
      Type.Object(
        {
          line: Type.Integer({ description: '行号，自 1 起 / from 1' }),
          /** Absent for a line that names what does not exist. */
          preview: Type.Optional(RequestPreview),
          problem: nullable(Refusal),
        },
        closed,
      ),
    ),
  },
  { $id: 'BulkPreview', ...closed },
);
export type BulkPreview = Static<typeof BulkPreview>;

/** Requests that were submitted together. */
export const Bulk = Type.Object(
  {
    id: Id,
    requester: Username,
    reason: Type.String(),
    whole: Type.Boolean(),
    submittedAt: Instant,
    lines: Type.Array(
      Type.Object(
        {
          line: Type.Integer(),
          /** Absent for a line that was refused. */ request: Type.Optional(Request),
          problem: nullable(Refusal),
        },
        closed,
      ),
    ),
  },
  { $id: 'Bulk', ...closed },
);
export type Bulk = Static<typeof Bulk>;

/** One decision for all of its requests, or for those named. */
export const BulkDecisionInput = Type.Object(
  {
    decision: Type.Enum(['approve', 'reject']),
    comment: Type.Optional(Type.String({ maxLength: 1000, description: '意见，驳回必填 / needed to reject' })),
    attachments: Type.Optional(Attachments),
    requests: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 1000, uniqueItems: true })),
  },
  { ...closed, examples: [{ decision: 'approve', comment: '同意' }] },
);
export type BulkDecisionInput = Static<typeof BulkDecisionInput>;

export const BulkVerdicts = Type.Object(
  {
    verdicts: Type.Array(
      Type.Object(
        { request: Id, decided: Type.Boolean(), state: nullable(Type.String()), problem: nullable(Refusal) },
        closed,
      ),
    ),
  },
  { $id: 'BulkVerdicts', ...closed },
);
export type BulkVerdicts = Static<typeof BulkVerdicts>;

/** Lines read from a file, to look at before they are submitted. */
export const BulkFile = Type.Object(
  {
    lines: Type.Array(BulkLine),
    errors: Type.Array(Type.Object({ line: Type.Integer(), message: Type.String() }, closed), {
      description: '行号为文件中的行 / by the line of the file',
    }),
  },
  { $id: 'BulkFile', ...closed },
);
export type BulkFile = Static<typeof BulkFile>;
