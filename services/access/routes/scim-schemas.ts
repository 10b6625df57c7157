import { Type } from 'typebox';
import { urns } from '../scim/attributes.ts';

export const scimJson = 'application/scim+json';
/** The HR system alone, by its scope. */
export const access = { scope: 'scim' } as const;
export const closed = { additionalProperties: false } as const;
export const tags = ['scim'];

/** The protocol says which members there are, in any case; what they hold is judged by `scim/`, in the protocol’s words. */
const message = (description: string, example: object) =>
  Type.Object({}, { additionalProperties: true, description, examples: [example] });

const text = (description: string) => Type.Optional(Type.String({ description }));

export const request = {
  user: message('RFC 7643 User', {
    schemas: [urns.user, urns.enterprise],
    externalId: 'HR-000123',
    userName: 'wang-fang',
    displayName: '王芳',
    title: '经办岗',
    active: true,
    [urns.enterprise]: { employeeNumber: 'S9001', department: 'card' },
  }),
  patch: message('RFC 7644 PatchOp', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'active', value: false }],
  }),
  search: message('RFC 7644 SearchRequest', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
    filter: 'userName eq "wang-fang"',
    startIndex: 1,
    count: 10,
  }),
  bulk: message('RFC 7644 BulkRequest', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    failOnErrors: 1,
    Operations: [{ method: 'DELETE', path: '/Users/01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11' }],
  }),
  query: Type.Object(
    {
      filter: text('RFC 7644, 3.4.2.2'),
      sortBy: text('属性 / an attribute'),
      sortOrder: text('ascending, descending'),
      startIndex: text('从 1 起 / from 1'),
      count: text('至多 200 / at most 200'),
      attributes: text('逗号分隔 / separated by commas'),
      excludedAttributes: text('逗号分隔 / separated by commas'),
    },
    // What it does not know is nobody's fault (RFC 7644, 3.4.2).
    { additionalProperties: true },
  ),
};

const fault = Type.Object({
  schemas: Type.Array(Type.String()),
  status: Type.String(),
  scimType: Type.Optional(Type.String()),
  detail: Type.String(),
});
const anything = Type.Object({}, { additionalProperties: true });

const inScim = <T>(schema: T) => ({ content: { [scimJson]: { schema } } });

export const response = (status: 200 | 201 | 204) => ({
  [status]: status === 204 ? Type.Null() : inScim(anything),
  '4xx': inScim(fault),
});
