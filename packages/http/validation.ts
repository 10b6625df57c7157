import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { App } from './app.ts';

/** Unknown fields are refused (never dropped); only what arrives as text (query, path) is turned into numbers. */
const options: Options = { removeAdditional: false, useDefaults: true, allErrors: true, strict: false };

export function validateStrictly(app: App): void {
  const body = withFormats(new Ajv2020({ ...options, coerceTypes: false }));
  const text = withFormats(new Ajv2020({ ...options, coerceTypes: 'array' }));
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? body : text).compile(schema as object));
}

function withFormats(ajv: Ajv2020): Ajv2020 {
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv;
}
