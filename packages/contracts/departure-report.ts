import { type Static, Type } from 'typebox';
import { Departure, DeparturePreview } from './departure.ts';
import { Code, closed, Id, IdOrCode, Instant, nullable, Username } from './primitives.ts';

const note = Type.String({ minLength: 1, maxLength: 1000, description: '交接情况 / what was handed over, and how' });

/** An accounting post that somebody left: who took it over, countersigned by somebody else (会计人员交接). */
export const Handover = Type.Object(
  {
    grant: Id,
    role: Code,
    unit: Code,
    takenOverBy: nullable(Username),
    note: nullable(Type.String()),
    signedBy: nullable(Username),
    signedAt: nullable(Instant),
    signers: Type.Array(Username, { description: '可监交的人 / who may countersign it now' }),
  },
  { $id: 'Handover', ...closed },
);
export type Handover = Static<typeof Handover>;

export const HandoverInput = Type.Object(
  { grant: Id, takenOverBy: IdOrCode, note },
  {
    ...closed,
    examples: [
      { grant: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11', takenOverBy: 'finance-op2', note: '账簿、印章、支付密钥已移交' },
    ],
  },
);
export type HandoverInput = Static<typeof HandoverInput>;

const { staffing, losses } = DeparturePreview.properties;

/** What a departure did, what it leaves short at this moment, and what of it is handed over. */
export const DepartureReport = Type.Object(
  {
    departure: Departure,
    madeAt: Instant,
    /** Of the log: there it is with its proof of inclusion. */
    entry: Type.Object({ id: Id, href: Type.String(), proof: Type.String() }, closed),
    losses,
    staffing,
    handover: Type.Array(Handover),
    digest: Type.String({ description: 'SHA-256 of the canonical JSON (RFC 8785) without digest and signature' }),
    signature: Type.String({ description: 'JWS, EdDSA; its key is under /access/v1/jwks' }),
  },
  { $id: 'DepartureReport', ...closed },
);
export type DepartureReport = Static<typeof DepartureReport>;
