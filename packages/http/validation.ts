import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fastJsonStringify, { type Schema } from 'fast-json-stringify';
import type { Static, TSchema } from 'typebox';
import type { App } from './app.ts';
import { withoutIds } from './schema-ids.ts';

/**
 * Unknown fields are refused (never dropped); only what arrives as text (query, path) is turned into numbers. That the schemas are
 * schemas is a test's affair: a start would spend most of its time on it.
 */
const options: Options = {
  removeAdditional: false,
  useDefaults: true,
  allErrors: true,
  strict: false,
  meta: false,
  validateSchema: false,
};

/** Compiled once a process, however many services of it start. */
const bodies = withFormats(new Ajv2020({ ...options, coerceTypes: false }));
const texts = withFormats(new Ajv2020({ ...options, coerceTypes: 'array' }));
const writers = new WeakMap<object, Write>();
type Write = ReturnType<typeof fastJsonStringify>;

/** Whether something is a body that a route with this schema takes. */
export function bodyCheck<T extends TSchema>(schema: T): (body: unknown) => body is Static<T> {
  let validate: ValidateFunction<Static<T>> | undefined;
  return (body): body is Static<T> => {
    validate ??= bodies.compile<Static<T>>(withoutIds(schema));
    return validate(body);
  };
}

/**
 * How bodies, paths and queries are checked and answers written. Compiled when first used: a service has hundreds of schemas, and to
 * compile them all took most of its start.
 */
export function validateStrictly(app: App): void {
  app.setValidatorCompiler(({ schema, httpPart }) =>
    compiledLate(httpPart === 'body' ? bodies : texts, schema as object),
  );
  app.setSerializerCompiler(({ schema }) => {
    let write: Write | undefined;
    return (data) => {
      write ??= writerOf(schema as Schema & object);
      return write(data);
    };
  });
}

function writerOf(schema: Schema & object): Write {
  const known = writers.get(schema);
  if (known) return known;
  const write = fastJsonStringify(schema);
  writers.set(schema, write);
  return write;
}

function compiledLate(ajv: Ajv2020, schema: object) {
  let validate: ValidateFunction | undefined;
  return (data: unknown) => {
    validate ??= ajv.compile(withoutIds(schema));
    return validate(data) ? { value: data } : { error: validate.errors as unknown as Error };
  };
}

function withFormats(ajv: Ajv2020): Ajv2020 {
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv;
}
