import type { OutgoingEvent } from '../../store/webhook-delivery-store.ts';

/**
 * What is sent: the kind of the event and ids, and nothing of any person. The same bytes at each try; who wants to know more asks
 * with permissions of their own.
 */
export const payloadOf = ({ id, kind, aboutType, about, unit, case: ofCase, dueAt, at }: OutgoingEvent): string =>
  JSON.stringify({
    id,
    type: kind === 'test' ? 'test' : `control.${kind}`,
    timestamp: at.toISOString(),
    data: {
      kind,
      about: { type: aboutType, id: about },
      ...(unit === null ? {} : { unit }),
      ...(ofCase === null ? {} : { case: ofCase }),
      ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }),
    },
  });
