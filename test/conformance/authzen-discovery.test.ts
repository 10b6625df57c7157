import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Certified, startCertified } from './authzen-fixture.ts';

/** AuthZEN certification, level Discovery. */
let certified: Certified;
beforeAll(async () => {
  certified = await startCertified();
});
afterAll(() => certified.running.stop());

test('the metadata names the decision point and its endpoints by absolute URLs, to anybody (6)', async () => {
  const { origin } = certified.pdp;
  const answer = await fetch(`${origin}/.well-known/authzen-configuration`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
  const metadata = (await answer.json()) as Record<string, unknown>;
  const { policy_decision_point: point, capabilities, jwks_uri: keys, ...endpoints } = metadata;
  expect(point).toBe(origin);
  expect(capabilities).toEqual(['urn:openid:authzen:capability:access-request']);
  expect((await fetch(keys as string)).status).toBe(200);
  expect(Object.keys(endpoints).sort()).toEqual([
    'access_evaluation_endpoint',
    'access_evaluations_endpoint',
    'access_request_endpoint',
    'search_action_endpoint',
    'search_resource_endpoint',
    'search_subject_endpoint',
  ]);
  for (const [name, url] of Object.entries(endpoints) as [string, string][]) {
    expect(new URL(url).href).toBe(url);
    // There, and not open to everybody.
    expect([name, (await fetch(url, { method: 'POST' })).status]).toEqual([name, 401]);
  }
});
