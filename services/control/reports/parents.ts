import { type Database, inCentre, listCentres } from '@zhiheng/database';
import { append, type LogEntry } from '../store/log-store.ts';
import { centresAbove, dropParent, findParent, holdParents, keepParent } from '../store/parent-store.ts';

/**
 * Puts a centre below another, or (without one) below none; gives whether that changed anything. By the operator of the deployment, with the
 * owner's pool: nobody who signs in may. Both logs say so. Throws RangeError for a centre that there is not, and for a circle.
 */
export async function setParent(owner: Database, child: string, parent: string | undefined): Promise<boolean> {
  const centres = new Set((await listCentres(owner)).map(({ centre }) => centre));
  for (const centre of [child, ...(parent === undefined ? [] : [parent])])
    if (!centres.has(centre)) throw new RangeError(`There is no centre ${centre}.`);
  const before = await inCentre(owner, child, async (transaction) => {
    await holdParents(transaction);
    const present = await findParent(transaction, child);
    if (present === parent) return { changed: false, present };
    if (parent === undefined) await dropParent(transaction, child);
    else {
      if ((await centresAbove(transaction, parent)).includes(child))
        throw new RangeError(`${child} is above ${parent} already.`);
      await keepParent(transaction, child, parent);
    }
    await append(transaction, child, [entryOf(child, present, parent)]);
    return { changed: true, present };
  });
  if (!before.changed) return false;
  for (const other of [before.present, parent])
    if (other !== undefined)
      await inCentre(owner, other, (transaction) =>
        append(transaction, other, [entryOf(child, before.present, parent)]),
      );
  return true;
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
