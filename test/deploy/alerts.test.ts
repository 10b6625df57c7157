import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readText, root } from './files/checkout.ts';

interface Alert {
  alert: string;
  expr: string;
  for: string;
  annotations: { summary: string };
}
let alerts: Alert[];
beforeAll(async () => {
  const { groups } = parse(await readText('deploy/prometheus/alerts.yaml')) as { groups: { rules: Alert[] }[] };
  alerts = groups.flatMap(({ rules }) => rules);
});

test('every figure that an alert looks at is one that the log gives', async () => {
  const sources = ['plugin.ts', 'lag.ts'].map((name) => readFile(join(root, 'services/audit', name), 'utf8'));
  const code = (await Promise.all(sources)).join('\n');
  const given = new Set([...code.matchAll(/'(zhiheng_log_\w+)'/g)].map(([, name]) => name));
  for (const { alert, expr } of alerts) {
    const names = expr.match(/zhiheng_\w+/g) ?? [];
    expect(names, alert).not.toEqual([]);
    for (const name of names) expect(given, alert).toContain(name);
  }
});

test('a log that lags has its alert, and each says in both languages what to look at', () => {
  expect(alerts.map(({ expr }) => expr).join('\n')).toContain('zhiheng_log_waiting_seconds');
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  for (const { annotations, for: lasting } of alerts) {
    expect(annotations.summary).toMatch(/\p{Script=Han}.* \/ [a-z]/u);
    expect(lasting).toMatch(/^\d+[mh]$/);
  }
});
