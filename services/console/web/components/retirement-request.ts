import type { RequestInput } from '@zhiheng/contracts';
import type { Listed } from './catalogue-kinds.ts';

export interface RetirementValues {
  /** The unit that takes over. */
  into?: string | undefined;
  reason?: string;
}

/** The request that it retire or, when it has, that it be put back. */
export function retirementRequest(listed: Listed, values: RetirementValues | undefined): RequestInput {
  const reason = values?.reason?.trim() ?? '';
  const retired = listed.retired !== true;
  switch (listed.kind) {
    case 'units': {
      const into = retired && values?.into ? { into: values.into } : {};
      return { change: 'rule', unitContent: { code: listed.one.code, retired, ...into }, reason };
    }
    case 'items':
      return { change: 'rule', item: { code: listed.one.code, retired }, reason };
    case 'roles':
      return { change: 'role-content', role: listed.one.code, content: { retired }, reason };
    case 'chains': {
      const { change, risk, unitKind } = listed.one;
      const chain = { change, risk, ...(unitKind === undefined ? {} : { unitKind }), retired };
      return { change: 'rule', chain: chain as RequestInput['chain'] & object, reason };
    }
  }
}
