import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Static, TSchema } from 'typebox';
import type { App } from './app.ts';

/** Unknown fields are refused (never dropped); only what arrives as text (query, path) is turned into numbers. */
const options: Options = { removeAdditional: false, useDefaults: true, allErrors: true, strict: false };

const newBodyAjv = () => withFormats(new Ajv2020({ ...options, coerceTypes: false }));

/** Whether something is a body that a route with this schema takes. */
export const bodyCheck = <T extends TSchema>(schema: T): ((body: unknown) => body is Static<T>) =>
  newBodyAjv().compile<Static<T>>(schema);

export function validateStrictly(app: App): void {
  const body = newBodyAjv();
  const text = withFormats(new Ajv2020({ ...options, coerceTypes: 'array' }));
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? body : text).compile(schema as object));
}

function withFormats(ajv: Ajv2020): Ajv2020 {
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv;
}
