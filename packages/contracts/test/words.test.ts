import { expect, test } from 'vitest';
import {
  actions,
  candidateReasons,
  decisionReasons,
  exportFormats,
  exportStates,
  logFaults,
  problems,
  suspensionReasons,
  suspensionStates,
} from '../index.ts';

/** Every code that a person may see has its sentence in both languages: Chinese in Chinese, English in English. */
const vocabularies = {
  actions,
  candidateReasons,
  decisionReasons,
  exportFormats,
  exportStates,
  logFaults,
  problems,
  suspensionReasons,
  suspensionStates,
};

for (const [name, words] of Object.entries(vocabularies)) {
  test(`${name} are said in Chinese and in English`, () => {
    for (const [code, { zh, en }] of Object.entries(words)) {
      expect(zh, `${code} in Chinese`).toMatch(/\p{Script=Han}/u);
      expect(en, `${code} in English`).toMatch(/^[\p{ASCII}’“”]+$/u);
      expect(en, `${code} in English`).toMatch(/[a-z]/i);
    }
  });
  test(`${name} have codes that outsiders can rely on`, () => {
    for (const code of Object.keys(words)) expect(code).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/);
  });
}

test('every problem has an HTTP status of an error', () => {
  for (const [code, { status }] of Object.entries(problems)) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(status, code).toBeLessThan(600);
  }
});
