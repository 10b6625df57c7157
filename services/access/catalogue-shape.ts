import { textFaults } from '@zhiheng/http';
import { Compile } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { CatalogueSchema } from './catalogue.ts';
import type { CatalogueFault } from './catalogue-check.ts';

const shape = Compile(CatalogueSchema);
/** More of one kind than anybody would mend before trying again; typebox stops at 8 of its own accord. */
const most = 1000;

/** Where the file is not of a catalogue's shape: types, lengths, missing and unknown fields, text no database holds. */
export function shapeFaults(value: unknown): CatalogueFault[] {
  return [
    ...(shape.Check(value) ? [] : schemaFaults(value)),
    ...textFaults(value).map(({ path, message }) => ({ path, message: message.en })),
  ];
}

function schemaFaults(value: unknown): CatalogueFault[] {
  const before = Settings.Get().maxErrors;
  Settings.Set({ maxErrors: most });
  try {
    return shape.Errors(value).flatMap(({ keyword, instancePath, message, params }): CatalogueFault[] => {
      // An unknown field is told twice: at itself, and at what holds it.
      if (keyword === 'additionalProperties') return [];
      if (keyword === 'boolean') return [{ path: instancePath, message: 'unknown field' }];
      if (keyword === 'required') {
        const missing = (params as { requiredProperties: string[] }).requiredProperties;
        return missing.map((field) => ({ path: `${instancePath}/${field}`, message: 'is missing' }));
      }
      return [{ path: instancePath || '/', message }];
    });
  } finally {
    Settings.Set({ maxErrors: before });
  }
}
