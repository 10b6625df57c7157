import { type Database, inCentre, listCentres } from '@zhiheng/database';
import { append, type LogEntry } from '../store/log-store.ts';
import { centresAbove, dropParent, findParent, goOnAs, holdParents, keepParent } from '../store/parent-store.ts';

/**
 * Puts a centre below another, or (without one) below none; gives whether that changed anything. By the operator of the deployment, with the
 * owner's pool: nobody who signs in may. The logs of all whom it concerns say so, with it or not at all. Throws RangeError for a centre that there is not, and for a circle.
 */
export async function setParent(owner: Database, child: string, parent: string | undefined): Promise<boolean> {
  const centres = new Set((await listCentres(owner)).map(({ centre }) => centre));
  for (const centre of [child, ...(parent === undefined ? [] : [parent])])
    if (!centres.has(centre)) throw new RangeError(`There is no centre ${centre}.`);
  return inCentre(owner, child, async (transaction) => {
    await holdParents(transaction);
    const before = await findParent(transaction, child);
    if (before === parent) return false;
    if (parent === undefined) await dropParent(transaction, child);
    else {
      if ((await centresAbove(transaction, parent)).includes(child))
        throw new RangeError(`${child} is above ${parent} already.`);
      await keepParent(transaction, child, parent);
    }
    for (const centre of [child, before, parent])
      if (centre !== undefined) {
        await goOnAs(transaction, centre);
        await append(transaction, centre, [entryOf(child, before, parent)]);
      }
    return true;
  });
}

const entryOf = (child: string, before: string | undefined, after: string | undefined): LogEntry => ({
  action: 'parent.set',
  outcome: 'done',
  client: 'zhiheng',
  targetType: 'centre',
  target: child,
  before: { parent: before ?? null },
  after: { parent: after ?? null },
});
