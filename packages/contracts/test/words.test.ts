import { expect, test } from 'vitest';
import {
  actions,
  actSaid,
  actWords,
  approvalKinds,
  approvalStates,
  candidateReasons,
  clearingReasons,
  clearingStates,
  controlNoticeKinds,
  decisionReasons,
  details,
  doubtActs,
  doubtImportStates,
  doubtOrigins,
  doubtStates,
  exportFormats,
  exportStates,
  findingActs,
  findingDimensions,
  findingNatures,
  findingSources,
  findingStates,
  logFaults,
  noSuch,
  problems,
  rectificationActs,
  rectificationStates,
  reportBreakdowns,
  reportMeasures,
  reportRates,
  reportTables,
  said,
  suspensionReasons,
  suspensionStates,
  taskKinds,
  thingWords,
} from '../index.ts';

/** Every code that a person may see has its sentence in both languages: Chinese in Chinese, English in English. */
const vocabularies = {
  actions,
  actWords,
  approvalKinds,
  approvalStates,
  candidateReasons,
  clearingReasons,
  clearingStates,
  controlNoticeKinds,
  decisionReasons,
  details,
  doubtActs,
  doubtImportStates,
  doubtOrigins,
  doubtStates,
  exportFormats,
  exportStates,
  findingActs,
  findingDimensions,
  findingNatures,
  findingSources,
  findingStates,
  logFaults,
  problems,
  reportBreakdowns,
  reportMeasures,
  reportRates,
  reportTables,
  rectificationActs,
  rectificationStates,
  suspensionReasons,
  suspensionStates,
  taskKinds,
  thingWords,
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

test('a detail has the same blanks in both languages, and says a thing in one’s own', () => {
  const blanks = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g))].sort();
  for (const [code, { zh, en }] of Object.entries(details)) expect(blanks(zh), code).toEqual(blanks(en));
  expect(noSuch('unit', 'nowhere')).toEqual({ zh: '没有机构“nowhere”。', en: 'There is no unit “nowhere”.' });
  expect(said('cases-scope').zh).toContain('cases:write');
  expect(said('permission', { action: actSaid('hold'), resource: '{action}' }).zh).toBe(
    '需要“保全日志”权限（{action}）。',
  );
});

test('every problem has an HTTP status of an error', () => {
  for (const [code, { status }] of Object.entries(problems)) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(status, code).toBeLessThan(600);
  }
});
