import reference from 'canonicalize';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, FormatError } from '../index.ts';

/** Any code unit but those of a lone surrogate; whole pairs, controls, quotes and Chinese among them. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('"', '\\', '\n', '\u0000', '\u001f', '\u007f', '\u2028', '经', '😀', '\uffff', 'a'),
  }),
);
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(-0, 1e21, 5e-324),
);
/** Without a backslash: V8 13.6 reads `"\\n"` as a name of one backslash where it has met that one in an object like it before. */
const name = text.map((value) => value.replaceAll('\\', '/'));
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    // Names that are numbers, which objects put first.
    fc.dictionary(fc.oneof(name, fc.integer().map(String)), tie('value'), { maxKeys: 5 }),
  ),
}));

it('is what the reference of RFC 8785 writes, of any JSON', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(canonicalJson(value)).toBe(reference(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 2_000 },
  );
});

it('refuses a lone surrogate wherever it stands, and what is no JSON', () => {
  const refused = (value: unknown) => expect(() => canonicalJson(value)).toThrow(FormatError);
  fc.assert(
    fc.property(text, text, fc.constantFrom('\ud800', '\udbff', '\udc00', '\udfff'), (before, after, half) => {
      const alone = `${before} ${half} ${after}`;
      for (const value of [alone, [alone], { a: alone }, { [alone]: 1 }, [{ a: [alone] }]]) refused(value);
    }),
  );
  for (const value of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -Infinity,
    1n,
    undefined,
    () => 1,
    Symbol('a'),
    [undefined],
  ])
    refused(value);
});

it('leaves out members that are undefined', () => {
  expect(canonicalJson({ b: undefined, a: { c: undefined } })).toBe('{"a":{}}');
});
