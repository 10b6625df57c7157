import { type Attribute, attributes, type SchemaName, urns } from './attributes.ts';
import { mostOperationsInBulk } from './bulk.ts';
import { mostUsers } from './query.ts';

/** As many bytes as a body may have. */
const largestBody = 1024 * 1024;

export type ScimDocument = Record<string, unknown>;

const meta = (resourceType: string, base: string, path: string) => ({
  meta: { resourceType, location: `${base}/${path}` },
});

/** What this server does of the protocol (RFC 7643, 5). */
export const providerConfig = (base: string): ScimDocument => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  documentationUri: new URL('/docs', base).href,
  patch: { supported: true },
  bulk: { supported: true, maxOperations: mostOperationsInBulk, maxPayloadSize: largestBody },
  filter: { supported: true, maxResults: mostUsers },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'OAuth 2.0 客户端凭据 / client credentials',
      description: '作用域 scim；令牌由 /oidc/token 签发 / scope scim, tokens from /oidc/token',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  ...meta('ServiceProviderConfig', base, 'ServiceProviderConfig'),
});

export const resourceTypes = (base: string): ScimDocument[] => [
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: '人员 / people',
    schema: urns.user,
    schemaExtensions: [
      { schema: urns.enterprise, required: true },
      { schema: urns.employment, required: false },
    ],
    ...meta('ResourceType', base, 'ResourceTypes/User'),
  },
];

const titles: Record<SchemaName, [name: string, description: string]> = {
  user: ['User', '人员 / a person'],
  enterprise: ['EnterpriseUser', '工号与机构 / staff number and unit'],
  employment: ['Employment', '离岗 / leaving'],
};

export const schemaDocuments = (base: string): ScimDocument[] =>
  (Object.keys(urns) as SchemaName[]).map((schema) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id: urns[schema],
    name: titles[schema][0],
    description: titles[schema][1],
    attributes: described(
      Object.values(attributes).filter((one) => one.schema === schema && !one.path.startsWith('meta')),
    ),
    ...meta('Schema', base, `Schemas/${urns[schema]}`),
  }));

/** `id` and `meta` are of every resource and no schema's (RFC 7643, 3.1). */
function described(list: Attribute[]): ScimDocument[] {
  const [simple, complex] = [
    list.filter(({ path }) => !path.includes('.')),
    list.filter(({ path }) => path.includes('.')),
  ];
  const own = simple
    .filter(({ path }) => path !== 'id' && path !== 'externalId')
    .map((one) => attribute(one, one.path));
  if (complex.length === 0) return own;
  const inner = complex.map((one) => attribute({ ...one, required: undefined }, one.path.split('.')[1] as string));
  return [
    ...own,
    { ...common, name: 'name', type: 'complex', description: '姓名 / name', required: false, subAttributes: inner },
  ];
}

const common = { multiValued: false, mutability: 'readWrite', returned: 'default', uniqueness: 'none' };

const attribute = (
  {
    type,
    mutability,
    zh,
    en,
    required,
    caseExact,
    unique,
    values,
  }: Omit<Attribute, 'required'> & { required?: true | undefined },
  name: string,
): ScimDocument => ({
  ...common,
  name,
  type,
  description: `${zh} / ${en}`,
  required: required === true,
  ...(type === 'string' ? { caseExact: caseExact === true } : {}),
  ...(values ? { canonicalValues: values } : {}),
  mutability,
  uniqueness: unique ? 'server' : 'none',
});
