import { listed, type Said, said } from '@zhiheng/contracts';
import { Locale } from 'typebox/system';
import type { FieldFault } from './problem.ts';

/** What a schema refuses, as Ajv or typebox says it. */
export interface SchemaError {
  keyword: string;
  /** JSON pointer. */
  instancePath: string;
  params: object;
  message?: string | undefined;
}

/** Faults by field: a missing or unknown one stands at its own place, not at what should hold it; typebox tells it at both. */
export function schemaFaults(errors: readonly SchemaError[]): FieldFault[] {
  const faults = errors.flatMap(faultsOf);
  return [...new Map(faults.map((fault) => [`${fault.path} ${fault.message.en}`, fault])).values()];
}

function faultsOf(error: SchemaError): FieldFault[] {
  const named = missingOrUnknown(error.params as Params);
  const at = (field: string) => `${error.instancePath}/${field}`;
  if (error.keyword === 'required') return named.map((field) => ({ path: at(field), message: said('missing') }));
  if (named.length > 0) return named.map((field) => ({ path: at(field), message: said('unknown-field') }));
  return [{ path: error.instancePath || '/', message: saidOfSchema(error) }];
}

interface Params {
  missingProperty?: string;
  requiredProperties?: string[];
  additionalProperty?: string;
  additionalProperties?: string[];
  propertyNames?: string[];
  allowedValues?: unknown[];
}

const missingOrUnknown = (params: Params): string[] => [
  ...(params.requiredProperties ?? params.additionalProperties ?? []),
  ...[params.missingProperty ?? params.additionalProperty ?? []].flat(),
];

/** The sentence of one fault; Chinese as typebox words it, which knows every keyword by the same parameters as Ajv. */
function saidOfSchema(error: SchemaError): Said {
  const { keyword, message } = error;
  const { allowedValues, propertyNames } = error.params as Params;
  if (keyword === 'boolean') return said('unknown-field');
  if (keyword === 'enum' && allowedValues) return said('one-of', { these: listed(allowedValues.map(String)) });
  const zh = keyword === 'propertyNames' && !propertyNames ? said('no-code').zh : Locale.zh_Hans(error as never);
  return { zh, en: message ?? 'is not valid' };
}
