/** The schemas that a user of ours has: RFC 7643's, its enterprise extension, and what an employer says of an employment. */
export const urns = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  employment: 'urn:zhiheng:params:scim:schemas:1.0:Employment',
} as const;
export type SchemaName = keyof typeof urns;

type Mutability = 'readWrite' | 'readOnly' | 'immutable';

export interface Attribute {
  schema: SchemaName;
  /** As RFC 7643 writes it, dotted. */
  path: string;
  type: 'string' | 'boolean' | 'dateTime';
  mutability: Mutability;
  zh: string;
  en: string;
  /** Cannot be done without, so that nobody may take it away. */
  required?: true;
  caseExact?: true;
  unique?: true;
  longest?: number;
  values?: readonly string[];
}

const text = (
  schema: SchemaName,
  path: string,
  mutability: Mutability,
  [zh, en]: [zh: string, en: string],
  more: Partial<Attribute> = {},
): Attribute => ({ schema, path, type: 'string', mutability, zh, en, longest: 100, ...more });

/**
 * What is kept of a user, by the name it has here. Usernames and staff numbers stay: entries of the log and cases name people by them.
 */
export const attributes = {
  id: text('user', 'id', 'readOnly', ['编号', 'Id'], { caseExact: true, unique: true }),
  externalId: text('user', 'externalId', 'readWrite', ['人事系统中的编号', 'Id in the HR system'], {
    ...{ caseExact: true, unique: true, longest: 200 },
  }),
  userName: text('user', 'userName', 'immutable', ['用户名', 'Username'], {
    required: true,
    unique: true,
    longest: 63,
  }),
  displayName: text('user', 'displayName', 'readWrite', ['姓名', 'Name'], { required: true }),
  formatted: text('user', 'name.formatted', 'readWrite', ['姓名', 'Name'], { required: true }),
  familyName: text('user', 'name.familyName', 'readWrite', ['姓', 'Family name']),
  givenName: text('user', 'name.givenName', 'readWrite', ['名', 'Given name']),
  title: text('user', 'title', 'readWrite', ['岗位', 'Post']),
  active: {
    ...text('user', 'active', 'readWrite', ['在岗；改为 false 即离岗', 'Active; false is a departure'], {
      required: true,
    }),
    type: 'boolean',
  },
  employeeNumber: text('enterprise', 'employeeNumber', 'immutable', ['工号', 'Staff number'], {
    ...{ caseExact: true, unique: true, longest: 64 },
  }),
  department: text('enterprise', 'department', 'readWrite', ['机构的代码或名称', 'Code or name of the unit'], {
    ...{ required: true, longest: 200 },
  }),
  departmentName: text('employment', 'departmentName', 'readOnly', ['机构名称', 'Name of the unit']),
  terminationDate: text('employment', 'terminationDate', 'readWrite', [
    '离岗日期（北京时间）；已到即离岗，未到为计划离岗',
    'Day of leaving (China): come, a departure; to come, a planned one',
  ]),
  terminationKind: text('employment', 'terminationKind', 'readWrite', ['离岗类型', 'Kind of departure'], {
    values: ['resigned', 'retired', 'transferred', 'dismissed', 'deceased'],
  }),
  created: { ...text('user', 'meta.created', 'readOnly', ['建立时间', 'Created']), type: 'dateTime' },
  lastModified: { ...text('user', 'meta.lastModified', 'readOnly', ['更改时间', 'Last changed']), type: 'dateTime' },
} as const satisfies Record<string, Attribute>;

export type Field = keyof typeof attributes;
export const fields = Object.keys(attributes) as Field[];
export const attributeOf = (field: Field): Attribute => attributes[field];

/** As a path names it: those of extensions begin with the extension. */
export function pathOf(field: Field): string {
  const { schema, path } = attributes[field];
  return schema === 'user' ? path : `${urns[schema]}:${path}`;
}

/**
 * What RFC 7643 knows of a user and is not kept: not needed here, so that whoever sends it is not refused, and it goes no further. A
 * password least of all: nobody but its owner sets one.
 */
const passedOver: Record<SchemaName, readonly string[]> = {
  user: [
    ...['name.middleName', 'name.honorificPrefix', 'name.honorificSuffix', 'nickName', 'profileUrl', 'userType'],
    ...['preferredLanguage', 'locale', 'timezone', 'password', 'emails', 'phoneNumbers', 'ims', 'photos', 'addresses'],
    ...['groups', 'entitlements', 'roles', 'x509Certificates', 'schemas', 'meta'],
  ],
  enterprise: ['costCenter', 'organization', 'division', 'manager'],
  employment: [],
};

/** What a path names: one attribute, several of what holds them (`name`, an extension), or, with none, something passed over. */
export interface Named {
  fields: readonly Field[];
  single: boolean;
}

/**
 * Whatever a path names, in any case, with the URN of its schema or without (also of an extension, as long as it is clear what is
 * meant); undefined when there is no such attribute.
 */
export const named = (path: string): Named | undefined => {
  const wanted = path.toLowerCase();
  return all.get(wanted) ?? (all.get(wanted.replace(/\.[^.:]+$/, ''))?.fields.length === 0 ? nothing : undefined);
};

const nothing: Named = { fields: [], single: true };
const all = new Map<string, Named>();
/** Under its own name, and with the URN before it. */
function know(schema: SchemaName, path: string, what: Named): void {
  for (const name of [path, `${urns[schema]}:${path}`]) all.set(name.toLowerCase(), what);
}
for (const schema of Object.keys(urns) as SchemaName[]) {
  for (const path of passedOver[schema]) know(schema, path, nothing);
  const own = fields.filter((field) => attributes[field].schema === schema);
  for (const field of own) know(schema, attributes[field].path, { fields: [field], single: true });
  if (schema !== 'user') all.set(urns[schema].toLowerCase(), { fields: own, single: false });
}
know('user', 'name', { fields: ['formatted', 'familyName', 'givenName'], single: false });
