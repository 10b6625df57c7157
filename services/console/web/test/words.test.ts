import { describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { sayIn } from '../words/say.ts';
import type { WordKey } from '../words/types.ts';
import { zh } from '../words/zh.ts';

const blanksOf = (sentence: string): string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe('the words', () => {
  it('have the same blanks in both languages', () => {
    const differing = (Object.keys(zh) as WordKey[]).filter((key) => `${blanksOf(en[key])}` !== `${blanksOf(zh[key])}`);
    expect(differing).toEqual([]);
  });

  it('fill blanks in, and leave what is not a blank', () => {
    expect(sayIn('zh')('fromUntil', { from: '2026-11-24', until: '{from}' })).toBe('2026-11-24 至 {from}');
    expect(sayIn('en')('fromUntil', { from: 'a', until: 'b' })).toBe('a to b');
  });
});
