import { connect } from '@zhiheng/database';
import { Abilities } from '../../services/access/abilities.ts';
import { CentrePolicies } from '../../services/access/centre-policy.ts';
import { Changes } from '../../services/access/changes.ts';
import { find } from '../../services/access/finding.ts';
import type { Inquiry } from '../../services/access/inquiry.ts';

/**
 * Run with `--expose-gc`: reads everybody of a centre into memory, as decisions do, decides once about each, and prints how
 * many bytes more the process holds then. Arguments: the database's address, the centre, how many people.
 */
const [url = '', centre = '', people = ''] = process.argv.slice(2);

function held(): number {
  for (let turn = 0; turn < 4; turn++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const usernames = Array.from({ length: Number(people) }, (_, index) => `p${String(index).padStart(6, '0')}`);
const database = await connect({ url, service: 'access' });
const changes = new Changes(database);
const abilities = new Abilities(database, new CentrePolicies(), changes);
await changes.start();
const before = held();
const resource = { type: 'case', id: 'new', properties: { item: 'employer-registration-0', unit: 'enrolment-0' } };
for (let start = 0; start < usernames.length; start += 1_000)
  await Promise.all(
    usernames.slice(start, start + 1_000).map(async (id) => {
      const standing = await abilities.read(centre, id);
      const inquiry: Inquiry = { subject: { type: 'person', id }, action: { name: 'handle' }, resource };
      if (standing) find(standing, inquiry);
    }),
  );
const bytes = held() - before;
const known = usernames.filter((username) => abilities.known(centre, username)?.person).length;
process.stdout.write(`${JSON.stringify({ bytes, known })}\n`);
await changes.close();
await database.close();
