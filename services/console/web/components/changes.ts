export interface Change {
  /** Dotted path. */
  field: string;
  before: string;
  after: string;
  differs: boolean;
}

type Facts = Readonly<Record<string, unknown>>;

/** The fields of both snapshots side by side, in their order; what one lacks is empty there. */
export function changesOf(before: Facts = {}, after: Facts = {}): Change[] {
  const [old, young] = [flatten(before), flatten(after)];
  const fields = [...new Set([...old.keys(), ...young.keys()])];
  return fields.map((field) => {
    const [was, is] = [old.get(field) ?? '', young.get(field) ?? ''];
    return { field, before: was, after: is, differs: was !== is };
  });
}

function flatten(value: unknown, path = '', fields = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    for (const [name, inner] of Object.entries(value)) flatten(inner, path ? `${path}.${name}` : name, fields);
  } else if (path) {
    fields.set(path, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return fields;
}
