import { type FieldFault, schemaFaults, textFaults } from '@zhiheng/http';
import { Compile } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { CatalogueSchema } from './catalogue.ts';

const shape = Compile(CatalogueSchema);
/** More of one kind than anybody would mend before trying again; typebox stops at 8 of its own accord. */
const most = 1000;

/** Where the file is not of a catalogue's shape: types, lengths, missing and unknown fields, text no database holds. */
export const shapeFaults = (value: unknown): FieldFault[] => [
  ...(shape.Check(value) ? [] : schemaFaults(errorsOf(value))),
  ...textFaults(value),
];

function errorsOf(value: unknown): ReturnType<typeof shape.Errors> {
  const before = Settings.Get().maxErrors;
  Settings.Set({ maxErrors: most });
  try {
    return shape.Errors(value);
  } finally {
    Settings.Set({ maxErrors: before });
  }
}
