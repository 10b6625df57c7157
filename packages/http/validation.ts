import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fastJsonStringify, { type Schema } from 'fast-json-stringify';
import type { Static, TSchema } from 'typebox';
import type { App } from './app.ts';

/** Unknown fields are refused (never dropped); only what arrives as text (query, path) is turned into numbers. */
const options: Options = { removeAdditional: false, useDefaults: true, allErrors: true, strict: false };

const newBodyAjv = () => withFormats(new Ajv2020({ ...options, coerceTypes: false }));

/** Whether something is a body that a route with this schema takes. */
export const bodyCheck = <T extends TSchema>(schema: T): ((body: unknown) => body is Static<T>) =>
  newBodyAjv().compile<Static<T>>(schema);

/**
 * How bodies, paths and queries are checked and answers written. Compiled when first used: a service has hundreds of schemas, and to
 * compile them all took most of its start.
 */
export function validateStrictly(app: App): void {
  const body = newBodyAjv();
  const text = withFormats(new Ajv2020({ ...options, coerceTypes: 'array' }));
  app.setValidatorCompiler(({ schema, httpPart }) => compiledLate(httpPart === 'body' ? body : text, schema as object));
  app.setSerializerCompiler(({ schema }) => {
    let write: ReturnType<typeof fastJsonStringify> | undefined;
    return (data) => {
      write ??= fastJsonStringify(schema as Schema);
      return write(data);
    };
  });
}

function compiledLate(ajv: Ajv2020, schema: object) {
  let validate: ValidateFunction | undefined;
  return (data: unknown) => {
    validate ??= ajv.compile(schema);
    return validate(data) ? { value: data } : { error: validate.errors as unknown as Error };
  };
}

function withFormats(ajv: Ajv2020): Ajv2020 {
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv;
}
