import { type Static, Type } from 'typebox';
import { closed, Id, Instant } from './primitives.ts';
import { RequestInput } from './request.ts';

/** As much of a request as has been typed: what is there has its shape, what is missing is asked for when it is submitted. */
export const DraftInput = Type.Object(
  { ...Type.Partial(RequestInput).properties, change: RequestInput.properties.change },
  { ...closed, examples: [{ change: 'grant', beneficiary: 'newcomer', role: 'enterprise-pension-handle' }] },
);
export type DraftInput = Static<typeof DraftInput>;

/** A request that is not submitted, as its author alone sees it. */
export const RequestDraft = Type.Object(
  { id: Id, content: DraftInput, createdAt: Instant, updatedAt: Instant },
  { $id: 'RequestDraft', ...closed },
);
export type RequestDraft = Static<typeof RequestDraft>;
