import { ChainSchema, ItemSchema, RoleSchema, RuleSchema, UnitSchema } from '@zhiheng/contracts';
import { fieldsProblem, schemaFaults } from '@zhiheng/http';
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
  const errors = shape.Errors(value).map((error) => ({ ...error, instancePath: `${path}${error.instancePath}` }));
  throw fieldsProblem('invalid-request', schemaFaults(errors));
}
