import { ChainSchema, ItemSchema, RoleSchema, RuleSchema, UnitSchema } from '@zhiheng/contracts';
import { Problem } from '@zhiheng/http';
import { Compile } from 'typebox/compile';

const shapes = {
  role: Compile(RoleSchema),
  rule: Compile(RuleSchema),
  item: Compile(ItemSchema),
  unit: Compile(UnitSchema),
  chain: Compile(ChainSchema),
};

/** What is put together from what there is and what is given must be whole. Throws `invalid-request` with every fault. */
export function requireShape(kind: keyof typeof shapes, value: unknown, path: string): void {
  const shape = shapes[kind];
  if (shape.Check(value)) return;
  const errors = shape.Errors(value).flatMap(({ keyword, instancePath, message, params }) => {
    const missing = keyword === 'required' ? (params as { requiredProperties: string[] }).requiredProperties : [];
    return missing.length
      ? missing.map((field) => ({ path: `${path}${instancePath}/${field}`, message: 'is missing' }))
      : [{ path: `${path}${instancePath}`, message }];
  });
  throw new Problem('invalid-request', errors.map((one) => `${one.path}: ${one.message}`).join('; '), { errors });
}
